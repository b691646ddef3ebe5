"""Trains the model of check-worthiness from rows of features, and writes its weights and its reliability diagram.

    python -m benchmarks.worth --rows rows.jsonl
    python -m models.worth.train rows.jsonl

A row is one sentence or clause: `document`, `source` ("own" or "dev"), `unit` ("sentence" or "clause"), `label` (1
where it carries a checkable claim) and `values`, the features that are not 0. Logistic regression with an L2 penalty,
then Platt's sigmoid fitted on documents that the regression has not seen (Platt 1999; Niculescu-Mizil & Caruana 2005).
Needs scikit-learn; what it writes needs nothing. Everything is measured on documents that were neither learned from nor
calibrated on, and the same rows give the same file, byte for byte, with the same scikit-learn.
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
from sklearn.calibration import CalibratedClassifierCV
from sklearn.frozen import FrozenEstimator
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import brier_score_loss, roc_auc_score

from models.reliability import Wording, bins, calibration_error, drawing
from models.worth.features import FINGERPRINT, NAMES
from models.worth.model import WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Iterator

Numbers = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

PENALTY: Final = 0.5
"""The inverse strength of the L2 penalty; 0.3 to 3 measure the same to the third digit."""
FOLDS: Final = 5
DECIMALS: Final = 4
DIAGRAM: Final = Path(__file__).parent / "reliability.svg"
WORDING: Final = Wording("Reliability diagram of check-worthiness", "share that are claims", "sentences and clauses")


@dataclass(frozen=True, slots=True)
class Rows:
    """What is learned from, row by row."""

    values: Numbers
    labels: npt.NDArray[np.int64]
    fold: npt.NDArray[np.int64]
    documents: npt.NDArray[np.str_]
    own: Mask
    sentence: Mask

    @classmethod
    def read(cls, path: Path) -> Rows:
        """The rows of a file; a document's fold is its place among those of its source, modulo `FOLDS`."""
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        order = {name: at for at, name in enumerate(dict.fromkeys(row["document"] for row in rows))}
        return cls(
            values=np.array([[row["values"].get(name, 0.0) for name in NAMES] for row in rows]),
            labels=np.array([row["label"] for row in rows]),
            fold=np.array([order[row["document"]] % FOLDS for row in rows]),
            documents=np.array([row["document"] for row in rows]),
            own=np.array([row["source"] == "own" for row in rows]),
            sentence=np.array([row["unit"] == "sentence" for row in rows]),
        )


def fitted(rows: Rows, learn: Mask, calibrate: Mask, method: str = "sigmoid") -> Any:  # noqa: ANN401 - scikit-learn has no types
    """A regression on the rows of `learn`, calibrated on those of `calibrate`."""
    regression = LogisticRegression(C=PENALTY, max_iter=5000).fit(rows.values[learn], rows.labels[learn])
    calibrated = CalibratedClassifierCV(FrozenEstimator(regression), method=method)
    return calibrated.fit(rows.values[calibrate], rows.labels[calibrate])


def held_out(rows: Rows, method: str) -> Numbers:
    """For each row a probability by a model that saw neither its document nor calibrated on it.

    Own documents: one fold to measure, the next to calibrate, the rest and the dev half to learn. Dev half: each
    document in turn is left out, the calibration is that of the shipped model, moved to the share of claims in news.
    """
    found = np.zeros(len(rows.labels))
    for fold in range(FOLDS):
        measured = rows.own & (rows.fold == fold)
        calibrated = rows.own & (rows.fold == (fold + 1) % FOLDS)
        model = fitted(rows, ~measured & ~calibrated, calibrated, method)
        found[measured] = model.predict_proba(rows.values[measured])[:, 1]
    calibrated = rows.own & (rows.fold == 0)
    for name in np.unique(rows.documents[~rows.own]):
        left_out = rows.documents == name
        model = fitted(rows, ~calibrated & ~left_out, calibrated, method)
        odds = np.exp(logit(model.predict_proba(rows.values[left_out])[:, 1]) + shift(rows, calibrated, ~left_out))
        found[left_out] = odds / (1 + odds)
    return found


def shift(rows: Rows, calibrated: Mask, known: Mask) -> float:
    """What to add to log-odds fitted on `calibrated` for news: there more sentences and clauses are claims.

    By Bayes' rule the difference of the log-odds of a claim in both (Saerens et al. 2002); the share in news is that of
    the dev half's documents among `known`.
    """
    shares = np.array([rows.labels[~rows.own & known].mean(), rows.labels[calibrated].mean()])
    news, own = logit(shares)
    return float(news - own)


def logit(shares: Numbers) -> Numbers:
    """The log-odds of probabilities, kept off 0 and 1."""
    kept = np.clip(shares, 1e-6, 1 - 1e-6)
    return np.asarray(np.log(kept / (1 - kept)))


def figures(rows: Rows, probabilities: Numbers) -> Iterator[str]:
    """One line of figures for each source and unit."""
    for source, of_source in (("own", rows.own), ("dev", ~rows.own)):
        for unit, of_unit in (("sentences", rows.sentence), ("clauses", ~rows.sentence)):
            chosen = of_source & of_unit
            labels, given = rows.labels[chosen], probabilities[chosen]
            yield (
                f"{source:4} {unit:10} {len(labels):5} rows {labels.mean():6.1%} claims  "
                f"AUC {roc_auc_score(labels, given):.3f}  Brier {brier_score_loss(labels, given):.3f}  "
                f"ECE {calibration_error(labels.tolist(), given.tolist()):.3f}"
            )


def write(rows: Rows, folder: Path) -> str:
    """Fit on all but the calibration documents, write weights and manifest; the digest of the weights."""
    calibrated = rows.own & (rows.fold == 0)
    model = fitted(rows, ~calibrated, calibrated)
    inner = model.calibrated_classifiers_[0]
    regression, sigmoid = inner.estimator.estimator, inner.calibrators[0]
    weights = {name: round(float(w), DECIMALS) for name, w in zip(NAMES, regression.coef_[0], strict=True)}
    stored = {
        "weights": weights,
        "intercept": round(float(regression.intercept_[0]), DECIMALS),
        # scikit-learn's sigmoid is 1 / (1 + exp(a * f + b)).
        "slope": round(-float(sigmoid.a_), DECIMALS),
        "offset": round(-float(sigmoid.b_) + shift(rows, calibrated, ~calibrated), DECIMALS),
    }
    content = json.dumps(stored, indent=1).encode()
    digest = hashlib.sha256(content).hexdigest()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "worth.json").write_bytes(content)
    manifest = {"file": "worth.json", "sha256": digest, "features": FINGERPRINT}
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    return digest


def main() -> None:
    """Measure, train, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", type=Path)
    parser.add_argument("--out", type=Path, default=WEIGHTS, help="folder of the weights")
    parser.add_argument("--diagram", type=Path, default=DIAGRAM)
    options = parser.parse_args()
    rows = Rows.read(options.rows)
    print("isotonic", *figures(rows, held_out(rows, "isotonic")), sep="\n")
    probabilities = held_out(rows, "sigmoid")
    print("sigmoid, as shipped", *figures(rows, probabilities), sep="\n")
    curves = {
        title: bins(rows.labels[chosen].tolist(), probabilities[chosen].tolist())
        for title, chosen in (("own documents, held out", rows.own), ("dev half, held out", ~rows.own))
    }
    options.diagram.write_text(drawing(curves, WORDING), encoding="utf-8")
    print(f"sha256 {write(rows, options.out)}")


if __name__ == "__main__":
    main()
