"""How a ledger grows: import rate, size on disk, and what the look-ups of one article's check cost, at each size.

    python -m benchmarks.ledger [--sizes N ...] [--store sqlite postgresql] [--articles N] [--keep DIR] [--json FILE]

Examples:
    python -m benchmarks.ledger --sizes 1000 10000 --articles 10             seconds, both stores
    python -m benchmarks.ledger --store sqlite --sizes 10000 100000          one store
    python -m benchmarks.ledger --sizes 10000 100000 1000000 5000000 --page  hours; writes ledger.md and its pictures

One store per kind grows through the sizes, filled with an invented world (`invented.py`) in revisions of `BATCH`
statements; from `--imported` on it is multiplied by the database itself (`multiplied.py`). At each size articles over
the same names are checked, by the whole pipeline with the models that ship, twice: first by a ledger that has nothing
in memory yet, then again. The clock counts what passes inside the methods of the ledger, and beside it the whole check,
in the same run. PostgreSQL runs on loopback with the settings that it is installed with, and writes to disk as it does
in use (`--postgres URL` names another server: an empty database there). Nothing outside the store is emptied between
the checks: files lie in the system's memory as far as it goes.
"""

from __future__ import annotations

import argparse
import gc
import json
import statistics
import sys
import tempfile
import time
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from benchmarks import ledger_page
from benchmarks.invented import UNIT, World, article
from benchmarks.ledger_page import Cost, Point
from benchmarks.multiplied import multiply
from benchmarks.progress import shown
from benchmarks.results import Figure, Result
from scripts.throwaway_postgres import NoServerError, serving
from service import pipeline
from service.domain.text import Article
from service.ledger.sql import SqlLedger
from service.reading.article import prepare

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from service.domain.facts import Ledger
    from service.domain.text import Document

BATCH: Final = 10_000
"""Statements of one revision of an import."""
SINGLE: Final = 200
"""Articles that are written one by one at each size, a revision each; fewer in a store of few."""
SIZES: Final = (10_000, 100_000)
QUICK: Final = (1_000, 10_000)
STORES: Final = ("sqlite", "postgresql")
IMPORTED: Final = 1_000_000
"""Statements that are imported; a store of more is multiplied."""
AT: Final = datetime(2026, 1, 1, tzinfo=UTC)
NOISE: Final = 0.5
"""Share by which times of single look-ups move without anything having changed."""


class Clock:
    """Seconds that pass."""

    def look(self) -> None:
        """Find out what there is to count."""

    def __call__(self) -> float:
        """The time now."""
        return time.perf_counter()


class CpuClock(Clock):
    """CPU seconds of this process and of the PostgreSQL servers on this machine: what counts where others work, too."""

    def __init__(self) -> None:
        self._servers: list[Path] = []

    def look(self) -> None:
        """Find the processes of the servers; one that starts later is not counted until the next look."""
        started = [folder for folder in Path("/proc").iterdir() if folder.name.isdigit()]
        self._servers = [folder / "schedstat" for folder in started if _name(folder) == "postgres"]

    def __call__(self) -> float:
        """The time that all of them have been running."""
        return time.process_time() + sum(map(_running, self._servers))


def _name(process: Path) -> str:
    try:
        return (process / "comm").read_text(encoding="utf-8").strip()
    except OSError:  # it has ended
        return ""


def _running(schedstat: Path) -> float:
    try:
        return int(schedstat.read_text(encoding="ascii").split()[0]) / 1e9
    except OSError:
        return 0.0


@dataclass(slots=True)
class Clocked:
    """A ledger that counts the seconds spent in it, by method."""

    ledger: SqlLedger
    clock: Clock
    spent: dict[str, float] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Callable[..., Any]:
        method = getattr(self.ledger, name)

        def timed(*given: Any, **named: Any) -> Any:  # noqa: ANN401 - stands for every method of the ledger
            begun = self.clock()
            try:
                return method(*given, **named)
            finally:
                self.spent[name] = self.spent.get(name, 0.0) + self.clock() - begun

        return timed

    @property
    def seconds(self) -> float:
        """The sum over the methods."""
        return sum(self.spent.values())


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` of the values lie, interpolated."""
    if len(values) == 1:
        return values[0]
    return statistics.quantiles(values, n=1000, method="inclusive")[round(share * 1000) - 1]


class Growing:
    """A store that grows."""

    def __init__(self, name: str, url: str, clock: Clock | None = None, imported: int = IMPORTED) -> None:
        self.name = name
        self._clock = clock or Clock()
        self._url = url
        self._imported = imported
        self._world = World()
        self._ledger = SqlLedger(url)
        self._ledger.prepare(starter=False)
        self._held = int(self._ask("SELECT count(*) FROM statement")) // UNIT * UNIT
        self._single = 0

    def grow(self, size: int) -> None:
        """Make it at least `size` statements."""
        first, aim = self._held, min(size, self._imported)
        batches = self._world.batches(first, aim, BATCH)
        for batch in shown(batches, f"{self.name}: to {aim:,}", max(0, -(-(aim - first) // BATCH))):
            self._ledger.record(batch, by="benchmark", why="import", at=AT)
            self._held += len(batch.facts)
        if self._held < size:
            self._ledger.close()
            copies = multiply(self._url, size)
            self._held = list(shown(copies, f"{self.name}: times", -(-size // self._held) - 1))[-1]
        self._settle()

    def documents(self, many: int) -> list[Document]:
        """So many articles over the names that the store was filled with."""
        texts = [article(number, min(self._held, self._imported)) for number in range(many)]
        return [prepare(Article(text=words, published_at=day)) for words, day in texts]

    @property
    def held(self) -> int:
        """How many statements it has."""
        return self._held

    def in_bulk(self) -> float:
        """Statements a second of an import on top of what it has: half as much again, at most one revision."""
        another = World(seed=2 + self._held)
        batch = next(another.batches(0, max(UNIT, min(BATCH, self._held // 2)), BATCH))
        begun = self._clock()
        self._ledger.record(batch, by="benchmark", why="import", at=AT)
        return len(batch.facts) / (self._clock() - begun)

    def one_by_one(self) -> float:
        """Statements a second where every article is a revision of its own."""
        count = min(SINGLE, self._held // 50)
        batches = list(self._world.articles(10**9 + self._single, count))
        self._single += count
        begun = self._clock()
        for batch in batches:
            self._ledger.record(batch, by="benchmark", why="article", at=AT)
        return sum(len(batch.facts) for batch in batches) / (self._clock() - begun)

    def megabytes(self) -> float:
        """What the store takes on disk."""
        if self.name == "sqlite":
            path = Path(make_url(self._url).database or "")
            return sum(file.stat().st_size for file in path.parent.glob(f"{path.name}*")) / 1e6
        return float(self._ask("SELECT pg_database_size(current_database())")) / 1e6

    def check(self, documents: Sequence[Document], rounds: Sequence[str]) -> Iterator[Cost]:
        """What checking them costs, in as many rounds; a ledger with nothing in memory begins the first."""
        ledger = SqlLedger(self._url)
        for name in rounds:
            spent: list[Clocked] = []
            whole: list[float] = []
            for document in shown(documents, f"{self.name}: {self._held:,}, {name}"):
                self._clock.look()
                clocked = Clocked(ledger, self._clock)
                begun = self._clock()
                pipeline.check(document, ledger=cast("Ledger", clocked), report_id="scale")
                whole.append(self._clock() - begun)
                spent.append(clocked)
            yield _cost(spent, whole)
        ledger.close()

    def close(self) -> None:
        """Let the connections go."""
        self._ledger.close()

    def _settle(self) -> None:
        """What the database does by itself soon after an import, done now."""
        self._ask("PRAGMA wal_checkpoint(TRUNCATE)" if self.name == "sqlite" else "VACUUM ANALYZE")

    def _ask(self, statement: str) -> Any:  # noqa: ANN401 - whatever the database says
        engine = create_engine(self._url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            answer = connection.execute(text(statement))
            told = answer.scalar() if answer.returns_rows else None
        engine.dispose()
        return told


def _cost(spent: Sequence[Clocked], whole: Sequence[float]) -> Cost:
    lookups = [clocked.seconds * 1000 for clocked in spent]
    methods = sorted({name for clocked in spent for name in clocked.spent})
    return Cost(
        lookups_p50=percentile(lookups, 0.5),
        lookups_p99=percentile(lookups, 0.99),
        check_p50=percentile(whole, 0.5) * 1000,
        check_p99=percentile(whole, 0.99) * 1000,
        share=sum(lookups) / sum(whole) / 10,
        by_method={name: percentile([c.spent.get(name, 0.0) * 1000 for c in spent], 0.99) for name in methods},
    )


def measure(stores: Sequence[Growing], sizes: Sequence[int], articles: int) -> Iterator[Point]:
    """Each store at each size, as soon as it is measured."""
    for store in stores:
        for size in sorted(sizes):
            store.grow(size)
            documents = store.documents(articles)
            pipeline.read(documents[0])  # loads the models, as `Engine.warm_up` does
            gc.collect()
            gc.freeze()
            first, warm = store.check(documents, ("first", "again"))
            size_on_disk = store.megabytes()
            yield Point(store.name, store.held, store.in_bulk(), store.one_by_one(), size_on_disk, first, warm)


@contextmanager
def opened(
    names: Sequence[str], keep: Path | None, postgres: str | None, clock: Clock, imported: int
) -> Iterator[list[Growing]]:
    """The stores of these kinds; a kind that cannot be had here is told and left out."""
    with ExitStack() as stack:
        folder = keep or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.mkdir(parents=True, exist_ok=True)
        stores = []
        for name in names:
            try:
                url = f"sqlite:///{folder / 'ledger.db'}" if name == "sqlite" else postgres
                stores.append(Growing(name, url or stack.enter_context(serving(durable=True)), clock, imported))
            except NoServerError as error:
                sys.stderr.write(f"postgresql: left out. {error}\n")
        yield stores
        for store in stores:
            store.close()


def told(point: Point) -> str:
    """A point in words."""
    first, warm = point.first, point.warm
    slow = ", ".join(f"{name} {spent:.1f}" for name, spent in sorted(first.by_method.items(), key=lambda it: -it[1]))
    return (
        f"{point.store} at {point.statements:,}: {point.bulk_rate:,.0f} statements/s in bulk, "
        f"{point.single_rate:,.0f}/s article by article, {point.megabytes:,.0f} MB\n"
        f"  look-ups of a check, ms: p50 {first.lookups_p50:.1f}, p99 {first.lookups_p99:.1f} at first; "
        f"p50 {warm.lookups_p50:.1f}, p99 {warm.lookups_p99:.1f} again ({slow} at first, p99)\n"
        f"  whole check, ms: p50 {first.check_p50:.0f}, p99 {first.check_p99:.0f}; look-ups are {first.share:.1f} % "
        f"of it at first, {warm.share:.1f} % again"
    )


def result(points: Sequence[Point]) -> Result:
    """The figures that carry over to other machines: growth of the slowest look-ups, and their share of the check."""
    found = Result()
    for store in dict.fromkeys(point.store for point in points):
        mine = [point for point in points if point.store == store]
        least, most = mine[0], mine[-1]
        if most is not least:
            growth = most.first.lookups_p99 / least.first.lookups_p99
            name = f"{store}: p99 of look-ups at {most.statements:,}, times that at {least.statements:,}"
            found.figures[name] = Figure(growth, less_is_better=True, noise=NOISE)
        share = f"{store}: look-ups at {most.statements:,}, per cent of the check"
        found.figures[share] = Figure(most.first.share, less_is_better=True, noise=NOISE)
    return found


def main() -> None:
    """Grow, check, tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--sizes", type=int, nargs="+", default=SIZES, metavar="N", help="statements at which to measure"
    )
    parser.add_argument("--quick", action="store_true", help="small sizes and few articles, in seconds")
    parser.add_argument("--store", nargs="+", choices=STORES, default=STORES, help="which kinds of store")
    parser.add_argument(
        "--imported", type=int, default=IMPORTED, metavar="N", help="from so many statements on the store is multiplied"
    )
    parser.add_argument("--articles", type=int, default=100, metavar="N", help="articles checked at each size")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep the SQLite store there; it grows on next time")
    parser.add_argument("--postgres", metavar="URL", help="an empty database to use instead of a server of our own")
    parser.add_argument("--cpu", action="store_true", help="count CPU seconds: on a busy machine")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there")
    parser.add_argument("--points", type=Path, metavar="FILE", help="write every measurement there, as it is made")
    parser.add_argument("--page", action="store_true", help="write ledger.md and its pictures beside this module")
    options = parser.parse_args()
    sizes, articles = (QUICK, 12) if options.quick else (options.sizes, options.articles)
    points: list[Point] = []
    clock = CpuClock() if options.cpu else Clock()
    with opened(options.store, options.keep, options.postgres, clock, options.imported) as stores:
        for point in measure(stores, sizes, articles):
            points.append(point)
            print(told(point), flush=True)
            if options.points:
                options.points.write_text(json.dumps([asdict(one) for one in points], indent=1), encoding="utf-8")
    if options.json:
        result(points).write(options.json)
    if options.page:
        ledger_page.write(Path(__file__).parent, points, articles, cpu=options.cpu)


if __name__ == "__main__":
    main()
