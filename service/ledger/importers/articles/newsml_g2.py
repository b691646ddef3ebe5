"""IPTC NewsML-G2: a news item, or a news message with several of them.

The text is the first inline XHTML, NITF or plain text. A kill is `pubStatus` "stat:canceled"; a correction carries the
signal "sig:correction", or names what it follows by a link "irel:previousVersion". An embargo without a time holds
until another version says otherwise, as the standard has it. Standard: https://iptc.org/standards/newsml-g2/
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from lxml.etree import iterwalk

from service.domain.text import Article
from service.ledger.importers.articles.incoming import bounded
from service.ledger.importers.articles.xml_tree import code, each, local, root_of, text_of, words
from service.wires.item import Item, Refused, State, host_of, kind_of, note_of
from service.wires.moments import lift, moment, published_at, version_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from service.ledger.importers.articles.incoming import Incoming

NAME = "newsml-g2"
WHAT = "IPTC NewsML-G2, items and messages"

_NAR = "{http://iptc.org/std/nar/2006-10-01/}"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_OTHERS = ("packageItem", "conceptItem", "knowledgeItem", "planningItem", "catalogItem")
_STATES = {
    "": State.USABLE,
    "usable": State.USABLE,
    "withheld": State.WITHHELD,
    "canceled": State.KILLED,
    "cancelled": State.KILLED,
}
_HEADLINES = ("main", "")
_UNREAD = frozenset({"script", "style", "head"})
_EMPTY = frozenset({"br", "hr", "img", "wbr"})
_NITF_BLOCKS = {"p": "p", "media-caption": "figcaption", "hl1": "h2", "hl2": "h2"}


def recognises(file: Incoming) -> bool:
    """Whether the root element is `newsItem` or `newsMessage`."""
    root = root_of(file.text) if file.is_markup else None
    return root is not None and root.name in {"newsItem", "newsMessage"}


def read(file: Incoming) -> Iterator[Item | Refused]:
    """The news items; packages and concepts of a message are refused, for they hold no text of their own."""
    count = 0
    several = (root := root_of(file.text)) is not None and root.name == "newsMessage"
    for element in each(file, tuple(_NAR + name for name in ("newsItem", *_OTHERS))):
        count += 1
        bounded(file.name, count)
        where = f"{file.name}#{count}" if several else file.name
        if local(element) == "newsItem":
            yield _item(element, where)
        else:
            yield Refused(where, f"A {local(element)} holds no text of its own.")
    if not count:
        yield Refused(file.name, "It holds no news item of NewsML-G2.")


def _item(element: _Element, where: str) -> Item | Refused:
    meta, content = element.find(f"{_NAR}itemMeta"), element.find(f"{_NAR}contentMeta")
    status = code(_attribute(meta, "pubStatus"))
    if status not in _STATES:
        return Refused(where, f'Its pubStatus "{status[:40]}" is none of usable, withheld and canceled.')
    state = _STATES[status]
    previous = next((link for link in _all(meta, "link") if code(link.get("rel")) == "previousversion"), None)
    signals = {code(signal.get("qcode")) for signal in _all(meta, "signal")}
    if state is State.USABLE and "correction" in signals:
        state = State.CORRECTED
    body = _body(element.find(f"{_NAR}contentSet"))
    if body is None and state in {State.USABLE, State.CORRECTED}:
        return Refused(where, "It holds no text.")
    guid = (element.get("guid") or "").strip() or None
    created = moment(_text(meta, "versionCreated"))
    revised = None if previous is None else (previous.get("residref") or previous.get("href") or "").strip()
    try:
        embargo = lift(_text(meta, "embargoed"))
        forever = embargo is None and meta is not None and meta.find(f"{_NAR}embargoed") is not None
    except ValueError:
        embargo, forever = None, True
    if forever and state is not State.KILLED:
        state = State.WITHHELD
    article, source, url = None, _source(content) or _source(meta), guid if host_of(guid) else None
    if body is not None:
        text, is_html = body
        article = Article(
            text=None if is_html else text,
            html=text if is_html else None,
            title=_headline(content),
            url=url,
            source=source,
            published_at=published_at(
                created=moment(_text(content, "contentCreated")),
                first=moment(_text(meta, "firstCreated")),
                version=moment(_text(content, "contentModified")) or created,
                embargo=embargo,
                corrected=state is State.CORRECTED,
            ),
            language=_language(element, content),
            kind=kind_of(name for genre in _all(content, "genre") for name in _names(genre)),
            embargoed_until=embargo,
        )
    return Item(
        where,
        article,
        id=guid,
        version=version_of((element.get("version") or "").strip(), created),
        state=state,
        revises=revised if revised and revised != guid else None,
        note=note_of(*(words(note) for note in _all(meta, "edNote"))),
        source=source,
        url=url,
    )


def _all(parent: _Element | None, name: str) -> list[_Element]:
    return [] if parent is None else parent.findall(_NAR + name)


def _text(parent: _Element | None, name: str) -> str:
    return words(next(iter(_all(parent, name)), None))


def _attribute(parent: _Element | None, name: str) -> str | None:
    found = next(iter(_all(parent, name)), None)
    return None if found is None else found.get("qcode") or found.get("uri")


def _names(element: _Element) -> Iterator[str]:
    yield from (words(name) for name in _all(element, "name"))
    yield from (value for name in ("qcode", "literal") if (value := element.get(name)))


def _headline(content: _Element | None) -> str | None:
    headlines = sorted(_all(content, "headline"), key=lambda one: code(one.get("role")) not in _HEADLINES)
    return next(filter(None, map(words, headlines)), None)


def _source(meta: _Element | None) -> str | None:
    """The host of the first source's address, else its name, else the code that it is given."""
    sources = [*_all(meta, "infoSource"), *_all(meta, "provider")]
    hosts = (host_of(source.get("uri")) for source in sources)
    names = (name.rpartition(":")[2].strip() for source in sources for name in _names(source))
    return next(filter(None, hosts), None) or next(filter(None, names), None)


def _language(element: _Element, content: _Element | None) -> str | None:
    tags = (language.get("tag") for language in _all(content, "language"))
    return next(filter(None, tags), None) or element.get(f"{_XML}lang")


def _body(content: _Element | None) -> tuple[str, bool] | None:
    """The text of the first inline content that has any, and whether it is HTML."""
    for inline in () if content is None else content:
        if local(inline) == "inlineXML":
            html = _html_of(inline)
            if html:
                return html, True
        elif local(inline) == "inlineData":
            text = text_of(inline).strip()
            kind = (inline.get("contenttype") or "text/plain").partition(";")[0].strip().casefold()
            if text and kind.startswith("text/") and inline.get("encoding") is None:
                return text, kind == "text/html"
    return None


def _html_of(inline: _Element) -> str:
    """XHTML or NITF as a fragment of HTML; empty for other vocabularies."""
    for element in inline.iter():
        if local(element) == "body" and not _is_nitf(element):
            return _fragment(element)
        if local(element) == "body.content":
            return "\n".join(_blocks(element))
    return ""


def _is_nitf(body: _Element) -> bool:
    return any(local(part).startswith("body.") for part in body)


def _fragment(body: _Element) -> str:
    """What is in an XHTML body as HTML: its elements without namespaces and attributes, and without scripts."""
    return "".join(_inside(body)).strip()


def _inside(element: _Element) -> Iterator[str]:
    """What stands between the tags of an element; the parser lets none lie deeper than 256 others."""
    yield escape(element.text or "", quote=False)
    for part in element:
        name = local(part)
        if name not in _UNREAD:
            yield f"<{name}>"
            yield from _inside(part)
            yield "" if name in _EMPTY else f"</{name}>"
        yield escape(part.tail or "", quote=False)


def _blocks(content: _Element) -> Iterator[str]:
    """The paragraphs, crossheads and captions of NITF in HTML; what stands in one of them is told with it, once."""
    within: _Element | None = None
    for event, element in iterwalk(content, events=("start", "end")):
        if event == "end":
            within = None if element is within else within
        elif within is None and (tag := _NITF_BLOCKS.get(local(element))):
            within = element
            if said := words(element):
                yield f"<{tag}>{escape(said, quote=False)}</{tag}>"
