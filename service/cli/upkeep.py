"""`dateline migrate`, `backup` and `restore`: what the operator does with a store."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from service.cli.options import command, engine_of, now
from service.cli.output import write_lines
from service.cli.wording import printable

if TYPE_CHECKING:
    import argparse
    from argparse import Namespace
    from collections.abc import Iterator

    from service.desks.upkeep import Standing

_MIGRATE = """\
examples:
  dateline migrate
  dateline migrate --check && echo "nothing to do"

Safe to run while the service runs, and more than once. With --check nothing is changed; the exit status is 1 where
there is something to do.
"""
_BACKUP = """\
examples:
  dateline backup /srv/backups/dateline-$(date +%F).zip
  dateline --db postgresql://dateline@db/dateline backup nightly.zip

One consistent file, taken while the service runs. It holds all that the store holds: keep it as safe as the store.
For PostgreSQL the program pg_dump is needed.
"""
_RESTORE = """\
examples:
  dateline --db sqlite:////srv/dateline/new.sqlite restore dateline-2026-11-22.zip

Into a store that is empty, of the kind that was backed up; then its tables are brought to this version.
For PostgreSQL the program pg_restore is needed. `dateline ledger verify` proves the record as it was written.
"""


def register(names: argparse._SubParsersAction[Any]) -> None:
    """Add the three commands."""
    migrate_ = command(names, "migrate", "bring the tables of the store to this version", _MIGRATE)
    migrate_.add_argument("--check", action="store_true", help="only say what there is to do")
    migrate_.set_defaults(run=migrate)
    backup_ = command(names, "backup", "write the whole store to one file", _BACKUP)
    backup_.add_argument("file", metavar="FILE", type=Path, help="a file that is not there yet")
    backup_.set_defaults(run=backup)
    restore_ = command(names, "restore", "fill an empty store from a backup", _RESTORE)
    restore_.add_argument("file", metavar="FILE", type=Path, help="what `dateline backup` has written")
    restore_.set_defaults(run=restore)


def migrate(options: Namespace) -> int:
    """`dateline migrate`: 1 where `--check` finds something to do."""
    upkeep = engine_of(options).upkeep()
    before = upkeep.standing() if options.check else upkeep.migrate()
    done = "would go" if options.check else "went"
    write_lines(_steps(before, done))
    return int(options.check and not all(part.is_current for part in before))


def backup(options: Namespace) -> None:
    """`dateline backup`: the store as one file."""
    size = engine_of(options).upkeep().back_up(options.file, now())
    sys.stderr.write(f"dateline: {printable(str(options.file))}, {size:,} bytes\n")


def restore(options: Namespace) -> None:
    """`dateline restore`: an empty store filled."""
    stood = engine_of(options).upkeep().restore(options.file)
    write_lines(_steps(stood, "went"))


def _steps(standing: tuple[Standing, ...], done: str) -> Iterator[str]:
    for part in standing:
        if part.is_current:
            yield f"{part.part}: at version {part.needed}"
        else:
            yield f"{part.part}: {done} from {f'version {part.found}' if part.found else 'nothing'} to {part.needed}"
