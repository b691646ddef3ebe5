"""Which cases were right when the baseline was taken, by id, and what became of them since."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    Answers = Mapping[str, bool]
    """Whether each case was right, by id."""

FILE: Final = Path(__file__).with_name("cases.json")
_LISTS: Final = {"right": True, "wrong": False}


@dataclass(frozen=True, slots=True)
class Change:
    """The cases of a group that became right and wrong, and how many were measured that the baseline knows."""

    gained: tuple[str, ...]
    lost: tuple[str, ...]
    compared: int


def packed(answers: Answers) -> dict[str, str | None]:
    """The ids in two lists, without what all begin with; None for an empty list. Ids hold no bar."""
    prefix = _beginning(min(answers, default=""), max(answers, default=""))
    packed_of: dict[str, str | None] = {"prefix": prefix}
    for name, wanted in _LISTS.items():
        cases = sorted(case.removeprefix(prefix) for case, right in answers.items() if right is wanted)
        packed_of[name] = "|".join(cases) if cases else None
    return packed_of


def _beginning(first: str, last: str) -> str:
    """What two names, and all that sort between them, begin with."""
    differ = (at for at, (one, other) in enumerate(zip(first, last, strict=False)) if one != other)
    return first[: next(differ, len(first))]


def unpacked(written: Mapping[str, str | None]) -> dict[str, bool]:
    """What was packed."""
    lists = {right: written[name] for name, right in _LISTS.items()}
    prefix = written["prefix"] or ""
    return {prefix + case: right for right, cases in lists.items() if cases is not None for case in cases.split("|")}


def change(now: Answers, before: Answers) -> Change:
    """What became of the cases that both know."""
    known = [case for case in now if case in before]
    gained = tuple(case for case in known if now[case] and not before[case])
    lost = tuple(case for case in known if before[case] and not now[case])
    return Change(gained, lost, len(known))


def load(path: Path = FILE) -> dict[str, dict[str, dict[str, bool]]]:
    """The cases of the baseline by benchmark and group; none where there is no file yet."""
    if not path.exists():
        return {}
    written: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return {suite: {group: unpacked(one) for group, one in groups.items()} for suite, groups in written.items()}


def save(cases: Mapping[str, Mapping[str, Answers]], path: Path = FILE) -> None:
    """Write the cases, one line a list."""
    written = {suite: {group: packed(of) for group, of in groups.items()} for suite, groups in cases.items() if groups}
    path.write_text(json.dumps(written, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
