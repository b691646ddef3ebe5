"""Names of organisations and places."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.ledger.resolution.organisations import Likeness, canonical, initials, likeness, place_likeness

_WORDS = "The Acme Ltd Ministry of Foreign Affairs Spain Spanish Office for Union Southern Ports & Co., WHO".split()
_NAMES = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=5).map(" ".join)


@given(_NAMES, _NAMES)
def test_likeness_is_symmetric(one: str, other: str) -> None:
    """For organisations and for places."""
    assert likeness(one, other) == likeness(other, one)
    assert place_likeness(one, other) == place_likeness(other, one)


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        ("The Acme Co., Ltd.", "ACME", Likeness.FORM),
        ("Smith & Sons plc", "Smith and Sons", Likeness.FORM),
        ("Spanish Foreign Ministry", "Ministry of Foreign Affairs of Spain", Likeness.FORM),
        ("Spain's Ministry of Defence", "Spanish Defense Ministry", Likeness.FORM),
        ("WHO", "World Health Organization", Likeness.FORM),
        ("USP", "Union of Southern Ports", Likeness.ACRONYM),
        ("U.S.P.", "The Union of Southern Ports", Likeness.ACRONYM),
        ("Southern Prots Union", "Southern Ports Union", Likeness.MISSPELT),
        ("Spanish Foreign Ministry", "French Foreign Ministry", None),
        ("Ministry of Defence", "Ministry of Finance", None),
        ("Acme", "Apex", None),
    ],
)
def test_organisations_are_compared(one: str, other: str, how: Likeness | None) -> None:
    """Articles, legal forms, the order of ministries, acronyms; another country's ministry is another one."""
    assert likeness(one, other) is how


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        ("Saint Agnes", "St Agnes", Likeness.FORM),
        ("al-Bara", "Bara", Likeness.FORM),
        ("The Hague", "Hague", Likeness.FORM),
        ("Санкт-Петер", "Sankt Peter", Likeness.SAME),
        ("Agnesville", "Angesville", Likeness.MISSPELT),
        ("Bara", "Sara", None),
    ],
)
def test_places_are_compared(one: str, other: str, how: Likeness | None) -> None:
    """Saints, articles, scripts."""
    assert place_likeness(one, other) is how


def test_a_name_without_words_is_its_own() -> None:
    """What is nothing but an article or a legal form keeps its word."""
    assert canonical("The") == "the"
    assert canonical("Ltd") == "ltd"
    assert not initials("Southern Ports")
