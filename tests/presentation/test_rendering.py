"""Marked texts: every character once, the worst verdict on top, the same words in each form."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from service.cli.terminal import print_report
from service.contract.reports import report_json
from service.domain.facts import FactStatus
from service.domain.text import Span
from service.domain.verdicts import Label, Outcome, Report, Score, Suggestion, Undecided
from service.presentation import page as pages
from service.presentation import wording
from service.presentation.marking import passages
from service.presentation.view import ReportView, view_of
from tests.builders import claim, document, fact, refuted, report, unknown


def viewed(made: Report) -> ReportView:
    """The report as it looks to whoever gets its JSON."""
    return view_of(report_json(made))


def page(made: Report) -> str:
    """The page of the report, its article included."""
    return pages.page(viewed(made), made.document)


def printed(made: Report, encoding: str = "utf-8") -> str:
    """The report as a terminal of 100 columns without colours shows it."""
    raw = io.BytesIO()
    console = Console(file=io.TextIOWrapper(raw, encoding=encoding, write_through=True), width=100)
    print_report(viewed(made), made.document, console)
    return raw.getvalue().decode(encoding)


@given(st.lists(st.tuples(st.integers(0, 170), st.integers(1, 60)), max_size=8))
def test_marking_loses_no_character(places: list[tuple[int, int]]) -> None:
    """Put together, the pieces of a passage are the passage, and each claim ends once."""
    doc = document()
    made = [
        unknown(replace(claim(doc, "Ada", number=number), span=Span(start, min(start + size, len(doc.text)))))
        for number, (start, size) in enumerate(places)
    ]
    shown = list(passages(viewed(report(doc, *made)), doc))
    for passage in shown:
        assert "".join(piece.text for piece in passage.pieces) == passage.block.span.of(doc.text)
    assert sum(len(piece.ending) for passage in shown for piece in passage.pieces) == len(made)
    assert sum(len(passage.claims) for passage in shown) == len(made)


def test_where_claims_overlap_the_worst_shows() -> None:
    """A conflict inside an unknown claim is seen."""
    doc = document()
    outer = unknown(claim(doc, "Prime Minister Ada Vane opened the bridge", number=1))
    inner = refuted(claim(doc, "Ada Vane", number=2))
    found = viewed(report(doc, outer, inner))
    pieces = [piece for passage in passages(found, doc) for piece in passage.pieces]
    assert {piece.text: piece.shown for piece in pieces}["Ada Vane"] == found.claims[1]


def test_what_a_machine_has_read_shows_its_sentence_and_that_nobody_reviewed_it() -> None:
    """In the terminal, on the page and as JSON: the sentence, and the status in words."""
    doc = document()
    made = report(doc, refuted(claim(doc, "Ada Vane"), replace(fact(), status=FactStatus.READ)))
    for shown in (printed(made), page(made)):
        assert "[read by machine, not reviewed]" in shown
        assert "Bo Lind was Prime Minister." in shown
    (evidence,) = report_json(made)["claims"][0]["evidence"]  # type: ignore[index]
    assert (evidence["status"], evidence["status_text"]) == ("read", "read by machine, not reviewed")
    assert evidence["quote"] == "Bo Lind was Prime Minister."


def test_a_terminal_shows_everything_that_decides() -> None:
    """Reason, both values, source, quotation and nearest fact stand under the claim."""
    doc = document()
    verdict = refuted(claim(doc, "Ada Vane"), fact(), suggestion=Suggestion("Bo Lind held it then"))
    text = printed(report(doc, verdict))
    for words in (
        "Score 23.4 of 100 (14.0 to 35.2): at least one claim conflicts",
        "Date: 13 May 2014 (as given)",
        "Ada Vane [✗c01]",
        "[✗c01] Conflicts with the record: Ada Vane.",
        "On 12 May 2014 the office was held by Bo Lind.",
        "claimed: Ada Vane",
        "recorded: Bo Lind",
        "source: example.org, 13 May 2014 [official record] https://example.org/1",
        "“Bo Lind was Prime Minister.”",
        "nearest fact: Bo Lind held it then",
    ):
        assert words in text


def test_a_plain_terminal_gets_plain_signs() -> None:
    """Without Unicode the signs are letters."""
    doc = document("Ada Vane came on 12 May 2014.")
    assert "[xc01]" in printed(report(doc, refuted(claim(doc, "Ada Vane"))), "ascii")


@pytest.mark.parametrize("label", list(Label))
def test_every_verdict_has_its_words(label: Label) -> None:
    """Each verdict of the contract is worded in both forms."""
    doc = document()
    verdict = replace(unknown(claim(doc, "Ada Vane")), label=label)
    words = wording.VERDICTS[label].words
    assert words in printed(report(doc, verdict))
    assert words in page(report(doc, verdict))


@pytest.mark.parametrize("reason", [reason for reason in Undecided if reason is not Undecided.NO_RECORD])
def test_every_reason_has_its_words(reason: Undecided) -> None:
    """A claim that was not decided says why, unless "No record" has said it."""
    doc = document()
    verdict = replace(unknown(claim(doc, "Ada Vane")), reason=reason)
    assert wording.REASONS[reason] in printed(report(doc, verdict))


def test_no_score_is_told_in_words() -> None:
    """Where nothing could be decided, the reason stands where the score would."""
    made = report(document(), score=Score(None, None, "Nothing was decided.", Outcome.TOO_LITTLE_CHECKED))
    assert printed(made).splitlines()[:2] == ["Too little could be checked to say", "No score: Nothing was decided."]


def test_suspicion_alone_is_not_called_a_conflict() -> None:
    """Only suspect claims: the headline asks for a second look and accuses nobody."""
    doc = document()
    made = report(doc, replace(unknown(claim(doc, "Ada Vane")), label=Label.SUSPECT))
    assert wording.outcome(viewed(made)) == "Nothing conflicts outright, but some claims should be checked"


def test_a_report_on_the_beginning_of_an_article_says_so() -> None:
    """In the terminal and on the page, beside the number of claims; otherwise nothing is said."""
    doc = document()
    for cut in (False, True):
        made = report(doc, unknown(claim(doc, "three years")), truncated=cut)
        for shown in (" ".join(printed(made).split()), page(made)):
            assert ("its end was not checked" in shown) is cut
