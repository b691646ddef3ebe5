"""What is set aside before a check: the article's own facts in the ledger, and those of distrusted sources."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from service.domain.facts import FactStatus
from service.domain.trust import Tier

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from service.domain.facts import Fact, Ledger
    from service.domain.text import Document

ITSELF = "itself"
DISTRUSTED = "distrusted"
_FROM_TEXTS = frozenset({FactStatus.READ, FactStatus.REVIEWED})


@dataclass(slots=True)
class Apart:
    """Keeps from the rules what cannot speak on one article; `aside` says which facts, and why.

    Other articles of the same house may speak, and are marked.

    A document never supports itself, and another version of it is no other witness; versions are told by the address,
    the publisher's item and what replaces what (see `Ledger.versions`). What the request itself gives as a reference is
    never set aside.
    """

    ledger: Ledger
    document: Document
    known_at: datetime | None
    aside: dict[str, str] = field(default_factory=dict)
    _own: frozenset[str] | None = None
    _house: str | None = None

    def others(self, facts: Iterable[Fact]) -> tuple[Fact, ...]:
        """Those of the facts that may speak, in their order."""
        told = list(facts)
        self.aside.update((fact.id, why) for fact in told if (why := self._why(fact)))
        return tuple(self._marked(fact) for fact in told if fact.id not in self.aside)

    def _marked(self, fact: Fact) -> Fact:
        source = self.document.source
        if not source or fact.status is FactStatus.GIVEN:
            return fact
        if self._house is None:
            self._house = self.ledger.house(source, self.known_at)
        names = {name.casefold() for name in (fact.provenance.publisher, fact.provenance.source) if name}
        return replace(fact, same_house=True) if self._house.casefold() in names else fact

    def _versions(self) -> frozenset[str]:
        """The documents that are the article itself or versions of it."""
        if self._own is None:
            document = self.document
            named = {name for name in (document.sha256, document.version_of, document.url) if name}
            self._own = self.ledger.versions(named, self.known_at) | {document.sha256}
        return self._own

    def _why(self, fact: Fact) -> str | None:
        if fact.status in _FROM_TEXTS:
            same_page = fact.provenance.url is not None and fact.provenance.url == self.document.url
            if same_page or fact.provenance.sha256 in self._versions():
                return ITSELF
        distrusted = fact.tier is Tier.DISTRUSTED and fact.status not in {FactStatus.GIVEN, FactStatus.OWN}
        return DISTRUSTED if distrusted else None
