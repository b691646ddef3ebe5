"""The story: an article becomes claims, claims meet the ledger, findings become a report.

Reading is the same for articles under check and for trusted ones; `learn` turns the claims of a trusted article into
facts, `check` compares those of an article with what is known.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

from models.cross_encoder import CrossEncoder
from models.entailment import EntailmentModel, Line
from models.parser import Parser, Tree
from models.tagger import Tagger
from service.checking import EvidenceLine, Learning, Retold, judge
from service.domain.deadline import Deadline
from service.domain.facts import EMPTY, FactStatus
from service.domain.text import Article
from service.domain.verdicts import Report
from service.domain.watch import UNWATCHED, Stage
from service.ledger.layered import Layered
from service.ledger.learning import learn as facts_of
from service.ledger.learning import provenance
from service.ledger.memory import MemoryLedger
from service.ledger.resolution.context import Context, contexts
from service.ledger.resolution.identity import resolved
from service.ledger.resolution.linked import links_between
from service.reading.article import prepare
from service.reading.claims import MOST_CLAIMS, extract_claims
from service.reading.counterparts import find_counterparts
from service.reading.entities import apart_from_dates, find_mentions
from service.reading.language import ENGLISH
from service.reading.lines import line_of
from service.reading.passages import passages_of
from service.reading.posts import find_posts
from service.reading.sentences import split_sentences
from service.reading.speech import quotations
from service.reading.tagging import Tagged, parsed, words_to_tag
from service.reading.time_expressions import find_time_expressions
from service.reading.titles import find_titles
from service.reading.tokens import tokenize
from service.reading.views import Found, SentenceView, views_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from service.domain.claims import Claim, Entity, Mention
    from service.domain.facts import Fact, Ledger
    from service.domain.linking import Link
    from service.domain.text import Document, Sentence, Span
    from service.domain.time import TimeExpression
    from service.domain.watch import Watch
    from service.reading.titles import TitleMention
    from service.reading.tokens import Token

PIPELINE_VERSION = "2026.11.3"
MOST_PARSED = 60_000
"""What the parser reads for one request: word pieces, and eight more a sentence (some 180 kB of news, ten seconds). The
order of words parses what follows."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything the reader sees in one document."""

    document: Document
    sentences: tuple[Sentence, ...]
    time_expressions: tuple[TimeExpression, ...]
    mentions: tuple[Mention, ...]
    claims: tuple[Claim, ...]
    views: tuple[SentenceView, ...] = ()
    titles: tuple[TitleMention, ...] = ()


@dataclass(slots=True)
class Reach:
    """How far the parser and how long a check still goes: an article and its references share it."""

    left: int = field(default_factory=lambda: MOST_PARSED)
    deadline: Deadline = field(default_factory=Deadline)


@dataclass(frozen=True, slots=True)
class Models:
    """What is learned.

    A parser, and a tagger for what the parser does not reach or where there is none; models that judge a claim beside
    its evidence, and a network that reads both, where it is installed.
    """

    tagger: Tagger
    parser: Parser | None
    entailment: EntailmentModel | None
    network: CrossEncoder | None

    @property
    def version(self) -> str:
        """The version of the pipeline that reads with these; texts can read otherwise with other models."""
        without = ("+words" if self.parser is None else "") + ("+no-network" if self.network is None else "")
        return PIPELINE_VERSION + without

    def trees(self, tokens: Sequence[Sequence[Token]], reach: Reach) -> list[Tree]:
        """The trees of sentences given as tokens, as far as `reach` goes; none without a parser."""
        if self.parser is None:
            return []
        trees: list[Tree] = []
        for of in reach.deadline.over(tokens):
            words = [token.text for token in of]
            reach.left -= self.parser.cost(words)
            if reach.left < 0:
                break
            trees.append(parsed(self.parser.parse, words))
        return trees

    def tagged(self, tokens: Sequence[Sequence[Token]], trees: Sequence[Tree], names: Sequence[Span]) -> list[Tagged]:
        """The sentences with their tags: those of `trees`, and the tagger's for the sentences after them.

        `names` are the spans of recognised names.
        """
        rest = tokens[len(trees) :]
        tags = self.tagger.tag(words_to_tag(rest, names))
        return [
            *(Tagged(of, tree.tags, tree) for of, tree in zip(tokens, trees, strict=False)),
            *(Tagged(of, of_words) for of, of_words in zip(rest, tags, strict=True)),
        ]


@cache
def models(parser: str = "tree", network: str = "yes") -> Models:
    """The models of this process, loaded once, before workers fork.

    With `parser` "words" without the parser, with `network` "no" without the cross-encoder.
    """
    return Models(
        Tagger.load(),
        Parser.installed() if parser == "tree" else None,
        EntailmentModel.load(),
        CrossEncoder.installed() if network == "yes" else None,
    )


def read(
    document: Document, *, every_sentence: bool = False, using: Models | None = None, reach: Reach | None = None
) -> Reading:
    """Everything dated that `document` says; with `every_sentence`, all that it asserts."""
    reach = reach or Reach()
    seen = look(document, using=using, reach=reach)
    claims = extract_claims(
        document,
        seen.sentences,
        seen.time_expressions,
        seen.titles,
        seen.views,
        every_sentence=every_sentence,
        deadline=reach.deadline,
    )
    return replace(seen, claims=claims)


def look(document: Document, *, using: Models | None = None, reach: Reach | None = None) -> Reading:
    """Everything that is seen in `document` before claims are made of it: the reading, its claims left out."""
    reach = reach or Reach()
    sentences = split_sentences(document)
    tokens = [tokenize(document.text, s.span.start, s.span.end) for s in reach.deadline.over(sentences)]
    times = find_time_expressions(document, sentences)
    using = using or models()
    trees = using.trees(tokens, reach)
    named = find_mentions(document, sentences, tokens, [tree.entities for tree in trees])
    mentions = apart_from_dates(named, times)
    reach.deadline.demand()
    titles = find_titles(document, sentences, tokens, mentions)
    titles += tuple(find_counterparts(document, tokens, mentions, titles))
    titles += tuple(find_posts(document, tokens, mentions, titles))
    tagged = using.tagged(tokens, trees, [mention.span for mention in mentions])
    found = Found(times, mentions, titles, quotations(document))
    views = tuple(reach.deadline.over(views_of(document, sentences, tagged, found)))
    return Reading(document, sentences, times, mentions, (), views, titles)


def learn(document: Document, *, status: FactStatus = FactStatus.READ, using: Models | None = None) -> tuple[Fact, ...]:
    """The facts that a trusted document states."""
    reading = read(document, using=using)
    return facts_of(document, reading.claims, reading.sentences, status=status)


def check(  # noqa: PLR0913 - the options of the contract
    document: Document,
    *,
    ledger: Ledger | None,
    report_id: str,
    references: Sequence[Document] = (),
    closed: bool = False,
    as_of: date | None = None,
    known_at: datetime | None = None,
    explain: bool = False,
    using: Models | None = None,
    watch: Watch = UNWATCHED,
    deadline: Deadline | None = None,
) -> Report:
    """Compare what `document` says with `ledger` and with `references`.

    `references` are read into a ledger in memory and forgotten; with `closed` they are all the text may rest on.
    Raises `TooLargeError` where that takes longer than the `deadline`.
    """
    reach = Reach(deadline=deadline or Deadline())
    with watch.stage(Stage.READ):
        reading, *sources = (
            read(text, every_sentence=closed, using=using, reach=reach) for text in (document, *references)
        )
    given = MemoryLedger(
        fact
        for source in sources
        for fact in facts_of(source.document, source.claims, source.sentences, status=FactStatus.GIVEN)
    )
    known = Layered(ledger, given) if ledger is not None and not closed else given
    revision = known.revision(known_at)
    seen_at = known_at if known_at is not None or revision == EMPTY else revision.at
    with watch.stage(Stage.LINK):
        links = _links(reading, known, seen_at) if ledger is not None and not closed else {}
    reach.deadline.demand()
    ids = {entity: link.entity_id for entity, link in links.items() if link.entity_id is not None}
    with watch.stage(Stage.JUDGE):
        judgement = judge(
            [replace(claim, proposition=resolved(claim.proposition, ids)) for claim in reading.claims],
            document=document,
            ledger=known,
            closed=closed,
            as_of=as_of or document.published_on,
            known_at=known_at,
            seen_at=seen_at,
            retold=_retold(reading, sources) if sources else None,
            learning=_learning(reading, sources, using or models(), closed=closed),
            sentences=[sentence.span.of(document.text) for sentence in reading.sentences],
            links=tuple(links.values()),
            explain=explain,
            deadline=reach.deadline,
        )
    return Report(
        report_id,
        document,
        judgement.score,
        judgement.verdicts,
        reading.mentions,
        reading.time_expressions,
        judgement.date,
        as_of or document.published_on,
        known_at or revision.at,
        revision,
        (using or models()).version,
        closed,
        explain,
        truncated=len(reading.claims) >= MOST_CLAIMS,
        links=tuple(links.values()),
        unmet=judgement.unmet,
    )


def _links(reading: Reading, ledger: Ledger, known_at: datetime | None) -> dict[Entity, Link]:
    """Which entities of the ledger the persons and bodies of an article mean."""
    stated = [claim.proposition for claim in reading.claims]
    named = contexts(stated, reading.document.published_on)
    alone = Context(countries=next(iter(named.values())).countries) if named else Context()
    return links_between({**{mention.entity: alone for mention in reading.mentions}, **named}, ledger, known_at)


def _learning(reading: Reading, sources: Sequence[Reading], using: Models, *, closed: bool) -> Learning | None:
    """The article's sentences and those of its references, word by word, for the trained models."""
    if using.entailment is None:
        return None

    def quoted(text: str) -> Line:
        if not any(map(str.isalnum, text)):
            return Line(text, ())
        views = look(prepare(Article(text=text, language=ENGLISH)), using=using).views
        return line_of(views[0]) if views else Line(text, ())

    return Learning(
        lambda: {view.sentence.index: (view.sentence.span.start, line_of(view)) for view in reading.views},
        tuple(
            EvidenceLine(line_of(view), provenance(source.document, view.sentence))
            for source in sources
            for view in source.views
        ),
        using.network,
        using.entailment,
        quoted,
        closed,
    )


def _retold(reading: Reading, sources: Sequence[Reading]) -> Retold:
    """The article and its references sentence by sentence, for finding what was replaced in a retelling."""
    return Retold.of(
        passages_of(reading.views),
        (
            (passage, provenance(source.document, source.sentences[passage.sentence]))
            for source in sources
            for passage in passages_of(source.views)
        ),
    )
