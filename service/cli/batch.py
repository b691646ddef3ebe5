"""Many articles, one JSON line each: in order, resumed where it stopped, never stopped by a bad line."""

from __future__ import annotations

import json
import logging
import multiprocessing
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import islice
from typing import TYPE_CHECKING

from service.cli.inputs import InputError
from service.contract.documents import dumps, loads
from service.contract.problems import INTERNAL, Fault, InvalidRequestError, problem_of
from service.contract.reports import reading_json, report_json
from service.contract.requests import batch_row
from service.domain.errors import DatelineError, TooLargeError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from service.bootstrap import Engine

_LOG = logging.getLogger(__name__)
_MOST_LINE_BYTES = 16_000_000
_AHEAD = 4
_DIGEST_CHARS = 12


@dataclass(frozen=True, slots=True)
class Task:
    """What is done with every line: `read` it, or check it with these options."""

    verb: str
    ledger: bool = True
    closed: bool = False


def answer(line: bytes, engine: Engine, task: Task) -> str:
    """The line out for a line in: a report (or a reading) under the row's id, or a problem document."""
    row_id: object = None
    try:
        row = _row_of(line)
        row_id = _id_of(row)
        asked = batch_row(row, engine.settings.max_references, closed=task.closed)
        if task.verb == "read":
            return dumps({**reading_json(engine.read(asked.article), None), "id": row_id})
        request = replace(asked, ledger=task.ledger and not task.closed, closed=task.closed)
        return dumps({**report_json(engine.check(request, str(row_id))), "id": row_id})
    except DatelineError as error:
        return dumps({"id": row_id, "error": problem_of(error).json})
    except Exception:  # noqa: BLE001 - whatever one line breaks, the others are answered
        _LOG.error("The line with id %r failed.", row_id, exc_info=True)
        return dumps({"id": row_id, "error": INTERNAL.json})


def run(
    source: Path,
    target: Path,
    engine: Engine,
    task: Task,
    *,
    workers: int = 1,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> tuple[int, int]:
    """Answer every line of `source` into `target`; return how many lines there are and how many hold an `error`.

    Until the run is complete its lines stand in a file beside `target`, whose name holds a digest of the
    input, the options, the pipeline version and the ledger's revision: the same run picks up there, any
    other starts afresh.

    Raises `InputError` where a file cannot be read or written, or where both are the same file.
    """
    if source.exists() and target.exists() and source.samefile(target):
        raise InputError(f"{target} is the file that is read; name another for --out.")
    digest, count = _survey(source, engine, task)
    part = target.with_name(f"{target.name}.{digest}.part")
    done = _completed(part)
    progress(done, count)
    try:
        with part.open("ab") as out:
            lines = islice(_lines(source), done, None)
            for number, line in enumerate(_answers(lines, engine, task, workers), start=done + 1):
                out.write(line.encode() + b"\n")
                out.flush()
                progress(number, count)
        failed = _failed(part)
        part.replace(target)
    except OSError as error:
        raise InputError(f"{target} cannot be written: {error.strerror}.") from None
    return count, failed


def _row_of(line: bytes) -> object:
    if len(line) > _MOST_LINE_BYTES:
        raise TooLargeError(f"The line is longer than {_MOST_LINE_BYTES:,} bytes.")
    return loads(line)


def _id_of(row: object) -> object:
    found = row.get("id") if isinstance(row, dict) else None
    if isinstance(row, dict) and (isinstance(found, bool) or not isinstance(found, str | int)):
        raise InvalidRequestError([Fault("/id", "Must be a string or a whole number.")])
    return found


def _lines(source: Path) -> Iterator[bytes]:
    """The lines that are not blank; of one that is far too long, as much as shows that it is."""
    try:
        with source.open("rb") as file:
            while line := file.readline(_MOST_LINE_BYTES + 1):
                rest = line
                while not rest.endswith(b"\n") and (rest := file.readline(_MOST_LINE_BYTES)):
                    pass
                if not line.isspace():
                    yield line
    except OSError as error:
        raise InputError(f"{source} cannot be read: {error.strerror}.") from None


def _survey(source: Path, engine: Engine, task: Task) -> tuple[str, int]:
    """A digest of all that decides what comes out, and the number of lines to answer."""
    revision = engine.ready().id if task.verb == "check" and task.ledger and not task.closed else ""
    digest = sha256(repr((task, engine.pipeline_version, revision)).encode())
    count = 0
    for line in _lines(source):
        digest.update(line)
        count += 1
    return digest.hexdigest()[:_DIGEST_CHARS], count


def _completed(part: Path) -> int:
    """How many whole lines stand in `part`; what an interruption left of one more is cut off."""
    if not part.exists():
        return 0
    whole = lines = 0
    with part.open("rb+") as file:
        for line in file:
            if line.endswith(b"\n"):
                whole += len(line)
                lines += 1
        file.truncate(whole)
    return lines


def _failed(part: Path) -> int:
    """How many lines of `part` answer with an error."""
    with part.open("rb") as file:
        return sum("error" in json.loads(line) for line in file)


def _answers(lines: Iterator[bytes], engine: Engine, task: Task, workers: int) -> Iterator[str]:
    """The answers in the order of the lines; a few lines per worker are under way at any time."""
    if workers == 1:
        yield from (answer(line, engine, task) for line in lines)
        return
    engine.warm_up()
    engine.close()
    context = multiprocessing.get_context("fork")  # the workers share the models that are loaded here
    with ProcessPoolExecutor(workers, context, initializer=_Worker.start, initargs=(engine, task)) as pool:
        under_way = deque(pool.submit(_Worker.work, line) for line in islice(lines, workers * _AHEAD))
        while under_way:
            yield under_way.popleft().result()
            under_way.extend(pool.submit(_Worker.work, line) for line in islice(lines, 1))


class _Worker:
    """What a forked process works with; an engine holds locks and cannot be sent along with each line."""

    engine: Engine
    task: Task

    @classmethod
    def start(cls, engine: Engine, task: Task) -> None:
        """Remember the parent's engine, whose models are shared and whose database is opened anew."""
        cls.engine, cls.task = engine, task

    @classmethod
    def work(cls, line: bytes) -> str:
        """Answer one line."""
        return answer(line, cls.engine, cls.task)
