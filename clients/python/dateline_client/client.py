"""The client: one method per thing that one does, each a request or a few."""

from __future__ import annotations

import json
import time
import uuid
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Self, cast
from urllib.parse import quote

import httpx

from dateline_client.errors import ProblemError, UnreachableError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from types import TracebackType

    from dateline_client import documents

_JSON_LINES = "application/jsonl"
_LATER = frozenset({429, 503})
_UNDER_WAY = "urn:dateline:problem:idempotency"
_LONGEST_WAIT = 60.0
_ENDED = frozenset({"done", "cancelled"})


class Dateline:
    """A connection to a service at `address`, safe to share between threads; close it, or use it in a `with` block.

    `key` is an API key, needed where the service listens on more than loopback; `actor` names the person in whose name
    a trusted key writes. A request that the service is too busy for (429, 503), or that got lost on the way, is sent
    again up to `retries` times, after the time that the service names: each POST carries a key of its own, so that
    nothing is done twice. `timeout` is in seconds. Every method raises `ProblemError` and `UnreachableError`.
    """

    def __init__(
        self,
        address: str = "http://127.0.0.1:8080",
        key: str | None = None,
        *,
        actor: str | None = None,
        timeout: float = 120,
        retries: int = 3,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        headers = {"Accept": "application/json, application/problem+json;q=0.9, */*;q=0.1"}
        if key:
            headers["Authorization"] = f"Bearer {key}"
        if actor:
            headers["Dateline-Actor"] = quote(actor, safe=" ,'()")
        self._retries = retries
        self._http = httpx.Client(base_url=address, headers=headers, timeout=timeout, transport=transport)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def check(
        self,
        article: documents.Article | str,
        references: Iterable[documents.Reference] = (),
        **options: Any,  # noqa: ANN401 - members of the request
    ) -> documents.ToldReport:
        """The report on an article, given as its plain text or as its members (`text`, `published_at`, `source`, ...).

        `options` are the other members of the request: `ledger`, `closed`, `as_of`, `known_at`, `store`, `explain`.
        """
        sent = {"text": article} if isinstance(article, str) else article
        body = {"article": sent, "references": list(references), **options}
        return cast("documents.ToldReport", self.call("POST", "/v1/check", body))

    def rules(self) -> documents.Rules:
        """The rules that the service applies, in words."""
        return cast("documents.Rules", self.call("GET", "/v1/rules"))

    def report(self, report: str) -> documents.ToldReport:
        """A report that was kept."""
        return cast("documents.ToldReport", self.call("GET", f"/v1/reports/{_part(report)}"))

    def reports(self, **asked: str | int) -> Iterator[dict[str, Any]]:
        """The reports that were kept, newest first, page by page as they are asked for."""
        return self._pages("/v1/reports", "reports", asked)

    def replay(self, report: str, request: documents.Check | None = None) -> documents.Replayed:
        """Whether a report comes out the same today, byte for byte, and what differs where it does not.

        Of a report whose text was not kept, `request` is what was sent.
        """
        body = {} if request is None else {"request": request}
        return cast("documents.Replayed", self.call("POST", f"/v1/reports/{_part(report)}/replay", body))

    def submit(self, articles: Iterable[Mapping[str, Any]], **options: Any) -> documents.Job:  # noqa: ANN401 - members of the request
        """Send up to 10,000 articles, each with an `id`, to be checked later; `options` hold for all of them."""
        return cast("documents.Job", self.call("POST", "/v1/jobs", {"articles": list(articles), **options}))

    def job(self, job: str) -> documents.Job:
        """How a job stands."""
        return cast("documents.Job", self.call("GET", f"/v1/jobs/{_part(job)}"))

    def wait(self, job: str, *, every: float = 2, at_most: float | None = None) -> documents.Job:
        """The job once it is done or cancelled, asked for `every` so many seconds. Raises `TimeoutError`."""
        begun = time.monotonic()
        while (found := self.job(job))["state"] not in _ENDED:
            if at_most is not None and time.monotonic() - begun > at_most:
                message = f"The job {job} is not done after {at_most:g} s."
                raise TimeoutError(message)
            time.sleep(every)
        return found

    def results(self, job: str, *, after: int = 0) -> Iterator[dict[str, Any]]:
        """The lines of a job in the order of its articles, those there are, without the first `after`."""
        with self._streamed(f"/v1/jobs/{_part(job)}/results", {"from": after}) as response:
            left = b""
            for piece in response.iter_bytes():
                *lines, left = (left + piece).split(b"\n")  # alone: a text may hold other ends of lines
                yield from (json.loads(line) for line in lines if line)
            if left:
                yield json.loads(left)

    def cancel(self, job: str) -> documents.Job:
        """Let nothing more of a job begin."""
        return cast("documents.Job", self.call("POST", f"/v1/jobs/{_part(job)}/cancel", {}))

    def resume(self, job: str) -> documents.Job:
        """Let a cancelled job go on."""
        return cast("documents.Job", self.call("POST", f"/v1/jobs/{_part(job)}/resume", {}))

    def facts(self, entity: str, **asked: str | int) -> documents.KnownFacts:
        """What the ledger knows of a name: `at` a day, as it was `known_at` a time."""
        query = {"entity": entity, **asked}
        return cast("documents.KnownFacts", self.call("GET", "/v1/ledger/facts", query=query))

    def fact(self, fact: str) -> documents.Dossier:
        """A fact with its sentence and its whole history."""
        return cast("documents.Dossier", self.call("GET", f"/v1/ledger/facts/{_part(fact)}"))

    def queue(self, **asked: str | int) -> Iterator[dict[str, Any]]:
        """The facts that wait for a person, page by page."""
        return self._pages("/v1/ledger/review", "waiting", asked)

    def review(self, fact: str, action: str, **more: Any) -> documents.Decided:  # noqa: ANN401 - members of the request
        """Accept, correct or refuse a machine-read fact; `more` is `why` and, to correct, `correction`."""
        body = {"action": action, **more}
        return cast("documents.Decided", self.call("POST", f"/v1/ledger/facts/{_part(fact)}/review", body))

    def contest(self, fact: str, why: str) -> documents.Decided:
        """Dispute a fact."""
        return cast("documents.Decided", self.call("POST", f"/v1/ledger/facts/{_part(fact)}/contest", {"why": why}))

    def settle(self, fact: str, why: str, *, stands: bool) -> documents.Decided:
        """Say whether a contested fact stands."""
        body = {"stands": stands, "why": why}
        return cast("documents.Decided", self.call("POST", f"/v1/ledger/facts/{_part(fact)}/settlement", body))

    def revisions(self) -> Iterator[dict[str, Any]]:
        """The revisions of the ledger, newest first."""
        return self._pages("/v1/ledger/revisions", "revisions", {}, cursor="before")

    def diff(self, after: str, upto: str) -> Iterator[dict[str, Any]]:
        """What changed in the ledger between two revisions, named by number, digest or day."""
        return self._pages("/v1/ledger/diff", "changes", {"from": after, "to": upto})

    def sources(self, **asked: str | int) -> Iterator[dict[str, Any]]:
        """How outlets have agreed with the ledger, where the operator has published it."""
        return self._pages("/v1/sources", "sources", asked)

    def source(self, domain: str, **asked: str) -> documents.SourceRecord:
        """The record of one outlet."""
        return cast("documents.SourceRecord", self.call("GET", f"/v1/sources/{_part(domain)}", query=asked))

    def call(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any] | None = None,
        *,
        query: Mapping[str, str | int] | None = None,
    ) -> Any:  # noqa: ANN401 - any JSON
        """The answer to a request, for what has no method of its own; None where there is none."""
        headers = {"Idempotency-Key": str(uuid.uuid4())} if method == "POST" else {}
        response = self._sent(self._http.build_request(method, path, json=body, params=query, headers=headers))
        if response.is_error:
            raise _problem(response)
        if not response.content:
            return None
        try:
            return response.json()
        except ValueError:
            raise _problem(response) from None

    @contextmanager
    def _streamed(self, path: str, query: Mapping[str, int]) -> Iterator[httpx.Response]:
        response = self._sent(self._http.build_request("GET", path, params=query), stream=True)
        try:
            if response.is_error:
                response.read()
                raise _problem(response)
            yield response
        except httpx.TransportError as error:
            raise self._unreachable(error) from error
        finally:
            response.close()

    def _sent(self, request: httpx.Request, *, stream: bool = False) -> httpx.Response:
        left = self._retries
        while True:
            try:
                response = self._http.send(request, stream=stream)
            except httpx.TransportError as error:
                if not left:
                    raise self._unreachable(error) from error
                seconds = 1.0
            else:
                if not left or not (response.status_code in _LATER or _is_under_way(response)):
                    return response
                response.close()
                seconds = _seconds(response)
            left -= 1
            time.sleep(seconds)

    def _unreachable(self, error: httpx.TransportError) -> UnreachableError:
        return UnreachableError(f"The service at {self._http.base_url} does not answer: {type(error).__name__}.")

    def _pages(
        self, path: str, name: str, asked: Mapping[str, str | int], *, cursor: str = "cursor"
    ) -> Iterator[dict[str, Any]]:
        query = dict(asked)
        while True:
            page = self.call("GET", path, query=query)
            yield from page[name]
            if page["next"] is None:
                return
            query[cursor] = page["next"]


def _part(name: str) -> str:
    """A name as one part of an address, whatever it holds."""
    return quote(name, safe="")


def _is_under_way(response: httpx.Response) -> bool:
    """Whether the same request, whose answer got lost, is still being answered: nobody else has its key."""
    if response.status_code != httpx.codes.CONFLICT or "Idempotency-Key" not in response.request.headers:
        return False
    problem = _problem(response)
    return isinstance(problem, ProblemError) and problem.kind == _UNDER_WAY


def _seconds(response: httpx.Response) -> float:
    """How long the service asks to be left alone."""
    told = response.headers.get("Retry-After", "")
    return min(float(told), _LONGEST_WAIT) if told.isascii() and told.isdigit() else 1.0


def _problem(response: httpx.Response) -> ProblemError | UnreachableError:
    try:
        document = response.json()
    except ValueError:
        document = None
    if isinstance(document, dict) and "title" in document:
        return ProblemError(response.status_code, document)
    message = f"{response.url} answered {response.status_code} without a problem document: not this service."
    return UnreachableError(message)
