"""The shape of what is told of stored reports. Tests hold every answer against it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from marshmallow import RAISE, Schema, fields, validate

from service.contract.fields import CalendarDay
from service.contract.record_schemas import RevisionSchema
from service.contract.story_schemas import TurnedSchema
from service.domain.verdicts import Label, Outcome

if TYPE_CHECKING:
    from enum import Enum


def _text(description: str = "", *, null: bool = False) -> fields.String:
    return fields.String(required=True, allow_none=null, metadata={"description": description} if description else {})


def _one_of(choices: type[Enum]) -> fields.Field[Any]:
    return fields.Enum(choices, by_value=fields.String, required=True)


def _moment(*, null: bool = False) -> fields.String:
    return fields.String(required=True, allow_none=null, metadata={"format": "date-time"})


def _score() -> fields.Float:
    return fields.Float(required=True, allow_none=True, validate=validate.Range(min=0, max=100))


def _list(schema: type[Schema]) -> fields.Field[Any]:
    return fields.List(fields.Nested(schema), required=True)


class _Out(Schema):
    """A schema of something that is sent; nothing is sent that it does not name."""

    class Meta:
        """What is not documented is an error."""

        unknown = RAISE


class StoredReportSchema(_Out):
    """A stored report without its claims; `GET /v1/reports/{report}` gives it whole."""

    id = _text()
    at = _moment()
    text_sha256 = _text("SHA-256 of the text as sent.")
    report_sha256 = _text("SHA-256 of the report as it was answered, without the end of the line.")
    pipeline_version = _text()
    ledger_revision = _text(null=True)
    known_at = _moment(null=True)
    story = _text("What joins the versions of one story: the id of the first, or the name that the sender gave it.")
    version_of = _text("As the request said.", null=True)
    since = _text("The report that this one was compared with.", null=True)
    source = _text(null=True)
    url = _text(null=True)
    title = _text(null=True)
    published_at = CalendarDay(required=True, allow_none=True, metadata={"type": "string", "format": "date"})
    closed = fields.Boolean(required=True)
    score = _score()
    outcome = _one_of(Outcome)


class StoredReportsSchema(_Out):
    """Stored reports, the newest first."""

    reports = _list(StoredReportSchema)
    next = _text(null=True)


class VersionsSchema(_Out):
    """Versions of the pipeline."""

    recorded = _text("By which the report was made.")
    running = _text("By which it was made again.")


class DifferenceSchema(_Out):
    """A member in which the report that was made again differs; null where one of the two has none."""

    pointer = _text("A JSON pointer (RFC 6901) into the report.")
    was = fields.Raw(required=True, allow_none=True)
    now = fields.Raw(required=True, allow_none=True)


class TodaySchema(_Out):
    """The report made again with the ledger as it is now."""

    ledger_revision = _text(null=True)
    score = _score()
    changed = _list(TurnedSchema)


class ReplayedSchema(_Out):
    """A report made again from what it was made from."""

    id = _text()
    identical = fields.Boolean(required=True, metadata={"description": "Whether it came out byte for byte."})
    pipeline_version = fields.Nested(VersionsSchema, required=True)
    ledger_revision = _text("The revision that both were made with.", null=True)
    score = _score()
    differs = _list(DifferenceSchema)
    today = fields.Nested(TodaySchema, required=True)


class ScoresSchema(_Out):
    """A score before and after."""

    was = _score()
    now = _score()


class FlipSchema(_Out):
    """A report that the change turns, with the claims that it labels otherwise."""

    report = fields.Nested(StoredReportSchema, required=True)
    score = fields.Nested(ScoresSchema, required=True)
    changed = _list(TurnedSchema)


class FlipsSchema(_Out):
    """Stored reports that what happened between two revisions turns, the oldest first.

    A page examines as many reports as its `limit`, and gives those that turned: it can be empty and have a `next`.
    """

    after = fields.Nested(RevisionSchema, required=True, data_key="from")
    upto = fields.Nested(RevisionSchema, required=True, data_key="to")
    reports = _list(FlipSchema)
    examined = fields.Integer(required=True, strict=True, validate=validate.Range(min=0))
    next = _text(null=True)


class DismissedSchema(_Out):
    """An editor has dismissed the flag on a claim for a story."""

    claim_key = _text()
    by = _text()
    at = _moment()
    why = _text()


class RulingSchema(_Out):
    """The verdict that holds for a claim in its story since a second person settled a dispute."""

    claim_key = _text()
    verdict = _one_of(Label)
    by = _text()
    at = _moment()
    why = _text()


class DisputedSchema(_Out):
    """A disputed verdict: what it was, what it should be, and the ruling once there is one."""

    id = _text()
    state = fields.String(required=True, validate=validate.OneOf(["open", "settled"]))
    report = _text("Of which report it was said.")
    story = _text()
    claim_key = _text()
    was = _one_of(Label)
    verdict = _one_of(Label)
    by = _text()
    at = _moment()
    why = _text()
    ruling = fields.Nested(RulingSchema, required=True, allow_none=True)


class DisputesSchema(_Out):
    """Disputes, the newest first."""

    disputes = _list(DisputedSchema)
    next = _text(null=True)


class SettledSchema(DisputedSchema):
    """A settled dispute and the ids of the reports of the story that hold the claim, the oldest first."""

    affected = fields.List(fields.String(), required=True)


class CorrectionsSchema(_Out):
    """All that people have said of the claims of a report, by `claim_key`."""

    report = _text()
    story = _text()
    dismissed = _list(DismissedSchema)
    disputes = _list(DisputedSchema)
    rulings = _list(RulingSchema)
