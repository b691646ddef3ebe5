"""Verdicts whose answer is known, for calibrating confidences: what was known of each, and whether it was right.

    [DATELINE_EVAL_DATA=DIR] python -m benchmarks.calibration [--rows FILE] [--only SOURCE ...] [--json FILE]
    python -m models.confidence.train FILE

Checks texts of five sources and writes a row a decided verdict: `source`, `document`, `label`, `rule`, `standing`,
`strength`, `reading` (the claim's own confidence), `confidence` (that of the report) and `right`.

`planted`, `frozen`: both halves of `benchmarks/planted`, open without and with the starter ledger, and closed. A flag
    is right where its words hold a planted error, contradicted only where that is expected; support is right elsewhere.
`own`: the articles of `benchmarks/claims` beside the starter ledger: nobody altered them, so that every flag is wrong.
`seeds`: the annotated real texts beside each other (flags are wrong, support is right), the altered sentences, and the
    invented text in its four settings by the labels that people gave it. Needs the data.
`pairs`: sentences that people wrote to deceive, with the sentences that bear them out or do not. Needs the data.

The same verdict with the same answer in two settings counts once. A row names its document by a digest and quotes
nothing. Told is the expected calibration error over tenths, in per cent: of the rules' confidences before calibration
and after it, by models that have not seen the document, and of those of the learned comparison as they stand. Nothing
is fitted on the frozen half, of which only totals are told.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from benchmarks import claims
from benchmarks.gold import INVENTED, REAL, SAME_FILE, Gold, load, run
from benchmarks.planted import FOLDER, document
from benchmarks.progress import shown
from benchmarks.readings import kept
from benchmarks.results import Figure, Result
from benchmarks.verdicts import SETTINGS, reports
from models.confidence import train
from models.reliability import calibration_error
from service import pipeline
from service.checking.verdicts import standing
from service.domain.text import Article, Span
from service.domain.verdicts import Label, Undecided
from service.ledger.sql import SqlLedger
from service.reading.article import prepare
from service.reading.plain import one_for_one

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from service.domain.verdicts import Report, Verdict

FLAGS: Final = frozenset({Label.CONTRADICTED, Label.SUSPECT, Label.UNSUPPORTED})
DECIDED: Final = FLAGS | {Label.SUPPORTED}
PAIRS: Final = ("fever_symmetric_dev", "foolmetwice_dev")
SOURCES: Final = ("planted", "frozen", "own", "seeds", "pairs")


@dataclass(frozen=True, slots=True)
class Known:
    """A verdict and whether it is right; `text` tells one version of a document from another."""

    source: str
    document: str
    text: str
    verdict: Verdict
    right: bool

    @property
    def row(self) -> dict[str, Any]:
        """What is written of it."""
        verdict = self.verdict
        deciding = next(iter(verdict.findings), None)
        return {
            "source": self.source,
            "document": sha256(self.document.encode()).hexdigest()[:12],
            "label": verdict.label.value,
            "rule": deciding.rule if deciding else "",
            "standing": standing(deciding).value if deciding else "",
            "strength": deciding.strength if deciding else 0.0,
            "reading": verdict.claim.confidence,
            "confidence": verdict.confidence,
            "right": self.right,
        }

    @property
    def key(self) -> tuple[object, ...]:
        """What the same verdict in another setting shares with it."""
        row, span = self.row, self.verdict.claim.span
        same = (row["label"], row["rule"], row["standing"], row["strength"], self.right)
        return (self.text, span.start, span.end, *same)


def decided(report: Report) -> Iterator[Verdict]:
    """The verdicts that say anything."""
    return (verdict for verdict in report.verdicts if verdict.label in DECIDED)


def planted(half: str, ledger: SqlLedger) -> Iterator[Known]:
    """Both retellings of each case of a half."""
    source = "planted" if half == "dev" else "frozen"
    for path in shown(sorted(FOLDER.glob("*.json")), f"planted, {half}"):
        case = json.loads(path.read_text(encoding="utf-8"))
        if case["half"] != half:
            continue
        reference, same, altered = (document(case[part]) for part in ("article", "consistent", "altered"))
        errors = list(planted_errors(case["altered"]))
        for store, closed in ((None, False), (ledger, False), (None, True)):
            for verdict in decided(run(same, store, [reference], closed=closed)):
                yield Known(source, case["id"], f"{case['id']} same", verdict, verdict.label not in FLAGS)
            for verdict in decided(run(altered, store, [reference], closed=closed)):
                right = finds(verdict, errors)
                yield Known(source, case["id"], f"{case['id']} altered", verdict, right)


def planted_errors(altered: dict[str, Any]) -> Iterator[tuple[Span, str]]:
    """Where the errors of an altered retelling stand, and the label that is expected there."""
    for error in altered["errors"]:
        start = altered["text"].index(error["quote"])
        yield Span(start, start + len(error["quote"])), error["expect"]


def finds(verdict: Verdict, errors: Iterable[tuple[Span, str]]) -> bool:
    """Whether a verdict is right: a flag on an error, contradicted only where that is expected; support on none."""
    hit = [expected for span, expected in errors if verdict.claim.span.overlaps(span)]
    if verdict.label is Label.SUPPORTED:
        return not hit
    return bool(hit) and (verdict.label is not Label.CONTRADICTED or Label.CONTRADICTED.value in hit)


def own(ledger: SqlLedger) -> Iterator[Known]:
    """Our own articles, as they stand."""
    for text in shown(list(claims.own_texts()), "own articles"):
        for verdict in decided(run(prepare(text.article), ledger, [])):
            yield Known("own", text.id, text.id, verdict, verdict.label not in FLAGS)


def seeds(gold: Gold, ledger: SqlLedger) -> Iterator[Known]:
    """Real texts, altered sentences and the invented text."""
    texts = (*REAL, "003-highlights")
    for name in shown(REAL, "real texts"):
        same = SAME_FILE if name in SAME_FILE else (name,)
        references = [gold.documents[other] for other in texts if other not in same]
        for store in (ledger, None):
            for verdict in decided(run(gold.documents[name], store, references)):
                yield Known("seeds", name, name, verdict, verdict.label not in FLAGS)
    for case in shown(gold.mutations, "altered sentences"):
        yield from _altered(gold, case, [gold.documents[name] for name in texts], ledger)
    labelled = [claim for claim in gold.claims.values() if claim["text_id"] == INVENTED]
    for setting, report in shown(reports(gold, ledger), "invented text", len(SETTINGS)):
        for verdict in decided(report):
            labels = _labels(report, verdict, labelled, setting)
            if labels is not None:
                yield Known("seeds", INVENTED, INVENTED, verdict, verdict.label.value in labels)


def _altered(gold: Gold, case: dict[str, Any], references: list[Any], ledger: SqlLedger) -> Iterator[Known]:
    """The flags in one altered sentence; what is supported in it may be what was left as it was."""
    name = gold.claims[case["base_claim"]]["text_id"]
    base = gold.documents[name]
    start = base.text.find(one_for_one(case["original"]))
    text = base.raw[:start] + case["mutated"] + base.raw[start + len(case["original"]) :]
    day = date.fromisoformat(case["publication_date"])
    article = Article(text=text, source=base.source, url=base.url, published_at=day)
    wanted = case["expected_full_texts_offices"]
    for verdict in decided(run(prepare(article), ledger, references)):
        inside = start <= verdict.claim.span.start < start + len(case["mutated"])
        if inside and verdict.label in FLAGS:
            right = wanted in {Label.CONTRADICTED.value, verdict.label.value} and wanted != Label.SUPPORTED.value
            yield Known("seeds", name, f"{name} {case['id']}", verdict, right)


def _labels(
    report: Report, verdict: Verdict, labelled: Iterable[dict[str, Any]], setting: str
) -> frozenset[str] | None:
    """The labels that are accepted for the annotated claim that shares most words with this one, or None."""
    span = report.document.sent(verdict.claim.span)
    shares = [
        (min(span.end, claim["claim_end"]) - max(span.start, claim["claim_start"]), claim["verdicts"][setting])
        for claim in labelled
    ]
    shared, accepted = max(shares, key=lambda share: share[0])
    return frozenset({accepted["label"], *accepted["also_accept"]}) if 2 * shared >= len(span) else None


def pairs(root: Path) -> Iterator[Known]:
    """Sentences to be checked against sentences, in an open check."""
    for name in PAIRS:
        path = root / "benchmarks" / "consistency" / f"{name}.jsonl"
        for line in shown(path.read_text(encoding="utf-8").splitlines(), name):
            row = json.loads(line)
            texts = [prepare(Article(text=text["text"], language="en")) for text in (row, *row["references"])]
            about = "\n".join(text.text for text in texts[1:])
            for verdict in decided(run(texts[0], None, texts[1:])):
                right = (verdict.label is Label.SUPPORTED) == (row["label"] == 1)
                yield Known("pairs", about, row["id"], verdict, right)


def rows(only: Iterable[str], root: Path | None) -> Iterator[dict[str, Any]]:
    """The rows of all sources asked for, each verdict once."""
    with tempfile.TemporaryDirectory() as folder:
        ledger = SqlLedger(f"sqlite:///{folder}/ledger.db")
        ledger.prepare()
        made = {
            "planted": lambda: planted("dev", ledger),
            "frozen": lambda: planted("test", ledger),
            "own": lambda: own(ledger),
        }
        if root is not None:
            made |= {"seeds": lambda: seeds(load(root), ledger), "pairs": lambda: pairs(root)}
        for source in only:
            known: set[tuple[object, ...]] = set()
            with kept():
                for one in made[source]() if source in made else ():
                    if one.key not in known and one.verdict.reason is not Undecided.SOURCES_DISAGREE:
                        known.add(one.key)
                        yield one.row


def figures(found: Sequence[dict[str, Any]]) -> Result:
    """The calibration error of confidences by source, before and after."""
    ruled, learned = train.parted(found)
    known, frozen = ([row for row in ruled if (row.source == train.FROZEN) is one] for one in (False, True))
    after = dict(zip(known, train.held_out(known, train.fold_of), strict=True)) if known else {}
    if known:
        model = train.fitted(known)
        after |= {row: model.probability(row.ground) for row in frozen}
    told: dict[str, list[tuple[bool, float]]] = {}
    for row in ruled:
        for source in {row.source, "all but the frozen half" if row.source != train.FROZEN else row.source}:
            told.setdefault(f"rules, {source}, heuristic", []).append((row.right, row.ground.believed))
            told.setdefault(f"rules, {source}, calibrated", []).append((row.right, after.get(row, row.given)))
    for row in learned:
        told.setdefault(f"learned, {row.source}, {row.ground.label}", []).append((row.right, row.given))
    errors = {name: calibration_error(*zip(*pairs, strict=True)) for name, pairs in sorted(told.items())}
    return Result({name: Figure(100 * error, less_is_better=True) for name, error in errors.items()})


def main() -> None:
    """Check and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=Path, metavar="FILE", help="write the rows there")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write figures there")
    parser.add_argument("--only", nargs="+", choices=SOURCES, default=SOURCES, help="these sources alone")
    options = parser.parse_args()
    data = os.environ.get("DATELINE_EVAL_DATA")
    pipeline.models()
    found = list(rows(options.only, Path(data) if data else None))
    if options.rows:
        options.rows.write_text("".join(json.dumps(row) + "\n" for row in found), encoding="utf-8")
    result = figures(found)
    print("\n".join(f"{name:50} {figure.value:5.1f}" for name, figure in result.figures.items()))
    if options.json:
        result.write(options.json)


if __name__ == "__main__":
    main()
