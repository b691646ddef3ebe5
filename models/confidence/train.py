"""Fits the curve of confidence from verdicts whose answer is known, and draws how far it can be trusted.

    DATELINE_EVAL_DATA=DIR python -m benchmarks.calibration rows.jsonl
    python -m models.confidence.train rows.jsonl [--write]

A logistic regression by penalised likelihood (Platt 1999, with priors as in Gelman et al. 2008): the slope is drawn
towards 1, the heuristic as it stands; offsets of labels hardly, those of rules firmly towards 0, so that a rule seen
three times says little for itself. Each label begins with one right and one wrong verdict, as Platt's targets do.
Everything is measured on documents that were not fitted on: by fifths of the documents, leaving out each source in
turn, and on the frozen half of the planted errors, which is never fitted on and of which only totals are told. What the
learned comparison decided has a calibration of its own (`models/entailment`): it is measured here, and not fitted.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt

from models.confidence.model import WEIGHTS, ConfidenceModel, Ground, log_odds
from models.reliability import Wording, bins, calibration_error, drawing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

Numbers = npt.NDArray[np.float64]

FROZEN: Final = "frozen"
LEARNED: Final = "learned"
FOLDS: Final = 5
ROUNDS: Final = 60
DECIMALS: Final = 4
SLOPE_SPREAD, LABEL_SPREAD, RULE_SPREAD = 0.5, 3.0, 1.0
"""Standard deviations of the priors, in log-odds; a slope's in slopes."""
DIAGRAM: Final = Path(__file__).parent / "reliability.svg"
WORDING: Final = Wording("Reliability diagram of confidences", "share that are right", "verdicts")


@dataclass(frozen=True, slots=True)
class Row:
    """A verdict whose answer is known."""

    source: str
    document: str
    ground: Ground
    given: float
    right: bool

    @classmethod
    def of(cls, row: dict[str, Any]) -> Row:
        """A row as `benchmarks.calibration` writes it."""
        ground = Ground(row["label"], row["rule"], row["standing"], row["strength"], row["reading"])
        return cls(row["source"], row["document"], ground, row["confidence"], row["right"])


def parted(found: Iterable[dict[str, Any]]) -> tuple[list[Row], list[Row]]:
    """The rows that a rule decided, and those that the learned comparison did."""
    rows = [row for row in map(Row.of, found) if row.ground.standing]
    learned = [row for row in rows if row.ground.standing == LEARNED]
    return [row for row in rows if row.ground.standing != LEARNED], learned


def fitted(rows: Sequence[Row]) -> ConfidenceModel:
    """The model of these rows."""
    return ConfidenceModel(**stored(rows))


def stored(rows: Sequence[Row]) -> dict[str, Any]:
    """The model of these rows as it is written: Newton's method on the penalised likelihood."""
    labels = sorted({row.ground.label for row in rows})
    rules = sorted({f"{row.ground.label} {row.ground.rule}" for row in rows})
    values, right = _values(rows, labels, rules)
    means = np.zeros(values.shape[1])
    means[0] = 1.0
    spreads = np.array([SLOPE_SPREAD, *[LABEL_SPREAD] * len(labels), *[RULE_SPREAD] * len(rules)])
    found = means.copy()
    for _ in range(ROUNDS):
        odds = 1 / (1 + np.exp(-values @ found))
        slope = values.T @ (right - odds) - (found - means) / spreads**2
        curve = (values.T * (odds * (1 - odds))) @ values + np.diag(1 / spreads**2)
        found = found + np.linalg.solve(curve, slope)
    numbers = [round(float(one), DECIMALS) for one in found]
    return {
        "slope": max(0.0, numbers[0]),
        "labels": dict(zip(labels, numbers[1 : 1 + len(labels)], strict=True)),
        "rules": dict(zip(rules, numbers[1 + len(labels) :], strict=True)),
    }


def _values(rows: Sequence[Row], labels: list[str], rules: list[str]) -> tuple[Numbers, Numbers]:
    """The design matrix and the answers, with one right and one wrong verdict a label to begin with."""
    found, right = [], []
    for row in rows:
        of = f"{row.ground.label} {row.ground.rule}"
        of_label = [row.ground.label == one for one in labels]
        found.append([log_odds(row.ground.believed), *of_label, *(of == one for one in rules)])
        right.append(row.right)
    for label in labels:
        mean = float(np.mean([log_odds(row.ground.believed) for row in rows if row.ground.label == label]))
        for answer in (True, False):
            found.append([mean, *(label == o for o in labels), *(False for _ in rules)])
            right.append(answer)
    return np.array(found, dtype=float), np.array(right, dtype=float)


def held_out(rows: Sequence[Row], parts: Callable[[Row], object]) -> list[float]:
    """For each row the probability of a model that saw no row of its part."""
    models = {part: fitted([r for r in rows if parts(r) != part]) for part in sorted({str(parts(r)) for r in rows})}
    return [models[str(parts(row))].probability(row.ground) for row in rows]


def isotonic(rows: Sequence[Row]) -> list[float]:
    """The same by one isotonic curve over the heuristic for all labels, by fifths of the documents; to compare with."""
    from sklearn.isotonic import IsotonicRegression  # noqa: PLC0415 - all else needs NumPy alone

    found = [0.0] * len(rows)
    for fold in range(FOLDS):
        known = [row for row in rows if fold_of(row) != str(fold)]
        curve = IsotonicRegression(out_of_bounds="clip", y_min=0.01, y_max=0.99)
        curve.fit([row.ground.believed for row in known], [row.right for row in known])
        for at, row in enumerate(rows):
            if fold_of(row) == str(fold):
                found[at] = float(curve.predict([row.ground.believed])[0])
    return found


def fold_of(row: Row) -> str:
    """The fifth to which a row's document belongs."""
    return str(int(row.document, 16) % FOLDS)


def _source(row: Row) -> str:
    return row.source


def figures(rows: Sequence[Row], given: Sequence[float]) -> Iterator[str]:
    """One line of figures for all rows and for each source and label."""
    groups: dict[str, list[int]] = {"all": list(range(len(rows)))}
    for at, row in enumerate(rows):
        for name in (row.source, row.ground.label, f"{row.source} {row.ground.label}"):
            groups.setdefault(name, []).append(at)
    for name, places in sorted(groups.items()):
        right = [int(rows[at].right) for at in places]
        told = [given[at] for at in places]
        brier = float(np.mean((np.array(told) - np.array(right)) ** 2))
        yield (
            f"  {name:24} {len(places):4} verdicts {np.mean(right):6.1%} right, {np.mean(told):.3f} given  "
            f"ECE {calibration_error(right, told):.3f}  Brier {brier:.3f}"
        )


def main() -> None:
    """Measure, and with --write store the weights and the diagram."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", type=Path)
    parser.add_argument("--write", action="store_true", help="store weights and diagram")
    options = parser.parse_args()
    ruled, learned = parted(map(json.loads, options.rows.read_text(encoding="utf-8").splitlines()))
    rows = [row for row in ruled if row.source != FROZEN]
    frozen = [row for row in ruled if row.source == FROZEN]
    believed = [row.ground.believed for row in rows]
    by_document, model = held_out(rows, fold_of), fitted(rows)
    of_frozen = [model.probability(row.ground) for row in frozen]
    print("uncalibrated", *figures(rows, believed), sep="\n")
    print("by fifths of the documents", *figures(rows, by_document), sep="\n")
    print("isotonic, one curve, by fifths of the documents", *figures(rows, isotonic(rows)), sep="\n")
    print("leaving out each source", *figures(rows, held_out(rows, _source)), sep="\n")
    if frozen:
        print("frozen half, uncalibrated", *figures(frozen, [row.ground.believed for row in frozen]), sep="\n")
        print("frozen half", *figures(frozen, of_frozen), sep="\n")
    if learned:
        print("the learned comparison, as it stands", *figures(learned, [row.given for row in learned]), sep="\n")
    if options.write:
        write(rows, WEIGHTS)
        curves = {
            "heuristic": (rows, believed),
            "calibrated, by fifths of the documents": (rows, by_document),
            "calibrated, frozen half": (frozen, of_frozen),
        }
        drawn = {
            title: bins([int(row.right) for row in some], given) for title, (some, given) in curves.items() if some
        }
        DIAGRAM.write_text(drawing(drawn, WORDING), encoding="utf-8")


def write(rows: Sequence[Row], folder: Path) -> None:
    """Fit on all rows; write weights and manifest."""
    content = (json.dumps(stored(rows), indent=1) + "\n").encode()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "confidence.json").write_bytes(content)
    manifest = {"file": "confidence.json", "sha256": hashlib.sha256(content).hexdigest()}
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
