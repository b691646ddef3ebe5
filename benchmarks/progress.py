"""A progress bar on standard error, where that is a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from rich.console import Console
from rich.progress import track

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_One = TypeVar("_One")


def shown(work: Iterable[_One], what: str, count: int | None = None) -> Iterator[_One]:
    """The items of `work` with a bar that tells how far it has come; `count` where `work` has no length."""
    console = Console(stderr=True)
    yield from track(work, what, count, console=console, disable=not console.is_terminal)
