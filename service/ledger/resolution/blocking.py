"""Which aliases are worth comparing with a name that no index key finds: those that share stretches of letters.

One slip of the pen spoils a stretch of a name, never all of it. So an alias is looked for that holds one word of the
name whole and one half of another, or two of its words whole, in any order. Both stores answer that from an index of
trigrams, and every probe has a bound.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.domain import name_tables as tables
from service.domain.claims import EntityType
from service.ledger.resolution.folding import folded
from service.ledger.resolution.organisations import canonical
from service.ledger.resolution.spelling import trigrams

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MOST_PER_STRETCH = 40
"""Aliases that one probe gives at most."""

MOST_NAMES = 40
"""Names of one article that are looked up by their letters; no article has so many that the ledger lacks but lists."""

_SHORTEST = 3
_HALVED = 5
_BEGINNING = 4
_HALVED_ALONE = 8
_SMALL = frozenset("the of and for de la du von van der bin ibn al el".split())


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """Aliases that hold `whole` and one of `parts` (folded letters, three or more)."""

    whole: str
    parts: tuple[str, ...]

    def fits(self, text: str) -> bool:
        """Whether a folded alias is one of them."""
        return self.whole in text and any(part in text for part in self.parts)


def stretches(name: str, kind: EntityType) -> tuple[Stretch, ...]:
    """What to look for where `name` may be misspelt, or be part of a longer name; nothing for what is too short."""
    if kind is EntityType.PERSON:
        words = [word for word in folded(name).split() if len(word) >= _SHORTEST and word not in tables.PARTICLES]
    elif kind is EntityType.ORGANISATION:
        text = canonical(name).replace(":", " ").replace("(", " ").replace(")", " ")
        words = [word for word in text.split() if len(word) >= _SHORTEST and word not in _SMALL]
    else:
        words = []
    if len(words) == 1 and kind is EntityType.ORGANISATION and len(words[0]) >= _HALVED_ALONE:
        return tuple(Stretch(half, (half,)) for half in _halves(words[0]))
    if len(words) < 2:
        return ()
    first, last = words[0], words[-1]
    found = [Stretch(first, (last,))] if first != last else []
    if len(last) >= _HALVED:  # of the given name the beginning will do: Sergei, Sergey
        found.append(Stretch(first[:_BEGINNING] if kind is EntityType.PERSON else first, _halves(last)))
    if len(first) >= _HALVED:
        found.append(Stretch(last, _halves(first)))
    return tuple(dict.fromkeys(found))


def _halves(word: str) -> tuple[str, ...]:
    middle = max(_SHORTEST, len(word) // 2)
    return tuple(dict.fromkeys((word[:middle], word[-max(_SHORTEST, len(word) - middle) :])))


class TrigramIndex:
    """Texts by their trigrams, in memory; answers as the stores do."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = tuple(texts)
        self._at: dict[str, list[int]] = defaultdict(list)
        for number, text in enumerate(self._texts):
            for gram in sorted(trigrams(text)):
                self._at[gram].append(number)

    def find(self, stretch: Stretch, most: int = MOST_PER_STRETCH) -> Iterator[int]:
        """The numbers of the first `most` texts that hold the stretch."""
        rarest = min((self._at.get(gram, []) for gram in sorted(trigrams(stretch.whole))), key=len)
        for number in rarest:
            if stretch.fits(self._texts[number]):
                yield number
                most -= 1
                if not most:
                    return
