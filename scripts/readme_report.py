"""Writes the request and the report that README.md shows: `python -m scripts.readme_report`.

The service makes the report, from the starter ledger alone.
"""

import json
import re
import tempfile
from pathlib import Path
from typing import Any

from service.app import create_app
from service.settings import from_environment

REQUEST: dict[str, Any] = {
    "article": {
        "text": "Foreign Secretary Dominic Raab flew to Moscow on 12 September 2011.",
        "published_at": "2011-09-13",
    }
}
SHOWN: dict[str, Any] = {
    "score": ...,
    "interval": ...,
    "outcome": ...,
    "coverage": ...,
    "claims": [
        {
            "start": ...,
            "end": ...,
            "quote": ...,
            "statement": ...,
            "kind": ...,
            "time": {"text": ..., "type": ..., "value": ..., "interval": ...},
            "verdict": ...,
            "confidence": ...,
            "findings": [{"rule": ..., "bearing": ..., "detail": ...}],
            "evidence": [{"source": ..., "status": ..., "licence": ...}],
            "suggestion": {"text": ...},
        }
    ],
}
_SHORT_LIST = re.compile(r"\[\s+([^\s\[\]{},]+),\s+([^\s\[\]{},]+)\s+\]")
_JSON_BLOCK = re.compile(r"```json\n[^`]*\n```")


def written(value: object) -> str:
    """JSON as the README prints it: pairs on one line."""
    return _SHORT_LIST.sub(r"[\1, \2]", json.dumps(value, indent=2, ensure_ascii=False))


def abridged(value: Any, shown: Any) -> Any:  # noqa: ANN401 - decoded JSON of any depth
    """Of `value` what `shown` has: its keys, and as many list items."""
    if isinstance(shown, dict):
        return {key: abridged(value[key], part) for key, part in shown.items()}
    if isinstance(shown, list):
        return [abridged(item, part) for item, part in zip(value, shown, strict=False)]
    return value


def report(database_url: str) -> str:
    """The abridged report on `REQUEST` by the store at `database_url`."""
    client = create_app(from_environment({"DATELINE_DATABASE_URL": database_url})).test_client()
    return written(abridged(client.post("/v1/check", json=REQUEST).json, SHOWN))


def with_report(page: str, database_url: str) -> str:
    """`page` with its two blocks of JSON as they are now."""
    blocks = iter((written(REQUEST), report(database_url)))
    return _JSON_BLOCK.sub(lambda _: f"```json\n{next(blocks)}\n```", page)


if __name__ == "__main__":
    readme = Path(__file__).parent.parent / "README.md"
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'ledger'}"
        readme.write_text(with_report(readme.read_text(encoding="utf-8"), url), encoding="utf-8")
