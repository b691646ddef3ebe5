"""Extracts of Wikidata in JSON: whatever stands in one, its items come into a ledger once or are refused."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from service.domain.errors import DatelineError
from service.ledger.importers import IMPORTERS
from trials.fuzz import ledgers, mutations, words
from trials.fuzz.samples import encoded, sample
from trials.fuzz.target import Target
from trials.fuzz.targets.tables import imported

if TYPE_CHECKING:
    from pathlib import Path
    from random import Random

_IMPORTER = next(one for one in IMPORTERS if one.name == "wikidata")
_NAMES = "P39 P31 P569 P580 P582 rank mainsnak datavalue value time precision id claims labels en".split()
_PRECISIONS = ("-1", "14", "7", "6", "1e9", "null", '"11"', "true", "0")


def _seeds() -> list[bytes]:
    lines = sample("wikidata.jsonl").splitlines()
    items = list(map(json.loads, lines))
    document = json.dumps({"entities": {one["id"]: one for one in items}})
    dump = "\n".join(("[", *(f"{line}," for line in lines), "]"))
    said = ["\n".join(lines), dump, document, json.dumps(items), sample("wikidata_query.json"), *lines]
    said += [document.replace("+2014-05-12T00:00:00Z", bent) for bent in words.VALUES]
    said += [document.replace('"precision": 11', f'"precision": {bent}') for bent in _PRECISIONS]
    said += [
        f'{{"id": {"[" * 5_000}',
        "[" * 9_000,
        '{"id": "Q1"}\n' * 300,
        "{\n",
        "[\n]",
        '{"entities": []}',
        "1" * 5_000,
    ]
    return encoded([*said, '{"id": "\\ud800"}', '{"id": "Q1", "labels": {"en": "\\u0000"}}'])


def _attempt(raw: bytes, folder: Path) -> object:
    path = folder / "extract.json"
    path.write_bytes(raw)
    return imported(_IMPORTER, path, folder)


def _mutated(raw: bytes, chance: Random) -> bytes:
    """One of the lines bent, where there are several, else the whole."""
    lines = raw.splitlines()
    if len(lines) > 1 and chance.randrange(8):
        at = chance.randrange(len(lines))
        lines[at] = mutations.structure(lines[at], chance, _NAMES)
        return b"\n".join(lines)
    return mutations.structure(raw, chance, _NAMES)


TARGET = Target(
    name="wikidata",
    what="extracts of Wikidata in JSON, into a ledger",
    attempt=_attempt,
    seeds=_seeds,
    mutate=_mutated,
    declared=(DatelineError,),
    longest=40_000,
    seconds=8.0,
    per_kilobyte=1.5,
    ready=ledgers.ready,
)
