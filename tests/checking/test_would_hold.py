"""What would have to be true: every refuted or suspected claim names the smallest change; no edit launders."""

from __future__ import annotations

import pytest

from service.domain.claims import ClaimKind, Polarity, Proposition, Quantity
from service.domain.facts import Fact, FactStatus, Office
from service.domain.names import person
from service.domain.verdicts import Label
from tests.checking.builders import LONDON, MOSCOW, Shelf, claims, event, fact, judged, term, title, verdict_on

OFFICES = (Office("GB:prime-minister", "Prime Minister", "GB", "prime-minister", single=True),)
TERMS = (
    term("Edgar Guest", "GB:prime-minister", "2010-05-11", "2016-07-13"),
    term("Paula Next", "GB:prime-minister", "2016-07-13", "2019-07-24"),
)
ANNA, PETER = person("Anna Moberg"), person("Peter Lund")
HURT = event("hurt", None, place=LONDON, time="2001-05-04", words=frozenset({"fire", "hurt", "hotel", "people"}))


def counted(value: float) -> Proposition:
    """A fire that hurt so many people."""
    return Proposition(
        ClaimKind.NUMBER, "hurt", place=LONDON, time=HURT.time, number=Quantity(value, "people"), words=HURT.words
    )


@pytest.mark.parametrize(
    ("claim", "facts", "change"),
    [
        (event("die", ANNA, time="1994"), [event("die", ANNA, time="1996")], "in 1996"),
        (event("die", ANNA, time="1996", place=MOSCOW), [event("die", ANNA, time="1996", place=LONDON)], "in London"),
        (event("meet", ANNA, PETER, time="1999-03"), [event("die", ANNA, time="1996")], "31 December 1996"),
        (counted(400), [counted(40)], "40 people"),
        (
            event("meet", ANNA, PETER, time="1999-03-02", polarity=Polarity.NEGATE),
            [event("meet", ANNA, PETER, time="1999-03-02")],
            "this happened",
        ),
    ],
)
def test_a_refuted_claim_says_what_would_have_to_be_true(
    claim: Proposition, facts: list[Proposition], change: str
) -> None:
    """Date, place, number or polarity of the record stand in a sentence of their own."""
    verdict = verdict_on(claim, *[fact(one, FactStatus.REVIEWED) for one in facts], published="2004-06-01")
    assert verdict.label is Label.CONTRADICTED
    assert verdict.suggestion is not None
    assert verdict.suggestion.would_hold.startswith("It would agree if ")
    assert change in verdict.suggestion.would_hold


def test_a_title_would_hold_of_its_holder_or_in_its_time() -> None:
    """Two ways: the holder of that time, or the bearer's own term."""
    verdict = verdict_on(
        title("Paula Next", "Prime Minister", "prime-minister", "GB"), *TERMS, published="2012-03-01", offices=OFFICES
    )
    assert verdict.suggestion is not None
    assert verdict.suggestion.would_hold == (
        "It would agree if the Prime Minister had been Edgar Guest, "
        "or if the date lay in the term of Paula Next, 13 July 2016 - 23 July 2019."
    )


@pytest.mark.parametrize("kind", [ClaimKind.EVENT, ClaimKind.STATE, ClaimKind.NUMBER, ClaimKind.QUOTE])
def test_no_edit_beside_what_no_record_supports(kind: ClaimKind) -> None:
    """A right title put into a sentence that nothing supports would only make the invention look checked."""
    presidents = (Office("FR:president", "President", "FR", "president", single=True),)
    facts: tuple[Fact, ...] = (
        term("Luc Morel", "FR:president", "2007-05-16", "2012-05-15"),
        term("Jean Roux", "FR:prime-minister", "2007-05-17", "2012-05-10"),
    )
    words = "Prime Minister Luc Morel opened the bridge."
    bearing = title("Luc Morel", "Prime Minister", "prime-minister", "FR")
    invented = Proposition(kind, "open", subject=person("Luc Morel"))
    offices = (*presidents, Office("FR:prime-minister", "Prime Minister", "FR", "prime-minister", single=True))
    alone = judged(claims(bearing, texts=(words,)), Shelf(facts, offices), "2010-03-01", (words,)).verdicts[0]
    assert alone.suggestion is not None
    assert alone.suggestion.replacement == "President"
    made = claims(bearing, invented, sentences=(0, 0), texts=(words, words))
    beside = judged(made, Shelf(facts, offices), "2010-03-01", (words, words)).verdicts[0]
    assert beside.suggestion is not None
    assert beside.suggestion.replacement is None
    assert beside.suggestion.would_hold == alone.suggestion.would_hold
