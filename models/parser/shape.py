"""How a word is written, for an encoder whose vocabulary has no capitals: one number a word."""

from __future__ import annotations

SHAPES = 6
"""How many shapes there are; 0 is that of anything without a cased letter."""


def shape(word: str) -> int:
    """0 marks, 1 lower case, 2 Capitalised, 3 CAPITALS, 4 miXed, 5 with a digit."""
    if any(c.isdigit() for c in word):
        return 5
    if word.islower():
        return 1
    if word.isupper():
        return 3 if len(word) > 1 else 2
    if word[:1].isupper() and word[1:].islower():
        return 2
    return 4 if any(c.isalpha() for c in word) else 0
