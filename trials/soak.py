"""An hour of mixed load on the compose stack, with articles and tables read into the ledger meanwhile.

    python -m trials.soak [--minutes 60] [--busy 0.6 | --pace P] [--replay-minutes M]
    python -m trials.soak --page

Starts the profile `scale` anew (its volumes are removed before and, without --keep, after), finds the pace at which
the stack keeps that share of the machine busy, and keeps to it. At the end every write that was acknowledged is looked
for, stored reports are replayed, and what was found is written as JSON, drawn, and told in docs/reliability.md.
Exit status 1 where anything was lost or wrong, or any answer was a 5xx.
"""

from __future__ import annotations

import argparse
import itertools
import json
import math
import random
import statistics
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from trials import texts
from trials.acts import quiet
from trials.load import Outcome, Sender, Timetable
from trials.machine import busy, moment
from trials.notes import Noted, Notes, audit, digest, stored, unfinished
from trials.page import PAGE, put
from trials.soaked import GROUPS, Found, Watched, counted, latencies, memory, picture, section
from trials.stack import ROOT, Stack, StackError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trials.client import Answer, Client
    from trials.machine import Moment

OUTCOME: Final = ROOT / "trials" / "outcomes" / "soak.json"
PICTURE: Final = ROOT / "benchmarks" / "pictures" / "soak.svg"
QUIET_ARTICLES: Final = 12
SAMPLE_SECONDS: Final = 15.0
TABLE_SECONDS: Final = 300.0
TABLE_ROWS: Final = 25
_CALIBRATE_SECONDS: Final = 90.0
_LOWEST_PACE, _HIGHEST_PACE = 0.2, 8.0
_REPLAYERS: Final = 5
_REPLAY_SECONDS: Final = 60.0
_JOBS_SECONDS: Final = 300.0
_TABLES: Final = range(200_000, 300_000)
"""Numbers that no other act has."""
_BAD_SIGNS: Final = ("Traceback", '"level": "error"', '"level": "critical"')
_IMPORT: Final = "cat > /tmp/table.csv && exec dateline ledger import reviewed /tmp/table.csv --by desk"


def soak(
    stack: Stack, minutes: float, share: float, pace: float | None, replay_minutes: float = math.inf
) -> tuple[Found, str]:
    """Load the stack for so long; what was found, and the picture."""
    client, notes, numbers = stack.client(), Notes(), itertools.count(1_000)
    pids = [stack.pid(one.name) for one in stack.containers() if one.state == "running"]
    before = quiet(client, QUIET_ARTICLES)
    run = f"soak-{int(time.time())}"

    def sender() -> Sender:
        return Sender(client, before, notes, numbers, run)

    pace = pace or _calibrated(sender, share, pids)
    _say(f"pace {pace:.2f}")
    loaded, watched = sender(), Watched()
    begun_at, ended, begun = datetime.now(UTC), threading.Event(), time.monotonic()
    watchers = [
        threading.Thread(target=_watch, args=(stack, pids, watched, begun, ended)),
        threading.Thread(target=_import_tables, args=(stack, notes, watched, ended)),
        threading.Thread(target=_tell, args=(loaded, watched, begun, ended)),
    ]
    for watcher in watchers:
        watcher.start()
    try:
        Timetable(loaded, pace).run(minutes * 60)
    finally:
        ended.set()
        for watcher in watchers:
            watcher.join()
    lasted = (time.monotonic() - begun) / 60
    _say("jobs are waited for")
    until = time.monotonic() + _JOBS_SECONDS
    while unfinished(client, notes) and time.monotonic() < until:
        time.sleep(1)
    _say("what was acknowledged is looked for")
    looked = audit(client, notes)
    names = stored(client)
    _say(f"stored reports are replayed, of {len(names)}")
    tried, differing = _replayed(client, names, replay_minutes)
    heard = loaded.tally.heard
    found = Found(
        begun=begun_at.isoformat(timespec="seconds"),
        minutes=round(lasted, 1),
        pace=round(pace, 2),
        requests=len(heard),
        by_operation=counted(heard),
        server_errors=sum(one.outcome is not Outcome.DONE and one.said.startswith("5") for one in heard),
        broken=loaded.tally.count(Outcome.BROKEN),
        wrong=loaded.tally.wrong(),
        refused=loaded.tally.said(Outcome.REFUSED),
        acknowledged=looked.found,
        lost=looked.lost,
        tables=watched.tables,
        stored=len(names),
        tried_again=tried,
        replayed=tried - len(differing),
        differing=differing[:20],
        busy_stack=round(statistics.fmean(one[2] for one in watched.shares), 3),
        busy_machine=round(statistics.fmean(one[1] for one in watched.shares), 3),
        latencies={group: latencies(heard, kinds, begun) for group, kinds in GROUPS.items()},
        memory=memory(watched, lasted),
        faults=watched.faults + _logged(stack, begun_at),
        missed_samples=watched.missed,
    )
    return found, picture(watched, heard, begun, found)


def _calibrated(sender: Any, share: float, pids: list[int]) -> float:  # noqa: ANN401 - a function without arguments
    """The pace at which the stack and whoever loads it keep that share of the machine busy."""
    _say("warming up")
    Timetable(sender(), 1.0).run(_CALIBRATE_SECONDS / 3)
    before = moment(pids)
    Timetable(sender(), 1.0).run(_CALIBRATE_SECONDS)
    found = busy(before, moment(pids))[1]
    _say(f"at pace 1 the stack keeps {found:.0%} of the machine busy")
    return max(_LOWEST_PACE, min(_HIGHEST_PACE, share / found))


def _watch(stack: Stack, pids: list[int], watched: Watched, begun: float, ended: threading.Event) -> None:
    last: Moment = moment(pids)
    while not ended.wait(SAMPLE_SECONDS):
        try:
            held = stack.megabytes()
            now = moment(pids)
        except (StackError, OSError):
            watched.missed += 1
            continue
        at = (now.at - begun) / 60
        # Containers of one import are gone before anything could be said of them.
        watched.megabytes.append((at, {name: value for name, value in held.items() if "-run-" not in name}))
        watched.shares.append((at, *busy(last, now)))
        last = now


def _import_tables(stack: Stack, notes: Notes, watched: Watched, ended: threading.Event) -> None:
    """Import a table every few minutes, as an operator does, in a container that goes away again."""
    next_number = iter(_TABLES)
    while not ended.wait(TABLE_SECONDS if watched.tables else SAMPLE_SECONDS):
        first = next(next_number)
        numbers = range(first, first + TABLE_ROWS)
        for _ in numbers[1:]:
            next(next_number)
        command = ("docker", "compose", "run", "--rm", "--no-deps", "-T", "worker", "sh", "-c", _IMPORT)
        try:
            stack.run(*command, sent=texts.table(numbers))
        except StackError as error:
            watched.faults.append(f"The import of a table failed: {error}"[:300])
            return
        watched.tables += 1
        for number in numbers:
            notes.add(Noted("document", texts.somebody(number), digest(texts.fact(number)["quote"])))


def _tell(sender: Sender, watched: Watched, begun: float, ended: threading.Event) -> None:
    while not ended.wait(60):
        tally = sender.tally
        total = sum(watched.megabytes[-1][1].values()) if watched.megabytes else 0
        recent = [share for at, _, share in watched.shares[-4:] if at]
        at_work = statistics.fmean(recent) if recent else 0.0
        _say(
            f"minute {(time.monotonic() - begun) / 60:.0f}: {len(tally.heard)} answers, "
            f"{tally.count(Outcome.REFUSED)} refused, {tally.count(Outcome.BROKEN)} broken, "
            f"{tally.count(Outcome.WRONG)} wrong; {total:.0f} MB, {at_work:.0%} busy"
        )


def _replayed(client: Client, names: Sequence[str], minutes: float) -> tuple[int, list[str]]:
    """How many stored reports were made again within so many minutes, and which were another; in random order."""
    until = time.monotonic() + minutes * 60

    def differs(name: str) -> str | None:
        if time.monotonic() > until:
            return None
        answer = _patiently(client, f"/v1/reports/{name}/replay")
        if not answer.is_done:
            return f"{name}: answered {answer.status}"
        return "" if answer.json["identical"] else f"{name}: {answer.json['differs'][:2]}"

    drawn = random.Random(0).sample(names, len(names))  # noqa: S311 - which come first need not be hard to guess
    with ThreadPoolExecutor(_REPLAYERS) as pool:
        told = [one for one in pool.map(differs, drawn) if one is not None]
    return len(told), [one for one in told if one]


def _patiently(client: Client, path: str) -> Answer:
    """The answer, asked for again while the service has too much to do: the load is over, nobody counts any more."""
    until = time.monotonic() + _REPLAY_SECONDS
    answer = client.ask("POST", path, b"{}")
    while answer.status == HTTPStatus.SERVICE_UNAVAILABLE and time.monotonic() < until:
        time.sleep(1)
        answer = client.ask("POST", path, b"{}")
    return answer


def _logged(stack: Stack, since: datetime) -> list[str]:
    """Lines of the log that no service should have written."""
    lines = stack.logs(since.timestamp(), ("api", "worker", "proxy"))
    return [line[:300] for line in lines if any(sign in line for sign in _BAD_SIGNS)][:10]


def _say(what: str) -> None:
    sys.stderr.write(f"{datetime.now(UTC):%H:%M:%S} {what}\n")


def main() -> int:
    """Soak, write down and draw."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--busy", type=float, default=0.6, help="share of the machine that the stack is to keep busy")
    parser.add_argument("--pace", type=float, help="the rates of trials/acts.py times this, instead of finding it")
    parser.add_argument("--json", type=Path, default=OUTCOME, metavar="FILE")
    parser.add_argument("--picture", type=Path, default=PICTURE, metavar="FILE")
    parser.add_argument("--replay-minutes", type=float, default=math.inf, help="for replays, drawn at random; else all")
    parser.add_argument("--page", action="store_true", help="only tell again, in docs/reliability.md, what was found")
    parser.add_argument("--keep", action="store_true", help="leave the stack running")
    options = parser.parse_args()
    if options.page:
        put(PAGE, "soak", section(json.loads(OUTCOME.read_text(encoding="utf-8"))))
        return 0
    stack = Stack()
    stack.down()
    stack.up()
    try:
        found, drawn = soak(stack, options.minutes, options.busy, options.pace, options.replay_minutes)
    finally:
        if not options.keep:
            stack.down()
    options.json.parent.mkdir(parents=True, exist_ok=True)
    options.json.write_text(json.dumps(asdict(found), indent=1) + "\n", encoding="utf-8")
    options.picture.write_text(drawn, encoding="utf-8")
    if options.json == OUTCOME:
        put(PAGE, "soak", section(asdict(found)))
    _say("clean" if found.is_clean else f"not clean: {json.dumps(asdict(found))[:2_000]}")
    return 0 if found.is_clean else 1


if __name__ == "__main__":
    sys.exit(main())
