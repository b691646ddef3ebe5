"""Titles of office and who bears them.

Before a name ("Finance Minister Jan Berg"), beside it ("Jan Berg, the Danish finance minister,"), as
its predicate ("X became Foreign Secretary"), or alone ("the Prime Minister"), whose bearer is found later.
Each sentence is read once, left to right; linear in its length.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from service.domain.claims import EntityType, OfficeStatus
from service.domain.names import fold
from service.domain.offices import jurisdiction_of, role_of
from service.domain.text import Span
from service.reading import title_words
from service.reading.gazetteer import SEATS, gazetteer
from service.reading.name_words import CALENDAR, FATHERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from service.domain.claims import Entity, Mention
    from service.domain.text import Document, Sentence
    from service.reading.tokens import Token


@dataclass(frozen=True, slots=True)
class TitleMention:
    """A title of office where a text gives it.

    `span` covers status words, country, title and, where it stands beside it, the bearer's name; `title_span`
    country and title, `title` their words. `jurisdiction` is an ISO code or a body, None where nothing says.
    `person` is None for a bare title ("the Prime Minister"). `of_person` is whose spokesman it is.
    """

    span: Span
    title_span: Span
    title: str
    role: str
    jurisdiction: str | None
    status: OfficeStatus
    person: Entity | None
    person_span: Span | None
    of_person: Entity | None


_ARTICLES = frozenset({"the", "a", "an", "his", "her", "its", "their"})
_NOT_YET = frozenset({"nominated"})
_NEGATED = frozenset({"not", "never", "n't"})
_GB_ALONE = frozenset({"chancellor-of-exchequer", "home-secretary", "foreign-secretary"})
_FARTHEST = 8
# A name so many words after "and" shows a list.
_LISTED = 5
# Between a title and the name beside it stand at most a comma, an article and an artefact of line breaks.
_NEAR = 8


class _Found(NamedTuple):
    """A title in token indices: `[first, last)` with status and country, the title itself from `title`."""

    first: int
    title: int
    last: int
    start: int
    role: str
    jurisdiction: str | None
    status: OfficeStatus
    definite: bool
    of_person: Entity | None


def find_titles(
    document: Document, sentences: Sequence[Sentence], tokens: Sequence[Sequence[Token]], mentions: Sequence[Mention]
) -> tuple[TitleMention, ...]:
    """The titles of office in `document`, in order of position.

    A jurisdiction that one mention of a person's office leaves out is taken from another of the same person.
    """
    starts = [m.span.start for m in mentions]
    found: list[TitleMention] = []
    for sentence, words in zip(sentences, tokens, strict=True):
        inside = mentions[bisect_left(starts, sentence.span.start) : bisect_right(starts, sentence.span.end)]
        if words:
            found += _Sentence(document.text, words, inside).titles()
    return tuple(_completed(found, {m.entity.country for m in mentions if m.entity.type is EntityType.COUNTRY}))


def _completed(found: Sequence[TitleMention], countries: set[str | None]) -> Iterator[TitleMention]:
    stated = {(t.person, t.role): t.jurisdiction for t in found if t.person and t.jurisdiction}
    for title in found:
        if title.jurisdiction is not None or title.role.startswith("ambassador"):
            yield title
            continue
        where = stated.get((title.person, title.role)) if title.person else None
        if where is None and title.role in _GB_ALONE and ("GB" in countries or title.role == "chancellor-of-exchequer"):
            where = "GB"
        if where is None and title.role == "secretary-of-state" and "US" in countries and title.person:
            where = "US"
        yield replace(title, jurisdiction=where) if where else title


class _Sentence:
    """One sentence with its names indexed by token."""

    def __init__(self, text: str, tokens: Sequence[Token], mentions: Sequence[Mention]) -> None:
        self.text = text
        self.tokens = tokens
        self.words = [t.text.lower() for t in tokens]
        self.begins: dict[int, Mention] = {}
        self.ends: dict[int, Mention] = {}
        for mention in mentions:
            self.begins.setdefault(mention.span.start, mention)
            self.ends[mention.span.end] = mention

    def word(self, at: int) -> str:
        return self.words[at] if 0 <= at < len(self.words) else ""

    def titles(self) -> Iterator[TitleMention]:
        at = 0
        while at < len(self.tokens):
            word = title_words.plain(self.tokens[at])
            end = (
                title_words.title_at(self.tokens, at)
                if word in title_words.MODIFIERS or word in title_words.HEADS
                else at
            )
            if end == at or self.word(at - 1) in FATHERS:
                at += 1
                continue
            found = self._title(at, end)
            mention = self._bearer(found) if found else None
            if mention is not None:
                yield mention
            at = self._resume(at, end)

    def _resume(self, at: int, end: int) -> int:
        """Where to go on: a complement may hold a title of its own ("spokesman for the Prime Minister")."""
        for index in range(at + 1, end):
            if self.words[index] in {"of", "for", "to"}:
                return index
        return end

    # The title itself.

    def _title(self, at: int, end: int) -> _Found | None:
        status = self._own_status(at, end)
        begin = at
        jurisdiction, of_person, begin = self._owner(at, begin)
        words = self._words(begin if jurisdiction or begin < at else at, end)
        role = role_of(self._words(at, end))
        if of_person is None and begin < at:
            full = role_of(words)
            # "European Council President": the body is part of the office, not only where it is held.
            role = full if full and (jurisdiction is None or full.startswith(f"{role}-of-")) else role
            if jurisdiction is None and (body := self.begins.get(self.tokens[begin].start)) is not None:
                jurisdiction = body.entity.country
        spelled = jurisdiction_of(self._words(at, end))
        jurisdiction = jurisdiction or spelled
        if not role or self._is_no_title(at, end, begin):
            return None
        first = begin
        definite = jurisdiction is not None
        while first > 0 and begin - first < _FARTHEST:
            before = self.word(first - 1)
            if before in title_words.STATUS:
                status = title_words.STATUS[before] if status is OfficeStatus.CURRENT else status
            elif (
                before not in title_words.STATUS_NEUTRAL
                and before not in title_words.PARTIES
                and not (before == "-" and self.word(first - 2) in title_words.STATUS)
            ):
                break
            first -= 1
        article = first - 1 - (self.word(first - 1) == ".")
        if self.word(article) in _ARTICLES:
            definite = self.word(article) not in {"a", "an"}
        return _Found(first, begin, end, self.tokens[first].start, role, jurisdiction, status, definite, of_person)

    def _own_status(self, at: int, end: int) -> OfficeStatus:
        for prefix, status in title_words.STATUS_PREFIXES.items():
            if self.words[at].startswith(prefix):
                return status
        if any(w.endswith(("-elect", "-designate")) for w in self.words[at:end]) or self.word(end) in {
            "elect",
            "designate",
        }:
            return OfficeStatus.ELECT
        return OfficeStatus.CURRENT

    def _words(self, first: int, last: int) -> str:
        return self.text[self.tokens[first].start : self.tokens[last - 1].end]

    def _owner(self, at: int, begin: int) -> tuple[str | None, Entity | None, int]:
        """Country, body or person before the title, and the index where it begins."""
        last = at - 1
        if last >= 0 and self.words[last] == ".":
            last -= 1
        if last >= 0 and self.words[last] == "'s":
            last -= 1
        if last >= 0 and self.words[last] in {"new", "then", "former", "own"}:
            last -= 1
        if last >= 0 and self.words[last] == ")" and last > 1:
            last -= 1
        if last < 0:
            return None, None, begin
        if self.words[last] == "," and self.word(last - 1) == "counterpart" and last > 1:
            mention = self.ends.get(self.tokens[last - 2].end)
            return (mention.entity.country, None, begin) if mention and mention.entity.country else (None, None, begin)
        mention = self.ends.get(self.tokens[last].end)
        if mention is None:
            return None, None, begin
        first = self._index(mention.span.start)
        if self.word(first - 1) == "(" and (full := self.ends.get(self.tokens[first - 2].end)) is not None:
            first = self._index(full.span.start)
        return (*self._from(mention, at), first) if self._may_own(mention, at, last) else (None, None, begin)

    def _may_own(self, mention: Mention, at: int, last: int) -> bool:
        kind = mention.entity.type
        if kind is EntityType.PERSON:
            return title_words.plain(self.tokens[at]) in {"spokesman", "spokeswoman", "spokesperson", "press"}
        capital = fold(mention.text) in gazetteer().capitals
        if kind is EntityType.PLACE and not (capital or fold(mention.text) in SEATS):
            return title_words.plain(self.tokens[at]) in {"mayor", "governor"}
        adjacent = last == at - 1 or self.words[at - 1] in {"'s", ")", ".", "new", "then", "former"}
        return adjacent and kind is not EntityType.EVENT

    def _from(self, mention: Mention, at: int) -> tuple[str | None, Entity | None]:
        entity = mention.entity
        if entity.type is EntityType.PERSON:
            return None, entity
        if entity.type is EntityType.ORGANISATION:
            code = jurisdiction_of(f"{entity.name} president") or jurisdiction_of(f"{mention.text} president")
            return code, None
        if title_words.plain(self.tokens[at]) == "mayor":
            return None, None
        return entity.country, None

    def _index(self, start: int) -> int:
        """The index of the first token at or after the position `start` of the text."""
        return bisect_left(self.tokens, start, key=lambda token: token.start)

    def _is_no_title(self, at: int, end: int, begin: int) -> bool:
        """Words of office that here name no office: "the minister's office", "General Motors", "head off"."""
        if self.word(end) == "'s" and self.word(end + 1) in title_words.BELONGINGS:
            return True
        head = title_words.plain(self.tokens[end - 1])
        alone = end == at + 1 and begin == at
        return alone and head not in title_words.BARE and not self.tokens[at].text[0].isupper()

    # Its bearer.

    def _bearer(self, found: _Found) -> TitleMention | None:
        if self._of_a_part(found) or self._of_a_stranger(found):
            return None
        person = self._after(found) or self._beside(found) or self._subject(found)
        if person is not None:
            return self._made(found, person)
        alone = found.title == found.first and found.last - found.title == 1
        head = title_words.plain(self.tokens[found.last - 1])
        bare = (
            found.definite
            and head not in title_words.WEAK
            and (not alone or head in title_words.BARE)
            and found.of_person is None
        )
        return self._made(found, None) if bare else None

    def _of_a_part(self, found: _Found) -> bool:
        """Whether the title is held in a part of what it seems held in: "X, president of France's oldest bank"."""
        at = found.first - (self.word(found.first - 1) in _ARTICLES)
        end = found.last + (self.word(found.last) == ".")
        said_of = self.word(at - 1) in {",", "("} | title_words.BE | title_words.AS
        return said_of and "of" in self.words[found.title : found.last] and self.word(end) in {"'s", "'"}

    def _of_a_stranger(self, found: _Found) -> bool:
        """Whether it stands between commas after capitals that are no name known: it is theirs and nobody else's."""
        at = found.first - 2
        if self.word(found.first - 1) != "," or at < 1 or self.word(found.last) not in {",", ".", ";", ""}:
            return False
        before = self.tokens[at]
        unknown = before.end not in self.ends and before.text[0].isupper() and before.text.lower() not in CALENDAR
        return unknown and self._after(found) is None

    def _realm(self, found: _Found, person: Mention | None) -> str | None:
        """The country after the name: "King Juan Carlos of Spain", "Prime Minister Erna Solberg of Norway"."""
        if found.jurisdiction or person is None:
            return found.jurisdiction
        after = self._index(person.span.end)
        land = self.begins.get(self.tokens[after + 1].start) if after + 1 < len(self.tokens) else None
        return land.entity.country if self.word(after) == "of" and land is not None else None

    def _made(self, found: _Found, person: Mention | None) -> TitleMention:
        title_span = Span(self.tokens[found.title].start, self.tokens[found.last - 1].end)
        start, end = found.start, title_span.end
        if person is not None and person.span.start <= end + _NEAR and person.span.end > end:
            end = person.span.end
        elif person is not None and person.span.end <= start and _apposed(self.text[person.span.end : start]):
            start = person.span.start
        span = Span(start, end)
        return TitleMention(
            span,
            title_span,
            " ".join(title_span.of(self.text).replace(" . ", " ").split()),
            found.role,
            self._realm(found, person),
            found.status,
            person.entity if person else None,
            person.span if person else None,
            found.of_person,
        )

    def _person_at(self, at: int) -> Mention | None:
        mention = self.begins.get(self.tokens[at].start) if 0 <= at < len(self.tokens) else None
        return mention if mention is not None and mention.entity.type is EntityType.PERSON else None

    def _person_before(self, at: int) -> Mention | None:
        mention = self.ends.get(self.tokens[at - 1].end) if 0 < at <= len(self.tokens) else None
        return mention if mention is not None and mention.entity.type is EntityType.PERSON else None

    def _after(self, found: _Found) -> Mention | None:
        """The name right after the title, or between commas after a definite one."""
        at = found.last
        if self.word(at) in {".", "-"} and self._person_at(at + 1):
            at += 1
        if self.word(at) in {"elect", "designate"}:
            at += 1
        person = self._person_at(at)
        if person is not None:
            return person
        if self.word(at) == "," and found.definite and self._person_before(found.first - 1) is None:
            person = self._person_at(at + 1)
            if person is not None and self._closes(person):
                return person
        return None

    def _closes(self, person: Mention) -> bool:
        """Whether the name between commas ends there and no list of names goes on."""
        after = self._index(person.span.end)
        word = self.word(after)
        listed = word in {",", "and"} and (self._person_at(after + 1) is not None)
        return word in {"", ",", ".", ";", ")", "-", "said", "told", "has", "was", "is"} and not listed

    def _beside(self, found: _Found) -> Mention | None:
        """The name before the title: "X, the UK Prime Minister", "X, who was prime minister", "X (prime minister)"."""
        at = found.first
        if self.word(at - 1) in _ARTICLES:
            at -= 1
        mark = self.word(at - 1)
        if mark in {",", "("}:
            if self.word(found.last) == "and" and any(
                self._person_at(at) for at in range(found.last + 1, found.last + _LISTED)
            ):
                # "Ms Roe, the German chancellor and President Jan Berg met": they are three.
                return None
            # "Despite the row over X, the ambassador said": a title that acts belongs to no name before it.
            return self._person_before(at - 1) if self.word(found.last) in title_words.AFTER_APPOSITION else None
        if mark in title_words.BE or mark in title_words.AS:
            index = at - 1
            while index > 0 and at - index <= _FARTHEST and self.word(index) != "who":
                index -= 1
            if self.word(index) == "who" and self.word(index - 1) == ",":
                return self._person_before(index - 1)
        return None

    def _subject(self, found: _Found) -> Mention | None:
        """The name that the title is said of: "X is the Foreign Secretary", "X was elected president"."""
        at = found.first
        if self.word(at - 1) in _ARTICLES:
            at -= 1
        link = self.word(at - 1)
        if link not in title_words.BE and link not in title_words.MADE and link not in title_words.AS:
            return None
        index = at - 1
        while index > 0 and at - index <= _FARTHEST:
            word = self.word(index - 1)
            person = self._person_before(index)
            if person is not None:
                return self._successor(person)
            if word not in title_words.CHAIN or word in _NEGATED or word in _NOT_YET:
                return None
            index -= 1
        return None

    def _successor(self, person: Mention) -> Mention | None:
        """The subject of "X succeeded Y as chancellor" for Y; anybody else stays who they are."""
        first = self._index(person.span.start)
        return self._person_before(first - 1) if self.word(first - 1) in title_words.SUCCEEDING else person


def _apposed(between: str) -> bool:
    """Whether only a comma and an article (or "as") stand between a name and its title."""
    return len(between) <= _NEAR and all(
        word in _ARTICLES | title_words.AS for word in between.lower().replace(",", " ").split()
    )
