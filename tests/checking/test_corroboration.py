"""Independent origins: what belongs together, and what several are worth."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.checking.corroboration import corroboration
from service.checking.verdicts import Standing, decide, standing
from service.domain.facts import FactStatus
from service.domain.names import person
from service.domain.trust import ENOUGH, RELIABILITY, Tier
from service.domain.verdicts import Against, Bearing, Finding, Label
from tests.checking.builders import claims, event, fact

if TYPE_CHECKING:
    from service.domain.facts import Fact

WHO = person("Edgar Guest")
LONG = "The council of Zenda voted on Monday to close the old bridge over the river before the end of the winter"


def told(source: str, *, publisher: str = "", origin: str = "", quote: str = "", tier: Tier = Tier.STANDARD) -> Fact:
    """A machine-read fact of a source."""
    made = fact(event("meet", WHO), FactStatus.READ, source=source, quote=quote)
    provenance = replace(made.provenance, publisher=publisher or source, origin=origin)
    return replace(made, provenance=provenance, tier=tier)


def origins(*facts: Fact) -> int:
    """How many origins the facts have."""
    return len(corroboration(facts).origins)


def refuting(*facts: Fact) -> Finding:
    """A finding that rests on these facts."""
    return Finding("rule", Bearing.REFUTES, Against.FACT, "Because.", "this", "that", facts)


def test_copies_and_one_house_are_one_origin() -> None:
    """Two texts of one publisher, or two copies of one sentence, do not corroborate each other."""
    assert origins(told("a.example"), told("b.example")) == 2
    assert origins(told("a.example", origin="wire"), told("b.example", origin="wire")) == 1
    assert origins(told("a.example", publisher="House"), told("b.example", publisher="house")) == 1
    assert origins(told("a.example"), told("a.example")) == 1


def test_a_copy_is_seen_in_the_words_themselves() -> None:
    """Sentences that share most of their words are one origin although nobody noted it when they were filed."""
    copy = f"Officials said: {LONG}, reports the agency."
    assert origins(told("a.example", quote=LONG), told("b.example", quote=copy)) == 1


def test_what_a_third_belongs_to_belongs_together() -> None:
    """A house and a copy joined by a third fact are one origin, in whatever order the three come."""
    three = (told("a.example"), told("b.example", origin="wire"), told("a.example", origin="wire", quote="So."))
    three = (three[0], three[1], replace(three[2], id="third"))
    assert {origins(*order) for order in permutations(three)} == {1}


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(0, 5)), max_size=8), st.randoms())
def test_the_order_of_facts_changes_nothing(made: list[tuple[int, int, int]], mixer: object) -> None:
    """Any facts in any order have the same origins and the same probability."""
    facts = [
        replace(told(f"s{source}.example", publisher=f"house{house}", origin=f"copy{copy}"), id=f"f{number}")
        for number, (source, house, copy) in enumerate(made)
    ]
    mixed = list(facts)
    mixer.shuffle(mixed)  # type: ignore[attr-defined]  # hypothesis gives a Random
    one, two = corroboration(facts), corroboration(mixed)
    assert {frozenset(f.id for f in origin) for origin in one.origins} == {
        frozenset(f.id for f in origin) for origin in two.origins
    }
    assert one.probability == pytest.approx(two.probability)


@given(st.lists(st.tuples(st.integers(0, 4), st.sampled_from(Tier)), max_size=8), st.sampled_from(Tier))
def test_one_more_fact_never_makes_a_thing_less_likely(made: list[tuple[int, Tier]], tier: Tier) -> None:
    """A fact of a new and separate source lowers no probability, and all lie in 0..1."""
    facts = [
        replace(told(f"s{source}.example", tier=known, origin=f"o{source}"), id=f"f{number}")
        for number, (source, known) in enumerate(made)
    ]
    before = corroboration(facts).probability
    after = corroboration([*facts, replace(told("new.example", tier=tier, origin="new"), id="new")]).probability
    assert 0 <= before <= after + 1e-12 <= 1 + 1e-9


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Strelsau Gazette reported that he resigned.", "He resigned, according to the Strelsau Gazette."),
        ("He resigned on Monday, the newspaper Kurier reported.", "Citing Kurier, the station said he had gone."),
        ("STRELSAU (RNA) - He resigned.", "He left his post on Monday. (RNA)"),
    ],
)
def test_two_that_name_one_source_are_one_origin(one: str, other: str) -> None:
    """What two texts take from one named source counts once."""
    assert origins(told("a.example", quote=one), told("b.example", quote=other)) == 1
    assert origins(told("a.example", quote=one), told("b.example", quote="He resigned.")) == 2


def test_whoever_names_the_other_outlet_has_it_from_there() -> None:
    """A text that credits an outlet is one origin with that outlet, by its name or its address."""
    himself = "He told the Strelsau Gazette that he would resign."
    assert origins(told("a.example", quote=himself), told("strelsaugazette.example", quote="He will resign.")) == 1
    assert origins(told("a.example", quote=himself), told("zendapost.example", quote="He will resign.")) == 2


def test_who_is_told_something_is_an_outlet_only_where_it_is_one() -> None:
    """Two reports of what was told to parliament are two; both with the paper itself at hand are one."""
    spoken = "The duke told Parliament on Monday that he would resign."
    assert origins(told("a.example", quote=spoken), told("b.example", quote=f"Indeed: {spoken[:30]} it.")) == 2
    assert origins(told("a.example", quote=spoken), told("parliament.example", quote="He resigned.")) == 1


@pytest.mark.parametrize(
    ("tiers", "enough"),
    [
        ((Tier.STANDARD, Tier.STANDARD), True),
        ((Tier.HIGH, Tier.LOW), True),
        ((Tier.STANDARD, Tier.LOW), False),
        ((Tier.LOW, Tier.LOW), False),
        ((Tier.LOW,) * 7, False),
        ((Tier.OFFICIAL,), False),
        ((Tier.HIGH, Tier.DISTRUSTED), False),
        ((Tier.STANDARD, Tier.DISTRUSTED), False),
    ],
)
def test_what_is_enough(tiers: tuple[Tier, ...], enough: bool) -> None:
    """Two standard sources are; one of any tier is not; those of low trust never are among themselves."""
    facts = [told(f"s{number}.example", tier=tier) for number, tier in enumerate(tiers)]
    assert corroboration(facts).enough is enough
    assert standing(refuting(*facts)) is (Standing.CORROBORATED if enough else Standing.READ)


def test_the_best_of_an_origin_counts_for_it() -> None:
    """A low copy takes nothing from a high original, and copies do not add up."""
    high, low = told("a.example", origin="wire", tier=Tier.HIGH), told("b.example", origin="wire", tier=Tier.LOW)
    assert corroboration((high, low)).probability == pytest.approx(RELIABILITY[Tier.HIGH])
    assert corroboration(()).probability == 0


def test_two_standard_sources_pass_and_one_does_not() -> None:
    """The threshold lies between one and two of what every source is unless said otherwise."""
    assert RELIABILITY[Tier.STANDARD] < ENOUGH <= 1 - (1 - RELIABILITY[Tier.STANDARD]) ** 2


def test_support_of_low_trust_is_less_sure() -> None:
    """A lone fact supports; from a source of low trust with less confidence."""
    claim = claims(event("meet", WHO))[0]
    found = {
        tier: decide(claim, [replace(refuting(told("a.example", tier=tier)), bearing=Bearing.SUPPORTS)])
        for tier in (Tier.LOW, Tier.STANDARD, Tier.HIGH)
    }
    assert {verdict.label for verdict in found.values()} == {Label.SUPPORTED}
    assert found[Tier.LOW].confidence < found[Tier.STANDARD].confidence == found[Tier.HIGH].confidence
