"""Who may ask what over HTTP, and under whose name a write is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from service.bootstrap import Engine
from service.domain.access import Quota, Scope
from service.settings import Settings
from tests.api.guarded import Guarded, bearer, slug

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask.testing import FlaskClient

NOWHERE = "/v1/ledger/facts/0123456789abcdef0123456789abcdef"
CHECK = {"article": {"text": "The bridge was opened in Berlin on 3 May 2009."}, "ledger": False}
ASKED = [
    ("check", "POST", "/v1/check", CHECK, 200),
    ("read", "GET", "/v1/ledger/revisions", None, 200),
    ("review", "GET", "/v1/ledger/review", None, 200),
    ("review", "POST", f"{NOWHERE}/contest", {"why": "a doubt"}, 404),
    ("admin", "GET", "/v1/audit", None, 200),
]


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Guarded]:
    """A service with a key for each scope."""
    settings = Settings(database_url=f"sqlite:///{tmp_path_factory.mktemp('access') / 'ledger.sqlite'}", parser="words")
    engine = Engine(settings, clock=lambda: datetime(2026, 1, 1, tzinfo=UTC))
    yield Guarded.of(engine)
    engine.close()


@pytest.fixture
def client(guarded: Guarded) -> FlaskClient:
    """A client of the service with keys."""
    return guarded.client()


@pytest.mark.parametrize(("scope", "method", "path", "body", "status"), ASKED)
def test_each_scope_opens_its_own_and_admin_all(
    guarded: Guarded, client: FlaskClient, scope: str, method: str, path: str, body: object, status: int
) -> None:
    """Without a key 401, with another scope 403 that names the one which is missing; nothing is read before."""
    assert slug(client.open(path, method=method, json=body)) == "unauthorized"
    for name, key in guarded.keys.items():
        response = client.open(path, method=method, json=body, headers=bearer(key))
        if name in {scope, "admin"} or (name, scope) == ("trusted", "review"):
            assert response.status_code == status, (name, response.text)
        else:
            assert slug(response) == "forbidden"
            assert f'scope="{scope}"' in response.headers["WWW-Authenticate"]


def test_what_needs_no_key(client: FlaskClient) -> None:
    """Health, readiness and the description."""
    assert [client.get(path).status_code for path in ("/healthz", "/readyz", "/openapi.json")] == [200, 200, 200]


@pytest.mark.parametrize("limit", ["0", "501", "+5", " 5", "05", "5.0", "\u0665", "1_0", "9" * 5_000])
def test_numbers_of_a_query_are_written_plainly(guarded: Guarded, client: FlaskClient, limit: str) -> None:
    """As JSON writes them; anything else is 422."""
    answer = client.get("/v1/audit", query_string={"limit": limit}, headers=bearer(guarded.keys["admin"]))
    assert slug(answer) == "invalid"


@pytest.mark.parametrize("sent", ["Bearer", "Bearer ", "Bearer x", "Basic YTpi", "bearer dateline_aaaaaaaaaaaa_x", "é"])
def test_what_is_no_key_is_401(client: FlaskClient, sent: str) -> None:
    """With the scheme that is asked for, and not a word of what was sent."""
    response = client.get("/v1/ledger/revisions", headers={"Authorization": sent})
    assert slug(response) == "unauthorized"
    assert response.headers["WWW-Authenticate"] == "Bearer"
    assert "aaaaaaaaaaaa" not in response.text


def test_a_revoked_key_is_told_so(guarded: Guarded, client: FlaskClient) -> None:
    """To whoever has it."""
    key = guarded.with_quota(Quota(100, 60))
    assert client.get("/v1/caller", headers=bearer(key)).get_json() == {
        "id": f"key:{key[9:21]}",
        "name": "busy",
        "scopes": ["read"],
        "trusted": False,
        "quota": "100/minute",
    }
    guarded.engine.access.keys.revoke(key[9:21], by="root")
    assert "revoked" in client.get("/v1/caller", headers=bearer(key)).get_json(force=True)["detail"]


def test_only_a_trusted_key_speaks_for_others(guarded: Guarded, client: FlaskClient) -> None:
    """Its person is the one in the log; another key that names somebody is refused, and so is a name that is none."""
    doubt, path = {"why": "a doubt"}, f"{NOWHERE}/contest"
    named = {**bearer(guarded.keys["trusted"]), "Dateline-Actor": "Zo%C3%AB Vane"}
    assert client.post(path, json=doubt, headers=named).status_code == 404
    other = {**named, "Dateline-Actor": "100%"}
    assert client.post(path, json=doubt, headers=other).status_code == 404
    unasked = client.post("/v1/check", json=CHECK, headers={**bearer(guarded.keys["check"]), "Dateline-Actor": "Zoe"})
    assert slug(unasked) == "forbidden", "whether or not the name is asked for"
    refused = client.post(path, json=doubt, headers={**bearer(guarded.keys["review"]), "Dateline-Actor": "Zoe"})
    assert slug(refused) == "forbidden"
    for wrong in ("\xff", " ", "%00", "x" * 201):
        asked = client.post(path, json=doubt, headers={**bearer(guarded.keys["trusted"]), "Dateline-Actor": wrong})
        assert slug(asked) == "malformed"


def test_a_proxy_signs_people_in(guarded: Guarded) -> None:
    """Its header is worth something from its own address alone, with the scopes that such people have."""
    client = guarded.client(
        replace(guarded.engine.settings, sign_in_header="X-User", sign_in_from="10.0.0.0/24", sign_in_scopes="read")
    )
    headers = {"X-User": "Ann Vane"}
    inside = client.get("/v1/caller", headers=headers, environ_overrides={"REMOTE_ADDR": "10.0.0.7"})
    assert (inside.get_json()["id"], inside.get_json()["scopes"]) == ("person:Ann Vane", ["read"])
    mapped = client.get("/v1/caller", headers=headers, environ_overrides={"REMOTE_ADDR": "::ffff:10.0.0.7"})
    assert mapped.get_json()["name"] == "Ann Vane"
    for address in ("::ffff:10.0.1.7", "10.0.1.7", "127.0.0.1", "::1", ""):
        outside = client.get("/v1/caller", headers=headers, environ_overrides={"REMOTE_ADDR": address})
        assert slug(outside) == "unauthorized"
    key = {**headers, **bearer(guarded.keys["check"])}
    assert client.get("/v1/caller", headers=key, environ_overrides={"REMOTE_ADDR": "10.0.0.7"}).get_json()["name"] == (
        "check"
    )


def test_jobs_are_followed_by_who_sent_them(guarded: Guarded, client: FlaskClient) -> None:
    """And by whoever may read; ended by who sent them and by administrators. To others they are not there."""
    batch = {"articles": [{"id": 1, "text": "The bridge was opened in Berlin on 3 May 2009."}]}
    mine, other = bearer(guarded.keys["check"]), bearer(guarded.with_scopes(Scope.CHECK))
    reader = bearer(guarded.with_scopes(Scope.CHECK, Scope.READ))
    place = client.post("/v1/jobs", json=batch, headers=mine).headers["Location"]

    def told(headers: dict[str, str]) -> list[int]:
        asked = [client.get(path, headers=headers).status_code for path in (place, f"{place}/results")]
        return [*asked, len(client.get("/v1/jobs", headers=headers).get_json()["jobs"])]

    assert [told(mine), told(other), told(reader)] == [[200, 200, 1], [404, 404, 0], [200, 200, 1]]
    for headers in (other, reader):
        assert client.post(f"{place}/cancel", headers=headers).status_code == 404
        assert client.post(f"{place}/resume", headers=headers).status_code == 404
        assert client.delete(place, headers=headers).status_code == 404
    assert client.post(f"{place}/cancel", headers=mine).status_code == 200
    assert client.delete(place, headers=bearer(guarded.keys["admin"])).status_code == 204


def test_a_quota_is_told_and_kept(guarded: Guarded, client: FlaskClient) -> None:
    """Every answer tells what is left; beyond it 429 says when to come back. Other callers have their own."""
    headers = bearer(guarded.with_quota(Quota(2, 3_600)))
    answers = [client.get("/v1/ledger/revisions", headers=headers) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert [answer.headers["RateLimit"] for answer in answers] == [f'"requests";r={left};t=3600' for left in (1, 0, 0)]
    assert {answer.headers["RateLimit-Policy"] for answer in answers} == {'"requests";q=2;w=3600'}
    assert answers[2].headers["Retry-After"] == "3600"
    assert slug(answers[2]) == "too-many-requests"
    usual = guarded.client(replace(guarded.engine.settings, quota="1/day"))
    told = [usual.get("/v1/ledger/revisions", headers=bearer(guarded.keys["read"])).status_code for _ in range(2)]
    assert told == [200, 429]


def test_what_was_changed_and_what_was_forbidden_is_in_the_log(guarded: Guarded) -> None:
    """With person, key, operation, address, status and trace; reading and checking leave no entry."""
    client = guarded.client()
    trace = "0af7651916cd43dd8448eb211c80319c"
    headers = {**bearer(guarded.keys["read"]), "traceparent": f"00-{trace}-b7ad6b7169203331-01"}
    before = guarded.engine.access.audit.page(1)[0].seq
    client.get("/v1/ledger/revisions", headers=headers)
    client.post("/v1/check", json=CHECK, headers=bearer(guarded.keys["check"]))
    client.post(f"{NOWHERE}/contest", json={"why": "secret words"}, headers=headers)
    page = client.get("/v1/audit?limit=1", headers=bearer(guarded.keys["admin"]))
    (entry,) = page.get_json()["entries"]
    assert entry["number"] == before + 1
    assert (entry["actor"], entry["action"], entry["status"], entry["trace"]) == ("read", "contest", 403, trace)
    assert entry["target"] == f"{NOWHERE}/contest"
    client.post("/v1/reports/nowhere/replay", json={}, headers=bearer(guarded.keys["check"]))
    client.delete("/v1/reports/nowhere", headers=headers)
    (forbidden,) = client.get("/v1/audit?limit=1", headers=bearer(guarded.keys["admin"])).get_json()["entries"]
    assert (forbidden["number"], forbidden["action"]) == (before + 2, "forgetReport"), "as the description names it"
    assert "secret words" not in str(guarded.engine.access.audit.page(100))
    assert page.get_json()["next"] == before + 1
    following = client.get(page.headers["Link"].partition(">")[0][1:], headers=bearer(guarded.keys["admin"]))
    assert following.get_json()["entries"][0]["number"] == before
    only = client.get("/v1/audit?actor=nobody%20here", headers=bearer(guarded.keys["admin"])).get_json()
    assert only == {"entries": [], "next": None}


def test_the_store_refuses_to_change_the_log(guarded: Guarded) -> None:
    """Whoever connects to it."""
    place = guarded.engine.records()
    for statement in ("UPDATE audit SET actor = 'x'", "DELETE FROM audit"):
        with pytest.raises(Exception, match="append-only"), place.writing() as connection:
            connection.exec_driver_sql(statement)
