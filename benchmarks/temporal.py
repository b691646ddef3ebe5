"""Time expressions against annotated corpora and the repository's own texts, with other taggers in the same run.

    DATELINE_EVAL_DATA=/data python -m benchmarks.temporal [--json FILE] [--without-rival] [--rivals]

Reads `benchmarks/temporal/{timebank,aquaint,meantime,wikiwars}` below the folder that DATELINE_EVAL_DATA names, with
the scorer that lies there (`score.py`: strict, relaxed, type, value and interval F1 as TempEval-3 defines them), and
the regression sets of the tests. Sets that are not there are skipped with a line that says so. Speed is that of
one core, in thousand characters a second of the texts read; hostile texts are told by how many times as long as news
they take. dateparser is always beside the reader; `--rivals` installs others by pip and npm into a temporary folder
(`temporal_rivals`). What is aimed at is printed last, with what was reached. `temporal.md` has the figures of a run.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import re
import sys
import tempfile
import time
from datetime import date, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, Final

from dateparser.search import search_dates

from benchmarks import temporal_rivals
from benchmarks.progress import shown
from benchmarks.resampling import drawn, interval
from benchmarks.results import Figure, Result
from service.reading.time_expressions import find_in_text
from service.reading.time_locale import country_of, order_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import ModuleType

    Found = list[tuple[int, int, str, str]]
    System = Callable[[str, str | None], Found]
    Bounds = dict[str, tuple[float, float]]

SETS: Final = ("timebank", "aquaint", "meantime", "wikiwars")
# Strict, relaxed and value F1 that the reader is to reach on each set.
TARGETS: Final = {
    "timebank": (86, 93, 80),
    "aquaint": (83, 93, 74),
    "meantime": (84, 93, 82),
    "wikiwars": (88, 93, 85),
}
SPEED_TARGET: Final = 200
HOSTILE_TARGET: Final = 3
# Java, under the GPL, and not run here: measured with the same scorer beforehand (MEANTIME and WikiWars: all of it).
QUOTED: Final = {
    "HeidelTime (2018 head), quoted": {
        "timebank": (85.3, 91.9, 78.4),
        "aquaint": (80.6, 91.9, 71.5),
        "meantime": (78.8, 85.3, 72.9),
        "wikiwars": (85.8, 91.7, 82.9),
    },
    "SUTime (CoreNLP 2025-06), quoted": {
        "timebank": (84.0, 90.7, 70.5),
        "aquaint": (76.3, 88.2, 66.6),
        "meantime": (79.7, 89.0, 67.9),
        "wikiwars": (77.3, 90.6, 48.2),
    },
}
QUOTED_FIGURES: Final = ("strict", "relaxed", "value")
_TESTS: Final = Path(__file__).parent.parent / "tests" / "reading"
OWN: Final = tuple(
    _TESTS / name for name in ("timeml", "timeml_second", "timeml_third", "timeml_fourth", "timeml_classes")
)
ARTICLE: Final = Path(__file__).parent / "article.txt"
_SOURCE: Final = re.compile(r"<SOURCE>([^<]+)</SOURCE>")
_LENGTHS: Final = (64_000, 128_000, 256_000, 512_000, 1_024_000)
# Texts made of nothing but one kind of words must not take three times as long as news.
HOSTILE: Final = (
    "May ",
    "Monday ",
    "1990 ",
    "noon ",
    "12 ",
    "12 May, ",
    "25-Dec-99 ",
    "3/4/2011 ",
    "1990-1991 ",
    "1 2 3 4 5 6 7 8 9 ",
    "the first half of the ",
    "three and a half ",
    "the last two ",
    "Christmas ",
    "twenty ",
    "a few ",
    '"May ',
    "12\n\n",
    ". ",
    "May\n\n",
    "1/1/1/1/",
    "a1b2c3d4e5f6g7",
    "x1y2z3 ",
    "the the the last last last ",
    "January February March April May June July ",
    "1990, 1991, 1992, 1993, ",
    "from 3 to 7 May to 9 June to 4 July ",
    "between 1990 and 1991 and 1992 and ",
    "1st 2nd 3rd 4th 5th 6th 21st ",
    "\u0661\u0662\u0663 \u0664\u0665 ",
    "\uff11\uff12 \uff12\uff10\uff11\uff10 ",
    "Diwali 1990 Eid 2013 ",
    '"He said" "on Monday" ',
    "half past ten o'clock p.m. GMT ",
    "every each daily weekly ",
    "FY21 FY22 ",
    "Q1 Q2 H1 ",
    "5 May 2010; ",
    "last week, ",
    "a year ago ",
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


def measure(scorer: ModuleType, system: System, documents: list[Any]) -> tuple[dict[str, float], Bounds]:
    """F1 in per cent and speed in thousand characters a second; and the intervals of the F1 over documents."""
    predicted, spent = scorer.run(system, documents)
    counted = [scorer.score([document], predicted)["counts"] for document in documents]
    return _row(scorer.score(documents, predicted), documents, spent), bounds(counted)


def bounds(counted: list[dict[str, int]]) -> Bounds:
    """The intervals of strict, relaxed and value F1 from the scorer's counts of each document."""

    def figure(name: str) -> Callable[[Sequence[dict[str, int]]], float | None]:
        def f1(counts: Sequence[dict[str, int]]) -> float | None:
            told = sum(one["pred"] + one["gold"] for one in counts)
            return 200 * sum(one[name] for one in counts) / told if told else None

        return f1

    found = {name: interval(drawn(counted, figure(name), name)) for name in QUOTED_FIGURES}
    return {name: pair for name, pair in found.items() if pair}


def result(figures: dict[str, dict[str, float]], spread: dict[str, Bounds]) -> Result:
    """The reader's figures on every set, with those of the systems beside it and of the quoted ones."""
    found = Result()
    for row, columns in figures.items():
        name, ours, _ = row.partition(" dateline")
        if not ours:
            continue
        others = {
            system.removeprefix(f"{name} "): of for system, of in figures.items() if system.startswith(f"{name} ")
        }
        for column in ("strict", "relaxed", "value", "interval"):
            rivals = {system: of[column] for system, of in others.items() if system != "dateline"}
            if column in QUOTED_FIGURES:
                at = QUOTED_FIGURES.index(column)
                rivals |= {system: of[name][at] for system, of in QUOTED.items() if name in of}
            rounded = {system: round(value, 1) for system, value in rivals.items()}
            found.figures[f"{name} {column}"] = Figure(columns[column], spread.get(row, {}).get(column), rounded)
    return found


def _row(result: dict[str, Any], documents: list[Any], spent: float) -> dict[str, float]:
    return {
        "strict": 100 * result["strict"][2],
        "relaxed": 100 * result["relaxed"][2],
        "type": 100 * result["type_f1"],
        "value": 100 * result["value_f1"],
        "interval": 100 * result["interval_f1"],
        "kchar_per_s": sum(len(document.text) for document in documents) / 1000 / spent,
    }


def _seconds(text: str) -> float:
    begun = time.process_time()
    find_in_text(text, date(2011, 9, 10))
    return time.process_time() - begun


def _cut(text: str, length: int) -> str:
    return (text * (length // len(text) + 1))[:length]


def growth(news: str) -> dict[str, float]:
    """Seconds for each character from 64 kB to 1 MB, doubled each time, as multiples of those at 64 kB."""
    spent = {length: min(_seconds(_cut(news, length)) for _ in range(3)) / length for length in _LENGTHS}
    return {f"{length // 1000} kB": spent[length] / spent[_LENGTHS[0]] for length in _LENGTHS}


def hostile(news: str, length: int) -> dict[str, float]:
    """How many times as long as news each hostile text takes: the median of five turns, one after the other."""
    figures = {}
    for words in HOSTILE:
        text, normal = _cut(words, length), _cut(news, length)
        figures[words] = median(_seconds(text) / _seconds(normal) for _ in range(5))
    return figures


def _own(scorer: ModuleType, folder: Path) -> tuple[list[Any], System]:
    """A regression set, and the reader that is told the source which a text of it may name."""
    documents = scorer.read_gold(str(folder))
    named = {d.text: _SOURCE.search((folder / f"{d.name}.tml").read_text(encoding="utf-8")) for d in documents}
    sources = {text: source[1] for text, source in named.items() if source}

    def read(text: str, creation: str | None) -> Found:
        source = sources.get(text)
        found = find_in_text(text, _day(creation), day_first=order_of(None, source), region=country_of(None, source))
        return [(e.span.start, e.span.end, e.type.value, e.value) for e in found]

    return documents, read


def rivals(scorer: ModuleType, sets: dict[str, list[Any]], seconds: float) -> dict[str, dict[str, float]]:
    """The figures of every rival that installs, on every set; a line on standard output for those that do not."""
    figures = {}
    with tempfile.TemporaryDirectory() as where:
        for rival in temporal_rivals.RIVALS:
            try:
                ready = temporal_rivals.install(rival, Path(where))
            except temporal_rivals.NotRunError as error:
                print(f"{rival.name}: skipped, {error}")
                continue
            for name, documents in sets.items():
                try:
                    tagged, spent = temporal_rivals.run(ready, documents, seconds)
                except temporal_rivals.NotRunError as error:
                    print(f"{rival.name} on {name}: skipped, {error}")
                    continue
                found = {doc: [scorer.Timex(*timex) for timex in timexes] for doc, timexes in tagged.items()}
                figures[f"{name} {rival.name} {ready.version}"] = _row(scorer.score(documents, found), documents, spent)
    return figures


def print_targets(figures: dict[str, dict[str, float]]) -> None:
    """Print what is aimed at, what was reached, and the quoted systems."""
    for name, wanted in TARGETS.items():
        row = figures.get(f"{name} dateline")
        if row is None:
            continue
        reached = (row["strict"], row["relaxed"], row["value"])
        met = (
            all(have >= want for have, want in zip(reached, wanted, strict=True)) and row["kchar_per_s"] >= SPEED_TARGET
        )
        told = " / ".join(f"{have:.1f}" for have in reached)
        print(f"{name:10} {told} at {row['kchar_per_s']:.0f} kchar/s; aimed at {wanted}: {'met' if met else 'NOT MET'}")
        for system, quoted in QUOTED.items():
            print(f"{'':10} {' / '.join(map(str, quoted[name]))}: {system}")
    slowest = {name: max(row.items(), key=lambda item: item[1]) for name, row in figures.items() if "hostile" in name}
    for name, (words, times) in slowest.items():
        told = "met" if times <= HOSTILE_TARGET else "NOT MET"
        print(f"{name}: at most {times:.2f} ({words!r}); aimed at {HOSTILE_TARGET}: {told}")


def main() -> None:
    """Measure and print; with --json also write the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write figures and cases there")
    parser.add_argument("--without-rival", action="store_true")
    parser.add_argument("--rivals", action="store_true")
    parser.add_argument("--rival-seconds", type=float, default=600)
    options = parser.parse_args()
    news = ARTICLE.read_text(encoding="utf-8") + "\n\n"
    find_in_text("Diwali 2015", date(2015, 1, 1))  # loads the calendars of feasts, half a second once a process
    spread: dict[str, Bounds] = {}
    figures: dict[str, dict[str, float]] = {
        "growth, times 64 kB": growth(news),
        "hostile 100 kB, times news": hostile(news, 100_000),
        "hostile 10 kB, times news": hostile(news, 10_000),
    }
    data = os.environ.get("DATELINE_EVAL_DATA")
    if data is None:
        print("DATELINE_EVAL_DATA is not set: the corpora and their scorer are skipped")
    else:
        told, spread = _against_corpora(Path(data) / "benchmarks" / "temporal", options)
        figures |= told
    for name, row in figures.items():
        print(f"{name:40}", "  ".join(f"{key!r} {value:.2f}" for key, value in row.items()))
    print_targets(figures)
    if options.json:
        result(figures, spread).write(options.json)


def _against_corpora(
    folder: Path, options: argparse.Namespace
) -> tuple[dict[str, dict[str, float]], dict[str, Bounds]]:
    scorer = _scorer(folder)
    figures, spread = {}, {}
    for path in shown(OWN, "own texts with dates"):
        documents, system = _own(scorer, path)
        name = f"{path.name} ({len(documents)} texts) dateline"
        figures[name], spread[name] = measure(scorer, system, documents)
    sets: dict[str, list[Any]] = {
        name: scorer.read_gold(str(folder / name)) for name in SETS if (folder / name).exists()
    }
    for name in shown(SETS, "corpora with dates"):
        if name not in sets:
            print(f"{name} is not there: skipped")
            continue
        row = f"{name} dateline"
        figures[row], spread[row] = measure(scorer, dateline, sets[name])
        if not options.without_rival:
            figures[f"{name} dateparser {version('dateparser')}"], _ = measure(scorer, dateparser, sets[name])
    if options.rivals:
        figures |= rivals(scorer, sets, options.rival_seconds)
    return figures, spread


if __name__ == "__main__":
    main()
