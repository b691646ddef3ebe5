"""What editors say of verdicts: a flag dismissed for a story by one person, a verdict disputed and settled by two."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.domain.access import same_person
from service.domain.errors import RefusedInputError
from service.domain.stories import (
    FLAGS,
    CorrectionError,
    Dismissal,
    UnknownClaimError,
    UnknownDisputeError,
    UnknownReportError,
)
from service.ledger.review import Author
from service.records import corrections, reports
from service.records.corrections import Dispute, Ruling
from service.storage.engine import take_turns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from service.domain.verdicts import Label
    from service.records.reports import StoredClaim, StoredReport
    from service.storage.engine import Store

    Announce = Callable[[Connection, Sequence[str], str, datetime], object]
    """Tells whoever wants to know that reports, by their ids, are affected, why, and since when."""


SUPERSEDED = "verdict superseded"
"""Why the reports of a story are affected by a ruling."""


@dataclass(frozen=True, slots=True)
class Corrections:
    """All that people have said of a report's story, as far as it is about claims of the report.

    By `claim_key`: flags that are dismissed and rulings that hold; disputes newest first.
    """

    report: str
    story: str
    dismissed: dict[str, Dismissal]
    disputes: tuple[Dispute, ...]
    rulings: dict[str, Ruling]


@dataclass(frozen=True, slots=True)
class Settled:
    """A dispute with its ruling, and the reports of the story that hold the claim, oldest first."""

    dispute: Dispute
    affected: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Disputed:
    """A dispute with the claim that it is about and the report that this stands in; None once that is forgotten."""

    dispute: Dispute
    report: StoredReport | None
    claim: StoredClaim | None


class CorrectionDesk:
    """Where verdicts are corrected; `clock` gives the time at which something is written.

    Everything that names a report or a claim raises `UnknownReportError` or `UnknownClaimError` where there is none; a
    claim is named by its id in the report or by its `claim_key`. A name or a reason that cannot be taken raises
    `RefusedInputError`, what the state of things does not allow `CorrectionError`.
    """

    def __init__(self, store: Callable[[], Store], clock: Callable[[], datetime], announce: Announce) -> None:
        self._store = store
        self._clock = clock
        self._announce = announce

    def corrections(self, report: str) -> Corrections:
        """What people have said of the claims of a report."""
        with self._store().reading() as connection:
            story, claims = claims_of(connection, report)
            keys = {claim.claim_key for claim in claims}
            said = corrections.dismissed(connection, story)
            ruled = corrections.latest(connection, story)
            disputes = corrections.disputes(connection, story=story)
        return Corrections(
            report,
            story,
            {key: one for key, one in said.items() if key in keys},
            tuple(one for one in disputes if one.claim_key in keys),
            {key: one for key, one in ruled.items() if key in keys},
        )

    def dismiss(self, report: str, claim: str, *, by: str, why: str) -> Dismissal:
        """Dismiss the flag on a claim for all versions of its story."""
        author = Author.named(by, self._clock(), why, needs_reason=True)
        with self._store().keeping() as connection:
            story, found = claim_of(connection, report, claim)
            if found.verdict not in FLAGS:
                raise CorrectionError(f"There is no flag on this claim: its verdict is {found.verdict}.")
            made = Dismissal(found.claim_key, author.by, author.at, author.why)
            corrections.dismiss(connection, story, report, made)
        return made

    def flag_again(self, report: str, claim: str, *, by: str, why: str) -> None:
        """Withdraw a dismissal."""
        author = Author.named(by, self._clock(), why)
        with self._store().keeping() as connection:
            story, found = claim_of(connection, report, claim)
            if found.claim_key not in corrections.dismissed(connection, story):
                raise CorrectionError("The flag on this claim is not dismissed.")
            said = Dismissal(found.claim_key, author.by, author.at, author.why)
            corrections.dismiss(connection, story, report, said, withdrawn=True)

    def dispute(self, report: str, claim: str, verdict: Label, *, by: str, why: str) -> Dispute:
        """Dispute the verdict on a claim, which should be `verdict`; it holds until somebody else has settled it."""
        author = Author.named(by, self._clock(), why, needs_reason=True)
        with self._store().keeping() as connection:
            story, found = claim_of(connection, report, claim)
            key = found.claim_key
            take_turns(connection, story)
            ruling = corrections.latest(connection, story).get(key)
            was = ruling.verdict if ruling else found.verdict
            if was == verdict:
                error = RefusedInputError("This is the verdict that the claim has.")
                error.path = ("verdict",)
                raise error
            if corrections.disputes(connection, story=story, claim_key=key, settled=False):
                raise CorrectionError("The verdict on this claim is disputed already; somebody else has to settle it.")
            name = str(uuid.uuid4())
            corrections.dispute(
                connection, Dispute(0, name, story, key, report, was, verdict.value, author.at, author.by, author.why)
            )
            made = corrections.find(connection, name)
        if made is None:
            raise UnknownDisputeError("The dispute was not kept.")
        return made

    def disputes(self, *, settled: bool | None = None, before: int | None = None, limit: int = 20) -> list[Dispute]:
        """The newest disputes with a number below `before`, newest first: settled ones, open ones, or all."""
        with self._store().reading() as connection:
            return corrections.disputes(connection, settled=settled, before=before, limit=limit)

    def disputed(self, disputes: Iterable[Dispute]) -> list[Disputed]:
        """Disputes with what they are about."""
        with self._store().reading() as connection:
            return [_disputed(connection, one) for one in disputes]

    def one(self, name: str) -> Dispute:
        """The dispute with an id.

        Raises:
            UnknownDisputeError: where there is none.
        """
        with self._store().reading() as connection:
            return _dispute(connection, name)

    def settle(self, name: str, *, stands: bool, by: str, why: str = "") -> Settled:
        """Say, as somebody other than who disputed it, whether the verdict stands or the one proposed supersedes it.

        Raises:
            UnknownDisputeError: where there is no such dispute.
        """
        author = Author.named(by, self._clock(), why)
        with self._store().keeping() as connection:
            take_turns(connection, _dispute(connection, name).story)
            on = _dispute(connection, name)
            if on.ruling is not None:
                raise CorrectionError(f"{on.ruling.by} has settled this already.")
            if same_person(on.by, author.by):
                raise CorrectionError(f"{on.by} disputes this; somebody else has to settle it.")
            verdict = on.was if stands else on.verdict
            corrections.rule(connection, on, verdict, author.at, author.by, author.why)
            affected = tuple(corrections.holding(connection, on.story, on.claim_key))
            if not stands:
                self._announce(connection, affected, SUPERSEDED, author.at)
            return Settled(_dispute(connection, name), affected)


def _disputed(connection: Connection, on: Dispute) -> Disputed:
    found = reports.find(connection, on.report)
    if found is None or found.content is None:
        return Disputed(on, None, None)
    claims = reports.claims_of(connection, found.seq)
    return Disputed(on, found, next((claim for claim in claims if claim.claim_key == on.claim_key), None))


def _dispute(connection: Connection, name: str) -> Dispute:
    found = corrections.find(connection, name)
    if found is None:
        raise UnknownDisputeError("There is no dispute with this id.")
    return found


def claims_of(connection: Connection, report: str) -> tuple[str, list[StoredClaim]]:
    """The story of a stored report, and its claims in its order.

    Raises:
        UnknownReportError: for no such report, or one whose text was not kept.
    """
    found = reports.find(connection, report)
    if found is None or found.content is None:
        raise UnknownReportError("There is no stored report with this id.")
    return found.content.story, reports.claims_of(connection, found.seq)


def claim_of(connection: Connection, report: str, named: str) -> tuple[str, StoredClaim]:
    """The story of a stored report, and its claim of that id or `claim_key`.

    Raises:
        UnknownReportError: for no such report, or one whose text was not kept.
        UnknownClaimError: where it has no such claim.
    """
    story, claims = claims_of(connection, report)
    for claim in claims:
        if named in {claim.claim, claim.claim_key}:
            return story, claim
    raise UnknownClaimError("The report has no claim of this name.")
