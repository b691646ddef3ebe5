"""A server that takes the place of another, and lacks the last of what that one had."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from service.domain.errors import LedgerNotReadyError
from service.ledger.sql import SqlLedger
from tests.ledger.builders import tenure

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2012, 1, 2, 9, tzinfo=UTC)
ANN, BO, CY = (tenure(name, "RU:president", "2011-01-01", "2011-12-31") for name in ("Ann Vane", "Bo Lind", "Cy Moss"))


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A store with one term."""
    path = tmp_path / "store.sqlite"
    ledger = SqlLedger(f"sqlite:///{path}")
    ledger.prepare(starter=False)
    ledger.add_facts([ANN], by="ann", why="seen", at=NOW)
    ledger.close()
    return path


@pytest.mark.parametrize("later", [0, 1])
def test_what_was_lost_is_forgotten(place: Path, tmp_path: Path, later: int) -> None:
    """What stands under the number of a revision that was lost is what the new server has, not what was read before."""
    other = tmp_path / "other.sqlite"
    shutil.copyfile(place, other)
    lost, kept = (SqlLedger(f"sqlite:///{path}") for path in (place, other))
    lost.add_facts([BO], by="ann", why="seen", at=NOW + timedelta(1))
    kept.add_facts([CY], by="ann", why="seen", at=NOW + timedelta(2))
    if later:
        kept.retract(ANN.id, by="ann", why="wrong", at=NOW + timedelta(3))
    before = lost.revision()
    assert _holders(lost) == {"Ann Vane", "Bo Lind"}
    kept.close()
    lost.close()
    shutil.copyfile(other, place)
    with pytest.raises(LedgerNotReadyError, match="past"):
        lost.tenures(offices=["RU:president"], known_at=before.at)
    assert _holders(lost) == ({"Cy Moss"} if later else {"Ann Vane", "Cy Moss"})
    assert lost.revision() == SqlLedger(f"sqlite:///{place}").revision()


def test_a_server_that_is_behind_is_not_believed(place: Path, tmp_path: Path) -> None:
    """It is one that lacks a revision that was met; nothing is answered from what it has."""
    behind = tmp_path / "behind.sqlite"
    shutil.copyfile(place, behind)
    ledger = SqlLedger(f"sqlite:///{place}")
    newest = ledger.add_facts([BO], by="ann", why="seen", at=NOW + timedelta(1)).revision
    assert ledger.revision() == newest
    ledger.close()
    shutil.copyfile(behind, place)
    with pytest.raises(LedgerNotReadyError, match="behind"):
        ledger.revision()


def _holders(ledger: SqlLedger) -> set[str]:
    """Who has held the office, as a check asks: at the time of a revision that was read before."""
    found = ledger.tenures(offices=["RU:president"], known_at=ledger.revision().at)
    return {fact.proposition.subject.name for fact in found if fact.proposition.subject}
