"""Stored reports as people look at them, as JSON: lists, replays, what a change turns, what was said of verdicts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.contract.dates import day_json, moment_json
from service.contract.stories import dismissal_json

if TYPE_CHECKING:
    from collections.abc import Iterable

    from service.desks.corrections import Corrections, Settled
    from service.desks.flips import Flip
    from service.desks.reports import Replayed
    from service.domain.stories import Dismissal, Turned
    from service.records.corrections import Dispute, Ruling
    from service.records.reports import StoredReport


def stored_json(report: StoredReport) -> dict[str, object]:
    """A stored report without its body."""
    kept = report.content
    found: dict[str, object] = {
        "id": report.id,
        "at": moment_json(report.at),
        "text_sha256": report.text_sha256,
        "report_sha256": report.report_sha256,
        "pipeline_version": report.pipeline_version,
        "ledger_revision": report.ledger_revision,
        "known_at": moment_json(report.known_at) if report.known_at else None,
    }
    if kept is None:
        return found
    return found | {
        "story": kept.story,
        "version_of": kept.version_of,
        "since": kept.earlier,
        "source": kept.source,
        "url": kept.url,
        "title": kept.title,
        "published_at": day_json(kept.published_on),
        "closed": kept.closed,
        "score": kept.score,
        "outcome": kept.outcome,
    }


def replayed_json(replayed: Replayed) -> dict[str, object]:
    """What came of a replay."""
    return {
        "id": replayed.id,
        "identical": replayed.identical,
        "pipeline_version": {"recorded": replayed.recorded, "running": replayed.running},
        "ledger_revision": replayed.ledger_revision,
        "score": replayed.score,
        "differs": [{"pointer": one.pointer, "was": one.was, "now": one.now} for one in replayed.differs],
        "today": {
            "ledger_revision": replayed.today.ledger_revision,
            "score": replayed.today.score,
            "changed": _turned(replayed.today.changed),
        },
    }


def flip_json(flip: Flip) -> dict[str, object]:
    """A report that a change turns."""
    return {
        "report": stored_json(flip.report),
        "score": {"was": flip.was, "now": flip.now},
        "changed": _turned(flip.changed),
    }


def dismissed_json(dismissal: Dismissal) -> dict[str, object]:
    """A flag that is dismissed, with its claim."""
    return {"claim_key": dismissal.claim_key, **dismissal_json(dismissal)}


def corrections_json(found: Corrections) -> dict[str, object]:
    """All that people have said of the claims of a report."""
    return {
        "report": found.report,
        "story": found.story,
        "dismissed": [dismissed_json(one) for one in found.dismissed.values()],
        "disputes": [dispute_json(one) for one in found.disputes],
        "rulings": [ruling_json(one) for one in found.rulings.values()],
    }


def dispute_json(dispute: Dispute) -> dict[str, object]:
    """A dispute, and the ruling on it where there is one."""
    return {
        "id": dispute.id,
        "state": "open" if dispute.ruling is None else "settled",
        "report": dispute.report,
        "story": dispute.story,
        "claim_key": dispute.claim_key,
        "was": dispute.was,
        "verdict": dispute.verdict,
        "by": dispute.by,
        "at": moment_json(dispute.at),
        "why": dispute.why,
        "ruling": ruling_json(dispute.ruling) if dispute.ruling else None,
    }


def ruling_json(ruling: Ruling) -> dict[str, object]:
    """The verdict that holds since somebody settled a dispute."""
    return {
        "claim_key": ruling.claim_key,
        "verdict": ruling.verdict,
        "by": ruling.by,
        "at": moment_json(ruling.at),
        "why": ruling.why,
    }


def settled_json(settled: Settled) -> dict[str, object]:
    """A settled dispute and the reports that hold the claim."""
    return {**dispute_json(settled.dispute), "affected": list(settled.affected)}


def _turned(changed: Iterable[Turned]) -> list[dict[str, object]]:
    return [{"claim_key": one.claim_key, "was": one.was, "now": one.now} for one in changed]
