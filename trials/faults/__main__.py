"""Strike the running stack with faults, one after the other, under load, and write down what came of each.

    python -m trials.faults [--only NAME...] [--short] [--keep]
    python -m trials.faults --list
    python -m trials.faults --page              write docs/reliability.md again from what is kept

Needs root, a Docker engine with compose, nsenter, iptables, and for the clocks a C compiler. The outcome of each fault
is kept in trials/outcomes/faults.json, whose other rows stay, and shown in docs/reliability.md. With --short, one fault
of each kind is tried and nothing is written but what it prints. Exit status 1 where a fault broke a promise.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import sys
import time
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from trials.acts import quiet
from trials.faults.page import table
from trials.faults.registry import FAULTS
from trials.faults.setting_up import standing
from trials.faults.trial import say, tried
from trials.page import PAGE, put
from trials.stack import ROOT, StackError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trials.acts import Quiet
    from trials.faults.fault import Fault
    from trials.faults.trial import Tried

OUTCOMES: Final = ROOT / "trials" / "outcomes" / "faults.json"
QUIET_ARTICLES: Final = 6


def main() -> int:
    """Try the faults that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    names = tuple(fault.name for fault in FAULTS)
    parser.add_argument("--only", nargs="+", choices=names, metavar="NAME", help=", ".join(names))
    parser.add_argument("--short", action="store_true", help="one fault of each kind")
    parser.add_argument("--keep", action="store_true", help="leave the last stack running")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--page", action="store_true")
    options = parser.parse_args()
    if options.list:
        for fault in FAULTS:
            sys.stdout.write(f"{fault.name}: {fault.struck}; ended: {fault.remedy}\n")
        return 0
    if options.page:
        put(PAGE, "faults", table(json.loads(OUTCOMES.read_text(encoding="utf-8"))))
        return 0
    if os.geteuid():
        parser.error("It kills processes of containers, mounts and filters: it needs root.")
    chosen = [fault for fault in FAULTS if not options.only or fault.name in options.only]
    chosen = [fault for fault in chosen if fault.is_short or not options.short]
    found = _all_tried(chosen, write=not options.short, keep=options.keep)
    sys.stdout.write(table({one.fault: asdict(one) for one in found}) + "\n")
    broken = [one.fault for one in found if not one.held]
    if broken or len(found) < len(chosen):
        say(f"Promises were broken, or not tried: {', '.join(broken) or 'a stack did not start'}")
        return 1
    return 0


def _all_tried(faults: Sequence[Fault], *, write: bool, keep: bool) -> list[Tried]:
    found: list[Tried] = []
    numbers = itertools.count(int(time.time()) % 100_000 + 1_000)
    right: dict[str, Quiet] = {}
    for setting, group in itertools.groupby(faults, key=lambda fault: fault.setting):
        waiting = list(group)
        while waiting:
            try:
                with standing(setting, keep=keep) as stack:
                    if setting.profile not in right:
                        say("the quiet stack is asked")
                        right[setting.profile] = quiet(stack.client(), QUIET_ARTICLES)
                    while waiting:
                        found.append(tried(stack, waiting.pop(0), right[setting.profile], numbers))
                        if write:
                            _write(found[-1])
                        if not found[-1].recovered:
                            break  # the next one gets a stack that is well
            except StackError as error:
                say(f"The stack failed: {error}")
                break
    return found


def _write(one: Tried) -> None:
    OUTCOMES.parent.mkdir(exist_ok=True)
    kept: dict[str, Any] = json.loads(OUTCOMES.read_text(encoding="utf-8")) if OUTCOMES.is_file() else {}
    kept[one.fault] = asdict(one)
    OUTCOMES.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    if PAGE.is_file():
        put(PAGE, "faults", table(kept))


if __name__ == "__main__":
    sys.exit(main())
