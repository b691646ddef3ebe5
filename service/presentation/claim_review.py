"""Signed verdicts as `ClaimReview` of schema.org, in JSON-LD: what search engines and archives of fact checks read.

Vocabulary: https://schema.org/ClaimReview. Only what an editor has signed becomes one, in the name of the newsroom; the
editor's own name is not published.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from service.domain.verdicts import Label
from service.presentation.wording import VERDICTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from service.presentation.view import ClaimView, ReportView
    from service.records.signatures import Signature

MEDIA_TYPE = "application/ld+json"
RATINGS = {Label.CONTRADICTED: 1, Label.SUSPECT: 3, Label.SUPPORTED: 5}
"""From 1, it conflicts with the record, to 5, it matches; the words stand in `alternateName`."""


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes the reviews: a name and an address, each empty where the operator has given none."""

    name: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Appearance:
    """Where the claim stands: the article's title, address and source, as far as they are known."""

    title: str | None = None
    url: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Signed:
    """The verdict that was signed, on which day, with what beside the findings, and where the review is published."""

    claim_key: str
    verdict: Label
    on: date
    note: str = ""
    url: str | None = None


def reviewed(signatures: Iterable[Signature]) -> list[Signed]:
    """Signatures as reviews are made from them: without the editors' names."""
    return [Signed(one.claim_key, Label(one.verdict), one.at.date(), one.why, one.url) for one in signatures]


def claim_reviews(
    report: ReportView, signed: Iterable[Signed], appearance: Appearance, publisher: Publisher
) -> dict[str, object]:
    """The reviews of a report's signed claims, as one JSON-LD document: `@graph`, which may be empty."""
    claims = {claim.claim_key: claim for claim in reversed(report.claims)}
    reviews = [
        _review(report, claims[one.claim_key], one, appearance, publisher) for one in signed if one.claim_key in claims
    ]
    return {"@context": "https://schema.org", "@graph": reviews}


def _review(
    report: ReportView, claim: ClaimView, signed: Signed, appearance: Appearance, publisher: Publisher
) -> dict[str, object]:
    rating = {"@type": "Rating", "ratingValue": RATINGS[signed.verdict], "bestRating": 5, "worstRating": 1}
    details = [finding.detail for finding in claim.findings] if signed.verdict is claim.label else []
    by = {"@type": "Organization", "name": publisher.name or None, "url": publisher.url or None}
    return _filled(
        {
            "@type": "ClaimReview",
            "url": signed.url,
            "datePublished": signed.on.isoformat(),
            "author": _filled(by) if publisher.name else None,
            "claimReviewed": claim.statement,
            "reviewBody": " ".join(filter(None, (*details, signed.note))) or None,
            "itemReviewed": _claim(report, claim, appearance),
            "reviewRating": {**rating, "alternateName": VERDICTS[signed.verdict].words},
            "citation": list(dict.fromkeys(fact.url for fact in claim.evidence if fact.url)) or None,
        }
    )


def _claim(report: ReportView, claim: ClaimView, appearance: Appearance) -> dict[str, object]:
    """What is reviewed: whose claim it is, a speaker's whom the article quotes or the outlet's, and where it stands."""
    speaker = {"@type": "Person", "name": claim.attributed_to} if claim.attributed_to else None
    outlet = {"@type": "Organization", "name": appearance.source} if appearance.source else None
    published = report.date_used.isoformat() if report.date_used and report.how in {"given", "found"} else None
    article = {"@type": "NewsArticle", "url": appearance.url, "headline": appearance.title, "datePublished": published}
    return _filled(
        {
            "@type": "Claim",
            "text": claim.quote,
            "author": speaker or outlet,
            "datePublished": published,
            "appearance": _filled(article) if appearance.url or appearance.title else None,
        }
    )


def _filled(members: Mapping[str, Any]) -> dict[str, object]:
    """The members that say something."""
    return {name: value for name, value in members.items() if value is not None}
