"""Posts outside government and their bearers: "manager Jan Berg", "Ada Roe, the club's finance director".

Titles of state are found by their wording alone; what a club, a court or a company calls its people is only certain
beside a name. So every person that has no title yet is asked what stands before and after the name. "His predecessor,
Ada Roe" bears the title told last. Linear in the number of names.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from service.domain.claims import EntityType, OfficeStatus
from service.domain.offices import STATUS_WORDS, role_of
from service.domain.text import Span
from service.reading.title_words import HEADS, MODIFIERS, plain
from service.reading.titles import TitleMention

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from service.domain.claims import Mention
    from service.domain.text import Document
    from service.reading.tokens import Token

_POSTS = HEADS | frozenset(
    """
    manager captain skipper coach ceo cfo coo cto chair principal headteacher headmaster headmistress dean rector
    provost warden vice-chancellor editor treasurer registrar superintendent sheriff coroner curator justice
    judge magistrate bishop abbot abbess surveyor-general solicitor-general advocate-general auditor-general
    commander chief-of-staff whip convener governor-general ombudsman trustee member boss leader
    """.split()
) - frozenset("king queen prince princess emperor empress pope monarch sultan emir general representative".split())
# Two words that are one title: the second alone says too little.
_COMPOUND = {
    "executive": frozenset({"chief"}),
    "general": frozenset("attorney advocate solicitor secretary director surveyor auditor inspector".split()),
    "justice": frozenset({"chief"}),
}
# Titles that stand inside the name as it is written.
_IN_NAME = {
    "general": "general",
    "gov": "governor",
    "justice": "justice",
    "judge": "judge",
    "sen": "senator",
    "supt": "superintendent",
}
_STATUS = {
    "former": OfficeStatus.FORMER, "ex": OfficeStatus.FORMER, "late": OfficeStatus.FORMER,
    "retired": OfficeStatus.FORMER, "previous": OfficeStatus.FORMER, "then": OfficeStatus.THEN,
    "acting": OfficeStatus.ACTING, "interim": OfficeStatus.ACTING, "caretaker": OfficeStatus.ACTING,
    "incoming": OfficeStatus.ELECT, "designate": OfficeStatus.ELECT,
}  # fmt: skip
_KINDS = frozenset("founder medical managing team club vice executive technical sporting artistic group".split())
_OWNERS = frozenset("the his her its their our whose 's '".split())
_PASSING = {"predecessor": OfficeStatus.FORMER, "successor": OfficeStatus.CURRENT}
_COMPLEMENT = frozenset("of in for at on".split())
_BREAKS = frozenset(', ; : . ( ) " - \u2013 \u2014 and or but that who which said says told was is has had'.split())
_AFTER = frozenset(", . ; : ) - \u2013 \u2014 and who whose of for in at to from on under since until".split()) | {""}
_SEATED = frozenset("cabinet board council shadow committee".split())
_FARTHEST = 8
# "His successor" has the title of somebody among the last so many that were told.
_NEAR = 12
_WORDS = 3


class _Post(NamedTuple):
    """A post in token positions `[first, last)`; the words of the title begin at `title`."""

    first: int
    title: int
    last: int
    status: OfficeStatus
    role: str = ""


def find_posts(
    document: Document,
    tokens: Sequence[Sequence[Token]],
    mentions: Sequence[Mention],
    titles: Sequence[TitleMention],
) -> Iterator[TitleMention]:
    """The posts of the persons in `mentions` to whom `titles` give none at that place."""
    titled = {title.person_span.start for title in titles if title.person_span is not None}
    told = sorted(titles, key=lambda title: title.span.start)
    begins = [title.span.start for title in told]
    starts = [words[0].start if words else -1 for words in tokens]
    for mention in mentions:
        if mention.entity.type is not EntityType.PERSON or mention.span.start in titled:
            continue
        number = bisect_left(starts, mention.span.start + 1) - 1
        words = tokens[number] if number >= 0 else ()
        if not words or words[-1].end < mention.span.end:
            continue
        line = _Line(document.text, words, mentions)
        earlier = told[max(0, (before := bisect_left(begins, mention.span.start)) - _NEAR) : before]
        first, last = line.index(mention.span.start), line.index(mention.span.end)
        post = line.within(first) or line.passed_on(first, earlier) or line.before(first) or line.after(last)
        if post is not None and not any(t.title_span.overlaps(line.span(post.title, post.last)) for t in told):
            yield _mention(line, post, mention)


def _mention(line: _Line, post: _Post, person: Mention) -> TitleMention:
    title = line.span(post.title, post.last)
    whole = line.span(post.first, post.last)
    span = Span(min(whole.start, person.span.start), max(whole.end, person.span.end))
    words = " ".join(title.of(line.text).split())
    role = post.role or role_of(words)
    return TitleMention(span, title, words, role, None, post.status, person.entity, person.span, None)


class _Line:
    """One sentence, asked for the post of a name."""

    def __init__(self, text: str, tokens: Sequence[Token], mentions: Sequence[Mention]) -> None:
        self.text = text
        self.tokens = tokens
        self.words = [token.text.lower() for token in tokens]
        self.mentions = mentions

    def index(self, position: int) -> int:
        return bisect_left(self.tokens, position, key=lambda token: token.start)

    def span(self, first: int, last: int) -> Span:
        return Span(self.tokens[first].start, self.tokens[last - 1].end)

    def word(self, at: int) -> str:
        return self.words[at] if 0 <= at < len(self.words) else ""

    def within(self, first: int) -> _Post | None:
        """Read "Gov. Ada Roe", "Justice Jan Berg": the title is written as part of the name."""
        word = self.word(first).rstrip(".")
        role = _IN_NAME.get(word)
        if role is None:
            return None
        begin = first - 1 if self.word(first - 1) in _COMPOUND.get(word, ()) else first
        if word == "general" and begin == first:
            return None
        name = " ".join(self.words[begin : first + 1]) if begin < first else role
        return _Post(begin, begin, first + 1, OfficeStatus.CURRENT, role_of(name))

    def passed_on(self, first: int, earlier: Sequence[TitleMention]) -> _Post | None:
        """Read "his successor, Ada Roe": she has the title told last, or that of the one who is named as its owner."""
        at = first - 2 if self.word(first - 1) == "," else first - 1
        if self.word(at) not in _PASSING or self.word(at - 1) not in _OWNERS or not earlier:
            return None
        title: TitleMention | None = earlier[-1]
        if self.word(at - 1).startswith("'"):
            end = self.tokens[at - 1].start
            owner = next((m.entity for m in self.mentions if m.span.end == end), None)
            title = next((t for t in reversed(earlier) if owner is not None and t.person == owner), None)
        return _Post(at - 1, at, at + 1, _PASSING[self.word(at)], title.role) if title is not None else None

    def before(self, first: int) -> _Post | None:
        """The post before a name, with or without a comma."""
        comma = self.word(first - 1) == ","
        at = first - 2 if comma else first - 1
        if at < 0:
            return None
        last = at + 1
        if not self._is_post(at):
            if not comma:
                return None
            at = self._before_complement(at)
            if at < 0:
                return None
        begin = self._begin(at)
        owner = self._owner(begin)
        if comma and owner is None:
            return None
        former = owner is not None and self.word(owner) in STATUS_WORDS
        plain_member = self.word(at) == "member" and not former and self.word(at - 1) not in _SEATED
        lone = plain_member or (begin == at and owner is None and self.word(at) in {"leader", "head", "chief"})
        return None if lone else _Post(begin if owner is None else owner, begin, last, self._status(begin, at, last))

    def after(self, last: int) -> _Post | None:
        """The post after a name and a comma: "Ada Roe, the club's finance director,"."""
        if self.word(last) != ",":
            return None
        at = last + 1
        indefinite = self.word(at) in {"a", "an"}
        at += self.word(at) in {"the", "a", "an", "his", "her", "its", "their", "whose"}
        begin = at
        while at < len(self.words) and at - begin < _FARTHEST and self.words[at] not in _BREAKS | _COMPLEMENT:
            if self._is_post(at) and self.word(at + 1) in _AFTER | _COMPLEMENT:
                status = self._status(begin, at, at + 1)
                bare = begin == last + 1 and self.word(at + 1) not in {"of", "at", "for"}
                some = self.word(at) == "member" and self.word(at - 1) not in _SEATED and self.word(at + 1) != "for"
                if (indefinite and status is OfficeStatus.CURRENT) or bare or some:
                    return None
                return _Post(begin, self._begin(at), self._complement(at + 1), status)
            at += 1
        return None

    def _is_post(self, at: int) -> bool:
        word = plain(self.tokens[at])
        if word in _COMPOUND and word != "justice":
            return self.word(at - 1) in _COMPOUND[word]
        return word in _POSTS

    def _before_complement(self, at: int) -> int:
        """The head of "the cabinet member for roads", "the director at the time", searched from its end; else -1."""
        begin = at
        while at >= 0 and begin - at < _FARTHEST and self.words[at] not in _BREAKS:
            if self.words[at] in _COMPLEMENT and at and self._is_post(at - 1):
                return at - 1
            at -= 1
        return -1

    def _complement(self, at: int) -> int:
        """Where "of the harbour board" after a post ends."""
        if self.word(at) not in _COMPLEMENT:
            return at
        end = at + 1
        while end < len(self.words) and end - at < _FARTHEST and (self.words[end] not in _BREAKS or self._short(end)):
            end += 1
        return end

    def _short(self, at: int) -> bool:
        """Whether the stop at `at` belongs to a word cut short: "Acme Corp.'s northern division"."""
        return self.word(at) == "." and self.word(at + 1) == "'s"

    def _begin(self, at: int) -> int:
        """Where the words of the title before its head begin."""
        begin, capital = at, self.tokens[at].text[:1].isupper()
        while begin > 0 and at - begin < _WORDS:
            token = self.tokens[begin - 1]
            word = token.text.lower()
            joined = word == "and" and begin > 1 and (self._is_post(begin - 2) or self.word(begin - 2) == "founder")
            if word in STATUS_WORDS or not (
                word in MODIFIERS
                or joined
                or word in _KINDS
                or "-" in word[1:-1]
                or (token.text.isupper() and word[0].isalpha())
                or (capital and token.text[:1].isupper() and begin > 1 and self.word(begin - 2) not in {".", '"'})
            ):
                break
            begin -= 1
        return begin

    def _owner(self, begin: int) -> int | None:
        """Where the article or possessor before a title stands, over at most three more words; None where none does."""
        at = begin - 1
        while at >= 0 and begin - at <= _WORDS and self.words[at] not in _BREAKS:
            if self.words[at] in _OWNERS:
                return at if self.words[at] not in {"'s", "'"} else at + 1
            at -= 1
        status = begin > 0 and self.words[begin - 1] in STATUS_WORDS
        return begin - 1 if status else None

    def _status(self, first: int, last: int, end: int) -> OfficeStatus:
        around = [*self.words[max(0, first - _WORDS) : last], *self.words[last + 1 : end]]
        if " ".join(self.words[last + 1 : end]) in {"at the time", "of the day", "at that time"}:
            return OfficeStatus.THEN
        prefix = next((status for word, status in _STATUS.items() if self.words[last].startswith(f"{word}-")), None)
        return prefix or next((_STATUS[word] for word in around if word in _STATUS), OfficeStatus.CURRENT)
