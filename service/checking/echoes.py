"""What the ledger has from the article's own sentences: a copy never supports what it was copied from."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from service.domain.copies import grams_of, same_origin, words
from service.domain.facts import FactStatus
from service.domain.verdicts import Bearing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from service.domain.facts import Fact
    from service.domain.verdicts import Finding

_MOST_COMPARED = 12


@dataclass(frozen=True, slots=True)
class Echoes:
    """The sentences of one article, ready to be compared with those that facts were read from.

    Only what a machine read from a text can be an echo: a table, a person who accepted a fact and the references of the
    request speak for themselves. A copy may still refute, since a copy with one word changed is a forgery.
    """

    _same: frozenset[tuple[str, ...]] = frozenset()
    _signs: tuple[frozenset[str], ...] = ()
    _where: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    _known: dict[str, bool] = field(default_factory=dict)

    @classmethod
    def of(cls, sentences: Iterable[str]) -> Echoes:
        """The echoes of an article with these sentences."""
        told = [words(sentence) for sentence in sentences]
        signs = tuple(grams_of(one) for one in told)
        where: dict[str, list[int]] = {}
        for number, found in enumerate(signs):
            for gram in found:
                where.setdefault(gram, []).append(number)
        return cls(frozenset(one for one in told if one), signs, {gram: tuple(at) for gram, at in where.items()})

    def echo(self, fact: Fact) -> bool:
        """Whether a fact was read from a copy of one of the sentences."""
        quote = fact.provenance.quote
        if fact.status is not FactStatus.READ or not quote:
            return False
        if quote not in self._known:
            self._known[quote] = self._copied(quote)
        return self._known[quote]

    def without(self, finding: Finding) -> Finding | None:
        """The finding without support by echoes; None where nothing else supports."""
        if finding.bearing is not Bearing.SUPPORTS or not finding.facts:
            return finding
        left = tuple(fact for fact in finding.facts if not self.echo(fact))
        if len(left) == len(finding.facts):
            return finding
        return replace(finding, facts=left) if left else None

    def _copied(self, quote: str) -> bool:
        found = words(quote)
        if found in self._same:
            return True
        signs = grams_of(found)
        near = Counter(number for gram in signs for number in self._where.get(gram, ()))
        return any(same_origin(signs, self._signs[number]) for number, _ in near.most_common(_MOST_COMPARED))
