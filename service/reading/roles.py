"""Who takes part in a clause, in which role."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.domain.claims import Entity, EntityType
from service.reading import nominal
from service.reading.clauses import ClauseKind
from service.reading.discourse import ORGANS, acting, is_actor
from service.reading.relations import EVENT_NOUNS, LIGHT_VERBS, MOTION, PREDICATES, predicate_of_verb

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.reading.chunks import Phrase
    from service.reading.clauses import Clause
    from service.reading.dating import Dater
    from service.reading.discourse import Discourse
    from service.reading.views import SentenceView

LOCATIVE = frozenset("in at near outside inside on".split())
_TOPIC = frozenset("about over against regarding".split())
_ABOUT = _TOPIC | frozenset("after before since following for of ahead despite".split())
_PARTNERS = frozenset("with between to against".split())
_LOCATIONS = frozenset({EntityType.PLACE, EntityType.COUNTRY})
# A city can be, lie or host without standing for its country's government.
_LOCATED = frozenset("be lie host remain become have sit stand see".split())
# Verbs whose subject may be the event itself: "Talks took place in Vienna".
_HAPPENING = frozenset("take begin open be come".split())


@dataclass(frozen=True, slots=True)
class Roles:
    """Predicate and participants of a clause."""

    predicate: str
    subject: Entity | None = None
    object: Entity | None = None
    place: Entity | None = None
    others: tuple[Entity, ...] = ()

    @property
    def named(self) -> bool:
        """Whether anybody or anything with a name takes part."""
        parts = (self.subject, self.object, self.place, *self.others)
        return any(part is not None and part.type is not EntityType.THING for part in parts)

    @property
    def key(self) -> str | None:
        """The index key of the one the event happens to."""
        entity = self.object if self.predicate in {"kill", "poison"} else self.subject
        return entity.key if entity else None


def roles_of(view: SentenceView, clause: Clause, discourse: Discourse, dater: Dater) -> Roles:
    """The participants of `clause`, resolved."""
    verb = clause.verb
    pair = discourse.pair(view, clause.subject) or _governments(view, clause.subject)
    subject = pair[0] if pair else _relative_person(view, clause) or discourse.resolve(view, clause.subject)
    if verb.lemma not in _LOCATED:
        subject = acting(subject)
    adjuncts = [(p.preposition or "", e) for p in clause.adjuncts if (e := discourse.resolve(view, p)) is not None]
    place = _place(view, clause, discourse, dater)
    aim = next((e for preposition, e in adjuncts if preposition == "to" and e.type in _LOCATIONS), None)
    if verb.lemma in MOTION or PREDICATES.get(verb.lemma) == "visit":
        adjuncts = [(preposition, e) for preposition, e in adjuncts if e != aim]
    others = [*pair[1:], *(e for preposition, e in _actors(adjuncts) if preposition in _PARTNERS)]
    object_ = discourse.resolve(view, clause.direct)
    if verb.passive:
        agent = next((e for preposition, e in _actors(adjuncts) if preposition == "by"), None)
        subject, object_ = agent, subject
    roles = Roles(predicate_of_verb(verb.lemma, verb.particle), subject, object_, place, _once(others))
    carried = _carried(view, clause, discourse, dater)
    if carried is not None:
        partner = () if carried.partner is None else (carried.partner,)
        others = [e for e in (*others, *partner) if e != (carried.place or place)]
        subject = subject if is_actor(subject) else carried.agent
        return _met(Roles(carried.predicate, subject, carried.patient, carried.place or place, _once(others)))
    if roles.predicate == "visit" or (verb.lemma in MOTION and aim is not None):
        return _visited(roles, aim, verb.lemma)
    return _met(roles)


def _governments(view: SentenceView, phrase: Phrase | None) -> tuple[Entity, ...]:
    """The countries whose organs a phrase lists: "British and Irish governments"."""
    tags = view.parse.tags
    if phrase is None or phrase.lemma not in ORGANS or tags[phrase.head] not in {"NNS", "NNPS"}:
        return ()
    first = phrase.head
    found: list[Entity] = []
    while first > 0:
        mention = next((m for m in view.mentions if m.span.end == view.parse.tokens[first - 1].end), None)
        if mention is not None and mention.entity.type is EntityType.COUNTRY:
            found.append(mention.entity)
            first = view.token_at(mention.span.start)
        elif found and view.parse.tokens[first - 1].text in {"and", ","}:
            first -= 1
        else:
            break
    return tuple(dict.fromkeys(reversed(found))) if len(found) > 1 else ()


def _relative_person(view: SentenceView, clause: Clause) -> Entity | None:
    """The person that "who" takes up: the last name before it that heads its phrase and ends at a comma."""
    if clause.kind is not ClauseKind.RELATIVE or view.parse.tokens[clause.first].text.lower() != "who":
        return None
    for phrase in reversed([p for p in view.parse.phrases if p.last <= clause.first]):
        head = view.token_span(phrase.head)
        for mention in view.mentions:
            if mention.entity.type is EntityType.PERSON and mention.span.end == head.end:
                following = view.parse.tokens[phrase.last].text if phrase.last < len(view.parse.tokens) else ""
                if following in {",", "who"}:
                    return mention.entity
    return None


def _place(view: SentenceView, clause: Clause, discourse: Discourse, dater: Dater) -> Entity | None:
    """Where it happens: "in Vienna", unless that says where something else is ("the war in Syria")."""
    inside = [
        (event.first, event.last)
        for event in nominal.events(view, discourse, dater)
        if event.head not in {clause.direct, clause.subject} and event.head.preposition in _ABOUT
    ]
    for at, phrase in enumerate(clause.adjuncts):
        before = clause.adjuncts[at - 1] if at else None
        topic = before is not None and before.preposition in _TOPIC and before.last == phrase.opening
        nested = any(first <= phrase.first < last for first, last in inside)
        if phrase.preposition in LOCATIVE and not topic and not nested:
            entity = discourse.resolve(view, phrase)
            if entity is not None and entity.type in _LOCATIONS:
                return entity
    return None


def _visited(roles: Roles, aim: Entity | None, lemma: str) -> Roles:
    """Where a journey goes; to visit a person is to meet them; without an aim it is no visit."""
    object_ = roles.object
    if object_ is not None and object_.type is EntityType.PERSON:
        return Roles("meet", roles.subject, object_, roles.place, roles.others)
    if object_ is not None and object_.type in _LOCATIONS:
        return Roles("visit", roles.subject, None, object_, roles.others)
    place = aim or (roles.place if lemma not in MOTION or lemma == "arrive" else None)
    others = tuple(e for e in roles.others if e != aim)
    if place is None and lemma in MOTION | {"travel", "tour"}:
        return Roles(lemma, roles.subject, object_, None, others)
    return Roles("visit", roles.subject, None, place, tuple(e for e in others if e != place))


def _met(roles: Roles) -> Roles:
    """Meetings and talks have their partner as object."""
    if roles.predicate in {"meet", "speak"} and roles.others and (roles.object is None or not is_actor(roles.object)):
        return Roles(roles.predicate, roles.subject, roles.others[0], roles.place, roles.others[1:])
    return roles


def _actors(adjuncts: Sequence[tuple[str, Entity]]) -> list[tuple[str, Entity]]:
    meant = ((preposition, acting(entity)) for preposition, entity in adjuncts)
    return [(preposition, entity) for preposition, entity in meant if entity is not None and is_actor(entity)]


def _once(entities: Sequence[Entity]) -> tuple[Entity, ...]:
    return tuple(dict.fromkeys(entities))


def _carried(view: SentenceView, clause: Clause, discourse: Discourse, dater: Dater) -> nominal.NominalEvent | None:
    """The event noun that the verb carries: "held talks with", "made a visit to", "was in Russia on a visit"."""
    head = _carrier(clause)
    if head is None:
        return None
    return next((event for event in nominal.events(view, discourse, dater) if event.head == head), None)


def _carrier(clause: Clause) -> Phrase | None:
    verb, direct, subject = clause.verb, clause.direct, clause.subject
    if verb.lemma in LIGHT_VERBS and direct is not None and direct.lemma in EVENT_NOUNS:
        return direct
    if verb.lemma == "be":
        journeys = [p for p in clause.adjuncts if p.preposition == "on" and EVENT_NOUNS.get(p.lemma) == "visit"]
        if journeys:
            return journeys[0]
    if verb.lemma in _HAPPENING and subject is not None and subject.lemma in EVENT_NOUNS:
        return subject
    return None
