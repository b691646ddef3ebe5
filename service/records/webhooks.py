"""Webhooks and the messages to them: written with what they tell of, tried by one worker at a time, settled once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from service.domain.webhooks import Event, Message, UnknownWebhookError, Webhook
from service.records.tables.webhooks import WEBHOOK, WEBHOOK_MESSAGE

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from typing import Any

    from sqlalchemy import Connection, Row


def add(connection: Connection, webhook: Webhook) -> None:
    """Keep a new webhook."""
    connection.execute(
        insert(WEBHOOK).values(
            id=webhook.id,
            url=webhook.url,
            events=" ".join(sorted(webhook.events)),
            secret=webhook.secret,
            by=webhook.by,
            created_at=webhook.created_at,
        )
    )


def find(connection: Connection, name: str) -> Webhook:
    """The webhook with that id. Raises `UnknownWebhookError`."""
    return _webhook(_row(connection, name))


def listed(connection: Connection) -> list[Webhook]:
    """All webhooks, oldest first."""
    return [_webhook(row) for row in connection.execute(select(WEBHOOK).order_by(WEBHOOK.c.seq))]


def remove(connection: Connection, name: str) -> None:
    """Forget a webhook with its messages. Raises `UnknownWebhookError`."""
    connection.execute(delete(WEBHOOK).where(WEBHOOK.c.seq == _row(connection, name).seq))


def disable(connection: Connection, name: str, why: str, at: datetime) -> None:
    """Send nothing more to a webhook; what was still to be sent is given up. Raises `UnknownWebhookError`."""
    key = _row(connection, name).seq
    connection.execute(update(WEBHOOK).where(WEBHOOK.c.seq == key).values(disabled_at=at, why_disabled=why))
    unsettled = update(WEBHOOK_MESSAGE).where(WEBHOOK_MESSAGE.c.webhook == key, WEBHOOK_MESSAGE.c.settled_at.is_(None))
    connection.execute(unsettled.values(settled_at=at, outcome=why))


def announce(
    connection: Connection, event: Event, body: str, at: datetime, name: Callable[[], str], to: str | None = None
) -> list[str]:
    """Write a message to every webhook that is told of `event`, or to the one with the id `to`; their ids.

    They are sent once the caller's transaction has been committed, and never where it was not.
    """
    chosen = select(WEBHOOK).where(WEBHOOK.c.disabled_at.is_(None))
    if to is not None:
        chosen = chosen.where(WEBHOOK.c.id == to)
    names = []
    for row in connection.execute(chosen).all():
        if to is None and event not in row.events.split():
            continue
        names.append(name())
        connection.execute(
            insert(WEBHOOK_MESSAGE).values(
                id=names[-1],
                webhook=row.seq,
                event=event.value,
                body=body,
                created_at=at,
                attempts=0,
                due_at=at,
            )
        )
    return names


def take(connection: Connection, name: str, now: datetime, until: datetime) -> Message | None:
    """The message with that id for one attempt, which nobody else makes before `until`; None where none is due."""
    taken = connection.execute(
        update(WEBHOOK_MESSAGE)
        .where(WEBHOOK_MESSAGE.c.id == name, WEBHOOK_MESSAGE.c.settled_at.is_(None), WEBHOOK_MESSAGE.c.due_at <= now)
        .values(attempts=WEBHOOK_MESSAGE.c.attempts + 1, due_at=until)
    )
    if taken.rowcount != 1:
        return None
    return _message(connection, WEBHOOK_MESSAGE.c.id == name)[0]


def postpone(connection: Connection, name: str, due_at: datetime, outcome: str) -> None:
    """Try a message again at `due_at`."""
    unsettled = update(WEBHOOK_MESSAGE).where(WEBHOOK_MESSAGE.c.id == name, WEBHOOK_MESSAGE.c.settled_at.is_(None))
    connection.execute(unsettled.values(due_at=due_at, outcome=outcome))


def settle(connection: Connection, name: str, outcome: str, at: datetime) -> None:
    """Try a message no more."""
    unsettled = update(WEBHOOK_MESSAGE).where(WEBHOOK_MESSAGE.c.id == name, WEBHOOK_MESSAGE.c.settled_at.is_(None))
    connection.execute(unsettled.values(settled_at=at, outcome=outcome))


def due(connection: Connection, now: datetime) -> list[str]:
    """The ids of the messages whose next attempt is due, the longest due first."""
    query = (
        select(WEBHOOK_MESSAGE.c.id)
        .where(WEBHOOK_MESSAGE.c.settled_at.is_(None), WEBHOOK_MESSAGE.c.due_at <= now)
        .order_by(WEBHOOK_MESSAGE.c.due_at)
    )
    return list(connection.execute(query).scalars())


def messages(connection: Connection, name: str, limit: int) -> list[Message]:
    """The newest messages to a webhook, newest first. Raises `UnknownWebhookError`."""
    return _message(connection, WEBHOOK_MESSAGE.c.webhook == _row(connection, name).seq, limit)


def forget(connection: Connection, before: datetime) -> int:
    """Forget the messages that were settled before that time; how many these were."""
    return connection.execute(delete(WEBHOOK_MESSAGE).where(WEBHOOK_MESSAGE.c.settled_at < before)).rowcount


def _row(connection: Connection, name: str) -> Row[Any]:
    found = connection.execute(select(WEBHOOK).where(WEBHOOK.c.id == name)).one_or_none()
    if found is None:
        raise UnknownWebhookError("There is no such webhook, or no longer.")
    return found


def _webhook(row: Row[Any]) -> Webhook:
    return Webhook(
        row.id,
        row.url,
        frozenset(map(Event, row.events.split())),
        row.secret,
        row.by,
        row.created_at,
        row.disabled_at,
        row.why_disabled,
    )


def _message(connection: Connection, which: Any, limit: int = 1) -> list[Message]:  # noqa: ANN401 - a clause of SQLAlchemy's
    query = select(WEBHOOK_MESSAGE).where(which).order_by(WEBHOOK_MESSAGE.c.seq.desc()).limit(limit)
    rows = connection.execute(query).all()
    of = {
        row.seq: _webhook(row)
        for row in connection.execute(select(WEBHOOK).where(WEBHOOK.c.seq.in_({row.webhook for row in rows})))
    }
    return [
        Message(
            row.id,
            of[row.webhook],
            Event(row.event),
            row.body,
            row.created_at,
            row.attempts,
            row.due_at,
            row.settled_at,
            row.outcome,
        )
        for row in rows
    ]
