"""Documentation that cannot go stale unnoticed."""

from __future__ import annotations

import os
import re
from dataclasses import fields
from pathlib import Path

import pytest

from scripts import readme_report, rules_page
from service.settings import PREFIX, Settings

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\(([^)#:\s]+)(?:#[^)\s]*)?\)")


def _name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    """Every relative link of every page names a file that is there."""
    targets = LINK.findall(page.read_text(encoding="utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_every_setting_is_documented_with_its_default() -> None:
    """`docs/settings.md` has one row per field of `Settings`, naming the variable and the default."""
    page = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    rows = dict(re.findall(rf"^\| `{PREFIX}(\w+)` \| (.*?) \|", page, flags=re.MULTILINE))
    assert set(rows) == {field.name.upper() for field in fields(Settings)}
    for field in fields(Settings):
        assert rows[field.name.upper()] == (f"`{field.default}`" if field.default else "empty"), field.name


def test_every_rule_is_documented_as_it_is() -> None:
    """`docs/rules.md` is what `scripts/rules_page.py` writes now."""
    assert (ROOT / "docs" / "rules.md").read_text(encoding="utf-8") == rules_page.page()


def test_the_report_in_the_readme_is_what_the_service_answers(tmp_path: Path) -> None:
    """`README.md` shows what `scripts/readme_report.py` writes now, from the starter ledger alone."""
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    assert page == readme_report.with_report(page, f"sqlite:///{tmp_path / 'ledger'}")


def test_every_decision_stands_in_the_index() -> None:
    """The table of decisions lists each page, with the title that the page has."""
    folder = ROOT / "docs" / "decisions"
    index = (folder / "README.md").read_text(encoding="utf-8")
    for page in folder.glob("[0-9]*.md"):
        number, title = page.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ").split(": ", 1)
        assert f"| [{number}]({page.name}) | {title} |" in index


@pytest.mark.parametrize("command", ["start", "test"])
def test_the_two_commands_can_be_run(command: str) -> None:
    """The README's first screen names both commands, and both are executable."""
    first_screen = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()[:40]
    assert f"./{command}" in "\n".join(first_screen)
    assert os.access(ROOT / command, os.X_OK)
