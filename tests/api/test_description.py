"""The API describes itself, and the description is true."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import validate

from service.api.access import needed
from service.contract.openapi import OPERATIONS, TAGS
from service.contract.operations import recorded
from service.contract.problems import PROBLEMS
from service.contract.report_schemas import HealthSchema, ReadySchema, RulesSchema
from service.contract.service_openapi import CHECK_EXAMPLE
from service.domain.access import Scope
from service.web.visitors import PAGES
from tests.api.conftest import ANN
from tests.api.staging import Stage

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient

    from service.contract.operations import Operation
    from service.domain.facts import Fact

SOMETIMES = {"ETag", "Idempotency-Replayed", "Link", "RateLimit", "RateLimit-Policy"}
"""Headers that an answer has in one state and not in another."""

PLACEHOLDER = re.compile(r"<(?:\w+:)?(\w+)>")


PLACE = re.compile(r"\{\w+\}")


def description(client: FlaskClient) -> dict[str, Any]:
    """The OpenAPI document."""
    found: dict[str, Any] = client.get("/openapi.json").get_json()
    return found


def test_the_description_is_valid_openapi(client: FlaskClient) -> None:
    """It is OpenAPI 3.1 by the specification's own schema."""
    found = description(client)
    assert found["openapi"] == "3.1.0"
    validate(found)


def test_every_address_is_described_and_every_description_has_an_address(client: FlaskClient) -> None:
    """Routes and description list the same operations, but for those of pages and what belongs to them."""
    found = client.application.url_map.iter_rules()
    rules = [rule for rule in found if rule.endpoint != "static" and not rule.endpoint.startswith(f"{PAGES}.")]
    served = {
        (PLACEHOLDER.sub(r"{\1}", rule.rule), method.lower())
        for rule in rules
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    described = {(path, method) for path, item in description(client)["paths"].items() for method in item}
    assert served - {("/openapi.json", "get")} == described


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_every_operation_answers_as_described(
    client: FlaskClient, write: Callable[[Fact], str], operation: Operation
) -> None:
    """Sent with its own example, each operation answers as described, with a body that its schema accepts."""
    found = description(client)
    response = Stage(client, write, ANN).play(operation)
    assert response.status_code == int(operation.status), response.text
    answer = found["paths"][operation.path][operation.method]["responses"][operation.status]
    assert {*answer.get("headers", ())} - SOMETIMES <= {*response.headers.keys()}
    if "content" in answer:
        assert response.mimetype in answer["content"]
    if response.mimetype == "application/json":
        schema = {**answer["content"]["application/json"]["schema"], "components": found["components"]}
        OAS31Validator(schema).validate(response.get_json())


def test_other_answers_are_as_described(client: FlaskClient) -> None:
    """What an operation also answers has its headers and its shape."""
    sent = [operation for operation in OPERATIONS if operation.also]
    assert [operation.name for operation in sent] == ["check"]
    answer = description(client)["paths"]["/v1/check"]["post"]["responses"]["202"]
    made = client.post("/v1/check", json=CHECK_EXAMPLE, headers={**ANN, "Prefer": "respond-async"})
    assert made.status_code == 202
    assert {*answer["headers"]} - SOMETIMES <= {*made.headers.keys()}
    schema = {**answer["content"]["application/json"]["schema"], "components": description(client)["components"]}
    OAS31Validator(schema).validate(made.get_json())


def test_every_address_asks_for_the_scope_that_is_described(client: FlaskClient) -> None:
    """The description names a scope that its view takes, and none for a public one; no view was left unmarked."""
    app = client.application
    for operation in OPERATIONS:
        endpoint, _ = app.url_map.bind("").match(PLACE.sub("x", operation.path), method=operation.method.upper())
        scopes = needed(app.view_functions[endpoint])
        allowed = scopes == {*Scope} if operation.scope == "any" else operation.scope in scopes
        assert allowed or (not operation.scope and not scopes), operation.name


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_every_operation_is_described_in_full(client: FlaskClient, operation: Operation) -> None:
    """Each has a topic, a summary that is a line, an example of what it takes, and a recorded answer that is valid.

    A recorded answer that is missing or outdated is written by `python -m scripts.api_examples`.
    """
    found = description(client)
    assert operation.tag in TAGS
    assert operation.summary[0].isupper()
    assert not operation.summary.endswith(".")
    assert operation.example or operation.body is None
    if operation.media == "application/json" and operation.status != "204":
        answer = found["paths"][operation.path][operation.method]["responses"][operation.status]
        schema = {**answer["content"]["application/json"]["schema"], "components": found["components"]}
        OAS31Validator(schema).validate(recorded(operation.name))


def test_health_readiness_and_rules(client: FlaskClient) -> None:
    """The three small answers have their documented shape; every rule says when it speaks and gives an example."""
    assert HealthSchema().validate(client.get("/healthz").get_json()) == {}
    assert ReadySchema().validate(client.get("/readyz").get_json()) == {}
    rules = client.get("/v1/rules").get_json()
    assert RulesSchema().validate(rules) == {}
    assert all(rule["summary"] and rule["example"] for rule in rules["rules"])


def test_the_page_about_the_api_is_complete(client: FlaskClient) -> None:
    """`docs/api.md` names every address and every kind of problem."""
    page = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")
    assert [path for path in description(client)["paths"] if path not in page] == []
    assert [problem.slug for problem in PROBLEMS if f":{problem.slug}`" not in page] == []


def test_answers_cannot_be_mistaken_for_pages(client: FlaskClient) -> None:
    """Every answer forbids sniffing, framing and caching."""
    for path in ("/healthz", "/nowhere"):
        headers = client.get(path).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert headers["Cache-Control"] == "no-store"


def test_every_operation_describes_what_every_address_can_answer(client: FlaskClient) -> None:
    """A wrong address, a wrong method and a failure are problem documents of the description, too."""
    for item in description(client)["paths"].values():
        for operation in item.values():
            for status in ("404", "405", "500"):
                assert "application/problem+json" in operation["responses"][status]["content"]
            assert list(operation["responses"]) == sorted(operation["responses"])
