"""Which claims of a report speak for or against the outlet that published the article.

Those of news that the outlet tells in its own name, under an address of its own that anybody can look up, on a known
day, held against the ledger alone, and decided there by what others have said: a source never judges itself. Agreement
or conflict with the references of a request is not agreement with the record, and who asks could choose them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urlsplit

from service.domain import topics
from service.domain.claims import ClaimKind, EntityType, Modality
from service.domain.text import ArticleKind
from service.domain.trust import Tier
from service.domain.verdicts import Against, Bearing, Label, Undecided

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.domain.claims import Proposition
    from service.domain.facts import Fact
    from service.domain.request import CheckRequest
    from service.domain.verdicts import Report, Verdict

_DECIDED_BY = {
    Label.SUPPORTED: Bearing.SUPPORTS,
    Label.CONTRADICTED: Bearing.REFUTES,
    Label.SUSPECT: Bearing.DISTORTS,
}
_OPENING = 3
"""So many sentences that hold a claim are the lead, where the severity of an error is that of a headline."""


@dataclass(frozen=True, slots=True)
class OutletClaim:
    """A claim of an outlet; `number` is its place in the report, the other fields are those of `Counted`."""

    number: int
    event: str
    linking: float
    central: bool
    topic: str


@dataclass(frozen=True, slots=True)
class OutletArticle:
    """An article that an outlet has published under `address`, with those of its claims that were decided."""

    outlet: str
    address: str
    claims: tuple[OutletClaim, ...]


def domain_of(name: str) -> str:
    """An outlet as it is filed: a domain in small letters, without `www.`."""
    return name.strip().casefold().removeprefix("www.")


def outlet_article(request: CheckRequest, report: Report) -> OutletArticle | None:
    """What a report says for and against the outlet of its article; None where the outlet may not be judged by it."""
    address = urldefrag(report.document.url or "").url
    outlet = _outlet(address, report.document.source)
    if outlet is None or not _fit(request, report):
        return None
    return OutletArticle(outlet, address, tuple(_claims(report, outlet)))


def _outlet(address: str, source: str | None) -> str | None:
    """The outlet under whose own address an article stands; None where that cannot be looked up."""
    try:
        host = domain_of(urlsplit(address).hostname or "")
    except ValueError:
        return None
    if not host or source is None:
        return host or None
    outlet = domain_of(source)
    return outlet if host == outlet or host.endswith(f".{outlet}") else None


def _fit(request: CheckRequest, report: Report) -> bool:
    dated = report.document.published_on
    return (
        request.uses_ledger
        and not request.references
        and request.known_at is None
        and dated is not None
        and report.as_of == dated
        and report.document.kind is ArticleKind.NEWS
    )


def _claims(report: Report, outlet: str) -> Iterator[OutletClaim]:
    certain = {link.entity: link.confidence for link in report.links if link.entity_id is not None}
    opening = _opening(report)
    for number, verdict in enumerate(report.verdicts):
        claim = verdict.claim
        said = claim.proposition
        own = said.modality is Modality.ASSERTED and verdict.reason is not Undecided.ATTRIBUTED
        if own and said.attributed_to is None and _judged_by_others(verdict, outlet):
            linking = min((certain[one] for one in said.participants if one in certain), default=1.0)
            central = claim.central or claim.sentence in opening
            yield OutletClaim(number, claim.event_key or claim.id, linking, central, topic_of(said))


def _opening(report: Report) -> frozenset[int]:
    told = {verdict.claim.sentence for verdict in report.verdicts if not verdict.claim.central}
    return frozenset(sorted(told)[:_OPENING])


def _judged_by_others(verdict: Verdict, outlet: str) -> bool:
    """Whether a fact decided it that is not the outlet's own."""
    wanted = _DECIDED_BY.get(verdict.label)
    deciding = (one for one in verdict.findings if one.bearing is wanted and one.against is Against.FACT)
    return wanted is not None and any(_of_others(fact, outlet) for one in deciding for fact in one.facts)


def _of_others(fact: Fact, outlet: str) -> bool:
    return not fact.same_house and fact.tier is not Tier.DISTRUSTED and domain_of(fact.provenance.source) != outlet


def topic_of(said: Proposition) -> str:
    """What a claim is about: the offices of a jurisdiction, a country, or else its kind."""
    if said.kind is ClaimKind.OFFICE and said.office is not None and said.office.jurisdiction:
        return topics.offices_of(said.office.jurisdiction)
    for place in (said.place, said.object, said.subject):
        if place is not None and place.type is EntityType.COUNTRY:
            return topics.country(place.key.removeprefix("country:"))
        if place is not None and place.country:
            return topics.country(place.country)
    return said.kind.value
