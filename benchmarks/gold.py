"""The annotated seeds: false alarms, the invented text, altered sentences, claim extraction.

    DATELINE_EVAL_DATA=DIR python -m benchmarks.gold [--verbose] [--json FILE]

Prints one line a figure; needs the folders `gold` and `seeds` of the evaluation data. This is a development set: rules
and reader were built while looking at it, so its figures say what works, not how well it carries over.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.readings import kept
from benchmarks.results import Figure, Result
from service import pipeline
from service.domain.text import Article, Document
from service.domain.verdicts import Label, Report, Verdict
from service.ledger.sql import SqlLedger
from service.reading.article import prepare
from service.reading.plain import one_for_one

REAL = ("000", "001", "002", "003-article", "004")
INVENTED = "003-chatgpt"
SAME_FILE = ("003-article", "003-highlights")
SOURCE_DAY = date(2011, 9, 10)


@dataclass(frozen=True, slots=True)
class Gold:
    """The annotated texts: documents by text id, claims, pairs and altered sentences."""

    folder: Path
    documents: dict[str, Document]
    claims: dict[str, dict[str, Any]]
    pairs: list[dict[str, Any]]
    mutations: list[dict[str, Any]]
    sentences: list[dict[str, Any]]


def load(root: Path) -> Gold:
    """The gold under `root` (the folder that holds `gold` and `seeds`)."""
    folder = root / "gold"
    documents = {}
    for meta in json.loads((folder / "seeds_texts.json").read_text(encoding="utf-8")):
        raw = (root / "seeds" / meta["file"]).read_bytes().decode("utf-8")
        text = raw[meta["file_base"] : meta["file_base"] + meta["length"]]
        documents[meta["text_id"]] = prepare(
            Article(text=text, source=meta["publisher_id"], url=meta["url"], published_at=_day(meta))
        )
    return Gold(
        folder,
        documents,
        {row["id"]: row for row in _rows(folder / "seeds_claims.jsonl")},
        _rows(folder / "seeds_pairs.jsonl"),
        _rows(folder / "seeds_mutations_dev.jsonl"),
        _rows(folder / "seeds_sentences.jsonl"),
    )


def _day(meta: dict[str, Any]) -> date | None:
    if meta["text_id"] == "002":
        return date(2011, 9, 12)
    published = meta["pub"]
    return date.fromisoformat(published) if published and len(published) == len("2011-09-10") else None


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def run(document: Document, ledger: SqlLedger | None, references: list[Document], *, closed: bool = False) -> Report:
    """One check."""
    return pipeline.check(document, ledger=ledger, references=references, closed=closed, report_id="benchmark")


def of_label(report: Report, label: Label) -> list[Verdict]:
    """The verdicts with this label."""
    return [verdict for verdict in report.verdicts if verdict.label is label]


def explain(report: Report) -> None:
    """Print every claim that is not undecided, with its findings."""
    for verdict in report.verdicts:
        claim = verdict.claim
        print(f"    {verdict.label.value:16} {claim.id} {claim.span.of(report.document.text)[:90]!r}")
        for finding in verdict.findings:
            print(f"        {finding.rule} {finding.bearing.value}/{finding.against.value}: {finding.detail[:150]}")


def real_texts(gold: Gold, ledger: SqlLedger, found: Result, *, verbose: bool) -> None:
    """Each real text against the four others, with and without the ledger: no false alarm, a high score."""
    for name in REAL:
        same = SAME_FILE if name in SAME_FILE else (name,)
        references = [gold.documents[other] for other in (*REAL, "003-highlights") if other not in same]
        for store, label in ((ledger, "with ledger"), (None, "without")):
            report = run(gold.documents[name], store, references)
            contradicted = of_label(report, Label.CONTRADICTED)
            suspects = of_label(report, Label.SUSPECT)
            supported = len(of_label(report, Label.SUPPORTED))
            print(
                f"real {name:12} {label:12} score {report.score.value} "
                f"contradicted {len(contradicted)} suspect {len(suspects)} "
                f"supported {supported} of {len(report.verdicts)}",
            )
            case = f"real {name} {label}"
            if report.score.value is not None:
                found.figures[f"{case} score"] = Figure(report.score.value)
            found.figures[f"{case} contradicted"] = Figure(len(contradicted), less_is_better=True)
            found.figures[f"{case} suspect"] = Figure(len(suspects), less_is_better=True)
            found.figures[f"{case} supported"] = Figure(supported)
            found.cases.setdefault("real", {})[f"{name} {label}"] = not (contradicted or suspects)
            if verbose and (contradicted or suspects):
                explain(replace(report, verdicts=(*contradicted, *suspects)))


def invented_text(gold: Gold, ledger: SqlLedger, found: Result, *, verbose: bool) -> None:
    """The Borisov/Raab text: undated, dated like its source, with the ledger alone, closed."""
    undated = gold.documents[INVENTED]
    dated = replace(undated, published_on=SOURCE_DAY)
    references = [gold.documents[name] for name in (*REAL, "003-highlights")]
    own = [gold.documents[name] for name in SAME_FILE]
    cases: list[tuple[str, Document, SqlLedger | None, list[Document], bool]] = [
        ("undated, references + ledger (<= 40, >= 2)", undated, ledger, references, False),
        ("undated, references (<= 40, >= 2)", undated, None, references, False),
        ("dated, references + ledger (<= 20, >= 9)", dated, ledger, references, False),
        ("dated, references (<= 20, >= 5)", dated, None, references, False),
        ("dated, starter ledger alone (<= 20)", dated, ledger, [], False),
        ("closed against its source (<= 10)", dated, None, own, True),
    ]
    for title, document, store, sources, closed in cases:
        report = run(document, store, sources, closed=closed)
        counts = {label.value: len(of_label(report, label)) for label in Label}
        print(f"invented {title}: score {report.score.value} {counts}")
        if report.score.value is not None:
            named = f"invented {title.partition(' (')[0]} score of invention"
            found.figures[named] = Figure(report.score.value, less_is_better=True)
        if verbose:
            explain(report)
    for name in REAL:
        report = run(gold.documents[name], None, [gold.documents[name]], closed=True)
        print(f"closed {name} against itself: score {report.score.value}")
        if report.score.value is not None:
            found.figures[f"closed {name} against itself score"] = Figure(report.score.value)


def altered_sentences(gold: Gold, ledger: SqlLedger, found: Result, *, verbose: bool) -> None:
    """One changed sentence in its text, with all five texts as references and the ledger."""
    references = [gold.documents[name] for name in (*REAL, "003-highlights")]
    right = 0
    for case in gold.mutations:
        text_id = gold.claims[case["base_claim"]]["text_id"]
        base = gold.documents[text_id]
        start = base.text.find(one_for_one(case["original"]))
        text = base.raw[:start] + case["mutated"] + base.raw[start + len(case["original"]) :]
        document = prepare(
            Article(
                text=text, source=base.source, url=base.url, published_at=date.fromisoformat(case["publication_date"])
            )
        )
        report = run(document, ledger, references)
        inside = [v for v in report.verdicts if start <= v.claim.span.start < start + len(case["mutated"])]
        labels = {v.label.value for v in inside}
        want = case["expected_full_texts_offices"]
        good = want in labels and not (want == "suspect" and "contradicted" in labels)
        right += good
        found.cases.setdefault("altered", {})[case["id"]] = good
        print(
            f"altered {case['id']} {case['change']:10} want {want:13} {'ok' if good else 'MISSED'} got {sorted(labels)}"
        )
        if verbose and not good:
            explain(replace(report, verdicts=tuple(inside)))
    print(f"altered sentences: {right} of {len(gold.mutations)} (>= 15)")
    found.figures["altered right"] = Figure(right)


def false_alarms(gold: Gold, found: Result, *, verbose: bool) -> None:
    """Pairs of claims that agree or are compatible: the text of one with that of the other as its only reference."""
    alarms = 0
    quiet = [pair for pair in gold.pairs if not pair["must_flag"]]
    reports: dict[tuple[str, str], Report] = {}
    for pair in quiet:
        first, second = gold.claims[pair["a"]], gold.claims[pair["b"]]
        key = (first["text_id"], second["text_id"])
        if key not in reports:
            reports[key] = run(gold.documents[key[0]], None, [gold.documents[key[1]]])
        hit = [v for v in of_label(reports[key], Label.CONTRADICTED) if _is(v, first) and _from(v, second, gold)]
        alarms += bool(hit)
        found.cases.setdefault("pairs", {})[pair["id"]] = not hit
        if verbose and hit:
            print("  false alarm", pair["id"], pair["reason"])
            explain(replace(reports[key], verdicts=tuple(hit)))
    print(f"pairs that must not be flagged: {alarms} contradictions in {len(quiet)} (0)")
    found.figures["pairs that must not be flagged contradicted"] = Figure(alarms, less_is_better=True)


def _is(verdict: Verdict, claim: dict[str, Any]) -> bool:
    """Whether the verdict is on the annotated claim: the two spans share more than half of the longer one."""
    start, end = int(claim["claim_start"]), int(claim["claim_end"])
    span = verdict.claim.span
    return 2 * (min(span.end, end) - max(span.start, start)) > max(len(span), end - start)


def _from(verdict: Verdict, second: dict[str, Any], gold: Gold) -> bool:
    """Whether a finding rests on the second claim's sentence."""
    text = gold.documents[second["text_id"]].text[second["sent_start"] : second["sent_end"]]
    return any(fact.provenance.quote and fact.provenance.quote in text for f in verdict.findings for fact in f.facts)


def claim_scores(gold: Gold, *, verbose: bool) -> None:
    """The scorer of the gold folder on what the reader reads."""
    with tempfile.TemporaryDirectory() as folder:
        inputs, output = Path(folder) / "in.jsonl", Path(folder) / "out.jsonl"
        scorer = gold.folder / "score_claims.py"
        subprocess.run([sys.executable, str(scorer), "--inputs", str(inputs)], check=True)  # noqa: S603 - a fixed list, no shell: the scorer in the folder that the caller named
        subprocess.run(  # noqa: S603 - a fixed list, no shell: this project's command
            [sys.executable, "-m", "service.cli", "read", "--jsonl", str(inputs), "--out", str(output)], check=True
        )
        done = subprocess.run([sys.executable, str(scorer), str(output)], check=True, capture_output=True, text=True)  # noqa: S603 - the scorer again, on a file written here
    print(done.stdout)
    if verbose:
        print("targets: recall 0.80, precision 0.70, time 0.85, office 0.90")


def main() -> None:
    """Run all parts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--verbose", action="store_true", help="print the claims and findings behind the figures")
    parser.add_argument("--only", help="one of: real, invented, altered, pairs, claims")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write figures and cases there")
    arguments = parser.parse_args()
    if "DATELINE_EVAL_DATA" not in os.environ:
        parser.error("DATELINE_EVAL_DATA names no folder of evaluation data")
    gold = load(Path(os.environ["DATELINE_EVAL_DATA"]))
    found = Result()
    with tempfile.TemporaryDirectory() as folder, kept():
        ledger = SqlLedger(f"sqlite:///{folder}/ledger.db")
        ledger.prepare()
        if arguments.only in {None, "real"}:
            real_texts(gold, ledger, found, verbose=arguments.verbose)
        if arguments.only in {None, "invented"}:
            invented_text(gold, ledger, found, verbose=arguments.verbose)
        if arguments.only in {None, "altered"}:
            altered_sentences(gold, ledger, found, verbose=arguments.verbose)
        if arguments.only in {None, "pairs"}:
            false_alarms(gold, found, verbose=arguments.verbose)
        if arguments.only in {None, "claims"}:
            claim_scores(gold, verbose=arguments.verbose)
    if arguments.json:
        found.write(arguments.json)


if __name__ == "__main__":
    main()
