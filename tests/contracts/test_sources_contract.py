"""How sources are seen, in every kind of ledger: tiers over time, publishing houses, transaction times."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.domain.errors import ImportRefusedError
from service.domain.names import person
from service.domain.trust import Tier
from service.ledger.batch import Batch
from service.ledger.layered import Layered
from service.ledger.memory import MemoryLedger
from service.ledger.sql import SqlLedger
from service.ledger.trust import Regard, grouped, trusted
from tests.ledger.builders import MONDAY, TUESDAY, WEDNESDAY, visit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.domain.facts import Fact, Ledger

WHO = person("Anna Rassendyll").key
VISIT = visit("Anna Rassendyll", "GB", "2006-03-01", "2006-03-02")


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def ledger(request: pytest.FixtureRequest) -> Iterator[MemoryLedger | SqlLedger]:
    """An empty ledger of each kind in turn."""
    if request.param == "memory":
        yield MemoryLedger()
        return
    if request.param == "sqlite":
        made = SqlLedger("sqlite://")
        made.prepare(starter=False)
    else:
        databases = request.getfixturevalue("postgres")
        made = SqlLedger(databases.make(request.getfixturevalue("migrated")))
    yield made
    made.close()


def published(day: str, source: str = "example.org") -> Fact:
    """The visit as a document of that day tells it."""
    where = replace(VISIT.provenance, source=source, publisher=source, published_on=date.fromisoformat(day))
    return replace(VISIT, id=f"{source}-{day}"[:32], provenance=where)


def tiers(ledger: Ledger, known_at: datetime | None = None) -> dict[str, Tier]:
    """The tier of each fact by its id."""
    return {fact.id: fact.tier for fact in ledger.statements([WHO], known_at)}


def test_the_tier_is_that_of_the_day_of_the_document(ledger: MemoryLedger | SqlLedger) -> None:
    """A source that was of low trust in one year is standard in the others."""
    facts = [published("2005-12-31"), published("2006-01-01"), published("2006-12-31"), published("2007-01-01")]
    ledger.record(Batch(facts), by="ada", why="news", at=MONDAY)
    low = trusted("Example.org", "low", "inventions", (date(2006, 1, 1), date(2007, 1, 1)))
    ledger.record(Batch(trust=[low]), by="ada", why="inventions", at=TUESDAY)
    found = tiers(ledger)
    assert [found[fact.id] for fact in facts] == [Tier.STANDARD, Tier.LOW, Tier.LOW, Tier.STANDARD]


def test_an_earlier_transaction_time_sees_the_earlier_tier(ledger: MemoryLedger | SqlLedger) -> None:
    """What was said later changes no answer as of before; the newest word counts."""
    fact = published("2006-05-01")
    ledger.record(Batch([fact]), by="ada", why="news", at=MONDAY)
    ledger.record(Batch(trust=[trusted("example.org", "distrusted", "forged")]), by="ada", why="forged", at=TUESDAY)
    ledger.record(Batch(trust=[trusted("example.org", "high", "not so")]), by="bob", why="not so", at=WEDNESDAY)
    assert tiers(ledger, MONDAY)[fact.id] is Tier.STANDARD
    assert tiers(ledger, TUESDAY)[fact.id] is Tier.DISTRUSTED
    assert tiers(ledger)[fact.id] is tiers(ledger, WEDNESDAY)[fact.id] is Tier.HIGH


def test_what_is_said_of_a_domain_holds_for_what_lies_in_it(ledger: MemoryLedger | SqlLedger) -> None:
    """news.example.org is of example.org; what is said of it alone counts more, and its neighbour is not touched."""
    inner, outer, other = (
        published("2006-05-01", name) for name in ("news.example.org", "example.org", "another-example.org")
    )
    ledger.record(Batch([inner, outer, other]), by="ada", why="news", at=MONDAY)
    ledger.record(Batch(trust=[trusted("example.org", "low", "so")]), by="ada", why="so", at=TUESDAY)
    assert tiers(ledger) == {inner.id: Tier.LOW, outer.id: Tier.LOW, other.id: Tier.STANDARD}
    ledger.record(Batch(trust=[trusted("news.example.org", "high", "so")]), by="ada", why="so", at=WEDNESDAY)
    assert tiers(ledger) == {inner.id: Tier.HIGH, outer.id: Tier.LOW, other.id: Tier.STANDARD}


def test_facts_carry_the_house_of_their_source(ledger: MemoryLedger | SqlLedger) -> None:
    """Two sources of one house have one publisher, until the entry is withdrawn; `house` says the same."""
    one, two = published("2006-05-01", "herald.example"), published("2006-05-01", "gazette.example")
    ledger.record(Batch([one, two]), by="ada", why="news", at=MONDAY)
    entries = [grouped(name, "Northern Press", "register") for name in ("herald.example", "gazette.example")]
    ledger.record(Batch(groupings=entries), by="ada", why="register", at=TUESDAY)
    gone = grouped("gazette.example", "Northern Press", "sold", withdrawn=True)
    ledger.record(Batch(groupings=[gone]), by="ada", why="sold", at=WEDNESDAY)

    def houses(known_at: datetime | None) -> list[str]:
        return sorted(fact.provenance.publisher for fact in ledger.statements([WHO], known_at))

    assert houses(MONDAY) == ["gazette.example", "herald.example"]
    assert houses(TUESDAY) == ["Northern Press", "Northern Press"]
    assert houses(None) == ["Northern Press", "gazette.example"]
    assert ledger.house("www.Herald.example") == ledger.house("gazette.example", TUESDAY) == "Northern Press"
    assert ledger.house("gazette.example") == "gazette.example"


def test_the_same_word_twice_is_one(ledger: MemoryLedger | SqlLedger) -> None:
    """To say again what stands makes no revision."""
    low = Batch(trust=[trusted("example.org", "low", "so")])
    first = ledger.record(low, by="ada", why="so", at=MONDAY)
    again = ledger.record(low, by="ada", why="so", at=TUESDAY)
    assert first.revision == again.revision


def test_layers_take_the_word_of_the_first_that_has_one() -> None:
    """The references of a request know no houses; the store does."""
    store = MemoryLedger()
    store.record(Batch(groupings=[grouped("herald.example", "House", "register")]), by="ada", why="so", at=MONDAY)
    assert Layered(MemoryLedger(), store).house("herald.example") == "House"
    assert Layered(MemoryLedger(), store).house("x.example") == "x.example"


@pytest.mark.parametrize(
    ("source", "tier", "why", "days"),
    [
        ("", "low", "so", (None, None)),
        ("example.org", "splendid", "so", (None, None)),
        ("example.org", "low", " ", (None, None)),
        ("example.org", "low", "so", (date(2006, 1, 1), date(2006, 1, 1))),
    ],
)
def test_what_says_nothing_is_refused(source: str, tier: str, why: str, days: tuple[date | None, date | None]) -> None:
    """A source, a tier that there is, a reason, and days that hold any."""
    with pytest.raises(ImportRefusedError):
        trusted(source, tier, why, days)
    with pytest.raises(ImportRefusedError):
        grouped(source, "", why)


START = date(2020, 1, 1)
DAYS = st.none() | st.integers(0, 30).map(lambda n: START + timedelta(n))
WORDS = st.lists(
    st.tuples(st.sampled_from(["a.example", "sub.a.example", "b.example"]), st.sampled_from(Tier), DAYS, DAYS).filter(
        lambda said: said[2] is None or said[3] is None or said[2] < said[3]
    ),
    max_size=12,
)


@settings(suppress_health_check=[HealthCheck.filter_too_much])
@given(WORDS, st.integers(0, 30))
def test_the_newest_word_that_covers_the_day_counts(
    words: list[tuple[str, Tier, date | None, date | None]], number: int
) -> None:
    """As a naive reading of the whole history says: of the source itself first, then of the domain around it."""
    day = START + timedelta(number)
    regard = Regard.of((trusted(name, tier, "so", (begin, end)) for name, tier, begin, end in words), ())
    for source, around in (("sub.a.example", ("sub.a.example", "a.example")), ("b.example", ("b.example",))):
        expected = Tier.STANDARD
        for name in reversed(around):
            for said, tier, begin, end in words:
                if said == name and (begin is None or begin <= day) and (end is None or day < end):
                    expected = tier
        assert regard.tier(source, day) is expected


def test_without_a_word_facts_come_back_as_they_are() -> None:
    """A ledger that says nothing of sources changes nothing."""
    fact = published("2006-05-01")
    assert Regard().seen(fact) is fact
    assert MemoryLedger([fact]).statements([WHO], datetime(2030, 1, 1, tzinfo=UTC))[0].tier is Tier.STANDARD
