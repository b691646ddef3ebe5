"""The example of docs/method.md is reckoned again, by the service and by the test's own code."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from service.domain.outlets import Counted
from service.records.checker_errors import MEASURED
from service.records.outlet_method import Prior, record
from tests.records.by_hand import by_hand

PAGE = (Path(__file__).parents[2] / "docs" / "method.md").read_text(encoding="utf-8")
DAY = date(2026, 7, 1)
ROW = re.compile(r"^\| (\d+) \| (\w+) \| (\S+) \| (\w+) \| (\S+) \| (\w+) \| (\d*) ?\| (\S+) \|$", re.MULTILINE)
FIGURE = re.compile(r"^\| (\w+)(?:\.(\w+))? \| (0\.\d{4}|12\.\d{4}) \|$", re.MULTILINE)
ROWS = ROW.findall(PAGE)
FIGURES = {(name, part): float(value) for name, part, value in FIGURE.findall(PAGE)}


def claims() -> list[Counted]:
    """The claims of the table."""
    return [
        Counted(
            name=name,
            article=article,
            origin=instead or name,
            event=name,
            published_on=date.fromisoformat(day),
            conflict=verdict == "contradicted",
            linking=float(linking),
            central=place == "lead",
        )
        for name, article, day, place, linking, verdict, instead, _ in ROWS
    ]


def test_the_page_has_the_example() -> None:
    """Eighteen claims and eight figures are read from it."""
    assert len(ROWS) == 18
    assert len(FIGURES) == 8


def test_the_service_comes_to_the_figures_of_the_page() -> None:
    """Each figure of the example is what the method gives, to the digits that are printed."""
    found = record(claims(), DAY)
    assert found.conflicts is not None
    assert found.agreement is not None
    for (name, part), value in FIGURES.items():
        told = getattr(getattr(found, name) if part else found.tally, part or name)
        assert told == pytest.approx(value, abs=5.1e-5), name
    before = {one.claim.name: one for one in found.tally.weighed}
    for name, *_, instead, weight in ROWS:
        scale = 0.74018 if before[name].claim.article == "bridge" else 1.0
        assert before[name].weight / scale == pytest.approx(float(weight), abs=1e-4)
        assert before[name].instead == instead


def test_whoever_follows_the_page_comes_to_the_same() -> None:
    """The figures come out by code that shares nothing with the service, from the counts that the page prints."""
    counts = [tuple(map(int, pair)) for pair in re.findall(r"(\d+) of (\d+)", PAGE.split("## An example")[0])][:4]
    parts = (MEASURED.false_conflicts, MEASURED.conflicts_found, MEASURED.wrong_decided, MEASURED.right_decided)
    assert counts == [(part.some, part.all) for part in parts]
    names = ("false_conflicts", "conflicts_found", "wrong_decided", "right_decided")
    checker = {name: {"some": some, "all": all_} for name, (some, all_) in zip(names, counts, strict=True)}
    severity = {"lead": "1", "background": "0.5"}
    rows = [
        {
            "article": article,
            "published_at": day,
            "severity": severity[place],
            "linking": linking,
            "verdict": verdict,
            "counts_for_it": instead,
            "aside": "",
        }
        for _, article, day, place, linking, verdict, instead, _ in ROWS
    ]
    prior = Prior()
    told = by_hand(rows, DAY, {"conflicts": prior.conflicts, "agreements": prior.agreements}, checker)
    for (name, part), value in FIGURES.items():
        assert (told[name][part] if part else told[name]) == pytest.approx(value, abs=5.1e-5), name
