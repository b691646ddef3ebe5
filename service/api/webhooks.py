"""What answers the addresses under `/v1/webhooks`: whom the service tells what happens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response

from service.api.access import actor, needs
from service.api.resources import as_json, sent_body
from service.contract.documents import dumps, loads
from service.contract.webhooks import MESSAGES, message_json, webhook_json, webhook_request
from service.domain.access import Scope

if TYPE_CHECKING:
    from service.bootstrap import Engine
    from service.work.intake import Intake


class WebhookResources:
    """The addresses under `/v1/webhooks`."""

    def __init__(self, engine: Engine, intake: Intake) -> None:
        self._engine = engine
        self._intake = intake

    def blueprint(self) -> Blueprint:
        """The routes."""
        made = Blueprint("webhooks", __name__)
        made.add_url_rule("/v1/webhooks", view_func=self.register, methods=["POST"])
        made.add_url_rule("/v1/webhooks", view_func=self.webhooks)
        made.add_url_rule("/v1/webhooks/<webhook>", view_func=self.remove, methods=["DELETE"])
        made.add_url_rule("/v1/webhooks/<webhook>/ping", view_func=self.ping, methods=["POST"])
        made.add_url_rule("/v1/webhooks/<webhook>/messages", view_func=self.messages)
        return made

    @needs(Scope.ADMIN)
    def register(self) -> Response:
        """`POST /v1/webhooks`: tell an address from now on; the secret is in this answer and in no other."""
        by = actor()
        url, events = webhook_request(loads(sent_body()))
        made = self._engine.webhooks().register(url, events, by)
        response = as_json(dumps(webhook_json(made, secret=True)))
        response.status_code = 201
        response.headers["Location"] = f"/v1/webhooks/{made.id}"
        return response

    @needs(Scope.ADMIN)
    def webhooks(self) -> Response:
        """`GET /v1/webhooks`: all of them."""
        return as_json(dumps({"webhooks": [webhook_json(one) for one in self._engine.webhooks().listed()]}))

    @needs(Scope.ADMIN)
    def remove(self, webhook: str) -> Response:
        """`DELETE /v1/webhooks/{webhook}`: tell it nothing more."""
        self._engine.webhooks().remove(webhook)
        return Response(status=204)

    @needs(Scope.ADMIN)
    def ping(self, webhook: str) -> Response:
        """`POST /v1/webhooks/{webhook}/ping`: send a message that tells nothing."""
        message = self._engine.webhooks().ping(webhook)
        self._intake.tell([message])
        response = as_json(dumps({"message": message}))
        response.status_code = 202
        return response

    @needs(Scope.ADMIN)
    def messages(self, webhook: str) -> Response:
        """`GET /v1/webhooks/{webhook}/messages`: the newest ones, and what became of them."""
        found = self._engine.webhooks().messages(webhook, MESSAGES)
        return as_json(dumps({"messages": [message_json(message) for message in found]}))
