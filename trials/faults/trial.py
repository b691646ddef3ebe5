"""A fault tried out: under load it strikes, lasts, ends; then all that was acknowledged meanwhile is looked for."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from trials.load import Crowd, Outcome, Sender
from trials.notes import Notes, audit, unfinished
from trials.stack import StackError

if TYPE_CHECKING:
    import itertools
    from collections.abc import Mapping, Sequence

    from trials.acts import Quiet
    from trials.client import Client
    from trials.faults.fault import Fault
    from trials.load import Tally
    from trials.stack import Stack

CLIENTS: Final = 4
_BEFORE_SECONDS: Final = 8.0
_WELL_SECONDS: Final = 240.0
_CALM_SECONDS: Final = 8.0
"""Without a refusal: then the load has got over it."""
_CALM_WITHIN_SECONDS: Final = 150.0
_JOBS_SECONDS: Final = 180.0
"""A lease ends after half a minute, and what was left is found within another minute."""
_MOST_SAMPLES: Final = 20
_BAD_SIGNS: Final = ("Traceback (most recent call last)", '"status": 500', '"level": "critical"')


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of a fault. Times in seconds since it struck.

    Attributes:
        fault: Its name.
        on: The day.
        ended: When it was ended by hand, or left to itself.
        refused_last: When the last request was refused or broke; 0 where none was.
        well: When every container was well again; None where that never came.
        calm: Whether the load got over it: nothing that it sent was refused or broke any more before it ended.
        answers: By what they were worth.
        refusals: What refusals said, and how often.
        acknowledged: Writes that were acknowledged and found again, by kind.
        acknowledged_after: Writes that were acknowledged after it was ended, found again or not.
        lost: Some of those that were not found again, or not as they were; `lost_count` is how many there are.
        wrong: Some answers that were another than on the quiet stack, or no clear error; `wrong_count` likewise.
        unacknowledged: Writes that were given up when the load ended; nothing was promised about them.
        signs: Some lines of the logs that no fault excuses; `signs_count` likewise.
        failed: What went wrong with the trial itself.
    """

    fault: str
    on: str
    ended: float
    refused_last: float
    well: float | None
    calm: bool
    answers: Mapping[str, int]
    refusals: Mapping[str, int]
    acknowledged: Mapping[str, int]
    acknowledged_after: int
    lost: Sequence[str]
    lost_count: int
    wrong: Sequence[str]
    wrong_count: int
    unacknowledged: int
    signs: Sequence[str]
    signs_count: int
    failed: str = ""

    @property
    def recovered(self) -> bool:
        """Whether the stack got well, the load got over it, and writes were acknowledged again."""
        return self.well is not None and self.calm and self.acknowledged_after > 0

    @property
    def held(self) -> bool:
        """Whether all that was promised was kept."""
        return self.recovered and not (self.lost_count or self.wrong_count or self.signs_count or self.failed)


def tried(stack: Stack, fault: Fault, quiet: Quiet, numbers: itertools.count[int]) -> Tried:
    """Try the fault on a stack that is well; what came of it."""
    client, notes = stack.client(), Notes()
    sender = Sender(client, quiet, notes, numbers, f"{fault.name}-{int(time.time())}")
    begun, failed, well = time.time(), "", None
    with Crowd(sender, CLIENTS).at_work() as tally:
        time.sleep(_BEFORE_SECONDS)
        ended, noted = (struck := time.monotonic()), len(notes.noted)
        try:
            say(f"{fault.name}: {fault.struck}")
            heal = fault.strike(stack)
            time.sleep(fault.seconds)
            ended, noted = time.monotonic(), len(notes.noted)
            heal()
            say(f"{fault.name}: {fault.remedy}")
            if stack.wait_well(_WELL_SECONDS):
                well = time.monotonic() - struck
            else:
                failed = "; ".join(stack.unwell())
        except StackError as error:
            failed = str(error)[-500:]
        since = time.monotonic()
        while (now := time.monotonic()) < since + _CALM_WITHIN_SECONDS and not is_calm(tally, since, now):
            time.sleep(0.5)
    say(f"{fault.name}: {len(tally.heard)} answers; what was acknowledged is looked for")
    _wait_for_jobs(client, notes)
    looked, signs = audit(client, notes), _signs(stack, begun)
    last = tally.last_failure()
    found = Tried(
        fault=fault.name,
        on=datetime.now(UTC).date().isoformat(),
        ended=round(ended - struck, 1),
        refused_last=round(last - struck, 1) if last > struck else 0.0,
        well=None if well is None else round(well, 1),
        # Asked again once the load has ended: what still hung when the wait was over has been answered by now.
        calm=is_calm(tally, since, now),
        answers={outcome.value: tally.count(outcome) for outcome in Outcome},
        refusals=tally.said(Outcome.REFUSED),
        acknowledged=looked.found,
        acknowledged_after=len(notes.noted) - noted,
        lost=looked.lost[:_MOST_SAMPLES],
        lost_count=len(looked.lost),
        wrong=tally.wrong(),
        wrong_count=tally.count(Outcome.WRONG),
        unacknowledged=tally.unacknowledged,
        signs=signs[:_MOST_SAMPLES],
        signs_count=len(signs),
        failed=failed,
    )
    say(f"{fault.name}: {'held' if found.held else f'DID NOT HOLD: {found}'}")
    return found


def is_calm(tally: Tally, since: float, now: float) -> bool:
    """Whether by `now` nothing had failed for long enough, counted from `since` at the earliest; monotonic seconds."""
    return now - max(since, tally.last_failure()) >= _CALM_SECONDS


def say(what: str) -> None:
    """Tell how far the suite is."""
    sys.stderr.write(f"{datetime.now(UTC):%H:%M:%S} {what}\n")


def _wait_for_jobs(client: Client, notes: Notes) -> None:
    until = time.monotonic() + _JOBS_SECONDS
    while unfinished(client, notes) and time.monotonic() < until:
        time.sleep(1)


def _signs(stack: Stack, since: float) -> list[str]:
    lines = stack.logs(since)
    return [line[:300] for line in lines if any(sign in line for sign in _BAD_SIGNS)]
