"""Whom a name means, from the text of an article to its report."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from service import pipeline
from service.contract.reports import report_json
from service.domain.facts import KnownEntity, Office
from service.domain.names import person
from service.domain.text import Article
from service.domain.time import Interval, ValidTime
from service.ledger.batch import Batch, Linked
from service.ledger.memory import MemoryLedger
from service.reading.article import prepare
from tests.ledger.builders import MONDAY, day, days, tenure

if TYPE_CHECKING:
    from service.domain.facts import Fact


def _known(name: str, key: str, year: int) -> KnownEntity:
    born = ValidTime.exactly(days(f"{year}-03-03", f"{year}-03-04"))
    return KnownEntity(key, replace(person(name), country="NO"), (), born)


ELDER = tenure("Henrik L. Vangsnes", "NO:prime-minister", "1981-01-01", "1986-01-01", 1)
YOUNGER = tenure("Henrik O. Vangsnes", "NO:prime-minister", "2009-01-01", "2014-01-01", 2)
HEAD = Office("NO:prime-minister", "Prime Minister", "NO", "prime-minister", single=True, complete=Interval())


def _ledger() -> MemoryLedger:
    ledger = MemoryLedger(offices=[HEAD])
    links = (Linked(ELDER.id, "holder", "elder", 1.0, "listed"), Linked(YOUNGER.id, "holder", "younger", 1.0, "listed"))
    people = [_known("Henrik L. Vangsnes", "elder", 1931), _known("Henrik O. Vangsnes", "younger", 1958)]
    ledger.record(Batch(_facts(), people, links=links), by="ann", why="a test", at=MONDAY)
    return ledger


def _facts() -> list[Fact]:
    return [ELDER, YOUNGER]


def _entities(text: str, published: str | None = None) -> dict[str, dict[str, Any]]:
    """What a report says of each name in a text."""
    document = prepare(Article(text=text, published_at=day(published), language="en"))
    report: Any = report_json(pipeline.check(document, ledger=_ledger(), report_id="r"))
    return {entity["text"]: entity for entity in report["entities"]}


def test_a_title_at_its_time_makes_out_who_is_meant() -> None:
    """The report has the ledger's id, and the namesake among the alternatives only where it may be meant."""
    text = "Norwegian Prime Minister Henrik Vangsnes opened the tunnel on 4 May 2011. Mr Vangsnes thanked the workers."
    found = _entities(text, "2011-05-05")
    assert found["Henrik Vangsnes"]["entity_id"] == found["Mr Vangsnes"]["entity_id"] == "younger"
    older = _entities(text.replace("2011", "1983"), "1983-05-05")
    assert older["Henrik Vangsnes"]["entity_id"] == "elder"


def test_a_name_that_cannot_be_told_stays_open() -> None:
    """Its id is the index key, and both who bear it are alternatives; a name that nobody on record bears has none."""
    found = _entities("Henrik Vangsnes met Agnes Thorkildsen in Oslo.", "2011-05-05")
    assert found["Henrik Vangsnes"]["entity_id"].startswith("person:")
    assert found["Henrik Vangsnes"]["alternatives"] == ["elder", "younger"]
    assert found["Agnes Thorkildsen"]["alternatives"] == []


def test_a_misspelt_name_has_the_right_one_for_an_alternative() -> None:
    """One letter off: suggested, never made out."""
    found = _entities("Norwegian Prime Minister Henrik O. Vangsens opened the tunnel on 4 May 2011.", "2011-05-05")
    (name,) = (entity for text, entity in found.items() if "Vangsens" in text)
    assert name["entity_id"].startswith("person:")
    assert "younger" in name["alternatives"]
