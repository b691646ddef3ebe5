"""Verdicts on the invented text of the seeds, claim by claim, in the four settings for which people labelled it.

    DATELINE_EVAL_DATA=DIR python -m benchmarks.verdicts [--verbose] [--json FILE]

The real texts of the seeds are the references (setting a), with the starter ledger beside them (setting b, where the
annotators had a small table of offices); the text is undated, or dated like the article it was made from. A verdict
belongs to an annotated claim by the rules of `benchmarks.claims`, one to one; an annotated claim that is left over (a
title inside a sentence that is one claim here) has the verdict of the words that it shares most with, or none, and is
then never right. The figures of a setting: macro-F1 over the primary labels; of the claims labelled contradicted,
without another label that is accepted, those found; and contradicted verdicts that no label accepts, the invented ones.
Three of the claims tell one event: "event once" gives each a third of the weight; "one to one" gives what is left over
no verdict. A development set: rules were written while looking at it.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from benchmarks import claims
from benchmarks.gold import INVENTED, REAL, SOURCE_DAY, Gold, load, run
from benchmarks.progress import shown
from benchmarks.readings import kept
from benchmarks.results import Figure, Result
from service.domain.verdicts import Label
from service.ledger.sql import SqlLedger

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from service.domain.verdicts import Report, Verdict

SETTINGS: Final = ("a_undated", "b_undated", "a_dated_2011_09_10", "b_dated_2011_09_10")
ONE_EVENT: Final = frozenset({"003-chatgpt-c02", "003-chatgpt-c11", "003-chatgpt-c24"})
UNSEEN: Final = "unseen"
"""Stands for the label of a claim that the reader does not see."""


@dataclass(frozen=True, slots=True)
class Judged:
    """An annotated claim in one setting: what was wanted, what else is accepted, and what was said.

    `alone` says that the verdict is on no other annotated claim.
    """

    claim: dict[str, Any]
    wanted: str
    accepted: frozenset[str]
    said: str
    alone: bool = True
    because: str = ""

    @property
    def weight(self) -> float:
        """One third for each claim of the event that is told three times."""
        return 1 / len(ONE_EVENT) if self.claim["id"] in ONE_EVENT else 1


def macro_f1(judged: Sequence[Judged], *, event_once: bool = False) -> float:
    """The mean F1 in per cent over the labels that are wanted anywhere."""
    scores = []
    for label in {one.wanted for one in judged}:
        weights = [(one.weight if event_once else 1, one.wanted == label, one.said == label) for one in judged]
        both = sum(weight for weight, wanted, said in weights if wanted and said)
        scores.append(2 * both / sum(weight * (wanted + said) for weight, wanted, said in weights))
    return 100 * sum(scores) / len(scores)


def judge(report: Report, gold: list[dict[str, Any]], setting: str) -> tuple[list[Judged], list[Verdict]]:
    """The annotated claims with what the report says of them, and its contradicted verdicts that nobody accepts."""
    verdicts = [verdict for verdict in report.verdicts if verdict.claim.proposition.kind.value != "metadata"]
    pairs = claims.match(gold, [_prediction(report, verdict) for verdict in verdicts])
    judged = []
    for i, claim in enumerate(gold):
        label = claim["verdicts"][setting]
        verdict = verdicts[pairs[i]] if i in pairs else _nearest(report, verdicts, claim)
        because = "; ".join(f"{finding.rule}: {finding.detail}" for finding in verdict.findings) if verdict else ""
        said = verdict.label.value if verdict else UNSEEN
        judged.append(Judged(claim, label["label"], frozenset(label["also_accept"]), said, i in pairs, because))
    contradicted = Label.CONTRADICTED.value
    fine = [one.claim for one in judged if contradicted in {one.wanted, *one.accepted}]
    invented = [
        verdict
        for verdict in verdicts
        if verdict.label is Label.CONTRADICTED and not any(_shared(report, verdict, claim) for claim in fine)
    ]
    return judged, invented


def _shared(report: Report, verdict: Verdict, claim: dict[str, Any]) -> float:
    """The share of their words that both have, where it is half of the shorter; else 0. Counted in code points."""
    span = report.document.sent(verdict.claim.span)
    length = claim["claim_end"] - claim["claim_start"]
    shared = min(span.end, claim["claim_end"]) - max(span.start, claim["claim_start"])
    return shared / (len(span) + length - shared) if 2 * shared >= min(len(span), length) else 0


def _nearest(report: Report, verdicts: list[Verdict], claim: dict[str, Any]) -> Verdict | None:
    """The verdict that shares most with the annotated claim, the first of equal ones."""
    nearest = max(verdicts, key=lambda verdict: _shared(report, verdict, claim), default=None)
    return nearest if nearest and _shared(report, nearest, claim) else None


def _prediction(report: Report, verdict: Verdict) -> claims.Prediction:
    said, span = verdict.claim.proposition, report.document.sent(verdict.claim.span)
    return claims.Prediction(
        start=span.start,
        end=span.end,
        words=verdict.claim.span.of(report.document.text),
        kind=said.kind.value,
        person="",
        interval=(None, None),
        polarity=said.polarity.value,
        modality=said.modality.value,
        attributed_to="",
    )


def reports(gold: Gold, ledger: SqlLedger) -> Iterator[tuple[str, Report]]:
    """Each setting with the report on the invented text."""
    undated = gold.documents[INVENTED]
    references = [gold.documents[name] for name in (*REAL, "003-highlights")]
    with kept():
        for setting in SETTINGS:
            document = undated if "undated" in setting else replace(undated, published_on=SOURCE_DAY)
            yield setting, run(document, ledger if setting.startswith("b") else None, references)


def measure(gold: Gold, ledger: SqlLedger, *, verbose: bool) -> Result:
    """Print a line a setting; return the figures and which claims were judged as labelled."""
    labelled = [claim for claim in gold.claims.values() if claim["text_id"] == INVENTED]
    found = Result()
    for setting, report in shown(reports(gold, ledger), "settings", len(SETTINGS)):
        judged, invented = judge(report, labelled, setting)
        firm = [one for one in judged if one.wanted == Label.CONTRADICTED.value and not one.accepted]
        hit = sum(one.said == one.wanted for one in firm)
        accepted = sum(one.said in {one.wanted, *one.accepted} for one in judged)
        once = macro_f1(judged, event_once=True)
        alone = macro_f1([one if one.alone else replace(one, said=UNSEEN) for one in judged])
        print(
            f"{setting:20} macro-F1 {macro_f1(judged):.1f} (event once {once:.1f}, one to one {alone:.1f})  "
            f"contradicted found {hit} of {len(firm)}, invented {len(invented)}  "
            f"label accepted for {accepted} of {len(judged)}"
        )
        found.figures[f"{setting} macro-F1"] = Figure(macro_f1(judged))
        found.figures[f"{setting} macro-F1, event once"] = Figure(once)
        found.figures[f"{setting} macro-F1, one to one"] = Figure(alone)
        found.figures[f"{setting} contradicted found, per cent"] = Figure(100 * hit / len(firm))
        found.figures[f"{setting} contradicted invented"] = Figure(len(invented), less_is_better=True)
        found.figures[f"{setting} accepted, per cent"] = Figure(100 * accepted / len(judged))
        found.cases[setting] = {one.claim["id"]: one.said == one.wanted for one in judged}
        if verbose:
            _explain(judged, invented, report)
    return found


def _explain(judged: list[Judged], invented: list[Verdict], report: Report) -> None:
    for one in judged:
        if one.said != one.wanted:
            rest = "accepted" if one.said in one.accepted else "WRONG"
            print(f"  {one.claim['id']} want {one.wanted}, got {one.said} ({rest}): {one.claim['claim_span']!r}")
            print(f"      {one.because}")
    for verdict in invented:
        print(f"  INVENTED {verdict.claim.span.of(report.document.text)!r}: {verdict.findings[0].detail}")


def main() -> None:
    """Judge the text in every setting."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--verbose", action="store_true", help="show the claims that were judged otherwise")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write figures and cases there")
    options = parser.parse_args()
    if "DATELINE_EVAL_DATA" not in os.environ:
        parser.error("DATELINE_EVAL_DATA names no folder of evaluation data")
    with tempfile.TemporaryDirectory() as folder:
        ledger = SqlLedger(f"sqlite:///{folder}/ledger.db")
        ledger.prepare()
        found = measure(load(Path(os.environ["DATELINE_EVAL_DATA"])), ledger, verbose=options.verbose)
    if options.json:
        found.write(options.json)


if __name__ == "__main__":
    main()
