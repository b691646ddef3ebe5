"""The reader against claims that people annotated: our own articles and, where it is there, the seeds' gold.

    python -m benchmarks.claims [--errors] [--json FILE]
    DATELINE_EVAL_DATA=DIR python -m benchmarks.claims

A prediction matches a gold claim one to one where the spans share at least half of the shorter one and the prediction
touches the gold claim's sentence; the largest overlaps are paired first, of equal ones that of the earlier gold claim:
the rules of the seeds' own scorer, whose figures these equal. Recall counts the checkable gold claims, precision the
predictions that touch an annotated sentence; time, office, polarity, modality and attribution are measured on the
pairs. Times are equal as half-open intervals of days; gold times "at_writing" and "none" are left out.

The halves of our own articles are never added up: `dev` may be read and worked on (`--errors` prints what went wrong in
it), `test` is frozen and only counted. Intervals are the 2.5 and 97.5 per cent points of 1,000 samples of documents. By
kind, recall goes by the kind of the gold claim, precision by the kind that was predicted.
"""

from __future__ import annotations

import argparse
import json
import os
import random
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from benchmarks.progress import shown
from benchmarks.results import Figure, Result
from service import pipeline
from service.domain.text import Article
from service.reading.article import prepare

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

OWN: Final = Path(__file__).parent / "claims"
HALVES: Final = ("dev", "test")
SEEDS: Final = ("000", "001", "002", "003-article", "004", "003-chatgpt")
# The seed whose date the scorer of the seeds takes from the visit that it reports.
DATED_BY_EVENT: Final = {"002": "2011-09-12"}
MEASURES: Final = ("recall", "precision", "time", "office", "polarity", "modality", "attribution")
SAMPLES: Final = 1000
UNSCORED_TIMES: Final = {"at_writing", "none"}
SAID: Final = {"reported", "quoted"}

Row = dict[str, Any]
Counts = Counter[tuple[str, bool]]


@dataclass(frozen=True, slots=True)
class Text:
    """One annotated article: its gold claims and the sentences that were annotated."""

    id: str
    group: str
    style: str
    article: Article
    gold: list[Row]
    sentences: list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Prediction:
    """A claim of the reader, as far as it is scored; the interval is half-open."""

    start: int
    end: int
    words: str
    kind: str
    person: str
    interval: tuple[str | None, str | None]
    polarity: str
    modality: str
    attributed_to: str


@dataclass(slots=True)
class Outcome:
    """What became of one text: counts by measure, counts by gold and predicted kind, and the errors in words.

    `answers` tells of each checkable gold claim whether it was read.
    """

    text: Text
    counts: Counts = field(default_factory=Counter)
    kinds: dict[str, Counts] = field(default_factory=lambda: defaultdict(Counter))
    errors: list[tuple[str, str]] = field(default_factory=list)
    answers: dict[str, bool] = field(default_factory=dict)

    def add(self, measure: str, kind: str, *, right: bool) -> None:
        """Count one answer."""
        self.counts[measure, right] += 1
        self.kinds[kind][measure, right] += 1


def own_texts() -> Iterator[Text]:
    """Our own articles."""
    claims = _by_text(OWN / "claims.jsonl")
    for row in _rows(OWN / "texts.jsonl"):
        published = date.fromisoformat(row["published_at"])
        article = Article(text=row["text"], published_at=published)
        sentences = [(start, end) for start, end in row["sentences"]]
        yield Text(row["id"], row["half"], row["style"], article, claims[row["id"]], sentences)


def seed_texts(root: Path) -> Iterator[Text]:
    """The seeds as the scorer of `root`/gold reads them, the highlights left out."""
    claims = _by_text(root / "gold" / "seeds_claims.jsonl")
    sentences = _by_text(root / "gold" / "seeds_sentences.jsonl")
    for meta in json.loads((root / "gold" / "seeds_texts.json").read_text(encoding="utf-8")):
        name = meta["text_id"]
        if name not in SEEDS:
            continue
        raw = (root / "seeds" / meta["file"]).read_bytes().decode("utf-8")
        text = raw[meta["file_base"] : meta["file_base"] + meta["length"]]
        stated = DATED_BY_EVENT.get(name, meta["pub"] or "")
        published = date.fromisoformat(stated) if len(stated) == len("2011-09-12") else None
        article = Article(text=text, published_at=published)
        spans = [(sentence["start"], sentence["end"]) for sentence in sentences[name]]
        yield Text(name, "seeds", "seeds", article, claims[name], spans)


def _rows(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def _by_text(path: Path) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in _rows(path):
        found[row["text_id"]].append(row)
    return found


def predictions(article: Article) -> list[Prediction]:
    """What the reader claims to read, with offsets in the text as it was sent; claims about the document left out."""
    reading = pipeline.read(prepare(article))
    found = []
    for claim in reading.claims:
        said, span = claim.proposition, reading.document.sent(claim.span)
        interval = said.time.interval if said.time else None
        person = said.office.person.name if said.office else said.subject.name if said.subject else ""
        found.append(
            Prediction(
                start=span.start,
                end=span.end,
                words=claim.span.of(reading.document.text),
                kind=said.kind.value,
                person=person,
                interval=(_iso(interval.start), _iso(interval.end)) if interval else (None, None),
                polarity=said.polarity.value,
                modality=said.modality.value,
                attributed_to=said.attributed_to.name if said.attributed_to else "",
            )
        )
    return [prediction for prediction in found if prediction.kind != "metadata"]


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def match(gold: list[Row], predicted: list[Prediction]) -> dict[int, int]:
    """Positions of gold claims to positions of the predictions that match them."""
    overlaps = []
    for i, claim in enumerate(gold):
        for j, found in enumerate(predicted):
            shared = min(claim["claim_end"], found.end) - max(claim["claim_start"], found.start)
            shorter = min(claim["claim_end"] - claim["claim_start"], found.end - found.start)
            touches = found.start < claim["sent_end"] and found.end > claim["sent_start"]
            if touches and shorter > 0 and 2 * shared >= shorter:
                overlaps.append((-shared, i, j))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(overlaps):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def score(text: Text, found: list[Prediction]) -> Outcome:
    """Count what is right and wrong in one text."""
    outcome = Outcome(text)
    gold = [claim for claim in text.gold if claim["kind"] != "metadata"]
    predicted = [p for p in found if any(p.start < end and p.end > start for start, end in text.sentences)]
    pairs = match(gold, predicted)
    for i, claim in enumerate(gold):
        if claim["checkable"]:
            outcome.add("recall", claim["kind"], right=i in pairs)
            outcome.answers[claim["id"]] = i in pairs
        if i not in pairs and claim["checkable"]:
            outcome.errors.append(("missed", f"{claim['kind']}: {claim['claim_span']!r}"))
    for j, prediction in enumerate(predicted):
        outcome.add("precision", prediction.kind, right=j in pairs.values())
        if j not in pairs.values():
            outcome.errors.append(("extra", f"{prediction.kind}: {prediction.words!r}"))
    for i, j in pairs.items():
        for measure, right, detail in judged(gold[i], predicted[j]):
            outcome.add(measure, gold[i]["kind"], right=right)
            if not right:
                outcome.errors.append((measure, f"{detail} | {gold[i]['claim_span']!r} | {predicted[j].words!r}"))
    return outcome


def judged(claim: Row, found: Prediction) -> Iterator[tuple[str, bool, str]]:
    """Each measure of a pair: its name, whether it is right, and what was wanted and found."""
    wanted = half_open(claim["time"])
    if wanted:
        yield "time", found.interval == wanted, f"want {wanted} got {found.interval}"
    if claim["office"] and claim["kind"] == "office":
        surname = claim["office"]["person"].split()[-1].lower()
        right = found.kind == "office" and surname in found.person.lower()
        yield "office", right, f"want {claim['office']['person']} got {found.kind} {found.person}"
    yield "polarity", claim["polarity"] == found.polarity, f"want {claim['polarity']}"
    modalities = ["said" if m in SAID else m for m in (claim["modality"], found.modality)]
    yield "modality", modalities[0] == modalities[1], f"want {modalities[0]} got {modalities[1]}"
    ours, theirs = found.attributed_to.lower(), (claim["attributed_to"] or "").lower()
    right = bool(ours) == bool(theirs) and (not theirs or theirs.split()[-1] in ours)
    yield "attribution", right, f"want {theirs!r} got {ours!r}"


def half_open(time: Row) -> tuple[str | None, str | None] | None:
    """The gold's inclusive days as a half-open interval; None where the time is not scored."""
    if time["granularity"] in UNSCORED_TIMES:
        return None
    last = time["end"]
    return time["start"], _iso(date.fromisoformat(last) + timedelta(1)) if last else None


def shares(counts: Counts) -> dict[str, float | None]:
    """The share of right answers by measure, and F1 of recall and precision; None where nothing was counted."""
    found: dict[str, float | None] = {}
    for measure in MEASURES:
        right, wrong = counts[measure, True], counts[measure, False]
        found[measure] = right / (right + wrong) if right + wrong else None
    recall, precision = found["recall"], found["precision"]
    found["f1"] = 2 * recall * precision / (recall + precision) if recall and precision else None
    return found


def total(outcomes: Iterable[Outcome]) -> Counts:
    """The counts of all texts together."""
    counts: Counts = Counter()
    for outcome in outcomes:
        counts.update(outcome.counts)
    return counts


def bounds(outcomes: list[Outcome]) -> dict[str, tuple[float, float]]:
    """95 per cent intervals by measure, from samples of whole documents."""
    chance = random.Random(0)  # noqa: S311 - a sample, not a secret; the same in every run
    drawn = [shares(total(chance.choices(outcomes, k=len(outcomes)))) for _ in range(SAMPLES)]
    found = {}
    for measure in ("f1", *MEASURES):
        values = sorted(value for sample in drawn if (value := sample[measure]) is not None)
        if values:
            found[measure] = values[len(values) * 25 // 1000], values[min(len(values) * 975 // 1000, len(values) - 1)]
    return found


def report(groups: dict[str, list[Outcome]]) -> dict[str, Any]:
    """Print the tables; return their figures."""
    figures: dict[str, Any] = {}
    _heading("all")
    for group, outcomes in groups.items():
        counts, spread = total(outcomes), bounds(outcomes)
        figures[group] = {"shares": shares(counts), "bounds": spread}
        _line(f"{group} ({len(outcomes)} texts)", counts)
        print(f"{'  95 per cent':26}", *(_spread(spread.get(measure)) for measure in ("f1", *MEASURES)))
    for group in HALVES:
        _heading(f"{group}, by style")
        for style in sorted({outcome.text.style for outcome in groups[group]}):
            _line(style, total(outcome for outcome in groups[group] if outcome.text.style == style))
    for group, outcomes in groups.items():
        _heading(f"{group}, by kind")
        kinds: dict[str, Counts] = defaultdict(Counter)
        for outcome in outcomes:
            for kind, counts in outcome.kinds.items():
                kinds[kind].update(counts)
        for kind in sorted(kinds):
            _line(kind, kinds[kind])
        figures[group]["kinds"] = {kind: shares(counts) for kind, counts in kinds.items()}
    return figures


def result(groups: dict[str, list[Outcome]], figures: dict[str, Any]) -> Result:
    """The shares in per cent with their intervals; of the frozen half no case is told."""
    found = Result()
    for group, outcomes in groups.items():
        spread = figures[group]["bounds"]
        for name, share in figures[group]["shares"].items():
            if share is not None:
                low, high = spread[name]
                found.figures[f"{group} {name}"] = Figure(100 * share, (100 * low, 100 * high))
        if group != "test":
            found.cases[group] = {name: right for outcome in outcomes for name, right in outcome.answers.items()}
    return found


def _heading(title: str) -> None:
    print(f"\n{title:26}", *(f"{measure:>13}" for measure in ("F1", *MEASURES)))


def _line(title: str, counts: Counts) -> None:
    found = shares(counts)
    cells = [f"{found['f1']:>13.3f}" if found["f1"] is not None else f"{'-':>13}"]
    for measure in MEASURES:
        right, share = counts[measure, True], found[measure]
        cell = "-" if share is None else f"{right}/{right + counts[measure, False]} {share:.3f}"
        cells.append(f"{cell:>13}")
    print(f"{title:26}", *cells)


def _spread(pair: tuple[float, float] | None) -> str:
    return f"{f'{pair[0]:.3f}-{pair[1]:.3f}' if pair else '-':>13}"


def explain(outcomes: list[Outcome]) -> None:
    """Print the errors of these texts, by text and kind of error."""
    for outcome in outcomes:
        print(f"\n{outcome.text.id}")
        for measure, detail in outcome.errors:
            print(f"  {measure:11} {detail}")


def main() -> None:
    """Read, score, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--errors", action="store_true", help="print the errors of the dev half, never of the test half"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write figures and cases there")
    options = parser.parse_args()
    texts = list(own_texts())
    data = os.environ.get("DATELINE_EVAL_DATA")
    if data:
        texts += seed_texts(Path(data))
    groups: dict[str, list[Outcome]] = defaultdict(list)
    for text in shown(texts, "annotated claims"):
        groups[text.group].append(score(text, predictions(text.article)))
    if options.errors:
        explain(groups["dev"])
    figures = report(groups)
    if not data:
        print("\nDATELINE_EVAL_DATA is not set: the seeds are left out")
    if options.json:
        result(groups, figures).write(options.json)


if __name__ == "__main__":
    main()
