"""Too much to do: a bounded number of costly requests at once, a short line before them, 503 for the rest.

Reading an article keeps a processor busy, so that more of them at once only make all of them late. Whoever cannot be
answered in time is told at once when to come back, and whatever is cheap gets through meanwhile.
"""

from __future__ import annotations

import math
import threading
import time
from contextlib import contextmanager
from functools import wraps
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from flask import request

from service.domain.errors import OverloadedError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flask import Flask

_P = ParamSpec("_P")
_R = TypeVar("_R")
_WEIGHT = 0.1
"""Of the latest request in the running mean of how long one takes."""


_COSTLY = "is_costly"
_View = TypeVar("_View", bound="Callable[..., Any]")


def costly(view: _View) -> _View:
    """A decorator of views that read an article: `line_up` makes them wait for their turn."""
    setattr(view, _COSTLY, True)
    return view


def line_up(app: Flask, line: Line) -> None:
    """Make the costly views of `app` wait in `line`; once all views are registered."""
    for name, view in app.view_functions.items():
        if getattr(view, _COSTLY, False):
            app.view_functions[name] = _sent_in_full(line.before(app.ensure_sync(view)))


def _sent_in_full(view: Callable[_P, _R]) -> Callable[_P, _R]:
    """The view, called when the body of the request is there: who sends slowly keeps no place from others."""

    @wraps(view)
    def called(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        request.get_data()  # is kept with the request, where the view reads it
        return view(*args, **kwargs)

    return called


class Line:
    """The line before the costly requests of one process.

    `at_once` of them run, `waiting` more may wait, each for `seconds` at most.
    """

    def __init__(self, at_once: int, waiting: int, seconds: float) -> None:
        self._at_once = at_once
        self._waiting = waiting
        self._seconds = seconds
        self._free = threading.BoundedSemaphore(at_once)
        self._lock = threading.Lock()
        self._in_line = 0
        self._mean = 0.0

    @property
    def in_line(self) -> int:
        """How many wait now."""
        return self._in_line

    def before(self, view: Callable[_P, _R]) -> Callable[_P, _R]:
        """The view, at the end of the line.

        Raises:
            OverloadedError: where the line is full, or the time in it was up.
        """

        @wraps(view)
        def queued(*args: _P.args, **kwargs: _P.kwargs) -> _R:
            with self.turn():
                return view(*args, **kwargs)

        return queued

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Within this it is the caller's turn.

        Raises:
            OverloadedError: where the line is full, or the time in it was up.
        """
        self._enter()
        began = time.perf_counter()
        try:
            yield
        finally:
            self._free.release()
            with self._lock:
                self._mean += _WEIGHT * (time.perf_counter() - began - self._mean)

    def _enter(self) -> None:
        if self._free.acquire(blocking=False):
            return
        with self._lock:
            if self._in_line >= self._waiting:
                raise self._full()
            self._in_line += 1
        try:
            if not self._free.acquire(timeout=self._seconds):
                raise self._full()
        finally:
            with self._lock:
                self._in_line -= 1

    def _full(self) -> OverloadedError:
        """Come back when the line will have moved up, as far as can be told."""
        wait = self._mean * (self._in_line + 1) / self._at_once
        return OverloadedError("Too many articles are being read now; ask again later.", max(1, math.ceil(wait)))
