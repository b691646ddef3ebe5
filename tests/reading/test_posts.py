"""Posts of clubs, courts and companies, and who bears them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from service.domain.claims import ClaimKind, OfficeStatus

if TYPE_CHECKING:
    from tests.reading.conftest import ReadClaims

DAY = date(2012, 5, 7)
CURRENT, FORMER = OfficeStatus.CURRENT, OfficeStatus.FORMER
THEN, ACTING = OfficeStatus.THEN, OfficeStatus.ACTING


@pytest.mark.parametrize(
    ("text", "person", "role", "status"),
    [
        ("On Friday manager Peter Lund left the ground early.", "Peter Lund", "manager", CURRENT),
        ("Chairman Anna Holm opened the new stand on Friday.", "Anna Holm", "chair", CURRENT),
        ("Founder and CEO Martin Falk sold the firm on Friday.", "Martin Falk", "founder-and-ceo", CURRENT),
        ("The club's former captain Peter Lund died on Friday.", "Peter Lund", "captain", FORMER),
        ("Peter Lund, the acting harbour commissioner, resigned on Friday.", "Peter Lund", "commissioner", ACTING),
        (
            "Anna Holm, the cabinet member for parks, resigned on Friday.",
            "Anna Holm",
            "cabinet-member-for-parks",
            CURRENT,
        ),
        ("The editor at the time, Anna Holm, printed the letter in 1998.", "Anna Holm", "editor-at-time", THEN),
        ("Chief Justice Anna Holm adjourned the case on Friday.", "Anna Holm", "chief-justice", CURRENT),
        ("Gov. Peter Lund signed the bill on Friday.", "Peter Lund", "governor", CURRENT),
        ("The trust, whose treasurer, Peter Lund, left in 2009, was closed.", "Peter Lund", "treasurer", CURRENT),
    ],
)
def test_a_post_beside_a_name_is_an_office(
    claims_of: ReadClaims, text: str, person: str, role: str, status: OfficeStatus
) -> None:
    """What a club, court or company calls its people beside their names is an office, with its status."""
    offices = [claim.proposition.office for claim in claims_of(text, DAY, ClaimKind.OFFICE)]
    held = [(o.person.name, o.role, o.status) for o in offices if o is not None]
    assert held == [(person, role, status)]


def test_a_predecessor_held_the_office_told_last(claims_of: ReadClaims) -> None:
    """A predecessor bears the title that the text gave before."""
    text = "Foreign Minister Jonas Store resigned on Friday. His predecessor, Espen Eide, welcomed the news."
    offices = [claim.proposition.office for claim in claims_of(text, DAY, ClaimKind.OFFICE)]
    held = [(o.person.name, o.role, o.status) for o in offices if o is not None]
    assert ("Espen Eide", "foreign-minister", FORMER) in held


@pytest.mark.parametrize(
    "text",
    [
        "Peter Lund, a manager, left on Friday.",
        "On Friday the painter Anna Holm left for Oslo.",
        "Anna Holm, a member of the club, left on Friday.",
    ],
)
def test_occupations_are_no_offices(claims_of: ReadClaims, text: str) -> None:
    """A calling that many have is no office."""
    assert not claims_of(text, DAY, ClaimKind.OFFICE)


def test_who_was_what_is_one_claim(claims_of: ReadClaims) -> None:
    """A clause that says only who held an office is the office claim and nothing beside it."""
    claims = claims_of("In 1998 Peter Lund was mayor.", DAY)
    assert [claim.proposition.kind for claim in claims] == [ClaimKind.OFFICE]


@pytest.mark.parametrize("owner", ["Acme", "Acme Corp.", "France"])
def test_a_post_in_a_part_is_no_post_in_the_whole(claims_of: ReadClaims, owner: str) -> None:
    """The president of a company's division is not the company's president, nor the country's."""
    text = f"Jon Bray, president of {owner}'s northern division, resigned on Friday."
    offices = claims_of(text, DAY, ClaimKind.OFFICE)
    assert all("northern division" in text[claim.span.start : claim.span.end] for claim in offices)
    assert all("northern division" in claim.statement for claim in offices)
