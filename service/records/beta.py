"""Quantiles of the Beta distribution, in plain Python.

The distribution function is the regularised incomplete beta function by its continued fraction (DLMF 8.17.22),
evaluated by Lentz's method as modified by Thompson and Barnett (1986). Why not a library: decision 0021.
"""

from __future__ import annotations

import math

_TINY = 1e-300
_CLOSE = 1e-15
_MOST_TERMS = 10_000
_MOST_STEPS = 100
_SMALL_STEP = 1e-14


def distribution(x: float, a: float, b: float) -> float:
    """The probability that a Beta(a, b) variable is at most `x`; accurate to about 1e-12 for a + b below a million.

    Raises:
        ValueError: where `a` or `b` is not positive.
    """
    if a <= 0 or b <= 0:
        raise ValueError("both parameters of a Beta distribution are positive")
    if x <= 0:
        return 0.0
    if x >= 1:
        return 1.0
    if x > (a + 1) / (a + b + 2):  # the fraction converges fast on one side of the mean
        return 1.0 - distribution(1 - x, b, a)
    scale = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    return math.exp(scale) / (a * _fraction(x, a, b))


def quantile(share: float, a: float, b: float) -> float:
    """The x below which a Beta(a, b) variable lies with probability `share`, 0 < `share` < 1; to 1e-12.

    Newton's steps by the density, and halving wherever one would leave the bracket.

    Raises:
        ValueError: where `a` or `b` is not positive.
    """
    low, high, x = 0.0, 1.0, a / (a + b)
    for _ in range(_MOST_STEPS):
        beyond = distribution(x, a, b) - share
        if beyond < 0:
            low = x
        else:
            high = x
        before, x = x, x - beyond / (_density(x, a, b) or _TINY)
        if not low < x < high:
            x = (low + high) / 2
        if abs(x - before) < _SMALL_STEP:
            break
    return x


def _density(x: float, a: float, b: float) -> float:
    logarithm = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + (a - 1) * math.log(x) + (b - 1) * math.log1p(-x)
    return math.exp(logarithm)


def _fraction(x: float, a: float, b: float) -> float:
    """The continued fraction 1 + d1/(1 + d2/(1 + ...)) of DLMF 8.17.22."""
    value = upper = 1.0
    lower = 0.0
    for term in range(1, _MOST_TERMS):
        half = term // 2
        if term % 2:
            step = -(a + half) * (a + b + half) * x / ((a + 2 * half) * (a + 2 * half + 1))
        else:
            step = half * (b - half) * x / ((a + 2 * half - 1) * (a + 2 * half))
        lower = 1 / ((1 + step * lower) or _TINY)
        upper = (1 + step / upper) or _TINY
        value *= (change := upper * lower)
        if abs(change - 1) < _CLOSE:
            break
    return value
