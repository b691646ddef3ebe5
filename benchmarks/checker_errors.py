"""How often the checker errs where the truth is known: the counts behind the correction of outlet records.

    [DATELINE_EVAL_DATA=DIR] python -m benchmarks.checker_errors [--json FILE]

Open checks beside the starter ledger, as records of outlets rest on them. A claim is *decided* where it is supported or
contradicted; a suspicion counts neither way.

*Right claims*: the consistent retellings of `benchmarks/planted` beside their articles, what is left as it was in the
altered ones, our own articles, and with the data five annotated news texts, each beside the others. *Wrong claims*: the
planted errors. *The same places*: the words where an error was planted, as they stand in the consistent retelling, so
that errors and right claims are compared that are equally hard to decide.

Told are the four counts of `service.records.checker_errors.MEASURED`, beside those that are in use. Only totals are
told of any half.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from benchmarks import claims
from benchmarks.calibration import planted_errors
from benchmarks.gold import REAL, SAME_FILE, load, run
from benchmarks.planted import FOLDER, document
from benchmarks.progress import shown
from benchmarks.readings import kept
from benchmarks.results import Figure, Result
from service.domain.text import Span
from service.domain.verdicts import Label
from service.ledger.sql import SqlLedger
from service.reading.article import prepare
from service.records.checker_errors import MEASURED, CheckerErrors, Part

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from service.domain.verdicts import Report, Verdict

DECIDED: Final = frozenset({Label.SUPPORTED, Label.CONTRADICTED})
_WORST: Final = (Label.CONTRADICTED, Label.SUSPECT, Label.SUPPORTED, Label.NOT_ENOUGH_INFO, Label.NOT_CHECKABLE)


@dataclass(slots=True)
class Count:
    """The labels of right claims, of planted errors, and of the same places without them."""

    right: Counter[Label] = field(default_factory=Counter)
    wrong: Counter[Label] = field(default_factory=Counter)
    unspoilt: Counter[Label] = field(default_factory=Counter)

    @property
    def errors(self) -> CheckerErrors:
        """The four counts."""
        return CheckerErrors(
            Part(self.right[Label.CONTRADICTED], _decided(self.right)),
            Part(self.wrong[Label.CONTRADICTED], _decided(self.wrong)),
            Part(_decided(self.wrong), self.wrong.total()),
            Part(_decided(self.unspoilt), self.unspoilt.total()),
        )


def measured(root: Path | None) -> CheckerErrors:
    """The counts of all sources; `root` is the folder of the evaluation data, if there is one."""
    count = Count()
    with tempfile.TemporaryDirectory() as folder, kept():
        ledger = SqlLedger(f"sqlite:///{folder}/ledger.db")
        ledger.prepare()
        for path in shown(sorted(FOLDER.glob("*.json")), "planted errors"):
            _planted(json.loads(path.read_text(encoding="utf-8")), ledger, count)
        for text in shown(list(claims.own_texts()), "own articles"):
            count.right.update(_labels(run(prepare(text.article), ledger, []).verdicts))
        for report in _annotated(root, ledger) if root else ():
            count.right.update(_labels(report.verdicts))
    return count.errors


def _planted(case: dict[str, Any], ledger: SqlLedger, count: Count) -> None:
    reference, same, altered = (document(case[part]) for part in ("article", "consistent", "altered"))
    right, wrong = run(same, ledger, [reference]), run(altered, ledger, [reference])
    errors = [span for span, _ in planted_errors(case["altered"])]
    count.right.update(_labels(right.verdicts))
    count.right.update(_labels(v for v in wrong.verdicts if not any(v.claim.span.overlaps(span) for span in errors)))
    unspoilt = _Places(altered.text, same.text)
    count.wrong.update(_worst(wrong, span) for span in errors)
    count.unspoilt.update(_worst(right, unspoilt.of(span)) for span in errors)


def _annotated(root: Path, ledger: SqlLedger) -> Iterator[Report]:
    gold = load(root)
    for name in shown(REAL, "annotated texts"):
        same = SAME_FILE if name in SAME_FILE else (name,)
        references = [gold.documents[other] for other in (*REAL, "003-highlights") if other not in same]
        yield run(gold.documents[name], ledger, references)


class _Places:
    """Where stretches of one text stand in another that differs from it in places."""

    def __init__(self, text: str, other: str) -> None:
        self._pieces = SequenceMatcher(None, text, other, autojunk=False).get_opcodes()

    def of(self, span: Span) -> Span:
        """The stretch in the other text; one code point at least."""
        start, end = self._place(span.start, at_end=False), self._place(span.end, at_end=True)
        return Span(start, max(end, start + 1))

    def _place(self, at: int, *, at_end: bool) -> int:
        for kind, start, end, begins, ends in self._pieces:
            if start <= at < end + at_end:
                if kind == "equal":
                    return begins + at - start
                return ends if at_end else begins
        return self._pieces[-1][4]


def _labels(verdicts: Iterable[Verdict]) -> list[Label]:
    return [verdict.label for verdict in verdicts]


def _worst(report: Report, span: Span) -> Label:
    """The worst label of the claims at a place; as if there were no record where nothing was read there."""
    found = [verdict.label for verdict in report.verdicts if verdict.claim.span.overlaps(span)]
    return min(found, key=_WORST.index, default=Label.NOT_ENOUGH_INFO)


def _decided(labels: Counter[Label]) -> int:
    return sum(labels[label] for label in DECIDED)


def main() -> None:
    """Check, count, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write figures there")
    options = parser.parse_args()
    data = os.environ.get("DATELINE_EVAL_DATA")
    found = measured(Path(data) if data else None)
    result = Result()
    for name in CheckerErrors.__slots__:
        now, used = getattr(found, name), getattr(MEASURED, name)
        print(f"{name:16} {now.some:4} of {now.all:4}   in use: {used.some:4} of {used.all:4}")
        result.figures[f"{name}, per cent"] = Figure(100 * now.share.mean)
    print(f"oftener          {found.oftener.mean:.2f}          in use: {MEASURED.oftener.mean:.2f}")
    if not data:
        print("Without DATELINE_EVAL_DATA the annotated texts are left out.")
    if options.json:
        result.write(options.json)


if __name__ == "__main__":
    main()
