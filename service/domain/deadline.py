"""How long one check may take: asked about on the way, so that nothing is left half done."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from service.domain.errors import TooLargeError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_T = TypeVar("_T")


class Deadline:
    """The time of one check: `seconds` by a stopwatch, which nobody sets as clocks are set. Without, it has no end."""

    def __init__(self, stopwatch: Callable[[], float] | None = None, seconds: int = 0) -> None:
        self._stopwatch = stopwatch
        self._seconds = seconds
        self._end = stopwatch() + seconds if stopwatch else None

    def demand(self) -> None:
        """Go on only where there is time left.

        Raises:
            TooLargeError: where there is none; asked again, the same text would take as long.
        """
        if self._stopwatch is not None and self._end is not None and self._stopwatch() > self._end:
            message = (
                f"This takes longer than the {self._seconds} seconds that a check may take here; send it in parts."
            )
            raise TooLargeError(message)

    def over(self, items: Iterable[_T]) -> Iterator[_T]:
        """The items as long as there is time. Raises as `demand`."""
        for item in items:
            self.demand()
            yield item
