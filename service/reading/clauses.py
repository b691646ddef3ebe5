"""A shallow parse: phrases, verb groups and clauses from part-of-speech tags.

No tree is built. News sentences put the subject before its verb and the object after it; a handful of
decisions (relative pronouns, coordination, prepositions, saying verbs) recover who did what often enough
for checking, at a cost of microseconds a sentence. What stays unclear stays empty: a clause without a
subject makes no claim about anybody.

Token positions are indices into the sentence's token list, end-exclusive.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from service.reading.lemmas import noun_lemma, verb_lemma

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from service.reading.tokens import Token


class Tense(StrEnum):
    """Tense of a verb group as far as dating needs it."""

    PAST = "past"
    PERFECT = "perfect"
    PLUPERFECT = "pluperfect"
    PRESENT = "present"
    FUTURE = "future"
    MODAL = "modal"
    NONE = "none"


class ClauseKind(StrEnum):
    """How a clause hangs in its sentence."""

    MAIN = "main"
    RELATIVE = "relative"
    SUBORDINATE = "subordinate"
    GERUND = "gerund"
    COORDINATE = "coordinate"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase `[first, last)` with its head and the preposition that governs it (if any)."""

    first: int
    last: int
    head: int
    lemma: str
    preposition: str | None = None

    @property
    def opening(self) -> int:
        """Where the phrase begins with its preposition."""
        return self.first - (1 if self.preposition else 0)


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


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause `[first, last)`. `speech` is True where its verb introduces what somebody says."""

    verb: VerbGroup
    first: int
    last: int
    kind: ClauseKind
    subject: Phrase | None = None
    inherited: bool = False
    direct: Phrase | None = None
    adjuncts: tuple[Phrase, ...] = ()
    marker: str | None = None
    speech: bool = False


@dataclass(frozen=True, slots=True)
class _Start:
    """A clause of which only the beginning is known yet."""

    verb: VerbGroup
    first: int
    kind: ClauseKind
    subject: Phrase | None
    inherited: bool = False
    marker: str | None = None


@dataclass(frozen=True, slots=True)
class Parse:
    """The shallow parse of one sentence."""

    tokens: tuple[Token, ...]
    tags: tuple[str, ...]
    phrases: tuple[Phrase, ...]
    clauses: tuple[Clause, ...]

    def words(self, first: int, last: int) -> str:
        """The tokens `[first, last)` joined by spaces, lower case."""
        return " ".join(token.text for token in self.tokens[first:last]).lower()

    def following(self, phrase: Phrase) -> tuple[Phrase, ...]:
        """The prepositional phrases that follow `phrase` without a break: "visit | of X | to Y | in 2006"."""
        chain: list[Phrase] = []
        at = phrase.last
        for other in self.phrases:
            if other.first <= phrase.first:
                continue
            joined = other.first == at + 1 and self.tags[at] == "CC" and bool(chain)
            if not joined and (other.opening != at or not other.preposition):
                break
            chain.append(other)
            at = other.last
        return tuple(chain)


SPEECH = frozenset(
    "say tell announce state claim add insist reveal suggest report remark note warn explain stress argue declare confirm "
    "deny admit acknowledge believe think maintain assert allege comment reply answer recall write testify predict "
    "estimate conclude disclose contend".split(),
)
# Verbs and adjectives that put the infinitive after them into the future.
_PLANS = frozenset(
    "expect plan hope intend want aim prepare vow promise threaten schedule propose pledge seek wish agree offer "
    "decide be set".split()
)
_PLAN_ADJECTIVES = frozenset(
    "due set ready prepared likely scheduled expected about poised determined keen willing able".split()
)
_CLASS = {
    "DT": "d", "PDT": "d", "PRP$": "d", "WP$": "d", "JJ": "j", "JJR": "j", "JJS": "j", "NN": "n", "NNS": "n", "NNP": "n",
    "NNPS": "n", "FW": "n", "CD": "c", "$": "c", "POS": "s", "PRP": "p", "EX": "p", "MD": "m", "VB": "v", "VBD": "v", "VBG": "v",
    "VBN": "v", "VBP": "v", "VBZ": "v", "TO": "t", "RB": "r", "RBR": "r", "RBS": "r", "IN": "i", "CC": "&", "WDT": "w", "WP": "w",
    "WRB": "w", ",": ",", "``": "q", "''": "q", "RP": "a", ":": ":", "-LRB-": "(", "-RRB-": ")", ".": ".",
}  # fmt: skip
_PHRASE = re.compile(r"d?[jcyr]*n+(?:yn+)*(?:s[jcyr]*n+(?:yn+)*)*|p|d[jcy]*|[cy]+")
_HONORIFICS = frozenset("Mr Mrs Ms Dr Sir Lord Lady".split())
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_MONTHS = frozenset(
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec jan. feb. mar. apr. aug. sep. sept. oct. nov. dec.".split(),
)
_VERB = re.compile(r"(?:m[r,]?r*)?v(?:r*v)*")
_AUXILIARIES = frozenset(
    "be am is are was were been being 's 're 'm have has had 've 'd do does did will would can could may might shall "
    "should must 'll wo ca".split(),
)
_NAMING = frozenset("named called dubbed aged titled given nicknamed worth".split())
_LISTING = frozenset("including involving regarding concerning".split())
_RELATIVES = frozenset("who which that what whom".split())
_FINITE = frozenset("MD VBD VBP VBZ".split())
_NEGATIONS = frozenset("not n't never no".split())
_QUOTES = frozenset("\"'`")
# Words that open a clause when a verb follows, tagged like prepositions.
_SUBORDINATORS = frozenset(
    "because although though while since after before as if whether until unless than once when where".split()
)
_PREPOSITIONS = frozenset("in on over about off under by".split())
_GERUND_MARKERS = frozenset(
    "after before by while since when without in on despite from following for of about".split()
)


def parse(tokens: Sequence[Token], tags: Sequence[str]) -> Parse:
    """The phrases and clauses of one sentence."""
    tags = _mended(tokens, tags)
    shape = _shape(tokens, tags)
    phrases = _phrases(tokens, tags, shape)
    groups = _planned(tokens, tags, shape, _verb_groups(tokens, tags, shape))
    clauses = _clauses(tokens, tags, shape, phrases, groups)
    return Parse(tuple(tokens), tuple(tags), phrases, clauses)


def _active(tokens: Sequence[Token], tags: Sequence[str]) -> Sequence[str]:
    """A participle right after a noun and right before an object is a past tense: "a blast in May killed 30 people"."""
    out = list(tags)
    for at in range(1, len(tags) - 1):
        if tags[at] != "VBN" or not (tags[at - 1].startswith("NN") or tags[at - 1] == "CD"):
            continue
        measured = tags[at + 1] == "IN" and at + 2 < len(tags) and tags[at + 2] in {"JJS", "JJR"}
        object_follows = measured or tags[at + 1] in {"DT", "CD", "PRP$", "PRP"}
        if object_follows and tokens[at].text.lower() not in _NAMING and not set(out[:at]) & _FINITE:
            out[at] = "VBD"
    return out


def _mended(tokens: Sequence[Token], tags: Sequence[str]) -> Sequence[str]:
    """Give a sentence without finite verb its participle as one ("Mr Smith, left, opening the bridge", headlines)."""
    for at in range(len(tags) - 2):
        if tags[at] == "WDT" and tags[at + 1] in {"JJ", "NN", "VB"} and tags[at + 2] in {"IN", "TO", "DT", "CD"}:
            # "which open on Friday": what follows the pronoun without a subject is the verb.
            tags = [*tags[: at + 1], "VBP", *tags[at + 2 :]]
    tags = _active(tokens, tags)
    finite = next((at for at, tag in enumerate(tags) if tag in _FINITE), None)
    if finite is not None:
        # "The incident resulted in X and led to Y": a participle coordinated with a past tense is one itself.
        first = next((at for at, tag in enumerate(tags) if tag == "VBN"), finite)
        coordinated = 0 < first < finite and tags[finite - 1] == "CC" and tags[first - 1].startswith("NN")
        return [*tags[:first], "VBD", *tags[first + 1 :]] if coordinated else tags
    for at, tag in enumerate(tags):
        if tag == "TO" and 0 < at < len(tags) - 1 and tags[at + 1] == "VB" and tags[at - 1].startswith("NN"):
            # Headlines: "Minister to visit Rome".
            return [*tags[:at], "MD", *tags[at + 1 :]]
        if tag in {"VBG", "VBN", "VB"} and at and tags[at - 1] != "TO" and any(t.startswith("NN") for t in tags[:at]):
            return [*tags[:at], "VBD" if tag == "VBN" else "VBP", *tags[at + 1 :]]
    return tags


def _shape(tokens: Sequence[Token], tags: Sequence[str]) -> str:
    """One letter a token; participles before nouns count as adjectives."""
    shape = []
    for at, tag in enumerate(tags):
        letter = _CLASS.get(tag, "o")
        if tag in {"VBN", "VBG"} and at + 1 < len(tags) and _CLASS.get(tags[at + 1], "o") in "nj":
            before = _CLASS.get(tags[at - 1], "o") if at else "o"
            behind = _CLASS.get(tags[at - 2], "o") if at > 1 else "o"
            if before in "djsc" or (tag == "VBN" and (before in "i&," or (before == "r" and behind not in "vmr"))):
                letter = "j"
        word = tokens[at].text
        if (
            letter == "a"
            and word.lower() in _PREPOSITIONS
            and at + 1 < len(tags)
            and _CLASS.get(tags[at + 1], "o") in "djncp"
        ):
            letter = "i"
        if word in _QUOTES:
            letter = "q"
        elif word in "()[]":
            letter = "("
        elif letter == "c" and _YEAR.fullmatch(word) and at + 1 < len(tokens) and tokens[at].end < tokens[at + 1].start:
            letter = "y"
        elif word in {"-", "--", "\u2014", "\u2013", ":", ";"}:
            letter = ":"
        shape.append(letter)
    return _dates_before_nouns(tokens, _without_parentheses(tokens, "".join(shape)))


def _without_parentheses(tokens: Sequence[Token], shape: str) -> str:
    """Nothing in brackets is a verb of the sentence: "Mr Smith (left) met"."""
    letters, depth = list(shape), 0
    for at, token in enumerate(tokens):
        if token.text in {"(", "["}:
            depth += 1
        elif token.text in {")", "]"}:
            depth = max(0, depth - 1)
        elif depth:
            letters[at] = "o"
    return "".join(letters)


def _dates_before_nouns(tokens: Sequence[Token], shape: str) -> str:
    """In "his September 12 visit" the date is a modifier."""
    letters = list(shape)
    for at, token in enumerate(tokens[:-2]):
        if at and letters[at - 1] in "ds" and letters[at + 1] == "c" and token.text.lower() in _MONTHS:
            letters[at] = "c"
    return "".join(letters)


def _phrases(tokens: Sequence[Token], tags: Sequence[str], shape: str) -> tuple[Phrase, ...]:
    found = []
    for match in _PHRASE.finditer(shape):
        first, last = match.span()
        if shape[first:last].strip("r") == "" or (last - first == 1 and tags[first] in {"WP$"}):
            continue
        before = tokens[first - 1].text.lower() if first else ""
        preposition = before if first and shape[first - 1] in "it" and before not in {"that", "if", "whether"} else None
        for at in range(first + 1, last):
            if tokens[at].text.rstrip(".") in _HONORIFICS and tags[at - 1] in {"NN", "NNS"}:
                # "after the conference Mr Smith left": the name begins a phrase of its own.
                found.append(Phrase(first, at, at - 1, noun_lemma(tokens[at - 1].text), preposition))
                first, preposition = at, None
        found.append(Phrase(first, last, last - 1, noun_lemma(tokens[last - 1].text), preposition))
    return tuple(found)


def _verb_groups(tokens: Sequence[Token], tags: Sequence[str], shape: str) -> list[VerbGroup]:
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
                negated=bool(_NEGATIONS & set(words)) or (follower in _NEGATIONS and shape[last + 1 : last + 2] != "t"),
                finite=tags[verbs[0]] in _FINITE and not (first and shape[first - 1] == "t"),
                particle=follower if last < len(tokens) and shape[last] == "a" else None,
            ),
        )
    return groups


def _verb_spans(words: Sequence[str], tags: Sequence[str], shape: str) -> Iterator[tuple[int, int]]:
    """Runs of verbs; a second finite verb begins a group of its own ("the man it believes | was behind it")."""
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
    if first not in _FINITE:
        return Tense.NONE
    if lemmas[0] == "have" and len(verbs) > 1:
        return Tense.PLUPERFECT if first == "VBD" or words[0] in {"had", "'d"} else Tense.PERFECT
    return Tense.PAST if first == "VBD" else Tense.PRESENT


def _planned(tokens: Sequence[Token], tags: Sequence[str], shape: str, groups: list[VerbGroup]) -> list[VerbGroup]:
    """Join "is expected to meet", "is due to sign", "hopes to repair", "is to offer" into one planned group."""
    joined: list[VerbGroup] = []
    skip = -1
    for at, group in enumerate(groups):
        if at <= skip:
            continue
        following = groups[at + 1] if at + 1 < len(groups) else None
        to = following.first - 1 if following else -1
        while to > 0 and shape[to] == "r":
            to -= 1
        if following and group.finite and to >= group.last and shape[to] == "t":
            between = shape[group.last : to]
            words = {token.text.lower() for token in tokens[group.last : to]}
            bare = not between.strip("r")
            plan = (bare and group.lemma in _PLANS) or (not between.strip("rj") and bool(words & _PLAN_ADJECTIVES))
            if plan and not following.finite and group.lemma not in SPEECH:
                skip = at + 1
                group = replace(
                    following,
                    first=group.first,
                    tense=Tense.FUTURE if group.tense is Tense.PRESENT else group.tense,
                    negated=group.negated or following.negated,
                    planned=True,
                    finite=True,
                )
        joined.append(group)
    return [_with_plan(group, tags) for group in joined]


def _with_plan(group: VerbGroup, tags: Sequence[str]) -> VerbGroup:
    return replace(group, planned=True) if group.tense is Tense.FUTURE and tags[group.first] == "MD" else group


def _clauses(
    tokens: Sequence[Token],
    tags: Sequence[str],
    shape: str,
    phrases: tuple[Phrase, ...],
    groups: list[VerbGroup],
) -> tuple[Clause, ...]:
    starts: list[_Start] = []
    floor = 0
    for group in groups:
        if group.finite:
            starts.append(_inverted(shape, phrases, _opening(tokens, shape, phrases, group, floor, starts)))
            floor = group.last
            continue
        marker = tokens[group.first - 1].text.lower() if group.first else ""
        if tags[group.last - 1] == "VBG" and marker in _GERUND_MARKERS and shape[group.first - 1] == "i":
            subject = starts[-1].subject if starts else None
            starts.append(_Start(group, group.first - 1, ClauseKind.GERUND, subject, inherited=True, marker=marker))
            floor = group.last
    clauses = []
    for at, start in enumerate(starts):
        group = start.verb
        last = max(starts[at + 1].first if at + 1 < len(starts) else len(tokens), group.last)
        while last > group.last and shape[last - 1] in ",&:." and last < len(tokens):
            last -= 1
        last = _before_participle([token.text for token in tokens], tags, shape, group.last, last)
        direct, adjuncts = _arguments(shape, phrases, group, last)
        speech = group.lemma in SPEECH or (group.lemma == "tell")
        clauses.append(
            Clause(
                group,
                start.first,
                last,
                start.kind,
                start.subject,
                start.inherited,
                direct,
                adjuncts,
                start.marker,
                speech,
            )
        )
    return tuple(clauses)


def _opening(
    tokens: Sequence[Token],
    shape: str,
    phrases: tuple[Phrase, ...],
    group: VerbGroup,
    floor: int,
    earlier: list[_Start],
) -> _Start:
    """Where the clause of `group` begins, what kind it is and who its subject is."""
    at = group.first - 1
    while at >= floor and shape[at] in "r,q":
        at -= 1
    if at >= floor and shape[at] == "w" and tokens[at].text.lower() in _RELATIVES:
        near = _last_before(phrases, at)
        antecedent = _head_of(shape, phrases, near) if near is not None and near.preposition == "of" else near
        return _Start(group, at, ClauseKind.RELATIVE, antecedent, inherited=True)
    if (
        at < group.first - 1
        and "," in shape[at + 1 : group.first]
        and earlier
        and earlier[-1].kind is ClauseKind.RELATIVE
    ):
        # "The plan, which was drawn up in Rome, failed": the clause before the relative one goes on.
        return _Start(group, group.first, ClauseKind.MAIN, earlier[-1].subject)
    near = _last_before(phrases, group.first, floor)
    if near is not None and set(shape[near.last : group.first]) & set("&i:w"):
        # "... after X and said": what stands between belongs to the clause before.
        near = None
    subject = _head_of(shape, phrases, _before_apposition(shape, phrases, near, group, floor), floor)
    if subject is None or (subject.preposition and subject.preposition not in _SUBORDINATORS | {"of"}):
        if earlier:
            begins = group.first
            while begins > floor and shape[begins - 1] in "r&":
                begins -= 1
            return _Start(group, begins, ClauseKind.COORDINATE, earlier[-1].subject, inherited=True)
        return _Start(group, subject.opening if subject else 0, ClauseKind.MAIN, None)
    first = subject.first
    if first > floor and shape[first - 1] in "iw":
        return _Start(group, first - 1, ClauseKind.SUBORDINATE, subject, marker=tokens[first - 1].text.lower())
    if earlier:
        return _Start(group, first, ClauseKind.COORDINATE, subject)
    plain = "," not in shape[:first] and ":" not in shape[:first]
    return _Start(group, 0 if plain else first, ClauseKind.MAIN, subject)


def _before_apposition(
    shape: str, phrases: tuple[Phrase, ...], near: Phrase | None, group: VerbGroup, floor: int
) -> Phrase | None:
    """In "Yuri Borisov, the minister in charge, met" the phrase before the first comma, else `near` itself."""
    if near is None or "," not in shape[near.last : group.first]:
        return near
    opened = shape.rfind(",", floor, near.last)
    outer = _last_before(phrases, opened, floor) if opened > floor else None
    if outer is not None and outer.last == opened and not set(shape[opened : near.last]) & set("v:q"):
        return outer
    return near


def _inverted(shape: str, phrases: tuple[Phrase, ...], start: _Start) -> _Start:
    """Give `"...," said Mr Smith` its subject, which follows the verb."""
    group, at = start.verb, start.verb.first - 1
    if group.lemma in SPEECH and at >= 0 and shape[at] in "q," and (start.subject is None or start.inherited):
        after = next((p for p in phrases if p.first == group.last and not p.preposition), None)
        if after is not None:
            return _Start(group, group.first, ClauseKind.MAIN, after, marker=start.marker)
    return start


def _last_before(phrases: tuple[Phrase, ...], limit: int, floor: int = 0) -> Phrase | None:
    best = None
    for phrase in phrases:
        if phrase.last > limit:
            break
        if phrase.first >= floor:
            best = phrase
    return best


def _head_of(shape: str, phrases: tuple[Phrase, ...], phrase: Phrase | None, floor: int = 0) -> Phrase | None:
    """Follow "of X", "in Y", "A and B" leftwards to the phrase they hang on, as long as they touch."""
    while phrase is not None:
        governor = _governor(shape, phrase.first, floor)
        if governor is not None:
            # "His decision to visit Russia caused": the object of an infinitive is nobody's subject.
            outer = _last_before(phrases, governor, floor)
            if outer is None or outer.last != governor:
                return phrase
            phrase = outer
            continue
        joined = phrase.preposition is None and phrase.first > floor and shape[phrase.first - 1] == "&"
        if not joined and (phrase.preposition is None or phrase.preposition in _SUBORDINATORS):
            return phrase
        edge = phrase.first - 1
        outer = _last_before(phrases, edge, floor)
        if outer is None or outer.last != edge or (joined and floor and outer.first == floor):
            return phrase
        phrase = outer
    return phrase


def _governor(shape: str, first: int, floor: int) -> int | None:
    """Where the infinitive begins whose object starts at token `first`, None where there is none."""
    at = first - 1
    if at < floor or shape[at] != "v":
        return None
    while at > floor and shape[at] in "vr":
        at -= 1
    return at if shape[at] == "t" else None


def _before_participle(words: Sequence[str], tags: Sequence[str], shape: str, first: int, last: int) -> int:
    """A clause ends before ", hoping to ..." and ", resulting in ...": they tell something else."""
    for at in range(first, last - 1):
        if shape[at] == "," and tags[at + 1] == "VBG" and shape[at + 1] == "v" and words[at + 1] not in _LISTING:
            return at
    return last


def _arguments(
    shape: str, phrases: tuple[Phrase, ...], group: VerbGroup, last: int
) -> tuple[Phrase | None, tuple[Phrase, ...]]:
    direct = None
    adjuncts = []
    for phrase in phrases:
        if phrase.first < group.last or phrase.last > last:
            continue
        if phrase.preposition:
            adjuncts.append(phrase)
        elif direct is None and not set(shape[group.last : phrase.first]) - set("raqdj"):
            direct = phrase
    return direct, tuple(adjuncts)
