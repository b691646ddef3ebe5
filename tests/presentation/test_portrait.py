"""Somebody's time as a drawing: everything dated is drawn once, inside the drawing, and leads to its fact."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from service.domain.facts import Fact, FactStatus
from service.domain.time import Interval, ValidTime
from service.presentation.portrait import MOST_TOLD, Labels, life, marks, svg
from tests.ledger.builders import sighting, tenure, visit

DAYS = st.none() | st.dates(date(1000, 1, 1), date(9998, 12, 31))
TIMES = st.builds(ValidTime, DAYS, DAYS, DAYS, DAYS)
LABELS = Labels("Ada Vane over time", "born", "died")
TERM = tenure("Ada Vane", "RU:president", "2016-03-09", "2020-03-09")
TRIP = visit("Ada Vane", "GB", "2014-05-12", "2014-05-13")


def drawn(*facts: Fact, born: ValidTime | None = None, died: ValidTime | None = None) -> str:
    """The drawing of some facts; it is well-formed XML."""
    drawing = svg(life(facts, born, died), LABELS, lambda fact: f"/ledger/facts/{fact}")
    if drawing:
        etree.fromstring(drawing.encode())
    return drawing


def linked(drawing: str) -> list[str]:
    """The facts that a drawing leads to."""
    return re.findall(r'href="/ledger/facts/(\w+)"', drawing)


@given(st.lists(TIMES, max_size=5), st.lists(TIMES, max_size=MOST_TOLD + 4), st.none() | TIMES, st.none() | TIMES)
def test_whatever_has_a_date_is_drawn_once(
    terms: list[ValidTime], events: list[ValidTime], born: ValidTime | None, died: ValidTime | None
) -> None:
    """Open, upside down or far apart, few or many: each leads to its fact once, and nothing leaves the drawing."""
    facts = [replace(TERM, id=f"t{n}", valid=valid) for n, valid in enumerate(terms)]
    facts += [replace(TRIP, id=f"e{n}", valid=valid) for n, valid in enumerate(events)]
    found = drawn(*facts, born=born, died=died)
    dated = [fact for fact in facts if fact.valid.possible != Interval()]
    firsts = {(fact.id[0] == "t", fact.valid if fact.id[0] == "t" else fact.id): fact.id for fact in reversed(dated)}
    assert sorted(linked(found)) == (sorted(firsts.values()) if found else [])
    assert all(-1 <= float(at) <= 101 for at in re.findall(r'(?:x|x1|x2)="(-?[\d.]+)%"', found))
    assert all(float(width) >= 0 for width in re.findall(r'width="(-?[\d.]+)%"', found))


def test_one_term_of_several_sources_is_one_bar() -> None:
    """Two tables that tell the same term make one bar under one title; other days make another."""
    other = replace(TERM, id="other", provenance=replace(TERM.provenance, source="Another register"))
    found = life([TERM, other, tenure("Ada Vane", "RU:president", "2024-03-09", "2028-03-09")])
    assert [len(term.facts) for term in found.terms] == [2, 1]
    assert "Another register" in drawn(TERM, other)


def test_a_title_seen_on_a_day_is_no_term() -> None:
    """It says nothing of when a term begins or ends, and is drawn as what happened on that day."""
    seen = sighting("Ada Vane", "RU:president", 90)
    assert [fact.id for fact in life([seen]).events] == [seen.id]
    assert life([seen]).terms == ()


def test_an_office_is_drawn_with_its_holders() -> None:
    """Under their names, the first holder first."""
    later = tenure("Otto Zapt", "RU:president", "2020-03-09", "2024-03-09")
    assert [term.words for term in life([later, TERM], of_office=True).terms] == ["Ada Vane", "Otto Zapt"]


def test_nothing_dated_is_no_drawing() -> None:
    """An empty drawing would say that nothing happened."""
    assert drawn() == ""
    assert drawn(replace(TRIP, valid=ValidTime())) == ""


def test_marks_explain_what_is_drawn_and_nothing_else() -> None:
    """One for each kind of thing in the drawing."""
    contested = replace(TRIP, id="c", contested=True)
    reviewed = replace(TRIP, id="r", status=FactStatus.REVIEWED)
    assert [kind for kind, _ in marks(life([TERM, TRIP, reviewed, contested]))] == [
        "term",
        "reviewed",
        "read",
        "contested",
    ]
    assert marks(life([])) == []


def test_words_from_outside_are_inert() -> None:
    """Names, sources and addresses of facts are escaped, and turn no direction of reading."""
    evil = "<script>alert(1)</script>\"'\u202e\x00"
    fact = visit(evil, "GB", "2014-05-12", "2014-05-13")
    fact = replace(fact, id='"><script>', provenance=replace(fact.provenance, source=evil))
    found = drawn(fact, tenure(evil, "RU:<b>", "2016-03-09", "2020-03-09"))
    assert "<script" not in found
    assert "<b>" not in found
    assert "\u202e" not in found
