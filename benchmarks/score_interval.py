"""How often the score that would be given if all answers were known lies in the interval that the report gives.

    [DATELINE_EVAL_DATA=DIR] python -m benchmarks.score_interval [--draws N] [--json FILE] [--picture FILE]

*Drawn*: reports on real texts (planted errors, own articles beside the starter ledger, with the data the annotated
seeds) and 300 synthetic ones. For each, what is true is drawn N times, always with the same numbers: each event is
right with its confidence, and where something was found against the text, a claim without a record holds the like with
the probability that the interval reckons with. The score of what is true is held against the interval. Then the same
with three assumptions changed: errors that come together (half of the time all events of a text share one draw), half
and twice as much hidden, and something hidden in texts against which nothing was found: that is left out by design,
since unknown is never held against a text.

*Known*: the same for planted errors, where nothing needs to be drawn: wrong flags taken out, missed errors put in; and
the share of claims without a record that hold an error, in altered texts against which something was found. Of the
frozen half only totals are told.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, Final

from benchmarks import claims
from benchmarks.calibration import FLAGS, finds, planted_errors
from benchmarks.gold import REAL, SAME_FILE, load, run
from benchmarks.planted import FOLDER, document
from benchmarks.progress import shown
from benchmarks.readings import kept
from benchmarks.results import Figure, Result
from benchmarks.verdicts import reports as invented
from service.checking import scoring
from service.checking.scoring import Event
from service.domain.verdicts import Label, Score
from service.ledger.sql import SqlLedger
from service.reading.article import prepare

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from service.domain.verdicts import Report

DRAWS: Final = 400
SYNTHETIC: Final = 300
SEED: Final = 20261122
AGAINST: Final = frozenset({Label.CONTRADICTED, Label.UNSUPPORTED, Label.SUSPECT})
_TOGETHER: Final = 0.5
_HALF_A_TENTH: Final = 0.05


@dataclass(frozen=True, slots=True)
class Case:
    """A score with its interval and what it was made of."""

    source: str
    score: Score
    events: tuple[Event, ...]
    known: tuple[Event, ...] | None = None
    """What is true, where that is known."""
    unchecked: tuple[bool, ...] = ()
    """Of each claim without a record, whether it holds an error, where that is known."""

    @classmethod
    def of(cls, source: str, report: Report) -> Case:
        """The case of a report."""
        return cls(source, report.score, tuple(scoring.events(report.verdicts)))

    @property
    def band(self) -> str:
        """What was found: conflicts, suspicions alone, or nothing."""
        labels = {event.label for event in self.events}
        if labels & {Label.CONTRADICTED, Label.UNSUPPORTED}:
            return "below 50"
        return "50 to 74" if Label.SUSPECT in labels else "75 to 100"

    def holds(self, true: Sequence[Event]) -> bool:
        """Whether the score of what is true lies in the interval, to a tenth."""
        interval = self.score.interval
        if interval is None:
            return True
        return interval[0] - _HALF_A_TENTH <= scoring.value_of(true) <= interval[1] + _HALF_A_TENTH


@dataclass(frozen=True, slots=True)
class Assumed:
    """How what is true is drawn."""

    risk: float = scoring.UNCHECKED_RISK
    together: float = 0.0
    anywhere: bool = False


ASSUMPTIONS: Final = {
    "as reckoned": Assumed(),
    "errors that come together": Assumed(together=_TOGETHER),
    "half as much hidden": Assumed(risk=scoring.UNCHECKED_RISK / 2),
    "twice as much hidden": Assumed(risk=2 * scoring.UNCHECKED_RISK),
    "hidden where nothing was found": Assumed(anywhere=True),
}


def drawn(events: Sequence[Event], chance: Random, assumed: Assumed) -> list[Event]:
    """What may be true, given what was found."""
    shared = chance.random() if chance.random() < assumed.together else None
    found = [
        event
        for event in events
        if event.label in {*AGAINST, Label.SUPPORTED}
        and (chance.random() if shared is None else shared) < event.confidence
    ]
    against = {event.label for event in events} & AGAINST
    hidden = Label.SUSPECT if against == {Label.SUSPECT} else Label.CONTRADICTED
    if against or assumed.anywhere:
        unchecked = sum(event.label is Label.NOT_ENOUGH_INFO for event in events)
        count = sum(chance.random() < assumed.risk for _ in range(unchecked))
        found += [Event(hidden, 1.0, 1.0)] * count
    return found


def synthetic(count: int, chance: Random) -> Iterator[Case]:
    """Made-up reports: up to 12 events of each kind, confidences between 0.5 and 0.99, one in five central."""
    labels = (Label.CONTRADICTED, Label.SUSPECT, Label.SUPPORTED, Label.NOT_ENOUGH_INFO)
    while count:
        most = [chance.choice((0, 1, 2, 4, 12)) for _ in labels]
        made = [
            Event(label, chance.uniform(0.5, 0.99), chance.choice((1.0, 1.0, 1.0, 1.0, 2.0)))
            for label, n in zip(labels, most, strict=True)
            for _ in range(n)
        ]
        if any(event.label is not Label.NOT_ENOUGH_INFO for event in made):
            count -= 1
            value, interval = scoring.placed(made)
            yield Case("synthetic", Score(value, interval, None, outcome=None), tuple(made))  # type: ignore[arg-type]  # nobody asks


def planted(ledger: SqlLedger) -> Iterator[Case]:
    """The retellings of `benchmarks/planted`, open beside the starter ledger and closed, with what is true of them."""
    for path in shown(sorted(FOLDER.glob("*.json")), "planted"):
        case = json.loads(path.read_text(encoding="utf-8"))
        source = "planted" if case["half"] == "dev" else "planted, frozen half"
        reference = document(case["article"])
        for part in ("consistent", "altered"):
            text = document(case[part])
            for closed in (False, True):
                report = run(text, None if closed else ledger, [reference], closed=closed)
                made = Case.of(f"{source}, {'closed' if closed else 'open'}", report)
                yield replace(made, known=tuple(known(report, case[part])), unchecked=tuple(hidden(report, case[part])))


def known(report: Report, part: dict[str, Any]) -> Iterator[Event]:
    """The events of a report without wrong flags, and the errors that it missed."""
    errors = list(planted_errors(part)) if "errors" in part else []
    right = [verdict for verdict in report.verdicts if verdict.label not in FLAGS or finds(verdict, errors)]
    right = [verdict for verdict in right if verdict.label is not Label.SUPPORTED or finds(verdict, errors)]
    yield from scoring.events(right)
    flagged = [verdict.claim.span for verdict in right if verdict.label in FLAGS]
    for span, _ in errors:
        if not any(span.overlaps(other) for other in flagged):
            yield Event(Label.CONTRADICTED, 1.0, 1.0)


def hidden(report: Report, part: dict[str, Any]) -> Iterator[bool]:
    """Of each claim without a record whether it holds an error, where something was found against an altered text."""
    if "errors" in part and any(verdict.label in FLAGS for verdict in report.verdicts):
        spans = [span for span, _ in planted_errors(part)]
        for verdict in report.verdicts:
            if verdict.label is Label.NOT_ENOUGH_INFO:
                yield any(verdict.claim.span.overlaps(span) for span in spans)


def real(root: Path | None, ledger: SqlLedger) -> Iterator[Case]:
    """Own articles, and the annotated seeds where there is data."""
    for text in shown(list(claims.own_texts()), "own articles"):
        yield Case.of("own articles", run(prepare(text.article), ledger, []))
    if root is None:
        return
    gold = load(root)
    for name in REAL:
        others = [gold.documents[o] for o in REAL if o not in (SAME_FILE if name in SAME_FILE else (name,))]
        yield Case.of("seeds", run(gold.documents[name], ledger, others))
    for _, report in invented(gold, ledger):
        yield Case.of("seeds", report)


def measure(cases: Sequence[Case], draws: int) -> Result:
    """Coverage in per cent by source and by band, drawn and known; printed as well."""
    found = Result()
    for name, assumed in ASSUMPTIONS.items():
        chance, held = Random(SEED), defaultdict[str, list[bool]](list)  # noqa: S311 - a simulation
        for case in cases:
            if case.score.interval is None:
                continue
            hits = [case.holds(drawn(case.events, chance, assumed)) for _ in range(draws)]
            for group in ("all", case.source, case.band):
                held[group] += hits
        for group, hits in held.items():
            told(found, f"drawn {name}, {group}", hits)
    actual = defaultdict[str, list[bool]](list)
    for case in cases:
        if case.known is not None and case.score.interval is not None:
            actual[f"known, {case.source}"].append(case.holds(case.known))
        if case.unchecked:
            actual[f"without a record and wrong, {case.source}"] += case.unchecked
    for group, hits in actual.items():
        told(found, group, hits)
    return found


def told(found: Result, name: str, hits: Sequence[bool]) -> None:
    """Print and keep one share."""
    share = 100 * sum(hits) / len(hits)
    print(f"{name:60} {share:5.1f} % of {len(hits)}")
    found.figures[name] = Figure(share)


def main() -> None:
    """Check, draw, tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--draws", type=int, default=DRAWS, metavar="N")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write figures there")
    options = parser.parse_args()
    data = os.environ.get("DATELINE_EVAL_DATA")
    with tempfile.TemporaryDirectory() as folder, kept():
        ledger = SqlLedger(f"sqlite:///{folder}/ledger.db")
        ledger.prepare()
        cases = [*planted(ledger), *real(Path(data) if data else None, ledger)]
    cases += synthetic(SYNTHETIC, Random(SEED))  # noqa: S311 - a simulation
    found = measure(cases, options.draws)
    if options.json:
        found.write(options.json)


if __name__ == "__main__":
    main()
