"""Words from outside stay words: in statements of SQL, in headers of answers, in paths of files, in lines of logs."""

from __future__ import annotations

import json
import logging
import zipfile
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from sqlalchemy import inspect

from service.domain.errors import DatelineError
from service.storage import backups
from service.storage.engine import Store
from service.telemetry import logs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask import Flask

    from service.bootstrap import Engine

WORDS = (
    "' OR 1=1 --",
    "'; DROP TABLE statement; --",
    '" UNION SELECT * FROM api_key --',
    "%",
    "_%' ESCAPE '",
    '"a" NEAR "b" * OR ^c:',
    "a\r\nSet-Cookie: evil=1\r\n\r\n<html>",
    "a%0d%0aX-Evil: 1",
    "../../../../etc/passwd",
    "..\\..\\etc\\passwd",
    "/etc/passwd",
    "file:///etc/passwd",
    "{{7919*7907}}${7919*7907}%(asctime)s%n%x{0.__class__}",
    "<script>alert(1)</script>",
    "\u2028\x1b[2J\x9b",
)
SECRETS = ("root:x:0", "62615533", "argon2", "sqlite", "Traceback", 'File "')
PAGES = ("/", "/ledger", "/ledger/facts", "/review", "/history", "/outlets", "/disputes", "/sign-in", "/static/{word}")


def _addresses(site: Flask) -> Iterator[tuple[str, list[str]]]:
    """What is read at: the addresses of the description with the names of their queries, and the pages."""
    document = json.loads(site.test_client().get("/openapi.json").get_data(as_text=True))
    for path, item in document["paths"].items():
        if "get" in item:
            shared = [*item.get("parameters", ()), *item["get"].get("parameters", ())]
            told = [_resolved(document, one) for one in shared]
            yield path, [one["name"] for one in told if one["in"] == "query"]
    for page in PAGES:
        yield page, ["q", "at", "next", "about", "source"]


def _resolved(document: Any, told: Any) -> Any:  # noqa: ANN401 - JSON
    for part in told.get("$ref", "").removeprefix("#/").split("/"):
        document = document[part] if part else document
    return document if "$ref" in told else told


def _filled(path: str, word: str) -> str:
    parts = (quote(word, safe="") if part.startswith("{") else part for part in path.split("/"))
    return "/".join(parts)


@pytest.mark.parametrize("word", WORDS)
def test_no_address_lets_words_become_anything_else(site: Flask, small: Engine, word: str) -> None:
    """As a part of the path or in a query they break nothing, show nothing, set no header and change no row."""
    client = site.test_client()
    client.get("/sign-in")  # the first visit makes the secret of the cookies
    before = _rows(small)
    for path, names in _addresses(site):
        for sent in (_filled(path, word), *(f"{_filled(path, 'a')}?{name}={quote(word, safe='')}" for name in names)):
            answer = client.get(sent)
            assert answer.status_code < 500, sent
            assert not {"x-evil", "set-cookie: evil"} & {name.lower() for name, _ in answer.headers}
            assert not any("evil=1" in value or "\n" in value for value in answer.headers.values()), sent
            if not path.startswith(("/docs", "/openapi", "/metrics")):
                said = answer.get_data(as_text=True)
                assert not [secret for secret in SECRETS if secret in said], sent
                assert "<script>alert(1)" not in said or str(answer.mimetype).endswith("json"), sent
    assert _rows(small) == before


@pytest.mark.parametrize("word", WORDS)
def test_words_in_headers_come_back_in_none(site: Flask, word: str) -> None:
    """What a request says of itself is never written into a header of the answer but in a form of our own."""
    plain = "".join(sign for sign in word if sign.isascii() and sign.isprintable())
    names = ("Traceparent", "Idempotency-Key", "Origin", "Dateline-Actor", "If-None-Match", "Accept", "Prefer")
    client = site.test_client()
    for name in (*names, "Accept-Language", "X-Forwarded-Proto", "X-Forwarded-Host", "Authorization"):
        answer = client.get("/v1/rules", headers={name: plain})
        assert answer.status_code < 500
        assert not [one for one, value in answer.headers.items() if plain and plain in value and len(plain) > 2]


def test_a_search_for_everything_finds_nothing(small: Engine) -> None:
    """A condition that would always hold is a name that nobody has."""
    assert small.show("Ann Vane").facts
    for word in WORDS:
        assert small.show(word).facts == ()


@pytest.mark.parametrize("name", ["../escaped.sqlite", "/escaped.sqlite", "a/../../escaped", "store.sqlite\x00.png"])
def test_a_backup_writes_no_file_but_the_store(tmp_path: Path, name: str) -> None:
    """The names in an archive are compared with the ones that there should be, and never made into paths."""
    folder = tmp_path / "deep" / "deeper"
    folder.mkdir(parents=True)
    archive = folder / "backup.zip"
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr(name, b"evil")
        made.writestr(
            "manifest.json", json.dumps({"format": backups.FORMAT, "kind": "sqlite", "sha256": "0" * 64, "name": name})
        )
    with pytest.raises(DatelineError):
        backups.restore(archive, Store(f"sqlite:///{folder / 'store.sqlite'}"))
    assert [path.name for path in sorted(tmp_path.rglob("*")) if path.is_file()] == ["backup.zip"]


@pytest.mark.parametrize("form", ["json", "text"])
@pytest.mark.parametrize("word", WORDS)
def test_words_make_no_line_of_a_log(site: Flask, form: str, word: str) -> None:
    """An address that is asked for stands in no line, and no line is broken in two."""
    made: logging.Formatter = logs.configuration(form, "info")["formatters"]["line"]["()"]()
    kept: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: kept.append(made.format(record))  # type: ignore[method-assign]
    logger = logging.getLogger("service")
    level = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    try:
        with site.test_client().get(f"/v1/facts/{quote(word, safe='')}?at={quote(word, safe='')}") as answer:
            answer.get_data()
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)
    assert kept
    assert not [line for line in kept if word in line or "evil" in line.lower() or "passwd" in line or "\x1b" in line]
    assert not [line for line in kept if form == "json" and len(line.splitlines()) > 1]


def _rows(engine: Engine) -> dict[str, int]:
    """How many rows each table has; those that note reading itself are left out."""
    store = engine.records()
    with store.reading() as connection:
        names = [name for name in inspect(connection).get_table_names() if "fts" not in name]
        return {
            name: connection.exec_driver_sql(f'SELECT count(*) FROM "{name}"').scalar_one()  # noqa: S608 - names of our own tables
            for name in names
        }
