"""Check-worthiness: rows to train on, the shipped model measured on texts it never saw, and its reasons.

    python -m benchmarks.worth [--json FILE]        the frozen half of our own articles and, where given, the seeds
    python -m benchmarks.worth --rows FILE          one row of features for each sentence and clause to train on
    python -m benchmarks.worth --explain "A text."  each sentence and clause with its probability and its parts

Rows come from `models/worth/training.jsonl` and from the dev half of `benchmarks/claims`. There, a sentence is labelled
by the claims in it; a clause is one where it shares at least half of the shorter one with a checkable claim, half of
itself where the claim is a title or an apposition. In our own sentences the claims are marked, and a clause is one
where half of it is marked.
"""

from __future__ import annotations

import argparse
import json
import os
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from benchmarks.claims import Text, own_texts, seed_texts
from benchmarks.progress import shown
from benchmarks.results import Figure, Result
from models.reliability import calibration_error
from models.worth.features import NAMES, values
from service import pipeline
from service.domain.text import Article, Span
from service.reading.article import prepare
from service.reading.clauses import ClauseKind
from service.reading.discourse import Discourse
from service.reading.speech import attributions, introduces
from service.reading.stretches import stretch_of_clause, stretch_of_sentence
from service.reading.verbs import Tense
from service.reading.worth import LEAST, model

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.worth import Stretch

TRAINING: Final = Path(__file__).parent.parent / "models" / "worth" / "training.jsonl"
TITLES: Final = {"office", "attribute"}
PARTICIPLES: Final = {ClauseKind.GERUND, ClauseKind.PARTICIPLE}
SHOWN: Final = 8
# Code points: whether "Narmada, founded" is a claim, out of one four times as long, nobody can say.
SCRAP: Final = 20
SCRAPS: Final = 4


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text with its sentences, each with whether it carries a claim, and the spans of its claims.

    `titles` are claims about who holds which office and what somebody is: a clause is one only where most of it is.
    `marked` says that the spans mark every word of every claim, so that a clause half outside is none.
    """

    id: str
    source: str
    article: Article
    sentences: list[tuple[Span, bool]]
    claims: list[Span]
    titles: list[Span]
    marked: bool

    def sentence(self, span: Span) -> bool | None:
        """Whether the sentence at `span` carries a claim; None where nobody labelled it."""
        found = [label for own, label in self.sentences if 2 * shared(own, span) >= min(len(own), len(span))]
        return any(found) if found else None

    def clause(self, span: Span) -> bool | None:
        """Whether the clause at `span` is a claim; None where it is a scrap of one."""
        if any(2 * shared(title, span) >= len(span) for title in self.titles):
            return True
        of = max(self.claims, key=lambda claim: shared(claim, span), default=None)
        if of is None:
            return False
        if shared(of, span) and len(span) < SCRAP and SCRAPS * len(span) < len(of):
            return None
        if self.marked:
            return 2 * len({at for claim in self.claims for at in range(*overlap(claim, span))}) >= len(span)
        return any(
            shared(claim, span) and 2 * shared(claim, span) >= min(len(claim), len(span)) for claim in self.claims
        )


def overlap(one: Span, other: Span) -> tuple[int, int]:
    """Where two spans meet: start and end, the end not before the start."""
    start = max(one.start, other.start)
    return start, max(start, min(one.end, other.end))


def shared(one: Span, other: Span) -> int:
    """How many code points two spans have in common."""
    start, end = overlap(one, other)
    return end - start


def training_texts() -> Iterator[Labelled]:
    """Our own labelled sentences, document by document, a paragraph each."""
    documents: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in TRAINING.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        documents[row["doc"]].append(row)
    for name, rows in documents.items():
        text, sentences, claims = "", [], []
        for row in rows:
            text += "\n\n" if text else ""
            start = len(text)
            text += row["text"]
            sentences.append((Span(start, len(text)), row["checkable"]))
            claims += [Span(start + first, start + last) for first, last in row["claims"]]
        article = Article(text=text, published_at=date.fromisoformat(rows[0]["published_at"]))
        yield Labelled(name, "own", article, sentences, claims, [], marked=True)


def labelled(text: Text) -> Labelled:
    """An annotated article, its sentences labelled by their claims."""
    claims = [claim for claim in text.gold if claim["checkable"] and claim["kind"] != "metadata"]
    starts = {claim["sent_start"] for claim in claims}
    sentences = [(Span(start, end), start in starts) for start, end in text.sentences]
    spans = [(claim["kind"] in TITLES, Span(claim["claim_start"], claim["claim_end"])) for claim in claims]
    told, titles = [span for title, span in spans if not title], [span for title, span in spans if title]
    return Labelled(text.id, text.group, text.article, sentences, told, titles, marked=False)


def stretches(article: Article, using: pipeline.Models | None = None) -> Iterator[tuple[Span, Stretch]]:
    """Every sentence and every clause that may be a claim, with its span in the text as it was sent."""
    reading = pipeline.look(prepare(article), using=using)
    discourse = Discourse((), reading.views, {})
    for view in reading.views:
        yield reading.document.sent(view.sentence.span), stretch_of_sentence(view)
        said = attributions(view, discourse)
        for at, clause in enumerate(view.parse.clauses):
            untold = clause.verb.tense is Tense.NONE and clause.kind not in PARTICIPLES
            if not untold and not introduces(view, at):
                yield reading.document.sent(view.clause_span(clause)), stretch_of_clause(view, clause, said[at])
        discourse.note(view)


def rows(text: Labelled, using: pipeline.Models | None = None) -> Iterator[tuple[str, bool, Stretch]]:
    """Unit, label and stretch of every labelled sentence and of the clauses of the text."""
    for span, stretch in stretches(text.article, using):
        whole = stretch.clause == "sentence"
        label = text.sentence(span) if whole else text.clause(span)
        if label is not None:
            yield "sentence" if whole else "clause", label, stretch


def write_rows(path: Path) -> None:
    """The rows to train on, one JSON object a line: parsed by the order of words and, if installed, by the parser."""
    texts = [*training_texts(), *(labelled(text) for text in own_texts() if text.group == "dev")]
    readers = [pipeline.models("words"), *([pipeline.models()] if pipeline.models().parser else [])]
    with path.open("w", encoding="utf-8") as out:
        for text, reader in product(texts, readers):
            for unit, label, stretch in rows(text, reader):
                found = {name: value for name, value in zip(NAMES, values(stretch), strict=True) if value}
                row = {"document": text.id, "source": text.source, "unit": unit, "label": int(label), "values": found}
                out.write(json.dumps(row) + "\n")


def ranking(labels: list[bool], given: list[float]) -> float:
    """The area under the ROC curve: how often a claim is given more than what is none (ties count half)."""
    claims = [p for p, label in zip(given, labels, strict=True) if label]
    others = [p for p, label in zip(given, labels, strict=True) if not label]
    wins = sum((claim > other) + (claim == other) / 2 for claim in claims for other in others)
    return wins / (len(claims) * len(others))


def report(name: str, texts: list[Labelled], result: Result) -> None:
    """Count how the shipped model judges texts that it never saw; print, and add to `result`."""
    found: dict[str, list[tuple[bool, float]]] = defaultdict(list)
    for text in shown(texts, f"check-worthiness, {name}"):
        for unit, label, stretch in rows(text):
            found[unit].append((label, model().probability(stretch)))
    for unit, pairs in sorted(found.items()):
        labels, given = [label for label, _ in pairs], [p for _, p in pairs]
        brier = sum((p - label) ** 2 for label, p in pairs) / len(pairs)
        kept = [label for label, p in pairs if p >= LEAST]
        error = calibration_error([int(label) for label in labels], given)
        area, recall, precision = ranking(labels, given), sum(kept) / sum(labels), sum(kept) / len(kept)
        print(
            f"{name} {unit}: {len(pairs)} rows {sum(labels) / len(labels):.1%} claims  "
            f"AUC {100 * area:.1f}  Brier {brier:.3f}  ECE {error:.3f}  "
            f"from {LEAST} on: recall {100 * recall:.1f} precision {100 * precision:.1f}"
        )
        for measure, share in (("AUC", area), ("recall", recall), ("precision", precision)):
            result.figures[f"{name} {unit} {measure}"] = Figure(round(100 * share, 1))


def explain(words: str) -> None:
    """Print each sentence and clause of a text with its probability and the heaviest features."""
    base = model().base
    for span, stretch in stretches(Article(text=words)):
        print(f"\n{model().probability(stretch):.2f}  {stretch.clause.value}: {span.of(words)}")
        print(f"      {base:+.2f}  to begin with")
        for part in model().parts(stretch)[:SHOWN]:
            print(f"      {part.points:+.2f}  {part.feature}")


def main() -> None:
    """Measure, write rows or explain."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=Path)
    parser.add_argument("--explain", metavar="TEXT")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write figures and cases there")
    options = parser.parse_args()
    if options.rows:
        write_rows(options.rows)
    elif options.explain:
        explain(options.explain)
    else:
        result = Result()
        report("test", [labelled(text) for text in own_texts() if text.group == "test"], result)
        data = os.environ.get("DATELINE_EVAL_DATA")
        if data:
            report("seeds", [labelled(text) for text in seed_texts(Path(data))], result)
        if options.json:
            result.write(options.json)


if __name__ == "__main__":
    main()
