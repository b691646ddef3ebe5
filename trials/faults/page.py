"""What the suite found, as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from trials.faults.registry import FAULTS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

_HEAD: Final = (
    "| struck | ended by | s | requests done, refused, broken | acknowledged, found again | lost | wrong | "
    "last refusal | all well |\n|---|---|---:|---|---:|---:|---:|---:|---:|"
)


def table(outcomes: Mapping[str, Mapping[str, Any]]) -> str:
    """The faults that were tried, a row each, in the order of the registry."""
    rows = [_HEAD]
    for fault in FAULTS:
        if fault.name not in outcomes:
            continue
        found = outcomes[fault.name]
        answers = found["answers"]
        cells = (
            fault.struck,
            fault.remedy,
            f"{found['ended']:.0f}",
            f"{answers['done']}, {answers['refused']}, {answers['broken']}",
            _acknowledged(found),
            str(_count(found, "lost")),
            str(_count(found, "wrong") + _count(found, "signs")),
            _last_refusal(found),
            "never" if found["well"] is None else f"{found['well']:.0f} s",
        )
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows)


def _count(found: Mapping[str, Any], name: str) -> int:
    """How many there are, of which some are kept; rows from before that was counted have the kept ones only."""
    return int(found.get(f"{name}_count", len(found[name])))


def _acknowledged(found: Mapping[str, Any]) -> str:
    again = str(sum(found["acknowledged"].values()))
    return f"{again} ({found['acknowledged_after']} since it ended)" if "acknowledged_after" in found else again


def _last_refusal(found: Mapping[str, Any]) -> str:
    """Rows from before it was asked whether the load got over it tell the last refusal alone."""
    if not found["refused_last"]:
        return "none"
    return f"{found['refused_last']:.0f} s{'' if found.get('calm', True) else ', not over'}"
