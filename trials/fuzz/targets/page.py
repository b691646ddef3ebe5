"""HTML: whatever page is sent, what is visible of it keeps its place, and what it says of itself can be kept."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from service import pipeline
from service.contract.documents import dumps
from service.contract.reports import reading_json
from service.domain.charsets import decode
from service.domain.errors import DatelineError
from service.domain.text import Article
from service.reading.article import prepare
from trials.fuzz import mutations, words
from trials.fuzz.samples import encoded, sample
from trials.fuzz.target import Target, demand

if TYPE_CHECKING:
    from pathlib import Path

    from service.domain.text import Document

_SNIPPETS = """
<script type="application/ld+json">
{"@type": "NewsArticle"}
"datePublished": "2016-02-30"
"@graph": [
"@id"
<time datetime='2014-05-12'>
<meta name=date content=2014>
<base href='//x'>
<link rel=canonical href='x'>
<object data='secret.txt'>
<iframe srcdoc='<p>x'>
<p class=caption itemprop=caption>
<select><option>
<template>
<plaintext>
<details open>
<math><mi>
&shy;
&zwj;
&#x200b;
&#8232;
&notit;
&#38;#60;
""".strip().splitlines()


def _seeds() -> list[bytes]:
    page = sample("page.html")
    pages = [
        page,
        "<p>Ada Vane died on 3 May 2011.</p>",
        *(f"<p>x</p>{one}<p>2014</p>" for one in words.HOSTILE_MARKUP),
    ]
    pages += [page.replace("<p>", f"{one}<p>") for one in (*words.HOSTILE_MARKUP[:6], *_SNIPPETS)]
    pages += [
        f"{'<div>' * 2_000}in 2014",
        "<p>a" * 2_000,
        "<a b='" * 800,
        "&amp;" * 2_000,
        "<!--" * 2_000,
        "</p>" * 2_000,
    ]
    return [*encoded(pages), page.encode("utf-16"), page.replace("utf-8", "shift_jis").encode("shift_jis", "replace")]


def _attempt(raw: bytes, _folder: Path) -> object:
    document = prepare(Article(html=decode(raw, "page.html", markup=True)))
    _stands(document)
    reading = pipeline.read(document, using=pipeline.models("words", "no"))
    told = dumps(reading_json(reading, "r"))
    demand(told.encode("utf-8"), "a reading can be sent")
    said = (document.title, document.url, document.source, document.locale, document.published_on)
    demand(repr(said).encode("utf-8"), "what a page says of itself can be kept")
    return said, document.text, told


def _stands(document: Document) -> None:
    origin, ends = document.origin, document.origin_end
    demand(origin is not None and ends is not None, "a page knows its places")
    if origin is None or ends is None:
        return
    demand(len(origin) == len(ends) == len(document.text), "each character of a page has a place")
    demand(all(0 <= a <= b <= len(document.raw) for a, b in zip(origin, ends, strict=True)), "places lie in the page")
    demand(all(a <= b for a, b in pairwise(origin)), "places come in their order")
    spans = [block.span for block in document.blocks]
    demand(all(0 <= one.start < one.end <= len(document.text) for one in spans), "blocks lie in the text")
    demand(all(a.end <= b.start for a, b in pairwise(spans)), "blocks come in their order")


TARGET = Target(
    name="html",
    what="web pages: visible text and its places, metadata, JSON-LD, character sets",
    attempt=_attempt,
    seeds=_seeds,
    mutate=mutations.knowing(mutations.markup, _SNIPPETS),
    declared=(DatelineError,),
    longest=24_000,
    seconds=4.0,
    per_kilobyte=0.5,
)
