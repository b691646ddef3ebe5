"""What is asked of records of outlets, and the shape of what is told of them. Tests hold every answer against it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from marshmallow import RAISE, Schema, fields, post_load, validate

from service.contract.fields import Day, Whole
from service.contract.requests import Strict, load
from service.desks.outlets import ADDRESS, LARGEST_PAGE, LONGEST_AUTHOR, LONGEST_REPLY
from service.domain.outlets import Unrated
from service.domain.verdicts import Label
from service.records.outlets import Aside

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

_PAGE = 20
_CLAIMS, _MOST_CLAIMS = 100, 1_000
_UNIT = validate.Range(min=0, max=1)


@dataclass(frozen=True, slots=True)
class PageQuery:
    """Which page is asked for: `limit` entries after `after`, as of a day."""

    as_of: date | None
    after: str | None
    limit: int


@dataclass(frozen=True, slots=True)
class ReplyRequest:
    """What an outlet has to say, to its record or to one claim."""

    author: str
    statement: str
    url: str | None
    claim: str | None


def _as_of() -> Day:
    described = {"type": "string", "format": "date", "description": "Default: today."}
    return Day(load_default=None, metadata=described)


def _limit(usual: int, most: int) -> Whole:
    described = {"description": f"Default {usual}, at most {most}."}
    return Whole(load_default=usual, validate=validate.Range(min=1, max=most), metadata=described)


def _cursor() -> fields.String:
    described = {"description": "`next` of the page before."}
    return fields.String(load_default=None, validate=validate.Length(min=1, max=500), metadata=described)


class DayQuerySchema(Strict):
    """The day of a record."""

    as_of = _as_of()


class SourcesQuerySchema(DayQuerySchema):
    """Which outlets are listed."""

    limit = _limit(_PAGE, LARGEST_PAGE)
    cursor = _cursor()

    @post_load
    def make(self, data: dict[str, Any], **_: object) -> PageQuery:
        """The query."""
        return PageQuery(data["as_of"], data["cursor"], data["limit"])


class ClaimsQuerySchema(DayQuerySchema):
    """Which claims of an outlet are listed."""

    limit = _limit(_CLAIMS, _MOST_CLAIMS)
    cursor = _cursor()

    @post_load
    def make(self, data: dict[str, Any], **_: object) -> PageQuery:
        """The query."""
        return PageQuery(data["as_of"], data["cursor"], data["limit"])


class ReplyRequestSchema(Strict):
    """A reply of an outlet, entered by the newsroom that keeps the record."""

    author = fields.String(
        required=True,
        validate=validate.Length(min=1, max=LONGEST_AUTHOR),
        metadata={"description": "Who speaks for the outlet: an office or a name that it gave for publication."},
    )
    statement = fields.String(required=True, validate=validate.Length(min=1, max=LONGEST_REPLY))
    url = fields.String(
        load_default=None,
        allow_none=True,
        validate=[validate.Length(max=2_000), validate.Regexp(rf"^{ADDRESS.pattern}$", error="Must be a web address.")],
        metadata={"description": "Where the outlet has said so itself."},
    )
    claim = fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.Length(min=1, max=400),
        metadata={"description": "The claim that is meant, as REPORT/CLAIM; null: the record as a whole."},
    )

    @post_load
    def make(self, data: dict[str, Any], **_: object) -> ReplyRequest:
        """The request."""
        return ReplyRequest(**data)


class _Out(Schema):
    """A schema of something that is sent; nothing is sent that it does not name."""

    class Meta:
        """What is not documented is an error."""

        unknown = RAISE


def _text(description: str = "", *, null: bool = False) -> fields.String:
    return fields.String(required=True, allow_none=null, metadata={"description": description} if description else {})


def _count() -> fields.Integer:
    return fields.Integer(required=True, strict=True, validate=validate.Range(min=0))


def _share_of(description: str) -> fields.Float:
    return fields.Float(required=True, validate=_UNIT, metadata={"description": description})


def _figure(description: str = "", *, null: bool = True) -> fields.Nested:
    described = {"description": description} if description else {}
    return fields.Nested(ShareSchema, required=True, allow_none=null, metadata=described)


class ShareSchema(_Out):
    """A share with the interval in which it lies nine times in ten."""

    mean = fields.Float(required=True)
    low = fields.Float(required=True)
    high = fields.Float(required=True)


class SourceFiguresSchema(_Out):
    """The figures of a day; null where the outlet is not rated."""

    as_of = fields.String(required=True, metadata={"format": "date"})
    rated = fields.Boolean(required=True)
    why_not = fields.Enum(Unrated, by_value=fields.String, required=True, allow_none=True)
    why_not_text = _text(null=True)
    agreement = _figure("Claims that agree with the ledger, corrected for the checker's own errors.")
    conflicts = _figure("Decided claims that the ledger contradicts, before that correction.")
    conflict_share = _share_of("The same by weight alone: what the claims add up to.")
    effective_n = fields.Float(
        required=True, metadata={"description": "How many claims of equal weight, each apart, that is worth."}
    )


class AsideSchema(_Out):
    """Decided claims that do not count, by the reason."""

    suspect = _count()
    dismissed = _count()
    disputed = _count()
    ruled = _count()


class ClaimCountsSchema(_Out):
    """Decided claims in plain numbers."""

    supported = _count()
    contradicted = _count()
    aside = fields.Nested(AsideSchema, required=True)


class SourceSchema(SourceFiguresSchema):
    """How an outlet stands."""

    domain = _text()
    articles = fields.Integer(
        required=True, validate=validate.Range(min=0), metadata={"description": "With claims that count."}
    )
    claims = fields.Nested(ClaimCountsSchema, required=True)
    newest = fields.String(required=True, allow_none=True, metadata={"format": "date"})


class SourcesSchema(_Out):
    """Outlets by the alphabet; the last page has no `next`."""

    sources = fields.List(fields.Nested(SourceSchema), required=True)
    next = _text(null=True)


class PriorSchema(_Out):
    """What is added to the conflicts and agreements on record, and to how many outlets it was fitted."""

    conflicts = fields.Float(required=True)
    agreements = fields.Float(required=True)
    outlets = _count()


class CaseCountSchema(_Out):
    """So many of all."""

    some = _count()
    all = _count()


class CheckerSchema(_Out):
    """What was counted of the checker's own errors."""

    false_conflicts = fields.Nested(CaseCountSchema, required=True)
    conflicts_found = fields.Nested(CaseCountSchema, required=True)
    wrong_decided = fields.Nested(CaseCountSchema, required=True)
    right_decided = fields.Nested(CaseCountSchema, required=True)
    oftener = _figure("How many times as often wrong claims are decided as right ones.", null=False)


class OthersSchema(_Out):
    """Decided claims of other outlets, simply counted."""

    conflicts = _count()
    claims = _count()
    articles = _count()


class SourceTopicSchema(_Out):
    """A topic of the outlet, and the others on it; null where too few."""

    topic = _text()
    topic_text = _text()
    weight = _share_of("Its share of what the outlet's claims weigh.")
    others = fields.Nested(OthersSchema, required=True, allow_none=True)


class SourceComparisonSchema(_Out):
    """The outlet beside the others on the topics that they share."""

    matched = _share_of("The share of the outlet's weight on topics on which others are known.")
    own = _figure("The outlet's agreement on these topics.")
    others = _figure("What the others would come to with this outlet's topics.")
    topics = fields.List(fields.Nested(SourceTopicSchema), required=True)


class ReplySchema(_Out):
    """What an outlet has to say."""

    id = _text()
    at = fields.String(required=True, metadata={"format": "date-time"})
    author = _text()
    statement = _text()
    url = _text(null=True)
    report = _text(null=True)
    claim_key = _text(null=True)


class SourceRecordSchema(SourceSchema):
    """The record of an outlet with all that it is made of."""

    meaning = _text("What the figures say and what they do not.")
    published = fields.Boolean(required=True, metadata={"description": "Whether the operator has published records."})
    prior = fields.Nested(PriorSchema, required=True)
    checker = fields.Nested(CheckerSchema, required=True)
    history = fields.List(
        fields.Nested(SourceFiguresSchema), required=True, metadata={"description": "At the ends of quarters."}
    )
    comparison = fields.Nested(SourceComparisonSchema, required=True)
    replies = fields.List(fields.Nested(ReplySchema), required=True)


class SourceClaimSchema(_Out):
    """A decided claim of an outlet, and what it weighs."""

    report = _text("The report; `/v1/reports/{report}` has all of it.")
    claim = _text()
    claim_key = _text()
    url = _text()
    title = _text(null=True)
    published_at = fields.String(required=True, metadata={"format": "date"})
    checked_at = fields.String(required=True, metadata={"format": "date-time"})
    start = _count()
    end = _count()
    quote = _text()
    kind = _text()
    topic = _text()
    topic_text = _text()
    verdict = fields.Enum(Label, by_value=fields.String, required=True)
    checked_verdict = fields.Enum(Label, by_value=fields.String, required=True)
    aside = fields.Enum(Aside, by_value=fields.String, required=True, allow_none=True)
    linking = _share_of("How sure it is whom the names mean.")
    severity = _share_of("1 in headline, standfirst and lead, else a half.")
    article = _text("Equal for claims of one article; together they count for four at most.")
    event = _text("Claims of one article with the same event count once.")
    weight = _share_of("What it weighs in the record.")
    counts_for_it = _text("The claim, as REPORT/CLAIM, that says the same and counts in its place.", null=True)


class SourceClaimsSchema(_Out):
    """Claims, those of the newest articles first; the last page has no `next`."""

    claims = fields.List(fields.Nested(SourceClaimSchema), required=True)
    next = _text(null=True)


def sources_query(arguments: Mapping[str, str]) -> PageQuery:
    """The page of outlets that the arguments of a URL ask for. Raises `InvalidRequestError`."""
    found: PageQuery = load(SourcesQuerySchema(), dict(arguments))
    return found


def claims_query(arguments: Mapping[str, str]) -> PageQuery:
    """The page of claims that the arguments of a URL ask for. Raises `InvalidRequestError`."""
    found: PageQuery = load(ClaimsQuerySchema(), dict(arguments))
    return found


def day_query(arguments: Mapping[str, str]) -> date | None:
    """The day that the arguments of a URL ask for. Raises `InvalidRequestError`."""
    found: date | None = load(DayQuerySchema(), dict(arguments))["as_of"]
    return found


def reply_request(document: object) -> ReplyRequest:
    """The reply in a decoded JSON document. Raises `InvalidRequestError`."""
    found: ReplyRequest = load(ReplyRequestSchema(), document)
    return found
