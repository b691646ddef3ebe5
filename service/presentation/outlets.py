"""The claims of an outlet as a table, with all that the figures of its record are reckoned from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from service.presentation.tables import table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_COLUMNS = (
    "published_at",
    "verdict",
    "weight",
    "linking",
    "severity",
    "article",
    "event",
    "claim_key",
    "counts_for_it",
    "aside",
    "checked_verdict",
    "topic",
    "kind",
    "quote",
    "title",
    "url",
    "report",
    "claim",
    "start",
    "end",
    "checked_at",
)


def outlet_table(claims: Iterable[Mapping[str, Any]]) -> str:
    """Claims as `contract.outlets.claim_json` writes them, one a row."""
    return table(_COLUMNS, ([claim[name] for name in _COLUMNS] for claim in claims))
