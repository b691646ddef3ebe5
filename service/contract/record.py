"""The record as people look at it, as JSON: facts with their history, the queue of review, revisions and changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.contract.dates import day_json, moment_json
from service.domain.telling import STATUSES, marked, told, when
from service.ledger.correcting import values

if TYPE_CHECKING:
    from service.domain.facts import Fact
    from service.domain.verdicts import Finding
    from service.ledger.dossier import Dossier, Event, Standing
    from service.ledger.history import Change, Entry
    from service.ledger.review import Decided
    from service.ledger.waiting import Waiting


def fact_json(fact: Fact) -> dict[str, object]:
    """A fact in plain words, with when it holds, its sentence and where that stands."""
    known, days = fact.provenance, fact.valid
    return {
        "id": fact.id,
        "statement": told(fact.proposition),
        "when": when(days),
        "valid": [day_json(day) for day in (days.start_min, days.start_max, days.end_min, days.end_max)],
        "parts": values(fact),
        "polarity": fact.proposition.polarity.value,
        "modality": fact.proposition.modality.value,
        "status": fact.status.value,
        "status_text": STATUSES[fact.status],
        "quote": known.quote,
        "marks": [[span.start, span.end] for span in marked(fact)],
        "source": known.source,
        "url": known.url,
        "published_at": day_json(known.published_on),
        "start": known.span.start if known.span else None,
        "end": known.span.end if known.span else None,
        "locator": known.locator,
        "licence": known.licence or None,
    }


def dossier_json(found: Dossier) -> dict[str, object]:
    """A fact with how it stands and its whole history."""
    return {**fact_json(found.fact), **_standing(found.standing), "history": [_event(one) for one in found.history]}


def waiting_json(one: Waiting) -> dict[str, object]:
    """A fact that waits for a person, with what speaks for and against it."""
    dispute = one.dispute
    contest = None
    if dispute is not None:
        words = [{"by": who, "stands": stands} for who, stands in dispute.words]
        contest = {"by": dispute.by, "at": moment_json(dispute.at), "why": dispute.why, "words": words}
    return {
        "fact": fact_json(one.fact),
        "contest": contest,
        "findings": [_finding(found) for found in one.findings],
        "asked": one.asked,
    }


def decided_json(decided: Decided, standing: Standing) -> dict[str, object]:
    """What became of a fact: the revision that says so, how it stands, and which fact now stands for it."""
    return {"fact_id": decided.fact, "stands_for_it": decided.better, "ledger_revision": decided.revision.id} | (
        _standing(standing)
    )


def revision_json(entry: Entry) -> dict[str, object]:
    """A revision: number, digest, when, who, why; number 0 is before the first."""
    at = moment_json(entry.at) if entry.number else None
    return {"number": entry.number, "id": entry.id, "at": at, "by": entry.by, "why": entry.why}


def change_json(change: Change) -> dict[str, object]:
    """One change of a revision."""
    return {"what": change.what, "id": change.id, "text": change.text, "other": change.other, "why": change.why}


def _standing(known: Standing) -> dict[str, object]:
    return {"state": known.state.value, "superseded_by": known.since.other}


def _event(event: Event) -> dict[str, object]:
    return {
        "fact_id": event.fact,
        "what": event.what.value,
        "revision": event.revision,
        "at": moment_json(event.at),
        "by": event.by,
        "why": event.why,
        "superseded_by": event.other,
        "until": moment_json(event.until) if event.until else None,
    }


def _finding(found: Finding) -> dict[str, object]:
    return {
        "rule": found.rule,
        "bearing": found.bearing.value,
        "detail": found.detail,
        "facts": [
            {
                "id": fact.id,
                "source": fact.provenance.source,
                "published_at": day_json(fact.provenance.published_on),
                "status": fact.status.value,
                "status_text": STATUSES[fact.status],
                "quote": fact.provenance.quote,
            }
            for fact in found.facts
        ],
    }
