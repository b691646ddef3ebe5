"""`dateline archive`: score files of any number of articles by many processes."""

from __future__ import annotations

import logging.config
import sys
from dataclasses import dataclass, field, replace
from functools import partial
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from service.archive.run import FORMS, PER_PART, Asked, run
from service.archive.sources import left_out
from service.bootstrap import Engine
from service.cli.inputs import InputError
from service.cli.options import command, engine_of, positive
from service.cli.output import progress, write_lines
from service.cli.wording import printable
from service.domain.verdicts import Outcome
from service.settings import from_environment
from service.storage.read_only import for_reading
from service.telemetry import logs
from service.work.rows import Task

if TYPE_CHECKING:
    import argparse
    from argparse import Namespace
    from collections.abc import Callable, Iterator, Sequence
    from contextlib import AbstractContextManager
    from datetime import datetime

    from service.archive.cluster import DaskCrew
    from service.archive.tally import Tally

_EXAMPLES = """\
examples:
  dateline archive articles.jsonl --out reports --workers 4
  dateline archive 2011.parquet 2012.parquet --out reports --format parquet
  dateline archive articles.jsonl --out reports --scheduler tls://score.example:8786

A line or row is that of `dateline check --jsonl`. The folder gets parts in the order of the rows, parts.jsonl with what
is in each, and summary.json in the end. A run that was ended, however it was, goes on when the same command is given
again; rows that cannot be read are answered with an `error` and leave the exit status 0.
"""
_EXTRA = "It needs a package that is not here ({}): install the extra `archive`, as in pip install '.[archive]'."
_UNSAFE = (
    "Without TLS whoever reaches a scheduler can run programs here: give a tls:// address, or --unencrypted as well."
)
_OUTCOMES = {
    Outcome.CONFLICTS_FOUND: "with conflicts",
    Outcome.NO_CONFLICT_FOUND: "without",
    Outcome.TOO_LITTLE_CHECKED: "of which too little could be checked",
}


@dataclass(frozen=True, slots=True)
class ReadingEngine:
    """Makes the engine of a worker from the settings of its own process, and of the store named by `db` if any.

    It is sent to the worker, the password in `db` with it.
    """

    db: str | None = field(repr=False)

    def __call__(self, at: datetime) -> Engine:
        """An engine that cannot write the ledger, and whose clock always says `at`."""
        settings = from_environment().with_database(self.db)
        logging.config.dictConfig(logs.configuration(settings.log_format, settings.log_level))
        return Engine(replace(settings, database_url=for_reading(settings.database)), lambda: at)


def register(names: argparse._SubParsersAction[Any]) -> None:
    """Add the command."""
    parser = command(names, "archive", "score an archive by many processes, on many machines if need be", _EXAMPLES)
    parser.add_argument("files", metavar="FILE", nargs="+", type=Path, help="JSON lines or Parquet")
    parser.add_argument("--out", metavar="DIR", type=Path, required=True, help="the folder for the reports")
    parser.add_argument("--format", choices=FORMS, default=FORMS[0], help=f"of the reports; default: {FORMS[0]}")
    against = parser.add_mutually_exclusive_group()
    against.add_argument("--no-ledger", action="store_true", help="check against the references of each row alone")
    against.add_argument("--closed", action="store_true", help="the references are all that a text may rest on")
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--workers", metavar="N", type=positive, default=1, help="processes of this machine, default 1")
    where.add_argument("--scheduler", metavar="ADDRESS", help="the workers of this Dask scheduler instead")
    parser.add_argument(
        "--unencrypted",
        action="store_true",
        help="of another machine's scheduler: without TLS, where all can be trusted",
    )
    parser.add_argument(
        "--per-part", metavar="N", type=positive, default=PER_PART, help=f"articles of a part, default {PER_PART}"
    )
    parser.set_defaults(run=archive)


def archive(options: Namespace) -> None:
    """`dateline archive`: all rows, or those that an earlier run has left."""
    task = Task(ledger=not options.no_ledger, closed=options.closed)
    asked = Asked(tuple(options.files), options.out, task, options.format, options.per_part)
    if options.scheduler and not (_is_safe(options.scheduler) or options.unencrypted):
        raise InputError(_UNSAFE)
    db = getattr(options, "db", None) if not options.scheduler or _is_here(options.scheduler) else None
    engine, make = engine_of(options), ReadingEngine(db)
    for_reading(engine.settings.database)
    try:
        crew = _crew(options)
        sys.stderr.writelines(_left_out(options.files))
        with progress("articles") as told:
            tally = run(asked, engine, crew, make, told)
    except ModuleNotFoundError as error:
        raise InputError(_EXTRA.format(error.name)) from None
    finally:
        engine.close()
    write_lines(_told(tally, options.out))


def _crew(options: Namespace) -> Callable[[], AbstractContextManager[DaskCrew]]:
    from service.archive import cluster  # noqa: PLC0415 - an optional dependency, which takes a second to load

    return (
        partial(cluster.elsewhere, options.scheduler) if options.scheduler else partial(cluster.local, options.workers)
    )


def _is_safe(address: str) -> bool:
    """Whether nobody but who is let in can send anything to a scheduler, or to who listens to it."""
    return address.startswith("tls://") or _is_here(address)


def _is_here(address: str) -> bool:
    """Whether a scheduler is reached on this machine alone."""
    try:
        host = urlsplit(address if "://" in address else f"tcp://{address}").hostname or ""
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _told(tally: Tally, folder: Path) -> list[str]:
    found = ", ".join(f"{tally.outcomes[outcome.value]:,} {words}" for outcome, words in _OUTCOMES.items())
    return [
        f"{_articles(tally.articles)}: {found}, {tally.errors:,} that could not be read",
        f"reports: {printable(str(folder))}",
    ]


def _articles(count: int) -> str:
    return "1 article" if count == 1 else f"{count:,} articles"


def _left_out(files: Sequence[Path]) -> Iterator[str]:
    """A line for each file with columns that no article has."""
    for path in files:
        if names := left_out(path):
            yield f"dateline: {printable(str(path))}: not read: {printable(', '.join(names))}\n"
