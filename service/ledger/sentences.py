"""The ledger's sentences that are most like a claim: found by their rare words, ranked by all they share.

A query is never made of frequent words alone: only words that stand in few sentences lead anywhere (`wordsearch`), so
the work is bounded by the number of words asked for, not by the size of the ledger. What is found is ranked by the
rarity of the words that it shares with the claim (inverse document frequency, Spaerck Jones 1972), frequent ones too.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import and_, select

from service.domain.facts import MOST_ALIKE, Told
from service.domain.names import fold
from service.ledger import tables as t
from service.ledger.each import among
from service.ledger.lookups import visible
from service.ledger.wordsearch import MOST_POSTINGS, newest_sentence, postings
from service.storage.engine import chunks

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import Connection

    from service.domain.facts import Fact, Wanted

MOST_WORDS = 200
"""Different words that one look-up asks for; of a longer article the first claims' words, names before others."""
_MOST_COMPARED = 10
_FEWEST_SHARED = 2
_LEAST = 0.3
_FREQUENT = 0.1
_AS_IF = 1_000  # in a ledger of a few sentences how many have a word says nothing yet
# What every store takes as one word; rarer scripts are left to the index keys.
_TOKEN = re.compile(r"[0-9A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u017f]+")
_TEXTS = select(t.SENTENCE.c.seq, t.SENTENCE.c.text).where(among(t.SENTENCE.c.seq))
_FACTS_OF = (
    select(t.STATEMENT.c.seq)
    .select_from(t.SENTENCE)
    .join(
        t.EVIDENCE,
        and_(
            t.EVIDENCE.c.sha256 == t.SENTENCE.c.sha256,
            t.EVIDENCE.c.start == t.SENTENCE.c.start,
            t.EVIDENCE.c.end == t.SENTENCE.c.end,
        ),
    )
    .join(t.STATEMENT, t.STATEMENT.c.seq == t.EVIDENCE.c.statement)
    .where(among(t.SENTENCE.c.seq), visible(t.STATEMENT.c.seq, t.STATEMENT.c.revision))
)


class Shelf(NamedTuple):
    """Sentences by number: how many there are, which have a word (frequent words left out), and their texts."""

    size: int
    leads: Callable[[Collection[str]], Mapping[str, Sequence[int]]]
    texts: Callable[[Collection[int]], Mapping[int, str]]


@dataclass(frozen=True, slots=True)
class Alike:
    """A sentence that is like a claim: its number and text, the words shared, and their share of the claim's weight."""

    number: int
    text: str
    shared: tuple[str, ...]
    likeness: float


def tokens(text: str) -> tuple[str, ...]:
    """The words of a text as every store takes them, folded."""
    return tuple(_TOKEN.findall(fold(text)))


def nearest(wanted: Sequence[Wanted], shelf: Shelf) -> list[list[Alike]]:
    """For each of `wanted` the sentences most like it, the likest first; sentences of the same words in any order."""
    asked = _asked(wanted)
    leads = {fold(word): found for word, found in shelf.leads(asked).items()} if asked and shelf.size else {}
    size = max(shelf.size, _AS_IF) + 1
    rarity = {word: math.log(size / (len(found) + 1)) for word, found in leads.items()}
    least = max(_FREQUENT, math.log(size / (MOST_POSTINGS + 1)))
    weights = [{word: max(_FREQUENT, rarity.get(word, least)) for word in _words(one)} for one in wanted]
    chosen = [_candidates(weighed, leads) for weighed in weights]
    texts = shelf.texts({number for numbers in chosen for number in numbers})
    return [list(_ranked(weighed, numbers, texts)) for weighed, numbers in zip(weights, chosen, strict=True)]


def told(found: Sequence[Sequence[Alike]], facts: Iterable[Fact]) -> tuple[tuple[Told, ...], ...]:
    """The facts of the sentences found for each claim, of `MOST_ALIKE` different sentences."""
    quoting: dict[str, list[Fact]] = {}
    for fact in facts:
        quoting.setdefault(fact.provenance.quote, []).append(fact)
    answers = []
    for sentences in found:
        standing = {one.text: one for one in sentences if one.text in quoting}
        answers.append(
            tuple(
                Told(fact, one.shared, one.likeness)
                for one in list(standing.values())[:MOST_ALIKE]
                for fact in sorted(quoting[one.text], key=lambda fact: fact.id)
            )
        )
    return tuple(answers)


def shelf_of(connection: Connection, now: int) -> Shelf:
    """The sentences of a store at revision number `now`."""
    top = newest_sentence(connection, now)

    def texts(numbers: Collection[int]) -> dict[int, str]:
        parts = chunks(sorted(numbers))
        return {seq: text for part in parts for seq, text in connection.execute(_TEXTS, {"keys": list(part)})}

    return Shelf(top, lambda words: postings(connection, words, top), texts)


def statements_of(connection: Connection, sentences: Collection[int], now: int) -> set[int]:
    """The numbers of the visible statements that were read from these sentences."""
    parts = chunks(sorted(sentences))
    return {row[0] for part in parts for row in connection.execute(_FACTS_OF, {"keys": list(part), "now": now})}


def shelf_in_memory(texts: Iterable[str]) -> Shelf:
    """Sentences held in memory, numbered in alphabetical order."""
    held = dict(enumerate(sorted(set(texts))))
    index: dict[str, list[int]] = {}
    for number, text in held.items():
        for word in set(tokens(text)):
            index.setdefault(word, []).append(number)

    def leads(words: Collection[str]) -> dict[str, list[int]]:
        found = {word: index.get(fold(word), []) for word in words}
        return {word: numbers for word, numbers in found.items() if len(numbers) <= MOST_POSTINGS}

    return Shelf(len(held), leads, lambda numbers: {number: held[number] for number in numbers})


def _asked(wanted: Sequence[Wanted]) -> set[str]:
    names = (word for one in wanted for word in (*one.names, *one.numbers))
    others = (word for one in wanted for word in one.words)
    distinct = dict.fromkeys(word for word in (*names, *others) if _TOKEN.fullmatch(word))
    return set(list(distinct)[:MOST_WORDS])


def _words(wanted: Wanted) -> dict[str, None]:
    return dict.fromkeys(fold(word) for word in (*wanted.names, *wanted.numbers, *wanted.words))


def _candidates(weights: Mapping[str, float], leads: Mapping[str, Sequence[int]]) -> list[int]:
    scores: Counter[int] = Counter()
    for word, weight in weights.items():
        for number in leads.get(word, ()):
            scores[number] += weight  # type: ignore[assignment]  # a Counter adds floats as well
    return sorted(scores, key=lambda number: (-scores[number], number))[:_MOST_COMPARED]


def _ranked(weights: Mapping[str, float], numbers: Sequence[int], texts: Mapping[int, str]) -> Iterator[Alike]:
    whole = sum(weights.values())
    found = []
    for number in numbers:
        words = set(tokens(texts[number]))
        shared = tuple(word for word in weights if word in words)
        likeness = sum(weights[word] for word in shared) / whole
        if len(shared) >= _FEWEST_SHARED and likeness >= _LEAST:
            found.append(Alike(number, texts[number], shared, likeness))
    yield from sorted(found, key=lambda one: (-one.likeness, one.text, one.number))
