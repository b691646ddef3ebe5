"""Rules that date a named day: the same day every year, an nth weekday, so many days from Easter, or a list.

The first three are reckoned in a microsecond. What follows the moon, or what governments decree, is looked up in the
`holidays` package, which is loaded when the first such name is read.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, Protocol

from service.reading.time_calendar import add_days, first_of


class Rule(Protocol):
    """What dates a feast."""

    def day(self, year: int) -> date | None:
        """Its day in a year, None where the rule does not know that year."""
        ...


@dataclass(frozen=True, slots=True)
class Fixed:
    """The same day of every year."""

    month: int
    number: int

    def day(self, year: int) -> date | None:
        """That day."""
        return date(year, self.month, self.number)


@dataclass(frozen=True, slots=True)
class Nth:
    """The `number`th of a weekday (Monday = 0) in a month, the last where it is -1, or so many days `after` it."""

    month: int
    weekday: int
    number: int
    after: int = 0

    def day(self, year: int) -> date | None:
        """That day."""
        return add_days(nth_weekday(year, self.month, self.weekday, self.number), self.after)


@dataclass(frozen=True, slots=True)
class FromEaster:
    """So many days after Easter Sunday, the western or the eastern one."""

    days: int
    eastern: bool = False

    def day(self, year: int) -> date | None:
        """That day."""
        sunday = eastern_easter(year) if self.eastern else easter(year)
        return add_days(sunday, self.days)


@dataclass(frozen=True, slots=True)
class Listed:
    """The first day that the `holidays` package gives a name in a country ("GB", "GB-ENG"), the first that has it."""

    name: str
    countries: tuple[str, ...]

    def day(self, year: int) -> date | None:
        """That day."""
        return next((day for country in self.countries if (day := _listed(country, self.name, year))), None)


def easter(year: int) -> date:
    """Western Easter Sunday (Meeus 1991, Astronomical Algorithms, ch. 8: the anonymous Gregorian algorithm)."""
    century, in_century = divmod(year, 100)
    skipped = century - century // 4 - (8 * century + 13) // 25
    epact = (19 * (year % 19) + skipped + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (in_century // 4) - epact - in_century % 4) % 7
    shift = (year % 19 + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def eastern_easter(year: int) -> date:
    """Eastern Easter Sunday in our calendar (Meeus 1991, ch. 8, the Julian algorithm; 13 days from 1900 to 2099)."""
    moon = (19 * (year % 19) + 15) % 30
    weekday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, day = divmod(moon + weekday + 114, 31)
    century = year // 100
    return date(year, month, day + 1) + timedelta(century - century // 4 - 2)


def nth_weekday(year: int, month: int, weekday: int, number: int) -> date:
    """The `number`th of a weekday in a month, the last where it is -1."""
    first = date(year, month, 1)
    if number < 0:
        last = first_of(year, month + 1) - timedelta(1)
        return last - timedelta((last.weekday() - weekday) % 7)
    return first + timedelta((weekday - first.weekday()) % 7 + 7 * (number - 1))


@lru_cache(maxsize=16_384)
def _listed(country: str, name: str, year: int) -> date | None:
    days = _year_of(country, year)
    exact = (day for day, names in days if name in names)
    return next(exact, None) or next((day for day, names in days if any(n.startswith(name + " ") for n in names)), None)


@lru_cache(maxsize=4096)
def _year_of(country: str, year: int) -> tuple[tuple[date, tuple[str, ...]], ...]:
    """The holidays of a country in a year; a year costs half a millisecond, and loading the package half a second."""
    import holidays  # noqa: PLC0415 - most texts name no feast that needs it

    code, _, part = country.partition("-")
    known = holidays.country_holidays(code, subdiv=part or None, language="en_US" if code not in _ENGLISH else None)
    first, last = _KNOWN.get(code, (known.start_year, known.end_year))
    if not first <= year <= last:
        return ()
    wanted = {"public", "optional", "school"} & set(known.supported_categories)
    found = holidays.country_holidays(
        code, subdiv=part or None, years=year, language=known.language, categories=tuple(sorted(wanted))
    )
    return tuple(sorted((day, tuple(names.split("; "))) for day, names in found.items() if day.year == year))


# Years for which the package has the feasts of the moon, where these are fewer than those of the country.
_KNOWN: Final = {"IN": (2001, 2035)}
# Countries whose own names are English already.
_ENGLISH: Final = frozenset("GB IE AU CA NZ US".split())
