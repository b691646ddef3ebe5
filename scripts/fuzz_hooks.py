"""Hooks of schemathesis: most valid requests are about something that is there, and what was reached is noted.

What is in the store stands in the file that `FUZZ_PLACES` names: by method and path, sets of values for the places in
the path. Each operation has its own, so that none takes away what another needs. Invalid requests, and those that
follow one another by links, are left alone. The choice depends on the request, so that the same one is always sent.
In the file that `FUZZ_REACHED` names each operation has a line that has answered as it does where all is well.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
from pathlib import Path
from typing import TYPE_CHECKING, Any

import schemathesis
from schemathesis.generation.meta import TestPhase

from service.contract.jobs_openapi import LINES
from service.contract.openapi import OPERATIONS

if TYPE_CHECKING:
    from collections.abc import Mapping

_PLACES: Mapping[str, list[dict[str, str]]] = json.loads(Path(os.environ["FUZZ_PLACES"]).read_text(encoding="utf-8"))
_REACHED = Path(os.environ["FUZZ_REACHED"])
_OPERATIONS = {f"{operation.method.upper()} {operation.path}": operation for operation in OPERATIONS}
_FORMS = ("text", "html", "segments", "ninjs")
_OFTEN, _AT_TIMES = 0.75, 0.3


@schemathesis.serializer(*LINES)
def lines(_context: schemathesis.SerializationContext, value: object) -> bytes:
    """Text as it is, anything else as a line of JSON."""
    text = value if isinstance(value, str) else json.dumps(value)
    return text.encode("utf-8", "surrogatepass")


@schemathesis.hook
def before_call(_context: schemathesis.HookContext, case: schemathesis.Case[Any], _kwargs: dict[str, Any]) -> None:
    """Put what is there in place of what was made up."""
    meta = case.meta
    if meta is None or not meta.generation.mode.is_positive or meta.phase.name is TestPhase.STATEFUL:
        return
    told = repr((case.path_parameters, case.query, case.body, sorted(case.headers.items())))
    chance = random.Random(hashlib.sha256(told.encode("utf-8", "replace")).digest())  # noqa: S311 - no secret
    label = f"{case.method.upper()} {case.path}"
    # In its own phase the example is sent as described, about what is there: in a short run chance may never do so.
    is_example = meta.phase.name is TestPhase.EXAMPLES
    if _PLACES.get(label) and (is_example or chance.random() < _OFTEN):
        case.path_parameters.update(chance.choice(_PLACES[label]))
    if is_example or chance.random() < _OFTEN:
        _let_pass(case)
    operation = _OPERATIONS[label]
    if operation.body is None:
        if operation.example and chance.random() < _AT_TIMES:
            case.query = {name: str(value) for name, value in operation.example.items()}
        return
    if operation.query is not None and case.media_type not in LINES:
        case.query = {}  # the options stand in the body
    if isinstance(case.body, dict):
        if is_example or chance.random() < _AT_TIMES:
            case.body = json.loads(json.dumps(operation.example))
        else:
            _settle_on_one_form(case.body, chance)


@schemathesis.hook
def after_call(
    _context: schemathesis.HookContext, case: schemathesis.Case[Any], response: schemathesis.Response
) -> None:
    """Note what was reached."""
    label = f"{case.method.upper()} {case.path}"
    if label in _OPERATIONS and str(response.status_code) == _OPERATIONS[label].status:
        with _REACHED.open("a", encoding="utf-8") as reached:
            reached.write(f"{label}\n")


def _let_pass(case: schemathesis.Case[Any]) -> None:
    """Take away what no schema can make right: a place in a list, a tag, a key that is used for every example."""
    if "Idempotency-Key" in case.headers:
        case.headers["Idempotency-Key"] = case.id
    case.headers.pop("If-Match", None)
    for name in ("cursor", "before"):
        case.query.pop(name, None)


def _settle_on_one_form(body: dict[str, Any], chance: random.Random) -> None:
    """Leave one form of the text of each article, which no schema can ask for where null stands for absence."""
    references = body.get("references")
    for article in (body.get("article"), *(references if isinstance(references, list) else ())):
        if isinstance(article, dict):
            given = [name for name in _FORMS if article.get(name) is not None]
            kept = chance.choice(given) if given else "text"
            article.setdefault(kept, None)
            for name in _FORMS:
                if name != kept:
                    article.pop(name, None)
            article[kept] = article[kept] or "The bridge was opened on Monday, 12 May 2014."
