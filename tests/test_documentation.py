"""Documentation that cannot go stale unnoticed."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from dataclasses import fields
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from scripts import coverage_page, readme_report, rules_page
from service import pipeline
from service.checking.rules import RULES
from service.domain.bodies import bodies
from service.domain.countries import countries
from service.domain.text import Article
from service.domain.time import ClaimTime, Extent, Granularity, Interval
from service.domain.verdicts import Label
from service.ledger import importers, starter
from service.ledger.importers import articles
from service.ledger.sql import SqlLedger
from service.ledger.tables import METADATA
from service.reading.article import prepare
from service.reading.extractors import EXTRACTORS
from service.records.tables import METADATA as RECORDS
from service.settings import PREFIX, Settings
from tests.checking.builders import title, verdict_on

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
EXAMPLE = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
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
        assert rows[field.name.upper()] == ("empty" if field.default == "" else f"`{field.default}`"), field.name


def test_every_table_is_documented() -> None:
    """`docs/data-model.md` has a row for each table of the ledger and of the records, and for no other."""
    page = (ROOT / "docs" / "data-model.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([a-z_]+)` \| ", page, flags=re.MULTILINE)
    assert sorted(rows) == sorted([*METADATA.tables, *RECORDS.tables])


def test_every_rule_is_documented_as_it_is() -> None:
    """`docs/rules.md` is what `scripts/rules_page.py` writes now."""
    assert (ROOT / "docs" / "rules.md").read_text(encoding="utf-8") == rules_page.page()


@pytest.mark.parametrize("name", coverage_page.PAGES)
def test_what_the_starter_ledger_covers_is_documented_as_it_is(name: str) -> None:
    """The pages and the picture are what `python -m scripts.coverage_page` writes now from the files that ship."""
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == coverage_page.PAGES[name]()


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


def test_the_readme_names_all_whose_offices_the_starter_ledger_holds() -> None:
    """Every country and body of the starter ledger stands in the README."""
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    known = {office.jurisdiction for office in starter.batch().offices}
    names = {code: (code, *spellings[:1]) for code, spellings in bodies().items()}
    names.update({code: (country.name.removeprefix("the "),) for code, country in countries().items()})
    assert {code for code in known if not any(name in page for name in names[code])} == set()


@pytest.mark.parametrize("arguments", [["foo"], ["stop", "now"], ["--fast"]])
def test_start_refuses_what_it_does_not_know(arguments: list[str]) -> None:
    """An unknown argument starts nothing: usage on standard error, exit status 2."""
    done = subprocess.run([ROOT / "start", *arguments], capture_output=True, text=True, check=False)  # noqa: S603 - a fixed list, no shell: a script of this repository
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("usage: ./start")


def test_a_taken_port_is_told() -> None:
    """The next free port is printed, and on standard error that the wanted one is taken."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        command = [sys.executable, str(ROOT / "scripts" / "free_port.py"), str(taken)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - a fixed list, no shell: a script of this repository
    assert int(done.stdout) > taken
    assert done.stderr == f"Port {taken} is taken; using {int(done.stdout)} instead.\n"


@pytest.fixture
def example() -> Callable[[str], dict[str, Any]]:
    """What the example of `docs/extending.md` that defines a name defines; each is run by itself."""
    defined: list[dict[str, Any]] = []
    for words in EXAMPLE.findall((ROOT / "docs" / "extending.md").read_text(encoding="utf-8")):
        defined.append({})
        exec(words, defined[-1])  # noqa: S102 - the examples of docs/extending.md, committed here, must run
    return lambda name: next(names for names in defined if name in names)


def test_the_extractor_of_the_page_on_extending_works(
    example: Callable[[str], dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With its line in the tuple its claims stand among the others."""
    monkeypatch.setattr("service.reading.claims.EXTRACTORS", (example("extract")["extract"], *EXTRACTORS))
    reading = pipeline.read(prepare(Article(text="In Zenda it rained on 3 May 2011.")))
    (claim,) = [claim for claim in reading.claims if claim.extractor == "weather"]
    assert claim.proposition.time is not None
    assert claim.proposition.time.interval.start == date(2011, 5, 3)


def test_the_rule_of_the_page_on_extending_works(
    example: Callable[[str], dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With its line in the tuple it convicts where its docstring says so, and only there."""
    monkeypatch.setattr("service.checking.judgement.RULES", (*RULES, example("long_reign")["long_reign"]))
    long = ClaimTime(Interval(date(1800, 1, 1), date(1951, 1, 1)), Granularity.OPEN, extent=Extent.THROUGHOUT)
    assert verdict_on(title("Anna Rassendyll", "Mayor", "mayor", "XX", long)).label is Label.CONTRADICTED
    assert verdict_on(title("Anna Rassendyll", "Mayor", "mayor", "XX", "1900")).label is Label.NOT_ENOUGH_INFO


def test_the_importer_of_the_page_on_extending_works(
    example: Callable[[str], dict[str, Any]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """With its line in the tuple it reads its table, once."""
    made = example("COLUMNS")
    bridges = importers.Importer("bridges", made["COLUMNS"], made["read"], "when bridges were opened")
    monkeypatch.setattr(importers, "IMPORTERS", (*importers.IMPORTERS, bridges))
    table = tmp_path / "bridges.csv"
    table.write_text("bridge,opened,register\nZenda Bridge,1904-05-03,register\nOld Bridge,May,register\n", "utf-8")
    ledger = SqlLedger(f"sqlite:///{tmp_path / 'ledger.db'}")
    ledger.prepare(starter=False)
    for added, known in ((1, 0), (0, 1)):
        report = importers.import_table("bridges", table, ledger, by="ada", at=datetime(2024, 1, 1, tzinfo=UTC))
        assert (report.added, report.already_known, len(report.refused)) == (added, known, 1)


def test_the_format_of_the_page_on_extending_works(
    example: Callable[[str], dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With its line in the tuple it reads its files, and no others."""
    made = example("WHAT")
    telegram = SimpleNamespace(**{name: made[name] for name in ("NAME", "WHAT", "recognises", "read")})
    monkeypatch.setattr(articles, "FORMATS", (telegram, *articles.FORMATS))
    (item,) = articles.read_items(b"TELEGRAM ZENDA 1904-05-03\nThe bridge was opened.", "old.txt")
    assert isinstance(item, articles.Item)
    assert item.article is not None
    assert (item.article.text, item.article.published_on) == ("The bridge was opened.", date(1904, 5, 3))
    other = articles.format_of(articles.Incoming(b"A letter.", "old.txt"))
    assert other is not None
    assert other.NAME == "text"
