"""`dateline ledger import` and `template`: tables of facts, and tables to begin with."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from service.bootstrap import IMPORTERS, TEMPLATES
from service.cli.options import add_writer, command, engine_of
from service.cli.output import progress, write, write_lines
from service.cli.wording import printable

if TYPE_CHECKING:
    import argparse
    from argparse import Namespace
    from collections.abc import Iterator

    from service.ledger.importers import ImportReport

_IMPORT_EXAMPLES = """\
examples:
  dateline ledger import ifg appointment.csv --by ann
  dateline ledger import wikidata extract.jsonl --by ann
  dateline ledger import reviewed my.csv --by ann

Rows that cannot be taken are told with their number and the reason, the others are taken. A table that is imported
again adds nothing, whatever its name and the order of its rows; an import that was interrupted is finished by running
it again. Where the table has a column id, a row that was corrected takes the place of what it said before; without one
it is a new fact, and the old one is to be retracted.
"""
_TEMPLATE_EXAMPLES = """\
examples:
  dateline ledger template council > my.csv
  dateline ledger import reviewed my.csv --by ann

The rows are invented examples, to be replaced by facts of your own.
"""


def register(names: argparse._SubParsersAction[Any]) -> None:
    """Add the two actions."""
    known = "; ".join(f"{name}: {what}" for name, what in IMPORTERS.items())
    imported = command(names, "import", "read a table of facts into the ledger", _IMPORT_EXAMPLES)
    imported.add_argument("importer", metavar="NAME", choices=tuple(IMPORTERS), help=f"the kind of table. {known}")
    imported.add_argument("file", metavar="FILE", type=Path)
    add_writer(imported)
    imported.set_defaults(run=import_)
    template = command(names, "template", "print a table of facts to begin with", _TEMPLATE_EXAMPLES, store=False)
    kinds = "; ".join(f"{name}: {one.what}" for name, one in TEMPLATES.items())
    template.add_argument("template", metavar="NAME", choices=tuple(TEMPLATES), help=kinds)
    template.set_defaults(run=template_)


def import_(options: Namespace) -> None:
    """`dateline ledger import`: a table of facts."""
    with progress(options.file.name) as told:
        found = engine_of(options).import_table(options.importer, options.file, options.by, told)
    write_lines(_lines(options.file.name, found))


def template_(options: Namespace) -> None:
    """`dateline ledger template`: a table of reviewed facts to begin with."""
    write(TEMPLATES[options.template].csv())


def _lines(name: str, found: ImportReport) -> Iterator[str]:
    """What became of the rows of a table."""
    closed = f", {found.closed:,} superseded or taken back" if found.closed else ""
    told = f"{found.added:,} facts added, {found.already_known:,} known before{closed}, {found.refusals:,} rows refused"
    yield f"{name}: {told}"
    for line, reason in found.refused:
        yield printable(f"  row {line}: {reason}")
    if found.refusals > len(found.refused):
        yield f"  and {found.refusals - len(found.refused):,} more"
    for line, warning in found.warnings:
        yield printable(f"  row {line}, taken: {warning}")
