"""Titles as roles: one slug per office, the jurisdiction the words name, and who may be called what."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.bodies import body, body_code
from service.domain.countries import countries, country, country_code
from service.domain.offices import equivalents, jurisdiction_of, role_of

ROLES = {
    "prime-minister": [
        "Prime Minister",
        "PM",
        "Premier",
        "then-Prime Minister",
        "President of the Council of Ministers",
    ],
    "foreign-minister": ["Foreign Minister", "Minister of Foreign Affairs", "Minister for Foreign Affairs"],
    "foreign-secretary": [
        "Foreign Secretary",
        "Secretary of State for Foreign and Commonwealth Affairs",
        "Secretary of State for Foreign, Commonwealth and Development Affairs [FCDO]",
    ],
    "chancellor": ["Chancellor", "German Chancellor", "Federal Chancellor"],
    "chancellor-of-exchequer": ["Chancellor of the Exchequer", "Chancellor of the Exchequer [HM Treasury]"],
    "deputy-prime-minister": [
        "deputy PM",
        "Deputy Prime Minister",
        "Vice Premier",
        "Deputy Prime Minister of Norway for Welfare",
    ],
    "first-deputy-prime-minister": ["First Deputy Prime Minister", "first deputy premier"],
    "defence-secretary": ["Defense Secretary", "Secretary of Defense", "Secretary of State for Defence"],
    "defence-minister": ["Defence Minister", "Minister of National Defence"],
    "secretary-of-state": ["Secretary of State", "US Secretary of State"],
    "home-secretary": ["Home Secretary", "Secretary of State for the Home Department"],
    "health-secretary": ["Health Secretary", "Secretary of State for Health and Social Care"],
    "ambassador-to-GB": [
        "ambassador to Britain",
        "Ambassador to the United Kingdom",
        "Russian ambassador in London",
        "High Commissioner to the United Kingdom",
    ],
    "ambassador-to-UN": ["ambassador to the UN", "Permanent Representative to the United Nations"],
    "spokesman": [
        "spokeswoman",
        "Press Secretary of the President",
        "White House press secretary",
        "Kremlin spokesman",
    ],
    "foreign-ministry-spokesman": ["Foreign Ministry spokeswoman"],
    "secretary-general": ["UN Secretary-General", "Secretary General of NATO"],
    "president-of-commission": ["President of the European Commission", "European Commission President"],
    "president": ["President-elect", "Russian President", "President of the Republic of Korea", "IOC President"],
    "mayor-of-london": ["mayor of London", "London mayor"],
    "governor-of-bank-of-england": ["Bank of England governor", "Governor of the Bank of England"],
    "governor-of-georgia": ["Governor of Georgia"],
    "head-of-cia": ["director of the CIA", "CIA chief"],
    "first-minister-of-scotland": ["Scottish First Minister", "First Minister of Scotland"],
    "speaker": ["Speaker of the House of Commons", "House Speaker"],
}
JURISDICTIONS = [
    ("British Prime Minister", "GB"),
    ("President of the Russian Federation", "RU"),
    ("U.S. Secretary of State", "US"),
    ("NATO Secretary General", "NATO"),
    ("President of the European Council", "EU"),
    ("Kremlin spokesman", "RU"),
    ("French ambassador to Britain", "FR"),
    ("ambassador to Britain", None),
    ("Governor of Georgia", None),
    ("Prime Minister", None),
]


@pytest.mark.parametrize(("role", "titles"), ROLES.items())
def test_wordings_of_one_office_have_one_role(role: str, titles: list[str]) -> None:
    """However an office is worded, its slug is the same."""
    assert {role_of(title) for title in titles} == {role}


@pytest.mark.parametrize(("title", "code"), JURISDICTIONS)
def test_the_jurisdiction_is_what_the_words_name(title: str, code: str | None) -> None:
    """A country or body in the title is its jurisdiction; where an ambassador is sent is not."""
    assert jurisdiction_of(title) == code


@given(st.text(max_size=60))
def test_any_title_has_a_role(title: str) -> None:
    """No text raises, a role is a slug, and a slug stays what it is."""
    role = role_of(title)
    assert role.replace("-", "").isalnum() or not role


def test_equivalence_depends_on_the_country() -> None:
    """The Foreign Secretary is a foreign minister in Britain, the Secretary of State in America."""
    assert "foreign-minister" in equivalents("foreign-secretary", "GB")
    assert "secretary-of-state" in equivalents("foreign-minister", "US")
    assert "secretary-of-state" not in equivalents("foreign-minister", "FR")
    assert "first-deputy-prime-minister" in equivalents("deputy-prime-minister", "RU")
    assert equivalents("prime-minister", "RU") == {"prime-minister"}


@given(st.sampled_from(list(ROLES)), st.sampled_from([None, "GB", "US", "FR"]))
def test_equivalence_is_symmetric(role: str, where: str | None) -> None:
    """If one role may stand for another, the other may stand for it."""
    assert all(role in equivalents(other, where) for other in equivalents(role, where))


@pytest.mark.parametrize("part", ["[", "(a", "of ", "ambassador of x ", "head of ", "former ", "( [ "])
def test_a_hostile_title_is_read_in_linear_time(part: str) -> None:
    """Unclosed brackets and endless repetition end, whatever stands in a table: quadratic time would hang here."""
    assert len(role_of(part * 200_000)) < 1000


def test_brackets_do_not_belong_to_a_title() -> None:
    """What stands in brackets of either kind is left out."""
    assert role_of("Minister of State [Foreign (and Commonwealth) Office]") == role_of("Minister of State")
    assert role_of("Minister of Justice (acting) [interim]") == "justice-minister"


def test_countries_are_found_by_every_name_they_have() -> None:
    """Names, adjectives and peoples lead to the code, with and without the article and dots."""
    assert {country_code(name) for name in ("the UK", "U.K.", "Britain", "british", "Britons")} == {"GB"}
    assert country_code("Ruritania") is None
    assert all(country_code(land.name) == code for code, land in countries().items())
    assert country("RU").key == "country:RU"


def test_bodies_are_found_by_every_name_they_have() -> None:
    """Acronym and full name are one body."""
    assert body_code("the United Nations") == body_code("U.N.") == "UN"
    assert body_code("International Olympic Committee") == "IOC"
    assert body("NATO").key == "organisation:nato"
