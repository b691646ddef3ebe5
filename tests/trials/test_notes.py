"""What was acknowledged and is not there, or is another, does not go unnoticed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from trials import texts
from trials.acts import OPERATIONS, Act, Quiet
from trials.client import Answer
from trials.load import Outcome, worth
from trials.notes import Noted, Notes, audit, digest, judged

if TYPE_CHECKING:
    from collections.abc import Mapping

_PROBLEM = {"content-type": "application/problem+json"}


class Told:
    """A client to whom each address always answers the same, and any other that there is nothing."""

    port, key, patience_seconds = 0, "", 0.0

    def __init__(self, answers: Mapping[str, object]) -> None:
        self._answers = answers

    def ask(self, _method: str, path: str, _body: bytes | None = None, _headers: object = None) -> Answer:
        """The answer of that address."""
        if path not in self._answers:
            return Answer(404)
        told = self._answers[path]
        return Answer(200, told if isinstance(told, bytes) else json.dumps(told).encode())


@pytest.mark.parametrize(
    ("noted", "answers"),
    [
        (Noted("report", "r1", digest(b'{"id": "r1"}')), {"/v1/reports/r1": b'{"id": "r1"}'}),
        (Noted("fact", "f1", digest("She left.")), {"/v1/ledger/facts/f1": {"quote": "She left."}}),
        (
            Noted("document", "Ann", digest("She left.")),
            {"/v1/ledger/facts?entity=Ann": {"facts": [{"quote": "He came."}, {"quote": "She left."}]}},
        ),
        (
            Noted("dismissal", "r1#c1", digest("No.")),
            {"/v1/reports/r1/corrections": {"dismissed": [{"claim_key": "c1", "why": "No."}]}},
        ),
        (
            Noted("job", "j1", digest(" ".join([judged({"score": 1}), judged({"score": 2})]))),
            {
                "/v1/jobs/j1": {"state": "done"},
                "/v1/jobs/j1/results": b'{"id": 1, "score": 1}\n{"id": 2, "score": 2}\n',
            },
        ),
    ],
    ids=lambda one: one.kind if isinstance(one, Noted) else "",
)
def test_only_what_is_the_same_counts_as_found(noted: Noted, answers: Mapping[str, object]) -> None:
    """What is there as it was is found; what is not there, and what is another, is told as lost."""
    notes = Notes([noted])
    other = Notes([Noted(noted.kind, noted.name, digest("something else"))])

    assert audit(Told(answers), notes).found == {noted.kind: 1}  # type: ignore[arg-type]
    assert len(audit(Told({}), notes).lost) == 1  # type: ignore[arg-type]
    assert len(audit(Told(answers), other).lost) == 1  # type: ignore[arg-type]


def test_a_job_with_a_failed_line_is_lost() -> None:
    """A line with an error is no answer, whatever the state of the job says."""
    lines = b'{"id": 1, "error": {"status": 500}}\n'
    answers = {"/v1/jobs/j1": {"state": "done"}, "/v1/jobs/j1/results": lines}

    assert audit(Told(answers), Notes([Noted("job", "j1", "")])).lost  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (Answer(200, b"{}"), Outcome.DONE),
        (Answer(0), Outcome.BROKEN),
        (Answer(503, b'{"status": 503, "title": "Later"}', {**_PROBLEM, "retry-after": "2"}), Outcome.REFUSED),
        (Answer(503, b'{"status": 503, "title": "Later"}', _PROBLEM), Outcome.WRONG),
        (Answer(502, b'{"status": 502, "title": "Gone"}', _PROBLEM), Outcome.REFUSED),
        (Answer(502, b"<h1>Bad gateway</h1>", {"content-type": "text/html"}), Outcome.WRONG),
        (Answer(503, b'{"status": 500, "title": "?"}', {**_PROBLEM, "retry-after": "2"}), Outcome.WRONG),
        (Answer(500, b'{"status": 500, "title": "Failed"}', _PROBLEM), Outcome.WRONG),
        (
            Answer(409, b'{"type": "urn:dateline:problem:idempotency", "status": 409, "title": "Taken"}', _PROBLEM),
            Outcome.PENDING,
        ),
        (Answer(404, b'{"status": 404, "title": "Not Found"}', _PROBLEM), Outcome.WRONG),
    ],
)
def test_an_error_is_clear_or_wrong(answer: Answer, outcome: Outcome) -> None:
    """Only a problem document of its own status that says when to come back excuses an answer that is none."""
    assert worth(Act("GET", "/"), answer)[0] is outcome


def test_another_verdict_than_on_the_quiet_service_is_wrong() -> None:
    """A report that differs in anything but its names is told, and one that differs in them alone is not."""
    report = {"id": "a", "score": 80.0, "claims": [{"verdict": "supported"}]}
    quiet = Quiet("2026-09-01T00:00:00Z", {0: judged(report)}, {0: judged(report)})
    check = next(one for one in OPERATIONS if one.name == "check as then").make(0, quiet, Notes())
    assert check is not None

    assert worth(check, Answer(200, json.dumps({**report, "id": "b"}).encode()))[0] is Outcome.DONE
    turned = {**report, "claims": [{"verdict": "contradicted"}]}
    assert worth(check, Answer(200, json.dumps(turned).encode()))[0] is Outcome.WRONG


def test_a_check_that_could_not_be_kept_promises_nothing() -> None:
    """Only an answer that says where the report lies is an acknowledgement."""
    check = next(one for one in OPERATIONS if one.name == "check").make(7, Quiet("", {}, {}), notes := Notes())
    assert check is not None
    body = b'{"id": "r1", "claims": [{"claim_key": "k", "verdict": "contradicted"}]}'

    check.note(Answer(200, body), notes)
    assert not notes.noted
    check.note(Answer(200, body, {"content-location": "/v1/reports/r1"}), notes)
    assert notes.noted == [Noted("report", "r1", digest(body))]
    assert notes.flag() == ("r1", "k")
    assert notes.flag() is None


def test_texts_follow_from_their_number() -> None:
    """The same number is the same text, another is another, and what is told of somebody is told of nobody else."""
    numbers = range(5_000)

    assert texts.article(17) == texts.article(17)
    assert len({texts.somebody(number) for number in numbers}) == len(numbers)
    assert texts.document(3)["text"].startswith(texts.fact(3)["quote"])
    assert texts.retold(3)["article"]["text"] != texts.retold(3)["references"][0]["text"]
