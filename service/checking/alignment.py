"""Words of a claim against words of a reference sentence: names and numbers have to match, the rest mostly.

A lexical stand-in for entailment: it can say that a sentence contains what is claimed, never that it denies it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

CONTAINED = 0.6
"""Share of a claim's content words that has to stand in the reference: the best balanced accuracy on 400 pairs of
FEVER Symmetric (65.7 %) and of SummEdits ECTSum (62.2 %); by sentence, without a reader. On free summaries of
dialogue (SamSum, Podcast) words alone tell nothing (50 %)."""

_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_STOP = frozenset(
    "a an the and or but nor so yet of in on at by for from to with into onto over under about after before "
    "since until during between through against as is are was were be been being am do does did has have had "
    "having will would shall should can could may might must it its this that these those he she they him her "
    "them his their theirs i we you us our your my me who whom whose which what when where why how there here "
    "then than also just only very more most such some any each other both all not no if while because said "
    "says say mr mrs ms dr sir recent recently new up out".split(),
)
_NEGATIONS = frozenset("not no never n't without neither nor".split())
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


@dataclass(frozen=True, slots=True)
class Profile:
    """What of a text is compared: its words in a row, content stems, names, numbers, and whether it denies."""

    row: str
    stems: frozenset[str]
    names: frozenset[str]
    numbers: frozenset[str]
    negated: bool

    def verbatim_in(self, other: Profile) -> bool:
        """Whether the words stand there in a row."""
        return bool(self.row) and f" {self.row} " in f" {other.row} "


def profile(text: str) -> Profile:
    """The comparable content of a text."""
    row: list[str] = []
    stems: set[str] = set()
    names: set[str] = set()
    numbers: set[str] = set()
    negated = False
    for match in _WORD.finditer(text.replace("\u2019", "'")):
        word = match[0]
        low = word.casefold().removesuffix("'s")
        row.append(low)
        negated = negated or low in _NEGATIONS or low.endswith("n't")
        if low in _STOP:
            continue
        if any(c.isdigit() for c in low):
            numbers.add(low)
        elif word[:1].isupper() and match.start() > 0:
            names.add(stem(low))
        stems.add(stem(low))
    return Profile(" ".join(row), frozenset(stems), frozenset(names), frozenset(numbers), negated)
