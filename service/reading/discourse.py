"""Who is meant: phrases, pronouns and bare titles resolved to entities, sentence by sentence.

Resolution is heuristic and says so: salience for "he" and "she" (see `coreference`), the title's bearer in the same
text for "the Prime Minister", the two countries last named for "the two countries". What cannot be resolved stays None.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from service.domain.claims import Entity, EntityType, OfficeStatus
from service.domain.countries import countries, country
from service.domain.names import fold
from service.reading.coreference import PRONOUNS, referents
from service.reading.phrases import undated
from service.reading.wording import COMPLEMENT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from service.domain.claims import Mention
    from service.domain.time import ClaimTime
    from service.reading.chunks import Phrase
    from service.reading.nominal import NominalEvent
    from service.reading.speech import Attribution
    from service.reading.titles import TitleMention
    from service.reading.views import SentenceView

_PASSING = re.compile(r"\b(?:his|her) (?:resignation|departure|dismissal|sacking|appointment|successor|death)\b")
_IT = frozenset("it its itself".split())
# A country's organs speak and act for it.
ORGANS = frozenset(
    "government cabinet authority official ministry ministries side service embassy police army troop force military "
    "parliament administration leadership state navy airforce prosecutor court diplomat delegation regime".split(),
)
# A quotation is followed over so many sentences.
_LOOK_AHEAD = 12
_PAIRS = frozenset(
    "country nation state side government capital power neighbour neighbor leader man woman politician president "
    "minister".split()
)
PERSON_NOUNS = frozenset(
    "man woman officer agent spy dissident businessman businesswoman politician lawmaker player striker coach manager "
    "singer actor actress writer author novelist poet journalist editor lawyer banker doctor scientist engineer "
    "architect judge general suspect victim teenager pensioner veteran billionaire entrepreneur founder activist "
    "campaigner composer painter champion cyclist runner swimmer boxer footballer midfielder goalkeeper".split(),
)
# Heads of titles that stand for the whole where it has been told.
_HEADS = frozenset("minister secretary president mayor governor commissioner ambassador director chairman".split())
# Whoever bears a title that the text never gives them is named at least so often in it.
_MAIN = 2
# Whoever has one has a name only where the text gives it.
_SPOKESMEN = frozenset("spokesman spokeswoman spokesperson press-secretary".split())
_OUTLETS = frozenset("paper newspaper report magazine broadcaster agency".split())
_ACTORS = frozenset({EntityType.PERSON, EntityType.COUNTRY, EntityType.ORGANISATION})


class Discourse:
    """The state of one reading: who was named so far. Used by one thread for one document."""

    def __init__(
        self,
        titles: tuple[TitleMention, ...],
        views: Sequence[SentenceView] = (),
        labels: Mapping[int, Entity | None] | None = None,
    ) -> None:
        """Begin with all titles of the document, so that "the Prime Minister" can look ahead.

        `views` are its sentences, in which a quotation is followed to its end; `labels` name who speaks in which
        paragraph of a transcript.
        """
        self._titles = titles
        self._views = views
        self.labels = labels or {}
        self.said: tuple[int, tuple[Attribution, ...]] = (-1, ())
        self._persons: list[Entity] = []
        self._countries: list[Entity] = []
        self._others: list[Entity] = []
        self.speaker: Entity | None = None
        self.last_actor: Entity | None = None
        self.topic: Entity | None = None
        self.nominal: dict[int, tuple[NominalEvent, ...]] = {}
        self._told: set[tuple[str, str, str | None]] = set()
        self._fates: set[str] = set()
        self._events: dict[str, tuple[Entity | None, Entity | None]] = {}
        self._silence = 0
        self._subject_at: tuple[int, Entity] | None = None
        self._outlet: Entity | None = None
        self._focus: Entity | None = None
        self._named: dict[str, int] = {}
        self._last_named: Entity | None = None
        self.sentence_time: tuple[int, ClaimTime] | None = None
        people = (m.entity.key for view in views for m in view.mentions if m.entity.type is EntityType.PERSON)
        self._often = Counter(people)
        self._meant = referents(views, self.bearer)

    def fate_told(self, person: Entity | None) -> bool:
        """Whether the text has already told this person's death: told again, it is no new claim."""
        return person is not None and person.key in self._fates

    def tell_fate(self, person: Entity | None) -> None:
        """Note that the text tells this person's death."""
        if person is not None:
            self._fates.add(person.key)

    def already_titled(self, person: Entity, title: TitleMention) -> bool:
        """Whether this text has already claimed this title for this person; remembers it."""
        told = (person.key, title.role, title.status.value)
        if told in self._told:
            return True
        self._told.add(told)
        return False

    def stated_title(self, person: Entity, role: str) -> bool:
        """Whether the text itself gives the person this title somewhere."""
        return any(t.person == person and t.role == role for t in self._titles)

    def last_untitled_person(self, title: TitleMention, view: SentenceView) -> Entity | None:
        """The person last in focus with no other title, as the bearer of a bare one; not beside "her resignation"."""
        if _PASSING.search(view.document.text, title.span.end, view.sentence.span.end):
            return None
        for person in reversed(self._persons):
            if self._views and self._often[person.key] < _MAIN:
                continue
            if not any(t.person == person and (t.role != title.role or title.jurisdiction) for t in self._titles):
                fits = not (person.country and title.jurisdiction) or person.country == title.jurisdiction
                return person if fits else None
        return None

    def note_event(self, predicate: str, subject: Entity | None, place: Entity | None) -> None:
        """Remember who did this last and where, for "it is the first visit since ..."."""
        known = self._events.get(predicate, (None, None))
        self._events[predicate] = (subject or known[0], place or known[1])

    def last_event(self, predicate: str) -> tuple[Entity | None, Entity | None]:
        """Subject and place of the last event of this kind."""
        return self._events.get(predicate, (None, None))

    def after(self, view: SentenceView) -> Sequence[SentenceView]:
        """The sentences that follow in the text, a few of them."""
        return self._views[view.sentence.index + 1 : view.sentence.index + 1 + _LOOK_AHEAD]

    def before(self, view: SentenceView) -> SentenceView | None:
        """The sentence before in the same paragraph."""
        at = view.sentence.index - 1
        earlier = self._views[at] if 0 <= at < len(self._views) else None
        same = earlier is not None and earlier.sentence.paragraph == view.sentence.paragraph
        return earlier if same else None

    def body(self, view: SentenceView) -> Entity | None:
        """What "it" is in "it said": the body or country of the sentence before, that spoke last or is told of."""
        earlier = self.before(view)
        subject = next((c.subject for c in earlier.parse.clauses if c.subject is not None), None) if earlier else None
        told = self.resolve(earlier, subject) if earlier is not None else None
        for entity in (told, self.speaker, self.topic):
            if entity is not None and entity.type in {EntityType.ORGANISATION, EntityType.COUNTRY}:
                return entity
        return None

    def body_called(self, word: str) -> Entity | None:
        """The body named last whose name begins with `word` and goes on."""
        begin = f"{fold(word)} "
        bodies = (one for one in reversed(self._others) if one.type is EntityType.ORGANISATION)
        return next((one for one in bodies if fold(one.name).startswith(begin)), None)

    def group(self, view: SentenceView) -> Entity | None:
        """Who "they" are in "they said": the people without a name who spoke last, in this paragraph."""
        speaker = self.speaker if self.before(view) is not None else None
        plural = speaker is not None and COMPLEMENT.split(speaker.name, maxsplit=1)[0].endswith("s")
        return speaker if plural and speaker is not None and speaker.type is EntityType.THING else None

    def voice(self, view: SentenceView) -> Entity | None:
        """Who speaks in a quotation without a speaker: the one quoted last, or whom the sentence before is about."""
        near = self._subject_at is not None and self._subject_at[0] == view.sentence.index - 1
        if near and self._subject_at is not None and self._silence:
            return self._subject_at[1]
        return self.speaker or (self._subject_at[1] if near and self._subject_at is not None else None)

    def fade_speaker(self) -> None:
        """A sentence without quotation marks: after two of them, a new quotation needs a new speaker."""
        self._silence += 1
        if self._silence > 1:
            self.speaker, self._silence = None, 0

    def note(self, view: SentenceView) -> None:
        """Remember the mentions of a sentence that has been read; its subject comes to the front."""
        named = persons_of(view.mentions)
        self._last_named = named[0] if len(named) == 1 else None if named else self._last_named
        for mention in view.mentions:
            self._remember(mention.entity)
            if mention.entity.type is EntityType.PERSON:
                self._named[mention.entity.key] = self._named.get(mention.entity.key, 0) + 1
        if self._focus is not None:
            self._remember(self._focus)
        self._focus = None

    def note_subject(self, entity: Entity | None, at: int | None = None) -> None:
        """Put the subject of a main clause of sentence `at` to the front: pronouns prefer it, here and in the next."""
        if entity is not None:
            self._remember(entity)
            self._focus = self._focus or entity
            if entity.type is EntityType.PERSON:
                self.last_actor = entity
                if at is not None:
                    self._subject_at = (at, entity)

    def note_topic(self, subject: Entity | None, object_: Entity | None) -> None:
        """What "it" takes up next: what a clause is about, if that is no person."""
        for entity in (subject, object_):
            if entity is not None and entity.type is not EntityType.PERSON:
                self.topic = entity
                return

    def note_speaker(self, entity: Entity | None) -> None:
        """Remember who said something last, and which paper: "the newspaper reported"."""
        self.speaker = entity or self.speaker
        if entity is not None and entity.type is EntityType.ORGANISATION:
            self._outlet = entity

    def _remember(self, entity: Entity) -> None:
        shelf = {EntityType.PERSON: self._persons, EntityType.COUNTRY: self._countries}.get(entity.type, self._others)
        if entity in shelf:
            shelf.remove(entity)
        shelf.append(entity)

    def resolve(self, view: SentenceView, phrase: Phrase | None) -> Entity | None:
        """The entity that a phrase means, None where nothing says so."""
        if phrase is None or (phrase := undated(view, phrase)) is None:
            return None
        span, head = view.phrase_span(phrase), view.token_span(phrase.head)
        inside = view.mentions_in(span) or tuple(m for m in view.mentions if m.span.overlaps(span))
        at_head = [m.entity for m in inside if m.span.contains(head)]
        named = next((entity for entity in at_head if entity.type is not EntityType.EVENT), None)
        country = next((m.entity for m in inside if m.entity.type is EntityType.COUNTRY), None)
        return (
            named
            or self._titled(view, phrase)
            or self._taken_up(view, phrase, country, bare=not inside)
            or next(iter(at_head), None)
            or self._thing(view, phrase, country)
        )

    def _taken_up(self, view: SentenceView, phrase: Phrase, country: Entity | None, *, bare: bool) -> Entity | None:
        """Whom a pronoun, a country's organ, a description or "the paper" means."""
        if phrase.last - phrase.first == 1 and (meant := self.pronoun(phrase.head, view)):
            return meant
        if country is not None and phrase.lemma in ORGANS:
            return country
        if phrase.lemma in PERSON_NOUNS:
            return self._described(view, phrase)
        return self._outlet if phrase.lemma in _OUTLETS and bare else None

    def pair(self, view: SentenceView, phrase: Phrase | None) -> tuple[Entity, ...]:
        """The last two countries or persons named, for "the two countries", "both sides", "the two leaders"."""
        if phrase is None:
            return ()
        words = view.parse.words(phrase.first, phrase.last)
        if words in {"the two", "the pair"}:
            return tuple(sorted(self._persons[-2:], key=lambda e: e.key)) if len(self._persons) > 1 else ()
        if phrase.lemma not in _PAIRS:
            return ()
        # "Two men" are others than those named: only a definite phrase takes somebody up.
        if not words.startswith(("the two ", "both ", "these two ", "those two ", "the leaders")):
            return ()
        if any(other.preposition == "of" for other in view.parse.following(phrase)[:1]):
            return ()
        persons = phrase.lemma in {"leader", "man", "woman", "politician", "president", "minister"}
        shelf = self._persons if persons else self._countries
        return tuple(sorted(shelf[-2:], key=lambda e: e.key)) if len(shelf) > 1 else ()

    def pronoun(self, at: int, view: SentenceView) -> Entity | None:
        """The entity that the pronoun at token `at` of a sentence means."""
        token = view.parse.tokens[at]
        lower = token.text.lower()
        if lower in PRONOUNS:
            return self._meant.get(token.start)
        if lower in _IT:
            return self.topic
        own = lower in {"i", "me", "my"} and (bool(view.quotations) or view.sentence.paragraph in self.labels)
        return self.speaker if own else None

    def _described(self, view: SentenceView, phrase: Phrase) -> Entity | None:
        """Whom "the former officer" takes up: the only person that was named last."""
        if view.parse.tokens[phrase.first].text.lower() not in {"the", "that"} or phrase.preposition == "of":
            return None
        return self._last_named

    def _main(self, title: TitleMention) -> bool:
        """Whether the bearer of a title is the person whom the text has named most often so far."""
        counts = self._named
        return title.person is not None and counts.get(title.person.key, 0) >= max(counts.values(), default=0)

    def _titled(self, view: SentenceView, phrase: Phrase) -> Entity | None:
        span = view.phrase_span(phrase)
        for title in view.titles:
            if not title.span.overlaps(span):
                continue
            head = view.parse.tokens[phrase.head]
            covers = title.span.start <= head.start < title.span.end
            if covers and title.person is None and title.role in _SPOKESMEN:
                return None
            if covers:
                meant = title.person or self.bearer(title) or self._at_large(title)
                return meant or self.last_untitled_person(title, view)
        return None

    def bearer(self, title: TitleMention) -> Entity | None:
        """The person of this text who bears a bare title: same role, same jurisdiction where both are known."""
        before = [t for t in self._titles if t.person and t.role == title.role and t.status is OfficeStatus.CURRENT]
        fitting = [t for t in before if _fits(t, title) and (t.jurisdiction or not title.jurisdiction or self._main(t))]
        persons = {t.person.key: t.person for t in fitting if t.person}
        if len(persons) == 1:
            return next(iter(persons.values()))
        earlier = [t for t in fitting if t.span.start < title.span.start and t.person]
        if earlier and title.jurisdiction is None:
            return max(earlier, key=lambda t: t.span.start).person
        return None

    def _at_large(self, title: TitleMention) -> Entity | None:
        """Whom "the minister" means after "Finance Minister Paul Orr": the bearer last named of such a title."""
        if title.role not in _HEADS:
            return None
        before = [
            t
            for t in self._titles
            if t.person is not None
            and t.span.end <= title.span.start
            and t.role.endswith(f"-{title.role}")
            and t.role != "prime-minister"
            and title.jurisdiction in {None, t.jurisdiction}
        ]
        return before[-1].person if before else None

    @staticmethod
    def _thing(view: SentenceView, phrase: Phrase, country: Entity | None) -> Entity | None:
        if view.parse.tags[phrase.head] == "PRP" or view.parse.tags[phrase.head] in {"DT", "CD"}:
            return None
        first = phrase.first
        while first < phrase.head and view.parse.tags[first] in {"DT", "PRP$", "PDT"}:
            first += 1
        name = view.span(first, phrase.last).of(view.document.text)
        return Entity(name, EntityType.THING, f"thing:{fold(name)}", country.country if country else None)


# A bare title takes up one with a country in its words only within this many code points:
# later "the Prime Minister" is the paper's own.
_NEAR = 300


# Of these a country has many, or none of its own in the news: the bare title is of the one named before.
_ANYWHERE = ("ambassador", "mayor", "governor", "commissioner", "envoy", "archbishop", "bishop", "sheriff")


def _fits(told: TitleMention, bare: TitleMention) -> bool:
    if bare.jurisdiction is None and bare.role.startswith(_ANYWHERE):
        return True
    if bare.jurisdiction is None and told.jurisdiction is not None:
        return 0 <= bare.span.start - told.span.end <= _NEAR
    return told.jurisdiction is None or told.jurisdiction == bare.jurisdiction


@cache
def _governments() -> dict[str, Entity]:
    """Capitals by folded name: papers let them act for their governments."""
    return {fold(capital): country(land.code) for land in countries().values() for capital in land.capitals}


def acting(entity: Entity | None) -> Entity | None:
    """The actor that is meant where `entity` does something: a capital stands for its government."""
    if entity is None or entity.type is not EntityType.PLACE:
        return entity
    government = _governments().get(fold(entity.name))
    return government if government is not None and government.country == entity.country else entity


def is_actor(entity: Entity | None) -> bool:
    """Whether an entity can act: a person, a country's government, an organisation."""
    return entity is not None and entity.type in _ACTORS


def persons_of(mentions: tuple[Mention, ...]) -> tuple[Entity, ...]:
    """The persons among mentions, each once, in order."""
    return tuple(dict.fromkeys(m.entity for m in mentions if m.entity.type is EntityType.PERSON))
