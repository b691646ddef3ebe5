"""What is refused of a batch, whatever the store."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from service.domain.claims import Entity, EntityType
from service.domain.errors import ImportRefusedError
from service.domain.facts import KnownEntity
from service.ledger import codec
from service.ledger.batch import Batch, Filed
from service.ledger.sql import SqlLedger
from tests.builders import document
from tests.ledger.builders import MONDAY, visit

if TYPE_CHECKING:
    from collections.abc import Iterator

GUEST = visit("Anna Rassendyll", "GB", "2006-03-01", "2006-03-02")


@pytest.fixture
def ledger(store: str) -> Iterator[SqlLedger]:
    """An empty ledger on each kind of store."""
    made = SqlLedger(store)
    yield made
    made.close()


@pytest.mark.parametrize("none", ["\0", "\ud83d"], ids=["NUL", "half of a pair"])
def test_what_is_no_character_is_refused_in_words(ledger: SqlLedger, none: str) -> None:
    """One store would take it and the other one fail; wires and feeds can hold it."""
    source = codec.fact(
        GUEST.proposition, GUEST.valid, GUEST.status, replace(GUEST.provenance, source=f"exa{none}mple.org")
    )
    house = Entity(f"Acme {none}", EntityType.ORGANISATION, "organisation:acme")
    batches = [
        (Batch([source]), "ada", "why"),
        (Batch(documents=[Filed(document(title=f"A {none} title"))]), "ada", "why"),
        (Batch(entities=[KnownEntity("o1", house)]), "ada", "why"),
        (Batch([GUEST]), f"ada{none}", "why"),
        (Batch([GUEST]), "ada", f"why{none}"),
    ]
    before = ledger.revision()
    for batch, by, why in batches:
        with pytest.raises(ImportRefusedError, match="no character"):
            ledger.record(batch, by=by, why=why, at=MONDAY)
    assert ledger.revision() == before
