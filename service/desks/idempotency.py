"""Requests that a client may send again without their being done again (`Idempotency-Key`)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from service.domain.errors import DatelineError
from service.records import idempotency

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from service.records.idempotency import Answer, Sent
    from service.storage.engine import Store

KEPT = timedelta(hours=24)
"""So long an answer is given again."""


class RepeatedError(DatelineError):
    """The key belongs to another request, or to one that is still being answered."""


class IdempotencyDesk:
    """Keeps answers by the keys that clients chose.

    A request without an answer is taken to be lost after `longest`, so that another may take its place.
    """

    def __init__(self, store: Callable[[], Store], longest: timedelta) -> None:
        self._store = store
        self._longest = longest

    def begin(self, sent: Sent) -> Answer | None:
        """Claim the key of a request; the answer where it has one already.

        Raises:
            RepeatedError: where the key belongs to another request, or to one that is still being answered.
        """
        with self._store().keeping() as connection:
            idempotency.forget_before(connection, sent.begun_at - KEPT)
            if idempotency.begin(connection, sent):
                return None
            known = idempotency.found(connection, sent.caller, sent.key)
            if known is None:
                raise RepeatedError("The first request under this key has just failed; send it again.")
            first, answer = known
            if first.fingerprint != sent.fingerprint:
                raise RepeatedError("This Idempotency-Key was used for another request.")
            if answer is not None:
                return answer
            if sent.begun_at - first.begun_at < self._longest:
                raise RepeatedError("The first request under this Idempotency-Key is still being answered.")
            idempotency.forget(connection, first)
            idempotency.begin(connection, sent)
            return None

    def forget(self, now: datetime) -> None:
        """Forget what is older than it may be, as `begin` does, for when no such request comes."""
        with self._store().keeping() as connection:
            idempotency.forget_before(connection, now - KEPT)

    def end(self, sent: Sent, answer: Answer | None) -> None:
        """Keep the answer to a request, or give its key free where there is none to keep."""
        with self._store().keeping() as connection:
            if answer is None:
                idempotency.forget(connection, sent)
            else:
                idempotency.answered(connection, sent, answer)
