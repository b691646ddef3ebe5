"""Who is meant: the names compared in their context."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.claims import OfficeStatus
from service.domain.facts import KnownEntity
from service.domain.linking import SURE
from service.domain.names import person
from service.domain.time import Interval, ValidTime
from service.ledger.memory import MemoryLedger
from service.ledger.resolution.context import Context, Title, contexts
from service.ledger.resolution.linked import RECORDED, candidates, links_between, links_of
from service.ledger.resolution.scoring import shares
from tests.checking.builders import BRITAIN, RUSSIA, event, title
from tests.ledger.builders import day, days, tenure, visit

if TYPE_CHECKING:
    from service.domain.claims import Entity
    from service.domain.linking import Link


def _born(name: str, country: str, year: int, key: str, *aliases: str) -> KnownEntity:
    born = ValidTime.exactly(days(f"{year}-03-03", f"{year}-03-04"))
    return KnownEntity(key, replace(person(name), country=country), aliases, born)


FATHER = _born("Jan H. Berg", "NO", 1924, "father")
SON = _born("Jan P. Berg", "NO", 1956, "son")
OTHER = _born("Jan Berg", "SE", 1950, "swede")
LONE = _born("Anna Vane", "NO", 1960, "anna")
TERMS = (
    tenure("Jan H. Berg", "NO:prime-minister", "1965-01-01", "1970-01-01", 1),
    tenure("Jan P. Berg", "NO:prime-minister", "1999-01-01", "2004-01-01", 2),
    tenure("Jan Berg", "SE:foreign-minister", "1999-01-01", "2004-01-01", 3),
    tenure("Anna Vane", "NO:finance-minister", "1999-01-01", "2004-01-01", 4),
)
LEDGER = MemoryLedger(TERMS, entities=[FATHER, SON, OTHER, LONE])


def _titled(role: str, land: str | None, when: str, status: OfficeStatus = OfficeStatus.CURRENT) -> Context:
    on = Interval.on(day(when) or pytest.fail("a day"))
    return Context((Title(role, land, status, (on,)),), (), frozenset({land} if land else ()), on.start)


def _acted(start: str, end: str) -> Context:
    return Context(acts=(days(start, end),))


def _link(name: str, context: Context = Context()) -> Link:  # noqa: B008 - frozen
    entity = person(name)
    return links_between({entity: context}, LEDGER)[entity]


def test_a_name_that_one_bears_is_linked() -> None:
    """With a reason in words, and no alternatives."""
    link = _link("Anna Vane")
    assert (link.entity_id, link.alternatives, link.ambiguous) == ("anna", (), False)
    assert link.confidence >= RECORDED
    assert "the same name" in link.why


def test_a_name_that_several_bear_stays_open() -> None:
    """All of them are alternatives, and the name is ambiguous."""
    link = _link("Jan Berg")
    assert link.entity_id is None
    assert {one.entity_id for one in link.alternatives} == {"father", "son", "swede"}
    assert link.ambiguous


@pytest.mark.parametrize(
    ("name", "context", "meant"),
    [
        ("Jan Berg", _titled("prime-minister", "NO", "1967-05-05"), "father"),
        ("Jan Berg", _titled("prime-minister", "NO", "2001-05-05"), "son"),
        ("Jan Berg", _titled("foreign-minister", "SE", "2001-05-05"), "swede"),
        ("Jan Berg", _titled("foreign-minister", None, "2001-05-05"), "swede"),
        ("Jan Berg", _titled("foreign-minister", "SE", "2019-05-05", OfficeStatus.FORMER), "swede"),
        ("Jan Berg", _acted("1945-01-01", "1945-02-01"), "father"),
        ("Jan P. Berg", Context(), "son"),
        ("Jan H. Berg", Context(), "father"),
        ("Mr Vane", Context(), None),
        ("Anne Vayne", Context(), None),
        ("Anna Vane Jr", Context(), None),
        ("Henry Vane", Context(), None),
        ("Anna Vane", _acted("1930-01-01", "1931-01-01"), None),
        ("Anna Vane", _titled("president", "FR", "2001-05-05"), None),
        ("Vane", _titled("finance-minister", "NO", "2001-05-05"), "anna"),
    ],
)
def test_context_tells_namesakes_apart(name: str, context: Context, meant: str | None) -> None:
    """Titles at their time, dates of life, initials; a stranger is not linked, whoever bears the surname."""
    assert _link(name, context).entity_id == meant


def test_a_misspelt_name_is_never_made_out() -> None:
    """However well the title fits: it is an alternative, and ambiguous."""
    link = _link("Anna Vaine", _titled("finance-minister", "NO", "2001-05-05"))
    assert link.entity_id is None
    twisted = _link("Jan P. Brgesen")
    assert (twisted.entity_id, twisted.alternatives) == (None, ())
    long = MemoryLedger(entities=[KnownEntity("x", person("Flavia Strelsau"))])
    entity = person("Flavia Strelsua")
    misspelt = links_between({entity: Context()}, long)[entity]
    assert (misspelt.entity_id, misspelt.ambiguous) == (None, True)
    assert [one.entity_id for one in misspelt.alternatives] == ["x"]


@given(st.lists(st.floats(-20, 20), max_size=8))
def test_shares_are_a_distribution(weights: list[float]) -> None:
    """Each in 0..1, together at most 1, the heavier the larger; what they lack is nobody's."""
    found = shares(weights)
    assert all(0 <= one <= 1 for one in found)
    assert sum(found) <= 1 + 1e-9
    assert [found[n] for n in sorted(range(len(found)), key=weights.__getitem__)] == sorted(found)


def test_the_context_is_what_the_article_says_of_a_name() -> None:
    """Its titles with their times, the dates of its acts, the countries of the whole article."""
    held = title("Jan Berg", "Prime Minister", "prime-minister", "NO", "2001-05")
    went = event("visit", person("Jan Berg"), BRITAIN, time="2001-05-05")
    found = contexts([held, went, event("meet", person("Anna Vane"), RUSSIA)], day("2001-06-01"))
    context = found[person("Jan Berg")]
    assert [one.role for one in context.titles] == ["prime-minister"]
    assert context.titles[0].when == (days("2001-05-01", "2001-06-01"), days("2001-06-01", "2001-06-02"))
    assert context.acts == (days("2001-05-05", "2001-05-06"),)
    assert context.countries == found[person("Anna Vane")].countries == {"GB", "RU", "NO"}


def test_what_is_learned_is_linked_where_it_is_sure() -> None:
    """The subject of a visit, by the whole name; not one of several namesakes, and no country."""
    facts = [visit("Anna Vane", "GB", "2006-03-01", "2006-03-02"), visit("Jan Berg", "GB", "2006-03-01", "2006-03-02")]
    (link,) = links_of(facts, LEDGER)
    assert (link.fact, link.role, link.entity) == (facts[0].id, "subject", "anna")
    assert link.confidence >= RECORDED > SURE


def test_nothing_is_asked_where_nobody_is_named() -> None:
    """Countries and places are no candidates for anybody."""
    named: dict[Entity, Context] = {BRITAIN: Context()}
    assert links_between(named, LEDGER) == {}
    assert candidates(named, LEDGER) == {}
