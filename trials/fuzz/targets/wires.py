"""NewsML-G2 with XHTML and NITF in it, and exports of WordPress: whatever is in one comes into a ledger once or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.domain.errors import DatelineError
from trials.fuzz import ledgers, mutations, words
from trials.fuzz.samples import encoded, sample
from trials.fuzz.target import Target

if TYPE_CHECKING:
    from pathlib import Path

_MESSAGE = "<newsMessage xmlns='http://iptc.org/std/nar/2006-10-01/'><itemSet>", "</itemSet></newsMessage>"
_SNIPPETS = """
<packageItem/>
<pubStatus qcode='stat:canceled'/>
<embargoed/>
<embargoed>soon</embargoed>
<inlineData contenttype='text/html'>In 2011 &lt;p&gt;</inlineData>
<inlineData encoding='base64'>eA==</inlineData>
<nar:newsItem xmlns:nar='http://iptc.org/std/nar/2006-10-01/'>
<body>
<body.content>
<media-caption>
<p xmlns=''>
xmlns:wp='x'
[caption]
[/caption]
[gallery xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
<!-- wp:paragraph -->
<wp:status>draft</wp:status>
<wp:post_date>0000-00-00 00:00:00</wp:post_date>
<wp:post_date_gmt>9999-12-31 23:59:59</wp:post_date_gmt>
""".strip().splitlines()
_DEEP = f"<inlineXML><body>{'<p>' * 240}In 2014{'</p>' * 240}</body></inlineXML>"


def _seeds() -> list[bytes]:
    items = [sample(f"newsml_{kind}.xml") for kind in ("xhtml", "nitf", "text")]
    export = sample("export.xml")
    said = [*items, f"{_MESSAGE[0]}{''.join(items)}<packageItem/>{_MESSAGE[1]}", export]
    said += [one + whole for one in words.HOSTILE_MARKUP[:6] for whole in (items[0], export)]
    said += [items[0].replace("<body>", f"<body>{one}") for one in (*_SNIPPETS, *words.HOSTILE_MARKUP)]
    said += [export.replace("<item>", f"<item>{one}") for one in _SNIPPETS]
    said += [items[2].replace("<contentSet>", f"<contentSet>{_DEEP}")]
    return [*encoded(said), items[1].encode("utf-16")]


def _attempt(raw: bytes, folder: Path) -> object:
    return ledgers.taken(raw, "wire.xml", folder)


TARGET = Target(
    name="wires",
    what="NewsML-G2 (XHTML, NITF, text) and WordPress exports, into a ledger",
    attempt=_attempt,
    seeds=_seeds,
    mutate=mutations.knowing(mutations.markup, (*_MESSAGE, *_SNIPPETS)),
    declared=(DatelineError,),
    seconds=5.0,
    per_kilobyte=0.5,
    ready=ledgers.ready,
)
