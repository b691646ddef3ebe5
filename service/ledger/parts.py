"""The rows of the indexes: who takes part in a statement, and what an alias is found by."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Any

from service.domain.acts import group_of
from service.domain.claims import EntityType
from service.domain.facts import is_lasting
from service.domain.keys import person_keys
from service.ledger.indexing import HOLD_OFFICE, filed_under
from service.ledger.resolution.folding import folded, spelled
from service.ledger.resolution.organisations import canonical

if TYPE_CHECKING:
    from service.domain.claims import Proposition
    from service.domain.facts import FactStatus
    from service.domain.time import ValidTime


def day_of(valid: ValidTime) -> int:
    """The first day on which a statement may hold, else the last, as `date.toordinal`; 0 where neither is known."""
    known = valid.start_min or valid.end_max
    return known.toordinal() if known else 0


class Grade(IntEnum):
    """What kind of rows a look-up asks for: they are bounded in different ways."""

    STATEMENT = 0
    TERM = 1
    SIGHTING = 2


def grade_of(stated: Proposition, status: FactStatus) -> Grade:
    """Under which grade a fact is filed."""
    if stated.predicate != HOLD_OFFICE:
        return Grade.STATEMENT
    return Grade.TERM if is_lasting(stated, status) else Grade.SIGHTING


def part_rows(
    number: int, stated: Proposition, valid: ValidTime, status: FactStatus, revision: int
) -> list[dict[str, Any]]:
    """The index rows of statement `number`."""
    day, grade, act = day_of(valid), int(grade_of(stated, status)), group_of(stated.predicate)
    return [
        {
            "key": key,
            "grade": grade,
            "day": day,
            "statement": number,
            "role": role,
            "act": act,
            "revision": revision,
        }
        for role, key in filed_under(stated)
    ]


def alias_row(number: int, name: str, key: str) -> dict[str, Any]:
    """The index row of alias `number`."""
    kind = key.partition(":")[0]
    if kind == EntityType.ORGANISATION:
        plain = canonical(name)
        return {"alias": number, "narrow": f"{kind}:{plain}", "folded": plain}
    narrow = person_keys(spelled(name))[1] if kind == EntityType.PERSON else key
    return {"alias": number, "narrow": narrow, "folded": folded(name)}
