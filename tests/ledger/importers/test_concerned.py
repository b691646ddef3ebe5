"""What comes from one house closes nothing of another one's, whatever names they give their articles."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from service.ledger.batch import Batch
from service.ledger.editions import Became
from service.ledger.importers.articles import Item, State, read_items
from service.ledger.trust import grouped
from service.reading.article import prepare
from tests.ledger.importers.test_intake import Office, item

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def office(store: str) -> Iterator[Office]:
    """An empty ledger of each kind of store."""
    made = Office(store)
    yield made
    made.ledger.close()


def notice(
    source: str | None, version: str = "9", state: State = State.KILLED, name: str = "12345", revises: str | None = None
) -> Item:
    """A kill without a text, of the item "12345" unless it names another."""
    return Item("file", None, name, version, state, revises, source=source)


def _group(office: Office, *sources: str) -> None:
    groupings = [grouped(source, "Example Media", "one owner") for source in sources]
    office.ledger.record(Batch(groupings=groupings), by="ann", why="one owner", at=office.at)


@pytest.mark.parametrize("state", [State.KILLED, State.WITHHELD])
def test_a_notice_of_another_house_closes_nothing(office: Office, state: State) -> None:
    """Two publishers number their articles alike: each takes back its own alone."""
    office.take(item("Anna > FR", "1", id="12345", source="a.example"))
    office.take(item("Boris > GB", "1", id="12345", source="b.example"))
    assert office.take(notice("b.example", state=state)) == [Became(state.value)]
    assert office.visible() == {"Anna > FR"}
    assert office.take(notice("www.A.example", state=state)) == [Became(state.value)]
    assert office.visible() == set()


def test_a_version_of_another_house_replaces_nothing(office: Office) -> None:
    """Nor does an older one stay out for the other's newer one, or a text for the other's kill."""
    office.take(item("Anna > FR", "3", id="12345", source="a.example"), notice("c.example", "5"))
    assert office.take(item("Boris > GB", "4", id="12345", source="b.example")) == [Became.ADDED]
    assert office.take(item("Carla > DE", "2", State.CORRECTED, id="12345", source="d.example")) == [Became.ADDED]
    assert office.visible() == {"Anna > FR", "Boris > GB", "Carla > DE"}
    assert office.take(item("Anna > IT", "4", id="12345", source="a.example")) == [Became.REPLACED]
    assert office.visible() == {"Anna > IT", "Boris > GB", "Carla > DE"}


def test_sources_of_one_house_are_one_publisher(office: Office) -> None:
    """What one of them publishes another one corrects and kills, from when they are grouped."""
    office.take(item("Anna > FR", "1", id="12345", source="a.example"))
    _group(office, "a.example", "b.example")
    assert office.take(item("Anna > IT", "2", id="12345", source="b.example")) == [Became.REPLACED]
    assert office.visible() == {"Anna > IT"}
    assert office.take(notice("a.example")) == [Became.KILLED]
    assert office.visible() == set()


def test_a_notice_without_a_source_is_about_the_only_one(office: Office) -> None:
    """It is that source's notice then: it is known the second time, and a newer version brings the article back."""
    office.take(item("Anna > FR", "1", id="12345", source="a.example"))
    assert office.take(notice(None), notice(None)) == [Became.KILLED, Became.KNOWN]
    assert office.visible() == set()
    assert office.take(item("Anna > FR", "2", id="12345", source="a.example")) == [Became.OLDER]
    assert office.take(item("Anna > FR", "10", id="12345", source="a.example")) == [Became.ADDED]
    assert office.visible() == {"Anna > FR"}


def test_a_notice_without_a_source_is_refused_where_two_or_none_have_the_item(office: Office) -> None:
    """The reason says which they are, or that nothing has the name; nothing is written."""
    for source in ("a.example", "b.example"):
        office.take(item(f"{source} > FR", "1", id="12345", source=source))
    before = office.ledger.revision()
    outcomes = list(office.desk().take_in([notice(None), notice(None, name="urn:none")]))
    assert [one.became for one in outcomes] == [None, None]
    assert [one.reason for one in outcomes] == [
        "It says that 12345 is killed, but not whose: a.example, b.example have one of that name.",
        "It says that urn:none is killed, but nothing on record has that name.",
    ]
    assert office.ledger.revision() == before
    assert office.visible() == {"a.example > FR", "b.example > FR"}


def test_the_source_of_the_operator_is_the_one_of_a_notice_that_names_none(office: Office) -> None:
    """`--source` says whose notices these are."""
    for source in ("a.example", "b.example"):
        office.take(item(f"{source} > FR", "1", id="12345", source=source))
    (done,) = office.desk(source="b.example").take_in([notice(None)])
    assert done.became is Became.KILLED
    assert office.visible() == {"a.example > FR"}


@pytest.mark.parametrize("by", ["digest", "bare digest", "address"])
def test_what_another_house_has_published_is_not_replaced(office: Office, by: str) -> None:
    """A text or an address of another house is refused with the reason; one of the own house is replaced."""
    address = "https://a.example/1"
    earlier = item("Anna > FR", id=None, source="a.example", url=address)
    assert earlier.article is not None
    digest = prepare(earlier.article).sha256
    name = {"digest": f"sha256:{digest}", "bare digest": digest, "address": address}[by]
    office.take(earlier)
    for later in (item("Boris > GB", id="urn:b", source="b.example", revises=name), notice("b.example", revises=name)):
        (refused,) = office.desk().take_in([later])
        assert (refused.became, refused.reason) == (
            None,
            f"It replaces {name}, which a.example has published; it comes from b.example.",
        )
    assert office.visible() == {"Anna > FR"}
    assert office.take(item("Anna > IT", id="urn:a", source="a.example", revises=name)) == [Became.REPLACED]
    assert office.visible() == {"Anna > IT"}


def test_an_item_of_another_house_is_not_what_is_replaced(office: Office) -> None:
    """The same name is another thing there: what comes is new, and the other house's article stands."""
    office.take(item("Anna > FR", id="12345", source="a.example"))
    assert office.take(item("Boris > GB", id="777", source="b.example", revises="12345")) == [Became.ADDED]
    assert office.visible() == {"Anna > FR", "Boris > GB"}


@pytest.mark.parametrize("name", ["12345", None])
def test_a_text_that_was_filed_without_a_source_gets_one(office: Office, name: str | None) -> None:
    """The same text again with its source replaces what nobody was named for."""
    office.take(item("Anna > FR", id=name, source=None))
    assert office.take(item("Anna > FR", id=name, source="a.example")) == [Became.REPLACED]
    (fact,) = office.ledger.statements(["country:FR"])
    assert fact.provenance.source == "a.example"


def test_formats_say_whose_a_notice_is() -> None:
    """A kill without a text is its publisher's all the same, in each format that has kills."""
    raw = {"uri": "12345", "pubstatus": "canceled", "infosources": [{"name": "b.example"}]}
    tombstone = b"""<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0">
        <link href="https://b.example/"/><id>urn:f</id>
        <at:deleted-entry ref="urn:1" when="2013-09-12T10:00:00Z"/></feed>"""
    package = b"""<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:1" version="2"><itemMeta>
        <pubStatus qcode="stat:canceled"/></itemMeta><contentMeta><infoSource literal="b.example"/></contentMeta>
        </newsItem>"""
    files = {"x.json": json.dumps(raw).encode(), "x.atom": tombstone, "x.xml": package}
    found = [one for name, content in files.items() for one in read_items(content, name)]
    assert len(found) == 3
    for one in found:
        assert isinstance(one, Item)
        assert (one.state, one.article, one.source) == (State.KILLED, None, "b.example")
