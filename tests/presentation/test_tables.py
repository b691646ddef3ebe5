"""Tables hold what the report says, field by field, and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from service.domain.time import Interval
from service.presentation.tables import claims_table, table
from tests.presentation.builders import evidence, viewed


def read(text: str) -> list[list[str]]:
    """The rows of a table, its byte order mark left out."""
    assert text[0] == "\ufeff"
    return list(csv.reader(io.StringIO(text[1:], newline="")))


def test_a_claim_is_a_row() -> None:
    """Its verdict in the words of the contract, its days, what refutes it and where that comes from."""
    facts = (evidence("2010-05-12", "2014-07-14"), evidence("2019-07-24", "2021-09-15", fact_id="f2", url=None))
    header, row = read(claims_table(viewed(Interval.on(date(2014, 5, 12)), evidence=facts)))
    found = dict(zip(header, row, strict=True))
    assert (found["claim"], found["verdict"], found["verdict_in_words"]) == (
        "c00",
        "contradicted",
        "Conflicts with the record",
    )
    assert (found["from"], found["until"], found["quote"]) == ("2014-05-12", "2014-05-13", "Ada Vane")
    assert (found["claimed"], found["recorded"]) == ("Ada Vane", "Bo Lind")
    assert (found["facts"], found["addresses"]) == ("f1 | f2", "https://example.org/1 | table#1")


@given(st.lists(st.lists(st.text() | st.none() | st.integers(), min_size=2, max_size=2), max_size=5))
def test_no_field_is_a_formula_and_none_is_lost(rows: list[list[object]]) -> None:
    """Every row comes back with as many fields; none of words begins as a formula or holds a control character."""
    found = read(table(("a", "b"), rows))
    assert len(found) == len(rows) + 1
    for given_row, row in zip(rows, found[1:], strict=True):
        assert len(row) == len(given_row)
        for value, field in zip(given_row, row, strict=True):
            if isinstance(value, str):
                assert not field.lstrip().startswith(("=", "+", "-", "@"))
                assert not any(ord(sign) < 32 for sign in field)
