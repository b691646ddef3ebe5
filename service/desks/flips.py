"""Which stored reports a change of the ledger turns: found by what their checks used, and checked again to be sure."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from service.domain.stories import ALONE, Turned
from service.ledger.touched import touched
from service.ledger.uses import unpacked
from service.records import reports

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime

    from service.desks.reports import Checker, Form
    from service.ledger.history import Entry
    from service.ledger.sql import SqlLedger
    from service.records.reports import StoredReport
    from service.storage.engine import Store

MOST_EXAMINED = 50
"""Reports of one page that are checked again: each takes as long as a check or two."""


@dataclass(frozen=True, slots=True)
class Flip:
    """A stored report that a change turns: the claims with another label, and its score before and after."""

    report: StoredReport
    was: float | None
    now: float | None
    changed: tuple[Turned, ...]


@dataclass(frozen=True, slots=True)
class Flips:
    """Some of the reports that a change turns, oldest first.

    `examined` were checked again for it; `following` is the number of the last of them where more are to be, else None.
    """

    flipped: tuple[Flip, ...]
    examined: int
    following: int | None


class FlipDesk:
    """Where a newsroom learns which of its reports a change of the ledger turns."""

    def __init__(
        self, checker: Checker, store: Callable[[], Store], ledger: Callable[[], SqlLedger], form: Form
    ) -> None:
        self._checker = checker
        self._store = store
        self._ledger = ledger
        self._form = form

    def page(self, after: Entry, upto: Entry, *, start: int = 0, limit: int = MOST_EXAMINED) -> Flips:
        """The stored reports with a number above `start` that the revisions `(after, upto]` turn, `limit` examined.

        A report is compared as it was made, or as it would have been made at `after` where it is older, with how it
        would be made at `upto`. Those made with `upto` or later are not listed: they know of it.
        """
        flipped: list[Flip] = []
        examined, last = 0, None
        for seq in self.candidates(after, upto, start):
            if examined == min(limit, MOST_EXAMINED):
                return Flips(tuple(flipped), examined, last)
            examined, last = examined + 1, seq
            flip = self._flip(seq, after, upto)
            flipped += [flip] if flip is not None else []
        return Flips(tuple(flipped), examined, None)

    def all(self, after: Entry, upto: Entry) -> Iterator[Flip]:
        """All reports that the revisions `(after, upto]` turn, oldest first, each as soon as it is found."""
        for seq in self.candidates(after, upto):
            flip = self._flip(seq, after, upto)
            if flip is not None:
                yield flip

    def candidates(self, after: Entry, upto: Entry, start: int = 0) -> Iterator[int]:
        """The numbers of the reports that the change can touch: all that it turns are among them."""
        with self._ledger().reading() as connection:
            uses = touched(connection, after.number, upto.number)
        marks = None if uses is None else {zlib.crc32(use.encode()) for use in uses}
        with self._store().reading() as connection:
            found = list(_touched_by(marks, reports.with_uses(connection, upto.at, start)))
        yield from found

    def _flip(self, seq: int, after: Entry, upto: Entry) -> Flip | None:
        with self._store().reading() as connection:
            found = reports.numbered(connection, seq)
        if found is None or found.content is None or found.known_at is None:
            return None  # forgotten meanwhile
        before = self._as_it_was(found, after)
        now = self._made_again(found, upto.at)
        changed = _turned(before, now)
        if not changed:
            return None
        content = replace(found.content, request="", body="")
        return Flip(replace(found, content=content), before["score"], now["score"], changed)

    def _as_it_was(self, found: StoredReport, after: Entry) -> Mapping[str, Any]:
        if found.known_at is not None and found.known_at >= after.at:
            if found.pipeline_version == self._checker.pipeline_version and found.content is not None:
                document: dict[str, Any] = json.loads(found.content.body)
                return document
            return self._made_again(found, found.known_at)
        return self._made_again(found, after.at)

    def _made_again(self, found: StoredReport, at: datetime) -> Mapping[str, Any]:
        request = self._form.asked(json.loads(found.content.request if found.content else "{}"))
        if request.known_at is not None:
            request = replace(request, known_at=at)
        return self._form.report(self._checker.checked(request, found.id, at).report, ALONE)


def _touched_by(marks: set[int] | None, kept: Iterator[tuple[int, bytes]]) -> Iterator[int]:
    for seq, uses in kept:
        if marks is None or not marks.isdisjoint(unpacked(uses)):
            yield seq


def _turned(before: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[Turned, ...]:
    labels = {claim["id"]: claim["verdict"] for claim in now["claims"]}
    return tuple(
        Turned(claim["claim_key"], claim["verdict"], labels[claim["id"]])
        for claim in before["claims"]
        if claim["id"] in labels and labels[claim["id"]] != claim["verdict"]
    )
