"""A run over an archive: rows become parts, a crew answers them, a folder keeps the answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Protocol

from service.archive.answering import answers
from service.archive.folder import Folder
from service.archive.sources import parquet, parts, survey
from service.archive.tally import Tally
from service.archive.terms import ArchiveError, Terms, limits_of
from service.work.rows import Task

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from service.archive.answering import Answered, EngineMaker
    from service.archive.sources import Part, Source
    from service.bootstrap import Engine

    Answering = Callable[[Sequence[bytes]], tuple[Answered, ...]]

FORMS = ("jsonl", "parquet")
"""How reports are written."""
PER_PART = 50
"""Articles of a part: ten seconds of a core, which is what a worker that dies takes along."""


class Crew(Protocol):
    """Those who answer, as many parts at a time as they have hands."""

    def answered(self, parts: Iterator[Part], answering: Answering) -> Iterator[tuple[Part, tuple[Answered, ...]]]:
        """Every part with its answers, in the order in which they are done.

        `answering` gives the answers to some rows in any process; of the parts no more are taken than are under way.
        """
        ...


@dataclass(frozen=True, slots=True)
class Asked:
    """What is wanted: the files, the folder for the reports, what is done with each row, and how reports are written.

    `form` is one of `FORMS`, `per_part` how many articles a part holds at most.
    """

    files: tuple[Path, ...]
    target: Path
    task: Task = field(default_factory=Task)
    form: str = FORMS[0]
    per_part: int = PER_PART


def run(
    asked: Asked,
    engine: Engine,
    crew: Callable[[], AbstractContextManager[Crew]],
    make: EngineMaker,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Tally:
    """Answer every row, or those that an earlier run on the same terms has left; give what is counted of all.

    `engine` tells the terms; `crew` is called where there is something to do, and makes its engines by `make`.
    `progress` hears how many articles are answered, and of how many.

    Raises:
        ArchiveError: where the run cannot begin or go on.
        LedgerNotReadyError: where the ledger cannot be read.
    """
    sources = [survey(path) for path in asked.files]
    count = sum(source.rows for source in sources)
    folder = Folder(asked.target, asked.form)
    with folder.opened():
        terms = _terms(sources, asked, engine)
        if (begun := folder.begun) is not None:
            terms = terms.resuming(begun, engine, str(asked.target))
        else:
            folder.begin(terms)
        done = folder.tally.articles
        progress(done, count)
        if done < count:
            left = (part for part in parts(sources, asked.per_part) if part.number not in folder)
            with crew() as members:
                for part, given in members.answered(left, partial(answers, terms=terms, make=make)):
                    folder.keep(part.number, written(given, asked.form), Tally.of(given))
                    done += len(given)
                    progress(done, count)
        if done != count:
            raise ArchiveError(f"{asked.target} holds {done:,} answers to {count:,} articles; name another folder.")
        return folder.complete()


def written(given: Iterable[Answered], form: str) -> bytes:
    """Answers as a file of that form."""
    if form == "parquet":
        content: bytes = parquet().part(tuple(given))
        return content
    return b"".join(answer.line.encode() + b"\n" for answer in given)


def _terms(sources: Sequence[Source], asked: Asked, engine: Engine) -> Terms:
    now = engine.ready() if asked.task.ledger and not asked.task.closed else None
    return Terms(
        tuple(source.digest for source in sources),
        asked.task.json,
        asked.form,
        asked.per_part,
        limits_of(engine),
        engine.pipeline_version,
        now.id if now else None,
        now.at.isoformat() if now else None,
    )
