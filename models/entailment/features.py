"""What the models of entailment weigh, each feature by its name; a new one is a function and a line in `FEATURES`."""

from __future__ import annotations

import hashlib
from itertools import pairwise
from math import exp, log
from typing import TYPE_CHECKING, Final

from models.entailment.comparison import NAMES, Kind
from models.entailment.opposites import opposites_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from models.entailment.comparison import Compared, Seen

_MOST = 6.0
_FEW = 3


def _clipped(value: float) -> float:
    return max(-_MOST, min(_MOST, value)) / _MOST


def _worst(words: Iterable[Seen]) -> float:
    """The greatest doubt of some words, -1 to 1; -1 where there are none."""
    return _clipped(max((word.doubt for word in words if word.doubt is not None), default=-_MOST))


def _of(*kinds: Kind) -> Callable[[Compared], float]:
    return lambda seen: _worst(word for word in seen.words if word.term.kind in kinds)


def _novel(*kinds: Kind) -> Callable[[Compared], float]:
    return lambda seen: min(_FEW, sum(not w.anywhere for w in seen.words if w.term.kind in kinds)) / _FEW


def _supports(seen: Compared) -> float:
    found = seen.reading
    return 0.0 if found is None else _clipped(found.supports - log(exp(found.refutes) + exp(found.silent)))


def _refutes(seen: Compared) -> float:
    found = seen.reading
    return 0.0 if found is None else _clipped(found.refutes - found.silent)


def _second(seen: Compared) -> float:
    doubts = sorted((w.doubt for w in seen.words if w.doubt is not None), reverse=True)
    return _clipped(doubts[1]) if len(doubts) > 1 else -1.0


def _mean(seen: Compared) -> float:
    doubts = [w.doubt for w in seen.content if w.doubt is not None]
    return sum(1 / (1 + exp(-doubt)) for doubt in doubts) / len(doubts) if doubts else 0.0


def _outlier(seen: Compared) -> float:
    """How far the greatest doubt stands above the middle one: one altered word among many that are borne out."""
    doubts = sorted(w.doubt for w in seen.content if w.doubt is not None)
    return _clipped((doubts[-1] - doubts[len(doubts) // 2]) / 2) if doubts else 0.0


def _doubtful(seen: Compared) -> float:
    content = seen.content
    return sum(w.doubt is not None and w.doubt > 0 for w in content) / len(content) if content else 0.0


def _share(seen: Compared, *, near: bool) -> float:
    content = seen.content
    return sum(w.near if near else w.anywhere for w in content) / len(content) if content else 1.0


def _denied(seen: Compared, *, here: bool) -> float:
    """Whether one side denies and the other does not."""
    claim = any(term.kind is Kind.DENIAL for term in seen.claim.terms)
    nearest = seen.evidence[:1]
    known = any(term.kind is Kind.DENIAL for line in nearest for term in line.terms)
    return float(claim and not known) if here else float(known and not claim)


def _opposed(seen: Compared) -> float:
    """Whether the evidence has the opposite of a word of the claim, and nowhere the word."""
    keys = frozenset[str]().union(*(line.keys for line in seen.evidence))
    return float(any(not w.anywhere and not keys.isdisjoint(opposites_of(w.term.keys)) for w in seen.words))


def _mood(seen: Compared, *, here: bool) -> float:
    claim = any(term.kind is Kind.MOOD for term in seen.claim.terms)
    known = any(term.kind is Kind.MOOD for line in seen.evidence[:1] for term in line.terms)
    return float(claim and not known) if here else float(known and not claim)


def _other_number(seen: Compared) -> float:
    """Whether a number is new and the evidence has one that the claim lacks."""
    mine = frozenset[str]().union(*(t.keys for t in seen.claim.terms if t.kind is Kind.NUMBER))
    spare = any(
        term.kind is Kind.NUMBER and term.keys.isdisjoint(mine) for line in seen.evidence for term in line.terms
    )
    return float(spare and any(w.term.kind is Kind.NUMBER and not w.anywhere for w in seen.words))


def _turned(seen: Compared) -> float:
    """The share of neighbouring shared words whose order is the other way round in the nearest evidence."""
    if not seen.evidence:
        return 0.0
    places: dict[str, int] = {}
    for at, term in enumerate(seen.evidence[0].terms):
        for key in term.keys:
            places.setdefault(key, at)
    found = [next((places[key] for key in sorted(w.term.keys) if key in places), None) for w in seen.content]
    row = [at for at in found if at is not None]
    pairs = list(pairwise(row))
    return sum(one > two for one, two in pairs) / len(pairs) if pairs else 0.0


FEATURES: Final[tuple[tuple[str, Callable[[Compared], float]], ...]] = (
    ("network: borne out", _supports),
    ("network: excluded rather than untold", _refutes),
    ("network: likeness of the vectors", lambda seen: 0.0 if seen.reading is None else seen.reading.likeness),
    ("greatest doubt of a word", lambda seen: _worst(seen.words)),
    ("second greatest doubt", _second),
    ("mean doubt of content words", _mean),
    ("greatest doubt above the middle one", _outlier),
    ("share of doubtful content words", _doubtful),
    ("greatest doubt where most words are shared", lambda seen: _worst(seen.words) * _share(seen, near=True) ** 2),
    ("greatest doubt of a name", _of(*NAMES)),
    ("greatest doubt of a number or date", _of(Kind.NUMBER, Kind.TIME)),
    ("greatest doubt of a verb", _of(Kind.VERB)),
    ("greatest doubt of a noun", _of(Kind.NOUN)),
    ("greatest doubt of an adjective or adverb", _of(Kind.MODIFIER)),
    ("greatest doubt of a denial or mood", _of(Kind.DENIAL, Kind.MOOD)),
    ("greatest doubt of another small word", _of(Kind.OTHER)),
    ("greatest doubt of a word that the evidence has", lambda seen: _worst(w for w in seen.words if w.near)),
    ("greatest doubt of a word found nowhere", lambda seen: _worst(w for w in seen.words if not w.anywhere)),
    ("content words in the evidence", lambda seen: _share(seen, near=True)),
    ("content words in anything given", lambda seen: _share(seen, near=False)),
    ("new names", _novel(*NAMES)),
    ("new numbers and dates", _novel(Kind.NUMBER, Kind.TIME)),
    ("new verbs", _novel(Kind.VERB)),
    ("new nouns", _novel(Kind.NOUN)),
    ("new adjectives and adverbs", _novel(Kind.MODIFIER)),
    ("denied here alone", lambda seen: _denied(seen, here=True)),
    ("denied in the evidence alone", lambda seen: _denied(seen, here=False)),
    ("open question here alone", lambda seen: _mood(seen, here=True)),
    ("open question in the evidence alone", lambda seen: _mood(seen, here=False)),
    ("opposite of a word in the evidence", _opposed),
    ("another number in its place", _other_number),
    ("shared words in another order", _turned),
    ("length of the claim", lambda seen: log(1 + len(seen.content)) / 4),
    ("length of what is given", lambda seen: log(1 + seen.known_words) / 8),
)
"""Every feature with its name; values lie between -1 and about 1."""
NAMES_OF_FEATURES: Final = tuple(name for name, _ in FEATURES)
FINGERPRINT: Final = hashlib.sha256("\n".join(NAMES_OF_FEATURES).encode()).hexdigest()[:16]
"""A model says which features it was trained on, and refuses others."""


def values(seen: Compared) -> tuple[float, ...]:
    """The value of every feature, in the order of `FEATURES`."""
    return tuple(measure(seen) for _, measure in FEATURES)
