"""Jobs over HTTP: taken in as lines or as a document, watched, cancelled, fetched; checks that are answered later."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from service.work.worker import Worker
from tests.api.conftest import SMALL_BODY

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from service.bootstrap import Engine

TEXT = "Prime Minister Ada Vane opened the bridge on 12 May 2014."
CHECK = {"article": {"text": TEXT, "published_at": "2014-05-13"}}


@pytest.fixture
def worker(engine: Engine) -> Worker:
    """A worker that does what waits, when it is told to."""
    made = Worker(engine, engine.settings.queue)
    made.queue.huey.storage.flush_all()
    return made


def row(number: int, **more: object) -> dict[str, object]:
    """An article of a batch."""
    return {"id": f"a{number}", "text": f"{TEXT} It is bridge number {number}.", **more}


def send(client: FlaskClient, *rows: object, **query: str) -> TestResponse:
    """Send a batch as lines."""
    body = "".join(f"{one if isinstance(one, str) else json.dumps(one)}\n" for one in rows)
    return client.post("/v1/jobs", data=body, content_type="application/jsonl", query_string=query)


def lines(client: FlaskClient, job: dict[str, Any], **query: str) -> list[dict[str, Any]]:
    """The lines of a job."""
    response = client.get(job["results"], query_string=query)
    assert response.status_code == 200
    assert response.mimetype == "application/jsonl"
    return [json.loads(line) for line in response.text.splitlines()]


def test_a_batch_is_taken_in_watched_and_fetched(client: FlaskClient, worker: Worker) -> None:
    """202 with an address that tells how it stands; then the lines in order, from wherever they are asked for."""
    response = send(client, row(1), "", "no JSON", row(3), explain="true")
    assert response.status_code == 202
    job = response.get_json()
    assert response.headers["Location"] == f"/v1/jobs/{job['id']}"
    assert (job["state"], job["total"], job["answered"]) == ("queued", 3, 1)
    assert (job["options"]["explain"], job["by"]) == (True, "open")
    waiting = client.get(response.headers["Location"])
    assert waiting.get_json() == job
    assert waiting.headers["Retry-After"] == "2"
    assert lines(client, job) == []
    worker.queue.work_off()
    done = client.get(response.headers["Location"])
    assert (done.get_json()["state"], done.get_json()["failed"]) == ("done", 1)
    assert "Retry-After" not in done.headers
    found = lines(client, job)
    assert [line["id"] for line in found] == ["a1", None, "a3"]
    assert found[1]["error"]["status"] == 400
    assert lines(client, job, **{"from": "2"}) == found[2:]
    assert lines(client, job, **{"from": "3"}) == []
    assert client.get(f"/v1/reports/{found[0]['report']}").get_json()["claims"] == found[0]["claims"]


def test_a_document_is_the_same_batch(client: FlaskClient, worker: Worker) -> None:
    """Articles and options in one JSON document come out as the same lines."""
    document = {"articles": [row(1), {"id": 2}], "ledger": False}
    job = client.post("/v1/jobs", json=document).get_json()
    same = send(client, row(1), {"id": 2}, ledger="false").get_json()
    worker.queue.work_off()
    found, again = lines(client, job), lines(client, same)
    assert found[0].pop("report") != again[0].pop("report")
    assert found == again
    assert found[0]["ledger_revision"] is None
    assert found[1]["error"]["status"] == 422


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        ({"articles": []}, "application/json", 422),
        ({"articles": [row(1)], "store": False}, "application/json", 422),
        ({"articles": [row(1)], "colour": "red"}, "application/json", 422),
        ({"articles": {}}, "application/json", 422),
        ([row(1)], "application/json", 422),
        ("\n\n", "application/jsonl", 422),
        ("{}\n" * 10_001, "application/jsonl", 422),
        ("{", "application/json", 400),
        ("a", "text/plain", 415),
    ],
)
def test_what_is_no_batch_is_refused(client: FlaskClient, body: object, kind: str, status: int) -> None:
    """Nothing is taken in of a body or of options that are not as documented."""
    before = client.get("/v1/jobs?limit=1").get_json()
    data = body if isinstance(body, str) else json.dumps(body)
    response = client.post("/v1/jobs", data=data, content_type=kind)
    assert response.status_code == status, response.text
    assert response.mimetype == "application/problem+json"
    assert client.get("/v1/jobs?limit=1").get_json() == before


@pytest.mark.parametrize("query", [{"store": "false"}, {"ledger": "no"}, {"as_of": "soon"}, {"colour": "red"}])
def test_options_that_are_none_are_refused(client: FlaskClient, query: dict[str, str]) -> None:
    """In the query as in a document; beside a document there is no query."""
    assert send(client, row(1), **query).status_code == 422
    assert client.post("/v1/jobs?ledger=false", json={"articles": [row(1)]}).status_code == 422


def test_a_batch_may_be_larger_than_other_bodies(client: FlaskClient) -> None:
    """Its limit is one of its own, under an idempotency key, too; other addresses keep theirs."""
    large = row(1, text=TEXT * (SMALL_BODY // len(TEXT) + 1))
    assert send(client, large).status_code == 202
    again = {"Idempotency-Key": "a-large-batch"}
    first, second = (client.post("/v1/jobs", json={"articles": [large]}, headers=again) for _ in range(2))
    assert (first.status_code, first.get_json()) == (second.status_code, second.get_json()) == (202, first.get_json())
    assert client.post("/v1/check", json={"article": {"text": TEXT * 10_000}}).status_code == 413


def test_a_job_can_be_cancelled_resumed_and_forgotten(client: FlaskClient, worker: Worker) -> None:
    """A cancelled one has a line for every article, is not worked on, and goes on where it stopped."""
    job = send(client, row(1), row(2)).get_json()
    place = f"/v1/jobs/{job['id']}"
    assert client.post(f"{place}/resume").status_code == 409
    assert client.post(f"{place}/cancel").get_json()["state"] == "cancelled"
    assert client.post(f"{place}/cancel").status_code == 409
    worker.queue.work_off()
    assert [(line["id"], line["error"]["status"]) for line in lines(client, job)] == [("a1", 409), ("a2", 409)]
    assert client.post(f"{place}/resume").get_json()["state"] == "queued"
    worker.queue.work_off()
    assert client.get(place).get_json()["started_at"]
    assert ["claims" in line for line in lines(client, job)] == [True, True]
    assert client.post(f"{place}/cancel").status_code == 409
    assert client.delete(place).status_code == 204
    for gone in (
        client.get(place),
        client.delete(place),
        client.get(f"{place}/results"),
        client.post(f"{place}/cancel"),
    ):
        assert gone.status_code == 404


def test_jobs_are_listed_page_by_page(client: FlaskClient) -> None:
    """Newest first; `next` and `Link` lead on."""
    sent = [send(client, row(number)).get_json()["id"] for number in range(3)][::-1]
    page = client.get("/v1/jobs?limit=2")
    assert [job["id"] for job in page.get_json()["jobs"]] == sent[:2]
    assert page.get_json()["next"] == sent[1]
    following = client.get(page.headers["Link"].partition(">")[0][1:]).get_json()
    assert following["jobs"][0]["id"] == sent[2]
    assert client.get("/v1/jobs?before=nothing").status_code == 404


def test_a_check_can_be_answered_later(client: FlaskClient, worker: Worker) -> None:
    """With the preference it is a job whose line is the report that would have been answered."""
    response = client.post("/v1/check", json=CHECK, headers={"Prefer": "wait=1, Respond-Async"})
    assert response.status_code == 202
    assert response.headers["Preference-Applied"] == "respond-async"
    worker.queue.work_off()
    (report,) = lines(client, response.get_json())
    now = client.post("/v1/check", json=CHECK).get_json()
    assert {**now, "id": None} == {**report, "id": None}


@pytest.mark.parametrize(
    "request_",
    [{**CHECK, "store": False}, {"article": {**CHECK["article"], "embargoed_until": "2030-01-01T00:00:00Z"}}],
)
def test_what_may_not_be_kept_is_answered_at_once(client: FlaskClient, request_: dict[str, object]) -> None:
    """A preference is no order: such a text would have to be kept until its turn."""
    before = client.get("/v1/jobs?limit=1").get_json()
    response = client.post("/v1/check", json=request_, headers={"Prefer": "respond-async"})
    assert response.status_code == 200
    assert "Preference-Applied" not in response.headers
    assert client.get("/v1/jobs?limit=1").get_json() == before


def test_what_cannot_be_checked_is_refused_before_it_is_a_job(client: FlaskClient) -> None:
    """A request that is not as documented is answered at once, however it prefers to be answered."""
    response = client.post("/v1/check", json={"article": {}}, headers={"Prefer": "respond-async"})
    assert response.status_code == 422


def test_webhooks_are_registered_tried_and_removed(client: FlaskClient) -> None:
    """The secret is told once; an address that was not allowed is refused with a pointer to it."""
    asked = {"url": "https://desk.example/hook", "events": ["job.done", "report.affected"]}
    made = client.post("/v1/webhooks", json=asked, headers={"Dateline-Actor": "ann"})
    assert made.status_code == 201
    webhook = made.get_json()
    assert webhook["secret"].startswith("whsec_")
    shown = next(one for one in client.get("/v1/webhooks").get_json()["webhooks"] if one["id"] == webhook["id"])
    assert "secret" not in shown
    assert (shown["events"], shown["by"]) == (["job.done", "report.affected"], "ann")
    place = made.headers["Location"]
    message = client.post(f"{place}/ping").get_json()["message"]
    assert [one["id"] for one in client.get(f"{place}/messages").get_json()["messages"]] == [message]
    assert client.delete(place).status_code == 204
    assert client.delete(place).status_code == 404
    assert client.post(f"{place}/ping").status_code == 404
    refused = client.post(
        "/v1/webhooks", json={**asked, "url": "https://evil.test/"}, headers={"Dateline-Actor": "ann"}
    )
    assert refused.status_code == 422
    assert refused.get_json()["errors"][0]["pointer"] == "/url"
