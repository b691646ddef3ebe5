"""A retelling of a reference: the same is let pass, one replaced detail is caught, other stories are silent."""

from __future__ import annotations

from datetime import date

import pytest

from service import pipeline
from service.domain.text import Article
from service.domain.verdicts import Label, Verdict
from service.reading.article import prepare

REFERENCE = (
    "The harbour tunnel at Lindvik was opened on Monday 6 May 2013 by Mayor Karin Solberg. "
    "Digging began in March 2009 and cost 210 million euros. "
    "A miner, Jonas Brekke, was killed by a falling rock in June 2011. "
    "The old ferry was sold to a company in Tallinn in April 2013. "
    "The council rejected a plan for a bridge in October 2007. "
    "The tunnel was designed by the engineer Paula Reyes, who was born in Valencia in 1961."
)
RETOLD = (
    "Mayor Karin Solberg opened the harbour tunnel at Lindvik on 6 May 2013. "
    "Digging began in March 2009 and cost 210 million euros. "
    "Jonas Brekke, a miner, was killed by a rock in June 2011. "
    "The ferry was sold to a company in Tallinn in April 2013. "
    "In October 2007 the council rejected a plan for a bridge. "
    "The engineer Paula Reyes, born in Valencia in 1961, designed the tunnel."
)
OTHER_STORY = (
    "The tunnel under the Grimsa pass was opened on 3 August 1998 by King Olav. "
    "Work on it began in May 1991. "
    "The ferry to Sandoy was sold in 1999 to a company in Hull. "
    "The council of Grimsa rejected a plan for an airport in July 2001. "
    "A driver was killed in the tunnel in January 2004. "
    "The tunnel was closed for repairs in 2012."
)


def flagged(text: str, *, published: date = date(2013, 5, 18)) -> list[Verdict]:
    """The claims of a text that are marked against the reference."""
    reference = prepare(Article(text=REFERENCE, published_at=date(2013, 5, 6), source="lindvik-post.example"))
    document = prepare(Article(text=text, published_at=published, source="other.example"))
    report = pipeline.check(document, ledger=None, references=[reference], report_id="test")
    return [verdict for verdict in report.verdicts if verdict.label in {Label.CONTRADICTED, Label.SUSPECT}]


def test_a_true_retelling_raises_nothing() -> None:
    """The same facts in other words contradict nothing."""
    assert flagged(RETOLD) == []


@pytest.mark.parametrize(
    ("told", "altered"),
    [
        ("6 May 2013", "16 May 2013"),
        ("March 2009", "March 2006"),
        ("210 million euros", "410 million euros"),
        ("June 2011", "June 2008"),
        ("in Tallinn", "in Hamburg"),
        ("rejected a plan", "approved a plan"),
    ],
)
def test_one_replaced_detail_is_caught_and_nothing_else(told: str, altered: str) -> None:
    """A date, a number, a place or a verb put in the place of the reference's marks that claim, and no other."""
    text = RETOLD.replace(told, altered)
    found = flagged(text)
    assert [altered in verdict.claim.span.of(text) for verdict in found] == [True] * len(found)
    assert found
    assert all(finding.facts for verdict in found for finding in verdict.findings)


def test_another_story_of_the_same_kind_is_no_retelling() -> None:
    """Like events elsewhere, with their own dates and numbers, are not held against the reference."""
    assert flagged(OTHER_STORY, published=date(2013, 5, 20)) == []


def test_a_detail_that_is_added_beside_the_true_one_is_silent() -> None:
    """Where the reference's own detail stands in the article too, a further one replaces nothing."""
    text = RETOLD + " Digging for a second tube began in March 2012."
    assert flagged(text) == []


def test_a_toll_that_has_grown_is_silent() -> None:
    """A later text may count more dead than an earlier reference."""
    earlier = REFERENCE.replace("A miner, Jonas Brekke, was killed", "Two miners were killed")
    later = RETOLD.replace("Jonas Brekke, a miner, was killed", "Five miners were killed")
    reference = prepare(Article(text=earlier, published_at=date(2013, 5, 6), source="lindvik-post.example"))
    document = prepare(Article(text=later, published_at=date(2013, 5, 8), source="other.example"))
    report = pipeline.check(document, ledger=None, references=[reference], report_id="test")
    assert not [v for v in report.verdicts if v.label in {Label.CONTRADICTED, Label.SUSPECT}]


@pytest.mark.parametrize(
    ("told", "altered"),
    [
        ("was killed by a rock", "was not killed by a rock"),
        ("opened the harbour tunnel", "did not open the harbour tunnel"),
    ],
)
def test_a_verb_that_is_denied_on_one_side_is_suspected(told: str, altered: str) -> None:
    """The same act, denied where the reference tells it, is marked and shown as denied."""
    found = flagged(RETOLD.replace(told, altered))
    assert found
    assert all(altered in verdict.claim.span.of(RETOLD.replace(told, altered)) for verdict in found)
