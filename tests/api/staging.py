"""What has to be there before the example of an operation can be sent, by the name of the operation.

A topic adds a function that makes the state by the API itself and gives the values for the places in the path.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.contract.service_openapi import CHECK_EXAMPLE
from tests.ledger.builders import visit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from service.contract.operations import Operation
    from service.domain.facts import Fact

_NUMBERS = itertools.count(1)
"""Each stage has a fact of its own, though they share a ledger."""


@dataclass(slots=True)
class Stage:
    """Where an example is played: a client, a pen for the ledger and the headers that show a key."""

    client: FlaskClient
    write: Callable[[Fact], str]
    headers: Mapping[str, str]

    def post(self, path: str, body: object) -> TestResponse:
        """Make something by the API, which must work."""
        response = self.client.post(path, json=body, headers=self.headers)
        assert response.status_code < 300, response.text
        return response

    def play(self, operation: Operation) -> TestResponse:
        """The answer to the example of an operation."""
        places = STAGED[operation.name](self) if operation.name in STAGED else {}
        return self.client.open(
            operation.path.format_map(places),
            method=operation.method.upper(),
            json=dict(operation.example) if operation.body else None,
            query_string={} if operation.body else {name: str(value) for name, value in operation.example.items()},
            headers=self.headers,
        )


def a_fact(stage: Stage) -> dict[str, str]:
    """A fact that a machine has read."""
    return {"fact": stage.write(visit(f"Ada Vane {next(_NUMBERS)}", "GB", "2014-05-13", "2014-05-14"))}


def a_contested_fact(stage: Stage) -> dict[str, str]:
    """A fact that somebody disputes."""
    places = a_fact(stage)
    stage.post(f"/v1/ledger/facts/{places['fact']}/contest", {"why": "a doubt"})
    return places


def a_job(stage: Stage) -> dict[str, str]:
    """A job that waits."""
    return {"job": stage.post("/v1/jobs", {"articles": [{"id": 1, "text": "A text."}]}).get_json()["id"]}


def a_cancelled_job(stage: Stage) -> dict[str, str]:
    """A job that rests."""
    places = a_job(stage)
    stage.post(f"/v1/jobs/{places['job']}/cancel", {})
    return places


def a_webhook(stage: Stage) -> dict[str, str]:
    """An address that is told what happens."""
    asked = {"url": "https://desk.example/hook", "events": ["job.done"]}
    return {"webhook": stage.post("/v1/webhooks", asked).get_json()["id"]}


def a_told_webhook(stage: Stage) -> dict[str, str]:
    """An address to which a message goes."""
    places = a_webhook(stage)
    stage.post(f"/v1/webhooks/{places['webhook']}/ping", {})
    return places


def a_report(stage: Stage) -> dict[str, str]:
    """A stored report with a claim that is flagged."""
    article = {"text": "The bridge was opened on Monday, 13 May 2014.", "published_at": "2014-05-20"}
    asked = {"article": {**article, "source": "example.com"}, "ledger": False}
    return {"report": stage.post("/v1/check", asked).get_json()["id"], "claim": "c01"}


def a_dismissed_flag(stage: Stage) -> dict[str, str]:
    """A claim whose flag is dismissed."""
    places = a_report(stage)
    stage.post(f"/v1/reports/{places['report']}/claims/c01/dismissal", {"why": "we know better"})
    return places


def a_disputed_verdict(stage: Stage) -> dict[str, str]:
    """A dispute, which somebody else has to settle."""
    asked, body = {"Dateline-Actor": "cleo"}, {"verdict": "supported", "why": "a doubt"}
    path = f"/v1/reports/{a_report(stage)['report']}/claims/c01/dispute"
    return {"dispute": stage.client.post(path, json=body, headers={**stage.headers, **asked}).get_json()["id"]}


def a_report_not_kept(stage: Stage) -> dict[str, str]:
    """A report of which only hashes and offsets are kept."""
    return {"report": stage.post("/v1/check", {**CHECK_EXAMPLE, "store": False}).get_json()["id"]}


def a_source(stage: Stage) -> dict[str, str]:
    """An outlet with an article on record."""
    article = {"text": "Prime Minister Gordon Brown of Britain opened the new bridge in Berlin on 3 May 2009."}
    known = {"published_at": "2009-05-04", "source": "herald.example", "url": "https://herald.example/bridge"}
    stage.post("/v1/check", {"article": {**article, **known}})
    return {"domain": "herald.example"}


def a_reply(stage: Stage) -> dict[str, str]:
    """An outlet that has answered to its record."""
    places, said = a_source(stage), {"author": "The editors", "statement": "We have put it right."}
    made = stage.post(f"/v1/sources/{places['domain']}/replies", said).get_json()
    return {**places, "reply": made["id"]}


def a_signed_verdict(stage: Stage) -> dict[str, str]:
    """A claim whose verdict is signed."""
    places = a_report(stage)
    stage.post(f"/v1/reports/{places['report']}/claims/c01/signature", {"why": "we looked it up"})
    return places


STAGED: dict[str, Callable[[Stage], Mapping[str, str]]] = {
    "sources": a_source,
    "source": a_reply,
    "sourceClaims": a_source,
    "sourceClaimsTable": a_source,
    "reply": a_source,
    "withdrawReply": a_reply,
    "fact": a_fact,
    "review": a_fact,
    "diff": a_fact,
    "contest": a_fact,
    "settle": a_contested_fact,
    "settleFact": a_contested_fact,
    "retract": a_fact,
    "turnedReports": a_fact,
    "reports": a_report,
    "report": a_report,
    "forgetReport": a_report,
    "replay": a_report_not_kept,
    "corrections": a_dismissed_flag,
    "dismiss": a_report,
    "reportPage": a_report,
    "reportTable": a_report,
    "claimReviews": a_signed_verdict,
    "sign": a_report,
    "unsign": a_signed_verdict,
    "flagAgain": a_dismissed_flag,
    "disputeVerdict": a_report,
    "disputes": a_disputed_verdict,
    "dispute": a_disputed_verdict,
    "settleVerdict": a_disputed_verdict,
    "jobs": a_job,
    "webhooks": a_webhook,
    "removeWebhook": a_webhook,
    "pingWebhook": a_webhook,
    "webhookMessages": a_told_webhook,
    "job": a_job,
    "forgetJob": a_job,
    "cancelJob": a_job,
    "resumeJob": a_cancelled_job,
    "jobResults": a_cancelled_job,
}
