"""What the ledger turns is announced, each change once, to whoever asked to be told."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from service.contract.stories import FORM
from service.desks.affected import AffectedDesk
from service.desks.flips import FlipDesk, Flips
from service.desks.webhooks import new_id
from service.domain.verdicts import Label
from service.domain.webhooks import Event, Webhook
from service.records import affected, webhooks
from service.records.affected import Position
from service.records.tables.webhooks import WEBHOOK_MESSAGE
from tests.desks.newsroom import ELPHBERG, MORNING, RIGHT, WRONG, Newsroom, request
from tests.ledger.builders import tenure, visit

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def newsroom(store: str) -> Iterator[Newsroom]:
    """A newsroom over each kind of database."""
    room = Newsroom(store)
    yield room
    room.close()


def listen(room: Newsroom) -> None:
    """Register a webhook that is told of affected reports."""
    hook = Webhook(new_id(), "https://desk.example/", frozenset({Event.REPORT_AFFECTED}), "whsec_eA==", "ann", MORNING)
    with room.engine.records().keeping() as connection:
        webhooks.add(connection, hook)


def told(room: Newsroom) -> list[dict[str, object]]:
    """What webhooks are told, oldest first."""
    with room.engine.records().reading() as connection:
        bodies = connection.execute(select(WEBHOOK_MESSAGE.c.body).order_by(WEBHOOK_MESSAGE.c.seq)).scalars()
        return [json.loads(body)["data"] for body in bodies]


def look(room: Newsroom) -> None:
    """Look through all that has changed."""
    while room.engine.affected_desk(FORM).step():
        pass


def test_reports_that_a_change_turns_are_announced_once(newsroom: Newsroom) -> None:
    """Neither those that it leaves as they are, nor again at the next look; nothing of the text is told."""
    listen(newsroom)
    right = newsroom.desk.check(request(RIGHT)).report.id
    newsroom.desk.check(request(WRONG))
    look(newsroom)
    newsroom.write(visit("Somebody Else", "GB", "2009-05-03", "2009-05-04"))
    newsroom.retract(ELPHBERG)
    look(newsroom)
    look(newsroom)
    (one, *_others) = told(newsroom)
    assert one["report"] == right
    assert [change["was"] for change in one["changed"]] == ["supported"]  # type: ignore[attr-defined]  # JSON
    assert len({data["report"] for data in told(newsroom)}) == len(told(newsroom))
    assert "Elphberg" not in json.dumps(told(newsroom))


def test_what_happened_before_anybody_asked_is_passed_over(newsroom: Newsroom) -> None:
    """A change before the first look, or while no webhook is told, is not announced later."""
    newsroom.desk.check(request(RIGHT))
    look(newsroom)
    newsroom.retract(ELPHBERG)
    look(newsroom)
    listen(newsroom)
    look(newsroom)
    assert told(newsroom) == []


def test_of_two_who_look_one_moves_on(newsroom: Newsroom) -> None:
    """Whoever comes second finds that somebody else has moved on."""
    with newsroom.engine.records().keeping() as connection:
        assert affected.move(connection, None, Position(1, 2))
        assert not affected.move(connection, None, Position(1, 2))
        assert affected.move(connection, Position(1, 2), Position(1, 2, 7))
        assert not affected.move(connection, Position(1, 2), Position(2, 2))
        assert affected.position(connection) == Position(1, 2, 7)


def test_a_report_that_came_late_is_announced_too(newsroom: Newsroom) -> None:
    """One that was checked against the ledger as it was before a change that has been looked through, as in a batch.

    Not one that knows of the change, nor one that asked for the ledger of that time.
    """
    listen(newsroom)
    look(newsroom)
    then = newsroom.engine.ready().at
    newsroom.retract(ELPHBERG)
    look(newsroom)
    late = newsroom.desk.check(request(RIGHT), None, then).report.id
    newsroom.desk.check(request(RIGHT))
    newsroom.desk.check(replace(request(RIGHT), known_at=then))
    look(newsroom)
    look(newsroom)
    assert [data["report"] for data in told(newsroom)] == [late]
    newsroom.write(tenure("Rudolf Elphberg", "RU:president", "2004-03-09", "2012-03-09", 8))
    look(newsroom)
    assert [data["report"] for data in told(newsroom)].count(late) == 2


def test_of_a_report_that_comes_while_a_change_is_looked_through_nothing_is_missed(newsroom: Newsroom) -> None:
    """One leaves it out because nobody has looked at it, another has looked meanwhile: the first begins again."""
    listen(newsroom)
    look(newsroom)
    then = newsroom.engine.ready().at
    newsroom.retract(ELPHBERG)
    ledger, records = newsroom.ledger, newsroom.engine.records
    other = AffectedDesk(lambda: ledger, records, newsroom.flips, newsroom.now)
    come: list[str] = []

    class Slow(FlipDesk):
        """Takes so long over a page that a report comes before it, and somebody else looks at that after it."""

        def page(self, *of: Any, **more: Any) -> Flips:  # noqa: ANN401 - passed on
            come.append(newsroom.desk.check(request(RIGHT), None, then).report.id)
            found = super().page(*of, **more)
            with records().reading() as connection:
                position = affected.position(connection)
            assert position is not None
            other._look_at_new(position)  # noqa: SLF001 - a step would look through the change, too
            return found

    AffectedDesk(lambda: ledger, records, Slow(newsroom.engine, records, lambda: ledger, FORM), newsroom.now).step()
    assert told(newsroom) == []
    look(newsroom)
    assert [data["report"] for data in told(newsroom)] == come


def test_a_ruling_is_announced_with_it(newsroom: Newsroom) -> None:
    """The engine's desk of corrections tells webhooks in the transaction of the ruling."""
    listen(newsroom)
    name = newsroom.desk.check(request(WRONG)).report.id
    desk = newsroom.engine.correction_desk()
    made = desk.dispute(name, "c01", Label.SUPPORTED, by="ann", why="the register is wrong")
    desk.settle(made.id, stands=False, by="bob")
    assert [(data["report"], data["why"]) for data in told(newsroom)] == [(name, "verdict superseded")]
