"""`dateline replay` and `dateline reports`: stored reports made again, listed, shown and forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from service.cli.inputs import InputError, request_from
from service.cli.options import command, engine_of, positive
from service.cli.output import write, write_lines
from service.cli.wording import printable
from service.contract.documents import dumps
from service.contract.stored import replayed_json
from service.contract.stories import FORM
from service.records.reports import Asked

if TYPE_CHECKING:
    import argparse
    from argparse import Namespace
    from collections.abc import Iterator

    from service.desks.flips import Flip
    from service.desks.reports import Replayed
    from service.domain.stories import Turned
    from service.records.reports import StoredReport

_REPLAY = """\
examples:
  dateline replay 0b9f6c1e-52a4-4a0e-9d1c-6f2f0f3e7a11
  dateline replay 0b9f6c1e-52a4-4a0e-9d1c-6f2f0f3e7a11 --request sent.json

Makes the report again from its text, the revision of the ledger and the options that it was made with, and once more
with the ledger as it is now. Exit status 1 where it does not come out byte for byte. A report whose text was not kept
(`store: false`, an embargo) needs its request again.
"""
_REPORTS = """\
examples:
  dateline reports list --source example.com --limit 5
  dateline reports show 0b9f6c1e-52a4-4a0e-9d1c-6f2f0f3e7a11
  dateline reports forget --older-than 365
"""
_DIFFERENT = 1
_LONGEST_VALUE = 60


def register(names: argparse._SubParsersAction[Any]) -> None:
    """Add the two commands."""
    replay_ = command(names, "replay", "make a stored report again, and say what differs", _REPLAY)
    replay_.add_argument("report", metavar="REPORT", help="the id of a report")
    replay_.add_argument("--request", metavar="FILE", help="the request again, as it was sent to POST /v1/check")
    replay_.add_argument("--format", choices=("text", "json"), default="text", help="default: text")
    replay_.set_defaults(run=replay)
    actions = command(names, "reports", "list, show and forget stored reports", _REPORTS).add_subparsers(
        metavar="ACTION", title="actions", required=True
    )
    list_ = command(actions, "list", "list stored reports, newest first")
    list_.add_argument("--source", metavar="S", help="only those of this publisher")
    list_.add_argument("--story", metavar="STORY", help="only the versions of this story")
    list_.add_argument("--limit", metavar="N", type=positive, default=20, help="default: 20")
    list_.set_defaults(run=listed)
    show = command(actions, "show", "print a report as it was answered")
    show.add_argument("report", metavar="REPORT", help="the id of a report")
    show.set_defaults(run=shown)
    forget = command(actions, "forget", "delete a report, or all old ones, with their texts")
    forget.add_argument("report", metavar="REPORT", nargs="?", help="the id of a report")
    forget.add_argument("--older-than", metavar="DAYS", type=positive, help="all that were made so long ago")
    forget.set_defaults(run=forgotten)


def replay(options: Namespace) -> int:
    """`dateline replay`: 1 where the report does not come out byte for byte."""
    sent = request_from(options.request) if options.request else None
    found = engine_of(options).report_desk(FORM).replay(options.report, sent)
    if options.format == "json":
        write(dumps(replayed_json(found)) + "\n")
    else:
        write_lines(map(printable, _replayed(found)))
    return 0 if found.identical else _DIFFERENT


def listed(options: Namespace) -> None:
    """`dateline reports list`."""
    asked = Asked(source=options.source, story=options.story)
    for report in engine_of(options).report_desk(FORM).page(asked, None, options.limit):
        write_lines([printable(_line(report))])


def shown(options: Namespace) -> None:
    """`dateline reports show`."""
    content = engine_of(options).report_desk(FORM).report(options.report).content
    write(f"{content.body if content else ''}\n")


def forgotten(options: Namespace) -> None:
    """`dateline reports forget`."""
    if (options.report is None) is (options.older_than is None):
        raise InputError("Either REPORT or --older-than, and not both.")
    desk = engine_of(options).report_desk(FORM)
    if options.report is not None:
        desk.remove(options.report)
        write_lines(["1 report is forgotten."])
        return
    gone = desk.forget(options.older_than)
    write_lines([f"{gone:,} report{'s are' if gone != 1 else ' is'} forgotten."])


def flip_lines(flip: Flip) -> Iterator[str]:
    """A report that a change turns, in words."""
    yield printable(f"{_line(flip.report)}: score {_score(flip.was)} -> {_score(flip.now)}")
    yield from (printable(f"  {line}") for line in _turned(flip.changed))


def _replayed(found: Replayed) -> Iterator[str]:
    if found.identical:
        yield f"{found.id} comes out byte for byte (pipeline {found.running})."
    else:
        yield f"{found.id} comes out differently: made by pipeline {found.recorded}, again by {found.running}."
        yield from (f"  {one.pointer}: {_short(one.was)} -> {_short(one.now)}" for one in found.differs)
    if found.today.changed:
        yield f"Today's ledger turns it: score {_score(found.score)} -> {_score(found.today.score)}"
        yield from (f"  {line}" for line in _turned(found.today.changed))
    else:
        yield "Today's ledger turns none of its verdicts."


def _turned(changed: tuple[Turned, ...]) -> Iterator[str]:
    yield from (f"claim {one.claim_key}: {one.was} -> {one.now}" for one in changed)


def _line(report: StoredReport) -> str:
    kept = report.content
    told = f"{report.id}  {report.at:%Y-%m-%d %H:%M} UTC"
    return (
        told if kept is None else f"{told}  {_score(kept.score):>5}  {kept.source or '-'}  {kept.title or ''}".rstrip()
    )


def _score(value: float | None) -> str:
    return "-" if value is None else f"{value:.1f}"


def _short(value: object) -> str:
    told = str(value)
    return told if len(told) <= _LONGEST_VALUE else f"{told[:_LONGEST_VALUE]}..."
