"""Whether a title belongs to an older time that its text names, though no date stands beside the title itself.

Articles look back: "the bank fell in 1986. President X heard of it at breakfast". A reader that carries no date over
leaves such a title with the day of publication, on which it is wrong. Silence is cheap there, a false alarm is not.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from service.checking.matching import stated
from service.checking.tenures import Holding, held_at, resolve
from service.domain.time import Interval, TimeBasis

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from service.checking.case import Case
    from service.checking.evidence import Term

_YEAR = re.compile(r"\b(1[4-9]\d\d|20\d\d)(s)?\b")
_BOUNDARY = re.compile(r"[.!?][\"'\u2019\u201d)]*\s+(?=[\"'\u2018\u201c(]?[A-Z0-9])|\n+")
_AT_THE_TIME = re.compile(
    r"\bat (?:the|that) time\b|\bof the day\b|\bin (?:[\w.'\u2019]+ ){1,3}(?:first|second|third|last|final) term\b"
    r"|\bin th(?:ose|at) (?:days|years|year|era)\b|\b(?:his|her) (?:presidency|premiership|chancellorship)\b",
    re.IGNORECASE,
)
_SUPPOSING = re.compile(r"\b(?:Had|Were|had it been|as if|if|If) (?:[A-Z]|the |it |only |he |she )")
_THINGS = (
    r"(?:memoirs?|biography|autobiography|diar(?:y|ies)|portraits?|pictures?|photographs?|paintings?|busts?|statues?"
    r"|letters?|telegrams?|notes?|speech(?:es)?|address(?:es)?|papers|books?|signatures?|signed|written|sent|dated"
    r"|drawn up|given|made|appointed|founded|opened|legacy|library|grave|tomb|funeral|widow|son|daughter|years|days"
    r"|era|time|government|administration|cabinet)"
)
_THING_BEFORE = re.compile(rf"\b{_THINGS}\b(?:\s+\w+){{0,3}}\s+(?:of|by|to|from|under|with)\s+(?:the\s+)?$")
_THING_AFTER = re.compile(rf"^\s*['\u2019]s?\s+(?:\w+\s+){{0,2}}{_THINGS}\b")
_OWNED = re.compile(r"\b(?:his|her|their)\s+(?:\w+\s+){0,2}(?:minister|secretary|chancellor|president|premier|chief)\b")
_SINCE = re.compile(r"\b[Ss]ince\s+(?:\w+\s+){0,2}$")
_BEFORE = 24
_LONG_AGO = 366
_REACH = 80


def of_older_time(case: Case) -> bool:
    """Whether the title of an office claim may be meant of a time before the writing that the text gives it.

    True where the words point back ("at the time", "his minister") or suppose. Where the claim states no date itself,
    also if the bearer held the office at a date named in the sentence or the one before, if the words name a thing of
    the past that the bearer made, or if the sentence has no date and all dates of the text are old, one of them in a
    term of the bearer.
    """
    first, before, last = _sentences(case)
    text = case.context.document.text
    if _AT_THE_TIME.search(text, first, last) or _SUPPOSING.search(text, first, last):
        return True
    past = _past_terms(case)
    start, end = case.claim.span.start, case.claim.span.end
    if past and _OWNED.search(text, start, end):
        return True
    time = case.proposition.time
    if time is not None and time.basis is TimeBasis.STATED:
        return False
    near = [one for one in _times(case, before, last) if _older(one, case)]
    if any(held_at(case, one).holding is Holding.HOLDS for one in near):
        return True
    thing = _THING_BEFORE.search(text[max(0, start - _REACH) : start]) or _THING_AFTER.search(text[end : end + _REACH])
    return bool(past) and (bool(thing) or (not any(_times(case, first, last)) and _looks_back(case, past)))


def _looks_back(case: Case, past: Sequence[Term]) -> bool:
    """Whether the dates of the text are all more than a year old, and one of them lies in one of the terms."""
    written = case.context.written
    times = list(_times(case, 0, len(case.context.document.text)))
    if written is None or written.start is None:
        return False
    recent = written.start - timedelta(days=_LONG_AGO)
    if any(one.end is None or one.end > recent for one in times):
        return False
    return any(term.possible.overlaps(one) for one in times for term in past)


def _sentences(case: Case) -> tuple[int, int, int]:
    """Where the claim's sentence starts, where the one before it starts, and where the claim's ends."""
    text, span = case.context.document.text, case.claim.span
    ends = [match.end() for match in _BOUNDARY.finditer(text, 0, span.start)]
    first = ends[-1] if ends else 0
    before = ends[-2] if len(ends) > 1 else 0
    follows = _BOUNDARY.search(text, max(span.start, span.end - 1))
    return first, before, follows.end() if follows else len(text)


def _times(case: Case, start: int, end: int) -> Iterator[Interval]:
    """The times that claims state, and the years and decades that stand, within a stretch of the text.

    "Since" a year is no time of what is told: it lasts until the writing.
    """
    text = case.context.document.text
    for claim in case.context.claims:
        time = claim.proposition.time
        if time is None or not stated(claim.proposition):
            continue
        span = time.expression.span if time.expression is not None else claim.span
        if start <= span.start < end and not _SINCE.search(text, max(0, span.start - _BEFORE), span.start):
            yield time.interval
    for match in _YEAR.finditer(text, start, end):
        year = int(match[1])
        if not _SINCE.search(text, max(0, match.start() - _BEFORE), match.start()):
            yield Interval(date(year, 1, 1), date(year + (10 if match[2] else 1), 1, 1))


def _older(interval: Interval, case: Case) -> bool:
    written = case.context.written
    return written is None or written.start is None or (interval.end is not None and interval.end <= written.start)


def _past_terms(case: Case) -> list[Term]:
    """The recorded terms of the bearer in this office that ended more than a year before the writing."""
    held, written = case.proposition.office, case.context.written
    if held is None or written is None or written.start is None:
        return []
    keys = resolve(case)
    return [
        term
        for term in case.evidence.terms_of(held.person)
        if not term.sighting
        and term.keys & keys
        and term.possible.end is not None
        and (written.start - term.possible.end).days >= _LONG_AGO
    ]
