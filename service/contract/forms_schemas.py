"""What goes out in newsroom formats: signatures, reviews of claims, what became of an item that was pushed."""

from __future__ import annotations

from marshmallow import RAISE, Schema, fields, validate

from service.desks.signing import SIGNABLE
from service.domain.verdicts import Outcome


class _Out(Schema):
    """A schema of something that is sent; nothing is sent that it does not name."""

    class Meta:
        """What is not documented is an error."""

        unknown = RAISE


class SignedSchema(_Out):
    """A verdict with an editor's name under it."""

    report = fields.String(required=True)
    claim_key = fields.String(required=True)
    verdict = fields.String(required=True, validate=validate.OneOf(sorted(SIGNABLE)))
    url = fields.String(required=True, allow_none=True, metadata={"description": "Where the review is published."})
    why = fields.String(required=True, metadata={"description": "What the review says beside the findings."})
    by = fields.String(required=True)
    at = fields.String(required=True, metadata={"format": "date-time"})


class OrganisationSchema(_Out):
    """schema.org Organization, or Person: whoever reviews, or claims."""

    type = fields.String(required=True, data_key="@type", validate=validate.OneOf(["Organization", "Person"]))
    name = fields.String(required=True)
    url = fields.String()


class AppearanceSchema(_Out):
    """schema.org NewsArticle: where a claim stands."""

    type = fields.String(required=True, data_key="@type", validate=validate.Equal("NewsArticle"))
    url = fields.String()
    headline = fields.String()
    datePublished = fields.String(metadata={"format": "date"})  # noqa: N815 - schema.org's name


class ReviewedSchema(_Out):
    """schema.org Claim: what is reviewed."""

    type = fields.String(required=True, data_key="@type", validate=validate.Equal("Claim"))
    text = fields.String(required=True)
    author = fields.Nested(OrganisationSchema)
    datePublished = fields.String(metadata={"format": "date"})  # noqa: N815 - schema.org's name
    appearance = fields.Nested(AppearanceSchema)


class RatingSchema(_Out):
    """schema.org Rating: the verdict as a number and in words."""

    type = fields.String(required=True, data_key="@type", validate=validate.Equal("Rating"))
    ratingValue = fields.Integer(required=True, validate=validate.Range(min=1, max=5))  # noqa: N815 - schema.org's name
    bestRating = fields.Integer(required=True, validate=validate.Equal(5))  # noqa: N815 - schema.org's name
    worstRating = fields.Integer(required=True, validate=validate.Equal(1))  # noqa: N815 - schema.org's name
    alternateName = fields.String(required=True)  # noqa: N815 - schema.org's name


class ClaimReviewSchema(_Out):
    """schema.org ClaimReview: a signed verdict."""

    type = fields.String(required=True, data_key="@type", validate=validate.Equal("ClaimReview"))
    url = fields.String()
    datePublished = fields.String(required=True, metadata={"format": "date"})  # noqa: N815 - schema.org's name
    author = fields.Nested(OrganisationSchema)
    claimReviewed = fields.String(required=True)  # noqa: N815 - schema.org's name
    reviewBody = fields.String()  # noqa: N815 - schema.org's name
    itemReviewed = fields.Nested(ReviewedSchema, required=True)  # noqa: N815 - schema.org's name
    reviewRating = fields.Nested(RatingSchema, required=True)  # noqa: N815 - schema.org's name
    citation = fields.List(fields.String())


class ClaimReviewsSchema(_Out):
    """The reviews of a report as one JSON-LD document."""

    context = fields.String(required=True, data_key="@context", validate=validate.Equal("https://schema.org"))
    graph = fields.List(fields.Nested(ClaimReviewSchema), required=True, data_key="@graph")


class PushedSchema(_Out):
    """What became of an item that was pushed: checked, or passed over and why."""

    item = fields.String(required=True, allow_none=True, metadata={"description": "The item's `uri` or `guid`."})
    passed_over = fields.String(
        required=True, allow_none=True, metadata={"description": "Why it was not checked; null where it was."}
    )
    report = fields.String(
        required=True, allow_none=True, metadata={"description": "The stored report; null where nothing may be kept."}
    )
    score = fields.Float(required=True, allow_none=True, validate=validate.Range(min=0, max=100))
    outcome = fields.Enum(Outcome, by_value=fields.String, required=True, allow_none=True)
