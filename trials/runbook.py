"""The commands of the runbook on the running stack: a backup and its restore, new secrets, a database without its data.

    python -m trials.runbook [--keep]

Starts the profile `scale` anew (its volumes are removed before and, without --keep, after) and goes through them one
after the other; what was acknowledged before is looked for after each. `trials.faults` tries the others.
Exit status 1 where one of them did not do what docs/operations.md says.
"""

from __future__ import annotations

import argparse
import sys
import time
from typing import TYPE_CHECKING, Final

from trials import texts
from trials.faults.databases import node
from trials.notes import Noted, Notes, audit, digest
from trials.stack import Stack, StackError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_DATA: Final = "/var/lib/postgresql/data/pg"
_BACKUP: Final = "/etc/dateline/backup.sh"
_PATIENCE_SECONDS: Final = 120.0
_PASSWORDS: Final = ("postgres_password", "replication_password", "redis_password", "session_secret")


class BrokenError(Exception):
    """A command did not do what it is for."""


def _write(stack: Stack, numbers: Iterable[int]) -> Notes:
    """Facts that were acknowledged."""
    notes, client = Notes(), stack.client()
    for number in numbers:
        row = texts.fact(number)
        body = texts.encoded({"facts": [row], "why": f"the gazette, number {number}"})
        answer = client.ask("POST", "/v1/ledger/facts", body)
        if not answer.is_done:
            raise BrokenError(f"A fact was answered {answer.status}.")
        notes.add(Noted("fact", answer.json["fact_ids"][0], digest(row["quote"])))
    return notes


def _lost(stack: Stack, notes: Notes) -> int:
    """How many of them are not there, asked once all is well."""
    if not stack.wait_well(_PATIENCE_SECONDS):
        raise BrokenError(f"Not well: {'; '.join(stack.unwell())}")
    return len(audit(stack.client(), notes).lost)


def _demand_all(stack: Stack, notes: Notes) -> None:
    if lost := _lost(stack, notes):
        raise BrokenError(f"{lost} acknowledged facts are gone.")


def restore(stack: Stack) -> None:
    """What stood when the backup was taken is there again, what came after it is not."""
    before = _write(stack, range(10))
    stack.compose("exec", "-T", "backup", _BACKUP, "once")
    newest = stack.script("restore-postgres", "--list").split()[0]
    after = _write(stack, range(10, 15))
    stack.script("restore-postgres", newest)
    _demand_all(stack, before)
    if _lost(stack, after) != len(after.noted):
        raise BrokenError("What was written after the backup is still there.")


def rotate(stack: Stack) -> None:
    """Every secret is another, everything runs on with the new ones, and nothing is gone."""
    before = _write(stack, range(20, 25))
    old = {name: (stack.secrets / name).read_text(encoding="ascii") for name in _PASSWORDS}
    stack.script("rotate-secrets")
    if kept := [name for name in _PASSWORDS if (stack.secrets / name).read_text(encoding="ascii") == old[name]]:
        raise BrokenError(f"The same as before: {', '.join(kept)}.")
    _demand_all(stack, before)
    _demand_all(stack, _write(stack, range(25, 30)))


def lose_data(stack: Stack) -> None:
    """A first node whose volume is gone makes no new database beside the other one, which takes over."""
    if node(stack, "primary").service != "db-a":
        raise BrokenError("db-a is no primary to begin with.")
    before = _write(stack, range(30, 35))
    stack.compose("rm", "--stop", "--force", "db-a")
    stack.compose("run", "--rm", "--no-deps", "-T", "--entrypoint", "rm", "db-a", "-rf", _DATA)
    stack.compose("up", "--no-deps", "--detach", "db-a")
    time.sleep(5)
    told = stack.compose("logs", "--no-log-prefix", "--tail", "3", "db-a")
    if "waiting for db-b" not in told:
        raise BrokenError(f"db-a did not wait: {told}")
    stack.script("failover")
    stack.script("rejoin", "db-a")
    _demand_all(stack, before)
    _demand_all(stack, _write(stack, range(35, 40)))


STEPS: Final[tuple[Callable[[Stack], None], ...]] = (restore, rotate, lose_data)


def main() -> int:
    """Go through the runbook."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--keep", action="store_true", help="leave the stack running")
    options = parser.parse_args()
    stack, broken = Stack(), 0
    stack.down()
    stack.up()
    try:
        for step in STEPS:
            begun = time.monotonic()
            try:
                step(stack)
                told = "held"
            except (BrokenError, StackError) as error:
                told, broken = f"BROKEN: {error}", broken + 1
            sys.stdout.write(f"{step.__name__}: {told} ({time.monotonic() - begun:.0f} s)\n")
            sys.stdout.flush()
    finally:
        if not options.keep:
            stack.down()
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
