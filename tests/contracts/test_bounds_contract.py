"""What every ledger promises of names that very many bear: bounded work, and no list that only looks whole."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from service.domain.facts import (
    MOST_AROUND,
    MOST_PER_KEY,
    MOST_PER_PROBE,
    MOST_SIGHTINGS,
    MOST_TENURES,
    SIGHTED,
    KnownEntity,
    Probe,
)
from service.domain.keys import asked_keys
from service.domain.names import person
from service.domain.time import Interval
from service.ledger.batch import Batch
from service.ledger.memory import MemoryLedger
from service.ledger.sql import SqlLedger
from tests.ledger.builders import MONDAY, days, sighting, tenure, visit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from service.domain.facts import Ledger
    from tests.databases import Databases

GIVEN = ("Rupert", "Fritz", "Carl")
MANY = tuple(
    tenure(
        f"{('Rupert', 'Fritz', 'Carl')[number % 3]} Rassendyll", f"GB:councillor-{number}", "1980-01-01", None, number
    )
    for number in range(MOST_TENURES + 2)
)
ANNA = (
    tenure("Anna Rassendyll", "RU:president", "2001-01-01", "2005-01-01", 9001),
    tenure("A. Rassendyll", "RU:prime-minister", "2005-01-01", "2007-01-01", 9002),
)
HOLDERS = tuple(
    tenure(
        f"{given} Hentzau", "FR:president", f"{1900 + 4 * number}-01-01", f"{1904 + 4 * number}-01-01", 9100 + number
    )
    for number, given in enumerate(
        ("Ada", "Bea", "Cleo", "Dora", "Eva", "Fay", "Gil", "Hal", "Ida", "Jo", "Kai", "Lee")
    )
)
VISITS = tuple(
    visit("Boris Hentzau", "GB", f"{1700 + number}-03-01", f"{1700 + number}-03-02")
    for number in range(MOST_PER_KEY + 30)
)
SEEN = tuple(sighting("Anna Rassendyll", "RU:president", day) for day in range(MOST_SIGHTINGS + 60))
HELD = Batch(
    (*MANY, *ANNA, *HOLDERS, *VISITS, *SEEN), [KnownEntity("p1", person("Anna Rassendyll"), ("Baroness Strelsau",))]
)
HENTZAU = person("Boris Hentzau").key


@pytest.fixture(scope="module", params=["memory", "sqlite", "postgresql"])
def ledger(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    """Every kind of ledger in turn, with all that stands above; nothing here writes to it."""
    if request.param == "memory":
        return MemoryLedger(HELD.facts, entities=HELD.entities)
    folder: Path = tmp_path_factory.mktemp("crowded")
    url = f"sqlite:///{folder / 'ledger.db'}"
    if request.param == "postgresql":
        databases: Databases = request.getfixturevalue("postgres")
        url = databases.make(request.getfixturevalue("migrated"))
        request.addfinalizer(lambda: databases.drop(url))
    made = SqlLedger(url)
    made.prepare(starter=False)
    made.record(HELD, by="ada", why="many", at=MONDAY)
    request.addfinalizer(made.close)  # noqa: PT021 - the same
    return made


def test_of_a_crowded_surname_no_tenure_is_given(ledger: Ledger) -> None:
    """More terms than a look-up may give are given not at all: the rest would look like all there are."""
    assert not any(fact.lasting for fact in ledger.tenures([person("Anna Rassendyll").key]))


def test_a_full_name_finds_its_terms_among_very_many_of_the_surname(ledger: Ledger) -> None:
    """By the narrow keys: those of the given name and of its initial, and nobody else's."""
    found = ledger.tenures(asked_keys(person("Anna Rassendyll")))
    assert {fact.id for fact in found if fact.lasting} == {fact.id for fact in ANNA}


def test_another_name_of_the_same_person_finds_them_as_well(ledger: Ledger) -> None:
    """The bearer of an alias is found among the many of the other surname."""
    found = ledger.tenures(asked_keys(person("Baroness Strelsau")))
    assert ANNA[0].id in {fact.id for fact in found}


def test_of_a_crowded_name_the_latest_statements_are_given(ledger: Ledger) -> None:
    """At most so many, those that began last."""
    found = ledger.statements([HENTZAU])
    assert {fact.id for fact in found} == {fact.id for fact in VISITS[-MOST_PER_KEY:]}


def test_a_probe_finds_what_lies_behind_the_latest(ledger: Ledger) -> None:
    """By act and time, as a claim asks; another act or another time gives nothing more."""
    keys = frozenset({HENTZAU})
    early = days("1703-01-01", "1704-01-01")
    more = {fact.id for fact in ledger.statements([HENTZAU], probes=[Probe(keys, "visit", early)])}
    assert more == {fact.id for fact in (VISITS[3], *VISITS[-MOST_PER_KEY:])}
    others = [Probe(keys, "resign", early), Probe(keys, "visit", days("1600-01-01", "1601-01-01"))]
    assert len(ledger.statements([HENTZAU], probes=others)) == MOST_PER_KEY


def test_a_probe_gives_the_nearest_to_its_middle(ledger: Ledger) -> None:
    """So many before and so many after, where the stretch holds more."""
    probe = Probe(frozenset({"country:GB"}), "visit", days("1700-01-01", "1732-01-01"))
    found = {fact.id for fact in ledger.statements(["country:GB"], probes=[probe])}
    nearest = VISITS[16 - MOST_PER_PROBE : 16 + MOST_PER_PROBE]
    assert found == {fact.id for fact in (*nearest, *VISITS[-MOST_PER_KEY:])}


@pytest.mark.parametrize(
    ("persons", "offices"), [(asked_keys(person("Anna Rassendyll")), ()), ((), ("RU:president",))], ids=["who", "what"]
)
def test_terms_stay_however_often_texts_show_a_title(
    ledger: Ledger, persons: Sequence[str], offices: Sequence[str]
) -> None:
    """Sightings crowd no term out; of themselves the latest are given, by the person and by the office."""
    found = ledger.tenures(persons, offices)
    assert ANNA[0].id in {fact.id for fact in found if fact.lasting}
    assert {fact.id for fact in found if not fact.lasting} == {fact.id for fact in SEEN[-MOST_SIGHTINGS:]}


@pytest.mark.parametrize("key", ["RU:president", asked_keys(person("Anna Rassendyll"))[1]], ids=["what", "who"])
def test_sightings_around_a_probe_are_found_behind_the_latest(ledger: Ledger, key: str) -> None:
    """So many before and after it, and no more; of the key that the probe names."""
    day = SEEN[30].valid.start_min
    probe = Probe(frozenset({key}), SIGHTED, Interval(day, day))
    persons = asked_keys(person("Anna Rassendyll"))
    found = {fact.id for fact in ledger.tenures(persons, ["RU:president"], probes=[probe]) if not fact.lasting}
    around = SEEN[30 - MOST_AROUND : 30 + MOST_AROUND]
    assert found == {fact.id for fact in (*around, *SEEN[-MOST_SIGHTINGS:])}


def test_of_an_office_that_a_probe_names_the_sightings_around_it_are_all(ledger: Ledger) -> None:
    """The latest bear on no claim of another time."""
    day = SEEN[30].valid.start_min
    probe = Probe(frozenset({"RU:president"}), SIGHTED, Interval(day, day))
    found = {fact.id for fact in ledger.tenures((), ["RU:president"], probes=[probe]) if not fact.lasting}
    assert found == {fact.id for fact in SEEN[30 - MOST_AROUND : 30 + MOST_AROUND]}


def test_of_an_office_the_terms_around_a_probe_are_given(ledger: Ledger) -> None:
    """Those next to its middle; without a probe, and for one that asks for sightings alone, the whole list."""
    when = Interval.on(date(1922, 6, 1))
    named = frozenset({"FR:president"})
    found = ledger.tenures((), named, probes=[Probe(named, "hold_office", when)])
    assert {fact.id for fact in found} == {fact.id for fact in HOLDERS[6 - MOST_AROUND : 6 + MOST_AROUND]}
    for probes in ([], [Probe(named, SIGHTED, when)]):
        assert {fact.id for fact in ledger.tenures((), named, probes=probes)} == {fact.id for fact in HOLDERS}


def test_a_full_name_asked_for_alone_means_nobody_else_of_the_surname(ledger: Ledger) -> None:
    """A narrow key without its wide one counts by itself, however few bear the surname."""
    eva = HOLDERS[4]
    assert [fact.id for fact in ledger.tenures(asked_keys(person("Eva Hentzau"))[1:])] == [eva.id]
    assert len(ledger.tenures([person("Eva Hentzau").key])) == len(HOLDERS)
