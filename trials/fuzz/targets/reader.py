"""The reader: whatever is sent, claims stand where they say, and a check of it is a report that can be sent."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

from service import pipeline
from service.contract.documents import dumps
from service.contract.reports import reading_json, report_json
from service.domain.errors import DatelineError
from service.domain.text import Article, ArticleKind
from service.reading.article import prepare
from trials.fuzz import mutations, words
from trials.fuzz.samples import encoded, sample
from trials.fuzz.target import Target, demand

if TYPE_CHECKING:
    from pathlib import Path

    from service.domain.text import Document
    from service.pipeline import Models, Reading

PUBLISHED = date(2016, 9, 14)


def _seeds() -> list[bytes]:
    article = sample("article.txt")
    said = [article, sample("reference.txt"), *article.split(". "), *words.HOSTILE_TEXT, " ".join(words.PHRASES)]
    said += [f"{article[:200]}{one}{article[200:]}" for one in words.HOSTILE_TEXT]
    return [bytes([number % 8]) + one for number, one in enumerate(encoded(said))]


def _attempt(raw: bytes, _folder: Path) -> object:
    """The first byte says what is asked for; the rest is the text, its broken bytes as halves of surrogate pairs."""
    options, text = (raw[0], raw[1:]) if raw else (0, b"")
    using = pipeline.models("tree" if options & 1 else "words", "no")
    article = Article(
        text=text.decode("utf-8", "surrogateescape" if options & 64 else "ignore"),
        language=None if options & 32 else "en",
        published_at=None if options & 16 else PUBLISHED,
        kind=list(ArticleKind)[options >> 2 & 3],
    )
    document = prepare(article)
    reading = pipeline.read(document, every_sentence=bool(options & 2), using=using)
    _stands(document, reading)
    shown = dumps(reading_json(reading, "r"))
    return shown if options & 128 else _report(document, using, closed=bool(options & 2))


def _stands(document: Document, reading: Reading) -> None:
    text = document.text
    demand(len(text) == len(document.raw), "plain text keeps its length")
    for sentence in reading.sentences:
        demand(0 <= sentence.span.start < sentence.span.end <= len(text), "a sentence lies in the text")
    for time in reading.time_expressions:
        demand(time.span.of(text), "a time expression has words")
        interval = time.interval
        if interval and interval.start and interval.end:
            demand(interval.start < interval.end, "an interval is not empty")
    for claim in reading.claims:
        demand(0 <= claim.span.start < claim.span.end <= len(text), "a claim lies in the text")
        demand(claim.span.of(text).strip(), "a claim has words")
    keys = [claim.id for claim in reading.claims]
    demand(len(keys) == len(set(keys)), "no two claims have one id")


def _report(document: Document, using: Models, *, closed: bool) -> str:
    known = prepare(Article(text=sample("reference.txt"), language="en", published_at=PUBLISHED))
    report = pipeline.check(
        document, ledger=None, report_id="r", references=(known,), closed=closed, explain=True, using=using
    )
    told = dumps(report_json(report))
    found = json.loads(told)
    score = found["score"]
    demand(score is None or 0 <= score <= 100, "a score lies between 0 and 100")
    for claim in found["claims"]:
        demand(claim["quote"] == document.raw[claim["start"] : claim["end"]], "a claim's words are those at its place")
    demand((score is None) == (found["score_reason"] is not None), "no score has a reason")
    demand(told.encode("utf-8"), "a report can be sent")
    return told


TARGET = Target(
    name="reader",
    what="plain text: sentences, dates, names, claims, and the check against a reference",
    attempt=_attempt,
    seeds=_seeds,
    mutate=mutations.text,
    declared=(DatelineError,),
    longest=16_000,
    seconds=4.0,
    per_kilobyte=1.0,
)
