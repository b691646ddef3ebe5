"""Words as rules compare them: without case and endings, and in a row."""

from __future__ import annotations

import re
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_SUFFIXES = ("ations", "ation", "ments", "ment", "ings", "ing", "ied", "ies", "ed", "es", "s", "ly")


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """A crude English stem: enough to join `visits`, `visited` and `visiting`."""
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            return word[: -len(suffix)].rstrip("e")
    return word.rstrip("e") if len(word) > 3 else word


def tokens(text: str) -> tuple[str, ...]:
    """The words of `text`, folded in case, curly apostrophes straightened."""
    return tuple(_WORD.findall(text.replace("\u2019", "'").casefold()))


def in_a_row(words: str, text: str) -> bool:
    """Whether `text` has these words, at least one, in this order and with no other between them."""
    return bool(tokens(words)) and _row(words) in _row(text)


def _row(text: str) -> str:
    """The words of a text between blanks, without the `'s` of a genitive."""
    words = " ".join(word.removesuffix("'s") for word in tokens(text))
    return f" {words} "
