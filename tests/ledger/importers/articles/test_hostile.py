"""Hostile files: nothing is opened, nothing fetched, nothing unfolds, and everything has a limit."""

from __future__ import annotations

import builtins
import json
import socket
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.errors import DatelineError, ImportRefusedError, TooLargeError, UnreadableInputError
from service.ledger.importers.articles import Incoming, Item, incoming, read_items
from service.wires.item import Refused, State
from service.wires.moments import in_utc, lift, moment, version_of

if TYPE_CHECKING:
    from collections.abc import Callable

FILES = Path(__file__).parent / "files"
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
ROOTS = {
    "rss": "<rss version='2.0'><channel><item><guid>1</guid><description>{}</description></item></channel></rss>",
    "atom": "<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>1</id><content>{}</content></entry></feed>",
    "wxr": (
        "<rss xmlns:wp='http://wordpress.org/export/1.2/' xmlns:content='http://purl.org/rss/1.0/modules/content/'>"
        "<channel><item><wp:post_type>post</wp:post_type><wp:status>publish</wp:status>"
        "<content:encoded>{}</content:encoded></item></channel></rss>"
    ),
    "newsml": (
        "<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/' guid='g'><itemMeta/><contentSet>"
        "<inlineData contenttype='text/plain'>{}</inlineData></contentSet></newsItem>"
    ),
}


@pytest.fixture
def sealed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Any attempt to open a file or a connection fails, and is noted."""
    tried: list[str] = []

    def refuse(*arguments: object, **_: object) -> None:
        tried.append(str(arguments[:1]))
        raise OSError("sealed")

    monkeypatch.setattr(builtins, "open", refuse)
    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    return tried


@pytest.mark.parametrize("root", ROOTS)
@pytest.mark.parametrize(
    "declared",
    [
        "<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>",
        "<!DOCTYPE r SYSTEM 'http://127.0.0.1:9/evil.dtd'>",
        f"<!DOCTYPE r [<!ENTITY l0 'ha'>{LAUGHS}]>",
        "<!-- <rss> --><!DOCTYPE r [<!ENTITY % p SYSTEM 'http://127.0.0.1:9/p'> %p;]>",
        "<?pi <rss ?><!doctype r [<!ENTITY x 'y'>]>",
    ],
)
@pytest.mark.parametrize("charset", ["utf-8", "utf-16"])
def test_a_document_type_is_refused_unread(root: str, declared: str, charset: str, sealed: list[str]) -> None:
    """External entities, external types and unfolding entities have nowhere to be declared."""
    xml = declared + ROOTS[root].format("&x; &l9;")
    with pytest.raises(ImportRefusedError, match="document type"):
        list(read_items(xml.encode(charset), "file.xml"))
    assert sealed == []


@pytest.mark.parametrize(
    "inside",
    [
        f"<item><description>x</description>{'<category>c</category>' * 1_001}</item>",
        f"<item/>{'<category>c</category>' * 1_001}",
        f"<item/>{'<x><keywords>a,b,c</keywords></x>' * 400}",
        f"<item><item/>{'<category>c</category>' * 1_001}</item>",
        f"<Item><description>x</description>{'<Category>c</Category>' * 1_001}</Item>",
    ],
)
def test_a_feed_has_no_more_categories_than_can_be_set_beside_each_other(inside: str) -> None:
    """In an entry, outside of all, several in one element: more than a thousand are refused, which take the square."""
    with pytest.raises(ImportRefusedError, match="more than 1,000 categories"):
        list(read_items(f"<rss version='2.0'><channel>{inside}</channel></rss>".encode(), "feed.xml"))


def test_what_is_nested_is_told_once() -> None:
    """Paragraphs in paragraphs of NITF, tombstones in tombstones: what lies in all of them is not told by each."""
    body = f"<body.content>{'<p>' * 200}Inner{'</p>' * 200}<p>After</p></body.content>"
    wire = (
        ROOTS["newsml"].replace("inlineData contenttype='text/plain'", "inlineXML").replace("/inlineData", "/inlineXML")
    )
    (item,) = read_items(wire.format(body).encode(), "wire.xml")
    assert isinstance(item, Item)
    assert item.article is not None
    assert item.article.html == "<p>Inner</p>\n<p>After</p>"
    gone = "<t:deleted-entry xmlns:t='http://purl.org/atompub/tombstones/1.0' ref='urn:x:1'>"
    feed = ROOTS["atom"].replace("<entry>", f"{gone * 200}Gone{'</t:deleted-entry>' * 200}<entry>").format("Words")
    assert [one.state for one in read_items(feed.encode(), "feed.xml") if isinstance(one, Item)] == [
        State.USABLE,
        State.KILLED,
    ]


@pytest.mark.parametrize("name", sorted(path.name for path in FILES.iterdir()))
def test_reading_opens_nothing(name: str, monkeypatch: pytest.MonkeyPatch, sealed: list[str]) -> None:
    """Links, pictures and catalogues of a file lead to no connection and no file."""
    monkeypatch.undo()
    raw = (FILES / name).read_bytes()
    monkeypatch.setattr(socket, "socket", lambda *_, **__: sealed.append("socket"))
    assert list(read_items(raw, name))
    assert sealed == []


def test_a_feed_that_looks_like_an_address_is_no_address(sealed: list[str]) -> None:
    """Bytes that are a URL or a path are a text, whatever feedparser makes of strings."""
    for raw in (b"http://127.0.0.1:9/feed", b"file:///etc/passwd", b"/etc/passwd"):
        (found,) = read_items(raw, "address.txt")
        assert isinstance(found, Item)
        assert found.article is not None
        assert found.article.text == raw.decode()
    assert sealed == []


@pytest.mark.parametrize("root", ROOTS)
@pytest.mark.parametrize("inner", ["<a>" * 5_000 + "</a>" * 5_000, "&undeclared;", "\x01", "<p></q>"])
def test_what_is_no_sound_xml_is_refused(root: str, inner: str) -> None:
    """Elements within elements without end, unknown entities, control characters, crossed tags."""
    with pytest.raises(ImportRefusedError, match="not well-formed"):
        list(read_items(ROOTS[root].format(inner).encode(), "file.xml"))


def test_fields_of_a_feed_have_a_length() -> None:
    """Names, dates and attributes longer than any in earnest are refused before they are matched; bodies are not."""
    for inner in (
        "</description><author>" + "a" * 5_000 + "</author><description>",
        "</description><pubDate>" + "1 " * 5_000 + "</pubDate><description>",
        f"<p class='{'a' * 5_000}'/>",
    ):
        with pytest.raises(ImportRefusedError, match="more than 4,000"):
            list(read_items(ROOTS["rss"].format(inner).encode(), "file.xml"))
    assert list(read_items(ROOTS["rss"].format("a " * 5_000).encode(), "file.xml"))


def test_ten_thousand_items_are_read_and_too_many_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    """Items are given one after the other; beyond the limit the file is refused, with what came before given."""
    entry = "<item><guid>{0}</guid><description>The bridge number {0} was opened in 1904.</description></item>"
    entries = "".join(entry.format(n) for n in range(10_000))
    feed = f"<rss><channel><link>https://herald.example/</link>{entries}</channel></rss>".encode()
    found = list(read_items(feed, "big.xml"))
    assert len(found) == 10_000
    assert len({one.id for one in found if isinstance(one, Item)}) == 10_000
    monkeypatch.setattr(incoming, "MOST_ITEMS", 20)
    lines = json.dumps([{"uri": f"urn:x:{n}", "pubstatus": "usable", "body_text": "A."} for n in range(30)]).encode()
    for raw in (feed, lines):
        given = read_items(raw, "big.xml")
        assert len([next(given) for _ in range(20)]) == 20
        with pytest.raises(ImportRefusedError, match="more than 20 items"):
            next(given)


def test_files_have_a_size(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file beyond the limit is refused before it is looked at, JSON at a lower one."""
    monkeypatch.setattr(incoming, "MOST_BYTES", 100)
    monkeypatch.setattr(incoming, "MOST_JSON_BYTES", 50)
    with pytest.raises(TooLargeError, match="larger than 100 bytes"):
        Incoming(b"a" * 101, "big.txt")
    with pytest.raises(TooLargeError, match="limit for JSON"):
        list(read_items(b"[" + b" " * 60, "big.json"))


@pytest.mark.parametrize(
    "raw",
    [
        b"[" * 200_000,
        b'{"uri": "a", "pubstatus": ' + b"1" * 5_000 + b"}",
        b'{"uri": "a", "pubstatus": NaN}',
        b'{"uri": "a", "headline": {"a": [[["b"]]]}, "bodies": [5, null, {"value": 7}], "pubstatus": []}',
        b'{"uri": {}, "body_text": {}}',
        b'["uri", null, 7, {"uri": 1, "pubstatus": "usable", "body_text": "A."}]',
        b'{"uri": "a", "pubstatus": "usable", "body_text": "A.", "signals": 5, "genre": true}',
    ],
)
def test_hostile_json_is_no_failure(raw: bytes) -> None:
    """Nesting, numbers without end, NaN and fields of another kind are refused in words or passed over."""
    try:
        found = list(read_items(raw, "item.json"))
    except DatelineError:
        return
    assert found


_FIELDS = (
    "uri type version versioncreated firstcreated contentcreated pubstatus embargoed language headlines headline title"
    " bodies value role contenttype infosources name literal code genre signals ednote body_html body_text items"
).split()
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.sampled_from(["", "correction"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(_FIELDS), inner, max_size=4),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(_FIELDS), _VALUES))
def test_fields_of_any_kind_are_no_failure(fields: dict[str, object]) -> None:
    """Whatever stands where the standard has a text, a list or an object is read, passed over or refused in words."""
    raw = json.dumps({"uri": "urn:x", "headline": "A.", **fields}).encode()
    with suppress(DatelineError):
        assert all(isinstance(found, Item | Refused) for found in read_items(raw, "item.json"))


def test_half_of_a_surrogate_pair_is_told() -> None:
    """JSON can name what is no character; nothing could be written of it."""
    raw = b'{"uri": "urn:\\ud800", "pubstatus": "usable", "body_text": "A."}'
    with pytest.raises(UnreadableInputError, match="half of a surrogate pair"):
        list(read_items(raw, "item.json"))
    whole = b'{"uri": "urn:x", "pubstatus": "usable", "body_text": "A \\ud83d\\ude00."}'
    assert isinstance(next(read_items(whole, "item.json")), Item)


def test_a_version_has_a_length() -> None:
    """A number that no publisher counts to is none, so that it can be compared with others."""
    assert version_of("7", None) == "7"
    assert version_of("9" * 5_000, None) is None


def test_a_kill_stays_one_whatever_its_embargo_says() -> None:
    """An embargo that nobody can read withholds an item, but what was killed is not merely withheld."""
    for status, state in (("canceled", State.KILLED), ("usable", State.WITHHELD)):
        raw = {"uri": "urn:x", "pubstatus": status, "embargoed": "soon", "body_text": "A."}
        (found,) = read_items(json.dumps(raw).encode(), "item.json")
        assert isinstance(found, Item)
        assert found.state is state


@pytest.mark.parametrize("charset", ["punycode", "idna", "unicode_escape", "zlib", "utf-7", "nonsense"])
def test_codecs_that_are_no_character_sets_are_unknown(charset: str) -> None:
    """What a page declares is not taken for the name of any program that Python has."""
    raw = f"<html><meta charset={charset}><p>The bridge opened.</p></html>".encode()
    with pytest.raises(UnreadableInputError, match="unknown character set"):
        list(read_items(raw, "page.html"))


def test_a_wrong_charset_is_told_with_the_byte() -> None:
    """A feed that declares UTF-8 and is not."""
    raw = b"<?xml version='1.0' encoding='utf-8'?><rss><channel><item><title>Caf\xe9</title></item></channel></rss>"
    with pytest.raises(UnreadableInputError, match="is not text in UTF-8: byte"):
        list(read_items(raw, "feed.xml"))


@pytest.mark.parametrize("root", ["rss", "atom", "wxr"])
def test_scripts_are_never_words(root: str, words: Callable[[Item], str]) -> None:
    """What stands in a script is not read, escaped or not."""
    inner = "&lt;p&gt;The bridge opened.&lt;/p&gt;&lt;script&gt;The king died.&lt;/script&gt;"
    xml = ROOTS[root].replace("<content>", "<content type='html'>").format(inner)
    (found,) = read_items(xml.encode(), "file.xml")
    assert isinstance(found, Item)
    assert words(found) == "The bridge opened."


@pytest.mark.parametrize(
    ("written", "version"),
    [
        ("2011-05-03T23:30:00-04:00", "2011-05-04T03:30:00Z"),
        ("Tue, 03 May 2011 23:30:00 EDT", "2011-05-04T03:30:00Z"),
        ("20110503T233000Z", "2011-05-03T23:30:00Z"),
        ("2011-05-03", "2011-05-03T00:00:00Z"),
        ("2011-05-03T23:30:00", "2011-05-03T00:00:00Z"),
        ("0000-00-00T00:00:00Z", None),
        ("0001-01-01T00:00:00+14:00", None),
        ("9999-12-31T23:59:59-12:00", None),
        ("yesterday", None),
        ("1" * 100, None),
        ("", None),
    ],
)
def test_times_are_read_with_their_zone(written: str, version: str | None) -> None:
    """ISO 8601 and e-mail dates; without a zone only the day is taken; everything else is no time."""
    assert in_utc(moment(written)) == version


def test_an_embargo_is_never_too_short() -> None:
    """Without a zone it lifts when the last zone has come to it, a day alone lifts at its end; nonsense never does."""
    assert in_utc(lift("2011-05-03T12:00:00Z")) == "2011-05-03T12:00:00Z"
    assert in_utc(lift("2011-05-03T12:00:00")) == "2011-05-04T00:00:00Z"
    assert in_utc(lift("2011-05-03")) == "2011-05-04T12:00:00Z"
    assert lift(" ") is None
    with pytest.raises(ValueError, match="soon"):
        lift("soon")
