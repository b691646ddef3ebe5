"""How a revision of the ledger is named: by its number, the beginning of its digest, or a date."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time

from service.contract.dates import read_day_or_moment

_NUMBER = re.compile(r"[0-9]{1,9}")
_DIGEST = re.compile(r"[0-9a-f]{6,64}")
WRONG = "Must be the number of a revision, the beginning of its digest (six characters or more), or a date."


def read_revision(value: str) -> int | datetime | str:
    """A number, a moment or the beginning of a digest; a day stands for its end in UTC.

    Raises `ValueError` with a sentence for people.
    """
    named = value.strip().lower()
    if _NUMBER.fullmatch(named):
        return int(named)
    if _DIGEST.fullmatch(named):
        return named
    if not named[:1].isdigit():
        raise ValueError(WRONG)
    found = read_day_or_moment(named.upper())
    return found if isinstance(found, datetime) else datetime.combine(found, time.max, UTC)
