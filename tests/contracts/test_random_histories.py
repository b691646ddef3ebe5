"""Random histories: every kind of ledger answers every past moment as a list of what happened does."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from service.domain.errors import ImportRefusedError
from service.domain.facts import KnownEntity, Office
from service.domain.names import person
from service.domain.trust import Tier
from service.ledger.batch import AliasChange, Batch, Contest, Feed, Linked, Merge, Settlement
from service.ledger.memory import MemoryLedger
from service.ledger.sql import SqlLedger
from service.ledger.trust import trusted
from tests.ledger.builders import tenure, visit

if TYPE_CHECKING:
    from pathlib import Path

    from service.domain.facts import Fact, Revision
    from tests.databases import Databases

TERMS = tuple(tenure("Anna Rassendyll", "RU:president", f"{2000 + n}-01-01", f"{2001 + n}-01-01", n) for n in range(5))
VISITS = tuple(visit("Boris Tarlenheim", "GB", f"200{n}-03-01", f"200{n}-03-02") for n in range(4))
FACTS = (*TERMS, *VISITS)
BY_ID = {fact.id: fact for fact in FACTS}
PEOPLE = ("ada", "ben", "cy")
NAMES = ("Baroness Strelsau", "Mrs Hentzau")
LADY = person("Anna Rassendyll")
TWIN = person("Flavia Strelsau")
ENTITIES = ("p1", "p2")
PUBLISHER = VISITS[0].provenance.source
START = datetime(2024, 1, 1, tzinfo=UTC)
TICK = timedelta(microseconds=1)
NEEDED = 2

Make = Callable[[], tuple[MemoryLedger | SqlLedger, Callable[[], None]]]
"""Makes an empty ledger, and what cleans up after it."""

some_facts = st.sets(st.integers(0, len(FACTS) - 1), min_size=1, max_size=4)
one_fact = st.integers(0, len(FACTS) - 1)
who = st.sampled_from(PEOPLE)
hours = st.integers(-2, 5)


@dataclass(slots=True)
class Happened:
    """What was written, in the order of writing: the time, what kind of thing, of what, and what else."""

    events: list[tuple[datetime, str, str, Any]] = field(default_factory=list)

    def of(self, kind: str, name: str, at: datetime | None = None) -> list[tuple[datetime, Any]]:
        """The events of a kind that are about a name, up to a time."""
        return [
            (when, what)
            for when, sort, about, what in self.events
            if (sort, about) == (kind, name) and (at is None or when <= at)
        ]

    def ended(self, name: str, at: datetime | None = None) -> bool:
        """Whether a fact was closed, or two people agreed that it falls."""
        return bool(self.of("closed", name, at)) or self._words(name, at).count(False) >= NEEDED

    def visible(self, name: str, at: datetime | None = None) -> bool:
        """Whether a fact is given."""
        held = self.of("held", name, at) and not self.of("released", name, at)
        return bool(self.of("recorded", name, at)) and not self.ended(name, at) and not held

    def contested(self, name: str, at: datetime | None = None) -> bool:
        """Whether a fact is disputed, and no two people agree on it."""
        words = self._words(name, at)
        return bool(self.of("contested", name, at)) and max(words.count(True), words.count(False)) < NEEDED

    def has_spoken(self, someone: str, name: str) -> bool:
        """Whether somebody has had a say on the newest dispute of a fact."""
        (since, _) = self.of("contested", name)[-1]
        return any(told[0] == someone for when, told in self.of("settled", name) if when > since)

    def names(self, at: datetime | None = None) -> frozenset[str]:
        """What the lady is called besides."""
        return frozenset(name for name in NAMES if (told := self.of("renamed", name, at)) and not told[-1][1])

    def newest(self, kind: str, name: str, at: datetime | None = None) -> Any:  # noqa: ANN401 - whatever was told
        """What was told last of a kind about a name; None where nothing was."""
        told = self.of(kind, name, at)
        return told[-1][1] if told else None

    def guest(self, name: str, at: datetime | None = None) -> str | None:
        """Who is known to be the guest of a visit: of the links that stand the one that was told last."""
        last = {who: when for who in ENTITIES for when, gone in self.of("linked", name + who, at)[-1:] if not gone}
        guest = max(last, key=last.__getitem__, default=None)
        return "p1" if guest == "p2" and self.newest("merged", "p2", at) else guest

    def horizon(self, at: datetime | None = None) -> dict[str, date]:
        """Up to when the news has been fed."""
        fed = [until for _, until in self.of("fed", "news", at)]
        return {"news": max(fed)} if fed else {}

    def _words(self, name: str, at: datetime | None) -> list[bool]:
        disputes = self.of("contested", name, at)
        since = disputes[-1][0] if disputes else START
        return [told[1] for when, told in self.of("settled", name, at) if disputes and when > since]


class Histories(RuleBasedStateMachine):
    """Writes to a ledger and to a list, and asks both."""

    def __init__(self, make: Make) -> None:
        super().__init__()
        self.ledger, self.clean = make()
        self.happened = Happened()
        self.revisions: list[Revision] = []
        self.batches: list[tuple[Batch, str]] = []
        self.clock = START

    @initialize()
    def begin(self) -> None:
        """The lady and her twin are known from the beginning."""
        self._write(Batch(entities=[KnownEntity("p1", LADY), KnownEntity("p2", TWIN)]), "ada", [], refused=False)

    @rule(facts=some_facts, held=st.booleans(), by=who, after=hours)
    def record(self, facts: set[int], held: bool, by: str, after: int) -> None:
        """An import; of what is new, the first is perhaps under an embargo."""
        wanted = [FACTS[number] for number in sorted(facts)]
        fresh = [fact for fact in wanted if not self.happened.of("recorded", fact.id)]
        events: list[tuple[str, str, Any]] = [("recorded", fact.id, None) for fact in fresh]
        embargo = {wanted[0].id: START} if held else {}
        events += [("held", name, None) for name in embargo if name in {fact.id for fact in fresh}]
        self._write(Batch(wanted, held=embargo), by, events, refused=False, after=after)

    @rule(fact=one_fact, better=one_fact, by=who, after=hours)
    def correct(self, fact: int, better: int, by: str, after: int) -> None:
        """A fact is closed, and another one put in its place, or none where it is the same."""
        old, new = FACTS[fact], FACTS[better]
        events: list[tuple[str, str, Any]] = [("closed", old.id, None)]
        added = [] if old is new or self.happened.of("recorded", new.id) else [new]
        events += [("recorded", one.id, None) for one in added]
        refused = not self._stands(old.id)
        self._write(Batch(added, closed={old.id: new.id if added else None}), by, events, refused=refused, after=after)

    @rule(fact=one_fact, by=who, after=hours)
    def contest(self, fact: int, by: str, after: int) -> None:
        """Somebody doubts a fact."""
        name = FACTS[fact].id
        refused = not self._stands(name) or self.happened.contested(name)
        batch = Batch(contests=[Contest(name, "a doubt")])
        self._write(batch, by, [("contested", name, None)], refused=refused, after=after)

    @rule(fact=one_fact, by=who, stands=st.booleans(), after=hours)
    def settle(self, fact: int, by: str, stands: bool, after: int) -> None:
        """Somebody has a say."""
        name = FACTS[fact].id
        refused = not self._stands(name) or not self.happened.contested(name) or self.happened.has_spoken(by, name)
        batch = Batch(settlements=[Settlement(name, stands)])
        self._write(batch, by, [("settled", name, (by, stands))], refused=refused, after=after)

    @rule(fact=one_fact, by=who, after=hours)
    def release(self, fact: int, by: str, after: int) -> None:
        """An embargo ends."""
        name = FACTS[fact].id
        lifted = self.happened.of("held", name) and not self.happened.of("released", name)
        events: list[tuple[str, str, Any]] = [("released", name, None)] if lifted else []
        self._write(Batch(released=[name]), by, events, refused=not self._stands(name), after=after)

    @rule(name=st.sampled_from(NAMES), withdrawn=st.booleans(), by=who, after=hours)
    def rename(self, name: str, withdrawn: bool, by: str, after: int) -> None:
        """The lady is called by another name, or no more."""
        changes = (name in self.happened.names()) is withdrawn
        events: list[tuple[str, str, Any]] = [("renamed", name, withdrawn)] if changes else []
        batch = Batch(aliases=[AliasChange("p1", name, "heard", withdrawn=withdrawn)])
        self._write(batch, by, events, refused=False, after=after)

    @rule(withdrawn=st.booleans(), by=who, after=hours)
    def merge(self, withdrawn: bool, by: str, after: int) -> None:
        """The twin is the lady, or is not."""
        batch = Batch(merges=[Merge("p2", "p1", "seen", withdrawn=withdrawn)])
        self._tell(batch, "merged", "p2", not withdrawn, by, after, nothing=False)

    @rule(visit=st.sampled_from(VISITS[:2]), entity=st.sampled_from(ENTITIES), gone=st.booleans(), by=who, after=hours)
    def link(self, visit: Fact, entity: str, gone: bool, by: str, after: int) -> None:
        """A guest is known to be somebody, or no more."""
        batch = Batch(links=[Linked(visit.id, "subject", entity, 1.0, "seen", withdrawn=gone)])
        refused = not self._stands(visit.id)
        self._tell(batch, "linked", visit.id + entity, gone, by, after, nothing=True, refused=refused)

    @rule(tier=st.sampled_from(Tier), by=who, after=hours)
    def trust(self, tier: Tier, by: str, after: int) -> None:
        """The source of the visits is trusted so far."""
        self._tell(Batch(trust=[trusted(PUBLISHER, tier, "seen")]), "trusted", PUBLISHER, tier, by, after)

    @rule(single=st.booleans(), by=who, after=hours)
    def office(self, single: bool, by: str, after: int) -> None:
        """The office is held by one person, or by several."""
        office = Office("RU:president", "President", "RU", "president", single=single)
        self._tell(Batch(offices=[office]), "office", "RU:president", single, by, after)

    @rule(day=st.integers(1, 28), by=who, after=hours)
    def feed(self, day: int, by: str, after: int) -> None:
        """The news comes up to a day."""
        until = date(2024, 1, day)
        events: list[tuple[str, str, Any]] = []
        if self.happened.horizon().get("news", date.min) < until:
            events = [("fed", "news", until)]
        self._write(Batch(feeds=[Feed("news", "example.org", until)]), by, events, refused=False, after=after)

    @rule(data=st.data())
    def repeat(self, data: st.DataObject) -> None:
        """An import that was done before is done again: nothing happens."""
        imports = [(batch, by) for batch, by in self.batches if batch.facts and not batch.closed]
        if imports:
            batch, by = data.draw(st.sampled_from(imports))
            self._write(batch, by, [], refused=False)

    @invariant()
    def now_is_as_it_should_be(self) -> None:
        """The newest revision answers as the list does, and so does one of the past."""
        self._compare(None)
        if self.revisions:
            self._compare(self.revisions[len(self.happened.events) * 7 % len(self.revisions)].at)

    def teardown(self) -> None:
        """Every moment answers as the list does; no fact is lost; the digests are those of the rows."""
        try:
            for revision in self.revisions:
                self._compare(revision.at)
                assert self.ledger.revision(revision.at) == revision
            if isinstance(self.ledger, SqlLedger):
                assert all(whole for _, whole in self.ledger.verify())
                recorded = {name for _, kind, name, _ in self.happened.events if kind == "recorded"}
                stats = self.ledger.stats()
                assert stats.tenures + stats.statements + stats.closed == len(recorded)
        finally:
            self.clean()

    def _stands(self, name: str) -> bool:
        return bool(self.happened.of("recorded", name)) and not self.happened.ended(name)

    def _tell(
        self,
        batch: Batch,
        kind: str,
        name: str,
        word: Any,  # noqa: ANN401 - whatever is told
        by: str,
        after: int,
        *,
        nothing: Any = None,  # noqa: ANN401 - as above
        refused: bool = False,
    ) -> None:
        """Write what says something new unless it was told last, or nothing was and it is `nothing`."""
        last = self.happened.newest(kind, name)
        new = word != (nothing if last is None else last)
        self._write(batch, by, [(kind, name, word)] if new else [], refused=refused, after=after)

    def _write(
        self, batch: Batch, by: str, events: list[tuple[str, str, Any]], *, refused: bool, after: int = 0
    ) -> None:
        before = self.ledger.revision()
        self.clock += timedelta(hours=after)
        try:
            receipt = self.ledger.record(batch, by=by, why="a test", at=self.clock)
        except ImportRefusedError:
            assert refused
            assert self.ledger.revision() == before
            return
        assert not refused
        if not events and self.revisions:
            assert receipt.revision == before
            return
        assert receipt.revision.at == max(self.clock, before.at + TICK) or not self.revisions
        self.revisions.append(receipt.revision)
        self.batches.append((batch, by))
        self.happened.events += [(receipt.revision.at, *event) for event in events]

    def _compare(self, at: datetime | None) -> None:
        ledger, happened = self.ledger, self.happened
        given = {
            fact.id: fact.contested
            for fact in (*ledger.tenures(offices=["RU:president"], known_at=at), *ledger.statements(["country:GB"], at))
        }
        assert given == {name: happened.contested(name, at) for name in BY_ID if happened.visible(name, at)}
        visits = ledger.statements(["country:GB"], at)
        guests = {fact.id: fact.proposition.subject.id for fact in visits if fact.proposition.subject}
        assert guests == {fact.id: happened.guest(fact.id, at) for fact in visits}
        assert {fact.tier for fact in visits} <= {happened.newest("trusted", PUBLISHER, at) or Tier.STANDARD}
        single = happened.newest("office", "RU:president", at)
        assert [one.single for one in ledger.offices(["president"], at)] == ([] if single is None else [single])
        twin = {TWIN.name} if happened.newest("merged", "p2", at) else set[str]()
        known = [frozenset(one.aliases) for one in ledger.entities([LADY.key], at)]
        assert known == [happened.names(at) | twin]
        assert ledger.horizon(["news"], at) == happened.horizon(at)


def _in_memory() -> tuple[MemoryLedger, Callable[[], None]]:
    return MemoryLedger(), lambda: None


@pytest.mark.parametrize(("kind", "histories"), [("memory", 60), ("sqlite", 8), ("postgresql", 4)])
def test_every_past_moment_is_as_a_list_of_what_happened_has_it(
    kind: str, histories: int, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """All that can be written, at every revision of random histories; no fact is ever lost."""
    made = 0

    def sqlite() -> tuple[SqlLedger, Callable[[], None]]:
        nonlocal made
        made += 1
        empty = tmp_path / "empty.db"
        if not empty.exists():
            first = SqlLedger(f"sqlite:///{empty}")
            first.prepare(starter=False)
            first.close()
        shutil.copy(empty, tmp_path / f"{made}.db")
        ledger = SqlLedger(f"sqlite:///{tmp_path / f'{made}.db'}")
        return ledger, ledger.close

    def postgresql() -> tuple[SqlLedger, Callable[[], None]]:
        databases: Databases = request.getfixturevalue("postgres")
        url = databases.make(request.getfixturevalue("migrated"))
        ledger = SqlLedger(url)

        def clean() -> None:
            ledger.close()
            databases.drop(url)

        return ledger, clean

    kinds: dict[str, Make] = {"memory": _in_memory, "sqlite": sqlite, "postgresql": postgresql}
    run_state_machine_as_test(
        partial(Histories, kinds[kind]),  # type: ignore[arg-type]  # whatever makes a machine does
        settings=settings(max_examples=histories, stateful_step_count=20, deadline=None),
    )
