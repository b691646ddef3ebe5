"""A service without keys: this machine itself and nobody else."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from service.app import create_app
from tests.api.conftest import ANN
from tests.api.guarded import slug

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from service.bootstrap import Engine
    from service.settings import Settings

READ = "/v1/ledger/revisions"


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8080", "[::1]:8080", "LOCALHOST:1"])
def test_this_machine_is_let_in(client: FlaskClient, host: str) -> None:
    """By any of its own names."""
    assert client.get(READ, headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    ("headers", "address"),
    [
        ({"Host": "rebound.example"}, "127.0.0.1"),
        ({"Host": "127.0.0.1.rebound.example:8080"}, "127.0.0.1"),
        ({"Host": "[::1"}, "127.0.0.1"),
        ({"X-Forwarded-For": "203.0.113.7"}, "127.0.0.1"),
        ({"Forwarded": "for=203.0.113.7"}, "127.0.0.1"),
        ({}, "203.0.113.7"),
        ({}, ""),
    ],
)
def test_others_are_not(client: FlaskClient, headers: dict[str, str], address: str) -> None:
    """A page that renamed the service, a proxy that forwards others, another machine: 403 says what to do."""
    response = client.get(READ, headers=headers, environ_overrides={"REMOTE_ADDR": address})
    assert slug(response) == "forbidden"


def test_on_another_address_nobody_is_let_in_without_a_key(settings: Settings, engine: Engine) -> None:
    """Though no key was ever made, and though the request comes from this machine."""
    client = create_app(replace(settings, host="0.0.0.0"), engine).test_client()  # noqa: S104 - nothing listens
    assert slug(client.get(READ)) == "unauthorized"
    assert client.get("/readyz").status_code == 200


def test_a_page_elsewhere_cannot_write_here(settings: Settings, engine: Engine) -> None:
    """A browser sends unasked what this machine is trusted by, so the page must be of here or of the list."""
    path, doubt = "/v1/ledger/facts/0123456789abcdef/contest", {"why": "a doubt"}
    client = create_app(replace(settings, cors_origins="https://cms.example"), engine).test_client()
    for origin in ("https://evil.example", "null", "http://[", "http://localhost.evil.example", "http://localhost:81"):
        assert slug(client.post(path, json=doubt, headers={**ANN, "Origin": origin})) == "forbidden"
    for origin in ("https://cms.example", "http://localhost"):
        assert client.post(path, json=doubt, headers={**ANN, "Origin": origin}).status_code == 404
