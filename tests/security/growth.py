"""How the work of a regular expression grows with its text: in steps, which are the same on any machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.security.counted import Counted, EndlessError
from tests.security.hostile import Hostile

if TYPE_CHECKING:
    from tests.security.hostile import Text

LENGTHS = (32, 128, 512)
"""Characters, doubled twice. A loop with a bound goes on like one without until the texts are longer than its bound,
so what grows on the first goes on to the longer ones; most texts need none of these."""
SUSPECTS = 6
"""Texts that go on to the longer lengths: those on which the work grew fastest."""
FASTER = 2.5
"""Twice as much is added by twice as much text where growth is linear, four times as much with its square."""
SLACK = 100
"""Steps that do not count: where a match ends in a text may lie one round further."""
MOST = 500
"""Steps a character after which a text is given up."""


def worst(pattern: str | bytes, flags: int, ways: frozenset[str]) -> str | None:
    """The hostile text on which the pattern's work grows faster than the text, in words; None where there is none.

    `ways` are of "search" (all places of the text are tried), "match" and "fullmatch".
    """
    counted, hostile = Counted(pattern, flags), Hostile(pattern, flags)
    for way in sorted(ways - {"match"} if "search" in ways else ways):  # a search begins with a match
        grown = [(_growth(counted, way, text, LENGTHS[0]), text) for text in hostile.texts()]
        suspects = sorted((one for one in grown if one[0] > FASTER), reverse=True)[:SUSPECTS]
        for _, text in suspects:
            if all(_growth(counted, way, text, length) > FASTER for length in LENGTHS[1:]):
                return f"{way} on {text.of(40)!r}"
    return None


def _growth(counted: Counted, way: str, text: Text, length: int) -> float:
    """What doubling the text a second time adds to the steps, as a multiple of what doubling it once adds."""
    sizes = (length, 2 * length, 4 * length)
    once, twice, fourfold = (_steps(counted, way, text.of(size), MOST * size) for size in sizes)
    return (fourfold - twice - SLACK) / max(1, twice - once) if fourfold < float("inf") else fourfold


def _steps(counted: Counted, way: str, text: str, most: int) -> float:
    """Infinite where the match is given up."""
    try:
        for _ in counted.spans(text.encode("latin-1", "replace") if counted.is_bytes else text, way, most=most):
            pass
    except EndlessError:
        return float("inf")
    return counted.steps
