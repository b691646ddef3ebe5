"""Whom "he", "she", "his" and "her" mean: the most salient person whose sex fits.

Salience after Lappin & Leass (1994, aclanthology.org/J94-4002), with weights set on the development half of GUM
(`benchmarks.coreference`): a person gains by being named, more as a subject, and fades with every sentence. What the
sex of a person is, forms of address, given names and earlier pronouns tell.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from service.domain.claims import Entity, EntityType
from service.domain.names import fold
from service.reading.clauses import ClauseKind
from service.reading.gazetteer import gazetteer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from service.reading.clauses import Clause
    from service.reading.titles import TitleMention
    from service.reading.views import SentenceView

MALE_PRONOUNS = frozenset("he him his himself".split())
_SHE = frozenset("she her hers herself".split())
PRONOUNS = MALE_PRONOUNS | _SHE
"""Third person singular, of persons."""
_OBJECTS = frozenset({"him", "her"})
_MALE = frozenset(
    "mr mr. sir lord king prince pope emperor sultan sheikh father brother monsignor rabbi imam mullah".split()
)
_FEMALE = frozenset(
    "mrs mrs. ms ms. miss lady dame queen princess empress baroness duchess countess sister mother".split()
)
_MEN = frozenset("man husband son father brother king prince actor boy grandfather uncle nephew widower".split())
_WOMEN = frozenset("woman wife daughter mother sister queen princess actress girl grandmother aunt niece widow".split())
_FADING = 0.6
_SUBJECT, _OBJECT, _OTHER, _OWNER = 5.5, 4.0, 3.0, 3.0
_OWN_SUBJECT = 3.0
_TO_COME = 8.0
_SPOKE = 2.5
_OFTEN = 0.3
_OPENERS = frozenset({"IN", "WRB", "VBG", "VBN", "TO"})


def referents(
    views: Sequence[SentenceView], bearer: Callable[[TitleMention], Entity | None] | None = None
) -> Mapping[int, Entity]:
    """By position in the text the person that each third-person singular pronoun means; none where nobody fits.

    `bearer` finds the person whom a title without a name means.
    """
    reader = _Reader(views, bearer)
    for view in views:
        reader.read(view)
    return reader.found


@dataclass(slots=True)
class _Named:
    """A person named at a token of the sentence, with the weight of the role there."""

    at: int
    last: int
    entity: Entity
    weight: float
    clause: Clause | None
    subject: bool


@dataclass(slots=True)
class _Reader:
    """The state of one pass over a document."""

    views: Sequence[SentenceView]
    bearer: Callable[[TitleMention], Entity | None] | None
    found: dict[int, Entity] = field(default_factory=dict)
    salience: dict[str, float] = field(default_factory=dict)
    persons: dict[str, Entity] = field(default_factory=dict)
    sex: dict[str, str] = field(default_factory=dict)
    times: dict[str, int] = field(default_factory=dict)
    spoke: tuple[int, str] = (-1, "")

    def read(self, view: SentenceView) -> None:
        """Resolve the pronouns of a sentence, then let it change what is salient."""
        named = self._named(view)
        for one in named:
            self._learn(view, one)
        gained: dict[str, float] = {}
        for at, token in enumerate(view.parse.tokens):
            word = token.text.lower()
            if word in PRONOUNS and view.parse.tags[at].startswith("PRP"):
                person = self._meant(view, at, word, named, gained)
                if person is not None:
                    self.found[token.start] = person
                    _, subject, weight = _role(view, at)
                    gained[_id(person)] = max(gained.get(_id(person), 0.0), weight)
                    self.sex.setdefault(_id(person), "m" if word in MALE_PRONOUNS else "f")
                    if subject and (clause := _clause_at(view, at)) is not None and clause.speech:
                        self.spoke = (view.sentence.index, _id(person))
        for one in named:
            key = _id(one.entity)
            gained[key] = max(gained.get(key, 0.0), one.weight)
            if one.subject and one.clause is not None and one.clause.speech:
                self.spoke = (view.sentence.index, _id(one.entity))
        for key in self.salience:
            self.salience[key] *= _FADING
        for key, weight in gained.items():
            self.salience[key] = self.salience.get(key, 0.0) + weight

    def _named(self, view: SentenceView) -> list[_Named]:
        """The persons named in a sentence by name or by a title that only one person bears."""
        people = [(m.span, m.entity) for m in view.mentions if m.entity.type is EntityType.PERSON]
        if self.bearer is not None:
            taken = [span for span, _ in people]
            for title in view.titles:
                if title.person is None and not any(span.overlaps(title.span) for span in taken):
                    person = self.bearer(title)
                    if person is not None:
                        people.append((title.span, person))
        named = []
        for span, entity in sorted(people, key=lambda item: item[0]):
            first, last = view.token_at(span.start), view.token_at(span.end - 1) + 1
            clause, subject, weight = _role(view, last - 1)
            named.append(_Named(first, last, entity, weight, clause, subject))
        return named

    def _learn(self, view: SentenceView, named: _Named) -> None:
        key = _id(named.entity)
        self.persons[key] = named.entity
        self.times[key] = self.times.get(key, 0) + 1
        sex = _sex(view, named) or self.sex.get(key) or sex_of_name(named.entity.name)
        if sex is not None:
            self.sex[key] = sex

    def _meant(
        self, view: SentenceView, at: int, word: str, named: Sequence[_Named], gained: Mapping[str, float]
    ) -> Entity | None:
        sex = "m" if word in MALE_PRONOUNS else "f"
        clause, subject, _ = _role(view, at)
        if subject and clause is not None and (named_as := _called(clause, named)) is not None:
            return named_as
        start = view.parse.tokens[at].start
        quoted = any(quote.start <= start < quote.end for quote in view.quotations)
        scores: dict[str, float] = {
            key: weight + _OFTEN * min(10, self.times.get(key, 0)) for key, weight in self.salience.items()
        }
        for key, weight in gained.items():
            scores[key] = scores.get(key, 0.0) + weight
        for one in named:
            key = _id(one.entity)
            if one.at < at:
                near = _OWN_SUBJECT if one.subject and one.clause is clause else 0.0
                scores[key] = scores.get(key, 0.0) + one.weight + near
            elif one.subject and _may_come(view, at, one):
                scores[key] = scores.get(key, 0.0) + _TO_COME
        before, spoke = self.spoke
        goes_on = before == view.sentence.index - 1 and clause is not None and clause.speech and not quoted
        if spoke in scores and goes_on:
            scores[spoke] += _SPOKE
        barred = self._barred(view, at, word, clause, named, quoted=quoted)
        fitting = {k: s for k, s in scores.items() if k not in barred and self.sex.get(k, sex) == sex}
        sure = {k: s + (1.0 if self.sex.get(k) == sex else 0.0) for k, s in fitting.items()}
        best = max(sure, key=lambda key: (sure[key], key), default=None)
        return self.persons[best] if best is not None else None

    def _barred(
        self, view: SentenceView, at: int, word: str, clause: Clause | None, named: Sequence[_Named], *, quoted: bool
    ) -> set[str]:
        """Whom the pronoun cannot mean: the other argument of its verb, the speaker of the quotation it stands in."""
        barred: set[str] = set()
        if view.parse.tags[at] == "PRP$" and at and view.parse.tokens[at - 1].text == ",":
            # "Jan Berg, his coach": nobody is his own.
            barred.update(_id(one.entity) for one in named if one.last == at - 1)
        if word in _OBJECTS and view.parse.tags[at] == "PRP" and clause is not None and clause.subject is not None:
            head = clause.subject.head
            barred.update(_id(one.entity) for one in named if one.at <= head < one.last)
            own = self.found.get(view.parse.tokens[head].start)
            if own is not None:
                barred.add(_id(own))
        if quoted:
            outside = [one for one in named if not view.quoted(view.span(one.at, one.last))]
            barred.update(_id(one.entity) for one in outside if one.subject and one.clause and one.clause.speech)
            if not outside:
                barred.add(self.spoke[1])
        return barred


def _id(entity: Entity) -> str:
    return f"{entity.key}|{fold(entity.name)}"


def _clause_at(view: SentenceView, at: int) -> Clause | None:
    inside = [c for c in view.parse.clauses if c.first <= at < max(c.last, c.verb.last)]
    return inside[-1] if inside else None


def _role(view: SentenceView, at: int) -> tuple[Clause | None, bool, float]:
    """The clause of a token, whether it is its subject, and what it gains by its role."""
    possessive = view.parse.tags[at] == "PRP$" or (at + 1 < len(view.parse.tags) and view.parse.tags[at + 1] == "POS")
    for clause in view.parse.clauses:
        subject = clause.subject
        if subject is not None and subject.first <= at < subject.last and not clause.inherited:
            if possessive or at != subject.head:
                return clause, False, _OWNER
            main = clause.kind in {ClauseKind.MAIN, ClauseKind.COORDINATE}
            return clause, True, _SUBJECT if main else _SUBJECT - 2
        if clause.verb.passive and any(p.preposition == "by" and p.first <= at < p.last for p in clause.adjuncts):
            return clause, False, _OWNER if possessive else _SUBJECT
        direct = clause.direct
        if direct is not None and direct.first <= at < direct.last:
            return clause, False, _OWNER if possessive or at != direct.head else _OBJECT
    return _clause_at(view, at), False, _OWNER if possessive else _OTHER


def _called(clause: Clause, named: Sequence[_Named]) -> Entity | None:
    """Who "he" is in "He was Jan Berg, the harbour master"."""
    if clause.verb.lemma != "be" or clause.verb.last - clause.verb.first > 1:
        return None
    return next((one.entity for one in named if one.at == clause.verb.last), None)


def _may_come(view: SentenceView, at: int, one: _Named) -> bool:
    """Whether a pronoun can mean who is named after it: "In his speech, Jan Berg said", "When she left, Ms Roe ..."."""
    first = next((tag for tag in view.parse.tags if tag[0].isalpha()), "")
    comma = any(token.text == "," for token in view.parse.tokens[at : one.at])
    return first in _OPENERS and comma


def _sex(view: SentenceView, named: _Named) -> str | None:
    """What forms of address and words beside the name tell."""
    tokens = view.parse.tokens
    around = {token.text.lower() for token in tokens[max(0, named.at - 1) : named.at + 1]}
    before = tokens[named.at - 1].text.lower() if named.at else ""
    if around & _FEMALE or before in _WOMEN or before.endswith("woman"):
        return "f"
    if around & _MALE or before in _MEN or before.endswith("man"):
        return "m"
    return None


def sex_of_name(name: str) -> str | None:
    """The sex that the given name of `name` tells, None where it tells none."""
    words = fold(name).replace(".", " ").split()
    if not words:
        return None
    if words[0] in _MALE | _FEMALE:
        return "m" if words[0] in _MALE else "f"
    known = gazetteer().given.get(words[0]) if len(words) > 1 else None
    return known if known in {"m", "f"} else None
