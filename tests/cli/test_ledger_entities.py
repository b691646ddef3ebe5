"""`dateline ledger alias` and `dateline ledger entity` from the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Result

    Run = Callable[..., Result]

WHY = ("--why", "a test", "--by", "ann")


def test_a_name_is_added_found_and_removed(dateline: Run) -> None:
    """In another script; who is asked for by it afterwards is shown with the id."""
    added = dateline("ledger", "alias", "add", "David Cameron", "Дэйв Кэмерон", "--by", "ann")
    assert (added.code, added.err) == (0, "")
    assert added.out.startswith("Q192 goes by Дэйв Кэмерон\nrevision ")
    assert dateline("ledger", "show", "Дэйв Кэмерон").out.startswith("David Cameron [Q192] (also Дэйв Кэмерон)\n")
    assert dateline("ledger", "alias", "remove", "Q192", "Дэйв Кэмерон", "--by", "ann").code == 0
    assert "also" not in dateline("ledger", "show", "David Cameron").out.splitlines()[0]


def test_entities_are_merged_and_parted(dateline: Run) -> None:
    """Two entries of one minister become one, and two again."""
    merged = dateline("ledger", "entity", "merge", "person:david-cairns", "Q3275", *WHY)
    assert merged.out.startswith("person:david-cairns is Q3275\nrevision ")
    assert "[person:david-cairns]" not in dateline("ledger", "show", "David Cairns").out
    undone = dateline("ledger", "entity", "merge", "person:david-cairns", "Q3275", "--undo", *WHY)
    assert undone.out.startswith("person:david-cairns is not Q3275\nrevision ")
    assert "[person:david-cairns]" in dateline("ledger", "show", "David Cairns").out


def test_an_entity_is_split_and_a_fact_linked(dateline: Run) -> None:
    """The new entity is told with its id; a fact is given to it."""
    dateline("ledger", "alias", "add", "Q192", "Percival Underhay", "--by", "ann")
    split = dateline("ledger", "entity", "split", "Q192", "--alias", "Percival Underhay", *WHY)
    assert split.out.startswith("new entity person:percival-underhay: Percival Underhay\n")
    assert "Q192 does not go by Percival Underhay\n" in split.out
    shown = dateline("ledger", "show", "David Cameron").out
    fact = shown.partition(" (")[2] and shown.split("Prime Minister")[1].split("(")[2].split(")")[0]
    linked = dateline("ledger", "entity", "link", fact, "person:percival-underhay", "--part", "holder", *WHY)
    assert linked.out.startswith(f"{fact}: holder is person:percival-underhay\n")


@pytest.mark.parametrize(
    "arguments",
    [
        ("alias", "add", "Nobody Known", "Somebody", "--by", "ann"),
        ("alias", "remove", "Q192", "David Cameron", "--by", "ann"),
        ("entity", "merge", "Q192", "Q192", *WHY),
        ("entity", "split", "Q192", "--alias", "Nobody", *WHY),
        ("entity", "link", "0" * 32, "Q192", *WHY),
    ],
)
def test_what_cannot_be_is_said_in_one_line(dateline: Run, arguments: tuple[str, ...]) -> None:
    """An unknown entity, its own name, itself, a name or fact that is not there."""
    result = dateline("ledger", *arguments)
    assert result.code == 2
    assert result.err.count("\n") == 1


def test_others_of_the_same_surname_are_not_shown(dateline: Run) -> None:
    """A lord who may go by the same name brings in his own terms, not those of all who share his surname."""
    shown = dateline("ledger", "show", "Boris Johnson", "--at", "2016-01-31").out
    assert "Boris Johnson, Mayor of London (GB)" in shown
    assert "Jo Johnson" not in shown
    assert "Jeh Johnson" not in shown
