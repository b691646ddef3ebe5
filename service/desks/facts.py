"""What people and programs ask of the ledger and write to it one by one: facts about somebody, single facts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.domain.errors import RefusedInputError
from service.ledger.batch import Batch
from service.ledger.importers import reviewed
from service.ledger.importers.table import Read, RowRefusedError
from service.ledger.review import Author

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date, datetime

    from service.ledger.batch import Receipt
    from service.ledger.sql import SqlLedger
    from service.ledger.survey import Shown

MOST_ROWS = 1_000
"""Facts that one request may write."""


@dataclass(frozen=True, slots=True)
class Written:
    """What became of facts that were written: the ids of all of them in their order, and the receipt."""

    ids: tuple[str, ...]
    receipt: Receipt


class FactDesk:
    """Where facts are asked for and written one by one; `clock` gives the time at which something is written."""

    def __init__(self, ledger: SqlLedger, clock: Callable[[], datetime]) -> None:
        self._ledger = ledger
        self._clock = clock

    def about(self, entity: str, at: date | None = None, known_at: datetime | None = None) -> Shown:
        """What the ledger knows of a name or a key, on a day or at any time; or knew at `known_at`."""
        return self._ledger.show(entity, at, known_at)

    def write(self, rows: Sequence[Mapping[str, str]], *, by: str, why: str) -> Written:
        """Write reviewed facts, each a row as `importers.reviewed` reads it; what stands there already is passed over.

        Raises:
            RefusedInputError: for a row that cannot be taken, with the path to it, or a name or reason that cannot.
        """
        author = Author.named(by, self._clock(), why, needs_reason=True)
        read = [_read(row, number) for number, row in enumerate(rows)]
        facts = [fact for one in read for fact in one.facts]
        batch = Batch(facts=facts, feeds=[feed for one in read for feed in one.feeds])
        receipt = self._ledger.record(batch, by=author.by, why=author.why, at=author.at)
        return Written(tuple(fact.id for fact in facts), receipt)


def _read(row: Mapping[str, str], number: int) -> Read:
    given = dict.fromkeys(reviewed.COLUMNS, "") | {name: value.strip() for name, value in row.items()}
    try:
        return reviewed.read(given)
    except RowRefusedError as refused:
        error = RefusedInputError(str(refused))
        error.path = ("facts", number)
        raise error from None
