"""What makes engines and answers parts in the tests of archives; importable by the processes of a cluster."""

from __future__ import annotations

import json
import os
import signal
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Self

from service.archive.run import run
from service.bootstrap import Engine
from service.settings import Settings
from service.storage.read_only import for_reading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

    from service.archive.answering import Answered
    from service.archive.run import Answering, Asked
    from service.archive.sources import Part
    from service.archive.tally import Tally
    from service.desks.reports import Checked
    from service.domain.request import CheckRequest

QUICK = Settings(parser="words", cross_encoder="no")
"""Settings with which models are loaded in no time."""
FATAL = "The bridge fell into the river."
"""An article that ends whoever reads it, for a `Mortal` engine."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Makes engines that cannot write; `limit` is the most characters of a text that they read."""

    url: str
    limit: int = QUICK.max_text_chars

    def __call__(self, at: datetime) -> Engine:
        """An engine whose clock says `at`."""
        return Engine(replace(QUICK, database_url=for_reading(self.url), max_text_chars=self.limit), lambda: at)


@dataclass(frozen=True, slots=True)
class MortalReader(Reader):
    """Makes engines that one article ends."""

    def __call__(self, at: datetime) -> Engine:
        """The same."""
        return Mortal(replace(QUICK, database_url=for_reading(self.url)), lambda: at)


class Mortal(Engine):
    """An engine whose process is killed by an article."""

    def checked(self, asked: CheckRequest, *rest: Any, **more: Any) -> Checked:  # noqa: ANN401 - handed on as they are
        """The report on any other article."""
        if asked.article.text == FATAL:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().checked(asked, *rest, **more)


class Crew:
    """A crew of this process, there at once, which tells how many rows it has answered."""

    def __init__(self) -> None:
        self.rows = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def answered(self, parts: Iterator[Part], answering: Answering) -> Iterator[tuple[Part, tuple[Answered, ...]]]:
        """See `Crew.answered`."""
        for part in parts:
            self.rows += len(part.rows)
            yield part, answering(part.rows)


def told(path: Path) -> dict[str, bytes]:
    """What is in a folder, by name."""
    return {entry.name: entry.read_bytes() for entry in sorted(path.iterdir())}


def lines(path: Path) -> list[dict[str, Any]]:
    """The answers in a folder, in order."""
    return [json.loads(line) for part in sorted(path.glob("part-*")) for line in part.read_bytes().splitlines()]


def file_of(path: Path, rows: list[object]) -> Path:
    """A file of JSON lines; a row that is a string stands as it is."""
    path.write_text("".join(f"{row if isinstance(row, str) else json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path


def alone(
    asked: Asked, engine: Engine, crew: Crew | None = None, progress: Callable[[int, int], None] = lambda *_: None
) -> Tally:
    """A run whose crew is in this process."""
    return run(asked, engine, lambda: crew or Crew(), Reader(engine.settings.database), progress)
