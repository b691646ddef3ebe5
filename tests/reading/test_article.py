"""Articles become documents whose offsets point into what was sent."""

from __future__ import annotations

import html as markup
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.errors import TooLargeError, UnreadableInputError
from service.domain.text import Article, Role, Segment, Span
from service.reading.article import Limits, prepare
from service.reading.language import detect_language

PARAGRAPH = "The council met on {n} May 2014 and agreed that the old bridge would be closed to all traffic for a year."
WORDS = st.text(alphabet="abc XYZ.,&<>'\u00e9\u2019\u201c\u00a0\u00ad\n", min_size=1, max_size=60)


def page(*blocks: str, head: str = "") -> str:
    """A web page with navigation and a footer around its article."""
    return (
        f"<!doctype html><html><head>{head}</head><body>"
        "<nav><ul><li><a href='/'>Home</a></li><li><a href='/s'>Sport</a></li></ul></nav>"
        f"<main><article>{''.join(blocks)}</article></main>"
        "<footer><p>All rights reserved by the owners of this fine newspaper since the year 1901.</p></footer>"
        "</body></html>"
    )


def paragraphs(count: int) -> list[str]:
    """Paragraphs that no two of are alike."""
    return [f"<p>{PARAGRAPH.format(n=n)}</p>" for n in range(1, count + 1)]


@given(st.text(min_size=1, max_size=300))
def test_plain_text_keeps_every_position(text: str) -> None:
    """What is read is as long as what was sent, and what is quoted is what was sent."""
    try:
        document = prepare(Article(text=text))
    except UnreadableInputError:
        return
    assert len(document.text) == len(text)
    for block in document.blocks:
        assert document.sent(block.span) == block.span
        assert document.quote(block.span) == block.span.of(text)
        assert block.span.of(document.text).strip() == block.span.of(document.text) != ""


def test_odd_characters_are_replaced_one_for_one() -> None:
    """Curly quotes become straight, odd spaces plain, and the quotation still has them."""
    text = "\u201cMr\u00a0Vane\u2019s co\u00adoperation\u201d"
    document = prepare(Article(text=text))
    assert document.text == '"Mr Vane\'s co operation"'
    assert document.quote(Span(0, len(text))) == text


def test_windows_line_ends_make_paragraphs() -> None:
    """A carriage return before a line feed is a space, alone it is a line feed."""
    document = prepare(Article(text="One ended.\r\n\r\nTwo ended.\rThree ended."))
    assert [block.span.of(document.text) for block in document.blocks] == ["One ended.", "Two ended.", "Three ended."]


def test_lines_wrapped_at_a_width_are_one_paragraph() -> None:
    """Hard-wrapped lines join, and the line break inside them reads as a space."""
    lines = [
        "The council met in the old hall on the market square and agreed",
        "that the bridge would be closed to all traffic until the spring,",
        "when the engineers expect the new piers to be dry and safe again.",
    ]
    document = prepare(Article(text="\n".join(lines) + "\n\nIt met again."))
    assert [block.span.of(document.text) for block in document.blocks] == [" ".join(lines), "It met again."]


def test_roles_of_plain_text() -> None:
    """A short first line without a full stop is the headline, a line with a photo credit a caption."""
    text = "Bridge to close\n\nBy Ann Other\n\nThe bridge closes.\n\nThe bridge at night. (photo: City Archive)"
    document = prepare(Article(text=text))
    assert [block.role for block in document.blocks] == [Role.HEADLINE, Role.BODY, Role.BODY, Role.CAPTION]


def test_a_markdown_heading_is_the_headline_without_its_marks() -> None:
    """The marks of Markdown are no words: neither the heading's, nor link targets, nor bold."""
    document = prepare(Article(text="# Bridge to **close**\n\nBy [The Paper](http://x/y)\n\nIt closes."))
    assert document.blocks[0].role is Role.HEADLINE
    assert [" ".join(block.span.of(document.text).split()) for block in document.blocks] == [
        "Bridge to close",
        "By The Paper",
        "It closes.",
    ]


def test_one_line_is_an_article_not_a_headline() -> None:
    """A text of one line is its body."""
    assert [block.role for block in prepare(Article(text="Bridge to close")).blocks] == [Role.BODY]


@given(st.lists(WORDS, min_size=1, max_size=6))
def test_html_offsets_point_into_the_html(words: list[str]) -> None:
    """Cut out of the HTML that was sent, unescaped and collapsed, a block reads as it does in the document."""
    source = "".join(f"<p>{markup.escape(text)}</p>" for text in words)
    try:
        document = prepare(Article(html=source))
    except UnreadableInputError:
        return
    for block in document.blocks:
        sent = document.sent(block.span).of(source)
        assert "<" not in sent
        visible = markup.unescape(sent).replace("\u00ad", "")
        straight = visible.translate(dict.fromkeys(map(ord, "\u2019"), "'") | dict.fromkeys(map(ord, "\u201c"), '"'))
        assert straight.split() == block.span.of(document.text).split()


def test_an_entity_belongs_whole_to_its_character() -> None:
    """The span of a decoded entity covers the entity, and markup inside a word is stepped over."""
    source = "<p>B&amp;Q&rsquo;s re<b>open</b>ing</p>"
    document = prepare(Article(html=source))
    assert document.text.startswith("B&Q's reopening")
    assert document.sent(Span(1, 2)).of(source) == "&amp;"
    assert document.sent(Span(3, 4)).of(source) == "&rsquo;"
    assert document.sent(Span(6, 15)).of(source) == "re<b>open</b>ing"


def test_boilerplate_of_a_page_is_left_out() -> None:
    """Navigation, footers, scripts and hidden text are no article."""
    hidden = '<p style="display:none">The council was dissolved on 1 May 2014 by order of the mayor himself.</p>'
    source = page("<h1>Bridge to close</h1>", *paragraphs(8), hidden, "<script>var a = '<p>no</p>';</script>")
    document = prepare(Article(html=source))
    read = [block.span.of(document.text) for block in document.blocks]
    assert read == ["Bridge to close", *(PARAGRAPH.format(n=n) for n in range(1, 9))]
    assert document.blocks[0].role is Role.HEADLINE


def test_a_fragment_is_read_whole() -> None:
    """HTML without a page around it is an article as it stands."""
    document = prepare(Article(html="<h1>Bridge</h1><div>It closes<br>today.<br><br>It opens.</div>"))
    assert [block.span.of(document.text) for block in document.blocks] == ["Bridge", "It closes today.", "It opens."]


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2014-05-13T08:00:00+02:00">',
        '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2014-05-13"}</script>',
        '<meta itemprop="datePublished" content="2014-05-13">',
    ],
)
def test_a_page_says_when_it_was_published(head: str) -> None:
    """The metadata's day counts where none was given, and is marked as found."""
    found = prepare(Article(html=page(*paragraphs(8), head=head)))
    assert (found.published_on, found.date_found) == (date(2014, 5, 13), True)
    given = prepare(Article(html=page(*paragraphs(8), head=head), published_at=date(2014, 5, 20)))
    assert (given.published_on, given.date_found) == (date(2014, 5, 20), False)


@pytest.mark.parametrize(
    ("head", "source"),
    [
        ('<meta property="og:site_name" content="The Herald">', "The Herald"),
        (
            '<meta property="og:site_name" content="The Herald"><link rel="canonical" href="https://herald.example/a">',
            "herald.example",
        ),
        ('<meta property="og:site_name" content="The Herald"><link rel="canonical" href="/a">', "The Herald"),
    ],
)
def test_a_page_comes_from_its_domain_before_its_name(head: str, source: str) -> None:
    """A page and an entry of the same house's feed have one source, as far as the page says where it lies."""
    document = prepare(
        Article(html=f"<html><head>{head}</head><body><p>The bridge opened on Monday.</p></body></html>")
    )
    assert document.source == source


def test_segments_count_for_themselves() -> None:
    """Offsets point into the segment that a block names, and the quotation is the segment's own."""
    pieces = (
        Segment("h", Role.HEADLINE, "Bridge to close"),
        Segment("e", Role.CAPTION, ""),
        Segment("b", Role.BODY, "It closes.\n\n\u201cAt last\u201d, she said."),
    )
    document = prepare(Article(segments=pieces))
    texts = {piece.id: piece.text for piece in pieces}
    assert [(block.segment, block.role) for block in document.blocks] == [
        ("h", Role.HEADLINE),
        ("b", Role.BODY),
        ("b", Role.BODY),
    ]
    for block in document.blocks:
        assert block.segment is not None
        assert document.sent(block.span).of(texts[block.segment]) == document.quote(block.span)


@pytest.mark.parametrize(
    "body",
    [
        Article(text="It closes.\n\n\u201cAt last\u201d, she said."),
        Article(html="<p>It closes&nbsp;today.</p><p>\u201cAt last\u201d, <b>she</b> said.</p>"),
    ],
    ids=["text", "html"],
)
def test_a_headline_stands_over_what_does_not_hold_it(body: Article) -> None:
    """It is read first, its offsets point into itself, and those of the body are what they are without it."""
    headline = "Bridge \u201cto close\u201d"
    document, alone = prepare(replace(body, headline=headline)), prepare(body)
    first, *others = document.blocks
    assert (first.role, first.segment) == (Role.HEADLINE, "headline")
    assert document.sent(first.span).of(headline) == document.raw[: len(headline)] == headline
    assert [document.sent(block.span) for block in others] == [alone.sent(block.span) for block in alone.blocks]
    assert [document.quote(block.span) for block in others] == [alone.quote(block.span) for block in alone.blocks]
    assert document.sha256 != alone.sha256


def test_a_headline_that_the_text_has_is_read_once() -> None:
    """Whatever its case and its marks; nor is one read that has no words."""
    for headline in ("BRIDGE TO CLOSE", "Bridge to close!", "...", ""):
        document = prepare(Article(text="Bridge to close\n\nIt closes in May.", headline=headline))
        assert [block.segment for block in document.blocks] == [None, None]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        (" \n\t ", "empty"),
        ("PK\x03\x04\x00\x00data", "binary"),
        ("\x7fELF\x01\x02\x01 \x08\x08", "binary"),
        ("na\ufffdve caf\ufffd r\ufffdsum\ufffd", "character set"),
        ("Itâ€™s the mayorâ€™s bridge â€œoldâ€\x9d", "character set"),
        ("half \ud800 pair", "surrogate"),
        ("... --- !!!", "no words"),
    ],
)
def test_what_is_no_text_is_refused_with_the_reason(text: str, reason: str) -> None:
    """Empty, binary, wrongly decoded and wordless input each get their own sentence."""
    with pytest.raises(UnreadableInputError, match=reason):
        prepare(Article(text=text))


def test_nothing_but_markup_is_refused() -> None:
    """A page without visible text is no article."""
    with pytest.raises(UnreadableInputError, match="only markup"):
        prepare(
            Article(html=page("<img alt='x'>").replace("<nav>", "<nav hidden>").replace("<footer>", "<footer hidden>"))
        )


def test_limits_are_kept() -> None:
    """Beyond the limits of length and of tags nothing is read."""
    small = Limits(text_chars=100, html_chars=200, html_tags=10)
    for article in (
        Article(text="a " * 51),
        Article(html="<p>a</p>" * 26),
        Article(html="<p>a</p>" * 6),
        Article(segments=(Segment("a", Role.BODY, "a " * 30), Segment("b", Role.BODY, "a " * 30))),
    ):
        with pytest.raises(TooLargeError):
            prepare(article, small)


@pytest.mark.parametrize(
    "bomb",
    [
        "<html><body>" + "<div>" * 20_000 + "The end." + "</div>" * 20_000,
        "<html><body><p " + "a=1 " * 400_000 + ">The end.</p>",
        "<p title='" + "a" * 1_500_000 + "'>The end.</p>",
        "<a " * 500_000,
        '<a ="' * 300_000,
        "<!--" * 300_000,
        "<script>" * 200_000,
        "<" * 1_000_000 + "The end.",
        "&" * 1_000_000 + "The end.",
        "<table><tr><td>" * 15_000 + "The end.",
    ],
    ids=[
        "deep",
        "attributes",
        "long attribute",
        "open tags",
        "quotes",
        "comments",
        "scripts",
        "brackets",
        "amp",
        "tables",
    ],
)
def test_html_bombs_end(bomb: str) -> None:
    """HTML made to take for ever is read or refused; the suite's time limit catches anything slower than linear."""
    try:
        document = prepare(Article(html=bomb))
    except (TooLargeError, UnreadableInputError):
        return
    assert document.text.rstrip().endswith("The end.")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The council said on Monday that the bridge would be closed to traffic for a year."),
        (
            "de",
            "Der Rat sagte am Montag, dass die Brücke für ein Jahr gesperrt wird und nicht mehr befahren werden kann.",
        ),
        (
            "fr",
            "Le conseil a dit lundi que le pont sera fermé pour un an et que la route est dans les mains de la ville.",
        ),
        ("ru", "Совет в понедельник заявил, что мост будет закрыт на год."),
        ("he", "המועצה הודיעה ביום שני כי הגשר ייסגר לשנה"),
        ("en", "Vane Lind Ostrom Bergqvist Halloran Petrescu Nakamura Adeyemi Castellanos Dragomir Novak Ilves Okafor"),
        ("en", "Short text"),
    ],
)
def test_language_needs_positive_evidence(language: str, text: str) -> None:
    """English unless function words or script say otherwise; a list of names is not turned away."""
    assert detect_language(text) == language


def test_a_declared_language_is_believed() -> None:
    """The primary subtag of what was declared, whatever the text looks like."""
    assert prepare(Article(text="The bridge is closed.", language="cy-GB")).language == "cy"
