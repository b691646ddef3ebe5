"""marshmallow fields that take JSON at its word: no number for a flag, no time without its zone."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from marshmallow import ValidationError, fields

from service.contract.dates import read_calendar_day, read_day, read_day_or_moment, read_moment

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_T = TypeVar("_T")


class Flag(fields.Boolean):
    """`true` or `false`, nothing that merely looks like it."""

    def _deserialize(self, value: object, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> bool:  # noqa: ANN401, ARG002 - marshmallow's signature
        if isinstance(value, bool):
            return value
        raise ValidationError("Must be true or false.")


class CalendarDay(fields.Field[date]):
    """Any day of the calendar, as a report may hold it."""

    def _deserialize(self, value: object, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> date:  # noqa: ANN401, ARG002 - marshmallow's signature
        return _read(read_calendar_day, value)


class Day(fields.Field[date]):
    """A day that a request may name, `2011-09-10`."""

    def _deserialize(self, value: object, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> date:  # noqa: ANN401, ARG002 - marshmallow's signature
        return _read(read_day, value)


class Moment(fields.Field[datetime]):
    """A time with its zone, `2026-11-21T10:00:00Z`."""

    def _deserialize(self, value: object, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> datetime:  # noqa: ANN401, ARG002 - marshmallow's signature
        return _read(read_moment, value)


class DayOrMoment(fields.Field[date]):
    """A calendar day, or a time with its zone (a `datetime`, which is a `date`)."""

    def _deserialize(self, value: object, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> date:  # noqa: ANN401, ARG002 - marshmallow's signature
        return _read(read_day_or_moment, value)


def _read(reader: Callable[[object], _T], value: object) -> _T:
    try:
        return reader(value)
    except ValueError as error:
        raise ValidationError(str(error)) from None
