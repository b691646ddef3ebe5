"""What a worker does with a part: one answer for each row, and nothing that is kept or written."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, TypeVar

from service.archive.terms import ArchiveError, limits_of
from service.bootstrap import Engine
from service.contract.documents import dumps
from service.contract.reports import report_json
from service.domain.errors import DatelineError, LedgerNotReadyError
from service.domain.facts import EMPTY
from service.domain.jobs import FatalArticleError
from service.work.rows import guarded, id_in, refused

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from service.archive.terms import Terms
    from service.domain.request import CheckRequest
    from service.work.rows import Out

T = TypeVar("T")

EngineMaker = Callable[[datetime], Engine]
"""Makes an engine that reads the ledger and cannot write it, in whatever process it is called; its argument is what the
engine's clock says. It can be sent to another process, and equal ones make equal engines."""

PATIENCE_SECONDS: Final = (1, 2, 4, 8, 16, 30)
"""How long to wait, time after time, for a ledger that is away: a failover takes less."""


@dataclass(frozen=True, slots=True)
class Answered:
    """The line out for a row, its id, and what is counted of it: nothing of a report where it `failed`."""

    name: str | int | None
    line: str
    failed: bool = False
    outcome: str | None = None
    score: float | None = None
    interval: Sequence[float] | None = None
    verdicts: Mapping[str, int] = field(default_factory=dict)


class MismatchError(ArchiveError):
    """A worker would answer otherwise than the run has begun."""


def answers(rows: Sequence[bytes], terms: Terms, make: EngineMaker) -> tuple[Answered, ...]:
    """The answers to rows, in their order.

    Raises:
        MismatchError: where this process is of another version, or has other limits or another ledger.
        LedgerNotReadyError: where the ledger stays away for a minute.
    """
    with _MAKING:
        engine = when_ready(lambda: _engine(terms, make))
    return tuple(_answer(row, engine, terms) for row in rows)


def given_up(row: bytes) -> Answered:
    """The answer to a row that ended whoever read it."""
    return _failed(refused(id_in(row), FatalArticleError("Workers ended while they read this article.")))


def when_ready(ask: Callable[[], T]) -> T:
    """What `ask` gives, asked again after a while where the ledger is away. Raises `LedgerNotReadyError` in the end."""
    for pause in PATIENCE_SECONDS:
        try:
            return ask()
        except LedgerNotReadyError:
            time.sleep(pause)
    return ask()


_MAKING = threading.Lock()
"""Of several threads one makes the engine, and the others wait for it."""


@lru_cache(maxsize=2)
def _engine(terms: Terms, make: EngineMaker) -> Engine:
    """This process's engine for a run, warm, once it is sure that it answers as the run has begun."""
    engine = make(terms.moment or EMPTY.at)
    try:
        _demand(engine, terms)
    except DatelineError:
        engine.close()
        raise
    engine.warm_up()
    return engine


def _demand(engine: Engine, terms: Terms) -> None:
    """Refuse an engine that would answer otherwise than the run has begun."""
    if (engine.pipeline_version, limits_of(engine)) != (terms.pipeline_version, terms.limits):
        raise MismatchError("A worker is of another version of Dateline, or its settings have other limits.")
    if terms.moment is not None and engine.revision(terms.moment).id != terms.revision:
        raise LedgerNotReadyError("A worker's ledger does not have the revision of this run.")  # a copy may be behind


def _answer(row: bytes, engine: Engine, terms: Terms) -> Answered:
    task, made = terms.task, dict[str, Any]()

    def report(row_id: object, asked: CheckRequest) -> str:
        found = engine.checked(task.request(asked), str(row_id), task.ledger_at, again=True, endless=True).report
        made.update({**report_json(found), "id": row_id})
        return dumps(made)

    out = when_ready(lambda: guarded(row, engine.settings.max_references, task, report, LedgerNotReadyError))
    if out.failed:
        return _failed(out)
    return Answered(
        made["id"],
        out.line,
        outcome=made["outcome"],
        score=made["score"],
        interval=made["interval"],
        verdicts=made["counts"],
    )


def _failed(out: Out) -> Answered:
    return Answered(json.loads(out.line)["id"], out.line, failed=True)
