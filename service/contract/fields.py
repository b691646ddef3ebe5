"""marshmallow fields that take JSON at its word: no number for a flag, no time without its zone."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

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


_WHOLE = re.compile(r"0|[1-9][0-9]{0,14}")


class Whole(fields.Integer):
    """A whole number of a query, written as JSON writes it: no sign, no blank, no digits of another script."""

    def _deserialize(self, value: object, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> int:  # noqa: ANN401, ARG002 - marshmallow's signature
        if isinstance(value, str) and _WHOLE.fullmatch(value):
            return int(value)
        raise ValidationError("Must be a whole number.")


class Number(fields.Float):
    """A number of JSON, nothing that merely looks like it."""

    def _deserialize(self, value: object, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> float:  # noqa: ANN401 - marshmallow's signature
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise ValidationError("Must be a number.")
        found: float = super()._deserialize(value, attr, data, **kwargs)
        return found


_CLOCK = r"[0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,6})?)?([Zz]|[+-][0-9]{2}:[0-9]{2})"
_YEAR = r"(?!9999)[1-9][0-9]{3}"
DAY = rf"{_YEAR}-[0-9]{{2}}-[0-9]{{2}}"
"""What a day looks like that a request may name, from year 1000 to 9998."""
MOMENT = rf"{DAY}[Tt ]{_CLOCK}"
"""What a time with its zone looks like."""


class _Described(fields.Field[_T]):
    """A field whose description in OpenAPI says what it takes, unless that is said where it is used."""

    described: ClassVar[Mapping[str, str]]

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - marshmallow's own options
        super().__init__(**{**options, "metadata": {**self.described, **options.get("metadata", {})}})


class CalendarDay(_Described[date]):
    """Any day of the calendar, as a report may hold it."""

    described: ClassVar = {"type": "string", "format": "date"}

    def _deserialize(self, value: object, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> date:  # noqa: ANN401, ARG002 - marshmallow's signature
        return _read(read_calendar_day, value)


class Day(_Described[date]):
    """A day that a request may name, `2011-09-10`."""

    described: ClassVar = {"type": "string", "format": "date", "pattern": f"^{DAY}$"}

    def _deserialize(self, value: object, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> date:  # noqa: ANN401, ARG002 - marshmallow's signature
        return _read(read_day, value)


class Moment(_Described[datetime]):
    """A time with its zone, `2026-11-21T10:00:00Z`."""

    described: ClassVar = {"type": "string", "format": "date-time", "pattern": f"^{MOMENT}$"}

    def _deserialize(self, value: object, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> datetime:  # noqa: ANN401, ARG002 - marshmallow's signature
        return _read(read_moment, value)


class DayOrMoment(_Described[date]):
    """A calendar day, or a time with its zone (a `datetime`, which is a `date`)."""

    described: ClassVar = {"type": "string", "pattern": f"^({DAY}|{MOMENT})$"}

    def _deserialize(self, value: object, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> date:  # noqa: ANN401, ARG002 - marshmallow's signature
        return _read(read_day_or_moment, value)


def _read(reader: Callable[[object], _T], value: object) -> _T:
    try:
        return reader(value)
    except ValueError as error:
        raise ValidationError(str(error)) from None
