"""`dateline ledger source`: tiers and houses of sources from the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Result

    Run = Callable[..., Result]

WHY = ("--why", "a test", "--by", "ann")


def test_what_is_said_of_a_source_is_listed_with_its_reason(dateline: Run) -> None:
    """Tiers with their days, houses, and the reasons for both."""
    said = dateline(
        *("ledger", "source", "trust", "www.Gazette.example", "low"), "--from", "2019-01-01", "--to", "2020-01-01", *WHY
    )
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("gazette.example: from 2019-01-01 to 2020-01-01 low\nrevision ")
    assert dateline("ledger", "source", "group", "gazette.example", "Northern  Press", *WHY).code == 0
    listed = dateline("ledger", "source", "list").out
    assert (
        "gazette.example: standard, Northern Press\n"
        "  from 2019-01-01 to 2020-01-01 low (a test)\n"
        "  of Northern Press (a test)\n"
    ) in listed


def test_a_house_can_be_taken_back(dateline: Run) -> None:
    """The later word counts; both stay on record."""
    dateline("ledger", "source", "group", "herald.example", "Southern Press", *WHY)
    dateline("ledger", "source", "group", "herald.example", "Southern Press", "--withdraw", *WHY)
    listed = dateline("ledger", "source", "list").out
    assert "herald.example: standard\n  of Southern Press (a test)\n  not of Southern Press (a test)\n" in listed


@pytest.mark.parametrize(
    "arguments",
    [
        ("trust", "gazette.example", "splendid", *WHY),
        ("trust", "gazette.example", "low", "--by", "ann"),
        ("group", "gazette.example", "Northern Press", "--why", "a test"),
        ("trust", "gazette.example", "low", "--from", "yesterday", *WHY),
        (),
    ],
)
def test_what_is_missing_or_wrong_is_said_in_one_line(dateline: Run, arguments: tuple[str, ...]) -> None:
    """An unknown tier, no reason, nobody who writes, no date."""
    result = dateline("ledger", "source", *arguments)
    assert result.code == 2
    assert result.err.count("\n") == 1


def test_days_that_end_before_they_begin_are_refused(dateline: Run) -> None:
    """An error of the ledger is a sentence, and nothing is written."""
    days = ("--from", "2020-01-01", "--to", "2019-01-01")
    result = dateline("ledger", "source", "trust", "x.example", "low", *days, *WHY)
    assert result.code != 0
    assert "ends" in result.err or "end before" in result.err
    assert "x.example" not in dateline("ledger", "source", "list").out
