"""Where commands write: reports and results to standard output, progress to a terminal on standard error."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


def write(text: str) -> None:
    """Standard output in UTF-8 whatever the locale is: reports are JSON, HTML or quote any script.

    What is no character (names of files need not be text) is a question mark.
    """
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode(errors="replace"))
    sys.stdout.buffer.flush()


def write_lines(lines: Iterable[str]) -> None:
    """Lines, each with its end."""
    write("".join(f"{line}\n" for line in lines))


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on standard error while something runs, where that is a terminal; told by `(done, of how many)`."""
    console = Console(stderr=True)
    columns = ("{task.description}", BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
        shown = bar.add_task(what)
        yield lambda done, count: bar.update(shown, completed=done, total=count)
