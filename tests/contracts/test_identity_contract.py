"""What every ledger promises about who is who: by all names, as of any moment, and every step can be undone."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from service.domain.claims import Entity, EntityType
from service.domain.errors import ImportRefusedError
from service.domain.facts import KnownEntity
from service.domain.names import person
from service.domain.time import ValidTime
from service.ledger.batch import Batch, Linked, Merge
from service.ledger.resolution import curating
from service.ledger.resolution.linked import candidates, links_of
from tests.contracts.ledgers import KINDS, empty
from tests.ledger.builders import MONDAY, TUESDAY, WEDNESDAY, days, tenure, visit

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from tests.contracts.ledgers import Written

THURSDAY = WEDNESDAY + timedelta(days=1)
YOUNG = KnownEntity(
    "p1", person("Anna Rassendyll"), ("Anne Elphberg",), ValidTime.exactly(days("1960-01-01", "1960-01-02"))
)
OLD = KnownEntity("p2", person("Flavia Strelsau"), ("Queen Flavia",))
BODY = KnownEntity(
    "o1", Entity("Union of Southern Ports", EntityType.ORGANISATION, "organisation:union of southern ports")
)
AS_ANNA = tenure("Anna Rassendyll", "RU:president", "2001-01-01", "2005-01-01", 1)
AS_FLAVIA = tenure("Flavia Strelsau", "RU:prime-minister", "1996-01-01", "2000-01-01", 2)
GUEST = visit("Anna Rassendyll", "GB", "2006-03-01", "2006-03-02")


@pytest.fixture(params=KINDS)
def ledger(request: pytest.FixtureRequest) -> Written:
    """A ledger of each kind in turn with two persons, a body and three facts."""
    made = empty(request)
    links = (
        Linked(AS_ANNA.id, "holder", "p1", 1.0, "listed"),
        Linked(AS_FLAVIA.id, "holder", "p2", 1.0, "listed"),
        Linked(GUEST.id, "subject", "p1", 0.95, "the same name"),
    )
    made.record(Batch([AS_ANNA, AS_FLAVIA, GUEST], [YOUNG, OLD, BODY], links=links), at=MONDAY)
    return made


def _names(ledger: Written, name: str, at: datetime | None = None) -> dict[str, tuple[str, ...]]:
    """Who is found under the surname of `name`, with all names."""
    found = ledger.seen.entities([person(name).key], at)
    return {one.id: tuple(sorted((one.entity.name, *one.aliases))) for one in found}


def _holders(ledger: Written, names: Collection[str], at: datetime | None = None) -> dict[str, str | None]:
    """The occupancies found under surnames: the id of each with that of the one who is known to have held it."""
    facts = ledger.seen.tenures([person(name).key for name in names], known_at=at)
    return {fact.id: fact.proposition.office.person.id for fact in facts if fact.proposition.office}


def _state(ledger: Written, at: datetime | None = None) -> object:
    """All that the ledger says of its persons."""
    everybody = ("Rassendyll", "Elphberg", "Strelsau", "Flavia", "Zenda")
    guests = ledger.seen.statements(["country:GB"], at)
    parts = [fact.proposition.subject.id for fact in guests if fact.proposition.subject]
    return [_names(ledger, name, at) for name in everybody], _holders(ledger, everybody, at), parts


def test_facts_say_who_takes_part(ledger: Written) -> None:
    """The id of a link stands in the proposition, in the office and for the subject that is its holder."""
    (fact,) = ledger.seen.tenures([person("Rassendyll").key])
    assert fact.proposition.office is not None
    assert fact.proposition.subject is not None
    assert fact.proposition.office.person.id == fact.proposition.subject.id == "p1"
    (guest,) = ledger.seen.statements(["country:GB"])
    assert guest.proposition.subject is not None
    assert guest.proposition.subject.id == "p1"
    assert (fact.id, guest.id) == (AS_ANNA.id, GUEST.id)


def test_a_link_can_be_undone_and_set_anew(ledger: Written) -> None:
    """The newest link that stands counts; as of before, the old one."""
    before = _state(ledger, MONDAY)
    undone = curating.linked(ledger.store, AS_ANNA.id, "holder", "p1", "a namesake", withdrawn=True)
    ledger.record(undone, at=TUESDAY)
    assert _holders(ledger, ["Rassendyll"]) == {AS_ANNA.id: None}
    ledger.record(curating.linked(ledger.store, AS_ANNA.id, "holder", "p2", "it was her"), at=WEDNESDAY)
    assert _holders(ledger, ["Rassendyll"]) == {AS_ANNA.id: "p2"}
    assert _state(ledger, MONDAY) == before


def test_a_link_that_was_undone_does_not_come_back_with_the_text(ledger: Written) -> None:
    """What was learned once more brings its links no more than its facts."""
    ledger.record(curating.linked(ledger.store, GUEST.id, "subject", "p1", "a namesake", withdrawn=True), at=TUESDAY)
    again = Batch([GUEST], links=links_of([GUEST], ledger.store))
    assert [link.entity for link in again.links] == ["p1"]
    ledger.record(again, at=WEDNESDAY)
    (guest,) = ledger.seen.statements(["country:GB"])
    assert guest.proposition.subject is not None
    assert guest.proposition.subject.id is None


def test_a_name_is_added_and_taken_back(ledger: Written) -> None:
    """In any script: found by it from then on, not before, and no longer after."""
    before = _state(ledger, MONDAY)
    ledger.record(curating.alias_added(ledger.store, "p1", "Анна  Зенда", "her maiden name"), at=TUESDAY)
    assert _names(ledger, "Zenda") == {"p1": ("Anna Rassendyll", "Anne Elphberg", "Анна Зенда")}
    assert _names(ledger, "Zenda", MONDAY) == {}
    assert list(_holders(ledger, ["Zenda"])) == [AS_ANNA.id]
    ledger.record(curating.alias_removed(ledger.store, "Anna Zenda", "Анна Зенда", "a mistake"), at=WEDNESDAY)
    assert _names(ledger, "Zenda") == {}
    assert _state(ledger) == before
    assert _names(ledger, "Zenda", TUESDAY) != {}


def test_merged_entities_are_found_by_all_names(ledger: Written) -> None:
    """One entity with the names and the facts of both, and their facts carry its id."""
    ledger.record(curating.merged(ledger.store, "p2", "p1", "crowned under another name"), at=TUESDAY)
    whole = {"p1": ("Anna Rassendyll", "Anne Elphberg", "Flavia Strelsau", "Queen Flavia")}
    assert _names(ledger, "Strelsau") == _names(ledger, "Rassendyll") == whole
    assert _holders(ledger, ["Flavia"]) == {AS_ANNA.id: "p1", AS_FLAVIA.id: "p1"}


def test_a_merge_leaves_earlier_answers_as_they_were_and_is_undone(ledger: Written) -> None:
    """As of before it nothing has changed; after it is taken back, neither; and it can be made once more."""
    before = _state(ledger)
    ledger.record(curating.merged(ledger.store, "p2", "p1", "one woman"), at=TUESDAY)
    after = _state(ledger)
    assert _state(ledger, MONDAY) == before != after
    ledger.record(curating.unmerged(ledger.store, "p2", "p1", "two women"), at=WEDNESDAY)
    assert _state(ledger) == before
    assert _state(ledger, TUESDAY) == after
    ledger.record(curating.merged(ledger.store, "p2", "p1", "one woman"), at=THURSDAY)
    assert _state(ledger) == after


def test_merges_of_merges_are_followed(ledger: Written) -> None:
    """However far: the last one's id counts, and taking one step back takes that step back alone."""
    third = KnownEntity("p3", person("Rose Zenda"))
    ledger.record(Batch(entities=[third]), at=TUESDAY)
    ledger.record(curating.merged(ledger.store, "p2", "p1", "one"), at=TUESDAY)
    ledger.record(curating.merged(ledger.store, "p2", "p3", "one"), at=WEDNESDAY)
    assert set(_names(ledger, "Strelsau")) == set(_names(ledger, "Elphberg")) == {"p3"}
    assert _holders(ledger, ["Strelsau"]) == {AS_ANNA.id: "p3", AS_FLAVIA.id: "p3"}
    ledger.record(curating.unmerged(ledger.store, "p1", "p3", "two"), at=THURSDAY)
    assert _holders(ledger, ["Strelsau"]) == {AS_ANNA.id: "p1", AS_FLAVIA.id: "p1"}


@pytest.mark.parametrize("whole", ["p1", "p3"])
def test_a_merge_before_another_is_taken_back_alone(ledger: Written, whole: str) -> None:
    """Whichever of those that it is part of is named; what was merged later stays merged."""
    third = KnownEntity("p3", person("Rose Zenda"))
    ledger.record(Batch(entities=[third]), at=TUESDAY)
    ledger.record(curating.merged(ledger.store, "p2", "p1", "one"), at=TUESDAY)
    ledger.record(curating.merged(ledger.store, "p1", "p3", "one"), at=TUESDAY)
    assert ledger.store.members("p3") == ("p1", "p2", "p3")
    assert ledger.store.members("p1") == ("p1", "p2")
    ledger.record(curating.unmerged(ledger.store, "p2", whole, "two"), at=WEDNESDAY)
    assert ledger.store.members("p3") == ("p1", "p3")
    assert _holders(ledger, ["Strelsau", "Rassendyll"]) == {AS_ANNA.id: "p3", AS_FLAVIA.id: "p2"}


def test_a_merge_that_would_lose_an_entity_is_refused(ledger: Written) -> None:
    """Into what is not there, or in a ring: two people may each have looked before the other wrote."""
    ledger.record(curating.merged(ledger.store, "p2", "p1", "one"), at=TUESDAY)
    for one, into in (("p1", "p2"), ("p1", "nobody"), ("nobody", "p1"), ("p1", "p1")):
        with pytest.raises(ImportRefusedError):
            ledger.record(Batch(merges=[Merge(one, into, "one")]), at=WEDNESDAY)
    assert set(_names(ledger, "Strelsau")) == {"p1"}
    fresh = KnownEntity("p3", person("Rose Zenda"))
    ledger.record(Batch(entities=[fresh], merges=[Merge("p3", "p1", "one")]), at=THURSDAY)
    assert set(_names(ledger, "Zenda")) == {"p1"}


def test_a_split_takes_names_and_facts_along(ledger: Written) -> None:
    """The new entity has them, the old one has the rest, and merging the new one is the way back."""
    before = _state(ledger)
    batch = curating.split(ledger.store, "p1", ["Anne Elphberg"], [GUEST.id], "her cousin")
    ledger.record(batch, at=TUESDAY)
    (fresh,) = batch.entities
    assert _names(ledger, "Elphberg") == {fresh.id: ("Anne Elphberg",)}
    assert _names(ledger, "Rassendyll") == {"p1": ("Anna Rassendyll",)}
    (guest,) = ledger.seen.statements(["country:GB"])
    assert guest.proposition.subject is not None
    assert guest.proposition.subject.id == fresh.id
    assert _holders(ledger, ["Rassendyll"]) == {AS_ANNA.id: "p1"}
    assert _state(ledger, MONDAY) == before
    ledger.record(curating.merged(ledger.store, fresh.id, "p1", "no cousin"), at=WEDNESDAY)
    assert _state(ledger) == before


def test_a_body_that_only_facts_know_gets_a_name(ledger: Written) -> None:
    """By its index key; a surname is no entity, and neither is what nobody tells of."""
    land = curating.alias_added(ledger.store, "country:GB", "Albion", "so called")
    ledger.record(land, at=TUESDAY)
    assert [one.id for one in land.entities] == ["country:GB"]
    for nobody in ("person:nobody", "organisation:nothing"):
        with pytest.raises(ImportRefusedError):
            curating.alias_added(ledger.store, nobody, "Somebody", "why")


def test_what_cannot_be_is_refused(ledger: Written) -> None:
    """An unknown or ambiguous entity, a merge with itself or another kind, a name or fact that is another's."""
    ledger.record(Batch(entities=[KnownEntity("p4", person("Anna Rassendyll"))]), at=TUESDAY)
    for refused in (
        lambda: curating.found(ledger.store, "Nobody Known"),
        lambda: curating.found(ledger.store, "Anna Rassendyll"),
        lambda: curating.merged(ledger.store, "p1", "p1", "why"),
        lambda: curating.merged(ledger.store, "p1", "o1", "why"),
        lambda: curating.unmerged(ledger.store, "p1", "p2", "why"),
        lambda: curating.alias_removed(ledger.store, "p1", "Anna Rassendyll", "why"),
        lambda: curating.alias_removed(ledger.store, "p1", "Queen Flavia", "why"),
        lambda: curating.split(ledger.store, "p1", [], [], "why"),
        lambda: curating.split(ledger.store, "p1", ["Anne Elphberg"], [AS_FLAVIA.id], "why"),
    ):
        with pytest.raises(ImportRefusedError):
            refused()


def test_names_are_found_by_stretches_of_their_letters(ledger: Written) -> None:
    """A slip of the pen, part of a longer name, another form of a body's name; not any name at all."""
    ledger.record(Batch(entities=[KnownEntity("p5", person("Elena Ruiz Calderon"))]), at=TUESDAY)

    def found(*named: Entity) -> list[str]:
        return [one.id for one in ledger.seen.resembling(named)]

    assert found(person("Anna Rassendill")) == ["p1"]
    assert found(person("Falvia Strelsau")) == ["p2"]
    assert found(person("Elena Ruiz")) == ["p5"]
    assert found(Entity("The Union of Southern Ports Ltd", EntityType.ORGANISATION, "organisation:x")) == ["o1"]
    assert found(Entity("Union of Suothern Ports", EntityType.ORGANISATION, "organisation:x")) == ["o1"]
    assert found(person("Bertha Krafft"), person("X"), person('"Anna" OR "*"')) == []
    assert [one.id for one in ledger.seen.resembling([person("Elena Ruiz")], MONDAY)] == []


def test_candidates_come_by_key_or_by_letters(ledger: Written) -> None:
    """Each name with those whom it fits, in whatever script and order it stands."""
    cyrillic, slip, nobody = person("Анна Рассендылл"), person("Flavia Strelsua"), person("Bertha Krafft")
    near = candidates([cyrillic, slip, nobody], ledger.seen)
    assert [[one.id for one in near[name]] for name in (cyrillic, slip, nobody)] == [["p1"], ["p2"], []]
