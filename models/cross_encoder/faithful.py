"""Rewrites that keep to what a sentence says: parts left out, clauses cut free, words of the same meaning, other forms.

Each takes the words of a sentence, some of them marked, and gives words again; a marked word keeps its mark wherever it
survives. None of them knows whether the text it rewrites is true to another: that is decided by the marks.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from models.cross_encoder.sentences import Word
from models.cross_encoder.words import part_of_speech

if TYPE_CHECKING:
    from random import Random

    from models.cross_encoder.words import Lexicon

Words = list[Word]

_LOOSE: Final = ("appos", "acl:relcl", "parataxis", "obl", "obl:tmod", "advmod", "advcl", "amod", "nmod", "acl", "conj")
_BINDING: Final = frozenset(
    "all every each no not n't never none nothing only most few fewer first last any without nobody unless if until "
    "hardly barely former alleged suspected so-called fake would may might could".split()
)
_NUMBERS: Final = tuple("zero one two three four five six seven eight nine ten eleven twelve".split())
_SAME: Final = {
    "n't": "not", "percent": "%", "u.s.": "American", "said": "stated", "says": "states", "but": "yet", "also": "too",
    "however": "still", "about": "around", "over": "more than", "near": "close to", "because": "since",
    "while": "as", "although": "though", "may": "might", "will": "is going to", "must": "has to",
}  # fmt: skip


def below(words: Words, root: int) -> set[int]:
    """The numbers of a word and of all that hang on it."""
    found = {root}
    grown = True
    while grown:
        more = {word.at for word in words if word.head in found} - found
        found |= more
        grown = bool(more)
    return found


def shortened(words: Words, random: Random) -> Words:
    """Some loose parts left out; nothing inside a sentence that denies, limits or supposes."""
    lows = {word.text.lower() for word in words}
    parts = [word for word in words if word.label in _LOOSE]
    random.shuffle(parts)
    if lows & _BINDING:
        parts = [word for word in parts if word.label in {"appos", "parataxis", "acl:relcl"}]
    for part in parts[: random.choice((0, 1, 1, 2, 3))]:
        gone = below(words, part.at)
        kept = [word for word in words if word.at not in gone]
        if part.text.lower() in _BINDING or len(kept) < 4 or len(gone) > 18:
            continue
        words = tidy(kept)
    return words


def tidy(words: Words) -> Words:
    """Marks and conjunctions that have lost what stood beside them fall out."""
    out: Words = []
    for at, word in enumerate(words):
        following = words[at + 1].text if at + 1 < len(words) else ""
        if word.text in {",", ";", ":", "-", "--"} and (not out or out[-1].text in {",", ";", ":", "("}):
            continue
        if word.text == "," and following in {".", ",", ";", ")", ""}:
            continue
        if word.tag == "CC" and (following in {".", ",", ""} or not out):
            continue
        out.append(word)
    if out and out[0].text[:1].islower():
        out[0] = replace(out[0], text=out[0].text[:1].upper() + out[0].text[1:])
    return out


def cut_free(words: Words, random: Random) -> Words | None:
    """A sentence of its own out of an apposition, a relative clause or a joined verb; None where there is none."""
    options = [word for word in words if word.label in {"appos", "acl:relcl", "conj"} and word.head >= 0]
    random.shuffle(options)
    by_number = {word.at: word for word in words}
    for part in options:
        head = by_number.get(part.head)
        if head is None:
            continue
        inside = below(words, part.at)
        phrase = [w for w in words if w.at in inside and w.text not in {",", "(", ")", "-"}]
        if part.label == "appos" and head.tag.startswith("NNP") and part.tag.startswith("NN"):
            subject = _phrase(words, head.at, inside)
            return _sentence([*subject, _word("is" if part.tag in {"NN", "NNP"} else "are", "VBZ"), *phrase])
        relative = part.label == "acl:relcl" and len(phrase) > 3 and phrase[0].tag in {"WP", "WDT"}
        if relative and phrase[0].label.startswith("nsubj"):
            return _sentence([*_phrase(words, head.at, inside), *phrase[1:]])
        if part.label == "conj" and part.tag[0] == "V" and head.tag[0] == "V":
            subjects = [w for w in words if w.head == head.at and w.label.startswith("nsubj")]
            own = any(w.head == part.at and w.label.startswith("nsubj") for w in words)
            phrase = [w for w in phrase if w.tag != "CC" or w.head != part.at]
            helpers = [w for w in words if w.head == head.at and w.label.startswith("aux")]
            if own:
                return _sentence(phrase)
            if subjects and not (helpers and part.tag in {"VB", "VBN", "VBG"}):
                return _sentence([*_phrase(words, subjects[0].at, set()), *phrase])
    return None


def _phrase(words: Words, root: int, without: set[int]) -> Words:
    """A noun with what stands before it and its names; not the clauses and appositions that hang on it."""
    inside = below(words, root) - without
    loose = {"appos", "acl:relcl", "parataxis", "acl", "conj", "cc", "punct", "case"}
    for word in words:
        if word.at in inside and word.at != root and word.label in loose:
            inside -= below(words, word.at)
    return [word for word in words if word.at in inside]


def _sentence(words: Words) -> Words:
    return tidy([*(w for w in words if w.text != "."), _word(".", ".")])


def _word(text: str, tag: str) -> Word:
    return Word(text, tag, -2, "", "", -2)


def fronted(words: Words, random: Random) -> Words:
    """A phrase from the end put at the head."""
    ends = [w for w in words if w.label in {"obl", "obl:tmod", "advcl"} and w.head >= 0]
    random.shuffle(ends)
    for part in ends:
        inside = below(words, part.at)
        where = [at for at, word in enumerate(words) if word.at in inside]
        body = [word for word in words if word.at not in inside and word.text != "."]
        if len(where) == where[-1] - where[0] + 1 and where[0] > 2 and where[-1] >= len(words) - 2 and len(where) < 9:
            phrase = [words[at] for at in where if words[at].text != "."]
            if body and not body[0].tag.startswith("NNP") and body[0].text != "I":
                body[0] = replace(body[0], text=body[0].text[:1].lower() + body[0].text[1:])
            return _sentence([*phrase, _word(",", ","), *body])
    return words


def passive(words: Words, lexicon: Lexicon, random: Random) -> Words:
    """Who did it and to whom change places, by the passive voice; only where both are plain phrases."""
    for verb in words:
        if verb.tag != "VBD" or verb.label not in {"root", "conj"}:
            continue
        agents = [w for w in words if w.head == verb.at and w.label == "nsubj"]
        objects = [w for w in words if w.head == verb.at and w.label == "obj"]
        inner = {w.label for w in words if w.head == verb.at}
        if len(agents) != 1 or len(objects) != 1 or inner & {"xcomp", "ccomp", "aux", "iobj", "conj", "compound:prt"}:
            continue
        agent, goal = below(words, agents[0].at), below(words, objects[0].at)
        if agents[0].tag.startswith(("PRP", "W")) or objects[0].tag.startswith(("PRP", "W")):
            continue
        taken = agent | goal | {verb.at}
        rest = [w for w in words if w.at not in taken and w.text != "."]
        if any(w.text in {",", '"'} for w in rest) or random.random() < 0.2:
            continue
        before = [w for w in words if w.at in agent]
        if before and not before[0].kind and before[0].text != "I":
            before[0] = replace(before[0], text=before[0].text[:1].lower() + before[0].text[1:])
        done = replace(verb, text=lexicon.inflected(lexicon.lemma(verb.text, "VBD"), "VBN"), tag="VBN")
        is_many = objects[0].tag in {"NNS", "NNPS"}
        return _sentence(
            [*(w for w in words if w.at in goal), _word("were" if is_many else "was", "VBD"), done,
             _word("by", "IN"), *before, *rest]
        )  # fmt: skip
    return words


def reworded(words: Words, lexicon: Lexicon, random: Random, share: float) -> Words:
    """Some words replaced by words of the same or a wider meaning, numbers spelt or in figures, names shortened."""
    out: Words = []
    denied = any(word.text.lower() in _BINDING for word in words)
    for at, word in enumerate(words):
        if word.marked or random.random() > share:
            out.append(word)
            continue
        low = word.text.lower()
        text = word.text
        part = part_of_speech(word.tag)
        if word.kind == "PER" and at + 1 < len(words) and words[at + 1].kind == "PER" and not words[at + 1].marked:
            continue
        if low in _SAME and word.tag != "NNP":
            text = _SAME[low]
        elif word.tag == "CD":
            text = _other_figure(low) or text
        elif part and not word.kind:
            lemma = lexicon.lemma(word.text, word.tag)
            same = lexicon.synonyms(lemma, part)
            if not same and part == "n" and not denied and random.random() < 0.3:
                same = lexicon.wider_words(lemma, part)[:1]
            if same:
                text = lexicon.inflected(random.choice(same), word.tag)
        out.append(replace(word, text=text[:1].upper() + text[1:] if at == 0 else text))
    return out


def _other_figure(low: str) -> str | None:
    if low in _NUMBERS[2:]:
        return str(_NUMBERS.index(low))
    if low.isdigit() and 1 < int(low) < len(_NUMBERS):
        return _NUMBERS[int(low)]
    return low.replace(",", "") if "," in low else None
