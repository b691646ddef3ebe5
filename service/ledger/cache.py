"""Decoded rows kept in memory: rows never change, so what was read once stays true."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Hashable, Mapping

Name = TypeVar("Name", bound="Hashable")
Value = TypeVar("Value")


class Cache(Generic[Value]):
    """Values by the number of a row, or by what was asked as of a revision; the least recently used go."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._held: OrderedDict[Any, Value] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, names: Collection[Name], read: Callable[[Collection[Name]], Mapping[Name, Value]]) -> list[Value]:
        """The values of these names; `read` is called once, with those that are not held."""
        with self._lock:
            found = {name: self._held[name] for name in names if name in self._held}
            for name in found:
                self._held.move_to_end(name)
        missing = [name for name in names if name not in found]
        if missing:
            fresh = read(missing)
            found.update(fresh)
            with self._lock:
                self._held.update(fresh)
                while len(self._held) > self._size:
                    self._held.popitem(last=False)
        return [found[name] for name in names]
