"""The report in a terminal: outcome and score first, then the text with marked claims and the reason under each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from service.cli import wording
from service.cli.marking import passages
from service.cli.wording import VERDICTS, printable
from service.domain.telling import days
from service.domain.text import Role
from service.domain.verdicts import Label, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

    from service.cli.marking import Passage
    from service.domain.verdicts import Report, Verdict

_DECIDED = frozenset({Label.CONTRADICTED, Label.SUSPECT, Label.SUPPORTED, Label.UNSUPPORTED})
_NARROWEST = 20
_OUTCOME_STYLE = {
    Outcome.CONFLICTS_FOUND: "bold red",
    Outcome.NO_CONFLICT_FOUND: "bold green",
    Outcome.TOO_LITTLE_CHECKED: "bold",
}


def print_report(report: Report, console: Console) -> None:
    """Write `report` to `console`; colours and width are the console's."""
    unicode = "utf" in console.encoding.lower()
    for line in _head(report):
        _print(line, 0, console)
    for passage in passages(report):
        console.print()
        _print(_marked(passage, unicode=unicode), 0, console)
        for verdict in passage.verdicts:
            for line, indent in _notes(verdict, unicode=unicode):
                _print(line, indent, console)


def _print(line: Text, indent: int, console: Console) -> None:
    """Write `line`, wrapped and indented, without blanks at the ends of its rows."""
    for row in line.wrap(console, max(_NARROWEST, console.width - indent)):
        row.rstrip()
        console.print(Text(" " * indent) + row, soft_wrap=True)


def _head(report: Report) -> Iterator[Text]:
    yield Text(wording.outcome(report), style=_OUTCOME_STYLE[report.score.outcome])
    yield Text(printable(wording.score(report)), style="bold")
    yield Text(wording.coverage(report))
    yield Text(wording.date_used(report.date))
    for hypothesis in report.date.hypotheses:
        yield Text(
            f"  if written {days(hypothesis.interval)} ({printable(hypothesis.because)}): "
            f"{hypothesis.supported} match, {hypothesis.contradicted} conflict"
        )


def _marked(passage: Passage, *, unicode: bool) -> Text:
    headline = "bold" if passage.block.role is Role.HEADLINE else ""
    line = Text(style=headline)
    for piece in passage.pieces:
        line.append(printable(piece.text), style=VERDICTS[piece.shown.label].colour if piece.shown else "")
        for verdict in piece.ending:
            line.append(f" {_sign(verdict, unicode=unicode)}", style=f"bold {VERDICTS[verdict.label].colour}")
    return line


def _sign(verdict: Verdict, *, unicode: bool) -> str:
    look = VERDICTS[verdict.label]
    return f"[{look.sign if unicode else look.plain_sign}{verdict.claim.id}]"


def _notes(verdict: Verdict, *, unicode: bool) -> Iterator[tuple[Text, int]]:
    """The lines under a claim, each with its indent."""
    look = VERDICTS[verdict.label]
    head = Text(_sign(verdict, unicode=unicode), style=f"bold {look.colour}")
    head.append(f" {look.words}: ", style=f"bold {look.colour}")
    head.append(printable(verdict.claim.statement))
    yield head, 2
    if because := wording.because(verdict):
        yield Text(printable(because), style="dim"), 6
    if verdict.label not in _DECIDED:
        return
    for finding in verdict.findings:
        yield Text(printable(finding.detail)), 6
        yield Text(printable(f"claimed: {finding.claimed}"), style="dim"), 6
        yield Text(printable(f"recorded: {finding.recorded}"), style="dim"), 6
    for told in dict.fromkeys(map(wording.source, wording.facts(verdict))):
        yield Text(printable(f"source: {told}"), style="dim"), 6
    for quote in dict.fromkeys(fact.provenance.quote for fact in wording.facts(verdict) if fact.provenance.quote):
        yield Text(printable(f"“{quote}”" if unicode else f'"{quote}"'), style="dim italic"), 8
    if verdict.suggestion is not None:
        yield Text(printable(f"nearest fact: {verdict.suggestion.text}"), style="italic"), 6
        if verdict.suggestion.would_hold:
            yield Text(printable(verdict.suggestion.would_hold), style="italic"), 6
