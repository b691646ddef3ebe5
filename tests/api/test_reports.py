"""Reports over HTTP: kept and given back, listed, replayed, corrected; facts asked for and written one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from service.contract.stored_schemas import CorrectionsSchema, FlipsSchema, ReplayedSchema, StoredReportsSchema
from service.contract.story_schemas import ToldReportSchema
from tests.api.conftest import ANN, BOB

if TYPE_CHECKING:
    from flask.testing import FlaskClient

TOLD = "The bridge was opened on Monday, 13 May 2014. The mayor of Strelsau went home on 12 May 2014."


def checked(client: FlaskClient, text: str = TOLD, **more: Any) -> Any:  # noqa: ANN401 - JSON
    """The answer to a check without a ledger."""
    article = {"text": text, "published_at": "2014-05-20", "source": "strelsau.example", **more.pop("article", {})}
    return client.post("/v1/check", json={"article": article, "ledger": False, **more}, headers=ANN)


def test_a_report_is_given_back_byte_for_byte(client: FlaskClient) -> None:
    """The check says where; the entity tag is strong, and an unchanged report is not sent twice."""
    made = checked(client)
    place = made.headers["Content-Location"]
    assert place == f"/v1/reports/{made.get_json()['id']}"
    found = client.get(place)
    assert found.data == made.data
    assert found.headers["ETag"].startswith('"')
    assert client.get(place, headers={"If-None-Match": found.headers["ETag"]}).status_code == 304
    assert client.delete(place).status_code == 204
    assert client.get(place).status_code == 404


def test_nothing_is_kept_of_what_must_not_be(client: FlaskClient) -> None:
    """With `store: false` and under an embargo there is no report at its address, nor in any list."""
    for more in ({"store": False}, {"article": {"embargoed_until": "2099-01-01T00:00:00Z"}}):
        made = checked(client, "A secret treaty was signed on Monday, 13 May 2014.", **more)
        assert "Content-Location" not in made.headers
        assert client.get(f"/v1/reports/{made.get_json()['id']}").status_code == 404
        told = client.get("/v1/reports", query_string={"text_sha256": made.get_json()["text_sha256"]}).get_json()
        assert told["reports"] == []
        assert client.post(f"/v1/reports/{made.get_json()['id']}/replay", json={}).status_code == 422


def test_a_replay_of_what_must_not_be_kept_is_not_kept_either(client: FlaskClient) -> None:
    """Not under an `Idempotency-Key`: its answer tells which verdicts the text has."""
    request = {"article": {"text": TOLD, "published_at": "2014-05-20"}, "ledger": False, "store": False}
    name = client.post("/v1/check", json=request).get_json()["id"]
    again = {"Idempotency-Key": "replayed-secretly"}
    for _ in range(2):
        response = client.post(f"/v1/reports/{name}/replay", json={"request": request}, headers=again)
        assert response.get_json()["identical"]
        assert "Idempotency-Replayed" not in response.headers


def test_pages_of_reports_link_to_the_next(client: FlaskClient) -> None:
    """Newest first, each report once, until there is no next page."""
    made = [checked(client, article={"source": "paged.example"}).get_json()["id"] for _ in range(3)]
    page: Any = client.get("/v1/reports?source=paged.example&limit=2")
    assert StoredReportsSchema().validate(page.get_json()) == {}
    begin = [report["id"] for report in page.get_json()["reports"]]
    assert page.headers["Link"].endswith('rel="next"')
    rest = client.get(page.headers["Link"][1:].partition(">")[0]).get_json()
    assert rest["next"] is None
    assert [*begin, *(report["id"] for report in rest["reports"])] == made[::-1]


@pytest.mark.parametrize(
    "query", ["limit=0", "cursor=x", "verdict=nonsense", "since=yesterday", "text_sha256=ab", "nothing=1"]
)
def test_a_query_that_cannot_be_read_is_told(client: FlaskClient, query: str) -> None:
    """422, with a pointer to what is wrong."""
    answer = client.get(f"/v1/reports?{query}")
    assert answer.status_code == 422
    assert answer.get_json()["errors"]


def test_a_version_tells_its_changes_and_what_was_dismissed(client: FlaskClient) -> None:
    """Its report has the shape that is documented; what people have said stands beside the first report."""
    first = checked(client).get_json()
    place = f"/v1/reports/{first['id']}"
    flagged = next(claim for claim in first["claims"] if claim["verdict"] == "contradicted")
    dismissal = f"{place}/claims/{flagged['claim_key']}/dismissal"
    assert client.post(dismissal, json={"why": "an old calendar"}).status_code == 403  # nobody is named
    assert client.post(dismissal, json={"why": "an old calendar"}, headers=ANN).status_code == 200
    second = checked(client, f"It rained. {TOLD}", article={"version_of": first["id"]}).get_json()
    assert ToldReportSchema().validate(second) == {}
    assert second["changes"]["since"] == first["id"]
    (told,) = [claim for claim in second["claims"] if claim["claim_key"] == flagged["claim_key"]]
    assert told["dismissed"]["by"] == "ann"
    found = client.get(f"{place}/corrections").get_json()
    assert CorrectionsSchema().validate(found) == {}
    assert [one["claim_key"] for one in found["dismissed"]] == [flagged["claim_key"]]
    assert client.delete(dismissal, headers=ANN).status_code == 204
    assert client.delete(dismissal, headers=ANN).status_code == 409
    replayed = client.post(f"/v1/reports/{second['id']}/replay", json={}).get_json()
    assert ReplayedSchema().validate(replayed) == {}
    assert replayed["identical"] is True


def test_two_people_correct_a_verdict(client: FlaskClient) -> None:
    """Whoever disputed it cannot settle it; settled, it cannot be settled again; the report itself stays."""
    made = checked(client)
    place = made.headers["Content-Location"]
    body = {"verdict": "supported", "why": "an old calendar"}
    disputed = client.post(f"{place}/claims/c01/dispute", json=body, headers=ANN)
    assert disputed.status_code == 201
    settlement = f"{disputed.headers['Location']}/settlement"
    assert client.post(settlement, json={"stands": False}, headers=ANN).status_code == 409
    settled = client.post(settlement, json={"stands": False}, headers=BOB).get_json()
    assert (settled["state"], settled["ruling"]["verdict"]) == ("settled", "supported")
    assert settled["affected"] == [made.get_json()["id"]]
    assert client.post(settlement, json={"stands": True}, headers=BOB).status_code == 409
    assert client.get(disputed.headers["Location"]).get_json()["ruling"]["by"] == "bob"
    assert client.get(place).data == made.data
    assert client.post(f"{place}/claims/c99/dispute", json=body, headers=ANN).status_code == 404
    assert client.get("/v1/disputes/nothing").status_code == 404


def test_facts_are_written_found_and_retracted(client: FlaskClient) -> None:
    """Written twice a fact is one; it is found by name, day and time of knowledge; retracted, it turns what it bore."""
    row = {
        "predicate": "visit",
        "subject": "Ottokar Zenda",
        "object": "France",
        "start": "2014-05-12",
        "source": "gazette",
    }
    body = {"facts": [{**row, "quote": "On 12 May 2014 Ottokar Zenda visited France."}], "why": "the gazette"}
    assert client.post("/v1/ledger/facts", json=body).status_code == 403
    first, again = (client.post("/v1/ledger/facts", json=body, headers=ANN).get_json() for _ in range(2))
    assert (first["added"], again["added"], again["known"]) == (1, 0, 1)
    assert first["fact_ids"] == again["fact_ids"]
    (name,) = first["fact_ids"]
    asked = {"entity": "Ottokar Zenda"}
    assert [fact["id"] for fact in client.get("/v1/ledger/facts", query_string=asked).get_json()["facts"]] == [name]
    for more in ({"at": "2015-01-01"}, {"known_at": "2020-01-01T00:00:00Z"}):
        assert client.get("/v1/ledger/facts", query_string={**asked, **more}).get_json()["facts"] == []
    text = "Ottokar Zenda visited France on 12 May 2014."
    report = checked(client, text, ledger=True).get_json()
    assert report["claims"][0]["verdict"] == "supported"
    number = client.get("/v1/ledger/revisions?limit=1").get_json()["revisions"][0]["number"]
    retraction = client.post(f"/v1/ledger/facts/{name}/retract", json={"why": "misread"}, headers=BOB)
    assert retraction.get_json()["state"] == "closed"
    turned = client.get("/v1/ledger/diff/reports", query_string={"from": number, "to": number + 1}).get_json()
    assert FlipsSchema().validate(turned) == {}
    assert [(one["report"]["id"], one["changed"][0]["was"]) for one in turned["reports"]] == [
        (report["id"], "supported")
    ]
    assert client.get("/v1/ledger/diff/reports", query_string={"from": number, "to": 1}).status_code == 422


@pytest.mark.parametrize(
    ("row", "at"),
    [
        ({"predicate": "visit", "subject": "A Vane", "source": "x"}, "/facts/0"),
        ({"predicate": "visit", "subject": "A Vane", "source": "x", "start": "soon"}, "/facts/0"),
        ({"predicate": "visit", "subject": "A Vane"}, "/facts/0/source"),
        (
            {"predicate": "visit", "subject": "A Vane", "source": "x", "start": "2014", "colour": "red"},
            "/facts/0/colour",
        ),
    ],
)
def test_a_fact_that_cannot_be_taken_is_told(client: FlaskClient, row: dict[str, str], at: str) -> None:
    """422 with a pointer to the row, and nothing is written."""
    before = client.get("/v1/ledger/revisions?limit=1").get_json()["revisions"][0]
    answer = client.post("/v1/ledger/facts", json={"facts": [row], "why": "so"}, headers=ANN)
    assert answer.status_code == 422
    assert answer.get_json()["errors"][0]["pointer"] == at
    assert client.get("/v1/ledger/revisions?limit=1").get_json()["revisions"][0] == before
