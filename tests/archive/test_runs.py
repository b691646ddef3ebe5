"""A run over an archive: in order, the same whatever ended it on the way, never on other terms than it began with."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest

from service.archive import folder, sources
from service.archive.folder import Folder
from service.archive.run import Asked
from service.archive.terms import ArchiveError
from service.bootstrap import Engine
from service.contract.report_schemas import ProblemSchema, ReportSchema
from service.domain.errors import LedgerNotReadyError
from service.domain.request import CheckRequest
from service.domain.text import Article
from service.work.rows import Task, answer, guarded
from tests.archive.conftest import GOOD, WRONG
from tests.archive.makers import QUICK, Crew, alone, file_of, lines, told

if TYPE_CHECKING:
    from pathlib import Path


UNKNOWN = "Foreign Minister Pekka Haavisto flew to Moscow on 12 September 2021."
ROWS = 7
BAD = 2


@pytest.fixture
def asked(source: Path, tmp_path: Path) -> Asked:
    """A run with parts of two rows."""
    return Asked((source,), tmp_path / "out", per_part=2)


def test_every_row_is_answered_as_a_batch_answers_it(asked: Asked, engine: Engine, source: Path) -> None:
    """The lines are those of `dateline check --jsonl`, in the order of the rows, parts no larger than was asked."""
    counted = alone(asked, engine)
    given = [line for line in source.read_bytes().splitlines(keepends=True) if line.strip()]
    expected = [json.loads(answer(line, engine, Task()).line) for line in given]
    assert lines(asked.target) == expected
    assert (counted.articles, counted.errors) == (ROWS, BAD)
    for row in expected:
        schema, found = (ProblemSchema(), row["error"]) if "error" in row else (ReportSchema(), {**row, "id": "x"})
        assert schema.validate(found) == {}
    assert [len(part.read_bytes().splitlines()) for part in sorted(asked.target.glob("part-*"))] == [2, 2, 2, 1]


def test_the_summary_counts_what_stands_in_the_lines(asked: Asked, engine: Engine) -> None:
    """Articles, errors, outcomes and verdicts add up to those of the reports, in the summary as in the journal."""
    alone(asked, engine)
    found = lines(asked.target)
    summary = json.loads((asked.target / folder.SUMMARY).read_text(encoding="utf-8"))
    reports = [row for row in found if "error" not in row]
    assert (summary["articles"], summary["errors"]) == (len(found), len(found) - len(reports))
    assert summary["unscored"] == sum(row["score"] is None for row in reports)
    for outcome, count in summary["outcomes"].items():
        assert count == sum(row["outcome"] == outcome for row in reports)
    for verdict, count in summary["verdicts"].items():
        assert count == sum(row["counts"][verdict] for row in reports)
    journal = [json.loads(line) for line in (asked.target / folder.JOURNAL).read_bytes().splitlines()]
    assert [part["part"] for part in journal] == list(range(len(journal)))
    assert sum(part["articles"] for part in journal) == summary["articles"]
    for part in journal:
        content = (asked.target / f"part-{part['part']:08d}.jsonl").read_bytes()
        assert (part["bytes"], part["sha256"]) == (len(content), sha256(content).hexdigest())


def test_nothing_is_written_to_the_ledger(asked: Asked, engine: Engine, tmp_path: Path) -> None:
    """Not even what the ledger lacks is noted, as other checks do."""
    engine.check(CheckRequest(Article(text=UNKNOWN)), "noted")
    before = engine.gaps()
    assert before
    alone(
        replace(asked, files=(file_of(tmp_path / "unknown.jsonl", [{"id": 1, "text": f"{UNKNOWN} Again."}]),)), engine
    )
    assert engine.gaps() == before


@pytest.mark.parametrize("answered", range(4))
def test_an_interrupted_run_goes_on(asked: Asked, engine: Engine, tmp_path: Path, answered: int) -> None:
    """After any number of parts the next run does what is missing, and nothing else; the bytes are the same."""
    whole = replace(asked, target=tmp_path / "whole")
    alone(whole, engine)

    class Stopped(Crew):
        def answered(self, parts: Any, answering: Any) -> Any:  # noqa: ANN401 - as the method it stands for
            for done, given in enumerate(super().answered(parts, answering)):
                if done == answered:
                    raise KeyboardInterrupt
                yield given

    with pytest.raises(KeyboardInterrupt):
        alone(asked, engine, Stopped())
    assert not (asked.target / folder.SUMMARY).exists()
    crew = Crew()
    alone(asked, engine, crew)
    assert crew.rows == ROWS - 2 * answered
    assert told(asked.target) == told(whole.target)
    crew = Crew()
    alone(asked, engine, crew)
    assert crew.rows == 0


@pytest.mark.parametrize("torn", [b'{"part": 3, "byt', b"\x00" * 40, b'{"part": 3}\n'])
def test_what_a_crash_left_half_written_is_done_again(asked: Asked, engine: Engine, torn: bytes) -> None:
    """A torn line of the journal, a part without a line, a part that lost its end, an unfinished file: none counts."""
    alone(asked, engine)
    before = told(asked.target)
    (asked.target / folder.SUMMARY).unlink()
    journal = asked.target / folder.JOURNAL
    first, second = journal.read_bytes().splitlines(keepends=True)[:2]
    journal.write_bytes(first + second + torn)
    os.truncate(asked.target / "part-00000001.jsonl", 100)
    (asked.target / "part-00000002.jsonl.unfinished").write_bytes(b"{")
    crew = Crew()
    alone(asked, engine, crew)
    assert crew.rows == ROWS - 2
    assert told(asked.target) == before


def test_progress_is_told(asked: Asked, engine: Engine) -> None:
    """The caller hears of every part, from what is there to all."""
    heard: list[tuple[int, int]] = []
    alone(asked, engine, progress=lambda done, count: heard.append((done, count)))
    assert heard == [(0, 7), (2, 7), (4, 7), (6, 7), (7, 7)]
    heard.clear()
    alone(asked, engine, progress=lambda done, count: heard.append((done, count)))
    assert heard == [(7, 7)]


def test_a_run_goes_on_at_its_own_revision(asked: Asked, engine: Engine, tmp_path: Path) -> None:
    """What the ledger learns meanwhile changes nothing in a run that has begun; a run of its own sees it."""
    whole = replace(asked, target=tmp_path / "whole")
    alone(whole, engine)

    class Stopped(Crew):
        def answered(self, parts: Any, answering: Any) -> Any:  # noqa: ANN401 - as the method it stands for
            yield next(iter(super().answered(parts, answering)))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        alone(asked, engine, Stopped())
    engine.learn(Article(text=GOOD, source="example.org", published_at=None), by="ann")
    alone(asked, engine)
    assert told(asked.target) == told(whole.target)
    later = replace(asked, target=tmp_path / "later")
    alone(later, engine)
    assert lines(later.target) != lines(whole.target)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda asked, _: asked.files[0].write_bytes(asked.files[0].read_bytes() + b"{}\n"), "its input has changed"),
        (lambda asked, _: replace(asked, files=asked.files * 2), "its input has changed"),
        (lambda asked, _: replace(asked, task=Task(ledger=False)), "its options were others"),
        (lambda asked, _: replace(asked, form="parquet"), "it writes another format"),
        (lambda asked, _: replace(asked, per_part=3), "its parts are of another size"),
    ],
)
def test_a_run_on_other_terms_is_refused(asked: Asked, engine: Engine, change: Any, said: str) -> None:  # noqa: ANN401 - a function for each case
    """A changed input or option is told in a line, and what is there stays as it is."""
    alone(asked, engine)
    before = told(asked.target)
    changed = change(asked, engine)
    with pytest.raises(ArchiveError, match=said):
        alone(changed if isinstance(changed, Asked) else asked, engine)
    assert told(asked.target) == before


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("pipeline_version", "1999.1.1", "another version of Dateline began it"),
        ("revision", "0" * 64, "the ledger does not have the revision"),
        ("limits", [1, 1, 1, 1], "the limits of the settings were others"),
    ],
)
def test_another_program_or_ledger_is_refused(asked: Asked, engine: Engine, name: str, value: Any, said: str) -> None:  # noqa: ANN401 - of any type
    """What began with another version, on another ledger or under other limits does not go on."""
    alone(asked, engine)
    manifest = asked.target / folder.MANIFEST
    manifest.write_text(json.dumps({**json.loads(manifest.read_bytes()), name: value}), encoding="utf-8")
    with pytest.raises(ArchiveError, match=said):
        alone(asked, engine)


def test_a_folder_of_something_else_is_left_alone(asked: Asked, engine: Engine) -> None:
    """Where other files lie, or a manifest that is none, no run begins."""
    asked.target.mkdir()
    (asked.target / "diary.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(ArchiveError, match="not empty"):
        alone(asked, engine)
    assert list(told(asked.target)) == ["diary.txt"]
    (asked.target / folder.MANIFEST).write_text("[]", encoding="utf-8")
    with pytest.raises(ArchiveError, match="not of a run of this version"):
        alone(asked, engine)


def test_one_run_at_a_time_writes_to_a_folder(asked: Asked, engine: Engine) -> None:
    """A second one is told so at once."""
    with Folder(asked.target, "jsonl").opened(), pytest.raises(ArchiveError, match="Another run"):
        alone(asked, engine)


def test_files_that_change_or_cannot_be_read_stop_the_run(asked: Asked, engine: Engine, tmp_path: Path) -> None:
    """A file that grows under the reader, and one that is not there, are told in a line."""

    class Growing(Crew):
        def answered(self, parts: Any, answering: Any) -> Any:  # noqa: ANN401 - as the method it stands for
            with asked.files[0].open("ab") as file:
                file.write(b"{}\n")
            return super().answered(parts, answering)

    with pytest.raises(ArchiveError, match="has changed while it was read"):
        alone(asked, engine, Growing())
    assert not (asked.target / folder.SUMMARY).exists()
    with pytest.raises(ArchiveError, match=r"none\.jsonl cannot be read"):
        alone(replace(asked, files=(tmp_path / "none.jsonl",)), engine)


@pytest.mark.parametrize("whole", range(6))
def test_a_disk_that_is_full_is_told(asked: Asked, engine: Engine, monkeypatch: pytest.MonkeyPatch, whole: int) -> None:
    """Whatever could not be written any more, what was kept before stays, and the run goes on when there is room."""
    room = iter(range(whole))

    def full(*_: object) -> None:
        if next(room, None) is None:
            raise OSError(28, os.strerror(28))

    with monkeypatch.context() as patch:
        patch.setattr("service.archive.folder.os.fsync", full)
        with pytest.raises(ArchiveError, match="No space left"):
            alone(asked, engine)
    alone(asked, engine)
    assert len(lines(asked.target)) == ROWS


def test_a_ledger_that_is_away_is_waited_for(asked: Asked, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """A minute of it changes nothing; a longer one ends the run rather than answer rows with errors."""
    pauses = list[float]()
    away = 3

    def at_times_away(*rest: Any) -> Any:  # noqa: ANN401 - as the function it stands for
        if len(pauses) < away:
            raise LedgerNotReadyError("The ledger is away.")
        return guarded(*rest)

    monkeypatch.setattr("service.archive.answering.guarded", at_times_away)
    monkeypatch.setattr("service.archive.answering.time.sleep", pauses.append)
    assert alone(asked, engine).errors == BAD
    assert pauses == [1, 2, 4]
    away = 1_000
    with pytest.raises(LedgerNotReadyError):
        alone(replace(asked, target=asked.target / "again"), engine)


def test_other_text_in_as_many_rows_is_seen(tmp_path: Path) -> None:
    """A file that is written to while it is read gives no reports under the digest of what it was."""
    path = file_of(tmp_path / "articles.jsonl", [{"id": number, "text": "one"} for number in range(4)])
    found = sources.survey(path)
    file_of(path, [{"id": number, "text": "two"} for number in range(4)])
    with pytest.raises(ArchiveError, match="has changed while it was read"):
        list(sources.parts([found], per_part=2))


def test_long_rows_make_small_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is under way is bounded in bytes, not only in rows, and the same file always falls into the same parts."""
    monkeypatch.setattr(sources, "MOST_PART_BYTES", 1_000)
    rows: list[object] = [{"id": number, "text": "x" * (100 if number % 5 else 900)} for number in range(20)]
    found = [sources.survey(file_of(tmp_path / name, rows)) for name in ("a", "b")]
    parts = list(sources.parts(found, per_part=4))
    assert [row for part in parts for row in part.rows] == [
        row for path in ("a", "b") for row in (tmp_path / path).read_bytes().splitlines(keepends=True)
    ]
    assert all(sum(map(len, part.rows[:-1])) < 1_000 and len(part.rows) <= 4 for part in parts)
    assert parts == list(sources.parts(found, per_part=4))
    assert [part.number for part in parts] == list(range(len(parts)))


def test_either_kind_of_store_gives_the_same_bytes(asked: Asked, engine: Engine, postgres_url: str) -> None:
    """A run over the same revision on PostgreSQL comes out as over a file, and goes on where that one stopped."""
    alone(asked, engine)
    before = told(asked.target)
    for name in (folder.SUMMARY, "part-00000001.jsonl"):
        (asked.target / name).unlink()
    other = Engine(replace(QUICK, database_url=postgres_url), lambda: datetime(2026, 11, 1, tzinfo=UTC))
    alone(asked, other)
    other.close()
    assert told(asked.target) == before


def test_a_closed_run_needs_no_ledger(asked: Asked, engine: Engine) -> None:
    """Its terms name no revision, and rows without references are errors."""
    alone(replace(asked, task=Task(closed=True)), engine)
    manifest = json.loads((asked.target / folder.MANIFEST).read_bytes())
    assert (manifest["revision"], manifest["at"]) == (None, None)
    assert ["error" in row for row in lines(asked.target)] == [True, True, True, True, True, False, True]


def test_an_empty_archive_has_an_empty_summary(asked: Asked, engine: Engine, tmp_path: Path) -> None:
    """No rows are no error."""
    empty = replace(asked, files=(file_of(tmp_path / "empty.jsonl", []),))
    assert alone(empty, engine).articles == 0
    assert sorted(told(asked.target)) == [folder.MANIFEST, folder.JOURNAL, folder.SUMMARY]
    assert WRONG not in repr(told(asked.target))
