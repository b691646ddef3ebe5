"""The named features of a stretch of text: each one line that can be printed beside its weight.

The kinds of feature are those of the claim-spotting literature (Hassan et al. 2017, doi:10.1145/3097983.3098131:
tags, names, tense; Gencheva et al. 2017, doi:10.26615/978-954-452-049-6_037: position, speech, figures), the words are
ours. A value is a number between 0 and about 3; nearly all are 0 or 1.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from math import log2
from typing import TYPE_CHECKING

from models.worth import word_classes as words_of
from models.worth.stretch import Clause, Stretch, Tense

if TYPE_CHECKING:
    from collections.abc import Callable

_TOLD = frozenset({Tense.PAST, Tense.PERFECT, Tense.PLUPERFECT})
_MOST = 3
_FEW_WORDS = 4
_HALF = 0.5
_LONG_WORD = 3
_OPENING = 3


@dataclass(frozen=True, slots=True)
class Seen:
    """A stretch with what several features ask for."""

    stretch: Stretch
    lower: tuple[str, ...]
    words: frozenset[str]
    content: int
    names: int = 0
    timed: int = 0
    told: bool = False
    counted: bool = False
    firm: bool = field(default=False)
    """Whether anything in it pins it down: a name, a date, a figure or a title."""

    @classmethod
    def of(cls, stretch: Stretch) -> Seen:
        """`stretch`, looked at once."""
        lower = tuple(word.lower() for word in stretch.words)
        names = stretch.people + stretch.organisations + stretch.places + stretch.other_names
        timed = stretch.dates + stretch.relative_dates
        counted = stretch.figures > 0
        return cls(
            stretch,
            lower,
            frozenset(lower),
            sum(tag.startswith(("NN", "VB", "JJ", "CD")) for tag in stretch.tags),
            names,
            timed,
            stretch.verb.tense in _TOLD,
            counted,
            bool(names or timed or counted or stretch.titles or stretch.subject.named),
        )

    def share(self, words: frozenset[str]) -> float:
        """How many words are of a class, at most three."""
        return float(min(_MOST, sum(word in words for word in self.lower)))

    def has(self, words: frozenset[str]) -> bool:
        """Whether any word is of a class."""
        return not self.words.isdisjoint(words)

    def opens(self, words: frozenset[str]) -> bool:
        """Whether the first word is of a class."""
        return bool(self.lower) and self.lower[0] in words

    def subject_in(self, words: frozenset[str]) -> bool:
        """Whether the subject's last word is of a class."""
        subject = self.stretch.subject.words
        return bool(subject) and subject[-1] in words

    def copula(self) -> bool:
        """Whether the verb is a bare "be", "seem" or "look"."""
        return self.stretch.verb.lemma in {"be", "seem", "look", "feel", "sound", "become", "remain"}


def _capitals(seen: Seen) -> float:
    letters = [word for word in seen.stretch.words if word.isalpha() and len(word) > _LONG_WORD]
    return sum(word.isupper() for word in letters) / len(letters) if letters else 0.0


def _speaker_label(seen: Seen) -> bool:
    words = seen.stretch.words
    return any(
        mark == ":" and all(w.isupper() or not w.isalpha() for w in words[:at])
        for at, mark in enumerate(words[:_OPENING])
    )


def _byline(seen: Seen) -> bool:
    words = seen.stretch.words
    named = len(words) > 1 and words[1][:1].isupper()
    told = _finite(seen) and not seen.has(words_of.FURNITURE)
    return seen.opens(frozenset({"by", "from", "reporting", "editing"})) and named and not told


def _finite(seen: Seen) -> bool:
    return any(tag in {"VBD", "VBZ", "VBP", "MD"} for tag in seen.stretch.tags)


def _imperative(seen: Seen) -> bool:
    tags, lower = seen.stretch.tags, seen.lower
    at = next((i for i, tag in enumerate(tags) if tag[:1].isalpha()), None)
    if at is None or seen.stretch.headline:
        return False
    refusing = lower[at] in {"do", "don't", "let", "please"} or lower[at : at + 2] == ("do", "n't")
    return not seen.stretch.subject.words and (tags[at] == "VB" or refusing)


def _asks(seen: Seen) -> bool:
    return seen.stretch.last_mark == "?"


def _plain_quality(seen: Seen) -> bool:
    """A copula with an adjective and nothing to look up."""
    after = seen.stretch.tags
    adjective = any(tag in {"JJ", "JJR", "JJS", "RB"} for tag in after)
    return seen.copula() and adjective and not (seen.counted or seen.timed or seen.names)


def _feature_table() -> tuple[tuple[str, Callable[[Seen], float]], ...]:
    w = words_of
    return (
        ("names a person", lambda s: s.stretch.people > 0),
        ("names an organisation", lambda s: s.stretch.organisations > 0),
        ("names a place", lambda s: s.stretch.places > 0),
        ("names a thing", lambda s: s.stretch.other_names > 0),
        ("names two or more", lambda s: s.names > 1),
        ("holds a title", lambda s: s.stretch.titles > 0),
        ("holds a calendar date", lambda s: s.stretch.dates > 0),
        ("holds a relative date", lambda s: s.stretch.relative_dates > 0),
        ("holds a duration", lambda s: s.stretch.durations > 0),
        ("holds a figure", lambda s: s.counted),
        ("holds two figures", lambda s: s.stretch.figures > 1),
        ("holds money or a share", lambda s: s.counted and s.has(w.MONEY | w.SHARE | w.SCALE)),
        ("holds a rank", lambda s: s.share(w.RANK) > 0),
        ("nothing pins it down", lambda s: not s.firm),
        ("subject named", lambda s: s.stretch.subject.named),
        ("subject he, she or they", lambda s: s.subject_in(w.THIRD_PRONOUNS)),
        ("subject I or we", lambda s: s.subject_in(w.FIRST_PERSON)),
        ("subject you", lambda s: s.subject_in(w.SECOND_PERSON)),
        ("subject it, that or there", lambda s: s.subject_in(w.EMPTY_SUBJECTS)),
        ("subject a kind of people", lambda s: s.subject_in(w.GENERIC)),
        ("subject abstract", lambda s: s.subject_in(w.ABSTRACT_SUBJECT)),
        (
            "subject bare plural",
            lambda s: s.stretch.subject.tag == "NNS" and len(s.stretch.subject.words) == 1,
        ),
        ("subject counted", lambda s: bool(s.stretch.subject.words) and s.stretch.subject.words[0] in w.WORD_NUMBERS),
        ("subject definite", lambda s: s.stretch.subject.words[:1] == ("the",)),
        ("no subject", lambda s: not s.stretch.subject.words),
        ("past", lambda s: s.stretch.verb.tense is Tense.PAST),
        ("perfect", lambda s: s.stretch.verb.tense is Tense.PERFECT),
        ("pluperfect", lambda s: s.stretch.verb.tense is Tense.PLUPERFECT),
        ("present", lambda s: s.stretch.verb.tense is Tense.PRESENT),
        ("future", lambda s: s.stretch.verb.tense is Tense.FUTURE),
        ("modal", lambda s: s.stretch.verb.tense is Tense.MODAL),
        ("no finite verb", lambda s: not _finite(s)),
        ("passive", lambda s: s.stretch.verb.passive),
        ("negated", lambda s: s.stretch.verb.negated),
        ("planned", lambda s: s.stretch.verb.planned),
        ("verb of an act", lambda s: s.stretch.verb.lemma in w.ACT_LEMMAS),
        ("verb of the mind", lambda s: s.stretch.verb.lemma in w.MIND_LEMMAS),
        ("verb of hoping or urging", lambda s: s.stretch.verb.lemma in w.HOPE_LEMMAS),
        ("verb of speech", lambda s: s.stretch.verb.lemma in w.SPEECH_LEMMAS),
        ("speech and little else", lambda s: s.stretch.verb.lemma in w.SPEECH_LEMMAS and s.content <= _FEW_WORDS),
        ("copula", lambda s: s.copula()),
        ("plain quality", _plain_quality),
        ("obligation", lambda s: s.has(w.OBLIGATION)),
        ("possibility", lambda s: s.has(w.POSSIBILITY)),
        ("supposition", lambda s: s.stretch.marker in w.CONDITIONAL or s.opens(w.CONDITIONAL | w.INVERTED)),
        ("question", _asks),
        ("asks indirectly", lambda s: s.opens(w.ASKING) and s.stretch.clause is not Clause.SENTENCE),
        ("according to", lambda s: "according" in s.lower[:_OPENING]),
        ("exclamation", lambda s: s.stretch.last_mark == "!"),
        ("ends in a colon", lambda s: s.stretch.last_mark == ":"),
        ("no closing mark", lambda s: s.stretch.last_mark.isalnum()),
        ("imperative", _imperative),
        ("whole sentence", lambda s: s.stretch.clause is Clause.SENTENCE),
        ("relative clause", lambda s: s.stretch.clause is Clause.RELATIVE),
        ("participle", lambda s: s.stretch.clause in {Clause.GERUND, Clause.PARTICIPLE}),
        ("subordinate clause", lambda s: s.stretch.clause is Clause.SUBORDINATE),
        ("coordinate clause", lambda s: s.stretch.clause is Clause.COORDINATE),
        ("headline", lambda s: s.stretch.headline),
        ("caption", lambda s: s.stretch.caption),
        ("quoted", lambda s: s.stretch.quoted),
        ("reported", lambda s: s.stretch.reported),
        ("length", lambda s: log2(1 + s.content) / 2),
        ("under four words", lambda s: len(s.stretch.words) <= _FEW_WORDS),
        ("words of opinion", lambda s: s.share(w.OPINION)),
        ("words of feeling", lambda s: s.share(w.FEELING)),
        ("vague nouns", lambda s: s.share(w.VAGUE)),
        ("hedges", lambda s: s.share(w.HEDGE)),
        ("intensifiers", lambda s: s.share(w.INTENSIFIER)),
        ("I or we in it", lambda s: s.has(w.FIRST_PERSON)),
        ("you in it", lambda s: s.has(w.SECOND_PERSON)),
        ("furniture words", lambda s: s.share(w.FURNITURE)),
        ("greeting", lambda s: s.has(w.GREETING)),
        ("byline", _byline),
        ("speaker label", _speaker_label),
        ("capitals", _capitals),
        ("told and named", lambda s: s.told and (s.names > 0 or s.stretch.subject.named)),
        ("told and timed", lambda s: s.told and s.timed > 0),
        ("told of nobody", lambda s: s.told and not s.firm),
        ("present of somebody", lambda s: s.stretch.verb.tense is Tense.PRESENT and s.firm),
        ("quoted opinion", lambda s: s.stretch.quoted and not s.told and not s.counted and not s.timed),
        ("opinion without figure", lambda s: s.has(w.OPINION) and not s.counted and not s.timed),
        ("feeling without figure", lambda s: s.has(w.FEELING) and not s.counted and not s.timed),
    )


FEATURES: tuple[tuple[str, Callable[[Seen], float]], ...] = _feature_table()
"""Name and measure of every feature, in the order of the weights."""
NAMES: tuple[str, ...] = tuple(name for name, _ in FEATURES)


def values(stretch: Stretch) -> tuple[float, ...]:
    """The value of every feature for `stretch`, in the order of `NAMES`."""
    seen = Seen.of(stretch)
    return tuple(float(measure(seen)) for _, measure in FEATURES)


FINGERPRINT = hashlib.sha256("\n".join(NAMES).encode()).hexdigest()[:16]
"""Names the set of features; a model refuses to run on features it was not trained on."""
