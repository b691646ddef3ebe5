"""A stretch of text as the model sees it: words, tags and what was found among them, no parse tree.

Everything is what a tagger, a name finder and a reader of dates give, so another parser changes nothing here but the
tense and the subject that it reports.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Tense(StrEnum):
    """Tense of the first verb that says something; `NONE` where there is no finite verb."""

    PAST = "past"
    PERFECT = "perfect"
    PLUPERFECT = "pluperfect"
    PRESENT = "present"
    FUTURE = "future"
    MODAL = "modal"
    NONE = "none"


class Clause(StrEnum):
    """How the stretch hangs in its sentence; `SENTENCE` is the whole of it."""

    SENTENCE = "sentence"
    MAIN = "main"
    COORDINATE = "coordinate"
    SUBORDINATE = "subordinate"
    RELATIVE = "relative"
    GERUND = "gerund"
    PARTICIPLE = "participle"


@dataclass(frozen=True, slots=True)
class Verb:
    """What is known of the verb: `lemma` of its last word, lower case, empty where there is none."""

    lemma: str = ""
    tense: Tense = Tense.NONE
    passive: bool = False
    negated: bool = False
    planned: bool = False


@dataclass(frozen=True, slots=True)
class Subject:
    """Who or what the verb is about: its words in lower case (none where there is no subject), the tag of its head.

    `named` is True where it names somebody or something, by a name, a title or a pronoun that was resolved.
    """

    words: tuple[str, ...] = ()
    tag: str = ""
    named: bool = False


@dataclass(frozen=True, slots=True)
class Stretch:
    """A sentence or a clause of it. `words` are the tokens as written, `tags` their Penn Treebank tags.

    `people` to `other_names` count the names in it, `titles` the titles of office, `dates` the expressions that name
    a calendar date by themselves, `relative_dates` those that need the day of writing, `durations` the rest.
    `last_mark` is the last character of the sentence, closing quotation marks left out. `headline` and `caption` say
    where it stands; `quoted` that it lies between quotation marks, `reported` that somebody is said to say it.
    """

    words: tuple[str, ...]
    tags: tuple[str, ...]
    clause: Clause = Clause.SENTENCE
    verb: Verb = Verb()
    subject: Subject = Subject()
    marker: str = ""
    people: int = 0
    organisations: int = 0
    places: int = 0
    other_names: int = 0
    titles: int = 0
    dates: int = 0
    relative_dates: int = 0
    durations: int = 0
    figures: int = 0
    last_mark: str = "."
    headline: bool = False
    caption: bool = False
    quoted: bool = False
    reported: bool = False
