"""Real events with another date, and acts denied that are recorded, beyond the kinds that rules know by name."""

from __future__ import annotations

from datetime import date

import pytest

from service import pipeline
from service.domain.facts import FactStatus
from service.domain.text import Article
from service.domain.verdicts import Label
from service.ledger.memory import MemoryLedger
from service.reading.article import prepare

RECORD = (
    "Anna Moberg married Peter Lund in Bergen on 3 May 1990. "
    "King Nikolas opened the Lindvik Tunnel on 6 May 2013. "
    "Minister Karin Solberg did not receive the French delegation on 6 May 2013. "
    "Governor Anna Moberg signed the Water Act on 7 June 2012. "
    "King Nikolas visited Bergen on 2 March 2012."
)


def labels(text: str, status: FactStatus = FactStatus.REVIEWED) -> set[Label]:
    """The labels of a text's claims against the record."""
    recorded = prepare(Article(text=RECORD, published_at=date(2014, 6, 1), source="record.example"))
    ledger = MemoryLedger(pipeline.learn(recorded, status=status))
    document = prepare(Article(text=text, published_at=date(2014, 7, 1), source="other.example"))
    return {verdict.label for verdict in pipeline.check(document, ledger=ledger, report_id="test").verdicts}


@pytest.mark.parametrize(
    "text",
    [
        "Anna Moberg married Peter Lund in Bergen on 3 May 1980.",
        "King Nikolas opened the Lindvik Tunnel on 16 May 2013.",
        "Minister Karin Solberg received the French delegation on 6 May 2013.",
        "Governor Anna Moberg did not sign the Water Act on 7 June 2012.",
    ],
)
def test_a_recorded_event_told_otherwise_is_contradicted(text: str) -> None:
    """What happens once to the same parties has one date, and either happened on a day or did not."""
    assert Label.CONTRADICTED in labels(text)
    assert Label.CONTRADICTED not in labels(text, FactStatus.READ)


@pytest.mark.parametrize(
    "text",
    [
        "Anna Moberg married Otto Berg in Oslo on 3 May 2001.",
        "King Nikolas opened the Sandvik Tunnel on 16 May 2011.",
        "King Nikolas opened the Lindvik Tunnel in May 2013.",
        "King Nikolas visited Bergen on 2 October 2012.",
        "Minister Karin Solberg received the French delegation on 8 May 2013.",
        "King Nikolas will open the Lindvik Tunnel on 16 May 2015.",
    ],
)
def test_another_event_and_what_comes_back_are_let_pass(text: str) -> None:
    """Other parties, coarser dates that agree, returning visits, other days and plans contradict nothing."""
    assert not labels(text) & {Label.CONTRADICTED, Label.SUSPECT}
