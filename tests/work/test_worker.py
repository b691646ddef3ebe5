"""Workers and queues: whatever a queue loses or repeats, every article is answered once, in its place."""

from __future__ import annotations

import json
import sqlite3
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from redis import Redis

from service.contract.jobs import line_out
from service.contract.requests import batch_row
from service.contract.stories import FORM
from service.desks.jobs import LEASE_SECONDS, MOST_ATTEMPTS, STRETCH, report_id
from service.domain.errors import LedgerNotReadyError
from service.domain.jobs import JobState
from service.domain.request import CheckRequest
from service.domain.text import Article
from service.ledger.batch import Batch
from service.ledger.sql import SqlLedger
from service.records.jobs import Stretch
from service.work.intake import Intake
from service.work.queue import NAME, Queue, QueueError
from service.work.rows import Task, answer, sent
from service.work.worker import Worker
from tests.ledger.builders import tenure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.bootstrap import Engine
    from service.desks.reports import Checked
    from service.domain.jobs import Job
    from tests.work.conftest import Clock

OTHER = tenure("Fritz Tarlenheim", "RU:president", "2012-03-09", "2031-03-09", 2)
HELD_BACK = "Ada Vane will abdicate on 3 March 2026."


def line(number: int, **more: object) -> bytes:
    """A row of a batch."""
    text = f"Ada Vane opened bridge number {number} on 12 May 2014."
    return json.dumps({"id": f"a{number}", "text": text, "published_at": "2014-05-13", **more}).encode()


def submitted(engine: Engine, intake: Intake, lines: Sequence[bytes], task: Task | None = None) -> Job:
    """A batch that was sent."""
    return intake.batch([sent(one, engine.access.now(), 5) for one in lines], task or Task(), "ann")


def results(engine: Engine, job: Job) -> list[dict[str, Any]]:
    """The lines out, decoded."""
    return [json.loads(line_out(one)) for one in engine.jobs().lines(job.id)]


@pytest.fixture
def worker(engine: Engine, queue_url: str) -> Worker:
    """A worker at a queue of each kind in turn."""
    return Worker(engine, queue_url)


@pytest.fixture
def intake(engine: Engine, queue_url: str) -> Intake:
    """Where jobs come in for it."""
    return Intake(engine, queue_url)


@pytest.fixture
def checks(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the reports that were made, in order."""
    made: list[str] = []
    original = engine.checked

    def counted(request: Any, name: str, *rest: Any) -> Checked:  # noqa: ANN401 - passed through
        made.append(name)
        return original(request, name, *rest)

    monkeypatch.setattr(engine, "checked", counted)
    return made


def test_a_batch_is_answered_as_a_file_of_it_would_be(engine: Engine, worker: Worker, intake: Intake) -> None:
    """Lines are those of `check --jsonl` in the same order, bad ones with their error, and reports are kept."""
    lines = [line(1), b'{"id": 2, "text": ""}', b"no JSON", line(4, colour="red"), line(5)]
    job = submitted(engine, intake, lines)
    assert job.state is JobState.QUEUED
    worker.queue.work_off()
    done = engine.jobs().job(job.id)
    assert (done.state, done.answered, done.failed) == (JobState.DONE, 5, 3)
    told = results(engine, job)
    reports = [one.pop("report", None) for one in told]
    assert told == [json.loads(answer(one, engine, Task.of(job.options)).line) for one in lines]
    assert reports == [report_id(job.id, 0), None, None, None, report_id(job.id, 4)]
    kept = engine.report_desk(FORM).report(report_id(job.id, 4))
    assert kept.content is not None
    assert {**json.loads(kept.content.body), "id": "a5"} == told[4]


def test_a_line_goes_with_its_report(engine: Engine, worker: Worker, intake: Intake) -> None:
    """Forgetting a report leaves nothing of it in the job that told it; the others' lines and the counts stay."""
    job = submitted(engine, intake, [line(1), line(2), line(3)])
    worker.queue.work_off()
    engine.report_desk(FORM).remove(report_id(job.id, 1))
    first, gone, last = results(engine, job)
    assert (first["report"], last["report"]) == (report_id(job.id, 0), report_id(job.id, 2))
    assert (gone["id"], gone["error"]["status"]) == ("a2", 404)
    assert set(gone) == {"id", "error"}
    after = engine.jobs().job(job.id)
    assert (after.state, after.answered, after.failed) == (JobState.DONE, 3, 0)


def test_a_batch_stays_with_the_ledger_that_it_was_sent_to(engine: Engine, intake: Intake) -> None:
    """The time of the newest revision is among its options unless another was asked for."""
    at = engine.ready().at
    assert Task.of(submitted(engine, intake, [line(1)]).options) == Task(ledger_at=at)
    earlier = Task(known_at=at - timedelta(days=1), explain=True)
    assert Task.of(submitted(engine, intake, [line(1)], earlier).options) == earlier
    assert Task.of(submitted(engine, intake, [line(1)], Task(ledger=False)).options) == Task(ledger=False)


def test_a_batch_is_answered_as_its_articles_would_have_been(engine: Engine, worker: Worker, intake: Intake) -> None:
    """To the byte, those without a date, too: that it waits is no reason to take it for older than it may be."""
    text = "President Rudolf Elphberg of Russia opened the bridge on 3 May 2030. He came by train."
    now = json.loads(engine.report_desk(FORM).check(CheckRequest(Article(text=text))).body)
    job = submitted(engine, intake, [json.dumps({"id": "a", "text": text}).encode()])
    ledger = SqlLedger(engine.settings.database)
    ledger.record(Batch(facts=[OTHER]), by="ann", why="the register", at=engine.access.now())
    ledger.close()
    worker.queue.work_off()
    (told,) = results(engine, job)
    assert told.pop("report")
    assert {**told, "id": None} == {**now, "id": None}


def test_of_two_attempts_at_once_the_one_that_is_kept_is_answered(
    engine: Engine, worker: Worker, intake: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a worker that was thought dead keeps its report first, whoever took over answers with that."""
    job = submitted(engine, intake, [line(1)])
    original = engine.checked

    def overtaken(request: CheckRequest, name: str, *rest: Any) -> Checked:  # noqa: ANN401 - passed through
        with monkeypatch.context() as alone:
            alone.setattr(engine, "checked", original)
            engine.report_desk(FORM).check(request, name, *rest)
        return original(request, name, *rest)

    monkeypatch.setattr(engine, "checked", overtaken)
    worker.queue.work_off()
    assert [one["report"] for one in results(engine, job)] == [report_id(job.id, 0)]


def test_what_the_queue_loses_is_found_in_the_store(
    engine: Engine, worker: Worker, intake: Intake, checks: list[str]
) -> None:
    """With the whole queue lost, the next sweep sends again what is not done, and nothing that waits or is leased."""
    job = submitted(engine, intake, [line(number) for number in range(2 * STRETCH + 1)])
    worker.queue.huey.storage.flush_queue()
    assert worker.queue.work_off() == 0
    lease = engine.jobs().lease(Stretch(job.id, STRETCH))
    worker.sweep()
    worker.sweep()
    assert worker.queue.pending()[0] == {Stretch(job.id, 0), Stretch(job.id, 2 * STRETCH)}
    worker.queue.work_off()
    assert engine.jobs().job(job.id).answered == STRETCH + 1
    assert lease is not None
    engine.jobs().release(lease)
    worker.sweep()
    worker.queue.work_off()
    assert [one["id"] for one in results(engine, job)] == [f"a{number}" for number in range(2 * STRETCH + 1)]
    assert len(checks) == len(set(checks)) == 2 * STRETCH + 1


def test_what_the_queue_repeats_is_done_once(engine: Engine, worker: Worker, intake: Intake, checks: list[str]) -> None:
    """Messages that come again find nothing to do."""
    job = submitted(engine, intake, [line(1), line(2)])
    for _ in range(3):
        worker.queue.send([Stretch(job.id, 0)])
    worker.queue.send([Stretch(job.id, STRETCH), Stretch("gone", 0)])
    worker.queue.work_off()
    assert len(checks) == 2
    assert engine.jobs().job(job.id).answered == 2


def test_an_answer_that_was_nearly_written_is_not_made_another_time(
    engine: Engine, worker: Worker, intake: Intake, clock: Clock, checks: list[str]
) -> None:
    """A worker that dies between the report and the answer leaves one report, which the next one answers with."""
    job = submitted(engine, intake, [line(1)])
    lease = engine.jobs().lease(Stretch(job.id, 0))
    assert lease is not None
    request = batch_row(json.loads(line(1)))
    made = engine.report_desk(FORM).check(Task.of(job.options).request(request), report_id(job.id, 0))
    clock.passes(seconds=LEASE_SECONDS + 1)
    worker.queue.work_off()
    assert checks == [report_id(job.id, 0)]
    assert results(engine, job) == [{**json.loads(made.body), "id": "a1", "report": report_id(job.id, 0)}]


def test_an_article_that_ends_its_workers_is_answered_with_an_error(
    engine: Engine, worker: Worker, intake: Intake, clock: Clock
) -> None:
    """After as many attempts as are allowed nobody tries again; the articles beside it are answered."""
    job = submitted(engine, intake, [line(1), line(2)])
    for _ in range(MOST_ATTEMPTS):
        lease = engine.jobs().lease(Stretch(job.id, 0))
        assert lease is not None
        assert engine.jobs().begin(lease, lease.articles[0])
        clock.passes(seconds=LEASE_SECONDS + 1)
    worker.queue.work_off()
    first, second = results(engine, job)
    assert first["id"] == "a1"
    assert first["error"]["status"] == 500
    assert "claims" in second


def test_a_store_that_is_away_answers_nothing_with_an_error(
    engine: Engine, worker: Worker, intake: Intake, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An article that could not be checked because the ledger was away waits until it is back."""
    job = submitted(engine, intake, [line(1)])

    def away(*_: object) -> Checked:
        raise LedgerNotReadyError("The ledger's database cannot be read or written.")

    with monkeypatch.context() as patched:
        patched.setattr(engine, "checked", away)
        worker.queue.work_off()
    assert engine.jobs().job(job.id).answered == 0
    clock.passes(seconds=LEASE_SECONDS + 1)
    worker.sweep()
    worker.queue.work_off()
    assert (engine.jobs().job(job.id).answered, engine.jobs().job(job.id).failed) == (1, 0)


def test_small_jobs_do_not_wait_for_large_ones(engine: Engine, worker: Worker, intake: Intake) -> None:
    """A single check comes first, then the first stretch of every batch, then the second."""
    large = submitted(engine, intake, [line(number) for number in range(2 * STRETCH)])
    small = submitted(engine, intake, [line(1)])
    single = intake.check(json.dumps({"article": {"text": "A text."}}), "ann")
    order = []
    while (task := worker.queue.huey.dequeue()) is not None:
        order.append(Stretch(*task.args))
    firsts = [Stretch(job.id, 0) for job in (single, large, small)]
    assert order == [*firsts, Stretch(large.id, STRETCH)]


def test_a_check_that_is_answered_later_is_the_report(engine: Engine, worker: Worker, intake: Intake) -> None:
    """Its one line is the report under its own id."""
    text = "Ada Vane opened the bridge on 12 May 2014."
    job = intake.check(json.dumps({"article": {"text": text}, "explain": True}), "ann")
    worker.queue.work_off()
    (report,) = results(engine, job)
    assert report["id"] == report_id(job.id, 0)
    assert report["claims"][0]["quote"] in text


def test_a_worker_that_is_told_to_stop_gives_back_what_it_has_not_begun(
    engine: Engine, worker: Worker, intake: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It finishes an article and no more; the rest is free and sent again at once."""
    job = submitted(engine, intake, [line(number) for number in range(3)])
    turns = iter([False, True])
    monkeypatch.setattr(worker, "is_stopping", lambda: next(turns))
    worker.queue.huey.execute(worker.queue.huey.dequeue())
    assert engine.jobs().job(job.id).answered == 1
    assert worker.queue.pending()[0] == {Stretch(job.id, 0)}
    monkeypatch.setattr(worker, "is_stopping", lambda: False)
    worker.queue.work_off()
    assert engine.jobs().job(job.id).state is JobState.DONE


def test_a_text_under_an_embargo_is_neither_stored_nor_sent(
    engine: Engine, intake: Intake, queue_url: str, clock: Clock
) -> None:
    """Its line is answered on the spot; one whose embargo is over, or that has none, waits for its turn.

    So it is with an embargo on a reference, which an item of a wire tells of.
    """
    later = (clock.now + timedelta(hours=1)).isoformat()
    earlier = (clock.now - timedelta(hours=1)).isoformat()
    lines = [
        line(1, text=HELD_BACK, embargoed_until=later),
        line(2, text=HELD_BACK, embargoed_until="some day"),
        line(3, embargoed_until=earlier),
        line(4, references=[{"ninjs": {"uri": "urn:4", "body_text": HELD_BACK, "pubStatus": "withheld"}}]),
    ]
    job = submitted(engine, intake, lines)
    assert (job.answered, job.failed) == (3, 3)
    with engine.records().reading() as connection:
        rows = connection.exec_driver_sql("SELECT line, answer FROM job_article ORDER BY place").all()
    assert [row[0] is None for row in rows] == [True, True, False, True]
    kept = repr(rows) + "".join(
        _files(url) for url in (engine.settings.database, queue_url) if url.startswith("sqlite")
    )
    assert "abdicate" not in kept


def _files(url: str) -> str:
    place = Path(url.removeprefix("sqlite:///"))
    return "".join(file.read_bytes().decode("latin-1") for file in place.parent.glob(f"{place.name}*"))


def test_messages_are_json(intake: Intake, engine: Engine, queue_url: str) -> None:
    """What lies in the queue is data; nothing that is read from it can run."""
    job = submitted(engine, intake, [line(1)])
    if queue_url.startswith("sqlite"):
        with sqlite3.connect(queue_url.removeprefix("sqlite:///")) as connection:
            (raw,) = connection.execute("SELECT data FROM task").fetchone()
    else:
        with Redis.from_url(queue_url) as redis:
            raw = redis.zrange(f"huey.redis.{NAME}", 0, -1)[0][8:]
    assert json.loads(raw)["args"] == [job.id, 0]


def test_messages_can_wait(queue_url: str) -> None:
    """A message with a delay is not done before its time, and is known to wait."""
    done: list[str] = []
    queue = Queue(queue_url, deliver=done.append)
    queue.send_message("msg_1", 60)
    queue.send_message("msg_2")
    assert not queue.pending()[0]
    assert queue.pending()[1] == {"msg_1", "msg_2"}
    queue.work_off()
    assert done == ["msg_2"]
    assert queue.pending()[1] == {"msg_1"}
    queue.close()


@pytest.mark.parametrize("url", ["redis://127.0.0.1:1/0", "sqlite:////nowhere/at/all", "amqp://rabbit", ""])
def test_a_job_is_kept_while_the_queue_is_away(engine: Engine, tmp_path: Path, url: str) -> None:
    """It is taken in all the same, and done once there is a queue."""
    job = submitted(engine, Intake(engine, url), [line(1)])
    with pytest.raises(QueueError):
        Queue(url).send([Stretch(job.id, 0)])
    worker = Worker(engine, f"sqlite:///{tmp_path / 'queue.sqlite'}")
    worker.sweep()
    worker.queue.work_off()
    assert engine.jobs().job(job.id).state is JobState.DONE
