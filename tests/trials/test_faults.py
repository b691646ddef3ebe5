"""The suite of faults: every fault is registered, and the page says of each what the suite found."""

from __future__ import annotations

import itertools
import json
import re
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from trials import load
from trials.acts import Act, Operation, Quiet
from trials.charts import Panel, svg
from trials.client import Answer
from trials.faults import trial
from trials.faults.__main__ import OUTCOMES
from trials.faults.fault import Fault
from trials.faults.page import table
from trials.faults.registry import FAULTS
from trials.faults.trial import Tried, is_calm, tried
from trials.load import Heard, Outcome, Tally
from trials.notes import Noted, digest
from trials.page import PAGE, put

if TYPE_CHECKING:
    from collections.abc import Callable

    from trials.notes import Notes

ROOT = Path(__file__).parent.parent.parent


def test_every_fault_is_registered_once() -> None:
    """Each file that defines a fault has its line in the registry, and no name is given twice."""
    folder = ROOT / "trials" / "faults"
    files = [file.stem for file in folder.glob("*.py") if re.search(r"^FAULT = ", file.read_text(), re.MULTILINE)]

    assert len(FAULTS) == len(files)
    assert len({fault.name for fault in FAULTS}) == len(FAULTS)


def test_every_kind_has_one_in_the_short_form() -> None:
    """What is asked for is struck in every build: API, worker, broker, primary, disk, network and clock."""
    short = {fault.kind for fault in FAULTS if fault.is_short}

    assert short >= {"api", "worker", "broker", "primary", "disk", "network", "clock"}


def test_the_page_tells_what_was_found() -> None:
    """`docs/reliability.md` holds the table of the kept outcomes, and a row for every fault."""
    kept = json.loads(OUTCOMES.read_text(encoding="utf-8"))

    assert set(kept) == {fault.name for fault in FAULTS}
    assert table(kept) in PAGE.read_text(encoding="utf-8")


def test_no_promise_was_broken() -> None:
    """Nothing acknowledged was lost, nothing wrong was answered, and stack and load got over every fault."""
    kept = json.loads(OUTCOMES.read_text(encoding="utf-8"))

    broken = [
        name
        for name, one in kept.items()
        if one["lost"]
        or one["wrong"]
        or one["signs"]
        or one["failed"]
        or not one["well"]
        # Rows from before recovery of the load was asked for do not tell of it.
        or not one.get("calm", True)
        or not one.get("acknowledged_after", 1)
    ]
    assert not broken


KEPT = Tried(
    fault="api-killed",
    on="2026-11-22",
    ended=8.0,
    refused_last=3.0,
    well=30.0,
    calm=True,
    answers={"done": 400, "refused": 1, "broken": 0, "pending": 0, "wrong": 0},
    refusals={"502 bad-gateway": 1},
    acknowledged={"fact": 20, "report": 30},
    acknowledged_after=25,
    lost=[],
    lost_count=0,
    wrong=[],
    wrong_count=0,
    unacknowledged=0,
    signs=[],
    signs_count=0,
)
"""A fault after which every promise was kept."""


@pytest.mark.parametrize(
    "change",
    [
        {"well": None},
        {"calm": False},
        {"acknowledged_after": 0},
        {"lost_count": 1},
        {"wrong_count": 1},
        {"signs_count": 1},
        {"failed": "nsenter: no such process"},
    ],
    ids=str,
)
def test_each_promise_is_demanded(change: dict[str, Any]) -> None:
    """Not held where the load did not get over it or nothing was acknowledged since, as where something was lost."""
    assert KEPT.held
    assert not replace(KEPT, **change).held


@pytest.mark.parametrize(
    ("failed_at", "calm"),
    [(None, True), (12.0, True), (13.0, False), (20.0, False), (60.0, False)],
)
def test_a_load_is_calm_only_without_failures(failed_at: float | None, *, calm: bool) -> None:
    """Eight seconds without one; what hung while the wait lasted and broke after it (at 60) breaks the calm as well."""
    tally = Tally([Heard(1.0, 1.0, "check", Outcome.DONE, "200")])
    if failed_at is not None:
        tally.add(Heard(11.0, failed_at, "fact", Outcome.BROKEN, "no answer"))

    assert is_calm(tally, 10.0, 20.0) is calm


class _Struck:
    """A stack and its client in one: facts are taken in until it is struck, and refused from then until it is healed.

    What is `broken` besides forgets what it took in, answers 500 once it is struck and has bad lines in its log.
    """

    def __init__(self, *, heals: bool, broken: bool = False) -> None:
        self.is_struck, self.heals, self.broken = False, heals, broken

    def client(self) -> _Struck:
        """A client of it."""
        return self

    def ask(self, method: str, path: str, _body: bytes | None = None, _headers: object = None) -> Answer:
        """Its answer to a fact, or to the question for one."""
        if method == "GET":
            return Answer(404) if self.broken else Answer(200, json.dumps({"quote": path.rpartition("/")[2]}).encode())
        if self.is_struck and self.broken:
            return Answer(500)
        if self.is_struck:
            problem = json.dumps({"type": "urn:x:not-ready", "title": "Not ready", "status": 503}).encode()
            return Answer(503, problem, {"content-type": "application/problem+json", "retry-after": "0"})
        return Answer(201)

    def strike(self, _stack: object) -> Callable[[], None]:
        """Strike it."""
        self.is_struck = True
        return self.heal

    def heal(self) -> None:
        """End what struck it; it gets over that where it heals."""
        self.is_struck = not self.heals

    def wait_well(self, _seconds: float) -> bool:
        """Its containers are well, whatever it answers."""
        return True

    def logs(self, _since: float) -> list[str]:
        """Lines that no fault excuses."""
        return ['{"status": 500}'] * 300 if self.broken else []


def _fact(number: int, _quiet: Quiet, _notes: Notes) -> Act:
    name = f"f{number}"
    return Act("POST", "/v1/ledger/facts", note=lambda _, notes: notes.add(Noted("fact", name, digest(name))))


@pytest.fixture
def try_on(monkeypatch: pytest.MonkeyPatch) -> Callable[[_Struck], Tried]:
    """Tries a fault on a stack, under a load of facts, in little time."""
    monkeypatch.setattr(load, "OPERATIONS", (Operation("fact", 1.0, _fact),))
    for name, seconds in {"_BEFORE_SECONDS": 0.6, "_CALM_SECONDS": 1.2, "_CALM_WITHIN_SECONDS": 2.0}.items():
        monkeypatch.setattr(trial, name, seconds)

    def attempt(stack: _Struck) -> Tried:
        fault = Fault("made-up", "api", "struck", "by hand", stack.strike, seconds=0.2)
        return tried(stack, fault, Quiet("", {}, {}), itertools.count())  # type: ignore[arg-type]

    return attempt


def test_a_load_that_is_refused_for_ever_is_no_recovery(try_on: Callable[[_Struck], Tried]) -> None:
    """Containers that are well and nothing lost are not enough: nothing was acknowledged since."""
    found = try_on(_Struck(heals=False))

    assert found.well is not None
    assert not any((found.lost, found.wrong, found.signs, found.failed))
    assert found.acknowledged["fact"] > found.acknowledged_after == 0
    assert not found.held


def test_writes_since_the_end_are_counted(try_on: Callable[[_Struck], Tried]) -> None:
    """Those of before and those of after are told apart, and the load was calm."""
    found = try_on(_Struck(heals=True))

    assert found.calm
    assert 0 < found.acknowledged_after < found.acknowledged["fact"]
    assert found.held


def test_all_are_counted_of_which_some_are_kept(
    try_on: Callable[[_Struck], Tried], monkeypatch: pytest.MonkeyPatch
) -> None:
    """However few samples are kept, the numbers are those of all that was lost or wrong, and of every bad line."""
    monkeypatch.setattr(load, "_MOST_SAMPLES", 2)
    monkeypatch.setattr(trial, "_MOST_SAMPLES", 2)

    found = try_on(_Struck(heals=False, broken=True))

    assert [len(found.lost), len(found.wrong), len(found.signs)] == [2, 2, 2]
    assert found.lost_count == found.answers["done"] > 2
    assert found.wrong_count == found.answers["wrong"] > 2
    assert found.signs_count == 300
    assert not found.held


def test_the_table_tells_all_and_not_the_samples() -> None:
    """Counts of all, writes since the end, and whether the load got over it."""
    one = replace(
        KEPT,
        calm=False,
        acknowledged_after=0,
        lost=["fact f1"] * 20,
        lost_count=120,
        wrong=["check: 500"] * 20,
        wrong_count=340,
        signs=["Traceback"] * 20,
        signs_count=60,
    )

    row = table({"api-killed": asdict(one)}).splitlines()[-1]

    assert row.endswith("| 400, 1, 0 | 50 (0 since it ended) | 120 | 400 | 3 s, not over | 30 s |")


def test_a_row_of_before_is_shown_as_it_is() -> None:
    """Without the counts, what was kept is counted; nothing is said of what was not asked."""
    new = {"calm", "acknowledged_after", "lost_count", "wrong_count", "signs_count"}
    one = {name: value for name, value in asdict(KEPT).items() if name not in new} | {"wrong": ["a", "b"]}

    row = table({"api-killed": one}).splitlines()[-1]

    assert row.endswith("| 400, 1, 0 | 50 | 0 | 2 | 3 s | 30 s |")


def test_a_section_is_written_between_its_marks(tmp_path: Path) -> None:
    """What stands around a section stays, and a page without it is refused."""
    page = tmp_path / "page.md"
    page.write_text("before\n<!-- faults: by hand -->\nold\n<!-- faults end -->\nafter\n", encoding="utf-8")

    put(page, "faults", "| a \\1 |")

    assert page.read_text(encoding="utf-8") == (
        "before\n<!-- faults: by hand -->\n| a \\1 |\n<!-- faults end -->\nafter\n"
    )
    with pytest.raises(ValueError, match="soak"):
        put(page, "soak", "")


def test_a_picture_holds_every_line() -> None:
    """Each line of each panel is drawn and named with where it begins and ends; a name is no markup."""
    drawn = svg("An hour", [Panel("Memory", "MB", {"api <1>": [(0, 100.0), (60, 120.0)], "b": [(0, 1.0)]})])

    assert drawn.count("<polyline") == 2
    assert "api &lt;1&gt;: 100 to 120 MB" in drawn
