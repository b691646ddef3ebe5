"""Datelines and labels: "PARIS, 3 May (Meridian) -", "CHENNAI:", "MORENO:" open a sentence and are no part of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_LONGEST = 14
_LONGEST_LABEL = 4
_DASHES = frozenset({"-", "--", "\u2013", "\u2014", "\u2015"})
_INSIDE = frozenset({",", ".", "(", ")", "/", "and", "of"})
_OPENING = _DASHES | {",", "(", ":"}
_FEWEST_LETTERS = 2


def dateline_end(words: Sequence[str]) -> int:
    """How many tokens at the start of a sentence are its dateline or label with the mark that closes it, 0 for none.

    It begins in capitals ("NEW DELHI"); names, numbers and brackets may follow up to a dash, capitals alone up to a
    colon, before which a byline may stand ("Staff Reporter NEW DELHI:").
    """
    begins = next((at for at, word in enumerate(words[:_LONGEST_LABEL]) if not word.istitle()), 0)
    place = next((at for at, word in enumerate(words[begins:], begins) if not _shouted(word)), len(words))
    if not begins < place < len(words) - 1 or words[place] not in _OPENING:
        return 0
    if words[place] == ":":
        return place + 1 if place <= begins + _LONGEST_LABEL else 0
    if begins:
        return 0
    for at, word in enumerate(words[place:_LONGEST], place):
        if word in _DASHES:
            following = words[at + 1][0] if at + 1 < len(words) else ""
            return at + 1 if following and not following.islower() else 0
        if not (word[0].isupper() or word[0].isdigit() or word in _INSIDE):
            return 0
    return 0


def _shouted(word: str) -> bool:
    return word.isupper() and len(word) >= _FEWEST_LETTERS
