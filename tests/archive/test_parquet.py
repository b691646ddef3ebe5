"""Parquet in and out: the same articles, the same reports."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pyarrow as pa
import pytest
from pyarrow import parquet as pq

from service.archive import sources
from service.archive.run import Asked
from service.archive.terms import ArchiveError
from service.work.rows import MOST_LINE_BYTES
from tests.archive.conftest import GOOD, WRONG
from tests.archive.makers import alone, file_of, lines

if TYPE_CHECKING:
    from pathlib import Path

    from service.bootstrap import Engine

ROWS: list[dict[str, object]] = [
    {"id": "a", "text": GOOD, "published_at": "2011-09-13", "source": "example.com"},
    {"id": "b", "text": WRONG},
    {"id": "c", "text": ""},
    {"id": "d", "text": WRONG, "references": [{"text": GOOD, "published_at": "2011-09-12"}]},
    {"text": GOOD},
]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """The rows as a table with one more column, in several row groups."""
    path = tmp_path / "in.parquet"
    shape = pa.schema(
        [
            ("id", pa.string()),
            ("section", pa.string()),
            ("text", pa.string()),
            ("published_at", pa.string()),
            ("source", pa.string()),
            (
                "references",
                pa.list_(pa.struct([("text", pa.string()), ("url", pa.string()), ("published_at", pa.string())])),
            ),
        ]
    )
    pq.write_table(pa.Table.from_pylist([{**row, "section": "world"} for row in ROWS], shape), path, row_group_size=2)
    return path


def test_a_table_is_answered_like_lines(table: Path, engine: Engine, tmp_path: Path) -> None:
    """Columns are the members of a row; what is null is not there, and columns that no article has are left out."""
    of_table, of_lines = (
        Asked((table,), tmp_path / "t"),
        Asked((file_of(tmp_path / "in.jsonl", [*ROWS]),), tmp_path / "l"),
    )
    alone(of_table, engine)
    alone(of_lines, engine)
    found, expected = lines(of_table.target), lines(of_lines.target)
    assert found[:-1] == expected[:-1]
    assert found[-1]["error"]["errors"][0]["pointer"] == expected[-1]["error"]["errors"][0]["pointer"] == "/id"
    assert sources.left_out(table) == ["section"]


def test_reports_as_a_table_hold_the_same_lines(table: Path, engine: Engine, tmp_path: Path) -> None:
    """`report` is the line of the other form, the other columns are taken from it; an error has a column of its own."""
    in_lines = Asked((table,), tmp_path / "l", per_part=2)
    alone(in_lines, engine)
    in_table = replace(in_lines, target=tmp_path / "t", form="parquet")
    alone(in_table, engine)
    found = [row for path in sorted(in_table.target.glob("part-*.parquet")) for row in pq.read_table(path).to_pylist()]
    expected = lines(in_lines.target)
    assert len(found) == len(expected)
    for row, line in zip(found, expected, strict=True):
        assert row["id"] == line["id"]
        if "error" in line:
            assert (json.loads(row["error"]), row["report"], row["score"]) == (line["error"], None, None)
        else:
            assert (json.loads(row["report"]), row["error"]) == (line, None)
            assert (row["score"], row["outcome"]) == (line["score"], line["outcome"])
            assert [row["score_low"], row["score_high"]] == (line["interval"] or [None, None])
            assert {name: row[name] for name in line["counts"]} == line["counts"]


def test_a_table_of_reports_has_the_same_bytes_each_time(table: Path, engine: Engine, tmp_path: Path) -> None:
    """Nothing in a part tells when or by whom it was written."""
    for name in ("one", "two"):
        alone(Asked((table,), tmp_path / name, form="parquet"), engine)
    one, two = ((tmp_path / name / "part-00000000.parquet").read_bytes() for name in ("one", "two"))
    assert one == two


def test_dates_and_times_are_read_for_what_they_say(tmp_path: Path) -> None:
    """A date is a day, a time with a zone an instant, a time without one its day."""
    path = tmp_path / "dates.parquet"
    columns = {
        "id": [1],
        "published_at": [date(2011, 9, 13)],
        "embargoed_until": [datetime(2011, 9, 13, 8, 30, tzinfo=UTC)],
        "as_of": ["2011"],
    }
    pq.write_table(pa.table(columns), path)
    (row,) = map(json.loads, sources.rows_of(sources.survey(path)))
    assert row == {"id": 1, "published_at": "2011-09-13", "embargoed_until": "2011-09-13T08:30:00+00:00"}
    pq.write_table(pa.table({"id": [1], "published_at": [datetime(2011, 9, 13, 8, 30)]}), path)  # noqa: DTZ001 - this is the case
    (row,) = map(json.loads, sources.rows_of(sources.survey(path)))
    assert row["published_at"] == "2011-09-13"


def test_bytes_that_are_no_text_cost_one_row(engine: Engine, tmp_path: Path) -> None:
    """A column of text with other bytes in one row gives an error there, and nowhere else."""
    path = tmp_path / "in.parquet"
    text = pa.array([GOOD.encode(), b"\xff\xfe", GOOD.encode()], pa.binary())
    pq.write_table(
        pa.table({"id": ["a", "b", "c"], "text": pa.Array.from_buffers(pa.string(), 3, text.buffers())}), path
    )
    alone(Asked((path,), tmp_path / "out"), engine)
    found = lines(tmp_path / "out")
    assert ["error" in row for row in found] == [False, True, False]
    assert found[1]["error"]["status"] == 400


@pytest.mark.parametrize(
    "day",
    [
        pa.array([0, 10**15], pa.timestamp("s")),
        pa.array([0, 10**7], pa.date32()),
        pa.array([0, 1], pa.timestamp("ns")),
        pa.array([0, 10**18], pa.duration("s")),
    ],
    ids=str,
)
def test_a_day_that_python_has_not_costs_its_row(engine: Engine, tmp_path: Path, day: pa.Array) -> None:
    """The year 10000 and a nanosecond are errors in their rows alone, under the ids of these."""
    path = tmp_path / "in.parquet"
    pq.write_table(pa.table({"id": ["a", "b"], "text": [GOOD, GOOD], "published_at": day}), path)
    alone(Asked((path,), tmp_path / "out"), engine)
    _, bad = lines(tmp_path / "out")
    assert (bad["id"], bad["error"]["errors"][0]["pointer"]) == ("b", "/published_at")


def test_a_row_that_is_far_too_long_is_cut(engine: Engine, tmp_path: Path) -> None:
    """What is sent about is so much as shows that it is too long."""
    path = tmp_path / "in.parquet"
    pq.write_table(pa.table({"id": ["a"], "text": ["x" * (MOST_LINE_BYTES + 99)]}), path)
    (row,) = sources.rows_of(sources.survey(path))
    assert len(row) == MOST_LINE_BYTES + 1
    alone(Asked((path,), tmp_path / "out"), engine)
    assert lines(tmp_path / "out")[0]["error"]["status"] == 413


def test_what_json_has_no_word_for_costs_its_row(engine: Engine, tmp_path: Path) -> None:
    """A text that is bytes, or an id that is a fraction, is an error."""
    path = tmp_path / "in.parquet"
    pq.write_table(pa.table({"id": ["a"], "text": [b"bytes"]}), path)
    alone(Asked((path,), tmp_path / "one"), engine)
    pq.write_table(pa.table({"id": [1.5], "text": [GOOD]}), path)
    alone(Asked((path,), tmp_path / "two"), engine)
    assert lines(tmp_path / "one")[0]["error"]["errors"][0]["pointer"] == "/text"
    assert lines(tmp_path / "two")[0]["error"]["errors"][0]["pointer"] == "/id"


@pytest.mark.parametrize("spoilt", ["cut", "no id", "noise"])
def test_a_file_that_is_no_table_of_articles_is_refused(
    table: Path, engine: Engine, tmp_path: Path, spoilt: str
) -> None:
    """One that is cut off or damaged, and one without ids, is told in a line; nothing is begun."""
    if spoilt == "cut":
        table.write_bytes(table.read_bytes()[:-40])
    elif spoilt == "no id":
        pq.write_table(pa.table({"text": [GOOD]}), table)
    else:
        table.write_bytes(b"PAR1" + bytes(range(256)) * 4 + b"PAR1")
    with pytest.raises(ArchiveError):
        alone(Asked((table,), tmp_path / "out"), engine)
    assert not (tmp_path / "out").exists()
