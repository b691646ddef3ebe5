"""Requests to a running Dateline, of which it is always told what came of them: an answer, or that there was none."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

PROBLEM: Final = "application/problem+json"
PATIENCE_SECONDS: Final = 60.0
"""After which a client gives a request up: a proxy and a service that are well have told it something long before."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a request: the status, 0 where the connection broke or nothing came in time, and how long it took.

    `headers` by their names in lower case.
    """

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def is_done(self) -> bool:
        """Whether what was asked for has been done, and said so."""
        return 200 <= self.status < 300

    @property
    def json(self) -> Any:  # noqa: ANN401 - whatever was answered
        """The decoded body.

        Raises:
            ValueError: where it is no JSON.
        """
        return json.loads(self.body)

    @property
    def problem(self) -> str:
        """The last part of the problem's type, or "" where the body is no problem document of this status."""
        if self.headers.get("content-type", "").partition(";")[0] != PROBLEM:
            return ""
        try:
            told = json.loads(self.body)
            fits = told["status"] == self.status and told["title"]
            return str(told.get("type", "about:blank")).rpartition(":")[2] if fits else ""
        except (ValueError, KeyError, TypeError):
            return ""


@dataclass(frozen=True, slots=True)
class Client:
    """A client of the service at 127.0.0.1:`port`, with a key, or without one where none is asked for."""

    port: int
    key: str = ""
    patience_seconds: float = PATIENCE_SECONDS

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Send a request over a connection of its own and wait for the whole answer."""
        begun = time.monotonic()
        connection = HTTPConnection("127.0.0.1", self.port, timeout=self.patience_seconds)
        sent = {**({"Authorization": f"Bearer {self.key}"} if self.key else {}), **(headers or {})}
        if body is not None:
            sent = {"Content-Type": "application/json", **sent}
        try:
            connection.request(method, path, body, sent)
            answer = connection.getresponse()
            found = answer.read()
        except (OSError, HTTPException):
            return Answer(0, seconds=time.monotonic() - begun)
        finally:
            connection.close()
        named = {name.lower(): value for name, value in answer.getheaders()}
        return Answer(answer.status, found, named, time.monotonic() - begun)
