"""Nothing fetches: no address in anything that is sent, and no name, is ever looked up or connected to.

Three ways of looking: a server on loopback that every hostile file names, which libraries in C would reach as well;
Python's own audit of sockets; and the source, in which one module alone can open a connection for itself.
"""

from __future__ import annotations

import ast
import socket
import sys
import threading
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from service.desks.outgoing import Outgoing
from service.domain.errors import DatelineError, RefusedInputError
from tests.security.canary import canary, files, pages
from tests.security.conftest import NOW

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

    from service.bootstrap import Engine
    from tests.security.canary import Canary

ROOT = Path(__file__).parents[2]
REACHING = frozenset({
    "aiohttp", "ftplib", "http.client", "httpx", "imaplib", "poplib", "requests", "smtplib", "socket", "ssl",
    "telnetlib", "urllib.request", "urllib3", "xmlrpc",
})  # fmt: skip
"""What a connection can be opened with."""
ALLOWED = {
    "service/desks/outgoing.py": {"urllib3"},
    "service/cli/commands.py": {"socket"},  # asks whether a port is free, and connects to nothing
}
_LOOKING = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "urllib.Request")


class _Audit:
    """Notes what Python does with sockets while it is on; an audit hook can never be taken away again."""

    def __init__(self) -> None:
        self.noted: list[tuple[str, str]] = []
        self._thread: int | None = None
        sys.addaudithook(self._seen)

    def _seen(self, event: str, given: tuple[Any, ...]) -> None:
        if self._thread == threading.get_ident() and event.startswith(_LOOKING):
            self.noted.append((event, str(given[-1:])))

    @contextmanager
    def on(self) -> Iterator[None]:
        """Notes what this thread does."""
        self.noted.clear()
        self._thread = threading.get_ident()
        try:
            yield
        finally:
            self._thread = None


@pytest.fixture(scope="module")
def audit() -> _Audit:
    """The audit of this process."""
    return _Audit()


@pytest.fixture(scope="module")
def nobody() -> Iterator[Canary]:
    """Where nobody should come."""
    with canary() as made:
        yield made


def test_the_audit_and_the_canary_notice(audit: _Audit, nobody: Canary) -> None:
    """A connection would be seen by both, so that the tests below can fail."""
    with audit.on(), socket.create_connection(("127.0.0.1", int(nobody.address.rpartition(":")[2]))) as guest:
        guest.sendall(b"test")
        guest.recv(100)
    assert {event for event, _ in audit.noted} >= {"socket.connect", "socket.getaddrinfo"}
    assert nobody.came.pop() == b"test"


@pytest.mark.parametrize("closed", [False, True])
def test_a_check_fetches_nothing(site: Flask, audit: _Audit, nobody: Canary, closed: bool) -> None:
    """Neither an article nor its references whose addresses, metadata and markup all name a server."""
    at = nobody.address
    for page in pages(at):
        article = {"html": page, "url": f"{at}/story", "source": nobody.host, "published_at": "2010-06-05"}
        reference = {"html": page, "url": f"{at}/reference", "source": nobody.host}
        with audit.on():
            answer = site.test_client().post(
                "/v1/check", json={"article": article, "references": [reference], "closed": closed}
            )
        assert answer.status_code in {200, 422}
        assert audit.noted == []
    assert nobody.came == []


def test_no_format_fetches_anything(small: Engine, audit: _Audit, nobody: Canary) -> None:
    """Feeds, wires, pages, exports and Word documents that name a server in every place are read from their bytes."""
    read = 0
    for name, raw in files(nobody.address):
        with audit.on():
            try:
                for item in small.articles_in(raw, name) or ():
                    article = getattr(item, "article", None)
                    if article is not None:
                        small.read(article)
                        read += 1
            except DatelineError:
                pass
        assert audit.noted == [], name
    assert nobody.came == []
    assert read >= 6


def test_a_trusted_article_fetches_nothing(small: Engine, audit: _Audit, nobody: Canary) -> None:
    """What is read into the ledger is read as it was sent."""
    article = next(iter(small.articles_in(pages(nobody.address)[0].encode(), "page.html") or ()))
    with audit.on():
        list(small.take_in([article], "ann", nobody.host, date(2010, 6, 5)))
    assert (audit.noted, nobody.came) == ([], [])


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost:8080/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://0/",
        "http://169.254.169.254/latest/meta-data/",
        "http://desk.example.127.0.0.1.nip.example/",
        "https://desk.example./",
        "https://desk.example%2eevil.test/",
        "https://desk.example\\@evil.test/",
        "https://evil.test/https://desk.example/",
        "https://DESK.EXAMPLE.evil.test/",
        "//desk.example/",
        "gopher://desk.example/",
        "unix:///var/run/docker.sock",
    ],
)
def test_a_webhook_reaches_no_address_within(audit: _Audit, url: str) -> None:
    """Any origin but those of the operator is refused before its name is looked up."""
    with audit.on(), pytest.raises(RefusedInputError):
        Outgoing(["https://desk.example"]).post(url, "{}", "msg", "whsec_c2VjcmV0", NOW)
    assert audit.noted == []


def test_no_proxy_of_the_environment_is_asked(monkeypatch: pytest.MonkeyPatch, nobody: Canary) -> None:
    """Whoever can set a variable for other programs does not thereby receive messages."""
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, nobody.address)
    answered = Outgoing(["http://127.0.0.1:1"]).post("http://127.0.0.1:1/", "{}", "msg", "whsec_c2VjcmV0", NOW)
    assert answered.status is None
    assert nobody.came == []


def test_one_module_alone_can_open_a_connection() -> None:
    """Besides it, and the drivers of the database and of the queue, nothing here imports what connects."""
    found: dict[str, set[str]] = {}
    for path in sorted(path for package in ("service", "models") for path in (ROOT / package).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = (
                [alias.name for alias in node.names]
                if isinstance(node, ast.Import)
                else [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
                if isinstance(node, ast.ImportFrom)
                else []
            )
            if used := {name for name in names if name in REACHING or name.split(".")[0] in REACHING - {"http"}}:
                found.setdefault(path.relative_to(ROOT).as_posix(), set()).update(used)
    assert found == ALLOWED
