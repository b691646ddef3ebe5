"""Names of any script and order in one form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.ledger.resolution.folding import folded, latin, readings, spelled, turned

_NAMES = st.text(max_size=40) | st.text("Ааи́Ёёгьіψξμπντγκου 习近平김정은אבاسل ,.-'’éßøJr", max_size=30)


@given(_NAMES)
def test_folding_what_is_folded_changes_nothing(name: str) -> None:
    """The form of a name is its own form."""
    assert folded(folded(name)) == folded(name)


@given(_NAMES)
def test_what_is_in_latin_letters_stays_so(name: str) -> None:
    """Whatever comes in, no letter of another script comes out, and Latin names are left alone."""
    once = latin(name)
    assert latin(once) == once


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("Елена Сидорова", "elena sidorova"),
        ("Семён Горбачёв", "semyon gorbachev"),
        ("Сидорова, Елена", "elena sidorova"),
        ("Микола Зеленський", "mykola zelenskyy"),
        ("Ντίνα Μπουρνάζου", "dina bournazou"),
        ("Άγγελος Πάγκαλος", "angelos pangalos"),
        ("王小明", "wang xiaoming"),
        ("欧阳明", "ouyang ming"),
        ("박정은", "park jong un"),
        ("Mr J.B. O’Hara-Jones", "j b ohara jones"),
        ("Prof. Dr. Jörg Weiß", "jorg weiss"),
        ("Berg, Jan", "jan berg"),
        ("Jan Berg, Jr.", "jan berg jr"),
        ("Lady Ashdown", "lady ashdown"),
    ],
)
def test_names_are_brought_into_one_form(name: str, form: str) -> None:
    """Script, order, accents, hyphens and forms of address are no part of it; peerages and Jr are."""
    assert folded(name) == form


def test_arabic_names_meet_in_their_own_script() -> None:
    """The article is told from the name, and the same writing gives the same form."""
    assert latin("سالم الحسن").split()[1].startswith("al-")
    assert folded("سالم الحسن") == folded("سالم  الحسن")


def test_a_cyrillic_name_may_be_read_in_two_languages() -> None:
    """Without a letter that is Ukrainian alone, both readings are asked for; with one, its own."""
    assert readings("Микола Скорик") == ("Mikola Skorik", "Mykola Skoryk")
    assert len(readings("Сергій Іваненко")) == 1
    assert readings("Jan Berg") == ("Jan Berg",)


def test_a_patronymic_at_the_end_shows_that_the_surname_stands_first() -> None:
    """As in Russian lists; a surname that looks like one, after a patronymic, stays where it is."""
    assert spelled("Sidorov Ivan Petrovich") == "Ivan Petrovich Sidorov"
    assert spelled("Roman Arkadyevich Abramovich") == "Roman Arkadyevich Abramovich"
    assert turned("Sidorov Lavrenty Petrovich") == "Lavrenty Petrovich Sidorov"
    assert turned("Ivan Sidorov") is None
