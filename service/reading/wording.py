"""Words for statements: dates of the calendar, edges without stray marks, descriptions with their article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from service.domain.time import MONTHS, Granularity, in_words

if TYPE_CHECKING:
    from service.domain.time import Interval, TimeExpression

_DANGLING = frozenset("with and but of in or that by to for from the a an while as who which where when".split())
_PART = re.compile(r"(?:the )?(?:end|start|beginning|middle) of (?=the |this |next |last |[A-Z])", re.IGNORECASE)
_WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b", re.IGNORECASE)
_BROKEN_OFF = re.compile(r"(?<![\w-])([^\W\d_]{2,8})- (?=\1[^\W\d_])")
COMPLEMENT = re.compile(r" (?:of|for|in|at|to|from|with) ")
EDGES = " ,;:-\u2013\u2014\u2022\u00b7."


# "1986 – The Act lets it lend": an entry of a timeline.
_ENTRY = re.compile(r"^\W*(?:[Oo]n |[Ii]n )?((?:\d{1,2} )?(?:[A-Z][a-z]+ )?[12]\d{3}) [\u2013\u2014-]+ (?=\w)")


def as_entry(words: str) -> str:
    """The words of a statement with the date before a dash as its adverbial: "In 1986: The Act lets it lend"."""
    return _ENTRY.sub(_dated, words)


def _dated(match: re.Match[str]) -> str:
    return f"{'On' if match[1][:2].strip().isdigit() and ' ' in match[1][:3] else 'In'} {match[1]}: "


def finished(words: str) -> str:
    """Words as a sentence: single spaces, no stray stops or marks at its edges, a capital first."""
    words = _BROKEN_OFF.sub("", " ".join(words.replace(" . ", " ").split())).strip(EDGES)
    if words.count('"') % 2:
        words = words.replace('"', "")
    while (last := words.rsplit(maxsplit=1)) and len(last) > 1 and last[1].lower() in _DANGLING:
        words = last[0].rstrip(EDGES)
    words = words.strip(EDGES)
    return words[:1].upper() + words[1:]


def with_article(name: str) -> str:
    """A description as a subject: "the company", "shopkeepers"."""
    head = COMPLEMENT.split(name, maxsplit=1)[0]
    return name if head.endswith("s") or not name[:1].islower() else f"the {name}"


def absolute(time: TimeExpression) -> str | None:
    """A calendar date for words that need the day of reading to be understood."""
    interval = time.interval
    if interval is None or interval.start is None or time.anchor in {"explicit", None}:
        return None
    weekday = _WEEKDAY.search(time.text)
    words = spoken(interval, time.granularity)
    if words is not None and (part := _PART.match(time.text)) is not None:
        return f"{part[0].lower()}{words}"
    if words is not None and weekday is not None and time.granularity is Granularity.DAY:
        return f"{weekday[0].capitalize()} {words}"
    return words


def spoken(interval: Interval, granularity: Granularity) -> str | None:
    """A day, week, month or year in words; None for what is none of these."""
    start = interval.start
    if start is None:
        return None
    if granularity is Granularity.DAY:
        return in_words(start)
    if granularity is Granularity.WEEK:
        return f"the week of {in_words(start)}"
    if granularity is Granularity.MONTH:
        return f"{MONTHS[start.month - 1]} {start.year}"
    return str(start.year) if granularity is Granularity.YEAR else None
