"""Things that belong together because a third one belongs to both."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Hashable

Member = TypeVar("Member", bound="Hashable")


@dataclass(slots=True)
class Clusters(Generic[Member]):
    """Disjoint sets under union (Tarjan 1975): the order in which members were joined changes no set."""

    _parent: dict[Member, Member] = field(default_factory=dict)

    def join(self, first: Member, *others: Member) -> None:
        """Put all of them into one set; a member not seen before begins one."""
        root = self.root(first)
        for other in others:
            self._parent[self.root(other)] = root

    def root(self, member: Member) -> Member:
        """The member that stands for the set of this one."""
        at = self._parent.setdefault(member, member)
        while at != self._parent[at]:
            self._parent[at] = self._parent[self._parent[at]]
            at = self._parent[at]
        return at

    def groups(self) -> list[list[Member]]:
        """The sets, their members in the order in which they were first seen."""
        found: dict[Member, list[Member]] = {}
        for member in list(self._parent):
            found.setdefault(self.root(member), []).append(member)
        return list(found.values())
