"""What English words mean to one another: WordNet's antonyms, sisters and synonyms, and the forms of words.

Read where training pairs are made, never where the service runs. The files are those of WordNet 3.0 (Fellbaum 1998), in
the format of its manual page wndb(5WN).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_FILES: Final = {"n": "noun", "v": "verb", "a": "adj", "r": "adv"}
_ENDINGS: Final = {
    "n": (("ies", "y"), ("ses", "s"), ("xes", "x"), ("zes", "z"), ("ches", "ch"), ("shes", "sh"), ("men", "man"),
          ("s", "")),
    "v": (("ies", "y"), ("ied", "y"), ("es", "e"), ("es", ""), ("ed", "e"), ("ed", ""), ("ing", "e"), ("ing", ""),
          ("s", "")),
    "a": (("est", ""), ("est", "e"), ("er", ""), ("er", "e")),
    "r": (),
}  # fmt: skip
_VOWELS: Final = frozenset("aeiou")
_MOST_SENSES: Final = 2


def part_of_speech(tag: str) -> str | None:
    """WordNet's letter for a Penn Treebank tag; None for names, function words and marks."""
    if tag in {"NN", "NNS"}:
        return "n"
    return {"V": "v", "J": "a", "R": "r"}.get(tag[0]) if tag != "RP" else None


@dataclass(frozen=True, slots=True)
class Synset:
    """One meaning: its words, the keys of wider meanings, and pairs of a word and its antonym."""

    words: tuple[str, ...]
    wider: tuple[str, ...]
    opposed: tuple[tuple[str, str, int], ...]


@dataclass(slots=True)
class Lexicon:
    """WordNet, looked up by lemma and part of speech (n, v, a, r)."""

    synsets: dict[str, Synset] = field(default_factory=dict)
    senses: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    narrower: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    irregular: dict[tuple[str, str], str] = field(default_factory=dict)
    forms: dict[tuple[str, str], Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    seen: Counter[tuple[str, str]] = field(default_factory=Counter)

    @classmethod
    def read(cls, folder: Path) -> Lexicon:
        """The lexicon in the folder that holds data.noun and the other files of WordNet 3.0."""
        lexicon = cls()
        for letter, name in _FILES.items():
            for line in (folder / f"data.{name}").read_text(encoding="latin-1").splitlines():
                if not line.startswith("  "):
                    lexicon._synset(letter, line)
            for line in (folder / f"index.{name}").read_text(encoding="latin-1").splitlines():
                if not line.startswith("  "):
                    cut = line.split()
                    lexicon.senses[cut[0], letter] = tuple(f"{letter}{at}" for at in cut[-int(cut[2]) :])
            for line in (folder / f"{name}.exc").read_text(encoding="latin-1").splitlines():
                form, lemma = line.split()[:2]
                lexicon.irregular[form, letter] = lemma
        return lexicon

    def _synset(self, letter: str, line: str) -> None:
        cut = line.split(" | ", maxsplit=1)[0].split()
        count = int(cut[3], 16)
        words = tuple(word.split("(")[0].lower() for word in cut[4 : 4 + 2 * count : 2])
        at = 4 + 2 * count
        wider, opposed = [], []
        for pointer in range(int(cut[at])):
            symbol, offset, part, ends = cut[at + 1 + 4 * pointer : at + 5 + 4 * pointer]
            other = f"{'a' if part == 's' else part}{offset}"
            if symbol == "@":
                wider.append(other)
                self.narrower[other].append(f"{letter}{cut[0]}")
            elif symbol == "!":
                opposed.append((words[int(ends[:2], 16) - 1], other, int(ends[-2:], 16) - 1))
        self.synsets[f"{letter}{cut[0]}"] = Synset(words, tuple(wider), tuple(opposed))

    def lemma(self, word: str, tag: str) -> str:
        """The dictionary form of `word`, lower case; the word itself where WordNet does not know it."""
        low, part = word.lower(), part_of_speech(tag)
        if part is None or (tag in {"NN", "VB", "VBP", "JJ", "RB"} and (low, part) in self.senses):
            return low
        if (low, part) in self.irregular:
            return self.irregular[low, part]
        for ending, instead in _ENDINGS[part]:
            stem = low.removesuffix(ending) + instead
            if low.endswith(ending) and len(stem) > 1:
                if (stem, part) in self.senses:
                    return stem
                if len(stem) > 3 and stem[-1] == stem[-2] and (stem[:-1], part) in self.senses:
                    return stem[:-1]
        return low

    def learn(self, words: Iterable[tuple[str, str]]) -> None:
        """Remember the forms of running words, given with their tags."""
        for word, tag in words:
            lemma, part = self.lemma(word, tag), part_of_speech(tag)
            if part is not None:
                self.forms[lemma, tag][word.lower()] += 1
                self.seen[lemma, part] += 1

    def inflected(self, lemma: str, tag: str) -> str:
        """`lemma` in the form that a tag asks for: as it was seen most often, else by rule."""
        known = self.forms.get((lemma, tag))
        if known:
            return known.most_common(1)[0][0]
        if tag in {"NNS", "VBZ"}:
            if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
                return lemma[:-1] + "ies"
            return lemma + ("es" if lemma.endswith(("s", "x", "z", "ch", "sh")) else "s")
        if tag in {"VBD", "VBN"}:
            if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
                return lemma[:-1] + "ied"
            return lemma + ("d" if lemma.endswith("e") else "ed")
        if tag == "VBG":
            return (lemma[:-1] if lemma.endswith("e") and not lemma.endswith("ee") else lemma) + "ing"
        return lemma

    def antonyms(self, lemma: str, part: str) -> list[str]:
        """Words of the opposite meaning, in the two commonest senses."""
        found = []
        for key in self.senses.get((lemma, part), ())[:_MOST_SENSES]:
            for word, other, at in self.synsets[key].opposed:
                if word == lemma:
                    found.append(self.synsets[other].words[at])
        return [word for word in found if "_" not in word]

    def synonyms(self, lemma: str, part: str) -> list[str]:
        """Words whose own commonest sense is the commonest sense of `lemma`."""
        senses = self.senses.get((lemma, part), ())
        return [
            word
            for word in (self.synsets[senses[0]].words if senses else ())
            if word != lemma
            and "_" not in word
            and self.senses.get((word, part), ("",))[0] == senses[0]
            and self.seen[word, part] > 1
        ]

    def sisters(self, lemma: str, part: str) -> list[str]:
        """Other kinds of the same thing: words seen before that share the next wider meaning of the commonest sense."""
        senses = self.senses.get((lemma, part), ())
        if not senses:
            return []
        own = set(self.synsets[senses[0]].words)
        found = []
        for wider in self.synsets[senses[0]].wider:
            for key in self.narrower[wider]:
                if key == senses[0]:
                    continue
                for word in self.synsets[key].words:
                    commonest = self.senses.get((word, part), ("",))[0] == key
                    if commonest and word not in own and "_" not in word and self.seen[word, part] > 1:
                        found.append(word)
        return found

    def wider_words(self, lemma: str, part: str) -> list[str]:
        """Words for the next wider meaning of the commonest sense."""
        senses = self.senses.get((lemma, part), ())
        wider = self.synsets[senses[0]].wider if senses else ()
        return [w for key in wider for w in self.synsets[key].words if "_" not in w and self.seen[w, part] > 2]
