"""Entities, their names, merges and links kept in memory with their times, answering as a store does."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from service.domain.claims import EntityType
from service.domain.errors import ImportRefusedError
from service.ledger.indexing import names_of
from service.ledger.resolution.blocking import MOST_NAMES, MOST_PER_STRETCH, TrigramIndex, stretches
from service.ledger.resolution.folding import folded
from service.ledger.resolution.organisations import canonical

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import datetime

    from service.domain.claims import Entity
    from service.domain.facts import KnownEntity
    from service.ledger.batch import AliasChange, Batch, Linked, Merge


class IdentityHistory:
    """Who is called what, which entities were one, and who took part in which fact, at any time.

    A time that is None is before all times where something was written, and after all where something is asked.
    """

    def __init__(self) -> None:
        self.rows = 0
        self._entities: dict[str, list[tuple[datetime | None, KnownEntity]]] = defaultdict(list)
        self._renamed: dict[str, list[tuple[datetime | None, AliasChange]]] = defaultdict(list)
        self._named: dict[str, set[str]] = defaultdict(set)
        self._merges: dict[str, list[tuple[datetime | None, Merge]]] = defaultdict(list)
        self._links: dict[tuple[str, str, str], list[tuple[datetime | None, Linked]]] = defaultdict(list)
        self._of_fact: dict[str, dict[tuple[str, str, str], None]] = defaultdict(dict)

    def refuse(self, batch: Batch, links: Collection[Linked]) -> None:
        """Raise `ImportRefusedError` for names, merges or `links` of what is not there, and for merges in a ring."""
        merges = [one for one in batch.merges if not one.withdrawn]
        named = {name for one in merges for name in (one.entity, one.into)} | {link.entity for link in links}
        named -= {known.id for known in batch.entities}
        for name in sorted({*named, *(change.entity for change in batch.aliases)}):
            if name not in self._entities:
                raise ImportRefusedError(f"There is no entity {name} in the ledger.")
        for one in merges:
            if one.into in self.members(one.entity):
                raise ImportRefusedError(f"{one.into} has been merged into {one.entity}.")

    def add(self, entities: Sequence[KnownEntity], at: datetime | None) -> None:
        """Keep entities; names that were on record before stay names."""
        for known in entities:
            before = _latest(self._entities[known.id], None)
            names = before.aliases if before else ()
            aliases = tuple(sorted({*names, *known.aliases} - {known.entity.name})) if at else known.aliases
            entity = replace(known.entity, id=known.id)
            whole = replace(known, entity=entity, aliases=aliases)
            if before != whole:
                self._entities[known.id].append((at, whole))
                self._file(whole)
                self.rows += 1

    def rename(self, changes: Sequence[AliasChange], at: datetime) -> None:
        """Give entities names, and take them."""
        for change in changes:
            known = self._own(change.entity, None)
            if known is not None and (change.name in known.aliases) is change.withdrawn:
                self._renamed[change.entity].append((at, change))
                self._file(replace(known, aliases=(change.name,)))
                self.rows += 1

    def relate(self, merges: Sequence[Merge], links: Sequence[Linked], at: datetime) -> None:
        """Keep what says anything new of who is who."""
        for merge in merges:
            last = [one for _, one in self._merges[merge.entity] if one.into == merge.into][-1:]
            if last != [merge] and (last or not merge.withdrawn):
                self._merges[merge.entity].append((at, merge))
                self.rows += 1
        for link in links:
            name = link.fact, link.role, link.entity
            rows = self._links[name]
            if (not rows and not link.withdrawn) or (rows and rows[-1][1] != link):
                self._of_fact[link.fact][name] = None
                rows.append((at, link))
                self.rows += 1

    def entities(self, keys: Collection[str], at: datetime | None) -> tuple[KnownEntity, ...]:
        """The entities that go by any of these index keys, ordered by id."""
        wanted = frozenset(keys)
        ids = set(chain.from_iterable(self._named.get(key, ()) for key in wanted))
        return self.known(
            (name for name in ids if (own := self._own(name, at)) is not None and wanted & names_of(own)), at
        )

    def resembling(self, named: Collection[Entity], at: datetime | None) -> tuple[KnownEntity, ...]:
        """The entities with a name that shares stretches of letters with one of these."""
        asked = sorted({(entity.type, entity.name) for entity in named})[:MOST_NAMES]
        texts = [
            (name, canonical(alias) if own.entity.type is EntityType.ORGANISATION else folded(alias))
            for name in sorted(self._entities)
            if (own := self._own(name, at)) is not None
            for alias in (own.entity.name, *own.aliases)
        ]
        index = TrigramIndex(text for _, text in texts)
        wanted = [stretch for kind, name in asked for stretch in stretches(name, kind)]
        found = {texts[number][0] for stretch in wanted for number in index.find(stretch, MOST_PER_STRETCH)}
        houses = {canonical(name) for kind, name in asked if kind is EntityType.ORGANISATION}
        return self.known((*found, *(name for name, text in texts if text in houses)), at)

    def known(self, ids: Iterable[str], at: datetime | None) -> tuple[KnownEntity, ...]:
        """The entities with these ids; of those that were merged, the ones that they are part of."""
        wholes = {self._survivor(name, at) for name in ids}
        return tuple(known for name in sorted(wholes) if (known := self._whole(name, at)) is not None)

    def members(self, entity: str) -> tuple[str, ...]:
        """The ids of all that were merged into an entity, its own included."""
        return tuple(sorted({entity, *(one for one in self._merges if entity in self._wholes(one, None))}))

    def links(self, facts: Iterable[str], at: datetime | None) -> dict[str, dict[str, str]]:
        """Who takes which part in these facts, by fact id and name of the part; the newest link that stands counts."""
        taken: dict[str, dict[str, str]] = {}
        for fact in facts:
            standing = []
            for name in self._of_fact.get(fact, ()):
                rows = [row for row in self._links[name] if _reached(row[0], at)]
                if rows and not rows[-1][1].withdrawn:
                    standing.append(rows[-1])
            if standing:
                ordered = [link for _, link in sorted(standing, key=lambda row: (row[0] is not None, row[0]))]
                taken[fact] = {link.role: self._survivor(link.entity, at) for link in ordered}
        return taken

    def _file(self, known: KnownEntity) -> None:
        for key in names_of(known):
            self._named[key].add(known.id)

    def _own(self, name: str, at: datetime | None) -> KnownEntity | None:
        """An entity with the names that it has of its own."""
        known = _latest(self._entities[name], at) if name in self._entities else None
        if known is None or name not in self._renamed:
            return known
        aliases = set(known.aliases)
        for when, change in self._renamed[name]:
            if _reached(when, at):
                (aliases.discard if change.withdrawn else aliases.add)(change.name)
        return replace(known, aliases=tuple(sorted(aliases)))

    def _whole(self, name: str, at: datetime | None) -> KnownEntity | None:
        """An entity with its names and those of all that were merged into it."""
        known = self._own(name, at)
        merged = [one for one in self._merges if one != name and self._survivor(one, at) == name]
        if known is None or not merged:
            return known
        parts = [own for one in merged if (own := self._own(one, at)) is not None]
        names = {*known.aliases, *(alias for own in parts for alias in (own.entity.name, *own.aliases))}
        return replace(known, aliases=tuple(sorted(names - {known.entity.name})))

    def _survivor(self, entity: str, at: datetime | None) -> str:
        """The entity that this one is part of after all merges that stand; itself where there is none."""
        return self._wholes(entity, at)[-1]

    def _wholes(self, entity: str, at: datetime | None) -> list[str]:
        """The entity, what it is part of, what that is part of, and so on."""
        met = [entity]
        while (found := self._into(met[-1], at)) is not None and found not in met:
            met.append(found)
        return met

    def _into(self, entity: str, at: datetime | None) -> str | None:
        rows = [merge for when, merge in self._merges.get(entity, ()) if _reached(when, at)]
        return rows[-1].into if rows and not rows[-1].withdrawn else None


def _reached(when: datetime | None, at: datetime | None) -> bool:
    return when is None or at is None or when <= at


def _latest(versions: Sequence[tuple[datetime | None, KnownEntity]], at: datetime | None) -> KnownEntity | None:
    return next((known for when, known in reversed(versions) if _reached(when, at)), None)
