"""Merges and links kept in memory with their times, answering as a store does."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from service.ledger.batch import Linked, Merge


class IdentityHistory:
    """Which entities were one, and who took part in which fact, at any time."""

    def __init__(self) -> None:
        self._merges: dict[str, list[tuple[datetime, Merge]]] = defaultdict(list)
        self._links: dict[tuple[str, str, str], list[tuple[datetime, Linked]]] = defaultdict(list)
        self._of_fact: dict[str, list[tuple[str, str, str]]] = defaultdict(list)

    def add(self, merges: Sequence[Merge], links: Sequence[Linked], at: datetime) -> int:
        """Keep what says anything new; how many rows that are."""
        kept = 0
        for merge in merges:
            last = [one for _, one in self._merges[merge.entity] if one.into == merge.into][-1:]
            if last != [merge] and (last or not merge.withdrawn):
                self._merges[merge.entity].append((at, merge))
                kept += 1
        for link in links:
            name = link.fact, link.role, link.entity
            rows = self._links[name]
            if (not rows and not link.withdrawn) or (rows and rows[-1][1] != link):
                self._of_fact[link.fact].append(name)
                rows.append((at, link))
                kept += 1
        return kept

    def survivor(self, entity: str, at: datetime | None) -> str:
        """The entity that this one is part of after all merges that stand; itself where there is none."""
        met = {entity}
        while (found := self._into(entity, at)) is not None and found not in met:
            entity = found
            met.add(entity)
        return entity

    def members(self, entity: str, at: datetime | None) -> frozenset[str]:
        """All entities that have been merged into this one, itself included."""
        merged = (name for name in sorted(self._merges) if self.survivor(name, at) == entity)
        return frozenset({entity, *merged})

    def links(self, facts: Iterable[str], at: datetime | None) -> dict[str, dict[str, str]]:
        """Who takes which part in these facts, by fact id and name of the part; the newest link that stands counts."""
        taken: dict[str, dict[str, str]] = {}
        for fact in facts:
            standing = []
            for name in dict.fromkeys(self._of_fact.get(fact, ())):
                rows = [(when, link) for when, link in self._links[name] if at is None or when <= at]
                if rows and not rows[-1][1].withdrawn:
                    standing.append(rows[-1])
            if standing:
                ordered = [link for _, link in sorted(standing, key=lambda row: row[0])]
                taken[fact] = {link.role: self.survivor(link.entity, at) for link in ordered}
        return taken

    def _into(self, entity: str, at: datetime | None) -> str | None:
        rows = [merge for when, merge in self._merges.get(entity, ()) if at is None or when <= at]
        return rows[-1].into if rows and not rows[-1].withdrawn else None
