"""The Python client: against the service as it comes, and against what a network can do."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, get_type_hints, is_typeddict

import httpx
import pytest
from dateline_client import Dateline, ProblemError, UnreachableError, UnverifiedError, documents, verify

from scripts import client_types

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.clients.conftest import Serving

TEXT = "Foreign Secretary Dominic Raab opened the pier at Zenda on Monday, 12 September 2011."


@pytest.fixture(autouse=True)
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that the client would have slept."""
    found: list[float] = []
    monkeypatch.setattr("dateline_client.client.time.sleep", found.append)
    return found


def answering(*answers: httpx.Response | Exception) -> tuple[Dateline, list[httpx.Request]]:
    """A client whose requests are answered by these in turn, and the requests that it sends."""
    sent: list[httpx.Request] = []
    left = list(answers)

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        found = left.pop(0)
        if isinstance(found, Exception):
            raise found
        return found

    return Dateline(key="a-key", transport=httpx.MockTransport(answer)), sent


def test_an_article_is_checked(serving: Serving) -> None:
    """A text, or an article with its date, comes back as a report; options of the request go with it."""
    with Dateline(serving.address) as dateline:
        report = dateline.check({"text": TEXT, "published_at": "2011-09-13"}, store=False)
        assert report["outcome"] == "conflicts_found"
        assert dateline.check(TEXT, ledger=False, store=False)["ledger_revision"] is None
        assert {rule["id"] for rule in dateline.rules()["rules"]} >= {"office_tenure"}


def test_a_problem_says_where_and_what(serving: Serving) -> None:
    """What the service refuses becomes an error with its kind, its status and a pointer to each fault."""
    with Dateline(serving.address) as dateline, pytest.raises(ProblemError) as refused:
        dateline.check({"text": TEXT, "published_at": "tomorrow"}, stroe=False)
    assert refused.value.status == 422
    assert refused.value.kind == "urn:dateline:problem:invalid"
    assert set(refused.value.pointers) == {"/article/published_at", "/stroe"}


def test_the_ledger_can_be_looked_into(serving: Serving) -> None:
    """Revisions come page by page; an unknown fact is a problem."""
    with Dateline(serving.address) as dateline:
        assert [one["number"] for one in dateline.revisions()] == [1]
        with pytest.raises(ProblemError, match="404"):
            dateline.fact("0123456789")


def test_what_is_busy_is_asked_again_and_nothing_is_done_twice(waits: list[float]) -> None:
    """After 429, 503 and a lost connection the same request goes out again, under the same key, when it may."""
    busy = httpx.Response(503, headers={"Retry-After": "7"})
    client, sent = answering(
        busy, httpx.ConnectError("gone"), httpx.Response(429), httpx.Response(200, json={"id": "r"})
    )
    assert client.call("POST", "/v1/check", {}) == {"id": "r"}
    assert waits == [7.0, 1.0, 1.0]
    assert len({request.headers["Idempotency-Key"] for request in sent}) == 1
    assert all(request.headers["Authorization"] == "Bearer a-key" for request in sent)


@pytest.mark.parametrize(
    ("last", "error"),
    [
        (lambda: httpx.Response(503, json={"title": "Busy", "type": "urn:x"}), ProblemError),
        (lambda: httpx.ReadTimeout("slow"), UnreachableError),
        (lambda: httpx.Response(502, text="<html>"), UnreachableError),
    ],
)
def test_patience_ends(last: Callable[[], httpx.Response | Exception], error: type[Exception]) -> None:
    """After the last try, what went wrong is raised; an answer that is none of the service's is told apart."""
    client, _ = answering(last(), last(), last(), last())
    with pytest.raises(error):
        client.call("GET", "/v1/rules")


def test_pages_are_asked_for_one_by_one() -> None:
    """The next page is asked for when the last of this one was taken, by its cursor."""
    client, sent = answering(
        httpx.Response(200, json={"changes": [{"n": 1}], "next": "abc"}),
        httpx.Response(200, json={"changes": [{"n": 2}], "next": None}),
    )
    pages = client.diff("1", "2")
    assert next(pages) == {"n": 1}
    assert len(sent) == 1
    assert list(pages) == [{"n": 2}]
    assert dict(sent[1].url.params) == {"from": "1", "to": "2", "cursor": "abc"}


def test_a_job_is_waited_for(waits: list[float]) -> None:
    """Waiting asks until the job has ended, and no longer than it may; results are read line by line."""
    running, done = {"id": "j", "state": "running"}, {"id": "j", "state": "done"}
    client, _ = answering(httpx.Response(200, json=running), httpx.Response(200, json=done))
    assert client.wait("j", every=3)["state"] == "done"
    assert waits == [3]
    client, _ = answering(httpx.Response(200, json=running))
    with pytest.raises(TimeoutError):
        client.wait("j", at_most=-1)
    lines = "".join(json.dumps({"id": number}) + "\n" for number in range(3))
    client, sent = answering(httpx.Response(200, text=lines), httpx.Response(404, json={"title": "Not Found"}))
    assert [line["id"] for line in client.results("j", after=2)] == [0, 1, 2]
    assert sent[0].url.params["from"] == "2"
    with pytest.raises(ProblemError):
        list(client.results("j"))


def test_lines_end_where_lines_of_json_end(waits: list[float]) -> None:
    """What else ends a line somewhere may stand in a text; a busy service is asked again before the first line."""
    words = ["one\u2028two", "three\x85four", "five\x0bsix"]
    lines = "".join(json.dumps({"id": word}, ensure_ascii=False) + "\n" for word in words)
    client, _ = answering(httpx.Response(503, headers={"Retry-After": "2"}), httpx.Response(200, text=lines))
    assert [line["id"] for line in client.results("j")] == words
    assert waits == [2.0]


def test_a_stream_that_breaks_off_is_an_error() -> None:
    """The lines so far are given, and then it is said that the service does not answer."""

    def pieces() -> Iterator[bytes]:
        yield b'{"id": 1}\n{"id'
        raise httpx.ReadError("gone")

    client, _ = answering(httpx.Response(200, content=pieces()))
    lines = client.results("j")
    assert next(lines) == {"id": 1}
    with pytest.raises(UnreachableError):
        next(lines)


def test_what_is_under_way_is_waited_for(waits: list[float]) -> None:
    """A request whose answer got lost is sent again until the service is done with the first one."""
    busy = {"type": "urn:dateline:problem:idempotency", "title": "The idempotency key is taken"}
    other = {"type": "urn:dateline:problem:conflict", "title": "Somebody was faster"}
    client, sent = answering(
        httpx.ReadTimeout("slow"), httpx.Response(409, json=busy), httpx.Response(200, json={"id": "r"})
    )
    assert client.call("POST", "/v1/check", {}) == {"id": "r"}
    assert (len(sent), waits) == (3, [1.0, 1.0])
    client, sent = answering(httpx.Response(409, json=other))
    with pytest.raises(ProblemError, match="409 Somebody was faster"):
        client.call("POST", "/v1/check", {})


def test_a_person_may_have_any_name() -> None:
    """A header is ASCII; the service reads the rest of a name from percent signs."""
    sent: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return httpx.Response(200, json={})

    Dateline(actor="Zoë Vane, 100%", transport=httpx.MockTransport(answer)).settle("f", "seen", stands=True)
    assert sent[0].headers["Dateline-Actor"] == "Zo%C3%AB Vane, 100%25"


def test_a_name_is_one_part_of_an_address() -> None:
    """Whatever a name holds, it leads nowhere else."""
    client, sent = answering(*(httpx.Response(200, json={}) for _ in range(2)))
    client.report("a/../b?c#d")
    client.fact("é")
    assert [request.url.raw_path for request in sent] == [
        b"/v1/reports/a%2F..%2Fb%3Fc%23d",
        b"/v1/ledger/facts/%C3%A9",
    ]


def test_an_answer_of_somebody_else_is_told_apart() -> None:
    """A page where JSON should be, of a proxy that says that all is well, is no answer of the service."""
    client, _ = answering(httpx.Response(200, text="<html>"))
    with pytest.raises(UnreachableError, match="not this service"):
        client.rules()


def test_a_webhook_needs_its_headers() -> None:
    """A message without the headers of Standard Webhooks is not believed; the examples test the rest."""
    for headers in ({}, {"webhook-id": "1", "webhook-timestamp": "soon", "webhook-signature": "v1,"}):
        with pytest.raises(UnverifiedError):
            verify(b"{}", headers, "whsec_c2VjcmV0")


@pytest.mark.filterwarnings("default::UserWarning")
def test_the_types_are_those_of_the_description() -> None:
    """`documents.py` is what `python -m scripts.client_types` writes now, and every type in it can be resolved."""
    assert Path(client_types.FILE).read_text(encoding="utf-8") == client_types.module()
    named = {name: kind for name, kind in vars(documents).items() if is_typeddict(kind) and name != "TypedDict"}
    assert {"ToldReport", "Job", "Check"} <= set(named)
    for kind in named.values():
        assert get_type_hints(kind, include_extras=True) is not None
