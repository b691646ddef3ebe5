"""Addresses of stores for those who are to change nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from service.domain.errors import LedgerNotReadyError
from service.ledger.sql import SqlLedger
from service.storage.engine import Store
from service.storage.read_only import for_reading

if TYPE_CHECKING:
    from pathlib import Path


def test_what_is_read_cannot_be_written(store: str) -> None:
    """In every kind of store the database itself refuses to write by such an address, and shows what is there."""
    reader, writer = Store(for_reading(store)), SqlLedger(store)
    try:
        with pytest.raises(LedgerNotReadyError), reader.writing() as connection:
            connection.exec_driver_sql("CREATE TABLE anything (at_all INTEGER)")
        assert SqlLedger(reader).revision() == writer.revision()
    finally:
        reader.close()
        writer.close()


@pytest.mark.parametrize("which", ["any", "read-write", "primary", "prefer-standby"])
def test_the_address_of_a_pair_leads_to_the_one_that_is_meant(which: str, migrated: str) -> None:
    """Also where the address asks for the server that can be written, as that of a pair of servers does."""
    reader = SqlLedger(for_reading(f"{migrated}?target_session_attrs={which}"))
    writer = SqlLedger(migrated)
    assert reader.revision() == writer.revision()
    reader.close()
    writer.close()


def test_a_file_with_an_odd_name_is_found(tmp_path: Path) -> None:
    """A blank, a question mark, a percent sign or a letter beyond ASCII in its name leads to no other file."""
    url = f"sqlite:///{tmp_path / 'the %41 ledger ü #1.sqlite'}"
    ledger = SqlLedger(url)
    ledger.prepare(starter=False)
    reader = SqlLedger(for_reading(url))
    assert reader.revision() == ledger.revision()
    reader.close()
    ledger.close()


def test_no_file_is_made(tmp_path: Path) -> None:
    """Who only reads makes no store where there is none."""
    with pytest.raises(LedgerNotReadyError), Store(for_reading(f"sqlite:///{tmp_path / 'none.sqlite'}")).reading():
        pass
    assert list(tmp_path.iterdir()) == []


def test_it_can_be_said_twice() -> None:
    """The address of a store for reading is one for reading."""
    once = for_reading("sqlite:////srv/ledger.sqlite")
    assert for_reading(once) == once


def test_options_of_a_session_stay() -> None:
    """What an address asks of PostgreSQL's sessions is asked all the same."""
    assert "search_path" in for_reading("postgresql://db/dateline?options=-csearch_path%3Dnews")


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "nonsense"])
def test_what_no_other_process_can_see_is_refused(url: str) -> None:
    """A store in memory has no address for others."""
    with pytest.raises(LedgerNotReadyError):
        for_reading(url)
