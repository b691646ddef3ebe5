"""The page is one file that loads nothing and runs nothing, whatever the article says."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.text import Article, Role, Segment, Span
from service.domain.time import Interval
from service.domain.verdicts import Label
from service.presentation.marking import place
from service.presentation.page import page
from service.reading.article import prepare
from tests.builders import document
from tests.presentation.builders import evidence, viewed

TAGS = frozenset(
    "html head meta title style body header p h1 h2 h3 strong svg rect line circle path text tspan g a ul li b main "
    "section article figure figcaption div mark sup small span blockquote dl dt dd table tr th td br footer".split()
)
HOSTILE = st.sampled_from(
    [
        '<script>alert("1")</script>',
        "<img src=x onerror=y>",
        "</style><b>",
        '" onload="x',
        "&lt;",
        "javascript:x",
        "a\u202eb",
    ]
) | st.text(max_size=20)


class Parts(HTMLParser):
    """What a browser makes of a page: elements, attributes, links, ids."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note one element."""
        self.tags.add(tag)
        for name, value in attrs:
            self.attributes.add(name)
            if name == "href":
                self.links.append(value or "")
            if name == "id":
                self.ids.append(value or "")


_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")
"""An article with many of them is no text, and is refused."""


@given(HOSTILE, HOSTILE, st.sampled_from(list(Label)))
def test_nothing_of_an_article_becomes_markup(words: str, others: str, label: Label) -> None:
    """Statements, quotes, sources, notes and addresses are text, and the only links are to the web and to the page."""
    fact = evidence("2010-01-01", "2011-01-01", statement=words, source=others, quote=words, locator=others, url=words)
    report = viewed(Interval(), statement=words, nearest=others, would_hold=words, because=others, label=label)
    report = replace(
        report,
        pipeline_version=words,
        claims=tuple(replace(claim, evidence=(fact,)) for claim in report.claims),
    )
    found = Parts(page(report, document(f"Ada {_CONTROLS.sub('', words)}", title=others, source=words)))
    assert found.tags <= TAGS
    assert not {name for name in found.attributes if name.startswith("on") or name in {"src", "style", "srcset"}}
    assert all(link.startswith(("#", "http://", "https://")) for link in found.links)


def test_the_policy_lets_this_style_in_and_nothing_else() -> None:
    """The hash in the page's own policy is that of its style; there is no script to allow."""
    text = page(viewed())
    style = text.partition("<style>")[2].partition("</style>")[0]
    digest = b64encode(sha256(style.encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'" in text
    assert "url(" not in style
    assert "@import" not in style


@pytest.mark.parametrize("label", list(Label))
def test_every_claim_has_its_place_once(label: Label) -> None:
    """Each link to a claim, from the text and from the timeline, leads to one element."""
    doc = document()
    found = Parts(page(viewed(Interval(), Interval(), label=label), doc))
    assert sorted(found.ids) == ["c00", "c01"]
    assert {link[1:] for link in found.links if link.startswith("#")} <= set(found.ids)


def test_what_asks_for_a_look_comes_before_the_article() -> None:
    """Conflicts first, matches after the text."""
    text = page(viewed(Interval()), document())
    assert text.index("Conflicts with the record:") < text.index("The article</h2>")
    text = page(viewed(Interval(), label=Label.SUPPORTED), document())
    assert text.index("The article</h2>") < text.index("Matches:</b>")


def test_without_the_article_the_claims_stand_alone() -> None:
    """A report of which no text was kept is still a page."""
    text = page(viewed(Interval()))
    assert "The article</h2>" not in text
    assert "Conflicts with the record:" in text


@pytest.mark.parametrize(
    "url", ["ftp://example.org/", "javascript:alert(1)", "//example.org/", "http://", "https://[", None]
)
def test_only_addresses_of_the_web_are_links(url: str | None) -> None:
    """Anything else is told in words, if at all."""
    report = viewed(Interval(), evidence=(evidence("2010-01-01", "2011-01-01", url=url),))
    assert not [link for link in Parts(page(report)).links if not link.startswith("#")]


@given(st.data())
def test_where_a_claim_was_sent_from_is_where_it_is_marked(data: st.DataObject) -> None:
    """The way back of `Document.sent`, for plain text, HTML with entities, both with a headline or none, segments."""
    word = st.text("ab\u00e9 &<", min_size=1, max_size=12).filter(lambda words: any(map(str.isalnum, words)))
    words = data.draw(st.lists(word, min_size=1, max_size=4))
    form = data.draw(st.sampled_from(["text", "html", "segments"]))
    headline = data.draw(st.none() | word)
    if form == "html":
        marked = "".join(f"<p>{re.sub('&', '&amp;', w).replace('<', '&lt;')}<b>x</b></p>" for w in words)
        doc = prepare(Article(html=marked, headline=headline, language="en"))
    elif form == "segments":
        doc = prepare(
            Article(segments=tuple(Segment(str(n), Role.BODY, w) for n, w in enumerate(words)), language="en")
        )
    else:
        doc = prepare(Article(text="\n\n".join(words), headline=headline, language="en"))
    block = data.draw(st.sampled_from(doc.blocks))
    start = data.draw(st.integers(block.span.start, block.span.end - 1))
    span = Span(start, data.draw(st.integers(start + 1, block.span.end)))
    claim = replace(viewed(None).claims[0], span=doc.sent(span), segment=block.segment)
    assert doc.sent(place(claim, doc)) == doc.sent(span)
    assert doc.quote(place(claim, doc)) == doc.quote(span)
