"""Persons by the build of their names: given name and surname, form of address, title before the name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from service.domain.name_tables import EAST_ASIAN_SURNAMES
from service.domain.names import fold, split_name
from service.reading.name_line import Run, is_name_word
from service.reading.name_words import (
    ACTING,
    CALENDAR,
    FATHERS,
    NOT_SURNAMES,
    PARTICLES,
    RIGHT_HEADS,
    SUFFIXES,
    TITLES_OF_ADDRESS,
)
from service.reading.title_words import HEADS, plain

if TYPE_CHECKING:
    from service.reading.name_line import Line

_LONGEST = 6
_WITH_MIDDLE = 3
_POST_NOMINAL = 4
_INITIALS = re.compile(r"(?:[^\W\d_]\.){1,4}")
_NEVER_FIRST = frozenset({"will", "may", "can", "art", "so", "an"})
_ROYAL = frozenset({"king", "queen", "pope", "prince", "princess", "emperor", "sultan", "emir"})
_OPENERS = frozenset("the in on at but he she i we they it a an and as for when while after before since".split())
_KUNYAS = frozenset({"abu", "umm", "ibn"})
_WHERE = frozenset({"in", "at", "near"})
_APPOSED = frozenset({"who", "the", "then", "former"})
_BYLINE_ENDS = frozenset(". | - , ; / last updated published in for".split())


def after_byline(line: Line) -> int:
    """The index after "By Jane Roe" at the start of a line: authors are not part of the story."""
    if line.text(0) not in {"By", "BY"}:
        return 0
    at = 1 + (line.text(1) == ".")
    end = name_end(line, at)
    while line.text(end) in {"and", ","} and (after := name_end(line, end + 1)) > end + 1:
        end = after
    closing = line.text(end).lower()
    return end if end > at and (not closing or closing in _BYLINE_ENDS) else 0


def name_end(line: Line, at: int) -> int:
    """The index after the words of a personal name that begins at `at`; `at` where none does."""
    end = at
    while end < len(line.tokens) and end - at < _LONGEST:
        text, folded = line.text(end), line.folded[end]
        if len(text) == 1 and text.isupper() and line.text(end + 1) == "." and (
            line.tokens[end + 1].start == line.tokens[end].end
        ):  # fmt: skip
            end += 2
            continue
        head, _, tail = folded.partition("-")
        leads = line.text(end + 1)[:1].isupper() or (
            line.text(end + 1) in PARTICLES and line.text(end + 2)[:1].isupper()
        )
        particle = folded in PARTICLES and (end > at or text.islower()) and leads
        prefixed = head in PARTICLES and bool(tail) and text[len(head) + 1 :][:1].isupper()
        if (end > at and folded.rstrip(".") in SUFFIXES) or particle or prefixed:
            end += 1
            continue
        if not (is_name_word(text.rstrip(".")) or _INITIALS.fullmatch(text)) or _blocks(line, end, at):
            break
        end += 1
    return end


def _blocks(line: Line, at: int, first: int) -> bool:
    """Whether the capital word at `at` cannot go on a name begun at `first`."""
    word = line.folded[at]
    if word in TITLES_OF_ADDRESS:  # of persons called Major and Judge
        return not (at > first and line.folded[at - 1] in line.known.given and not is_name_word(line.text(at + 1)))
    if word in CALENDAR or word in RIGHT_HEADS:
        return True
    if at > first and line.folded[at - 1] in FATHERS:
        return False
    if at in line.in_title:
        return True
    if at > first and (plain(line.tokens[at]) in HEADS or (word in line.known.words and "-" in word)):
        return True
    if at > first and _post_nominal(line, at):
        return True
    entry, end = line.entry(at)
    if entry is None or at == first:
        return False
    follows_given = at == first + 1 and line.folded[first] in line.known.given and end == at + 1
    return not (follows_given or entry.weak or (at == first + 1 == end - 1 and _told_of(line, first, end)))


def _post_nominal(line: Line, at: int) -> bool:
    """Letters after a name: "Ruth Sealy QC", "Dame Ada Lind DBE RA"."""
    text, following = line.text(at), line.text(at + 1)
    short = text.isupper() and 1 < len(text) <= _POST_NOMINAL and line.folded[at] not in SUFFIXES
    goes_on = following[:1].isupper() and not following.isupper()
    return short and not line.shouted and not goes_on and not line.text(at - 1).isupper()


def _told_of(line: Line, first: int, end: int) -> bool:
    """Whether a word that names nothing else, before the name of a place, acts or is told of like a person."""
    word = line.folded[first]
    if line.is_word(word) or line.text(first).isupper() or line.entry(first)[0] is not None:
        return False
    person = line.text(end) == "," and (line.text(end + 1).lower() in _APPOSED | {"a", "an", "aged"})
    return person or line.text(end).lower() in {"said", "says", "told", "claims", "claimed"}


def _record(line: Line, first: int, last: int, name: int, *, address: str = "", sure: bool = True) -> int:
    following = line.text(last).lower()
    apposed = following == "," and line.text(last + 1).lower() in _APPOSED
    acts = apposed or following in ACTING or (following.endswith("ed") and len(following) > len("need"))
    parts = tuple(token.text for token in line.tokens[name:last] if token.text != ".")
    line.runs.append(Run(line.tokens[first].start, line.tokens[last - 1].end, parts, address, sure, acts))
    return last


def read_addressed(line: Line, at: int) -> int:
    """Read "Mr Berg", "Sir Paul Roe", "Mr . Berg": the index after it, `at` where none begins."""
    if line.folded[at] not in TITLES_OF_ADDRESS or at in line.in_title:
        return at
    name = at + 1 + (line.text(at + 1) == ".")
    end = name_end(line, name)
    return _record(line, at, end, name, address=line.text(at).rstrip(".")) if end > name else at


def read_titled(line: Line, at: int) -> int:
    """A name right after a title of office: the index after it, `at` where none stands."""
    if at not in line.after_title or at in line.in_title:
        return at
    entry, known_end = line.entry(at)
    if entry is not None and known_end == at + 1 and not entry.weak and line.folded[at] not in line.known.given:
        return at
    end = name_end(line, at)
    if end == at or line.folded[at] in _OPENERS:
        return at
    alone = end == at + 1
    royal = plain(line.tokens[at - 1]) in _ROYAL
    if alone and (line.title_case or (line.folded[at] in line.known.given and not royal)):
        return at
    return _record(line, at, end, at)


def read_given_place(line: Line, at: int) -> int:
    """A given name that is a place too, before a surname ("Victoria Nuland"): the index after the name, else `at`."""
    entry, end = line.entry(at)
    if entry is None or end != at + 1 or line.folded[at] not in line.known.given or at in line.in_title:
        return at
    surname = end < len(line.tokens) and line.folded[end] in line.known.surnames and is_name_word(line.text(end))
    if not surname or line.folded[end] in RIGHT_HEADS or line.entry(end)[0] is not None:
        return at
    last = name_end(line, at)
    return _record(line, at, last, at) if last > end else at


def read_person(line: Line, at: int) -> int:
    """A run of capitals that reads as a person's name; else a single word for the second pass."""
    if at in line.in_title or line.folded[at] in CALENDAR:
        return at
    end = name_end(line, at)
    if end == at:
        return at
    parts = [token.text for token in line.tokens[at:end] if token.text != "."]
    given = line.known.given
    second = len(parts) >= _WITH_MIDDLE and fold(parts[1]) in given and fold(parts[1]) not in PARTICLES
    opener = fold(parts[0]) not in given and fold(parts[0]) not in _KUNYAS and len(parts[0]) > 1
    if second and line.starts(at) and opener:
        return at  # "Nonpartisan Paul Roe": the name begins one word later
    if len(parts) > 1 and _reads_as_person(line, at, parts):
        return _record(line, at, end, at)
    word = line.folded[at]
    if line.starts(at) and line.is_word(word) and word not in line.known.surnames:
        following = line.text(at + 1).lower()
        if following not in ACTING and following != "'s":
            return at
    return _record(line, at, at + 1, at, sure=False)


def _reads_as_person(line: Line, at: int, parts: list[str]) -> bool:
    """Whether two or more capitals are a name: by a known given name, or by holding no ordinary word."""
    known = line.known
    first, last = fold(parts[0]), fold(parts[-1])
    if last.rstrip(".") in SUFFIXES and len(parts) >= _WITH_MIDDLE:
        last = fold(parts[-2])
    acronyms = all(part.isupper() and len(part) > 1 for part in parts) and not line.shouted
    if last in NOT_SURNAMES or acronyms:
        return False
    ordinary = line.is_word(first) if line.title_case else line.in_lower_case(first)
    surname = last in known.surnames or not line.is_word(last)
    if len(first.rstrip(".")) == 1:
        return surname and (first.endswith(".") or line.text(at + 1) == ".")
    _, hyphen, rest = parts[-1].partition("-")
    if hyphen and rest.islower() and len(parts) == _WITH_MIDDLE - 1 and first in EAST_ASIAN_SURNAMES:
        return True
    if first in known.given:
        if ordinary:
            return surname and not (line.starts(at) and first in _NEVER_FIRST)
        return surname or not line.title_case
    if ordinary or line.title_case or any(len(part) == 1 or part.isupper() for part in parts):
        return False
    if line.text(at - 1).lower() == "the" or line.before(at) in _WHERE:
        return False
    return surname or split_name(" ".join(parts))[1] == parts[0] or _told_of(line, at, at + len(parts))
