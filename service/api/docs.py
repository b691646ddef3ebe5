"""`/docs`: the description of the API as a page made from the OpenAPI document; nothing in it is fetched elsewhere."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from flask import Response, render_template
from markupsafe import Markup, escape

from service.api.access import public
from service.contract.operations import JSON

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_STYLE = re.compile(r"<style>([^<]*)</style>")
_REFERENCE = "#/components/schemas/"
_SHARED = "#/components/parameters/"


@dataclass(frozen=True, slots=True)
class Row:
    """A parameter or a property: its name, its type, whether it must be there, and what it means."""

    name: str
    kind: Markup
    required: bool
    meaning: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What an operation can answer with."""

    status: str
    meaning: str
    media: str
    kind: Markup | None
    example: str | None


@dataclass(frozen=True, slots=True)
class Described:
    """An operation as the page shows it."""

    name: str
    method: str
    path: str
    description: str
    parameters: tuple[Row, ...]
    body: Markup | None
    sent: str
    answers: tuple[Answer, ...]


class Docs:
    """The page of one description; `text` is the OpenAPI document as JSON."""

    def __init__(self, text: str) -> None:
        self._text = text

    @public
    def page(self) -> Response:
        """`GET /docs`: the description for people."""
        document = json.loads(self._text)
        html = render_template(
            "docs.html",
            title=document["info"]["title"],
            version=document["info"]["version"],
            about=document["info"]["description"],
            topics=[
                (tag["name"], tag["description"], list(_of_topic(document, tag["name"]))) for tag in document["tags"]
            ],
            schemas=[(name, list(_rows(schema))) for name, schema in document["components"]["schemas"].items()],
        )
        response = Response(html, mimetype="text/html")
        response.headers["Content-Security-Policy"] = f"default-src 'none'; style-src {_allowed(html)}; {_NOBODY}"
        return response


_NOBODY = "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


def _allowed(html: str) -> str:
    """The styles of a page as sources of a content security policy: by their digests."""
    digests = (hashlib.sha256(style.encode()).digest() for style in _STYLE.findall(html))
    return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


def _of_topic(document: Mapping[str, Any], topic: str) -> Iterator[Described]:
    shared = document["components"].get("parameters", {})
    for path, item in document["paths"].items():
        for method, operation in item.items():
            if topic in operation["tags"]:
                parameters = [
                    shared[parameter["$ref"].removeprefix(_SHARED)] if "$ref" in parameter else parameter
                    for parameter in operation.get("parameters", ())
                ]
                yield _described(path, method.upper(), operation, parameters)


def _described(
    path: str, method: str, operation: Mapping[str, Any], parameters: Sequence[Mapping[str, Any]]
) -> Described:
    body, example = None, None
    if "requestBody" in operation:
        sent = operation["requestBody"]["content"][JSON]
        body, example = kind_of(sent["schema"]), sent["example"]
    return Described(
        operation["operationId"],
        method,
        path,
        operation["description"],
        tuple(_parameter(parameter) for parameter in parameters),
        body,
        _curl(path, method, parameters, example, with_key=bool(operation["security"])),
        tuple(_answer(status, answer) for status, answer in operation["responses"].items()),
    )


def _parameter(parameter: Mapping[str, Any]) -> Row:
    meaning = parameter.get("description") or parameter["schema"].get("description", "")
    needed = parameter.get("required", False)
    return Row(parameter["name"], kind_of(parameter["schema"]), needed, meaning, parameter["in"])


def _answer(status: str, answer: Mapping[str, Any]) -> Answer:
    for media, content in answer.get("content", {}).items():
        example = json.dumps(content["example"], ensure_ascii=False, indent=2) if "example" in content else None
        return Answer(status, answer["description"], media, kind_of(content["schema"]), example)
    return Answer(status, answer["description"], "", None, None)


def _curl(path: str, method: str, parameters: Sequence[Mapping[str, Any]], example: object, *, with_key: bool) -> str:
    """The operation with its example as a command line for a shell."""
    query = urlencode(
        {
            parameter["name"]: parameter["example"]
            for parameter in parameters
            if parameter["in"] == "query" and "example" in parameter
        },
        quote_via=quote,
    )
    lines = [f"curl -s '$DATELINE{path}{f'?{query}' if query else ''}'".replace("'$DATELINE", '"$DATELINE"\'')]
    if method not in {"GET", "POST"} or (method == "POST" and example is None):
        lines.append(f"-X {method}")
    if with_key:
        lines.append('-H "Authorization: Bearer $KEY"')
    if example is not None:
        said = json.dumps(example, ensure_ascii=False, indent=2).replace("'", "'\\''")
        lines += [f"-H 'Content-Type: {JSON}'", f"-d '{said}'"]
    return " \\\n  ".join(lines)


def _rows(schema: Mapping[str, Any]) -> Iterator[Row]:
    needed = schema.get("required", ())
    for name, found in schema.get("properties", {}).items():
        yield Row(name, kind_of(found), name in needed, found.get("description", ""))


def kind_of(schema: Mapping[str, Any]) -> Markup:
    """The type of a value in a word or two, with links to the shapes that it names."""
    if "$ref" in schema:
        name = escape(schema["$ref"].removeprefix(_REFERENCE))
        return Markup('<a href="#schema-{0}">{0}</a>').format(name)
    for choice in ("anyOf", "oneOf", "allOf"):
        if choice in schema:
            return Markup(" or ").join(kind_of(one) for one in schema[choice])
    if "enum" in schema:
        return Markup(" | ").join(Markup("<code>{}</code>").format(json.dumps(one)) for one in schema["enum"])
    kinds = schema.get("type", "any")
    return Markup(" or ").join(_kind(kind, schema) for kind in ([kinds] if isinstance(kinds, str) else kinds))


def _kind(kind: str, schema: Mapping[str, Any]) -> Markup:
    if kind == "array":
        return Markup("list of {}").format(kind_of(schema.get("items", {})))
    if kind == "string" and "format" in schema:
        return escape(schema["format"])
    if kind == "object" and isinstance(schema.get("additionalProperties"), dict):
        return Markup("object of {}").format(kind_of(schema["additionalProperties"]))
    return escape(kind)
