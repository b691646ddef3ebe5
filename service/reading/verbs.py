"""Verb groups: a verb with its auxiliaries, its tense, voice, negation, and whether it is only planned."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from service.reading.chunks import FINITE
from service.reading.lemmas import verb_lemma

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from service.reading.chunks import Chunks


class Tense(StrEnum):
    """Tense of a verb group as far as dating needs it."""

    PAST = "past"
    PERFECT = "perfect"
    PLUPERFECT = "pluperfect"
    PRESENT = "present"
    FUTURE = "future"
    MODAL = "modal"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """A verb with its auxiliaries `[first, last)`; `lemma` is that of its last verb."""

    first: int
    last: int
    lemma: str
    tense: Tense
    passive: bool = False
    negated: bool = False
    planned: bool = False
    finite: bool = True
    particle: str | None = None
    modal: str | None = None


TOLD = frozenset({Tense.PAST, Tense.PERFECT, Tense.PLUPERFECT})
"""Tenses that tell something as past."""

SPEECH = frozenset(
    "say tell announce state claim add insist reveal suggest report remark note warn explain stress argue declare "
    "confirm deny admit acknowledge believe think maintain assert allege comment reply answer recall write testify "
    "predict estimate conclude disclose contend concede counter accept submit complain indicate signal joke "
    "quip".split(),
)
# Verbs and adjectives that put the infinitive after them into the future.
_PLANS = frozenset(
    "expect plan hope intend want aim prepare vow promise threaten schedule propose pledge seek wish agree offer "
    "decide be have set".split()
)
_PLAN_ADJECTIVES = frozenset(
    "due set ready prepared likely scheduled expected about poised determined keen willing able".split()
)
_VERB = re.compile(r"(?:m[r,]?r*)?v(?:r*v)*")
_AUXILIARIES = frozenset(
    "be am is are was were been being 's 're 'm have has had 've 'd do does did will would can could may might shall "
    "should must 'll wo ca".split(),
)
_NEGATED_BEHIND = frozenset(
    {"be", "have", "do", "will", "would", "can", "could", "may", "might", "shall", "should", "must"}
)
_NEGATIONS = frozenset("not n't never no".split())


def verb_groups(chunks: Chunks) -> list[VerbGroup]:
    """The verb groups of a sentence in order, "is expected to meet" as one."""
    return _planned(chunks, _found(chunks))


def _found(chunks: Chunks) -> list[VerbGroup]:
    tokens, tags, shape = chunks.tokens, chunks.tags, chunks.shape
    groups = []
    for first, last in _verb_spans([token.text.lower() for token in tokens], tags, shape):
        verbs = [at for at in range(first, last) if shape[at] in "mv"]
        words = [tokens[at].text.lower() for at in range(first, last)]
        lemmas = [verb_lemma(tokens[at].text) for at in verbs]
        head_tag = tags[verbs[-1]]
        passive = head_tag in {"VBN", "VBD"} and len(verbs) > 1 and "be" in lemmas[:-1]
        follower = tokens[last].text.lower() if last < len(tokens) else ""
        groups.append(
            VerbGroup(
                first,
                last,
                lemmas[-1],
                _tense(tags, verbs, lemmas, words),
                passive=passive,
                negated=bool(_NEGATIONS & set(words)) or _follows(follower, lemmas[-1], shape[last + 1 : last + 2]),
                finite=tags[verbs[0]] in FINITE and not (first and shape[first - 1] == "t"),
                particle=follower if last < len(tokens) and shape[last] == "a" else None,
                modal=words[0] if tags[verbs[0]] == "MD" else None,
            ),
        )
    return groups


def _follows(follower: str, lemma: str, after: str) -> bool:
    """Whether the word after a verb negates it: "is not", "had never"; "pleaded not guilty" denies no pleading."""
    return follower in _NEGATIONS and after != "t" and not (follower == "not" and lemma not in _NEGATED_BEHIND)


def _verb_spans(words: Sequence[str], tags: Sequence[str], shape: str) -> Iterator[tuple[int, int]]:
    """Runs of verbs; a second finite verb begins a group of its own ("the fire they say | was arson")."""
    for match in _VERB.finditer(shape):
        first = match.start()
        auxiliary = words[first] in _AUXILIARIES
        for at in range(match.start() + 1, match.end()):
            if tags[at] in {"VBD", "VBZ", "VBP"} and shape[at] == "v" and not auxiliary:
                yield first, at
                first = at
            auxiliary = (auxiliary and shape[at] == "r") or words[at] in _AUXILIARIES
        yield first, match.end()


def _tense(tags: Sequence[str], verbs: list[int], lemmas: list[str], words: list[str]) -> Tense:
    first = tags[verbs[0]]
    if first == "MD":
        return Tense.FUTURE if words[0] in {"will", "shall", "'ll", "wo", "to"} else Tense.MODAL
    if first not in FINITE:
        return Tense.NONE
    if lemmas[0] == "have" and len(verbs) > 1:
        return Tense.PLUPERFECT if first == "VBD" or words[0] in {"had", "'d"} else Tense.PERFECT
    return Tense.PAST if first == "VBD" else Tense.PRESENT


def _planned(chunks: Chunks, groups: list[VerbGroup]) -> list[VerbGroup]:
    """Join "is expected to meet", "is due to sign", "hopes to repair", "is to offer" into one planned group."""
    joined: list[VerbGroup] = []
    taken = False
    for at, group in enumerate(groups):
        following = groups[at + 1] if at + 1 < len(groups) else None
        if taken:
            taken = False
        elif following is not None and _plans(chunks, group, following):
            joined.append(_merged(group, following))
            taken = True
        else:
            joined.append(_with_plan(group, chunks.tags))
    return joined


def _plans(chunks: Chunks, group: VerbGroup, following: VerbGroup) -> bool:
    """Whether `group` puts the infinitive after it into the future."""
    to = following.first - 1
    while to > 0 and chunks.shape[to] == "r":
        to -= 1
    if following.finite or not group.finite or to < group.last or chunks.shape[to] != "t" or group.lemma in SPEECH:
        return False
    between = chunks.shape[group.last : to]
    words = {token.text.lower() for token in chunks.tokens[group.last : to]}
    by_verb = not between.strip("r") and group.lemma in _PLANS
    return by_verb or (not between.strip("rj") and bool(words & _PLAN_ADJECTIVES))


def _merged(group: VerbGroup, following: VerbGroup) -> VerbGroup:
    return replace(
        following,
        first=group.first,
        tense=Tense.FUTURE if group.tense is Tense.PRESENT else group.tense,
        negated=group.negated or following.negated,
        planned=True,
        finite=True,
    )


def _with_plan(group: VerbGroup, tags: Sequence[str]) -> VerbGroup:
    return replace(group, planned=True) if group.tense is Tense.FUTURE and tags[group.first] == "MD" else group
