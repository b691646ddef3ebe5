"""The shape of a report that tells of its story; a report of no story has nothing more than `ReportSchema` names."""

from __future__ import annotations

from typing import Any

from marshmallow import RAISE, Schema, fields

from service.contract.report_schemas import JudgedClaimSchema, ReportSchema
from service.domain.verdicts import Label


def _text(description: str) -> fields.String:
    return fields.String(required=True, metadata={"description": description})


def _label() -> fields.Field[Any]:
    return fields.Enum(Label, by_value=fields.String, required=True)


class _Out(Schema):
    """A schema of something that is sent; nothing is sent that it does not name."""

    class Meta:
        """What is not documented is an error."""

        unknown = RAISE


class DismissedFlagSchema(_Out):
    """An editor has dismissed the flag on this claim for the story."""

    by = _text("Who.")
    at = fields.String(required=True, metadata={"format": "date-time"})
    why = _text("The reason.")


class GoneSchema(_Out):
    """A claim that the version before had and this one has not."""

    claim_key = _text("As in the report of that version.")
    quote = _text("Its words there.")
    verdict = _label()


class TurnedSchema(_Out):
    """A claim of both versions that now has another verdict."""

    claim_key = _text("As in both reports.")
    was = _label()
    now = _label()


class ChangesSchema(_Out):
    """What this version has, lacks and labels otherwise than the one before."""

    since = _text("The id of the report that this one is compared with.")
    new = fields.List(fields.String(), required=True, metadata={"description": "Each by its `claim_key`."})
    gone = fields.List(fields.Nested(GoneSchema), required=True)
    changed = fields.List(fields.Nested(TurnedSchema), required=True)


class ToldClaimSchema(JudgedClaimSchema):
    """A claim with its verdict, the grounds for it, and whether an editor has dismissed the flag on it."""

    dismissed = fields.Nested(DismissedFlagSchema, metadata={"description": "Only where the flag is dismissed."})


class ToldReportSchema(ReportSchema):
    """Everything that a check says about one article, and what it changes in its story."""

    claims = fields.List(fields.Nested(ToldClaimSchema), required=True)
    changes = fields.Nested(
        ChangesSchema, metadata={"description": "Only with `version_of`, where the version before is on record."}
    )
