"""Many articles at once: in order, resumed, and never stopped by a bad line."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from service.bootstrap import Engine
from service.cli import batch
from service.cli.batch import run
from service.contract.report_schemas import ProblemSchema, ReadingSchema, ReportSchema
from service.settings import Settings
from service.work.rows import Out, Task, answer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Result

    Run = Callable[..., Result]

GOOD = "Prime Minister David Cameron opened the bridge on 12 September 2011."
LINES: list[object] = [
    {"id": "a", "text": GOOD, "published_at": "2011-09-13"},
    "",
    {"id": 2, "html": f"<p>{GOOD}</p>", "title": "t", "source": "example.com"},
    {"id": "c", "text": ""},
    {"id": "d", "text": GOOD, "colour": "red"},
    {"text": GOOD},
    {"id": ["e"], "text": GOOD},
    [1, 2],
    '{"id": "f", "text": ',
    {"id": "g", "text": GOOD, "references": [{"text": GOOD, "published_at": "2011-09-12"}]},
]
IDS = ["a", 2, "c", "d", None, None, None, None, "g"]


def rows(path: Path) -> list[dict[str, Any]]:
    """The lines of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Good and bad lines."""
    path = tmp_path / "in.jsonl"
    path.write_text("".join(f"{row if isinstance(row, str) else json.dumps(row)}\n" for row in LINES), encoding="utf-8")
    return path


@pytest.fixture
def engine(store: str) -> Engine:
    """An engine over the tests' ledger."""
    return Engine(Settings(database_url=store), clock=lambda: datetime(2026, 1, 1, tzinfo=UTC))


def test_every_line_is_answered_in_order(dateline: Run, source: Path, tmp_path: Path) -> None:
    """Good lines get reports under their own id, bad ones a problem document, blank ones nothing."""
    out = tmp_path / "out.jsonl"
    result = dateline("check", "--jsonl", source, "--out", out)
    assert (result.code, result.out) == (0, "")
    assert result.err == "dateline: 9 articles, 6 could not be read: see the lines with `error`\n"
    answers = rows(out)
    assert [row["id"] for row in answers] == IDS
    for row in answers:
        if "error" in row:
            assert ProblemSchema().validate(row["error"]) == {}
            assert list(row) == ["id", "error"]
        else:
            assert ReportSchema().validate({**row, "id": str(row["id"])}) == {}
            assert next(iter(row)) == "id"
    assert ["error" in row for row in answers] == [False, False, True, True, True, True, True, True, False]


def test_several_workers_write_the_same_file(dateline: Run, source: Path, tmp_path: Path) -> None:
    """The number of processes changes nothing in what comes out."""
    one, three = tmp_path / "one.jsonl", tmp_path / "three.jsonl"
    dateline("check", "--jsonl", source, "--out", one)
    dateline("check", "--jsonl", source, "--out", three, "--workers", "3")
    assert one.read_bytes() == three.read_bytes()


def test_read_in_batches(dateline: Run, source: Path, tmp_path: Path) -> None:
    """`read --jsonl` gives readings under the rows' ids."""
    out = tmp_path / "out.jsonl"
    dateline("read", "--jsonl", source, "--out", out)
    answers = [row for row in rows(out) if "error" not in row]
    assert [row["id"] for row in answers] == ["a", 2, "g"]
    assert all(ReadingSchema().validate(row) == {} for row in answers)


def test_closed_rows_need_references(dateline: Run, source: Path, tmp_path: Path) -> None:
    """In a closed run a row without references is an error that points at them."""
    out = tmp_path / "out.jsonl"
    dateline("check", "--jsonl", source, "--out", out, "--closed")
    answers = rows(out)
    assert answers[0]["error"]["errors"][0]["pointer"] == "/references"
    assert "error" not in answers[-1]


def test_an_interrupted_run_resumes(
    engine: Engine, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was answered before the interruption is kept, even where a line was cut in the middle."""
    out, whole = tmp_path / "out.jsonl", tmp_path / "whole.jsonl"
    assert run(source, whole, engine, Task("read")) == (len(IDS), 6)
    asked: list[bytes] = []

    def interrupted(line: bytes, *rest: Any) -> Out:  # noqa: ANN401 - passed through to the function it wraps
        asked.append(line)
        if len(asked) == 4:
            raise KeyboardInterrupt
        return original(line, *rest)

    original = answer
    monkeypatch.setattr(batch, "answer", interrupted)
    with pytest.raises(KeyboardInterrupt):
        run(source, out, engine, Task("read"))
    assert not out.exists()
    (part,) = tmp_path.glob("out.jsonl.*.part")
    with part.open("ab") as file:
        file.write(b'{"id": "half')
    assert run(source, out, engine, Task("read")) == (len(IDS), 6)
    assert len(asked) == 1 + len(IDS)
    assert out.read_bytes() == whole.read_bytes()
    assert list(tmp_path.glob("*.part")) == []


def test_another_run_does_not_resume(engine: Engine, source: Path, tmp_path: Path) -> None:
    """A changed input or option is another run, which begins at the beginning."""
    out = tmp_path / "out.jsonl"
    assert run(source, out, engine, Task("read")) == (len(IDS), 6)
    assert run(source, out, engine, Task("check", ledger=False)) == (len(IDS), 6)
    assert "score" in rows(out)[0]


def test_a_failure_in_one_line_is_told_without_its_text(
    engine: Engine, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bug in the middle of a batch costs one line and tells nothing."""

    def fail(*_: object) -> None:
        message = "secret of the house"
        raise RuntimeError(message)

    monkeypatch.setattr(engine, "read", fail)
    out = tmp_path / "out.jsonl"
    run(source, out, engine, Task("read"))
    assert rows(out)[0] == {"id": "a", "error": rows(out)[1]["error"]}
    assert rows(out)[0]["error"]["status"] == 500
    assert "secret" not in out.read_text(encoding="utf-8")


def test_progress_is_told(engine: Engine, source: Path, tmp_path: Path) -> None:
    """The caller hears of every line, from none to all."""
    heard: list[tuple[int, int]] = []
    run(source, tmp_path / "out.jsonl", engine, Task("read"), progress=lambda done, count: heard.append((done, count)))
    assert heard == [(done, len(IDS)) for done in range(len(IDS) + 1)]


def test_a_batch_without_bad_lines_says_nothing(dateline: Run, tmp_path: Path) -> None:
    """Only what could not be read is worth a line."""
    source = tmp_path / "in.jsonl"
    source.write_text(json.dumps({"id": 1, "text": GOOD}), encoding="utf-8")
    assert dateline("read", "--jsonl", source, "--out", tmp_path / "out.jsonl").err == ""


@pytest.mark.parametrize("way", ["same", "relative", "symbolic", "hard"])
def test_a_batch_does_not_overwrite_its_input(
    dateline: Run, source: Path, tmp_path: Path, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file that is read is refused as the one that is written, under whatever name."""
    monkeypatch.chdir(tmp_path)
    link = tmp_path / "link.jsonl"
    if way == "symbolic":
        link.symlink_to(source)
    elif way == "hard":
        link.hardlink_to(source)
    before = source.read_bytes()
    result = dateline("check", "--jsonl", source, "--out", {"same": source, "relative": "in.jsonl"}.get(way, link))
    assert (result.code, result.out) == (2, "")
    assert "is the file that is read" in result.err
    assert result.err.count("\n") == 1
    assert source.read_bytes() == before
    assert list(tmp_path.glob("*.part")) == []
