"""The commands of the contract, their output and their errors."""

from __future__ import annotations

import io
import json
import sys
from typing import TYPE_CHECKING, Any

import pytest

from service.contract.report_schemas import ReadingSchema, ReportSchema

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Result

    Run = Callable[..., Result]

TEXT = (
    "Bridge opens in London\n\n"
    "Prime Minister David Cameron opened the new footbridge on Monday, 12 September 2011.\n\n"
    "Foreign Secretary Dominic Raab was there, too.\n"
)
DATED = ("--published-at", "2011-09-13")


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """A text that names one wrong holder of an office."""
    path = tmp_path / "article.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def report_of(result: Result) -> dict[str, Any]:
    """The JSON report that a command printed."""
    assert (result.code, result.err) == (0, "")
    found: dict[str, Any] = json.loads(result.out)
    assert ReportSchema().validate(found) == {}
    return found


def test_check_tells_people_the_outcome_first(dateline: Run, article: Path) -> None:
    """In a terminal: outcome, score, then the text with its claims marked and the reasons under them."""
    result = dateline("check", article, *DATED)
    assert result.code == 0
    lines = result.out.splitlines()
    assert lines[0] == "Conflicts with the record were found"
    assert lines[1].startswith("Score ")
    assert "Conflicts with the record: " in result.out
    assert "      claimed: " in result.out
    assert "      recorded: " in result.out
    assert "      source: " in result.out
    assert all(line == line.rstrip() for line in lines)


def test_check_prints_the_report_of_the_api(dateline: Run, article: Path) -> None:
    """`--format json` is one line: the report of the contract."""
    report = report_of(dateline("check", article, *DATED, "--format", "json"))
    assert report["outcome"] == "conflicts_found"
    assert report["date"]["used"] == "2011-09-13"


def test_a_request_body_is_a_file_too(dateline: Run, article: Path, tmp_path: Path) -> None:
    """A `.json` file holds a request, and gives the report that options would give."""
    body = tmp_path / "request.json"
    body.write_text(json.dumps({"article": {"text": TEXT, "published_at": "2011-09-13"}}), encoding="utf-8")
    by_body = report_of(dateline("check", body, "--format", "json"))
    by_options = report_of(dateline("check", article, *DATED, "--format", "json"))
    assert {**by_body, "id": None} == {**by_options, "id": None}


def test_an_item_of_a_wire_is_a_file_too(dateline: Run, tmp_path: Path) -> None:
    """A `.json` or `.ninjs` file may hold an item of ninjs, which says itself when it was written."""
    item = {"uri": "urn:item:1", "versionCreated": "2011-09-13T08:00:00Z", "body_text": TEXT}
    for name in ("item.json", "item.ninjs"):
        path = tmp_path / name
        path.write_text(json.dumps(item), encoding="utf-8")
        found = report_of(dateline("check", path, "--format", "json"))
        assert (found["date"]["used"], found["outcome"]) == ("2011-09-13", "conflicts_found")


def test_check_writes_a_page_that_holds_everything(dateline: Run, tmp_path: Path) -> None:
    """`--format html` is one page without scripts or addresses to load, the article's words escaped."""
    path = tmp_path / "article.txt"
    hostile = "\nAda Roe opened the <script>new</script> bridge in Oslo on 3 May 2010.\n"
    path.write_text(TEXT + hostile, encoding="utf-8")
    page = dateline("check", path, *DATED, "--format", "html").out
    assert page.startswith("<!doctype html>")
    assert "<script" not in page
    assert "&lt;script&gt;new" in page
    assert "src=" not in page
    assert "Conflicts with the record" in page


def test_html_files_are_read_as_pages(dateline: Run, tmp_path: Path) -> None:
    """Offsets of an `.html` file point into its HTML, in the character set that the page declares."""
    source = (
        '<meta charset="windows-1252"><h1>Caf\u00e9</h1><p>Prime Minister David Cameron came on 12 September 2011.</p>'
    )
    path = tmp_path / "page.html"
    path.write_bytes(source.encode("windows-1252"))
    report = report_of(dateline("check", path, *DATED, "--format", "json"))
    found = report["time_expressions"][0]
    assert source[found["start"] : found["end"]] == "12 September 2011"


def test_standard_input_is_an_article(dateline: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a file the text comes from standard input; a byte order mark is no part of it."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"\xef\xbb\xbf" + TEXT.encode())))
    report = report_of(dateline("check", *DATED, "--format", "json"))
    assert report["claims"][0]["start"] < 60
    assert report["outcome"] == "conflicts_found"


def test_references_and_closed_checks(dateline: Run, article: Path, tmp_path: Path) -> None:
    """References count without the ledger; in a closed check what they do not say is not in the source."""
    reference = tmp_path / "reference.txt"
    reference.write_text("The new footbridge in London was opened on 12 September 2011.\n", encoding="utf-8")
    options = (article, *DATED, "--reference", reference, "--format", "json")
    alone = report_of(dateline("check", *options, "--no-ledger"))
    assert alone["counts"]["unsupported"] == 0
    closed = report_of(dateline("check", *options, "--closed"))
    assert closed["counts"]["unsupported"] > 0


def test_read_shows_what_the_reader_sees(dateline: Run, article: Path) -> None:
    """`read` prints time expressions, entities and claims, without verdicts."""
    result = dateline("read", article, *DATED)
    found = json.loads(result.out)
    assert ReadingSchema().validate(found) == {}
    assert found["id"] == str(article)
    assert found["claims"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["check", "missing.txt"], "missing.txt cannot be read"),
        (["check", "."], "cannot be read"),
        (["check", "a.txt", "--published-at", "yesterday"], "Must be a date"),
        (["check", "a.txt", "--published-at", "2011-02-30"], "not in the calendar"),
        (["check", "a.txt", "--published-at", "9999-12-31"], "between 1000-01-01 and 9998-12-31"),
        (["ledger", "show", "GB:prime-minister", "--at", "0001-01-01"], "between 1000-01-01 and 9998-12-31"),
        (["check", "a.txt", "--closed", "--no-ledger"], "not allowed with"),
        (["check", "--jsonl", "a.jsonl"], "belong together"),
        (["check", "a.txt", "--jsonl", "a.jsonl", "--out", "b.jsonl"], "not both"),
        (["check", "--jsonl", "missing.jsonl", "--out", "b.jsonl"], "cannot be read"),
        (["check", "a.txt", "--format", "pdf"], "invalid choice"),
        (["ledger", "add", "a.txt"], "--by"),
        (["ledger", "add", "a.txt", "--by", " "], "must not be empty"),
        (["ledger", "add", "missing.txt", "--by", "ann"], "cannot be read"),
        (["serve", "--port", "0"], "positive"),
        (["serve", "--port", "99999"], "Cannot listen"),
        (["frobnicate"], "invalid choice"),
    ],
)
def test_errors_are_one_line_and_exit_2(dateline: Run, arguments: list[str], told: str) -> None:
    """Every mistake is told in one line on standard error, and nothing is printed on standard output."""
    result = dateline(*arguments)
    assert result.code == 2
    assert result.out == ""
    assert result.err.startswith("dateline: ")
    assert result.err.count("\n") == 1
    assert told in result.err


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b"\n \n", "empty"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n", "is not text in UTF-8: byte 0"),
        ("program.txt", b"abc\x00\x01\x02def", "binary"),
        ("latin.txt", "caf\u00e9".encode("latin-1"), "is not text in UTF-8: byte 3"),
        ("page.html", b"<p><br></p>", "markup"),
        ("page2.html", b"<meta charset=nonsense><p>text", "unknown character set"),
        ("request.json", b"{", "line 1"),
        ("request2.json", b'{"article": {"text": 5}}', "/article/text: Not a valid string."),
        ("huge.txt", b"word " * 250_000, "limit is 1,000,000"),
    ],
)
def test_bad_files_are_named(dateline: Run, tmp_path: Path, name: str, content: bytes, told: str) -> None:
    """Empty, binary, wrongly encoded and huge files each get their own sentence."""
    path = tmp_path / name
    path.write_bytes(content)
    result = dateline("check", path)
    assert (result.code, result.out) == (2, "")
    assert result.err.count("\n") == 1
    assert told in result.err


def test_escape_sequences_do_not_reach_the_terminal(dateline: Run, tmp_path: Path) -> None:
    """Control characters of an article are printed as blanks."""
    path = tmp_path / "article.txt"
    path.write_text("Prime Minister David Cameron \x1b[2Jcame to London on 12 September 2011.", encoding="utf-8")
    assert "\x1b" not in dateline("check", path, *DATED).out


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("sqlite:///{folder}/no/such/folder/ledger.sqlite", "cannot be read"),
        ("sqlite:///{folder}/article.txt", "not a database"),
        ("ledger.sqlite", "no SQLAlchemy URL"),
        ("nosuchdatabase://localhost/x", "without a driver"),
    ],
)
def test_a_ledger_out_of_reach_is_one_line(dateline: Run, article: Path, url: str, told: str) -> None:
    """A store that cannot be opened is an error, not a traceback."""
    result = dateline("check", article, db=url.format(folder=article.parent))
    assert (result.code, result.out) == (2, "")
    assert result.err.count("\n") == 1
    assert told in result.err


def test_help_has_examples(dateline: Run) -> None:
    """Each command's help shows how it is used."""
    for command in ("check", "read", "ledger", "serve"):
        result = dateline(command, "--help")
        assert result.code == 0
        assert f"\n  dateline {command}" in result.out
    assert "commands" in dateline().out
    assert dateline("--version").out.startswith("dateline 2")


def test_trusted_articles_go_into_the_ledger_once(dateline: Run, tmp_path: Path) -> None:
    """`ledger add` names what it took; the same file again adds nothing; `stats` and `show` find it."""
    db = f"sqlite:///{tmp_path / 'ledger.sqlite'}"
    path = tmp_path / "trusted.txt"
    path.write_text("President Rudolf Elphberg of Ruritania met Michael Strelsau in London on 3 May 2009.\n")
    add = ("ledger", "add", path, "--by", "ann", "--published-at", "2009-05-04", "--source", "example.org")
    first = dateline(*add, db=db)
    assert first.code == 0
    assert "0 facts added" not in first.out
    assert "0 facts added" in dateline(*add, db=db).out
    assert "example.org" in dateline("ledger", "stats", db=db).out
    assert "Elphberg" in dateline("ledger", "show", "Rudolf Elphberg", db=db).out


def test_the_starter_ledger_can_be_asked(dateline: Run) -> None:
    """Who held an office on a day, by name and by office."""
    by_name = dateline("ledger", "show", "David Cameron", "--at", "2011-09-12")
    assert "Prime Minister" in by_name.out
    by_office = dateline("ledger", "show", "GB:prime-minister", "--at", "2011-09-12")
    assert "David Cameron" in by_office.out
    assert "Gordon Brown" not in by_office.out


def test_something_that_the_ledger_does_not_know_is_told_apart(dateline: Run) -> None:
    """Standard output stays empty, standard error says so, and the exit status is 1."""
    result = dateline("ledger", "show", "Nobody Atall")
    assert (result.code, result.out) == (1, "")
    assert result.err == "dateline: The ledger knows nothing of Nobody Atall.\n"
