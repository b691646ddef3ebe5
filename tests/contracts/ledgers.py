"""One of each kind of ledger, empty, to be written to and read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from service.ledger.layered import Layered
from service.ledger.memory import MemoryLedger
from service.ledger.sql import SqlLedger
from tests.ledger.builders import MONDAY

if TYPE_CHECKING:
    from datetime import datetime

    import pytest

    from service.domain.facts import Ledger
    from service.ledger.batch import Batch, Receipt
    from tests.databases import Databases

KINDS = ("memory", "layered", "sqlite", "postgresql")


@dataclass(slots=True)
class Written:
    """A ledger that is written to, and how a check sees it."""

    kind: str
    store: MemoryLedger | SqlLedger
    writes: int = field(default=0)

    @property
    def seen(self) -> Ledger:
        """The ledger as a check sees it that begins now; several seen as one remember for one request."""
        if self.kind == "layered":
            return Layered(MemoryLedger(), self.store, MemoryLedger())
        return self.store

    def record(self, batch: Batch, *, by: str = "ada", why: str = "a test", at: datetime = MONDAY) -> Receipt:
        """Write a batch as one revision."""
        return self.store.record(batch, by=by, why=why, at=at)


def empty(request: pytest.FixtureRequest) -> Written:
    """A ledger of the kind that the fixture is asked for; its database goes with the test."""
    kind: str = request.param
    if kind in {"memory", "layered"}:
        return Written(kind, MemoryLedger())
    if kind == "sqlite":
        url = f"sqlite:///{request.getfixturevalue('tmp_path') / 'ledger.db'}"
    else:
        databases: Databases = request.getfixturevalue("postgres")
        url = databases.make(request.getfixturevalue("migrated"))
        request.addfinalizer(lambda: databases.drop(url))
    store = SqlLedger(url)
    store.prepare(starter=False)
    request.addfinalizer(store.close)
    request.addfinalizer(lambda: _verified(store))
    return Written(kind, store)


def _verified(store: SqlLedger) -> None:
    """Whatever a test wrote, each revision has the digest of its rows."""
    assert [number for number, whole in store.verify() if not whole] == []
