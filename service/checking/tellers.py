"""Which sentences of the references tell the same happening as a claim, and which of its verbs they turn round."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.checking.concepts import RECURRING, concept, opposites
from service.checking.replacement import of_another, of_others

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.checking.case import Case
    from service.checking.retelling import Likeness, Piece, Retold, Source
    from service.domain.passages import Word
    from service.domain.text import Span

SURELY_SAME = 0.62
_SAME_ACT = 0.33
_SAME_COUNT = 0.4
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Turned:
    """A verb of a claim and what a reference says instead; both in words, the lemma last where it is denied."""

    source: Source
    claimed: str
    recorded: str


def tellers(  # noqa: PLR0913 - one question with two options
    case: Case,
    piece: Piece,
    detail: Span,
    retold: Retold,
    kin: frozenset[str],
    least: float = SURELY_SAME,
    *,
    anyone: bool = False,
) -> list[Likeness]:
    """The sentences of kindred references that tell the same as the claim, or as the words around a detail.

    None for a detail that is called a further one; unless `anyone` is asked for, none that tell it of somebody else.
    """
    if of_others(piece, detail, retold):
        return []
    near = retold.near(piece, detail)
    whole = [one for one in retold.alike(piece, detail) if _enough(piece, one, retold, least)]
    around = [one for one in retold.alike(near, detail) if _enough(near, one, retold, least)]
    return [
        one for one in (*whole, *around) if one.source.document in kin and (anyone or not of_another(case, one.source))
    ]


def opposite(case: Case, piece: Piece, retold: Retold, kin: frozenset[str]) -> Turned | None:
    """A verb of the claim for which the nearest sentence of a reference has one that excludes it."""
    if piece.claim.proposition.attributed_to is not None:
        return None
    for word in piece.words:
        item = concept(word.lemma)
        if not word.verb or word.negated:
            continue
        for one in tellers(case, piece, word.span, retold, kin):
            for other, recorded in _verbs(one.source):
                if other.negated or frozenset((item, recorded)) not in opposites():
                    continue
                if not _told(recorded, retold) and not _recorded(item, piece, retold):
                    return Turned(one.source, word.lemma, other.lemma)
    return None


def denied(case: Case, piece: Piece, retold: Retold, kin: frozenset[str]) -> Turned | None:
    """A verb that the claim affirms and the nearest sentence of a reference denies, or the other way round."""
    # "None since 2002" and "the last in 2002" say the same: what denies by a superlative is left to its own rule.
    if piece.claim.proposition.attributed_to is not None or piece.claim.proposition.scope is not None:
        return None
    for word in piece.words:
        item = concept(word.lemma)
        if not word.verb or item in RECURRING:
            continue
        for one in tellers(case, piece, word.span, retold, kin):
            same_verb = [other for other, recorded in _verbs(one.source) if recorded == item]
            if len(same_verb) != 1 or same_verb[0].negated is word.negated:
                continue
            if not any(other.negated is word.negated for other in _everywhere(item, one.source, retold)):
                told, known = word.lemma, f"not {word.lemma}"
                return Turned(one.source, *((known, told) if word.negated else (told, known)))
    return None


def _everywhere(item: str, but: Source, retold: Retold) -> Iterator[Word]:
    """The verbs of one concept in all other sentences of the references."""
    for source in retold.sources:
        if source is not but:
            yield from (word for word, recorded in _verbs(source) if recorded == item)


def _verbs(source: Source) -> list[tuple[Word, str]]:
    return [(word, concept(word.lemma)) for word in source.passage.words if word.verb]


def _told(item: str, retold: Retold) -> bool:
    """Whether the article has a word for the concept."""
    return any(concept(word.lemma) == item for passage in retold.article.values() for word in passage.words)


def _recorded(item: str, piece: Piece, retold: Retold) -> bool:
    """Whether a reference tells much the same with the claim's own word."""
    return any(item in one.common and one.share >= _SAME_COUNT for one in retold.alike(piece))


def _enough(piece: Piece, one: Likeness, retold: Retold, least: float) -> bool:
    """Whether a sentence tells the same happening: the same act with something else in common, or nearly all of it."""
    acts = piece.predicates & one.common - RECURRING
    if acts and one.share >= _SAME_ACT and (one.items >= _FEWEST or retold.once(acts)):
        return True
    return one.items >= _FEWEST and one.share >= least
