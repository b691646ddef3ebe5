"""Fits the models of entailment from rows of features, and measures them leaving one domain out.

    DATELINE_EVAL_DATA=DIR python -m benchmarks.entailment rows.jsonl
    python -m models.entailment.train rows.jsonl [--write]

A row is one text: `set`, `document`, `label` (1: its references bear it out), and for each of its sentences the values
of the features, read by the network (`network`) and by words alone (`words`). Labels are of texts: where a text is not
borne out, the sentence that looks worst is taken for the one that is not, and the fit is repeated (multiple instance
learning, Andrews et al. 2003). Every set and label weighs the same. Needs scikit-learn; what it writes needs nothing.
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
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression

from models.entailment.features import FINGERPRINT, NAMES_OF_FEATURES
from models.entailment.model import WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Numbers = npt.NDArray[np.float64]

PENALTY: Final = 0.03
ROUNDS: Final = 6
FOLDS: Final = 5
DECIMALS: Final = 4
SUMMARIES: Final = "summedits_"
HELD_OUT: Final = "summedits_news_dev"
"""Never learned from: it stands for a domain that nobody has seen."""
MADE: Final = "made"


@dataclass(frozen=True, slots=True)
class Text:
    """One text: its sentences' features and whether all of them are borne out.

    `bearing` of made pairs alone; `fold` is the part of which the network that read it had seen nothing, if any.
    """

    set: str
    document: str
    sentences: Numbers
    borne_out: bool
    bearing: int | None = None
    fold: int | None = None


def read(path: Path, by: str) -> list[Text]:
    """The texts of a file of rows, read `by` "network" or "words"."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row[by]:
            values, borne_out = np.array(row[by]), row["label"] == 1
            found.append(Text(row["set"], row["document"], values, borne_out, row.get("bearing"), row.get("fold")))
    return found


def fitted(texts: Sequence[Text]) -> Any:  # noqa: ANN401 - scikit-learn has no types
    """A regression of sentences that are not borne out."""
    sizes: dict[tuple[str, bool], int] = {}
    for text in texts:
        sizes[text.set, text.borne_out] = sizes.get((text.set, text.borne_out), 0) + 1
    chosen = [text.sentences.mean(axis=0, keepdims=True) * 0 for text in texts]
    model = None
    for _ in range(ROUNDS):
        if model is None:
            chosen = [text.sentences for text in texts]
        else:
            chosen = [
                text.sentences
                if text.borne_out
                else text.sentences[[int(model.decision_function(text.sentences).argmax())]]
                for text in texts
            ]
        values = np.vstack(chosen)
        labels = np.concatenate([[not text.borne_out] * len(rows) for text, rows in zip(texts, chosen, strict=True)])
        weights = np.concatenate(
            [
                np.full(len(rows), 1000 / sizes[text.set, text.borne_out] / (len(rows) if not text.borne_out else 1))
                for text, rows in zip(texts, chosen, strict=True)
            ]
        )
        weights *= np.where(labels, weights[~labels].sum() / weights[labels].sum(), 1.0)
        model = LogisticRegression(C=PENALTY, max_iter=3000).fit(values, labels, sample_weight=weights)
    return model


def worst(model: Any, text: Text) -> float:  # noqa: ANN401 - scikit-learn has no types
    """The greatest probability, over its sentences, that one is not borne out."""
    return float(model.predict_proba(text.sentences)[:, 1].max())


def cut(model: Any, texts: Sequence[Text]) -> float:  # noqa: ANN401 - scikit-learn has no types
    """The log-odds at which texts are told apart best, every set weighing the same (balanced accuracy)."""
    scores = np.array([float(model.decision_function(text.sentences).max()) for text in texts])
    labels = np.array([not text.borne_out for text in texts])
    sets = np.array([text.set for text in texts])
    options = np.quantile(scores, np.linspace(0.02, 0.98, 97))
    balanced = [
        np.mean(
            [
                ((scores[here & labels] > at).mean() + (scores[here & ~labels] <= at).mean()) / 2
                for here in (sets == name for name in np.unique(sets))
            ]
        )
        for at in options
    ]
    smooth = np.convolve(balanced, np.ones(7) / 7, mode="same")
    return float(options[int(smooth[4:-4].argmax()) + 4])


def centred(texts: Sequence[Text]) -> Any:  # noqa: ANN401 - scikit-learn has no types
    """A regression whose probability of one half is the best cut between the texts."""
    model = fitted(texts)
    model.intercept_ = model.intercept_ - cut(model, texts)
    return model


def balanced_accuracy(told: Iterable[tuple[float, bool]]) -> float:
    """The mean share of texts told right, borne out or not, in per cent; `told`: probability, label."""
    pairs = list(told)
    shares = [np.mean([(p <= 0.5) == kind for p, label in pairs if label is kind]) for kind in (True, False)]
    return 100 * float(np.mean(shares))


def left_out(texts: Sequence[Text]) -> dict[str, list[tuple[float, bool]]]:
    """For each set, its texts as told by a model that has not seen the domain (summaries) or the document (others)."""
    found: dict[str, list[tuple[float, bool]]] = {}
    for name in sorted({text.set for text in texts} - {MADE}):
        known = [text for text in texts if text.set not in {HELD_OUT, MADE}]
        if name.startswith(SUMMARIES):
            model = centred([text for text in known if text.set != name])
            found[name] = [(worst(model, text), text.borne_out) for text in texts if text.set == name]
            continue
        told = []
        for fold in range(FOLDS):
            rest = [text for text in known if text.set != name or _fold(text) != fold]
            model = centred(rest)
            told += [(worst(model, t), t.borne_out) for t in texts if t.set == name and _fold(t) == fold]
        found[name] = told
    return found


def _fold(text: Text) -> int:
    return int(text.document, 16) % FOLDS


def figures(told: dict[str, list[tuple[float, bool]]]) -> dict[str, float]:
    """Balanced accuracy of each set, and the mean over the seven domains of summaries."""
    found = {name: balanced_accuracy(pairs) for name, pairs in told.items()}
    seven = [value for name, value in found.items() if name.startswith(SUMMARIES) and name != HELD_OUT]
    return {**found, "mean of seven domains": float(np.mean(seven))} if seven else found


def calibration(told: dict[str, list[tuple[float, bool]]]) -> list[tuple[float, float]]:
    """Points of an isotonic curve: from the probability of not being borne out to that of the verdict being right."""
    pairs = [pair for name, some in told.items() if name != HELD_OUT for pair in some]
    if not pairs:
        return [(0.0, 0.5)]
    scores = np.array([p for p, _ in pairs])
    right = np.array([(p <= 0.5) == label for p, label in pairs])
    below = scores <= 0.5
    points: list[tuple[float, float]] = []
    for side, increasing in ((below, False), (~below, True)):
        curve = IsotonicRegression(increasing=increasing, y_min=0.5, y_max=0.99, out_of_bounds="clip")
        curve.fit(scores[side], right[side])
        grid = np.quantile(scores[side], np.linspace(0, 1, 12))
        points += [
            (round(float(x), DECIMALS), round(float(y), 3)) for x, y in zip(grid, curve.predict(grid), strict=True)
        ]
    return sorted(set(points))


def stored(model: Any) -> dict[str, object]:  # noqa: ANN401 - scikit-learn has no types
    """A regression as it is written."""
    return {
        "weights": dict(zip(NAMES_OF_FEATURES, (round(float(w), DECIMALS) for w in model.coef_[0]), strict=True)),
        "intercept": round(float(model.intercept_[0]), DECIMALS),
    }


def refuting(texts: Sequence[Text]) -> Any:  # noqa: ANN401 - scikit-learn has no types
    """A regression of being excluded rather than untold, on made pairs that are not borne out."""
    rows = [text for text in texts if text.set == MADE and not text.borne_out]
    values = np.vstack([text.sentences[:1] for text in rows])
    labels = np.array([text.bearing == 1 for text in rows])
    return LogisticRegression(C=PENALTY, max_iter=3000, class_weight="balanced").fit(values, labels)


def main() -> None:
    """Measure, and with --write store the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", type=Path)
    parser.add_argument("--write", action="store_true", help="store the weights fitted on all but " + HELD_OUT)
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    asked = parser.parse_args()
    heads: dict[str, dict[str, object]] = {}
    measured: dict[str, dict[str, float]] = {}
    for name, by in (("with network", "network"), ("by words", "words")):
        texts = read(asked.rows, by)
        told = left_out(texts)
        measured[name] = figures(told)
        print(name, *(f"  {of:28} {value:5.1f}" for of, value in measured[name].items()), sep="\n")
        if asked.write:
            heads[name] = {
                "untold": stored(centred([text for text in texts if text.set not in {HELD_OUT, MADE}])),
                "refuted": stored(refuting(texts)),
                "calibration": {"points": calibration(told)},
            }
    if asked.json:
        asked.json.write_text(json.dumps(measured, indent=1) + "\n", encoding="utf-8")
    if asked.write:
        content = (json.dumps(heads, indent=1) + "\n").encode()
        (WEIGHTS / "weights.json").write_bytes(content)
        manifest = {"file": "weights.json", "sha256": hashlib.sha256(content).hexdigest(), "features": FINGERPRINT}
        (WEIGHTS / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
