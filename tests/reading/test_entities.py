"""Names in text: who and what is named, and which loose form means whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.domain.claims import EntityType
from service.domain.text import Document, Role, Sentence, Span
from service.reading.entities import find_mentions
from service.reading.titles import find_titles
from service.reading.tokens import tokenize

if TYPE_CHECKING:
    from service.domain.claims import Mention


def mentions_of(*sentences: str, headline: bool = False) -> tuple[Mention, ...]:
    """The mentions in a text of these sentences."""
    text = " ".join(sentences)
    spans, at = [], 0
    for number, sentence in enumerate(sentences):
        role = Role.HEADLINE if headline and number == 0 else Role.BODY
        spans.append(Sentence(number, Span(at, at + len(sentence)), role))
        at += len(sentence) + 1
    tokens = [tokenize(text, s.span.start, s.span.end) for s in spans]
    return find_mentions(Document(text, text, (), ""), spans, tokens)


def persons(*sentences: str, headline: bool = False) -> list[tuple[str, str]]:
    """Words and resolved names of the persons in a text."""
    found = mentions_of(*sentences, headline=headline)
    return [(m.text, m.entity.name) for m in found if m.entity.type is EntityType.PERSON]


def keys(*sentences: str) -> list[tuple[str, str]]:
    """Words and keys of everything but persons."""
    return [(m.text, m.entity.key) for m in mentions_of(*sentences) if m.entity.type is not EntityType.PERSON]


def test_loose_forms_mean_the_fullest_form() -> None:
    """Surname, form of address and title with surname are one person, wherever the full name stands."""
    found = persons("Mr Havel left Prague.", "Vaclav Havel had met President Havel's guests.", "Havel was glad.")
    assert found == [(words, "Vaclav Havel") for words in ("Mr Havel", "Vaclav Havel", "Havel", "Havel")]


def test_namesakes_stay_apart() -> None:
    """Two persons of one surname keep their own given names; a bare surname is the one last named, with the other."""
    found = mentions_of("Raul Castro praised Fidel Castro.", "Castro then rested.")
    assert [m.entity.name for m in found] == ["Raul Castro", "Fidel Castro", "Fidel Castro"]
    assert [other.name for other in found[2].alternatives] == ["Raul Castro"]


def test_spellings_of_one_person_are_joined() -> None:
    """A second transliteration in the same text is the same entity."""
    found = mentions_of("Sergei Lavrov spoke.", "Sergey Lavrov left.")
    assert found[0].entity == found[1].entity


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("By Jane Roe and John Doe", []),
        ("LISBON (Reuters) - Portugal voted.", []),
        ("Grand Palace Opens Its Doors", []),
        ("Mr . Havel spoke.", ["Mr . Havel"]),
        ("100513May 10 - Vaclav Havel spoke.", ["Vaclav Havel"]),
        ("Vaclav Havel Helmut Kohl at the gate.", ["Vaclav Havel", "Helmut Kohl"]),
        ("Michael Jordan met Victoria Nuland.", ["Michael Jordan", "Victoria Nuland"]),
        ("Ursula von der Leyen met Ban Ki-moon.", ["Ursula von der Leyen", "Ban Ki-moon"]),
        ("George W. Bush met J. K. Rowling.", ["George W. Bush", "J. K. Rowling"]),
        ("The Black Sea fleet and the Arctic convoy sailed.", []),
        ("Critics of Bashar al-Assad spoke.", ["Bashar al-Assad"]),
    ],
)
def test_only_persons_are_persons(text: str, expected: list[str]) -> None:
    """Bylines, datelines, headlines and artefacts make no persons and break none."""
    assert [words for words, _ in persons(text)] == expected


def test_countries_are_named_by_every_form() -> None:
    """Name, adjective, people, abbreviation and hyphenated compound are mentions of the country."""
    found = keys("Britain, the UK and the British met Danes for U.S.-led Franco-German and Russian-British talks.")
    assert [key for _, key in found] == [
        "country:GB",
        "country:GB",
        "country:GB",
        "country:DK",
        "country:US",
        "country:DE",
        "country:RU",
        "country:GB",
    ]


def test_a_capital_acts_as_its_country_and_is_a_place_elsewhere() -> None:
    """Where Oslo refuses it is Norway, where people meet in it the city; the other reading is an alternative."""
    acting, city = mentions_of("Oslo has refused.", "They met in Oslo.")
    assert (acting.entity.key, city.entity.key) == ("country:NO", "place:NO/oslo")
    assert acting.alternatives[0] == city.entity
    assert keys("Talks at the Kremlin failed, the Kremlin said.") == [
        ("Kremlin", "place:RU/kremlin"),
        ("Kremlin", "country:RU"),
    ]


def test_the_documents_countries_choose_among_cities_of_one_name() -> None:
    """Cambridge is in the country that the text is about."""
    assert ("Cambridge", "place:GB/cambridge") in keys("Britain cheered in Cambridge.")
    assert ("Cambridge", "place:US/cambridge") in keys("The United States cheered in Cambridge.")


def test_bodies_and_organisations_are_named() -> None:
    """Known bodies, built names and acronyms that the text introduces share their entity."""
    found = keys(
        "The International Paralympic Committee (IPC) wrote to the Danish Defence Ministry.",
        "The Harbour Safety Council (HSC) and the Ministry of Fisheries agreed; the HSC and the IPC signed.",
    )
    assert [key for _, key in found] == [
        "organisation:ipc",
        "organisation:ipc",
        "country:DK",
        "organisation:defence ministry",
        "organisation:harbour safety council",
        "organisation:harbour safety council",
        "organisation:ministry of fisheries",
        "organisation:harbour safety council",
        "organisation:ipc",
    ]


def test_games_are_one_edition_however_loosely_named() -> None:
    """A text that names one edition means it by "the Games" too; the host city stays a place."""
    found = keys("The Nagano Winter Olympics opened.", "The Olympic Games were cold and the Games were short.")
    assert found == [
        ("Nagano Winter Olympics", "event:1998 winter olympics"),
        ("Nagano", "place:JP/nagano"),
        ("Olympic Games", "event:1998 winter olympics"),
        ("Games", "event:1998 winter olympics"),
    ]
    assert ("Games", "event:games") not in keys("The Games were short.")


def test_wars_summits_and_cups_are_events() -> None:
    """Events have keys without loss of their year."""
    found = keys("After World War II and the G8 Summit the 2010 World Cup began.")
    assert [key for _, key in found] == ["event:second world war", "event:g8 summit", "event:2010 world cup"]


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="AaBeM r.-'PQv2014,() \nKİßЖ", max_size=120))
def test_any_text_is_read(text: str) -> None:
    """No text raises; mentions are ordered, inside the text and spell what they cover."""
    sentence = Sentence(0, Span(0, len(text)))
    tokens = [tokenize(text)]
    document = Document(text, text, (), "")
    found = find_mentions(document, [sentence], tokens)
    assert list(found) == sorted(found, key=lambda m: (m.span.start, -m.span.end))
    assert all(m.span.of(text) == m.text and m.text for m in found)
    assert all(t.span.contains(t.title_span) for t in find_titles(document, [sentence], tokens, found))
