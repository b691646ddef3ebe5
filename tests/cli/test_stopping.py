"""Ending what runs until it is ended: heard at whatever moment it is said."""

from __future__ import annotations

import itertools
import os
import signal
import sys
from typing import TYPE_CHECKING, Any

import pytest

from service.cli.stopping import Stop, until_stopped

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def stop() -> Iterator[Stop]:
    """Nobody has asked for the end."""
    made = Stop()
    yield made
    made.close()


@pytest.mark.parametrize("step", range(3))
def test_it_is_heard_at_every_step_into_waiting(stop: Stop, step: int) -> None:
    """Said by the one who waits, as a handler does, which may find it anywhere between the call and the sleep."""
    steps = itertools.count()

    def say(*_: Any) -> Any:  # noqa: ANN401 - what a trace function takes and gives
        if next(steps) == step:
            stop.set()
        return say

    before = sys.gettrace()
    sys.settrace(say)
    try:
        assert stop.wait(120)
    finally:
        sys.settrace(before)


def test_unsaid_it_waits_no_longer_than_asked_and_said_often_it_is_said(stop: Stop) -> None:
    """More often, too, than a pipe holds bytes."""
    assert not stop.wait(0)
    for _ in range(70_000):
        stop.set()
    assert stop.wait(120)
    assert stop.is_set()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_signals_ask_for_the_end_and_do_afterwards_what_they_did(number: signal.Signals) -> None:
    """Both of them."""
    before = signal.getsignal(number)
    with until_stopped() as stop:
        os.kill(os.getpid(), number)
        assert stop.wait(120)
    assert signal.getsignal(number) == before
