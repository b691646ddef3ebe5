"""Tables of facts in CSV: whatever stands in one, its rows come into a ledger once or are refused with a reason.

Every importer gets each table, and refuses those without its columns. What follows a record separator (U+001E) is
another file of the same folder, as the database of the Institute for Government has them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.domain.errors import DatelineError, ImportRefusedError
from service.ledger.importers import IMPORTERS, Importer, import_table
from service.ledger.importers.templates import TEMPLATES
from trials.fuzz import ledgers, mutations, words
from trials.fuzz.samples import encoded, sample
from trials.fuzz.target import Target, demand

if TYPE_CHECKING:
    from pathlib import Path

_SEPARATOR = b"\x1e"
_BESIDE = ("person.csv", "post.csv", "organisation.csv")
_SAMPLES = ("occupancies.csv", "ministers.csv", "appointments.csv", "reviewed.csv", "query.csv")
_CELLS = """
Prime Minister|President of France|Mayor of Strelsau|RU|GB|XX|EU|acting|Ada Vane|Vane|circular|visit|hold_office|be born
Visited|person|place|organisation|number|event|state|affirm|at_least|office_label|dataset|predicate|subject|person_id|post_id
start_date|itemLabel|open_on|id
""".replace("\n", "|").split("|")


def _seeds() -> list[bytes]:
    whole = [*map(sample, _SAMPLES), *(one.csv() for one in TEMPLATES)]
    held, accepted = whole[0], sample("reviewed.csv")
    said = [*whole, *(one.replace("2004", bent) for one in whole for bent in words.VALUES[:20])]
    said += [f"{one},x\n\n{one}" for one in whole]
    said += [held.replace("Rudolf Elphberg", bent) for bent in words.HOSTILE_TEXT]
    said += [accepted.replace("3.5", bent) for bent in ("nan", "inf", "1e400", "1" * 400, "-0", "1e-400", "٣")]
    said += ['"' * 999, "a," * 9_000, held + '"open\n' * 99, f"{held.partition(chr(10))[0]}\n{'1,' * 9_000}", ","]
    return [*encoded(said), held.encode("utf-16"), b"\xff" + held.encode()]


def _attempt(raw: bytes, folder: Path) -> object:
    table, *beside = raw.split(_SEPARATOR)
    path = folder / "appointment.csv"
    path.write_bytes(table)
    for name, held in zip(_BESIDE, beside, strict=False):
        (folder / name).write_bytes(held)
    return [imported(importer, path, folder) for importer in IMPORTERS]


def imported(importer: Importer, path: Path, folder: Path) -> object:
    """What an importer makes of a file, twice: the second time nothing is new."""
    name = importer.name
    try:
        importer.rows(path, importer.columns)  # most refuse most tables, and need no ledger for it
    except ImportRefusedError as error:
        return str(error)
    with ledgers.ledger_in(folder) as ledger:
        try:
            first = import_table(name, path, ledger, by="ann", at=ledgers.BEGAN)
        except ImportRefusedError as error:
            return str(error)
        second = import_table(name, path, ledger, by="ann", at=ledgers.BEGAN)
        demand(not second.added, "a table that is imported again adds nothing")
        demand(not second.closed, "a table that is imported again closes nothing")
        demand(second.refusals == first.refusals, "what was refused is refused again")
        demand(ledgers.whole(ledger), "the ledger is whole")
    demand(repr(first).encode("utf-8"), "what is told of a table is text")
    return first


TARGET = Target(
    name="tables",
    what="tables in CSV (occupancies, ifg, reviewed, queries of Wikidata), into a ledger",
    attempt=_attempt,
    seeds=_seeds,
    mutate=mutations.knowing(mutations.table, (*_CELLS, _SEPARATOR.decode())),
    declared=(DatelineError,),
    seconds=8.0,
    per_kilobyte=1.5,
    ready=ledgers.ready,
)
