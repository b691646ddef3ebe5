"""The style of a report: light, dark, narrow and on paper, in one place; no font, picture or address is loaded.

`SHARED` is what the pages of the service and the self-contained page have in common: colours, the marks of verdicts,
the meter and the timeline.
"""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256

SHARED = """
:root {
  color-scheme: light dark;
  --face: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  --paper: #fff; --ink: #1d1c1a; --soft: #5d5a55; --line: #dedbd4; --edge: #8a867f; --panel: #f6f4f0; --bar: #6f7f92;
  --link: #0b57a4;
  --bad: #a8071a; --warn: #7a5200; --good: #17693a; --open: #0b5c73; --off: #63605b; --out: #6d28a0;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #151619; --ink: #e9e7e3; --soft: #a9a6a0; --line: #36383d; --edge: #74777e; --panel: #1e2024;
    --bar: #8b9bb0; --link: #8ab8f0;
    --bad: #ff8f96; --warn: #f2c14e; --good: #7fd69a; --open: #74cfe6; --off: #a9a6a0; --out: #d6a8f7;
  }
}
.contradicted { --tone: var(--bad); } .suspect { --tone: var(--warn); } .supported { --tone: var(--good); }
.not_enough_info { --tone: var(--open); } .not_checkable { --tone: var(--off); } .unsupported { --tone: var(--out); }
.meter { display: block; margin: 1.1rem 0 .3rem; max-width: 34rem; overflow: visible; }
.meter text { font: .78rem var(--face); fill: var(--soft); }
.meter .low { fill: var(--bad); } .meter .middle { fill: var(--warn); } .meter .high { fill: var(--good); }
.meter .band { opacity: .28; } .meter .spread { stroke: var(--ink); stroke-width: 2; }
.meter .value { fill: var(--ink); stroke: var(--paper); stroke-width: 2; }
mark { background: none; color: inherit; text-decoration: underline .13em var(--tone); text-underline-offset: .22em; }
mark.contradicted, mark.unsupported { text-decoration-style: double; } mark.suspect { text-decoration-style: wavy; }
figure { margin: 0; } .timeline { display: block; overflow: hidden; font: 12.5px var(--face); }
.timeline.mark { display: inline-block; overflow: visible; }
.timeline text { fill: var(--ink); paint-order: stroke; stroke: var(--paper); stroke-width: 4px; }
.timeline .sign { fill: var(--tone, var(--soft)); font-weight: 650; }
.timeline .tick, .timeline .fact { fill: var(--soft); font-size: 11.5px; }
.timeline .grid { stroke: var(--line); } .timeline .axis { stroke: var(--soft); }
.timeline .today { stroke: var(--soft); stroke-dasharray: 2 3; }
.timeline .break { fill: none; stroke: var(--soft); stroke-width: 1.5; }
.timeline .bar { fill: var(--bar); } .timeline .maybe { opacity: .4; }
.timeline .span { fill: var(--tone); opacity: .35; } .timeline .broad { opacity: .14; }
.timeline .open { stroke: var(--tone); stroke-width: 2; stroke-dasharray: 1 4; } .timeline .full { fill: var(--tone); }
.timeline .hollow, .timeline .halo { fill: var(--paper); stroke: var(--tone); stroke-width: 2; }
.timeline .halo { stroke: none; } .timeline .stroke { fill: none; stroke: var(--tone); stroke-width: 2.6; }
.timeline .miss { stroke: var(--tone); stroke-width: 2; stroke-dasharray: 5 4; } .timeline a { cursor: pointer; }
.timeline .narrow { display: none; }
.key { display: flex; flex-wrap: wrap; gap: .3rem 1.2rem; margin: .4rem 0 0; padding: 0; list-style: none;
  font-size: .82rem; color: var(--soft); }
.key svg { vertical-align: middle; margin-right: .4rem; }
@media (max-width: 40rem) { .timeline .wide { display: none; } .timeline .narrow { display: inline; } }
@media print {
  :root { --paper: #fff; --ink: #000; --soft: #444; --line: #bbb; --panel: #fff; --bar: #777; --link: #000;
    --bad: #a8071a; --warn: #7a5200; --good: #17693a; --open: #0b5c73; --off: #63605b; --out: #6d28a0; }
  .bar, .band, .span { print-color-adjust: exact; }
}
"""
_OF_PAGE = """
* { box-sizing: border-box; }
body {
  margin: 0 auto; max-width: 54rem; padding: 2rem 1.25rem 3rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 var(--face); overflow-wrap: anywhere;
}
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .35rem; font-weight: 650; letter-spacing: -.01em; }
h2 { font-size: 1.1rem; margin: 2.5rem 0 .8rem; font-weight: 650; }
h3 { font-size: .95rem; margin: 1.4rem 0 .4rem; font-weight: 600; color: var(--soft); }
p { margin: .35rem 0; } a { color: var(--link); } .soft { color: var(--soft); }
.over { margin: 0 0 1.2rem; color: var(--soft); font-size: .9rem; }
.counts { list-style: none; display: flex; flex-wrap: wrap; gap: .5rem; margin: 1rem 0; padding: 0; }
.counts li { border: 1px solid var(--line); border-radius: 2rem; padding: .15rem .75rem; font-size: .9rem; }
.counts b, .claim h3 b, .sign { color: var(--tone); }
.claim { border: 1px solid var(--line); border-left: 4px solid var(--tone); border-radius: .35rem; margin: .8rem 0;
  padding: .7rem 1rem; background: var(--panel); break-inside: avoid; }
.claim:target { outline: 2px solid var(--tone); outline-offset: 2px; }
.claim h3 { margin: 0 0 .4rem; font-size: 1rem; font-weight: 400; color: inherit; } .claim h3 b { font-weight: 650; }
.claim .id { float: right; margin-left: 1rem; color: var(--soft); font-size: .85rem; text-decoration: none; }
.claim .said { border-top: 1px solid var(--line); padding-top: .4rem; font-weight: 600; }
.claim p, .claim li { font-size: .93rem; } .claim ul { margin: .35rem 0; padding-left: 1.1rem; }
.claim dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem .9rem; margin: .5rem 0;
  font-size: .93rem; }
dt { color: var(--soft); } dd { margin: 0; }
blockquote { margin: .2rem 0; font-style: italic; color: var(--soft); }
table { border-collapse: collapse; font-size: .9rem; margin: .4rem 0; }
th { font-weight: 400; color: var(--soft); text-align: left; }
td, th { padding: .1rem 1rem .1rem 0; vertical-align: top; }
.short { list-style: none; padding: 0; margin: 0; } .short li { border-top: 1px solid var(--line); padding: .45rem 0; }
.short li:target { background: var(--panel); }
.article { font: 1.08rem/1.65 Georgia, "Times New Roman", serif; }
.article h3 { font: 650 1.35rem/1.3 Georgia, serif; color: inherit; } .article .caption { font-style: italic; }
sup a { color: var(--tone); font: 600 .7rem var(--face); text-decoration: none; white-space: nowrap; }
footer { margin-top: 3rem; border-top: 1px solid var(--line); padding-top: .8rem; color: var(--soft);
  font-size: .82rem; }
@media (max-width: 40rem) {
  body { padding: 1.2rem .9rem 2rem; } h1 { font-size: 1.3rem; }
  .claim dl { display: block; } dd { margin-bottom: .3rem; }
}
@media print {
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  h2, h3 { break-after: avoid; } figure { break-inside: avoid; }
  .claim .source a::after { content: " (" attr(href) ")"; }
}
"""
STYLE = SHARED + _OF_PAGE
"""The style of the self-contained page."""
POLICY = f"default-src 'none'; style-src 'sha256-{b64encode(sha256(STYLE.encode()).digest()).decode()}'"
"""The content security policy of the page: this style and nothing else, from anywhere."""
