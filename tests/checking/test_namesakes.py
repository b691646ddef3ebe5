"""Names that several people bear: the record of one of them convicts nobody."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from service.domain.facts import FactStatus, Office
from service.domain.linking import Candidate, Link
from service.domain.names import person
from service.domain.time import Interval
from service.domain.verdicts import Label, Undecided
from service.ledger.resolution.identity import identified, resolved
from tests.checking.builders import BRITAIN, RUSSIA, Shelf, claims, event, fact, judged, term, title

if TYPE_CHECKING:
    from service.domain.claims import Proposition
    from service.domain.facts import Fact
    from service.domain.verdicts import Verdict

MARTA = person("Marta Kern")
HEAD = Office("RU:president", "President", "RU", "president", single=True, complete=Interval())


def _of(one: Fact, **taken: str) -> Fact:
    """A fact whose parts are taken by these entities."""
    return replace(one, proposition=identified(one.proposition, taken))


def _verdict(said: Proposition, *facts: Fact, link: Link | None = None) -> Verdict:
    """The verdict on a lone claim of 10 September 2011, whose name means what `link` says."""
    if link is not None and link.entity_id is not None:
        said = resolved(said, {link.entity: link.entity_id})
    shelf = Shelf(facts, [HEAD])
    return judged(claims(said), shelf, "2011-09-10", links=() if link is None else (link,)).verdicts[0]


def _unclear(*ids: str) -> Link:
    return Link(MARTA, None, 0.4, "", tuple(Candidate(name, 0.4, "") for name in ids), ambiguous=True)


DIED = fact(event("die", MARTA, time="1990-05-01"), FactStatus.OFFICIAL)
VISITED = event("visit", MARTA, BRITAIN, time="2006-03-01")


def test_a_namesakes_record_does_not_refute() -> None:
    """One Marta Kern died in 1990, another may have travelled in 2006: open, because of the name."""
    alone = _verdict(VISITED, DIED)
    assert alone.label is Label.CONTRADICTED
    unclear = _verdict(VISITED, _of(DIED, subject="p1"), link=_unclear("p1", "p2"))
    assert (unclear.label, unclear.reason) == (Label.NOT_ENOUGH_INFO, Undecided.AMBIGUOUS_NAME)
    assert unclear.suggestion is None or unclear.suggestion.span is None


def test_a_fact_that_is_linked_to_nobody_may_be_a_namesakes_too() -> None:
    """A name that two bear is no more certain in the record than in the text; references mean their own people."""
    assert _verdict(VISITED, DIED, link=_unclear("p1", "p2")).reason is Undecided.AMBIGUOUS_NAME
    given = replace(DIED, status=FactStatus.GIVEN)
    assert _verdict(VISITED, given, link=_unclear("p1", "p2")).label is Label.CONTRADICTED


def test_a_fact_about_another_entity_does_not_refute() -> None:
    """Where it is known that the text means the one and the record the other, their names do not matter."""
    meant = Link(MARTA, "p2", 0.98, "")
    assert _verdict(VISITED, _of(DIED, subject="p1"), link=meant).label is Label.NOT_ENOUGH_INFO
    assert _verdict(VISITED, _of(DIED, subject="p2"), link=meant).label is Label.CONTRADICTED


def test_another_name_of_the_same_entity_counts() -> None:
    """A tenure that is on record under a maiden name bears out a title, and a journey under it a journey."""
    meant = Link(MARTA, "p1", 0.98, "")
    maiden = _of(term("Marta Lind", "RU:president", "2010-01-01", "2013-01-01"), holder="p1")
    held = title("Marta Kern", "President", "president", "RU", "2011-09-10")
    assert _verdict(held, maiden).label is Label.CONTRADICTED
    assert _verdict(held, maiden, link=meant).label is Label.SUPPORTED
    journey = _of(
        fact(event("visit", person("Marta Lind"), BRITAIN, time="2006-03-01"), FactStatus.OFFICIAL), subject="p1"
    )
    assert _verdict(VISITED, journey, link=meant).label is Label.SUPPORTED


def test_a_holder_who_is_none_of_the_namesakes_convicts() -> None:
    """Whichever Marta Kern is meant: it was Otto Brand who held the office."""
    other = _of(term("Otto Brand", "RU:president", "2010-01-01", "2013-01-01"), holder="p9")
    held = title("Marta Kern", "President", "president", "RU", "2011-09-10")
    assert _verdict(held, other, link=_unclear("p1", "p2")).label is Label.CONTRADICTED


def test_a_misspelt_name_is_not_held_against_the_text() -> None:
    """The holder under a name that one slip parts from the text's: the record is suggested, nobody convicted."""
    holder = _of(term("Marta Kernow", "RU:president", "2010-01-01", "2013-01-01"), holder="p1")
    held = title("Marta Kern", "President", "president", "RU", "2011-09-10")
    verdict = _verdict(held, holder, link=_unclear("p1"))
    assert (verdict.label, verdict.reason) == (Label.NOT_ENOUGH_INFO, Undecided.AMBIGUOUS_NAME)
    assert verdict.suggestion is not None
    assert "Marta Kernow" in verdict.suggestion.text


def test_support_is_welcome_whoever_is_meant() -> None:
    """What is on record of any of those who may be meant bears a claim out."""
    journey = _of(fact(event("visit", MARTA, RUSSIA, time="2006-03-01"), FactStatus.OFFICIAL), subject="p1")
    said = event("visit", MARTA, RUSSIA, time="2006-03-01")
    assert _verdict(said, journey, link=_unclear("p1", "p2")).label is Label.SUPPORTED
