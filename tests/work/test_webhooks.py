"""Webhooks: signed, repeated until they are taken, sent to allowed addresses and nowhere else."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from standardwebhooks import Webhook as Verifier

from service.bootstrap import Engine
from service.desks.outgoing import Outgoing
from service.desks.webhooks import JITTER, WAITS_SECONDS, WebhookDesk
from service.domain.errors import RefusedInputError
from service.domain.jobs import JobKind, Sent
from service.domain.webhooks import Event, UnknownWebhookError
from service.records import migrations
from service.storage.engine import Store
from service.work.intake import Intake
from service.work.worker import Worker
from tests.work.receiver import Receiver, receiving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.work.conftest import Clock


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A receiver of webhooks."""
    with receiving() as receiver:
        yield receiver


@pytest.fixture
def place(store: str) -> Iterator[Store]:
    """A store of each kind in turn, with the tables of the records."""
    place = Store(store)
    migrations.prepare(place)
    yield place
    place.close()


@pytest.fixture
def desk(place: Store, clock: Clock, receiver: Receiver) -> WebhookDesk:
    """A desk that may send to the receiver."""
    return WebhookDesk(place, Outgoing([receiver.origin]), clock)


def test_a_message_is_signed_by_the_specification(desk: WebhookDesk, receiver: Receiver, clock: Clock) -> None:
    """The library of the specification verifies it with the secret that was given out, and with no other."""
    clock.now = datetime.now(UTC)  # the verifier takes nothing that is older than five minutes
    made = desk.register(f"{receiver.origin}/hook?desk=1", [Event.JOB_DONE], "ann")
    message = desk.ping(made.id)
    assert desk.due() == [message]
    assert desk.deliver(message) is None
    ((path, headers, body),) = receiver.came
    assert path == "/hook?desk=1"
    assert headers["webhook-id"] == message
    assert headers["content-type"] == "application/json"
    assert Verifier(made.secret).verify(body, headers)["type"] == "ping"
    other = desk.register(f"{receiver.origin}/", [Event.JOB_DONE], "ann")
    with pytest.raises(Exception, match="No matching signature"):
        Verifier(other.secret).verify(body, headers)
    assert desk.due() == []
    assert desk.messages(made.id, 5)[0].outcome == "status 204"


def test_a_message_that_is_not_taken_is_sent_again_by_the_schedule(
    desk: WebhookDesk, receiver: Receiver, clock: Clock
) -> None:
    """Under the same id, after the waits of the specification and up to a tenth more, until it is given up."""
    made = desk.register(f"{receiver.origin}/", [Event.JOB_DONE], "ann")
    message = desk.ping(made.id)
    receiver.statuses = [500] * (len(WAITS_SECONDS) + 1)
    for wait in WAITS_SECONDS:
        waited = desk.deliver(message)
        assert waited is not None
        assert wait <= waited <= wait * (1 + JITTER)
        assert desk.deliver(message) is None  # it is not due
        clock.passes(seconds=waited + 1)
        assert desk.due() == [message]
    assert desk.deliver(message) is None
    assert len(receiver.came) == 1 + len(WAITS_SECONDS)
    assert {headers["webhook-id"] for _, headers, _ in receiver.came} == {message}
    assert len({body for _, _, body in receiver.came}) == 1
    assert desk.due() == []
    assert desk.messages(made.id, 1)[0].outcome == "given up: status 500"


def test_a_receiver_can_ask_for_a_longer_wait(desk: WebhookDesk, receiver: Receiver) -> None:
    """`Retry-After` in seconds puts the next attempt off, never forward."""
    made = desk.register(f"{receiver.origin}/", [Event.JOB_DONE], "ann")
    for asked, waited in (("90", 90), ("1", 5), ("Wed, 21 Oct 2026 07:28:00 GMT", 5), ("9" * 30, 86_400)):
        receiver.statuses, receiver.headers = [429], {"Retry-After": asked}
        found = desk.deliver(desk.ping(made.id))
        assert found is not None
        assert waited <= found <= waited * (1 + JITTER)


def test_a_receiver_that_is_gone_is_told_nothing_more(desk: WebhookDesk, receiver: Receiver) -> None:
    """410 disables the webhook and settles what was still to be sent."""
    made = desk.register(f"{receiver.origin}/", [Event.JOB_DONE], "ann")
    first, second = desk.ping(made.id), desk.ping(made.id)
    receiver.statuses = [410]
    assert desk.deliver(first) is None
    assert desk.due() == []
    assert desk.deliver(second) is None
    assert len(receiver.came) == 1
    (shown,) = desk.listed()
    assert shown.disabled_at is not None
    with pytest.raises(RefusedInputError):
        desk.ping(made.id)


def test_two_workers_send_a_message_once(desk: WebhookDesk, receiver: Receiver) -> None:
    """Who comes second finds that it is being tried."""
    made = desk.register(f"{receiver.origin}/", [Event.JOB_DONE], "ann")
    message = desk.ping(made.id)
    receiver.statuses = [503]
    assert desk.deliver(message) is not None
    assert desk.deliver(message) is None
    assert len(receiver.came) == 1


def test_no_redirection_is_followed(desk: WebhookDesk, receiver: Receiver) -> None:
    """A receiver cannot send a message on to an address that was not allowed, or anywhere."""
    made = desk.register(f"{receiver.origin}/", [Event.JOB_DONE], "ann")
    receiver.statuses, receiver.headers = [307], {"Location": f"{receiver.origin}/elsewhere"}
    assert desk.deliver(desk.ping(made.id)) is not None
    assert [path for path, _, _ in receiver.came] == ["/"]


@pytest.mark.parametrize(
    "url",
    [
        "https://desk.example.evil.test/",
        "https://desk.example:8443/",
        "http://desk.example/",
        "https://user@desk.example/",
        "https://desk.example@evil.test/",
        "https://desk.example/#part",
        "https://desk.example/a b",
        "https://desk.example/\r\nHost: evil",
        "file:///etc/passwd",
        "desk.example",
        "https://[::1",
        "https://desk.example:0x50/",
        "",
        "https://desk.example/" + 2_000 * "a",
    ],
)
def test_other_addresses_are_refused(url: str) -> None:
    """Scheme, host and port must be those that the operator named, and nothing may hide in the URL."""
    outgoing = Outgoing(["https://desk.example"])
    outgoing.check("https://DESK.example:443/hooks?x=1")
    with pytest.raises(RefusedInputError):
        outgoing.check(url)


def test_nothing_is_sent_where_nothing_is_allowed(place: Store, clock: Clock, receiver: Receiver) -> None:
    """Without a setting there are no webhooks, and an origin that is taken back is told nothing more."""
    with pytest.raises(RefusedInputError, match="switched off"):
        WebhookDesk(place, Outgoing([]), clock).register(f"{receiver.origin}/", [Event.PING], "ann")
    before = WebhookDesk(place, Outgoing([receiver.origin]), clock)
    message = before.ping(before.register(f"{receiver.origin}/", [Event.PING], "ann").id)
    after = WebhookDesk(place, Outgoing(["https://desk.example"]), clock)
    assert after.deliver(message) is None
    assert after.due() == []
    assert receiver.came == []


def test_a_receiver_that_is_away_is_tried_again(place: Store, clock: Clock) -> None:
    """Where nobody listens the message waits; its outcome says so."""
    desk = WebhookDesk(place, Outgoing(["http://127.0.0.1:1"]), clock)
    made = desk.register("http://127.0.0.1:1/", [Event.JOB_DONE], "ann")
    assert desk.deliver(desk.ping(made.id)) is not None
    assert "no answer" in (desk.messages(made.id, 1)[0].outcome or "")


def test_a_removed_webhook_is_forgotten_with_its_messages(desk: WebhookDesk, receiver: Receiver, clock: Clock) -> None:
    """So are settled messages after some days; ones that wait stay."""
    made = desk.register(f"{receiver.origin}/", [Event.JOB_DONE], "ann")
    sent, waiting = desk.ping(made.id), desk.ping(made.id)
    desk.deliver(sent)
    clock.passes(days=8)
    assert desk.forget(7) == 1
    assert [message.id for message in desk.messages(made.id, 5)] == [waiting]
    desk.remove(made.id)
    assert desk.due() == []
    with pytest.raises(UnknownWebhookError):
        desk.webhook(made.id)


def test_a_secret_stands_in_no_log(desk: WebhookDesk, receiver: Receiver) -> None:
    """The value that holds it does not show it."""
    made = desk.register(f"{receiver.origin}/", [Event.JOB_DONE], "ann")
    assert made.secret not in repr(made)
    assert made.secret not in repr(desk.messages(made.id, 1))


def test_a_job_that_is_done_is_told_by_the_worker(
    engine: Engine, queue_url: str, receiver: Receiver, clock: Clock
) -> None:
    """Once, to whoever is told of such events, in the transaction of the last answer, whatever becomes of the queue."""
    settings = replace(engine.settings, webhook_origins=receiver.origin)
    telling = Engine(settings, clock)
    telling.webhooks().register(f"{receiver.origin}/jobs", [Event.JOB_DONE], "ann")
    telling.webhooks().register(f"{receiver.origin}/reports", [Event.REPORT_AFFECTED], "ann")
    worker, intake = Worker(telling, queue_url), Intake(telling, queue_url)
    job = intake.check(json.dumps({"article": {"text": "A text."}}), "ann")
    worker.queue.work_off()
    ((path, _, body),) = receiver.came
    told = json.loads(body)
    assert path == "/jobs"
    assert told["type"] == "job.done"
    assert told["data"] == {"job": job.id, "total": 1, "answered": 1, "failed": 0}
    telling.jobs().submit(JobKind.BATCH, [Sent("1", None, "refused", failed=True)], "{}", "ann")
    worker.sweep()
    worker.queue.work_off()
    assert len(receiver.came) == 2
    telling.close()
