"""What backs a claim: a retelling with one detail changed is never called supported."""

from __future__ import annotations

from datetime import date

import pytest

from service import pipeline
from service.domain.text import Article
from service.domain.verdicts import Label
from service.reading.article import prepare

REFERENCE = (
    "Foreign Minister Paula Reyes met Foreign Minister Jonas Brekke in Bergen on 4 May 2007. "
    "The engineer Karin Solberg was sentenced to eight years in prison in Madrid on 9 May 2007. "
    "The harbour workers accepted the offer of Lindvik Shipping on 11 May 2007. "
    "The painter Otto Lund died in Hamburg in 1983. "
    "Reyes gave Brekke a silver bowl."
)


def labels(text: str, *, closed: bool = False) -> set[Label]:
    """The labels of a text's claims against the reference."""
    reference = prepare(Article(text=REFERENCE, published_at=date(2007, 5, 12), source="lindvik-post.example"))
    document = prepare(Article(text=text, published_at=date(2007, 5, 14), source="other.example"))
    report = pipeline.check(document, ledger=None, references=[reference], closed=closed, report_id="test")
    return {v.label for v in report.verdicts if v.claim.proposition.office is None}


@pytest.mark.parametrize(
    "text",
    [
        "The engineer Karin Solberg was sentenced to eight years in prison in Madrid on 9 May 2007.",
        "The harbour workers accepted the offer of Lindvik Shipping on 11 May 2007.",
        "The painter Otto Lund died in Hamburg in 1983.",
    ],
)
def test_the_same_with_every_detail_is_supported(text: str) -> None:
    """A claim of which nothing is missing in the reference is supported, in open and closed checks."""
    assert labels(text) == {Label.SUPPORTED}
    assert labels(text, closed=True) == {Label.SUPPORTED}


@pytest.mark.parametrize(
    "text",
    [
        "Foreign Minister Paula Reyes met Foreign Minister Jonas Brekke in Oslo on 4 May 2007.",
        "Foreign Minister Paula Reyes met Foreign Minister Jonas Brekke in Bergen on 6 May 2007.",
        "The engineer Karin Solberg was sentenced to five years in prison in Madrid on 9 May 2007.",
        "The engineer Helga Solberg was sentenced to eight years in prison in Madrid on 9 May 2007.",
        "The engineer Karin Solberg was sentenced to eight years in prison in Lisbon on 9 May 2007.",
        "The harbour workers rejected the offer of Lindvik Shipping on 11 May 2007.",
        "The harbour workers did not accept the offer of Lindvik Shipping on 11 May 2007.",
        "The painter Otto Lund died in Bremen in 1983.",
        "Brekke gave Reyes a silver bowl.",
    ],
)
@pytest.mark.parametrize("closed", [False, True])
def test_a_changed_detail_is_never_supported(text: str, closed: bool) -> None:
    """Another place, day, number, person or verb, a denial or a swap of the two: no support in either check."""
    assert Label.SUPPORTED not in labels(text, closed=closed)
