"""Jobs and webhooks on the command line."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from service.bootstrap import Engine
from service.domain.jobs import JobKind, Sent
from service.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

    from tests.cli.conftest import Result

    Run = Callable[..., Result]


def submitted(store: str) -> str:
    """The id of a job of two articles, one of which is answered."""
    engine = Engine(Settings(database_url=store), lambda: datetime.now(UTC))
    articles = [Sent("1", None, '{"id": 1, "error": {}}', failed=True), Sent('"b"', "{}")]
    job = engine.jobs().submit(JobKind.BATCH, articles, "{}", "ann")
    engine.close()
    return job.id


def test_jobs_are_listed_cancelled_resumed_and_printed(dateline: Run, store: str) -> None:
    """Each command says how the job stands; lines come as far as they are there."""
    job = submitted(store)
    listed = dateline("jobs", "list").out
    assert job in listed
    assert "1 of 2 answered, 1 with an error" in listed
    assert dateline("jobs", "results", job).out == '{"id": 1, "error": {}}\n'
    assert "cancelled" in dateline("jobs", "cancel", job, "--by", "bob").out
    lines = [json.loads(line) for line in dateline("jobs", "results", job).out.splitlines()]
    assert [line["id"] for line in lines] == [1, "b"]
    assert dateline("jobs", "cancel", job, "--by", "bob").code == 2
    assert "queued" in dateline("jobs", "resume", job, "--by", "bob").out
    assert dateline("jobs", "results", "nothing").code == 2


def test_webhooks_are_added_listed_and_removed(dateline: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The secret is printed once, when a webhook is added; addresses that are not allowed are refused."""
    assert dateline("webhooks", "add", "https://desk.example/", "--by", "ann").code == 2
    monkeypatch.setenv("DATELINE_WEBHOOK_ORIGINS", "https://desk.example")
    name, secret = dateline("webhooks", "add", "https://desk.example/", "--by", "ann").out.split()
    assert secret.startswith("whsec_")
    listed = dateline("webhooks", "list").out
    assert listed.split() == [name, "job.done", "https://desk.example/"]
    assert dateline("webhooks", "remove", name).code == 0
    assert dateline("webhooks", "list").out == ""
    assert dateline("webhooks", "remove", name).code == 2
