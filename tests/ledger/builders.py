"""Facts made up for tests: invented persons of invented countries."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from service.domain.claims import ClaimKind, Entity, EntityType, OfficeHeld, Proposition
from service.domain.facts import FactStatus, Provenance
from service.domain.names import person
from service.domain.text import Span
from service.domain.time import ClaimTime, Extent, Granularity, Interval, TimeRelation, ValidTime
from service.ledger import codec

if TYPE_CHECKING:
    from service.domain.facts import Fact

MONDAY = datetime(2024, 1, 1, 9, tzinfo=UTC)
TUESDAY = datetime(2024, 1, 2, 9, tzinfo=UTC)
WEDNESDAY = datetime(2024, 1, 3, 9, tzinfo=UTC)


def day(text: str | None) -> date | None:
    """An ISO date, None for None."""
    return date.fromisoformat(text) if text else None


def days(start: str | None, end: str | None) -> Interval:
    """The interval between two ISO dates."""
    return Interval(day(start), day(end))


def tenure(name: str, office: str, start: str | None, end: str | None, row: int = 1) -> Fact:
    """`name` held `JURISDICTION:role` in `[start, end)`, as row `row` of a table says."""
    jurisdiction, _, role = office.partition(":")
    holder = person(name, jurisdiction)
    held = OfficeHeld(holder, role.replace("-", " ").title(), role, jurisdiction)
    stated = Proposition(ClaimKind.OFFICE, "hold_office", subject=holder, office=held)
    where = Provenance("Register of Ruritania", f"register.csv#{row}", publisher="Ruritania", licence="CC0-1.0")
    return codec.fact(stated, ValidTime.exactly(days(start, end)), FactStatus.OFFICIAL, where)


def visit(name: str, country: str, start: str, end: str, status: FactStatus = FactStatus.READ) -> Fact:
    """`name` visited `country` somewhere in `[start, end)`, as a trusted article says."""
    guest = person(name)
    land = Entity(country, EntityType.COUNTRY, f"country:{country}", country)
    when = ClaimTime(days(start, end), Granularity.DAY)
    stated = Proposition(
        ClaimKind.EVENT, "visit", subject=guest, object=land, time=when, words=frozenset({"visit", "state"})
    )
    where = Provenance(
        "example.org",
        "doc:1",
        published_on=date(2024, 1, 1),
        sha256="ab" * 32,
        span=Span(10, 60),
        quote=f"{name} went on a state visit.",
        publisher="example.org",
        origin="cd" * 16,
    )
    return codec.fact(stated, ValidTime.exactly(days(start, end)), status, where)


def sighting(name: str, office: str, day_of_2004: int) -> Fact:
    """An article of that day of 2004 (0: 1 January) calls `name` by the title of `JURISDICTION:role`."""
    jurisdiction, _, role = office.partition(":")
    seen = date(2004, 1, 1) + timedelta(days=day_of_2004)
    holder = person(name)
    title = Entity(role, EntityType.THING, f"office:{office}")
    held = OfficeHeld(holder, role, role, jurisdiction)
    time = ClaimTime(Interval.on(seen), Granularity.DAY, TimeRelation.AS_OF, Extent.AS_OF)
    stated = Proposition(ClaimKind.OFFICE, "hold_office", subject=holder, object=title, time=time, office=held)
    quote = f"{role} {name} spoke."
    where = Provenance("example.org", f"doc:{seen}", published_on=seen, quote=quote, publisher="example.org")
    return codec.fact(stated, ValidTime.exactly(Interval.on(seen)), FactStatus.READ, where)
