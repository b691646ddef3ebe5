"""`dateline migrate`, `backup` and `restore`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Result


def test_what_there_is_to_migrate_is_told_and_done(dateline: Callable[..., Result], tmp_path: Path) -> None:
    """`--check` changes nothing and exits with 1 where there is something to do; afterwards there is nothing."""
    db = f"sqlite:///{tmp_path / 'new.sqlite'}"
    told = dateline("migrate", "--check", db=db)
    assert told.code == 1
    assert "ledger: would go from nothing to" in told.out
    assert not (tmp_path / "new.sqlite").exists()
    assert "records: went from nothing to" in dateline("migrate", db=db).out
    again = dateline("migrate", "--check", db=db)
    assert (again.code, again.out.count("at version")) == (0, 2)


def test_a_store_is_backed_up_and_restored(dateline: Callable[..., Result], tmp_path: Path) -> None:
    """The copy has the revisions of the store; neither file is written over."""
    dateline("migrate")
    backup, db = tmp_path / "one.zip", f"sqlite:///{tmp_path / 'copy.sqlite'}"
    made = dateline("backup", backup)
    assert (made.code, made.out) == (0, "")
    assert f"{backup.stat().st_size:,} bytes" in made.err
    assert dateline("restore", backup, db=db).code == 0
    assert dateline("ledger", "stats", db=db).out == dateline("ledger", "stats").out
    for command in ("backup", "restore"):
        refused = dateline(command, backup, db=db)
        assert refused.code == 2
        assert "already" in refused.err
    assert dateline("restore", tmp_path / "copy.sqlite", db="sqlite:////nowhere").code == 2
