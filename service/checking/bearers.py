"""Who bears a title in the references, where an article gives it to somebody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.checking.concepts import concept
from service.checking.matching import same
from service.domain.claims import OfficeStatus
from service.domain.names import fold

if TYPE_CHECKING:
    from service.checking.case import Case
    from service.checking.retelling import Retold, Source
    from service.domain.claims import Entity, OfficeHeld

_OF_HOUSES = frozenset({"director", "chief", "chair", "chief-executive"})
_SAYING = frozenset(concept(word) for word in "say add explain report call expect think ask".split())
_SINGLE = frozenset(
    "mayor governor president prime-minister premier chancellor king queen pope speaker chair chief-executive "
    "first-minister foreign-minister foreign-secretary governor-general director chief".split()
)


@dataclass(frozen=True, slots=True)
class Bearer:
    """The bearer of a title in a reference; `agrees`: the claim's own; `sure`: both cannot be right."""

    source: Source
    person: Entity
    agrees: bool
    sure: bool


def other_bearer(case: Case, retold: Retold) -> Bearer | None:
    """The one who bears the title of an office claim in the references; None where that cannot be told."""
    held = case.proposition.office
    if held is None or held.status in {OfficeStatus.FORMER, OfficeStatus.ELECT, OfficeStatus.ACTING}:
        return None
    head = held.role.split("-of-")[0]
    titles = [
        (source, titled)
        for source in retold.sources
        for titled in source.passage.titles
        if titled.held.status is OfficeStatus.CURRENT and titled.held.role.split("-of-")[0] == head
    ]
    agreeing = [
        source
        for source, titled in titles
        if same(titled.held.person, held.person)
        and (None in {titled.held.jurisdiction, held.jurisdiction} or titled.held.jurisdiction == held.jurisdiction)
    ]
    if agreeing:
        return Bearer(agreeing[0], held.person, agrees=True, sure=False)
    current = [(source, titled) for source, titled in titles if not retold.names(titled.held.person)]
    if not _single(head) or not current or len({t.held.person.key for _, t in titles}) != 1:
        return None
    source, titled = current[0]
    if titled.held.jurisdiction != held.jurisdiction or source.document not in retold.kin(case.context.claims):
        return None
    if head in _OF_HOUSES and not _of_one_matter(case, held, source, retold):
        return None
    known = held.jurisdiction is not None and titled.held.jurisdiction == held.jurisdiction
    firm = known and not retold.named(held.person)
    return Bearer(source, titled.held.person, agrees=False, sure=firm)


def _of_one_matter(case: Case, held: OfficeHeld, source: Source, retold: Retold) -> bool:
    """Whether two titles stand in sentences that tell something of one house; every house has its director."""
    passage = retold.article[case.claim.sentence]
    own = {concept(part) for part in fold(f"{held.title} {held.person.name}").split()} | _SAYING
    return not source.concepts.isdisjoint({concept(word.lemma) for word in passage.words} - own)


def _single(role: str) -> bool:
    """Whether one person at a time bears the title, as far as its words tell."""
    return role in _SINGLE or role.endswith("-minister")
