"""Databases that a benchmark may empty: one of each kind, or the one that it is given."""

from __future__ import annotations

import sys
import tempfile
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import create_engine, text

from scripts.throwaway_postgres import NoServerError, serving

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

STORES: Final = ("sqlite", "postgresql")


@contextmanager
def stores(names: Sequence[str]) -> Iterator[dict[str, str]]:
    """The URL of an empty database of each kind; a kind that cannot be had here is told and left out."""
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        made = {}
        for name in names:
            try:
                made[name] = f"sqlite:///{folder}/ledger.db" if name == "sqlite" else stack.enter_context(serving())
            except NoServerError as error:
                sys.stderr.write(f"postgresql: left out. {error}\n")
        yield made


def emptied(url: str) -> None:
    """Remove everything from the database at `url`."""
    if url.startswith("sqlite:"):
        path = Path(url.removeprefix("sqlite:///"))
        for file in path.parent.glob(f"{path.name}*"):
            file.unlink()
        return
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
