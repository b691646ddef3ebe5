"""A claim as a sentence that stands alone.

Names stand for pronouns and in full, calendar dates for "Friday" and "last year", the subject before a verb that has
lost it. What cannot be resolved stays as the text has it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from service.domain.claims import EntityType, Modality, Polarity
from service.domain.names import fold
from service.domain.time import Granularity
from service.reading.clauses import ClauseKind
from service.reading.coreference import MALE_PRONOUNS, PRONOUNS, sex_of_name
from service.reading.discourse import PERSON_NOUNS
from service.reading.lemmas import verb_lemma
from service.reading.name_words import RIGHT_HEADS
from service.reading.wording import COMPLEMENT, EDGES, absolute, as_entry, finished, with_article

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.domain.claims import Entity
    from service.domain.text import Span
    from service.domain.time import TimeExpression
    from service.reading.chunks import Phrase
    from service.reading.clauses import Clause
    from service.reading.discourse import Discourse
    from service.reading.views import Draft, SentenceView

_LINKS = frozenset("that and but because although though while since after before when as where or yet until".split())
_RELATIVES = frozenset("who which whom".split())
_FOLLOWING_AS = frozenset("many much few little of well".split())
_PREPOSITIONS = frozenset(
    "in on at by since until till after before during from to of for about around between and through throughout "
    "within over under against with than late early mid".split(),
)
_OWNED = frozenset({"PRP$", "DT", "JJ", "POS"})
_NAMED = frozenset({EntityType.PERSON, EntityType.ORGANISATION, EntityType.COUNTRY})
_THINGS = frozenset("it its they their".split())
# "It was in May that ...", "It seems": nothing is meant by the pronoun.
_EXPLETIVE = frozenset("be seem appear rain snow take remain become happen turn".split())
_FIRST_PERSON = frozenset("i me my we us our".split())
_BODIES = RIGHT_HEADS | frozenset("firm carmaker airline retailer start-up brewer insurer regulator tribunal".split())
_PEOPLE = frozenset(
    "resident leader official minister president driver soldier guard boy girl child wife husband son daughter brother "
    "sister mother father worker patient student teacher friend colleague neighbour neighbor protester pilot prisoner "
    "candidate rival opponent successor predecessor".split()
)
_NEGATIONS = frozenset(
    "not n't no never none nobody neither nor without nothing deny dismiss reject refuse fail refute contradict "
    "decline cannot".split(),
)
_OPENING = frozenset(
    "the a an this that these those his her its their he she it they in on at two three some many no".split()
)
_FRAGMENTS = frozenset({"superlatives", "further_dates", "remainders"})


def statement(view: SentenceView, draft: Draft, discourse: Discourse) -> str:
    """The words of a claim, decontextualised."""
    span = draft.around or _verbal(view, draft)
    writer = _Writer(view, span, discourse, draft.proposition.attributed_to)
    if quoted := _own_words(view, draft):
        return quoted
    lead = writer.lead()
    words = f"{lead} {writer.copula()}{writer.rest()}" if lead else writer.rest()
    words = as_entry(words)
    if not lead and not writer.tells() and draft.extractor == "nominal_events":
        planned = draft.proposition.modality is Modality.PLANNED
        words = f"{words.rstrip(EDGES)} {'is to take place' if planned else 'took place'}"
    return _with_denial(finished(words), draft, writer)


def _verbal(view: SentenceView, draft: Draft) -> Span:
    """The span of a claim, or of the clause around it where it has no verb: "the first since 1998"."""
    verbs = any(draft.span.contains(view.token_span(clause.verb.first)) for clause in view.parse.clauses)
    if verbs or draft.extractor not in _FRAGMENTS:
        return draft.span
    around = (view.clause_span(clause) for clause in view.parse.clauses)
    return next((span for span in around if span.contains(draft.span)), draft.span)


def _with_denial(words: str, draft: Draft, writer: _Writer) -> str:
    """What is claimed not to be so without a word that says it: the claim of a denial."""
    if draft.proposition.polarity is not Polarity.NEGATE or writer.negated():
        return words
    first, _, rest = words.partition(" ")
    begin = first.lower() if first.lower() in _OPENING else first
    speaker = draft.proposition.attributed_to
    name = with_article(speaker.name) if speaker is not None else ""
    denier = f"{name[:1].upper()}{name[1:]} denies" if name else "It is not said"
    return f"{denier} that {begin} {rest}".rstrip()


def _own_words(view: SentenceView, draft: Draft) -> str | None:
    """Quoted words in the first person with their speaker: 'Jan Berg said: "I sold the mill"'."""
    speaker = draft.proposition.attributed_to
    first, last = view.token_at(draft.span.start), view.token_at(draft.span.end - 1) + 1
    mine = any(token.text.lower() in _FIRST_PERSON for token in view.parse.tokens[first:last])
    if speaker is None or not mine or not view.quoted(draft.span):
        return None
    quote = next((q for q in view.quotations if q.overlaps(draft.span)), draft.span)
    inside = view.document.text[max(quote.start, draft.span.start) : min(quote.end, draft.span.end)]
    words = finished(inside.replace('"', ""))
    return f'{speaker.name[:1].upper()}{speaker.name[1:]} said: "{words}"'


@dataclass(slots=True)
class _Writer:
    """Rewrites the words under a span; `told` are the names that stand in the statement already."""

    view: SentenceView
    span: Span
    discourse: Discourse
    speaker: Entity | None = None
    told: set[str] = field(default_factory=set)
    without: int = 0

    def tells(self) -> bool:
        """Whether a finite verb stands under the span."""
        return any(self.span.contains(self.view.token_span(c.verb.first)) and c.verb.finite for c in self._clauses())

    def negated(self) -> bool:
        """Whether a word under the span says no."""
        inside = (t for t in self.view.parse.tokens if self.span.start <= t.start < self.span.end)
        return any({word := token.text.lower(), verb_lemma(word)} & _NEGATIONS for token in inside)

    def _clauses(self) -> Iterator[Clause]:
        return (c for c in self.view.parse.clauses if self.span.contains(self.view.token_span(c.verb.first)))

    def lead(self) -> str:
        """The subject of the first verb where it does not stand under the span itself."""
        view = self.view
        clause = next(self._clauses(), None)
        if clause is None or clause.subject is None:
            return ""
        subject = view.phrase_span(clause.subject)
        first = view.token_at(self.span.start)
        own = self.span.start <= subject.start < self.span.end
        if own or not self._verb_begins(first, clause) or self._complement(first, clause):
            return ""
        self.without = self._links(first, clause.verb.first)
        entity = self.discourse.resolve(view, clause.subject)
        if entity is not None and entity.type in _NAMED and not self._described(clause.subject, entity):
            self.told.add(entity.name)
            return entity.name
        pronoun = view.parse.tags[clause.subject.head].startswith("PRP")
        return "" if pronoun else self._rewritten(self._listed(clause.subject), subject.end)

    def _listed(self, subject: Phrase) -> int:
        """Where a subject begins with the country that shares its noun: "British and Irish governments"."""
        tokens, at = self.view.parse.tokens, subject.first
        if at > 1 and tokens[at - 1].text == "and" and self.view.parse.tags[subject.head] in {"NNS", "NNPS"}:
            end = tokens[at - 2].end
            first = next((m for m in self.view.mentions if m.span.end == end), None)
            if first is not None and first.entity.type is EntityType.COUNTRY:
                return first.span.start
        return tokens[at].start

    def _complement(self, first: int, clause: Clause) -> bool:
        """Whether a form in -ing goes with another verb ("by calling on voters", "agreed, allowing it to close").

        Right after a noun it is told of that: "ships carrying oil" were carrying it.
        """
        tags, at = self.view.parse.tags, clause.verb.first
        if tags[at] != "VBG" or clause.verb.finite or clause.subject is None:
            return False
        before = tags[at - 1] if at else ""
        return before in {"IN", ",", "TO"} or (first < at and tags[first] in {"IN", ","})

    def copula(self) -> str:
        """What a participle needs to be a verb: "the bridge (was) built in 1994"."""
        clause = next(self._clauses(), None)
        if clause is None or clause.verb.finite or clause.subject is None:
            return ""
        return "were " if self.view.parse.tags[clause.subject.head] in {"NNS", "NNPS"} else "was "

    def _described(self, phrase: Phrase, entity: Entity) -> bool:
        """Whether the words tell more than the name: "the Norwegian government"."""
        return entity.type is EntityType.COUNTRY and phrase.last - phrase.first > 1

    def _verb_begins(self, first: int, clause: Clause) -> bool:
        """Whether only links and adverbs stand between the first word and the verb."""
        tags, tokens = self.view.parse.tags, self.view.parse.tokens
        return all(
            tags[at] in {"CC", "IN", "RB", "WP", "WDT", ",", "MD"} or tokens[at].text.lower() in _LINKS | _RELATIVES
            for at in range(first, clause.verb.first)
        )

    def _links(self, first: int, last: int) -> int:
        """The position in the text after the words that tie the span to another clause."""
        at = first
        tokens = self.view.parse.tokens
        while at < last and tokens[at].text.lower() in _LINKS | _RELATIVES | {",", ";"}:
            at += 1
        return tokens[at].start

    def rest(self) -> str:
        """The words under the span, rewritten."""
        start = self.without or self._start()
        return self._rewritten(max(start, self.span.start), self.span.end)

    def _start(self) -> int:
        """Where the words begin without a conjunction that ties them to another clause."""
        view = self.view
        first = view.token_at(self.span.start)
        at = first
        opening = [token.text.lower() for token in view.parse.tokens[at : at + 3]]
        at += 2 if opening in (["though", ",", "that"], ["however", ",", "that"]) else 0
        markers = {clause.marker for clause in self._clauses()}
        while at + 1 < len(view.parse.tokens):
            token, following = view.parse.tokens[at], view.parse.tokens[at + 1]
            word = token.text.lower()
            dated = any(t.span.start == following.start for t in view.times)
            counted = word == "as" and following.text.lower() in _FOLLOWING_AS
            link = word in _LINKS and (view.parse.tags[at] == "CC" or word in markers | {"that"})
            if not link or dated or counted or not self.tells() or (word == "that" and not self._complements(at)):
                break
            at += 1
        return view.parse.tokens[at].start if at < len(view.parse.tokens) else self.span.start

    def _complements(self, at: int) -> bool:
        """Whether "that" at token `at` opens a clause and points at nothing: "that it rained", not "that post"."""
        tags = self.view.parse.tags
        noun = tags[at + 1][:2] == "NN" and tags[at] == "DT"
        return not noun and any(c.first <= at < c.verb.first for c in self._clauses())

    def _rewritten(self, start: int, end: int) -> str:
        """The words of the text between two positions with names in full and dates of the calendar."""
        text = self.view.document.text
        out: list[str] = []
        at = start
        for first, last, words in sorted(self._changes(start, end)):
            if first >= at and last <= end:
                out += [text[at:first], words]
                at = last
        return "".join([*out, text[at:end]])

    def _changes(self, start: int, end: int) -> Iterator[tuple[int, int, str]]:
        yield from self._dates(start, end)
        yield from self._names(start, end)
        yield from self._commas()

    def _commas(self) -> Iterator[tuple[int, int, str]]:
        """A comma alone between subject and verb, left over from an apposition that another claim tells."""
        tokens = self.view.parse.tokens
        for clause in self._clauses():
            before = clause.verb.first - 1
            if clause.subject is None or clause.inherited or not clause.subject.last <= before:
                continue
            mark = tokens[before]
            opened = [t for t in tokens[:before] if t.text == "," and t.start >= self.span.start]
            if mark.text == "," and not opened and self.span.start <= mark.start:
                yield mark.start, mark.end, ""

    def _dates(self, start: int, end: int) -> Iterator[tuple[int, int, str]]:
        for time in self.view.times:
            following = self.view.document.text[time.span.end : time.span.end + len(" of ")]
            inside = start <= time.span.start and time.span.end <= end and following != " of "
            if inside and (words := absolute(time)) is not None:
                first = self.view.token_at(time.span.start) - 1
                before = self.view.parse.tokens[first] if first >= 0 else None
                wrong = before is not None and before.text.lower() == "in" and time.granularity is Granularity.DAY
                if wrong and before is not None and before.start >= start:
                    yield before.start, time.span.end, f"on {words}"
                else:
                    yield time.span.start, time.span.end, self._preposition(time) + words

    def _preposition(self, time: TimeExpression) -> str:
        """What a calendar date needs before it that "today" and "last year" do not."""
        view = self.view
        first, last = view.token_at(time.span.start), view.token_at(time.span.end - 1) + 1
        before = view.parse.tokens[first - 1].text.lower() if first else ""
        tag_before = view.parse.tags[first - 1] if first else ""
        after = view.parse.tags[last] if last < len(view.parse.tags) else "."
        phrase = next((p for p in view.parse.phrases if p.first <= first < p.last), None)
        # In "the Friday market" the date describes something; in "sent home Tuesday" it stands by itself.
        alone = phrase is None or phrase.head < last
        subject = any(
            c.subject is not None and c.subject.first == first and c.subject.last == last
            for c in view.parse.clauses
            if not c.inherited
        )
        if before in _PREPOSITIONS or tag_before in _OWNED or after == "POS" or subject or not alone:
            return ""
        day = time.granularity is Granularity.DAY
        return "on " if day else "in "

    def _names(self, start: int, end: int) -> Iterator[tuple[int, int, str]]:
        view = self.view
        mentions = {m.span.start: m for m in view.mentions}
        pairs = {view.phrase_span(p).start: p for p in view.parse.phrases}
        first, last = view.token_at(start), view.token_at(max(start, end - 1)) + 1
        for at in range(first, min(last, len(view.parse.tokens))):
            token = view.parse.tokens[at]
            if (mention := mentions.get(token.start)) is not None:
                name = mention.entity.name
                short = mention.entity.type is EntityType.PERSON and fold(mention.text) not in fold(name)
                fuller = mention.entity.type is EntityType.PERSON and (short or len(mention.text) < len(name))
                if fuller and name not in self.told and not mention.alternatives:
                    yield mention.span.start, mention.span.end, name
                self.told.add(name)
            elif token.text.lower() in PRONOUNS and view.parse.tags[at].startswith("PRP"):
                yield from self._pronoun(at)
            elif token.text.lower() in _THINGS and view.parse.tags[at].startswith("PRP"):
                yield from self._thing(at, start)
            elif (phrase := pairs.get(token.start)) is not None and (both := self.discourse.pair(view, phrase)):
                yield token.start, view.phrase_span(phrase).end, " and ".join(entity.name for entity in both)

    def _thing(self, at: int, start: int) -> Iterator[tuple[int, int, str]]:
        """What "it" and "they" mean: who is speaking, or the subject of the sentence before."""
        token = self.view.parse.tokens[at]
        owner = self.view.parse.tags[at] == "PRP$"
        speaker = self.speaker
        name = None
        if speaker is not None and self._speaks_of_itself(at, speaker):
            name = speaker.name if speaker.type is not EntityType.THING else with_article(speaker.name)
        elif token.start == self.view.sentence.span.start and not owner:
            name = self._before(at)
        if name is not None and name not in self.told and self._first(at, start):
            self.told.add(name)
            yield token.start, token.end, f"{name}'{'' if name.endswith('s') else 's'}" if owner else name

    def _speaks_of_itself(self, at: int, speaker: Entity) -> bool:
        """Whether "it" or "they" after a saying verb can be the one who says it: a body, or several people."""
        if not any(c.speech and c.verb.first < at for c in self.view.parse.clauses):
            return False
        head = COMPLEMENT.split(speaker.name, maxsplit=1)[0].rsplit(maxsplit=1)[-1].lower()
        plural = self.view.parse.tokens[at].text.lower().startswith("the")
        if speaker.type is EntityType.THING:
            return head.endswith("s") if plural else head in _BODIES
        return speaker.type is not EntityType.PERSON and not plural

    def _first(self, at: int, start: int) -> bool:
        """Whether nothing that the pronoun could mean stands before it in the statement."""
        return not any(
            phrase.last <= at and phrase.preposition is None and self.view.phrase_span(phrase).start >= start
            for phrase in self.view.parse.phrases
        )

    def _before(self, at: int) -> str | None:
        """The subject of the sentence before, in its words, where number fits and the pronoun stands for something."""
        clause = next((c for c in self.view.parse.clauses if c.subject is not None and c.subject.head == at), None)
        earlier = self.discourse.before(self.view)
        if clause is None or earlier is None or (clause.verb.lemma in _EXPLETIVE and not clause.verb.passive):
            return None
        main = next((c for c in earlier.parse.clauses if c.kind is ClauseKind.MAIN and c.subject is not None), None)
        if main is None or main.subject is None or main.subject.last > main.verb.first:
            return None
        plural = earlier.parse.tags[main.subject.head] == "NNS"
        fits = earlier.parse.tags[main.subject.head] in {"NN", "NNP", "NNS"}
        entity = self.discourse.resolve(earlier, main.subject)
        person = entity is not None and entity.type is EntityType.PERSON
        if not fits or person or plural != (self.view.parse.tokens[at].text.lower() == "they"):
            return None
        last = main.subject.last
        for phrase in earlier.parse.following(main.subject):
            last = phrase.last if phrase.last <= main.verb.first else last
        words = earlier.span(main.subject.first, last).of(earlier.document.text)
        article = earlier.parse.tags[main.subject.first] in {"DT", "PRP$"}
        return f"the {words.split(maxsplit=1)[1]}" if article and " " in words else words

    def _sure(self, at: int, entity: Entity) -> bool:
        """Whether nobody else before it in the sentence can be meant by a pronoun that is no subject."""
        view, tags = self.view, self.view.parse.tags
        if any(c.subject is not None and c.subject.head == at and tags[at] == "PRP" for c in view.parse.clauses):
            return True
        sex = "m" if view.parse.tokens[at].text.lower() in MALE_PRONOUNS else "f"
        named = [m for m in view.mentions if m.span.end <= view.parse.tokens[at].start]
        people = {m.entity for m in named if m.entity.type is EntityType.PERSON}
        rivals = {one for one in people if one != entity and sex_of_name(one.name) in {None, sex}}
        if entity in people:
            return not rivals
        unnamed = any(
            phrase.last <= at
            and tags[phrase.head] == "NN"
            and (phrase.lemma in PERSON_NOUNS | _PEOPLE or phrase.lemma.endswith(("man", "woman")))
            and not any(view.phrase_span(phrase).overlaps(m.span) for m in named)
            and self.discourse.resolve(view, phrase) != entity
            for phrase in view.parse.phrases
        )
        return not rivals and not unnamed

    def _pronoun(self, at: int) -> Iterator[tuple[int, int, str]]:
        """A name for a pronoun, unless the name stands in the statement already."""
        token, tag = self.view.parse.tokens[at], self.view.parse.tags[at]
        entity = self.discourse.pronoun(at, self.view)
        told = entity is None or entity.name in self.told or token.text.lower().endswith("self")
        if entity is None or told or not self._sure(at, entity):
            return
        if any(m.entity == entity and m.span.start > token.end for m in self.view.mentions_in(self.span)):
            # "He was Jan Berg": the name is told after the pronoun.
            return
        owner = tag == "PRP$" or (token.text.lower() == "his")
        self.told.add(entity.name)
        yield token.start, token.end, f"{entity.name}'s" if owner else entity.name
