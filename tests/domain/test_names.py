"""Names of persons: folding, index keys, and which two names can be one person's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.claims import Entity, EntityType
from service.domain.names import compatible, fold, person, place_within, same_entity, split_name, surname_key

SAME = [
    ("Andrei Lugovoi", "Andrey Lugovoy"),
    ("Andrei Lugovoi", "Andrej Lugavoy"),
    ("Lugovoi", "Mr Lugavoy"),
    ("Yuri Borisov", "Yury Borisov"),
    ("Yuriy Borisov", "Yuri Borisov"),
    ("Dmitry Medvedev", "Dmitri Medvedyev"),
    ("Dmitriy Medvedev", "Mr. Medvedev"),
    ("Aleksandr Yakovenko", "Alexander Yakovenko"),
    ("Alexandr Lukashenko", "Aliaksandr Lukashenko"),
    ("Alexander Litvinenko", "Alex Litvinenko"),
    ("Volodymyr Zelensky", "Vladimir Zelenskiy"),
    ("Volodymyr Zelenskyy", "Zelensky"),
    ("Muammar Gaddafi", "Moammar Qaddafi"),
    ("Gaddafi", "Kadhafi"),
    ("Bashar al-Assad", "Assad"),
    ("Osama bin Laden", "Usama bin Laden"),
    ("Mikhail Khodorkovsky", "Mikhail Hodorkovsky"),
    ("Nikita Khrushchev", "Khrushchov"),
    ("Mikhail Gorbachev", "Gorbachov"),
    ("Viktor Yanukovych", "Victor Yanukovich"),
    ("Yulia Tymoshenko", "Julia Timoshenko"),
    ("Sergei Kiriyenko", "Sergey Kirienko"),
    ("Sergei Lavrov", "Sergey Lavrov"),
    ("Boris Yeltsin", "Eltsin"),
    ("Yevgeny Prigozhin", "Evgeny Prigozhin"),
    ("Alexei Navalny", "Aleksey Navalnyy"),
    ("Hassan Rouhani", "Hasan Rohani"),
    ("Gerhard Schröder", "Gerhard Schroeder"),
    ("Ursula von der Leyen", "von der Leyen"),
    ("Ursula von der Leyen", "Mrs Leyen"),
    ("Kim Jong-un", "Kim Jong Un"),
    ("Shinzo Abe", "Abe Shinzo"),
    ("Viktor Orban", "Orbán Viktor"),
    ("Xi Jinping", "Mr Xi"),
    ("Park Geun-hye", "Ms Park"),
    ("Bill Clinton", "William Clinton"),
    ("Tony Blair", "Anthony Charles Lynton Blair"),
    ("Liz Truss", "Elizabeth Truss"),
    ("Al Gore", "Albert Gore"),
    ("J. K. Rowling", "Joanne Rowling"),
    ("JK Rowling", "Joanne Rowling"),
    ("Iain Duncan Smith", "Mr Duncan Smith"),
    ("Jacob Rees-Mogg", "Mr Rees-Mogg"),
    ("Lord Cameron", "David Cameron"),
    ("Catherine Ashton", "Baroness Ashton of Upholland"),
    ("Sinead O'Connor", "Sinéad O’Connor"),
    ("Ramsay MacDonald", "Ramsay McDonald"),
    ("Mr . Putin", "Vladimir Putin"),
    ("George Bush", "George W. Bush"),
    ("Martin Luther King", "Martin Luther King Jr."),
]
DIFFERENT = [
    ("George W. Bush", "George H. W. Bush"),
    ("Boris", "Borisov"),
    ("Boris Johnson", "Yuri Borisov"),
    ("Mrs Clinton", "Bill Clinton"),
    ("Mr Clinton", "Hillary Clinton"),
    ("David Cameron", "James Cameron"),
    ("Pope Benedict XVI", "Pope Benedict XV"),
    ("Martin Luther King Jr", "Martin Luther King Sr"),
    ("Ed Miliband", "David Miliband"),
    ("Sergei Skripal", "Yulia Skripal"),
    ("Raul Castro", "Fidel Castro"),
    ("Maria Zakharova", "Zakharov"),
    ("Kim Jong-il", "Kim Jong-un"),
    ("David", "David Cameron"),
    ("Gordon Brown", "Dan Brown"),
    ("Sergei Ivanov", "Igor Ivanov"),
]
ORDER = [
    ("Xi Jinping", ("Jinping",), "Xi"),
    ("Ban Ki-moon", ("Ki-moon",), "Ban"),
    ("Lee Hsien Loong", ("Hsien", "Loong"), "Lee"),
    ("Lee Anderson", ("Lee",), "Anderson"),
    ("Kim Clijsters", ("Kim",), "Clijsters"),
    ("Abe Lincoln", ("Abe",), "Lincoln"),
    ("Jackie Chan", ("Jackie",), "Chan"),
    ("Charles de Gaulle", ("Charles",), "de Gaulle"),
    ("Marine Le Pen", ("Marine",), "Le Pen"),
    ("Queen Elizabeth II", (), "Elizabeth"),
    ("Sir John Sawers KBE", ("John",), "Sawers"),
    ("Malcolm X", ("Malcolm",), "X"),
    ("President Putin", (), "Putin"),
]


@pytest.mark.parametrize(("a", "b"), SAME)
def test_spellings_of_one_person_share_key_and_are_compatible(a: str, b: str) -> None:
    """Transliterations, nicknames, titles and orders of one name meet under one key."""
    assert surname_key(a) == surname_key(b)
    assert compatible(a, b)


@pytest.mark.parametrize(("a", "b"), DIFFERENT)
def test_names_that_part_two_persons_are_not_compatible(a: str, b: str) -> None:
    """Other given names, genders, generations and numbers set people apart."""
    assert not compatible(a, b)


@pytest.mark.parametrize(("name", "given_names", "surname"), ORDER)
def test_the_surname_is_found_in_either_order(name: str, given_names: tuple[str, ...], surname: str) -> None:
    """Order follows the language that the words show."""
    assert split_name(name) == (given_names, surname)


@given(st.text(max_size=30))
def test_folding_twice_changes_nothing(text: str) -> None:
    """`fold` is idempotent and keeps no capital letter."""
    once = fold(text)
    assert fold(once) == once


WORDS = st.text(alphabet="abcdefghijklmnoprstuvyzéöABKMPSJ.-' ", min_size=1, max_size=25)


@given(WORDS, WORDS)
def test_compatibility_is_symmetric_and_reflexive(a: str, b: str) -> None:
    """The order of the two names does not matter; a name with a surname is compatible with itself."""
    assert compatible(a, b) == compatible(b, a)
    assert compatible(a, a) == bool(surname_key(a))


@given(st.text(max_size=40))
def test_any_text_has_a_key(text: str) -> None:
    """No input raises, and the key has no capital letters and no spaces at its ends."""
    key = surname_key(text)
    assert key == key.strip().casefold()


def test_entities_are_the_same_by_type() -> None:
    """Persons by name, places by name within a country, a place never as its country."""
    moscow, lost = (Entity("Moscow", EntityType.PLACE, key, "RU") for key in ("place:RU/moscow", "place:/moscow"))
    idaho = Entity("Moscow", EntityType.PLACE, "place:US/moscow", "US")
    russia = Entity("Russia", EntityType.COUNTRY, "country:RU", "RU")
    assert same_entity(person("Mr Medvedev"), person("Dmitri Medvedev"))
    assert not same_entity(person("Moscow"), moscow)
    assert same_entity(moscow, lost)
    assert not same_entity(moscow, idaho)
    assert not same_entity(moscow, russia)
    assert place_within(moscow, russia)
    assert not place_within(idaho, russia)
    assert not place_within(russia, moscow)
