"""The fuzz: what its guard sees, what its mutations keep, and that what is kept of it is little."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from contextlib import suppress
from itertools import count
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.domain.errors import DatelineError, TooLargeError
from trials.fuzz import mutations, record
from trials.fuzz.corpus import CORPUS, LONGEST_KEPT, MOST_KEPT, chosen, kept
from trials.fuzz.guard import LURE
from trials.fuzz.running import PATIENCE_BRIEFLY
from trials.fuzz.target import Target, demand
from trials.fuzz.targets import TARGETS
from trials.fuzz.trial import Finding, bench

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parent.parent.parent
NAMES = [target.name for target in TARGETS]
_CALLS = count()


def target(attempt: Callable[[bytes, Path], object]) -> Target:
    """A target that is nothing but this attempt."""
    return Target("made up", "", attempt, list, lambda raw, _: raw, (DatelineError,), seconds=1.0, per_kilobyte=0.0)


def found(attempt: Callable[[bytes, Path], object], raw: bytes = b"x") -> Finding | None:
    """What is found when `attempt` is tried on an input."""
    with bench(target(attempt)) as on:
        return on.tried(raw)


def _hidden(reach: Callable[[], object]) -> None:
    with suppress(Exception):
        reach()


def chance(seed: int) -> Random:
    """Chance that comes out the same."""
    return Random(seed)  # noqa: S311 - nothing is kept secret by it


def _loud(_raw: bytes, _folder: Path) -> object:
    raise ZeroDivisionError


def _grow(_raw: bytes, _folder: Path) -> object:
    return len(b"x" * 300_000_000)


def _spin(_raw: bytes, _folder: Path) -> object:
    began = time.process_time()
    while time.process_time() - began < 20:
        pass
    return None


@pytest.mark.parametrize(
    ("kind", "attempt"),
    [
        ("ZeroDivisionError", _loud),
        ("promise", lambda _raw, _folder: demand(0, "a promise is kept")),
        ("TooSlow", _spin),
        ("TooMuchMemory", _grow),
        ("leak", lambda _raw, _folder: Path(LURE).read_text(encoding="ascii")),
        ("Forbidden", lambda _raw, _folder: Path("/etc/passwd").read_bytes()),
        ("Forbidden", lambda _raw, folder: (folder.parent.parent / "fuzz-test-out").write_bytes(b"x")),
        ("Forbidden", lambda _raw, _folder: (ROOT / "pyproject.toml").open("a")),
        ("Forbidden", lambda _raw, _folder: socket.create_connection(("127.0.0.1", 9), 1)),
        ("Forbidden", lambda _raw, _folder: _hidden(lambda: socket.getaddrinfo("feeds.example", 80))),
        ("Forbidden", lambda _raw, _folder: _hidden(lambda: subprocess.run([sys.executable, "-c", ""], check=False))),
    ],
)
def test_what_is_forbidden_is_found(kind: str, attempt: Callable[[bytes, Path], object]) -> None:
    """Undeclared errors, broken promises, time, memory, files, connections and programs, hidden or not."""
    told = found(attempt)
    assert told is not None
    assert told.kind == kind


@pytest.mark.parametrize(
    "attempt",
    [
        lambda raw, folder: (folder / "own").write_bytes(raw),
        lambda raw, _folder: (_ for _ in ()).throw(TooLargeError(f"{len(raw)} bytes are too many.")),
        lambda _raw, _folder: (ROOT / "README.md").read_text(encoding="utf-8")[:9],
    ],
)
def test_what_is_allowed_is_not(attempt: Callable[[bytes, Path], object]) -> None:
    """Declared errors, files in the folder of the trial, and reading what belongs to the program are fine."""
    assert found(attempt) is None


def test_what_comes_out_otherwise_the_second_time_is_found() -> None:
    """Some inputs are tried twice, and what differs is told; which ones, their checksum says."""
    told = {one.kind for n in range(40) if (one := found(lambda _raw, _folder: next(_CALLS), b"%d" % n))}
    assert told == {"unsteady"}


@pytest.mark.parametrize("name", NAMES)
def test_a_mutation_is_told_by_its_seed(name: str) -> None:
    """The same seed makes the same of an input, so that a run can be repeated; most seeds make something else."""
    one = next(target for target in TARGETS if target.name == name)
    raw = one.seeds()[0]
    made = [one.mutate(raw, chance(seed)) for seed in range(60)]
    assert made == [one.mutate(raw, chance(seed)) for seed in range(60)]
    assert sum(mutated != raw for mutated in made) > 30


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200), st.integers(0, 2**32))
def test_mutations_take_whatever_comes(raw: bytes, seed: int) -> None:
    """No input is too broken to be bent further."""
    for how in (mutations.text, mutations.markup, mutations.structure, mutations.table, mutations.archive):
        for one in (raw, b"[" * (seed % 2_000) + b"]" * (seed % 2_000)):
            assert isinstance(how(one, chance(seed)), bytes)


def test_the_fewest_inputs_that_reach_most_are_chosen() -> None:
    """What adds no step is left out, of two that add the same the shorter one is taken."""
    steps = {b"long but all": {1, 2, 3}, b"a": {1}, b"bb": {1}, b"c" * 900: {1, 2, 3, 4}}
    reached = {raw: frozenset(("x.py", n, n + 1) for n in taken) for raw, taken in steps.items()}
    assert chosen(reached) == [b"long but all", b"c" * 900]


@pytest.mark.parametrize("name", NAMES)
def test_what_is_kept_is_little_and_fine(name: str) -> None:
    """Each target has some small inputs that reach most of it, and the first of them break nothing."""
    inputs = kept(name)
    assert 0 < len(inputs) <= MOST_KEPT
    assert max(path.stat().st_size for path in inputs) <= LONGEST_KEPT
    with bench(next(target for target in TARGETS if target.name == name), PATIENCE_BRIEFLY) as on:
        assert [on.tried(path.read_bytes()) for path in inputs[:4]] == [None] * len(inputs[:4])


def test_every_target_is_kept_and_told_of() -> None:
    """The folders of the kept inputs and the page about the fuzz name the targets that there are."""
    assert sorted(path.name for path in CORPUS.iterdir()) == sorted(NAMES)
    assert set(record.known()) <= set(NAMES)
    assert record.table() in record.PAGE.read_text(encoding="utf-8")
