"""`dateline outlets`: how outlets have agreed with the ledger, and what they have to say to that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from service.cli.options import add_writer, command, dated, engine_of
from service.cli.output import write, write_lines
from service.contract.dates import read_day
from service.contract.documents import dumps
from service.contract.outlets import MEANING, WHY_NOT, claim_json, dossier_json, reply_json, standing_json
from service.desks.outlets import LARGEST_PAGE
from service.domain.topics import in_words
from service.presentation.outlets import outlet_table
from service.presentation.wording import printable

if TYPE_CHECKING:
    import argparse
    from argparse import Namespace
    from collections.abc import Iterator

    from service.desks.outlets import Dossier, OutletDesk, Standing
    from service.domain.outlets import Share
    from service.records.outlet_method import Record

_EXAMPLES = """\
examples:
  dateline outlets list
  dateline outlets show herald.example
  dateline outlets show herald.example --as-of 2026-06-30 --format json
  dateline outlets claims herald.example > claims.csv
  dateline outlets reply herald.example --author "The editors" --statement "Put right within the hour." --by ann
  dateline outlets withdraw herald.example 6f1c8f0e-2c1b-4d0e-9a53-0c4f8e1d2b3a --by ann

A record measures agreement with this ledger. How every figure comes about is in docs/method.md.
"""


def register(names: argparse._SubParsersAction[Any]) -> None:
    """Add the command."""
    outlets = command(names, "outlets", "see how outlets have agreed with the ledger", _EXAMPLES)
    actions = outlets.add_subparsers(metavar="ACTION", title="actions", required=True)
    listed = command(actions, "list", "list the outlets on record by the alphabet")
    _add_day(listed)
    _add_format(listed)
    listed.set_defaults(run=list_all)
    shown = command(actions, "show", "show the record of an outlet with its history and replies")
    shown.add_argument("outlet", metavar="DOMAIN")
    _add_day(shown)
    _add_format(shown)
    shown.set_defaults(run=show)
    claims = command(actions, "claims", "print the claims behind a record as CSV")
    claims.add_argument("outlet", metavar="DOMAIN")
    _add_day(claims)
    claims.set_defaults(run=claims_table)
    said = command(actions, "reply", "keep what an outlet has to say to its record, or to a claim of it")
    said.add_argument("outlet", metavar="DOMAIN")
    said.add_argument("--author", metavar="NAME", required=True, help="who speaks for the outlet")
    said.add_argument("--statement", metavar="TEXT", required=True)
    said.add_argument("--url", metavar="URL", help="where the outlet has said so itself")
    said.add_argument("--claim", metavar="REPORT/CLAIM", help="the claim that is meant")
    add_writer(said)
    said.set_defaults(run=reply)
    gone = command(actions, "withdraw", "show a reply no longer")
    gone.add_argument("outlet", metavar="DOMAIN")
    gone.add_argument("reply", metavar="REPLY", help="its id")
    add_writer(gone)
    gone.set_defaults(run=withdraw)


def list_all(options: Namespace) -> None:
    """`dateline outlets list`: every outlet with its figures."""
    found = _all(engine_of(options).outlets(), options)
    if options.format == "json":
        write(dumps({"sources": [standing_json(one) for one in found]}) + "\n")
        return
    lines = [printable(f"{one.outlet:<40}  {_figures(one.record)}") for one in found]
    write_lines(lines or ["No outlet is on record."])


def show(options: Namespace) -> None:
    """`dateline outlets show`: one outlet."""
    engine = engine_of(options)
    found = engine.outlets().outlet(options.outlet, options.as_of)
    if options.format == "json":
        write(dumps(dossier_json(found, published=engine.settings.publishes_outlets)) + "\n")
        return
    write_lines([printable(line) for line in _told(found)])


def claims_table(options: Namespace) -> None:
    """`dateline outlets claims`: the claims of an outlet."""
    found = engine_of(options).outlets().claims(options.outlet, options.as_of)
    write(outlet_table(claim_json(one) for one in found))


def reply(options: Namespace) -> None:
    """`dateline outlets reply`: keep what an outlet has to say."""
    desk = engine_of(options).outlets()
    made = desk.reply(options.outlet, options.author, options.statement, options.by, options.url, options.claim)
    write(dumps(reply_json(made)) + "\n")


def withdraw(options: Namespace) -> None:
    """`dateline outlets withdraw`: show a reply no longer."""
    engine_of(options).outlets().withdraw(options.outlet, options.reply, options.by)
    write_lines([f"The reply {options.reply} is no longer shown."])


def _add_day(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--as-of", metavar="D", type=dated(read_day), help="the record of that day; default: today")


def _add_format(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--format", choices=("text", "json"), default="text", help="default: text")


def _all(desk: OutletDesk, options: Namespace) -> Iterator[Standing]:
    after = None
    while page := desk.page(after, LARGEST_PAGE, options.as_of):
        yield from page
        after = page[-1].outlet


def _told(found: Dossier) -> Iterator[str]:
    standing = found.standing
    counts = standing.counts
    yield f"{standing.outlet}, {standing.record.as_of}"
    yield f"  {_figures(standing.record)}"
    aside = ", ".join(f"{why.value} {number}" for why, number in counts.aside.items() if number)
    yield f"  supported {counts.supported}, contradicted {counts.contradicted}{f'; aside: {aside}' if aside else ''}"
    for record in found.history:
        yield f"  {record.as_of}  {_figures(record)}"
    beside = found.comparison
    if beside.own is not None and beside.others is not None:
        yield f"  on the topics of others ({beside.matched:.0%} of its claims by weight):"
        yield f"    it agrees in {_words(beside.own)}, others in {_words(beside.others)}"
    for topic in beside.topics:
        others = f"; others {topic.others.conflicts} of {topic.others.claims} in conflict" if topic.others else ""
        yield f"    {topic.weight:4.0%}  {in_words(topic.topic)}{others}"
    for said in found.replies:
        yield f"  {said.author}, {said.at:%Y-%m-%d}: {said.text}"
    yield f"  {MEANING}"


def _figures(record: Record) -> str:
    if record.agreement is None:
        return f"not rated: {WHY_NOT[record.why_not.value] if record.why_not else ''}"
    return f"agrees in {_words(record.agreement)}, effective n {record.tally.effective_n:.1f}"


def _words(share: Share) -> str:
    return f"{share.mean:.1%} ({share.low:.1%} to {share.high:.1%})"
