"""The shape of what goes out. Tests hold every report against it, and the OpenAPI description is made from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from marshmallow import RAISE, Schema, fields, validate

from service.contract.fields import CalendarDay
from service.domain.claims import ClaimKind, EntityType, Modality, Polarity
from service.domain.facts import FactStatus
from service.domain.time import Granularity, TimeRelation, TimexType
from service.domain.trust import Tier
from service.domain.verdicts import Against, Bearing, Change, Label, Outcome, Slot, Undecided
from service.ledger.dossier import State
from service.reading.claims import MOST_CLAIMS

if TYPE_CHECKING:
    from enum import Enum


def _one_of(choices: type[Enum], *, null: bool = False) -> fields.Field[Enum]:
    return fields.Enum(choices, by_value=fields.String, required=True, allow_none=null)


def _text(description: str = "", *, null: bool = False) -> fields.String:
    return fields.String(required=True, allow_none=null, metadata={"description": description} if description else {})


def _count(description: str = "") -> fields.Integer:
    metadata = {"description": description} if description else {}
    return fields.Integer(required=True, strict=True, validate=validate.Range(min=0), metadata=metadata)


def _offset(*, null: bool = False) -> fields.Integer:
    return fields.Integer(
        required=True,
        strict=True,
        allow_none=null,
        validate=validate.Range(min=0),
        metadata={"description": "Unicode code points into the text as sent, ends exclusive."},
    )


def _day() -> CalendarDay:
    return CalendarDay(required=True, allow_none=True, metadata={"type": "string", "format": "date"})


def _days(count: int, description: str) -> fields.Field[Any]:
    exactly = validate.Length(equal=count)
    return fields.List(_day(), required=True, validate=exactly, metadata={"description": description})


def _interval() -> fields.Field[Any]:
    return _days(2, "Days [start, end); null is an open end.")


def _a(schema: type[Schema], *, null: bool = False) -> fields.Nested:
    return fields.Nested(schema, required=True, allow_none=null)


def _list(schema: type[Schema]) -> fields.Field[Any]:
    return fields.List(fields.Nested(schema), required=True)


class _Out(Schema):
    """A schema of something that is sent; nothing is sent that it does not name."""

    class Meta:
        """What is not documented is an error."""

        unknown = RAISE


class CoverageSchema(_Out):
    """How much of the article was checked: claims found, claims that can be checked, claims decided.

    `truncated` says that the article holds as many claims as are read, so that its end was not checked.
    """

    claims = _count()
    checkable = _count()
    checked = _count()
    truncated = fields.Boolean(
        required=True,
        metadata={"description": f"At most {MOST_CLAIMS:,} claims are read; true where what follows was not checked."},
    )


CountsSchema = _Out.from_dict({label.value: _count() for label in Label}, name="CountsSchema")


class HypothesisSchema(_Out):
    """A window in which an undated text can have been written, and what follows from it."""

    interval = _interval()
    because = _text()
    supported = _count()
    contradicted = _count()


class DateUsedSchema(_Out):
    """The date that anchored the check and how it was come by."""

    used = _day()
    how = fields.String(required=True, validate=validate.OneOf(["given", "found", "inferred", "none"]))
    hypotheses = _list(HypothesisSchema)


class OfficeSchema(_Out):
    """A person bearing a title."""

    person = _text()
    title = _text()
    jurisdiction = _text("ISO 3166 code or body (EU, UN).", null=True)


class NumberSchema(_Out):
    """A number with its unit; `bound` says whether it is meant as exact, about, at least and so on."""

    value = fields.Float(required=True)
    unit = _text()
    bound = _text()


class TimeSchema(_Out):
    """When the claim is about. Offsets, text, type, value and mod are null where no words of the text state it."""

    start = _offset(null=True)
    end = _offset(null=True)
    text = _text(null=True)
    type = _one_of(TimexType, null=True)
    value = _text("TIMEX3 value (ISO 24617-1).", null=True)
    mod = _text(null=True)
    interval = _interval()
    granularity = _one_of(Granularity)
    relation = _one_of(TimeRelation)


class ClaimSchema(_Out):
    """A claim where the article makes it."""

    id = _text()
    claim_key = _text("Stays the same while the claim stays the same, across versions of the article.")
    segment = _text("The segment that offsets point into; null for plain text and HTML.", null=True)
    start = _offset()
    end = _offset()
    quote = _text()
    statement = _text("The claim as a sentence that stands alone.")
    kind = _one_of(ClaimKind)
    subject = _text(null=True)
    predicate = _text()
    object = _text(null=True)
    place = _text(null=True)
    office = _a(OfficeSchema, null=True)
    number = _a(NumberSchema, null=True)
    time = _a(TimeSchema, null=True)
    polarity = _one_of(Polarity)
    modality = _one_of(Modality)
    attributed_to = _text(null=True)


class CounterpartSchema(_Out):
    """Words of a piece of evidence; `start` and `end` count code points of the quote of the fact `fact_id`."""

    fact_id = _text()
    start = _count()
    end = _count()
    text = _text()


class AlignedSchema(_Out):
    """Words of the claim beside those of the evidence; `start` and `end` lie in the text as sent."""

    slot = _one_of(Slot)
    change = _one_of(Change)
    start = _offset()
    end = _offset()
    text = _text()
    recorded = _a(CounterpartSchema, null=True)


class FindingSchema(_Out):
    """One comparison: the rule, which way it points, and the two values in words."""

    rule = _text()
    bearing = _one_of(Bearing)
    against = _one_of(Against)
    detail = _text()
    claimed = _text()
    recorded = _text()
    fact_id = _text("null where the article was compared with arithmetic.", null=True)
    origins = _count("Independent origins of the facts: copies, and texts of one house, count once.")
    corroboration = fields.Float(
        required=True,
        allow_none=True,
        validate=validate.Range(min=0, max=1),
        metadata={"description": "What the origins are worth together (noisy-OR of the best of each); heuristic."},
    )
    alignment = _list(AlignedSchema)


class EvidenceSchema(_Out):
    """A fact that a finding rests on, with where it was taken from."""

    fact_id = _text()
    source = _text()
    url = _text(null=True)
    published_at = _day()
    status = _one_of(FactStatus)
    status_text = _text("How it was admitted, in words; `read by machine, not reviewed` for what no person has seen.")
    quote = _text("The sentence it was read from; empty for a table.")
    start = _offset(null=True)
    end = _offset(null=True)
    locator = _text("The document, or the source and row of a table.")
    licence = _text(null=True)
    publisher = _text("The publishing house of the source, as far as the ledger knows it.", null=True)
    tier = _one_of(Tier)
    same_publisher = fields.Boolean(
        required=True, metadata={"description": "The fact is from the archive of the article's own publisher."}
    )
    kind = _one_of(ClaimKind)
    statement = _text("What is recorded, as a short sentence without its date.")
    when = _text("On which days it holds, or may hold, in words.")
    valid = _days(4, "It surely holds in [second, third), possibly in [first, fourth); null is open.")


class EditSchema(_Out):
    """A change of words that would make the claim agree with the record."""

    start = _offset()
    end = _offset()
    replacement = _text()


class RetrievedSchema(_Out):
    """A fact that was at hand for a claim, and why: who, what and when, or the words that its sentence shares."""

    fact_id = _text()
    likeness = fields.Float(required=True, validate=validate.Range(min=0, max=1))
    why = _text()


class SuggestionSchema(_Out):
    """The nearest correct fact; `edit` is null where a change of words would only launder an invented event."""

    text = _text()
    edit = _a(EditSchema, null=True)
    would_hold = _text(null=True)


class JudgedClaimSchema(ClaimSchema):
    """A claim with its verdict and the grounds for it."""

    verdict = _one_of(Label)
    reason = _one_of(Undecided, null=True)
    confidence = fields.Float(required=True, validate=validate.Range(min=0, max=1))
    findings = _list(FindingSchema)
    evidence = _list(EvidenceSchema)
    suggestion = _a(SuggestionSchema, null=True)
    reason_detail = _text("The reason in a sentence, where there is more to say of it.", null=True)
    considered = fields.List(fields.String(), metadata={"description": "Only with `explain: true`."})
    retrieved = fields.List(
        fields.Nested(RetrievedSchema),
        metadata={
            "description": "Only with `explain: true`: facts at hand and sentences like the claim, the best first."
        },
    )


class MentionSchema(_Out):
    """A stretch of text that names somebody or something."""

    start = _offset()
    end = _offset()
    text = _text()
    type = _one_of(EntityType)
    entity_id = _text("The ledger's id of whom it means, else the index key, which namesakes share.")
    alternatives = fields.List(fields.String(), required=True)
    name = _text("Its fullest form in this text.")
    segment = _text(null=True)


class TimeExpressionSchema(_Out):
    """A TIMEX3 found in the text."""

    start = _offset()
    end = _offset()
    text = _text()
    type = _one_of(TimexType)
    value = _text("TIMEX3 value (ISO 24617-1), never finer than the words.")
    mod = _text(null=True)
    edtf = _text("EDTF string (ISO 8601-2) of the days it denotes, null where it denotes none.", null=True)
    segment = _text(null=True)


class ReportSchema(_Out):
    """Everything that a check says about one article."""

    id = _text()
    score = fields.Float(
        required=True,
        allow_none=True,
        validate=validate.Range(min=0, max=100),
        metadata={
            "description": "75-100 no contradicted and no suspect claim; 50-74 only suspect ones; below 50 at least "
            "one contradicted (closed: unsupported) claim; null with a `score_reason` where nothing could be decided."
        },
    )
    interval = fields.List(fields.Float(), required=True, allow_none=True, validate=validate.Length(equal=2))
    score_reason = _text(null=True)
    outcome = _one_of(Outcome)
    coverage = _a(CoverageSchema)
    counts = _a(CountsSchema)
    date = _a(DateUsedSchema)
    claims = _list(JudgedClaimSchema)
    entities = _list(MentionSchema)
    time_expressions = _list(TimeExpressionSchema)
    as_of = _day()
    known_at = fields.String(required=True, allow_none=True, metadata={"format": "date-time"})
    ledger_revision = _text(null=True)
    text_sha256 = _text("SHA-256 of the text as sent, in UTF-8.")
    pipeline_version = _text()


class ReadingSchema(_Out):
    """What the reader sees in an article, without verdicts."""

    id = fields.Raw(required=True, allow_none=True)
    time_expressions = _list(TimeExpressionSchema)
    entities = _list(MentionSchema)
    claims = _list(ClaimSchema)


class RuleSchema(_Out):
    """A rule of the check, as its own documentation has it."""

    id = _text("The name by which findings refer to it.")
    version = _text()
    weight = fields.Float(required=True, metadata={"description": "In the score; 1 is one conflict."})
    summary = _text()
    contradicts = _text("When it contradicts a claim.")
    suspects = _text("When it makes a claim suspect; empty where it never does.")
    silent = _text("When it stays silent.")
    example = _text()


class RulesSchema(_Out):
    """The rules that this version applies, in the order in which it applies them."""

    rules = _list(RuleSchema)
    pipeline_version = _text()


class HealthSchema(_Out):
    """The process is alive."""

    status = fields.String(required=True, validate=validate.Equal("ok"))


class ReadySchema(_Out):
    """The ledger can be reached and is migrated."""

    status = fields.String(required=True, validate=validate.Equal("ready"))
    ledger_revision = _text()
    pipeline_version = _text()


class FaultSchema(_Out):
    """One thing wrong with the request."""

    pointer = _text("A JSON pointer (RFC 6901) into the request.")
    detail = _text()


class FactStateSchema(_Out):
    """How a fact stands: since which revision, by whom and why, and what superseded it."""

    fact_id = _text()
    state = _one_of(State)
    status = _one_of(FactStatus)
    superseded_by = _text(null=True)
    revision = _count()
    at = fields.String(required=True, metadata={"format": "date-time"})
    by = _text()
    why = _text()


class ProblemSchema(_Out):
    """A problem document (RFC 9457)."""

    type = _text("A URN; the same for every problem of this type.")
    title = _text()
    status = fields.Integer(required=True, strict=True, validate=validate.Range(min=400, max=599))
    detail = fields.String()
    errors = fields.List(fields.Nested(FaultSchema))
    fact = fields.Nested(
        FactStateSchema, metadata={"description": "Only with 409: how the fact stands that was to be decided about."}
    )
