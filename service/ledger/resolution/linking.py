"""From names to entities: candidates compared in context, one made out where one stands out."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from service.domain.linking import SURE, Candidate, Link
from service.ledger.resolution.context import Context
from service.ledger.resolution.folding import folded
from service.ledger.resolution.scoring import OVERSHADOWED, UNSURE_FITS, compared, in_full, shares, weigh

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from service.domain.claims import Entity
    from service.domain.facts import Fact, KnownEntity

MOST_CANDIDATES = 24
"""Candidates for one name that are compared in full."""

MOST_ALTERNATIVES = 8
RIVAL = 0.1
"""A candidate with this share may well be the one meant."""

LEAST = 0.02
"""Below this share a candidate is not worth naming."""

_NO_CONTEXT = Context()


def resolve(
    entity: Entity,
    candidates: Iterable[KnownEntity],
    terms: Mapping[str, Sequence[Fact]],
    context: Context = _NO_CONTEXT,
) -> Link:
    """Which of `candidates` the name of `entity` means; `terms` are their occupancies by entity id.

    One is made out where its share is at least `SURE`; all others that may be meant are the alternatives. A misspelling
    makes out nobody.
    """
    pairs = [
        pair
        for known in {known.id: known for known in candidates}.values()
        if (pair := compared(entity, known, terms.get(known.id, ()), context)) is not None
    ]
    whole = any(map(in_full, pairs))
    told = ((pair, OVERSHADOWED if whole and not in_full(pair) else 0.0, *weigh(pair)) for pair in pairs)
    rows = ((pair, weight - loss, why) for pair, loss, weight, why in told)
    weighed = sorted(rows, key=lambda row: (-row[1], row[0].known.id))[:MOST_CANDIDATES]
    chances = shares([weight for _, weight, _ in weighed])
    named = [
        (pair, Candidate(pair.known.id, round(chance, 3), why))
        for (pair, _, why), chance in zip(weighed, chances, strict=True)
        if chance >= LEAST
    ]
    if not named:
        return Link(entity, None, 0.0, "no entity of the ledger fits")
    (best, first), *rest = named
    others = tuple(candidate for _, candidate in rest[:MOST_ALTERNATIVES])
    if first.confidence >= SURE and best.fit not in UNSURE_FITS:
        return Link(entity, first.entity_id, first.confidence, first.why, others)
    likely = sum(candidate.confidence >= RIVAL for _, candidate in named)
    unclear = likely > 1 or (likely == 1 and best.fit in UNSURE_FITS)
    return Link(entity, None, first.confidence, first.why, (first, *others)[:MOST_ALTERNATIVES], ambiguous=unclear)


def terms_by_entity(known: Iterable[KnownEntity], tenures: Iterable[Fact]) -> dict[str, list[Fact]]:
    """Occupancies by the entity that holds them: the linked one, else the one entity of that very name."""
    by_name: dict[str, set[str]] = defaultdict(set)
    for one in known:
        for name in (one.entity.name, *one.aliases):
            by_name[folded(name)].add(one.id)
    found: dict[str, list[Fact]] = defaultdict(list)
    for fact in tenures:
        held = fact.proposition.office
        if held is None:
            continue
        bearers = {held.person.id} if held.person.id else by_name.get(folded(held.person.name), set())
        if len(bearers) == 1:
            found[bearers.copy().pop()].append(fact)
    return found
