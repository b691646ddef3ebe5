"""Webhooks as they are registered and shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from marshmallow import Schema, fields, validate

from service.contract.dates import moment_json
from service.contract.requests import Strict, load
from service.domain.webhooks import Event

if TYPE_CHECKING:
    from datetime import datetime

    from service.domain.webhooks import Message, Webhook

MESSAGES = 50
"""Messages that are shown of a webhook."""


class WebhookRequestSchema(Strict):
    """Where to send what."""

    url = fields.String(
        required=True,
        validate=validate.Length(min=1, max=2_000),
        metadata={"description": "An http or https URL of an origin that the operator has allowed."},
    )
    events = fields.List(
        fields.Enum(Event, by_value=fields.String), required=True, validate=validate.Length(min=1, max=len(Event))
    )


class WebhookSchema(Schema):
    """A webhook."""

    id = fields.String(required=True)
    url = fields.String(required=True)
    events = fields.List(fields.Enum(Event, by_value=fields.String), required=True)
    by = fields.String(required=True)
    created_at = fields.DateTime(required=True)
    disabled_at = fields.DateTime(required=True, allow_none=True)
    why_disabled = fields.String(required=True, allow_none=True)


class NewWebhookSchema(WebhookSchema):
    """A webhook that was just registered."""

    secret = fields.String(required=True, metadata={"description": "Signs the messages; shown this once."})


class WebhooksSchema(Schema):
    """All webhooks, oldest first."""

    webhooks = fields.List(fields.Nested(WebhookSchema), required=True)


class MessageSchema(Schema):
    """A message to a webhook, and what became of it."""

    id = fields.String(required=True)
    event = fields.Enum(Event, by_value=fields.String, required=True)
    created_at = fields.DateTime(required=True)
    attempts = fields.Integer(required=True)
    due_at = fields.DateTime(
        required=True, allow_none=True, metadata={"description": "The next attempt; null when there is none."}
    )
    settled_at = fields.DateTime(required=True, allow_none=True)
    outcome = fields.String(
        required=True, allow_none=True, metadata={"description": "What came of the last attempt, in words."}
    )


class MessagesSchema(Schema):
    """The newest messages to a webhook, newest first."""

    messages = fields.List(fields.Nested(MessageSchema), required=True)


class PingSchema(Schema):
    """The message that tries a webhook out."""

    message = fields.String(required=True)


def webhook_request(data: object) -> tuple[str, frozenset[Event]]:
    """The URL and the events of a decoded JSON document. Raises `InvalidRequestError`."""
    found = load(WebhookRequestSchema(), data)
    return found["url"], frozenset(found["events"])


def webhook_json(webhook: Webhook, *, secret: bool = False) -> dict[str, Any]:
    """A webhook as it is shown; with its secret only when it was just made."""
    return {
        "id": webhook.id,
        "url": webhook.url,
        "events": sorted(webhook.events),
        **({"secret": webhook.secret} if secret else {}),
        "by": webhook.by,
        "created_at": moment_json(webhook.created_at),
        "disabled_at": _moment(webhook.disabled_at),
        "why_disabled": webhook.why_disabled,
    }


def message_json(message: Message) -> dict[str, Any]:
    """A message as it is shown."""
    return {
        "id": message.id,
        "event": message.event.value,
        "created_at": moment_json(message.created_at),
        "attempts": message.attempts,
        "due_at": None if message.settled_at else moment_json(message.due_at),
        "settled_at": _moment(message.settled_at),
        "outcome": message.outcome,
    }


def _moment(value: datetime | None) -> str | None:
    return None if value is None else moment_json(value)
