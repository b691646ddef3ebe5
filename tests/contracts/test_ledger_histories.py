"""What every ledger promises of what is written to it: nothing is lost, and every past moment can be asked."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from service.domain.claims import Entity, EntityType
from service.domain.errors import ImportRefusedError
from service.domain.facts import EMPTY, MOST_PER_KEY, MOST_STATEMENTS, KnownEntity, Office, Probe
from service.domain.names import person
from service.domain.time import Interval
from service.ledger.batch import AliasChange, Batch, Contest, Feed, Settlement
from tests.contracts.ledgers import KINDS, empty
from tests.ledger.builders import MONDAY, TUESDAY, WEDNESDAY, day, days, tenure, visit

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from service.domain.facts import Fact
    from tests.contracts.ledgers import Written

SHORT = tenure("Anna Rassendyll", "RU:president", "2001-01-01", "2005-01-01", 1)
LONG = tenure("Anna Rassendyll", "RU:president", "2001-01-01", "2006-01-01", 1)
NEXT = tenure("Boris Tarlenheim", "RU:president", "2005-01-01", "2009-01-01", 2)
GUEST = visit("Anna Rassendyll", "GB", "2006-03-01", "2006-03-02")
THURSDAY = WEDNESDAY + timedelta(days=1)
FRIDAY = THURSDAY + timedelta(days=1)


@pytest.fixture(params=KINDS)
def ledger(request: pytest.FixtureRequest) -> Written:
    """An empty ledger of each kind in turn."""
    return empty(request)


def _presidents(ledger: Written, at: datetime | None = None) -> list[str]:
    return [fact.id for fact in ledger.seen.tenures(offices=["RU:president"], known_at=at)]


def _ids(*facts: Fact) -> list[str]:
    return sorted(fact.id for fact in facts)


def _contested(facts: Iterable[Fact]) -> list[bool]:
    return [fact.contested for fact in facts]


def test_what_is_recorded_is_known_from_then_on(ledger: Written) -> None:
    """At its own moment it is there, before it nothing is; the time of recording comes with it."""
    receipt = ledger.record(Batch([SHORT, GUEST]), at=TUESDAY)
    assert (receipt.added, receipt.known, receipt.revision.at) == (2, 0, TUESDAY)
    assert _presidents(ledger) == _presidents(ledger, TUESDAY) == [SHORT.id]
    assert _presidents(ledger, MONDAY) == []
    assert ledger.seen.revision(MONDAY) == EMPTY
    assert ledger.seen.tenures(offices=["RU:president"])[0].recorded_at == TUESDAY
    assert [fact.id for fact in ledger.seen.statements(["country:GB"], WEDNESDAY)] == [GUEST.id]


def test_an_import_repeated_is_an_import_once(ledger: Written) -> None:
    """The same batch again, whole or in part, writes nothing and makes no revision."""
    lady = KnownEntity("p1", person("Anna Rassendyll"), ("Baroness Strelsau",))
    office = Office("RU:president", "President", "RU", "president", roles=frozenset({"president"}))
    feed = Feed("offices:RU", "Register of Ruritania", day("2024-01-01") or MONDAY.date())
    batch = Batch([SHORT, NEXT], [lady], [office], feeds=[feed])
    first = ledger.record(batch)
    for part in (batch, Batch([NEXT]), Batch(entities=[lady]), Batch(offices=[office]), Batch(feeds=[feed])):
        again = ledger.record(part, at=TUESDAY)
        assert (again.added, again.revision) == (0, first.revision)
    assert _presidents(ledger) == _ids(SHORT, NEXT)


def test_transaction_time_only_runs_forward(ledger: Written) -> None:
    """Of two revisions at one moment, or at an earlier one, the later is a moment later; each can be asked apart."""
    first = ledger.record(Batch([SHORT]), at=TUESDAY).revision
    second = ledger.record(Batch([NEXT]), at=TUESDAY).revision
    third = ledger.record(Batch([GUEST]), at=MONDAY).revision
    assert TUESDAY == first.at < second.at < third.at
    assert [ledger.seen.revision(one.at) for one in (first, second, third)] == [first, second, third]
    assert _presidents(ledger, first.at) == [SHORT.id]
    assert _presidents(ledger, second.at) == _ids(SHORT, NEXT)


def test_a_retraction_hides_a_fact_from_its_moment_on(ledger: Written) -> None:
    """Before, it still stands; imported again, it stays away."""
    ledger.record(Batch([SHORT]), at=MONDAY)
    ledger.record(Batch(closed={SHORT.id: None}), at=WEDNESDAY)
    assert (_presidents(ledger), _presidents(ledger, TUESDAY)) == ([], [SHORT.id])
    assert ledger.record(Batch([SHORT]), at=THURSDAY).added == 0
    assert _presidents(ledger) == []


def test_a_correction_changes_old_for_new_at_one_moment(ledger: Written) -> None:
    """No moment knows both, or neither."""
    ledger.record(Batch([SHORT]), at=MONDAY)
    ledger.record(Batch([LONG], closed={SHORT.id: LONG.id}), at=TUESDAY)
    assert (_presidents(ledger, MONDAY), _presidents(ledger, TUESDAY)) == ([SHORT.id], [LONG.id])


@pytest.mark.parametrize(
    "batch",
    [
        Batch(closed={GUEST.id: None}),
        Batch(contests=[Contest(GUEST.id, "a namesake")]),
        Batch(settlements=[Settlement(SHORT.id, stands=True)]),
        Batch([NEXT], closed={GUEST.id: NEXT.id}),
        Batch(released=[GUEST.id]),
        Batch(aliases=[AliasChange("nobody", "Baroness Strelsau", "heard")]),
    ],
    ids=["closed", "contested", "settled", "corrected", "released", "renamed"],
)
def test_what_is_not_there_is_refused_and_nothing_is_written(ledger: Written, batch: Batch) -> None:
    """A batch is written whole or not at all."""
    before = ledger.record(Batch([SHORT])).revision
    with pytest.raises(ImportRefusedError):
        ledger.record(batch, at=TUESDAY)
    assert ledger.seen.revision() == before
    assert _presidents(ledger) == [SHORT.id]


def test_whoever_writes_is_named(ledger: Written) -> None:
    """No anonymous rows."""
    with pytest.raises(ImportRefusedError):
        ledger.record(Batch([SHORT]), by=" ")
    assert ledger.seen.revision() == EMPTY


def test_a_contested_fact_is_marked_until_two_people_have_settled_it(ledger: Written) -> None:
    """One word, or two of one person, settle nothing; each moment of the past says what it knew."""
    ledger.record(Batch([SHORT]), at=MONDAY)
    ledger.record(Batch(contests=[Contest(SHORT.id, "a namesake")]), by="ben", at=TUESDAY)
    ledger.record(Batch(settlements=[Settlement(SHORT.id, stands=True)]), by="cy", at=WEDNESDAY)
    with pytest.raises(ImportRefusedError):
        ledger.record(Batch(settlements=[Settlement(SHORT.id, stands=True)]), by="cy", at=THURSDAY)
    assert _contested(ledger.seen.tenures(offices=["RU:president"])) == [True]
    ledger.record(Batch(settlements=[Settlement(SHORT.id, stands=True)]), by="dee", at=FRIDAY)
    moments = (MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY)
    told = [_contested(ledger.seen.tenures(offices=["RU:president"], known_at=at)) for at in moments]
    assert told == [[False], [True], [True], [True], [False]]


def test_nobody_is_two_people_by_another_spelling(ledger: Written) -> None:
    """Capitals, accents and blanks make no second person."""
    ledger.record(Batch([SHORT]), at=MONDAY)
    ledger.record(Batch(contests=[Contest(SHORT.id, "a namesake")]), by="ben", at=TUESDAY)
    word = Batch(settlements=[Settlement(SHORT.id, stands=True)])
    ledger.record(word, by="Zoë Vane", at=WEDNESDAY)
    for same in ("zoe vane", " Zoë  VANE"):
        with pytest.raises(ImportRefusedError, match="another person"):
            ledger.record(word, by=same, at=THURSDAY)
    assert _contested(ledger.seen.tenures(offices=["RU:president"])) == [True]


def test_two_who_say_that_it_falls_close_a_contested_fact(ledger: Written) -> None:
    """Until then it is marked; from then on it is gone."""
    ledger.record(Batch([SHORT]), at=MONDAY)
    ledger.record(Batch(contests=[Contest(SHORT.id, "a namesake")]), by="ben", at=TUESDAY)
    ledger.record(Batch(settlements=[Settlement(SHORT.id, stands=False)]), by="cy", at=WEDNESDAY)
    ledger.record(Batch(settlements=[Settlement(SHORT.id, stands=True)]), by="dee", at=THURSDAY)
    ledger.record(Batch(settlements=[Settlement(SHORT.id, stands=False)]), by="ed", at=FRIDAY)
    assert _presidents(ledger) == []
    assert _contested(ledger.seen.tenures(offices=["RU:president"], known_at=THURSDAY)) == [True]


def test_a_fact_can_be_contested_again(ledger: Written) -> None:
    """A second dispute needs two words of its own, and the first one stays in the past."""
    ledger.record(Batch([SHORT]), at=MONDAY)
    contest = Batch(contests=[Contest(SHORT.id, "a namesake")])
    ledger.record(contest, by="ben", at=TUESDAY)
    with pytest.raises(ImportRefusedError):
        ledger.record(contest, by="cy", at=TUESDAY)
    moments = [WEDNESDAY, THURSDAY]
    for who, at in zip(("cy", "dee"), moments, strict=True):
        ledger.record(Batch(settlements=[Settlement(SHORT.id, stands=True)]), by=who, at=at)
    ledger.record(contest, by="ed", at=FRIDAY)
    told = [
        _contested(ledger.seen.tenures(offices=["RU:president"], known_at=at))
        for at in (MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY)
    ]
    assert told == [[False], [True], [True], [False], [True]]


def test_a_held_fact_is_invisible_until_it_is_released(ledger: Written) -> None:
    """An embargo hides it at every moment before the release, and a repeated import does not lift it."""
    held = Batch([GUEST], held={GUEST.id: WEDNESDAY})
    ledger.record(held, at=MONDAY)
    ledger.record(Batch([GUEST]), at=TUESDAY)
    assert ledger.seen.statements(["country:GB"]) == ()
    ledger.record(Batch(released=[GUEST.id]), at=THURSDAY)
    assert [fact.id for fact in ledger.seen.statements(["country:GB"])] == [GUEST.id]
    assert ledger.seen.statements(["country:GB"], WEDNESDAY) == ()


def test_aliases_are_added_and_taken_back_over_time(ledger: Written) -> None:
    """Each moment knows the names that stood then, and finds the facts by them."""
    lady = KnownEntity("p1", person("Anna Rassendyll"))
    ledger.record(Batch([GUEST], [lady]), at=MONDAY)
    keys = [person("Baroness Strelsau").key]
    ledger.record(Batch(aliases=[AliasChange("p1", "Baroness Strelsau", "her title")]), at=TUESDAY)
    ledger.record(Batch(aliases=[AliasChange("p1", "Baroness Strelsau", "no", withdrawn=True)]), at=THURSDAY)
    known = [[one.id for one in ledger.seen.entities(keys, at)] for at in (MONDAY, TUESDAY, WEDNESDAY, THURSDAY)]
    assert known == [[], ["p1"], ["p1"], []]
    found = [len(ledger.seen.statements(keys, at)) for at in (MONDAY, WEDNESDAY, THURSDAY)]
    assert found == [0, 1, 0]


def test_a_table_does_not_bring_back_a_name_that_was_withdrawn(ledger: Written) -> None:
    """A person's word on a name counts more than an import's."""
    lady = KnownEntity("p1", person("Anna Rassendyll"), ("Baroness Strelsau",))
    ledger.record(Batch(entities=[lady]), at=MONDAY)
    ledger.record(Batch(aliases=[AliasChange("p1", "Baroness Strelsau", "no", withdrawn=True)]), at=TUESDAY)
    ledger.record(Batch(entities=[lady]), at=WEDNESDAY)
    assert ledger.seen.entities([person("Baroness Strelsau").key]) == ()


def test_entities_and_offices_change_by_newer_words(ledger: Written) -> None:
    """The newest counts, the older one at its time."""
    lady, named = (KnownEntity("p1", person("Anna Rassendyll"), names) for names in ((), ("Baroness Strelsau",)))
    roles = frozenset({"president"})
    office, single = (Office("RU:president", "President", "RU", "president", one, roles=roles) for one in (False, True))
    ledger.record(Batch(entities=[lady], offices=[office]), at=MONDAY)
    ledger.record(Batch(entities=[named], offices=[single]), at=TUESDAY)
    keys = [person("Anna Rassendyll").key]
    assert (ledger.seen.entities(keys, MONDAY), ledger.seen.entities(keys)) == ((lady,), (named,))
    assert (ledger.seen.offices(["president"], MONDAY), ledger.seen.offices(["president"])) == ((office,), (single,))


def test_an_entity_is_found_where_it_is_filed_now(ledger: Written) -> None:
    """A place that is now known to lie in a country is found there by all its names, and no longer elsewhere."""
    kind, names = EntityType.PLACE, ("Old Zenda",)
    loose, placed = (
        KnownEntity("z", Entity("Zenda", kind, f"place:{within}/zenda", within or None), names) for within in ("", "RU")
    )
    ledger.record(Batch(entities=[loose]), at=MONDAY)
    ledger.record(Batch(entities=[placed]), at=TUESDAY)
    for name in ("zenda", "old zenda"):
        found = [
            [one.id for one in ledger.seen.entities([f"place:{within}/{name}"], at)]
            for within in ("", "RU")
            for at in (MONDAY, None)
        ]
        assert found == [["z"], [], [], ["z"]]


def test_feeds_say_up_to_when_a_topic_is_known(ledger: Written) -> None:
    """The furthest word of any source counts, at each moment; a source never takes back what it has brought."""
    days_fed = [day("2024-01-01"), day("2024-03-01"), day("2024-02-01")]
    for at, until in zip((MONDAY, TUESDAY, WEDNESDAY), days_fed, strict=True):
        ledger.record(Batch(feeds=[Feed("news", "example.org", until or MONDAY.date())]), at=at)
    asked = ["news", "offices:RU"]
    assert ledger.seen.horizon(asked) == {"news": day("2024-03-01")}
    assert ledger.seen.horizon(asked, MONDAY) == {"news": day("2024-01-01")}
    assert ledger.seen.horizon(asked, MONDAY - timedelta(days=1)) == {}


def test_a_look_up_of_statements_is_bounded_and_a_probe_looks_behind_the_bound(ledger: Written) -> None:
    """Of a crowded key the latest are given, and whatever a probe asks of its window, however old."""
    old = visit("Anna Rassendyll", "GB", "1950-03-01", "1950-03-02")
    other = visit("Boris Tarlenheim", "GB", "1950-04-01", "1950-04-02")
    many = [
        visit(f"Fritz Hentzau{chr(97 + n % 26)}{chr(97 + n // 26)}", "GB", "2006-03-01", "2006-03-02")
        for n in range(MOST_PER_KEY + 5)
    ]
    ledger.record(Batch([old, other, *many]))
    plain = ledger.seen.statements(["country:GB"])
    assert len(plain) == MOST_PER_KEY
    assert not {old.id, other.id} & {fact.id for fact in plain}
    window = Interval(day("1950-02-01"), day("1950-04-01"))
    probe = Probe(frozenset({"country:GB"}), "visit", window)
    probed = {fact.id for fact in ledger.seen.statements(["country:GB"], probes=[probe])}
    assert old.id in probed
    assert other.id not in probed
    assert len(probed) <= MOST_STATEMENTS
    assert [fact.id for fact in ledger.seen.statements(person_keys("Boris Tarlenheim"))] == [other.id]


def person_keys(name: str) -> list[str]:
    """The wide key of a person."""
    return [person(name).key]


def test_each_answer_comes_in_the_order_of_ids(ledger: Written) -> None:
    """The same revision gives the same bytes, whatever the order of writing."""
    ledger.record(Batch([NEXT]), at=MONDAY)
    ledger.record(Batch([SHORT]), at=TUESDAY)
    assert _presidents(ledger) == _ids(SHORT, NEXT)
    assert [fact.valid.possible for fact in ledger.seen.tenures(offices=["RU:president"]) if fact.id == NEXT.id] == [
        days("2005-01-01", "2009-01-01")
    ]
