"""Planted errors: retellings that agree with a trusted article, and the same retellings with errors put in.

    python -m benchmarks.planted [--half dev|test] [--verbose] [--json FILE]

Every case of `benchmarks/planted` is a trusted article and two retellings of it. Both are checked with the article as
their only reference, without a ledger and with the starter ledger. The cases were written before the rules met them;
those marked `test` are kept for their totals: `--verbose` shows the claims of the development half only.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.progress import shown
from benchmarks.resampling import drawn, interval
from benchmarks.results import Figure, Result
from service import pipeline
from service.domain.text import Article, Document, Span
from service.domain.verdicts import Label, Report, Verdict
from service.ledger.sql import SqlLedger
from service.reading.article import prepare

if TYPE_CHECKING:
    from collections.abc import Sequence

FOLDER = Path(__file__).parent / "planted"
FLAGS = frozenset({Label.CONTRADICTED, Label.SUSPECT})
_BAND = 75


@dataclass(slots=True)
class Tally:
    """What one half came to under one setting."""

    planted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    right_label: Counter[str] = field(default_factory=Counter)
    labels: Counter[str] = field(default_factory=Counter)
    alarms_consistent: int = 0
    alarms_altered: int = 0
    alarming: Counter[str] = field(default_factory=Counter)
    high: int = 0
    low: int = 0
    cases: int = 0
    answers: dict[str, bool] = field(default_factory=dict)
    """What became of each planted error and of each consistent text, by a name that quotes neither."""
    by_case: list[tuple[int, int, int]] = field(default_factory=list)
    """Of each case the errors planted, found, and found with the expected label."""

    def share(self, at: int, name: str) -> Figure:
        """The share in per cent of what `by_case` has at `at`, with its interval over cases."""

        def figure(cases: Sequence[tuple[int, int, int]]) -> float | None:
            planted = sum(case[0] for case in cases)
            return 100 * sum(case[at] for case in cases) / planted if planted else None

        return Figure(figure(self.by_case) or 0.0, interval(drawn(self.by_case, figure, name)))

    def figures(self) -> dict[str, Figure]:
        """The figures by name."""
        fewer = {"alarms": self.alarms_consistent, "alarms elsewhere": self.alarms_altered}
        more = {
            "found": sum(self.found.values()),
            "right label": sum(self.right_label.values()),
            "supported": self.labels["supported"],
            "consistent high": self.high,
            "altered low": self.low,
        }
        shares = {"found, per cent": self.share(1, "found"), "right label, per cent": self.share(2, "right label")}
        counts = {name: Figure(value) for name, value in more.items()}
        return shares | counts | {name: Figure(value, less_is_better=True) for name, value in fewer.items()}

    def lines(self) -> list[str]:
        """The figures in words."""
        planted, found, right = (sum(c.values()) for c in (self.planted, self.found, self.right_label))
        claims, supported = sum(self.labels.values()), self.labels["supported"]
        kinds = ", ".join(f"{kind} {self.found[kind]}/{count}" for kind, count in sorted(self.planted.items()))
        return [
            f"planted errors found {found} of {planted} ({found / planted:.0%}), with the expected label {right}",
            f"  by kind: {kinds}",
            f"false alarms: {self.alarms_consistent} in consistent, {self.alarms_altered} elsewhere in altered texts",
            f"  by rule: {dict(self.alarming)}",
            f"supported in consistent texts: {supported} of {claims} claims ({supported / claims:.0%})",
            f"scores: {self.high} of {self.cases} consistent >= {_BAND}, {self.low} of {self.cases} altered below",
        ]


def document(part: dict[str, Any]) -> Document:
    """One of the three texts of a case, ready for reading."""
    day = date.fromisoformat(part["published_at"])
    return prepare(Article(text=part["text"], published_at=day, source=part["source"]))


def flagged(report: Report) -> list[Verdict]:
    """The claims marked contradicted or suspect."""
    return [verdict for verdict in report.verdicts if verdict.label in FLAGS]


def measure(case: dict[str, Any], ledger: SqlLedger | None, tally: Tally, *, verbose: bool) -> None:
    """Check both retellings of one case and add what came out."""
    reference = document(case["article"])
    same = pipeline.check(document(case["consistent"]), ledger=ledger, references=[reference], report_id="same")
    tally.cases += 1
    tally.labels.update(verdict.label.value for verdict in same.verdicts)
    tally.alarms_consistent += len(flagged(same))
    tally.answers[f"{case['id']} consistent"] = not flagged(same)
    tally.high += same.score.value is None or same.score.value >= _BAND
    altered = pipeline.check(document(case["altered"]), ledger=ledger, references=[reference], report_id="altered")
    tally.low += altered.score.value is not None and altered.score.value < _BAND
    text, spans = case["altered"]["text"], []
    missed, right = [], 0
    for number, error in enumerate(case["altered"]["errors"], start=1):
        start = text.index(error["quote"])
        span = Span(start, start + len(error["quote"]))
        spans.append(span)
        hits = {verdict.label.value for verdict in flagged(altered) if verdict.claim.span.overlaps(span)}
        tally.planted[error["kind"]] += 1
        tally.found[error["kind"]] += bool(hits)
        tally.answers[f"{case['id']} {number} {error['kind']}"] = bool(hits)
        tally.right_label[error["kind"]] += error["expect"] in hits
        right += error["expect"] in hits
        missed += [] if hits else [f"{error['kind']}: {error['quote']}"]
    tally.by_case.append((len(spans), len(spans) - len(missed), right))
    outside = [v for v in flagged(altered) if not any(v.claim.span.overlaps(span) for span in spans)]
    tally.alarms_altered += len(outside)
    tally.alarming.update(verdict.findings[0].rule for verdict in (*flagged(same), *outside))
    if verbose:
        print(f"{case['id']}: scores {same.score.value} / {altered.score.value}; missed {missed}")
        _show("FALSE ALARM, consistent", flagged(same), same)
        _show("FALSE ALARM, altered", outside, altered)
        _show("found", [verdict for verdict in flagged(altered) if verdict not in outside], altered)
        _show("unsupported", [v for v in same.verdicts if v.label is Label.NOT_ENOUGH_INFO], same)


def _show(title: str, verdicts: list[Verdict], report: Report) -> None:
    for verdict in verdicts:
        print(f"    {title}: {verdict.label.value} {verdict.claim.span.of(report.document.text)!r}")
        for finding in verdict.findings:
            print(f"        {finding.rule}: {finding.detail}")


def main() -> None:
    """Measure both halves, without and with the starter ledger."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", choices=("dev", "test"), help="measure one half only")
    parser.add_argument("--verbose", action="store_true", help="show the claims of the development half")
    parser.add_argument("--case", help="measure the case with this id only")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write figures and cases there")
    arguments = parser.parse_args()
    cases = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.json"))]
    with tempfile.TemporaryDirectory() as folder:
        store = SqlLedger(f"sqlite:///{folder}/ledger.db")
        store.prepare()
        tallies: dict[tuple[str, str], Tally] = defaultdict(Tally)
        for case in shown(cases, "planted errors"):
            if arguments.half not in {None, case["half"]} or arguments.case not in {None, case["id"]}:
                continue
            for ledger, name in ((None, "without ledger"), (store, "with starter ledger")):
                verbose = arguments.verbose and case["half"] == "dev" and ledger is not None
                measure(case, ledger, tallies[case["half"], name], verbose=verbose)
    result = Result()
    for (half, name), tally in sorted(tallies.items()):
        result.figures |= {f"{half}, {name} {figure}": value for figure, value in tally.figures().items()}
        if half == "dev":
            result.cases[f"{half}, {name}"] = tally.answers
        print(f"== {half}, {name} ({tally.cases} cases)")
        print("\n".join(tally.lines()))
    if arguments.json:
        result.write(arguments.json)


if __name__ == "__main__":
    main()
