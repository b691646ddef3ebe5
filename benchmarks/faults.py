"""What becomes of a ledger when its writers are killed, and when many read and write at once.

    python -m benchmarks.faults [--store sqlite postgresql] [--kills N] [--commands N] [--seconds S] [--json FILE]

Examples:
    python -m benchmarks.faults --kills 10 --seconds 3              a minute
    python -m benchmarks.faults --kills 200 --commands 20 --seconds 60   what `faults.md` tells
    python -m benchmarks.faults --url sqlite:////tmp/x.db --kills 3 one database, which is emptied

Kills: an importer writes an invented world, a revision at a time, and says which revisions were acknowledged; it gets
SIGKILL at a random moment, while it makes the tables too, and begins anew until the import is done; then the next
store begins. After every kill each acknowledged revision is there, each revision has the digest of its rows, and each
document all of its facts; at the end the newest digest is that of an import that nobody interrupted.

Commands: the same of `dateline ledger add` and `dateline ledger import`, as they ship; see `faults_commands`.

Crowd: writers and readers, each a process of its own, for some seconds. Each revision writes a given number of facts
under names of its own; no reader ever finds fewer of one, the same moment of the past always reads the same, and
nobody sees an error.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Final

from sqlalchemy import func, inspect, select
from sqlalchemy.engine import make_url

from benchmarks.faults_commands import COMMANDS, Struck, struck
from benchmarks.invented import PER_ARTICLE, World, somebody
from benchmarks.progress import shown
from benchmarks.results import Figure, Result
from benchmarks.stores import STORES, emptied, stores
from service.domain.claims import ClaimKind, OfficeHeld, Proposition
from service.domain.facts import FactStatus, Provenance
from service.domain.time import ValidTime
from service.ledger import codec
from service.ledger import tables as t
from service.ledger.batch import Batch
from service.ledger.digests import verify
from service.ledger.sql import SqlLedger
from service.storage.engine import Store

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from service.domain.facts import Fact

Tell = Callable[[str], None]
Work = Callable[[Tell], None]

STATEMENTS: Final = 3_000
PER_REVISION: Final = 125
STRETCH: Final = 10
"""An import takes so many kills on average."""
TOGETHER: Final = 20
"""Facts of one revision of the crowd."""
AT: Final = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class Wounds:
    """What was found after the kills; all but `kills` and `imports` should be 0."""

    kills: int = 0
    imports: int = 0
    lost: int = 0
    torn_revisions: int = 0
    half_documents: int = 0
    other_endings: int = 0


@dataclass(slots=True)
class Crowding:
    """What a crowd did and saw; all but the first two should be 0."""

    revisions: int = 0
    reads: int = 0
    errors: int = 0
    half_revisions: int = 0
    changed_pasts: int = 0


class Child:
    """A process that runs `work`, which is told where to write its lines; forked, so that it begins at once."""

    def __init__(self, work: Work) -> None:
        self._reader, writer = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(self._reader)
            _run(work, writer)
        os.close(writer)

    def kill(self) -> None:
        """SIGKILL, whatever it is doing."""
        os.kill(self.pid, signal.SIGKILL)

    def lines(self) -> list[str]:
        """What it wrote, whole lines only, once it has ended."""
        with os.fdopen(self._reader, encoding="utf-8") as told:
            text_told = told.read()
        os.waitpid(self.pid, 0)
        return text_told.split("\n")[:-1]


def _run(work: Work, writer: int) -> None:
    def tell(line: str) -> None:
        os.write(writer, f"{line}\n".encode())

    try:
        work(tell)
    except BaseException:  # noqa: BLE001 - the process ends here, and what went wrong is told
        tell(f"error {traceback.format_exc(limit=-3)!r}")
    os._exit(0)


def killed(url: str, kills: int, *, statements: int = STATEMENTS, seed: int = 1) -> Wounds:
    """Import into the database at `url`, kill, look, go on; the database is emptied before each import."""
    draw, found = Random(seed), Wounds()  # noqa: S311 - moments, not secrets
    batches = list(World().batches(0, statements, PER_REVISION))

    def work(tell: Tell) -> None:
        ledger = SqlLedger(url)
        ledger.prepare(starter=False)
        for batch in batches:
            tell(ledger.record(batch, by="benchmark", why="import", at=AT).revision.id)
        tell("done")

    emptied(url)
    begun = time.perf_counter()
    expected = Child(work).lines()
    if expected[-1] != "done":
        raise RuntimeError(expected[-1])
    longest = (time.perf_counter() - begun) / STRETCH * 2
    acknowledged: set[str] = set()
    emptied(url)
    for _ in shown(range(kills), f"{url.partition(':')[0]}: kills"):
        importer = Child(work)
        time.sleep(draw.uniform(0, longest))
        importer.kill()
        told = importer.lines()
        found.kills += 1
        _look(url, acknowledged.union(told) - {"done"}, found)
        acknowledged.update(told)
        if told[-1:] == ["done"]:
            _ended(expected, told, found)
            acknowledged.clear()
            emptied(url)
    _ended(expected, Child(work).lines(), found)
    return found


def _ended(expected: Sequence[str], told: Sequence[str], found: Wounds) -> None:
    """Every revision of the last run is one of the import that nobody interrupted, and the last is its last."""
    found.imports += 1
    found.other_endings += tuple(told[-2:]) != tuple(expected[-2:])


def _look(url: str, acknowledged: set[str], found: Wounds) -> None:
    store = Store(url)
    with store.reading() as connection:
        if not inspect(connection).has_table("settlement"):
            found.lost += len(acknowledged)
            return
        standing = set(connection.execute(select(t.REVISION.c.id)).scalars())
        found.lost += len(acknowledged - standing)
        found.torn_revisions += sum(not whole for _, whole in verify(connection))
        per_document = select(func.count()).where(t.EVIDENCE.c.sha256.is_not(None)).group_by(t.EVIDENCE.c.sha256)
        found.half_documents += sum(facts != PER_ARTICLE for facts in connection.execute(per_document).scalars())
        documents = connection.execute(select(func.count()).select_from(t.DOCUMENT)).scalar_one()
        quoted = connection.execute(select(func.count(t.EVIDENCE.c.sha256.distinct()))).scalar_one()
        found.half_documents += abs(documents - quoted)
    store.close()


def crowded(url: str, seconds: float, *, writers: int = 2, readers: int = 4) -> Crowding:
    """Write and read at once for `seconds` in the database at `url`, which is emptied before."""
    emptied(url)
    SqlLedger(url).prepare(starter=False)
    until = time.monotonic() + seconds
    crowd = [Child(_writing(url, until, number)) for number in range(writers)]
    crowd += [Child(_reading(url, until, number, writers)) for number in range(readers)]
    found = Crowding()
    for line in (line for child in crowd for line in child.lines()):
        kind, _, rest = line.partition(" ")
        if kind == "error":
            sys.stderr.write(f"{rest}\n")
            found.errors += 1
        else:
            setattr(found, kind, getattr(found, kind) + int(rest))
    return found


def _together(writer: int, number: int) -> Batch:
    """The facts of one revision of a writer: terms of so many people in one office of its own."""
    office = f"crowd-{writer}-{number}"
    facts = []
    for nth in range(TOGETHER):
        holder = somebody(nth)
        held = OfficeHeld(holder, office, office, "XX")
        stated = Proposition(ClaimKind.OFFICE, "hold_office", subject=holder, office=held)
        where = Provenance("crowd", f"{office}#{nth}", publisher="crowd", importer="benchmark")
        facts.append(codec.fact(stated, ValidTime(), FactStatus.OFFICIAL, where))
    return Batch(facts=facts)


def _writing(url: str, until: float, writer: int) -> Work:
    def work(tell: Tell) -> None:
        ledger = SqlLedger(url)
        written = 0
        while time.monotonic() < until:
            ledger.record(_together(writer, written), by=f"writer {writer}", why="crowd", at=datetime.now(UTC))
            written += 1
        ledger.close()
        tell(f"revisions {written}")

    return work


def _reading(url: str, until: float, reader: int, writers: int) -> Work:
    def work(tell: Tell) -> None:
        ledger, draw = SqlLedger(url), Random(reader)  # noqa: S311 - which to read, not a secret
        reads = half = changed = 0
        reached = [0] * writers
        while time.monotonic() < until:
            writer = draw.randrange(writers)
            wanted = [
                f"XX:crowd-{writer}-{number}" for number in range(max(0, reached[writer] - 2), reached[writer] + 4)
            ]
            of_each = _counted(ledger.tenures(offices=wanted))
            half += sum(facts != TOGETHER for facts in of_each.values())
            reached[writer] += sum(f"XX:crowd-{writer}-{reached[writer] + ahead}" in of_each for ahead in range(4))
            past = ledger.revision()
            first, again = (_counted(ledger.tenures(offices=wanted, known_at=past.at)) for _ in range(2))
            changed += first != again or ledger.revision(past.at) != past
            reads += 3
        ledger.close()
        for name, value in (("reads", reads), ("half_revisions", half), ("changed_pasts", changed)):
            tell(f"{name} {value}")

    return work


def _counted(facts: Sequence[Fact]) -> Counter[str]:
    """How many facts each office has."""
    held = (fact.proposition.office for fact in facts)
    return Counter(f"{one.jurisdiction}:{one.role}" for one in held if one is not None)


def result(wounds: Mapping[str, Wounds], crowds: Mapping[str, Crowding], commands: Mapping[str, Struck]) -> Result:
    """What should be 0 everywhere."""
    found = Result()
    for store, wound in wounds.items():
        counted = {
            "acknowledged revisions lost": wound.lost,
            "revisions with a digest that is not theirs": wound.torn_revisions,
            "half documents": wound.half_documents,
            "imports that ended otherwise": wound.other_endings,
        }
        for name, count in counted.items():
            found.figures[f"{store}, after kills: {name}"] = Figure(count, less_is_better=True)
    for store, crowd in crowds.items():
        seen = {"errors": crowd.errors, "half revisions": crowd.half_revisions, "changed pasts": crowd.changed_pasts}
        for name, count in seen.items():
            found.figures[f"{store}, in a crowd: {name}"] = Figure(count, less_is_better=True)
    for name, strikes in commands.items():
        seen = {
            "facts lost": strikes.lost,
            "revisions with a digest that is not theirs": strikes.torn_revisions,
            "half documents or stretches": strikes.half_written,
            "runs that ended otherwise": strikes.other_endings,
        }
        for what, count in seen.items():
            found.figures[f"{name}, after kills: {what}"] = Figure(count, less_is_better=True)
    return found


def main() -> None:
    """Kill, crowd, tell; exit status 1 where anything was lost, torn, half or wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", nargs="+", choices=STORES, default=STORES, help="which kinds of store")
    parser.add_argument("--url", help="one database instead, which is emptied: never a ledger in use")
    parser.add_argument("--kills", type=int, default=200, metavar="N", help="kills per store (default 200)")
    parser.add_argument(
        "--seconds", type=float, default=20, metavar="S", help="how long the crowd goes on (default 20)"
    )
    parser.add_argument("--statements", type=int, default=STATEMENTS, metavar="N", help="how large an import is")
    parser.add_argument("--writers", type=int, default=2, metavar="N")
    parser.add_argument("--readers", type=int, default=4, metavar="N")
    parser.add_argument(
        "--commands", type=int, default=0, metavar="N", help="kills per store of each command (default 0)"
    )
    parser.add_argument("--command", nargs="+", choices=COMMANDS, default=COMMANDS, help="which commands")
    parser.add_argument("--size", type=float, default=1.0, metavar="X", help="how much they read (default 1: a minute)")
    parser.add_argument("--forked", action="store_true", help="commands that need not start Python: less to wait for")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there")
    options = parser.parse_args()
    wounds: dict[str, Wounds] = {}
    crowds: dict[str, Crowding] = {}
    commands: dict[str, Struck] = {}
    with stores([] if options.url else options.store) as made:
        for name, url in (made or {make_url(options.url).get_backend_name(): options.url}).items():
            if options.kills:
                wounds[name] = killed(url, options.kills, statements=options.statements)
                print(f"{name}: {wounds[name]}", flush=True)
            for kind in options.command if options.commands else ():
                with tempfile.TemporaryDirectory() as folder:
                    told = f"{name}, ledger {kind}"
                    commands[told] = struck(
                        url, kind, options.commands, Path(folder), size=options.size, fresh=not options.forked
                    )
                    print(f"{told}: {commands[told]}", flush=True)
            if options.seconds:
                crowds[name] = crowded(url, options.seconds, writers=options.writers, readers=options.readers)
                print(f"{name}: {crowds[name]}", flush=True)
    found = result(wounds, crowds, commands)
    if options.json:
        found.write(options.json)
    sys.exit(any(figure.value for figure in found.figures.values()))


if __name__ == "__main__":
    main()
