"""Who wants to know is told of stored reports that something people have written since affects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.desks.webhooks import body, new_id
from service.domain.webhooks import Event
from service.ledger import history
from service.records import affected, webhooks
from service.records.affected import Position

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from sqlalchemy import Connection

    from service.desks.flips import Flip, FlipDesk
    from service.ledger.history import Entry
    from service.ledger.sql import SqlLedger
    from service.storage.engine import Store

REPORTS_AT_ONCE = 10
"""Reports that one step checks again: some seconds."""
NEW_AT_ONCE = 500
"""New reports that one step asks whether a change can have touched them."""
OF_LEDGER = "ledger changed"
"""Why a report is affected whose verdicts a change of the ledger turns."""


def announce(connection: Connection, reports: Iterable[str], why: str, at: datetime) -> None:
    """Write a message for each of the reports with these ids; sent once the caller's transaction is committed."""
    for name in reports:
        _tell(connection, {"report": name, "href": f"/v1/reports/{name}", "why": why}, at)


class AffectedDesk:
    """Looks through what has changed in the ledger, and tells which stored reports it turns; `clock` gives the time."""

    def __init__(
        self,
        ledger: Callable[[], SqlLedger],
        store: Callable[[], Store],
        flips: FlipDesk,
        clock: Callable[[], datetime],
    ) -> None:
        self._ledger = ledger
        self._store = store
        self._flips = flips
        self._clock = clock

    def step(self) -> bool:
        """Look at a few reports, and announce those that turned; False where there is nothing more to do now.

        It begins with the revision at which it is first called. While no webhook is told of reports, changes are passed
        over. Several processes may call it: each change is announced once. Between two changes it looks at reports that
        have been kept since: a batch stays with the ledger that it was sent to, however long it takes.
        """
        with self._store().reading() as connection:
            old = affected.position(connection)
            is_asked_for = any(Event.REPORT_AFFECTED in hook.events for hook in webhooks.listed(connection))
        with self._ledger().reading() as connection:
            newest = history.newest(connection).number
        if old is None or not is_asked_for:
            self._pass_over(old, newest)
            return False
        if old.after == old.upto:
            old, are_more = self._look_at_new(old)
            if are_more:
                return True
        current = Position(old.upto, newest) if old.after == old.upto else old
        if current.after == current.upto:
            return False
        after, upto = self._entry(current.after), self._entry(current.upto)
        page = self._flips.page(after, upto, start=current.report, limit=REPORTS_AT_ONCE, looked_at=True)
        done = page.following is None
        self._move(
            old,
            Position(upto.number, upto.number) if done else current._replace(report=page.following or 0),
            page.flipped,
        )
        return not done or upto.number < newest

    def _pass_over(self, old: Position | None, newest: int) -> None:
        with self._store().reading() as connection:
            if old is not None and old[:2] == (newest, newest) and not affected.is_any_new(connection):
                return
        with self._store().keeping() as connection:
            if affected.move(connection, old, Position(newest, newest)):
                affected.none_is_new(connection)

    def _look_at_new(self, old: Position) -> tuple[Position, bool]:
        """Look at reports that nobody has looked at: where it stands now, and whether there may be more of them."""
        upto = self._entry(old.upto)
        with self._store().reading() as connection:
            if not affected.is_any_new(connection):
                return old, False
            numbers = affected.new(connection, upto.at, NEW_AT_ONCE)
        late = self._flips.late(numbers, upto, REPORTS_AT_ONCE)
        moved = old._replace(report=old.report + 1)
        with self._store().keeping() as connection:
            # Whoever looks through a change meanwhile has left these reports out, and must not move on.
            if not affected.move(connection, old, moved):
                return old, True
            affected.looked_at(connection, late.looked_at, upto.at)
            for flip in late.flipped:
                _tell(connection, {**_told(flip), "revision": old.upto}, self._clock())
        return moved, len(late.looked_at) < len(numbers)

    def _move(self, old: Position | None, new: Position, flipped: Iterable[Flip] = ()) -> None:
        if old == new:
            return
        with self._store().keeping() as connection:
            if affected.move(connection, old, new):
                for flip in flipped:
                    _tell(connection, {**_told(flip), "revision": new.upto}, self._clock())

    def _entry(self, number: int) -> Entry:
        with self._ledger().reading() as connection:
            return history.find(connection, number)


def _told(flip: Flip) -> Mapping[str, object]:
    return {
        "report": flip.report.id,
        "href": f"/v1/reports/{flip.report.id}",
        "why": OF_LEDGER,
        "changed": [{"claim_key": one.claim_key, "was": one.was, "now": one.now} for one in flip.changed],
    }


def _tell(connection: Connection, data: Mapping[str, object], at: datetime) -> None:
    webhooks.announce(connection, Event.REPORT_AFFECTED, body(Event.REPORT_AFFECTED, data, at), at, new_id)
