"""Signatures and pushed items as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from service.contract.dates import moment_json

if TYPE_CHECKING:
    from collections.abc import Mapping

    from service.records.signatures import Signature


def signed_json(signature: Signature) -> dict[str, object]:
    """A signature."""
    return {
        "report": signature.report,
        "claim_key": signature.claim_key,
        "verdict": signature.verdict,
        "url": signature.url,
        "why": signature.why,
        "by": signature.by,
        "at": moment_json(signature.at),
    }


def pushed_json(
    item: str | None, report: Mapping[str, Any] | None = None, passed_over: str | None = None, *, stored: bool = False
) -> dict[str, object]:
    """What became of an item that was pushed; `report` is the one on it, where it was checked."""
    return {
        "item": item,
        "passed_over": passed_over,
        "report": report["id"] if report and stored else None,
        "score": report["score"] if report else None,
        "outcome": report["outcome"] if report else None,
    }
