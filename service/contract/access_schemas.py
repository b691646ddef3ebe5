"""What is told of access: the caller itself, and the audit log."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from marshmallow import Schema, fields, post_load, validate

from service.contract.dates import moment_json
from service.contract.fields import Whole
from service.contract.requests import Strict, load
from service.domain.access import LONGEST_NAME, Scope

if TYPE_CHECKING:
    from collections.abc import Mapping

    from service.domain.access import Caller
    from service.records.audit import Entry

_USUAL, _MOST = 50, 500


class CallerSchema(Schema):
    """Whoever asks, as the service sees it."""

    id = fields.String(required=True, metadata={"description": "`key:` and its id, `person:` and a name, or `open`."})
    name = fields.String(
        required=True, allow_none=True, metadata={"description": "Under which it writes; null where nobody is named."}
    )
    scopes = fields.List(fields.String(validate=validate.OneOf([scope.value for scope in Scope])), required=True)
    trusted = fields.Boolean(
        required=True, metadata={"description": "Whether it may name the person it acts for, by `Dateline-Actor`."}
    )
    quota = fields.String(required=True, allow_none=True, metadata={"description": "Such as `600/minute`."})


class EntrySchema(Schema):
    """A change, an attempt that was forbidden, or a key that was made or revoked."""

    number = fields.Integer(required=True, validate=validate.Range(min=1))
    at = fields.String(required=True, metadata={"format": "date-time"})
    actor = fields.String(required=True, metadata={"description": "The person."})
    caller = fields.String(required=True, metadata={"description": "What the request came by; see `Caller.id`."})
    action = fields.String(required=True, metadata={"description": "The operation."})
    target = fields.String(required=True, metadata={"description": "The address that it was asked of, or the key."})
    status = fields.Integer(
        required=True, allow_none=True, metadata={"description": "Of the answer; null for the command line."}
    )
    trace = fields.String(required=True, allow_none=True)
    detail = fields.String(required=True, allow_none=True)


class AuditSchema(Schema):
    """A page of the audit log, newest first."""

    entries = fields.List(fields.Nested(EntrySchema), required=True)
    next = fields.Integer(required=True, allow_none=True, metadata={"description": "`before` of the next page."})


@dataclass(frozen=True, slots=True)
class AuditQuery:
    """Which page of the audit log is asked for."""

    limit: int
    before: int | None
    actor: str | None


class AuditQuerySchema(Strict):
    """The query of the audit log."""

    limit = Whole(
        load_default=_USUAL,
        validate=validate.Range(min=1, max=_MOST),
        metadata={"description": f"Default {_USUAL}, at most {_MOST}."},
    )
    before = Whole(
        load_default=None,
        validate=validate.Range(min=1, max=2**31 - 1),
        metadata={"description": "`next` of the page before."},
    )
    actor = fields.String(
        load_default=None,
        validate=validate.Length(min=1, max=LONGEST_NAME),
        metadata={"description": "One person's entries alone."},
    )

    @post_load
    def make(self, data: dict[str, Any], **_: object) -> AuditQuery:
        """The query."""
        return AuditQuery(**data)


def audit_query(arguments: Mapping[str, str]) -> AuditQuery:
    """The page that the arguments of a URL ask for. Raises `InvalidRequestError`."""
    query: AuditQuery = load(AuditQuerySchema(), dict(arguments))
    return query


def caller_json(caller: Caller) -> dict[str, object]:
    """A caller as `CallerSchema` has it."""
    return {
        "id": caller.id,
        "name": caller.name,
        "scopes": sorted(caller.scopes),
        "trusted": caller.trusted,
        "quota": str(caller.quota) if caller.quota else None,
    }


def entry_json(entry: Entry) -> dict[str, object]:
    """An entry as `EntrySchema` has it."""
    return {
        "number": entry.seq,
        "at": moment_json(entry.at),
        "actor": entry.actor,
        "caller": entry.caller,
        "action": entry.action,
        "target": entry.target,
        "status": entry.status,
        "trace": entry.trace,
        "detail": entry.detail,
    }
