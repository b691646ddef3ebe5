"""marshmallow fields that take JSON at its word: no number for a flag, no date without its day, no time without its zone."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from marshmallow import ValidationError, fields

if TYPE_CHECKING:
    from collections.abc import Mapping

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MOMENT = re.compile(
    r"\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:[Zz]|[+-]\d{2}:\d{2})", re.ASCII
)


def read_day(value: object) -> date:
    """A calendar day from its ISO 8601 form. Raises `marshmallow.ValidationError`."""
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise ValidationError("This day is not in the calendar.") from None
    raise ValidationError("Must be a date such as 2011-09-10.")


def read_moment(value: object) -> datetime:
    """A time with its zone from its ISO 8601 form. Raises `marshmallow.ValidationError`."""
    if isinstance(value, str) and _MOMENT.fullmatch(value):
        try:
            moment = datetime.fromisoformat(value.upper())
            moment.astimezone(UTC)
        except (ValueError, OverflowError):
            raise ValidationError("This time is not in the calendar.") from None
        return moment
    raise ValidationError("Must be a time with a zone such as 2026-11-21T10:00:00Z.")


def read_day_or_moment(value: object) -> date | datetime:
    """A calendar day or a time with its zone. Raises `marshmallow.ValidationError`."""
    if isinstance(value, str) and _DAY.match(value) and len(value) > len("2011-09-10"):
        return read_moment(value)
    return read_day(value)


class Flag(fields.Boolean):
    """`true` or `false`, nothing that merely looks like it."""

    def _deserialize(self, value: object, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> bool:  # noqa: ANN401, ARG002 - marshmallow's signature
        if isinstance(value, bool):
            return value
        raise ValidationError("Must be true or false.")


class Day(fields.Field[date]):
    """A calendar day, `2011-09-10`."""

    def _deserialize(self, value: object, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> date:  # noqa: ANN401, ARG002 - marshmallow's signature
        return read_day(value)


class Moment(fields.Field[datetime]):
    """A time with its zone, `2026-11-21T10:00:00Z`."""

    def _deserialize(self, value: object, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> datetime:  # noqa: ANN401, ARG002 - marshmallow's signature
        return read_moment(value)


class DayOrMoment(fields.Field[date]):
    """A calendar day, or a time with its zone (a `datetime`, which is a `date`)."""

    def _deserialize(self, value: object, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> date:  # noqa: ANN401, ARG002 - marshmallow's signature
        return read_day_or_moment(value)
