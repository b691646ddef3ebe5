"""The same request, the same bytes: over repeats, worker processes and restarts.

    python -m benchmarks.determinism [--repeats N] [--json FILE]

Two requests over a short text of our own, one open with the starter ledger and one closed against a reference, are
answered N times (default 1,000) in one process, a fifth as often by four forked workers, and once in each of two new
processes whose string hashes differ. Reports are compared as JSON without their `id`; the figure is how many different
ones there are beyond the first.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks.progress import shown
from benchmarks.results import Figure, Result
from service import pipeline
from service.contract.documents import dumps
from service.contract.reports import report_json
from service.domain.text import Article
from service.ledger.sql import SqlLedger
from service.reading.article import prepare

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

TEXT: Final = (
    "Prime Minister Gordon Brown opened the Ostrava road bridge on Monday, 12 September 2011, with 300 guests. "
    "The mayor, Eva Novak, said it had cost 40 million crowns. Dmitry Medvedev visited London in May."
)
REFERENCE: Final = (
    "The Ostrava road bridge was opened on Monday, 12 September 2011, by the mayor, Eva Novak, before 200 guests. "
    "It cost 40 million crowns."
)
PUBLISHED: Final = date(2011, 9, 13)
REPEATS: Final = 1000
WORKERS: Final = 4
SHARE: Final = 5
RESTARTS: Final = ("1", "2")
"""Seeds of the string hashes of the processes that are started anew."""


@contextmanager
def starter() -> Iterator[str]:
    """The URL of a store with the starter ledger."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/ledger.db"
        ledger = SqlLedger(url)
        ledger.prepare()
        ledger.close()  # each process opens it for itself
        yield url


class Answering:
    """One process's ledger, opened at the first answer."""

    ledger: SqlLedger | None = None


def answer(url: str, number: int) -> str:
    """The digest of the reports on both requests; `number` has no part in them but their ids."""
    Answering.ledger = Answering.ledger or SqlLedger(url)
    document, reference = (prepare(Article(text=text, published_at=PUBLISHED)) for text in (TEXT, REFERENCE))
    reports = (
        pipeline.check(document, ledger=Answering.ledger, report_id=f"{number} open", explain=True),
        pipeline.check(document, ledger=None, references=[reference], closed=True, report_id=f"{number} closed"),
    )
    told = [dumps({name: value for name, value in report_json(report).items() if name != "id"}) for report in reports]
    return sha256("\n".join(told).encode()).hexdigest()


def restarted(url: str, seed: str) -> str:
    """The digest that a new process comes to."""
    command = [sys.executable, "-m", "benchmarks.determinism", "--once", url]
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    return subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout.strip()  # noqa: S603 - a fixed list, no shell: this module


def measure(repeats: int, seeds: Sequence[str] = RESTARTS) -> Result:
    """How many different reports there are, beyond the first; with a new process for each of `seeds`."""
    with starter() as url:
        work, shared = partial(answer, url), max(WORKERS, repeats // SHARE)
        pipeline.read(prepare(Article(text=TEXT)))  # loads all models before the fork, so that workers share them
        with ProcessPoolExecutor(WORKERS, multiprocessing.get_context("fork")) as pool:
            by_workers = set(shown(pool.map(work, range(shared)), "worker processes", shared))
        again = {restarted(url, seed) for seed in seeds}
        repeated = set(shown(map(work, range(repeats)), "repeats", repeats))
    first = min(repeated)
    found = {"repeats": repeated, "workers": repeated | by_workers, "restarts": repeated | again}
    counted = {f"different reports, {name}": len(digests - {first}) for name, digests in found.items()}
    return Result({name: Figure(count, less_is_better=True) for name, count in counted.items()})


def main() -> None:
    """Answer again and again, and count."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeats", type=int, default=REPEATS, metavar="N")
    parser.add_argument("--once", metavar="URL", help=argparse.SUPPRESS)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there")
    options = parser.parse_args()
    if options.once:
        print(answer(options.once, 0))
        return
    found = measure(options.repeats)
    for name, figure in found.figures.items():
        print(f"{name}: {figure.value:.0f} ({options.repeats} repeats)")
    if options.json:
        found.write(options.json)


if __name__ == "__main__":
    main()
