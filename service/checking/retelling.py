"""Which sentence of a reference a claim retells, and which details of the two differ.

Texts about one matter share most of their details in other words. A detail is *replaced* where the claim's is
nowhere in the references, the reference's is nowhere in the article, and all around it is the same: then it is one
happening with a changed detail, not two happenings. Both halves of the test are needed; either alone is what any second
text on a subject looks like.
"""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from service.checking.concepts import RECURRING, concept
from service.checking.details import Known, details_of, gives, same_amount, same_time, same_value
from service.domain.claims import ClaimKind, EntityType
from service.domain.names import fold
from service.domain.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from service.checking.details import Detail
    from service.domain.claims import Claim, Entity
    from service.domain.facts import Provenance
    from service.domain.passages import Amount, Dated, Named, Passage, Word
    from service.domain.time import TimeExpression

_DETAIL_WEIGHT = 1.5
_NEAR_WORDS = 4
_MOST = 100
_KIN = 0.43
_FEWEST_CLAIMS = 5


@dataclass(frozen=True, slots=True)
class Source:
    """A sentence of a reference with where it stands."""

    passage: Passage
    provenance: Provenance
    concepts: frozenset[str]
    carried: frozenset[str] = frozenset()

    @property
    def document(self) -> str:
        """What the sentences of one reference share."""
        return self.provenance.sha256 or self.provenance.locator


@dataclass(frozen=True, slots=True)
class Likeness:
    """How far a claim retells a sentence: the share of its content told there, and what the two have in common.

    `linked` says that the sentence is about somebody whom the claim means without naming.
    """

    share: float
    common: frozenset[str]
    source: Source
    linked: bool = False

    @property
    def items(self) -> int:
        """How many things the two have in common; that both are about one person counts as one."""
        return len(self.common) + self.linked


@dataclass(frozen=True, slots=True)
class Piece:
    """What a claim tells: the part of its article's passage that its span covers."""

    claim: Claim
    concepts: frozenset[str]
    predicates: frozenset[str]
    denied: frozenset[str]
    dates: tuple[Dated, ...]
    amounts: tuple[Amount, ...]
    names: tuple[Named, ...]
    background: frozenset[str]
    words: tuple[Word, ...] = ()
    whole: bool = True

    def without(self, detail: Span) -> frozenset[str]:
        """The concepts of all words but those of a detail."""
        return frozenset(concept(word.lemma) for word in self.words if not word.span.overlaps(detail))


@dataclass(slots=True)
class Retold:
    """The references of a request and the article, passage by passage."""

    article: dict[int, Passage] = field(default_factory=dict)
    sources: tuple[Source, ...] = ()
    _where: dict[str, list[int]] = field(default_factory=dict)
    _pieces: dict[str, Piece] = field(default_factory=dict)
    _alike: dict[tuple[str, Span | None], tuple[Likeness, ...]] = field(default_factory=dict)
    _kin: frozenset[str] | None = None
    _told: list[tuple[dict[str, float], int]] | None = None
    _novel: dict[int, tuple[Detail, ...]] | None = None
    _left: dict[int, tuple[Detail, ...]] | None = None

    @classmethod
    def of(cls, article: Sequence[Passage], references: Iterable[tuple[Passage, Provenance]]) -> Retold:
        """Index the passages of the article and of its references."""
        sources = tuple(_sources(references))
        where: dict[str, list[int]] = defaultdict(list)
        for at, source in enumerate(sources):
            for item in source.concepts | _listed(source.passage.dates, source.passage.amounts):
                where[item].append(at)
        return cls({passage.sentence: passage for passage in article}, sources, dict(where))

    def piece(self, claim: Claim) -> Piece | None:
        """What the words of a claim tell; None where its sentence is not known."""
        passage = self.article.get(claim.sentence)
        if passage is None:
            return None
        piece = self._pieces.get(claim.id)
        if piece is None:
            piece = self._pieces[claim.id] = _piece(claim, passage)
        return piece

    def kin(self, claims: Sequence[Claim]) -> frozenset[str]:
        """The documents that tell the article's story: its claims are told there on average to half and more.

        Every claim weighs what it says: one cut in two counts as before.
        """
        if self._kin is None:
            documents = {source.document for source in self.sources}
            self._kin = frozenset(one for one in documents if self.tell(claims, frozenset({one})))
        return self._kin

    def tell(self, claims: Sequence[Claim], documents: frozenset[str], least: float = _KIN) -> bool:
        """Whether documents together tell `least` of what the article claims, each claim by the one that is nearest."""
        if self._told is None:
            put_forward = [c for c in claims if c.checkable and c.proposition.kind is not ClaimKind.OFFICE]
            pieces = [self.piece(claim) for claim in put_forward]
            self._told = [(_best(self.alike(piece)), len(piece.concepts)) for piece in pieces if piece is not None]
        found = [(max((best.get(one, 0.0) for one in documents), default=0.0), size) for best, size in self._told]
        told = sum(share * size for share, size in found)
        return len(found) >= _FEWEST_CLAIMS and told >= least * sum(size for _, size in found)

    def alike(self, piece: Piece, detail: Span | None = None) -> tuple[Likeness, ...]:
        """The sentences that share content with a piece, the most alike first; `detail` is left out of account."""
        key = f"{piece.claim.id}{'' if piece.whole else ' near'}", detail
        found = self._alike.get(key)
        if found is None:
            concepts = piece.concepts if detail is None else piece.without(detail)
            likeness = [self._likeness(piece, concepts, source, detail) for source in self._nearest(piece, concepts)]
            found = tuple(sorted((one for one in likeness if one.common), key=lambda one: -one.share))
            self._alike[key] = found
        return found

    def near(self, piece: Piece, detail: Span) -> Piece:
        """The part of a piece around a detail: the nearest words before it and after it in the sentence."""
        passage = self.article[piece.claim.sentence]
        before = [word for word in passage.words if word.span.end <= detail.start][-_NEAR_WORDS:]
        after = [word for word in passage.words if word.span.start >= detail.end][:_NEAR_WORDS]
        words = [
            replace(word, verb=word.verb and piece.claim.span.overlaps(word.span))
            for word in (*before, *after)
            if ";" not in _between(passage, word.span, detail)
        ]
        start, end = min((w.span.start for w in words), default=0), max((w.span.end for w in words), default=0)
        return _piece_of(piece.claim, passage, words, Span(start, end), whole=False)

    def _nearest(self, piece: Piece, concepts: frozenset[str]) -> list[Source]:
        """The sentences with the most in common, at most `_MOST`: long references would be compared pair by pair."""
        shared: dict[int, float] = defaultdict(float)
        for item in sorted((concepts | _listed(piece.dates, piece.amounts)) & self._where.keys()):
            weight = self._weight(item)
            for at in self._where[item]:
                shared[at] += weight
        best = heapq.nsmallest(_MOST, shared, key=lambda at: (-shared[at], at))
        return [self.sources[at] for at in sorted(best)]

    def _likeness(self, piece: Piece, concepts: frozenset[str], source: Source, detail: Span | None) -> Likeness:
        common = concepts & source.concepts
        told = sum(map(self._weight, concepts))
        shared = sum(map(self._weight, common))
        for date in piece.dates:
            if detail is None or not detail.overlaps(date.time.span):
                told += _DETAIL_WEIGHT
                shared += _DETAIL_WEIGHT * any(same_time(date.time, other.time) for other in source.passage.dates)
        for amount in piece.amounts:
            if detail is None or not detail.overlaps(amount.span):
                told += _DETAIL_WEIGHT
                shared += _DETAIL_WEIGHT * any(same_amount(amount, other) for other in source.passage.amounts)
        known = piece.background & (source.concepts | source.carried)
        implied = sum(map(self._weight, known))
        share = (shared + implied) / (told + implied) if told else 0.0
        return Likeness(share, common, source, linked=bool(known))

    def once(self, items: frozenset[str]) -> bool:
        """Whether one of the concepts stands in a single sentence of all references."""
        return any(len(self._where.get(item, ())) == 1 for item in items)

    def weigh(self, items: Iterable[str]) -> float:
        """How much concepts tell, the rarer in the references the more."""
        return sum(map(self._weight, items))

    def _weight(self, item: str) -> float:
        found = self._where.get(item)
        return math.log(1 + (len(self.sources) + 1) / len(found)) if found else 2.0

    def novel(self, sentence: int) -> tuple[Detail, ...]:
        """The details of a sentence of the article that no reference has."""
        if self._novel is None:
            passages = [source.passage for source in self.sources]
            known = Known.of(passages, [one.provenance.published_on for one in self.sources])
            self._novel = {at: known.without(details_of(passage)) for at, passage in self.article.items()}
        return self._novel.get(sentence, ())

    def left_over(self, source: Source) -> tuple[Detail, ...]:
        """The details of a sentence of a reference that the article does not have."""
        if self._left is None:
            known = Known.of(list(self.article.values()), ())
            self._left = {id(one): known.without(details_of(one.passage)) for one in self.sources}
        return self._left.get(id(source), ())

    def dated(self, time: TimeExpression) -> bool:
        """Whether a reference gives a date that can be the same."""
        return any(gives(other.time, time) for source in self.sources for other in source.passage.dates) or any(
            time.interval is not None
            and source.provenance.published_on is not None
            and time.interval.start is not None
            and time.interval.start == source.provenance.published_on
            for source in self.sources
        )

    def told(self, time: TimeExpression) -> bool:
        """Whether the article itself gives the date."""
        return any(gives(other.time, time) for passage in self.article.values() for other in passage.dates)

    def counted(self, amount: Amount) -> bool:
        """Whether a reference gives the value, of whatever."""
        return any(same_value(amount.quantity, o.quantity) for s in self.sources for o in s.passage.amounts)

    def counts(self, amount: Amount) -> bool:
        """Whether the article itself gives the value."""
        return any(same_value(amount.quantity, o.quantity) for p in self.article.values() for o in p.amounts)

    def named(self, entity: Entity) -> bool:
        """Whether a reference names the entity in any spelling, or has the last word of its name."""
        return _mentioned(entity, [source.passage for source in self.sources])

    def names(self, entity: Entity) -> bool:
        """Whether the article does."""
        return _mentioned(entity, list(self.article.values()))


def _best(alike: Iterable[Likeness]) -> dict[str, float]:
    """How much of a claim each document tells in one sentence."""
    best: dict[str, float] = {}
    for one in alike:
        best[one.source.document] = max(best.get(one.source.document, 0.0), one.share)
    return best


def _listed(dates: Iterable[Dated], amounts: Iterable[Amount]) -> frozenset[str]:
    """Keys of dates and numbers, beside which no concept has a colon: they tell the entries of a list apart."""
    numbers = (f"number:{amount.quantity.value:g}" for amount in amounts)
    return frozenset((*(f"date:{date.time.value}" for date in dates), *numbers))


def _mentioned(entity: Entity, passages: Sequence[Passage]) -> bool:
    word = entity.name if entity.type is not EntityType.PERSON else entity.name.split()[-1]
    return any(
        word in passage.text or any(named.entity.key == entity.key for named in passage.names) for passage in passages
    )


def _sources(references: Iterable[tuple[Passage, Provenance]]) -> Iterator[Source]:
    """The sentences of the references; one that names nobody speaks of whom the one before it named."""
    carried: frozenset[str] = frozenset()
    document: str | None = None
    for passage, provenance in references:
        if document != provenance.sha256:
            carried, document = frozenset(), provenance.sha256
        persons = [named.span for named in passage.names if named.entity.type is EntityType.PERSON]
        names = frozenset(concept(w.lemma) for w in passage.words if any(w.span.overlaps(span) for span in persons))
        carried = names or carried
        yield Source(passage, provenance, frozenset(concept(word.lemma) for word in passage.words), carried)


def _piece(claim: Claim, passage: Passage) -> Piece:
    return _piece_of(claim, passage, [word for word in passage.words if claim.span.overlaps(word.span)], claim.span)


def _piece_of(claim: Claim, passage: Passage, words: Sequence[Word], span: Span, *, whole: bool = True) -> Piece:
    concepts = frozenset(concept(word.lemma) for word in words)
    background = frozenset(
        concept(part)
        for entity in claim.proposition.participants
        for part in fold(entity.name).split()
        if entity.type is not EntityType.THING
    )
    return Piece(
        claim,
        concepts,
        frozenset(concept(word.lemma) for word in words if word.verb),
        frozenset(concept(word.lemma) for word in words if word.negated),
        tuple(date for date in passage.dates if span.overlaps(date.time.span)),
        tuple(amount for amount in passage.amounts if span.overlaps(amount.span)),
        tuple(named for named in passage.names if span.overlaps(named.span)),
        background - concepts,
        tuple(words),
        whole,
    )


def _between(passage: Passage, word: Span, detail: Span) -> str:
    start, end = min(word.end, detail.end), max(word.start, detail.start)
    return passage.text[start - passage.span.start : end - passage.span.start]


def recurring(piece: Piece) -> bool:
    """Whether all that the claim tells of is of a kind that comes back."""
    return bool(piece.predicates) and piece.predicates <= RECURRING
