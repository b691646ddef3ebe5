"""How far two words are apart as somebody mistypes them."""

from __future__ import annotations

from functools import lru_cache

SHORTEST = 5
"""Shorter words have too many neighbours: Brown and Crown, Kerr and Kern are people of their own."""
_TWO_SLIPS = 9


def trigrams(text: str) -> frozenset[str]:
    """The stretches of three characters in `text`; what is shorter is its own."""
    return frozenset(text[at : at + 3] for at in range(max(1, len(text) - 2)))


@lru_cache(maxsize=8192)
def slips(a: str, b: str) -> int:
    """Edits from `a` to `b`: a letter put in, left out, replaced, or two neighbours turned round (Damerau 1964)."""
    if a == b:
        return 0
    before, last = list[int](), list(range(len(b) + 1))
    for i, letter in enumerate(a, 1):
        row = [i]
        for j, other in enumerate(b, 1):
            cost = min(last[j] + 1, row[-1] + 1, last[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == b[j - 2] and a[i - 2] == other:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]


def mistyped(a: str, b: str) -> bool:
    """Whether one word can be a slip of the pen for another: one edit, in long words two, the first letter kept."""
    short, long = sorted((len(a), len(b)))
    if short < SHORTEST or long - short > 2 or a[0] != b[0]:
        return False
    return 0 < slips(a, b) <= (2 if short >= _TWO_SLIPS else 1)
