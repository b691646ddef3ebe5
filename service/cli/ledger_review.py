"""`dateline ledger review`, `contest`, `settle`, `retract`: what people decide about facts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.console import Console

from service.cli.keys import Keys
from service.cli.options import add_writer, command, engine_of, positive
from service.cli.output import write_lines
from service.cli.reviewing import Session
from service.ledger.waiting import Asked

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace, _SubParsersAction

    from service.ledger.review import Decided

_INTERRUPTED = 130
_REVIEW = """\
examples:
  dateline ledger review --by ann
  dateline ledger review --by ann --source wire.example --limit 50
  dateline ledger review --by ann --about "Ada Vane"

One fact at a time, with the sentence that it was read from. One key decides, without Enter; each decision is written at
once, so that Ctrl-C loses nothing. Where the input is no terminal, the first letter of each line is the key.
"""
_SETTLE = """\
examples:
  dateline ledger settle 3f2a90b1 --stands --by bob
  dateline ledger settle 3f2a90b1 --falls --by cleo --why "the register says otherwise"

Two different people have to say the same. Until then the fact neither supports nor refutes anything.
"""


def register(names: _SubParsersAction[Any]) -> None:
    """Add the actions to those of `dateline ledger`."""
    review = command(names, "review", "accept, correct or refuse what machines have read", _REVIEW)
    add_writer(review)
    review.add_argument("--source", metavar="S", help="only facts that this source told")
    review.add_argument("--about", metavar="NAME", help="only facts about this name, or an index key")
    review.add_argument("--limit", metavar="N", type=positive, help="stop after so many facts")
    review.set_defaults(run=_review)
    retract = _decision(names, "retract", "close a fact", reason=True)
    retract.set_defaults(run=_retract)
    contest = _decision(names, "contest", "dispute a fact, so that it counts for nothing until settled", reason=True)
    contest.set_defaults(run=_contest)
    settle = _decision(names, "settle", "say whether a contested fact stands or falls", _SETTLE)
    word = settle.add_mutually_exclusive_group(required=True)
    word.add_argument("--stands", action="store_true", help="it is right")
    word.add_argument("--falls", action="store_true", help="it is wrong")
    settle.set_defaults(run=_settle)


def _decision(
    names: _SubParsersAction[Any], name: str, summary: str, examples: str = "", *, reason: bool = False
) -> ArgumentParser:
    parser = command(names, name, summary, examples)
    parser.add_argument("fact", metavar="FACT", help="its id, or the beginning of it")
    parser.add_argument("--why", metavar="REASON", required=reason, default="", help="kept with the revision")
    add_writer(parser)
    return parser


def _review(options: Namespace) -> int:
    desk = engine_of(options).record_desk()
    asked = Asked(options.source, options.about)
    session = Session(desk, Keys(), Console(highlight=False), options.by, asked)
    return 0 if session.run(options.limit) else _INTERRUPTED


def _retract(options: Namespace) -> None:
    _tell("retracted", engine_of(options).record_desk().retract(options.fact, by=options.by, why=options.why))


def _contest(options: Namespace) -> None:
    desk = engine_of(options).record_desk()
    _tell("contested; two people have to settle it", desk.contest(options.fact, by=options.by, why=options.why))


def _settle(options: Namespace) -> None:
    desk = engine_of(options).record_desk()
    decided = desk.settle(options.fact, stands=options.stands, by=options.by, why=options.why)
    state = desk.fact(decided.fact).standing.state
    told = {"contested": "one word; another person has to say the same", "open": "settled: it stands"}
    _tell(told.get(state, "settled: it falls"), decided)


def _tell(what: str, decided: Decided) -> None:
    write_lines([f"{decided.fact} {what} (revision {decided.revision.id[:12]})"])
