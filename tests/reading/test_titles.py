"""Titles of office in text: role, jurisdiction, status and bearer."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from service.domain.claims import ClaimKind, OfficeStatus
from service.domain.text import Document, Sentence, Span
from service.reading.entities import find_mentions
from service.reading.titles import TitleMention, find_titles
from service.reading.tokens import tokenize

if TYPE_CHECKING:
    from tests.reading.conftest import ReadClaims


def titles_of(text: str) -> tuple[TitleMention, ...]:
    """The titles in one sentence."""
    sentence, tokens, document = Sentence(0, Span(0, len(text))), [tokenize(text)], Document(text, text, (), "")
    return find_titles(document, [sentence], tokens, find_mentions(document, [sentence], tokens))


WITH_BEARER = [
    ("Danish Prime Minister Poul Schluter spoke.", "Danish Prime Minister Poul Schluter", "prime-minister", "DK"),
    ("UK Foreign Secretary Robin Cook spoke.", "UK Foreign Secretary Robin Cook", "foreign-secretary", "GB"),
    (
        "Poul Schluter, the Danish Prime Minister, spoke.",
        "Poul Schluter, the Danish Prime Minister",
        "prime-minister",
        "DK",
    ),
    (
        "The Danish Prime Minister, Poul Schluter, spoke.",
        "Danish Prime Minister, Poul Schluter",
        "prime-minister",
        "DK",
    ),
    (
        "Felipe Gonzalez, prime minister of Spain, spoke.",
        "Felipe Gonzalez, prime minister of Spain",
        "prime-minister",
        "ES",
    ),
    ("Vaclav Havel, who was president from 1993, spoke.", "president", "president", None),
    ("Robin Cook became Foreign Secretary in 1997.", "Foreign Secretary", "foreign-secretary", None),
    ("Robin Cook was appointed as the Foreign Secretary.", "Foreign Secretary", "foreign-secretary", None),
    ("Denis Healey, as chancellor, cut spending.", "Denis Healey, as chancellor", "chancellor", None),
    ("Madrid's ambassador Felipe Roe left.", "Madrid's ambassador Felipe Roe", "ambassador", "ES"),
    ("The Dutch ambassador to Norway, Jan Roe, left.", "Dutch ambassador to Norway, Jan Roe", "ambassador-to-NO", "NL"),
    (
        "International Paralympic Committee (IPC) President Philip Craven spoke.",
        "International Paralympic Committee (IPC) President Philip Craven",
        "president",
        "IPC",
    ),
    (
        "NATO Secretary General Javier Solana spoke.",
        "NATO Secretary General Javier Solana",
        "secretary-general",
        "NATO",
    ),
    ("Kofi Annan, the UN Secretary-General, spoke.", "Kofi Annan, the UN Secretary-General", "secretary-general", "UN"),
    ("King Juan Carlos of Spain spoke.", "King Juan Carlos", "king", "ES"),
    ("Kremlin spokesman Alexei Gromov spoke.", "Kremlin spokesman Alexei Gromov", "spokesman", "RU"),
]


@pytest.mark.parametrize(("text", "words", "role", "jurisdiction"), WITH_BEARER)
def test_a_title_has_its_bearer(text: str, words: str, role: str, jurisdiction: str | None) -> None:
    """Before, after and beside a name, as its predicate: one title, one bearer, the words that a reader would mark."""
    (title,) = titles_of(text)
    assert (title.span.of(text), title.role, title.jurisdiction) == (words, role, jurisdiction)
    assert title.person is not None
    assert title.person_span is not None


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Former President Vaclav Havel spoke.", OfficeStatus.FORMER),
        ("ex-President Vaclav Havel spoke.", OfficeStatus.FORMER),
        ("then-President Vaclav Havel spoke.", OfficeStatus.THEN),
        ("The then president, Vaclav Havel, spoke.", OfficeStatus.THEN),
        ("Acting President Vaclav Havel spoke.", OfficeStatus.ACTING),
        ("President-elect Vaclav Havel spoke.", OfficeStatus.ELECT),
        ("Vaclav Havel, a former Czech president, spoke.", OfficeStatus.FORMER),
        ("President Vaclav Havel spoke.", OfficeStatus.CURRENT),
    ],
)
def test_status_words_qualify_the_title(text: str, status: OfficeStatus) -> None:
    """Former, then, acting and elect are not tenure at the claim's time."""
    assert [title.status for title in titles_of(text)] == [status]


def test_a_spokesman_speaks_for_somebody() -> None:
    """Whose spokesman it is stands in `of_person`."""
    (title,) = titles_of("Vaclav Havel smiled and Havel's spokesman Ladislav Spacek spoke.")
    assert title.of_person is not None
    assert (title.role, title.of_person.name) == ("spokesman", "Vaclav Havel")


def test_a_bare_title_has_no_bearer_yet() -> None:
    """The office alone is found without a person; what merely derives from an office is no title."""
    assert [(t.title, t.person) for t in titles_of("They asked the Danish Prime Minister.")] == [
        ("Danish Prime Minister", None)
    ]
    assert titles_of("The prime ministerial jet left after the presidential election.") == ()
    assert titles_of("The minister's office said nothing.") == ()


def test_a_successor_is_not_the_predecessor() -> None:
    """In "X succeeded Y as chancellor" the chancellor is X."""
    (title,) = titles_of("Norman Lamont succeeded John Major as chancellor.")
    assert title.person is not None
    assert title.person.name == "Norman Lamont"


def test_a_jurisdiction_once_said_holds_for_the_person() -> None:
    """A second mention of the same person's office takes the country from the first."""
    first, second = titles_of("Danish President Jane Roe left and President Roe waved.")
    assert first.jurisdiction == second.jurisdiction == "DK"


@pytest.mark.parametrize("father", ["bin Khalid", "bin Sultan", "ibn Saud", "al-Masri"])
def test_names_with_particles_bear_their_own_title(claims_of: ReadClaims, father: str) -> None:
    """A father's name that is a title elsewhere belongs to the name, and the office to its bearer only."""
    text = (
        f'Lars Vold was worried. "The window is closing," says Prince Omar {father}, Norwegian ambassador to Rome. '
        "Lars Vold left Oslo."
    )
    offices = claims_of(text, date(2012, 5, 7), ClaimKind.OFFICE)
    assert {claim.proposition.subject.name for claim in offices if claim.proposition.subject} == {f"Omar {father}"}
    assert any("ambassador" in claim.statement for claim in offices)
