"""Sentences of an article beside the evidence that is nearest to them, ready for the models of entailment.

For each sentence the lines of the evidence are ranked by the rarity of the words they share with it. The best fill
windows of a few sentences, in the order of their text; the network reads each window once. A word is borne out if any
window bears it out.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from models.entailment import CONTENT, Compared, Line, Seen
from service.domain.facts import SENTENCE, FactStatus

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from models.cross_encoder import CrossEncoder, PairReading
    from models.entailment import EntailmentModel
    from service.domain.facts import Fact, Provenance

MOST_PAIRS = 64
"""Windows that the network reads for one article; sentences after that are compared by their words alone."""
_MOST_QUOTED = 40
_LEAST_OPEN = 0.5  # where silence means nothing, what shares less is about something else
_WITH_SENTENCES = frozenset({FactStatus.READ, FactStatus.REVIEWED})
_MOST_WINDOWS = 2
_WINDOW_WORDS = 120
_WINDOW_LINES = 8


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """A sentence of the evidence with its words and where it stands; `status` is that of the facts read from it."""

    line: Line
    provenance: Provenance
    status: FactStatus = FactStatus.GIVEN

    @property
    def id(self) -> str:
        """By what findings refer to it: the document and, as RFC 5147 has it, the characters."""
        span = self.provenance.span
        return f"{SENTENCE}{self.provenance.locator}" + (f"#char={span.start},{span.end}" if span else "")


@dataclass(frozen=True, slots=True)
class Comparison:
    """A compared sentence, where it starts in the article's text, and its evidence, the nearest line first."""

    start: int
    seen: Compared
    evidence: tuple[EvidenceLine, ...]


@dataclass(frozen=True, slots=True)
class Learned:
    """The learned comparison of one check: what sets claims beside evidence, and the model that judges them.

    With `closed` the evidence is all that the article may rest on.
    """

    comparer: Comparer
    model: EntailmentModel
    closed: bool


@dataclass(frozen=True, slots=True)
class Learning:
    """What a learned comparison is made of, before it is known which sentences the ledger has to offer.

    `article` gives the article's lines when they are needed; `line_of` reads a sentence that the ledger quotes.
    """

    article: Callable[[], Mapping[int, tuple[int, Line]]]
    references: tuple[EvidenceLine, ...]
    network: CrossEncoder | None
    model: EntailmentModel
    line_of: Callable[[str], Line]
    closed: bool

    def beside(self, statements: Iterable[Fact]) -> Learned | None:
        """The comparison with the references and the sentences that `statements` were read from; None without any."""
        quoted: dict[str, EvidenceLine] = {}
        for fact in statements:
            quote = fact.provenance.quote
            if fact.status in _WITH_SENTENCES and quote and quote not in quoted and len(quoted) < _MOST_QUOTED:
                quoted[quote] = EvidenceLine(self.line_of(quote), fact.provenance, fact.status)
        evidence = (*self.references, *quoted.values())
        if not evidence:
            return None
        comparer = Comparer.of(self.article(), evidence, self.network)
        comparer.least = 0.0 if self.closed else _LEAST_OPEN
        return Learned(comparer, self.model, self.closed)


@dataclass(slots=True)
class Comparer:
    """Compares the sentences of one article with what it was given; answers are remembered.

    `article` are its lines by the number of their sentence, each with where it starts in the text. A sentence of whose
    content words the nearest line of the evidence has a smaller share than `least` is not compared at all.
    """

    article: Mapping[int, tuple[int, Line]]
    evidence: Sequence[EvidenceLine]
    network: CrossEncoder | None
    windows: int = 1
    least: float = 0.0
    _left: int = MOST_PAIRS
    _rarity: dict[str, float] = field(default_factory=dict)
    _where: dict[str, list[int]] = field(default_factory=dict)
    _words: int = 0
    _done: dict[int, Comparison | None] = field(default_factory=dict)

    @classmethod
    def of(
        cls, article: Mapping[int, tuple[int, Line]], evidence: Sequence[EvidenceLine], network: CrossEncoder | None
    ) -> Comparer:
        """Index the evidence. A short article may have several windows read for each of its sentences."""
        comparer = cls(article, evidence, network)
        for at, one in enumerate(evidence):
            for key in one.line.keys:
                comparer._where.setdefault(key, []).append(at)
        many = len(evidence) + 1
        comparer._rarity = {key: math.log(many / len(places)) + 0.1 for key, places in comparer._where.items()}
        comparer._words = sum(len(one.line.terms) for one in evidence)
        comparer.windows = max(1, min(_MOST_WINDOWS, MOST_PAIRS // max(1, len(article))))
        return comparer

    def compare(self, sentence: int) -> Comparison | None:
        """The sentence of that number beside its evidence; None where it or all evidence is missing."""
        if sentence not in self._done:
            self._done[sentence] = self._compared(sentence)
        return self._done[sentence]

    def _compared(self, sentence: int) -> Comparison | None:
        start, line = self.article.get(sentence, (0, None))
        ranked = self._ranked(line) if line is not None else []
        if line is None or not ranked or not line.terms:
            return None
        if self.least and self._shared(line, ranked[0]) < self.least:
            return None
        windows = list(_windows([self.evidence[at].line for at in ranked], ranked))[: self.windows]
        readings = [self._read(line, sorted(window)) for window in windows]
        best = max((r for r in readings if r is not None), key=_borne_out, default=None)
        doubts = _doubts(readings)
        near = frozenset[str]().union(*(self.evidence[at].line.keys for window in windows for at in window))
        words = tuple(
            Seen(
                term,
                near=not term.keys.isdisjoint(near),
                anywhere=not term.keys.isdisjoint(self._where.keys()),
                doubt=max(
                    (doubt for (start, end), doubt in doubts if start < term.end and term.start < end), default=None
                ),
            )
            for term in line.terms
        )
        chosen = [self.evidence[at] for window in windows for at in window]
        seen = Compared(line, tuple(one.line for one in chosen), words, self._words, best)
        return Comparison(start, seen, tuple(chosen))

    def _shared(self, line: Line, at: int) -> float:
        """The share of a line's content words that one line of the evidence has."""
        content = [term for term in line.terms if term.kind in CONTENT]
        keys = self.evidence[at].line.keys
        return sum(not term.keys.isdisjoint(keys) for term in content) / len(content) if content else 0.0

    def _ranked(self, line: Line) -> list[int]:
        """Places of the evidence, those that share the rarest words first; a line that shares nothing comes last."""
        scores: Counter[int] = Counter()
        for term in line.terms:
            if term.kind in CONTENT:
                best: dict[int, float] = {}
                for key in term.keys & self._where.keys():
                    for at in self._where[key]:
                        best[at] = max(best.get(at, 0.0), self._rarity[key])
                scores.update(best)
        sizes = {at: math.sqrt(8 + len(self.evidence[at].line.terms)) for at in scores}
        told = sorted(scores, key=lambda at: (-scores[at] / sizes[at], at))
        return told + [at for at in range(len(self.evidence)) if at not in scores]

    def _read(self, line: Line, window: Sequence[int]) -> PairReading | None:
        if self.network is None or self._left <= 0:
            return None
        self._left -= 1
        return self.network.read(line.text, " ".join(self.evidence[at].line.text for at in window))


def _windows(lines: Sequence[Line], places: Sequence[int]) -> list[list[int]]:
    """The ranked places in groups that the network reads at once, best first."""
    groups: list[list[int]] = []
    room = 0
    for line, at in zip(lines, places, strict=True):
        size = len(line.terms)
        if not groups or size > room or len(groups[-1]) >= _WINDOW_LINES:
            groups.append([])
            room = _WINDOW_WORDS
        groups[-1].append(at)
        room -= size
    return groups


def _borne_out(reading: PairReading) -> float:
    return reading.supports - max(reading.refutes, reading.silent)


def _doubts(readings: Sequence[PairReading | None]) -> list[tuple[tuple[int, int], float]]:
    """The least doubt of each word over the windows, by where it stands."""
    found: dict[tuple[int, int], float] = {}
    for reading in readings:
        for word in reading.words if reading is not None else ():
            place = (word.start, word.end)
            found[place] = min(found.get(place, word.doubt), word.doubt)
    return list(found.items())
