"""Articles into the ledger: once each, the newest edition of each, nothing of what is killed or under embargo."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.domain.errors import UnreadableInputError
from service.domain.text import Article, ArticleKind, Document, Sentence, Span
from service.ledger import codec
from service.ledger.batch import KILLED, TRUSTED, WITHHELD
from service.ledger.concerned import Entry
from service.ledger.editions import Became, Edition, decide, is_newer, release
from service.ledger.history import log
from service.ledger.importers.articles import Item, Refused, State, read_items
from service.ledger.importers.intake import Desk
from service.ledger.learning import provenance
from service.ledger.sql import SqlLedger
from service.reading.article import prepare
from tests.ledger.builders import visit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from random import Random

    from service.domain.facts import Fact

START = datetime(2024, 5, 1, 9, tzinfo=UTC)


class Office:
    """A desk over a ledger of its own, with a clock that is set and a reader that counts.

    The reader finds a visit for each line of a text: "Name > CC".
    """

    def __init__(self, url: str) -> None:
        self.ledger = SqlLedger(url)
        self.ledger.prepare(starter=False)
        self.at = START
        self.read: list[str] = []

    def desk(self, source: str | None = None, published_at: date | None = None) -> Desk:
        """The desk."""
        return Desk(self.ledger, prepare, self._facts, self._clock, "ann", source, published_at)

    def take(self, *items: Item | Refused) -> list[Became | None]:
        """What became of the items, one after the other."""
        return [taken.became for taken in self.desk().take_in(items)]

    def visible(self) -> set[str]:
        """Who is known to have visited what now, as "Name > CC"."""
        release(self.ledger, self.at)
        facts = self.ledger.statements(["country:FR", "country:GB", "country:DE", "country:IT"])
        return {fact.provenance.quote for fact in facts}

    def _clock(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at

    def _facts(self, document: Document) -> tuple[Fact, ...]:
        self.read.append(document.text)
        if document.kind is ArticleKind.SATIRE:
            return ()
        if "unreadable" in document.text:
            raise UnreadableInputError("It cannot be read.")
        facts = []
        for line in document.text.splitlines():
            name, _, land = line.partition(" > ")
            start = document.text.index(line)
            found = provenance(document, Sentence(0, Span(start, start + len(line))))
            told = visit(name, land, "2024-04-01", "2024-04-02")
            facts.append(codec.fact(told.proposition, told.valid, told.status, found))
        return tuple(facts)


@pytest.fixture
def office(store: str) -> Iterator[Office]:
    """An empty ledger of each kind of store."""
    made = Office(store)
    yield made
    made.ledger.close()


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of an empty ledger, to be copied."""
    path = tmp_path_factory.mktemp("intake") / "empty.db"
    Office(f"sqlite:///{path}").ledger.close()
    return path


def item(text: str | None, version: str | None = None, state: State = State.USABLE, **further: object) -> Item:
    """A version of the item "urn:a", with a visit a line."""
    named = {"id": "urn:a", **{name: value for name, value in further.items() if name in {"id", "revises"}}}
    described = {"source": "herald.example", "published_at": date(2024, 4, 2), **further}
    words: dict[str, Any] = {name: value for name, value in described.items() if name not in {"id", "revises"}}
    article = None if text is None else Article(text=text, language="en", **words)
    names: dict[str, Any] = named
    return Item("file", article, version=version, state=state, note="a note", **names)


def test_the_same_item_twice_is_one(office: Office) -> None:
    """The second time it is passed over unread, and nothing is written."""
    assert office.take(item("Anna > FR", "1")) == [Became.ADDED]
    before = office.ledger.revision()
    assert office.take(item("Anna > FR", "1")) == [Became.KNOWN]
    assert (office.ledger.revision(), len(office.read)) == (before, 1)
    (taken,) = office.desk().take_in([item("Anna > FR", "1")])
    assert (taken.added, taken.known) == (0, 1)


def test_a_later_version_replaces_the_earlier(office: Office) -> None:
    """Its facts are closed, and stand as before at an earlier time; an older version that comes late is nothing."""
    office.take(item("Anna > FR\nBoris > GB", "1"))
    then = office.at
    assert office.take(item("Anna > FR\nBoris > DE", "2", State.CORRECTED)) == [Became.REPLACED]
    assert office.visible() == {"Anna > FR", "Boris > DE"}
    earlier = {fact.provenance.quote for fact in office.ledger.statements(["country:GB"], then)}
    assert earlier == {"Boris > GB"}
    assert office.take(item("Anna > IT", "1")) == [Became.OLDER]
    assert office.take(item("Anna > FR\nBoris > GB", "1")) == [Became.KNOWN]
    assert office.visible() == {"Anna > FR", "Boris > DE"}
    assert len(office.read) == 2


def test_a_kill_leaves_nothing(office: Office) -> None:
    """With text or without; an older version does not bring it back, a newer one does."""
    office.take(item("Anna > FR", "1"), item("Boris > GB", "1", id="urn:b"))
    assert office.take(item(None, "3", State.KILLED)) == [Became.KILLED]
    assert office.visible() == {"Boris > GB"}
    assert office.take(item("Anna > DE", "2"), item("Anna > DE"), item("Anna > DE", "3")) == [Became.OLDER] * 3
    assert office.take(item(None, "3", State.KILLED)) == [Became.KNOWN]
    assert office.take(item("Anna > DE", "4")) == [Became.ADDED]
    assert office.visible() == {"Anna > DE", "Boris > GB"}


def test_a_kill_that_comes_first_holds(office: Office) -> None:
    """What is killed before it was ever seen is not taken in afterwards."""
    assert office.take(item("Anna > FR", "2", State.KILLED), item("Anna > FR", "1")) == [Became.KILLED, Became.OLDER]
    assert office.visible() == set()
    assert office.read == []


def test_what_is_withheld_can_come_back_with_the_same_text(office: Office) -> None:
    """Facts that another edition has closed come back as new rows; what a person has retracted does not."""
    office.take(item("Anna > FR\nBoris > GB", "1"))
    (retracted,) = (f for f in office.ledger.statements(["country:GB"]) if f.provenance.quote == "Boris > GB")
    office.ledger.retract(retracted.id, by="bob", why="a namesake", at=office.at)
    assert office.take(item(None, "2", State.WITHHELD)) == [Became.WITHHELD]
    assert office.visible() == set()
    assert office.take(item("Anna > FR\nBoris > GB", "3")) == [Became.REPLACED]
    assert office.visible() == {"Anna > FR"}


def test_an_embargo_holds_until_it_lifts(office: Office) -> None:
    """Before its end nothing of it is seen; the release is a revision of its own; a correction of it is held, too."""
    lift = START + timedelta(hours=2)
    assert office.take(item("Anna > FR", "1", embargoed_until=lift)) == [Became.HELD]
    assert office.take(item("Anna > GB", "2", embargoed_until=lift)) == [Became.HELD]
    assert office.take(item("Boris > DE", "1", id="urn:b", embargoed_until=lift)) == [Became.HELD]
    assert office.visible() == set()
    held = office.ledger.revision()
    office.at = lift + timedelta(minutes=1)
    assert office.visible() == {"Anna > GB", "Boris > DE"}
    assert office.ledger.revision() != held
    after = office.ledger.revision()
    assert office.visible() == {"Anna > GB", "Boris > DE"}
    assert office.ledger.revision() == after
    assert {f.provenance.quote for f in office.ledger.statements(["country:DE"], held.at)} == set()


@pytest.mark.parametrize("later", [None, START + timedelta(hours=1), START + timedelta(hours=5)])
def test_an_embargo_can_be_moved(office: Office, later: datetime | None) -> None:
    """A new version of the same text with another embargo, or with none, is held as long as that one says."""
    office.take(item("Anna > FR", "1", embargoed_until=START + timedelta(hours=2)))
    office.take(item("Anna > FR", "2", embargoed_until=later))
    assert office.visible() == (set() if later else {"Anna > FR"})
    office.at = (later or START) + timedelta(minutes=1)
    assert office.visible() == {"Anna > FR"}


def test_what_is_replaced_can_be_named(office: Office) -> None:
    """By item, by address or by the digest of its text."""
    for name, earlier in (
        ("urn:old", item("Anna > FR", id="urn:old")),
        ("https://herald.example/x", item("Anna > GB", id=None, url="https://herald.example/x")),
        ("sha256:" + prepare(Article(text="Anna > IT")).sha256, item("Anna > IT", id=None)),
    ):
        office.take(earlier)
        assert office.take(item(f"Boris > DE\n{name} > DE", id=f"new {name}", revises=name)) == [Became.REPLACED]
    assert {quote for quote in office.visible() if quote.startswith("Anna")} == set()


def test_a_text_under_two_names_falls_only_with_both(office: Office) -> None:
    """The same words of one source as two items: a kill of the one leaves the other."""
    office.take(item("Anna > FR", "1"), item("Anna > FR", "1", id="urn:b"))
    office.take(item(None, "2", State.KILLED))
    assert office.visible() == {"Anna > FR"}
    office.take(item(None, "2", State.KILLED, id="urn:b"))
    assert office.visible() == set()


def test_a_text_without_a_name_is_known_under_any(office: Office) -> None:
    """A file that was imported as plain text is taken over by the item that comes later, and not read in twice."""
    assert office.take(item("Anna > FR", id=None)) == [Became.ADDED]
    assert office.take(item("Anna > FR", "1")) == [Became.ADDED]
    assert office.take(item("Anna > FR", id=None)) == [Became.KNOWN]
    office.take(item("Anna > GB", "2"))
    assert office.visible() == {"Anna > GB"}
    assert office.take(item("Anna > FR", id=None)) == [Became.KNOWN]
    assert office.visible() == {"Anna > GB"}


def test_another_date_is_another_reading(office: Office) -> None:
    """A file added again under the right date replaces what was read under the wrong one."""
    office.take(item("Anna > FR", id=None, published_at=date(2020, 1, 1)))
    assert office.take(item("Anna > FR", id=None)) == [Became.REPLACED]
    assert office.visible() == {"Anna > FR"}
    assert len(office.read) == 2


def test_one_bad_item_does_not_stop_the_others(office: Office) -> None:
    """Refused items are told with the reason; satire is filed and states nothing."""
    kinds: list[Item | Refused] = [
        item("Anna > FR"),
        Refused("x", "No."),
        item("unreadable > FR", id="urn:u"),
        item(" ", id="urn:e"),
    ]
    outcomes = list(office.desk().take_in([*kinds, item("Anna > IT", id="urn:s", kind=ArticleKind.SATIRE)]))
    assert [one.became for one in outcomes] == [Became.ADDED, None, None, None, Became.ADDED]
    assert [one.reason for one in outcomes[1:4]] == ["No.", "It cannot be read.", "The article is empty."]
    assert office.visible() == {"Anna > FR"}
    (nameless,) = office.desk().take_in([Item("x", None, state=State.KILLED)])
    assert nameless.reason == "It says that it is killed, but not which article that is about."


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"id": "urn:\ud800"}, "Its name holds"),
        ({"id": "urn:a\x00"}, "Its name holds"),
        ({"revises": "\x00"}, "Its name of what it replaces holds"),
        ({"title": "a\x00b"}, "Its headline holds"),
        ({"source": "a\ud800"}, "Its source holds"),
        ({"url": "https://herald.example/\x00"}, "Its address holds"),
        ({"id": "".join(f"{number:x}" for number in range(2_000))}, "Its name is longer than 2,000 bytes."),
        ({"source": "é" * 1_001}, "Its source is longer than 2,000 bytes."),
        ({"url": f"https://herald.example/{'a' * 2_000}"}, "Its address is longer than 2,000 bytes."),
    ],
)
def test_names_that_no_database_keeps_are_refused(office: Office, said: dict[str, Any], reason: str) -> None:
    """An item is refused alone for a NUL, half of a surrogate pair, or a name beyond what an index holds."""
    bad, good = office.desk().take_in([item("Anna > FR", **said), item("Boris > GB", id="urn:b")])
    assert bad.became is None
    assert (bad.reason or "").startswith(reason)
    assert good.became is Became.ADDED
    assert office.visible() == {"Boris > GB"}


def test_a_note_never_keeps_a_kill_from_counting(office: Office) -> None:
    """What cannot be kept of the publisher's word to editors is left out."""
    office.take(item("Anna > FR", "1"))
    killed = replace(item(None, "2", State.KILLED), note="wrong\x00 \ud800")
    assert office.take(killed) == [Became.KILLED]
    assert office.visible() == set()


def test_source_and_date_of_the_operator_are_for_those_without(office: Office) -> None:
    """An item's own source and date count before them."""
    desk = office.desk(source="desk.example", published_at=date(2024, 4, 20))
    list(desk.take_in([item("Anna > FR"), item("Boris > GB", id="urn:b", source=None, published_at=None)]))
    facts = {f.provenance.quote: f.provenance for f in office.ledger.statements(["country:FR", "country:GB"])}
    assert (facts["Anna > FR"].source, facts["Anna > FR"].published_on) == ("herald.example", date(2024, 4, 2))
    assert (facts["Boris > GB"].source, facts["Boris > GB"].published_on) == ("desk.example", date(2024, 4, 20))
    assert office.ledger.horizon(["news"]) == {"news": date(2024, 4, 20)}


@pytest.mark.parametrize(
    ("title", "file", "why"),
    [
        ("A visit\nis planned", "in/wire.json", "trusted article: A visit is planned"),
        (None, "in/wire.json", "trusted article: wire.json"),
        ("word " * 99, "wire.json", f"trusted article: {'word ' * 16}wor..."),
        ("x" * 999, "wire.json", f"trusted article: {'x' * 83}..."),
    ],
)
def test_the_log_says_which_article_a_revision_brought(office: Office, title: str | None, file: str, why: str) -> None:
    """By its headline, else by its file, in so many characters and one line."""
    office.take(Item(file, Article(text="Anna > FR", title=title, source="herald.example")))
    assert _reason(office) == why
    assert len(why) <= 120


def test_the_log_tells_nothing_of_an_article_under_embargo(office: Office) -> None:
    """A headline may be the news."""
    kept = Article(
        text="Anna > FR", title="A visit", source="herald.example", embargoed_until=START + timedelta(days=2)
    )
    office.take(Item("visit.json", kept))
    assert _reason(office) == "trusted article"


def _reason(office: Office) -> str:
    with office.ledger.reading() as connection:
        return log(connection, 1)[0].why


_NUMBERS = st.lists(st.integers(1, 5), min_size=1, max_size=6)


@given(_NUMBERS, st.sets(st.integers(1, 5), max_size=2), st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter(numbers: list[int], kills: set[int], shuffle: Random) -> None:
    """Whatever the order in which versions and kills of one item arrive, and however often, the newest one stands."""
    arrivals = list(numbers)
    shuffle.shuffle(arrivals)
    entries: list[Entry] = []
    for number in arrivals:
        status = KILLED if number in kills else TRUSTED
        edition = Edition(Document("", "", (), f"{number}{status}", source="a"), "urn:a", str(number), status)
        decision = decide(edition, entries)
        if decision.became is Became.ADDED:
            entries += [replace(old, seq=len(entries), status="corrected") for old in decision.replaced]
            entries.append(Entry(len(entries), f"{number}{status}", "a", status, "urn:a", str(number)))
    latest = {entry.sha256: entry for entry in entries}
    standing = [entry.version for entry in latest.values() if entry.status == TRUSTED]
    assert standing == ([] if max(numbers) in kills else [str(max(numbers))])


@settings(max_examples=12)
@given(history=st.lists(st.tuples(st.integers(1, 3), st.sampled_from(["A > FR", "B > GB", "C > DE"])), max_size=6))
def test_a_history_of_versions_ends_as_its_newest(empty: Path, history: list[tuple[int, str]]) -> None:
    """In a store: after any arrivals the visible facts are those of the first text that came with the newest version.

    Two texts under one version cannot be told apart by it: the one that came later stands.
    """
    copied = shutil.copy(empty, empty.with_name("copy.db"))
    office = Office(f"sqlite:///{copied}")
    expected: dict[int, str] = {}
    seen: set[tuple[int, str]] = set()
    for number, text in history:
        office.take(item(text, str(number)))
        if (number, text) not in seen and number >= max(expected, default=0):
            expected[number] = text
        seen.add((number, text))
    newest = expected[max(expected)] if expected else None
    assert office.visible() == ({newest} if newest else set())
    office.ledger.close()


@pytest.mark.parametrize(
    ("version", "than", "newer"),
    [
        ("2", "1", True),
        ("10", "9", True),
        ("1", "2", False),
        ("1", "1", False),
        ("2011-01-02T00:00:00Z", "2011-01-01T00:00:00Z", True),
        ("1 2011-01-02T00:00:00Z", "1 2011-01-01T00:00:00Z", True),
        ("2 2011-01-01T00:00:00Z", "1 2011-01-02T00:00:00Z", True),
        ("3", "2011-01-01T00:00:00Z", None),
        (None, "1", None),
        (None, None, None),
        ("9" * 5_000, "1", None),
    ],
)
def test_versions_are_compared_by_number_and_then_by_time(version: str | None, than: str | None, newer: object) -> None:
    """Nothing is said where nothing can be."""
    assert is_newer(version, than) is newer


def test_withheld_and_killed_are_states_of_documents() -> None:
    """The states of items that publish nothing are among those that the store takes."""
    assert {Became.KILLED.value, Became.WITHHELD.value} == {KILLED, WITHHELD}


def test_an_import_that_was_broken_off_is_finished_by_another(office: Office) -> None:
    """What was committed before the break is passed over unread, the rest is read."""
    lines = [
        {"uri": f"urn:{n}", "version": "1", "pubstatus": "usable", "language": "en", "body_text": f"Anna{n} > FR"}
        for n in range(5)
    ]
    raw = json.dumps(lines).encode()
    run = office.desk().take_in(read_items(raw, "wire.json"))
    next(run)
    next(run)
    again = [taken.became for taken in office.desk().take_in(read_items(raw, "wire.json"))]
    assert again == [Became.KNOWN] * 2 + [Became.ADDED] * 3
    assert len(office.read) == 5
    assert office.visible() == {f"Anna{n} > FR" for n in range(5)}
