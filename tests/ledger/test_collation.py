"""A database that sorts text as a language does, which most servers are set up to, is asked as one that sorts bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from service.domain.facts import Office
from service.ledger import dossier, history
from service.ledger.batch import Batch
from service.ledger.sql import SqlLedger
from tests.ledger.builders import MONDAY, visit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.databases import Databases

GUEST = visit("Ada Vane", "GB", "2014-05-13", "2014-05-14")
# In bytes "é" comes after "f" and "RU" before "at"; in a dictionary it is the other way round.
ROLES = frozenset({"ministre de la faune", "ministre de la électricité", "président"})
OFFICE = Office("FR:président", "Président", "FR", "président", roles=ROLES, excludes=frozenset({"RU:king", "at:king"}))


@pytest.fixture
def ledger(postgres: Databases) -> Iterator[SqlLedger]:
    """A ledger in a database that sorts as English does."""
    url = postgres.make(language="en-US")
    made = SqlLedger(url)
    made.prepare(starter=False)
    made.record(Batch(facts=[GUEST], offices=[OFFICE]), by="ada", why="a test", at=MONDAY)
    yield made
    made.close()
    postgres.drop(url)


def test_ids_are_named_by_their_beginnings_and_the_record_verifies(ledger: SqlLedger) -> None:
    """What compares and what orders text holds in either order of letters."""
    revision = ledger.revision().id
    with ledger.reading() as connection:
        assert dossier.full_id(connection, GUEST.id[:8]) == GUEST.id
        assert history.find(connection, revision[:8]).id == revision
    assert list(ledger.verify()) == [(1, True)]
