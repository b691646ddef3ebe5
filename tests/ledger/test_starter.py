"""The shipped starter ledger: what it knows, how far it may be trusted, what it must not hold."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pytest

from service.domain.claims import OfficeStatus
from service.domain.facts import FactStatus
from service.domain.names import person
from service.domain.time import Interval
from service.ledger import starter
from service.ledger.sql import SqlLedger
from service.ledger.starter.posts import is_single
from service.ledger.starter.sources import SOURCES, romanised
from tests.ledger.builders import day, days

if TYPE_CHECKING:
    from service.domain.facts import Fact

BATCH = starter.batch()
OFFICES = {office.key: office for office in BATCH.offices}


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> SqlLedger:
    """A new store at first use."""
    made = SqlLedger(f"sqlite:///{tmp_path_factory.mktemp('starter') / 'ledger.db'}")
    made.prepare()
    return made


def _terms(ledger: SqlLedger, office: str) -> list[Fact]:
    facts = ledger.tenures(offices=[office])
    return sorted(facts, key=lambda fact: str(fact.valid.start_min))


def _holders(ledger: SqlLedger, office: str, on: str) -> set[str]:
    day_ = Interval.on(day(on) or pytest.fail("a day"))
    return {
        fact.proposition.subject.name
        for fact in ledger.tenures(offices=[office])
        if fact.proposition.subject and fact.valid.sure and fact.valid.sure.covers(day_)
    }


def test_the_first_use_of_an_empty_store_puts_it_in_place(ledger: SqlLedger) -> None:
    """All rows, in one revision at the edition's own time; a second call writes nothing."""
    stats = ledger.stats()
    assert (stats.tenures, stats.offices, stats.entities) == (len(BATCH.facts), len(BATCH.offices), len(BATCH.entities))
    assert (stats.revisions, stats.revision.at) == (1, starter.edition().at)
    assert ledger.prepare() == stats.revision


def test_a_store_that_holds_something_is_left_alone(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whoever opened a store without the starter ledger and wrote to it does not get it later."""
    made = SqlLedger(f"sqlite:///{tmp_path_factory.mktemp('own') / 'ledger.db'}")
    made.prepare(starter=False)
    made.add_facts(BATCH.facts[:1], by="ada", why="own", at=starter.edition().at)
    made.prepare()
    assert made.stats().tenures == 1


@pytest.mark.parametrize(
    ("office", "on", "holder"),
    [
        ("GB:prime-minister", "2011-09-10", "David Cameron"),
        ("GB:foreign-secretary", "2011-09-10", "William Hague"),
        ("GB:foreign-secretary", "2020-07-14", "Dominic Raab"),
        ("GB:chancellor-of-exchequer", "1995-01-01", "Kenneth Clarke"),
        ("RU:president", "2011-09-10", "Dmitry Medvedev"),
        ("RU:president", "2000-02-01", "Vladimir Putin"),
        ("RU:prime-minister", "2011-09-10", "Vladimir Putin"),
        ("US:president", "1863-11-19", "Abraham Lincoln"),
        ("DE:chancellor", "2015-01-01", "Angela Merkel"),
        ("IOC:president", "2012-07-27", "Jacques Rogge"),
        ("NATO:secretary-general", "2012-01-01", "Anders Fogh Rasmussen"),
    ],
)
def test_known_holders(ledger: SqlLedger, office: str, on: str, holder: str) -> None:
    """Exactly the one who held the office on that day."""
    assert _holders(ledger, office, on) == {holder}


def test_a_corrected_start_stands_against_the_later_one(ledger: SqlLedger) -> None:
    """One deputy premiership begins on 2018-05-18 and not with the government of 2020."""
    (term,) = [
        f
        for f in ledger.tenures([person("Yuriy Borisov").key])
        if f.proposition.subject == person("Yuriy Borisov", "RU")
    ]
    assert term.valid.sure == days("2018-05-18", "2022-07-15")
    assert "corrected-dates" in term.provenance.locator
    assert term.provenance.origin == "corrected-dates"
    assert "start date corrected by hand from the infobox" in term.provenance.source
    assert starter.edition().sources["corrected-dates"]["name"] == SOURCES["corrected-dates"].name


def test_two_terms_with_another_holder_between_them_stay_two(ledger: SqlLedger) -> None:
    """An open end in an old snapshot does not swallow the weeks of somebody else."""
    terms = [
        (f.proposition.subject.name, f.valid.start_max)
        for f in _terms(ledger, "GB:deputy-prime-minister")
        if f.proposition.subject
    ]
    assert [start for name, start in terms if name == "Dominic Raab"] == [day("2021-09-15"), day("2022-10-25")]
    assert _holders(ledger, "GB:deputy-prime-minister", "2022-10-01") == {"Thérèse Coffey"}


def test_an_open_end_is_open_only_up_to_the_snapshot() -> None:
    """No term surely lasts beyond the day of the newest source that tells of it."""
    newest = max(term.valid.end_min for term in BATCH.facts if term.valid.end_min and term.valid.end_max is None)
    assert newest <= starter.edition().at.date()
    assert all(term.valid.end_min is not None for term in BATCH.facts)


def test_a_year_alone_is_no_day(ledger: SqlLedger) -> None:
    """A foreign minister whose end is given as a year is sure until that year and possible into it."""
    (term,) = [
        f
        for f in _terms(ledger, "RU:foreign-minister")
        if f.proposition.subject and "Ivanov" in f.proposition.subject.name
    ]
    assert term.valid.end_min == day("2004-01-01")
    assert term.valid.end_max == day("2004-03-10")


def test_an_office_is_found_by_each_title_it_goes_by(ledger: SqlLedger) -> None:
    """The Foreign Secretary is the British foreign minister; the Secretary of State the American one."""
    found = {office.key for office in ledger.offices(["foreign-minister"])}
    assert {"GB:foreign-secretary", "US:secretary-of-state", "RU:foreign-minister"} <= found


def test_one_holder_offices_have_one_holder() -> None:
    """The terms of an office that is marked so hardly overlap, over all of its history."""
    by_office = _by_office()
    for office in BATCH.offices:
        held = [
            (fact.proposition.subject.name, (sure.start, sure.end))
            for fact in by_office[office.key]
            if fact.proposition.subject and (sure := _regular(fact)) and sure.start and sure.end
        ]
        assert not office.single or is_single(office.role, held), office.key


def test_lists_are_complete_only_where_somebody_surely_held_the_office() -> None:
    """Inside a complete list no gap is longer than a week, and it ends with what is known."""
    by_office = _by_office()
    for office in BATCH.offices:
        if office.complete is None:
            continue
        assert office.single
        stretches = sorted(
            (sure.start, sure.end) for f in by_office[office.key] if (sure := f.valid.sure) and sure.start and sure.end
        )
        reached = office.complete.start
        assert reached is not None
        for start, end in stretches:
            if end > reached and (start - reached).days <= 7:
                reached = end
        assert office.complete.end is not None
        assert reached >= office.complete.end


def test_lists_with_known_holes_are_open() -> None:
    """Several hold it, or a holder is missing: absence proves nothing."""
    assert OFFICES["RU:deputy-prime-minister"].complete is None
    assert OFFICES["RU:ambassador-to-GB"].terms_complete is None
    assert not OFFICES["RU:deputy-prime-minister"].single
    assert not OFFICES["RU:spokesman"].single, "the president's, the government's and the ministries' are all called so"
    ambassador = OFFICES["RU:ambassador-to-GB"].complete
    assert ambassador is None or not ambassador.covers(days("2010-11-01", "2010-11-02"))


def test_british_ministers_have_all_their_terms() -> None:
    """The one complete list of a whole government."""
    terms = OFFICES["GB:deputy-prime-minister"].terms_complete
    assert terms is not None
    assert terms.covers(days("1979-05-04", "2026-06-01"))


def test_wikidata_lists_whole_careers_with_a_margin() -> None:
    """Of those it lists Wikidata misses few terms, and nearly none far from the others; nothing before 2000."""
    office = OFFICES["RU:deputy-prime-minister"]
    assert office.terms_complete == days("2000-01-01", "2022-08-03")
    assert office.terms_margin > 365


def test_exclusive_offices_exclude_each_other() -> None:
    """Head of state and head of government are two persons; a prime minister may be his own foreign minister."""
    assert "RU:prime-minister" in OFFICES["RU:president"].excludes
    for office in BATCH.offices:
        assert all(office.key in OFFICES[other].excludes for other in office.excludes)
    assert "IN:foreign-minister" not in OFFICES["IN:prime-minister"].excludes


def test_acting_terms_say_so(ledger: SqlLedger) -> None:
    """The acting president of early 2000 is not the elected one."""
    acting = [
        f
        for f in _terms(ledger, "RU:president")
        if f.proposition.office and f.proposition.office.status is OfficeStatus.ACTING
    ]
    assert [f.valid.start_min for f in acting] == [day("1999-12-31")]


def test_one_person_is_one_entity_with_all_spellings(ledger: SqlLedger) -> None:
    """Sources with and without identifiers meet; father and son do not."""
    named = [k for k in ledger.entities([person("David Cameron").key]) if k.entity.name == "David Cameron"]
    assert [known.id for known in named] == ["Q192"]
    bushes = [k for k in ledger.entities([person("George Bush").key]) if k.entity.name.startswith("George")]
    assert len(bushes) == 2
    (hill,) = [
        k for k in ledger.entities([person("Lord Hill of Oareford").key]) if "Lord Hill of Oareford" in k.aliases
    ]
    assert hill.entity.name == "Jonathan Hill"


def test_every_row_names_its_source_and_licence() -> None:
    """Dataset, commit or evidence, row, licence; nothing under a licence that forbids shipping."""
    licences = {fact.provenance.licence for fact in BATCH.facts}
    assert licences <= {"CC BY 4.0", "CC0-1.0", "Apache-2.0"}
    assert all("#" in fact.provenance.locator and fact.status is FactStatus.OFFICIAL for fact in BATCH.facts)
    sources = " ".join(starter.edition().sources)
    assert "reign" not in sources
    assert "world-leaders" not in sources


def test_births_and_deaths_bound_a_life(ledger: SqlLedger) -> None:
    """Known to the day where the source knows the day."""
    (putin,) = [k for k in ledger.entities([person("Vladimir Putin").key]) if k.id == "Q7747"]
    assert putin.born is not None
    assert putin.born.possible == days("1952-10-07", "1952-10-08")
    assert putin.died is None


def _regular(fact: Fact) -> Interval | None:
    acting = fact.proposition.office is not None and fact.proposition.office.status is OfficeStatus.ACTING
    return None if acting else fact.valid.sure


def _by_office() -> dict[str, list[Fact]]:
    found: dict[str, list[Fact]] = defaultdict(list)
    for fact in BATCH.facts:
        if fact.proposition.office:
            found[f"{fact.proposition.office.jurisdiction}:{fact.proposition.office.role}"].append(fact)
    return found


def test_the_starter_says_up_to_when_it_reaches(ledger: SqlLedger) -> None:
    """British offices to the day of the IfG database, one office further where a row says so; no later than it is."""
    known = ledger.horizon(["offices:GB", "offices:RU", "office:DE:chancellor", "news"])
    assert known["offices:GB"] == day("2026-06-19")
    assert known["offices:RU"] == day("2022-08-03")
    assert known["office:DE:chancellor"] == day("2026-08-22")
    assert "news" not in known
    assert max(feed.until for feed in BATCH.feeds) <= starter.edition().at.date()


def test_no_term_ends_before_it_begins() -> None:
    """A row of a source whose end lies before its start is possible from the earlier day on, and sure for a day."""
    for fact in BATCH.facts:
        valid = fact.valid
        assert valid.end_max is None or valid.start_min is None or valid.start_min < valid.end_max
    (term,) = [f for f in BATCH.facts if f.provenance.locator.endswith("#9326")]
    assert term.valid.possible.covers(days("2002-01-06", "2002-11-15"))
    assert term.valid.sure is not None
    assert term.valid.sure.days == 1


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        ("Anna Rassendyll", "Anna Rassendyll"),
        ("Тарленгейм, Борис Иванович", "Boris Tarlengeym"),
        ("Тарленгейм Борис Иванович", "Boris Tarlengeym"),
        ("Борис Иванович Тарленгейм", "Boris Tarlengeym"),
        ("Борис Тарленгейм", "Boris Tarlengeym"),
        ("佐藤俊一", None),
        ("مشعل", None),
    ],
)
def test_names_in_cyrillic_are_romanised_and_others_are_not_guessed(name: str, latin: str | None) -> None:
    """Given name first, without the patronymic; the reading of Japanese characters and Arabic cannot be told."""
    assert romanised(name, "JP") == latin


def test_a_romanised_name_is_found_in_its_own_script_too(ledger: SqlLedger) -> None:
    """The spelling of the source is an alias."""
    found = [known for known in BATCH.entities if "杜德文" in known.aliases]
    assert [known.entity.name for known in found] == ["Du Dewen"]
    assert ledger.tenures([person("Du Dewen").key])


def test_an_office_of_a_state_that_is_called_like_a_country_is_the_states(ledger: SqlLedger) -> None:
    """The Secretary of State of Georgia is an American office, and not the country's minister."""
    assert ledger.tenures(offices=["US:secretary-of-state-of-georgia"])
    assert not ledger.tenures(offices=["GE:secretary-of-state"])
