"""Speed on one 600-word article: the date layer, reading and the whole check, and dateparser's search on the same text.

    python -m benchmarks.speed [--rounds N] [--json FILE]

CPU time of one core, warm, best of N rounds, all in one run: ratios carry over to other machines, seconds do not.
The check runs on the starter ledger, with the models that ship, as `POST /v1/check` does after parsing its request;
and once more "by words", without the parser (`DATELINE_PARSER=words`). The ratios are to the plain call of the rival;
told a day to count from, it is quicker, and its time then stands beside.
"""

from __future__ import annotations

import argparse
import json
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
PUBLISHED = date(2012, 3, 14)
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
    document = prepare(article)
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
            figures[f"read{suffix}_to_search_dates"] = round(read / search, 2)
            figures[f"check{suffix}_to_search_dates"] = round(check / search, 2)
            figures[f"check{suffix}_ms"] = round(check * 1000, 1)
    searches = {"search_dates_ms": search, "search_dates_with_a_base_ms": anchored}
    return figures | {name: round(seconds * 1000, 1) for name, seconds in searches.items()}


def result(figures: dict[str, float]) -> Result:
    """The ratios to the plain call of the rival."""
    parts = {"read", "check", "read_by_words", "check_by_words"}
    return Result(
        {
            f"{part.replace('_', ' ')} to search_dates ratio": Figure(value, less_is_better=True, noise=NOISE)
            for name, value in figures.items()
            if (part := name.removesuffix("_to_search_dates")) in parts
        }
    )


def main() -> None:
    """Measure and print as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write figures and cases there")
    options = parser.parse_args()
    figures = measure(options.rounds)
    print(json.dumps(figures, indent=2))
    if options.json:
        result(figures).write(options.json)


if __name__ == "__main__":
    main()
