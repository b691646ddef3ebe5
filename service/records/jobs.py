"""Jobs and their articles: sent, leased, answered once, told in order."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import and_, case, delete, insert, or_, select, update

from service.domain.jobs import Job, JobKind, JobState, Leased, UnknownJobError
from service.records.tables.jobs import JOB, JOB_ARTICLE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Row, Update
    from sqlalchemy.sql import ColumnElement

    from service.domain.jobs import Sent

_ACTIVE = (JobState.QUEUED.value, JobState.RUNNING.value)
_AT_ONCE = 500


class Line(NamedTuple):
    """An article's line out as far as there is one: its place, its name, and the line or None.

    Without a line one that is answered told a report that was forgotten.
    """

    place: int
    name: str
    answer: str | None
    is_answered: bool


class Stretch(NamedTuple):
    """Articles of a job that lie beside each other: the job's id, and the place of the first."""

    job: str
    first: int


def add(connection: Connection, job: Job, articles: Sequence[Sent]) -> None:
    """Keep a new job with its articles, of which some may have been answered already."""
    key = connection.execute(
        insert(JOB).values(
            id=job.id,
            kind=job.kind.value,
            state=job.state.value,
            total=job.total,
            answered=job.answered,
            failed=job.failed,
            by=job.by,
            options=job.options,
            created_at=job.created_at,
            finished_at=job.finished_at,
        )
    ).inserted_primary_key
    rows = [
        {
            "job": key[0] if key else None,
            "place": place,
            "name": sent.name,
            "line": sent.line,
            "attempts": 0,
            "answered_at": None if sent.answer is None else job.created_at,
            "answer": sent.answer,
            "failed": None if sent.answer is None else sent.failed,
        }
        for place, sent in enumerate(articles)
    ]
    for start in range(0, len(rows), _AT_ONCE):
        connection.execute(insert(JOB_ARTICLE), rows[start : start + _AT_ONCE])


def find(connection: Connection, name: str) -> Job:
    """The job with that id. Raises `UnknownJobError`."""
    return _job(_row(connection, name))


def newest(connection: Connection, limit: int, before: str | None = None, by: str | None = None) -> list[Job]:
    """The newest jobs, newest first: those that `by` has sent, and before the job `before`.

    Raises:
        UnknownJobError: where there is no job `before`.
    """
    query = select(JOB).order_by(JOB.c.seq.desc()).limit(limit)
    if by is not None:
        query = query.where(JOB.c.by == by)
    if before is not None:
        query = query.where(JOB.c.seq < _row(connection, before).seq)
    return [_job(row) for row in connection.execute(query)]


def change(connection: Connection, name: str, state: JobState, by: str, at: datetime) -> bool:
    """Cancel a job, or let it go on; False where it is done or stands so already. Raises `UnknownJobError`.

    One that nothing was begun of goes on as one that waits, so that its beginning is noted when it comes.
    """
    changed = update(JOB).where(JOB.c.seq == _row(connection, name).seq).values(changed_at=at, changed_by=by)
    if state in _ACTIVE:
        on = case((JOB.c.started_at.is_(None), JobState.QUEUED.value), else_=JobState.RUNNING.value)
        changed = changed.where(JOB.c.state == JobState.CANCELLED.value).values(state=on)
    else:
        changed = changed.where(JOB.c.state.in_(_ACTIVE)).values(state=state.value)
    return connection.execute(changed).rowcount == 1


def remove(connection: Connection, name: str) -> None:
    """Forget a job with all that was sent and answered. Raises `UnknownJobError`."""
    connection.execute(delete(JOB).where(JOB.c.seq == _row(connection, name).seq))


def forget(connection: Connection, before: datetime) -> int:
    """Forget the jobs that were done, or cancelled and not resumed, before that time; how many these were."""
    old = or_(JOB.c.finished_at < before, and_(JOB.c.state == JobState.CANCELLED.value, JOB.c.changed_at < before))
    return connection.execute(delete(JOB).where(old)).rowcount


def lease(connection: Connection, job: str, places: range, token: str, now: datetime, until: datetime) -> list[Leased]:
    """Take on the articles of a stretch that are not answered and nobody works on; none where the job rests."""
    row = _row(connection, job)
    if row.state not in _ACTIVE or not places:
        return []
    of_job = JOB_ARTICLE.c.job == row.seq
    free = and_(of_job, JOB_ARTICLE.c.place.between(places[0], places[-1]), _free(now))
    connection.execute(update(JOB_ARTICLE).where(free).values(lease=token, leased_until=until))
    mine = and_(of_job, JOB_ARTICLE.c.place.between(places[0], places[-1]), JOB_ARTICLE.c.lease == token)
    found = connection.execute(
        select(JOB_ARTICLE.c.place, JOB_ARTICLE.c.name, JOB_ARTICLE.c.line).where(mine).order_by(JOB_ARTICLE.c.place)
    ).all()
    if found and row.state == JobState.QUEUED.value:
        begun = update(JOB).where(JOB.c.seq == row.seq, JOB.c.state == JobState.QUEUED.value)
        connection.execute(begun.values(state=JobState.RUNNING.value, started_at=now))
    return [Leased(place, name, line) for place, name, line in found]


def begin(connection: Connection, job: str, place: int, token: str) -> int | None:
    """Count another attempt at an article: how many these are, or None where the lease or the job has ended."""
    active = select(JOB.c.seq).where(JOB.c.id == job, JOB.c.state.in_(_ACTIVE)).scalar_subquery()
    mine = update(JOB_ARTICLE).where(
        JOB_ARTICLE.c.job == active,
        JOB_ARTICLE.c.place == place,
        JOB_ARTICLE.c.lease == token,
        JOB_ARTICLE.c.answered_at.is_(None),
    )
    return connection.execute(
        mine.values(attempts=JOB_ARTICLE.c.attempts + 1).returning(JOB_ARTICLE.c.attempts)
    ).scalar()


def answer(  # noqa: PLR0913 - an answer and where it belongs
    connection: Connection, job: str, place: int, line: str, at: datetime, *, report: str, failed: bool
) -> Job | None:
    """Answer an article, whose text is forgotten: the job with it, or None where the article was answered before.

    The first answer counts, whoever gives it. Raises `UnknownJobError`.
    """
    key = _row(connection, job).seq
    first = connection.execute(
        update(JOB_ARTICLE)
        .where(JOB_ARTICLE.c.job == key, JOB_ARTICLE.c.place == place, JOB_ARTICLE.c.answered_at.is_(None))
        .values(answer=line, report=report, failed=failed, answered_at=at, line=None, lease=None, leased_until=None)
    )
    if first.rowcount != 1:
        return None
    # This row is held until the end of the transaction, so that of two last answers one sees the other.
    counted = connection.execute(
        update(JOB)
        .where(JOB.c.seq == key)
        .values(answered=JOB.c.answered + 1, failed=JOB.c.failed + int(failed))
        .returning(JOB.c.answered, JOB.c.total)
    ).one()
    if counted.answered == counted.total:
        done = update(JOB).where(JOB.c.seq == key).values(state=JobState.DONE.value, finished_at=at)
        connection.execute(done)
    return find(connection, job)


def renew(connection: Connection, token: str, job: str, until: datetime) -> None:
    """Keep what the lease `token` still holds until then."""
    connection.execute(_held(connection, token, job).values(leased_until=until))


def release(connection: Connection, token: str, job: str) -> None:
    """Give back what the lease `token` still holds."""
    connection.execute(_held(connection, token, job).values(lease=None, leased_until=None))


def stale(connection: Connection, length: int, now: datetime) -> list[Stretch]:
    """The stretches of `length` places in which an article of a job that goes on has nobody who works on it."""
    number = JOB_ARTICLE.c.place // length
    waiting = (
        select(JOB.c.id, number)
        .distinct()
        .select_from(JOB.join(JOB_ARTICLE, JOB_ARTICLE.c.job == JOB.c.seq))
        .where(JOB.c.state.in_(_ACTIVE), _free(now))
    )
    return [Stretch(job, int(found) * length) for job, found in connection.execute(waiting)]


def lines(connection: Connection, name: str, start: int, limit: int) -> list[Line]:
    """The lines of a job's articles from the place `start` on, in order. Raises `UnknownJobError`."""
    key = _row(connection, name).seq
    query = (
        select(JOB_ARTICLE.c.place, JOB_ARTICLE.c.name, JOB_ARTICLE.c.answer, JOB_ARTICLE.c.answered_at.is_not(None))
        .where(JOB_ARTICLE.c.job == key, JOB_ARTICLE.c.place >= start)
        .order_by(JOB_ARTICLE.c.place)
        .limit(limit)
    )
    return [Line(*row) for row in connection.execute(query)]


def forget_reports(connection: Connection, names: Sequence[str]) -> None:
    """Forget the answers that tell the reports with these ids; that they were answered is kept."""
    connection.execute(update(JOB_ARTICLE).where(JOB_ARTICLE.c.report.in_(names)).values(answer=None, report=None))


def waiting(connection: Connection) -> Iterator[tuple[str, int]]:
    """The jobs that go on, and how many of their articles are not answered yet."""
    query = select(JOB.c.id, JOB.c.total - JOB.c.answered).where(JOB.c.state.in_(_ACTIVE)).order_by(JOB.c.seq)
    return ((job, left) for job, left in connection.execute(query))


def _free(now: datetime) -> ColumnElement[bool]:
    ended = or_(JOB_ARTICLE.c.leased_until.is_(None), JOB_ARTICLE.c.leased_until < now)
    return and_(JOB_ARTICLE.c.answered_at.is_(None), ended)


def _held(connection: Connection, token: str, job: str) -> Update:
    key = connection.execute(select(JOB.c.seq).where(JOB.c.id == job)).scalar()
    return update(JOB_ARTICLE).where(
        JOB_ARTICLE.c.job == key, JOB_ARTICLE.c.lease == token, JOB_ARTICLE.c.answered_at.is_(None)
    )


def _row(connection: Connection, name: str) -> Row[tuple[object, ...]]:
    found = connection.execute(select(JOB).where(JOB.c.id == name)).one_or_none()
    if found is None:
        raise UnknownJobError("There is no such job, or no longer.")
    return found


def _job(row: Row[tuple[object, ...]]) -> Job:
    return Job(
        row.id,
        JobKind(row.kind),
        JobState(row.state),
        row.total,
        row.answered,
        row.failed,
        row.by,
        row.options,
        row.created_at,
        row.started_at,
        row.finished_at,
        row.changed_at,
        row.changed_by,
    )
