"""Time expressions against annotated corpora, with dateparser's own search beside them in the same run.

    DATELINE_EVAL_DATA=/data python -m benchmarks.temporal [--json FILE] [--without-rival]

Reads `benchmarks/temporal/{timebank,aquaint,meantime,wikiwars}` below the folder that DATELINE_EVAL_DATA names, with
the scorer that lies there (`score.py`: strict, relaxed, type, value and interval F1 as TempEval-3 defines them), and
the regression set of the tests. Sets that are not there are skipped with a line that says so. Speed is that of one
core, in thousand characters a second of the texts read.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import sys
import time
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dateparser.search import search_dates

from service.reading.time_expressions import find_in_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    Found = list[tuple[int, int, str, str]]
    System = Callable[[str, str | None], Found]

SETS: Final = ("timebank", "aquaint", "meantime", "wikiwars")
OWN: Final = Path(__file__).parent.parent / "tests" / "reading" / "timeml"
# A text made of nothing but one kind of word must not be read much slower than news.
HOSTILE: Final = (
    "Monday ",
    "1990 ",
    "noon ",
    "the early ",
    "12 ",
    "twenty ",
    "25-Dec-99 ",
    "the last two ",
    "May ",
    "a few ",
    ". ",
)


def _day(stamp: str | None) -> date | None:
    try:
        return date.fromisoformat((stamp or "")[:10])
    except ValueError:
        return None


def dateline(text: str, creation: str | None) -> Found:
    """The reader under test."""
    found = find_in_text(text, _day(creation))
    return [(e.span.start, e.span.end, e.type.value, e.value) for e in found]


def dateparser(text: str, creation: str | None) -> Found:
    """`dateparser.search.search_dates` with its defaults for English; its values are days, as it gives datetimes."""
    day = _day(creation)
    settings: dict[str, Any] = {"RELATIVE_BASE": datetime(day.year, day.month, day.day)} if day else {}  # noqa: DTZ001 - dateparser wants a naive base
    at, found = 0, []
    for words, moment in search_dates(text, languages=["en"], settings=settings) or ():
        start = text.find(words, at)
        if start >= 0:
            at = start + len(words)
            found.append((start, at, "DATE", moment.date().isoformat()))
    return found


def _scorer(folder: Path) -> ModuleType:
    """The scorer that comes with the corpora."""
    spec = importlib.util.spec_from_file_location("temporal_score", folder / "score.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(folder / "score.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def measure(scorer: ModuleType, system: System, documents: list[Any]) -> dict[str, float]:
    """F1 in per cent and speed in thousand characters a second."""
    predicted, spent = scorer.run(system, documents)
    result = scorer.score(documents, predicted)
    return {
        "strict": 100 * result["strict"][2],
        "relaxed": 100 * result["relaxed"][2],
        "type": 100 * result["type_f1"],
        "value": 100 * result["value_f1"],
        "interval": 100 * result["interval_f1"],
        "kchar_per_s": sum(len(document.text) for document in documents) / 1000 / spent,
    }


def speeds(length: int) -> dict[str, float]:
    """Thousand characters a second on texts of one repeated word, and on a long text."""
    figures = {}
    for words in HOSTILE:
        text = (words * (length // len(words) + 1))[:length]
        begun = time.process_time()
        find_in_text(text, date(2011, 9, 10))
        figures[words] = length / 1000 / (time.process_time() - begun)
    return figures


def main() -> None:
    """Measure and print; with --json also write the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--without-rival", action="store_true")
    options = parser.parse_args()
    figures: dict[str, dict[str, float]] = {"hostile, kchar/s": speeds(100_000)}
    data = os.environ.get("DATELINE_EVAL_DATA")
    if data is None:
        print("DATELINE_EVAL_DATA is not set: the corpora are skipped")
    else:
        folder = Path(data) / "benchmarks" / "temporal"
        scorer = _scorer(folder)
        for name in (*SETS, str(OWN)):
            if not (folder / name).exists():
                print(f"{name} is not there: skipped")
                continue
            documents = scorer.read_gold(str(folder / name))
            for label, system in (("dateline", dateline), ("dateparser", dateparser)):
                if label == "dateline" or not options.without_rival:
                    figures[f"{Path(name).name} {label}"] = measure(scorer, system, documents)
    for name, row in figures.items():
        print(f"{name:24}", "  ".join(f"{key.strip()} {value:.1f}" for key, value in row.items()))
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
