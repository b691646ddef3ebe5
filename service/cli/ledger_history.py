"""`dateline ledger log`, `diff`, `verify`, `history`: what was written, by whom, when and why; and that it still is."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from service.cli.fact_text import event_line
from service.cli.inputs import InputError
from service.cli.options import command, engine_of, positive
from service.cli.output import progress, write, write_lines
from service.cli.reports import flip_lines
from service.cli.wording import printable, source
from service.contract.documents import dumps
from service.contract.record import change_json, revision_json
from service.contract.revisions import read_revision
from service.contract.stored import flip_json
from service.contract.stories import FORM
from service.domain.telling import told, when

if TYPE_CHECKING:
    from argparse import Namespace, _SubParsersAction
    from collections.abc import Iterator
    from datetime import datetime

    from service.desks.record import RecordDesk
    from service.ledger.history import Change, Entry

_LOG = """\
examples:
  dateline ledger log --limit 5
"""
_DIFF = """\
examples:
  dateline ledger diff 12 15
  dateline ledger diff 3c1fa9 9e1433 --format json
  dateline ledger diff 2026-10-01 2026-11-01
  dateline ledger diff 41 42 --reports

Lists what the revisions after A changed, up to and including B. A revision is named by its number (0: before the first
one), by the beginning of its digest, or by a date, which stands for the last revision of that day in UTC. --reports
lists the stored reports whose verdicts the change turns instead, as JSON one a line.
"""
_VERIFY = """\
examples:
  dateline ledger verify

Computes the digest of every revision again, then holds what facts and names are found by against what they say. Exit
status 1, with the first revision that is broken, or the first fact or name that is not found by what it says.
"""
_HISTORY = """\
examples:
  dateline ledger history 3f2a90b1
"""
_SHORT = 12
_DIGITS = frozenset("0123456789abcdef")


def register(names: _SubParsersAction[Any]) -> None:
    """Add the actions to those of `dateline ledger`."""
    log = command(names, "log", "list the revisions, newest first", _LOG)
    log.add_argument("--limit", metavar="N", type=positive, default=20, help="default: 20")
    log.set_defaults(run=_log)
    diff = command(names, "diff", "list what changed between two revisions", _DIFF)
    diff.add_argument("after", metavar="A", type=_revision)
    diff.add_argument("upto", metavar="B", type=_revision)
    diff.add_argument("--format", choices=("text", "json"), default="text", help="default: text")
    diff.add_argument("--reports", action="store_true", help="the stored reports whose verdicts it turns")
    diff.set_defaults(run=_diff)
    verify = command(names, "verify", "check that the record is as it was written, and found by what it says", _VERIFY)
    verify.set_defaults(run=_verify)
    history = command(names, "history", "tell all that happened to a fact", _HISTORY)
    history.add_argument("fact", metavar="FACT", help="its id, or the beginning of it")
    history.set_defaults(run=_history)


def _revision(value: str) -> int | datetime | str:
    try:
        return read_revision(value)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _log(options: Namespace) -> None:
    for entry in engine_of(options).record_desk().revisions(options.limit):
        write_lines([f"{entry.number:>6}  {entry.id[:_SHORT]}  {_moment(entry)}  {_author(entry)}"])


def _diff(options: Namespace) -> None:
    desk = engine_of(options).record_desk()
    after, upto = desk.revision(options.after), desk.revision(options.upto)
    if after.number > upto.number:
        raise InputError(f"Revision {after.number} is later than revision {upto.number}; name the earlier one first.")
    if options.reports:
        _reports(options, after, upto)
        return
    found = desk.changes(after.number, upto.number)
    if options.format == "json":
        for piece in _document(after, upto, found):
            write(piece)
        return
    for entry, changes in found:
        write_lines([f"revision {entry.number} ({entry.id[:_SHORT]}) of {_moment(entry)} by {_author(entry)}"])
        for change in changes:
            write_lines([_line(change)])


def _reports(options: Namespace, after: Entry, upto: Entry) -> None:
    """The stored reports that the change turns, each as soon as it is found."""
    for flip in engine_of(options).flip_desk(FORM).all(after, upto):
        if options.format == "json":
            write(dumps(flip_json(flip)) + "\n")
        else:
            write_lines(flip_lines(flip))


def _document(after: Entry, upto: Entry, found: Iterator[tuple[Entry, Iterator[Change]]]) -> Iterator[str]:
    """One JSON document, piece by piece: a change a line, however many there are."""
    yield f'{{"from": {dumps(revision_json(after))}, "to": {dumps(revision_json(upto))}, "revisions": ['
    between = "\n"
    for entry, changes in found:
        yield f'{between}{{"revision": {dumps(revision_json(entry))}, "changes": ['
        inner = "\n"
        for change in changes:
            yield f"{inner}{dumps(change_json(change))}"
            inner = ",\n"
        yield "]}"
        between = ",\n"
    yield "]}\n"


def _verify(options: Namespace) -> int:
    desk = engine_of(options).record_desk()
    newest = next(iter(desk.revisions(1)), None)
    if newest is None:
        write("There is no revision yet.\n")
        return 0
    broken = []
    with progress("revisions") as bar:
        for number, intact in desk.verify():
            if not intact:
                broken.append(number)
            bar(number, newest.number)
    if broken:
        sys.stderr.write(f"dateline: Revision {min(broken)} is not what it was when it was written.\n")
        return 1
    write(f"{newest.number} revisions are as they were written; the newest is {newest.id}.\n")
    return _verify_indexes(desk)


def _verify_indexes(desk: RecordDesk) -> int:
    """The second step: a fact that is on record and is not found by its names says nothing, or the wrong thing."""
    done = 0
    with progress("facts and names") as bar:
        for compared in desk.verify_indexes():
            if compared.wrong:
                sys.stderr.write(f"dateline: What it is found by is not what it says: {printable(compared.wrong)}.\n")
                return 1
            done = compared.done
            bar(done, compared.of)
    write(f"{done} facts and names are found by what they say.\n")
    return 0


def _history(options: Namespace) -> None:
    found = engine_of(options).record_desk().fact(options.fact)
    fact = found.fact
    lines = [f"{told(fact.proposition)} ({when(fact.valid)})", f"  {source(fact)}"]
    lines += [f"  “{fact.provenance.quote}”"] if fact.provenance.quote else []
    lines += [f"  {fact.id}: {found.standing.state}"]
    write_lines([*map(printable, lines), *(f"  {event_line(event)}" for event in found.history)])


def _line(change: Change) -> str:
    other = f" -> {_short(change.other)}" if change.other else ""
    why = f": {change.why}" if change.why else ""
    words = f" {change.text}" if change.text else ""
    return printable(f"  {change.what.replace('_', ' ')} {_short(change.id)}{other}{words}{why}")


def _short(name: str) -> str:
    """A digest by its beginning, any other name whole."""
    return name[:_SHORT] if len(name) >= 2 * _SHORT and _DIGITS.issuperset(name) else name


def _moment(entry: Entry) -> str:
    return f"{entry.at:%Y-%m-%d %H:%M:%S} UTC"


def _author(entry: Entry) -> str:
    return printable(f"{entry.by}: {entry.why}")
