"""Webhooks: who is told what, and how often a message is tried before it is given up."""

from __future__ import annotations

import base64
import json
import secrets
import uuid
from datetime import UTC, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from service.domain.errors import RefusedInputError
from service.domain.webhooks import Event, Webhook
from service.records import idempotency, webhooks

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from datetime import datetime

    from service.desks.outgoing import Answered, Outgoing
    from service.domain.webhooks import Message
    from service.storage.engine import Store

WAITS_SECONDS = (5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400)
"""Between the attempts, after the first at once: the schedule of the Standard Webhooks specification, three days."""
JITTER = 0.1
"""By how much of itself a wait is longer at most, so that messages that failed together do not come together again."""
ATTEMPT_SECONDS = 60
"""How long nobody else tries a message that somebody tries: longer than both timeouts of an attempt."""
_GONE = 410
_LONGEST_WAIT_SECONDS = 86_400


class WebhookDesk:
    """Where webhooks are registered and their messages delivered; `clock` gives the time.

    Everything that names a webhook raises `UnknownWebhookError` where there is none.
    """

    def __init__(self, store: Store, outgoing: Outgoing, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._outgoing = outgoing
        self._clock = clock

    def register(self, url: str, events: Collection[Event], by: str) -> Webhook:
        """Tell an address of these events from now on; the webhook holds the secret that signs its messages.

        Raises:
            RefusedInputError: where the operator has not allowed the address.
        """
        try:
            self._outgoing.check(url)
        except RefusedInputError as error:
            error.path = ("url",)
            raise
        secret = "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()
        made = Webhook(str(uuid.uuid4()), url, frozenset(events), secret, by, self._clock())
        with self._store.keeping() as connection:
            webhooks.add(connection, made)
        return made

    def webhook(self, name: str) -> Webhook:
        """The webhook with that id."""
        with self._store.reading() as connection:
            return webhooks.find(connection, name)

    def listed(self) -> list[Webhook]:
        """All webhooks, oldest first."""
        with self._store.reading() as connection:
            return webhooks.listed(connection)

    def remove(self, name: str) -> None:
        """Tell an address nothing more, and forget it with its messages."""
        with self._store.keeping() as connection:
            webhooks.remove(connection, name)
            idempotency.forget_telling(connection, f"/v1/webhooks/{name}")

    def messages(self, name: str, limit: int) -> list[Message]:
        """The newest messages to a webhook, newest first."""
        with self._store.reading() as connection:
            return webhooks.messages(connection, name, limit)

    def ping(self, name: str) -> str:
        """Write a message that tells nothing, to try a webhook out; its id."""
        now = self._clock()
        with self._store.keeping() as connection:
            webhooks.find(connection, name)
            sent = webhooks.announce(connection, Event.PING, body(Event.PING, {}, now), now, new_id, to=name)
        if not sent:
            raise RefusedInputError("This webhook is disabled; register it anew.")
        return sent[0]

    def deliver(self, name: str) -> float | None:
        """Try to deliver the message with that id, where it is due; seconds until the next attempt, None for none."""
        now = self._clock()
        message = self._taken(name, now)
        if message is None:
            return None
        try:
            answered = self._outgoing.post(
                message.webhook.url, message.body, message.id, message.webhook.secret, now.astimezone(UTC)
            )
        except RefusedInputError as error:  # the operator has changed their mind
            with self._store.keeping() as connection:
                webhooks.settle(connection, name, str(error), self._clock())
            return None
        return self._settled(message, answered)

    def due(self) -> list[str]:
        """The ids of messages whose next attempt is due."""
        with self._store.reading() as connection:
            return webhooks.due(connection, self._clock())

    def forget(self, older_than_days: int) -> int:
        """Forget the messages that were settled so many days ago; how many these were."""
        with self._store.keeping() as connection:
            return webhooks.forget(connection, self._clock() - timedelta(days=older_than_days))

    def _taken(self, name: str, now: datetime) -> Message | None:
        """The message for one attempt. The next one is put down before it: this one may end whoever makes it."""
        with self._store.keeping() as connection:
            message = webhooks.take(connection, name, now, now + timedelta(seconds=ATTEMPT_SECONDS))
            if message is not None and message.attempts > len(WAITS_SECONDS) + 1:
                webhooks.settle(connection, name, "given up", now)
                return None
            if message is not None:
                wait = max(wait_seconds(message), ATTEMPT_SECONDS)
                webhooks.postpone(connection, name, now + timedelta(seconds=wait), "no end of the attempt")
            return message

    def _settled(self, message: Message, answered: Answered) -> float | None:
        now = self._clock()
        with self._store.keeping() as connection:
            if answered.status is not None and 200 <= answered.status < 300:
                webhooks.settle(connection, message.id, answered.told, now)
                return None
            if answered.status == _GONE:
                webhooks.settle(connection, message.id, answered.told, now)
                webhooks.disable(connection, message.webhook.id, "The receiver said that it is gone (410).", now)
                return None
            if message.attempts > len(WAITS_SECONDS):
                webhooks.settle(connection, message.id, f"given up: {answered.told}", now)
                return None
            wait = wait_seconds(message, answered.retry_after_seconds)
            webhooks.postpone(connection, message.id, now + timedelta(seconds=wait), answered.told)
            return wait


def wait_seconds(message: Message, asked: int | None = None) -> float:
    """How long after its last attempt a message is tried again; the receiver may have asked for a longer wait."""
    wait = WAITS_SECONDS[min(message.attempts, len(WAITS_SECONDS)) - 1]
    share = int.from_bytes(sha256(f"{message.id}/{message.attempts}".encode()).digest()[:4], "big") / 2**32
    return max(wait * (1 + JITTER * share), min(asked or 0, _LONGEST_WAIT_SECONDS))


def body(event: Event, data: Mapping[str, object], at: datetime) -> str:
    """The body of a message: type, time and data, as the specification has it."""
    moment = at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    return json.dumps({"type": event.value, "timestamp": moment, "data": dict(data)}, ensure_ascii=False)


def new_id() -> str:
    """A new id of a message."""
    return f"msg_{uuid.uuid4().hex}"
