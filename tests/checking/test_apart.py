"""A document never supports itself, its versions, or a copy of its sentences; distrusted sources say nothing."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service import pipeline
from service.checking.echoes import Echoes
from service.domain.facts import FactStatus
from service.domain.names import person
from service.domain.text import Article
from service.domain.verdicts import Against, Bearing, Finding, Label, Undecided
from service.ledger.batch import Batch, Filed
from service.ledger.memory import MemoryLedger
from service.ledger.sql import SqlLedger
from service.ledger.trust import trusted
from service.reading.article import prepare
from tests.checking.builders import event, fact
from tests.ledger.builders import MONDAY, TUESDAY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.domain.text import Document
    from service.domain.verdicts import Verdict

RECORD = "King Nikolas opened the Lindvik Tunnel on 6 May 2013."
RETOLD = "On 6 May 2013 King Nikolas opened the Lindvik Tunnel."
WRONG = "King Nikolas opened the Lindvik Tunnel on 16 May 2013."
LONG = (
    "King Nikolas opened the Lindvik Tunnel on 6 May 2013 before several hundred guests, who had waited since the "
    "early morning in the rain beside the old ferry landing."
)


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


def document(text: str, *, source: str = "record.example", url: str | None = None, of: str | None = None) -> Document:
    """An article of that text."""
    day = date(2014, 6, 1)
    return prepare(Article(text=text, published_at=day, source=source, url=url, version_of=of))


def learned(
    ledger: MemoryLedger | SqlLedger,
    text: str,
    status: FactStatus = FactStatus.REVIEWED,
    *,
    item: str | None = None,
    **more: str | None,
) -> Document:
    """The trusted article, read into the ledger."""
    made = document(text, **more)  # type: ignore[arg-type]  # the keywords of the function above
    facts = pipeline.learn(made, status=status)
    filed = Filed(made, version_of=made.version_of, item=item)
    ledger.record(Batch(facts, documents=[filed]), by="ada", why="archive", at=MONDAY)
    return made


def verdict(checked: Document, ledger: MemoryLedger | SqlLedger) -> Verdict:
    """The verdict on the opening."""
    report = pipeline.check(checked, ledger=ledger, report_id="test")
    return next(one for one in report.verdicts if one.claim.proposition.predicate == "open")


def test_a_document_does_not_support_itself(ledger: MemoryLedger | SqlLedger) -> None:
    """The same text has no record but its own; another text that says the same is supported, a wrong one is not."""
    learned(ledger, RECORD)
    assert verdict(document(RECORD), ledger).label is Label.NOT_ENOUGH_INFO
    assert verdict(document(RETOLD), ledger).label is Label.SUPPORTED
    assert verdict(document(WRONG), ledger).label is Label.CONTRADICTED


def test_a_version_by_address_neither_supports_nor_refutes(ledger: MemoryLedger | SqlLedger) -> None:
    """What was at the same address is the article itself, in other words."""
    learned(ledger, RECORD, url="https://record.example/tunnel")
    for text in (RETOLD, WRONG):
        assert verdict(document(text, url="https://record.example/tunnel"), ledger).label is Label.NOT_ENOUGH_INFO
    assert verdict(document(RETOLD, url="https://other.example/tunnel"), ledger).label is Label.SUPPORTED


def test_what_an_article_replaces_is_no_witness(ledger: MemoryLedger | SqlLedger) -> None:
    """By the digest of the earlier version, by its item, and through a version in between."""
    first = learned(ledger, RECORD, item="7001")
    assert verdict(document(RETOLD, of=first.sha256), ledger).label is Label.NOT_ENOUGH_INFO
    assert verdict(document(RETOLD, of="7001"), ledger).label is Label.NOT_ENOUGH_INFO
    assert verdict(document(RETOLD, of="7002"), ledger).label is Label.SUPPORTED
    second = document("The tunnel is open.", of=first.sha256)
    ledger.record(Batch(documents=[Filed(second, version_of=first.sha256)]), by="ada", why="correction", at=TUESDAY)
    assert verdict(document(RETOLD, of=second.sha256), ledger).label is Label.NOT_ENOUGH_INFO


def test_versions_share_an_item_of_one_source(ledger: MemoryLedger | SqlLedger) -> None:
    """All versions under one number of a publisher are one; the same number of another publisher is another."""
    first = learned(ledger, RECORD, item="7001")
    numbered = {first.sha256}
    for source, label in (("record.example", Label.NOT_ENOUGH_INFO), ("other.example", Label.SUPPORTED)):
        later = document(f"{RETOLD} So {source} says.", source=source)
        numbered.add(later.sha256)
        ledger.record(Batch(documents=[Filed(later, item="7001")]), by="ada", why="archive", at=TUESDAY)
        assert verdict(later, ledger).label is label
    assert ledger.versions(["7001"]) == numbered
    assert ledger.versions(["nothing"]) == frozenset()


def test_a_copy_does_not_support_what_it_was_copied_from(ledger: MemoryLedger | SqlLedger) -> None:
    """A wire sentence in two papers is one origin; its own words in the ledger say nothing for it."""
    learned(ledger, f"{LONG} So it was.", FactStatus.READ, source="wire.example")
    copied = verdict(document(LONG), ledger)
    assert (copied.label, copied.reason) == (Label.NOT_ENOUGH_INFO, Undecided.NO_RECORD)
    assert copied.because == "Only the text that it was copied from says so."
    assert verdict(document(RETOLD), ledger).label is Label.SUPPORTED


def test_a_copy_with_another_date_is_still_held_against_the_original(ledger: MemoryLedger | SqlLedger) -> None:
    """What was changed in a copied sentence is found: only support is taken from echoes."""
    learned(ledger, f"{LONG} So it was.", FactStatus.READ, source="wire.example")
    forged = LONG.replace("6 May", "16 May")
    assert verdict(document(forged), ledger).label is Label.SUSPECT


def test_references_of_the_request_may_be_the_text_itself() -> None:
    """Whoever gives a text to be checked against itself gets it supported."""
    report = pipeline.check(document(RECORD), ledger=None, references=[document(RECORD)], report_id="test", closed=True)
    assert {one.label for one in report.verdicts} == {Label.SUPPORTED}


def test_what_a_distrusted_source_says_decides_nothing(ledger: MemoryLedger | SqlLedger) -> None:
    """Neither for nor against; the fact stays on record."""
    made = learned(ledger, RECORD)
    assert verdict(document(WRONG), ledger).label is Label.CONTRADICTED
    said = trusted("record.example", "distrusted", "forged documents")
    ledger.record(Batch(trust=[said]), by="ada", why=said.why, at=TUESDAY)
    for text in (RETOLD, WRONG):
        assert verdict(document(text), ledger).label is Label.NOT_ENOUGH_INFO
    assert ledger.versions([made.sha256]) == {made.sha256}


WORDS = st.lists(
    st.sampled_from("ada bell cart dove elm fox gate hill iris jar kite lamp moon nest".split()), min_size=14
)


@given(WORDS, WORDS, st.integers(0, 10))
def test_a_sentence_and_any_cut_of_it_are_echoes(told: list[str], other: list[str], cut: int) -> None:
    """A sentence in other company, or less a few words at its end, is a copy; support by it alone is none."""
    sentence = " ".join(told)
    kept = " ".join(told[: max(14, len(told) - cut)])
    read = fact(event("meet", person("Edgar Guest")), FactStatus.READ, quote=kept)
    echoes = Echoes.of([" ".join(other), sentence])
    support = Finding("rule", Bearing.SUPPORTS, Against.FACT, "Because.", "this", "that", (read,))
    if len(set(zip(told, told[1:], told[2:], strict=False))) >= 24:
        assert echoes.echo(read)
        assert echoes.without(support) is None
    assert Echoes.of([]).without(support) is support
