"""Names of people, and who is whom."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.access import AccessError, Caller, Scope, is_loopback, person, same_person


@given(st.text(max_size=250))
def test_a_name_is_kept_as_one_line(name: str) -> None:
    """Kept once or twice it is the same; it has no control character, no blank at an end, no two in a row."""
    try:
        kept = person(name)
    except AccessError:
        return
    assert person(kept) == kept
    assert kept == " ".join(kept.split())
    assert kept.isprintable() or not any(character in kept for character in "\n\r\t\x00\x1b\u202e")


@pytest.mark.parametrize(
    ("one", "other"),
    [("Ann Vane", " ann  VANE"), ("Zo\u00eb", "Zoe\u0308"), ("\uff21nn", "ann"), ("STRASSE", "stra\u00dfe")],
)
def test_another_spelling_is_the_same_person(one: str, other: str) -> None:
    """Capitals, blanks, composed, wide and folded letters."""
    assert same_person(one, other)


@pytest.mark.parametrize(("one", "other"), [("Ann", "Anna"), ("Ann Vane", "AnnVane"), ("Zoe", "Zo\u00eb")])
def test_another_name_is_another_person(one: str, other: str) -> None:
    """Letters are not left out."""
    assert not same_person(one, other)


@pytest.mark.parametrize("name", ["", " ", "\x00\n", "x" * 201])
def test_what_is_no_name(name: str) -> None:
    """Nothing, or too much."""
    with pytest.raises(AccessError):
        person(name)


@given(st.sets(st.sampled_from(list(Scope))), st.sets(st.sampled_from(list(Scope)), min_size=1))
def test_a_caller_may_what_one_of_its_scopes_opens(has: set[Scope], opens: set[Scope]) -> None:
    """And everything with `admin`."""
    assert Caller("key:x", "x", frozenset(has)).may(frozenset(opens)) == (Scope.ADMIN in has or bool(has & opens))


@pytest.mark.parametrize(
    ("host", "loops"),
    [
        ("127.0.0.1", True),
        ("127.1.2.3", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),  # noqa: S104 - told from loopback
        ("::", False),
        ("10.0.0.1", False),
        ("localhost.example", False),
        ("", False),
    ],
)
def test_which_addresses_are_this_machines_own(host: str, loops: bool) -> None:
    """Only what leads back to it; all addresses are not."""
    assert is_loopback(host) == loops
