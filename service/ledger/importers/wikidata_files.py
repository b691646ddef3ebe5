"""Files of Wikidata, item by item: JSON lines, a dump, one JSON document, or the table of a query."""

from __future__ import annotations

import json
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from service.domain.characters import UNKEPT, holds
from service.domain.errors import ImportRefusedError
from service.ledger.importers.table import Rows, csv_rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LONGEST_LINE = 16 * 2**20
"""Characters of one item; the longest of Wikidata have some four million."""
LONGEST_DOCUMENT = 64 * 2**20
"""Bytes of a file that is one JSON document; a longer one has to come in lines."""
_ESCAPED = re.compile(r"\\u(?:0000|[dD][89a-fA-F])")


def items(path: Path) -> Rows:
    """The items of a JSON file, the rows of a query's result (each a dict of text), and None for what cannot be taken.

    Raises:
        ImportRefusedError: where the file cannot be read, or is a single document of more than `LONGEST_DOCUMENT`.
    """
    if not is_json(path):
        return csv_rows(path, frozenset())
    lines = _lines(path)
    first = next(lines, (1, None))[1]
    if not isinstance(first, dict) or ("id" not in first and not _is_line(path)):
        found = _of_document(_document(path))
        return Rows(len(found), iter(enumerate(found, 1)))
    with _readable(path), path.open("rb") as file:
        count = sum(1 for _ in file)
    return Rows(count, _lines(path))


def is_json(path: Path) -> bool:
    """Whether a file is JSON of some form, by how it begins. Raises `ImportRefusedError` where it cannot be read."""
    with _readable(path), path.open(encoding="utf-8-sig") as file:
        return file.read(256).lstrip()[:1] in {"{", "["}


def _is_line(path: Path) -> bool:
    """Whether the file goes on after its first line, as lines of JSON do."""
    with _readable(path), path.open(encoding="utf-8-sig") as file:
        file.readline(LONGEST_LINE)
        return bool(file.readline(2).strip())


def _lines(path: Path) -> Iterator[tuple[int, Any]]:
    with _readable(path), path.open(encoding="utf-8-sig") as file:
        number = 0
        while line := file.readline(LONGEST_LINE + 1):
            number += 1
            if len(line) > LONGEST_LINE:
                raise ImportRefusedError(f"Line {number} of {path.name} is longer than any item of Wikidata.")
            text = line.strip().rstrip(",")
            if text not in {"", "[", "]"}:
                yield number, _parsed(text)


def _parsed(text: str) -> Any:  # noqa: ANN401 - JSON has no narrower type
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return None if _ESCAPED.search(text) and holds(found, UNKEPT) else found


def _document(path: Path) -> Any:  # noqa: ANN401 - JSON has no narrower type
    with _readable(path):
        if path.stat().st_size > LONGEST_DOCUMENT:
            raise ImportRefusedError(f"{path.name} is too large for one document; give it one item a line.")
        return _parsed(path.read_text(encoding="utf-8-sig"))


def _of_document(found: Any) -> list[Any]:  # noqa: ANN401 - JSON has no narrower type
    if isinstance(found, list):
        return found
    if not isinstance(found, dict):
        return [None]
    if isinstance(entities := found.get("entities"), dict):
        return list(entities.values())
    results = found.get("results")
    if isinstance(results, dict) and isinstance(results.get("bindings"), list):
        return [_cells(binding) for binding in results["bindings"]]
    return [found]


def _cells(binding: Any) -> dict[str, str] | None:  # noqa: ANN401 - JSON has no narrower type
    if not isinstance(binding, dict):
        return None
    return {str(name): str(cell.get("value", "")) for name, cell in binding.items() if isinstance(cell, dict)}


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ImportRefusedError(f"{path.name} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise ImportRefusedError(f"{path.name} cannot be read as a file of Wikidata in UTF-8.") from error
