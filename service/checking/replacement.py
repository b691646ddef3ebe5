"""The odd one out: a single detail of a claim that no reference has, where a reference has another of its form.

Two accounts of one event leave few details unmatched. Where one date, number or place of a claim is found nowhere in
the references, and the sentence that the claim retells has one of the same form that is found nowhere in the article,
the one was put in the place of the other. Background that an article adds looks otherwise: it brings several details of
its own, it shares little with any sentence of the reference, or what it resembles is told in another of its sentences.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.checking.concepts import concept
from service.checking.details import Sort, agree
from service.checking.matching import actor, compatible_places, same
from service.domain.claims import Entity, EntityType, Quantity
from service.domain.names import fold

if TYPE_CHECKING:
    from service.checking.case import Case
    from service.checking.details import Detail
    from service.checking.retelling import Likeness, Piece, Retold, Source
    from service.domain.text import Span

_ALIKE = 0.45
_ALIKE_ALONE = 0.3
_PARTNER = 0.5
_BACKGROUND = 3
_NEAR_BARE = 10
_OTHERS = re.compile(r"\b(?:other|another|more|further|additional|extra|second|third|again)\b")
_AROUND = 16
_TOLLS = frozenset(concept(word) for word in "die kill injury wound miss victim toll casualty".split())
_MARKETS = frozenset(
    concept(word)
    for word in "share stock index profit earnings income revenue gain quarter trading rate result".split()
)
_MEASURES = frozenset(
    concept(word)
    for word in "metre meter kilometre kilometer mile foot tonne ton barrel litre hectare acre degree year month week "
    "day hour minute pound dollar euro rupee yen krona krone peso franc rouble shilling yuan".split()
) | {"per cent", "years old"}
_WINDOW = 4
_DOERS = frozenset({EntityType.PERSON, EntityType.ORGANISATION, EntityType.COUNTRY})
_FEWEST_OF_TOLL = 3
_SURELY_SAME = 0.62


@dataclass(frozen=True, slots=True)
class Replaced:
    """A detail of a claim and what the source has in its place; `share` is how much of the words around it agree."""

    claimed: Detail
    recorded: Detail
    source: Source
    share: float

    @property
    def sure(self) -> bool:
        """Whether both cannot be right: of two places only if both are known to lie apart."""
        if self.claimed.sort is not Sort.PLACE:
            return True
        here, there = self.claimed.value, self.recorded.value
        return isinstance(here, Entity) and isinstance(there, Entity) and not compatible_places(here, there)


def replaced(case: Case, piece: Piece, retold: Retold, kin: frozenset[str]) -> Replaced | None:
    """The detail of a piece that was put in the place of another; None where nothing or more than one is new."""
    novel = [one for one in retold.novel(piece.claim.sentence) if piece.claim.span.overlaps(one.span)]
    if not novel or any(not one.span.overlaps(novel[0].span) for one in novel[1:]):
        return None
    for detail in novel:
        if not new_names(piece, detail.span, retold) and not of_others(piece, detail.span, retold):
            found = _counterpart(case, piece, detail, kin)
            if found is not None:
                return found
    return None


def brings_much(piece: Piece, retold: Retold) -> bool:
    """Whether a piece has so many details of its own that it is background, not a retelling with one replaced."""
    novel = [one for one in retold.novel(piece.claim.sentence) if piece.claim.span.overlaps(one.span)]
    return len(novel) >= _BACKGROUND


def new_names(piece: Piece, detail: Span, retold: Retold) -> bool:
    """Whether the piece names somebody or something else that no reference names."""
    told = " ".join(source.passage.text for source in retold.sources)
    article = retold.article[piece.claim.sentence]
    return any(
        word.span.of(" " * article.span.start + article.text) not in told
        for word in piece.words
        if word.name and not word.span.overlaps(detail)
    )


def of_others(piece: Piece, detail: Span, retold: Retold) -> bool:
    """Whether the words beside a detail say that it is a further one: "two other men", "another in 1984"."""
    passage = retold.article[piece.claim.sentence]
    start, end = detail.start - passage.span.start, detail.end - passage.span.start
    return bool(_OTHERS.search(passage.text[max(0, start - _AROUND) : end + _AROUND]))


def _counterpart(case: Case, piece: Piece, detail: Detail, kin: frozenset[str]) -> Replaced | None:
    """What the nearest sentence of a reference has in the place of a detail."""
    retold = case.evidence.retold
    if retold is None:
        return None
    found: list[Replaced] = []
    least = _ALIKE_ALONE if _alone(detail, retold) else _ALIKE
    for one in (*retold.alike(piece, detail.span), *retold.alike(retold.near(piece, detail.span), detail.span)):
        if one.source.document not in kin or one.share < least or of_another(case, one.source):
            continue
        found += [
            Replaced(detail, other, one.source, one.share)
            for other in retold.left_over(one.source)
            if exchangeable(detail, other)
            and _partners(piece, other, one.source, retold)
            and not _another_count(case, piece, detail, other, one)
        ]
    return max(found, key=lambda one: one.share, default=None)


def _another_count(case: Case, piece: Piece, detail: Detail, other: Detail, one: Likeness) -> bool:
    """Whether two numbers may both be right: counted anew, or a toll that has grown."""
    if not isinstance(detail.value, Quantity) or not isinstance(other.value, Quantity):
        return False
    return again(piece, one) or grown(Toll(case, piece, detail.span, (detail.value, other.value)), one)


def again(piece: Piece, one: Likeness) -> bool:
    """Whether it is a figure that is published anew every day, quarter or year."""
    return not _MARKETS.isdisjoint(piece.concepts | one.source.concepts)


@dataclass(frozen=True, slots=True)
class Toll:
    """A number of a piece that may be a toll, at `span`; `counts` are the claim's number and the reference's."""

    case: Case
    piece: Piece
    span: Span
    counts: tuple[Quantity, Quantity]


def grown(toll: Toll, one: Likeness) -> bool:
    """Whether it is a toll that a later text may give higher, or the toll of something else."""
    retold = toll.case.evidence.retold
    measured = any(concept(count.unit) in _MEASURES for count in toll.counts)
    if retold is None or measured or _TOLLS.isdisjoint(toll.piece.concepts | one.source.concepts):
        return False
    near = retold.near(toll.piece, toll.span)
    elsewhere = any(not retold.named(named.entity) for named in near.names)
    if elsewhere or len(one.common) < _FEWEST_OF_TOLL or one.share < _SURELY_SAME:
        return True
    published, before = toll.case.context.published, one.source.provenance.published_on
    later = published is None or before is None or published >= before
    claimed, told = toll.counts
    return later is (claimed.value > told.value)


def of_another(case: Case, source: Source) -> bool:
    """Whether a sentence of a reference tells its story of somebody else than the claim does."""
    who, retold = actor(case.proposition), case.evidence.retold
    if who is None or retold is None or who.name.split()[-1] in source.passage.text:
        return False
    if who.type is EntityType.THING:
        words = retold.article[case.claim.sentence].words
        proper = any(word.name and word.lemma == fold(who.name.split()[-1]) for word in words)
        return proper and not retold.named(who)
    if who.type not in _DOERS or not case.names_in_span(who):
        return False
    facts = [fact for fact in case.evidence.statements if fact.provenance == source.provenance]
    doers = [doer for fact in facts if (doer := actor(fact.proposition)) is not None and doer.type is who.type]
    return bool(doers) and not any(same(who, doer) for doer in doers)


def exchangeable(detail: Detail, other: Detail) -> bool:
    """Whether one can stand in the place of the other: of one form, and not to be read as the same."""
    if detail.sort is not other.sort:
        return False
    if isinstance(detail.value, Quantity) and isinstance(other.value, Quantity):
        return _same_kind(detail, other) and not agree(detail.value, other.value)
    if detail.sort is Sort.PLACE:
        return set(detail.words.split()).isdisjoint(other.words.split())
    return detail.form == other.form


def _same_kind(detail: Detail, other: Detail) -> bool:
    """Whether two numbers count the same: by their units, or by their size where one has none."""
    if detail.form == other.form:
        return True
    if ("",) not in {detail.form, other.form}:
        return False
    small, large = sorted(abs(one.value.value) for one in (detail, other) if isinstance(one.value, Quantity))
    return large < _NEAR_BARE * small


def _alone(detail: Detail, retold: Retold) -> bool:
    """Whether either text has one detail only of this form that the other has not; background aside."""
    novel = [
        one
        for at in retold.article
        for one in retold.novel(at)
        if one is detail or (exchangeable(detail, one) and len(retold.novel(at)) == 1)
    ]
    left = [one for source in retold.sources for one in retold.left_over(source) if exchangeable(detail, one)]
    return len(novel) == 1 and len(left) == 1


def _partners(piece: Piece, other: Detail, source: Source, retold: Retold) -> bool:
    """Whether no other sentence of the article tells what stands around the reference's detail much better."""
    near = sorted(source.passage.words, key=lambda word: _distance(word.span, other.span))[:_WINDOW]
    wanted = frozenset(concept(word.lemma) for word in near)
    shares = {
        at: retold.weigh(frozenset(concept(word.lemma) for word in passage.words) & wanted)
        for at, passage in retold.article.items()
    }
    return shares[piece.claim.sentence] >= _PARTNER * max(shares.values(), default=0.0)


def _distance(word: Span, detail: Span) -> int:
    return max(detail.start - word.end, word.start - detail.end)
