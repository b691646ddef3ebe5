"""A newsroom to test in: an engine without learned models over a small ledger, and what is written there."""

from __future__ import annotations

import itertools
import json
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from service.bootstrap import Engine
from service.contract.stories import FORM
from service.desks.corrections import CorrectionDesk
from service.domain.request import CheckRequest
from service.domain.text import Article
from service.ledger.batch import Batch, Contest
from service.ledger.sql import SqlLedger
from service.settings import Settings
from tests.ledger.builders import tenure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from service.desks.flips import FlipDesk
    from service.desks.reports import ReportDesk
    from service.domain.facts import Fact

MORNING = datetime(2026, 3, 2, 8, tzinfo=UTC)
PUBLISHED = date(2009, 5, 4)
ELPHBERG = tenure("Rudolf Elphberg", "RU:president", "2004-03-09", "2012-03-09", 1)
TARLENHEIM = tenure("Fritz Tarlenheim", "RU:president", "2012-03-09", "2016-03-09", 2)
RIGHT = "President Rudolf Elphberg of Russia opened the new bridge in Berlin on 3 May 2009."
WRONG = "President Fritz Tarlenheim of Russia opened the new bridge in Berlin on 3 May 2009."


class Newsroom:
    """An engine, its desk of reports and a pen for its ledger; the clock moves on a second each time it is read."""

    def __init__(self, url: str, *facts: Fact) -> None:
        self._ticks = itertools.count()
        self.ledger = SqlLedger(url)
        self.ledger.prepare(starter=False)
        self.write(*(facts or (ELPHBERG, TARLENHEIM)))
        self.announced: list[tuple[tuple[str, ...], str]] = []
        self.engine = Engine(Settings(database_url=url, parser="words", cross_encoder="no"), self.now)

    def now(self) -> datetime:
        """The time."""
        return MORNING + timedelta(seconds=next(self._ticks))

    @property
    def desk(self) -> ReportDesk:
        """The desk of reports."""
        return self.engine.report_desk(FORM)

    @property
    def flips(self) -> FlipDesk:
        """The desk of what a change turns."""
        return self.engine.flip_desk(FORM)

    @property
    def corrections(self) -> CorrectionDesk:
        """The desk of corrections; what it announces is in `announced`."""

        def announce(_connection: Connection, affected: Sequence[str], why: str, _at: datetime) -> None:
            self.announced.append((tuple(affected), why))

        return CorrectionDesk(self.engine.records, self.now, announce)

    def asked(self, name: str) -> CheckRequest:
        """The request behind a stored report."""
        content = self.desk.report(name).content
        return FORM.asked(json.loads(content.request if content else ""))

    def contest(self, fact: Fact) -> None:
        """Dispute a fact."""
        self.ledger.record(Batch(contests=[Contest(fact.id, "a doubt")]), by="ann", why="a doubt", at=self.now())

    def write(self, *facts: Fact) -> None:
        """Write facts to the ledger."""
        self.ledger.record(Batch(facts=facts), by="wire", why="a table", at=self.now())

    def retract(self, fact: Fact) -> None:
        """Close a fact."""
        self.ledger.retract(fact.id, by="ann", why="wrong", at=self.now())

    def close(self) -> None:
        """Let the database go."""
        self.engine.close()
        self.ledger.close()


def request(text: str, **more: object) -> CheckRequest:
    """A request to check an article of 4 May 2009."""
    told = {"source": "herald.example", "published_at": PUBLISHED, "language": "en", **more}
    return CheckRequest(Article(text=text, **told))  # type: ignore[arg-type]  # fields of the article
