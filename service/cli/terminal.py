"""The report in a terminal: outcome and score first, then the text with marked claims and the reason under each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from service.domain.text import Role
from service.domain.verdicts import Outcome
from service.presentation import wording
from service.presentation.marking import passages
from service.presentation.wording import DECIDED, VERDICTS, printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

    from service.domain.text import Document
    from service.presentation.marking import Passage
    from service.presentation.view import ClaimView, EvidenceView, ReportView

_NARROWEST = 20
_OUTCOME_STYLE = {
    Outcome.CONFLICTS_FOUND: "bold red",
    Outcome.NO_CONFLICT_FOUND: "bold green",
    Outcome.TOO_LITTLE_CHECKED: "bold",
}


def print_report(report: ReportView, document: Document, console: Console) -> None:
    """Write the `report` on `document` to `console`; colours and width are the console's."""
    unicode = "utf" in console.encoding.lower()
    for line in _head(report):
        _print(line, 0, console)
    for passage in passages(report, document):
        console.print()
        _print(_marked(passage, unicode=unicode), 0, console)
        for claim in passage.claims:
            for line, indent in _notes(claim, unicode=unicode):
                _print(line, indent, console)


def _print(line: Text, indent: int, console: Console) -> None:
    """Write `line`, wrapped and indented, without blanks at the ends of its rows."""
    for row in line.wrap(console, max(_NARROWEST, console.width - indent)):
        row.rstrip()
        console.print(Text(" " * indent) + row, soft_wrap=True)


def _head(report: ReportView) -> Iterator[Text]:
    yield Text(wording.outcome(report), style=_OUTCOME_STYLE[report.outcome])
    yield Text(printable(wording.score(report)), style="bold")
    yield Text(wording.coverage(report))
    yield Text(wording.date_used(report))
    for told in wording.hypotheses(report):
        yield Text(f"  {printable(told)}")


def _marked(passage: Passage, *, unicode: bool) -> Text:
    headline = "bold" if passage.block.role is Role.HEADLINE else ""
    line = Text(style=headline)
    for piece in passage.pieces:
        line.append(printable(piece.text), style=VERDICTS[piece.shown.label].colour if piece.shown else "")
        for claim in piece.ending:
            line.append(f" {_sign(claim, unicode=unicode)}", style=f"bold {VERDICTS[claim.label].colour}")
    return line


def _sign(claim: ClaimView, *, unicode: bool) -> str:
    look = VERDICTS[claim.label]
    return f"[{look.sign if unicode else look.plain_sign}{claim.id}]"


def _notes(claim: ClaimView, *, unicode: bool) -> Iterator[tuple[Text, int]]:
    """The lines under a claim, each with its indent."""
    look = VERDICTS[claim.label]
    head = Text(_sign(claim, unicode=unicode), style=f"bold {look.colour}")
    head.append(f" {look.words}: ", style=f"bold {look.colour}")
    head.append(printable(claim.statement))
    yield head, 2
    if because := wording.because(claim):
        yield Text(printable(because), style="dim"), 6
    if claim.label not in DECIDED:
        return
    for finding in claim.findings:
        yield Text(printable(finding.detail)), 6
        yield Text(printable(f"claimed: {finding.claimed}"), style="dim"), 6
        yield Text(printable(f"recorded: {finding.recorded}"), style="dim"), 6
    for told in dict.fromkeys(map(_source, claim.evidence)):
        yield Text(printable(f"source: {told}"), style="dim"), 6
    for quote in dict.fromkeys(fact.quote for fact in claim.evidence if fact.quote):
        yield Text(printable(f"“{quote}”" if unicode else f'"{quote}"'), style="dim italic"), 8
    if claim.nearest is not None:
        yield Text(printable(f"nearest fact: {claim.nearest}"), style="italic"), 6
        if claim.would_hold:
            yield Text(printable(claim.would_hold), style="italic"), 6


def _source(fact: EvidenceView) -> str:
    where = fact.url or fact.locator
    return f"{wording.source(fact)} {where}" if where else wording.source(fact)
