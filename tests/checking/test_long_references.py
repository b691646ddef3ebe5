"""References of any length: a claim is compared with a bounded number of sentences, and the right one is among them."""

from __future__ import annotations

from service import pipeline
from service.checking.retelling import Retold
from service.domain.facts import Provenance
from service.domain.text import Article
from service.reading.article import prepare
from service.reading.passages import passages_of

_SENTENCES = 300
_BOUND = 100


def test_the_nearest_sentences_are_compared() -> None:
    """Of 300 sentences in much the same words no more than a hundred are looked at, the claim's own among them."""
    text = " ".join(f"Lena Holm opened school number {at} in Bergen in {1600 + at}." for at in range(1, _SENTENCES + 1))
    reading = pipeline.read(prepare(Article(text=text)))
    passages = passages_of(reading.views)
    retold = Retold.of(passages, [(passage, Provenance("a", "a", sha256="a" * 64)) for passage in passages])
    claim = next(claim for claim in reading.claims if claim.sentence == _SENTENCES // 2)
    piece = retold.piece(claim)
    assert piece is not None
    found = retold.alike(piece)
    assert 0 < len(found) <= _BOUND
    assert claim.sentence in {one.source.passage.sentence for one in found}
