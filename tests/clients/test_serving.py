"""What an operator relies on while the service runs."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from http.client import HTTPConnection
from typing import TYPE_CHECKING

from prometheus_client.parser import text_string_to_metric_families

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.clients.conftest import Serving

TEXT = "Foreign Secretary Dominic Raab unveiled the obelisk of Strelsau on Monday, 12 September 2011."
WORDS = ("obelisk", "Strelsau", "Raab")


def ask(serving: Serving, method: str, path: str, body: object = None) -> tuple[int, str]:
    """Status and body of an answer."""
    connection = HTTPConnection("127.0.0.1", serving.port, timeout=60)
    sent = None if body is None else json.dumps(body).encode()
    connection.request(method, path, sent, {"Content-Type": "application/json", "Connection": "close"})
    response = connection.getresponse()
    found = response.status, response.read().decode()
    connection.close()
    return found


def count(serving: Serving, name: str) -> float:
    """The sum of a figure over its labels."""
    _, text = ask(serving, "GET", "/metrics")
    families = text_string_to_metric_families(text)
    return sum(sample.value for family in families for sample in family.samples if sample.name == name)


def test_the_log_has_every_request_and_no_word_of_an_article(serving: Serving) -> None:
    """Articles that are checked, refused, and sent where nothing is, leave lines of JSON without their words."""
    article = {"text": TEXT, "published_at": "2011-09-13"}
    assert ask(serving, "POST", "/v1/check", {"article": article})[0] == 200
    assert ask(serving, "POST", "/v1/check", {"article": {**article, "kind": TEXT}})[0] == 422
    assert ask(serving, "POST", "/v1/check", f"{TEXT}")[0] == 422
    assert ask(serving, "GET", f"/{WORDS[0]}")[0] == 404
    assert ask(serving, "GET", f"/v1/ledger/facts/{WORDS[0]}")[0] == 404
    for _ in range(600):
        whole = serving.log.rpartition("\n")[0]  # the last line may be half written
        lines = [json.loads(line) for line in whole.splitlines()]
        told = {(line.get("route"), line.get("status")) for line in lines}
        if {("/v1/check", 422), ("/v1/ledger/facts/<fact>", 404)} <= told:
            break
        time.sleep(0.1)  # a line is written once its answer is on the way
    else:
        raise AssertionError(serving.log)
    assert [word for word in WORDS if word in serving.log] == []


def test_the_figures_of_all_processes_add_up(serving: Serving) -> None:
    """Whichever process is asked, every request, stage and verdict of all of them is in the figures."""
    requests, stages = count(serving, "dateline_http_requests_total"), count(serving, "dateline_stage_seconds_count")
    for _ in range(8):
        assert ask(serving, "POST", "/v1/check", {"article": {"text": TEXT}, "store": False})[0] == 200
    assert count(serving, "dateline_http_requests_total") >= requests + 8
    assert count(serving, "dateline_stage_seconds_count") >= stages + 8 * 4
    assert count(serving, "dateline_verdicts_total") > 0
    assert count(serving, "dateline_ledger_ready") == 1
    assert count(serving, "dateline_ledger_age_seconds") > 0


def test_a_program_replaces_itself_without_losing_a_request(serving: Serving) -> None:
    """While SIGHUP renews the processes and SIGUSR2 the whole program, every request is answered."""
    answers: list[int | str] = []
    ended = threading.Event()

    def go_on() -> None:
        while not ended.is_set():
            try:
                answers.append(ask(serving, "GET", "/v1/rules")[0])
            except OSError as error:
                answers.append(repr(error))
            time.sleep(0.02)  # steady traffic, not all that the machine can do

    threads = [threading.Thread(target=go_on) for _ in range(3)]
    for thread in threads:
        thread.start()
    try:
        first = serving.master
        os.kill(first, signal.SIGHUP)
        _wait(lambda: serving.log.count("Worker exiting") >= 2, serving)
        os.kill(first, signal.SIGUSR2)
        _wait(lambda: serving.master != first and "promoted" in serving.log, serving)
    finally:
        ended.set()
        for thread in threads:
            thread.join()
    assert set(answers) == {200}


def _wait(until: Callable[[], bool], serving: Serving) -> None:
    for _ in range(2_400):
        if until():
            return
        time.sleep(0.1)
    raise AssertionError(serving.log[-2_000:])
