"""`dateline ledger source`: how far sources are trusted, and which publishing house they belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from service.cli.options import add_writer, command, dated, engine_of
from service.cli.output import write_lines
from service.cli.wording import printable
from service.contract.dates import read_day
from service.domain.trust import Tier
from service.ledger.batch import SourceTrust
from service.ledger.trust import grouped, trusted

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace, _SubParsersAction
    from collections.abc import Iterator

    from service.ledger.batch import Grouping, Receipt
    from service.ledger.trust import Listed

_EXAMPLES = """\
examples:
  dateline ledger source trust gazette.example low --from 2019-01-01 --why "two inventions in 2019" --by ann
  dateline ledger source group herald.example "Northern Press" --why "annual report 2024, page 12" --by ann
  dateline ledger source list

What is said of example.org holds for news.example.org, too. What counts for a fact is the day of its document. Facts of
distrusted sources neither support nor refute; texts of one house are one origin.
"""


def register(names: _SubParsersAction[Any]) -> None:
    """Add `source` with its actions to those of `dateline ledger`."""
    source = command(names, "source", "say how far a source is trusted, and who publishes it", _EXAMPLES, store=False)
    actions = source.add_subparsers(metavar="ACTION", title="actions", required=True)
    trust = command(actions, "trust", "say how far a source is trusted, and why")
    trust.add_argument("source", metavar="DOMAIN")
    trust.add_argument("tier", metavar="TIER", choices=tuple(map(str, Tier)), help=", ".join(Tier))
    trust.add_argument("--from", dest="begin", metavar="D", type=dated(read_day), help="the first day; default: always")
    trust.add_argument("--to", dest="end", metavar="D", type=dated(read_day), help="the day after the last one")
    _add_reason(trust)
    trust.set_defaults(run=_trust)
    group = command(actions, "group", "say which publishing house a source belongs to, and why")
    group.add_argument("source", metavar="DOMAIN")
    group.add_argument("house", metavar="HOUSE")
    group.add_argument("--withdraw", action="store_true", help="it does not belong there, or no longer")
    _add_reason(group)
    group.set_defaults(run=_group)
    listing = command(actions, "list", "list the sources of the facts with their houses and tiers")
    listing.set_defaults(run=_list)


def _add_reason(parser: ArgumentParser) -> None:
    parser.add_argument("--why", metavar="REASON", required=True, help="kept with the entry")
    add_writer(parser)


def _trust(options: Namespace) -> None:
    said = trusted(options.source, options.tier, options.why, (options.begin, options.end))
    receipt = engine_of(options).trust(said, options.by)
    write_lines([printable(f"{said.source}: {_days(said)}{said.tier}"), _revision(receipt)])


def _group(options: Namespace) -> None:
    said = grouped(options.source, options.house, options.why, withdrawn=options.withdraw)
    receipt = engine_of(options).trust(said, options.by)
    write_lines([printable(f"{said.source}: {_house(said)}"), _revision(receipt)])


def _list(options: Namespace) -> None:
    write_lines(line for one in engine_of(options).sources() for line in _lines(one))


def _lines(one: Listed) -> Iterator[str]:
    house = f", {one.house}" if one.house != one.source else ""
    yield printable(f"{one.source}: {one.tier}{house}")
    for said in one.words:
        told = f"{_days(said)}{said.tier}" if isinstance(said, SourceTrust) else _house(said)
        yield printable(f"  {told} ({said.why})")


def _days(said: SourceTrust) -> str:
    begin = f"from {said.valid_from} " if said.valid_from else ""
    end = f"to {said.valid_to} " if said.valid_to else ""
    return f"{begin}{end}"


def _house(said: Grouping) -> str:
    return f"{'not ' if said.withdrawn else ''}of {said.publisher}"


def _revision(receipt: Receipt) -> str:
    return f"revision {receipt.revision.id}"
