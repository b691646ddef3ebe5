"""The date that an article gives itself at its top: "May 12, 2013", "Published at 9:15 AM on 3 June 2009"."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.domain.text import Block

_MONTHS = "january february march april may june july august september october november december".split()
_MONTH = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in _MONTHS).replace("sep(?:", "sep(?:t|")
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? {1,3})?"
_CLOCK = r"(?:\d{1,2}[:.]\d{2} {0,2}(?:[ap]\.?m\.?)?(?: {0,2}(?:gmt|bst|utc|e[ds]t|p[ds]t|cet|cest))?)"
_DAY = (
    rf"(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<m1>{_MONTH})\.?,? (?P<y1>(?:19|20)\d\d)"
    rf"|(?P<m2>{_MONTH})\.? (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y2>(?:19|20)\d\d)"
    r"|(?P<y3>(?:19|20)\d\d)-(?P<m3>\d\d)-(?P<d3>\d\d))(?!\d)"
)
_LABEL = r"(?:(?:first |last )?(?:published|posted|updated|created|modified)(?: {1,2}(?:at|on)|:)? {1,3})"
_BEFORE = rf"(?:{_CLOCK},? {{0,2}})?(?:on )?{_WEEKDAY}"
_ALONE = re.compile(rf"{_LABEL}?{_BEFORE}{_DAY}(?:,? (?:at )?{_CLOCK})?\.?", re.IGNORECASE)
_LABELLED = re.compile(rf"(?:^|[.|:;)\u2022\u2013\u2014\u00b7] {{0,3}}){_LABEL}{_BEFORE}{_DAY}", re.IGNORECASE)
_FIRST_BLOCKS = 6
_HEAD_CHARS = 400


def find_publication_day(text: str, blocks: Sequence[Block]) -> date | None:
    """The day on which an article says that it was published or last updated, None where it does not.

    Only its top counts, and only two forms: a line that is nothing but a date (with a weekday, a time, or a
    word such as "published"), or such a word at the beginning of something, followed by a date, within the
    first 400 code points. A date in a sentence is when something happened.
    """
    for block in blocks[:_FIRST_BLOCKS]:
        if block.span.start > _HEAD_CHARS:
            return None
        words = block.span.of(text)
        found = _ALONE.fullmatch(words) or _LABELLED.search(words[: _HEAD_CHARS - block.span.start])
        if found is not None:
            return _day(found)
    return None


def _day(found: re.Match[str]) -> date | None:
    year, month, day = next(
        (found[f"y{form}"], found[f"m{form}"], found[f"d{form}"]) for form in "123" if found[f"y{form}"]
    )
    number = int(month) if month.isdigit() else 1 + [name[:3] for name in _MONTHS].index(month[:3].lower())
    try:
        return date(int(year), number, int(day))
    except ValueError:
        return None
