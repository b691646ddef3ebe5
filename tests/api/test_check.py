"""`POST /v1/check`: one article in, one report out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from service.contract.report_schemas import ReportSchema

if TYPE_CHECKING:
    from flask.testing import FlaskClient

TEXT = (
    "Bridge opens in London\n\n"
    "Prime Minister David Cameron opened the new footbridge on Monday, 12 September 2011.\n\n"
    "Foreign Secretary Dominic Raab was there, too."
)


def check(client: FlaskClient, text: str = TEXT, **options: object) -> dict[str, Any]:
    """The report on a text of 13 September 2011."""
    article = {"text": text, "published_at": "2011-09-13", "source": "example.com"}
    response = client.post("/v1/check", json={"article": article, **options})
    assert response.status_code == 200, response.text
    report: dict[str, Any] = response.get_json()
    return report


def without_id(report: dict[str, Any]) -> dict[str, Any]:
    """A report but for its id."""
    return {name: value for name, value in report.items() if name != "id"}


def test_a_report_is_as_documented(client: FlaskClient) -> None:
    """The answer has the documented shape, and its offsets cut out what it quotes."""
    report = check(client)
    assert ReportSchema().validate(report) == {}
    for claim in report["claims"]:
        assert TEXT[claim["start"] : claim["end"]] == claim["quote"]
    for found in (*report["entities"], *report["time_expressions"]):
        assert TEXT[found["start"] : found["end"]] == found["text"]


def test_an_office_held_by_another_is_named(client: FlaskClient) -> None:
    """The starter ledger contradicts the wrong holder of an office, names the fact, and leaves the right one alone."""
    report = check(client)
    assert report["outcome"] == "conflicts_found"
    assert report["score"] < 50
    contradicted = [claim for claim in report["claims"] if claim["verdict"] == "contradicted"]
    assert contradicted
    for claim in contradicted:
        facts = {evidence["fact_id"] for evidence in claim["evidence"]}
        assert all(finding["fact_id"] in facts for finding in claim["findings"] if finding["against"] == "fact")
    assert not any("Cameron" in claim["quote"] and claim["kind"] == "office" for claim in contradicted)


def test_the_same_request_gives_the_same_report(client: FlaskClient) -> None:
    """But for the id, a report depends on the request alone."""
    first, second = check(client), check(client)
    assert first["id"] != second["id"]
    assert without_id(first) == without_id(second)
    assert list(first) == list(second)


def test_a_report_can_be_made_again(client: FlaskClient) -> None:
    """Asked as of the `known_at` that a report names, the ledger gives the same report."""
    first = check(client)
    assert without_id(check(client, known_at=first["known_at"])) == without_id(first)


def test_without_the_ledger_only_references_count(client: FlaskClient) -> None:
    """`ledger: false` leaves the starter ledger out."""
    report = check(client, ledger=False)
    assert (report["known_at"], report["ledger_revision"]) == (None, None)
    assert all(finding["against"] != "fact" for claim in report["claims"] for finding in claim["findings"])


def test_a_closed_check_misses_what_the_source_does_not_say(client: FlaskClient) -> None:
    """What no reference says is unsupported, and lowers the score."""
    reference = {"text": "The new footbridge was opened on 12 September 2011.", "published_at": "2011-09-12"}
    text = "The river froze over in January 2011. The bishop of Ruritania bought forty elephants in March 2011."
    report = check(client, text, references=[reference], closed=True)
    assert report["counts"]["unsupported"] >= 1
    assert report["score"] < 50


def test_an_unknown_topic_has_no_score(client: FlaskClient) -> None:
    """Silence of the ledger is null with a reason, never a low score."""
    report = check(client, "The village of Lower Strelsau painted its town hall green on 3 March 2010.")
    assert (report["score"], report["outcome"]) == (None, "too_little_checked")
    assert report["score_reason"]


def test_another_language_is_a_report_with_a_reason(client: FlaskClient) -> None:
    """A text that cannot be read is no error: it has no score and says why."""
    report = check(
        client,
        "Der Rat hat am Montag beschlossen, dass die Brücke für ein Jahr gesperrt wird und nicht mehr offen ist.",
    )
    assert report["score"] is None
    assert "de" in report["score_reason"]
    assert report["claims"] == []
    assert ReportSchema().validate(report) == {}


@pytest.mark.parametrize("form", ["html", "segments"])
def test_html_and_segments_are_read_too(client: FlaskClient, form: str) -> None:
    """The same words give the same verdicts in each form, offsets counted in what was sent."""
    parts = TEXT.split("\n\n")
    pieces = [{"id": str(number), "text": part} for number, part in enumerate(parts)]
    pieces[0]["role"] = "headline"
    body = {"html": f"<h1>{parts[0]}</h1><p>{parts[1]}</p><p>{parts[2]}</p>", "segments": pieces}[form]
    response = client.post("/v1/check", json={"article": {form: body, "published_at": "2011-09-13"}})
    report = response.get_json()
    assert report["counts"] == check(client)["counts"]
    for claim in report["claims"]:
        sent = body if isinstance(body, str) else pieces[int(claim["segment"])]["text"]
        assert sent[claim["start"] : claim["end"]].startswith(claim["quote"][:10])
