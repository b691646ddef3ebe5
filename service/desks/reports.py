"""Checks whose reports are kept: stored, found again, compared with the version before, replayed, forgotten."""

from __future__ import annotations

import hashlib
import json
import uuid
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Protocol

from service.domain.difference import Difference, differences
from service.domain.errors import LedgerNotReadyError, RefusedInputError
from service.domain.stories import Changes, Judged, NotKeptError, Standing, Turned, UnknownReportError
from service.domain.watch import UNWATCHED, Stage
from service.ledger.uses import packed
from service.records import affected, citations, corrections, idempotency, outlets, reports
from service.records.outlet_claims import outlet_article
from service.records.reports import Asked, Content, StoredClaim, StoredReport

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from service.domain.request import CheckRequest
    from service.domain.text import Article, Document
    from service.domain.verdicts import Report
    from service.domain.watch import Watch
    from service.records.citations import Citing
    from service.storage.engine import Store

LARGEST_PAGE = 100
MOST_DIFFERENCES = 200
"""Differences that a replay lists one by one."""
_FORGOTTEN_AT_ONCE = 500
_FORGOTTEN_BESIDE = 5
"""Old reports that go when a new one is kept: more than come, so that none stays much longer than it may."""


class Form(Protocol):
    """How reports and requests are written where they are kept; the contract has the one there is."""

    def report(self, report: Report, standing: Standing) -> dict[str, Any]:
        """The members of a report."""
        ...

    def text(self, document: Mapping[str, object]) -> str:
        """A document as the one line that is sent."""
        ...

    def request(self, request: CheckRequest) -> dict[str, object]:
        """The members of a request."""
        ...

    def asked(self, document: Mapping[str, Any]) -> CheckRequest:
        """The request that `request` wrote down."""
        ...


@dataclass(frozen=True, slots=True)
class Checked:
    """A report, and what its check used of the ledger; None where no ledger took part."""

    report: Report
    uses: frozenset[str] | None


class Checker(Protocol):
    """What makes reports; the engine is one."""

    @property
    def pipeline_version(self) -> str:
        """What reads here."""
        ...

    def checked(
        self, asked: CheckRequest, name: str, at: datetime | None = None, *, again: bool = False, endless: bool = False
    ) -> Checked:
        """The report on a request; with `at` as if the ledger's newest revision were the one of then.

        Nothing is noted of one that is made `again`; an `endless` one takes as long as it takes.
        """
        ...

    def document(self, article: Article) -> Document:
        """An article made ready for reading."""
        ...


@dataclass(frozen=True, slots=True)
class Answered:
    """A report as it is answered: its members, the line that is sent, and whether it can be asked for again."""

    report: Report
    document: Mapping[str, Any]
    body: str
    stored: bool


@dataclass(frozen=True, slots=True)
class Today:
    """A report made again with the ledger as it is now: its score, and the claims with another label."""

    ledger_revision: str | None
    score: float | None
    changed: tuple[Turned, ...]


@dataclass(frozen=True, slots=True)
class Replayed:
    """A report made again: whether it came out byte for byte, in what it differs if not, and what today's ledger says.

    `differs` holds the first `MOST_DIFFERENCES` where the bytes are kept; of a report of which only their hash is, no
    difference can be told but that there is one. `recorded` and `running` are pipeline versions.
    """

    id: str
    identical: bool
    recorded: str
    running: str
    ledger_revision: str | None
    differs: tuple[Difference, ...]
    score: float | None
    today: Today


class ReportDesk:
    """Where articles are checked, and where reports are found again; `clock` gives the time.

    Reports are kept for `days`, 0 is for ever: each that is kept takes some with it that are older. `watch` sees how
    long it takes to write and to keep one.
    """

    def __init__(
        self,
        checker: Checker,
        store: Callable[[], Store],
        clock: Callable[[], datetime],
        form: Form,
        days: int = 0,
        *,
        watch: Watch = UNWATCHED,
    ) -> None:
        self._checker = checker
        self._store = store
        self._clock = clock
        self._form = form
        self._days = days
        self._watch = watch

    def check(self, request: CheckRequest, report_id: str | None = None, ledger_at: datetime | None = None) -> Answered:
        """The report on `request`, stored where it may be and the store can be written.

        With `ledger_at` as if the ledger's newest revision were the one of then. Raises as `Engine.check`.
        """
        made, at = self._checker.checked(request, report_id or str(uuid.uuid4()), ledger_at), self._clock()
        earlier, standing = self._standing(request, made.report)
        with self._watch.stage(Stage.ENCODE):
            document = self._form.report(made.report, standing)
            body = self._form.text(document)
        kept = self._kept(request, made.report, document, body, at)
        kept = replace(kept, dismissals=tuple(one.number for one in standing.dismissed.values()))
        if kept.content is not None:
            story = kept.id
            if request.article.version_of is not None:
                story = earlier.content.story if earlier and earlier.content else request.article.version_of
            kept = replace(kept, content=replace(kept.content, story=story, earlier=earlier.id if earlier else None))
        try:
            with self._watch.stage(Stage.KEEP):
                stored = self._keep(kept, request, document, made)
        except LedgerNotReadyError:  # whoever sends a text waits for the answer, not for the archive
            stored = False
        return Answered(made.report, document, body, stored=stored and kept.content is not None)

    def report(self, name: str) -> StoredReport:
        """The report with an id, its bytes in `content.body`.

        Raises:
            UnknownReportError: for none, or one whose text was not kept.
        """
        with self._store().reading() as connection:
            found = reports.find(connection, name)
        if found is None or found.content is None:
            raise UnknownReportError("There is no stored report with this id.")
        return found

    def page(self, asked: Asked, before: int | None, limit: int) -> list[StoredReport]:
        """The newest reports of those asked for whose number is below `before`, newest first, without bodies."""
        with self._store().reading() as connection:
            return reports.page(connection, asked, before, limit)

    def citing(self, fact: str, before: int | None = None, limit: int = 20) -> tuple[list[Citing], int]:
        """The claims that rest on a fact in the newest reports with a number below `before`, and how many cite it."""
        with self._store().reading() as connection:
            found = citations.citing(connection, fact, before, min(limit, LARGEST_PAGE))
            return found, citations.cited(connection, fact)

    def tallies(self, numbers: Sequence[int]) -> dict[int, dict[str, int]]:
        """How many claims of each verdict the stored reports with these numbers have, by number."""
        with self._store().reading() as connection:
            return reports.tallies(connection, numbers)

    def remove(self, name: str) -> None:
        """Forget the report with an id, and all that is kept of its text, what was answered with it included.

        Raises:
            UnknownReportError: where there is none.
        """
        with self._store().keeping() as connection:
            if not reports.remove(connection, name):
                raise UnknownReportError("There is no stored report with this id.")
            idempotency.forget_telling(connection, f"/v1/reports/{name}")

    def forget(self, older_than_days: int) -> int:
        """Forget the reports that were made so many days ago or earlier; how many these were.

        A report whose verdict is disputed stays until that is settled.
        """
        before, gone = self._clock() - timedelta(days=older_than_days), 0
        while True:
            with self._store().keeping() as connection:
                done = reports.forget(connection, before, _FORGOTTEN_AT_ONCE)
            gone += done
            if done < _FORGOTTEN_AT_ONCE:
                return gone

    def replay(self, name: str, sent: CheckRequest | None = None) -> Replayed:
        """Make a report again from what it was made from, and once more with today's ledger.

        Of a report whose text was not kept, `sent` is the request again, with the same text.

        Raises:
            UnknownReportError: for no such report.
            NotKeptError: where the request is needed and was not sent.
            RefusedInputError: where another text was sent.
            TooLargeError: where what was sent takes too long; what was kept takes as long as it takes.
        """
        with self._store().reading() as connection:
            found = reports.find(connection, name)
        if found is None:
            raise UnknownReportError("There is no report with this id.")
        request, is_kept = self._request(found, sent), found.content is not None
        again = self._checker.checked(request, found.id, found.known_at, again=True, endless=is_kept).report
        _, standing = self._standing(request, again, found)
        document = self._form.report(again, standing)
        body = self._form.text(document)
        newest = self._today(request, found.id, endless=is_kept)
        return Replayed(
            found.id,
            _digest(body) == found.report_sha256,
            found.pipeline_version,
            self._checker.pipeline_version,
            found.ledger_revision,
            _differences(found, body),
            document["score"],
            Today(
                newest.revision.id if newest.revision else None,
                self._form.report(newest, Standing())["score"],
                turned(again, newest),
            ),
        )

    def _today(self, request: CheckRequest, name: str, *, endless: bool) -> Report:
        """The report with the ledger as it is now, whatever time of the ledger was asked for."""
        asked = request if request.known_at is None else replace(request, known_at=self._clock())
        return self._checker.checked(asked, name, again=True, endless=endless).report

    def _request(self, found: StoredReport, sent: CheckRequest | None) -> CheckRequest:
        if found.content is not None:
            return self._form.asked(json.loads(found.content.request))
        if sent is None:
            raise NotKeptError("The text of this report was not kept; send its request again to replay it.")
        if self._checker.document(sent.article).sha256 != found.text_sha256:
            raise RefusedInputError("This is not the text that the report is about.").about("request", "article")
        return sent

    def _standing(
        self, request: CheckRequest, report: Report, found: StoredReport | None = None
    ) -> tuple[StoredReport | None, Standing]:
        """The report that this one replaces and what it tells of their story; as it was when `found` came."""
        named = request.article.version_of
        if named is None:
            return None, Standing()
        try:
            with self._store().reading() as connection:
                earlier = _earlier(connection, named, found)
                said = corrections.recalled(connection, found.dismissals) if found is not None else {}
                if earlier is None or earlier.content is None:
                    return None, Standing(dismissed=said)
                labels = {verdict.claim.claim_key: verdict.label.value for verdict in reversed(report.verdicts)}
                changes = Changes.between(earlier.id, _judged(connection, earlier.seq), labels)
                if found is None:
                    said = corrections.dismissed(connection, earlier.content.story)
                return earlier, Standing(changes, {key: one for key, one in said.items() if key in labels})
        except LedgerNotReadyError:
            return None, Standing()

    def _kept(
        self, request: CheckRequest, report: Report, document: Mapping[str, Any], body: str, at: datetime
    ) -> StoredReport:
        article, content = request.article, None
        if request.may_be_kept(at):
            content = Content(
                story=report.id,
                request=self._form.text(self._form.request(request)),
                body=body,
                closed=report.closed,
                outcome=report.score.outcome.value,
                score=document["score"],
                version_of=article.version_of,
                source=report.document.source,
                url=report.document.url,
                title=report.document.heading,
                published_on=report.document.published_on,
            )
        return StoredReport(
            report.id,
            at,
            report.document.sha256,
            _digest(body),
            report.pipeline_version,
            report.revision.id if report.revision else None,
            report.revision.at if report.revision else None,
            tuple((claim["start"], claim["end"]) for claim in document["claims"]),
            content,
        )

    def _keep(
        self,
        kept: StoredReport,
        request: CheckRequest,
        document: Mapping[str, Any],
        made: Checked,
    ) -> bool:
        """Whether it was written: an id that is taken stays with the report that has it."""
        claims: Sequence[StoredClaim] = ()
        uses = packed(made.uses) if made.uses is not None and kept.content is not None else None
        if kept.content is not None:
            claims = [stored_claim(claim) for claim in document["claims"]]
        with self._store().keeping() as connection:
            seq = reports.keep(connection, kept, claims, uses)
            if seq is None:
                return False
            if uses is not None and request.known_at is None:  # who asks for the past knows that there is a present
                affected.add_new(connection, seq)
            if kept.content is not None:
                citations.note(connection, seq, document["claims"])
                if (published := outlet_article(request, made.report)) is not None:
                    outlets.note(connection, seq, published)
            if self._days:
                reports.forget(connection, kept.at - timedelta(days=self._days), _FORGOTTEN_BESIDE)
        return True


def turned(before: Report, now: Report) -> tuple[Turned, ...]:
    """The claims that two reports on one text label differently."""
    labels = {verdict.claim.id: verdict.label for verdict in now.verdicts}
    return tuple(
        Turned(verdict.claim.claim_key, verdict.label.value, labels[verdict.claim.id].value)
        for verdict in before.verdicts
        if verdict.claim.id in labels and labels[verdict.claim.id] is not verdict.label
    )


def stored_claim(claim: Mapping[str, Any]) -> StoredClaim:
    """A claim of a report as JSON, as it is kept."""
    given = {name: claim[name] for name in StoredClaim.__slots__ if name not in {"claim", "attributed"}}
    return StoredClaim(claim=claim["id"], attributed=claim["attributed_to"] is not None, **given)


def _earlier(connection: Connection, named: str, found: StoredReport | None) -> StoredReport | None:
    """The report that `named` means, or meant when `found` came."""
    if found is None:
        return reports.replaced(connection, named)
    if found.content is None:
        return reports.replaced(connection, named, found.seq)
    return reports.find(connection, found.content.earlier) if found.content.earlier else None


def _judged(connection: Connection, seq: int) -> dict[str, Judged]:
    claims = reversed(reports.claims_of(connection, seq))  # of two with one key the first counts
    found = {claim.claim_key: Judged(claim.claim_key, claim.quote, claim.verdict) for claim in claims}
    return dict(reversed(found.items()))


def _digest(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()


def _differences(found: StoredReport, body: str) -> tuple[Difference, ...]:
    if found.content is None or found.content.body == body:
        return ()
    differs = differences(json.loads(found.content.body), json.loads(body))
    return tuple(one for one, _ in zip(differs, range(MOST_DIFFERENCES), strict=False))
