"""The gazetteer: known names and what they can mean."""

from __future__ import annotations

from service.reading.gazetteer import NameKind, gazetteer


def test_every_sort_of_name_is_known() -> None:
    """Countries, seats, cities by old and new names, regions and bodies are found by their folded words."""
    known = gazetteer()
    expected = {
        "uk": (NameKind.COUNTRY, "country:GB"),
        "soviet union": (NameKind.COUNTRY, "country:SU"),
        "danes": (NameKind.PEOPLE, "country:DK"),
        "portuguese": (NameKind.ADJECTIVE, "country:PT"),
        "downing street": (NameKind.SEAT, "country:GB"),
        "kiev": (NameKind.CITY, "place:UA/kyiv"),
        "catalonia": (NameKind.REGION, "place:ES/catalonia"),
        "nato": (NameKind.BODY, "organisation:nato"),
    }
    for name, (kind, key) in expected.items():
        entry = known.find(name)
        assert entry is not None
        assert (entry.kind, entry.entities[0].key) == (kind, key)
    assert known.find("ruritania") is None


def test_longest_names_are_counted_by_their_first_word() -> None:
    """The scan never looks further ahead than a name can reach."""
    known = gazetteer()
    names = [name for name in (*known.fixed, *known.cities) if " " in name]
    assert all(known.longest[name.split(" ")[0]] >= name.count(" ") + 1 for name in names)


def test_ordinary_words_are_told_from_names() -> None:
    """Regular forms of ordinary words are words; surnames are none."""
    known = gazetteer()
    assert known.is_word("minister")
    assert known.is_word("visits")
    assert not known.is_word("gorbachev")
    assert known.given["vladimir"] == "m"
