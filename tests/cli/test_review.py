"""`dateline ledger review` and what is decided outside of it, by lines from a pipe and by keys on a terminal."""

from __future__ import annotations

import io
import json
import os
import pty
import re
import select
import signal
import sqlite3
import subprocess
import sys
import termios
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from service.desks.record import RecordDesk
from service.domain.facts import FactStatus
from service.ledger.batch import Batch
from service.ledger.dossier import State
from service.ledger.sql import SqlLedger
from tests.ledger.builders import MONDAY, tenure, visit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.cli.conftest import Result

    Run = Callable[..., Result]

ROOT = Path(__file__).parents[2]
FACTS = tuple(visit(f"Ada Vane{n}", "GB", "2014-05-13", "2014-05-14") for n in range(3))
NEWEST_FIRST = tuple(reversed(FACTS))
WAIT = 180.0
TAKE_THE_TERMINAL = (
    "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); "
    "os.execv(sys.executable, [sys.executable, *sys.argv[1:]])"
)
"""What a shell does for a program in front."""


@pytest.fixture
def db(tmp_path: Path) -> str:
    """The URL of a small ledger with three machine-read visits; the last one is shown first."""
    url = f"sqlite:///{tmp_path / 'small.db'}"
    ledger = SqlLedger(url)
    ledger.prepare(starter=False)
    for number, fact in enumerate(FACTS):
        at = MONDAY + timedelta(days=number)
        ledger.record(Batch(facts=[fact]), by="reader", why="trusted article", at=at)
    ledger.close()
    return url


@pytest.fixture
def desk(db: str) -> Iterator[RecordDesk]:
    """The desk of the ledger, to look at what a session left behind."""
    ledger = SqlLedger(db)
    yield RecordDesk(ledger, lambda: datetime.now(UTC))
    ledger.close()


@pytest.fixture
def review(dateline: Run, db: str, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Runs a review that is told line by line what to do."""

    def run(*lines: str, options: tuple[str, ...] = (), by: str = "ann") -> Result:
        typed = "".join(f"{line}\n" for line in lines).encode("utf-8", "surrogatepass")
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed)))
        return dateline("ledger", "review", "--by", by, *options, db=db)

    return run


def states(desk: RecordDesk) -> list[tuple[str, str]]:
    """How each of the three facts stands, and by whom."""
    found = [desk.fact(fact.id).standing for fact in NEWEST_FIRST]
    return [(standing.state.value, standing.since.by) for standing in found]


def test_a_fact_is_shown_with_the_sentence_it_was_read_from(review: Callable[..., Result]) -> None:
    """In plain words, with its days, the words that say it marked, where it stands, and that nobody has reviewed it."""
    shown = review("q").out
    assert "1 of 3\nAda Vane2 visits GB\n" in shown
    assert "when      13 May 2014\n" in shown
    assert "sentence  [Ada Vane2] went on a state [visit].\n" in shown
    assert "source    example.org, 1 January 2024 [read by machine, not reviewed]\n" in shown
    assert f"fact      {FACTS[2].id}\n" in shown


def test_one_letter_a_line_decides(review: Callable[..., Result], desk: RecordDesk) -> None:
    """Accept, refuse for a reason, skip: each written at once under the name given, and counted at the end."""
    result = review("a", "r", "a namesake", "S", "q")
    assert (result.code, result.err) == (0, "")
    assert states(desk) == [("superseded", "ann"), ("closed", "ann"), ("open", "reader")]
    assert "2 of 3" in result.out
    assert "3 of 3" in result.out
    assert result.out.endswith("1 accepted, 1 refused, 1 skipped.\n")


def test_a_correction_asks_field_by_field(review: Callable[..., Result], desk: RecordDesk) -> None:
    """Nothing typed keeps what stands there, a dash empties it; what cannot be is told and nothing is written."""
    fields = ["", "Bo Lind", "-", "", "", "2014-05-12", "", "", "", "a slip"]
    wrong = ["", "", "", "", "", "May", "", "", "", ""]
    result = review("c", *wrong, "c", *[""] * 9, "c", *fields, "q")
    assert "no date of the form" in result.out
    assert "Nothing was changed" in result.out
    better = desk.fact(FACTS[2].id).standing.since.other or ""
    found = desk.fact(better)
    assert found.fact.status is FactStatus.REVIEWED
    assert found.fact.proposition.subject is not None
    assert (found.fact.proposition.subject.name, found.fact.proposition.object) == ("Bo Lind", None)
    assert found.history[-1].why == "corrected object, start, subject: a slip"


def test_the_last_step_can_be_undone(review: Callable[..., Result], desk: RecordDesk) -> None:
    """Decisions by a new row, a skip by going back; also after the last fact; what was contested takes two people."""
    result = review("u", "a", "u", "r", "no", "s", "u", "s", "s", "u", "t", "a doubt", "u", "q")
    assert "Nothing was done yet." in result.out
    assert result.out.count("Taken back") == 3
    assert "cannot be taken back alone" in result.out
    assert result.out.endswith("1 refused, 1 skipped, 1 contested.\n")
    assert [state for state, _ in states(desk)] == ["superseded", "open", "contested"]


def test_a_reason_is_asked_for_until_there_is_one_or_another_key(
    review: Callable[..., Result], desk: RecordDesk
) -> None:
    """Refusing and contesting without a reason write nothing."""
    result = review("r", "", "t", "\x00\x1b", "x" * 1_001, "r", "y" * 1_001, "q")
    assert result.out.count("A reason has to be given.") == 2
    assert "at most 1,000 characters" in result.out
    assert [state for state, _ in states(desk)] == ["open"] * 3


def test_a_contested_fact_comes_first_and_can_be_settled_there(review: Callable[..., Result], desk: RecordDesk) -> None:
    """It shows who contests it and why; the second person who says that it falls closes it."""
    desk.contest(FACTS[0].id, by="bob", why="a namesake")
    shown = review("a", "n", "the register", "q").out
    assert "1 of 3\nAda Vane0 visits GB\n" in shown
    assert "contested by bob on" in shown
    assert "a namesake" in shown
    assert desk.fact(FACTS[0].id).standing.state is State.CONTESTED
    assert "ann says that it falls" in review("q", by="bob").out
    assert "1 settled." in review("n", "", "q", by="bob").out
    assert desk.fact(FACTS[0].id).standing.state is State.CLOSED


def test_limit_source_and_name_bound_a_session(review: Callable[..., Result]) -> None:
    """`--limit` stops after so many facts; what nobody told or is about nobody is nothing to review."""
    assert review("s", "s", options=("--limit", "1")).out.count(" of 3") == 1
    assert "1 of 1\nAda Vane1" in review("q", options=("--about", "Ada Vane1")).out
    assert "Nothing waits for a person." in review("q", options=("--source", "elsewhere.example")).out


def test_the_end_of_the_input_ends_the_session(review: Callable[..., Result], desk: RecordDesk) -> None:
    """Also in the midst of a question; what was decided before stays."""
    assert review("a", "r").code == 0
    assert [state for state, _ in states(desk)] == ["superseded", "open", "open"]
    assert review("\ud800", "\x1b[2J", "\u202e").code == 0


def test_what_somebody_else_decided_meanwhile_is_passed_over(
    review: Callable[..., Result], desk: RecordDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between two facts it is told in one line; between the showing and the key nothing is written over it."""
    shown = RecordDesk.queued

    def queued(self: RecordDesk, name: str) -> object:
        one = shown(self, name)
        if name == FACTS[2].id:
            desk.refuse(FACTS[1].id, by="bob", why="no")
            desk.refuse(FACTS[2].id, by="bob", why="no")
        return one

    monkeypatch.setattr(RecordDesk, "queued", queued)
    result = review("a", "a", "q")
    assert "Not written: " in result.out
    assert f"The fact {FACTS[1].id} was decided in the meantime." in result.out
    assert [by for _, by in states(desk)] == ["bob", "bob", "ann"]


def test_decisions_outside_of_a_session(dateline: Run, db: str) -> None:
    """`contest`, `settle` and `retract` take the beginning of an id; what cannot be is one line and exit status 2."""
    name = FACTS[0].id[:8]
    assert "two people" in dateline("ledger", "contest", name, "--why", "?", "--by", "ann", db=db).out
    refused = dateline("ledger", "retract", name, "--why", "no", "--by", "ann", db=db)
    assert (refused.code, refused.out) == (2, "")
    assert "was contested by ann" in refused.err
    assert "another person" in dateline("ledger", "settle", name, "--stands", "--by", "ann", db=db).out
    assert "it stands" in dateline("ledger", "settle", name, "--stands", "--by", "bob", db=db).out
    assert "retracted" in dateline("ledger", "retract", name, "--why", "no", "--by", "ann", db=db).out
    told = dateline("ledger", "history", name, db=db).out
    assert [word for word in ("added", "contested", "upheld", "closed") if word in told] == [
        "added",
        "contested",
        "upheld",
        "closed",
    ]
    for arguments in (
        ("settle", name, "--by", "bob"),
        ("retract", name, "--by", "bob"),
        ("contest", "zz", "--why", "?", "--by", "b"),
    ):
        assert dateline("ledger", *arguments, db=db).code == 2


def test_a_difference_in_words_and_as_json(dateline: Run, db: str, desk: RecordDesk) -> None:
    """The same changes, each with who, when and why; by number, digest or date."""
    desk.accept(FACTS[0].id, by="ann")
    words = dateline("ledger", "diff", "3", "4", db=db).out
    assert re.search(r"^revision 4 \([0-9a-f]{12}\) of .* UTC by ann: accepted$", words, re.MULTILINE)
    assert f"  fact superseded {FACTS[0].id[:12]} -> " in words
    found = json.loads(dateline("ledger", "diff", "0", desk.revisions(1)[0].id[:7], "--format", "json", db=db).out)
    assert [one["revision"]["number"] for one in found["revisions"]] == [1, 2, 3, 4]
    assert {change["what"] for one in found["revisions"] for change in one["changes"]} == {
        "fact_added",
        "fact_superseded",
    }
    assert json.loads(dateline("ledger", "diff", "2", "2", "--format", "json", db=db).out)["revisions"] == []
    assert dateline("ledger", "diff", "4", "3", db=db).code == 2
    assert dateline("ledger", "diff", "nothing", "3", db=db).code == 2
    by_day = dateline("ledger", "diff", "2024-01-01", "2024-01-02", db=db).out
    assert by_day.count("revision ") == 1
    assert dateline("ledger", "log", "--limit", "2", db=db).out.count("\n") == 2


def test_a_record_that_was_changed_is_named(dateline: Run, db: str, tmp_path: Path) -> None:
    """`verify` is exit status 0 and the newest digest, or 1 and the first revision that is broken."""
    assert dateline("ledger", "verify", db=db).code == 0
    with sqlite3.connect(tmp_path / "small.db") as stranger:
        stranger.execute("DROP TRIGGER revision_no_update")
        stranger.execute("UPDATE revision SET why = 'something else' WHERE seq = 2")
    stranger.close()
    result = dateline("ledger", "verify", db=db)
    assert (result.code, result.out) == (1, "")
    assert "Revision 2 " in result.err


def test_a_fact_that_is_not_found_by_what_it_says_is_named(dateline: Run, db: str, tmp_path: Path) -> None:
    """The second step of `verify`: a line of its own where all is well, else exit status 1 and the first fact."""
    assert " are found by what they say." in dateline("ledger", "verify", db=db).out
    with sqlite3.connect(tmp_path / "small.db") as stranger:
        stranger.execute("DROP TRIGGER statement_part_no_delete")
        stranger.execute("DELETE FROM statement_part WHERE statement = 1")
    stranger.close()
    result = dateline("ledger", "verify", db=db)
    assert (result.code, result.out.count("\n")) == (1, 1)
    assert "What it is found by is not what it says: the fact " in result.err


def test_show_tells_what_was_known_at_a_time(dateline: Run, db: str) -> None:
    """`--known-at` leaves out what was written later."""
    ledger = SqlLedger(db)
    held = tenure("Bo Lind", "SE:president", "2001-01-01", "2002-01-01")
    ledger.record(Batch(facts=[held]), by="ann", why="table", at=MONDAY + timedelta(days=30))
    ledger.close()
    assert dateline("ledger", "show", "SE:president", db=db).code == 0
    assert dateline("ledger", "show", "SE:president", "--known-at", "2024-01-20T00:00:00Z", db=db).code == 1


class Terminal:
    """A review on a terminal of its own."""

    def __init__(self, db: str) -> None:
        self._master, self._slave = pty.openpty()
        self.before = termios.tcgetattr(self._slave)
        review = ["-m", "service.cli", "--db", db, "ledger", "review", "--by", "ann"]
        self._process = subprocess.Popen(  # noqa: S603 - this interpreter with a list built above
            [sys.executable, "-c", TAKE_THE_TERMINAL, *review],
            stdin=self._slave,
            stdout=self._slave,
            stderr=self._slave,
            cwd=ROOT,
            env={**os.environ, "TERM": "xterm", "COLUMNS": "200"},
            start_new_session=True,
        )
        self.seen = ""

    def wait_for(self, words: str) -> None:
        """Read until `words` are shown."""
        end = time.monotonic() + WAIT
        while words not in self.seen:
            assert time.monotonic() < end, self.seen
            if select.select([self._master], [], [], 0.2)[0]:
                self.seen += os.read(self._master, 65_536).decode(errors="replace")
        self.seen = self.seen.split(words, 1)[1]

    def interrupt(self) -> None:
        """Send what Ctrl-C sends; the key itself also drops what the terminal holds, at times the last words said."""
        self._process.send_signal(signal.SIGINT)

    def type(self, keys: str) -> None:
        """Type `keys`, without Enter unless it is one of them."""
        os.write(self._master, keys.encode())

    def end(self) -> int:
        """The exit status; the terminal has to be as it was."""
        code = self._process.wait(WAIT)
        assert termios.tcgetattr(self._slave) == self.before
        os.close(self._master)
        os.close(self._slave)
        return code


def test_on_a_terminal_one_key_decides_without_enter(db: str, desk: RecordDesk) -> None:
    """Arrows and other keys only show what keys there are; questions are answered by lines."""
    terminal = Terminal(db)
    terminal.wait_for("q quit")
    terminal.type("\x1b[A")
    terminal.wait_for("q quit")
    terminal.type("a")
    terminal.wait_for("accepted")
    terminal.wait_for("q quit")
    terminal.type("r")
    terminal.wait_for("why: ")
    terminal.type("a namesake\n")
    terminal.wait_for("refused")
    terminal.wait_for("3 of 3")
    terminal.wait_for("q quit")
    terminal.type("q")
    terminal.wait_for("1 accepted, 1 refused.")
    assert terminal.end() == 0
    assert [state for state, _ in states(desk)] == ["superseded", "closed", "open"]


def test_keys_that_were_typed_ahead_decide_nothing(db: str, desk: RecordDesk) -> None:
    """A key counts for the fact that is shown, not for the one that comes next."""
    terminal = Terminal(db)
    terminal.wait_for("q quit")
    terminal.type("aaaa")
    terminal.wait_for("2 of 3")
    terminal.wait_for("q quit")
    terminal.type("q")
    terminal.wait_for("1 accepted.")
    assert terminal.end() == 0
    assert [state for state, _ in states(desk)] == ["superseded", "open", "open"]


def test_an_interrupted_session_loses_nothing(db: str, desk: RecordDesk) -> None:
    """Ctrl-C ends it with the count of what was decided; the terminal is as it was."""
    terminal = Terminal(db)
    terminal.wait_for("q quit")
    terminal.type("a")
    terminal.wait_for("2 of 3")
    terminal.wait_for("q quit")
    terminal.interrupt()
    terminal.wait_for("1 accepted.")
    assert terminal.end() == 130
    assert [state for state, _ in states(desk)] == ["superseded", "open", "open"]
