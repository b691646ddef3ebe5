"""Facts in plain words, and where a sentence says them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.claims import Entity, EntityType, Modality, OfficeStatus, Polarity, Quantity
from service.domain.facts import FactStatus
from service.domain.telling import STATUSES, marked, told, when
from service.domain.time import ValidTime
from tests.ledger.builders import tenure, visit

VISIT = visit("Ada Vane", "GB", "2014-05-13", "2014-05-14")
STATED = VISIT.proposition
BO = Entity("Bo Lind", EntityType.PERSON, "person:lind")


@pytest.mark.parametrize(
    ("stated", "words"),
    [
        (STATED, "Ada Vane visits GB"),
        (replace(STATED, polarity=Polarity.NEGATE, place=BO), "Ada Vane does not visit GB; place: Bo Lind"),
        (replace(STATED, predicate="take_place", object=None), "Ada Vane takes place"),
        (
            replace(STATED, predicate="carry", host=BO, others=(BO,)),
            "Ada Vane carries GB; host: Bo Lind; with: Bo Lind",
        ),
        (replace(STATED, predicate="be", polarity=Polarity.NEGATE), "Ada Vane is not GB"),
        (
            replace(STATED, subject=None, number=Quantity(4200, "guests")),
            "somebody or something visits GB 4,200 guests",
        ),
        (
            replace(STATED, attributed_to=BO, modality=Modality.PLANNED),
            "Ada Vane visits GB, according to Bo Lind [planned]",
        ),
        (tenure("Bo Lind", "SE:president", None, None).proposition, "Bo Lind is President (SE)"),
    ],
)
def test_a_statement_in_plain_words(stated: object, words: str) -> None:
    """Who does what to whom, where and with whom; a denial, a plan and a speaker are told."""
    assert told(stated) == words  # type: ignore[arg-type]


def test_a_former_title_is_told_as_such() -> None:
    """The status of an office stands before its title."""
    held = tenure("Bo Lind", "SE:president", None, None).proposition
    assert held.office is not None
    former = replace(held, office=replace(held.office, status=OfficeStatus.FORMER))
    assert told(former) == "Bo Lind is former President (SE)"


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ((date(2014, 5, 12), date(2014, 5, 12), date(2014, 5, 13), date(2014, 5, 13)), "12 May 2014"),
        ((date(2014, 5, 1), date(2014, 5, 1), date(2014, 6, 1), date(2014, 6, 1)), "1 May 2014 to 31 May 2014"),
        ((date(2014, 5, 1), date(2014, 5, 1), None, None), "from 1 May 2014 on"),
        ((None, None, date(2014, 5, 1), date(2014, 5, 1)), "until 30 April 2014"),
        ((None, None, None, None), "at any time"),
        ((None, date.max, date.min, None), "no date is known"),
        (
            (date(2004, 1, 1), date(2004, 12, 31), date(2006, 5, 1), date(2006, 5, 2)),
            "surely 31 December 2004 to 30 April 2006, possibly 1 January 2004 to 1 May 2006",
        ),
    ],
)
def test_a_valid_time_in_plain_words(days: tuple[date | None, ...], words: str) -> None:
    """Last days are included; what is sure is told apart from what is possible."""
    assert when(ValidTime(*days)) == words


def test_every_status_has_its_words() -> None:
    """A machine-read fact says that nobody has reviewed it."""
    assert set(STATUSES) == set(FactStatus)
    assert STATUSES[FactStatus.READ] == "read by machine, not reviewed"


def test_the_words_that_say_it_are_marked() -> None:
    """Names whole or by the surname, the verb in any form, never a part of another word."""
    quote = "Vane visited Vanessa; Ada Vane's visit to GB, not to GBR."
    spans = marked(replace(VISIT, provenance=replace(VISIT.provenance, quote=quote)))
    assert [span.of(quote) for span in spans] == ["Vane", "visited", "Ada Vane", "visit", "GB"]


@given(st.text(), st.text(min_size=1), st.text(min_size=1))
def test_marks_lie_in_the_sentence_in_order(quote: str, name: str, predicate: str) -> None:
    """Whatever the sentence and the names are."""
    stated = replace(STATED, subject=Entity(name, EntityType.PERSON, "person:x"), predicate=predicate)
    spans = marked(replace(VISIT, proposition=stated, provenance=replace(VISIT.provenance, quote=quote)))
    edges = [edge for span in spans for edge in (span.start, span.end)]
    assert edges == sorted(edges)
    assert all(0 <= edge <= len(quote) for edge in edges)
