"""A contested fact neither supports nor refutes until two people have settled it; a check sees one revision."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from service import pipeline
from service.domain.facts import FactStatus
from service.domain.text import Article
from service.domain.topics import NEWS
from service.domain.verdicts import Label, Undecided
from service.ledger.batch import Batch, Contest, Feed, Settlement
from service.ledger.memory import MemoryLedger
from service.reading.article import prepare
from tests.ledger.builders import MONDAY, TUESDAY, WEDNESDAY

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from service.domain.facts import Office
    from service.domain.verdicts import Report, Verdict

RECORD = "King Nikolas opened the Lindvik Tunnel on 6 May 2013."
AGREES = "On 6 May 2013 King Nikolas opened the Lindvik Tunnel."
DIFFERS = "King Nikolas opened the Lindvik Tunnel on 16 May 2013."


def _recorded() -> tuple[MemoryLedger, list[str]]:
    """A ledger of the record, and the ids of its facts."""
    document = prepare(Article(text=RECORD, published_at=date(2014, 6, 1), source="record.example"))
    facts = pipeline.learn(document, status=FactStatus.REVIEWED)
    ledger = MemoryLedger()
    ledger.record(Batch(facts), by="ada", why="archive", at=MONDAY)
    return ledger, [fact.id for fact in facts]


def _verdict(text: str, ledger: MemoryLedger, known_at: datetime | None = None) -> Verdict:
    document = prepare(Article(text=text, published_at=date(2014, 7, 1), source="other.example"))
    return _opening(pipeline.check(document, ledger=ledger, report_id="test", known_at=known_at))


def _opening(report: Report) -> Verdict:
    return next(one for one in report.verdicts if one.claim.proposition.predicate == "open")


def test_what_is_contested_decides_nothing_and_the_reason_says_so() -> None:
    """Neither for nor against the claim; at an earlier transaction time it still does."""
    ledger, facts = _recorded()
    assert (_verdict(AGREES, ledger).label, _verdict(DIFFERS, ledger).label) == (Label.SUPPORTED, Label.CONTRADICTED)
    ledger.record(Batch(contests=[Contest(name, "a misprint") for name in facts]), by="bob", why="doubt", at=TUESDAY)
    for text in (AGREES, DIFFERS):
        verdict = _verdict(text, ledger)
        assert (verdict.label, verdict.reason) == (Label.NOT_ENOUGH_INFO, Undecided.CONTESTED)
    assert _verdict(DIFFERS, ledger, MONDAY).label is Label.CONTRADICTED


def test_what_is_contested_is_not_called_too_recent() -> None:
    """A dispute is the reason also of a claim that lies after the last day of which the record was fed."""
    ledger, facts = _recorded()
    contests = [Contest(name, "a misprint") for name in facts]
    fed = Feed(NEWS, "record.example", date(2013, 5, 10))
    ledger.record(Batch(contests=contests, feeds=[fed]), by="bob", why="doubt", at=TUESDAY)
    assert _verdict(DIFFERS, ledger).reason is Undecided.CONTESTED


VISIT = "King Nikolas visited Norway on 6 May 2013."


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("King Nikolas visited Spain on 9 August 2013.", Undecided.NO_RECORD),
        ("King Nikolas visited Spain on 6 May 2013.", Undecided.CONTESTED),
        ("King Nikolas visited Spain in May 2013.", Undecided.CONTESTED),
        ("King Nikolas visited Norway on 9 August 2013.", Undecided.CONTESTED),
    ],
)
def test_a_dispute_reaches_as_far_as_what_is_disputed(text: str, reason: Undecided) -> None:
    """Another visit of the same person to another country at another time is not the one that is contested."""
    assert _told_beside(VISIT, text, "visit").reason is reason


def test_a_death_in_dispute_is_in_dispute_on_all_days() -> None:
    """Nobody dies twice, so that another day is the same death; who killed is not who died."""
    killed = "The guard Rupert Hentzau killed Boris Tarlenheim on 6 May 2013."
    again = "The guard Rupert Hentzau killed {} on 9 August 2013."
    assert _told_beside(killed, again.format("Boris Tarlenheim"), "kill").reason is Undecided.CONTESTED
    assert _told_beside(killed, again.format("Karl Rischenheim"), "kill").reason is Undecided.NO_RECORD


def _told_beside(record: str, text: str, predicate: str) -> Verdict:
    """The verdict on a text where the record, all of it contested, says something else."""
    ledger = MemoryLedger()
    facts = pipeline.learn(
        prepare(Article(text=record, published_at=date(2014, 6, 1), source="record.example")),
        status=FactStatus.REVIEWED,
    )
    ledger.record(Batch(facts), by="ada", why="archive", at=MONDAY)
    ledger.record(Batch(contests=[Contest(one.id, "a misprint") for one in facts]), by="bob", why="?", at=TUESDAY)
    document = prepare(Article(text=text, published_at=date(2014, 7, 1), source="other.example"))
    report = pipeline.check(document, ledger=ledger, report_id="test")
    return next(one for one in report.verdicts if one.claim.proposition.predicate == predicate)


def test_two_people_settle_it() -> None:
    """The word of one changes nothing; that of two brings the fact back or ends it."""
    for stands, label in ((True, Label.CONTRADICTED), (False, Label.NOT_ENOUGH_INFO)):
        ledger, facts = _recorded()
        ledger.record(Batch(contests=[Contest(name, "a misprint") for name in facts]), by="bob", why="?", at=TUESDAY)
        said = Batch(settlements=[Settlement(name, stands) for name in facts])
        ledger.record(said, by="bob", why="checked", at=WEDNESDAY)
        assert _verdict(DIFFERS, ledger).reason is Undecided.CONTESTED
        ledger.record(said, by="cleo", why="checked too", at=WEDNESDAY)
        verdict = _verdict(DIFFERS, ledger)
        assert verdict.label is label
        assert verdict.reason is not Undecided.CONTESTED


class _Busy(MemoryLedger):
    """What is on record is withdrawn by somebody while a check has begun to ask."""

    def offices(self, roles: Collection[str], known_at: datetime | None = None) -> tuple[Office, ...]:
        """See `Ledger.offices`."""
        if standing := [fact.id for fact in self.statements(["person:nikolas", "organisation:lindvik tunnel"])]:
            self.record(Batch(closed=dict.fromkeys(standing)), by="bob", why="withdrawn", at=TUESDAY)
        return super().offices(roles, known_at)


def test_a_check_sees_one_revision_from_beginning_to_end() -> None:
    """What is written while it runs is not seen by it, and the report names the revision that it has seen."""
    document = prepare(Article(text=RECORD, published_at=date(2014, 6, 1), source="record.example"))
    ledger = _Busy()
    first = ledger.record(
        Batch(pipeline.learn(document, status=FactStatus.REVIEWED)), by="ada", why="archive", at=MONDAY
    )
    text = f"{DIFFERS} Prime Minister Karin Solberg was there."
    article = prepare(Article(text=text, published_at=date(2014, 7, 1), source="other.example"))
    report = pipeline.check(article, ledger=ledger, report_id="test")
    assert ledger.revision() != first.revision
    assert report.revision == first.revision
    assert _opening(report).label is Label.CONTRADICTED
