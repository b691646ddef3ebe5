"""What an operation of the API is: each topic lists its own in `TOPIC_openapi.py`, and `openapi` joins them.

The description, the page at `/docs`, the tests that send every example and the lint all work from these values.
"""

from __future__ import annotations

import json
import re
from dataclasses import KW_ONLY, dataclass, field
from importlib import resources
from typing import TYPE_CHECKING, Any

from service.contract.problems import MEDIA_TYPE
from service.contract.report_schemas import ProblemSchema

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from marshmallow import Schema

JSON = "application/json"
KEY = "key"
"""The name of the security scheme: an API key as a bearer token."""

ANY = "any"
"""What stands for a scope where any key will do."""
_PLACE = re.compile(r"\{(\w+)\}")
_FAILURES = {
    "400": "The body is not JSON in UTF-8, or a header is not what it should be.",
    "401": "The request shows no key that is known here.",
    "403": "The key of the request does not reach this far.",
    "404": "There is nothing at this address.",
    "405": "The address does not take this method.",
    "409": "The state of things does not allow it: somebody was faster, or an idempotency key was used otherwise.",
    "412": "It has changed since the given entity tag.",
    "413": "The body or one of its texts is over a limit.",
    "415": "The body is not declared as what this address reads.",
    "422": "The request is not of this shape, or there is no text to read in it.",
    "429": "The key's quota is used up, or the service is asked too often; `Retry-After` says when to ask again.",
    "500": "The service failed.",
    "503": "The service has too much to do, or the ledger is not ready; `Retry-After` says when to ask again.",
}
_ANYWHERE = ("404", "405", "500")
_WITH_KEY = ("401", "403", "429", "503")
_OF_FAILURES = {"401": ("WWW-Authenticate",), "429": ("Retry-After",), "503": ("Retry-After",)}
HEADERS: Mapping[str, Mapping[str, Any]] = {
    "ETag": {"description": "A strong entity tag, for `If-None-Match`.", "schema": {"type": "string"}},
    "Link": {"description": 'The next page, as `rel="next"`; absent on the last.', "schema": {"type": "string"}},
    "Idempotency-Replayed": {
        "description": "Present where the request had been answered before.",
        "schema": {"type": "string", "const": "true"},
    },
    "Content-Location": {"description": "The address of what is answered, kept.", "schema": {"type": "string"}},
    "Location": {"description": "The address of what was made.", "schema": {"type": "string"}},
    "Preference-Applied": {
        "description": "`respond-async` where that was asked for.",
        "schema": {"type": "string", "const": "respond-async"},
    },
    "RateLimit": {
        "description": "Requests left (`r`) and seconds until there are more (`t`); absent without a quota.",
        "schema": {"type": "string"},
    },
    "RateLimit-Policy": {
        "description": "The quota: so many requests (`q`) in so many seconds (`w`); absent without one.",
        "schema": {"type": "string"},
    },
    "Retry-After": {"description": "Seconds after which to ask again.", "schema": {"type": "integer", "minimum": 0}},
    "traceparent": {"description": "The trace of the request, by W3C Trace Context.", "schema": {"type": "string"}},
    "WWW-Authenticate": {"description": "The scheme by which to show a key.", "schema": {"type": "string"}},
}
"""The headers that answers can carry, by name."""
_EVERYWHERE = ("traceparent",)
_COUNTED = ("RateLimit", "RateLimit-Policy")

ASKED: Mapping[str, Mapping[str, Any]] = {
    "Dateline-Actor": {
        "description": "The person behind the request, named by a trusted key; otherwise the key's own name counts. "
        "What is not ASCII is percent-encoded UTF-8: `Zo%C3%AB Vane`.",
        "schema": {"type": "string", "pattern": "^[!-~]([ -~]{0,198}[!-~])?$"},
        "example": "Ann Vane",
    },
    "Idempotency-Key": {
        "description": "Chosen by the client: sent again with the same key, it is answered again, not done again.",
        "schema": {"type": "string", "pattern": '^([!#-~]{1,255}|"[!#-~]{1,255}")$'},
        "example": "5f1c7e2a-3b0d-4c55-9a57-0b8f6a1d2e90",
    },
    "If-Match": {
        "description": "The entity tag under which the client has seen it: 412 where it is another by now.",
        "schema": {"type": "string"},
        "example": "*",
    },
    "If-None-Match": {
        "description": "An entity tag that the client has: 304 where nothing has changed since.",
        "schema": {"type": "string"},
        "example": '"0f5a3c"',
    },
    "Prefer": {
        "description": "`respond-async`: 202 and an address, instead of the report when it is there (RFC 7240).",
        "schema": {"type": "string"},
        "example": "respond-async",
    },
}
"""The headers that requests can carry, by name."""


@dataclass(frozen=True, slots=True)
class Also:
    """Another answer that is no failure: when it is given, what it is, and its headers."""

    meaning: str
    answer: type[Schema]
    headers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation: where it is, what it takes and gives, how it can fail, and an example of its query or body.

    `scope` is the scope that a key needs ("" where none is needed), `status` the one of success, `media` the type of
    the answer, `also` other statuses that are no failures. `places` describes the parameters in the path; `example` is
    the body, or the query where there is no body; `bodies` has examples of what is no JSON by its type. `asked` are
    headers of the request beside those of every such operation. `failures` need not name what every operation with a
    key can fail of (401, 403, 429, 503), nor what every address can (404, 405, 500), nor what comes of headers (400,
    409, 412).
    """

    path: str
    method: str
    name: str
    summary: str
    answer: type[Schema] | None
    failures: tuple[str, ...] = ()
    _: KW_ONLY
    tag: str
    scope: str = ""
    description: str = ""
    body: type[Schema] | None = None
    bodies: Mapping[str, str] = field(default_factory=dict)
    query: type[Schema] | None = None
    example: Mapping[str, object] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)
    status: str = "200"
    media: str = JSON
    also: Mapping[str, Also] = field(default_factory=dict)
    asked: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()

    @property
    def described(self) -> dict[str, Any]:
        """The operation as OpenAPI has it, schemas still to be resolved."""
        found: dict[str, Any] = {"operationId": self.name, "summary": self.summary, "tags": [self.tag]}
        found["description"] = " ".join(filter(None, (f"{self.summary}.", self.description, self._open_to)))
        if parameters := [*self._places(), *self._query(), *self._asked()]:
            found["parameters"] = parameters
        if self.body is not None:
            content: dict[str, Any] = {JSON: {"schema": self.body, "example": dict(self.example)}}
            content |= {media: {"schema": {}, "example": text} for media, text in self.bodies.items()}
            found["requestBody"] = {"required": True, "content": content}
        found["responses"] = dict(sorted({**self._answers(), **self._problems()}.items()))
        found["security"] = [{KEY: [self.scope]}] if self.scope else []
        return found

    def _asked(self) -> list[str]:
        """The headers that the operation heeds, by their names among the components."""
        if not self.scope:
            return []
        if self.method == "get":
            return ["If-None-Match"]
        names = [*self.asked, *(() if self.scope == "check" else ("Dateline-Actor",))]
        return [*names, "Idempotency-Key"] if self.method == "post" else names

    @property
    def _open_to(self) -> str:
        """Who may ask, in a sentence."""
        if not self.scope:
            return "Open to anybody."
        return "" if self.scope == ANY else f"Needs a key with the scope `{self.scope}`."

    def _places(self) -> list[dict[str, Any]]:
        return [
            {
                "in": "path",
                "name": name,
                "required": True,
                "schema": {"type": "string"},
                "description": self.places.get(name, f"The id of a {name}."),
            }
            for name in _PLACE.findall(self.path)
        ]

    def _query(self) -> list[dict[str, Any]]:
        return [] if self.query is None else [{"in": "query", "schema": self.query}]

    def _answers(self) -> dict[str, Any]:
        answers: dict[str, Any] = {
            status: {
                "description": also.meaning,
                "content": {JSON: {"schema": also.answer}},
                "headers": _named(sorted({*_EVERYWHERE, *_COUNTED, *also.headers})),
            }
            for status, also in self.also.items()
        }
        answer: dict[str, Any] = {"description": f"{self.summary}."}
        if self.status != "204":
            content: dict[str, Any] = {"schema": self.answer or {"type": "string"}}
            if (example := recorded(self.name)) is not None:
                content["example"] = example
            answer["content"] = {self.media: content}
        told = (*_EVERYWHERE, *(_COUNTED if self.scope else ()))
        if (self.method, self.status) == ("get", "200"):
            told = (*told, "ETag")
            if self.scope:
                answers["304"] = {"description": "Nothing has changed since the entity tag of `If-None-Match`."}
        if "Idempotency-Key" in self._asked():
            told = (*told, "Idempotency-Replayed")
        answer["headers"] = _named(sorted({*told, *self.headers}))
        answers[self.status] = answer
        return answers

    def _problems(self) -> dict[str, Any]:
        statuses = {*_ANYWHERE, *self.failures, *(_WITH_KEY if self.scope else ())}
        statuses |= {"400"} if {"Dateline-Actor", "Idempotency-Key"} & {*self._asked()} else set()
        statuses |= {"409"} if "Idempotency-Key" in self._asked() else set()
        statuses |= {"412"} if "If-Match" in self._asked() else set()
        return {status: _problem(status) for status in statuses}


def recorded(name: str) -> Any | None:  # noqa: ANN401 - any JSON
    """The recorded answer to the example of an operation, None where there is none.

    `python -m scripts.api_examples` records them all anew.
    """
    file = resources.files("service.contract") / "examples" / f"{name}.json"
    return json.loads(file.read_text(encoding="utf-8")) if file.is_file() else None


def _problem(status: str) -> dict[str, Any]:
    found: dict[str, Any] = {"description": _FAILURES[status], "content": {MEDIA_TYPE: {"schema": ProblemSchema}}}
    if status in _OF_FAILURES:
        found["headers"] = _named(_OF_FAILURES[status])
    return found


def _named(headers: Iterable[str]) -> dict[str, Any]:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in headers}
