"""Quantiles of the Beta distribution against exact sums and against what must hold of any."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.records.beta import distribution, quantile
from tests.records.by_hand import beta_quantile

PARAMETERS = st.floats(min_value=0.3, max_value=5_000)
SHARES = st.floats(min_value=0.01, max_value=0.99)


def exact(x: Fraction, a: int, b: int) -> float:
    """For whole numbers the distribution is a binomial tail: at least a of a + b - 1, each with probability x."""
    n = a + b - 1
    return float(sum(math.comb(n, k) * x**k * (1 - x) ** (n - k) for k in range(a, n + 1)))


@pytest.mark.parametrize(("a", "b"), [(1, 1), (2, 3), (19, 1), (1, 40), (57, 143), (300, 5)])
def test_whole_parameters_agree_with_exact_sums(a: int, b: int) -> None:
    """The distribution is the binomial tail, to twelve digits."""
    for x in (Fraction(1, 1000), Fraction(1, 20), Fraction(1, 2), Fraction(9, 10), Fraction(999, 1000)):
        assert distribution(float(x), a, b) == pytest.approx(exact(x, a, b), abs=1e-12)


@pytest.mark.parametrize(("a", "b"), [(0.5, 2.5), (0.5, 100.5), (4.25, 31.5), (700.5, 0.5)])
def test_half_parameters_agree_with_sums_of_slices(a: float, b: float) -> None:
    """Quantiles are those that adding up slices of the density gives."""
    for share in (0.05, 0.5, 0.95):
        assert quantile(share, a, b) == pytest.approx(beta_quantile(share, a, b), abs=1e-6)


@given(share=SHARES, a=PARAMETERS, b=PARAMETERS)
def test_a_quantile_is_the_inverse(share: float, a: float, b: float) -> None:
    """Below the quantile lies just the share that was asked for, and the mirrored quantile mirrors it."""
    x = quantile(share, a, b)
    assert 0 <= x <= 1
    assert distribution(x, a, b) == pytest.approx(share, abs=1e-7)
    assert quantile(1 - share, b, a) == pytest.approx(1 - x, abs=1e-9)


@given(a=PARAMETERS, b=PARAMETERS)
def test_quantiles_rise_with_the_share(a: float, b: float) -> None:
    """A larger share never has a smaller quantile."""
    found = [quantile(share / 20, a, b) for share in range(1, 20)]
    assert found == sorted(found)


def test_parameters_must_be_positive() -> None:
    """Nothing else is a Beta distribution; outside of [0, 1] nothing lies."""
    with pytest.raises(ValueError, match="positive"):
        distribution(0.5, 0, 1)
    assert (distribution(-1, 2, 2), distribution(2, 2, 2)) == (0.0, 1.0)
