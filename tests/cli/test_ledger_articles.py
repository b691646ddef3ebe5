"""`ledger add` and `ledger watch`: files of every format, folders, what is refused, and a clean end."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from service.cli.watching import Folder, files_under
from service.domain.errors import LedgerNotReadyError

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Result

    Run = Callable[..., Result]

FILES = Path(__file__).parent.parent / "ledger" / "importers" / "articles" / "files"


def wire(version: int, body: str, **further: object) -> str:
    """A version of an item of a wire as ninjs."""
    fields = {"uri": "urn:ena.example:duke", "version": str(version), "pubStatus": "usable", "language": "en"}
    said = {"versionCreated": f"2009-05-0{version}T09:00:00Z", "infoSources": [{"uri": "https://ena.example/"}]}
    return json.dumps({**fields, **said, "bodies": [{"contentType": "text/plain", "value": body}], **further})


@pytest.fixture
def db(tmp_path: Path, store: str, dateline: Run) -> str:
    """A ledger of this test's own: a copy of the seeded one."""
    assert dateline("ledger", "stats").code == 0
    seeded = Path(store.removeprefix("sqlite:///"))
    subprocess.run(  # noqa: S603 - a fixed program over two paths of this test
        [sys.executable, "-c", _COPY, seeded, tmp_path / "ledger.sqlite"], check=True
    )
    return f"sqlite:///{tmp_path / 'ledger.sqlite'}"


_COPY = "import sqlite3, sys; sqlite3.connect(sys.argv[1]).backup(sqlite3.connect(sys.argv[2]))"


def test_a_folder_of_every_format_is_added_once(dateline: Run, db: str, tmp_path: Path) -> None:
    """Each file has its line, each refused item its reason; the second time nothing is added."""
    archive = tmp_path / "archive" / "2011"
    shutil.copytree(FILES, archive)
    (archive / ".hidden.txt").write_text("Mayor Jan Berg met Ada Roe on 3 May 2011.")
    (archive / "half.part").write_text("Mayor Jan Berg met Ada Roe on 3 May 2011.")
    first = dateline("ledger", "add", archive.parent, "--by", "ann", db=db)
    assert (first.code, first.err) == (0, "")
    lines = first.out.splitlines()
    assert [line for line in lines if not line.startswith(" ")] != []
    assert {Path(line.partition(":")[0]).name for line in lines if not line.startswith(" ")} == {
        path.name for path in FILES.iterdir()
    }
    assert '  wxr.xml#3: It was not published: its status is "draft".' in lines
    again = dateline("ledger", "add", archive, "--by", "ann", db=db)
    added = [line for line in again.out.splitlines() if "facts added" in line]
    assert added
    assert all(" 0 facts added" in line for line in added)


def test_a_correction_and_a_kill_change_what_is_shown(dateline: Run, db: str, tmp_path: Path) -> None:
    """The earlier version's facts go with the correction, all go with the kill; late versions change nothing."""
    path = tmp_path / "item.json"

    def add(text: str) -> str:
        path.write_text(text)
        result = dateline("ledger", "add", path, "--by", "wire", db=db)
        assert result.code == 0, result.err
        return result.out

    def shown() -> str:
        return dateline("ledger", "show", "Rudolf Elphberg", db=db).out

    first = wire(1, "President Rudolf Elphberg met Michael Strelsau in London on 3 May 2009.")
    add(first)
    assert "London" in shown()
    second = wire(
        2, "President Rudolf Elphberg met Michael Strelsau in Paris on 3 May 2009.", edNote="Corrects the place."
    )
    assert "in place of an earlier version" in add(second)
    assert "Paris" in shown()
    assert "London" not in shown()
    assert "passed over" in add(first)
    assert "London" not in shown()
    assert "1 killed" in add(wire(3, "", pubStatus="canceled"))
    assert shown() == ""
    assert "passed over" in add(second)
    assert shown() == ""


def test_the_json_of_the_contract_is_an_article_too(dateline: Run, db: str, tmp_path: Path) -> None:
    """With a source and a date of its own, which options replace; `version_of` names what it replaces."""
    path = tmp_path / "article.json"
    told = {
        "text": "President Rudolf Elphberg met Michael Strelsau in London on 3 May 2009.",
        "url": "https://a.example/1",
    }
    path.write_text(json.dumps({"article": {**told, "source": "a.example", "published_at": "2009-05-04"}}))
    assert "0 known before" in dateline("ledger", "add", path, "--by", "ann", db=db).out
    path.write_text(json.dumps({"text": "Nothing came of it in the end.", "version_of": "https://a.example/1"}))
    result = dateline("ledger", "add", path, "--by", "ann", "--source", "a.example", db=db)
    assert "facts of earlier versions closed" in result.out
    assert dateline("ledger", "show", "Rudolf Elphberg", db=db).out == ""
    path.write_text('{"text": 5}')
    result = dateline("ledger", "add", path, "--by", "ann", db=db)
    assert (result.code, result.out) == (2, "")
    assert "/text: Not a valid string." in result.err


def test_one_bad_file_among_others_is_told(dateline: Run, db: str, tmp_path: Path) -> None:
    """The others are taken; nothing but bad files is an error."""
    (tmp_path / "bad.xml").write_bytes(b"<rss><channel>")
    (tmp_path / "good.txt").write_text("Mayor Jan Berg met Ada Roe in Strelsau on 3 May 2011.")
    (tmp_path / "deutsch.txt").write_text("Der Bürgermeister traf sich gestern mit dem Präsidenten in der Stadt. " * 3)
    files = [tmp_path / name for name in ("bad.xml", "good.txt", "deutsch.txt")]
    result = dateline("ledger", "add", *files, "--by", "ann", db=db)
    assert (result.code, result.err) == (0, "")
    assert "bad.xml is not well-formed XML: line 1" in result.out
    assert "only English can" in result.out
    assert dateline("ledger", "add", files[0], files[2], "--by", "ann", db=db).code == 2
    alone = dateline("ledger", "add", files[2], "--by", "ann", db=db)
    assert (alone.code, alone.out) == (2, "")
    assert "only English can" in alone.err


def test_a_folder_is_watched(dateline: Run, db: str, tmp_path: Path) -> None:
    """What lies there is taken in, copies and bad files once; the next run adds nothing and moves nothing."""
    folder = tmp_path / "wire"
    folder.mkdir()
    (folder / "1.json").write_text(wire(1, "President Rudolf Elphberg met Michael Strelsau in London on 3 May 2009."))
    shutil.copy(folder / "1.json", folder / "copy.json")
    (folder / "bad.xml").write_bytes(b"<rss><channel>")
    watch = ("ledger", "watch", folder, "--by", "wire", "--once", "--interval", "0.05")
    first = dateline(*watch, db=db)
    assert first.code == 0
    assert [line.partition(":")[0] for line in first.out.splitlines()] == ["1.json", "bad.xml", "  bad.xml"]
    assert "0 facts added" not in first.out.splitlines()[0]
    assert "watching" in first.err
    assert "0 facts added" in dateline(*watch, db=db).out.splitlines()[0]
    assert sorted(path.name for path in folder.iterdir()) == ["1.json", "bad.xml", "copy.json"]
    assert dateline("ledger", "watch", folder / "nowhere", "--by", "wire", db=db).code == 2
    assert dateline("ledger", "watch", folder, "--by", "wire", "--interval", "nan", db=db).code == 2


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (
            RuntimeError("out of\nluck"),
            "1.json: not taken in, and left aside until it changes: RuntimeError: out of luck",
        ),
        (LedgerNotReadyError("The database is busy."), "The database is busy. 1 files wait."),
    ],
)
def test_one_file_does_not_keep_the_others_waiting(
    dateline: Run, db: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: Exception, told: str
) -> None:
    """Whatever goes wrong with it is told in one line, and the watch goes on with the next one."""
    folder = tmp_path / "wire"
    folder.mkdir()
    for number in (1, 2):
        body = f"President Rudolf Elphberg met Michael Strelsau in London on {number} May 2009."
        (folder / f"{number}.json").write_text(wire(number, body))
    taken = Folder.is_copy

    def breaks(watched: Folder, raw: bytes) -> bool:
        if b"on 1 May" in raw:
            raise fault
        return taken(watched, raw)

    monkeypatch.setattr(Folder, "is_copy", breaks)
    done = dateline("ledger", "watch", folder, "--by", "wire", "--once", "--interval", "0.05", db=db)
    assert done.code == 0
    assert done.out.startswith("2.json: ")
    assert done.err.splitlines()[-1] == f"dateline: {told}"


def test_names_of_files_need_not_be_text(dateline: Run, db: str, tmp_path: Path) -> None:
    """What a file is called stops neither a folder nor the watch, and turns no line on the terminal."""
    folder = tmp_path / "wire"
    folder.mkdir()
    for count, name in enumerate((b"\xff.txt", "evil\u202etxt.txt".encode()), 9):
        Path(folder, os.fsdecode(name)).write_text("Der Turm wurde gestern eröffnet. " * count)
    result = dateline("ledger", "watch", folder, "--by", "wire", "--once", "--interval", "0.05", db=db)
    assert result.code == 0
    assert result.out.count("only English can") == 2
    assert "\u202e" not in result.out
    assert "must be text in UTF-8" in dateline("ledger", "add", folder, "--by", "\udcff", db=db).err


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_watch(db: str, tmp_path: Path, number: signal.Signals) -> None:
    """What comes in while it runs is taken in; a signal ends it with status 0."""
    folder = tmp_path / "wire"
    folder.mkdir()
    command = [sys.executable, "-m", "service.cli", "--db", db, "ledger", "watch", str(folder), "--by", "wire"]
    environment = {**os.environ, "DATELINE_PARSER": "words", "DATELINE_CROSS_ENCODER": "no"}
    with subprocess.Popen(  # noqa: S603 - this interpreter with a list built above
        [*command, "--interval", "0.1"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as running:
        assert running.stdout
        assert running.stderr
        assert "watching" in running.stderr.readline()
        (folder / "late.txt").write_text("President Rudolf Elphberg met Michael Strelsau in London on 3 May 2009.")
        assert running.stdout.readline().startswith("late.txt: ")
        running.send_signal(number)
        assert running.wait(60) == 0
        assert running.stderr.read() == ""


def test_a_file_has_arrived_when_it_looks_the_same_twice(tmp_path: Path) -> None:
    """One that grows waits; one that is done with comes again when it changes, and not for a copy of it."""
    folder = Folder(tmp_path)
    path = tmp_path / "a.txt"
    path.write_text("one")
    assert folder.arrived() == []
    path.write_text("one two")
    assert folder.arrived() == []
    assert folder.arrived() == [path]
    assert not folder.has_changed(path)
    folder.done(path, b"one two")
    assert folder.arrived() == []
    assert folder.is_copy(b"one two")
    os.utime(path, (time.time() + 5, time.time() + 5))
    assert folder.has_changed(path)
    assert folder.arrived() == []
    assert folder.arrived() == [path]
    path.unlink()
    assert folder.has_changed(path)
    assert folder.arrived() == []


def test_links_and_hidden_folders_are_not_followed(tmp_path: Path) -> None:
    """A link out of the folder, or round in it, leads nowhere; the order is that of the names."""
    (tmp_path / "in" / ".git").mkdir(parents=True)
    (tmp_path / "in" / ".git" / "x.txt").write_text("x")
    (tmp_path / "in" / "loop").symlink_to(tmp_path / "in")
    (tmp_path / "in" / "out.txt").symlink_to(tmp_path / "secret.txt")
    (tmp_path / "secret.txt").write_text("x")
    for name in ("b.txt", "a.txt", "c.txt~"):
        (tmp_path / "in" / name).write_text("x")
    assert [path.name for path in files_under(tmp_path / "in")] == ["a.txt", "b.txt"]
