"""Text against reference: is a text consistent with all that it may rest on? Third-party sets, closed check.

    DATELINE_EVAL_DATA=DIR python -m benchmarks.consistency [--sample N] [--only SET ...] [--workers N] [--json FILE]

Reads `benchmarks/consistency/*.jsonl` below the folder that DATELINE_EVAL_DATA names. A text counts as consistent where
the score of `pipeline.check(..., closed=True)` is 50 or more, and where it has none: unknown is never held against a
text. The figure is balanced accuracy in per cent, the mean of the shares of consistent and of inconsistent texts that
were told right; intervals are those of 1,000 samples of documents (reference texts). Beside it stand a rule computed
here, "no capitalised word and no number outside the reference: consistent", and rivals' figures as published
(`rivals/consistency.json`). The mean is that of the seven SummEdits domains; the news column's development split stands
apart, its rivals' figures being of the whole column.

`--refitted FILE` (default: `refitted.json`) checks nothing: what it shows comes from the script that fits the learned
layer anew without the domain of each set. The file holds, by variant of the layer and by set, a balanced accuracy in
per cent or `{"scores": {ROW ID: SCORE}}`, scores as of a check, from which intervals and cases follow.

`--sample N` takes N rows of a set, the same in every run and spread over its documents.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import re
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain, zip_longest
from pathlib import Path
from statistics import mean
from typing import TYPE_CHECKING, Final

from benchmarks.progress import shown
from benchmarks.readings import kept
from benchmarks.resampling import drawn, interval
from benchmarks.results import Figure, Result
from service import pipeline
from service.domain.text import Article
from service.reading.article import prepare

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from service.domain.verdicts import Report

CUT: Final = 50
SUMMEDITS: Final = "summedits_"
APART: Final = "summedits_news_dev"
MEAN: Final = "mean of the SummEdits domains"
RULE: Final = "the rule"
PUBLISHED: Final = Path(__file__).with_name("rivals") / "consistency.json"
REFITTED: Final = Path(__file__).with_name("refitted.json")
"""Written by the script that fits the learned layer; without it there is nothing refitted to show."""
_WORD: Final = re.compile(r"[^\W_]+(?:[.,'’-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Row:
    """A text, what it may rest on, and whether people found it consistent with that."""

    id: str
    text: str
    references: tuple[str, ...]
    consistent: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """What was said of a row: the score, what follows from it, and what the rule says."""

    row: Row
    score: float | None
    by_rule: bool

    @property
    def consistent(self) -> bool:
        """What the score comes to in one bit."""
        return self.score is None or self.score >= CUT


Group = list[Answer]
"""The answers on the texts of one document, which stand or fall together."""


def rows_of(path: Path) -> list[Row]:
    """The rows of one set."""
    loaded = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line)
    return [
        Row(row["id"], row["text"], tuple(text["text"] for text in row["references"]), bool(row["label"]))
        for row in loaded
    ]


def by_document(rows: Iterable[Row]) -> list[list[Row]]:
    """The rows grouped by what they may rest on."""
    groups: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in rows:
        groups[row.references].append(row)
    return list(groups.values())


def sampled(rows: Sequence[Row], count: int) -> list[Row]:
    """`count` rows, one of each document in turn, documents and rows in the order of the digests of their names."""

    def digest(name: object) -> str:
        return sha256(repr(name).encode()).hexdigest()

    groups = sorted(by_document(rows), key=lambda group: digest(group[0].references))
    turns = zip_longest(*(sorted(group, key=lambda row: digest(row.id)) for group in groups))
    return [row for row in chain.from_iterable(turns) if row is not None][:count]


def rule(row: Row) -> bool:
    """The rule to beat: every capitalised word and every number of the text stands in the reference, in any case."""
    known = {word.lower() for text in row.references for word in _WORD.findall(text)}
    told = (word for word in _WORD.findall(row.text) if word[0].isupper() or any(map(str.isdigit, word)))
    return all(word.lower() in known for word in told)


def checked(rows: Sequence[Row]) -> Iterator[tuple[Row, Report]]:
    """Each row, all of one document, with the report on it; the document is read once."""
    references = [prepare(Article(text=text)) for text in rows[0].references]
    with kept():
        for row in rows:
            document = prepare(Article(text=row.text))
            yield row, pipeline.check(document, ledger=None, references=references, closed=True, report_id=row.id)


def answers(rows: Sequence[Row]) -> Group:
    """The answers on rows of one document."""
    return [Answer(row, report.score.value, rule(row)) for row, report in checked(rows)]


def balanced(pairs: Iterable[tuple[bool, bool]]) -> float | None:
    """Balanced accuracy in per cent of pairs of truth and answer; None where one of the two labels is missing."""
    found: dict[bool, list[bool]] = {True: [], False: []}
    for truth, said in pairs:
        found[truth].append(truth == said)
    return 50 * sum(mean(right) for right in found.values()) if all(found.values()) else None


def ours(groups: Sequence[Group]) -> float | None:
    """Balanced accuracy of the score cut at 50."""
    return balanced((one.row.consistent, one.consistent) for group in groups for one in group)


def by_rule(groups: Sequence[Group]) -> float | None:
    """Balanced accuracy of the rule."""
    return balanced((one.row.consistent, one.by_rule) for group in groups for one in group)


def published(name: str) -> dict[str, float]:
    """The figures of rivals on a set, as published."""
    systems = json.loads(PUBLISHED.read_text(encoding="utf-8"))["systems"]
    column = name.removeprefix(SUMMEDITS).removesuffix("_dev")
    return {system: row[column] for system, row in systems.items() if column in row}


def result(sets: dict[str, list[Group]]) -> Result:
    """The figures of all sets, and which rows were told right."""
    found = Result()
    samples: dict[str, list[float]] = {}
    for name, groups in sets.items():
        value, simple = ours(groups), by_rule(groups)
        if value is None or simple is None:
            continue
        samples[name] = drawn(groups, ours, name)
        found.figures[name] = Figure(value, interval(samples[name]), {RULE: simple, **published(name)})
        found.cases[name] = {one.row.id: one.consistent == one.row.consistent for group in groups for one in group}
    found.figures |= _mean(found.figures, samples)
    return found


def _mean(figures: Mapping[str, Figure], samples: Mapping[str, list[float]]) -> dict[str, Figure]:
    """The mean over the SummEdits domains, where there are several."""
    domains = [name for name in figures if name.startswith(SUMMEDITS) and name != APART]
    if len(domains) < 2:
        return {}
    of = [figures[name] for name in domains]
    rivals = {system: mean(one.rivals[system] for one in of) for system in of[0].rivals}
    drawn_of = [samples.get(name, []) for name in domains]
    together = [mean(values) for values in zip(*drawn_of, strict=False)]
    return {MEAN: Figure(mean(one.value for one in of), interval(together), rivals)}


def with_scores(rows: Sequence[Row], scores: Mapping[str, float | None]) -> list[Group]:
    """The rows that were scored elsewhere, by document."""
    scored = by_document(row for row in rows if row.id in scores)
    return [[Answer(row, scores[row.id], rule(row)) for row in group] for group in scored]


def refitted(written: Path, folder: Path) -> tuple[Result, dict[str, list[Group]]]:
    """What the layer came to that was fitted without the domain of each set, with the network and without."""
    found = Result()
    by_variant: dict[str, list[Group]] = {}
    for variant, told in json.loads(written.read_text(encoding="utf-8")).items():
        rows = {name: rows_of(path) for name in told if (path := folder / f"{name}.jsonl").exists()}
        sets = {
            name: with_scores(of, told[name]["scores"]) for name, of in rows.items() if isinstance(told[name], dict)
        }
        of_variant = result(sets)
        for name, of in rows.items():
            if name not in sets:
                simple = by_rule([[Answer(row, None, rule(row)) for row in of]])
                rivals = published(name) if simple is None else {RULE: simple, **published(name)}
                of_variant.figures[name] = Figure(told[name], rivals=rivals)
        if sets.keys() != rows.keys():
            of_variant.figures |= _mean(of_variant.figures, {})
        found.figures |= {f"{variant}, {name}": figure for name, figure in of_variant.figures.items()}
        found.cases |= {f"{variant}, {name}": right for name, right in of_variant.cases.items()}
        by_variant |= {f"{variant}, {name}": groups for name, groups in sets.items()}
    return found, by_variant


def lines(found: Result, sets: dict[str, list[Group]]) -> Iterator[str]:
    """The table in words."""
    systems = list(dict.fromkeys(system for figure in found.figures.values() for system in figure.rivals))
    yield f"{'balanced accuracy':36} {'rows':>5} {'ours':>5} {'interval':>12} " + " ".join(f"{s:>10}" for s in systems)
    for name, figure in found.figures.items():
        least, most = figure.interval or (figure.value, figure.value)
        rivals = " ".join(f"{figure.rivals[s]:10.1f}" if s in figure.rivals else f"{'-':>10}" for s in systems)
        rows = sum(map(len, sets.get(name, []))) or ""
        yield f"{name:36} {rows:>5} {figure.value:5.1f} {f'{least:.1f}-{most:.1f}':>12} {rivals}"
    for name, groups in sets.items():
        told = [one for group in groups for one in group]
        unknown = sum(one.score is None for one in told)
        low = [one for one in told if not one.consistent]
        wrong = sum(one.row.consistent for one in low)
        yield f"{name}: {len(groups)} documents, {unknown} without a score, {len(low)} below {CUT}, {wrong} wrongly"


def measure(folder: Path, only: Sequence[str] | None, sample: int | None, workers: int) -> dict[str, list[Group]]:
    """The answers on the sets of `folder`, by set and document."""
    paths = [path for path in sorted(folder.glob("*.jsonl")) if not only or path.stem in only]
    work: list[tuple[str, list[Row]]] = []
    for path in paths:
        rows = rows_of(path)
        work += ((path.stem, group) for group in by_document(sampled(rows, sample) if sample else rows))
    pipeline.read(prepare(Article(text="Rain fell on 3 May 2011.")))  # loads the models before workers fork
    context = multiprocessing.get_context("fork")
    found: dict[str, list[Group]] = {path.stem: [] for path in paths}
    with ProcessPoolExecutor(workers, context) if workers > 1 else nullcontext() as pool:
        groups = [group for _, group in work]
        done = pool.map(answers, groups) if pool else map(answers, groups)
        for (name, _), group in zip(work, shown(done, "texts against references", len(work)), strict=True):
            found[name].append(group)
    return found


def main() -> None:
    """Check all rows and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sample", type=int, metavar="N", help="N rows of each set")
    parser.add_argument("--only", nargs="+", metavar="SET", help="these sets, such as summedits_samsum")
    parser.add_argument("--workers", type=int, default=1, metavar="N", help="processes, default 1")
    parser.add_argument("--refitted", type=Path, nargs="?", const=REFITTED, metavar="FILE", help="show this instead")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write figures and cases there")
    options = parser.parse_args()
    if "DATELINE_EVAL_DATA" not in os.environ:
        parser.error("DATELINE_EVAL_DATA names no folder of evaluation data")
    folder = Path(os.environ["DATELINE_EVAL_DATA"]) / "benchmarks" / "consistency"
    if options.refitted:
        found, sets = refitted(options.refitted, folder)
    else:
        sets = measure(folder, options.only, options.sample, options.workers)
        found = result(sets)
    print("\n".join(lines(found, sets)))
    if options.json:
        found.write(options.json)


if __name__ == "__main__":
    main()
