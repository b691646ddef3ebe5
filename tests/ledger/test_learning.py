"""Trusted articles as facts: what is stated, when it holds, which sentence says it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from service.domain.claims import Claim, ClaimKind, Modality, Proposition
from service.domain.copies import origin_of
from service.domain.facts import FactStatus
from service.domain.names import person
from service.domain.text import ArticleKind, Block, Document, Sentence, Span
from service.domain.time import ClaimTime, Extent, Granularity, Interval, TimeExpression, TimeRelation, TimexType
from service.ledger.learning import NEVER_SURE, learn, valid_time
from service.ledger.memory import MemoryLedger
from service.ledger.origins import joined
from service.ledger.sql import SqlLedger
from tests.ledger.builders import MONDAY, TUESDAY, days

if TYPE_CHECKING:
    from pathlib import Path

    from service.domain.facts import Fact

TEXT = "The king of Ruritania arrived in the small town of Zenda on Monday for a private hunting party with friends."
OTHER = "Palace: " + TEXT.replace("private ", "").replace("king", "King")
PUBLISHED = date(2024, 3, 5)


def _document(text: str = TEXT, source: str = "www.Example.org", kind: ArticleKind = ArticleKind.NEWS) -> Document:
    digest = origin_of(text + source) * 2
    return Document(text, text, (Block(Span(0, len(text))),), digest, PUBLISHED, source=source, kind=kind)


def _claim(modality: Modality = Modality.ASSERTED, time: ClaimTime | None = None, *, checkable: bool = True) -> Claim:
    stated = Proposition(ClaimKind.EVENT, "arrive", subject=person("Rudolf Elphberg"), time=time, modality=modality)
    return Claim("c1", Span(0, 20), 0, stated, "He arrived.", "key", checkable=checkable)


def _learn(claims: list[Claim], text: str = TEXT, source: str = "www.Example.org") -> tuple[Fact, ...]:
    return learn(_document(text, source), claims, [Sentence(0, Span(0, len(text)))], status=FactStatus.READ)


def _time(start: str | None, end: str | None, extent: Extent = Extent.WITHIN) -> ClaimTime:
    return ClaimTime(days(start, end), Granularity.DAY, extent=extent)


def test_a_fact_names_document_sentence_and_publisher() -> None:
    """Hash, offsets, the sentence itself, and the house without its www."""
    (fact,) = _learn([_claim()])
    found = fact.provenance
    assert (found.sha256, found.span, found.quote) == (_document().sha256, Span(0, len(TEXT)), TEXT)
    assert (found.source, found.publisher, found.published_on) == ("example.org", "example.org", PUBLISHED)
    assert fact.status is FactStatus.READ


@pytest.mark.parametrize("modality", list(Modality))
def test_suppositions_are_no_facts(modality: Modality) -> None:
    """What is possible or hypothetical is not learned; speech and plans are, as speech and plans."""
    learned = _learn([_claim(modality)])
    if modality in {Modality.POSSIBLE, Modality.HYPOTHETICAL}:
        assert learned == ()
    else:
        assert [fact.proposition.modality for fact in learned] == [modality]


def test_opinion_claims_and_invented_texts_state_nothing() -> None:
    """What cannot be checked is no fact, nor is anything in satire."""
    assert _learn([_claim(checkable=False)]) == ()
    satire = _document(kind=ArticleKind.SATIRE)
    assert learn(satire, [_claim()], [Sentence(0, Span(0, len(TEXT)))], status=FactStatus.READ) == ()


def test_the_same_statement_twice_in_a_sentence_is_one_fact() -> None:
    """Facts are their content."""
    assert len(_learn([_claim(), replace(_claim(), id="c2")])) == 1


def test_a_sentence_that_a_document_repeats_is_one_fact() -> None:
    """Same words, same statement: where in the text the second one stands makes no fact; other words do."""
    text = f"{TEXT} {TEXT} So it was."
    places = [Sentence(0, Span(0, len(TEXT))), Sentence(1, Span(len(TEXT) + 1, 2 * len(TEXT) + 1))]
    places.append(Sentence(2, Span(2 * len(TEXT) + 2, len(text))))
    said = [replace(_claim(time=_on_monday(place.span)), id=str(place.index), sentence=place.index) for place in places]
    facts = learn(_document(text), said, places, status=FactStatus.READ)
    assert [fact.provenance.quote for fact in facts] == [TEXT, "So it was."]


def _on_monday(near: Span) -> ClaimTime:
    """The time that "Monday" tells, wherever it stands."""
    monday = days("2024-03-04", "2024-03-05")
    words = TimeExpression(
        f"t{near.start}",
        Span(near.start, near.start + 6),
        "Monday",
        TimexType.DATE,
        "2024-03-04",
        None,
        monday,
        Granularity.DAY,
    )
    return replace(_time("2024-03-04", "2024-03-05"), expression=words)


def test_an_undated_statement_is_possible_always_and_sure_never() -> None:
    """It may support; it can refute nothing."""
    (fact,) = _learn([_claim()])
    assert fact.valid == NEVER_SURE
    assert fact.valid.sure is None
    assert fact.valid.possible == Interval()


def test_an_event_lies_within_its_interval() -> None:
    """A day is a day, a month is a month."""
    assert valid_time(_time("2024-03-04", "2024-03-05"), PUBLISHED).possible == days("2024-03-04", "2024-03-05")


def test_an_event_with_one_open_side_is_bounded_and_never_sure() -> None:
    """An event "before Monday" is bounded; it did not last until then."""
    valid = valid_time(_time(None, "2024-03-05"), PUBLISHED)
    assert valid.possible == days(None, "2024-03-05")
    assert valid.sure is None


def test_a_state_seen_on_one_day_is_sure_on_that_day_only() -> None:
    """It is not known of any other day; one seen in the course of a year is of that year and sure on no day."""
    valid = valid_time(_time("2024-03-04", "2024-03-05", Extent.AS_OF), PUBLISHED)
    assert valid.sure == valid.possible == days("2024-03-04", "2024-03-05")
    longer = valid_time(_time("2024-01-01", "2025-01-01", Extent.AS_OF), PUBLISHED)
    assert (longer.possible, longer.sure) == (days("2024-01-01", "2025-01-01"), None)


def test_a_lasting_state_began_within_the_words_and_lasts_until_publication() -> None:
    """What holds "since 2020" began some time in 2020."""
    words = TimeExpression("t1", Span(0, 4), "2020", TimexType.DATE, "2020", interval=days("2020-01-01", "2021-01-01"))
    time = ClaimTime(
        days("2020-01-01", None), Granularity.OPEN, TimeRelation.SINCE, Extent.THROUGHOUT, expression=words
    )
    valid = valid_time(time, PUBLISHED)
    assert valid.sure == days("2020-12-31", "2024-03-05")
    assert valid.possible == days("2020-01-01", None)


def test_copies_of_one_sentence_are_one_origin() -> None:
    """A sentence with most of its 3-grams in another, 12 at least, is the other's copy; a different one is not."""
    (first,), (copy,) = _learn([_claim()]), _learn([_claim()], OTHER, "other.example")
    (apart,) = _learn(
        [_claim()], "Nothing of the kind was said by anybody in Strelsau on that or any other day.", "x.org"
    )
    assert first.provenance.origin != copy.provenance.origin
    origins = [fact.provenance.origin for fact in joined([first, copy, apart])]
    assert origins[0] == origins[1] != origins[2]
    ledger = MemoryLedger([first, copy, apart])
    assert len({fact.provenance.origin for fact in ledger.statements([person("Rudolf Elphberg").key])}) == 2


def test_a_copy_read_later_takes_over_the_recorded_origin(tmp_path: Path) -> None:
    """The store finds the earlier sentence by its 3-grams."""
    ledger = SqlLedger(f"sqlite:///{tmp_path / 'ledger.db'}")
    ledger.prepare(starter=False)
    ledger.add_facts(_learn([_claim()]), by="ada", why="article", at=MONDAY)
    ledger.add_facts(_learn([_claim()], OTHER, "other.example"), by="ada", why="article", at=TUESDAY)
    found = ledger.statements([person("Rudolf Elphberg").key])
    assert len(found) == 2
    assert {fact.provenance.origin for fact in found} == {origin_of(TEXT)}
