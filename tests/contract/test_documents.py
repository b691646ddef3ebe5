"""JSON is read by the letter and written the same way each time."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.contract.documents import MalformedError, dumps, loads

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner),
    max_leaves=10,
)


@given(st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), VALUES))
def test_what_is_written_can_be_read(value: dict[str, object]) -> None:
    """Any JSON object survives, on one line, in its own order."""
    line = dumps(value)
    assert "\n" not in line
    assert loads(line.encode()) == value
    assert list(json.loads(line)) == list(value)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b"  \n", "empty"),
        (b"{", "line 1"),
        (b'{"a": 1, "a": 2}', "twice"),
        (b'{"a": {"b": 1, "b": 2}}', "twice"),
        (b'{"a": NaN}', "NaN"),
        (b'{"a": -Infinity}', "NaN"),
        (b'{"a": [-1e999]}', "too large"),
        (b"[" * 100_000, "nested"),
        (b'{"a":' * 100_000, "nested"),
        (b'{"a": "\\ud800"}', "surrogate"),
        (b'{"\\udc00": 1}', "surrogate"),
        (b'{"a": "\xff"}', "byte 7"),
        ('{"a": "é"}'.encode("utf-16"), "UTF-8"),
        (b'{"a": ' + b"9" * 5_000 + b"}", "number"),
    ],
)
def test_what_is_no_json_is_refused_with_the_reason(body: bytes, reason: str) -> None:
    """Each way of not being JSON has its own sentence."""
    with pytest.raises(MalformedError, match=reason):
        loads(body)


def test_surrogate_pairs_are_characters() -> None:
    """A character outside the basic plane may be escaped as a pair."""
    assert loads(b'{"a": "\\ud83c\\udf09"}') == {"a": "\N{BRIDGE AT NIGHT}"}


def test_nan_is_never_written() -> None:
    """A number that JSON does not have is an error of ours, not something to send."""
    with pytest.raises(ValueError, match="JSON"):
        dumps({"score": float("nan")})
