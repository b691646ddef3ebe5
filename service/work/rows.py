"""One line in, one line out: a row of a batch, and the report on it or what was wrong with it."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from service.contract.documents import dumps, loads
from service.contract.problems import INTERNAL, Fault, InvalidRequestError, problem_of
from service.contract.reports import reading_json, report_json
from service.contract.requests import batch_row
from service.domain.errors import DatelineError, TooLargeError
from service.domain.jobs import EmbargoedError, Sent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import BinaryIO

    from service.bootstrap import Engine
    from service.domain.request import CheckRequest

_LOG = logging.getLogger(__name__)
MOST_LINE_BYTES = 16_000_000
_SPEAK_OF_EMBARGOES = ("embargoed_until", "ninjs")


_TIMES: dict[str, Callable[[str], Any]] = {
    "as_of": date.fromisoformat,
    "known_at": datetime.fromisoformat,
    "ledger_at": datetime.fromisoformat,
}


@dataclass(frozen=True, slots=True)
class Task:
    """What is done with every line: `read` it, or check it with these options, which are those of a `CheckRequest`.

    `ledger_at` stands for now: lines are checked as if the ledger's newest revision were the one of then.
    """

    verb: str = "check"
    ledger: bool = True
    closed: bool = False
    as_of: date | None = None
    known_at: datetime | None = None
    explain: bool = False
    ledger_at: datetime | None = None

    @property
    def json(self) -> str:
        """The options as JSON."""
        days = {name: value.isoformat() for name in _TIMES if (value := getattr(self, name)) is not None}
        return json.dumps({"ledger": self.ledger, "closed": self.closed, "explain": self.explain, **days})

    @classmethod
    def of(cls, options: str) -> Task:
        """The check with options that `json` wrote."""
        found: dict[str, Any] = json.loads(options)
        return cls(**{name: _TIMES[name](value) if name in _TIMES else value for name, value in found.items()})

    def request(self, asked: CheckRequest) -> CheckRequest:
        """What a row asks for, under these options."""
        return replace(
            asked,
            ledger=self.ledger and not self.closed,
            closed=self.closed,
            as_of=self.as_of,
            known_at=self.known_at,
            explain=self.explain,
        )


@dataclass(frozen=True, slots=True)
class Out:
    """A line out; `failed` where it holds an `error`."""

    line: str
    failed: bool = False


def answer(line: bytes | str, engine: Engine, task: Task) -> Out:
    """The line out for a line in: a report (or a reading) under the row's id, or a problem document."""

    def done(row_id: object, asked: CheckRequest) -> str:
        if task.verb == "read":
            return dumps({**reading_json(engine.read(asked.article), None), "id": row_id})
        made = engine.checked(task.request(asked), str(row_id), task.ledger_at).report
        return dumps({**report_json(made), "id": row_id})

    return guarded(line, engine.settings.max_references, task, done)


def guarded(
    line: bytes | str,
    max_references: int,
    task: Task,
    done: Callable[[object, CheckRequest], str],
    *passing: type[DatelineError],
) -> Out:
    """What `done` makes of the id and the request of a row; whatever breaks but `passing` is told in its place."""
    try:
        row = _row_of(line)
        row_id = _id_of(row)
    except DatelineError as error:
        return refused(None, error)
    return attempted(row_id, lambda: done(row_id, batch_row(row, max_references, closed=task.closed)), *passing)


def attempted(row_id: object, made: Callable[[], str], *passing: type[DatelineError]) -> Out:
    """The line that `made` makes; whatever breaks but `passing` is told in its place."""
    try:
        return Out(made())
    except passing:
        raise
    except DatelineError as error:
        return refused(row_id, error)
    except Exception:  # noqa: BLE001 - whatever one line breaks, the others are answered
        _LOG.error("The line with id %r failed.", row_id, exc_info=True)
        return Out(dumps({"id": row_id, "error": INTERNAL.json}), failed=True)


def refused(row_id: object, error: DatelineError) -> Out:
    """The line out that says what was wrong."""
    return Out(dumps({"id": row_id, "error": problem_of(error).json}), failed=True)


def lines_of(file: BinaryIO) -> Iterator[bytes]:
    """The lines of a file that are not blank; of one that is far too long, as much as shows that it is."""
    while line := file.readline(MOST_LINE_BYTES + 1):
        rest = line
        while not rest.endswith(b"\n") and (rest := file.readline(MOST_LINE_BYTES)):
            pass
        if not line.isspace():
            yield line


def sent(line: bytes, now: datetime, max_references: int) -> Sent:
    """A line as it is kept until its turn; see `sent_row`."""
    try:
        row = _row_of(line)
    except DatelineError as error:
        return _answered(None, refused(None, error))
    return sent_row(row, now, max_references)


def sent_row(row: object, now: datetime, max_references: int) -> Sent:
    """A decoded row as it is kept until its turn; one that must not be kept, or is no row at all, is answered here."""
    row_id: object = None
    try:
        row_id = _id_of(row)
        if not isinstance(row, dict):
            raise InvalidRequestError([Fault("", "Must be a JSON object.")])
        if _may_be_kept_back(row) and not batch_row(row, max_references).may_be_kept(now):
            raise EmbargoedError("A text under an embargo is not kept until its turn; send it to /v1/check.")
    except DatelineError as error:
        return _answered(row_id, refused(row_id, error))
    return Sent(json.dumps(row_id), json.dumps(row, ensure_ascii=False))


def _may_be_kept_back(row: Mapping[str, object]) -> bool:
    """Whether something in a row can speak of an embargo, so that it is worth reading before its turn."""
    references = row.get("references")
    texts = [row, *(references if isinstance(references, list) else ())]
    return any(text.get(name) is not None for text in texts if isinstance(text, dict) for name in _SPEAK_OF_EMBARGOES)


def _answered(row_id: object, out: Out) -> Sent:
    return Sent(json.dumps(row_id), None, out.line, failed=True)


def id_in(line: bytes) -> object:
    """The id that an answer to a line bears; None where the line has none, or cannot be read."""
    try:
        return _id_of(_row_of(line))
    except DatelineError:
        return None


def _row_of(line: bytes | str) -> object:
    if len(line) > MOST_LINE_BYTES:
        raise TooLargeError(f"The line is longer than {MOST_LINE_BYTES:,} bytes.")
    return loads(line)


def _id_of(row: object) -> object:
    found = row.get("id") if isinstance(row, dict) else None
    if isinstance(row, dict) and (isinstance(found, bool) or not isinstance(found, str | int)):
        raise InvalidRequestError([Fault("/id", "Must be a string or a whole number.")])
    return found
