"""Writes the documents of the API as types of the Python client, from the description of the API itself.

python -m scripts.client_types
"""

from __future__ import annotations

import json
import keyword
from pathlib import Path
from typing import TYPE_CHECKING, Any

from service.contract.openapi import describe

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FILE = Path(__file__).parent.parent / "clients" / "python" / "dateline_client" / "documents.py"
_HEAD = '''"""The documents of the API as types; a later version of the service may send more members than these.

Written by `python -m scripts.client_types` from the description of the API.
"""

# ruff: noqa: E501, Q000
# fmt: off

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypedDict
'''
_REFERENCE = "#/components/schemas/"
_PLAIN = {"string": "str", "integer": "int", "number": "float", "boolean": "bool", "null": "None"}


def module() -> str:
    """The module as it should be."""
    schemas = describe("")["components"]["schemas"]
    return _HEAD + "".join(f"\n\n{text}" for name in sorted(schemas) for text in [_class(name, schemas[name])])


def _class(name: str, schema: Mapping[str, Any]) -> str:
    needed = set(schema.get("required", ()))
    members = {member: _member(found, member in needed) for member, found in schema.get("properties", {}).items()}
    if any(keyword.iskeyword(member) or not member.isidentifier() for member in members):
        inner = "".join(f'        "{member}": {kind!r},\n' for member, kind in members.items())
        return f'{name} = TypedDict(\n    "{name}",\n    {{\n{inner}    }},\n)\n'
    body = "".join(f"    {member}: {kind}\n" for member, kind in members.items())
    return f'class {name}(TypedDict):\n    """`{name}` of the description."""\n' + (f"\n{body}" if body else "")


def _member(schema: Mapping[str, Any], needed: bool) -> str:  # noqa: FBT001 - one of two spellings
    kind = " | ".join(dict.fromkeys(_kinds(schema)))
    return kind if needed else f"NotRequired[{kind}]"


def _kinds(schema: Mapping[str, Any]) -> Iterator[str]:
    if "$ref" in schema:
        yield schema["$ref"].removeprefix(_REFERENCE)
        return
    for choice in ("anyOf", "oneOf", "allOf"):
        if choice in schema:
            for one in schema[choice]:
                yield from _kinds(one)
            return
    if "enum" in schema:
        yield f"Literal[{', '.join(json.dumps(one) for one in schema['enum'] if one is not None)}]"
        if None in schema["enum"]:
            yield "None"
        return
    kinds = schema.get("type", "any")
    for kind in [kinds] if isinstance(kinds, str) else kinds:
        if kind == "array":
            items = schema.get("items")
            yield f"list[{' | '.join(dict.fromkeys(_kinds(items))) if items else 'Any'}]"
        elif kind == "object":
            yield "dict[str, Any]"
        else:
            yield _PLAIN.get(kind, "Any")


if __name__ == "__main__":
    FILE.write_text(module(), encoding="utf-8")
