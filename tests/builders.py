"""Articles, claims, facts and reports made up for tests; every name and event is invented."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from service.domain.claims import Claim, ClaimKind, Entity, EntityType, Mention, OfficeHeld, Proposition
from service.domain.facts import Fact, FactStatus, Provenance, Revision
from service.domain.text import Article, Document, Span
from service.domain.time import (
    ClaimTime,
    Granularity,
    Interval,
    TimeExpression,
    TimexType,
    ValidTime,
)
from service.domain.verdicts import (
    Against,
    Bearing,
    DateUsed,
    Finding,
    Label,
    Outcome,
    Report,
    Score,
    Suggestion,
    Undecided,
    Verdict,
)
from service.reading.article import prepare

TEXT = (
    "Ruritania opens its bridge\n\n"
    "Prime Minister Ada Vane opened the bridge over the Vlt on 12 May 2014. "
    "She said \u201cit was the first since 1931\u201d.\n\n"
    "The works took three years."
)
VANE = Entity("Ada Vane", EntityType.PERSON, "person:vane", "RU")
BRIDGE = Entity("bridge over the Vlt", EntityType.THING, "thing:bridge over the vlt")
DAY_OF_OPENING = Interval.on(date(2014, 5, 12))


def document(text: str = TEXT, **more: Any) -> Document:  # noqa: ANN401 - fields of the value that is made
    """A plain text made ready for reading."""
    return prepare(Article(text=text, **more))


def span(doc: Document, words: str) -> Span:
    """Where `words` first stand in what the reader reads."""
    start = doc.text.index(words)
    return Span(start, start + len(words))


def expression(doc: Document, words: str, value: str, interval: Interval | None = None) -> TimeExpression:
    """A calendar date in the text."""
    return TimeExpression(
        "t1", span(doc, words), words, TimexType.DATE, value, interval=interval, granularity=Granularity.DAY
    )


def claim(doc: Document, words: str, *, number: int = 1, dated: str | None = None, **more: Any) -> Claim:  # noqa: ANN401 - fields of the value that is made
    """An office claim where `words` stand; `dated` are the words that date it."""
    time = None
    if dated is not None:
        found = expression(doc, dated, "2014-05-12", DAY_OF_OPENING)
        time = ClaimTime(DAY_OF_OPENING, Granularity.DAY, expression=found)
    said = Proposition(
        kind=more.pop("kind", ClaimKind.OFFICE),
        predicate="hold_office",
        subject=VANE,
        object=BRIDGE,
        time=time,
        office=OfficeHeld(VANE, "Prime Minister", "prime-minister", "RU"),
        **more,
    )
    place = span(doc, words)
    return Claim(f"c{number:02d}", place, 0, said, f"{words}.", f"key{number}", f"event{number}")


def fact(number: int = 1, **more: Any) -> Fact:  # noqa: ANN401 - fields of the value that is made
    """A fact from a trusted article about who held the office."""
    where = Provenance(
        source="example.org",
        locator="example.org/1",
        url="https://example.org/1",
        published_on=date(2014, 5, 13),
        span=Span(10, 30),
        quote="Bo Lind was Prime Minister.",
        **more,
    )
    said = Proposition(ClaimKind.OFFICE, "hold_office", subject=VANE)
    return Fact(f"f{number}", said, ValidTime.exactly(Interval(date(2013, 1, 1))), FactStatus.OFFICIAL, where)


def refuted(made: Claim, *facts: Fact, suggestion: Suggestion | None = None) -> Verdict:
    """A contradicted claim; without facts it is arithmetic that refutes it."""
    finding = Finding(
        "office_tenure",
        Bearing.REFUTES,
        Against.FACT if facts else Against.ARITHMETIC,
        "On 12 May 2014 the office was held by Bo Lind.",
        "Ada Vane",
        "Bo Lind",
        facts,
    )
    return Verdict(made, Label.CONTRADICTED, 0.97, (finding,), None, suggestion, ("f1: considered",))


def unknown(made: Claim) -> Verdict:
    """A claim of which nothing is known."""
    return Verdict(made, Label.NOT_ENOUGH_INFO, 0.5, reason=Undecided.NO_RECORD)


def report(doc: Document, *verdicts: Verdict, score: Score | None = None, **more: Any) -> Report:  # noqa: ANN401 - fields of the value that is made
    """A report with those verdicts."""
    return Report(
        id="r1",
        document=doc,
        score=score or Score(23.46, (14.0, 35.29), None, Outcome.CONFLICTS_FOUND),
        verdicts=verdicts,
        mentions=(Mention(span(doc, "Ada Vane"), "Ada Vane", VANE, (BRIDGE,)),),
        time_expressions=(expression(doc, "12 May 2014", "2014-05-12", DAY_OF_OPENING),),
        date=DateUsed(date(2014, 5, 13), "given"),
        as_of=date(2014, 5, 13),
        known_at=datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
        revision=Revision("rev1", datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)),
        pipeline_version="test",
        **more,
    )
