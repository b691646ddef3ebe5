"""Dates and times as the contract writes them: ISO 8601, a day without a time, a time with its zone."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from service.domain.time import FIRST_DAY, LAST_DAY

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:[Zz]|[+-]\d{2}:\d{2})", re.ASCII)


def read_calendar_day(value: object) -> date:
    """Any day that the calendar has, `2011-09-10`. Raises `ValueError` with a sentence for people."""
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise ValueError("This day is not in the calendar.") from None
    raise ValueError("Must be a date such as 2011-09-10.")


def read_day(value: object) -> date:
    """A day from `FIRST_DAY` to `LAST_DAY`, `2011-09-10`. Raises `ValueError` with a sentence for people."""
    return _within_reach(read_calendar_day(value))


def read_moment(value: object) -> datetime:
    """A time with its zone on such a day, `2026-11-21T10:00:00Z`. Raises `ValueError` with a sentence for people."""
    if isinstance(value, str) and _MOMENT.fullmatch(value):
        try:
            moment = datetime.fromisoformat(value.upper())
            moment.astimezone(UTC)
        except (ValueError, OverflowError):
            raise ValueError("This time is not in the calendar.") from None
        _within_reach(moment.date())
        return moment
    raise ValueError("Must be a time with a zone such as 2026-11-21T10:00:00Z.")


def read_day_or_moment(value: object) -> date:
    """A calendar day, or a time with its zone (a `datetime`). Raises `ValueError` with a sentence for people."""
    if isinstance(value, str) and _DAY.match(value) and len(value) > len("2011-09-10"):
        return read_moment(value)
    return read_day(value)


def _within_reach(day: date) -> date:
    if FIRST_DAY <= day <= LAST_DAY:
        return day
    raise ValueError(f"Must lie between {FIRST_DAY} and {LAST_DAY}.")


def day_json(day: date | None) -> str | None:
    """A day as the contract writes it."""
    return day.isoformat() if day else None


def moment_json(moment: datetime) -> str:
    """A time as the contract writes it, in UTC; one without a zone is in UTC."""
    zoned = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    return zoned.isoformat().replace("+00:00", "Z")
