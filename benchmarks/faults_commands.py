"""The command line that ships, killed while it fills a ledger, and run again until it is done.

`dateline ledger add` reads a folder of feeds and `dateline ledger import reviewed` a table, both generated. Each is run
once undisturbed; then it gets SIGKILL at random moments of the time that this took, and is run again, until it ends by
itself; then the database is emptied, and so on. What stands after a kill is compared with what the undisturbed run has
written: each document has all of its facts or is not there, so has each stretch of the table; what was said to be done
is there, and what was there stays. At the end the facts are the same.
"""

from __future__ import annotations

import csv
import os
import re
import signal
import subprocess
import sys
import time
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random
from select import select as readable
from typing import TYPE_CHECKING, Final

from sqlalchemy import func, select

from benchmarks.invented import somebody
from benchmarks.progress import shown
from benchmarks.stores import emptied
from service.cli import main
from service.domain.claims import ClaimKind, Proposition
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
    from pathlib import Path

COMMANDS: Final = ("add", "import")
FILES: Final = 6
ARTICLES: Final = 48
ROWS: Final = 10_000
BY: Final = "benchmark"
_BEGUN: Final = "begun"
_FIRST: Final = date(2001, 1, 1)

Pieces = dict[str, frozenset[str]]
"""The ids of the facts by what they are written with: the document, or the stretch of the table."""


@dataclass(slots=True)
class Struck:
    """What was found after the kills; all but the first two should be 0."""

    kills: int = 0
    runs: int = 0
    lost: int = 0
    torn_revisions: int = 0
    half_written: int = 0
    other_endings: int = 0


@dataclass(frozen=True, slots=True)
class Undisturbed:
    """What a run writes that nobody interrupts; `first` and `last`: seconds to its first revision, and to its end."""

    pieces: Pieces
    first: float
    last: float


class Command:
    """A process of `dateline`; without `fresh` it is forked, so that it need not begin with imports of modules."""

    def __init__(self, arguments: Sequence[str], *, fresh: bool) -> None:
        self._reader, writer = os.pipe()
        self._process: subprocess.Popen[bytes] | None = None
        if fresh:
            command = [sys.executable, "-u", "-m", "service.cli", *arguments]
            self._process = subprocess.Popen(command, stdout=writer, stderr=writer)  # noqa: S603 - no shell: this service
            self._pid = self._process.pid
        else:
            self._pid = os.fork()
            if self._pid == 0:
                _run(arguments, writer)
        os.close(writer)

    def killed_after(self, seconds: float) -> bool:
        """SIGKILL after some time, whatever it is doing; False where it has ended by itself before."""
        handle = os.pidfd_open(self._pid)
        try:
            if readable([handle], [], [], seconds)[0]:
                return False
            signal.pidfd_send_signal(handle, signal.SIGKILL)
            return True
        finally:
            os.close(handle)

    def ended(self) -> tuple[list[str], bool]:
        """The whole lines that it has told, once it has ended, and whether it ended by itself and well."""
        with os.fdopen(self._reader, encoding="utf-8", errors="replace") as told:
            lines = told.read().split("\n")[:-1]
        if self._process is not None:
            return lines, self._process.wait() == 0
        return lines, os.waitpid(self._pid, 0)[1] == 0


def _run(arguments: Sequence[str], writer: int) -> None:
    code = 1
    try:
        os.dup2(writer, 1)
        os.dup2(writer, 2)
        sys.stdout = open(1, "w", encoding="utf-8", buffering=1, closefd=False)  # noqa: SIM115 - as `python -u`
        code = main(arguments)
    finally:
        os._exit(code)


def struck(url: str, kind: str, kills: int, folder: Path, *, size: float = 1.0, fresh: bool = True) -> Struck:
    """Run one of `COMMANDS` on the database at `url`, kill, look, run it again; it is emptied before each first run.

    `folder` is for what is read; `size` makes it smaller or larger.
    """
    draw, found = Random(f"{kind} {kills}"), Struck()  # noqa: S311 - moments, not secrets
    arguments = ["--db", url, "ledger", *_material(kind, folder, size), "--by", BY]
    expected = _undisturbed(url, arguments, fresh=fresh)
    before: Pieces = {}
    last, hits = expected.last, iter(shown(range(kills), f"{url.partition(':')[0]}: kills of ledger {kind}"))
    _begin(url)
    while found.kills < kills:
        command, begun = Command(arguments, fresh=fresh), time.perf_counter()
        if hit := command.killed_after(draw.uniform(0.9 * min(expected.first, last), last)):
            found.kills += 1
            next(hits)
        elif not before:
            last = time.perf_counter() - begun  # a machine may be less busy than it was for the undisturbed run
        told, done = command.ended()
        before = _look(url, before, expected.pieces, told, found)
        if done and not hit:
            _ended(before, expected.pieces, found)
            before = {}
            _begin(url)
    told, done = Command(arguments, fresh=fresh).ended()
    if not done:
        raise RuntimeError("\n".join(told[-3:]))
    _ended(_look(url, before, expected.pieces, told, found), expected.pieces, found)
    return found


def _undisturbed(url: str, arguments: Sequence[str], *, fresh: bool) -> Undisturbed:
    _begin(url)
    begun, clock = datetime.now(UTC), time.perf_counter()
    told, done = Command(arguments, fresh=fresh).ended()
    if not done:
        raise RuntimeError("\n".join(told[-3:]))
    last = time.perf_counter() - clock
    store = Store(url)
    with store.reading() as connection:
        query = select(func.min(t.REVISION.c.at)).where(t.REVISION.c.why != _BEGUN)
        first = connection.execute(query).scalar_one()
    store.close()
    return Undisturbed(_standing(url), max(0.0, (first - begun).total_seconds()), last)


def _begin(url: str) -> None:
    """An empty ledger with one fact: one with none is filled with the starter ledger first, which is not measured."""
    emptied(url)
    ledger = SqlLedger(url)
    ledger.prepare(starter=False)
    stated = Proposition(ClaimKind.EVENT, "begin", subject=somebody(0))
    where = Provenance(BY, _BEGUN, publisher=BY, importer=BY)
    fact = codec.fact(stated, ValidTime(), FactStatus.OFFICIAL, where)
    ledger.record(Batch(facts=[fact]), by=BY, why=_BEGUN, at=datetime(2001, 1, 1, tzinfo=UTC))
    ledger.close()


def _look(url: str, before: Pieces, expected: Pieces, told: Sequence[str], found: Struck) -> Pieces:
    """What stands now, its faults counted."""
    store = Store(url)
    with store.reading() as connection:
        found.torn_revisions += sum(not whole for _, whole in verify(connection))
    store.close()
    standing = _standing(url)
    found.half_written += sum(facts != expected.get(piece) for piece, facts in standing.items())
    found.lost += sum(not facts <= standing.get(piece, frozenset()) for piece, facts in before.items())
    counted = {"articles": len(standing), "facts": sum(map(len, standing.values()))}
    found.lost += any(sum(_told(line, what) for line in told) > counted[what] for what in counted)
    return standing


def _told(line: str, what: str) -> int:
    """How many articles or facts a line of the command says that it has written or found written."""
    if what == "articles":
        found = re.search(r": ([\d,]+) articles,", line)
        return int(found[1].replace(",", "")) if found else 0
    found = re.search(r": ([\d,]+) facts added, ([\d,]+) known", line)
    return sum(int(count.replace(",", "")) for count in found.groups()) if found else 0


def _ended(standing: Mapping[str, frozenset[str]], expected: Pieces, found: Struck) -> None:
    found.runs += 1
    found.other_endings += standing != expected


def _standing(url: str) -> Pieces:
    """All facts of the ledger by document or stretch, and each document without facts."""
    e = t.EVIDENCE.c
    facts = (
        select(t.STATEMENT.c.id, func.coalesce(e.sha256, t.REVISION.c.why).label("piece"))
        .join(t.EVIDENCE, e.statement == t.STATEMENT.c.seq)
        .join(t.REVISION, t.REVISION.c.seq == t.STATEMENT.c.revision)
        .where(t.REVISION.c.why != _BEGUN)
    )
    pieces: defaultdict[str, set[str]] = defaultdict(set)
    store = Store(url)
    with store.reading() as connection:
        for row in connection.execute(facts):
            pieces[row.piece].add(row.id)
        for sha256 in connection.execute(select(t.DOCUMENT.c.sha256)).scalars():
            pieces[sha256] |= set()
    store.close()
    return {piece: frozenset(ids) for piece, ids in pieces.items()}


def _material(kind: str, folder: Path, size: float) -> list[str]:
    """Write what the command reads; its name and its arguments."""
    if kind == "import":
        table = folder / "reviewed.csv"
        with table.open("w", encoding="utf-8", newline="") as file:
            written = csv.writer(file)
            written.writerow("id predicate subject object start end source".split())
            for number in range(round(ROWS * size)):
                day = _FIRST + timedelta(days=number % 7_000)
                people = somebody(number).name, somebody(number + 1).name
                written.writerow([number, "meet", *people, day.isoformat(), "", "diary"])
        return ["import", "reviewed", str(table)]
    wire = folder / "wire"
    wire.mkdir(exist_ok=True)
    for place in range(FILES):
        items = "".join(map(_item, range(place, max(2 * FILES, round(ARTICLES * size)), FILES)))
        feed = (
            f'<rss version="2.0"><channel><title>Wire</title><link>https://wire.example/</link>{items}</channel></rss>'
        )
        (wire / f"{place}.xml").write_text(feed, encoding="utf-8")
    return ["add", str(wire)]


def _item(number: int) -> str:
    one, other, third = (somebody(3 * number + at).name for at in range(3))
    day = _FIRST + timedelta(days=number)
    on = f"{day.day} {day:%B} {day.year}"
    body = (
        f"President {one} visited France on {on}. {one} met {other} in Paris on {on}. The minister {third} signed an "
        f"agreement with {other} on {on}."
    )
    sent = f"{day:%a, %d %b %Y} 12:00:00 GMT"
    return (
        f"<item><title>{one} in France</title><guid>urn:wire:{number}</guid><pubDate>{sent}</pubDate>"
        f"<description>{body}</description></item>"
    )
