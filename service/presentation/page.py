"""The report as one self-contained page: no script, nothing loaded, every word of the article escaped.

What asks the reader to do something comes first, then when everything was, then the article with its claims marked,
then what matches and what nobody knows. It reads the same on a screen, on a telephone and on paper.
"""

from __future__ import annotations

from html import escape
from types import MappingProxyType
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from service.domain.text import Role
from service.domain.verdicts import Bearing, Label
from service.presentation import wording
from service.presentation.marking import passages
from service.presentation.meter import meter
from service.presentation.style import POLICY, STYLE
from service.presentation.timeline import charts, key, svg
from service.presentation.wording import VERDICTS, printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from service.domain.text import Document
    from service.presentation.marking import Passage
    from service.presentation.view import ClaimView, EvidenceView, FindingView, ReportView

_ASKING = (Label.CONTRADICTED, Label.UNSUPPORTED, Label.SUSPECT)
_NOTHING_SAID = "What is not on record is not held against a text."


def page(
    report: ReportView, document: Document | None = None, said: Mapping[str, Sequence[str]] = MappingProxyType({})
) -> str:
    """The whole page; with `document`, the article that the report is about, its text with the claims marked.

    `said` is what people have said of claims since, in sentences, by `claim_key`.
    """
    title = _text((document and document.title) or "Dateline report")
    body = "\n".join(
        (
            *_head(report, document),
            *_asking(report, said),
            *_timeline(report),
            *(_article(report, document) if document else ()),
            *_others(report, said),
            *_foot(report),
        )
    )
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _head(report: ReportView, document: Document | None) -> Iterator[str]:
    yield "<header>"
    over = [part for part in (document.title, document.source) if part] if document else []
    if over:
        yield f'<p class="over">{_text(" · ".join(over))}</p>'
    yield f"<h1>{_text(wording.leading(report))}</h1>"
    yield f"<p><strong>{_text(wording.score(report))}</strong></p>"
    if report.score is not None:
        yield meter(report.score, report.interval)
    numbers = "".join(
        f'<li class="{label.value}"><b>{VERDICTS[label].sign} {count}</b> {VERDICTS[label].words}</li>'
        for label, count in wording.counts(report)
    )
    yield f'<ul class="counts">{numbers}</ul>' if numbers else ""
    yield f'<p class="soft">{wording.found(report)}{wording.unread(report)}. {_NOTHING_SAID}</p>'
    yield f'<p class="soft">{_text(wording.date_used(report))}</p>'
    yield from (f'<p class="soft">{_text(told[0].upper() + told[1:])}.</p>' for told in wording.hypotheses(report))
    yield "</header>\n<main>"


def _asking(report: ReportView, said: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """What an editor has to look at, the worst first."""
    found = [claim for label in _ASKING for claim in report.claims if claim.label is label]
    if found:
        yield "<section><h2>To look at</h2>"
        yield from (_card(claim, said.get(claim.claim_key, ())) for claim in found)
        yield "</section>"


def _timeline(report: ReportView) -> Iterator[str]:
    drawn = [(chart, svg(chart, report.as_of)) for chart in charts(report)]
    if not any(drawing for _, drawing in drawn):
        return
    yield "<section><h2>Timeline</h2>"
    for chart, drawing in drawn:
        more = f"<p class='soft'>{chart.left_out} more claims are listed in words only.</p>" if chart.left_out else ""
        yield f"<figure><figcaption><h3>{chart.title}</h3></figcaption>{drawing}{more}</figure>"
    yield f"{key(report)}</section>"


def _article(report: ReportView, document: Document) -> Iterator[str]:
    language = f' lang="{_text(document.language)}"' if document.language.isalpha() else ""
    yield f'<section><h2>The article</h2><div class="article"{language}>'
    for passage in passages(report, document):
        tag = "h3" if passage.block.role is Role.HEADLINE else "p"
        kind = ' class="caption"' if passage.block.role is Role.CAPTION else ""
        yield f"<{tag}{kind}>{_marked(passage)}</{tag}>"
    yield "</div></section>"


def _marked(passage: Passage) -> str:
    parts: list[str] = []
    for piece in passage.pieces:
        words = _text(piece.text)
        parts.append(f'<mark class="{piece.shown.label.value}">{words}</mark>' if piece.shown else words)
        parts.extend(
            f'<sup class="{claim.label.value}"> <a href="#{_text(claim.id)}">{_sign(claim)}</a></sup>'
            for claim in piece.ending
        )
    return "".join(parts)


def _others(report: ReportView, said: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """What matches, with what it rests on, and what nobody knows."""
    matching = [claim for claim in report.claims if claim.label is Label.SUPPORTED]
    if matching:
        yield f"<section><h2>{VERDICTS[Label.SUPPORTED].words}</h2>"
        yield from (_card(claim, said.get(claim.claim_key, ())) for claim in matching)
        yield "</section>"
    for label in (Label.NOT_ENOUGH_INFO, Label.NOT_CHECKABLE):
        found = [claim for claim in report.claims if claim.label is label]
        if found:
            yield f'<section><h2>{VERDICTS[label].words}</h2><ul class="short">'
            yield from map(_line, found)
            yield "</ul></section>"
    yield "</main>"


def _line(claim: ClaimView) -> str:
    why = wording.because(claim)
    told = f' <span class="soft">{_text(why)}</span>' if why else ""
    said = f'<b class="sign">{_sign(claim)}</b> {_text(claim.statement)}{told}'
    return f'<li id="{_text(claim.id)}" class="{claim.label.value}">{said}</li>'


def _card(claim: ClaimView, said: Sequence[str]) -> str:
    look = VERDICTS[claim.label]
    name = _text(claim.id)
    told = f"<b>{look.sign} {look.words}:</b> {_text(claim.statement)}"
    parts = [f'<h3><a class="id" href="#{name}">{name}</a>{told}</h3>']
    if why := wording.because(claim):
        parts.append(f"<p>{_text(why)}</p>")
    parts.extend(dict.fromkeys(map(_finding, claim.findings)))
    if claim.evidence:
        parts.append(f"<ul>{''.join(_sources(claim.evidence))}</ul>")
    if claim.nearest and claim.label is not Label.SUPPORTED:
        parts.append(f"<p><strong>Nearest fact:</strong> {_text(claim.nearest)}</p>")
        parts.append(f"<p>{_text(claim.would_hold)}</p>" if claim.would_hold else "")
    parts.extend(f'<p class="said">{_text(words)}</p>' for words in said)
    return f'<article id="{name}" class="claim {claim.label.value}">{"".join(parts)}</article>'


def _finding(finding: FindingView) -> str:
    beside = _differences(finding) if finding.differences and finding.bearing is not Bearing.SUPPORTS else ""
    if not beside and finding.recorded not in finding.detail:
        claimed, recorded = _text(finding.claimed), _text(finding.recorded)
        beside = f"<dl><dt>Claimed</dt><dd>{claimed}</dd><dt>Recorded</dt><dd>{recorded}</dd></dl>"
    return f"<p>{_text(finding.detail)}</p>{beside}"


def _differences(finding: FindingView) -> str:
    """The words of the claim that differ, and the words of the evidence that they differ from, side by side."""
    rows = "".join(
        f"<tr><th>{wording.SLOTS[row.slot]}</th><td><b>{_text(row.words)}</b></td>"
        f"<td>{f'<b>{_text(row.recorded)}</b>' if row.recorded else wording.CHANGES[row.change]}</td></tr>"
        for row in finding.differences
    )
    return f"<table><tr><th></th><th>This text</th><th>The evidence</th></tr>{rows}</table>"


def _sources(facts: Iterable[EvidenceView]) -> Iterator[str]:
    """Where the facts come from, what was read with its sentence; rows of one table together."""
    grouped: dict[tuple[str, str], list[EvidenceView]] = {}
    for fact in facts:
        grouped.setdefault((wording.source(fact), _address(fact.url)), []).append(fact)
    for (told, address), members in grouped.items():
        words = _text(told)
        where = f'<a href="{address}" rel="noopener noreferrer nofollow">{words}</a>' if address else words
        places = dict.fromkeys(fact.locator for fact in members if not fact.quote and fact.locator != fact.url)
        place = f' <small class="soft">{_text("; ".join(filter(None, places)))}</small>' if places else ""
        quotes = dict.fromkeys(fact.quote for fact in members if fact.quote)
        quoted = "".join(f"<blockquote>“{_text(quote)}”</blockquote>" for quote in quotes)
        yield f'<li class="source">{where}{place}{quoted}</li>'


def _address(url: str | None) -> str:
    """An address that a link may lead to, escaped; empty for anything but the web."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return ""
    return _text(url or "") if parts.scheme in {"http", "https"} and parts.netloc else ""


def _sign(claim: ClaimView) -> str:
    return f"{VERDICTS[claim.label].sign}&nbsp;{_text(claim.id)}"


def _foot(report: ReportView) -> Iterator[str]:
    known = f", as known {report.known_at}" if report.known_at else ""
    yield (
        f"<footer>Report {_text(report.id)}. Dateline {_text(report.pipeline_version)}, "
        f"ledger revision {_text(report.ledger_revision or 'none')}{_text(known)}. "
        f"Text SHA-256 {_text(report.text_sha256)}.</footer>"
    )


def _text(words: str) -> str:
    return escape(printable(words), quote=True)
