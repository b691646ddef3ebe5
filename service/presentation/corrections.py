"""What people have said of the claims of a report, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from service.domain.time import in_words
from service.domain.verdicts import Label
from service.presentation.wording import VERDICTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from service.desks.corrections import Corrections


def said_of(found: Corrections) -> Mapping[str, list[str]]:
    """What people have said of the claims of a report, in sentences by `claim_key`, oldest first."""
    said: dict[str, list[str]] = {}
    for key, dismissal in found.dismissed.items():
        told = f"Dismissed for this story by {dismissal.by} on {in_words(dismissal.at.date())}: {dismissal.why}"
        said.setdefault(key, []).append(told)
    for dispute in reversed(found.disputes):
        words = VERDICTS[Label(dispute.verdict)].words
        opened = f"Disputed by {dispute.by} on {in_words(dispute.at.date())}, who holds “{words}”: {dispute.why}"
        said.setdefault(dispute.claim_key, []).append(opened)
        if (ruling := dispute.ruling) is not None:
            holds = VERDICTS[Label(ruling.verdict)].words
            why = f": {ruling.why}" if ruling.why else "."
            settled = f"Settled by {ruling.by} on {in_words(ruling.at.date())}; the verdict is “{holds}”{why}"
            said[dispute.claim_key].append(settled)
    return said


def shown(report: Mapping[str, Any]) -> Mapping[str, list[str]]:
    """The flags that a report itself says are dismissed, in sentences by `claim_key`."""
    return {
        claim["claim_key"]: [f"Dismissed for this story by {claim['dismissed']['by']}: {claim['dismissed']['why']}"]
        for claim in report["claims"]
        if "dismissed" in claim
    }
