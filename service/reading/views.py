"""What the extractors look at: one sentence with everything found in it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from service.domain.claims import EntityType, Mention
from service.domain.text import Span
from service.domain.time import Granularity, TimeExpression
from service.reading.parsing import parse
from service.reading.tagging import settled
from service.reading.titles import TitleMention

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from service.domain.claims import Proposition
    from service.domain.text import Document, Sentence
    from service.reading.chunks import Phrase
    from service.reading.clauses import Clause, Parse
    from service.reading.tagging import Tagged
    from service.reading.tokens import Token

_BEFORE_DATES = frozenset({"IN", "TO", ",", ":", "RB", "``"})
_INVERTED = frozenset({"Had", "Were", "Should"})
_Located = TypeVar("_Located", TimeExpression, Mention, TitleMention)


@dataclass(frozen=True, slots=True)
class Found:
    """What the finders found in a document, before it is handed to its sentences; quotations do not overlap."""

    times: tuple[TimeExpression, ...]
    mentions: tuple[Mention, ...]
    titles: tuple[TitleMention, ...]
    quotations: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class SentenceView:
    """A sentence with its parse and the time expressions, mentions and titles inside it.

    `quotations` are the spans between quotation marks that lie (wholly or partly) in the sentence, clipped to it.
    """

    document: Document
    sentence: Sentence
    parse: Parse
    times: tuple[TimeExpression, ...]
    mentions: tuple[Mention, ...]
    titles: tuple[TitleMention, ...]
    quotations: tuple[Span, ...]

    @property
    def supposes(self) -> bool:
        """Whether it opens with an inverted verb: "Had the minister known", "Were the police right?" claim nothing."""
        return bool(self.parse.tokens) and self.parse.tokens[0].text in _INVERTED

    def span(self, first: int, last: int) -> Span:
        """The text span of the tokens `[first, last)`."""
        return Span(self.parse.tokens[first].start, self.parse.tokens[last - 1].end)

    def phrase_span(self, phrase: Phrase) -> Span:
        """The text span of a phrase, without its preposition."""
        return self.span(phrase.first, phrase.last)

    def clause_span(self, clause: Clause) -> Span:
        """The text span of a clause."""
        return self.span(clause.first, clause.last)

    def token_span(self, at: int) -> Span:
        """The text span of one token."""
        token = self.parse.tokens[at]
        return Span(token.start, token.end)

    def token_at(self, position: int) -> int:
        """The index of the first token that ends after text position `position`."""
        for index, token in enumerate(self.parse.tokens):
            if token.end > position:
                return index
        return len(self.parse.tokens)

    def quoted(self, span: Span) -> bool:
        """Whether `span` lies for the most part between quotation marks."""
        shared = sum(max(0, min(q.end, span.end) - max(q.start, span.start)) for q in self.quotations)
        return shared * 2 > len(span)

    def times_in(self, span: Span) -> tuple[TimeExpression, ...]:
        """The time expressions wholly inside `span`."""
        return tuple(time for time in self.times if span.contains(time.span))

    def mentions_in(self, span: Span) -> tuple[Mention, ...]:
        """The mentions wholly inside `span`."""
        return tuple(mention for mention in self.mentions if span.contains(mention.span))

    def before(self, position: int) -> str:
        """The token before text position `position`, lower case; empty at the sentence's start."""
        last = ""
        for token in self.parse.tokens:
            if token.end > position:
                break
            last = token.text.lower()
        return last


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim before it is numbered: a proposition, where it stands and who found it.

    `statement` is empty where the words of the claim, or those of `around`, can be rewritten to one. `gap_from` is
    where the since-phrase of a superlative begins in the text; what it tells is a claim of its own.
    """

    sentence: int
    span: Span
    proposition: Proposition
    extractor: str
    statement: str = ""
    checkable: bool = True
    confidence: float = 0.8
    gap_from: int | None = None
    around: Span | None = None


def views_of(
    document: Document,
    sentences: Sequence[Sentence],
    tagged: Iterable[Tagged],
    found: Found,
) -> Iterator[SentenceView]:
    """One view a sentence, in order; everything found is handed to the sentence it lies in."""
    # "Winter" in "the Winter Olympics" names the games, it dates nothing.
    named = [m.span for m in found.mentions if m.entity.type is EntityType.EVENT]
    times = _by_sentence(sentences, (t for t in found.times if not _part_of_name(document, t, named)))
    mentions = _by_sentence(sentences, found.mentions)
    titles = _by_sentence(sentences, found.titles)
    opened, closed = [q.start for q in found.quotations], [q.end for q in found.quotations]
    for sentence, read in zip(sentences, tagged, strict=True):
        near = found.quotations[bisect_right(closed, sentence.span.start) : bisect_left(opened, sentence.span.end)]
        inside = tuple(Span(max(q.start, sentence.span.start), min(q.end, sentence.span.end)) for q in near)
        at = sentence.index
        names = [*(m.span for m in mentions[at]), *(t.span for t in titles[at])]
        dates = _adverbial(read.tokens, read.tags, times[at])
        parsed = parse(read.tokens, settled(read.tokens, read.tags, names), dates, read.tree)
        yield SentenceView(document, sentence, parsed, times[at], mentions[at], titles[at], inside)


def _adverbial(tokens: Sequence[Token], tags: Sequence[str], times: Sequence[TimeExpression]) -> frozenset[int]:
    """The tokens of dates that stand after a preposition or a mark: "In 1986 | Margaret Thatcher visited"."""
    found: set[int] = set()
    for time in times:
        inside = [at for at, t in enumerate(tokens) if time.span.start <= t.start and t.end <= time.span.end]
        if not inside or time.interval is None:
            continue
        before = tags[inside[0] - 1] if inside[0] else ","
        after = tags[inside[-1] + 1] if inside[-1] + 1 < len(tags) else "."
        if before in _BEFORE_DATES and after != "POS":
            found.update(inside)
    return frozenset(found)


def _part_of_name(document: Document, time: TimeExpression, named: Sequence[Span]) -> bool:
    if time.granularity is not Granularity.SEASON:
        return False
    following = document.text[time.span.end : time.span.end + 2]
    return following[1:].isupper() or any(span.overlaps(time.span) for span in named)


def _by_sentence(sentences: Sequence[Sentence], things: Iterable[_Located]) -> list[tuple[_Located, ...]]:
    """The things that start in each sentence; both run in the order of the text."""
    shelves: list[list[_Located]] = [[] for _ in sentences]
    starts = [sentence.span.start for sentence in sentences]
    for thing in sorted(things, key=lambda t: (t.span.start, t.span.end)):
        at = bisect_right(starts, thing.span.start) - 1
        if at >= 0 and thing.span.start < sentences[at].span.end:
            shelves[at].append(thing)
    return [tuple(shelf) for shelf in shelves]
