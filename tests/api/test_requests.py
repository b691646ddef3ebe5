"""What every request can ask for: a trace, compression, only what is new, being sent twice, from another origin."""

from __future__ import annotations

import gzip
import io
import re
import threading
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from flask import Flask, Response, request

from service.api.conditional import compare, demand_match
from service.api.errors import register_errors
from service.api.overload import Line, costly, line_up
from service.app import create_app
from service.contract.operations import ASKED, HEADERS
from service.domain.errors import LedgerNotReadyError
from tests.api.conftest import ANN, BOB
from tests.api.guarded import slug
from tests.ledger.builders import visit

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from service.bootstrap import Engine
    from service.domain.facts import Fact
    from service.settings import Settings

READ = "/v1/ledger/revisions"
TEXT = "The keeper of the lighthouse at Zenda opened the new bridge on 3 May 2009."
PARENT = re.compile(r"^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$")


def test_a_trace_goes_on(client: FlaskClient) -> None:
    """The trace and its flags stay, the span is new."""
    sent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    told = PARENT.match(client.get("/healthz", headers={"traceparent": sent}).headers["traceparent"])
    assert told
    assert (told[1], told[3]) == ("0af7651916cd43dd8448eb211c80319c", "01")
    assert told[2] != "b7ad6b7169203331"


@pytest.mark.parametrize(
    "sent",
    [
        "",
        "rubbish",
        "00-" + "0" * 32 + "-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-" + "0" * 16 + "-01",
        "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
    ],
)
def test_what_is_no_trace_is_begun_anew(client: FlaskClient, sent: str) -> None:
    """As the recommendation has it, errors included."""
    for path in ("/healthz", "/nowhere"):
        told = PARENT.match(client.get(path, headers={"traceparent": sent}).headers["traceparent"])
        assert told
        assert "0af7651916cd43dd" not in told[1]


def test_long_answers_are_compressed_for_who_takes_it(client: FlaskClient) -> None:
    """The same content, under an entity tag of its own; both depend on what is accepted, and say so."""
    plain = client.get("/openapi.json")
    small = client.get("/openapi.json", headers={"Accept-Encoding": "br;q=1.0, gzip;q=0.5"})
    assert (plain.headers.get("Content-Encoding"), small.headers.get("Content-Encoding")) == (None, "gzip")
    assert gzip.decompress(small.data) == plain.data
    assert len(small.data) < len(plain.data) / 3
    assert small.headers["ETag"] != plain.headers["ETag"]
    assert "Accept-Encoding" in plain.headers["Vary"]
    assert "Accept-Encoding" in small.headers["Vary"]
    for refused in ("gzip;q=0", "identity", "br"):
        assert "Content-Encoding" not in client.get("/openapi.json", headers={"Accept-Encoding": refused}).headers
    assert "Content-Encoding" not in client.get("/healthz", headers={"Accept-Encoding": "gzip"}).headers


def test_what_has_not_changed_is_not_sent_again(client: FlaskClient, write: Callable[[Fact], str]) -> None:
    """304 without a body under either tag, compressed or not; after a change it is sent again."""
    tag = ""
    for accepted in ("identity", "gzip"):
        tag = client.get(READ, headers={"Accept-Encoding": accepted}).headers["ETag"]
        assert re.fullmatch(r'"[0-9a-f]{32}(\.gz)?"', tag)
        for sent in (tag, f'"other", {tag}', "*", f"W/{tag}"):
            same = client.get(READ, headers={"If-None-Match": sent})
            assert (same.status_code, same.data) == (304, b"")
            assert "ETag" in same.headers
    write(visit("Flavia Strelsau", "SE", "2015-01-02", "2015-01-03"))
    assert client.get(READ, headers={"If-None-Match": tag}).status_code == 200
    assert client.get("/nowhere", headers={"If-None-Match": "*"}).status_code == 404


@pytest.mark.parametrize("accepted", ["identity", "gzip"])
@pytest.mark.parametrize("path", ["/openapi.json", "/healthz"])
def test_304_has_the_tag_that_200_would_have_had(client: FlaskClient, path: str, accepted: str) -> None:
    """Whichever of the two tags it is asked by, so that a cache finds what it keeps."""
    headers = {"Accept-Encoding": accepted}
    whole = client.get(path, headers=headers)
    tag = whole.headers["ETag"].removesuffix('"').removesuffix(".gz")
    for sent in (f'{tag}"', f'{tag}.gz"', "*"):
        same = client.get(path, headers={**headers, "If-None-Match": sent})
        assert (same.status_code, same.headers["ETag"]) == (304, whole.headers["ETag"])
        assert same.headers["Vary"] == whole.headers["Vary"]


@pytest.mark.parametrize(
    ("sent", "status"),
    [(None, 200), ('"a1"', 200), ('"a1.gz"', 200), ("*", 200), ('"b2"', 412), ("", 412), ('W/"a1"', 412)],
)
def test_a_change_under_a_condition(sent: str | None, status: int) -> None:
    """A view that demands a match goes on only where the request names the present tag, or none."""
    app = Flask(__name__)

    def change() -> Response:
        demand_match(lambda: "a1")
        return Response("done")

    app.add_url_rule("/thing", view_func=change, methods=["PUT"])
    compare(app)
    register_errors(app)
    response = app.test_client().put("/thing", headers={} if sent is None else {"If-Match": sent})
    assert response.status_code == status


def test_a_decision_about_what_has_changed_is_not_taken(client: FlaskClient, write: Callable[[Fact], str]) -> None:
    """Under the tag of the fact as it was seen: 412 where somebody was faster, and the fact stays as it is."""
    place = f"/v1/ledger/facts/{write(visit('Antoinette Mauban', 'SE', '2014-05-13', '2014-05-14'))}"
    seen = client.get(place).headers["ETag"]
    for what, body, who in (
        ("contest", {"why": "a doubt"}, ANN),
        ("settle", {"stands": True}, ANN),
        ("settlement", {"stands": False, "why": "no"}, BOB),
        ("review", {"action": "accept"}, ANN),
        ("retract", {"why": "misread"}, ANN),
    ):
        stale = client.post(f"{place}/{what}", json=body, headers={**who, "If-Match": '"other"'})
        assert slug(stale) == "precondition-failed", what
    assert client.get(place).headers["ETag"] == seen
    doubt = {"why": "a doubt"}
    assert client.post(f"{place}/contest", json=doubt, headers={**ANN, "If-Match": seen}).status_code == 200
    late = client.post(f"{place}/settle", json={"stands": True}, headers={**ANN, "If-Match": seen})
    assert slug(late) == "precondition-failed"
    nowhere = client.post(f"{place[:-8]}00000000/contest", json=doubt, headers={**ANN, "If-Match": "*"})
    assert slug(nowhere) == "not-found"


def test_a_report_is_forgotten_as_it_was_seen(client: FlaskClient) -> None:
    """Under another tag than its own it stays."""
    place = client.post("/v1/check", json={"article": {"text": TEXT}}).headers["Content-Location"]
    tag = client.get(place).headers["ETag"]
    assert slug(client.delete(place, headers={"If-Match": '"other"'})) == "precondition-failed"
    assert client.delete(place, headers={"If-Match": tag}).status_code == 204


def test_a_write_sent_twice_is_done_once(client: FlaskClient, write: Callable[[Fact], str]) -> None:
    """The second answer is the first, byte for byte; another body or person under the key is refused."""
    fact = write(visit("Rupert Hentzau", "SE", "2014-05-13", "2014-05-14"))
    path, doubt = f"/v1/ledger/facts/{fact}/contest", {"why": "a doubt"}

    def send(key: str, body: dict[str, Any] = doubt, who: dict[str, str] = ANN) -> Any:  # noqa: ANN401 - a response
        return client.post(path, json=body, headers={**who, "Idempotency-Key": key})

    first = send('"write-1"')
    again = send("write-1")
    assert (first.status_code, again.status_code) == (200, 200)
    assert first.data == again.data
    assert ("Idempotency-Replayed" in first.headers, again.headers["Idempotency-Replayed"]) == (False, "true")
    assert slug(send("write-1", {"why": "another"})) == "idempotency"
    assert slug(send("write-1", doubt, BOB)) == "idempotency"
    refused = send("write-2")
    assert slug(refused) == "conflict", "a new key is a new request"
    assert slug(send("write-2")) == "conflict", "what failed is not kept"
    for wrong in ("", '""', "x" * 256, "\xe9"):
        assert slug(send(wrong)) == "malformed"


def test_what_was_done_is_told_though_the_store_went_since(
    client: FlaskClient, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A store that goes between a request's work and the note of its answer does not turn the answer into an error."""

    def gone(*_: object) -> None:
        raise LedgerNotReadyError("It is gone.")

    monkeypatch.setattr(engine.access.idempotency, "end", gone)
    answer = client.post("/v1/check", json={"article": {"text": TEXT}}, headers={"Idempotency-Key": "told"})
    assert answer.status_code == 200
    monkeypatch.undo()
    again = client.post("/v1/check", json={"article": {"text": TEXT}}, headers={"Idempotency-Key": "told"})
    assert slug(again) == "idempotency"


def test_nothing_is_kept_of_a_check_that_asks_for_that(client: FlaskClient, engine: Engine) -> None:
    """Neither with `store: false` nor under an embargo does the text or the answer stand in the store."""
    article = {"text": TEXT, "embargoed_until": "2999-01-01T00:00:00Z"}
    for number, body in enumerate(({"article": {"text": TEXT}, "store": False}, {"article": article})):
        for _ in range(2):
            response = client.post("/v1/check", json=body, headers={"Idempotency-Key": f"check-{number}"})
            assert response.status_code == 200
            assert "Idempotency-Replayed" not in response.headers
    with engine.records().reading() as connection:
        rows = connection.exec_driver_sql("SELECT * FROM idempotency WHERE key LIKE 'check-%'").all()
    assert rows == []


def test_a_check_sent_twice_is_answered_once(client: FlaskClient) -> None:
    """The same report under the same id."""
    sent = [
        client.post("/v1/check", json={"article": {"text": TEXT}}, headers={"Idempotency-Key": "same"})
        for _ in range(2)
    ]
    assert sent[0].get_json()["id"] == sent[1].get_json()["id"]


@pytest.mark.parametrize("form", ["", "/page", "/table"])
def test_a_forgotten_report_is_not_answered_again(client: FlaskClient, engine: Engine, form: str) -> None:
    """Nothing of its text stays beside it, in whatever form it was answered."""
    key = f"forgotten{form}"
    made = client.post(f"/v1/check{form}", json={"article": {"text": TEXT}}, headers={"Idempotency-Key": key})
    place = made.headers["Content-Location"].removesuffix(form)
    again = client.post(f"/v1/check{form}", json={"article": {"text": TEXT}}, headers={"Idempotency-Key": key})
    assert again.data == made.data
    assert client.get(f"{place}{form}").status_code == 200
    assert client.delete(place).status_code == 204
    with engine.records().reading() as connection:
        rows = connection.exec_driver_sql(f"SELECT 1 FROM idempotency WHERE key = '{key}'").all()  # noqa: S608 - a name of ours
    assert rows == []


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/v1/jobs", {"articles": [{"id": 1, "text": TEXT}]}),
        ("/v1/webhooks", {"url": "https://desk.example/hook", "events": ["job.done"]}),
        ("/v1/sources/tower.example/replies", {"author": "The editors", "statement": "We have put it right."}),
    ],
)
def test_what_was_deleted_can_be_made_again(client: FlaskClient, path: str, body: dict[str, Any]) -> None:
    """Under the same key: it is another thing then, not the address of one that is there no more."""
    article = {"text": TEXT, "source": "tower.example", "published_at": "2009-05-04", "url": "https://tower.example/1"}
    client.post("/v1/check", json={"article": article})
    headers = {**ANN, "Idempotency-Key": f"again{path}"}
    places = []
    for _ in range(2):
        made = client.post(path, json=body, headers=headers)
        assert client.post(path, json=body, headers=headers).data == made.data
        places.append(made.headers["Location"])
        assert client.delete(places[-1], headers=ANN).status_code == 204
    assert places[0] != places[1]


@pytest.mark.parametrize("path", ["/v1/reports/any", "/v1/jobs/any"])
def test_every_method_of_an_address_may_be_used_from_the_list(settings: Settings, engine: Engine, path: str) -> None:
    """Though another view answers each of them."""
    client = create_app(replace(settings, cors_origins="https://cms.example"), engine).test_client()
    headers = {"Origin": "https://cms.example", "Access-Control-Request-Method": "DELETE"}
    allowed = client.options(path, headers=headers).headers["Access-Control-Allow-Methods"]
    assert allowed == "DELETE, GET, HEAD"


def test_pages_of_the_list_may_send_and_see_what_is_described(settings: Settings, engine: Engine) -> None:
    """Every header of the description, in either direction."""
    client = create_app(replace(settings, cors_origins="https://cms.example"), engine).test_client()
    headers = {"Origin": "https://cms.example", "Access-Control-Request-Method": "POST"}
    asked = client.options("/v1/check", headers=headers).headers["Access-Control-Allow-Headers"]
    assert {*ASKED} <= {*asked.split(", ")}
    shown = client.get(READ, headers=headers).headers["Access-Control-Expose-Headers"]
    assert {*HEADERS} <= {*shown.split(", ")}


def test_pages_of_the_list_may_ask(settings: Settings, engine: Engine) -> None:
    """A listed origin is told what it may send and see; another learns nothing; cookies are nobody's."""
    client = create_app(replace(settings, cors_origins="https://cms.example"), engine).test_client()
    asked = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization"}
    listed = client.options("/v1/check", headers={"Origin": "https://cms.example", **asked})
    assert listed.status_code == 204
    assert "POST" in listed.headers["Access-Control-Allow-Methods"]
    assert {"Authorization", "Idempotency-Key"} <= {*listed.headers["Access-Control-Allow-Headers"].split(", ")}
    other = client.options("/v1/check", headers={"Origin": "https://evil.example", **asked})
    for response, allowed in (
        (listed, "https://cms.example"),
        (client.get(READ, headers={"Origin": "https://cms.example"}), "https://cms.example"),
        (client.get("/nowhere", headers={"Origin": "https://cms.example"}), "https://cms.example"),
        (other, None),
        (client.get(READ, headers={"Origin": "https://evil.example"}), None),
    ):
        assert response.headers.get("Access-Control-Allow-Origin") == allowed
        assert "Access-Control-Allow-Credentials" not in response.headers
        assert "Origin" in response.headers["Vary"]


class Slow:
    """An application with a view that takes as long as a test lets it."""

    def __init__(self, at_once: int, waiting: int, seconds: float) -> None:
        self.begun, self.go_on = threading.Semaphore(0), threading.Event()
        self._app = Flask(__name__)
        self._app.add_url_rule("/slow", view_func=self.slow)
        self._app.add_url_rule("/quick", view_func=lambda: Response("quick"), endpoint="quick")
        self.line = Line(at_once, waiting, seconds)
        line_up(self._app, self.line)
        register_errors(self._app)
        self.answers: list[int] = []

    @costly
    def slow(self) -> Response:
        """Wait for the test."""
        self.begun.release()
        self.go_on.wait()
        return Response("slow")

    def ask(self, path: str = "/slow") -> TestResponse:
        """The answer."""
        response = self._app.test_client().get(path)
        self.answers.append(response.status_code)
        return response


def test_who_sends_slowly_keeps_no_place() -> None:
    """The body is there before the request stands in line."""
    told: list[str] = []

    class Watched(Line):
        def before(self, view: Callable[..., Any]) -> Callable[..., Any]:
            def stood() -> Response:
                told.append("in line")
                found: Response = view()
                return found

            return stood

    class Sent(io.BytesIO):
        def readinto(self, buffer: Any, /) -> int:  # noqa: ANN401 - any buffer
            told.append("sent")
            return super().readinto(buffer)

        def read(self, size: int | None = -1, /) -> bytes:
            told.append("sent")
            return super().read(size)

    app = Flask(__name__)
    app.add_url_rule("/", "read", costly(lambda: Response(request.get_data())), methods=["POST"])
    line_up(app, Watched(1, 1, 1))
    assert app.test_client().post("/", input_stream=Sent(b"body"), content_length=4).data == b"body"
    assert (told[0], told[-1]) == ("sent", "in line")


def test_too_much_work_is_told_at_once() -> None:
    """Beyond those at work and in line it is 503 with a time; what is cheap is answered, and the others later."""
    slow = Slow(at_once=2, waiting=1, seconds=60)
    asking = [threading.Thread(target=slow.ask) for _ in range(3)]
    for number, thread in enumerate(asking):
        thread.start()
        if number < 2:
            slow.begun.acquire()
    while slow.line.in_line < 1:  # the third is on its way
        time.sleep(0.01)
    refused = slow.ask()
    assert refused.status_code == 503
    assert slug(refused) == "overloaded"
    assert int(refused.headers["Retry-After"]) >= 1
    assert slow.ask("/quick").status_code == 200
    slow.go_on.set()
    for thread in asking:
        thread.join()
    assert sorted(slow.answers) == [200, 200, 200, 200, 503]
    assert slow.ask().status_code == 200


def test_nobody_stands_in_line_for_ever() -> None:
    """After the longest wait it is 503, and the place in line is free again."""
    slow = Slow(at_once=1, waiting=1, seconds=0.01)
    first = threading.Thread(target=slow.ask)
    first.start()
    slow.begun.acquire()
    assert [slow.ask().status_code, slow.ask().status_code] == [503, 503]
    slow.go_on.set()
    first.join()
    assert slow.ask().status_code == 200
