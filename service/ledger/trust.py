"""How sources are seen at a transaction time: how far each was trusted on which days, and to which house it belongs."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select

from service.domain.errors import ImportRefusedError
from service.domain.trust import Tier
from service.ledger import tables as t
from service.ledger.batch import Grouping, SourceTrust

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from sqlalchemy import BindParameter, Connection

    from service.domain.facts import Fact

_NOW: BindParameter[int] = bindparam("now")
_TRUST = select(t.SOURCE_TRUST).where(t.SOURCE_TRUST.c.revision <= _NOW).order_by(t.SOURCE_TRUST.c.seq)
_GROUPS = select(t.PUBLISHER_GROUP).where(t.PUBLISHER_GROUP.c.revision <= _NOW).order_by(t.PUBLISHER_GROUP.c.seq)
_SOURCES = select(t.SOURCE.c.name).distinct()


@dataclass(frozen=True, slots=True)
class Regard:
    """What has been said of sources up to a time: of each the tiers, the newest word last, and the house."""

    tiers: Mapping[str, Sequence[SourceTrust]] = field(default_factory=dict)
    houses: Mapping[str, Grouping] = field(default_factory=dict)

    @classmethod
    def of(cls, trust: Iterable[SourceTrust], groupings: Iterable[Grouping]) -> Regard:
        """What these say, the later one against the earlier; of a source in two houses the newer one counts."""
        tiers: dict[str, list[SourceTrust]] = {}
        for one in trust:
            tiers.setdefault(one.source, []).append(one)
        standing: dict[str, dict[str, Grouping]] = {}
        for two in groupings:
            held = standing.setdefault(two.source, {})
            held.pop(two.publisher, None)
            if not two.withdrawn:
                held[two.publisher] = two
        return cls(tiers, {source: list(held.values())[-1] for source, held in standing.items() if held})

    def tier(self, source: str, day: date | None) -> Tier:
        """How far a source was trusted for what it published on `day`; without a day, as it is without an end."""
        for name in names_of_source(source):
            for said in reversed(self.tiers.get(name, ())):
                if _covers(said, day):
                    return Tier(said.tier)
        return Tier.STANDARD

    def house(self, source: str) -> str:
        """The publishing house of a source; one that is in none is its own."""
        return next((self.houses[name].publisher for name in names_of_source(source) if name in self.houses), source)

    def seen(self, fact: Fact) -> Fact:
        """The fact with the tier of its source on the day of its document, and with its source's house."""
        if not self.tiers and not self.houses:
            return fact
        provenance = fact.provenance
        day = provenance.published_on or (fact.recorded_at.date() if fact.recorded_at else None)
        tier = self.tier(provenance.source, day)
        if any(name in self.houses for name in names_of_source(provenance.source)):
            provenance = replace(provenance, publisher=self.house(provenance.source))
        return replace(fact, tier=tier, provenance=provenance)


def said(connection: Connection, now: int) -> tuple[list[SourceTrust], list[Grouping]]:
    """All that was ever said of sources up to a revision, oldest first."""
    return (
        [_made(SourceTrust, row) for row in connection.execute(_TRUST, {"now": now})],
        [_made(Grouping, row) for row in connection.execute(_GROUPS, {"now": now})],
    )


@dataclass(frozen=True, slots=True)
class Listed:
    """A source as the ledger sees it: its house, its tier without an end, and all that was said of it, oldest first."""

    source: str
    house: str
    tier: Tier
    words: tuple[SourceTrust | Grouping, ...]


def listed(connection: Connection, now: int) -> tuple[Listed, ...]:
    """The sources of all facts, and those of which anything was said, in alphabetical order."""
    trust, groupings = said(connection, now)
    regard = Regard.of(trust, groupings)
    words: dict[str, list[SourceTrust | Grouping]] = {name: [] for name in connection.execute(_SOURCES).scalars()}
    every: list[SourceTrust | Grouping] = [*trust, *groupings]
    for one in every:
        words.setdefault(one.source, []).append(one)
    return tuple(
        Listed(name, regard.house(name), regard.tier(name, None), tuple(words[name])) for name in sorted(words)
    )


def source_name(source: str) -> str:
    """A source as it is filed: a domain in small letters, without `www.`."""
    return source.strip().casefold().removeprefix("www.")


def trusted(source: str, tier: str, why: str, days: tuple[date | None, date | None] = (None, None)) -> SourceTrust:
    """How far a source is trusted for what it published in `[days[0], days[1])`.

    Raises:
        ImportRefusedError: without a source or a reason, for a tier that there is not, or days that end too early.
    """
    begin, end = days
    if tier not in set(Tier):
        raise ImportRefusedError(f'There is no tier "{tier}"; there are {", ".join(Tier)}.')
    if begin is not None and end is not None and begin >= end:
        raise ImportRefusedError("The trust would end before it begins.")
    return SourceTrust(_required(source_name(source), "source"), tier, _required(why, "reason"), begin, end)


def grouped(source: str, publisher: str, why: str, *, withdrawn: bool = False) -> Grouping:
    """A source belongs to a house, or no longer does; raises `ImportRefusedError` where a part is missing."""
    name, house = _required(source_name(source), "source"), _required(" ".join(publisher.split()), "publisher")
    return Grouping(name, house, _required(why, "reason"), withdrawn)


def _required(value: str, name: str) -> str:
    if not value.strip():
        raise ImportRefusedError(f"A {name} has to be given.")
    return value.strip()


def _covers(said: SourceTrust, day: date | None) -> bool:
    if day is None:
        return said.valid_to is None
    return (said.valid_from is None or said.valid_from <= day) and (said.valid_to is None or day < said.valid_to)


def names_of_source(source: str) -> Iterator[str]:
    """The source and the domains that it is part of: what is said of example.org holds for news.example.org."""
    name = source_name(source)
    yield name
    while name.count(".") > 1 and " " not in name:
        name = name.partition(".")[2]
        yield name


def _made(kind: Any, row: Any) -> Any:  # noqa: ANN401 - a record of the batch from the row of its table
    return kind(**{name: getattr(row, name) for name in kind.__slots__})
