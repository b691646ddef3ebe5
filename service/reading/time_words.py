"""The words of one matched expression, asked for what they say: a number, a unit, a day, a year, a modifier."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from service.reading.time_grammar import GRAMMAR
from service.reading.time_lexicon import (
    MONTHS,
    NUMBER_WORDS,
    ORDINALS,
    PLURALS,
    SCALES,
    SEASONS,
    UNITS,
    WEEKDAYS,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_MEMBERS: Final = {name: frozenset(symbols) for name, symbols in GRAMMAR.lexicon.members.items()}
_NONE: Final[frozenset[str]] = frozenset()
_VAGUE: Final = frozenset(
    "few several many some various numerous couple dozens hundreds thousands number countless".split()
)
_TWO_DIGIT_PIVOT: Final = 30
_FOUR_DIGITS: Final = 1000

# Words at the head of an expression -> the TIMEX3 modifier; the longer phrase first.
_MODIFIERS: Final = (
    (("no", "more", "than"), "EQUAL_OR_LESS"),
    (("no", "less", "than"), "EQUAL_OR_MORE"),
    (("no", "fewer", "than"), "EQUAL_OR_MORE"),
    (("more", "than"), "MORE_THAN"),
    (("less", "than"), "LESS_THAN"),
    (("fewer", "than"), "LESS_THAN"),
    (("at", "least"), "EQUAL_OR_MORE"),
    (("at", "most"), "EQUAL_OR_LESS"),
    (("up", "to"), "EQUAL_OR_LESS"),
    (("over",), "MORE_THAN"),
    (("under",), "LESS_THAN"),
    (("about",), "APPROX"),
    (("around",), "APPROX"),
    (("nearly",), "APPROX"),
    (("almost",), "APPROX"),
    (("roughly",), "APPROX"),
    (("approximately",), "APPROX"),
    (("some",), "APPROX"),
    (("circa",), "APPROX"),
    (("ca",), "APPROX"),
    (("c",), "APPROX"),
    (("early",), "START"),
    (("earlier",), "START"),
    (("beginning",), "START"),
    (("start",), "START"),
    (("outset",), "START"),
    (("turn",), "START"),
    (("late",), "END"),
    (("later",), "END"),
    (("latter",), "END"),
    (("end",), "END"),
    (("close",), "END"),
    (("mid",), "MID"),
    (("middle",), "MID"),
)
_MODIFYING: Final = frozenset(phrase[0] for phrase, _ in _MODIFIERS) | {"or"}


@dataclass(frozen=True, slots=True)
class Words:
    """The tokens of an expression (`own`) and of the whole match it is part of, which it may share words with.

    `before` and `after` are the tokens beside the match, in lower case.
    """

    texts: tuple[str, ...]
    symbols: str
    start: int
    end: int
    before: str = ""
    after: str = ""

    def _places(self, name: str) -> Iterator[int]:
        members = _MEMBERS.get(name, _NONE)
        for place in self._order():
            if self.symbols[place] in members:
                yield place

    def _order(self) -> Iterable[int]:
        """The places of the own words, then those of the others."""
        if self.end - self.start == len(self.texts):
            return range(self.end)
        return (*range(self.start, self.end), *range(self.start), *range(self.end, len(self.texts)))

    def find(self, name: str) -> str | None:
        """The first own word of a class, else the first of the whole match."""
        place = self.place(name)
        return None if place is None else self.texts[place]

    def place(self, name: str) -> int | None:
        """Where `find` finds it."""
        members = _MEMBERS.get(name, _NONE)
        for place in self._order():
            if self.symbols[place] in members:
                return place
        return None

    def has(self, *words: str) -> bool:
        """Whether the expression itself contains one of these words (lower case)."""
        return any(text.lower() in words for text in self.own)

    @property
    def the_next(self) -> bool:
        """Whether "the next" stands in the words, which counts from the text where "next" alone does from its day."""
        lowered = [text.lower() for text in self.own]
        return "next" in lowered[1:] and lowered[lowered.index("next") - 1] in {"the", "very"}

    @property
    def own(self) -> tuple[str, ...]:
        """The expression's own words."""
        return self.texts[self.start : self.end]

    def part(self, start: int, end: int) -> Words:
        """A part of the whole match as words of its own."""
        return Words(self.texts[start:end], self.symbols[start:end], 0, end - start)

    def amount(self) -> str | None:
        """The modifier of a number ("more than"), none of a stretch ("later")."""
        mod = self.modifier()
        return None if mod in {"START", "MID", "END"} else mod

    def modifier(self) -> str | None:
        """The TIMEX3 modifier that the words state."""
        lowered = tuple(text.lower() for text in self.own)
        if _MODIFYING.isdisjoint(lowered):
            return None
        for phrase, mod in _MODIFIERS:
            if phrase[0] in lowered:
                at = lowered.index(phrase[0])
                counted = phrase[0] != "some" or (
                    at + 1 < len(lowered) and not self.vague() and self.number() is not None
                )
                if lowered[at : at + len(phrase)] == phrase and counted:
                    return mod
        if "so" in lowered and "or" in lowered:
            return "APPROX"
        return None

    def month(self) -> int | None:
        """Month 1 to 12."""
        word = self.find("MONTH")
        return MONTHS[word.capitalize()] if word else None

    def weekday(self) -> int | None:
        """Weekday, Monday = 0."""
        word = self.find("WEEKDAY")
        return WEEKDAYS[word.capitalize()] if word else None

    def season(self) -> str | None:
        """TIMEX3 code of a season."""
        word = self.find("SEASON")
        return SEASONS[word.lower()] if word else None

    def unit(self) -> str | None:
        """Code of the first unit."""
        word = self.find("UNIT") or self.find("UNITS")
        return (UNITS.get(word.lower()) or PLURALS[word.lower()]) if word else None

    def ordinal(self, name: str = "ORD") -> int | None:
        """An ordinal in words or digits."""
        for place in self._places(name):
            text = self.texts[place].lower()
            if text in ORDINALS:
                tens = NUMBER_WORDS.get(self._before(place), 0)
                return ORDINALS[text] + (tens if tens >= 20 else 0)
            digits = "".join(sign for sign in text if sign.isdigit())
            if digits:
                return int(digits)
        return None

    def _before(self, place: int) -> str:
        at = place - 1
        if at > 0 and self.texts[at] == "-":
            at -= 1
        return self.texts[at].lower() if at >= 0 else ""

    def day(self) -> int | None:
        """Day of the month."""
        month = self.place("MONTH")
        own = self.place("DAYORD")
        spelled = self.place("ORD")
        if own is not None and (spelled is None or self.start <= own < self.end):
            return int("".join(sign for sign in self.texts[own] if sign.isdigit()))
        return self.ordinal() if spelled is not None and month is not None else None

    def year(self) -> int | None:
        """The year that stands in the words, negative before Christ."""
        era = -1 if self.find("BC") or self._spaced_era() else 1
        own = self.place("YEAR")
        if own is None and (era < 0 or self.find("AD")):
            own = self.place("YEAR3")
            if own is None:
                own = self._last_own("INT")
        if own is not None:
            return era * int(self.texts[own])
        return self._spoken_year()

    def _last_own(self, name: str) -> int | None:
        """The last own word of a class, else the last of the whole match."""
        places = list(self._places(name))
        return max((place for place in places if self.start <= place < self.end), default=max(places, default=None))

    def _spaced_era(self) -> bool:
        return "B" in self.texts and "C" in self.texts

    def _spoken_year(self) -> int | None:
        if self.place("NUMWORD") is None:
            return None
        values = [
            NUMBER_WORDS.get(text.lower()) or SCALES.get(text.lower())
            for text in self.texts
            if text.lower() in NUMBER_WORDS or text.lower() in SCALES
        ]
        numbers = [value for value in values if value]
        if "thousand" in (text.lower() for text in self.texts):
            return sum(numbers) - 1000 - numbers[0] + 1000 * numbers[0] if len(numbers) > 1 else None
        if len(numbers) >= 2 and numbers[0] >= 10 and numbers[1] >= 10:
            year = 100 * numbers[0] + (0 if numbers[1] == SCALES["hundred"] else sum(numbers[1:]))
            return year if year >= _FOUR_DIGITS else None
        return None

    def vague(self) -> bool:
        """Whether the number is not said: "several", "a few"."""
        return any(text.lower() in _VAGUE for text in self.own) and not self.place("INT")

    def number(self) -> float | None:
        """The number before the unit: 3, 2.5, 25; 1 for "a"."""
        total, current, seen = 0.0, 0.0, False
        for text in self.own:
            word = text.lower()
            if word in NUMBER_WORDS:
                current, seen = current + NUMBER_WORDS[word], True
            elif word in SCALES:
                current, seen = (current or 1) * SCALES[word], True
            elif word == "dozen":
                current, seen = (current or 1) * 12, True
            elif word == "half":
                total, seen = total + 0.5, True
            elif text[0].isdigit():
                read = _digits(text)
                if read is not None:
                    total, seen = total + read, True
            elif word == "couple":
                total, seen = total + 2, True
        return total + current if seen else None


def _digits(text: str) -> float | None:
    head, _, tail = text.partition("/")
    try:
        return float(head.replace(",", "")) / (float(tail) if tail else 1)
    except (ValueError, ZeroDivisionError):
        return None


def two_digit_year(number: int, near: int | None) -> int:
    """The year of the century that lies nearest to `near`; 1930 to 2029 where none is given."""
    if near is None:
        return number + (2000 if number < _TWO_DIGIT_PIVOT else 1900)
    base = near - near % 100 + number
    return min((base - 100, base, base + 100), key=lambda year: (abs(year - near - 5), year))
