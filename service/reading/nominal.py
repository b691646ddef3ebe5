"""Event nouns with what hangs on them: "the 1998 arrest of X", "a journey to Oslo by Y in two weeks".

Who did it stands before the noun with 's or after "by"; who suffered it after "of"; where and when follow in
prepositional phrases.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from service.domain.claims import Entity, EntityType
from service.domain.text import Span
from service.domain.time import Granularity
from service.reading.chunks import FINITE
from service.reading.dating import denotes_day, stated
from service.reading.discourse import acting, is_actor
from service.reading.relations import EVENT_NOUNS, ONCE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.domain.time import ClaimTime, TimeExpression
    from service.reading.chunks import Phrase
    from service.reading.dating import Dater
    from service.reading.discourse import Discourse
    from service.reading.views import SentenceView

_PLACES = frozenset("in at near outside inside".split())
# What stands after these has a date of its own.
_ASIDE = frozenset("after since before following until despite over about of from against amid to".split())
_NOUNS = frozenset("NN NNS NNP NNPS".split())
_PARTICIPLES = frozenset({"VBN", "VBG"})
_LOCATIONS = frozenset({EntityType.PLACE, EntityType.COUNTRY})
# Phrases that may stand among the event's own without a role: "talks on the border in Vienna".
_LOOSE = frozenset("during on for as in at".split())


@dataclass(frozen=True, slots=True)
class NominalEvent:
    """An event noun with its participants; `[first, last)` are token positions of the whole expression."""

    predicate: str
    head: Phrase
    first: int
    last: int
    agent: Entity | None
    patient: Entity | None
    place: Entity | None
    partner: Entity | None
    time: ClaimTime | None

    @property
    def key(self) -> str | None:
        """The index key of the one it happens to, else of who does it."""
        entity = self.patient or self.agent
        return entity.key if entity else None


def events(view: SentenceView, discourse: Discourse, dater: Dater) -> tuple[NominalEvent, ...]:
    """Every event noun of the sentence with what hangs on it; found once a sentence."""
    at = view.sentence.index
    if at not in discourse.nominal:
        discourse.nominal.clear()
        discourse.nominal[at] = tuple(
            _event(view, phrase, predicate, discourse, dater)
            for phrase in view.parse.phrases
            if (predicate := predicate_of(view, phrase)) is not None
        )
    return discourse.nominal[at]


def other_dates(view: SentenceView, discourse: Discourse, dater: Dater, predicate: str | None) -> tuple[Span, ...]:
    """Where the sentence dates something else than `predicate`: other events, a report, "the 2011 model"."""
    spans = []
    for event in events(view, discourse, dater):
        if event.predicate != predicate:
            # The date of a subject or object is the clause's too; what stands after "despite" has its own, and so has
            # a person's fate that is spoken of: "they discussed the murder of Ada Roe in 2018".
            whole = event.head.preposition in _ASIDE or _fate_spoken_of(view, event)
            spans.append(view.span(event.first, event.last) if whole else view.phrase_span(event.head))
    text = view.sentence.span.of(view.document.text).lower()
    if (according := text.find("according to")) >= 0:
        spans.append(Span(view.sentence.span.start + according, view.sentence.span.end))
    if (since := _gap(view)) is not None:
        spans.append(since)
    for phrase in view.parse.phrases:
        first, head = view.token_span(phrase.first), view.token_span(phrase.head)
        for time in view.times:
            modifies = first.start < time.span.start and time.span.end < head.start
            if modifies and time.pattern == "year":
                spans.append(time.span)
    spans.extend(_inserted(view))
    spans.extend(time.span for time in view.times if _describes(view, time))
    return tuple(spans)


def _fate_spoken_of(view: SentenceView, event: NominalEvent) -> bool:
    """Whether an event that befalls somebody once stands behind the verb of a clause, with its own date after it."""
    subjects = [clause.subject for clause in view.parse.clauses]
    somebody = event.patient is not None and event.patient.type is EntityType.PERSON
    return event.predicate in ONCE and somebody and event.time is not None and event.head not in subjects


def _describes(view: SentenceView, time: TimeExpression) -> bool:
    """Whether a century only describes the noun after it: "the 18th-century bridge"."""
    after = view.token_at(time.span.end)
    noun = after < len(view.parse.tags) and view.parse.tags[after].startswith("NN")
    return noun and time.granularity is Granularity.CENTURY and "-" in time.text


def _inserted(view: SentenceView) -> Iterator[Span]:
    """What a participle says between subject and verb has its own date: "the bridge, built in 1994, was closed"."""
    tokens, tags = view.parse.tokens, view.parse.tags
    dates = [time.span for time in view.times]
    commas = [at for at, t in enumerate(tokens) if t.text == "," and not any(d.start <= t.start < d.end for d in dates)]
    for opened, closed in pairwise(commas):
        participle = opened > 0 and tags[opened - 1] in _NOUNS and tags[opened + 1] in _PARTICIPLES
        if participle and closed + 1 < len(tokens) and tags[closed + 1] in FINITE:
            yield view.span(opened + 1, closed)


def _gap(view: SentenceView) -> Span | None:
    """What follows "since" after a superlative: it dates the superlative's gap, not the event ("lowest since 1985")."""
    tokens, tags = view.parse.tokens, view.parse.tags
    superlative = False
    for at, token in enumerate(tokens[:-1]):
        marked = tags[at] == "JJS" and (not at or tokens[at - 1].text.lower() != "at")
        superlative = superlative or marked or token.text.lower() in {"first", "last"}
        if (
            superlative
            and token.text.lower() == "since"
            and any(t.span.start == tokens[at + 1].start for t in view.times)
        ):
            return Span(token.start, view.sentence.span.end)
    return None


def predicate_of(view: SentenceView, phrase: Phrase) -> str | None:
    """The relation that a phrase tells if its head is an event noun or it names an event, else None."""
    predicate = EVENT_NOUNS.get(phrase.lemma)
    if predicate is None and _named_event(view, phrase) is not None:
        return "take_place"
    return predicate


def _named_event(view: SentenceView, phrase: Phrase) -> Entity | None:
    inside = view.mentions_in(view.phrase_span(phrase))
    return next((m.entity for m in inside if m.entity.type is EntityType.EVENT), None)


@dataclass(slots=True)
class _Parts:
    """What hangs on an event noun, filled in phrase by phrase."""

    predicate: str
    agent: Entity | None = None
    patient: Entity | None = None
    place: Entity | None = None
    partner: Entity | None = None
    time: ClaimTime | None = None

    def take(self, preposition: str, entity: Entity | None, time: ClaimTime | None) -> bool:
        """Give a prepositional phrase its role; False where it cannot belong to the event."""
        actor = is_actor(acting(entity))
        if time is not None and self.time is None:
            self.time = time
        elif preposition == "of" and self.patient is None:
            self.patient = entity
        elif preposition in {"by", "from"}:
            self.agent = acting(entity) if actor else self.agent
        elif preposition == "to" and self.predicate == "visit":
            self.place = entity
        elif preposition in {"with", "between"} and actor:
            self.partner = acting(entity)
        elif preposition in _PLACES and entity is not None and entity.type in _LOCATIONS:
            self.place = self.place or entity
        else:
            return preposition in _LOOSE
        return True


def _event(view: SentenceView, phrase: Phrase, predicate: str, discourse: Discourse, dater: Dater) -> NominalEvent:
    own = view.phrase_span(phrase)
    inside = view.mentions_in(own)
    parts = _Parts(predicate, time=_inside(view, own, dater))
    if predicate == "take_place":
        parts.patient = _named_event(view, phrase) or discourse.resolve(view, phrase)
    else:
        parts.agent = _possessor(view, phrase, discourse)
    parts.place = next((m.entity for m in reversed(inside) if m.entity.type is EntityType.PLACE), None)
    last = _attached(view, phrase, parts, discourse, dater)
    parts.time = parts.time or _trailing(view, last, dater)
    written = parts.time.expression if parts.time is not None else None
    if written is not None and written.span.end > own.start:
        last = max(last, view.token_at(written.span.end - 1) + 1)
    if predicate == "visit" and parts.patient is not None:
        parts.agent, parts.patient = parts.agent or parts.patient, None
    return NominalEvent(
        predicate, phrase, phrase.first, last, parts.agent, parts.patient, parts.place, parts.partner, parts.time
    )


def _attached(view: SentenceView, phrase: Phrase, parts: _Parts, discourse: Discourse, dater: Dater) -> int:
    """Give the phrases that hang on the noun their roles in `parts`; returns where the last of them ends."""
    last = phrase.last
    for attached in view.parse.following(phrase):
        pair = discourse.pair(view, attached)
        if attached.preposition is None:
            if predicate_of(view, attached) is not None:
                break
        elif attached.preposition == "between" and pair:
            parts.agent, parts.partner = pair[0], pair[1]
        else:
            time = None if _is_event(view, attached) else _inside(view, view.phrase_span(attached), dater)
            if not parts.take(attached.preposition, discourse.resolve(view, attached), time):
                break
        last = attached.last
    return last


def _trailing(view: SentenceView, last: int, dater: Dater) -> ClaimTime | None:
    """A bare date right after the expression: "a visit to Paris | next week"."""
    if last >= len(view.parse.tokens):
        return None
    at = view.parse.tokens[last].start
    for time in view.times:
        if denotes_day(time) and 0 <= time.span.start - at <= len("on in "):
            preposition = view.before(time.span.start)
            if time.span.start == at or preposition in {"in", "on"}:
                return stated(time, preposition, dater.clock)
    return None


def _inside(view: SentenceView, span: Span, dater: Dater) -> ClaimTime | None:
    times: list[TimeExpression] = [t for t in view.times if denotes_day(t) and span.overlaps(t.span)]
    return stated(times[0], view.before(times[0].span.start), dater.clock) if times else None


def _is_event(view: SentenceView, phrase: Phrase) -> bool:
    return phrase.lemma in EVENT_NOUNS and bool(view.times_in(view.phrase_span(phrase)))


def _possessor(view: SentenceView, phrase: Phrase, discourse: Discourse) -> Entity | None:
    """Who stands before 's, or the person of "his"."""
    tags = view.parse.tags
    for at in range(phrase.first, phrase.head):
        if tags[at] == "PRP$":
            return discourse.pronoun(at, view) or _before(view, view.parse.tokens[at].start)
        if tags[at] == "POS":
            inside = view.mentions_in(view.span(phrase.first, at))
            return inside[-1].entity if inside else None
    return None


def _before(view: SentenceView, position: int) -> Entity | None:
    """The person named last before `position` in the sentence."""
    persons = [m.entity for m in view.mentions if m.entity.type is EntityType.PERSON and m.span.end <= position]
    return persons[-1] if persons else None
