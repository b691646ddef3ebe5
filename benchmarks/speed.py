"""Speed on one 600-word article: the date layer, reading, the whole check, and dateparser's search on the same text.

    python -m benchmarks.speed [--rounds N] [--json FILE]

CPU time of one core, warm, best of N rounds, all in one run: ratios carry over to other machines, seconds do not.
The check runs on the starter ledger, with the models that ship, as `POST /v1/check` does after parsing its request;
and once more "by words", without the parser (`DATELINE_PARSER=words`). The closed check has one reference of 300 words,
which it reads each time. The memory is the peak of a process that did nothing but both checks. The ratios are to the
plain call of the rival; told a day to count from, it is quicker, and its time then stands beside.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from dateparser.search import search_dates

from benchmarks.results import Figure, Result
from service import pipeline
from service.domain.text import Article
from service.ledger.sql import SqlLedger
from service.reading.article import prepare
from service.reading.sentences import split_sentences
from service.reading.time_expressions import find_time_expressions

if TYPE_CHECKING:
    from collections.abc import Callable

TEXT = Path(__file__).with_name("article.txt").read_text(encoding="utf-8")
REFERENCE = Path(__file__).with_name("reference.txt").read_text(encoding="utf-8")
PUBLISHED = date(2012, 3, 14)
REPORTED = date(2012, 3, 13)
NOISE = 0.2
"""Share by which a ratio moves without anything having changed."""


def cost(work: Callable[[], object], rounds: int) -> float:
    """Least CPU seconds of one call over `rounds`, after one warm-up call."""
    work()
    best = float("inf")
    for _ in range(rounds):
        begun = time.process_time()
        work()
        best = min(best, time.process_time() - begun)
    return best


def measure(rounds: int) -> dict[str, float]:
    """All figures of one run."""
    article = Article(text=TEXT, published_at=PUBLISHED)
    document, reference = prepare(article), prepare(Article(text=REFERENCE, published_at=REPORTED))
    sentences = split_sentences(document)
    base = {"RELATIVE_BASE": datetime(2012, 3, 14)}  # noqa: DTZ001 - dateparser wants a naive base
    with tempfile.TemporaryDirectory() as folder:
        ledger = SqlLedger(f"sqlite:///{folder}/ledger.db")
        ledger.prepare()
        search = cost(lambda: search_dates(TEXT, languages=["en"]), rounds)
        anchored = cost(lambda: search_dates(TEXT, languages=["en"], settings=base), rounds)
        dates = cost(lambda: find_time_expressions(document, sentences), rounds)
        figures = {"date_layer_kchar_per_s": float(round(len(TEXT) / dates / 1000))}
        for suffix, using in (("", pipeline.models()), ("_by_words", pipeline.models("words"))):
            read = cost(partial(pipeline.read, document, using=using), rounds)
            check = cost(partial(pipeline.check, document, ledger=ledger, report_id="speed", using=using), rounds)
            closed = partial(pipeline.check, document, ledger=None, references=[reference], closed=True)
            against = cost(partial(closed, report_id="speed", using=using), rounds)
            figures[f"closed_check{suffix}_to_search_dates"] = round(against / search, 2)
            figures[f"read{suffix}_to_search_dates"] = round(read / search, 2)
            figures[f"check{suffix}_to_search_dates"] = round(check / search, 2)
            figures[f"check{suffix}_ms"] = round(check * 1000, 1)
    searches = {"search_dates_ms": search, "search_dates_with_a_base_ms": anchored}
    figures["memory_MB"] = memory()
    return figures | {name: round(seconds * 1000, 1) for name, seconds in searches.items()}


def memory() -> float:
    """What a new process needs at most for an open and a closed check, in MB."""
    command = [sys.executable, "-m", "benchmarks.speed", "--memory"]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)  # noqa: S603 - a fixed list, no shell: this module


def peak() -> float:
    """The same of this process, after both checks; `ru_maxrss` is in kB on Linux."""
    document = prepare(Article(text=TEXT, published_at=PUBLISHED))
    reference = prepare(Article(text=REFERENCE, published_at=REPORTED))
    with tempfile.TemporaryDirectory() as folder:
        ledger = SqlLedger(f"sqlite:///{folder}/ledger.db")
        ledger.prepare()
        pipeline.check(document, ledger=ledger, report_id="memory")
    pipeline.check(document, ledger=None, references=[reference], closed=True, report_id="memory")
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000, 1)


def result(figures: dict[str, float]) -> Result:
    """The ratios to the plain call of the rival, and the memory."""
    found = Result()
    for name, value in figures.items():
        part = name.removesuffix("_to_search_dates")
        if part != name:
            told = f"{part.replace('_', ' ')} to search_dates ratio"
            found.figures[told] = Figure(value, less_is_better=True, noise=NOISE)
    found.figures["memory MB"] = Figure(figures["memory_MB"], less_is_better=True, noise=NOISE)
    return found


def main() -> None:
    """Measure and print as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write figures and cases there")
    parser.add_argument("--memory", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.memory:
        print(peak())
        return
    figures = measure(options.rounds)
    print(json.dumps(figures, indent=2))
    if options.json:
        result(figures).write(options.json)


if __name__ == "__main__":
    main()
