"""Saved RSS and Atom feeds, read by feedparser from bytes in memory: nothing is opened, nothing fetched.

feedparser takes a string for an address if it looks like one, and reads what is not well-formed by regular expressions;
so it is given a stream of bytes, and only of XML that is well-formed, has no document type, and is short where it reads
by expressions. An entry that Atom calls deleted (RFC 6721) is a kill.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from lxml.etree import iterwalk

from service.domain.errors import ImportRefusedError
from service.domain.text import Article
from service.ledger.importers.articles.incoming import bounded
from service.ledger.importers.articles.xml_tree import local, parse, root_of, safe_bytes, text_of, words
from service.wires.item import Item, Refused, State, host_of, kind_of, note_of, plain_words, scoped
from service.wires.moments import in_utc, moment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from service.ledger.importers.articles.incoming import Incoming

NAME = "feed"
WHAT = "saved RSS and Atom feeds"

_ROOTS = frozenset({"rss", "feed", "entry", "RDF"})
_VOCABULARIES = ("http://www.w3.org/2005/Atom", "http://purl.org/rss/1.0/", "http://purl.org/atom/")
_TOMBSTONE = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"
_BODIES = frozenset({"description", "encoded", "summary", "content", "body"})
_ENTRIES = frozenset({"item", "entry"})
_CATEGORIES = frozenset({"category", "subject", "keywords", "tags"})
_MOST_CATEGORIES = 1_000
_LONGEST = 4_000
"""Characters of a field other than a body, and of an attribute: feedparser takes longer than linear for some."""


def recognises(file: Incoming) -> bool:
    """Whether the root is `rss`, or `feed`, `entry` or `RDF` of the vocabularies of feeds."""
    root = root_of(file.text) if file.is_markup else None
    if root is None or root.name not in _ROOTS:
        return False
    return root.name == "rss" or any(vocabulary in root.tag for vocabulary in _VOCABULARIES)


def read(file: Incoming) -> Iterator[Item | Refused]:
    """The entries with their content, or their summary where that is all; then what the feed calls deleted."""
    root = parse(file)
    _refuse_long(root, file.name)
    _refuse_tagged(root, file.name)
    deleted = [(one.get("ref"), one.get("when"), words(one)) for one in root.iterchildren(_TOMBSTONE)]
    del root
    import feedparser  # noqa: PLC0415 - slow to load, and only feeds need it

    found = feedparser.parse(BytesIO(safe_bytes(file)), sanitize_html=False, resolve_relative_uris=False)
    host = host_of(found.feed.get("link")) or host_of(_self(found.feed))
    for number, entry in enumerate(found.entries, 1):
        bounded(file.name, number)
        yield _item(entry, host, f"{file.name}#{number}")
    for number, (ref, when, comment) in enumerate(deleted, len(found.entries) + 1):
        bounded(file.name, number)
        if ref:
            where, at = f"{file.name}#{number}", in_utc(moment(when))
            name, source = _name(ref, host), host or host_of(ref)
            yield Item(where, None, name, at, State.KILLED, note=note_of(comment), source=source)


def _refuse_long(root: _Element, name: str) -> None:
    """Refuse a feed with a field, other than a body, or an attribute that is longer than any in earnest."""
    open_bodies = 0
    for event, element in iterwalk(root, events=("start", "end")):
        is_body = local(element) in _BODIES
        if event == "start":
            open_bodies += is_body
            long = not open_bodies and (len(element.text or "") > _LONGEST or len(element.tail or "") > _LONGEST)
            if long or any(len(value) > _LONGEST for value in element.attrib.values()):
                raise ImportRefusedError(
                    f"{name} has a field <{local(element)[:40]}> of more than {_LONGEST:,} characters."
                )
        else:
            open_bodies -= is_body


def _refuse_tagged(root: _Element, name: str) -> None:
    """Refuse a feed with more categories in one entry, or outside of all, than any in earnest has.

    feedparser holds each of them against all before it.
    """
    inside, of_entry, outside = False, 0, 0
    for event, element in iterwalk(root, events=("start", "end")):
        if (what := local(element).lower()) in _ENTRIES:  # as feedparser reads it
            inside, of_entry = event == "start", 0
        elif event == "start" and what in _CATEGORIES:
            count = 1 + text_of(element).count(",")
            of_entry, outside = (of_entry + count, outside) if inside else (of_entry, outside + count)
            if max(of_entry, outside) > _MOST_CATEGORIES:
                raise ImportRefusedError(f"{name} has an entry with more than {_MOST_CATEGORIES:,} categories.")


def _self(feed: Any) -> str | None:  # noqa: ANN401 - feedparser has no types
    return next((link.get("href") for link in feed.get("links", ()) if link.get("rel") == "self"), None)


def _item(entry: Any, host: str | None, where: str) -> Item | Refused:  # noqa: ANN401 - feedparser has no types
    body = _body(entry)
    if body is None:
        return Refused(where, "It holds no text.")
    text, is_html = body
    link = entry.get("link")
    updated = moment(dict.get(entry, "updated"))  # feedparser's own `get` gives `published` in its place, and a warning
    published = moment(entry.get("published")) or updated
    article = Article(
        text=None if is_html else text,
        html=text if is_html else None,
        title=plain_words(entry.get("title", "")) or None,
        url=link if host_of(link) else None,
        source=_source(entry) or host or host_of(link),
        published_at=published,
        kind=kind_of(str(tag.get("term") or "") for tag in entry.get("tags", ())),
    )
    version = in_utc(updated or published)
    return Item(where, article, _name(entry.get("id") or link, host or host_of(link)), version)


def _name(said: str | None, host: str | None) -> str | None:
    """`said` as the name of an entry; None for what is no URI in a feed of no known host: others count from 1, too."""
    return scoped(said, host) if host or ":" in (said or "") else None


def _body(entry: Any) -> tuple[str, bool] | None:  # noqa: ANN401 - feedparser has no types
    """The longest content, else the summary; and whether it is HTML, as RSS has it without saying so."""
    contents = [*entry.get("content", ())] or [entry.get("summary_detail") or {}]
    found = max(contents, key=lambda one: len(one.get("value") or ""))
    value = (found.get("value") or "").strip()
    return (value, found.get("type") != "text/plain" or "<" in value) if value else None


def _source(entry: Any) -> str | None:  # noqa: ANN401 - feedparser has no types
    """Where a feed took the entry from, as it says itself: the host, else the title."""
    source = entry.get("source") or {}
    return host_of(source.get("href")) or host_of(source.get("link")) or source.get("title") or None
