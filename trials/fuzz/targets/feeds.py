"""Saved feeds, RSS and Atom: whatever is in one, its entries come into a ledger once or are refused with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.domain.errors import DatelineError
from trials.fuzz import ledgers, mutations, words
from trials.fuzz.samples import encoded, sample
from trials.fuzz.target import Target

if TYPE_CHECKING:
    from pathlib import Path

_SNIPPETS = """
<item>
</item><item>
<entry>
<guid>1</guid>
<link>http://[</link>
<pubDate>31 Feb 2011</pubDate>
<updated/>
<media:content xmlns:media='http://search.yahoo.com/mrss/' url='x'/>
<georss:point>1 x</georss:point>
<gml:pos>1 2</gml:pos>
<itunes:duration>x</itunes:duration>
<enclosure url='secret.txt' length='x'/>
<content type='application/octet-stream' mode='base64'>e</content>
<summary type='text/plain'>2014</summary>
<dc:date>2014-W01</dc:date>
<dcterms:valid>start=x;end=y</dcterms:valid>
<cloud/>
<psc:chapters/>
<creativeCommons:license/>
<xml:base/>
<Category>a, b</Category>
""".strip().splitlines()


def _seeds() -> list[bytes]:
    rss, atom = sample("rss.xml"), sample("atom.xml")
    said = [rss, atom, sample("rdf.xml"), *(one + whole for one in words.HOSTILE_MARKUP[:6] for whole in (rss, atom))]
    said += [rss.replace("<item>", f"<item>{one}") for one in (*_SNIPPETS, *words.HOSTILE_MARKUP)]
    said += [atom.replace("<entry>", f"<entry>{'<a>' * 300}{'</a>' * 300}"), f"<rss><channel>{'<item>' * 240}"]
    return [*encoded(said), atom.encode("utf-16")]


def _attempt(raw: bytes, folder: Path) -> object:
    return ledgers.taken(raw, "feed.xml", folder)


TARGET = Target(
    name="feeds",
    what="saved RSS and Atom feeds, into a ledger",
    attempt=_attempt,
    seeds=_seeds,
    mutate=mutations.knowing(mutations.markup, _SNIPPETS),
    declared=(DatelineError,),
    seconds=5.0,
    per_kilobyte=0.5,
    ready=ledgers.ready,
)
