"""The only place where parts meet: settings, reader, ledger and rules become one engine."""

from __future__ import annotations

import gc
import threading
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from service import checking, pipeline
from service.desks.access import AccessDesk
from service.desks.affected import AffectedDesk, announce
from service.desks.browsing import BrowsingDesk
from service.desks.corrections import CorrectionDesk
from service.desks.facts import FactDesk
from service.desks.flips import FlipDesk
from service.desks.jobs import JobDesk
from service.desks.outgoing import Outgoing
from service.desks.outlets import OutletDesk
from service.desks.record import RecordDesk
from service.desks.reports import Checked, ReportDesk
from service.desks.signing import SigningDesk
from service.desks.upkeep import Upkeep
from service.desks.webhooks import WebhookDesk
from service.domain.deadline import Deadline
from service.domain.errors import DatelineError, LedgerNotReadyError, UnreadableInputError
from service.domain.text import Article
from service.domain.verdicts import DateUsed, Outcome, Report, Score
from service.domain.watch import UNWATCHED, Stage
from service.ledger import importers
from service.ledger.batch import Batch, SourceTrust
from service.ledger.editions import release
from service.ledger.gaps import note, ranked
from service.ledger.importers.articles import Incoming, format_of, read_items
from service.ledger.importers.intake import Desk
from service.ledger.nearby import Nearby
from service.ledger.recording import record
from service.ledger.sql import SqlLedger
from service.ledger.uses import Noted
from service.reading.article import Limits, prepare
from service.reading.language import ENGLISH
from service.records import migrations as records
from service.storage.engine import Store, make_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date, datetime

    from service.desks.reports import Form
    from service.domain.facts import Fact, Revision
    from service.domain.gaps import Gap
    from service.domain.request import CheckRequest
    from service.domain.text import Document
    from service.domain.watch import Watch
    from service.ledger.batch import Grouping, Receipt
    from service.ledger.importers.articles import Item, Refused
    from service.ledger.importers.intake import Taken
    from service.ledger.survey import Contents, Shown
    from service.ledger.trust import Listed
    from service.settings import Settings

IMPORTERS = {importer.name: importer.what for importer in importers.IMPORTERS}
"""The kinds of tables that can be imported, by name, and what each is."""

TEMPLATES = {template.name: template for template in importers.TEMPLATES}
"""Tables of reviewed facts to begin with, by name."""

_PAGE = Article(html="<!DOCTYPE html><html><body><article><p>The minister came.</p></article></body></html>")
_WARM_UP = Article(text="The prime minister met the president in Paris on 10 May 2013 (5/10/13).", language=ENGLISH)


class Engine:
    """Dateline in one process, safe to share between threads and to take across a fork.

    `clock` gives the time at which something is written to the ledger, the end of an embargo among it; nothing else of
    a check depends on it. `stopwatch` gives seconds, by which a check that takes too long is given up.
    """

    def __init__(
        self, settings: Settings, clock: Callable[[], datetime], stopwatch: Callable[[], float] = monotonic
    ) -> None:
        self.settings = settings
        self._clock, self._stopwatch = clock, stopwatch
        self._watch: Watch = UNWATCHED
        self._limits = Limits(settings.max_text_chars, settings.max_html_chars, settings.max_html_tags)
        self._place = Store(settings.database)
        self._store = SqlLedger(self._place)
        self._nearby = Nearby(SqlLedger(settings.replica_url) if settings.replica_url else None, stopwatch)
        self._opening = threading.Lock()
        self._is_open = False
        self._has_records = False
        self.access = AccessDesk(self.records, clock, settings.request_timeout_seconds)

    def watched_by(self, watch: Watch) -> None:
        """Let `watch` see every check from now on."""
        self._watch = watch

    @property
    def pipeline_version(self) -> str:
        """What reads here; loads the models."""
        return self._models.version

    @property
    def _models(self) -> pipeline.Models:
        return pipeline.models(self.settings.parser, self.settings.cross_encoder)

    def warm_up(self) -> None:
        """Load the models and what reads pages, so that processes forked from this one share them.

        What is loaded stays, and the collector of garbage need not look at it again: that took a fifth of a second in
        the middle of every tenth check, and copied what forked processes share.
        """
        prepare(_PAGE)
        pipeline.read(prepare(_WARM_UP), using=self._models)
        gc.collect()
        gc.freeze()

    def ready(self) -> Revision:
        """The newest revision of the ledger. Raises `LedgerNotReadyError`."""
        return self._ledger().revision()

    def revision(self, at: datetime) -> Revision:
        """The revision of the ledger that a check at `at` sees. Raises `LedgerNotReadyError`."""
        return self._ledger().revision(at)

    def close(self) -> None:
        """Let the database go; the next use opens it again."""
        self._store.close()
        self._nearby.close()

    def rules(self) -> tuple[checking.RuleDescription, ...]:
        """The rules in words, in the order in which they are asked."""
        return checking.rules()

    def read(self, article: Article) -> pipeline.Reading:
        """What the reader sees in `article`; nothing where it is not in English.

        Raises `UnreadableInputError` and `TooLargeError`.
        """
        document = self._prepare(article, "article")
        if document.language == ENGLISH:
            return pipeline.read(document, using=self._models)
        return pipeline.Reading(document, sentences=(), time_expressions=(), mentions=(), claims=())

    def document(self, article: Article) -> Document:
        """`article` made ready for reading, as reports show it. Raises `UnreadableInputError` and `TooLargeError`."""
        return self._prepare(article, "article")

    def check(self, request: CheckRequest, report_id: str) -> Report:
        """The report on `request`; one without a score where the article is not in English.

        Raises `UnreadableInputError`, `TooLargeError` and `LedgerNotReadyError`.
        """
        return self.checked(request, report_id).report

    def checked(
        self, asked: CheckRequest, name: str, at: datetime | None = None, *, again: bool = False, endless: bool = False
    ) -> Checked:
        """The report with the id `name` on what was `asked`, and what it used of the ledger.

        With `at` as if the ledger's newest revision were the one of then. Of one that is made `again` nothing is noted;
        an `endless` one takes as long as it takes. Raises as `check`.
        """
        deadline = Deadline() if endless else Deadline(self._stopwatch, self.settings.check_seconds)
        noted = self._noted(asked, at) if asked.uses_ledger else None
        try:
            report = self._checked(asked, name, noted, deadline)
        except LedgerNotReadyError:
            if noted is None or noted.ledger is self._store:
                raise
            self._nearby.failed()
            noted = Noted(self._store, noted.at)  # a copy may go away, or break off who reads what it has to remove
            report = self._checked(asked, name, noted, deadline)
        if not again:
            self._watch.checked(report)
            if noted is not None and asked.may_be_kept(self._clock()):
                self._note_gaps(report)
        return Checked(report, frozenset(noted.uses) if noted is not None else None)

    def _noted(self, request: CheckRequest, at: datetime | None) -> Noted:
        ledger = self._nearby.of(self._ledger())
        if at is None and request.known_at is not None:
            at = ledger.revision().at  # a time to come means now, and now stays what it is until the check has ended
        return Noted(ledger, at)

    def _checked(self, request: CheckRequest, report_id: str, ledger: Noted | None, deadline: Deadline) -> Report:
        with self._watch.stage(Stage.PREPARE):
            document = self._prepare(request.article, "article")
            given = deadline.over(enumerate(request.references))
            references = [self._prepare(text, "references", number) for number, text in given]
        if document.language != ENGLISH:
            return self._unread(document, request, report_id, ledger)
        report = pipeline.check(
            document,
            ledger=ledger,
            references=[reference for reference in references if reference.language == ENGLISH],
            closed=request.closed,
            as_of=request.as_of,
            known_at=request.known_at,
            explain=request.explain,
            report_id=report_id,
            using=self._models,
            watch=self._watch,
            deadline=deadline,
        )
        if ledger is not None:
            return report
        return replace(report, revision=None, known_at=request.known_at)  # no ledger took part

    def learn(self, article: Article, by: str) -> Receipt:
        """Read a trusted article into the ledger in the name of `by`.

        Raises `UnreadableInputError`, `TooLargeError` and `LedgerNotReadyError`.
        """
        return self._desk(by).learn(article)

    def articles_in(self, raw: bytes, name: str) -> Iterator[Item | Refused] | None:
        """The articles in a file of that name, whatever its format; None for JSON that no publisher's format is.

        Raises `UnreadableInputError`, `TooLargeError` and `ImportRefusedError`, the latter also on the way.
        """
        file = Incoming(raw, name)
        if format_of(file) is None and file.is_json:
            return None
        return read_items(raw, name)

    def take_in(
        self, found: Iterable[Item | Refused], by: str, source: str | None = None, published_at: date | None = None
    ) -> Iterator[Taken]:
        """Read articles of a file into the ledger in the name of `by`, each committed when its outcome is told.

        `source` and `published_at` are for articles that do not say so themselves. Raises as `articles_in`, and
        `LedgerNotReadyError`.
        """
        return self._desk(by, source, published_at).take_in(found)

    def import_table(
        self, importer: str, path: Path, by: str, progress: Callable[[int, int], None] | None = None
    ) -> importers.ImportReport:
        """Read a table of facts into the ledger with the importer of that name; `progress` is told rows done, of all.

        Raises `ImportRefusedError` and `LedgerNotReadyError`.
        """
        return importers.import_table(importer, path, self._ledger(), by=by, at=self._clock(), progress=progress)

    def trust(self, said: SourceTrust | Grouping, by: str) -> Receipt:
        """Write how far a source is trusted, or which house it belongs to. Raises `ImportRefusedError`."""
        batch = Batch(trust=[said]) if isinstance(said, SourceTrust) else Batch(groupings=[said])
        return self._ledger().record(batch, by=by, why=said.why, at=self._clock())

    def identify(self, make: Callable[[SqlLedger], Batch], by: str, why: str) -> tuple[Batch, Receipt]:
        """Write what a person has decided about who is who: what `make` makes of the ledger, while nobody else writes.

        Raises `ImportRefusedError`.
        """
        ledger = self._ledger()
        with ledger.writing() as connection:
            batch = make(ledger)
            return batch, record(connection, batch, by=by, why=why, at=self._clock())

    def sources(self) -> tuple[Listed, ...]:
        """The sources of the ledger's facts, with their houses and tiers."""
        return self._ledger().sources()

    def show(self, asked: str, at: date | None = None, known_at: datetime | None = None) -> Shown:
        """What the ledger knows of a name or a key, on the day `at` or at any time; or knew at `known_at`."""
        return self._ledger().show(asked, at, known_at)

    def gaps(self, since: date | None = None, limit: int = 50) -> tuple[Gap, ...]:
        """What checked texts mention and the ledger lacks, most texts first; by texts of `since` or later."""
        with self._ledger().reading() as connection:
            return ranked(connection, since, limit)

    def stats(self) -> Contents:
        """How much is in the ledger."""
        return self._ledger().stats()

    def record_desk(self) -> RecordDesk:
        """Where people review, dispute, compare and verify what is in the ledger. Raises `LedgerNotReadyError`."""
        return RecordDesk(self._ledger(), self._clock)

    def records(self) -> Store:
        """The store with the tables of the service's own records. Raises `LedgerNotReadyError`."""
        self._ledger()
        with self._opening:
            if not self._has_records and self.settings.migrate == "start":
                records.prepare(self._place)
                self._has_records = True
        return self._place

    def upkeep(self) -> Upkeep:
        """Where the operator migrates, backs up and restores the store, which this makes and opens nothing of."""
        return Upkeep(self._place)

    def jobs(self) -> JobDesk:
        """Where jobs are sent, worked on and fetched. Raises `LedgerNotReadyError`."""
        return JobDesk(self.records(), self._clock)

    def webhooks(self) -> WebhookDesk:
        """Where webhooks are registered and their messages delivered. Raises `LedgerNotReadyError`."""
        return WebhookDesk(self.records(), Outgoing(self.settings.webhook_targets), self._clock)

    def report_desk(self, form: Form) -> ReportDesk:
        """Where articles are checked so that their reports can be found again, written as `form` says."""
        return ReportDesk(self, self.records, self._clock, form, self.settings.report_days, watch=self._watch)

    def flip_desk(self, form: Form) -> FlipDesk:
        """Where it is told which stored reports a change of the ledger turns."""
        return FlipDesk(self, self.records, self._ledger, form)

    def browsing_desk(self) -> BrowsingDesk:
        """Where people look around in the ledger and decide who is who. Raises `LedgerNotReadyError`."""
        return BrowsingDesk(self._ledger(), self._clock)

    def fact_desk(self) -> FactDesk:
        """Where facts are asked for and written one by one. Raises `LedgerNotReadyError`."""
        return FactDesk(self._ledger(), self._clock)

    def affected_desk(self, form: Form) -> AffectedDesk:
        """Where it is found out, change by change, which stored reports the ledger turns."""
        return AffectedDesk(self._ledger, self.records, self.flip_desk(form), self._clock)

    def correction_desk(self) -> CorrectionDesk:
        """Where editors dismiss flags, and dispute and settle verdicts."""
        return CorrectionDesk(self.records, self._clock, announce)

    def signing_desk(self) -> SigningDesk:
        """Where editors sign verdicts with the newsroom's name."""
        return SigningDesk(self.records, self._clock)

    def outlets(self) -> OutletDesk:
        """Where the records of outlets are kept."""
        return OutletDesk(self.records, self._clock)

    def _note_gaps(self, report: Report) -> None:
        """Keep what the ledger lacks; where it cannot be written now, nothing is lost but a note."""
        if report.unmet:
            with suppress(LedgerNotReadyError), self._store.jotting() as connection:
                note(connection, report.unmet, report.document.sha256)

    def _desk(self, by: str, source: str | None = None, published_at: date | None = None) -> Desk:
        def prepared(article: Article) -> Document:
            return self._prepare(article, "article")

        return Desk(self._ledger(), prepared, self._facts_of, self._clock, by, source, published_at)

    def _facts_of(self, document: Document) -> tuple[Fact, ...]:
        if document.language != ENGLISH:
            raise UnreadableInputError(_cannot_read(document.language))
        return pipeline.learn(document, using=self._models)

    def _ledger(self) -> SqlLedger:
        """The store: migrated, seeded where it was empty, and without embargoes that have ended."""
        with self._opening:
            if not self._is_open:
                if not self.settings.database_url:
                    make_folder(Path(self.settings.data_dir))
                if self.settings.migrate == "start":
                    self._store.prepare()
                else:
                    Upkeep(self._place).demand()
                self._is_open = True
        release(self._store, self._clock())
        return self._store

    def _prepare(self, article: Article, *path: str | int) -> Document:
        try:
            return prepare(article, self._limits)
        except DatelineError as error:
            error.path = path
            raise

    def _unread(self, document: Document, request: CheckRequest, report_id: str, ledger: Noted | None) -> Report:
        revision = ledger.revision(request.known_at) if ledger is not None else None
        how = "none" if document.published_on is None else "found" if document.date_found else "given"
        return Report(
            id=report_id,
            document=document,
            score=Score(None, None, _cannot_read(document.language), Outcome.TOO_LITTLE_CHECKED),
            verdicts=(),
            mentions=(),
            time_expressions=(),
            date=DateUsed(document.published_on, how),
            as_of=request.as_of or document.published_on,
            known_at=request.known_at or (revision.at if revision else None),
            revision=revision,
            pipeline_version=self.pipeline_version,
            closed=request.closed,
            explain=request.explain,
        )


def _cannot_read(language: str) -> str:
    return f'The language of the text ("{language}") cannot be read; only English can.'
