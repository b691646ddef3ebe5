"""Archives scored by real processes: the same bytes from one and from two, whatever dies on the way."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from functools import partial
from typing import TYPE_CHECKING

import dask.config
import psutil
import pytest
from distributed import Client, LocalCluster

import service.archive
from service.archive import cluster, folder
from service.archive.answering import MismatchError, answers
from service.archive.cluster import LOOPBACK, DaskCrew
from service.archive.run import Asked, run
from service.archive.sources import Part
from service.archive.tally import Tally
from service.archive.terms import ArchiveError, Terms, limits_of
from service.cli import main
from service.cli.archive import ReadingEngine
from service.work.rows import Task
from tests.archive.conftest import GOOD, WRONG
from tests.archive.makers import FATAL, MortalReader, Reader, file_of, lines, told

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from service.bootstrap import Engine

ROWS = 24
MANY_ROWS = 120
"""So many that a run cannot end between two looks at how far it is."""
_SETTINGS = {
    **cluster._SETTINGS,  # noqa: SLF001 - those of `local`, but for this:
    "distributed.scheduler.allowed-failures": 0,  # each worker that is started anew takes seconds
}


@pytest.fixture(scope="module", autouse=True)
def _quick() -> Iterator[None]:
    """Models that are loaded in no time, in every process."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATELINE_PARSER", "words")
        patch.setenv("DATELINE_CROSS_ENCODER", "no")
        yield


@pytest.fixture(scope="module")
def scheduler(_quick: None) -> Iterator[str]:
    """The address of a scheduler with two workers, processes of their own."""
    with (
        dask.config.set(_SETTINGS),
        LocalCluster(n_workers=2, threads_per_worker=1, host=LOOPBACK, dashboard_address=f"{LOOPBACK}:0") as made,  # type: ignore[no-untyped-call]
    ):
        yield made.scheduler_address


@pytest.fixture
def crew(scheduler: str) -> Iterator[DaskCrew]:
    """Its workers."""
    with Client(scheduler) as client:  # type: ignore[no-untyped-call]
        yield DaskCrew(client)


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """Rows good and bad."""
    return file_of(tmp_path / "in.jsonl", _rows(ROWS))


def _rows(how_many: int) -> list[object]:
    return [
        {"id": number, "text": (GOOD, WRONG, "", f"{WRONG} {GOOD}")[number % 4], "published_at": "2011-09-13"}
        for number in range(how_many)
    ]


def _terms(engine: Engine) -> Terms:
    now = engine.ready()
    at = now.at.isoformat()
    return Terms((), Task().json, "jsonl", 2, limits_of(engine), engine.pipeline_version, now.id, at)


def test_any_number_of_workers_gives_the_same_bytes(
    engine: Engine,
    ledger: str,
    scheduler: str,
    articles: Path,
    tmp_path: Path,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    """One process of this machine, two of a scheduler, and a batch without any give the same answers, byte for byte."""
    one, two, batch = tmp_path / "one", tmp_path / "two", tmp_path / "batch.jsonl"
    common = ("--db", ledger, "archive", str(articles), "--per-part", "5", "--out")
    assert main([*common, str(one)]) == 0
    assert capfdbinary.readouterr().out.decode() == (
        f"{ROWS} articles: 12 with conflicts, 0 without, 6 of which too little could be checked,"
        f" 6 that could not be read\nreports: {one}\n"
    )
    assert main([*common, str(two), "--scheduler", scheduler]) == 0
    assert told(one) == told(two)
    assert main(["--db", ledger, "check", "--jsonl", str(articles), "--out", str(batch)]) == 0
    assert b"".join(part.read_bytes() for part in sorted(one.glob("part-*"))) == batch.read_bytes()
    assert engine.ready().id == json.loads((one / folder.MANIFEST).read_bytes())["revision"]


def test_a_run_that_is_killed_goes_on(ledger: str, scheduler: str, tmp_path: Path) -> None:
    """After `kill -9` its workers end by themselves; the next run leaves what is there and gives the same bytes."""
    articles = file_of(tmp_path / "in.jsonl", _rows(MANY_ROWS))
    whole, out = tmp_path / "whole", tmp_path / "out"
    common = ["--db", ledger, "archive", str(articles), "--per-part", "1", "--out"]
    command = [sys.executable, "-m", "service.cli", *common, str(out), "--workers", "2"]
    begun = subprocess.Popen(command)  # noqa: S603 - a list built here, no shell
    try:
        journal = out / folder.JOURNAL
        while not (journal.exists() and journal.read_bytes().count(b"\n") >= 2):
            assert begun.poll() is None
            time.sleep(0.005)
        processes = psutil.Process(begun.pid).children(recursive=True)
    finally:
        begun.kill()
        begun.wait()
    assert psutil.wait_procs(processes, timeout=60)[1] == []
    assert not (out / folder.SUMMARY).exists()
    there = {name: (out / name).stat().st_ino for name in _whole_parts(out)}
    assert there
    assert main([*common, str(out), "--scheduler", scheduler]) == 0
    assert {name: (out / name).stat().st_ino for name in there} == there
    assert main([*common, str(whole), "--scheduler", scheduler]) == 0
    assert told(out) == told(whole)


def _whole_parts(out: Path) -> list[str]:
    whole = (out / folder.JOURNAL).read_bytes().rpartition(b"\n")[0]
    return [f"part-{json.loads(line)['part']:08d}.jsonl" for line in whole.splitlines()]


def test_an_article_that_ends_its_worker_is_answered_with_an_error(
    engine: Engine, ledger: str, scheduler: str, tmp_path: Path
) -> None:
    """It costs itself, and none of those that were under way beside it."""
    rows: list[object] = [{"id": number, "text": FATAL if number == 1 else GOOD} for number in range(6)]
    asked = Asked((file_of(tmp_path / "in.jsonl", rows),), tmp_path / "out", per_part=2)
    run(asked, engine, partial(cluster.elsewhere, scheduler), MortalReader(ledger))
    found = lines(asked.target)
    assert [row["id"] for row in found] == list(range(6))
    assert [row.get("error", {}).get("detail") for row in found] == [
        "Workers ended while they read this article." if number == 1 else None for number in range(6)
    ]


def test_a_worker_that_would_answer_otherwise_is_refused(engine: Engine, ledger: str, crew: DaskCrew) -> None:
    """One with other limits stops the run instead of mixing reports."""
    answering = partial(answers, terms=_terms(engine), make=Reader(ledger, limit=10))
    with pytest.raises(MismatchError, match="other limits"):
        list(crew.answered(iter([Part(0, (b"{}",))]), answering))


def test_a_worker_that_cannot_load_the_program_is_told(crew: DaskCrew) -> None:
    """What a worker cannot do at all is one line, not a traceback of its own."""
    with pytest.raises(ArchiveError, match=r"A worker cannot do this \(ZeroDivisionError\)"):
        list(crew.answered(iter([Part(0, (b"{}",))]), _unable))


def _unable(rows: object) -> tuple[()]:
    raise ZeroDivisionError(rows)


def test_a_scheduler_that_goes_away_ends_the_run(engine: Engine, ledger: str) -> None:
    """What was answered is kept; the rest is for the next run."""
    answering = partial(answers, terms=_terms(engine), make=Reader(ledger))
    row = json.dumps({"id": 1, "text": GOOD}).encode()
    where = {"host": LOOPBACK, "dashboard_address": f"{LOOPBACK}:0", "protocol": "tcp"}
    with LocalCluster(n_workers=1, threads_per_worker=1, processes=False, **where) as made, Client(made) as client:  # type: ignore[no-untyped-call]
        answered = DaskCrew(client).answered((Part(number, (row,)) for number in range(40)), answering)
        assert next(answered)[1][0].outcome
        made.close()
        with pytest.raises(ArchiveError, match="cannot be reached any more"):
            list(answered)


def test_parts_are_taken_only_as_they_are_needed(engine: Engine, ledger: str, crew: DaskCrew) -> None:
    """However long the archive, no more is held than what the workers have in hand and next."""
    taken = 0

    def parts() -> Iterator[Part]:
        nonlocal taken
        for number in range(30):
            taken += 1
            yield Part(number, (json.dumps({"id": number, "text": GOOD}).encode(),))

    answering = partial(answers, terms=_terms(engine), make=Reader(ledger))
    for done, _ in enumerate(crew.answered(parts(), answering)):
        assert taken <= done + 4 + 1


@pytest.mark.parametrize("address", ["tcp://score.example:8786", "score.example:8786", "ucx://10.0.0.7:1", "tcp://["])
def test_another_machines_scheduler_is_reached_by_tls(
    ledger: str, articles: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], address: str
) -> None:
    """Unless somebody says that all who can reach it are trusted; nothing is begun."""
    assert main(["--db", ledger, "archive", str(articles), "--out", str(tmp_path / "out"), "--scheduler", address]) == 2
    assert "--unencrypted" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_the_address_of_a_ledger_is_sent_nowhere(
    ledger: str, articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Workers of another machine have their own; a password in --db stays here."""
    made: list[object] = []

    def ran(_asked: object, _engine: object, _crew: object, make: object, _told: object) -> Tally:
        made.append(make)
        return Tally()

    monkeypatch.setattr("service.cli.archive.run", ran)
    for address in ("tls://score.example:8786", f"tcp://{LOOPBACK}:8786"):
        command = ["archive", str(articles), "--out", str(tmp_path / "out"), "--scheduler", address]
        assert main(["--db", ledger, *command]) == 0
    assert made == [ReadingEngine(None), ReadingEngine(ledger)]


def test_a_scheduler_that_is_not_there_is_told(
    ledger: str, articles: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a line, and nothing is begun that another run could not go on with."""
    command = ["--db", ledger, "archive", str(articles), "--out", str(tmp_path / "out"), "--scheduler"]
    with dask.config.set({"distributed.comm.timeouts.connect": "200ms"}):
        assert main([*command, f"tcp://{LOOPBACK}:1"]) == 2
        assert main([*command, "nowhere://at.all", "--unencrypted"]) == 2
    told_of = capsys.readouterr().err.splitlines()
    assert [line.rpartition(" at ")[0] for line in told_of] == ["dateline: No scheduler can be reached"] * 2


def test_without_its_extra_the_command_says_what_it_needs(
    ledger: str, articles: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One line names the extra; nothing is begun."""
    monkeypatch.delattr(service.archive, "cluster")
    monkeypatch.delitem(sys.modules, "service.archive.cluster")
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert main(["--db", ledger, "archive", str(articles), "--out", str(tmp_path / "out")]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "install the extra `archive`" in line
    assert not (tmp_path / "out").exists()


def test_only_this_machine_is_listened_to_and_by_nobody_else() -> None:
    """What `local` opens are addresses of loopback, and who has no certificate of this run is not answered."""
    with cluster.local(1) as made:
        address = str(made._client.scheduler_info()["address"])  # noqa: SLF001 - nothing else needs it
        assert address.startswith(f"tls://{LOOPBACK}:")
        me = psutil.Process()
        open_ = [
            one.laddr.ip
            for process in (me, *me.children(recursive=True))
            for one in process.net_connections("inet")
            if one.status == psutil.CONN_LISTEN
        ]
        assert set(open_) == {LOOPBACK}
        with dask.config.set({"distributed.comm.timeouts.connect": "1s"}), pytest.raises(OSError):  # noqa: PT011 - in whatever words
            Client(address.replace("tls://", "tcp://"))  # type: ignore[no-untyped-call]
