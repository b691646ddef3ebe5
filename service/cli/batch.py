"""Many articles, one JSON line each: in order, resumed where it stopped, never stopped by a bad line."""

from __future__ import annotations

import json
import multiprocessing
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from hashlib import sha256
from itertools import islice
from typing import TYPE_CHECKING

from service.cli.inputs import InputError
from service.work.rows import answer, lines_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from service.bootstrap import Engine
    from service.work.rows import Task

_AHEAD = 4
_DIGEST_CHARS = 12


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


def _lines(source: Path) -> Iterator[bytes]:
    """The lines that are not blank, see `lines_of`."""
    try:
        with source.open("rb") as file:
            yield from lines_of(file)
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
        yield from (answer(line, engine, task).line for line in lines)
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
        return answer(line, cls.engine, cls.task).line
