"""How claims are put forward: affirmed, denied, planned, possible, supposed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from service.domain.claims import Modality, Polarity

if TYPE_CHECKING:
    from service.domain.claims import Claim
    from tests.reading.conftest import ReadClaims

DAY = date(2012, 5, 10)


def claim_with(claims_of: ReadClaims, text: str, words: str) -> Claim:
    """The first claim whose words hold `words`."""
    return next(c for c in claims_of(text, DAY) if words in c.span.of(text))


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("If the levee breaks, Norway could lose 40 farms.", "could lose", Modality.HYPOTHETICAL),
        ("Unless it rains, Norway will close 40 farms in June.", "will close", Modality.HYPOTHETICAL),
        ("Jan Berg is likely to join NATO in June.", "join NATO", Modality.POSSIBLE),
        ("Jan Berg is expected to join NATO in June.", "join NATO", Modality.PLANNED),
        ("Norway has agreed to sell 40 farms to Sweden.", "agreed to sell", Modality.ASSERTED),
        ("Jan Berg is determined to keep NATO out.", "determined", Modality.ASSERTED),
        ("Norway could sell 40 farms to Sweden.", "could sell", Modality.POSSIBLE),
        ("Norway's first option would be to close the port of Oslo.", "would be to", Modality.POSSIBLE),
        ("Norway's next step may be simply to close 40 farms.", "may be", Modality.POSSIBLE),
        ("The bomb would have destroyed the bridge in Oslo, Jan Berg said.", "destroyed", Modality.HYPOTHETICAL),
        ("Jan Berg said on Monday that Norway would close 40 farms.", "would close", Modality.PLANNED),
        ("Jan Berg was fined on Tuesday. His trial in Oslo begins on Monday.", "begins", Modality.PLANNED),
    ],
)
def test_modality(claims_of: ReadClaims, text: str, words: str, expected: Modality) -> None:
    """Plans lie ahead, conditions suppose, readiness is told as it is."""
    assert claim_with(claims_of, text, words).proposition.modality is expected


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Jan Berg, who never joined NATO, died on Monday.", "never joined", Polarity.NEGATE),
        ('Norway "never refused" a visa to Sweden in 2010.', "never refused", Polarity.NEGATE),
        ("Minister Jan Berg is understood to have no plans to leave NATO.", "no plans", Polarity.NEGATE),
        ("Norway has repeatedly denied any part in the raid.", "denied", Polarity.NEGATE),
        ("On Monday Jan Berg dismissed reports of a split with NATO.", "dismissed", Polarity.NEGATE),
        ("Minister Jan Berg is yet to answer NATO.", "yet to answer", Polarity.NEGATE),
        ("There was no sign of Jan Berg in Oslo on Monday.", "no sign", Polarity.NEGATE),
        ("None of the 40 passengers of the Oslo ferry was hurt.", "None of", Polarity.NEGATE),
        ("Neither Norway nor Sweden has signed the treaty.", "signed the treaty", Polarity.NEGATE),
        ("Jan Berg was not hurt in Oslo, nor were the two drivers from NATO.", "two drivers", Polarity.NEGATE),
        ("Norway no longer has a navy.", "no longer", Polarity.NEGATE),
        ("Jan Berg cannot stand again in 2013.", "cannot", Polarity.NEGATE),
        ("Norway has no fewer than 40 boats in Oslo.", "no fewer", Polarity.AFFIRM),
        ("On Monday Jan Berg dismissed the coach of Norway.", "dismissed", Polarity.AFFIRM),
    ],
)
def test_polarity(claims_of: ReadClaims, text: str, words: str, expected: Polarity) -> None:
    """Never, no and denials negate; two negations undo each other."""
    assert claim_with(claims_of, text, words).proposition.polarity is expected


def test_a_denial_belongs_to_its_speaker(claims_of: ReadClaims) -> None:
    """Who denies something is who says that it is not so."""
    claim = claim_with(claims_of, "Norway has repeatedly denied any part in the raid.", "denied")
    assert claim.proposition.attributed_to is not None
    assert claim.proposition.attributed_to.name == "Norway"
    assert claim.proposition.modality is Modality.REPORTED


@pytest.mark.parametrize(
    "text", ["The trial of Jan Berg was set for 4 June.", "Norway postponed the vote on NATO until 4 June."]
)
def test_what_is_arranged_for_a_day_is_planned(claims_of: ReadClaims, text: str) -> None:
    """A past tense that puts something on a day ahead tells a plan."""
    assert [c.proposition.modality for c in claims_of(text, DAY)][-1] is Modality.PLANNED
