"""Corrections field by field: what each changes, what it leaves, what is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from service.domain.claims import Entity, EntityType, Quantity
from service.domain.errors import RefusedInputError
from service.domain.facts import FactStatus
from service.domain.time import Extent, TimeRelation, ValidTime
from service.ledger.correcting import FIELDS, corrected, fields_of, values
from tests.ledger.builders import days, tenure, visit

READ = visit("Ada Vane", "GB", "2014-05-13", "2014-05-14")
HELD = replace(tenure("Ada Vane", "SE:prime-minister", "2014-01-01", "2015-01-01"), status=FactStatus.READ)


def test_values_are_what_a_correction_would_be_given() -> None:
    """To give a fact its own values changes nothing that it states."""
    for fact in (READ, HELD):
        held = values(fact)
        assert set(held) == set(fields_of(fact)) <= set(FIELDS)
        stated, valid = corrected(fact, {name: value for name, value in held.items() if value and name != "end"})
        assert values(replace(fact, proposition=stated, valid=valid)) == held


@pytest.mark.parametrize(
    ("given", "possible"),
    [
        ({"start": "2014-05-12"}, days("2014-05-12", "2014-05-13")),
        ({"start": "2014-06"}, days("2014-06-01", "2014-07-01")),
        ({"start": "2013"}, days("2013-01-01", "2014-01-01")),
        ({"start": "2014-05-12", "end": "2014-05-14"}, days("2014-05-12", "2014-05-15")),
        ({"end": "2014-05-20"}, days("2014-05-13", "2014-05-21")),
    ],
)
def test_a_start_alone_moves_an_event(given: dict[str, str | None], possible: object) -> None:
    """A start with an end, and an end alone, stretch it; the end is its last day."""
    stated, valid = corrected(READ, given)
    assert valid.possible == possible
    assert stated.time is not None
    assert stated.time.interval == possible


def test_the_end_of_a_term_makes_it_a_term() -> None:
    """With both ends a title that was seen on a day is an office held throughout."""
    stated, valid = corrected(HELD, {"start": "2013-02-01", "end": "2015-06-30"})
    assert stated.time is not None
    assert stated.time.extent is Extent.THROUGHOUT
    assert valid.sure == days("2013-02-01", "2015-06-30")


def test_what_lasts_keeps_the_end_that_is_not_named() -> None:
    """A start moves alone, an end is opened by taking it away, and neither can pass the other."""
    _, earlier = corrected(HELD, {"start": "2013-02"})
    assert earlier == ValidTime(date(2013, 2, 1), date(2013, 2, 28), date(2015, 1, 1), date(2015, 1, 1))
    stated, opened = corrected(HELD, {"end": None})
    assert (opened.possible.end, opened.start_min) == (None, date(2014, 1, 1))
    assert stated.time is not None
    assert stated.time.relation is TimeRelation.SINCE
    with pytest.raises(RefusedInputError, match="before"):
        corrected(HELD, {"start": "2016"})


def test_names_become_what_they_are() -> None:
    """A country is told by its name, a place by the land behind the comma, a person by the surname."""
    stated, _ = corrected(
        READ, {"object": "Sweden", "place": "Lund, Sweden", "subject": "Bo Lind", "host": "Cleo Moss"}
    )
    named = (stated.subject, stated.object, stated.place, stated.host)
    assert [entity.key for entity in named if entity] == ["person:lind", "country:SE", "place:SE/lund", "person:mos"]
    emptied, _ = corrected(replace(READ, proposition=stated), {"host": None, "place": None})
    assert (emptied.host, emptied.place) == (None, None)


def test_a_title_brings_its_office_with_it() -> None:
    """Role and jurisdiction follow the title; the jurisdiction can be named in words."""
    stated, valid = corrected(HELD, {"title": "Norwegian Foreign Minister", "subject": "Bo Lind"})
    assert stated.office is not None
    assert (stated.office.role, stated.office.jurisdiction) == ("foreign-minister", "NO")
    assert stated.office.person.name == "Bo Lind"
    assert stated.subject == stated.office.person
    assert valid == HELD.valid
    moved, _ = corrected(HELD, {"jurisdiction": "Denmark"})
    assert moved.office is not None
    assert moved.office.jurisdiction == "DK"


def test_numbers_are_read_with_their_commas() -> None:
    """The unit stays where it is not named; an empty number takes it away."""
    counted = replace(READ, proposition=replace(READ.proposition, number=Quantity(3, "guests")))
    stated, _ = corrected(counted, {"number": "4,200"})
    assert stated.number == Quantity(4200, "guests")
    without, _ = corrected(counted, {"number": None})
    assert without.number is None
    added, _ = corrected(READ, {"number": "0.5", "unit": "hours"})
    assert added.number == Quantity(0.5, "hours")


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"subject": None}, "subject"),
        ({"subject": "  "}, "subject"),
        ({"subject": "x" * 301}, "subject"),
        ({"subject": "Ada\x00Vane"}, "subject"),
        ({"place": "\x1b[2JZenda"}, "place"),
        ({"predicate": "hold_office"}, "predicate"),
        ({"predicate": "a" * 200}, "predicate"),
        ({"predicate": "vis\u0131t"}, "predicate"),
        ({"start": "13 May 2014"}, "start"),
        ({"start": "9999-01-01"}, "start"),
        ({"start": None}, "start"),
        ({"end": "2014-05-12"}, "end"),
        ({"number": "nan"}, "number"),
        ({"number": "1e999"}, "number"),
        ({"unit": "guests"}, "number"),
        ({"title": "King"}, "title"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_what_cannot_be_is_refused_by_its_field(given: dict[str, str | None], field: str) -> None:
    """The path of the error names the field."""
    with pytest.raises(RefusedInputError) as caught:
        corrected(READ, given)
    assert caught.value.path == ("correction", field)


@pytest.mark.parametrize("given", [{"jurisdiction": "Zenda"}, {"end": "2001"}, {"predicate": "visit"}])
def test_what_an_office_cannot_be_is_refused(given: dict[str, str | None]) -> None:
    """A jurisdiction that is none, an end before the start, a field of events."""
    with pytest.raises(RefusedInputError):
        corrected(HELD, given)


def test_an_entity_keeps_its_type() -> None:
    """An organisation that is spelt otherwise stays one."""
    club = Entity("Zenda FC", EntityType.ORGANISATION, "organisation:zenda fc")
    stated, _ = corrected(replace(READ, proposition=replace(READ.proposition, object=club)), {"object": "Zenda United"})
    assert stated.object is not None
    assert stated.object.key == "organisation:zenda united"
