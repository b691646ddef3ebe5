"""Looking around in the ledger: what goes by a name, what is known of it and by whose word; who is who, decided."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from service.domain.claims import Entity, EntityType
from service.domain.errors import (
    ImportRefusedError,
    RefusedInputError,
    UnknownDocumentError,
    UnknownEntityError,
)
from service.domain.facts import KnownEntity, Office
from service.domain.names import person
from service.domain.text import Article
from service.ledger.batch import Batch, Linked
from tests.desks.newsroom import ELPHBERG, MORNING, TARLENHEIM, Newsroom
from tests.ledger.builders import sighting, tenure, visit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from service.desks.browsing import BrowsingDesk

ADA = KnownEntity("Q1", person("Ada Vane", "RU"), ("Ada Strelsau",))
TWIN = KnownEntity("Q2", person("Ada Vane"))
ACME = KnownEntity("Q3", Entity("Acme Holdings", EntityType.ORGANISATION, "organisation:acme holdings"))
PRESIDENT = Office(
    "RU:president", "President of Ruritania", "RU", "president", single=True, roles=frozenset({"president"})
)
TERM = tenure("Ada Vane", "RU:president", "2016-03-09", "2020-03-09", 3)
TRIP = visit("Ada Vane", "GB", "2014-05-12", "2014-05-13")


@pytest.fixture
def newsroom(store: str) -> Iterator[Newsroom]:
    """A newsroom over each kind of database, whose ledger knows two people of one name, a firm and an office."""
    room = Newsroom(store, ELPHBERG, TARLENHEIM, TERM, TRIP, sighting("Ada Vane", "RU:president", 90))
    batch = Batch(entities=[ADA, TWIN, ACME], offices=[PRESIDENT])
    room.ledger.record(batch, by="table", why="an import", at=room.now())
    yield room
    room.close()


@pytest.fixture
def desk(newsroom: Newsroom) -> BrowsingDesk:
    """Where people look around."""
    return newsroom.engine.browsing_desk()


def test_a_name_finds_those_who_go_by_it_and_facts_that_name_it(desk: BrowsingDesk) -> None:
    """By any name, in any case; the very name before one that fits; facts are the newest first."""
    found = desk.find("ada vane")
    assert {one.id for one in found.entities} == {"Q1", "Q2"}
    assert [fact.id for fact in found.facts][:2] == [TERM.id, TRIP.id]
    assert [one.id for one in desk.find("Ada Strelsau").entities] == ["Q1"]
    assert {one.id for one in desk.find("A Vane").near} == {"Q1", "Q2"}
    assert [one.id for one in desk.find("Q3").entities] == ["Q3"]


def test_titles_countries_and_ids_are_found_too(desk: BrowsingDesk) -> None:
    """A title leads to its offices, a country to its page, an id or its beginning to the fact."""
    assert [office.key for office in desk.find("president").offices] == ["RU:president"]
    assert [office.key for office in desk.find("RU:president").offices] == ["RU:president"]
    assert [entity.key for entity in desk.find("Britain").named] == ["country:GB"]
    assert desk.find(TRIP.id[:10]).fact == TRIP.id


def test_words_that_mean_nothing_find_nothing(desk: BrowsingDesk) -> None:
    """Neither blanks nor characters that are none, wildcards, digits of no fact nor a flood find anything or fail."""
    for words in ("", "   ", "nobody of that name", "\x00\u202e", "%", "ffffffffffff", ":", "person:", "a" * 5000):
        assert desk.find(words).nothing, words


def test_a_portrait_tells_names_with_whose_word_they_are_and_what_is_known(
    newsroom: Newsroom, desk: BrowsingDesk
) -> None:
    """The facts are those about the very one, oldest first; another of the name is told apart from it."""
    at = newsroom.now()
    newsroom.ledger.record(
        Batch(links=[Linked(TRIP.id, "subject", "Q2", 0.9, "the article calls her a student")]),
        by="reader",
        why="read",
        at=at,
    )
    found = desk.portrait("Q1")
    assert TERM.id in {fact.id for fact in found.facts}
    assert TRIP.id not in {fact.id for fact in found.facts}
    assert [one.id for one in found.namesakes] == ["Q2"]
    assert [(one.name, one.said.by) for one in found.names] == [("Ada Strelsau", "table"), ("Ada Vane", "table")]
    other = desk.portrait("Q2")
    (link,) = other.links[TRIP.id]
    assert (link.role, link.confidence, link.said.why) == ("subject", 0.9, "the article calls her a student")


def test_what_facts_name_and_no_table_has_has_a_portrait(desk: BrowsingDesk) -> None:
    """By its index key, with its offices where it is a country; surnames are many people's and have none."""
    found = desk.portrait("country:GB")
    assert not found.recorded
    assert [fact.id for fact in found.facts] == [TRIP.id]
    assert desk.portrait("country:RU").offices == (("RU:president", "President of Ruritania"),)
    for name in ("person:vane", "Q99", "", "organisation:none", "country:QQ"):
        with pytest.raises(UnknownEntityError):
            desk.portrait(name)


def test_an_office_tells_who_held_it(desk: BrowsingDesk) -> None:
    """Terms and sightings under its key, oldest first."""
    found = desk.office("RU:president")
    assert found.offices == (PRESIDENT,)
    assert [fact.id for fact in found.facts if fact.lasting] == [ELPHBERG.id, TARLENHEIM.id, TERM.id]
    for key in ("RU:jester", "president", ":", "RU:"):
        with pytest.raises(UnknownEntityError):
            desk.office(key)


def test_names_are_added_and_removed_with_author_and_reason(desk: BrowsingDesk) -> None:
    """Each is found at once and told with its author, the newest first; a removed name is told as such."""
    desk.add_name("Q1", "Ада Вейн", by="ann", why="Russian papers")
    assert [one.id for one in desk.find("Ада Вейн").entities][:1] == ["Q1"]
    desk.remove_name("Q1", "Ада Вейн", by="bob")
    steps, called = desk.steps(10)
    assert [(step.what, step.other, step.said.by, step.said.why) for step in steps] == [
        ("alias_removed", "Ада Вейн", "bob", "does not go by Ада Вейн"),
        ("alias_added", "Ада Вейн", "ann", "Russian papers"),
    ]
    assert called["Q1"] == "Ada Vane"
    (gone,) = [one for one in desk.portrait("Q1").names if one.withdrawn]
    assert (gone.name, gone.said.by) == ("Ада Вейн", "bob")


def test_two_are_made_one_and_told_apart_again(desk: BrowsingDesk) -> None:
    """Under either id the one is found, with the word that made it so; told apart, they are two as before."""
    desk.merge("Q2", "Q1", by="ann", why="same day of birth")
    merged = desk.portrait("Q2")
    assert (merged.known.id, merged.parts) == ("Q1", ("Q1", "Q2"))
    (joined,) = merged.joined
    assert (joined.entity, joined.into, joined.withdrawn, joined.said.why) == ("Q2", "Q1", False, "same day of birth")
    desk.unmerge("Q2", "Q1", by="bob", why="mother and daughter")
    assert desk.portrait("Q2").known.id == "Q2"
    assert [step.what for step in desk.steps(10)[0]] == ["entities_split", "entities_merged"]


def test_a_split_moves_names_and_facts(desk: BrowsingDesk) -> None:
    """What was split off is an entity of its own with the facts that were named."""
    desk.split("Q1", ["Ada Strelsau"], [TERM.id], by="ann", why="two people")
    fresh = desk.find("Ada Strelsau").entities[0].id
    assert fresh != "Q1"
    assert TERM.id in {fact.id for fact in desk.portrait(fresh).facts}
    assert TERM.id not in {fact.id for fact in desk.portrait("Q1").facts}


def test_who_decides_is_named_and_says_what_can_be_done(newsroom: Newsroom, desk: BrowsingDesk) -> None:
    """Nobody, nothing, and what cannot be are refused in words, and nothing is written."""
    before = newsroom.ledger.revision()
    with pytest.raises(RefusedInputError):
        desk.add_name("Q1", "Vane", by=" ")
    with pytest.raises(RefusedInputError):
        desk.merge("Q2", "Q1", by="ann", why="  ")
    impossible: list[Callable[[], object]] = [
        lambda: desk.add_name("nobody of that name", "Vane", by="ann"),
        lambda: desk.add_name("Ada Vane", "Vane", by="ann"),
        lambda: desk.merge("Q1", "Q1", by="ann", why="the same"),
        lambda: desk.merge("Q1", "Q3", by="ann", why="a firm"),
        lambda: desk.remove_name("Q1", "Ada Vane", by="ann"),
    ]
    for wrong in impossible:
        with pytest.raises(ImportRefusedError):
            wrong()
    assert newsroom.ledger.revision() == before


def test_contents_are_counted_anew_after_a_write(newsroom: Newsroom, desk: BrowsingDesk) -> None:
    """Counts are kept for a revision and no longer."""
    before = desk.contents()
    assert before is not None
    assert desk.contents(at_once=True) is before
    newsroom.write(tenure("Otto Zapt", "RU:president", "2020-03-09", "2024-03-09", 4))
    after = newsroom.engine.browsing_desk().contents()
    assert after is not None
    assert after.tenures == before.tenures + 1


def test_who_looks_at_a_large_ledger_does_not_wait_for_its_counts(
    desk: BrowsingDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beyond a length nothing is counted but where somebody asks for it."""
    monkeypatch.setattr("service.desks.browsing.LONG", 2)
    assert desk.contents(at_once=True) is None
    assert desk.contents() is not None


def test_a_document_tells_what_was_read_out_of_it(newsroom: Newsroom, desk: BrowsingDesk) -> None:
    """Title, source and who took it in, with its facts; those that were closed since are told apart."""
    article = Article(
        text="Rudolf Elphberg visited Berlin on 3 May 2009. Fritz Tarlenheim met Otto Zapt in Strelsau on 2 May 2009.",
        title="A journey",
        source="herald.example",
        published_at=MORNING.date(),
        language="en",
    )
    newsroom.engine.learn(article, "ann")
    sha256 = newsroom.engine.document(article).sha256
    found = desk.document(sha256)
    assert (found.paper.title, found.paper.source, found.paper.by) == ("A journey", "herald.example", "ann")
    assert found.facts
    assert all(one.stands for one in found.facts)
    newsroom.retract(found.facts[0].fact)
    again = desk.document(sha256)
    assert [one.fact.id for one in again.facts if not one.stands] == [found.facts[0].fact.id]
    for name in ("0" * 64, "", "'", sha256[:20]):
        with pytest.raises(UnknownDocumentError):
            desk.document(name)


def test_an_embargoed_document_is_not_there_until_its_end(newsroom: Newsroom, desk: BrowsingDesk) -> None:
    """Neither its headline nor its facts are told before."""
    article = Article(
        text="Rudolf Elphberg visited Berlin on 3 May 2009.",
        title="A secret journey",
        source="herald.example",
        published_at=MORNING.date(),
        language="en",
        embargoed_until=newsroom.now() + timedelta(days=1),
    )
    newsroom.engine.learn(article, "ann")
    sha256 = newsroom.engine.document(article).sha256
    with pytest.raises(UnknownDocumentError):
        desk.document(sha256)
    assert not any("Berlin" in fact.provenance.quote for fact in desk.find("Rudolf Elphberg").facts)
