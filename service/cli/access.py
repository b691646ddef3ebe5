"""`dateline keys` and `dateline audit`: who may ask over HTTP, and who changed what."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from service.cli.inputs import InputError
from service.cli.options import add_writer, command, dated, engine_of, positive
from service.cli.output import write, write_lines
from service.cli.wording import printable
from service.contract.dates import read_day_or_moment
from service.domain.access import Quota, Scope

if TYPE_CHECKING:
    from argparse import Namespace, _SubParsersAction
    from collections.abc import Iterator
    from datetime import date

    from service.bootstrap import Engine
    from service.records.audit import Entry
    from service.records.keys import Key

_KEYS_EXAMPLES = """\
examples:
  dateline keys create "Ann Vane" --scope check --scope review --by root
  dateline keys create cms --scope check --trusted --quota 600/minute --expires 2027-06-30 --by root
  dateline keys first /srv/dateline/first.key
  dateline keys list
  dateline keys revoke 7hq2m9xk4t3c --by root

As soon as there is a key, every request needs one. A key is printed once, on standard output, and never again.
"""
_SCOPES = [scope.value for scope in Scope]
_MINUTE = "%Y-%m-%d %H:%M"


def register(names: _SubParsersAction[Any]) -> None:
    """Add the commands."""
    actions = command(names, "keys", "make, revoke and list the keys of the HTTP API", _KEYS_EXAMPLES)
    keys = actions.add_subparsers(metavar="ACTION", title="actions", required=True)
    create = command(keys, "create", "make a key and print it", _KEYS_EXAMPLES)
    create.add_argument("name", metavar="NAME", help="the person or machine whose key it is")
    create.add_argument("--scope", action="append", required=True, choices=_SCOPES, help="repeatable")
    create.add_argument("--quota", metavar="N/PERIOD", help="requests in a second, minute, hour or day: 600/minute")
    create.add_argument("--expires", metavar="D", type=dated(read_day_or_moment), help="a date, or a time with zone")
    create.add_argument("--trusted", action="store_true", help="it may name the person it acts for (Dateline-Actor)")
    add_writer(create)
    create.set_defaults(run=keys_create)
    first = command(keys, "first", "make a key for everything and write it to a file, where none was ever made")
    first.add_argument("file", metavar="FILE", type=Path, help="a new file, which only its owner can read")
    first.set_defaults(run=keys_first)
    revoke = command(keys, "revoke", "make a key useless from now on")
    revoke.add_argument("key", metavar="ID", help="as `dateline keys list` shows it")
    add_writer(revoke)
    revoke.set_defaults(run=keys_revoke)
    command(keys, "list", "show all keys, revoked and expired ones too").set_defaults(run=keys_list)
    audit = command(names, "audit", "show who changed what over HTTP, and who made keys, newest first")
    audit.add_argument("--actor", metavar="NAME", help="one person's changes alone")
    audit.add_argument("--limit", metavar="N", type=positive, default=50, help="default: 50")
    audit.set_defaults(run=audit_show)


def keys_create(options: Namespace) -> None:
    """`dateline keys create`."""
    made, token = engine_of(options).access.keys.make(
        options.name,
        [Scope(scope) for scope in options.scope],
        by=options.by,
        trusted=options.trusted,
        quota=Quota.of(options.quota) if options.quota else None,
        expires_at=_moment(options.expires),
    )
    write(token + "\n")
    sys.stderr.write(f"dateline: This is the key {made.id} of {printable(made.name)}; it is not shown again.\n")


def keys_first(options: Namespace) -> None:
    """`dateline keys first`."""
    make_first(engine_of(options), options.file)


def make_first(engine: Engine, file: Path) -> None:
    """Make the first key of a store, if it has none, and write it to `file`.

    A key in that file from a time before, which ended before the store had it, is written over.

    Raises:
        InputError: where the file holds something else, or cannot be written.
    """

    def write_down(token: str) -> None:
        new = file.with_name(file.name + ".new")
        try:
            if file.exists() and not file.read_bytes().startswith(b"dateline_"):
                raise InputError(f"{file} is there already, and is no key.")
            new.unlink(missing_ok=True)
            with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as opened:  # noqa: PTH123 - pathlib opens no descriptor
                opened.write(token + "\n")
                opened.flush()
                os.fsync(opened.fileno())
            new.replace(file)
        except OSError as error:
            raise InputError(f"The first key cannot be written to {file}: {error.strerror}.") from None

    if made := engine.access.keys.make_first("operator", by="operator", hand_over=write_down):
        sys.stderr.write(f"dateline: The first key, {made.id}, for everything, is in {printable(str(file))}.\n")


def keys_revoke(options: Namespace) -> None:
    """`dateline keys revoke`."""
    engine_of(options).access.keys.revoke(options.key, by=options.by)


def keys_list(options: Namespace) -> None:
    """`dateline keys list`."""
    access = engine_of(options).access
    now = access.now()
    write_lines(line for key in access.keys.every() for line in _key_lines(key, now))


def audit_show(options: Namespace) -> None:
    """`dateline audit`."""
    entries = engine_of(options).access.audit.page(options.limit, actor=options.actor)
    write_lines(_entry_line(entry) for entry in entries)


def _key_lines(key: Key, now: datetime) -> Iterator[str]:
    said = ["trusted"] if key.trusted else []
    said += [str(key.quota)] if key.quota else []
    if key.revoked_at:
        said.append(f"revoked {key.revoked_at:{_MINUTE}} by {key.revoked_by}")
    elif key.expires_at:
        said.append(f"{'expires' if key.lives(now) else 'expired'} {key.expires_at:{_MINUTE}}")
    said.append(f"last used {key.used_at:{_MINUTE}}" if key.used_at else "never used")
    yield printable(f"{key.id}  {key.name}  {', '.join(sorted(key.scopes))}")
    yield printable(f"              {'; '.join(said)}; made {key.made_at:{_MINUTE}} by {key.made_by}")


def _entry_line(entry: Entry) -> str:
    status = f" {entry.status}" if entry.status else ""
    detail = f" ({entry.detail})" if entry.detail else ""
    return printable(
        f"{entry.at:{_MINUTE}}  {entry.actor} [{entry.caller}]  {entry.action} {entry.target}{status}{detail}"
    )


def _moment(given: date | None) -> datetime | None:
    """The time that is meant; a day is meant to its end, in UTC."""
    if given is None or isinstance(given, datetime):
        return given
    return datetime.combine(given, time.max, UTC)
