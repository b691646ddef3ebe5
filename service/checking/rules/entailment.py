"""What the learned comparison of a claim's sentence with its evidence finds."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from service.checking.alignment import in_a_row
from service.checking.backing import holds_details, turned
from service.checking.entailed import entailed, plain, verbatim
from service.domain.claims import ClaimKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.entailment import Judged
    from service.checking.case import Case
    from service.checking.comparing import Comparison
    from service.checking.retelling import Piece, Source
    from service.domain.verdicts import Finding

_EVEN = 0.5
_NEAREST = 2


def entailment(case: Case) -> Iterator[Finding]:
    """A sentence of the references, read beside the claim's sentence by trained models, bears it out or does not.

    Contradicts when: never; what is learned convicts nobody.
    Suspects when: the models are sure that the evidence excludes the sentence, and a word of the claim stands where
        that sentence has another of its kind. In a closed check the claim is then unsupported, and so is one whose
        words the evidence does not tell; always where that is so of most of them.
    Stays silent when: nothing is given to compare with; the claim is the article's own date or place line; in an open
        check, when the models are less than sure, or a name, a number or a date of the claim is missing from the
        sentence that would support it.
    Example: "the minister closed the tram line in Riga", where the reference has him open it.
    """
    learned = case.evidence.learned
    if learned is None or case.proposition.kind is ClaimKind.METADATA:
        return
    comparison = learned.comparer.compare(case.claim.sentence)
    if comparison is None:
        return
    if learned.closed:
        # Elsewhere the same words may mean another day or another "he".
        words = case.context.document.quote(case.claim.span)
        same = next((line for line in comparison.evidence if in_a_row(words, line.line.text)), None)
        if same is not None:
            yield verbatim(case.claim, same)
            return
    judged = learned.model.judge(comparison.seen)
    if not learned.closed and not (plain(comparison, judged) and _holds(case, comparison, judged)):
        return
    siblings = [other.span for other in case.others_in_sentence()]
    if learned.closed and _turned(case, comparison):
        judged = replace(judged, untold=1.0)
    yield entailed(case.claim, comparison, judged, siblings)


def _holds(case: Case, comparison: Comparison, judged: Judged) -> bool:
    """Whether a claim that is to be supported has no detail that the references lack."""
    piece, sources = _beside(case, comparison)
    if judged.untold > _EVEN or piece is None or case.evidence.retold is None:
        return True
    article = case.evidence.retold.article[case.claim.sentence]
    return any(holds_details(piece, article, (source,)) for source in sources)


def _turned(case: Case, comparison: Comparison) -> bool:
    """Whether the references tell the same with the two who are concerned the other way round."""
    piece, sources = _beside(case, comparison)
    if piece is None or case.evidence.retold is None:
        return False
    article = case.evidence.retold.article[case.claim.sentence]
    return any(turned(piece, article, source.passage) for source in sources[:_NEAREST])


def _beside(case: Case, comparison: Comparison) -> tuple[Piece | None, list[Source]]:
    """What the claim tells, and the compared sentences of the references, the nearest first."""
    retold = case.evidence.retold
    piece = retold.piece(case.claim) if retold is not None else None
    if retold is None or piece is None:
        return None, []
    by_place = {source.provenance: source for source in retold.sources}
    return piece, [by_place[line.provenance] for line in comparison.evidence if line.provenance in by_place]
