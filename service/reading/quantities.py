"""Numbers with their unit: "at least 35 people", "23 Russian diplomats", "around 1,300 kilometers"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from service.domain.claims import Bound, Quantity

if TYPE_CHECKING:
    from service.reading.chunks import Phrase
    from service.reading.clauses import Clause
    from service.reading.views import SentenceView

_WORDS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12, "dozen": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90, "hundred": 100, "thousand": 1_000,
}  # fmt: skip
_SCALES = {
    "hundred": 1e2, "thousand": 1e3, "lakh": 1e5, "million": 1e6, "m": 1e6, "crore": 1e7, "billion": 1e9, "bn": 1e9,
    "trillion": 1e12,
}  # fmt: skip
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_BOUNDS: tuple[tuple[tuple[str, ...], Bound], ...] = (
    (("at least", "a minimum of", "no fewer than", "not less than"), Bound.AT_LEAST),
    (("more than", "over", "above", "upwards of"), Bound.MORE_THAN),
    (("fewer than", "less than", "under", "below", "nearly", "almost"), Bound.LESS_THAN),
    (("up to", "at most", "a maximum of", "no more than"), Bound.AT_MOST),
    (("about", "around", "some", "roughly", "approximately", "an estimated", "nearly", "almost"), Bound.ABOUT),
)
# Units of time and of calendars make durations and dates, not counts.
_TIME_UNITS = frozenset("year month week day hour minute second decade century time january february march".split())


def quantity(view: SentenceView, clause: Clause) -> Quantity | None:
    """The first count or measure in a clause that is no part of a time expression."""
    for phrase in view.parse.phrases:
        if phrase.first < clause.first or phrase.last > clause.last:
            continue
        if any(time.span.overlaps(view.phrase_span(phrase)) for time in view.times):
            continue
        found = _of(view, phrase)
        if found is not None:
            return found
    return None


def _of(view: SentenceView, phrase: Phrase) -> Quantity | None:
    tokens, tags = view.parse.tokens, view.parse.tags
    for at in range(phrase.first, phrase.last):
        if tags[at] != "CD":
            continue
        value = number_of(tokens[at].text)
        if value is None or phrase.lemma in _TIME_UNITS:
            continue
        following = tokens[at + 1].text.lower() if at + 1 < phrase.last else ""
        value *= _SCALES.get(following, 1.0)
        if at and tokens[at - 1].text.lower() in {"the", "both", "these", "those"}:
            continue
        before = " ".join(t.text.lower() for t in tokens[max(0, at - 3) : at])
        unit = " ".join(t.text for t in tokens[at + 1 : phrase.last] if t.text.lower() not in _SCALES)
        if not unit:
            continue
        return Quantity(value, unit, bound_after(before))
    return None


def number_of(text: str) -> float | None:
    """The value of a number in digits or in one word, else None."""
    if text.lower() in _WORDS:
        return float(_WORDS[text.lower()])
    match = _NUMBER.fullmatch(text)
    return float(match.group().replace(",", "")) if match else None


def scale_of(text: str) -> float | None:
    """What a word such as "million" multiplies the number before it by, None for any other word."""
    return _SCALES.get(text.lower())


def bound_after(before: str) -> Bound:
    """How a number is meant, by the words before it."""
    for words, bound in _BOUNDS:
        if any(before.endswith(word) for word in words):
            return bound
    return Bound.EQUAL
