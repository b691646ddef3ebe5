"""The command line as people type it."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import NoReturn

from service.cli import (
    access,
    archive,
    commands,
    evaluation,
    jobs,
    ledger_articles,
    ledger_entities,
    ledger_gaps,
    ledger_history,
    ledger_import,
    ledger_review,
    ledger_sources,
    outlets,
    reports,
    upkeep,
)
from service.cli.inputs import STANDARD_INPUT
from service.cli.options import add_db, command, dated, positive
from service.contract.dates import read_day, read_day_or_moment, read_moment
from service.pipeline import PIPELINE_VERSION

_CHECK_EXAMPLES = """\
examples:
  dateline check article.txt --published-at 2011-09-10
  dateline check page.html --reference source.txt --no-ledger
  dateline check summary.txt --closed --reference original.txt --format json
  dateline check --jsonl articles.jsonl --out reports.jsonl --workers 4

A file ending in .html is read as a web page, one in .json as a request body of POST /v1/check or an item of ninjs,
any other as plain text in UTF-8. Without FILE the text comes from standard input. An interrupted --jsonl run resumes;
lines that cannot be read are answered with an `error` and leave the exit status 0.
"""
_READ_EXAMPLES = """\
examples:
  dateline read article.txt --published-at 2011-09-10
  dateline read --jsonl articles.jsonl --out readings.jsonl
"""
_LEDGER_EXAMPLES = """\
examples:
  dateline ledger add trusted.txt --by ann --published-at 2013-05-11 --source example.com
  dateline ledger add archive.wxr.xml wire/ --by ann
  dateline ledger watch /srv/wire --by wire
  dateline ledger import occupancies table.csv --by ann
  dateline ledger gaps --since 2026-01-01
  dateline ledger show "David Cameron" --at 2011-09-12
  dateline ledger show RU:president
  dateline ledger source trust gazette.example low --why "two inventions in 2019" --by ann
  dateline ledger review --by ann
  dateline ledger diff 12 15
  dateline ledger verify
  dateline ledger stats
"""
_SERVE_EXAMPLES = """\
examples:
  dateline serve
  dateline serve --port 8081 --workers 2 --db sqlite:////srv/dateline/ledger.sqlite
"""
_EVALUATE_EXAMPLES = """\
examples:
  dateline evaluate --quick
  DATELINE_EVAL_DATA=../data dateline evaluate
  dateline evaluate --only planted false-alarms --out /tmp/results
  DATELINE_EVAL_DATA=../data dateline evaluate --only claims --update

Prints each benchmark's figures beside those of rivals and of the committed baseline, and the cases that became right or
wrong since. A whole run writes benchmarks/RESULTS.md with its pictures. Benchmarks that need the evaluation data are
skipped unless DATELINE_EVAL_DATA names the folder. Works in a checkout of the repository alone.
"""


class _Parser(argparse.ArgumentParser):
    """A parser that says what is wrong in one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"dateline: {message} (see {self.prog} --help)\n")


def build_parser() -> argparse.ArgumentParser:
    """The parser of `dateline`; each command sets `run`, a function of the parsed options."""
    parser = _Parser(prog="dateline", description="Checks the dated claims of an article against dated facts.")
    parser.add_argument("--version", action="version", version=f"dateline {PIPELINE_VERSION}")
    add_db(parser)
    names = parser.add_subparsers(metavar="COMMAND", title="commands")
    _add_check(command(names, "check", "say what in an article conflicts with the record", _CHECK_EXAMPLES))
    _add_read(command(names, "read", "show what the reader sees in an article", _READ_EXAMPLES))
    _add_ledger(command(names, "ledger", "add facts to the ledger, and look into it", _LEDGER_EXAMPLES))
    _add_serve(command(names, "serve", "answer over HTTP", _SERVE_EXAMPLES))
    access.register(names)
    upkeep.register(names)
    outlets.register(names)
    reports.register(names)
    jobs.register(names)
    archive.register(names)
    _add_evaluate(
        command(names, "evaluate", "measure accuracy and speed beside rivals", _EVALUATE_EXAMPLES, store=False)
    )
    return parser


def _add_check(parser: argparse.ArgumentParser) -> None:
    _add_article(parser)
    parser.add_argument("--reference", metavar="FILE", action="append", default=[], help="a trusted text, repeatable")
    parser.add_argument("--no-store", action="store_true", help="keep neither the text nor its report")
    against = parser.add_mutually_exclusive_group()
    against.add_argument("--no-ledger", action="store_true", help="check against the references alone")
    against.add_argument("--closed", action="store_true", help="the references are all that the text may rest on")
    parser.add_argument("--format", choices=("text", "json", "html", "csv"), default="text", help="default: text")
    _add_batch(parser)
    parser.set_defaults(run=commands.check)


def _add_read(parser: argparse.ArgumentParser) -> None:
    _add_article(parser)
    _add_batch(parser)
    parser.set_defaults(run=commands.read)


def _add_article(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", nargs="?", default=STANDARD_INPUT, help="default: standard input")
    parser.add_argument("--published-at", metavar="D", type=dated(read_day_or_moment), help="a date such as 2011-09-10")
    parser.add_argument("--source", metavar="S", help="the publisher's domain")


def _add_batch(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--jsonl", metavar="IN", type=Path, help="many articles, one JSON object a line")
    parser.add_argument("--out", metavar="OUT", type=Path, help="where the lines for --jsonl go")
    parser.add_argument("--workers", metavar="N", type=positive, default=1, help="processes for --jsonl, default 1")


def _add_ledger(parser: argparse.ArgumentParser) -> None:
    names = parser.add_subparsers(metavar="ACTION", title="actions", required=True)
    ledger_articles.register(names)
    ledger_import.register(names)
    ledger_gaps.register(names)
    show = command(names, "show", "show what the ledger knows of a name or a key")
    show.add_argument("entity", metavar="ENTITY", help="a name, person:putin, or an office such as RU:president")
    show.add_argument("--at", metavar="D", type=dated(read_day), help="only what may have held on that day")
    show.add_argument("--known-at", metavar="T", type=dated(read_moment), help="as the ledger knew it then")
    show.set_defaults(run=commands.ledger_show)
    ledger_sources.register(names)
    ledger_review.register(names)
    ledger_history.register(names)
    ledger_entities.register(names)
    stats = command(names, "stats", "count what is in the ledger")
    stats.set_defaults(run=commands.ledger_stats)


def _add_serve(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", metavar="H", help="default: 127.0.0.1 (DATELINE_HOST)")
    parser.add_argument("--port", metavar="N", type=positive, help="default: 8080 (DATELINE_PORT)")
    parser.add_argument("--workers", metavar="N", type=positive, help="processes, default 1 (DATELINE_WORKERS)")
    parser.add_argument(
        "--first-key", metavar="FILE", type=Path, help="where no key was ever made, make one for everything, into FILE"
    )
    parser.set_defaults(run=commands.serve)


def _add_evaluate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--only", metavar="NAME", nargs="+", default=[], help="these benchmarks alone")
    parser.add_argument("--quick", action="store_true", help="samples, in a few minutes")
    parser.add_argument("--out", metavar="DIR", type=Path, help="where RESULTS.md and its pictures go")
    parser.add_argument("--update", action="store_true", help="make what was measured the baseline")
    parser.set_defaults(run=evaluation.evaluate)
