"""The named features of a stretch of text: each one line that can be printed beside its weight.

The kinds of feature are those of the claim-spotting literature (Hassan et al. 2017, doi:10.1145/3097983.3098131:
tags, names, tense; Gencheva et al. 2017, doi:10.26615/978-954-452-049-6_037: position, speech, figures), the words are
ours. A value is a number between 0 and about 3; nearly all are 0 or 1.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from math import log2
from typing import TYPE_CHECKING

from models.worth import word_classes as words_of
from models.worth.stretch import Clause, Stretch, Tense
from models.worth.word_classes import CLASSES_OF

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_TOLD = frozenset({Tense.PAST, Tense.PERFECT, Tense.PLUPERFECT})
_PARTICIPLES = frozenset({Clause.GERUND, Clause.PARTICIPLE})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_CONTENT = frozenset("NN NNS NNP NNPS VB VBD VBG VBN VBP VBZ JJ JJR JJS CD".split())
_QUALITIES = frozenset({"JJ", "JJR", "JJS", "RB"})
_COPULAS = frozenset("be seem look feel sound become remain".split())
_CREDITING = frozenset({"by", "from", "reporting", "editing"})
_MOST = 3
_FEW_WORDS = 4
_LONG_WORD = 3
_OPENING = 3


@dataclass(frozen=True, slots=True)
class Seen:
    """A stretch with what several features ask for; `counts` are its words in each class that is counted.

    `firm` says whether anything in it pins it down: a name, a date, a figure or a title.
    """

    stretch: Stretch
    lower: tuple[str, ...]
    words: frozenset[str]
    counts: Mapping[str, int]
    content: int
    finite: bool
    names: int
    timed: int
    told: bool
    counted: bool
    firm: bool

    @classmethod
    def of(cls, stretch: Stretch) -> Seen:
        """`stretch`, looked at once."""
        lower = tuple("u.s." if word == "US" else word.lower() for word in stretch.words)
        words = frozenset(lower)
        names = stretch.people + stretch.organisations + stretch.places + stretch.other_names
        timed = stretch.dates + stretch.relative_dates
        counted = stretch.figures > 0
        counts: dict[str, int] = {}
        for word in lower:
            for name in CLASSES_OF.get(word, ()):
                counts[name] = counts.get(name, 0) + 1
        return cls(
            stretch,
            lower,
            words,
            counts,
            sum(map(_CONTENT.__contains__, stretch.tags)),
            not _FINITE.isdisjoint(stretch.tags),
            names,
            timed,
            stretch.verb.tense in _TOLD,
            counted,
            bool(names or timed or counted or stretch.titles or stretch.subject.named),
        )

    def share(self, name: str) -> int:
        """How many words are of a counted class, at most three."""
        return min(_MOST, self.counts.get(name, 0))

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
        return self.stretch.verb.lemma in _COPULAS


def _capitals(seen: Seen) -> float:
    letters = [word for word in seen.stretch.words if len(word) > _LONG_WORD and word.isalpha()]
    return sum(map(str.isupper, letters)) / len(letters) if letters else 0.0


def _speaker_label(seen: Seen) -> bool:
    words = seen.stretch.words[:_OPENING]
    return ":" in words and all(w.isupper() or not w.isalpha() for w in words[: words.index(":")])


def _byline(seen: Seen) -> bool:
    words = seen.stretch.words
    named = len(words) > 1 and words[1][:1].isupper()
    told = seen.finite and not seen.share("furniture")
    return seen.opens(_CREDITING) and named and not told


def _imperative(seen: Seen) -> bool:
    tags, lower = seen.stretch.tags, seen.lower
    at = next((i for i, tag in enumerate(tags) if tag[:1].isalpha()), None)
    if at is None or seen.stretch.headline:
        return False
    refusing = lower[at] in {"do", "don't", "let", "please"} or lower[at : at + 2] == ("do", "n't")
    return not seen.stretch.subject.words and (tags[at] == "VB" or refusing)


def _modal(seen: Seen, words: frozenset[str]) -> bool:
    """Whether a verb of a class is there: "may come", not "in May"."""
    return seen.has(words) and any(
        word in words and tag[:1] in {"M", "V"} for word, tag in zip(seen.lower, seen.stretch.tags, strict=True)
    )


def _asks(seen: Seen) -> bool:
    return seen.stretch.last_mark == "?"


def _plain_quality(seen: Seen) -> bool:
    """A copula with an adjective and nothing to look up."""
    if not seen.copula() or seen.counted or seen.timed or seen.names:
        return False
    return not _QUALITIES.isdisjoint(seen.stretch.tags)


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
        ("holds money or a share", lambda s: s.counted and s.has(w.PRICED)),
        ("holds a rank", lambda s: s.share("rank") > 0),
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
        ("no finite verb", lambda s: not s.finite),
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
        ("obligation", lambda s: _modal(s, w.OBLIGATION)),
        ("possibility", lambda s: _modal(s, w.POSSIBILITY)),
        ("supposition", lambda s: s.stretch.marker in w.CONDITIONAL or s.opens(w.SUPPOSED)),
        ("question", _asks),
        ("asks indirectly", lambda s: s.opens(w.ASKING) and s.stretch.clause is not Clause.SENTENCE),
        ("according to", lambda s: "according" in s.lower[:_OPENING]),
        ("exclamation", lambda s: s.stretch.last_mark == "!"),
        ("ends in a colon", lambda s: s.stretch.last_mark == ":"),
        ("no closing mark", lambda s: s.stretch.last_mark.isalnum()),
        ("imperative", _imperative),
        ("whole sentence", lambda s: s.stretch.clause is Clause.SENTENCE),
        ("relative clause", lambda s: s.stretch.clause is Clause.RELATIVE),
        ("participle", lambda s: s.stretch.clause in _PARTICIPLES),
        ("subordinate clause", lambda s: s.stretch.clause is Clause.SUBORDINATE),
        ("coordinate clause", lambda s: s.stretch.clause is Clause.COORDINATE),
        ("headline", lambda s: s.stretch.headline),
        ("caption", lambda s: s.stretch.caption),
        ("quoted", lambda s: s.stretch.quoted),
        ("reported", lambda s: s.stretch.reported),
        ("length", lambda s: log2(1 + s.content) / 2),
        ("under four words", lambda s: len(s.stretch.words) <= _FEW_WORDS),
        ("words of opinion", lambda s: s.share("opinion")),
        ("words of feeling", lambda s: s.share("feeling")),
        ("vague nouns", lambda s: s.share("vague")),
        ("hedges", lambda s: s.share("hedge")),
        ("intensifiers", lambda s: s.share("intensifier")),
        ("I or we in it", lambda s: s.has(w.FIRST_PERSON)),
        ("you in it", lambda s: s.has(w.SECOND_PERSON)),
        ("furniture words", lambda s: s.share("furniture")),
        ("greeting", lambda s: s.has(w.GREETING)),
        ("byline", _byline),
        ("speaker label", _speaker_label),
        ("capitals", _capitals),
        ("told and named", lambda s: s.told and (s.names > 0 or s.stretch.subject.named)),
        ("told and timed", lambda s: s.told and s.timed > 0),
        ("told of nobody", lambda s: s.told and not s.firm),
        ("present of somebody", lambda s: s.stretch.verb.tense is Tense.PRESENT and s.firm),
        ("quoted opinion", lambda s: s.stretch.quoted and not s.told and not s.counted and not s.timed),
        ("opinion without figure", lambda s: s.share("opinion") > 0 and not s.counted and not s.timed),
        ("feeling without figure", lambda s: s.share("feeling") > 0 and not s.counted and not s.timed),
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
