"""Which stored reports a change of the ledger turns: found by what their checks used, and checked again to be sure."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from service.domain.stories import ALONE, Turned
from service.ledger import history
from service.ledger.touched import touched
from service.ledger.uses import unpacked
from service.records import reports

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
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


@dataclass(frozen=True, slots=True)
class Late:
    """Those of some reports that turned between their making and a revision; the numbers of all that were looked at."""

    flipped: tuple[Flip, ...]
    looked_at: frozenset[int]


class FlipDesk:
    """Where a newsroom learns which of its reports a change of the ledger turns."""

    def __init__(
        self, checker: Checker, store: Callable[[], Store], ledger: Callable[[], SqlLedger], form: Form
    ) -> None:
        self._checker = checker
        self._store = store
        self._ledger = ledger
        self._form = form

    def page(
        self, after: Entry, upto: Entry, *, start: int = 0, limit: int = MOST_EXAMINED, looked_at: bool = False
    ) -> Flips:
        """The stored reports with a number above `start` that the revisions `(after, upto]` turn, `limit` examined.

        A report is compared as it was made, or as it would have been made at `after` where it is older, with how it
        would be made at `upto`. Those made with `upto` or later are not listed: they know of it. With `looked_at`
        neither are those that are new, which `late` is for.
        """
        flipped: list[Flip] = []
        examined, last = 0, None
        for seq in self.candidates(after, upto, start, looked_at=looked_at):
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

    def late(self, numbers: Sequence[int], upto: Entry, limit: int) -> Late:
        """Which of the reports with these numbers turn by what was written between their making and `upto`.

        At most `limit` are examined; those that nothing can touch are looked at for nothing.
        """
        with self._store().reading() as connection:
            known = reports.uses_of(connection, numbers)
        befores: dict[datetime, tuple[Entry, set[int] | None]] = {}
        flipped: list[Flip] = []
        looked_at, examined = set(numbers) - {seq for seq, _, _ in known}, 0  # forgotten meanwhile
        for seq, known_at, uses in known:
            if known_at not in befores:
                with self._ledger().reading() as connection:
                    after = history.find(connection, known_at)
                befores[known_at] = after, self._marks(after, upto)
            after, marks = befores[known_at]
            if after.number < upto.number and _is_touched(marks, uses):
                if examined == limit:
                    break
                examined += 1
                flip = self._flip(seq, after, upto)
                flipped += [flip] if flip is not None else []
            looked_at.add(seq)
        return Late(tuple(flipped), frozenset(looked_at))

    def candidates(self, after: Entry, upto: Entry, start: int = 0, *, looked_at: bool = False) -> Iterator[int]:
        """The numbers of the reports that the change can touch: all that it turns are among them."""
        marks = self._marks(after, upto)
        with self._store().reading() as connection:
            kept = reports.with_uses(connection, upto.at, start, looked_at=looked_at)
            found = [seq for seq, uses in kept if _is_touched(marks, uses)]
        yield from found

    def _marks(self, after: Entry, upto: Entry) -> set[int] | None:
        """Digests of what the revisions `(after, upto]` touch; None for everything."""
        with self._ledger().reading() as connection:
            uses = touched(connection, after.number, upto.number)
        return None if uses is None else {zlib.crc32(use.encode()) for use in uses}

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
        return self._form.report(self._checker.checked(request, found.id, at, again=True, endless=True).report, ALONE)


def _is_touched(marks: set[int] | None, uses: bytes) -> bool:
    return marks is None or not marks.isdisjoint(unpacked(uses))


def _turned(before: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[Turned, ...]:
    labels = {claim["id"]: claim["verdict"] for claim in now["claims"]}
    return tuple(
        Turned(claim["claim_key"], claim["verdict"], labels[claim["id"]])
        for claim in before["claims"]
        if claim["id"] in labels and labels[claim["id"]] != claim["verdict"]
    )
