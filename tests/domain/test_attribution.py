"""Whom a sentence names as its source, and when two names can be one outlet."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.attribution import credited, outlet


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        ("The Strelsau Gazette reported that the king met the duke.", "Strelsau Gazette"),
        ("The king met the duke, according to the newspaper Kurier.", "Kurier"),
        ("The king met the duke, as first reported by Zenda Radio.", "Zenda Radio"),
        ("Citing Ruritania's Kurier magazine, the station said so.", "Kurier"),
        ("In an interview with state-run news agency Ruritania Press, he denied it.", "Ruritania Press"),
        ("He told the Zenda Chronicle in May that he would go.", "Zenda Chronicle"),
        ("STRELSAU (RNA) - The king met the duke.", "RNA"),
        ("Strelsau, May 5 (RNA/Kurier) -- The king arrived.", "Kurier"),
        ("The king died on Monday. (RNA)", "RNA"),
        ("Kurier news agency reported on Friday that he had gone.", "Kurier"),
        ("He told the BBC on Monday that he would resign.", "BBC"),
    ],
)
def test_a_source_is_read_where_sources_are_named(sentence: str, source: str) -> None:
    """By the place in the sentence, for names that nobody listed."""
    assert any(one.meets(outlet(source)) for one in credited(sentence).sources)


@pytest.mark.parametrize(
    "sentence",
    [
        "The king met the duke on 4 May 1897.",
        "The king told parliament that war had begun.",
        "According to police, nobody was hurt.",
        "The Treaty of Strelsau (1897) was signed.",
        "The gazette of the province is printed on Mondays.",
    ],
)
def test_no_source_is_read_where_none_is_named(sentence: str) -> None:
    """What has no name in such a place credits nobody."""
    assert credited(sentence).sources == ()


def test_who_is_told_something_is_only_a_listener() -> None:
    """Parliament may be told as well as a paper; only looks tell them apart."""
    found = credited("The duke told Congress on Tuesday that he would go.")
    assert found.sources == ()
    assert [one.names for one in found.listeners] == [frozenset({"congress"})]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Strelsau Daily Herald", "dailyherald.example"),
        ("The New Zenda Times", "nztimes.example"),
        ("Der Kurier", "kurier.example"),
        ("Associated Ruritanian Press", "arp.example"),
        ("ARP", "arpnews.example"),
        ("The Observer", "www.theobserver.co.uk"),
        ("news.zenda.co.uk", "Zenda"),
    ],
)
def test_names_and_addresses_meet(one: str, other: str) -> None:
    """A name, its short forms, and the address that is made of them."""
    expected = one != "The Strelsau Daily Herald"  # the address leaves out the town, which may be another paper's
    assert outlet(one).meets(outlet(other)) is outlet(other).meets(outlet(one)) is expected


def test_equal_initials_say_nothing() -> None:
    """Two papers of the same initials are two."""
    assert not outlet("Daily Telegraph").meets(outlet("Daily Times"))
    assert not outlet("Zenda Gazette").meets(outlet("Zagreb Globe"))


@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    """Hostile text raises nothing, and what is found can always be compared."""
    found = credited(text)
    assert all(one.meets(one) for one in (*found.sources, *found.listeners))
