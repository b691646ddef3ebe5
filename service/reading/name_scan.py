"""One sentence scanned for names: what is known, what is built like an organisation, what is built like a person."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from service.domain.claims import Entity, EntityType
from service.domain.names import fold
from service.domain.text import Role
from service.reading.event_names import find_events
from service.reading.gazetteer import Entry, Gazetteer, NameKind, gazetteer
from service.reading.name_words import (
    ACTING,
    CALENDAR,
    GOVERNMENT_HEADS,
    LEFT_HEADS,
    NOT_ACRONYMS,
    NOT_SURNAMES,
    OWNED,
    PARTICLES,
    PLACE_PREPOSITIONS,
    RIGHT_HEADS,
    SUFFIXES,
    TITLES_OF_ADDRESS,
)
from service.reading.title_words import HEADS, MODIFIERS, plain, title_at
from service.reading.tokens import Token

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Sort(StrEnum):
    """How a name was recognised."""

    KNOWN = "known"
    CITY = "city"
    EVENT = "event"
    ORGANISATION = "organisation"
    ACRONYM = "acronym"


class Found(NamedTuple):
    """A name other than a person's at `[start, end)` of the text; `acronym` is its short form in brackets after it."""

    start: int
    end: int
    sort: Sort
    entities: tuple[Entity, ...]
    weak: bool = False
    confidence: float = 1.0
    acronym: str = ""


class Run(NamedTuple):
    """Words that are, or may be, a person's name at `[start, end)` of the text.

    `sure` says that the words themselves show a person; a run that is not counts only where the same text names
    a person of that surname in full.
    """

    start: int
    end: int
    parts: tuple[str, ...]
    address: str = ""
    sure: bool = True
    spoken: bool = False


@dataclass(slots=True)
class Scan:
    """What one sentence yielded."""

    found: list[Found] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)


_LONGEST_ORGANISATION = 9
_LONGEST_NAME = 6
_FEWEST_IN_TITLE_CASE = 4
_CASE_SHARE = 0.6
_LONGEST_ACRONYM = 6


def scan_sentence(tokens: Sequence[Token], role: Role) -> Scan:
    """The names of one sentence, left to right; the role tells a headline from running text."""
    scanner = _Scanner(list(_merged(tokens)), role)
    scanner.run()
    return scanner.scan


def _merged(tokens: Sequence[Token]) -> Iterator[Token]:
    """The tokens with letters and digits that touch ("G8") made one."""
    held: Token | None = None
    for token in tokens:
        if held and held.end == token.start and held.text.isupper() and held.text.isalpha() and token.text.isdigit():
            held = Token(held.text + token.text, held.start, token.end)
            continue
        if held:
            yield held
        held = token
    if held:
        yield held


def _is_name_word(text: str) -> bool:
    return text[:1].isupper() and (text.replace("-", "").replace("'", "").isalpha())


class _Scanner:
    """The state of one scan."""

    def __init__(self, tokens: list[Token], role: Role) -> None:
        self.tokens = tokens
        self.known: Gazetteer = gazetteer()
        self.scan = Scan()
        words = [t.text for t in tokens if t.text[0].isalpha()]
        capital = [w for w in words if w[0].isupper()]
        self.caps = len(words) > 1 and sum(w.isupper() for w in words) > _CASE_SHARE * len(words)
        long = [w for w in words if len(w) > len("with")]
        self.title_case = self.caps or (
            len(words) >= _FEWEST_IN_TITLE_CASE
            and (role is Role.HEADLINE or len(words) > 2 * _FEWEST_IN_TITLE_CASE or not tokens[-1].text == ".")
            and sum(w[0].isupper() for w in long) > _CASE_SHARE * len(long)
            and len(capital) > _CASE_SHARE * len(words)
        )
        self.folded = [fold(t.text) for t in tokens]
        self.titled: set[int] = set()
        self.in_title: set[int] = set()

    def run(self) -> None:
        """Scan from the first token to the last."""
        events = {event.first: event for event in find_events(self.tokens)}
        at = self._after_byline()
        while at < len(self.tokens):
            event = events.get(at)
            if event is not None:
                self._add(at, event.last, Sort.EVENT, (event.entity,))
                for inner in range(at, event.last):
                    self._place_inside(inner)
                at = event.last
                continue
            self._note_title(at)
            at = max(self._step(at), at + 1)

    def _step(self, at: int) -> int:
        """Read what begins at token `at`; return where to go on."""
        token = self.tokens[at]
        if not token.text[0].isalpha():
            return at + 1
        if not token.text[0].isupper():
            return self._lower(at)
        if self.folded[at] in TITLES_OF_ADDRESS:
            return self._addressed(at)
        steps = (self._titled_name, self._person_before_place, self._organisation, self._known_name, self._compound,
                 self._person, self._acronym)  # fmt: skip
        for step in steps:
            end = step(at)
            if end > at:
                return end
        return at + 1

    def _text(self, at: int) -> str:
        return self.tokens[at].text if 0 <= at < len(self.tokens) else ""

    def _add(self, first: int, last: int, sort: Sort, entities: tuple[Entity, ...], **more: object) -> None:
        start, end = self.tokens[first].start, self.tokens[last - 1].end
        self.scan.found.append(Found(start, end, sort, entities, **more))  # type: ignore[arg-type]

    def _after_byline(self) -> int:
        """The index after "By Jane Roe" at the start of a text or a line: authors are not part of the story."""
        if self._text(0) not in {"By", "BY"}:
            return 0
        at = 1 + (self._text(1) == ".")
        end = self._name_end(at)
        while self._text(end) in {"and", ","} and self._name_end(end + 1) > end + 1:
            end = self._name_end(end + 1)
        closing = self._text(end)
        closes = (
            not closing
            or closing in {".", "|", "-", ",", ";", "/"}
            or closing in {"Last", "Updated", "Published", "in", "for"}
        )
        return end if end > at and closes else 0

    def _note_title(self, at: int) -> None:
        word = plain(self.tokens[at])
        if at in self.in_title or (word not in MODIFIERS and word not in HEADS):
            return
        end = title_at(self.tokens, at)
        if end > at:
            self.titled.add(end + (self._text(end) == "."))
            self.in_title.update(
                index
                for index in range(at, end)
                if self.folded[index] in MODIFIERS or plain(self.tokens[index]) in HEADS
            )

    # Names that need no context.

    def _entry(self, at: int) -> tuple[Entry | None, int]:
        """The longest known name that begins at `at` and the index after it."""
        first = self.folded[at]
        for size in range(min(self.known.longest.get(first, 1), len(self.tokens) - at), 0, -1):
            entry = self.known.find(" ".join(self.folded[at : at + size]) if size > 1 else first)
            if entry is None:
                continue
            if entry.verbatim is not None and size == 1 and (self.tokens[at].text != entry.verbatim or self.caps):
                continue
            if size > 1 and not self.tokens[at + size - 1].text[0].isupper() and entry.kind is not NameKind.BODY:
                continue
            return entry, at + size
        return None, at

    def _known_name(self, at: int) -> int:
        entry, end = self._entry(at)
        if entry is None or (entry.kind is NameKind.BODY and self.folded[at] in self.known.words and end == at + 1
                             and (at == 0 or self.title_case)):  # fmt: skip
            return at
        before = self._before(at)
        if entry.weak and entry.kind is NameKind.CITY:
            located = before in PLACE_PREPOSITIONS or (self._text(end) == "," and self._entry_at(end + 1))
            if not located or _is_name_word(self._text(end) or "x"):
                return at
        sort = Sort.CITY if entry.kind is NameKind.CITY else Sort.KNOWN
        self._add(at, end, sort, self._readings(at, end, entry), weak=entry.weak and entry.kind is NameKind.CITY)
        return end

    def _entry_at(self, at: int) -> bool:
        return at < len(self.tokens) and self._entry(at)[0] is not None

    def _before(self, at: int) -> str:
        """The word before `at`, articles and "central" and the like skipped."""
        index = at - 1
        while index >= 0 and self.folded[index] in {
            "the",
            "central",
            "nearby",
            "downtown",
            "east",
            "west",
            "north",
            "south",
        }:
            index -= 1
        return self.folded[index] if index >= 0 else ""

    def _readings(self, at: int, end: int, entry: Entry) -> tuple[Entity, ...]:
        """The entities of a known name, likeliest first: capitals and seats act as their country."""
        code = self.known.capitals.get(" ".join(self.folded[at:end]))
        if entry.kind is NameKind.SEAT:
            state, spot = entry.entities
        elif entry.kind is NameKind.CITY and code and code == entry.entities[0].country:
            spot, state = entry.entities[0], self.known.fixed[_country_key(code)].entities[0]
        else:
            return entry.entities
        before, after = self._before(at), self._text(end)
        if before in PLACE_PREPOSITIONS or (entry.kind is NameKind.SEAT and _is_name_word(after)):
            return spot, state
        possessive = after == "'s" and self._text(end + 1).lower() in OWNED
        acts = after.lower() in ACTING or (after.endswith("ed") and after.islower()) or (after in {"'s"} and possessive)
        if acts or before in {"with", "between", "against", "by", "than"} or entry.kind is NameKind.SEAT:
            return state, spot
        return spot, state

    def _place_inside(self, at: int) -> None:
        entry, end = self._entry(at)
        if entry is not None and entry.kind in {NameKind.CITY, NameKind.COUNTRY, NameKind.REGION}:
            self._add(at, end, Sort.CITY if entry.kind is NameKind.CITY else Sort.KNOWN, entry.entities)

    def _lower(self, at: int) -> int:
        """A lower-case token: "ex-Russian", "pro-European", "al-Assad"."""
        text = self.tokens[at].text
        if "-" not in text:
            return at + 1
        head, _, tail = text.partition("-")
        if head.lower() in PARTICLES and tail[:1].isupper():
            end = self._person(at)
            return max(end, at + 1)
        return max(self._compound(at), at + 1)

    def _compound(self, at: int) -> int:
        """The known parts of a hyphenated word: "Russian-British", "London-based"."""
        token = self.tokens[at]
        if "-" not in token.text:
            return at
        hit, start = False, token.start
        for part in token.text.split("-"):
            entry = self.known.find(fold(part)) if part[:1].isupper() else None
            usable = entry is not None and not entry.weak and (entry.verbatim is None or entry.verbatim == part)
            if entry is not None and usable and entry.kind is not NameKind.BODY:
                sort = Sort.CITY if entry.kind is NameKind.CITY else Sort.KNOWN
                self.scan.found.append(Found(start, start + len(part), sort, entry.entities))
                hit = True
            start += len(part) + 1
        return at + 1 if hit else at

    # Organisations.

    def _organisation(self, at: int) -> int:
        """A run of capitals ending with "Council", "Ministry" ..., or "Ministry of ..."."""
        if (
            self.title_case
            or self.folded[at] in CALENDAR
            or (self._starts(at) and self._text(at) in {"The", "A", "An"})
        ):
            return at
        end, head = at, -1
        while end < len(self.tokens) and end - at < _LONGEST_ORGANISATION:
            text = self._text(end)
            if not text[0].isupper():
                break
            if self.folded[end] in RIGHT_HEADS:
                head = end
            if self.folded[end] in LEFT_HEADS and self._text(end + 1) in {"of", "for", "on"}:
                head = max(head, self._complement_end(end + 1) - 1)
                break
            if end in self.titled and end > at:
                break
            end += 1
        if head <= at:
            return at
        return self._add_organisation(at, head + 1)

    def _complement_end(self, at: int) -> int:
        """The index after "of Foreign Affairs", "for Work and Pensions", "of the Red Cross" that begins at `at`."""
        end = at + 1 + (self._text(at + 1) == "the")
        first = end
        while end < len(self.tokens) and end - first < _LONGEST_NAME:
            text = self._text(end)
            joins = text in {"and", "of", "for", "&"} and self._text(end + 1)[:1].isupper() and end > first
            if not text[0].isupper() and not joins:
                break
            end += 1
        return end if end > first else at

    def _add_organisation(self, first: int, last: int) -> int:
        entry, end = self._entry(first)
        country = None
        begin = first
        if end >= last:
            return first
        if entry is not None and entry.entities[0].type is EntityType.COUNTRY:
            country = entry.entities[0].country
            rest = self.folded[end:last]
            if end < last and rest and any(word in GOVERNMENT_HEADS for word in rest):
                self._add(first, end, Sort.KNOWN, entry.entities)
                begin = end
        if country is None and self._text(first - 1) == "'s":
            country = self._owner(self.tokens[first - 1].start)
        if self._starts(begin) and begin + 1 == last and self.folded[begin] in self.known.words:
            return first
        name = " ".join(t.text for t in self.tokens[begin:last])
        acronym = ""
        if self._text(last) == "(" and self._text(last + 1).isupper() and self._text(last + 2) == ")":
            acronym = self._text(last + 1)
        key = fold(name).removeprefix("the ")
        entity = Entity(name, EntityType.ORGANISATION, f"organisation:{key}", country)
        self._add(begin, last, Sort.ORGANISATION, (entity,), acronym=acronym)
        return last

    def _owner(self, end: int) -> str | None:
        last = self.scan.found[-1] if self.scan.found else None
        return last.entities[0].country if last is not None and last.end == end else None

    def _acronym(self, at: int) -> int:
        text = self._text(at)
        bare = text.replace(".", "")
        if (
            self.caps
            or not (bare.isupper() and bare.isalnum() and 1 < len(bare) <= _LONGEST_ACRONYM)
            or bare in NOT_ACRONYMS
        ):
            return at
        entity = Entity(text, EntityType.ORGANISATION, f"organisation:{fold(bare)}")
        self._add(at, at + 1, Sort.ACRONYM, (entity,))
        return at + 1

    # Persons.

    def _starts(self, at: int) -> bool:
        """Whether the capital at `at` may only be the first word of a sentence, a quotation or a heading."""
        return at == 0 or not (
            self.tokens[at - 1].text[0].isalnum() or self.tokens[at - 1].text in {",", "'s", "(", "&"}
        )

    def _name_end(self, at: int) -> int:
        """The index after the name words that begin at `at`."""
        end = at
        while end < len(self.tokens) and end - at < _LONGEST_NAME:
            text = self._text(end)
            if (
                len(text) == 1
                and text.isupper()
                and self._text(end + 1) == "."
                and self.tokens[end + 1].start == self.tokens[end].end
            ):
                end += 2
                continue
            particle = (
                self.folded[end] in PARTICLES and (end > at or text.islower()) and self._text(end + 1)[:1].isupper()
            )
            prefixed = (
                "-" in text and self.folded[end].partition("-")[0] in PARTICLES and text.partition("-")[2][:1].isupper()
            )
            if (end > at and self.folded[end].rstrip(".") in SUFFIXES) or particle or prefixed:
                end += 1
                continue
            if not _is_name_word(text.rstrip(".")) or self._blocks(end, at):
                break
            end += 1
        return end

    def _blocks(self, at: int, first: int) -> bool:
        """Whether the capital word at `at` cannot go on a name begun at `first`."""
        word = self.folded[at]
        if word in CALENDAR or word in RIGHT_HEADS or at in self.in_title or word in TITLES_OF_ADDRESS:
            return True
        if at > first and plain(self.tokens[at]) in HEADS:
            return True
        entry, end = self._entry(at)
        if entry is None or at == first:
            return False
        follows_given = at == first + 1 and self.folded[first] in self.known.given and end == at + 1
        return not (follows_given or entry.weak)

    def _parts(self, first: int, last: int) -> tuple[str, ...]:
        return tuple(t.text for t in self.tokens[first:last] if t.text != ".")

    def _person_run(self, first: int, last: int, name: int, *, address: str = "", sure: bool = True) -> int:
        following = self._text(last).lower()
        spoken = following in ACTING or (following.endswith("ed") and len(following) > len("need"))
        start, end = self.tokens[first].start, self.tokens[last - 1].end
        self.scan.runs.append(Run(start, end, self._parts(name, last), address, sure, spoken))
        return last

    def _addressed(self, at: int) -> int:
        """ "Mr Cameron", "Sir Tony Brenton", "Mr . Putin"."""
        name = at + 1
        if self._text(name) == ".":
            name += 1
        end = self._name_end(name)
        return self._person_run(at, end, name, address=self._text(at).rstrip(".")) if end > name else at

    def _titled_name(self, at: int) -> int:
        """A name right after a title."""
        if at not in self.titled or at in self.in_title:
            return at
        entry, known_end = self._entry(at)
        if entry is not None and known_end == at + 1 and not entry.weak and self.folded[at] not in self.known.given:
            return at
        end = self._name_end(at)
        if (
            end == at
            or (self.title_case and end == at + 1)
            or (self.known.is_word(self.folded[at])
            and end == at + 1
            and (self._text(at) in {"The", "In", "On", "At", "But", "He", "She", "I", "We"} or self.title_case))
        ):
            return at
        return self._person_run(at, end, at)

    def _person_before_place(self, at: int) -> int:
        """A given name that is a place too, before a surname: "Victoria Nuland", "Jack London"."""
        entry, end = self._entry(at)
        if entry is None or end != at + 1 or self.folded[at] not in self.known.given or at in self.in_title:
            return at
        following = self._text(end)
        if not following or not _is_name_word(following) or self._entry(end)[0] is not None:
            return at
        if self.folded[end] in self.known.surnames and self.folded[end] not in RIGHT_HEADS:
            last = self._name_end(at)
            return self._person_run(at, last, at) if last > end else at
        return at

    def _person(self, at: int) -> int:
        """A run of capitals with a given name or without any ordinary word; else a loose word for the second pass."""
        if at in self.in_title or self.folded[at] in CALENDAR:
            return at
        end = self._name_end(at)
        if end == at:
            return at
        parts = self._parts(at, end)
        if len(parts) > 1 and self._reads_as_person(at, parts):
            return self._person_run(at, end, at)
        word = self.folded[at]
        if self._starts(at) and self.known.is_word(word) and word not in self.known.surnames:
            following = self._text(at + 1).lower()
            if following not in ACTING and following != "'s":
                return at
        return self._person_run(at, at + 1, at, sure=False)

    def _reads_as_person(self, at: int, parts: tuple[str, ...]) -> bool:
        first, last = fold(parts[0]), fold(parts[-1])
        if last.rstrip(".") in SUFFIXES and len(parts) > 2:  # noqa: PLR2004
            last = fold(parts[-2])
        known = self.known
        given, ordinary = first in known.given, known.is_word(first)
        plain_last = not known.is_word(last) or last in known.surnames
        if last in NOT_SURNAMES or (all(part.isupper() and len(part) > 1 for part in parts) and not self.caps):
            return False
        if len(first) == 1:
            return plain_last
        if given and not ordinary:
            return plain_last or not self.title_case
        if given:
            return plain_last and not (self._starts(at) and first in {"will", "may", "can", "art", "so", "an"})
        if ordinary or self.title_case:
            return False
        return plain_last and all(len(part) > 1 for part in parts)


def _country_key(code: str) -> str:
    from service.domain.countries import countries  # noqa: PLC0415

    return fold(countries()[code].name).removeprefix("the ")
