"""Rows of requests under an `Idempotency-Key`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, select, update

from service.records.tables.idempotency import IDEMPOTENCY
from service.storage.upserting import insert_absent

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection

_I = IDEMPOTENCY.c


@dataclass(frozen=True, slots=True)
class Sent:
    """A request that came under a key: `fingerprint` is the SHA-256 of what was sent."""

    caller: str
    key: str
    fingerprint: str
    begun_at: datetime


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered: `headers` as JSON, `body` as sent."""

    status: int
    headers: str
    body: bytes


def begin(connection: Connection, sent: Sent) -> bool:
    """Claim the key of a request; False where it is claimed already."""
    row = {"caller": sent.caller, "key": sent.key, "fingerprint": sent.fingerprint, "begun_at": sent.begun_at}
    return insert_absent(connection, IDEMPOTENCY, row) is not None


def found(connection: Connection, caller: str, key: str) -> tuple[Sent, Answer | None] | None:
    """The request under a key and its answer, if there is one; None where there is no such request (any more)."""
    asked = select(IDEMPOTENCY).where(_I.caller == caller, _I.key == key).with_for_update()
    row = connection.execute(asked).one_or_none()
    if row is None:
        return None
    answer = None if row.status is None else Answer(row.status, row.headers, row.body)
    return Sent(row.caller, row.key, row.fingerprint, row.begun_at), answer


def answered(connection: Connection, sent: Sent, answer: Answer) -> None:
    """Keep the answer to a request, unless another has taken its place since."""
    kept = {"status": answer.status, "headers": answer.headers, "body": answer.body}
    connection.execute(update(IDEMPOTENCY).where(*_same(sent)).values(kept))


def forget(connection: Connection, sent: Sent) -> None:
    """Give the key of a request free again."""
    connection.execute(delete(IDEMPOTENCY).where(*_same(sent)))


def forget_telling(connection: Connection, address: str) -> None:
    """Forget the answers whose headers name `address`; their keys are free again."""
    connection.execute(delete(IDEMPOTENCY).where(_I.headers.contains(address, autoescape=True)))


def forget_before(connection: Connection, at: datetime) -> None:
    """Give all keys free that were claimed before a time."""
    connection.execute(delete(IDEMPOTENCY).where(_I.begun_at < at))


def _same(sent: Sent) -> tuple[ColumnElement[bool], ...]:
    return _I.caller == sent.caller, _I.key == sent.key, _I.begun_at == sent.begun_at
