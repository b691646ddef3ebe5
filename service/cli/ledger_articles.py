"""`dateline ledger add` and `dateline ledger watch`: trusted articles, by file, by folder, and as they come in."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from service.cli.inputs import STANDARD_INPUT, InputError, bytes_of, json_article
from service.cli.options import add_writer, command, dated, engine_of
from service.cli.output import progress, write_lines
from service.cli.stopping import until_stopped
from service.cli.watching import Folder, files_under
from service.cli.wording import message, printable
from service.contract.dates import read_day_or_moment
from service.domain.errors import DatelineError, LedgerNotReadyError
from service.ledger.editions import Became
from service.ledger.importers.articles import FORMATS, Item, Refused
from service.ledger.importers.articles.incoming import MOST_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.bootstrap import Engine
    from service.cli.stopping import Stop
    from service.ledger.importers.intake import Taken

_FORMATS = f"""\
formats, told by the content:
{"".join(f"  {one.WHAT}{chr(10)}" for one in FORMATS)}  JSON with an article as POST /v1/check takes it

What an item says of its source and date counts before --source and --published-at.
"""
_ADD = f"""\
examples:
  dateline ledger add trusted.txt --by ann --published-at 2013-05-11 --source example.com
  dateline ledger add archive.wxr.xml feed.xml wire/ --by ann

{_FORMATS}
A folder is read with the folders in it; hidden and unfinished files (.part, .tmp) are left out. Each article is
committed by itself. To run a broken-off import again is to finish it: what is known is passed over unread. A later
version, a correction or a kill closes the facts of the earlier one; facts under embargo stay invisible until it ends.
The exit status is 2 where nothing at all could be taken.
"""
_WATCH = f"""\
examples:
  dateline ledger watch /srv/wire --by wire
  dateline ledger watch /srv/wire --by wire --source ena.example --interval 2 --once

{_FORMATS}
A file is imported when it has not changed between two looks, folders included as with `add`. Nothing is moved or
removed; what was imported is known to the ledger, so that the command can be ended and started again. A bad file is
told once, and one that the ledger did not take because it could not be reached waits; neither keeps the others waiting.
SIGTERM and SIGINT end it after the article at hand.
"""
_MOST_REFUSED = 20
_WRONG = 2


def register(names: argparse._SubParsersAction[Any]) -> None:
    """Add `add` and `watch` to the actions of `dateline ledger`."""
    add = command(names, "add", "read trusted articles into the ledger", _ADD)
    add.add_argument("files", metavar="FILE", nargs="+", help="a file of any format below, a folder, or - ")
    _add_described(add)
    add.set_defaults(run=_add)
    watch = command(names, "watch", "read trusted articles into the ledger as they come into a folder", _WATCH)
    watch.add_argument("folder", metavar="DIR", type=Path)
    watch.add_argument("--interval", metavar="S", type=_seconds, default=10.0, help="seconds between looks, default 10")
    watch.add_argument("--once", action="store_true", help="look twice, S seconds apart, and end")
    _add_described(watch)
    watch.set_defaults(run=_watch)


def _add_described(parser: argparse.ArgumentParser) -> None:
    add_writer(parser)
    parser.add_argument("--published-at", metavar="D", type=dated(read_day_or_moment), help="a date such as 2011-09-10")
    parser.add_argument("--source", metavar="S", help="the publisher's domain")


def _seconds(value: str) -> float:
    try:
        seconds = float(value)
    except ValueError:
        seconds = 0.0
    if 0.01 <= seconds <= 86_400:
        return seconds
    raise argparse.ArgumentTypeError("must be seconds from 0.01 to 86400")


@dataclass(slots=True)
class Tally:
    """What became of the articles of a file."""

    articles: int = 0
    added: int = 0
    known: int = 0
    closed: int = 0
    became: Counter[Became] = field(default_factory=Counter)
    refused: list[tuple[str, str]] = field(default_factory=list)

    @property
    def is_one_refusal(self) -> bool:
        """Whether there was one article and it was refused."""
        return self.articles == 0 and len(self.refused) == 1

    def count(self, taken: Taken) -> None:
        """One more of them."""
        if taken.became is None:
            self.refused.append((taken.where, taken.reason or ""))
            return
        self.articles += 1
        self.became[taken.became] += 1
        self.added += taken.added
        self.known += taken.known
        self.closed += taken.closed

    def lines(self, name: str) -> Iterator[str]:
        """What happened in words, the refused ones each with its reason."""
        said = [f"{self.added} facts added, {self.known} known before"]
        if self.articles != 1:
            said.insert(0, f"{self.articles} articles")
        said += [words.format(count) for became, words in _WORDS.items() if (count := self.became[became])]
        said += [f"{self.closed} facts of earlier versions closed"] * bool(self.closed)
        said += [f"{len(self.refused)} refused"] * bool(self.refused)
        yield printable(f"{name}: {', '.join(said)}")
        for where, reason in self.refused[:_MOST_REFUSED]:
            yield printable(f"  {where}: {reason}")
        for reason, count in Counter(reason for _, reason in self.refused[_MOST_REFUSED:]).most_common():
            yield printable(f"  {count} more: {reason}")


_WORDS = {
    Became.HELD: "{} under embargo",
    Became.REPLACED: "{} in place of an earlier version",
    Became.KILLED: "{} killed",
    Became.WITHHELD: "{} withheld",
    Became.OLDER: "{} older than what is on record and passed over",
    Became.KNOWN: "{} known and passed over",
}


def _add(options: argparse.Namespace) -> int:
    """Take in the files, each article committed by itself; 2 where none could be taken."""
    names = list(_files(options.files))
    intake = _Intake(engine_of(options), options)
    articles = seen = 0
    with progress("articles") as told:
        for left, name in zip(range(len(names) - 1, -1, -1), names, strict=True):
            found, fault = intake.found(name, bytes_of(name, MOST_BYTES))
            tally = Tally()
            for done, taken in enumerate(intake.taken(found), seen + 1):
                tally.count(taken)
                told(done, seen + len(found) + left)
            if fault is not None and len(names) == 1 and not found:
                raise fault
            if fault is not None:
                tally.refused.append((name, message(fault)))
            if len(names) == 1 and tally.is_one_refusal:
                raise InputError(tally.refused[0][1])
            seen += len(found)
            articles += tally.articles
            write_lines(tally.lines(name))
    return 0 if articles else _WRONG


def _files(names: list[str]) -> Iterator[str]:
    """The files that were named, and those in the folders that were. Raises `InputError` where one is not there."""
    for name in names:
        path = Path(name)
        if name != STANDARD_INPUT and not path.exists():
            raise InputError(f"{name} cannot be read: No such file or directory.")
        yield from map(str, files_under(path)) if path.is_dir() else [name]


class _Intake:
    """What is the same for every file: who writes, and what is said of articles that do not say it themselves."""

    def __init__(self, engine: Engine, options: argparse.Namespace) -> None:
        self._engine = engine
        self._options = options

    def found(self, name: str, raw: bytes) -> tuple[list[Item | Refused], DatelineError | None]:
        """The articles in a file, and what is wrong with it; those before a break are whole."""
        found: list[Item | Refused] = []
        options = self._options
        try:
            items = self._engine.articles_in(raw, Path(name).name)
            if items is None:
                article = json_article(raw, options.published_at, options.source)
                items = iter([Item(name, article, revises=article.version_of)])
            found.extend(items)
        except DatelineError as error:
            return found, error
        return found, None

    def taken(self, found: list[Item | Refused]) -> Iterator[Taken]:
        """What becomes of them, one after the other."""
        options = self._options
        return self._engine.take_in(found, options.by, options.source, options.published_at)


def _watch(options: argparse.Namespace) -> int:
    """Take in what comes into the folder until a signal ends it."""
    if not options.folder.is_dir():
        raise InputError(f"{options.folder} is no folder.")
    engine = engine_of(options)
    intake, folder = _Intake(engine, options), Folder(options.folder)
    engine.ready()
    sys.stderr.write(f"dateline: watching {printable(str(options.folder))}\n")
    with until_stopped() as stopped:
        folder.arrived()
        while not stopped.wait(options.interval):
            _look(engine, intake, folder, stopped)
            if options.once:
                break
    return 0


def _look(engine: Engine, intake: _Intake, folder: Folder, stopped: Stop) -> None:
    """Take in what has arrived; a file for which the ledger cannot be reached waits for the next look."""
    waiting: Counter[str] = Counter()
    try:
        engine.ready()  # an embargo ends whether or not a file comes in
    except LedgerNotReadyError as error:
        waiting[str(error)] += 0
    for path in folder.arrived():
        if stopped.is_set():
            break
        try:
            _take(intake, folder, path, stopped)
        except LedgerNotReadyError as error:
            waiting[str(error)] += 1
        except Exception as error:  # noqa: BLE001 - whatever is wrong with one file, the others have come to be read
            folder.done(path)
            why = f"not taken in, and left aside until it changes: {type(error).__name__}: {error}"
            sys.stderr.write(printable(f"dateline: {path.name}: {' '.join(why.split())}") + "\n")
    for why, files in waiting.items():
        sys.stderr.write(f"dateline: {why}{f' {files} files wait.' if files else ''}\n")


def _take(intake: _Intake, folder: Folder, path: Path, stopped: Stop) -> None:
    """Take in one file, unless it has changed in the meantime or its content was taken in before."""
    tally = Tally()
    try:
        raw = bytes_of(str(path), MOST_BYTES)
    except DatelineError as error:
        if path.exists():
            folder.done(path)
            write_lines([printable(f"{path.name}: refused: {error}")])
        return
    if folder.has_changed(path):
        return
    if not folder.is_copy(raw):
        found, fault = intake.found(path.name, raw)
        for taken in intake.taken(found):
            tally.count(taken)
            if stopped.is_set():
                break
        if fault is not None:
            tally.refused.append((path.name, message(fault)))
        write_lines(tally.lines(path.name))
    folder.done(path, raw)
