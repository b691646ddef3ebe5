"""Verdicts that an editor stands by with the newsroom's name: signed one by one, to be published as reviews."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.desks.corrections import claim_of, claims_of
from service.domain.stories import CorrectionError
from service.domain.verdicts import Label
from service.ledger.review import Author
from service.records import corrections, signatures
from service.records.signatures import Signature

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from service.storage.engine import Store

SIGNABLE = frozenset({Label.SUPPORTED, Label.SUSPECT, Label.CONTRADICTED})
"""The verdicts that say something of a claim beside the record; "not in the source" says it of a source alone."""


class SigningDesk:
    """Where verdicts are signed; `clock` gives the time at which something is written.

    A claim is named by its id in the report or by its `claim_key`; `UnknownReportError` and `UnknownClaimError` tell
    that there is none, `RefusedInputError` that a name or the words of a review cannot be taken.
    """

    def __init__(self, store: Callable[[], Store], clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock

    def sign(self, report: str, claim: str, *, by: str, why: str = "", url: str | None = None) -> Signature:
        """Sign the verdict that a claim has: the checker's, or the one that two people have put in its place.

        `url` is where the review is published, `why` what it says beside the findings.

        Raises:
            CorrectionError: for a claim that was not decided.
        """
        author = Author.named(by, self._clock(), why)
        with self._store().keeping() as connection:
            story, found = claim_of(connection, report, claim)
            ruling = corrections.latest(connection, story).get(found.claim_key)
            verdict = ruling.verdict if ruling else found.verdict
            if verdict not in SIGNABLE:
                raise CorrectionError(f"There is nothing to sign on this claim: its verdict is {verdict}.")
            made = Signature(report, found.claim_key, verdict, url, author.at, author.by, author.why)
            signatures.sign(connection, made)
        return made

    def withdraw(self, report: str, claim: str, *, by: str, why: str = "") -> None:
        """Take a signature back.

        Raises:
            CorrectionError: where there is none.
        """
        author = Author.named(by, self._clock(), why)
        with self._store().keeping() as connection:
            _, found = claim_of(connection, report, claim)
            held = signatures.signed(connection, report).get(found.claim_key)
            if held is None:
                raise CorrectionError("Nobody has signed the verdict on this claim.")
            said = Signature(report, found.claim_key, held.verdict, None, author.at, author.by, author.why)
            signatures.sign(connection, said, withdrawn=True)

    def signed(self, report: str) -> dict[str, Signature]:
        """The signatures of a report by `claim_key`; those under a verdict that was superseded since are left out."""
        with self._store().reading() as connection:
            given = signatures.signed(connection, report)
            if not given:
                return {}
            story, claims = claims_of(connection, report)
            ruled = corrections.latest(connection, story)
        holds = {claim.claim_key: claim.verdict for claim in reversed(claims)}
        holds |= {key: ruling.verdict for key, ruling in ruled.items()}
        return {key: one for key, one in given.items() if one.verdict == holds.get(key)}
