"""The record over HTTP: who may write, what a decision does, what comes second, what is told to everybody."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from service.contract.record_schemas import DecidedSchema, DiffSchema, DossierSchema, QueueSchema
from service.contract.report_schemas import ProblemSchema
from service.ledger.batch import Batch
from service.ledger.sql import SqlLedger
from tests.api.conftest import ANN, BOB
from tests.ledger.builders import tenure, visit

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from service.bootstrap import Engine
    from service.domain.facts import Fact
    from service.settings import Settings

    Write = Callable[[Fact], str]

COUNTER = itertools.count(1)


def fresh() -> Fact:
    """A machine-read visit that no other test has."""
    return visit(f"Clara Moss{next(COUNTER)}", "SE", "2014-05-13", "2014-05-14")


def post(client: FlaskClient, fact: str, what: str, body: dict[str, Any], who: dict[str, str] = ANN) -> TestResponse:
    """The answer to something that is said about a fact."""
    return client.post(f"/v1/ledger/facts/{fact}/{what}", json=body, headers=who)


def answered(response: TestResponse, schema: Any) -> dict[str, Any]:  # noqa: ANN401 - a schema's class
    """The body of a 200 that its schema accepts."""
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.get_json()
    assert schema().validate(found) == {}
    return found


def problem(response: TestResponse, status: int) -> dict[str, Any]:
    """The problem document of a response, which must be one."""
    assert response.status_code == status, response.text
    assert response.mimetype == "application/problem+json"
    found: dict[str, Any] = response.get_json(force=True)
    assert ProblemSchema().validate(found) == {}
    return found


def test_whoever_writes_is_named(client: FlaskClient, write: Write) -> None:
    """Without a name a decision is 403, and nothing is written; the queue is read without one."""
    fact = write(fresh())
    for what, body in (
        ("review", {"action": "accept"}),
        ("contest", {"why": "a doubt"}),
        ("settlement", {"stands": True}),
    ):
        assert "Dateline-Actor" in problem(post(client, fact, what, body, {}), 403)["detail"]
    assert answered(client.get(f"/v1/ledger/facts/{fact}"), DossierSchema)["state"] == "open"
    answered(client.get("/v1/ledger/review"), QueueSchema)


def test_an_accepted_fact_is_reviewed_and_keeps_where_it_stood(client: FlaskClient, write: Write) -> None:
    """The reviewed fact supersedes the read one: same statement, days, sentence and place; the key's name wrote it."""
    fact = write(fresh())
    before = answered(client.get(f"/v1/ledger/facts/{fact}"), DossierSchema)
    decided = answered(post(client, fact, "review", {"action": "accept", "why": "seen on the page"}), DecidedSchema)
    assert (decided["state"], decided["superseded_by"]) == ("superseded", decided["stands_for_it"])
    after = answered(client.get(f"/v1/ledger/facts/{decided['stands_for_it']}"), DossierSchema)
    kept = ("statement", "valid", "quote", "source", "published_at", "start", "end", "locator")
    assert [after[name] for name in kept] == [before[name] for name in kept]
    assert (after["status"], after["status_text"], after["state"]) == ("reviewed", "reviewed by a person", "open")
    told = [(event["what"], event["by"], event["why"]) for event in after["history"]]
    assert ("superseded", "ann", "accepted: seen on the page") in told
    assert told[0] == ("added", "reader", "trusted article")


def test_a_decision_sent_twice_is_told_what_the_first_did(client: FlaskClient, write: Write) -> None:
    """The second is 409 with the state, the revision and its author; nothing is written again."""
    fact = write(fresh())
    first = answered(post(client, fact, "review", {"action": "accept"}), DecidedSchema)
    newest = client.get("/v1/ledger/revisions").get_json()["revisions"][0]
    for action in (
        {"action": "accept"},
        {"action": "refuse", "why": "no"},
        {"action": "correct", "correction": {"end": None}},
    ):
        told = problem(post(client, fact, "review", action, BOB), 409)
        assert told["fact"]["superseded_by"] == first["stands_for_it"]
        assert (told["fact"]["by"], told["fact"]["revision"]) == ("ann", newest["number"])
    assert client.get("/v1/ledger/revisions").get_json()["revisions"][0] == newest


def test_a_correction_changes_what_it_names(client: FlaskClient, write: Write) -> None:
    """Names and days change, the sentence and the place stay."""
    fact = write(fresh())
    body = {
        "action": "correct",
        "correction": {"subject": "Dora Lind", "start": "2014-05-12", "place": "Malmo, Sweden"},
    }
    decided = answered(post(client, fact, "review", body), DecidedSchema)
    after = answered(client.get(f"/v1/ledger/facts/{decided['stands_for_it']}"), DossierSchema)
    assert (after["parts"]["subject"], after["parts"]["start"], after["parts"]["end"]) == (
        "Dora Lind",
        *["2014-05-12"] * 2,
    )
    assert after["parts"]["place"] == "Malmo"
    assert after["quote"].endswith("went on a state visit.")


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"action": "praise"}, "/action"),
        ({"action": "refuse"}, "/why"),
        ({"action": "refuse", "why": " \u0000 "}, "/why"),
        ({"action": "refuse", "why": "x" * 1_001}, "/why"),
        ({"action": "correct"}, "/correction"),
        ({"action": "accept", "correction": {"start": "2014"}}, "/correction"),
        ({"action": "correct", "correction": {"colour": "red"}}, "/correction/colour"),
        ({"action": "correct", "correction": {"start": "May"}}, "/correction/start"),
        ({"action": "correct", "correction": {"number": "5"}}, "/correction/number"),
        ({"action": "correct", "correction": {"number": True}}, "/correction/number"),
        ({"action": "correct", "correction": {"end": "2001-01-01"}}, "/correction/end"),
        ({"action": "correct", "correction": {"subject": None}}, "/correction/subject"),
        ({"action": "correct", "correction": {"subject": "x" * 400}}, "/correction/subject"),
        ({"action": "correct", "correction": {"predicate": "; drop table"}}, "/correction/predicate"),
        ({"action": "correct", "correction": {"number": "many"}}, "/correction/number"),
        ({"action": "correct", "correction": {"title": "King"}}, "/correction/title"),
        ({"action": "correct", "correction": {"predicate": "visit"}}, "/correction"),
        ({"action": "accept", "by": "somebody else"}, "/by"),
    ],
)
def test_what_cannot_be_taken_is_pointed_at(
    client: FlaskClient, write: Write, body: dict[str, Any], pointer: str
) -> None:
    """Each fault is 422 with a pointer to it, and the fact still waits."""
    fact = write(fresh())
    assert pointer in [fault["pointer"] for fault in problem(post(client, fact, "review", body), 422)["errors"]]
    assert client.get(f"/v1/ledger/facts/{fact}").get_json()["state"] == "open"


@pytest.mark.parametrize("name", ["0" * 32, "abc", "%27%20OR%201=1", "\u0000\u0001", "x" * 3_000, "zzzzzzzz"])
def test_an_unknown_fact_is_404(client: FlaskClient, name: str) -> None:
    """Whatever stands for the id, and whatever is to be done with it."""
    problem(client.get(f"/v1/ledger/facts/{name}"), 404)
    problem(post(client, name, "review", {"action": "accept"}), 404)
    problem(post(client, name, "contest", {"why": "?"}), 404)


def test_two_people_settle_what_is_contested(client: FlaskClient, write: Write) -> None:
    """Until then it cannot be accepted; the same person counts once; two against it close it."""
    fact = write(fresh())
    assert answered(post(client, fact, "contest", {"why": "a namesake"}), DecidedSchema)["state"] == "contested"
    told = problem(post(client, fact, "review", {"action": "accept"}), 409)
    assert (told["fact"]["state"], told["fact"]["why"]) == ("contested", "a namesake")
    problem(post(client, fact, "contest", {"why": "again"}, BOB), 409)
    falls = {"stands": False, "why": "the register"}
    assert answered(post(client, fact, "settlement", falls), DecidedSchema)["state"] == "contested"
    problem(post(client, fact, "settlement", {"stands": True}), 409)
    assert answered(post(client, fact, "settlement", falls, BOB), DecidedSchema)["state"] == "closed"
    problem(post(client, fact, "settlement", {"stands": True}, BOB), 409)
    history = client.get(f"/v1/ledger/facts/{fact}").get_json()["history"]
    assert [event["what"] for event in history] == ["added", "contested", "rejected", "rejected", "closed"]


def test_the_queue_gives_every_fact_once(client: FlaskClient, write: Write) -> None:
    """Page by page, by `next` and by `Link`; contested facts come first; `source` and `about` narrow it."""
    mine = [write(replace_source(fresh(), "queue.example")) for _ in range(7)]
    post(client, mine[3], "contest", {"why": "a doubt"})
    seen: list[str] = []
    address: str | None = "/v1/ledger/review?source=queue.example&limit=3"
    while address is not None:
        response = client.get(address, headers=BOB)
        found = answered(response, QueueSchema)
        assert (found["count"], found["count_exact"]) == (7, True)
        seen += [one["fact"]["id"] for one in found["waiting"]]
        address = response.headers["Link"].partition(">")[0].removeprefix("<") if found["next"] else None
    assert sorted(seen) == sorted(mine)
    assert seen[0] == mine[3]
    one = client.get("/v1/ledger/review?about=Clara%20Moss1", headers=BOB).get_json()
    assert all("Clara Moss1 " in f"{found['fact']['statement']} " for found in one["waiting"])


def replace_source(fact: Fact, source: str) -> Fact:
    """The fact as another source told it."""
    return replace(fact, provenance=replace(fact.provenance, source=source))


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=101", "limit=many", "cursor=x", "cursor=1.2", "colour=red", "source="]
)
def test_a_query_that_is_not_documented_is_422(client: FlaskClient, query: str) -> None:
    """A misspelt option is not ignored."""
    problem(client.get(f"/v1/ledger/review?{query}", headers=ANN), 422)


def test_a_difference_names_what_was_done_by_whom(client: FlaskClient, write: Write) -> None:
    """Page by page the same as at once: what was added, superseded and contested, each with its revision."""
    start = client.get("/v1/ledger/revisions?limit=1").get_json()["revisions"][0]["number"]
    fact, other = write(fresh()), write(fresh())
    post(client, fact, "review", {"action": "accept"})
    post(client, other, "contest", {"why": "a doubt"}, BOB)
    whole = answered(client.get(f"/v1/ledger/diff?from={start}&to={start + 4}"), DiffSchema)
    told = [(one["what"], one["id"], one["revision"]["by"]) for one in whole["changes"]]
    assert ("fact_superseded", fact, "ann") in told
    assert ("fact_contested", other, "bob") in told
    paged, address = [], f"/v1/ledger/diff?from={start}&to={start + 4}&limit=1"
    while address:
        response = client.get(address)
        paged += answered(response, DiffSchema)["changes"]
        address = response.headers.get("Link", "").partition(">")[0].removeprefix("<")
    assert paged == whole["changes"]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 422),
        ("from=1", 422),
        ("from=x&to=1", 422),
        ("from=1&to=999999", 404),
        ("from=2&to=1", 422),
        ("from=abcdef&to=1", 404),
    ],
)
def test_a_difference_needs_two_revisions(client: FlaskClient, write: Write, query: str, status: int) -> None:
    """What names none is 404 or 422, never an empty difference."""
    write(fresh())
    problem(client.get(f"/v1/ledger/diff?{query}"), status)


def test_an_embargo_keeps_a_fact_from_everybody(client: FlaskClient, settings: Settings, engine: Engine) -> None:
    """Not in the queue, not at its address, without words in a difference; with a key or without."""
    secret = tenure("Dora Secret", "SE:president", "2014-01-01", "2015-01-01", next(COUNTER))
    at = engine.ready().at + timedelta(seconds=1)
    ledger = SqlLedger(settings.database)
    ledger.record(Batch(facts=[secret], held={secret.id: at + timedelta(days=99_999)}), by="wire", why="wire", at=at)
    ledger.close()
    problem(client.get(f"/v1/ledger/facts/{secret.id}", headers=ANN), 404)
    problem(post(client, secret.id, "contest", {"why": "?"}), 404)
    number = client.get("/v1/ledger/revisions?limit=1").get_json()["revisions"][0]["number"]
    found = client.get(f"/v1/ledger/diff?from={number - 1}&to={number}")
    assert secret.id in found.text
    assert "Secret" not in found.text
