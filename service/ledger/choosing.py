"""Which of the facts in memory a look-up gives: bounded as in a store, see `domain.facts.Ledger`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.domain.acts import group_of
from service.domain.facts import MOST_AROUND, MOST_NAMESAKES, MOST_PER_PROBE, MOST_SIGHTINGS, MOST_TENURES, SIGHTED
from service.domain.keys import wide_key
from service.ledger.indexing import HOLD_OFFICE, days_asked, middled, narrowed
from service.ledger.parts import day_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from service.domain.facts import Probe
    from service.ledger.held import Held


def last_first(held: Held) -> tuple[int, str]:
    """The order in which what began last comes first."""
    return -day_of(held.fact.valid), held.fact.id


def terms_of(by_key: Mapping[str, list[Held]], probes: Collection[Probe]) -> Iterator[Held]:
    """All terms of each key that has no more than can be given; of offices that probes name those around them."""
    near = days_asked(by_key, probes, HOLD_OFFICE)
    named = {key for key, _ in near}
    for key, day in near:
        yield from _around(by_key[key], day)
    for found in _in_place({key: by_key[key] for key in by_key if key not in named}, MOST_NAMESAKES).values():
        if len(found) <= MOST_TENURES:
            yield from found


def sightings_of(by_key: Mapping[str, list[Held]], probes: Collection[Probe]) -> Iterator[Held]:
    """The latest sightings of each key, of one with more also those around the middles of the probes.

    Of offices that probes name those around the middles alone.
    """
    near = days_asked(by_key, probes, HOLD_OFFICE, SIGHTED)
    named = {key for key, _ in near}
    for key, day in near:
        yield from _around(by_key[key], day)
    for key, found in _in_place({key: by_key[key] for key in by_key if key not in named}, MOST_SIGHTINGS).items():
        yield from sorted(found, key=last_first)[:MOST_SIGHTINGS]
        crowded = len(found) > MOST_SIGHTINGS
        for day in {middled(one.window)[1] for one in probes if key in one.keys} if crowded else ():
            yield from _around(found, day)


def _around(found: Sequence[Held], day: int) -> Iterator[Held]:
    """The last before a day and the first from it on."""
    ordered = sorted(found, key=last_first)
    before = [one for one in ordered if day_of(one.fact.valid) < day]
    yield from before[:MOST_AROUND]
    yield from ordered[: len(ordered) - len(before)][-MOST_AROUND:]


def _in_place(by_key: Mapping[str, list[Held]], most: int) -> dict[str, list[Held]]:
    """What stands under the wide keys; under one with more than `most`, under its narrow keys instead."""
    crowded = {key for key, found in by_key.items() if key == wide_key(key) and len(found) > most}
    narrow = narrowed(by_key, crowded)
    replaced = {wide_key(key) for key in narrow}
    wide = (key for key in by_key if key == wide_key(key) and key not in replaced)
    return {key: by_key[key] for key in (*wide, *narrow)}


def answering(probe: Probe, told: Sequence[Held]) -> list[Held]:
    """The next before and after the middle of the probe's window; `told` in the order of `last_first`."""
    first, middle, end = middled(probe.window)
    found = [one for one in told if group_of(one.fact.proposition.predicate) == probe.act]
    before = [one for one in found if first <= day_of(one.fact.valid) < middle]
    after = [one for one in found if middle <= day_of(one.fact.valid) < end]
    return [*before[:MOST_PER_PROBE], *after[-MOST_PER_PROBE:]]
