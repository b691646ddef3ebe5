"""The addresses under `/v1/webhooks`, for the OpenAPI description."""

from __future__ import annotations

from service.contract.operations import Operation
from service.contract.webhooks import MessagesSchema, NewWebhookSchema, PingSchema, WebhookRequestSchema, WebhooksSchema

_WEBHOOK = "/v1/webhooks/{webhook}"
_PLACES = {"webhook": "The id of a webhook."}

OPERATIONS = (
    Operation(
        "/v1/webhooks",
        "post",
        "registerWebhook",
        "Have an address told what happens",
        NewWebhookSchema,
        ("400", "409", "413", "415", "422"),
        tag="webhooks",
        scope="admin",
        description="Messages are by the Standard Webhooks specification, signed with the `secret` of this answer.",
        body=WebhookRequestSchema,
        example={"url": "https://desk.example/hooks/dateline", "events": ["job.done"]},
        status="201",
        headers=("Location",),
    ),
    Operation(
        "/v1/webhooks",
        "get",
        "webhooks",
        "The webhooks, oldest first",
        WebhooksSchema,
        tag="webhooks",
        scope="admin",
    ),
    Operation(
        _WEBHOOK,
        "delete",
        "removeWebhook",
        "Tell an address nothing more, and forget it with its messages",
        None,
        tag="webhooks",
        scope="admin",
        places=_PLACES,
        status="204",
    ),
    Operation(
        f"{_WEBHOOK}/ping",
        "post",
        "pingWebhook",
        "Send a message that tells nothing",
        PingSchema,
        ("409", "422"),
        tag="webhooks",
        scope="admin",
        places=_PLACES,
        status="202",
    ),
    Operation(
        f"{_WEBHOOK}/messages",
        "get",
        "webhookMessages",
        "What became of the newest messages to a webhook",
        MessagesSchema,
        tag="webhooks",
        scope="admin",
        places=_PLACES,
    ),
)
