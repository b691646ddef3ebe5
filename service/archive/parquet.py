"""Parquet: rows of articles in, reports out. The only place that knows Arrow."""

from __future__ import annotations

import json
from contextlib import contextmanager
from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pyarrow as pa
from pyarrow import parquet as pq

from service.archive.terms import ArchiveError
from service.contract.documents import dumps
from service.contract.requests import RowSchema
from service.domain.verdicts import Label
from service.work.rows import MOST_LINE_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from service.archive.answering import Answered

_AT_ONCE = 64
"""Rows that are turned into lines at once."""
_READ_AHEAD = 1 << 20
"""Bytes that are read at once of each column, so that memory does not grow with the size of a row group."""
_NO_TEXT = b"\xff"
"""A line that is refused for what is wrong with such a row: it is not in UTF-8."""
_UNREADABLE = (ValueError, OverflowError, LookupError)
"""What Arrow raises for a value that Python has none for: bytes that are no text, the year 10000, an unknown zone."""
_MEMBERS = frozenset(RowSchema().fields)

SCHEMA = pa.schema(
    [
        pa.field("id", pa.string()),
        pa.field("error", pa.string()),
        pa.field("outcome", pa.string()),
        pa.field("score", pa.float64()),
        pa.field("score_low", pa.float64()),
        pa.field("score_high", pa.float64()),
        *(pa.field(label.value, pa.int32()) for label in Label),
        pa.field("report", pa.string()),
    ]
)
"""A row out: the figures that people count by, and the whole report as JSON; of a row that could not be read only
`id` and `error`, the problem document as JSON."""


def count(path: Path) -> int:
    """How many rows a file has. Raises `ArchiveError` for a file that is none of articles."""
    with _opened(path) as file:
        return int(file.metadata.num_rows)


def unknown(path: Path) -> list[str]:
    """The columns of a file that say nothing that a row of a batch can say; they are not read."""
    with _opened(path) as file:
        return [name for name in file.schema_arrow.names if name not in _MEMBERS]


def rows(path: Path) -> Iterator[bytes]:
    """The rows of a file in order, each a line of JSON; what is null is left out of it.

    Of a line that is far too long, as much as shows that it is.
    """
    with _opened(path) as file:
        columns = [name for name in file.schema_arrow.names if name in _MEMBERS]
        for batch in file.iter_batches(_AT_ONCE, columns=columns, use_threads=False):
            yield from (_line(row)[: MOST_LINE_BYTES + 1] for row in _read(batch))


def part(answers: Sequence[Answered]) -> bytes:
    """A file of reports."""
    table = pa.Table.from_pylist([_row(answer) for answer in answers], schema=SCHEMA)
    out = BytesIO()
    pq.write_table(table, out, compression="zstd")
    return out.getvalue()


def _read(batch: pa.RecordBatch) -> Iterator[dict[str, Any] | None]:
    """The rows of a batch; None for one whose bytes are no text."""
    try:
        found = batch.to_pylist()
    except _UNREADABLE:
        yield from (_cells(batch.slice(place, 1)) for place in range(batch.num_rows))
    else:
        yield from found


def _cells(row: pa.RecordBatch) -> dict[str, Any] | None:
    """One row; a cell that cannot be read is an object without members, which no member of a row may be."""
    found = {}
    for name, column in zip(row.schema.names, row.columns, strict=True):
        try:
            (found[name],) = column.to_pylist()
        except UnicodeDecodeError:
            return None
        except _UNREADABLE:
            found[name] = {}
    return found


def _line(row: dict[str, Any] | None) -> bytes:
    return _NO_TEXT if row is None else json.dumps(_plain(row), ensure_ascii=False).encode()


def _row(answer: Answered) -> dict[str, Any]:
    name = None if answer.name is None else str(answer.name)
    if answer.failed:
        return {"id": name, "error": dumps(json.loads(answer.line)["error"])}
    low, high = answer.interval or (None, None)
    return {
        "id": name,
        "outcome": answer.outcome,
        "score": answer.score,
        "score_low": low,
        "score_high": high,
        **answer.verdicts,
        "report": answer.line,
    }


def _plain(value: object) -> object:
    """A value of a column as JSON has it.

    A time without a zone is no instant, but its day is a day. What JSON has no word for becomes an object that names
    its type, which no member of a row may be.
    """
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items() if part is not None}
    if isinstance(value, list):
        return [_plain(part) for part in value]
    if isinstance(value, datetime):
        return value.isoformat() if value.tzinfo else value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return value if value is None or isinstance(value, str | int | float | bool) else {"type": type(value).__name__}


@contextmanager
def _opened(path: Path) -> Iterator[pq.ParquetFile]:
    try:
        with pq.ParquetFile(path, buffer_size=_READ_AHEAD, pre_buffer=False) as file:
            if "id" not in file.schema_arrow.names:
                raise ArchiveError(f"{path} has no column `id`.")
            yield file
    except OSError as error:
        raise ArchiveError(f"{path} cannot be read: {error.strerror or 'it is damaged'}.") from None
    except pa.ArrowException:
        raise ArchiveError(f"{path} is damaged, or no Parquet that can be read.") from None
