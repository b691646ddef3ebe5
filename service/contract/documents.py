"""JSON in and out: strict on the way in, the same bytes for the same value on the way out."""

from __future__ import annotations

import json
import math
import re
from typing import TYPE_CHECKING

from service.domain.characters import SURROGATE, holds
from service.domain.errors import DatelineError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import NoReturn

DEEPEST = 100
"""Objects and lists within one another; the deepest request has eight, and what reads a value calls itself at each."""
_ESCAPED_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


class MalformedError(DatelineError):
    """The request is not JSON in UTF-8; the message says where it breaks."""


def loads(body: bytes | str) -> object:
    """The value that `body` holds.

    Raises `MalformedError` for what is no UTF-8 or no JSON by the letter of RFC 8259: NaN, a name given
    twice in one object, half a surrogate pair, nesting deeper than `DEEPEST`, a number larger than any here.
    """
    try:
        text = body.decode("utf-8-sig") if isinstance(body, bytes) else body
    except UnicodeDecodeError as error:
        raise MalformedError(f"The request is not UTF-8: byte {error.start} cannot be read.") from None
    if not text.strip():
        raise MalformedError("The request is empty; a JSON object is expected.")
    try:
        value: object = json.loads(text, object_pairs_hook=_object, parse_constant=_constant, parse_float=_finite)
    except json.JSONDecodeError as error:
        raise MalformedError(f"The request is not JSON: line {error.lineno}, column {error.colno}.") from None
    except RecursionError:
        raise MalformedError("The JSON is nested too deeply.") from None
    except ValueError:
        raise MalformedError("The JSON holds a number that is too long.") from None
    if text.count("{") + text.count("[") > DEEPEST and _is_deep(value):
        raise MalformedError("The JSON is nested too deeply.")
    if SURROGATE.search(text) or (_ESCAPED_SURROGATE.search(text) and holds(value, SURROGATE)):
        raise MalformedError("The JSON holds half of a surrogate pair, which is no character.")
    return value


def dumps(value: Mapping[str, object]) -> str:
    """`value` as one line of JSON, keys in the order they were put in. Raises `ValueError` for NaN."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(", ", ": "))


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise MalformedError("The JSON gives one name twice in the same object.")
    return found


def _is_deep(value: object) -> bool:
    """Whether there is anything below `DEEPEST` levels."""
    level = [value]
    for _ in range(DEEPEST):
        inner = ((one.values() if isinstance(one, dict) else one) for one in level if isinstance(one, dict | list))
        level = [part for parts in inner for part in parts]
    return any(isinstance(one, dict | list) for one in level)


def _finite(digits: str) -> float:
    """A number; not one that would become infinite, which could not be written down as JSON again."""
    if math.isinf(found := float(digits)):
        raise MalformedError("The JSON holds a number that is too large.")
    return found


def _constant(_: str) -> NoReturn:
    raise MalformedError("The JSON holds NaN or Infinity, which are no JSON numbers.")
