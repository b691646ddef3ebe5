"""Names that may mean several people of the record: what is recorded of one of them does not refute what is told."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from service.checking.matching import same
from service.domain.facts import FactStatus
from service.domain.verdicts import Bearing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from service.domain.claims import Claim, Entity
    from service.domain.facts import Fact
    from service.domain.linking import Link
    from service.domain.verdicts import Finding

_AGAINST = frozenset({Bearing.REFUTES, Bearing.DISTORTS})
_OF_THE_REQUEST = frozenset({FactStatus.OWN, FactStatus.GIVEN})
"""Facts of the article itself and of its references: they mean their own people, whom no ledger has to know."""


@dataclass(frozen=True, slots=True)
class Namesakes:
    """The names of one article that are ambiguous, each with the ids of those whom it may mean."""

    bearers: dict[Entity, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, links: Iterable[Link]) -> Namesakes:
        """The ambiguous names among those that were looked up."""
        unclear = (link for link in links if link.ambiguous)
        return cls({link.entity: frozenset(one.entity_id for one in link.alternatives) for link in unclear})

    def apart(self, claim: Claim, findings: Iterable[Finding]) -> tuple[list[Finding], list[Finding]]:
        """The findings on a claim that may be used, and those that an ambiguous name hinders."""
        useful: list[Finding] = []
        hindered: list[Finding] = []
        for finding in findings:
            (hindered if self.hinder(claim, finding) else useful).append(finding)
        return useful, hindered

    def hinder(self, claim: Claim, finding: Finding) -> bool:
        """Whether a finding against a claim rests on the record of somebody whom its name may mean, or may not.

        Such a record is a namesake's, or that of the right one under a name that is misspelt in the article. What is
        recorded of others, such as who held an office instead, tells against all bearers of the name.
        """
        if finding.bearing not in _AGAINST or not self.bearers:
            return False
        open_names = [entity for entity in _named(claim) if entity in self.bearers]
        return any(self._may_be(entity, fact) for entity in open_names for fact in finding.facts)

    def _may_be(self, entity: Entity, fact: Fact) -> bool:
        if fact.status in _OF_THE_REQUEST:
            return False
        held = fact.proposition.office
        told = (*fact.proposition.participants, *((held.person,) if held is not None else ()))
        ids = self.bearers[entity]
        return any(one.id in ids if one.id is not None else same(one, entity) for one in told)


def _named(claim: Claim) -> tuple[Entity, ...]:
    held, speaker = claim.proposition.office, claim.proposition.attributed_to
    return (
        *claim.proposition.participants,
        *((held.person,) if held is not None else ()),
        *((speaker,) if speaker is not None else ()),
    )
