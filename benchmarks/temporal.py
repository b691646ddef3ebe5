"""Time expressions against annotated corpora and the repository's own texts, with other taggers in the same run.

    DATELINE_EVAL_DATA=/data python -m benchmarks.temporal [--json FILE] [--without-rival] [--rivals]

Reads `benchmarks/temporal/{timebank,aquaint,meantime,wikiwars}` below the folder that DATELINE_EVAL_DATA names, with
the scorer that lies there (`score.py`: strict, relaxed, type, value and interval F1 as TempEval-3 defines them), and
the two regression sets of the tests. Sets that are not there are skipped with a line that says so. Speed is that of
one core, in thousand characters a second of the texts read; hostile texts are told by how many times as long as news
they take. dateparser is always beside the reader; `--rivals` installs others by pip and npm into a temporary folder
(`temporal_rivals`) and runs them on TimeBank and WikiWars. `temporal.md` has the figures of a run.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
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
from service.reading.time_expressions import find_in_text
from service.reading.time_locale import order_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    Found = list[tuple[int, int, str, str]]
    System = Callable[[str, str | None], Found]

SETS: Final = ("timebank", "aquaint", "meantime", "wikiwars")
COMPARED: Final = ("timebank", "wikiwars")
_TESTS: Final = Path(__file__).parent.parent / "tests" / "reading"
OWN: Final = (_TESTS / "timeml", _TESTS / "timeml_second")
ARTICLE: Final = Path(__file__).parent / "article.txt"
_SOURCE: Final = re.compile(r"<SOURCE>([^<]+)</SOURCE>")
_LENGTHS: Final = (10_000, 100_000, 1_000_000)
# Texts made of nothing but one kind of words must not be read much slower than news.
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
    return _row(scorer.score(documents, predicted), documents, spent)


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
    """Seconds for each thousand characters at 10 kB, 100 kB and 1 MB, as multiples of those at 10 kB."""
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
    order = {text: order_of(None, source[1]) for text, source in named.items() if source}

    def read(text: str, creation: str | None) -> Found:
        found = find_in_text(text, _day(creation), day_first=order.get(text))
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


def main() -> None:
    """Measure and print; with --json also write the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--without-rival", action="store_true")
    parser.add_argument("--rivals", action="store_true")
    parser.add_argument("--rival-seconds", type=float, default=600)
    options = parser.parse_args()
    news = ARTICLE.read_text(encoding="utf-8") + "\n\n"
    figures: dict[str, dict[str, float]] = {
        "growth, times 10 kB": growth(news),
        "hostile 100 kB, times news": hostile(news, 100_000),
        "hostile 10 kB, times news": hostile(news, 10_000),
    }
    data = os.environ.get("DATELINE_EVAL_DATA")
    if data is None:
        print("DATELINE_EVAL_DATA is not set: the corpora and their scorer are skipped")
    else:
        figures |= _against_corpora(Path(data) / "benchmarks" / "temporal", options)
    for name, row in figures.items():
        print(f"{name:40}", "  ".join(f"{key!r} {value:.2f}" for key, value in row.items()))
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1), encoding="utf-8")


def _against_corpora(folder: Path, options: argparse.Namespace) -> dict[str, dict[str, float]]:
    scorer = _scorer(folder)
    figures = {}
    for path in OWN:
        documents, system = _own(scorer, path)
        figures[f"{path.name} ({len(documents)} texts) dateline"] = measure(scorer, system, documents)
    sets: dict[str, list[Any]] = {
        name: scorer.read_gold(str(folder / name)) for name in SETS if (folder / name).exists()
    }
    for name in SETS:
        if name not in sets:
            print(f"{name} is not there: skipped")
            continue
        figures[f"{name} dateline"] = measure(scorer, dateline, sets[name])
        if not options.without_rival:
            figures[f"{name} dateparser {version('dateparser')}"] = measure(scorer, dateparser, sets[name])
    if options.rivals:
        compared: dict[str, list[Any]] = {name: sets[name] for name in COMPARED if name in sets}
        figures |= rivals(scorer, compared, options.rival_seconds)
    return figures


if __name__ == "__main__":
    main()
