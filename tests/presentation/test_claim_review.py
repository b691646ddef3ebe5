"""Reviews of single claims say what was signed, about whose claim, and where it stands; nothing that is not known."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

from service.domain.time import Interval
from service.domain.verdicts import Label
from service.presentation.claim_review import Appearance, Publisher, Signed, claim_reviews
from tests.presentation.builders import evidence, viewed

DAY = Interval.on(date(2014, 5, 12))
SIGNED = Signed("key1", Label.CONTRADICTED, date(2014, 6, 1), "We asked the palace.", "https://desk.example/checks/1")


def reviews(*signed: Signed, appearance: Appearance | None = None, **more: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - fields of each claim
    """The reviews of a report with one claim, as they are sent."""
    publisher = Publisher("The Courier", "https://courier.example")
    made = claim_reviews(viewed(DAY, **more), signed, appearance or Appearance(source="herald.example"), publisher)
    sent = json.loads(json.dumps(made))
    assert sent["@context"] == "https://schema.org"
    found: list[dict[str, Any]] = sent["@graph"]
    return found


def test_a_signed_verdict_is_a_review() -> None:
    """With rating and words, the findings and the editor's, the outlet's claim, and the evidence cited."""
    article = Appearance("Bridge opens", "https://herald.example/1", "herald.example")
    (found,) = reviews(SIGNED, appearance=article, evidence=(evidence("2010-05-12", "2014-07-14"),))
    assert found == {
        "@type": "ClaimReview",
        "url": "https://desk.example/checks/1",
        "datePublished": "2014-06-01",
        "author": {"@type": "Organization", "name": "The Courier", "url": "https://courier.example"},
        "claimReviewed": "Ada Vane.",
        "reviewBody": "On 12 May 2014 the office was held by Bo Lind. We asked the palace.",
        "itemReviewed": {
            "@type": "Claim",
            "text": "Ada Vane",
            "author": {"@type": "Organization", "name": "herald.example"},
            "datePublished": "2014-05-13",
            "appearance": {
                "@type": "NewsArticle",
                "url": "https://herald.example/1",
                "headline": "Bridge opens",
                "datePublished": "2014-05-13",
            },
        },
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": 1,
            "bestRating": 5,
            "worstRating": 1,
            "alternateName": "Conflicts with the record",
        },
        "citation": ["https://example.org/1"],
    }


def test_a_quoted_claim_is_its_speakers() -> None:
    """What the article quotes is reviewed as the speaker's claim."""
    (found,) = reviews(SIGNED, attributed_to="Ada Vane")
    assert found["itemReviewed"]["author"] == {"@type": "Person", "name": "Ada Vane"}


def test_what_is_not_known_is_not_said() -> None:
    """No address, source or note: the members are not there, rather than empty."""
    (found,) = reviews(Signed("key1", Label.SUPPORTED, date(2014, 6, 1)), appearance=Appearance(), findings=())
    assert not {"url", "reviewBody"} & set(found)
    assert not {"author", "appearance"} & set(found["itemReviewed"])
    assert (found["reviewRating"]["ratingValue"], found["reviewRating"]["alternateName"]) == (5, "Matches")


def test_a_verdict_that_people_have_put_in_its_place_does_not_cite_the_checkers_findings() -> None:
    """They speak for the verdict that fell."""
    (found,) = reviews(replace(SIGNED, verdict=Label.SUPPORTED))
    assert found["reviewBody"] == "We asked the palace."


def test_only_what_was_signed_is_reviewed() -> None:
    """Nothing signed, or a claim that the report has not: no review."""
    assert reviews() == []
    assert reviews(replace(SIGNED, claim_key="another")) == []
