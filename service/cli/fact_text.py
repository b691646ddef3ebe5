"""A fact as a person who decides about it sees it: in plain words, with its sentence and what speaks against it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from service.cli.wording import printable
from service.domain.telling import STATUSES, marked, told, when
from service.domain.time import in_words
from service.domain.verdicts import Bearing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.domain.facts import Fact
    from service.domain.verdicts import Finding
    from service.ledger.dossier import Event
    from service.ledger.waiting import Dispute, Waiting

_LABEL = 10
_MOST_FINDINGS = 5
_MOST_WITNESSES = 3
_MARK = "bold underline"


def waiting_lines(one: Waiting, *, terminal: bool) -> Iterator[Text]:
    """A fact that waits, its sentence with the words marked: by style on a terminal, else by brackets."""
    yield Text(printable(told(one.fact.proposition)), style="bold")
    yield from fact_lines(one.fact, terminal=terminal)
    if one.dispute is not None:
        yield from _dispute(one.dispute)
    against = [found for found in one.findings if found.bearing is not Bearing.SUPPORTS]
    for found in against[:_MOST_FINDINGS]:
        yield from _finding("conflict" if found.facts else "doubt", found, "yellow")
    for found in [found for found in one.findings if found.bearing is Bearing.SUPPORTS][:1]:
        yield from _finding("agrees", found, "green")
    if one.asked:
        yield _line("asked for", f"by {one.asked} checked texts that name somebody or something in it")


def fact_lines(fact: Fact, *, terminal: bool) -> Iterator[Text]:
    """When a fact holds, the sentence it was read from, and where that stands."""
    yield _line("when", when(fact.valid))
    if fact.provenance.quote:
        sentence = Text(f"{'sentence':<{_LABEL}}", style="dim")
        yield sentence.append_text(_sentence(fact, terminal=terminal))
    yield _line("source", _source(fact))
    yield _line("fact", fact.id)


def event_line(event: Event) -> str:
    """One line of a fact's history."""
    what = f"{event.what} by {event.other[:12]}" if event.other else event.what.value
    why = f": {event.why}" if event.why else ""
    head = f"{event.at:%Y-%m-%d %H:%M:%S} UTC, revision {event.revision}, {event.by}"
    return printable(f"{head}: {event.fact[:12]} {what}{why}")


def _sentence(fact: Fact, *, terminal: bool) -> Text:
    quote, at, shown = fact.provenance.quote, 0, Text(style="not dim")
    for span in marked(fact):
        shown.append(printable(quote[at : span.start]))
        words = printable(span.of(quote))
        shown.append(words if terminal else f"[{words}]", style=_MARK)
        at = span.end
    return shown.append(printable(quote[at:]))


def _finding(label: str, found: Finding, style: str) -> Iterator[Text]:
    yield _line(label, found.detail, style)
    for told_by in dict.fromkeys(map(_witness, found.facts[:_MOST_WITNESSES])):
        yield _line("", told_by)


def _witness(fact: Fact) -> str:
    return f"{_source(fact)}: “{fact.provenance.quote}”" if fact.provenance.quote else _source(fact)


def _source(fact: Fact) -> str:
    """Who told it when, how it was admitted, and where it can be read."""
    known = fact.provenance
    published = f", {in_words(known.published_on)}" if known.published_on else ""
    return f"{known.source}{published} [{STATUSES[fact.status]}]{f' {known.url}' if known.url else ''}"


def _dispute(dispute: Dispute) -> Iterator[Text]:
    yield _line("contested", f"by {dispute.by} on {dispute.at:%Y-%m-%d %H:%M} UTC: {dispute.why}", "red")
    for who, stands in dispute.words:
        yield _line("", f"{who} says that it {'stands' if stands else 'falls'}")


def _line(label: str, words: str, style: str = "") -> Text:
    return Text(f"{label:<{_LABEL}}", style="dim").append(printable(words), style=f"not dim {style}".strip())
