"""`/v1/sources`: records of outlets over HTTP, and who may see them."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from service.app import create_app
from service.bootstrap import Engine
from service.domain.access import Scope
from tests.api.conftest import ANN

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient

    from service.settings import Settings

DAY = {"as_of": "2009-12-01"}


def publish(client: FlaskClient, outlet: str, page: str) -> str:
    """Check an article of an outlet; the report's id."""
    text = "Prime Minister Gordon Brown of Britain opened the new bridge in Berlin on 3 May 2009."
    known = {"published_at": "2009-05-04", "source": outlet, "url": f"https://{outlet}/{page}"}
    answer = client.post("/v1/check", json={"article": {"text": text, **known}}, headers=ANN)
    assert answer.status_code == 200, answer.text
    report: str = answer.get_json()["id"]
    return report


def test_outlets_come_page_by_page_in_the_order_of_the_alphabet(client: FlaskClient) -> None:
    """Every outlet stands on one page; the link of each leads to the next, and nothing else orders them."""
    for outlet in ("c.example", "a.example", "b.example"):
        publish(client, outlet, "bridge")
    found, address = [], "/v1/sources?limit=1&as_of=2009-12-01"
    while address:
        answer = client.get(address, headers=ANN)
        found += [source["domain"] for source in answer.get_json()["sources"]]
        address = answer.headers.get("Link", "").partition(">")[0].removeprefix("<")
    assert found == sorted(found)
    assert {"a.example", "b.example", "c.example"} <= set(found)
    assert client.get("/v1/sources?sort=score", headers=ANN).status_code == 422


def test_figures_drill_down_to_claims_and_their_reports(client: FlaskClient) -> None:
    """The claims of a record name their reports, page by page and as a table with the same weights."""
    publish(client, "drill.example", "first")
    report = publish(client, "drill.example", "second")
    listed: list[dict[str, object]] = []
    address = "/v1/sources/drill.example/claims?limit=1&as_of=2009-12-01"
    while address:
        answer = client.get(address, headers=ANN)
        listed += answer.get_json()["claims"]
        address = answer.headers.get("Link", "").partition(">")[0].removeprefix("<")
    assert report in {claim["report"] for claim in listed}
    again = [claim for claim in listed if claim["counts_for_it"] is not None]
    assert len(listed) == 2 * len(again)  # both articles say the same, which counts once
    table = client.get("/v1/sources/drill.example/claims.csv", query_string=DAY, headers=ANN)
    assert table.mimetype == "text/csv"
    rows = list(csv.DictReader(io.StringIO(table.text.removeprefix("\ufeff"))))
    assert [float(row["weight"]) for row in rows] == [claim["weight"] for claim in listed]


def test_a_page_that_was_asked_for_goes_on_where_the_last_one_ended(client: FlaskClient) -> None:
    """Also where the last article on it has been checked again meanwhile: none of the others of that day is missed."""
    made = sorted((publish(client, "paging.example", page), page) for page in ("a", "b", "c"))
    address = "/v1/sources/paging.example/claims?limit=1&as_of=2009-12-01"
    first = client.get(address, headers=ANN)
    assert [claim["report"] for claim in first.get_json()["claims"]] == [made[0][0]]
    publish(client, "paging.example", made[0][1])
    address, listed = first.headers["Link"].partition(">")[0].removeprefix("<"), set()
    while address:
        answer = client.get(address, headers=ANN)
        listed |= {claim["report"] for claim in answer.get_json()["claims"]}
        address = answer.headers.get("Link", "").partition(">")[0].removeprefix("<")
    assert listed >= {made[1][0], made[2][0]}


def test_an_unknown_outlet_is_not_found(client: FlaskClient) -> None:
    """Neither a record nor claims nor replies of an outlet of which nothing is on record; no day is no day."""
    for path in ("", "/claims", "/claims.csv"):
        assert client.get(f"/v1/sources/nobody.example{path}", headers=ANN).status_code == 404
    said = {"author": "x", "statement": "y"}
    assert client.post("/v1/sources/nobody.example/replies", json=said, headers=ANN).status_code == 404
    assert client.delete("/v1/sources/nobody.example/replies/1", headers=ANN).status_code == 404
    assert client.get("/v1/sources/nobody.example?as_of=yesterday", headers=ANN).status_code == 422


def test_a_reply_stands_with_the_record_until_it_is_withdrawn(client: FlaskClient) -> None:
    """It is shown word for word and without the name of who entered it; a claim of somebody else is refused."""
    publish(client, "reply.example", "bridge")
    base = "/v1/sources/reply.example"
    said = {"author": "The editors", "statement": "=The name was put right.", "url": "https://reply.example/c"}
    made = client.post(f"{base}/replies", json=said, headers=ANN)
    assert made.status_code == 201
    (shown,) = client.get(base, query_string=DAY, headers=ANN).get_json()["replies"]
    assert shown == made.get_json()
    assert "ann" not in made.text
    wrong = client.post(f"{base}/replies", json={**said, "claim": "none/c01"}, headers=ANN)
    assert (wrong.status_code, wrong.get_json()["errors"][0]["pointer"]) == (422, "/claim")
    assert client.post(f"{base}/replies", json={**said, "url": "javascript:1"}, headers=ANN).status_code == 422
    assert client.delete(made.headers["Location"], headers=ANN).status_code == 204
    assert client.get(base, query_string=DAY, headers=ANN).get_json()["replies"] == []


@pytest.mark.parametrize("published", [False, True], ids=["private", "published"])
def test_records_are_private_until_they_are_published(settings: Settings, tmp_path: Path, *, published: bool) -> None:
    """Who may only read sees records once the operator has published them; who reviews always does."""
    store = f"sqlite:///{tmp_path / 'ledger.sqlite'}"
    own = replace(settings, database_url=store, outlet_records="published" if published else "private")
    engine = Engine(own, clock=lambda: datetime(2026, 1, 1, tzinfo=UTC))
    publish(create_app(own, engine).test_client(), "private.example", "bridge")
    client = create_app(replace(own, host="192.0.2.1"), engine).test_client()
    for scope, status in ((Scope.READ, 200 if published else 403), (Scope.REVIEW, 200), (Scope.CHECK, 403)):
        _, token = engine.access.keys.make(f"key {scope}", frozenset({scope}), by="ann")
        headers = {"Authorization": f"Bearer {token}"}
        for path in ("", "/private.example", "/private.example/claims", "/private.example/claims.csv"):
            assert client.get(f"/v1/sources{path}", headers=headers).status_code == status, (scope, path)
    assert client.get("/v1/sources").status_code == 401
    engine.close()
