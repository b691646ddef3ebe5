"""A server on loopback that notes who comes, and files of every format that ask a reader to come."""

from __future__ import annotations

import io
import json
import socket
import threading
import zipfile
from contextlib import contextmanager
from typing import TYPE_CHECKING

from docx import Document

if TYPE_CHECKING:
    from collections.abc import Iterator


class Canary:
    """Where nobody should come: the address, and what was sent by those who came all the same."""

    def __init__(self, listener: socket.socket) -> None:
        self.address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        self.came: list[bytes] = []

    @property
    def host(self) -> str:
        """The address without its scheme."""
        return self.address.removeprefix("http://")


@contextmanager
def canary() -> Iterator[Canary]:
    """A canary for as long as the context lasts."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        made = Canary(listener)
        threading.Thread(target=_note, args=(listener, made), daemon=True).start()
        yield made
        listener.shutdown(socket.SHUT_RDWR)


def _note(listener: socket.socket, made: Canary) -> None:
    while True:
        try:
            guest, _ = listener.accept()
        except OSError:
            return
        with guest:
            made.came.append(guest.recv(1_000))
            guest.sendall(b"HTTP/1.0 204 No Content\r\n\r\n")


def pages(at: str) -> tuple[str, ...]:
    """Pages that name the address in every way in which a browser, or a careless reader, would fetch it."""
    news = "<p>Ann Vane was Mayor of Norrby on 3 May 2010, and she opened the bridge on 4 June 2010.</p>"
    told = json.dumps({"@context": at, "@type": "NewsArticle", "url": at, "image": at, "author": {"@id": at}})
    head = (
        f'<base href="{at}/"><link rel="stylesheet" href="{at}/a.css"><link rel="canonical" href="{at}/c">'
        f'<link rel="amphtml" href="{at}/amp"><link rel="alternate" type="application/json+oembed" href="{at}/o">'
        f'<meta http-equiv="refresh" content="0; url={at}/r"><meta property="og:url" content="{at}/g">'
        f'<script src="{at}/s.js"></script><script type="application/ld+json">{told}</script>'
        f"<style>@import url({at}/i.css); body {{ background: url({at}/b) }}</style>"
    )
    body = (
        f'{news}<img src="{at}/i.png" srcset="{at}/2x 2x"><iframe src="{at}/f"></iframe><object data="{at}/o"></object>'
        f'<embed src="{at}/e"><video poster="{at}/p"><source src="{at}/v"></video><a href="{at}/x" ping="{at}/y">x</a>'
        f'<svg><image href="{at}/g"/><use xlink:href="{at}/u#a"/></svg><form action="{at}/f"><input></form>'
        f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{at}/xi"/>'
    )
    return (
        f"<!DOCTYPE html><html><head>{head}</head><body><article>{body}</article></body></html>",
        f'<!DOCTYPE html SYSTEM "{at}/d.dtd" [<!ENTITY e SYSTEM "{at}/e">]><html><body>{news}<p>&e;</p></body></html>',
        f'<?xml version="1.0"?><?xml-stylesheet href="{at}/s.xsl" type="text/xsl"?><html><body>{news}</body></html>',
    )


def files(at: str) -> Iterator[tuple[str, bytes]]:
    """Files of the formats that are read, with the address in every place that has room for one."""
    for number, page in enumerate(pages(at)):
        yield f"page{number}.html", page.encode()
    news = "Ann Vane was Mayor of Norrby on 3 May 2010."
    item = (
        f"<item><title>{news}</title><link>{at}/l</link><guid>{at}/g</guid><description>{news} &lt;img src='{at}/d'&gt;"
        f"</description><enclosure url='{at}/e' length='1' type='image/png'/><source url='{at}/s'>s</source></item>"
    )
    channel = (
        f"<channel><title>t</title><link>{at}</link><docs>{at}/x</docs><cloud domain='{at}' path='/c'/>{item}</channel>"
    )
    yield (
        "feed.rss",
        f"<?xml version='1.0'?><?xml-stylesheet href='{at}/s'?><rss version='2.0'>{channel}</rss>".encode(),
    )
    yield (
        "feed.atom",
        f"<feed xmlns='http://www.w3.org/2005/Atom' xml:base='{at}/'><title>t</title><id>a</id><entry><id>b</id>"
        f"<title>{news}</title><link href='{at}/e'/><link rel='self' href='{at}/s'/><content src='{at}/c' type='html'/>"
        f"<summary>{news}</summary></entry></feed>".encode(),
    )
    yield (
        "item.xml",
        f"<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/' guid='a' version='1' standard='NewsML-G2'>"
        f"<catalogRef href='{at}/catalog.xml'/><itemMeta><link rel='x' href='{at}/l'/></itemMeta><contentMeta>"
        f"<headline>{news}</headline></contentMeta><contentSet><inlineXML contenttype='application/nitf+xml'>"
        f"<nitf><body><body.content><p>{news}</p><media source='{at}/m'/></body.content></body></nitf>"
        f"</inlineXML><remoteContent href='{at}/r'/></contentSet></newsItem>".encode(),
    )
    ninjs = {
        "uri": at,
        "headline": news,
        "body_text": news,
        "body_xhtml": pages(at)[0],
        "renditions": {"a": {"href": at}},
    }
    yield "item.json", json.dumps({**ninjs, "associations": {"b": {"uri": at, "href": at}}}).encode()
    yield "letter.docx", _document(at, news)
    yield "list.txt", f"{at}/a\nfile:///etc/passwd\n{news}\n".encode()
    yield "address", at.encode()


def _document(at: str, news: str) -> bytes:
    """A Word document with a template, a picture and a link elsewhere."""
    made = Document()
    made.add_paragraph(news)
    for kind in ("attachedTemplate", "hyperlink", "image", "frame", "oleObject", "subDocument"):
        made.part.relate_to(
            f"{at}/{kind}",
            f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}",
            is_external=True,
        )
    whole = io.BytesIO()
    made.save(whole)
    with zipfile.ZipFile(whole, "a") as archive:
        archive.writestr("customXml/item9.xml", f"<!DOCTYPE a SYSTEM '{at}/dtd'><a/>")
    return whole.getvalue()
