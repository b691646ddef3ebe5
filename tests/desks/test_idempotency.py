"""Requests that come twice: one answer, whoever is faster, and no key that is lost."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from service.desks.idempotency import KEPT, IdempotencyDesk, RepeatedError
from service.records.idempotency import Answer, Sent

if TYPE_CHECKING:
    from service.storage.engine import Store
NOW = datetime(2026, 1, 1, tzinfo=UTC)
LONGEST = timedelta(minutes=2)
DONE = Answer(201, '[["Location", "/x"]]', b"made")


def sent(after: timedelta = timedelta(0), fingerprint: str = "f", caller: str = "key:a") -> Sent:
    """A request that comes so long after noon."""
    return Sent(caller, "k1", fingerprint, NOW + after)


@pytest.fixture
def desk(place: Store) -> IdempotencyDesk:
    """A desk on a store of each kind in turn."""
    return IdempotencyDesk(lambda: place, LONGEST)


def test_the_second_gets_the_answer_of_the_first(desk: IdempotencyDesk) -> None:
    """For a day; then the key is free again."""
    assert desk.begin(sent()) is None
    desk.end(sent(), DONE)
    assert desk.begin(sent(timedelta(hours=23))) == DONE
    assert desk.begin(sent(KEPT + timedelta(seconds=1))) is None


def test_old_answers_go_though_nobody_asks(desk: IdempotencyDesk, place: Store) -> None:
    """After a day, by the sweep of the workers."""
    desk.begin(sent())
    desk.end(sent(), DONE)
    for after, left in ((KEPT, 1), (KEPT + timedelta(seconds=1), 0)):
        desk.forget(NOW + after)
        with place.reading() as connection:
            assert len(connection.exec_driver_sql("SELECT 1 FROM idempotency").all()) == left


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_a_key_is_one_request_of_one_caller(desk: IdempotencyDesk) -> None:
    """Another request under it is refused; another caller's key of the same name is another key."""
    desk.begin(sent())
    desk.end(sent(), DONE)
    with pytest.raises(RepeatedError, match="another request"):
        desk.begin(sent(fingerprint="g"))
    assert desk.begin(sent(caller="key:b")) is None


def test_while_the_first_is_being_answered_the_second_waits(desk: IdempotencyDesk) -> None:
    """It is refused until the first has an answer, or is taken to be lost; then the late answer of the first is not."""
    first = sent()
    desk.begin(first)
    with pytest.raises(RepeatedError, match="still being answered"):
        desk.begin(sent(LONGEST - timedelta(seconds=1)))
    second = sent(LONGEST)
    assert desk.begin(second) is None
    desk.end(first, DONE)
    with pytest.raises(RepeatedError, match="still being answered"):
        desk.begin(sent(LONGEST + timedelta(seconds=1)))
    desk.end(second, DONE)
    assert desk.begin(sent(LONGEST + timedelta(seconds=2))) == DONE


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_a_failure_gives_the_key_free(desk: IdempotencyDesk) -> None:
    """What failed has changed nothing and may be sent again."""
    desk.begin(sent())
    desk.end(sent(), None)
    assert desk.begin(sent(timedelta(seconds=1))) is None
