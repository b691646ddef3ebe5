"""Dates and times as feeds and wires write them, and the day from which an item's words are to be read."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

from service.domain.time import FIRST_DAY, LAST_DAY

_LONGEST = 64
_LAST_ZONE = timezone(timedelta(hours=-12))
LONGEST_NUMBER = 18
"""Digits of the number of a version; whatever has more is no number that a publisher counts to."""
_DAY_ALONE = 10
"""Characters of 2011-09-10."""


def moment(written: str | None) -> date | None:
    """The time that ISO 8601 or an e-mail date (RFC 5322) names, with its zone; without a zone only its day.

    None for anything else, for days before the year 1000 or after 9998, and where nothing is written.
    """
    found = _read(written)
    return found if found is None or found.tzinfo else found.date()


def instant(written: str | None) -> datetime | None:
    """The same, where it names a time with a zone."""
    found = moment(written)
    return found if isinstance(found, datetime) else None


def lift(written: str | None) -> datetime | None:
    """When an embargo lifts, None where nothing is written. Without a zone it lifts when it does in the last of them.

    Raises:
        ValueError: where something is written that is no time: nobody knows when that embargo lifts.
    """
    if not (written or "").strip():
        return None
    found = _read(written)
    if found is None:
        raise ValueError(written)
    if found.tzinfo:
        return found
    days = 1 if len((written or "").strip()) <= _DAY_ALONE else 0
    return (found + timedelta(days=days)).replace(tzinfo=_LAST_ZONE)


def in_utc(found: date | None) -> str | None:
    """A time as a version: ISO 8601 in UTC to the second; a day is its first second. Later ones sort later."""
    return None if found is None else _start(found).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def version_of(number: str, at: date | None) -> str | None:
    """A version by its number and its time, as far as they are known: "3 2011-09-10T12:00:00Z"."""
    counted = number.isdecimal() and number.isascii() and len(number) <= LONGEST_NUMBER
    return " ".join(filter(None, (number if counted else "", in_utc(at)))) or None


def published_at(
    *, created: date | None, first: date | None, version: date | None, embargo: datetime | None, corrected: bool
) -> date | None:
    """When an item is to be read as written: "on Tuesday" is the Tuesday before that.

    A wire rewrites a running story with each version, so that it speaks from the day of its version. A correction mends
    words of the day on which the content was created. What is under embargo is written for the day on which that lifts.
    """
    at = (created or first or version) if corrected else (version or created or first)
    return embargo if embargo is not None and (at is None or _start(at) < embargo) else at


def _read(written: str | None) -> datetime | None:
    text = (written or "").strip()
    if not text or len(text) > _LONGEST:
        return None
    found = _iso(text) or _mail(text)
    try:
        days = () if found is None else (found.date(), found.astimezone(UTC).date() if found.tzinfo else found.date())
    except OverflowError:
        return None
    return found if days and all(FIRST_DAY <= day <= LAST_DAY for day in days) else None


def _start(at: date) -> datetime:
    return at if isinstance(at, datetime) else datetime(at.year, at.month, at.day, tzinfo=UTC)


def _iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _mail(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
