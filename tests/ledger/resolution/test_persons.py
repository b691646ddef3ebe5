"""How well two names of persons fit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.ledger.resolution.persons import Fit, fit, suffixed
from service.ledger.resolution.spelling import mistyped, slips

_WORDS = st.sampled_from(
    "Jan Anna Ivan Petrovich J. K. de van Berg Hohenberg-Stein Lukashenko Lukaschenko Kim Lee Jr II Lord Mrs".split()
)
_NAMES = st.lists(_WORDS, min_size=1, max_size=4).map(" ".join)


@given(_NAMES, _NAMES)
def test_fitting_is_symmetric(one: str, other: str) -> None:
    """Which of two names is asked for makes no difference."""
    assert fit(one, other) == fit(other, one)


@given(_NAMES)
def test_every_name_fits_itself(name: str) -> None:
    """As the same name."""
    assert fit(name, name) is Fit.SAME


@pytest.mark.parametrize(
    ("one", "other", "grade"),
    [
        ("Ivan Petrovich Sidorov", "Ivan Sidorov", Fit.FULLER),
        ("Сидоров Иван Петрович", "Ivan Sidorov", Fit.FULLER),
        ("Иван Сидоров", "Ivan Sidorov", Fit.SAME),
        ("I. P. Sidorov", "Ivan Sidorov", Fit.INITIAL),
        ("Hassan al-Basri", "Hassan el Basri", Fit.SPELLING),
        ("Hassan al-Basri", "Hassan Basri", Fit.SPELLING),
        ("Bill Hartley", "William Hartley", Fit.NICKNAME),
        ("Sidorov Ivan", "Ivan Sidorov", Fit.ORDER),
        ("Scott James", "James Scott", Fit.SWAPPED),
        ("Ruiz, Elena", "Elena Ruiz", Fit.SAME),
        ("Elena Ruiz", "Elena Ruiz Calderon", Fit.PART),
        ("Omar bin Faisal", "Omar bin Faisal Al Rashid", Fit.PART),
        ("Anna Stein", "Anna Hohenberg-Stein", Fit.PART),
        ("Mr Sidorov", "Ivan Sidorov", Fit.SURNAME),
        ("Elena Sidorowa", "Elena Sidorova", Fit.MISSPELT),
        ("Angela Brikner", "Angela Brinker", Fit.MISSPELT),
        ("Robert L. Snowden", "Charles L. Snowden", None),
        ("Rahul Harding", "Peter R. Harding", Fit.INITIAL),
        ("Henry K. Vane", "Henry L. Vane", None),
        ("Anna Vane", "Henry Vane", None),
        ("Mrs Vane", "Henry Vane", None),
        ("Henry Vane Jr", "Henry Vane Sr", None),
        ("Otto II", "Otto III", None),
        ("Kim Jong-ho", "Kim Jong-su", None),
        ("Ada Kerr", "Ada Kern", None),
        ("", "Ada Kern", None),
    ],
)
def test_names_are_graded(one: str, other: str, grade: Fit | None) -> None:
    """From the same name to a misspelling; two people where something sets them apart."""
    assert fit(one, other) is grade


def test_a_suffix_tells_generations_apart() -> None:
    """Jr, Sr and numbers at the end, not a word that looks like one."""
    assert [suffixed(name) for name in ("Jan Berg Jr.", "Jan Berg, Sr", "Otto III", "Jan Berg", "Malcolm X")] == [
        *("jr", "sr", "iii"),
        None,
        None,
    ]


@given(st.text("abcd", max_size=9), st.text("abcd", max_size=9))
def test_slips_are_a_distance(one: str, other: str) -> None:
    """Symmetric, nothing for the same word, and no more than the longer word has letters."""
    assert slips(one, other) == slips(other, one)
    assert (slips(one, other) == 0) == (one == other)
    assert slips(one, other) <= max(len(one), len(other))


def test_only_long_words_are_mistyped() -> None:
    """One slip from five letters on, two from nine on, never in the first letter, and a word is no slip of itself."""
    assert mistyped("sidorov", "sidorof")
    assert mistyped("lukashenko", "lukahsenkho")
    assert not mistyped("kerr", "kern")
    assert not mistyped("sidorov", "fidorov")
    assert not mistyped("sidorov", "sidorov")
