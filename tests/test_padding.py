"""A false story among true background, from text to score: what is true buys nothing."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from service import pipeline
from service.domain.text import Article
from service.domain.verdicts import Label
from service.ledger.memory import MemoryLedger
from service.reading.article import prepare

if TYPE_CHECKING:
    from service.domain.text import Document
    from service.domain.verdicts import Report

RECORD = "The ferry Aurora sank off Tallinn on 12 March 2009. Arvo Kask, its captain, was acquitted in May 2011."
FALSE = "The ferry Aurora sank off Tallinn on 19 March 2009."
INVENTED = "Divers found forty gold bars in the cabin. A museum in Lyon bought the bell for nine million euros."
HEADLINE = "Ferry Aurora sank off Tallinn on 19 March 2009"
PLACES = (
    "Arden Brill Cassel Dorne Elst Farrow Gudvik Halden Ister Jarrow Kelso Lunde Marlow Norden Orsa Pelham Quorn Rusk"
).split()
DEEDS = ("harbour was dredged", "town hall was rebuilt", "station was closed", "cathedral burnt down")
MONTHS = ("January", "March", "May", "June", "October")
BANDS = {"contradicted": (0, 49), "suspect": (50, 74), "unsupported": (0, 49)}


def background(count: int) -> list[str]:
    """True sentences: those that are given as a reference."""
    days = [f"{1 + n % 28} {MONTHS[n % 5]} {1960 + n % 50}" for n in range(count)]
    return [
        f"The {PLACES[n % len(PLACES)]} {DEEDS[n // len(PLACES)]} on {day}, after years of dispute."
        for n, day in enumerate(days)
    ]


def text(words: str, title: str | None = None) -> Document:
    """An article of the year after the story."""
    return prepare(Article(text=words, title=title, published_at=date(2012, 2, 1), language="en"))


def checked(kind: str, paragraphs: list[str], true: int, title: str | None = None) -> Report:
    """The report on an article of these paragraphs beside a record of the story and `true` sentences of background.

    The record is a reference; for a suspicion it is a single article that was read by machine.
    """
    record, others = text(RECORD), text("\n\n".join(background(true)) or "It rained.")
    ledger = MemoryLedger(pipeline.learn(record)) if kind == "suspect" else None
    references = [others] if kind == "suspect" else [record, others]
    return pipeline.check(
        text("\n\n".join(paragraphs), title),
        ledger=ledger,
        references=references,
        closed=kind == "unsupported",
        report_id="test",
    )


def story(kind: str) -> str:
    """The false story that earns this label."""
    return INVENTED if kind == "unsupported" else FALSE


def value(report: Report) -> float:
    """The score, which is there."""
    assert report.score.value is not None
    return report.score.value


@pytest.mark.parametrize("kind", BANDS)
@pytest.mark.parametrize(("count", "before"), [(5, 2), (20, 20), (60, 0), (60, 60)])
def test_true_background_buys_nothing(kind: str, count: int, before: int) -> None:
    """However much of it stands before or after a false story, its band and its score stay what they are."""
    alone = checked(kind, [story(kind)], count)
    assert Label(kind) in {verdict.label for verdict in alone.verdicts}
    true = background(count)
    padded = checked(kind, [*true[:before], story(kind), *true[before:]], count)
    supported = sum(verdict.label is Label.SUPPORTED for verdict in padded.verdicts)
    assert supported >= count
    low, high = BANDS[kind]
    assert low <= value(padded) <= value(alone) <= high


@pytest.mark.parametrize("kind", BANDS)
@pytest.mark.parametrize("title", ["Notes from the archive", background(1)[0].rstrip("."), HEADLINE])
def test_another_title_lifts_nothing(kind: str, title: str) -> None:
    """A title that tells nothing, one that is true and one that is false: none makes a false story look better."""
    untitled = checked(kind, [story(kind), *background(3)], 5)
    titled = checked(kind, [story(kind), *background(3)], 5, title)
    assert value(titled) <= value(untitled) <= BANDS[kind][1]


@pytest.mark.parametrize("kind", ["contradicted", "suspect"])
def test_a_headline_told_again_is_one_conflict(kind: str) -> None:
    """To repeat the false headline neither helps nor counts twice."""
    once = checked(kind, [HEADLINE, FALSE, *background(3)], 5)
    again = checked(kind, [HEADLINE, f"{HEADLINE}.", FALSE, f"{HEADLINE}.", *background(3)], 5)
    assert value(again) == value(once)


def test_a_false_story_split_into_paragraphs_keeps_its_place() -> None:
    """Where one paragraph ends and the next begins says nothing about what is true."""
    whole = checked("unsupported", [INVENTED], 5)
    split = checked("unsupported", INVENTED.replace(". ", ".\n").split("\n"), 5)
    assert value(split) == value(whole)
