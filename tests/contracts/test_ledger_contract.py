"""What every ledger promises, whatever it is kept in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import pytest

from service.domain.claims import Entity, EntityType
from service.domain.facts import KnownEntity, Office
from service.domain.names import person
from service.domain.time import Interval, ValidTime
from service.ledger.batch import Batch
from service.ledger.layered import Layered
from service.ledger.memory import MemoryLedger
from tests.contracts.ledgers import KINDS, empty
from tests.ledger.builders import days, tenure, visit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.domain.facts import Fact, Ledger


class Make(Protocol):
    """Makes a ledger of one kind that holds what it is given."""

    def __call__(
        self,
        facts: Sequence[Fact] = (),
        offices: Sequence[Office] = (),
        entities: Sequence[KnownEntity] = (),
    ) -> Ledger:
        """The ledger."""
        ...


@pytest.fixture(params=KINDS)
def make(request: pytest.FixtureRequest) -> Make:
    """Each kind of ledger in turn."""

    def made(
        facts: Sequence[Fact] = (), offices: Sequence[Office] = (), entities: Sequence[KnownEntity] = ()
    ) -> Ledger:
        half = len(facts) // 2
        if request.param == "memory":
            return MemoryLedger(facts, offices, entities)
        if request.param == "layered":
            return Layered(MemoryLedger(facts[: half + 1]), MemoryLedger(facts[half:], offices, entities))
        ledger = empty(request)
        ledger.record(Batch(facts, entities, offices))
        return ledger.seen

    return made


HOLDERS = (
    tenure("Anna Rassendyll", "RU:president", "2001-01-01", "2005-01-01", 1),
    tenure("Boris Tarlenheim", "RU:president", "2005-01-01", "2009-01-01", 2),
    tenure("Anna Rassendyll", "RU:prime-minister", "2005-01-01", "2007-06-01", 3),
    tenure("Fritz Hentzau", "GB:prime-minister", None, "2005-01-01", 4),
)
VISITS = (
    visit("Anna Rassendyll", "GB", "2006-03-01", "2006-03-02"),
    visit("Boris Tarlenheim", "GB", "2007-03-01", "2007-03-02"),
    visit("Anna Rassendyll", "FR", "2006-05-01", "2006-06-01"),
)


def test_an_empty_ledger_answers_everything_with_nothing(make: Make) -> None:
    """Silence is an empty tuple, never an error."""
    ledger = make()
    assert ledger.entities(["person:hentzau"]) == ()
    assert ledger.offices(["president"]) == ()
    assert ledger.tenures(["person:hentzau"], ["RU:president"]) == ()
    assert ledger.statements(["country:GB"]) == ()
    assert len(ledger.revision().id) == 64


def test_tenures_are_found_by_person_or_by_office(make: Make) -> None:
    """Either key suffices, and no fact comes twice."""
    ledger = make(HOLDERS)
    by_person = {fact.id for fact in ledger.tenures(["person:rassendil", *_keys("Anna Rassendyll")])}
    assert by_person == {HOLDERS[0].id, HOLDERS[2].id}
    both = ledger.tenures(_keys("Anna Rassendyll"), ["RU:president"])
    assert [fact.id for fact in both] == sorted(fact.id for fact in HOLDERS[:3])


def test_tenures_and_statements_are_kept_apart(make: Make) -> None:
    """A look-up of statements gives no occupancy, one of tenures gives no event."""
    ledger = make(HOLDERS + VISITS)
    keys = _keys("Anna Rassendyll")
    assert {fact.proposition.predicate for fact in ledger.tenures(keys)} == {"hold_office"}
    assert {fact.proposition.predicate for fact in ledger.statements(keys)} == {"visit"}


def test_statements_are_found_by_each_participant_in_the_order_of_ids(make: Make) -> None:
    """Subject and object both lead to a statement."""
    ledger = make(VISITS)
    found = ledger.statements(["country:GB", *_keys("Anna Rassendyll")])
    assert [fact.id for fact in found] == sorted(fact.id for fact in VISITS)
    assert {fact.id for fact in ledger.statements(["country:FR"])} == {VISITS[2].id}


def test_facts_come_back_exactly(make: Make) -> None:
    """What was stated, when it holds and where it stands survive; only the time of recording is added."""
    ledger = make(HOLDERS + VISITS)
    for fact in (*ledger.tenures(offices=["RU:president"]), *ledger.statements(["country:GB"])):
        original = next(f for f in HOLDERS + VISITS if f.id == fact.id)
        assert (fact.proposition, fact.valid, fact.status, fact.provenance) == (
            original.proposition,
            original.valid,
            original.status,
            original.provenance,
        )


def test_offices_are_found_by_each_of_their_roles(make: Make) -> None:
    """The role of the key and every other role lead to the office, which comes back whole."""
    office = Office(
        "RU:foreign-secretary",
        "State Secretary for Foreign Affairs",
        "RU",
        "foreign-secretary",
        single=True,
        complete=days("2001-01-01", "2010-01-01"),
        excludes=frozenset({"RU:president"}),
        terms_complete=Interval(),
        terms_margin=30,
        roles=frozenset({"foreign-secretary", "foreign-minister"}),
    )
    other = Office("RU:president", "President", "RU", "president", roles=frozenset({"president"}))
    ledger = make(offices=[office, other])
    assert ledger.offices(["foreign-minister"]) == (office,)
    assert ledger.offices(["foreign-secretary"]) == (office,)
    assert ledger.offices(["president", "foreign-minister"]) == (office, other)


def test_entities_are_found_by_every_alias(make: Make) -> None:
    """A person is found under the surname of each spelling, an organisation under each folded name."""
    lady = KnownEntity(
        "p1",
        person("Anna Rassendyll", "RU"),
        ("Baroness Strelsau",),
        born=ValidTime.exactly(days("1950-01-01", "1951-01-01")),
    )
    club = KnownEntity("o1", Entity("League", EntityType.ORGANISATION, "organisation:league"), ("The Old League",))
    ledger = make(entities=[lady, club])
    assert ledger.entities(_keys("Anna Rassendyll")) == (lady,)
    assert ledger.entities(_keys("Baroness Strelsau")) == (lady,)
    assert ledger.entities(["organisation:the old league", "organisation:league"]) == (club,)


def test_a_bearer_of_two_surnames_is_found_by_both(make: Make) -> None:
    """Facts stand under one name; whoever asks by another name of the same entity finds them."""
    lady = KnownEntity("p1", person("Anna Rassendyll", "RU"), ("Baroness Strelsau",))
    ledger = make(HOLDERS + VISITS, entities=[lady])
    assert {fact.id for fact in ledger.tenures(_keys("Baroness Strelsau"))} == {HOLDERS[0].id, HOLDERS[2].id}
    assert {fact.id for fact in ledger.statements(_keys("Baroness Strelsau"))} == {VISITS[0].id, VISITS[2].id}


def test_more_keys_than_one_query_takes(make: Make) -> None:
    """A look-up of thousands of keys is answered like one of a few."""
    ledger = make(HOLDERS)
    many = [f"person:nobody{number}" for number in range(2500)]
    assert len(ledger.tenures([*many, *_keys("Fritz Hentzau")])) == 1


def test_the_revision_names_the_content(make: Make) -> None:
    """Asked twice, a ledger names the same revision."""
    ledger = make(HOLDERS)
    assert ledger.revision() == ledger.revision()
    assert ledger.revision().id != "0" * 64


def _keys(name: str) -> list[str]:
    return [person(name).key]
