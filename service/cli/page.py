"""The report as one self-contained HTML page: no script, no address, every word of the article escaped."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from service.cli import wording
from service.cli.marking import passages
from service.cli.wording import VERDICTS, printable
from service.domain.telling import days
from service.domain.text import Role
from service.domain.verdicts import Change, Label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.cli.marking import Passage
    from service.domain.verdicts import Aligned, Finding, Report, Verdict

_OPEN_ABOVE = VERDICTS[Label.SUPPORTED].weight  # notes that ask the reader to do something are open from the start
_STYLE = """
:root {
  color-scheme: light dark;
  --bad: #b00020; --warn: #8a6100; --good: #1b6e2e; --open: #00687a; --off: #6b6b6b; --out: #7b1fa2;
}
@media (prefers-color-scheme: dark) {
  :root { --bad: #ff8a95; --warn: #f0c05a; --good: #7fd695; --open: #6fd3e6; --off: #a0a0a0; --out: #d59cf0; }
}
body { font: 1.05rem/1.6 Georgia, serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
header, details, footer { font-family: system-ui, sans-serif; font-size: .92rem; }
h1 { font: 600 1.5rem/1.3 system-ui, sans-serif; margin: 0; }
h2 { font-size: 1.35rem; line-height: 1.3; }
mark { background: none; color: inherit; text-decoration: underline .14em; text-underline-offset: .2em; }
mark, sup, summary b { text-decoration-color: var(--tone); }
sup, summary b { color: var(--tone); font: 600 .75rem system-ui, sans-serif; white-space: nowrap; }
summary b { font-size: .92rem; }
.contradicted { --tone: var(--bad); } .suspect { --tone: var(--warn); } .supported { --tone: var(--good); }
.not_enough_info { --tone: var(--open); } .not_checkable { --tone: var(--off); } .unsupported { --tone: var(--out); }
.caption { font-style: italic; } details { margin: .3rem 0 .3rem 1rem; }
details p, details table { margin: .2rem 0 .2rem 1rem; }
th { font-weight: 400; color: var(--off); text-align: left; }
td, th { padding: 0 1rem 0 0; vertical-align: top; }
footer { margin-top: 3rem; color: var(--off); overflow-wrap: anywhere; }
"""


def page(report: Report) -> str:
    """The whole page."""
    title = _text(report.document.title or "Dateline report")
    body = "\n".join((*_head(report), *_article(report), *_foot(report)))
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _head(report: Report) -> Iterator[str]:
    yield f"<header><h1>{_text(wording.outcome(report))}</h1>"
    yield f"<p><strong>{_text(wording.score(report))}</strong></p>"
    yield f"<p>{_text(wording.coverage(report))}<br>{_text(wording.date_used(report.date))}</p>"
    for hypothesis in report.date.hypotheses:
        told = (
            f"If written {days(hypothesis.interval)} ({hypothesis.because}): "
            f"{hypothesis.supported} match, {hypothesis.contradicted} conflict"
        )
        yield f"<p>{_text(told)}</p>"
    yield "</header>\n<main>"


def _article(report: Report) -> Iterator[str]:
    for passage in passages(report):
        tag = "h2" if passage.block.role is Role.HEADLINE else "p"
        kind = ' class="caption"' if passage.block.role is Role.CAPTION else ""
        yield f"<{tag}{kind}>{_marked(passage)}</{tag}>"
        yield from (_note(verdict) for verdict in passage.verdicts)
    yield "</main>"


def _marked(passage: Passage) -> str:
    parts: list[str] = []
    for piece in passage.pieces:
        words = _text(piece.text)
        parts.append(f'<mark class="{piece.shown.label.value}">{words}</mark>' if piece.shown else words)
        parts.extend(f'<sup class="{verdict.label.value}"> {_sign(verdict)}</sup>' for verdict in piece.ending)
    return "".join(parts)


def _sign(verdict: Verdict) -> str:
    return f"{VERDICTS[verdict.label].sign}&nbsp;{_text(verdict.claim.id)}"


def _note(verdict: Verdict) -> str:
    look = VERDICTS[verdict.label]
    lines = [because] if (because := wording.because(verdict)) else []
    for finding in verdict.findings:
        beside = [] if _differing(finding) else [f"Claimed: {finding.claimed}. Recorded: {finding.recorded}."]
        lines += [finding.detail, *beside]
    for fact in wording.facts(verdict):
        quote = f": “{fact.provenance.quote}”" if fact.provenance.quote else ""
        lines.append(f"Source: {wording.source(fact)}{quote}")
    if verdict.suggestion is not None:
        lines.append(f"Nearest fact: {verdict.suggestion.text}")
        if verdict.suggestion.would_hold:
            lines.append(verdict.suggestion.would_hold)
    told = "".join(f"<p>{_text(line)}</p>" for line in lines)
    told += "".join(_beside(finding) for finding in verdict.findings if _differing(finding))
    summary = f"<b>{_sign(verdict)} {look.words}</b> {_text(verdict.claim.statement)}"
    opened = " open" if look.weight > _OPEN_ABOVE else ""
    return f'<details class="{verdict.label.value}"{opened}><summary>{summary}</summary>{told}</details>'


def _differing(finding: Finding) -> list[Aligned]:
    return [row for row in finding.alignment if row.change is not Change.SUPPORTED]


def _beside(finding: Finding) -> str:
    """The words of the claim that differ, and the words of the evidence that they differ from, side by side."""
    rows = "".join(
        f"<tr><th>{wording.SLOTS[row.slot]}</th><td><b>{_text(row.words)}</b></td>"
        f"<td>{f'<b>{_text(row.recorded)}</b>' if row.recorded else wording.CHANGES[row.change]}</td></tr>"
        for row in _differing(finding)
    )
    return f"<table><tr><th></th><th>This text</th><th>The evidence</th></tr>{rows}</table>"


def _foot(report: Report) -> Iterator[str]:
    revision = report.revision.id if report.revision else "none"
    yield (
        f"<footer>Dateline {_text(report.pipeline_version)}, ledger revision {_text(revision)}, "
        f"text SHA-256 {_text(report.document.sha256)}</footer>"
    )


def _text(words: str) -> str:
    return escape(printable(words), quote=True)
