"""A mixed load on a running Dateline, and an honest tally of every answer.

A crowd (`Crowd`) does one thing after another, as fast as it is answered: what it takes to have something under way
when a fault strikes. A timetable (`Timetable`) sends at fixed rates whatever becomes of it, and a late answer counts
from when its request was due: what shows whether the answers come as quickly at the end as at the beginning.
"""

from __future__ import annotations

import itertools
import queue
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from random import Random
from typing import TYPE_CHECKING, Final

from trials.acts import OPERATIONS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from trials.acts import Act, Operation, Quiet
    from trials.client import Answer, Client
    from trials.notes import Notes

LONGEST_WAIT_SECONDS: Final = 3.0
"""Until a write that was not acknowledged is sent again, however long the service asks to wait."""
_PASSING: Final = frozenset({429, 502, 503, 504})
"""Statuses by which a service or its proxy says that it cannot now."""
_STILL_AT_IT: Final = (409, "idempotency")
"""To a repetition while the first request counts as being answered."""
_MOST_SAMPLES: Final = 20


class Outcome(Enum):
    """What an answer is worth: it says that it is done, refuses clearly, did not come, or is not as it has to be.

    Pending is what a repetition is told for as long as nobody knows whether the first request is still being answered.
    """

    DONE = "done"
    REFUSED = "refused"
    PENDING = "pending"
    BROKEN = "broken"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Heard:
    """An answer: when it was due and came (seconds of the monotonic clock), to which operation, and what it is worth.

    `said` is the status with the kind of problem, or what was wrong.
    """

    due: float
    came: float
    operation: str
    outcome: Outcome
    said: str


@dataclass(slots=True)
class Tally:
    """Every answer, in the order in which they came."""

    heard: list[Heard] = field(default_factory=list)
    unacknowledged: int = 0
    """Writes that were given up at the end; nothing was promised about them."""
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, heard: Heard) -> None:
        """Count an answer."""
        with self.lock:
            self.heard.append(heard)

    def count(self, outcome: Outcome) -> int:
        """How many answers were of that worth."""
        return sum(one.outcome is outcome for one in self.heard)

    def wrong(self) -> list[str]:
        """What was wrong with answers, some of it."""
        return [f"{one.operation}: {one.said}" for one in self.heard if one.outcome is Outcome.WRONG][:_MOST_SAMPLES]

    def said(self, outcome: Outcome) -> dict[str, int]:
        """How often each thing was said by answers of that worth."""
        counted: dict[str, int] = {}
        for one in self.heard:
            if one.outcome is outcome:
                counted[one.said] = counted.get(one.said, 0) + 1
        return counted

    def last_failure(self) -> float:
        """When the last answer came that was none, or a refusal; 0.0 without one."""
        return max((one.came for one in self.heard if one.outcome in _FAILURES), default=0.0)


_FAILURES: Final = frozenset({Outcome.REFUSED, Outcome.BROKEN})


def worth(act: Act, answer: Answer) -> tuple[Outcome, str]:
    """What an answer to an act is worth, and what it said."""
    if not answer.status:
        return Outcome.BROKEN, "no answer"
    if answer.is_done:
        fault = act.wrong(answer)
        return (Outcome.WRONG, fault) if fault else (Outcome.DONE, str(answer.status))
    problem = answer.problem or ("page" if act.for_people and _is_page(answer) else "")
    if not problem:
        return Outcome.WRONG, f"{answer.status} without a problem document: {answer.body[:200]!r}"
    said = f"{answer.status} {problem}"
    if (answer.status, problem) == _STILL_AT_IT:
        return Outcome.PENDING, said
    if answer.status in _PASSING:
        clear = answer.status in {502, 504} or "retry-after" in answer.headers
        return (Outcome.REFUSED, said) if clear else (Outcome.WRONG, f"{said} without Retry-After")
    return Outcome.WRONG, f"{said}: {answer.body[:300]!r}"


def _is_page(answer: Answer) -> bool:
    """Whether an error is told on a page, as whoever asks for pages has it told by the service."""
    return answer.headers.get("content-type", "").startswith("text/html") and b"<main" in answer.body


@dataclass(slots=True)
class Sender:
    """Sends acts, each under an idempotency key of its own, and counts what comes of them."""

    client: Client
    quiet: Quiet
    notes: Notes
    numbers: itertools.count[int]
    run: str
    tally: Tally = field(default_factory=Tally)

    def send(self, operation: Operation, due: float, number: int, act: Act) -> tuple[Outcome, float]:
        """Send an act; what that was worth, and how many seconds to wait before it is sent again."""
        key = (("Idempotency-Key", f"{self.run}-{number}"),) if act.keeps else ()
        answer = self.client.ask(act.method, act.path, act.body, dict(act.headers + key))
        try:
            outcome, said = worth(act, answer)
            if outcome is Outcome.DONE:
                act.note(answer, self.notes)
        except (ValueError, KeyError, TypeError, IndexError) as error:
            outcome, said = Outcome.WRONG, f"{answer.status} of another shape ({type(error).__name__})"
        self.tally.add(Heard(due, time.monotonic(), operation.name, outcome, said))
        asked = answer.headers.get("retry-after", "1")
        return outcome, min(float(asked) if asked.isdigit() else 1.0, LONGEST_WAIT_SECONDS)


@dataclass(slots=True)
class Crowd:
    """So many clients, each doing one thing after another; a write that was not acknowledged is sent again until it is.

    `rest_seconds` is how long each draws breath after an answer.
    """

    sender: Sender
    clients: int
    rest_seconds: float = 0.1
    _ended: threading.Event = field(default_factory=threading.Event)

    @contextmanager
    def at_work(self) -> Iterator[Tally]:
        """Let them work while the block runs; then what is under way is waited for."""
        threads = [threading.Thread(target=self._work, args=(at,), daemon=True) for at in range(self.clients)]
        for thread in threads:
            thread.start()
        try:
            yield self.sender.tally
        finally:
            self._ended.set()
            for thread in threads:
                thread.join()

    def _work(self, at: int) -> None:
        chance = Random(at)  # noqa: S311 - who does what when need not be hard to guess
        shares = [operation.per_minute for operation in OPERATIONS]
        again: list[tuple[float, Operation, int, Act]] = []
        while not self._ended.is_set():
            if again and again[0][0] <= time.monotonic():
                _, operation, number, act = again.pop(0)
            else:
                operation, number = chance.choices(OPERATIONS, shares)[0], next(self.sender.numbers)
                made = operation.make(number, self.sender.quiet, self.sender.notes)
                if made is None:
                    continue
                act = made
            outcome, wait = self.sender.send(operation, time.monotonic(), number, act)
            if act.keeps and outcome in _FAILURES | {Outcome.PENDING}:
                again.append((time.monotonic() + wait, operation, number, act))
            self._ended.wait(self.rest_seconds if outcome is Outcome.DONE else max(self.rest_seconds, 0.5))
        with self.sender.tally.lock:
            self.sender.tally.unacknowledged += len(again)


@dataclass(slots=True)
class Timetable:
    """Every operation at its rate times `pace`, evenly, sent by as many threads as it takes to be on time."""

    sender: Sender
    pace: float
    operations: Sequence[Operation] = OPERATIONS
    threads: int = 24
    _due: queue.Queue[tuple[float, Operation] | None] = field(default_factory=queue.Queue)

    def run(self, seconds: float) -> None:
        """Send for so many seconds, and wait for the last answers."""
        workers = [threading.Thread(target=self._work, daemon=True) for _ in range(self.threads)]
        for worker in workers:
            worker.start()
        begun = time.monotonic()
        for at, operation in self._planned(seconds):
            time.sleep(max(0.0, begun + at - time.monotonic()))
            self._due.put((begun + at, operation))
        for _ in workers:
            self._due.put(None)
        for worker in workers:
            worker.join()

    def _planned(self, seconds: float) -> Iterator[tuple[float, Operation]]:
        """When each request is due, in order; the operations do not all begin at once."""
        plans = []
        for at, operation in enumerate(self.operations):
            every = 60.0 / (operation.per_minute * self.pace)
            first = every * (at + 1) / (len(self.operations) + 1)
            plans.append([(first + n * every, operation) for n in range(int((seconds - first) / every) + 1)])
        return iter(sorted(itertools.chain.from_iterable(plans), key=lambda plan: plan[0]))

    def _work(self) -> None:
        while (given := self._due.get()) is not None:
            due, operation = given
            number = next(self.sender.numbers)
            act = operation.make(number, self.sender.quiet, self.sender.notes)
            if act is not None:
                self.sender.send(operation, due, number, act)
