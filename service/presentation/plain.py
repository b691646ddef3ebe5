"""A report as plain text, to be pasted into a mail or a ticket."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from service.domain.verdicts import Label
from service.presentation import wording
from service.presentation.wording import VERDICTS, printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from service.presentation.view import ClaimView, ReportView

MEDIA_TYPE = "text/plain; charset=utf-8"
_TOLD_IN_FULL = (Label.CONTRADICTED, Label.UNSUPPORTED, Label.SUSPECT)


def plain(
    report: ReportView, title: str, address: str = "", said: Mapping[str, Sequence[str]] = MappingProxyType({})
) -> str:
    """The report on the article called `title`: what to look at in full, the rest line by line.

    `address` is where the report can be read, `said` what people have said of claims, in sentences by `claim_key`.
    """
    return "\n".join(printable(line) for line in _lines(report, title, address, said)) + "\n"


def _lines(report: ReportView, title: str, address: str, said: Mapping[str, Sequence[str]]) -> Iterator[str]:
    yield from filter(None, (title, wording.leading(report), wording.score(report), wording.date_used(report), address))
    for label, words in VERDICTS.items():
        found = [claim for claim in report.claims if claim.label is label]
        if found:
            yield ""
            yield f"{words.words.upper()} ({len(found)})"
            for claim in found:
                yield from _claim(claim, said.get(claim.claim_key, ()), in_full=label in _TOLD_IN_FULL)


def _claim(claim: ClaimView, said: Sequence[str], *, in_full: bool) -> Iterator[str]:
    yield f"{VERDICTS[claim.label].sign} {claim.id} {claim.statement}"
    if in_full:
        yield f"   “{claim.quote}”"
        told = (wording.because(claim), *(finding.detail for finding in claim.findings))
        yield from (f"   {line}" for line in dict.fromkeys(filter(None, told)))
        for fact in {fact.fact_id: fact for fact in claim.evidence}.values():
            yield f"   Source: {wording.source(fact)}{f' {fact.url}' if fact.url else ''}"
        if claim.nearest:
            yield f"   Nearest fact: {claim.nearest}"
        if claim.would_hold:
            yield f"   {claim.would_hold}"
    yield from (f"   {line}" for line in said)
