"""How copies are found again: for sure where they are whole, at a bounded cost however common their words are."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from service.domain.copies import FEWEST_WORDS, GRAM, SHARED, grams_of, same_origin
from service.ledger.origins import MOST_CANDIDATES, MOST_POSTINGS, STRETCH, GramIndex, joined, kept, marks
from service.ledger.sql import SqlLedger
from tests.ledger.builders import MONDAY, visit

WORDS = st.lists(st.integers(0, 10_000).map("w{}".format), min_size=FEWEST_WORDS, max_size=60, unique=True).map(tuple)


@given(WORDS, WORDS, st.data())
def test_twelve_3_grams_in_a_row_are_always_found(
    told: tuple[str, ...], other: tuple[str, ...], data: st.DataObject
) -> None:
    """Wherever the copied stretch begins, and whatever stands around it in the copy."""
    start = data.draw(st.integers(0, len(told) - FEWEST_WORDS))
    stretch = told[start : start + SHARED + GRAM - 1]
    index = GramIndex()
    index.add(1, marks(told))
    assert index.near(marks((*other[:5], *stretch, *other[5:9]))) == [1]


@given(WORDS)
def test_few_rows_are_kept(told: tuple[str, ...]) -> None:
    """One for every six 3-grams; none of a sentence that cannot be copied in part."""
    assert len(kept(marks(told), {})) <= (len(told) - GRAM + 1) // STRETCH
    assert marks(told[: FEWEST_WORDS - 1]) == []


def test_boilerplate_costs_no_more_than_its_first_sentences() -> None:
    """A thousand instances of one template: lists end, candidates are few, and each is still found to be a copy."""
    before, after = tuple(f"before{n}" for n in range(9)), tuple(f"after{n}" for n in range(12))
    told = [(*before, f"name{number}", f"day{number}", *after) for number in range(1000)]
    index = GramIndex()
    rows = sum(index.add(number, marks(one)) for number, one in enumerate(told))
    assert rows < len(told) + 20 * MOST_POSTINGS
    near = index.near(marks((*before, "other", "words", *after)))
    assert 0 < len(near) <= MOST_CANDIDATES
    assert all(same_origin(grams_of(told[number]), grams_of(told[-1])) for number in near)


def test_origins_do_not_depend_on_the_order() -> None:
    """Copies that are joined by a third sentence are one origin, in whatever order they come."""
    first = " ".join(f"a{n}" for n in range(16))
    second = " ".join(f"b{n}" for n in range(16))
    facts = []
    for number, quote in enumerate((first, second, f"{first} {second}", "a sentence of its own")):
        fact = visit("Anna Rassendyll", "GB", "2006-03-01", "2006-03-02")
        where = replace(fact.provenance, quote=quote, origin=f"{number}" * 32, sha256=f"{number}" * 64)
        facts.append(replace(fact, id=f"{number}" * 32, provenance=where))
    for order in permutations(facts):
        found = {fact.id: fact.provenance.origin for fact in joined(order)}
        assert len({found[fact.id] for fact in facts[:3]}) == 1
        assert found[facts[3].id] == facts[3].provenance.origin


def test_a_store_finds_copies_of_what_it_has() -> None:
    """A copy that comes later takes over the origin of the sentence on record."""
    ledger = SqlLedger("sqlite://")
    ledger.prepare(starter=False)
    words = [f"w{n}" for n in range(20)]
    facts = []
    for number, quote in enumerate(
        (" ".join(words), " ".join([*words[:17], "and", "more"]), "something else entirely")
    ):
        fact = visit("Anna Rassendyll", "GB", "2006-03-01", "2006-03-02")
        where = replace(fact.provenance, quote=quote, origin=f"{number}" * 32, sha256=f"{number}" * 64)
        facts.append(replace(fact, id=f"{number}" * 32, provenance=where))
    for fact in facts:
        ledger.add_facts([fact], by="ada", why="news", at=MONDAY)
    given_back = {fact.id: fact.provenance.origin for fact in ledger.statements(["country:GB"])}
    assert given_back[facts[0].id] == given_back[facts[1].id] == facts[0].provenance.origin
    assert given_back[facts[2].id] == facts[2].provenance.origin
