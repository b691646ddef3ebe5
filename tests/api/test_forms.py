"""Reports in newsroom formats: pages, tables, items that are pushed, signed verdicts as reviews."""

from __future__ import annotations

import csv
import hashlib
import hmac
import io
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from service.app import create_app
from tests.api.conftest import ANN, BOB

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from service.bootstrap import Engine
    from service.settings import Settings

ARTICLE = {
    "text": "Prime Minister Gordon Brown opened the <new> bridge in London on Monday, 12 September 2011.",
    "published_at": "2011-09-13",
    "source": "example.com",
    "title": "Bridge & tunnel",
    "language": "en",
}
ITEM = {
    "guid": "urn:newsml:desk.example:1",
    "type": "text",
    "version": "1",
    "pubstatus": "usable",
    "versioncreated": "2011-09-13T08:00:00+0000",
    "headline": "Bridge opens",
    "body_html": "<p>Prime Minister Gordon Brown opened the bridge in London on 12 September 2011.</p>",
}
SECRET = "known to both sides"  # noqa: S105 - of the test alone


def stored(client: FlaskClient, **more: object) -> dict[str, Any]:
    """A report that was stored, as JSON."""
    response = client.post("/v1/check", json={"article": {**ARTICLE, **more}})
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.get_json()
    return found


def contradicted(report: dict[str, Any]) -> dict[str, Any]:
    """Its first claim that conflicts with the record."""
    found: dict[str, Any] = next(claim for claim in report["claims"] if claim["verdict"] == "contradicted")
    return found


@pytest.mark.parametrize("kept", [True, False])
def test_a_report_is_a_page(client: FlaskClient, kept: bool) -> None:
    """Of a stored report and of one that is just made: its policy lets nothing in but its style, the text is marked."""
    if kept:
        response = client.get(f"/v1/reports/{stored(client)['id']}/page")
    else:
        response = client.post("/v1/check/page", json={"article": ARTICLE, "store": False})
    assert (response.status_code, response.mimetype) == (200, "text/html")
    policy = response.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "frame-ancestors 'none'" in policy
    assert "Conflicts with the record" in response.text
    assert "&lt;new&gt;" in response.text
    assert "<new>" not in response.text
    assert "Bridge &amp; tunnel" in response.text
    assert 'class="timeline"' in response.text


@pytest.mark.parametrize("kept", [True, False])
def test_a_report_is_a_table(client: FlaskClient, kept: bool) -> None:
    """One row a claim, to be saved under the report's name."""
    report = stored(client)
    if kept:
        response = client.get(f"/v1/reports/{report['id']}/table")
        assert response.headers["Content-Disposition"] == f'attachment; filename="dateline-{report["id"]}.csv"'
    else:
        response = client.post("/v1/check/table", json={"article": ARTICLE, "store": False})
    assert (response.status_code, response.mimetype) == (200, "text/csv")
    rows = list(csv.DictReader(io.StringIO(response.get_data().decode("utf-8-sig"), newline="")))
    assert [row["claim_key"] for row in rows] == [claim["claim_key"] for claim in report["claims"]]
    assert "Conflicts with the record" in {row["verdict_in_words"] for row in rows}


def test_what_people_say_of_a_claim_stands_on_its_page(client: FlaskClient) -> None:
    """A dismissal, a dispute and its settlement, with names and reasons."""
    report = stored(client, text=f"{ARTICLE['text']} The river froze.")
    path = f"/v1/reports/{report['id']}/claims/{contradicted(report)['id']}"
    assert client.post(f"{path}/dismissal", json={"why": "he <did>"}, headers=ANN).status_code == 200
    made = client.post(f"{path}/dispute", json={"verdict": "suspect", "why": "unclear"}, headers=ANN).get_json()
    settled = client.post(f"/v1/disputes/{made['id']}/settlement", json={"stands": False, "why": "yes"}, headers=BOB)
    assert settled.status_code == 200, settled.text
    page = client.get(f"/v1/reports/{report['id']}/page").text
    assert "Dismissed for this story by ann on 1 January 2026: he &lt;did&gt;" in page
    assert "who holds “Please check”: unclear" in page
    assert "Settled by bob on 1 January 2026; the verdict is “Please check”: yes" in page


def test_only_stored_reports_have_pages(client: FlaskClient) -> None:
    """One that was not kept, and one that never was, are not found."""
    unstored = client.post("/v1/check", json={"article": ARTICLE, "store": False}).get_json()["id"]
    for name in (unstored, "nowhere"):
        for form in ("page", "table", "claim-reviews"):
            assert client.get(f"/v1/reports/{name}/{form}").status_code == 404


def test_only_signed_verdicts_are_reviews(client: FlaskClient) -> None:
    """None before, one after, none when it is withdrawn; the editor's name is not in it."""
    report = stored(client, url="https://example.com/bridge")
    path, name = (
        f"/v1/reports/{report['id']}/claims/{contradicted(report)['id']}/signature",
        f"/v1/reports/{report['id']}",
    )
    assert client.get(f"{name}/claim-reviews").get_json()["@graph"] == []
    signed = client.post(path, json={"url": "https://desk.example/1", "why": "Asked."}, headers=ANN)
    assert signed.status_code == 200, signed.text
    response = client.get(f"{name}/claim-reviews")
    assert response.mimetype == "application/ld+json"
    (review,) = response.get_json()["@graph"]
    assert review["reviewRating"]["alternateName"] == "Conflicts with the record"
    assert review["itemReviewed"]["appearance"]["url"] == "https://example.com/bridge"
    assert "ann" not in json.dumps(review).split('"')
    assert client.delete(path, headers=BOB).status_code == 204
    assert client.get(f"{name}/claim-reviews").get_json()["@graph"] == []
    assert client.delete(path, headers=BOB).status_code == 409


@pytest.mark.parametrize("body", [{"url": "javascript:alert(1)"}, {"url": "x"}, {"why": 3}, {"verdict": "supported"}])
def test_a_signature_of_another_shape_is_refused(client: FlaskClient, body: dict[str, object]) -> None:
    """Only words and an address of the web; the verdict is the one there is."""
    report = stored(client)
    path = f"/v1/reports/{report['id']}/claims/{contradicted(report)['id']}/signature"
    assert client.post(path, json=body, headers=ANN).status_code == 422


def test_what_superdesk_pushes_is_checked_and_kept(client: FlaskClient) -> None:
    """As it comes; a later version of the item is a version of its story."""
    first = client.post("/v1/push/superdesk", json=ITEM).get_json()
    assert (first["item"], first["passed_over"], first["outcome"]) == (ITEM["guid"], None, "conflicts_found")
    later = {**ITEM, "version": "2", "body_html": f"{ITEM['body_html']}<p>The river froze.</p>"}
    second = client.post("/v1/push/superdesk", json=later).get_json()
    report = client.get(f"/v1/reports/{second['report']}").get_json()
    assert report["changes"]["since"] == first["report"]
    assert report["date"] == {"used": "2011-09-13", "how": "given", "hypotheses": []}


def test_the_headline_of_an_item_is_checked(client: FlaskClient) -> None:
    """Its claims name the segment, count in the headline, and stand on the page; the body's count in the body."""
    headline = "Prime Minister Tony Blair opened the bridge in London on 12 September 2011"
    made = client.post("/v1/push/superdesk", json={**ITEM, "guid": "urn:x:headline", "headline": headline}).get_json()
    report = client.get(f"/v1/reports/{made['report']}").get_json()
    texts = {"headline": headline, None: ITEM["body_html"]}
    told = {claim["segment"]: texts[claim["segment"]][claim["start"] : claim["end"]] for claim in report["claims"]}
    assert told.keys() == texts.keys()
    for claim in report["claims"]:
        assert texts[claim["segment"]][claim["start"] : claim["end"]] == claim["quote"]
    assert any(claim["verdict"] == "contradicted" and claim["segment"] for claim in report["claims"])
    assert "<h3><mark" in client.get(f"/v1/reports/{made['report']}/page").text
    replayed = client.post(f"/v1/reports/{made['report']}/replay", json={}).get_json()
    assert replayed["identical"] is True


def test_a_rewrite_belongs_to_the_story_that_it_evolved_from(client: FlaskClient) -> None:
    """Superdesk gives an update an id of its own, and says what it is an update of."""
    item = {**ITEM, "guid": "urn:newsml:desk.example:7"}
    first = client.post("/v1/push/superdesk", json=item).get_json()
    update = {**item, "guid": "urn:newsml:desk.example:8", "evolvedfrom": item["guid"]}
    second = client.post("/v1/push/superdesk", json=update).get_json()
    assert client.get(f"/v1/reports/{second['report']}").get_json()["changes"]["since"] == first["report"]


def test_an_embargoed_item_is_checked_and_not_kept(client: FlaskClient) -> None:
    """Nor is one that its publisher withholds."""
    for more in ({"embargoed": "2100-01-01T00:00:00+00:00"}, {"pubstatus": "withheld"}):
        answer = client.post("/v1/push/superdesk", json={**ITEM, "guid": "urn:x:9", **more}).get_json()
        assert (answer["report"], answer["passed_over"]) == (None, None)
        assert answer["outcome"]


@pytest.mark.parametrize(
    "item",
    [
        {"guid": "urn:x:1", "type": "picture", "pubstatus": "usable", "headline": "A bridge"},
        {"guid": "urn:x:2", "type": "composite", "versioncreated": "2011-09-13T08:00:00+0000", "associations": {}},
        {"uri": "urn:x:3", "headlines": [1], "embargoed": "soon"},
        {**ITEM, "pubstatus": "canceled"},
        {**ITEM, "body_html": "<p><img src='bridge.jpg'></p>"},
        {**ITEM, "body_html": "<p>The bridge\0 opened.</p>"},
        {**ITEM, "guid": "urn:x:\0"},
        {**ITEM, "uri": "https://desk.example/\0", "headline": "A\0"},
    ],
)
def test_what_cannot_be_checked_is_passed_over(client: FlaskClient, item: dict[str, object]) -> None:
    """Superdesk sends again what is refused, so pictures, kills and what holds no text are answered with why."""
    response = client.post("/v1/push/superdesk", json=item)
    assert response.status_code == 200
    assert response.get_json()["passed_over"]


def test_what_is_no_item_is_refused(client: FlaskClient) -> None:
    """JSON of another shape."""
    bodies: tuple[object, ...] = ({}, [], {"text": "x"}, "x")
    for body in bodies:
        assert client.post("/v1/push/superdesk", json=body).status_code == 422


@pytest.fixture
def signed(settings: Settings, engine: Engine) -> FlaskClient:
    """A client of a service that knows Superdesk's secret."""
    return create_app(replace(settings, superdesk_secret=SECRET), engine).test_client()


def test_with_a_secret_the_signature_is_the_key(signed: FlaskClient, client: FlaskClient) -> None:
    """As Superdesk signs it (HMAC-SHA1 of the body in hexadecimal); any other, and none, is refused."""
    body = json.dumps(ITEM).encode()
    good = "sha1=" + hmac.new(SECRET.encode(), body, "sha1").hexdigest()
    others = [hmac.new(b"guess", body, hashlib.sha1).hexdigest(), good.upper(), good[5:], "", "sha1=", "sha1=\u00e9"]

    def status(client: FlaskClient, **headers: str) -> int:
        response = client.post("/v1/push/superdesk", data=body, content_type="application/json", headers=headers)
        return response.status_code

    assert status(signed, **{"x-superdesk-signature": good}) == 200
    assert {status(signed, **{"x-superdesk-signature": other}) for other in others} == {401}
    assert status(signed) == 401
    assert status(client) == 200
