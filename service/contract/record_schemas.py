"""The shape of what is told of the record over HTTP. Tests hold every answer against it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from marshmallow import RAISE, Schema, fields, validate

from service.contract.fields import CalendarDay
from service.domain.claims import Modality, Polarity
from service.domain.facts import FactStatus
from service.domain.verdicts import Bearing
from service.ledger.correcting import FIELDS
from service.ledger.dossier import State, What

if TYPE_CHECKING:
    from enum import Enum


def _text(description: str = "", *, null: bool = False) -> fields.String:
    return fields.String(required=True, allow_none=null, metadata={"description": description} if description else {})


def _one_of(choices: type[Enum]) -> fields.Field[Any]:
    return fields.Enum(choices, by_value=fields.String, required=True)


def _count(*, null: bool = False) -> fields.Integer:
    return fields.Integer(required=True, strict=True, allow_none=null, validate=validate.Range(min=0))


def _flag(description: str) -> fields.Boolean:
    return fields.Boolean(required=True, metadata={"description": description})


def _day() -> CalendarDay:
    return CalendarDay(required=True, allow_none=True, metadata={"type": "string", "format": "date"})


def _moment(*, null: bool = False) -> fields.String:
    return fields.String(required=True, allow_none=null, metadata={"format": "date-time"})


def _list(schema: type[Schema]) -> fields.Field[Any]:
    return fields.List(fields.Nested(schema), required=True)


class _Out(Schema):
    """A schema of something that is sent; nothing is sent that it does not name."""

    class Meta:
        """What is not documented is an error."""

        unknown = RAISE


PartsSchema = _Out.from_dict({name: fields.String() for name in FIELDS}, name="PartsSchema")


class FactSchema(_Out):
    """A fact in plain words, with when it holds, the sentence it was read from, and where that stands."""

    id = _text()
    statement = _text("What is stated, in plain words.")
    when = _text("When it holds, in plain words.")
    valid = fields.List(
        CalendarDay(allow_none=True, metadata={"type": "string", "format": "date"}),
        required=True,
        validate=validate.Length(equal=4),
        metadata={"description": "Earliest and latest start, earliest and latest end; ends exclusive, null is open."},
    )
    parts = fields.Nested(
        PartsSchema, required=True, metadata={"description": "What can be corrected; an empty string is no value."}
    )
    polarity = _one_of(Polarity)
    modality = _one_of(Modality)
    status = _one_of(FactStatus)
    status_text = _text("The status in words.")
    quote = _text("The sentence it was read from; empty for a table.")
    marks = fields.List(
        fields.List(fields.Integer(strict=True), validate=validate.Length(equal=2)),
        required=True,
        metadata={"description": "Where the sentence says it: code points of `quote`, ends exclusive."},
    )
    source = _text()
    url = _text(null=True)
    published_at = _day()
    start = _count(null=True)
    end = _count(null=True)
    locator = _text("The document, or the source and row of a table.")
    licence = _text(null=True)


class EventSchema(_Out):
    """Something that happened to a fact: what, by whom, when, why."""

    fact_id = _text()
    what = _one_of(What)
    revision = _count()
    at = _moment()
    by = _text()
    why = _text()
    superseded_by = _text(null=True)
    until = _moment(null=True)


class DossierSchema(FactSchema):
    """A fact with how it stands, and all that happened to it, to what it superseded and to what superseded it."""

    state = _one_of(State)
    superseded_by = _text(null=True)
    history = _list(EventSchema)


class WordSchema(_Out):
    """Whether a contested fact stands, as somebody said."""

    by = _text()
    stands = _flag("Whether it does.")


class DisputeSchema(_Out):
    """An open contest, and what has been said on it."""

    by = _text()
    at = _moment()
    why = _text()
    words = _list(WordSchema)


class WitnessSchema(_Out):
    """A fact that a finding rests on."""

    id = _text()
    source = _text()
    published_at = _day()
    status = _one_of(FactStatus)
    status_text = _text()
    quote = _text()


class ComparisonSchema(_Out):
    """What a rule of the check found when the fact was set beside other documents."""

    rule = _text()
    bearing = _one_of(Bearing)
    detail = _text()
    facts = _list(WitnessSchema)


class WaitingSchema(_Out):
    """A fact that waits for a person."""

    fact = fields.Nested(FactSchema, required=True)
    contest = fields.Nested(DisputeSchema, required=True, allow_none=True)
    findings = _list(ComparisonSchema)
    asked = fields.Integer(
        required=True,
        metadata={"description": "How many checked texts name somebody or something in it that the ledger lacks."},
    )


class QueueSchema(_Out):
    """A page of the queue, which may be shorter than was asked for; the last one has no `next`."""

    waiting = _list(WaitingSchema)
    count = _count()
    count_exact = _flag("Whether `count` is all that waits.")
    next = _text(null=True)


class DecidedSchema(_Out):
    """What became of a fact."""

    fact_id = _text()
    state = _one_of(State)
    superseded_by = _text(null=True)
    stands_for_it = _text("The fact that now says what it said or should have said, if any.", null=True)
    ledger_revision = _text()


class RevisionSchema(_Out):
    """A revision of the ledger; number 0 is the empty ledger before the first one."""

    number = _count()
    id = _text("The digest.")
    at = _moment(null=True)
    by = _text()
    why = _text()


class RevisionsSchema(_Out):
    """Revisions, the newest first."""

    revisions = _list(RevisionSchema)
    next = _count(null=True)


class ChangeSchema(_Out):
    """One thing that a revision changed."""

    revision = fields.Nested(RevisionSchema, required=True)
    what = _text("Such as fact_added, fact_superseded, fact_contested, alias_removed, entities_merged.")
    id = _text("The fact, entity, document, office or source.")
    text = _text("In plain words.")
    other = _text("What takes its place, or what it became part of.", null=True)
    why = _text("The reason of this very change, where it has one beside the revision's.")


class DiffSchema(_Out):
    """What changed between two revisions, the oldest change first."""

    after = fields.Nested(RevisionSchema, required=True, data_key="from")
    upto = fields.Nested(RevisionSchema, required=True, data_key="to")
    changes = _list(ChangeSchema)
    next = _text(null=True)
