"""Reports and readings are exactly what the contract documents."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.contract.report_schemas import JudgedClaimSchema, ReadingSchema, ReportSchema
from service.contract.reports import reading_json, report_json
from service.domain.claims import Quantity
from service.domain.text import Article, Document, Role, Segment
from service.domain.verdicts import Outcome, Score, Suggestion
from service.pipeline import Reading
from service.reading.article import prepare
from tests.builders import claim, document, expression, fact, refuted, report, span, unknown

if TYPE_CHECKING:
    from service.domain.facts import Fact

CONTRACT_ORDER = (
    "id score interval score_reason outcome coverage counts date claims entities time_expressions as_of known_at "
    "ledger_revision text_sha256 pipeline_version"
).split()
CLAIM_ORDER = (
    "id claim_key segment start end quote statement kind subject predicate object place office number time polarity "
    "modality attributed_to verdict reason confidence findings evidence suggestion reason_detail"
).split()


def judged(doc: Document, *facts: Fact, suggestion: Suggestion | None = None) -> dict[str, object]:
    """The JSON of one contradicted claim."""
    made = report(
        doc, refuted(claim(doc, "Prime Minister Ada Vane", dated="12 May 2014"), *facts, suggestion=suggestion)
    )
    claims = report_json(made)["claims"]
    assert isinstance(claims, list)
    found: dict[str, object] = claims[0]
    return found


def test_a_report_has_the_documented_members_in_their_order() -> None:
    """Every member of the contract is there, in its order, and nothing that the schema does not name."""
    doc = document()
    made = report_json(report(doc, refuted(claim(doc, "Ada Vane"), fact()), unknown(claim(doc, "three years"))))
    assert list(made) == CONTRACT_ORDER
    assert list(judged(doc)) == CLAIM_ORDER
    assert ReportSchema().validate(made) == {}
    assert list(ReportSchema().fields) == CONTRACT_ORDER
    assert list(JudgedClaimSchema().fields) == [*CLAIM_ORDER, "considered", "retrieved"]


def test_counts_and_coverage_add_up() -> None:
    """What was found, what can be checked and what was decided."""
    doc = document()
    made = report_json(report(doc, refuted(claim(doc, "Ada Vane")), unknown(claim(doc, "three years", number=2))))
    assert made["coverage"] == {"claims": 2, "checkable": 2, "checked": 1, "truncated": False}
    assert made["counts"] == {
        "supported": 0,
        "contradicted": 1,
        "suspect": 0,
        "not_enough_info": 1,
        "not_checkable": 0,
        "unsupported": 0,
    }


def test_a_claim_says_where_when_and_why() -> None:
    """Offsets, time, finding and evidence of one claim."""
    doc = document()
    found = judged(doc, fact())
    where = span(doc, "Prime Minister Ada Vane")
    assert (found["start"], found["end"], found["quote"]) == (where.start, where.end, "Prime Minister Ada Vane")
    assert found["office"] == {"person": "Ada Vane", "title": "Prime Minister", "jurisdiction": "RU"}
    when = span(doc, "12 May 2014")
    assert found["time"] == {
        "start": when.start,
        "end": when.end,
        "text": "12 May 2014",
        "type": "DATE",
        "value": "2014-05-12",
        "mod": None,
        "interval": ["2014-05-12", "2014-05-13"],
        "granularity": "day",
        "relation": "in",
    }
    assert found["findings"] == [
        {
            "rule": "office_tenure",
            "bearing": "refutes",
            "against": "fact",
            "detail": "On 12 May 2014 the office was held by Bo Lind.",
            "claimed": "Ada Vane",
            "recorded": "Bo Lind",
            "fact_id": "f1",
            "origins": 1,
            "corroboration": 0.97,
            "alignment": [],
        }
    ]
    assert found["evidence"] == [
        {
            "fact_id": "f1",
            "source": "example.org",
            "url": "https://example.org/1",
            "published_at": "2014-05-13",
            "status": "official",
            "status_text": "official record",
            "quote": "Bo Lind was Prime Minister.",
            "start": 10,
            "end": 30,
            "locator": "example.org/1",
            "licence": None,
            "publisher": None,
            "tier": "standard",
            "same_publisher": False,
            "kind": "office",
            "statement": "Ada Vane holds office",
            "when": "from 1 January 2013 on",
            "valid": ["2013-01-01", "2013-01-01", None, None],
        }
    ]


def test_arithmetic_needs_no_fact() -> None:
    """A finding of arithmetic names no fact, and there is no evidence for it."""
    found = judged(document())
    assert found["findings"][0]["fact_id"] is None  # type: ignore[index]  # decoded JSON, whose shape is what is tested
    assert found["evidence"] == []


def test_a_suggestion_edits_the_text_as_sent_or_not_at_all() -> None:
    """`edit` holds offsets into what was sent; without a replacement it is null."""
    doc = document()
    where = span(doc, "Ada Vane")
    assert judged(doc, suggestion=Suggestion("Bo Lind held it", where, "Bo Lind"))["suggestion"] == {
        "text": "Bo Lind held it",
        "edit": {"start": where.start, "end": where.end, "replacement": "Bo Lind"},
        "would_hold": None,
    }
    assert judged(doc, suggestion=Suggestion("Bo Lind held it", would_hold="It would agree if so."))["suggestion"] == {
        "text": "Bo Lind held it",
        "edit": None,
        "would_hold": "It would agree if so.",
    }


def test_what_was_considered_is_only_told_when_asked_for() -> None:
    """`explain` adds a member; without it the member is not there."""
    doc = document()
    made = report(doc, refuted(claim(doc, "Ada Vane")))
    assert "considered" not in judged(doc)
    explained = report_json(replace(made, explain=True))
    assert explained["claims"][0]["considered"] == ["f1: considered"]  # type: ignore[index]  # decoded JSON, whose shape is what is tested
    assert ReportSchema().validate(explained) == {}


def test_a_number_keeps_its_bound() -> None:
    """A quantity says how it is meant."""
    doc = document()
    made = claim(doc, "three years", number=2)
    made = replace(made, proposition=replace(made.proposition, number=Quantity(3, "years")))
    found = report_json(report(doc, unknown(made)))
    assert found["claims"][0]["number"] == {"value": 3, "unit": "years", "bound": "eq"}  # type: ignore[index]  # decoded JSON, whose shape is what is tested
    assert ReportSchema().validate(found) == {}


def test_segments_are_named() -> None:
    """In an article of segments each offset says which segment it counts in."""
    pieces = (Segment("h", Role.HEADLINE, "A bridge"), Segment("b", Role.BODY, "Ada Vane opened it on 12 May 2014."))
    doc = prepare(Article(segments=pieces))
    found = report_json(report(doc, unknown(replace(claim(doc, "Ada Vane"), segment="b"))))
    assert [found["claims"][0][name] for name in ("segment", "start", "end")] == ["b", 0, 8]  # type: ignore[index]  # decoded JSON, whose shape is what is tested
    assert found["entities"][0]["segment"] == found["time_expressions"][0]["segment"] == "b"  # type: ignore[index]  # decoded JSON, whose shape is what is tested


def test_no_score_has_a_reason() -> None:
    """Unknown is null with a reason, never a number."""
    doc = document()
    found = report_json(report(doc, score=Score(None, None, "Nothing was decided.", Outcome.TOO_LITTLE_CHECKED)))
    assert (found["score"], found["interval"], found["score_reason"]) == (None, None, "Nothing was decided.")
    assert ReportSchema().validate(found) == {}


@given(st.floats(0, 100))
def test_cutting_a_score_never_changes_its_band(value: float) -> None:
    """A score that is written with one decimal lies in the band of the score itself."""
    found = report_json(report(document(), score=Score(value, (value, value), None, Outcome.CONFLICTS_FOUND)))["score"]
    assert isinstance(found, float)
    assert (found >= 50, found >= 75) == (value >= 50, value >= 75)
    assert 0 <= value - found < 0.1


def test_a_reading_is_a_report_without_verdicts() -> None:
    """`read` gives what the reader sees: each claim as in a report, but for the verdict and what follows from it."""
    doc = document()
    made = Reading(doc, (), (expression(doc, "12 May 2014", "2014-05-12"),), (), (claim(doc, "Ada Vane"),))
    found = reading_json(made, "a.txt")
    assert list(found) == ["id", "time_expressions", "entities", "claims"]
    assert ReadingSchema().validate(found) == {}
    claims = found["claims"]
    assert isinstance(claims, list)
    assert list(claims[0]) == CLAIM_ORDER[: CLAIM_ORDER.index("verdict")]


@pytest.mark.parametrize("name", ["fact_id", "source", "url", "published_at", "status", "quote", "start", "end"])
def test_evidence_has_the_documented_members(name: str) -> None:
    """Nothing that a client may rely on is missing from a piece of evidence."""
    assert name in judged(document(), fact())["evidence"][0]  # type: ignore[index]  # decoded JSON, whose shape is what is tested


def test_a_report_says_where_the_end_of_an_article_was_not_checked() -> None:
    """`coverage.truncated` is the report's own."""
    doc = document()
    for cut in (False, True):
        made = report_json(report(doc, unknown(claim(doc, "three years")), truncated=cut))
        assert made["coverage"] == {"claims": 1, "checkable": 1, "checked": 0, "truncated": cut}
        assert ReportSchema().validate(made) == {}
