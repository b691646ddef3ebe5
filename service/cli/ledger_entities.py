"""`dateline ledger alias` and `dateline ledger entity`: who goes by which name, and who is one with whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from service.cli.options import add_writer, command, engine_of
from service.cli.output import write_lines
from service.cli.wording import printable
from service.ledger.resolution import curating

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace, _SubParsersAction
    from collections.abc import Callable

    from service.ledger.batch import Batch
    from service.ledger.sql import SqlLedger

_ALIAS = """\
examples:
  dateline ledger alias add Q10648 "Call me Dave" --by ann
  dateline ledger alias add organisation:acme "Acme Holdings Ltd" --by ann --why "annual report 2024"
  dateline ledger alias remove Q10648 "Call me Dave" --by ann

ENTITY is an id, an index key such as organisation:acme, or a name that one entity alone goes by. A name may be in any
script. Answers as of an earlier time stay as they were.
"""
_ENTITY = """\
examples:
  dateline ledger entity merge person:jan-berg Q42 --why "same day of birth" --by ann
  dateline ledger entity merge person:jan-berg Q42 --undo --why "father and son" --by ann
  dateline ledger entity split Q42 --alias "Jan Berg Jr" --fact 0f3a... --why "his son" --by ann
  dateline ledger entity link 0f3a... Q42 --part subject --why "named in the article" --by ann

Everything becomes new rows: answers as of an earlier time stay as they were, and each step can be undone by a later
one. A split is undone by merging what was split off, and a link by --undo.
"""


def register(names: _SubParsersAction[Any]) -> None:
    """Add `alias` and `entity` with their actions to those of `dateline ledger`."""
    alias = command(names, "alias", "say by which names an entity goes", _ALIAS, store=False)
    actions = alias.add_subparsers(metavar="ACTION", title="actions", required=True)
    for action, summary, run in (
        ("add", "an entity goes by one more name", _alias_add),
        ("remove", "an entity does not go by a name", _alias_remove),
    ):
        named = command(actions, action, summary)
        named.add_argument("entity", metavar="ENTITY")
        named.add_argument("name", metavar="NAME")
        _add_reason(named, required=False)
        named.set_defaults(run=run)
    _register_entity(command(names, "entity", "say who is one with whom, and who is not", _ENTITY, store=False))


def _register_entity(entity: ArgumentParser) -> None:
    actions = entity.add_subparsers(metavar="ACTION", title="actions", required=True)
    merge = command(actions, "merge", "two entities are one: A is B")
    merge.add_argument("entity", metavar="A", help="with --undo, its id")
    merge.add_argument("into", metavar="B")
    merge.add_argument("--undo", action="store_true", help="they are two after all")
    _add_reason(merge)
    merge.set_defaults(run=_merge)
    split = command(actions, "split", "some names of an entity, and some facts about it, are another's")
    split.add_argument("entity", metavar="ENTITY")
    split.add_argument("--alias", metavar="NAME", nargs="+", required=True, help="the first names the new entity")
    split.add_argument("--fact", metavar="ID", nargs="+", default=[], help="facts that are about the new one")
    _add_reason(split)
    split.set_defaults(run=_split)
    link = command(actions, "link", "say who takes part in a fact")
    link.add_argument("fact", metavar="FACT", help="the id of a fact")
    link.add_argument("entity", metavar="ENTITY")
    link.add_argument("--part", metavar="P", choices=curating.PARTS, default="subject", help=", ".join(curating.PARTS))
    link.add_argument("--undo", action="store_true", help="it is not known to be the entity that takes part")
    _add_reason(link)
    link.set_defaults(run=_link)


def _add_reason(parser: ArgumentParser, *, required: bool = True) -> None:
    parser.add_argument("--why", metavar="REASON", required=required, default="", help="kept with the entry")
    add_writer(parser)


def _alias_add(options: Namespace) -> None:
    why = options.why or f"goes by {options.name}"
    _write(options, lambda ledger: curating.alias_added(ledger, options.entity, options.name, why), why)


def _alias_remove(options: Namespace) -> None:
    why = options.why or f"does not go by {options.name}"
    _write(options, lambda ledger: curating.alias_removed(ledger, options.entity, options.name, why), why)


def _merge(options: Namespace) -> None:
    made = curating.unmerged if options.undo else curating.merged
    _write(options, lambda ledger: made(ledger, options.entity, options.into, options.why), options.why)


def _split(options: Namespace) -> None:
    _write(
        options,
        lambda ledger: curating.split(ledger, options.entity, options.alias, options.fact, options.why),
        options.why,
    )


def _link(options: Namespace) -> None:
    _write(
        options,
        lambda ledger: curating.linked(
            ledger, options.fact, options.part, options.entity, options.why, withdrawn=options.undo
        ),
        options.why,
    )


def _write(options: Namespace, make: Callable[[SqlLedger], Batch], why: str) -> None:
    batch, receipt = engine_of(options).identify(make, options.by, why)
    changes = [
        *(f"new entity {known.id}: {', '.join((known.entity.name, *known.aliases))}" for known in batch.entities),
        *(f"{one.entity} {'does not go' if one.withdrawn else 'goes'} by {one.name}" for one in batch.aliases),
        *(f"{one.entity} is {'not ' if one.withdrawn else ''}{one.into}" for one in batch.merges),
        *(f"{one.fact}: {one.role} is {'not ' if one.withdrawn else ''}{one.entity}" for one in batch.links),
    ]
    write_lines([*map(printable, changes), f"revision {receipt.revision.id}"])
