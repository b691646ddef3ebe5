"""Counterparts bear the title that they share."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from service.domain.claims import ClaimKind

if TYPE_CHECKING:
    from tests.reading.conftest import ReadClaims

DAY = date(2012, 5, 7)


def test_a_minister_and_his_counterpart(claims_of: ReadClaims) -> None:
    """The counterpart's country stands beside the word, the office is that of the minister named before."""
    text = "German Foreign Minister Guido Westerwelle met his Polish counterpart Radoslaw Sikorski in Warsaw."
    held = [c.proposition.office for c in claims_of(text, DAY, ClaimKind.OFFICE) if c.proposition.office]
    assert ("Radoslaw Sikorski", "foreign-minister", "PL") in [(h.person.name, h.role, h.jurisdiction) for h in held]


def test_a_president_may_meet_a_prime_minister(claims_of: ReadClaims) -> None:
    """The counterpart of a president need not be a president: nothing is claimed."""
    text = "Turkish President Abdullah Gul met his Italian counterpart Mario Monti in Rome."
    held = [c.proposition.office for c in claims_of(text, DAY, ClaimKind.OFFICE) if c.proposition.office]
    assert [h.person.name for h in held] == ["Abdullah Gul"]
