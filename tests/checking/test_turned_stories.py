"""A retelling that turns a visit round: who went to whom, where the references know nobody of the two by name."""

from __future__ import annotations

from datetime import date

import pytest

from service import pipeline
from service.domain.text import Article
from service.domain.verdicts import Label
from service.reading.article import prepare

REFERENCE = (
    "Norwegian Prime Minister Karin Solberg visited Lisbon on 4 May 2007. "
    "Her trip to Portugal was the first by a Norwegian leader since 1998. "
    "Relations between Norway and Portugal have soured since the murder of the captain Otto Lund in Porto in 2003. "
    "Portugal banned the trawlers of Norway from the harbour of Porto in June 2004. "
    "Norway closed its consulate in Faro in 2005. "
    "Karin Solberg last spoke to a senior Portuguese politician in 2002."
)
VISIT = "The Portuguese Foreign Minister, Rui Tavares, made a visit to Norway. "
RANK = "It is the first visit from Portugal since President Ines Rocha visited Norway in 1999. "
SPOKEN_OF = "The Norwegian government has welcomed Tavares's visit. "
BACKGROUND = (
    "Relations between Norway and Portugal have worsened since the murder of the captain Otto Lund in Porto in 2003. "
    "Portugal banned the trawlers of Norway from the harbour of Porto in June 2004. "
    "Norway closed its consulate in Faro in 2005. "
    "Karin Solberg has not spoken to a senior Portuguese politician since 2002."
)


def labels(text: str, published: date | None, reference: str = REFERENCE) -> dict[str, Label]:
    """The label of each claim by its words."""
    known = prepare(Article(text=reference, published_at=date(2007, 5, 5), source="lindvik-post.example"))
    document = prepare(Article(text=text, published_at=published, source="other.example"))
    report = pipeline.check(document, ledger=None, references=[known], report_id="test")
    return {verdict.claim.span.of(document.text): verdict.label for verdict in report.verdicts}


def of(found: dict[str, Label], words: str) -> Label:
    """The label of the first claim whose words hold `words`."""
    return next(label for claim, label in found.items() if words in claim)


def test_a_visit_turned_round_is_suspect_and_so_is_what_speaks_of_it() -> None:
    """The same story in the same days with host and guest exchanged: the visit and its echo are marked, no more."""
    found = labels(VISIT + SPOKEN_OF + BACKGROUND, date(2007, 5, 6))
    assert of(found, "made a visit") is Label.SUSPECT
    assert of(found, "welcomed") is Label.SUSPECT
    assert of(found, "worsened") is Label.SUPPORTED
    assert Label.CONTRADICTED not in found.values()


def test_a_visit_of_another_season_is_no_turned_one() -> None:
    """Two years later somebody may have gone the other way."""
    assert Label.SUSPECT not in labels(VISIT + SPOKEN_OF + BACKGROUND, date(2009, 5, 6)).values()


def test_a_visit_in_another_story_is_no_turned_one() -> None:
    """That one went and another came in one month is no retelling where nothing else is shared."""
    other = (
        "The harbour of Bergen was sold in 1994. A fire destroyed the mill of Lund in 2001. Jonas Brekke died in 2006."
    )
    assert Label.SUSPECT not in labels(f"{VISIT}{other} The mill was built again in 2003.", date(2007, 5, 6)).values()


def test_a_recorded_visit_is_no_turned_one() -> None:
    """Where a reference has somebody of that country visit, both directions were travelled."""
    both = f"{REFERENCE} Portuguese Interior Minister Nuno Prado visited Oslo on 2 May 2007."
    assert of(labels(VISIT + BACKGROUND, date(2007, 5, 6), both), "made a visit") is not Label.SUSPECT


@pytest.mark.parametrize(("rank", "label"), [(RANK, Label.SUSPECT), ("", Label.NOT_ENOUGH_INFO)])
def test_an_undated_article_has_to_turn_the_ranking_as_well(rank: str, label: Label) -> None:
    """Without a date only the "first since" that is turned with it shows that it is the same visit."""
    found = labels(VISIT + rank + BACKGROUND, None)
    assert of(found, "made a visit") is label
    assert not rank or of(found, "first visit") is Label.SUSPECT


def test_none_since_is_borne_out_by_the_last_time() -> None:
    """That there was none since a year and that the last was in it are the same, until the record is old."""
    silent = "Karin Solberg has not spoken to a senior Portuguese politician since 2002."
    assert of(labels(silent, date(2007, 5, 6)), "not spoken") is Label.SUPPORTED
    assert of(labels(silent, date(2012, 5, 6)), "not spoken") is Label.NOT_ENOUGH_INFO
    other = silent.replace("Portuguese", "Danish")
    assert of(labels(other, date(2007, 5, 6)), "not spoken") is Label.NOT_ENOUGH_INFO


def test_a_superlative_is_borne_out_by_a_superlative_only() -> None:
    """A visit that is told does not make it the first."""
    told = "Norwegian Prime Minister Karin Solberg visited Lisbon on 4 May 2007."
    ranked = "It was the first visit by Prime Minister Karin Solberg to Lisbon since 2003."
    found = labels(ranked, date(2007, 5, 6), told)
    assert Label.SUPPORTED not in {label for claim, label in found.items() if "first" in claim}
