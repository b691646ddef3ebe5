"""Whatever is wrong, the answer is a problem document that says what."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest

from service.app import create_app
from service.bootstrap import Engine
from service.contract.report_schemas import ProblemSchema
from service.settings import Settings
from tests.api.conftest import SMALL_BODY

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse


def problem(response: TestResponse, status: int) -> dict[str, Any]:
    """The problem document of a response, which must be one."""
    assert response.status_code == status
    assert response.mimetype == "application/problem+json"
    found: dict[str, Any] = response.get_json(force=True)
    assert ProblemSchema().validate(found) == {}
    assert found["status"] == status
    return found


def chunked(client: FlaskClient, body: bytes) -> TestResponse:
    """The answer to a body that is sent in chunks, without a length."""
    return client.post(
        "/v1/check",
        input_stream=io.BytesIO(body),
        content_type="application/json",
        environ_overrides={"wsgi.input_terminated": True, "HTTP_TRANSFER_ENCODING": "chunked"},
    )


@pytest.mark.parametrize(
    ("body", "status", "told"),
    [
        (b"", 400, "empty"),
        (b"not json", 400, "not JSON"),
        (b'{"article": {"text": "a"}, "article": {}}', 400, "twice"),
        (b'{"article": NaN}', 400, "NaN"),
        (b'{"a":' * 20_000, 400, "nested"),
        (b'{"article": {"text": "caf\xe9"}}', 400, "UTF-8"),
        ('{"article": {"text": "a"}}'.encode("utf-16"), 400, "UTF-8"),
        (b'{"article": {"text": "\\ud800"}}', 400, "surrogate"),
        (b"[]", 422, "shape"),
        (b'{"article": {"text": 5}}', 422, "shape"),
        (b'{"article": {"text": ""}}', 422, "empty"),
        (b'{"article": {"text": " \\n "}}', 422, "empty"),
        (b'{"article": {"text": "\\u0000\\u0001"}}', 422, "binary"),
        (b'{"article": {"text": "a", "source": "a\\u0000"}}', 422, "/article/source"),
        (b'{"article": {"text": "a", "title": "\\u0000"}}', 422, "U+0000"),
        (b'{"article": {"ninjs": {"uri": "a", "headline": "\\u0000", "body_text": "A."}}}', 422, "/article/ninjs"),
        (b'{"article": {"html": "<p><br></p>"}}', 422, "markup"),
        (b'{"article": {"html": "' + b"<b>" * 30_000 + b'"}}', 422, "markup"),
        (b'{"article": {"text": "' + b"a " * 15_000 + b'"}}', 413, "20,000"),
    ],
)
def test_bad_bodies_are_named(client: FlaskClient, body: bytes, status: int, told: str) -> None:
    """Each kind of bad input has its own status and sentence."""
    response = client.post("/v1/check", data=body, content_type="application/json")
    assert told in str(problem(response, status))


def test_faults_are_pointed_at(client: FlaskClient) -> None:
    """A fault comes with a JSON pointer, also where only reading finds it."""
    wrong = problem(client.post("/v1/check", json={"article": {"text": "a", "kind": "ode"}, "ledger": 0}), 422)
    assert {fault["pointer"] for fault in wrong["errors"]} == {"/article/kind", "/ledger"}
    empty = problem(
        client.post("/v1/check", json={"article": {"text": "It is open."}, "references": [{"text": " "}]}), 422
    )
    assert [fault["pointer"] for fault in empty["errors"]] == ["/references/0"]


def test_a_body_over_the_limit_is_refused(client: FlaskClient) -> None:
    """413 before anything is read, with and without a declared length."""
    body = b'{"article": {"text": "' + b"a" * SMALL_BODY + b'"}}'
    problem(client.post("/v1/check", data=body, content_type="application/json"), 413)
    problem(chunked(client, body), 413)


def test_a_chunked_body_is_read(client: FlaskClient) -> None:
    """A body of no declared length is read to its end."""
    assert chunked(client, b'{"article": {"text": "The bridge is open."}}').status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Content-Type": "text/plain"},
        {"Content-Type": "application/json; charset=latin-1"},
        {"Content-Type": "application/json", "Content-Encoding": "gzip"},
        {},
    ],
)
def test_only_json_in_utf_8_is_taken(client: FlaskClient, headers: dict[str, str]) -> None:
    """Another media type, charset or encoding is 415."""
    problem(client.post("/v1/check", data=b'{"article": {"text": "a"}}', headers=headers), 415)


def test_addresses_and_methods(client: FlaskClient) -> None:
    """404 and 405 are problems too, and 405 names the methods there are."""
    problem(client.get("/v2/check"), 404)
    problem(client.get("/static/x"), 404)
    problem(client.get("/v1//rules"), 404)
    response = client.get("/v1/check")
    problem(response, 405)
    assert "POST" in response.headers["Allow"]
    problem(client.delete("/healthz"), 405)


def test_nothing_is_looked_for_that_no_store_can_keep(
    client: FlaskClient, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An address with U+0000 in it, which PostgreSQL refuses, leads nowhere and is not looked up."""
    monkeypatch.setattr(engine, "report_desk", None)
    problem(client.get("/v1/reports/a%00b"), 404)


def test_an_unexpected_failure_tells_nothing(
    client: FlaskClient, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bug answers 500 without the text of its exception."""

    def fail(*_: object) -> None:
        message = "secret of the house"
        raise RuntimeError(message)

    monkeypatch.setattr(engine, "report_desk", fail)
    response = client.post("/v1/check", json={"article": {"text": "It is open."}})
    assert "secret" not in str(problem(response, 500))


def test_a_ledger_that_cannot_be_reached_is_503(tmp_path: Path) -> None:
    """Readiness and checks say so, liveness does not; the answer says when to come back."""
    settings = Settings(database_url=f"sqlite:///{tmp_path}/missing/ledger.sqlite")
    engine = Engine(settings, clock=lambda: pytest.fail("nothing is written"))
    client = create_app(settings, engine).test_client()
    response = client.get("/readyz")
    problem(response, 503)
    assert response.headers["Retry-After"]
    problem(client.post("/v1/check", json={"article": {"text": "The bridge is open."}}), 503)
    assert client.get("/healthz").status_code == 200
