"""What is put beside a claim: one list of facts and of sentences, with reasons; likeness of words never refutes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from service import pipeline
from service.checking.retrieval import wanted
from service.domain.names import person
from service.domain.text import Article
from service.domain.verdicts import Label
from service.ledger.batch import Batch, Filed
from service.ledger.memory import MemoryLedger
from service.reading.article import prepare
from tests.checking.builders import claims, event
from tests.ledger.builders import MONDAY

if TYPE_CHECKING:
    from service.domain.verdicts import Report

RECORD = (
    "King Nikolas opened the Lindvik Tunnel on 6 May 2013. "
    'On 8 May 2013 Chancellor Ottokar Brenn called the visit "a mountain that keeps no promises to any of us" in Zenda.'
)


def ledger_of(*texts: str) -> MemoryLedger:
    """A ledger that has read these trusted articles."""
    ledger = MemoryLedger()
    for number, text in enumerate(texts):
        document = prepare(Article(text=text, published_at=date(2013, 5, 9), source=f"paper{number}.example"))
        batch = Batch(pipeline.learn(document), documents=[Filed(document)])
        ledger.record(batch, by="ada", why="archive", at=MONDAY)
    return ledger


def checked(text: str, ledger: MemoryLedger, *, explain: bool = True) -> Report:
    """The report on an article of the next year."""
    document = prepare(Article(text=text, published_at=date(2014, 7, 1), source="other.example"))
    return pipeline.check(document, ledger=ledger, report_id="test", explain=explain)


def test_a_claim_is_asked_for_by_its_names_numbers_and_words() -> None:
    """Names apart, short and empty words left out, each once."""
    made = claims(
        event("meet", person("Edgar Guest"), time="1997"), texts=("Edgar Guest met them in 1997 at the Zenda gate",)
    )
    (found,) = wanted(made[0])
    assert found.names == ("edgar", "guest")
    assert found.numbers == ("1997",)
    assert found.words == ("met", "zenda", "gate")


def test_facts_and_sentences_stand_in_one_list_with_their_reasons() -> None:
    """Who, what and when for one, shared words for the other, the best first."""
    report = checked("King Nikolas opened the Lindvik Tunnel on 8 May 2013.", ledger_of(RECORD))
    verdict = next(one for one in report.verdicts if one.claim.proposition.predicate == "open")
    first = verdict.retrieved[0]
    assert first.why.startswith("same person, same act, 2 days apart; shares ")
    assert "'lindvik'" in first.why
    assert [one.likeness for one in verdict.retrieved] == sorted((o.likeness for o in verdict.retrieved), reverse=True)
    assert all(0 <= one.likeness <= 1 for one in verdict.retrieved)


def test_what_was_at_hand_is_only_told_when_asked_for() -> None:
    """Without `explain` the list is empty."""
    report = checked("King Nikolas opened the Lindvik Tunnel on 8 May 2013.", ledger_of(RECORD), explain=False)
    assert all(one.retrieved == () for one in report.verdicts)


def test_a_quotation_from_another_mouth_is_found_by_its_words() -> None:
    """The speaker of the record is not named in the article: only the words lead there, to a suspicion at most."""
    moved = 'On 8 May 2014 Minister Ada Lorne called the journey "a mountain that keeps no promises to any of us".'
    verdict = next(one for one in checked(moved, ledger_of(RECORD)).verdicts if one.claim.proposition.quotation)
    assert verdict.label is Label.SUSPECT
    assert {finding.rule for finding in verdict.findings} == {"moved_quote"}


def test_the_same_words_of_others_at_another_time_refute_nothing() -> None:
    """Another king, another act, another year at the same place: alike in words, and no conflict."""
    text = "King Rupert closed the Lindvik Tunnel on 16 May 2014."
    report = checked(text, ledger_of(RECORD))
    assert {one.label for one in report.verdicts} <= {Label.NOT_ENOUGH_INFO, Label.NOT_CHECKABLE}
    assert any(one.retrieved for one in report.verdicts)
