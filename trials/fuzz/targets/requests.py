"""What comes as JSON: request documents, lines of batches and jobs, queries, items of ninjs."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from service.cli.inputs import json_article
from service.contract import jobs, ledger_writes, outlet_schemas, record_requests, requests, stored_requests, webhooks
from service.contract.documents import dumps, loads
from service.contract.forms_requests import pushed, signature
from service.contract.problems import problem_of
from service.domain.errors import DatelineError
from service.domain.telling import told, when
from service.ledger.importers import reviewed
from service.ledger.importers.table import RowRefusedError
from service.reading.article import prepare
from service.work.rows import Task, guarded, sent
from trials.fuzz import ledgers, mutations, words
from trials.fuzz.samples import encoded, sample
from trials.fuzz.target import Target, demand

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from service.domain.request import CheckRequest
    from service.domain.text import Article

_NOW = datetime(2026, 5, 1, tzinfo=UTC)
_MOST = 50
_BODIES: tuple[Callable[[object], object], ...] = (
    requests.check_request,
    requests.article,
    requests.batch_row,
    jobs.batch,
    ledger_writes.facts_rows,
    ledger_writes.document_article,
    ledger_writes.retraction,
    record_requests.decision,
    record_requests.contest,
    record_requests.settlement,
    stored_requests.replay_request,
    stored_requests.dismissal,
    stored_requests.verdict_dispute,
    stored_requests.verdict_settlement,
    webhooks.webhook_request,
    outlet_schemas.reply_request,
    signature,
    pushed,
)
_QUERIES: tuple[Callable[[Mapping[str, str]], object], ...] = (
    jobs.batch_options,
    jobs.jobs_query,
    jobs.results_query,
    ledger_writes.facts_query,
    record_requests.queue_query,
    record_requests.log_query,
    record_requests.diff_query,
    stored_requests.reports_query,
    stored_requests.flips_query,
    stored_requests.disputes_query,
    outlet_schemas.sources_query,
    outlet_schemas.claims_query,
    outlet_schemas.day_query,
)
_NAMES = """
article references ledger closed as_of known_at store explain text html segments ninjs headline title url source
published_at language kind version_of embargoed_until id role uri guid version pubstatus pubStatus versioncreated
embargoed body_html body_text evolvedfrom ednote genre infosources bodies headlines firstcreated contentcreated
signals items articles facts why predicate subject object place start end jurisdiction open_on polarity number unit
bound quote licence subject_type object_type place_type action correction stands verdict events author statement
claim request limit cursor entity at from to state before after story outcome
""".split()


def _seeds() -> list[bytes]:
    said = sample("requests.jsonl").splitlines()
    said += [
        "[" * 900 + "]" * 900,
        '{"a":' * 900 + "1" + "}" * 900,
        "[" * 40_000,
        '{"article": {"text": NaN}}',
        '{"a": 1, "a": 2}',
        "1" * 6_000,
    ]
    said += [
        '{"id": 1, "text": "\\ud800"}',
        '{"id": "\\u0000", "text": "x"}',
        '{"id": 1e999, "text": "x"}',
        "",
        "null",
        '"x"',
        "\ufeff{}",
    ]
    said += [json.dumps({"article": {"text": f"In 2014 {one}"}}) for one in words.HOSTILE_TEXT]
    return encoded(said)


def _attempt(raw: bytes, folder: Path) -> object:
    outcomes: list[object] = [_line(raw), repr(sent(raw, _NOW, _MOST))]
    outcomes.append(_outcome(lambda: ledgers.taken(raw, "item.json", folder)))
    outcomes.append(_outcome(lambda: _prepared(json_article(raw))))
    data = loads(raw)
    outcomes += [_outcome(partial(read, data)) for read in _BODIES]
    outcomes.append(_outcome(lambda: _facts(data)))
    if isinstance(data, dict):
        query = {name: value if isinstance(value, str) else str(value) for name, value in data.items()}
        outcomes += [_outcome(partial(read, query)) for read in _QUERIES]
    return outcomes


def _outcome(made: Callable[[], object]) -> str:
    """What is made, or the problem that a caller is told, which can be sent."""
    try:
        found = made()
        demand(repr(found).encode("utf-8"), "what is taken of a request is text")
    except DatelineError as error:
        told_of = dumps(problem_of(error).json)
        demand(told_of.encode("utf-8"), "a problem can be sent")
        demand(problem_of(error).status < 500, "what a caller sent is not the service's fault")
        return told_of
    return repr(found)


def _line(raw: bytes) -> str:
    """The line out for a line in."""

    def done(row_id: object, asked: CheckRequest) -> str:
        return dumps({"id": row_id, "text": _prepared(asked.article)})

    out = guarded(raw, _MOST, Task(), done)
    demand("\n" not in out.line, "a line out is one line")
    demand(out.line.encode("utf-8"), "a line out can be sent")
    error = json.loads(out.line).get("error")
    demand(error is None or error["status"] < 500, "a line that cannot be read is not the service's fault")
    return out.line


def _prepared(article: Article) -> str:
    return prepare(article).text


def _facts(data: object) -> list[str]:
    """The rows of facts as a person is shown them."""
    said = []
    for row in ledger_writes.facts_rows(data)[0]:
        try:
            read = reviewed.read({**dict.fromkeys(reviewed.COLUMNS, ""), **row})
        except RowRefusedError as error:
            said.append(str(error))
            continue
        said += [f"{told(fact.proposition)} {when(fact.valid)}" for fact in read.facts]
    return said


TARGET = Target(
    name="requests",
    what="request documents, queries, lines of batches and jobs, facts, items of ninjs",
    attempt=_attempt,
    seeds=_seeds,
    mutate=mutations.knowing(mutations.structure, _NAMES),
    declared=(DatelineError,),
    longest=80_000,
    seconds=6.0,
    per_kilobyte=0.5,
    ready=ledgers.ready,
)
