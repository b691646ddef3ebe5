"""Claims of a trusted article as facts: what it states, when that holds, and the sentence that says it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from service.domain.claims import Modality
from service.domain.copies import origin_of
from service.domain.facts import FactStatus, Provenance
from service.domain.text import ArticleKind
from service.domain.time import DAY, Extent, Interval, ValidTime
from service.ledger import codec
from service.ledger.trust import source_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.domain.claims import Claim, Proposition
    from service.domain.facts import Fact
    from service.domain.text import Document, Sentence
    from service.domain.time import ClaimTime

READER = "reader"
UNNAMED = "unnamed source"

_STATED = frozenset({Modality.ASSERTED, Modality.REPORTED, Modality.QUOTED, Modality.PLANNED})
_INVENTED = frozenset({ArticleKind.SATIRE, ArticleKind.FICTION})

NEVER_SURE = ValidTime(None, date.max, date.min, None)
"""The valid time of what is not dated: possible on every day, sure on none."""


def learn(
    document: Document,
    claims: Sequence[Claim],
    sentences: Sequence[Sentence],
    *,
    status: FactStatus,
) -> tuple[Fact, ...]:
    """The facts that `claims`, read from `document`, state; in the order of the claims, each once.

    What a document says again in the same words, at another place, is the same fact.
    What a text only supposes is no fact, and satire and fiction state none. Reported and quoted speech stays a
    fact about speech: the proposition keeps its modality and its speaker. A plan stays a plan.
    """
    if document.kind in _INVENTED:
        return ()
    facts = (
        codec.fact(
            claim.proposition,
            valid_time(claim.proposition.time, document.published_on),
            status,
            provenance(document, sentences[claim.sentence]),
        )
        for claim in claims
        if claim.proposition.modality in _STATED and claim.checkable
    )
    told: dict[tuple[Proposition, str], Fact] = {}
    for fact in facts:
        told.setdefault((_wherever(fact.proposition), fact.provenance.quote), fact)
    return tuple(told.values())


def _wherever(stated: Proposition) -> Proposition:
    """What is stated, without the place in the text at which its time stands."""
    return replace(stated, time=replace(stated.time, expression=None)) if stated.time is not None else stated


def valid_time(time: ClaimTime | None, published_on: date | None) -> ValidTime:
    """When what was claimed to hold at `time` holds.

    An event happened somewhere within its interval. A state seen on one day, such as a title, holds on that day
    and is not known of any other; one seen at some point of a longer stretch is sure on no day. A state that lasts
    "since" a date began within the date's words and holds at least until the text was published.
    """
    if time is None or time.interval == Interval():
        return NEVER_SURE
    start, end = time.interval.start, time.interval.end
    if time.extent is Extent.THROUGHOUT and start:
        stated = time.expression.interval if time.expression else None
        began = stated.end - DAY if stated and stated.start == start and stated.end else start
        until = end or published_on
        return ValidTime(start, began, max(until, start) if until else start, None)
    if start is None or end is None:
        return ValidTime(start, date.max, date.min, end)
    if time.extent is Extent.AS_OF:
        return ValidTime(start, end - DAY, start + DAY, end)
    return ValidTime.exactly(time.interval)


def source_of(source: str | None, url: str | None) -> str:
    """The source of a document as facts name it: what it was said to be, else the host of its address."""
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        host = None
    return source_name(source or host or UNNAMED)


def provenance(document: Document, sentence: Sentence) -> Provenance:
    """Where a sentence of a trusted document stands, offsets into what was sent."""
    quote = sentence.span.of(document.text)
    span = document.sent(sentence.span)
    source = source_of(document.source, document.url)
    return Provenance(
        source=source,
        locator=f"sha256:{document.sha256}#{span.start}-{span.end}",
        url=document.url,
        published_on=document.published_on,
        sha256=document.sha256,
        span=span,
        quote=quote,
        publisher=source,
        origin=origin_of(quote),
        importer=READER,
    )
