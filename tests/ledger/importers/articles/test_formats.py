"""Files of articles: what each format's items say, and by what a file is recognised."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.errors import DatelineError, ImportRefusedError
from service.domain.text import ArticleKind
from service.ledger.importers.articles import FORMATS, Incoming, Item, Refused, State, format_of, read_items
from service.reading.article import prepare

FILES = Path(__file__).parent / "files"


def items_of(name: str) -> list[Item]:
    """The items of a file beside this module."""
    return [found for found in read_items((FILES / name).read_bytes(), name) if isinstance(found, Item)]


def refused_of(name: str) -> list[Refused]:
    """What was refused of a file beside this module."""
    return [found for found in read_items((FILES / name).read_bytes(), name) if isinstance(found, Refused)]


def words_of(item: Item) -> str:
    """What a reader gets to see of an item."""
    assert item.article is not None
    document = prepare(item.article)
    return " / ".join(block.span.of(document.text) for block in document.blocks)


def test_every_format_is_told_by_content() -> None:
    """Under a name that says nothing each file is still recognised; the tuple is the whole list."""
    told = {
        path.name: found.NAME
        for path in sorted(FILES.iterdir())
        if (found := format_of(Incoming(path.read_bytes(), "file.txt")))
    }
    assert told == {
        "atom.xml": "feed",
        "newsml_message.xml": "newsml-g2",
        "newsml_xhtml.xml": "newsml-g2",
        "ninjs1.json": "ninjs",
        "ninjs2.json": "ninjs",
        "ninjs3.json": "ninjs",
        "note.txt": "text",
        "page.html": "html",
        "report.docx": "docx",
        "rss.xml": "feed",
        "wxr.xml": "wxr",
    }
    assert set(told.values()) == {one.NAME for one in FORMATS}


def test_entries_of_a_feed_are_articles() -> None:
    """Content before summary, the day in the zone of the sender, the source that an entry itself names."""
    bridge, trams = items_of("rss.xml")
    assert bridge.article is not None
    assert trams.article is not None
    assert words_of(bridge) == "Mayor Jan Berg opened the harbour bridge on 3 May 2011."
    assert (bridge.article.title, bridge.article.source) == ("Harbour bridge & tunnel open", "courier.example")
    assert bridge.article.published_on == date(2011, 5, 3)
    assert (bridge.id, bridge.version) == ("https://courier.example/?p=17", "2011-05-04T03:30:00Z")
    assert (trams.article.source, trams.article.kind) == ("zenda-post.example", ArticleKind.OPINION)
    assert trams.id == "courier.example 42"
    assert [one.reason for one in refused_of("rss.xml")] == ["It holds no text."]


def test_entries_of_two_feeds_are_not_one_for_their_numbers() -> None:
    """Where neither the feed nor the entry says whose it is, only a URI is a name; else the entry's own host tells."""
    feed = "<rss><channel><item><guid>{}</guid>{}<description>The ferry was sold.</description></item></channel></rss>"

    def name(guid: str, link: str = "") -> str | None:
        (found,) = read_items(feed.format(guid, link and f"<link>{link}</link>").encode(), "feed.xml")
        assert isinstance(found, Item)
        return found.id

    assert name("1") is None
    assert name("1", "https://courier.example/ferry") == "courier.example 1"
    assert name("urn:uuid:7d1e") == "urn:uuid:7d1e"


def test_what_a_feed_calls_deleted_is_killed() -> None:
    """RFC 6721: a tombstone names the entry, its time is the version, its comment the note; `updated` is a version."""
    ferry, choir, gone = items_of("atom.xml")
    assert words_of(ferry) == "The ferry was sold for 3 million crowns on 2 May 2011."
    assert (ferry.version, choir.version) == ("2011-05-05T08:00:00Z", "2011-05-05T09:00:00Z")
    assert (gone.id, gone.state, gone.note) == (ferry.id, State.KILLED, "The sale never took place.")
    assert gone.article is None
    assert (ferry.version or "") < (gone.version or "")


def test_ninjs_3_says_what_it_is() -> None:
    """URI, version, main headline, HTML before text, the host of its source, the day of its version."""
    (item,) = items_of("ninjs3.json")
    assert item.article is not None
    assert (item.id, item.version, item.state) == (
        "https://ena.example/items/flood-1",
        "2 2012-03-02T06:15:00Z",
        State.USABLE,
    )
    assert (item.article.title, item.article.source) == ("Flood in Zenda & Hentzau", "ena.example")
    assert (item.article.published_on, item.article.language) == (date(2012, 3, 2), "en-GB")
    assert words_of(item) == "The river flooded 40 houses in Zenda on Thursday."
    assert item.note == "Updates with the number of houses."


def test_older_ninjs_is_read_too() -> None:
    """2.x in lower case, 1.x with a body per kind; kills without text, embargoes with and without a time."""
    strike, visit, budget, talks = items_of("ninjs2.json")
    assert words_of(strike) == "Tram drivers went on strike on 5 March 2012."
    assert (visit.state, visit.article, visit.note) == (State.KILLED, None, "KILL. The visit was invented.")
    assert budget.article is not None
    assert budget.article.embargoed_until == datetime(2012, 3, 7, 9, tzinfo=UTC)
    assert budget.article.published_on == date(2012, 3, 7)
    assert talks.state is State.WITHHELD
    assert [one.where for one in refused_of("ninjs2.json")] == [f"ninjs2.json#{n}" for n in (5, 6, 7)]
    (library,) = items_of("ninjs1.json")
    assert library.article is not None
    assert (library.version, library.article.kind) == ("7 2010-06-01T10:00:00Z", ArticleKind.SATIRE)
    assert words_of(library) == "The library opened on 1 June 2010."


def test_a_corrected_news_item_is_read_from_its_first_day() -> None:
    """XHTML without its scripts; "on Monday" of a correction is the Monday before the story was written."""
    (item,) = items_of("newsml_xhtml.xml")
    assert item.article is not None
    assert (item.state, item.version, item.revises) == (State.CORRECTED, "3 2013-09-12T11:00:00Z", None)
    assert item.article.published_on == date(2013, 9, 10)
    assert (item.article.title, item.article.source) == ("Castle of Zenda sold", "ena.example")
    assert words_of(item) == "Castle of Zenda sold / The castle was sold on Monday for 9 < 10 million crowns."
    assert "king" not in (item.article.html or "")


def test_a_news_message_holds_several_items() -> None:
    """NITF paragraph by paragraph; kill, embargo with and without end, the item before; packages are refused."""
    mine, duke, prize, medal = items_of("newsml_message.xml")
    assert (
        words_of(mine) == "Twelve miners were rescued on 12 September 2013. / Below ground / The shaft in 2011. / "
        "They were 300 metres deep."
    )
    assert mine.article is not None
    assert mine.article.source == "ENA"
    assert (duke.id, duke.state, duke.article) == ("urn:newsml:ena.example:duke", State.KILLED, None)
    assert prize.state is State.WITHHELD
    assert medal.article is not None
    assert medal.article.embargoed_until == datetime.fromisoformat("2013-09-16T08:00:00+02:00")
    assert medal.article.published_on == date(2013, 9, 16)
    assert medal.revises == "urn:newsml:ena.example:medal-draft"
    assert [one.where for one in refused_of("newsml_message.xml")] == ["newsml_message.xml#5", "newsml_message.xml#6"]


def test_an_export_gives_what_was_published() -> None:
    """Posts and pages in the zone of the site; drafts and protected posts are refused, comments never read."""
    roof, about = items_of("wxr.xml")
    assert words_of(roof) == (
        "The roof of the school was repaired on 31 January 2014. / The roof in 2012. / It had leaked since 2009."
    )
    assert roof.article is not None
    assert roof.article.published_on == date(2014, 2, 1)
    assert (roof.article.source, roof.version) == ("herald.example", "2014-02-02T10:00:00Z")
    assert words_of(about) == "The Herald was founded in 1890."
    assert "collapsed" not in repr(items_of("wxr.xml"))
    assert [one.reason for one in refused_of("wxr.xml")] == [
        'It was not published: its status is "draft".',
        "It is protected by a password.",
    ]


def test_text_and_pages_stay_as_they_were_sent() -> None:
    """One article a file, offsets into what was sent; a text may begin with a bracket, a page with any name."""
    (note,) = items_of("note.txt")
    assert note.article is not None
    assert note.article.text == (FILES / "note.txt").read_text(encoding="utf-8")
    assert note.id is None
    (page,) = items_of("page.html")
    assert "Mayor Jan Berg opened the tram line" in words_of(page)


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "windows-1252", "koi8-r"])
def test_xml_is_read_in_the_charset_that_it_declares(charset: str) -> None:
    """The words of an entry are the same in every character set."""
    said = "Привет на 3 May" if charset == "koi8-r" else "Café “Zénda” on 3 May"
    if charset == "iso-8859-1":
        said = "Café Zénda on 3 May"
    declared = charset.removesuffix("-sig")
    xml = (
        f'<?xml version="1.0" encoding="{declared}"?><rss version="2.0"><channel><link>https://a.example/</link>'
        f"<item><guid>1</guid><description>{said}</description></item></channel></rss>"
    )
    (item,) = read_items(xml.encode(charset), "feed.xml")
    assert isinstance(item, Item)
    assert item.article is not None
    assert (item.article.html or item.article.text) == said


def test_latin_1_is_read_as_browsers_do() -> None:
    """What says Latin-1 and holds the quotation marks of Windows is Windows-1252."""
    raw = "<html><head><meta charset=iso-8859-1></head><p>“Yes”, said Jan.</p></html>".encode("cp1252")
    (page,) = read_items(raw, "page.html")
    assert isinstance(page, Item)
    assert "“Yes”" in (page.article.html or "" if page.article else "")


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode), st.sampled_from(["a.txt", "a.html", "a.json"]))
def test_any_bytes_are_items_or_a_refusal(raw: bytes, name: str) -> None:
    """No input makes an error of another kind."""
    try:
        found = list(read_items(raw, name))
    except DatelineError:
        return
    assert all(isinstance(one, (Item, Refused)) for one in found)


_MUTATED = sorted(path.name for path in FILES.iterdir())


@given(st.sampled_from(_MUTATED), st.integers(0, 10_000), st.binary(max_size=3), st.integers(0, 40))
def test_damaged_files_are_items_or_a_refusal(name: str, at: int, put: bytes, cut: int) -> None:
    """A file with bytes lost or added is read, or refused in words; never half in silence."""
    raw = (FILES / name).read_bytes()
    at %= len(raw)
    try:
        found = list(read_items(raw[:at] + put + raw[at + cut :], name))
    except DatelineError:
        return
    assert found


@pytest.mark.parametrize("name", ["rss.xml", "atom.xml", "newsml_xhtml.xml", "newsml_message.xml", "wxr.xml"])
def test_a_truncated_file_is_told(name: str) -> None:
    """Whatever came before the break, the break is an error with its line."""
    raw = (FILES / name).read_bytes()
    with pytest.raises(ImportRefusedError, match="not well-formed XML: line"):
        list(read_items(raw[: len(raw) * 3 // 4], name))


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b'{"uri": "urn:a:b", "pubstatus": ', "no JSON"),
        (b'{"article": {"text": "A"}}', "JSON of another shape"),
        (b"<?xml version='1.0'?><opml/>", "<opml>"),
        (b"<?xml version='1.0'?>", "broken XML"),
    ],
)
def test_other_shapes_are_refused(raw: bytes, told: str) -> None:
    """The reason says what the file is."""
    with pytest.raises(ImportRefusedError, match=told):
        list(read_items(raw, "file.dat"))
