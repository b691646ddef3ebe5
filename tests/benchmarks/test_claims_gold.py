"""The annotated articles of `benchmarks/claims`."""

from __future__ import annotations

import copy
import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

FOLDER = Path(__file__).parents[2] / "benchmarks" / "claims"
Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def check() -> ModuleType:
    """The checker, which stands alone and is no module of a package."""
    spec = importlib.util.spec_from_file_location("claims_check", FOLDER / "check.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def gold(check: ModuleType) -> tuple[Rows, Rows]:
    """Texts and claims, to be damaged."""
    return copy.deepcopy((check.rows(FOLDER / "texts.jsonl"), check.rows(FOLDER / "claims.jsonl")))


def test_annotation_is_sound_and_its_test_half_frozen(check: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    """Every offset, date, identity and half holds, and the test half is the one whose digest was taken."""
    status = check.main(FOLDER)
    assert status == 0, capsys.readouterr().out


def _shift(_texts: Rows, claims: Rows) -> None:
    claims[0]["claim_start"] += 1


def _leave(_texts: Rows, claims: Rows) -> None:
    claims[1]["sent_end"] -= 1


def _repeat(_texts: Rows, claims: Rows) -> None:
    claims[2]["id"] = claims[3]["id"]


def _reverse(_texts: Rows, claims: Rows) -> None:
    claims[4]["time"].update(start="2011-05-09", end="2011-05-01", granularity="open")


def _invent(_texts: Rows, claims: Rows) -> None:
    claims[5]["time"]["start"] = "2011-02-30"


def _refine(_texts: Rows, claims: Rows) -> None:
    claims[6]["time"].update(start="2011-05-01", end="2011-05-31", granularity="day")


def _unbalance(texts: Rows, _claims: Rows) -> None:
    texts[0]["half"] = "test"


def _orphan(_texts: Rows, claims: Rows) -> None:
    claims[7]["text_id"] = "nothing-99"


def _vacate(_texts: Rows, claims: Rows) -> None:
    next(claim for claim in claims if claim["kind"] == "office")["office"] = None


@pytest.mark.parametrize("damage", [_shift, _leave, _repeat, _reverse, _invent, _refine, _unbalance, _orphan, _vacate])
def test_every_kind_of_damage_is_found(
    check: ModuleType, gold: tuple[Rows, Rows], damage: Callable[[Rows, Rows], None]
) -> None:
    """A span, sentence, identity, date, half or office that is wrong is named."""
    texts, claims = gold
    assert not list(check.problems(texts, claims))
    damage(texts, claims)
    assert list(check.problems(texts, claims))
