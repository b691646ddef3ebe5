"""WordPress exports (WXR 1.0 to 1.2): published posts and pages, never comments.

Other types (attachments, menus) are no articles and are passed over; drafts, private and password-protected posts are
refused, for nobody published them. The version of a post is when it was last modified.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

from service.domain.text import Article
from service.ledger.importers.articles.incoming import bounded
from service.ledger.importers.articles.xml_tree import each, local, root_of, text_of, words
from service.wires.item import Item, Refused, host_of, kind_of, plain_words, scoped
from service.wires.moments import in_utc, moment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from service.ledger.importers.articles.incoming import Incoming

NAME = "wxr"
WHAT = "WordPress exports (WXR)"

_EXPORT = re.compile(r"https?://wordpress\.org/export/1\.[0-9]{1,2}/")
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_ARTICLES = frozenset({"post", "page"})
_BLOCK = re.compile(r"<(?:p|div|ul|ol|h[1-6]|blockquote|figure|table|pre|section|article)[\s>]|<!-- wp:", re.IGNORECASE)
_PARAGRAPH = re.compile(r"\r?\n[ \t]{0,20}\r?\n")
_CAPTION = re.compile(r"\[(/?)caption(?:\s[^\[\]]{0,500})?\]")
_SHORTCODE = re.compile(r"\[/?(?:gallery|embed|video|audio|playlist|contact-form|youtube)(?:\s[^\[\]]{0,500})?/?\]")
_WIDEST_ZONE = timedelta(hours=14)


def recognises(file: Incoming) -> bool:
    """Whether it is RSS with the namespace of WordPress exports."""
    root = root_of(file.text) if file.is_markup else None
    return root is not None and root.name == "rss" and _EXPORT.search(root.tag) is not None


def read(file: Incoming) -> Iterator[Item | Refused]:
    """The posts and pages of an export."""
    root = root_of(file.text)
    found = _EXPORT.search(root.tag) if root else None
    wp = "{" + (found[0] if found else "") + "}"
    site: str | None = None
    count = 0
    for element in each(file, ("item", f"{wp}base_blog_url")):
        if local(element) == "base_blog_url":
            site = host_of(words(element))
            continue
        count += 1
        bounded(file.name, count)
        if words(element.find(f"{wp}post_type")) in _ARTICLES:
            yield _post(element, wp, site, f"{file.name}#{count}")


def _post(element: _Element, wp: str, site: str | None, where: str) -> Item | Refused:
    status = words(element.find(f"{wp}status"))
    if status != "publish":
        return Refused(where, f'It was not published: its status is "{status[:40]}".')
    if words(element.find(f"{wp}post_password")):
        return Refused(where, "It is protected by a password.")
    content = element.find(_CONTENT)
    html = _paragraphs("" if content is None else text_of(content))
    if not html:
        return Refused(where, "It holds no text.")
    guid, link = words(element.find("guid")), words(element.find("link"))
    gmt = _stamp(element.find(f"{wp}post_date_gmt"))
    published = _zoned(_stamp(element.find(f"{wp}post_date")), gmt) or moment(words(element.find("pubDate")))
    modified = _stamp(element.find(f"{wp}post_modified_gmt")) or gmt
    article = Article(
        html=html,
        title=plain_words(words(element.find("title"))) or None,
        url=link if host_of(link) else None,
        source=site or host_of(link),
        published_at=published,
        kind=kind_of(words(category) for category in element.findall("category")),
    )
    return Item(where, article, id=scoped(guid or link, site), version=in_utc(modified or published))


def _stamp(element: _Element | None) -> datetime | None:
    """A time of the export, taken as GMT; None for "0000-00-00 00:00:00", which stands for none."""
    found = moment(words(element).replace(" ", "T") + "Z")
    return found.astimezone(UTC) if isinstance(found, datetime) else None


def _zoned(local_time: datetime | None, gmt: datetime | None) -> datetime | None:
    """The time in GMT, told in the zone of the site: by how much its own time differs."""
    if local_time is None or gmt is None or abs(local_time - gmt) > _WIDEST_ZONE:
        return gmt
    return gmt.astimezone(timezone(local_time - gmt))


def _paragraphs(content: str) -> str:
    """The HTML of a post; where blank lines make its paragraphs, as in the classic editor, with tags for them."""
    html = _CAPTION.sub(r"<\1figcaption>", _SHORTCODE.sub(" ", content)).strip()
    if not html or _BLOCK.search(html):
        return html
    return "\n".join(f"<p>{part.strip()}</p>" for part in _PARAGRAPH.split(html) if part.strip())
