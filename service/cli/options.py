"""What the commands have in common: how one is added, options that several take, the engine that they ask for."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from service.bootstrap import Engine
from service.domain.characters import UNKEPT
from service.settings import Settings, from_environment

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date


def command(
    names: argparse._SubParsersAction[Any], name: str, summary: str, examples: str = "", *, store: bool = True
) -> argparse.ArgumentParser:
    """A new command under `name`; with `store` it takes `--db`."""
    made: argparse.ArgumentParser = names.add_parser(
        name,
        help=summary,
        description=summary[0].upper() + summary[1:] + ".",
        epilog=examples,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    if store:
        add_db(made)
    return made


def add_db(parser: argparse.ArgumentParser) -> None:
    """The option that names the store."""
    parser.add_argument(
        "--db",
        metavar="URL",
        default=argparse.SUPPRESS,
        help="the ledger's database, an SQLAlchemy URL (DATELINE_DATABASE_URL)",
    )


def add_writer(parser: argparse.ArgumentParser) -> None:
    """The option that names who writes."""
    parser.add_argument("--by", metavar="NAME", required=True, type=_name, help="who writes; kept with every fact")


def dated(reader: Callable[[object], date]) -> Callable[[str], date]:
    """A type of option: a date as `reader` takes it."""

    def read(value: str) -> date:
        try:
            return reader(value)
        except ValueError as error:
            raise argparse.ArgumentTypeError(str(error)) from None

    return read


def positive(value: str) -> int:
    """A type of option: a whole number from one on."""
    if value.isascii() and value.isdigit() and int(value[:6]) > 0:
        return int(value[:6])
    raise argparse.ArgumentTypeError("must be a positive whole number")


def engine_of(options: argparse.Namespace) -> Engine:
    """The engine that the options and the environment describe."""
    return Engine(settings_of(options), now)


def settings_of(options: argparse.Namespace) -> Settings:
    """The settings of the environment with those of the options."""
    return from_environment().with_database(getattr(options, "db", None))


def now() -> datetime:
    """The time."""
    return datetime.now(UTC)


def _name(value: str) -> str:
    if UNKEPT.search(value):
        raise argparse.ArgumentTypeError("must be text in UTF-8")
    if value.strip():
        return value.strip()
    raise argparse.ArgumentTypeError("must not be empty")
