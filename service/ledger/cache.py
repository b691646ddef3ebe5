"""Decoded rows kept in memory: rows never change, so what was read once stays true."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

Value = TypeVar("Value")


class Cache(Generic[Value]):
    """Values by row number, the least recently used dropped beyond `size`."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._held: OrderedDict[int, Value] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, numbers: Collection[int], read: Callable[[Collection[int]], Mapping[int, Value]]) -> list[Value]:
        """The values of these rows; `read` is called once, with the numbers that are not held."""
        with self._lock:
            found = {number: self._held[number] for number in numbers if number in self._held}
            for number in found:
                self._held.move_to_end(number)
        missing = [number for number in numbers if number not in found]
        if missing:
            fresh = read(missing)
            found.update(fresh)
            with self._lock:
                self._held.update(fresh)
                while len(self._held) > self._size:
                    self._held.popitem(last=False)
        return [found[number] for number in numbers]
