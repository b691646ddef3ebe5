"""Ledgers for trials: each a copy of an empty one, with a desk at which articles are taken in."""

from __future__ import annotations

import tempfile
import zlib
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from service import pipeline
from service.domain.errors import DatelineError
from service.ledger.importers.articles import read_items
from service.ledger.importers.intake import Desk
from service.ledger.sql import SqlLedger
from service.reading.article import prepare
from service.wires.item import Item, State
from trials.fuzz.target import demand

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from service.domain.facts import Fact
    from service.domain.text import Article, Document
    from service.ledger.importers.intake import Taken
    from service.pipeline import Models
    from service.wires.item import Refused

BEGAN = datetime(2024, 5, 1, 9, tzinfo=UTC)
_FILE = "ledger.sqlite"
_TO_LEDGER = 4
"""Of so many files one goes all the way: a database takes longer than all the reading."""
_READ_CHARS = 3_000
"""Of longer articles nothing is read: the reader is a target of its own."""


@cache
def empty() -> bytes:
    """The file of a store that holds nothing but its tables."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / _FILE
        ledger = SqlLedger(f"sqlite:///{path}")
        ledger.prepare(starter=False)
        ledger.close()
        return path.read_bytes()


def ready() -> None:
    """Load what a ledger and the reader need, so that nothing is left to be loaded in a trial."""
    _models()
    with tempfile.TemporaryDirectory() as folder, ledger_in(Path(folder)) as ledger:
        ledger.add_facts([], by="ann", why="warming up", at=BEGAN)
        whole(ledger)


@contextmanager
def ledger_in(folder: Path) -> Iterator[SqlLedger]:
    """An empty ledger in a file of its own in `folder`."""
    path = folder / _FILE
    path.write_bytes(empty())
    ledger = SqlLedger(f"sqlite:///{path}")
    try:
        yield ledger
    finally:
        ledger.close()
        for left in folder.glob(f"{_FILE}*"):
            left.unlink()


def taken(raw: bytes, name: str, folder: Path) -> object:
    """What comes of a file of articles; of some also what becomes of them at a ledger.

    There they are taken in twice, and the second time nothing new comes. Raises `DatelineError` as reading does.
    """
    found = list(read_items(raw, name))
    for one in found:
        demand(repr(one).encode("utf-8"), "what is read of a file is text")
    if zlib.crc32(raw, 1) % _TO_LEDGER:
        return found, [_prepared(one.article) for one in found if isinstance(one, Item) and one.article]
    with ledger_in(folder) as ledger:
        clock = _clock()
        desk = Desk(ledger, prepare, _read, clock, "ann", "courier.example", BEGAN.date())
        first = list(desk.take_in(found))
        demand(len(first) == len(found), "each item of a file has an outcome")
        _not_again(found, first, list(desk.take_in(found)))
        demand(whole(ledger), "the ledger is whole")
    return found, first


def _prepared(article: Article) -> object:
    try:
        return prepare(article)
    except DatelineError as error:
        return str(error)


def _not_again(found: list[Item | Refused], first: list[Taken], second: list[Taken]) -> None:
    live = {State.USABLE, State.CORRECTED}
    names = [one.id for one in found if isinstance(one, Item) and one.state in live]
    if len(names) == len(set(names)) == len(found):  # of two editions under one name the order decides
        demand(not any(one.added for one in second), "a file that is imported again adds nothing")
    refused = [one.where for one in first if one.became is None]
    demand(refused == [one.where for one in second if one.became is None], "what was refused is refused again")


def whole(ledger: SqlLedger) -> bool:
    """Whether each revision of a ledger is the one that was written, and each fact found by what it says."""
    return all(fine for _, fine in ledger.verify()) and not any(one.wrong for one in ledger.verify_indexes())


def _read(document: Document) -> tuple[Fact, ...]:
    """The facts of an article that is not long; without the parser, which is slow."""
    return pipeline.learn(document, using=_models()) if len(document.text) <= _READ_CHARS else ()


@cache
def _models() -> Models:
    return pipeline.models("words", "no")


def _clock() -> Callable[[], datetime]:
    ticks = count()
    return lambda: BEGAN + timedelta(seconds=next(ticks))
