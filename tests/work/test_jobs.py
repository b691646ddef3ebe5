"""Jobs: every article answered once, in order, whatever becomes of queue and workers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.desks.jobs import LEASE_SECONDS, MOST_ATTEMPTS, STRETCH, JobDesk
from service.domain.jobs import JobKind, JobState, JobStateError, Sent, UnknownJobError
from service.records import migrations
from service.records.jobs import Stretch
from service.storage.engine import Store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.domain.jobs import Job, Lease
    from tests.work.conftest import Clock


@pytest.fixture
def desk(store: str, clock: Clock) -> Iterator[JobDesk]:
    """A desk over a store of each kind in turn."""
    place = Store(store)
    migrations.prepare(place)
    yield JobDesk(place, clock)
    place.close()


def articles(count: int) -> list[Sent]:
    """Articles that were sent."""
    return [Sent(json.dumps(f"a{number}"), f"line {number}") for number in range(count)]


def answers(desk: JobDesk, job: str) -> list[str | None]:
    """The lines out."""
    return [line.answer for line in desk.lines(job)]


def test_a_job_is_answered_in_order_and_then_done(desk: JobDesk) -> None:
    """Whatever the order of the work, lines come in the order of what was sent, up to the first that is missing."""
    job = desk.submit(JobKind.BATCH, articles(STRETCH + 2), "{}", "ann")
    assert job.state is JobState.QUEUED
    late, early = (desk.lease(Stretch(job.id, first)) for first in (STRETCH, 0))
    assert late is not None
    assert early is not None
    for article in late.articles:
        assert desk.answer(late, article, f"out {article.place}", failed=False).counts
    assert answers(desk, job.id) == []
    assert (desk.job(job.id).state, desk.job(job.id).answered) == (JobState.RUNNING, 2)
    for article in early.articles:
        assert desk.answer(early, article, f"out {article.place}", failed=article.place == 1).counts
    assert answers(desk, job.id) == [f"out {place}" for place in range(STRETCH + 2)]
    done = desk.job(job.id)
    assert (done.state, done.answered, done.failed) == (JobState.DONE, STRETCH + 2, 1)
    assert [line.place for line in desk.lines(job.id, 10)] == [10, 11]


def test_the_first_answer_counts(desk: JobDesk, clock: Clock) -> None:
    """A worker that was thought dead and answers after another changes nothing and counts nothing."""
    job = desk.submit(JobKind.BATCH, articles(1), "{}", "ann")
    slow = desk.lease(Stretch(job.id, 0))
    assert slow is not None
    assert desk.lease(Stretch(job.id, 0)) is None
    clock.passes(seconds=LEASE_SECONDS + 1)
    quick = desk.lease(Stretch(job.id, 0))
    assert quick is not None
    assert desk.begin(slow, slow.articles[0]) is None
    assert desk.answer(quick, quick.articles[0], "quick", failed=False).counts
    assert not desk.answer(slow, slow.articles[0], "slow", failed=True).counts
    assert answers(desk, job.id) == ["quick"]
    assert (desk.job(job.id).answered, desk.job(job.id).failed) == (1, 0)


def test_what_a_dead_worker_held_becomes_stale(desk: JobDesk, clock: Clock) -> None:
    """A lease keeps others away until it ends; a renewed one does not end; one that is given back ends at once."""
    job = desk.submit(JobKind.BATCH, articles(3 * STRETCH), "{}", "ann")
    every = [Stretch(job.id, first) for first in (0, STRETCH, 2 * STRETCH)]
    assert desk.stale() == every
    kept, lost, returned = map(desk.lease, every)
    assert kept is not None
    assert returned is not None
    assert desk.stale() == []
    clock.passes(seconds=LEASE_SECONDS / 2)
    desk.renew(kept)
    desk.release(returned)
    assert desk.stale() == every[2:]
    clock.passes(seconds=LEASE_SECONDS / 2 + 1)
    assert desk.stale() == every[1:]
    assert lost is not None


def test_attempts_are_counted(desk: JobDesk, clock: Clock) -> None:
    """Each beginning of an article counts, so that one that kills its workers is known."""
    job = desk.submit(JobKind.BATCH, articles(1), "{}", "ann")
    for attempt in range(1, MOST_ATTEMPTS + 2):
        lease = desk.lease(Stretch(job.id, 0))
        assert lease is not None
        assert desk.begin(lease, lease.articles[0]) == attempt
        clock.passes(seconds=LEASE_SECONDS + 1)


def test_a_cancelled_job_rests_until_it_is_resumed(desk: JobDesk) -> None:
    """Nothing more is begun; what was under way is still answered; every article has a line; the rest comes later."""
    job = desk.submit(JobKind.BATCH, articles(3), "{}", "ann")
    lease = desk.lease(Stretch(job.id, 0))
    assert lease is not None
    assert desk.cancel(job.id, "bob").changed_by == "bob"
    assert desk.begin(lease, lease.articles[0]) is None
    assert desk.answer(lease, lease.articles[1], "under way", failed=False).counts
    assert answers(desk, job.id) == [None, "under way", None]
    assert desk.stale() == []
    assert desk.waiting() == 0
    with pytest.raises(JobStateError):
        desk.cancel(job.id, "bob")
    assert desk.resume(job.id, "bob").state is JobState.RUNNING
    assert desk.waiting() == 2
    with pytest.raises(JobStateError):
        desk.resume(job.id, "bob")
    assert desk.begin(lease, lease.articles[0]) == 1


def test_texts_are_gone_once_they_are_answered(desk: JobDesk, store: str) -> None:
    """No text of an article is kept beside its answer."""
    job = desk.submit(JobKind.BATCH, articles(2), "{}", "ann")
    lease = desk.lease(Stretch(job.id, 0))
    assert lease is not None
    desk.answer(lease, lease.articles[0], "out", failed=False)
    place = Store(store)
    with place.reading() as connection:
        kept = connection.exec_driver_sql("SELECT line FROM job_article ORDER BY place").scalars().all()
    place.close()
    assert kept == [None, "line 1"]


def test_jobs_are_forgotten_when_they_have_rested_for_long(desk: JobDesk, clock: Clock) -> None:
    """Done and cancelled ones go with all their articles; one that goes on stays however old it is."""
    done = desk.submit(JobKind.BATCH, [Sent("1", None, "refused", failed=True)], "{}", "ann")
    assert (done.state, done.failed) == (JobState.DONE, 1)
    cancelled = desk.submit(JobKind.BATCH, articles(1), "{}", "ann")
    going = desk.submit(JobKind.BATCH, articles(1), "{}", "ann")
    desk.cancel(cancelled.id, "ann")
    clock.passes(days=6)
    assert desk.forget(7) == 0
    clock.passes(days=2)
    assert desk.forget(7) == 2
    assert [job.id for job in desk.newest(10)] == [going.id]
    for gone in (done, cancelled):
        with pytest.raises(UnknownJobError):
            desk.job(gone.id)
    desk.remove(going.id)
    assert desk.newest(10) == []


def test_lists_go_on_behind_a_job(desk: JobDesk) -> None:
    """Newest first, without gaps and repetitions."""
    sent = [desk.submit(JobKind.BATCH, articles(1), "{}", "ann").id for _ in range(5)]
    first = [job.id for job in desk.newest(2)]
    rest = [job.id for job in desk.newest(10, first[-1])]
    assert first + rest == sent[::-1]


def test_an_answer_to_a_removed_job_is_lost_quietly(desk: JobDesk) -> None:
    """Who removes a job while it is worked on breaks nobody's work."""
    job = desk.submit(JobKind.BATCH, articles(1), "{}", "ann")
    lease = desk.lease(Stretch(job.id, 0))
    assert lease is not None
    desk.remove(job.id)
    assert desk.begin(lease, lease.articles[0]) is None
    assert not desk.answer(lease, lease.articles[0], "out", failed=False).counts
    desk.renew(lease)
    desk.release(lease)


class Crew:
    """Workers at one job: whoever takes on, answers, dies or is late, and whoever cancels and resumes it."""

    def __init__(self, desk: JobDesk, clock: Clock, job: Job, data: st.DataObject) -> None:
        self.desk, self.clock, self.job, self.data = desk, clock, job, data
        self.leases: list[Lease] = []
        self.counted = 0

    def takes_on(self) -> None:
        """A worker takes on a stretch, if it can."""
        first = self.data.draw(st.sampled_from(range(0, self.job.total, STRETCH)))
        lease = self.desk.lease(Stretch(self.job.id, first))
        self.leases += [lease] if lease else []

    def answers(self) -> None:
        """A worker answers one of its articles, begun or, being late, not."""
        if self.leases:
            lease = self.data.draw(st.sampled_from(self.leases))
            article = self.data.draw(st.sampled_from(lease.articles))
            if self.data.draw(st.booleans()) or self.desk.begin(lease, article):
                self.counted += self.desk.answer(lease, article, f"out {article.place}", failed=False).counts

    def dies(self) -> None:
        """A worker is never seen again."""
        if self.leases:
            self.leases.remove(self.data.draw(st.sampled_from(self.leases)))

    def waits(self) -> None:
        """Time passes, by which leases may end."""
        self.clock.passes(seconds=LEASE_SECONDS * self.data.draw(st.floats(0.1, 1.5)))

    def changes_its_mind(self) -> None:
        """The job is cancelled, or resumed."""
        state = self.desk.job(self.job.id).state
        if state is JobState.CANCELLED:
            self.desk.resume(self.job.id, "ann")
        elif state is not JobState.DONE:
            self.desk.cancel(self.job.id, "ann")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(st.data())
def test_any_history_of_workers_answers_each_article_once(desk: JobDesk, clock: Clock, data: st.DataObject) -> None:
    """Workers take on, answer, die, are late, and the job is cancelled and resumed, in any order.

    At every moment the counters are those of the lines, and in the end every article has one answer, in its place.
    """
    total = data.draw(st.integers(1, 2 * STRETCH + 3))
    job = desk.submit(JobKind.BATCH, articles(total), "{}", "ann")
    crew = Crew(desk, clock, job, data)
    steps = [crew.takes_on, crew.answers, crew.answers, crew.dies, crew.waits, crew.changes_its_mind]
    for step in data.draw(st.lists(st.sampled_from(steps), max_size=30)):
        step()
        assert desk.job(job.id).answered == crew.counted
    if desk.job(job.id).state is JobState.CANCELLED:
        desk.resume(job.id, "ann")
    clock.passes(seconds=LEASE_SECONDS * 2)
    for lease in filter(None, map(desk.lease, desk.stale())):
        assert all(desk.answer(lease, one, f"out {one.place}", failed=False).counts for one in lease.articles)
    assert answers(desk, job.id) == [f"out {place}" for place in range(total)]
    done = desk.job(job.id)
    assert (done.state, done.answered) == (JobState.DONE, total)
    desk.remove(job.id)
