"""When an undated text can have been written, judged from the text itself.

Two bounds: it is later than the latest calendar date that it tells as past, and it lies in the tenures of
those whom it names with a present title. The reading with the most titles in force together is taken.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.checking import phrases
from service.checking.case import Case, Context, told_as_past
from service.checking.matching import UNREAL, dated, definite
from service.checking.tenures import resolve
from service.domain.claims import ClaimKind, OfficeStatus
from service.domain.time import Interval

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from service.checking.evidence import Evidence, Term
    from service.domain.claims import Claim
    from service.domain.text import Document

_MOST_WINDOWS = 3


def windows(
    claims: Sequence[Claim], document: Document, evidence: Evidence, horizon: date | None
) -> tuple[tuple[Interval, str], ...]:
    """The stretches of time in which the text can have been written, each with its reason; none where nothing tells.

    `horizon` is the day of the check, where it is known: nothing was written after it.
    """
    earliest, because = _earliest(claims, document)
    bounds = Interval(earliest, horizon if horizon is None or earliest is None or horizon > earliest else None)
    context = Context.of(document, tuple(claims), None, None)
    options = [terms for claim in claims if (terms := _terms(Case(claim, evidence, context)))]
    options = list({terms[0].person.key + terms[0].held.role: terms for terms in options}.values())
    best: list[tuple[Interval, list[Term]]] = []
    most = 0
    for first in range(len(options)):
        found: list[tuple[Interval, list[Term]]] = [(bounds, [])]
        for terms in (*options[first:], *options[:first]):
            found = _narrowed(found, terms) or found
        count = max((len(used) for _, used in found), default=0)
        if count > most:
            most, best = count, found
    if not best and earliest is None:
        return ()
    best = sorted(best or [(bounds, [])], key=lambda pair: pair[0].start.toordinal() if pair[0].start else 0)
    return tuple((window, _reason(used, because)) for window, used in best[-_MOST_WINDOWS:])


def hull(found: Sequence[tuple[Interval, str]]) -> Interval | None:
    """The days from the first to the last of the windows; None without any."""
    return Interval(found[0][0].start, found[-1][0].end) if found else None


def _narrowed(found: list[tuple[Interval, list[Term]]], terms: list[Term]) -> list[tuple[Interval, list[Term]]]:
    narrowed = []
    for window, used in found:
        for term in terms:
            common = window.intersect(term.possible)
            if common is not None:
                narrowed.append((common, [*used, term]))
    return narrowed


def _terms(case: Case) -> list[Term]:
    """The recorded tenures that a present title without a date of its own can mean."""
    held = case.proposition.office
    if held is None or held.status is not OfficeStatus.CURRENT or held.at_writing or dated(case.proposition):
        return []
    if case.proposition.kind is not ClaimKind.OFFICE:
        return []
    keys = resolve(case)
    return [term for term in case.evidence.terms_of(held.person) if not term.sighting and term.keys & keys]


def _earliest(claims: Sequence[Claim], document: Document) -> tuple[date | None, str]:
    """The latest beginning of what the text dates by the calendar and tells as past."""
    latest: date | None = None
    because = ""
    for claim in claims:
        time = claim.proposition.time
        if time is None or claim.proposition.modality in UNREAL or not definite(claim.proposition):
            continue
        explicit = time.expression is None or time.expression.anchor in {"explicit", None}
        start = time.interval.start
        if start is not None and explicit and (latest is None or start > latest) and told_as_past(claim, document):
            latest, because = start, f"it tells as past what it dates {phrases.within(time.interval)}"
    return latest, because


def _reason(used: Sequence[Term], because: str) -> str:
    titles = [f"{term.person.name} was {term.held.title} ({phrases.tenure(term.fact)})" for term in used]
    return "; ".join([*titles, *([because] if because else [])])
