"""What one checked article takes of each part of a deployment: the figures behind `docs/scaling.md`.

    python -m benchmarks.scaling [--statements N ...] [--articles N] [--json FILE]

Examples:
    python -m benchmarks.scaling --statements 10000 --articles 20           two minutes
    python -m benchmarks.scaling --statements 10000 100000 --articles 60    what `docs/scaling.md` tells

Fills a PostgreSQL server of its own with an invented world (`invented.py`) of each size and checks articles about it as
the service does, twice: kept, and not. Counted are CPU seconds of the service's process and of the server's, apart from
each other, so that other programs do not matter; bytes by which the database grows; and bytes of its log, which are
what a standby is sent.
"""

from __future__ import annotations

import argparse
import gc
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import create_engine, text

from benchmarks.invented import article
from benchmarks.ledger import Growing
from benchmarks.progress import shown
from benchmarks.results import Figure, Result
from scripts.throwaway_postgres import serving
from service.bootstrap import Engine
from service.contract.stories import FORM
from service.domain.request import CheckRequest
from service.domain.text import Article
from service.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

SIZES: Final = (10_000, 100_000)
NOISE: Final = 0.3
"""Share by which times move without anything having changed; bytes do not."""
_WARM: Final = 3
"""Articles that are checked before any is counted: they load the models and fill the caches that stay filled."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What an article takes on average: CPU milliseconds and bytes."""

    service_ms: float
    server_ms: float
    grown: float = 0.0
    logged: float = 0.0


@dataclass(frozen=True, slots=True)
class Point:
    """What it takes at a size of the ledger, where its report is kept and where it is not."""

    statements: int
    kept: Taken
    unkept: Taken
    request_bytes: float


def measure(url: str, sizes: Sequence[int], articles: int) -> list[Point]:
    """Each size in turn, on the empty database at `url`."""
    store = Growing("postgresql", url)
    points = []
    for size in sorted(sizes):
        store.grow(size)
        asked = [
            CheckRequest(Article(text=words, source="herald.example", published_at=day, language="en"))
            for words, day in (article(number, store.held) for number in range(2 * articles + _WARM))
        ]
        engine = Engine(Settings(database_url=url), lambda: datetime.now(UTC))
        engine.warm_up()
        for one in asked[:_WARM]:
            engine.report_desk(FORM).check(one)
        gc.collect()
        kept = _taken(engine, url, asked[_WARM : articles + _WARM], f"{size:,}, kept")
        loose = [replace(one, store=False) for one in asked[articles + _WARM :]]
        unkept = _taken(engine, url, loose, f"{size:,}, not kept")
        length = sum(len((one.article.text or "").encode()) for one in asked) / len(asked)
        points.append(Point(store.held, kept, unkept, length))
        engine.close()
    store.close()
    return points


def _taken(engine: Engine, url: str, asked: Sequence[CheckRequest], what: str) -> Taken:
    desk = engine.report_desk(FORM)
    desk.check(asked[0])  # every connection is open now, so that all processes of the server are counted
    processes = _processes(url)
    grown, logged = _bytes(url)
    server_before, own_before = _running(processes), time.process_time()
    for one in shown(asked[1:], what):
        desk.check(one)
    own, server = time.process_time() - own_before, _running(processes) - server_before
    now_grown, now_logged = _bytes(url)
    many = len(asked) - 1
    return Taken(own / many * 1e3, server / many * 1e3, (now_grown - grown) / many, (now_logged - logged) / many)


def _processes(url: str) -> list[Path]:
    """The processes of the server at `url`, which runs on this machine: those of the parent of whoever answers."""
    engine = create_engine(url)
    with engine.connect() as connection:
        parent = _parent(Path("/proc") / str(connection.execute(text("SELECT pg_backend_pid()")).scalar_one()))
    engine.dispose()
    every = [folder for folder in Path("/proc").iterdir() if folder.name.isdigit()]
    return [folder for folder in every if parent in {folder.name, _parent(folder)}]


def _parent(process: Path) -> str:
    try:
        return (process / "stat").read_text(encoding="utf-8", errors="replace").rpartition(") ")[2].split()[1]
    except OSError:  # it has ended
        return ""


def _running(processes: Sequence[Path]) -> float:
    """CPU seconds of these processes."""
    return (
        sum(int((one / "schedstat").read_text(encoding="ascii").split()[0]) for one in processes if one.exists()) / 1e9
    )


def _bytes(url: str) -> tuple[int, int]:
    """The size of the database, and how much its log has ever had."""
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("CHECKPOINT"))
        size = connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one()
        log = connection.execute(text("SELECT pg_current_wal_lsn() - '0/0'::pg_lsn")).scalar_one()
    engine.dispose()
    return int(size), int(log)


def told(point: Point) -> str:
    """A point in words."""
    lines = [f"{point.statements:,} statements; articles of {point.request_bytes:,.0f} bytes"]
    for name, taken in (("kept", point.kept), ("not kept", point.unkept)):
        lines.append(
            f"  {name}: {taken.service_ms:.0f} ms of the service's CPU, {taken.server_ms:.0f} ms of the database's; "
            f"{taken.grown:,.0f} bytes kept, {taken.logged:,.0f} bytes of log"
        )
    return "\n".join(lines)


def result(points: Sequence[Point]) -> Result:
    """The figures that carry over to other machines: shares of the whole, and bytes."""
    found = Result()
    for point in points:
        whole = point.kept.service_ms + point.kept.server_ms
        share = f"database's share of a kept check at {point.statements:,}, per cent"
        found.figures[share] = Figure(100 * point.kept.server_ms / whole, less_is_better=True, noise=NOISE)
        kilobytes = f"kB kept of a check at {point.statements:,}"
        found.figures[kilobytes] = Figure(point.kept.grown / 1e3, less_is_better=True, noise=NOISE)
    return found


def main() -> None:
    """Fill, check, tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--statements", type=int, nargs="+", default=SIZES, metavar="N", help="sizes of the ledger")
    parser.add_argument("--articles", type=int, default=60, metavar="N", help="articles of each kind at each size")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there")
    options = parser.parse_args()
    with serving(durable=True) as url:
        points = measure(url, options.statements, options.articles)
    for point in points:
        print(told(point))
    if options.json:
        result(points).write(options.json)


if __name__ == "__main__":
    main()
