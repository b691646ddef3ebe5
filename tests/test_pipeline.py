"""The pipeline with and without what is learned."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from service import pipeline
from service.domain.text import Article
from service.reading.article import prepare

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pytest

    from models.parser import Tree
    from service.reading.tokens import Token

TEXT = (
    "Foreign Minister Ada Roe met Jan Berg in Lund on Friday. The bridge, built in 1974, was closed in May 2009. " * 3
)


def test_without_the_parser_the_report_says_so() -> None:
    """The order of words reads on where there is no parser, and the version tells which reading it was."""
    document = prepare(Article(text=TEXT, published_at=date(2012, 5, 9)))
    reports = [
        pipeline.check(document, ledger=None, report_id="r", using=pipeline.models(parser))
        for parser in ("tree", "words")
    ]
    assert [report.pipeline_version for report in reports] == [
        pipeline.PIPELINE_VERSION,
        f"{pipeline.PIPELINE_VERSION}+words",
    ]
    assert all(report.verdicts for report in reports)


def test_of_a_long_text_the_rest_is_read_by_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Past the reach of the parser sentences are still read, without a tree."""
    document = prepare(Article(text=TEXT, published_at=date(2012, 5, 9)))
    monkeypatch.setattr(pipeline, "MOST_PARSED", 60)
    reading = pipeline.read(document)
    related = [any(clause.governor is not None for clause in view.parse.clauses) for view in reading.views]
    assert len(reading.views) == 6
    assert any(related[:2])
    assert not any(related[3:])
    assert [claim.sentence for claim in reading.claims if claim.sentence > 2]


def test_references_share_the_reach_of_their_article(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many references a request has, the parser goes no further than for one text."""
    document = prepare(Article(text=TEXT, published_at=date(2012, 5, 9)))
    parsed: list[int] = []
    trees = pipeline.Models.trees

    def counted(self: pipeline.Models, tokens: Sequence[Sequence[Token]], reach: pipeline.Reach) -> list[Tree]:
        found = trees(self, tokens, reach)
        parsed.append(len(found))
        return found

    monkeypatch.setattr(pipeline, "MOST_PARSED", 200)
    monkeypatch.setattr(pipeline.Models, "trees", counted)
    pipeline.check(document, ledger=None, report_id="r", references=[document] * 3)
    assert parsed[0] == 6
    assert sum(parsed) < 12


def test_a_month_is_nobody_of_that_name() -> None:
    """In a text about somebody called May, "12 May 2010" is a day and "May resigned" is she."""
    words = "Theresa May is Home Secretary. David Cameron visited Leeds on 12 May 2010. May resigned in July."
    reading = pipeline.read(prepare(Article(text=words, published_at=date(2016, 7, 20))))
    assert [m.span.of(words) for m in reading.mentions if m.entity.name == "Theresa May"] == ["Theresa May", "May"]
    assert any("12 May 2010" in claim.statement for claim in reading.claims)
