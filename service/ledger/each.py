"""Look-ups that are answered for each of many keys apart, so that every answer has a limit of its own.

PostgreSQL joins LATERAL; SQLite, which does not know that, gathers the rows of an answer as JSON.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, Text, bindparam, cast, func, literal_column, select, true
from sqlalchemy.dialects import postgresql

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from sqlalchemy.types import TypeEngine

Asked = Mapping[str, ColumnElement[Any]]
"""The values of one question, as a statement refers to them."""


class ForEach:
    """A look-up: `look_up` makes it of the values of one question, whose names and types are `types`.

    `name` tells it from the others.
    """

    def __init__(self, look_up: Callable[[Asked], Select[Any]], **types: TypeEngine[Any]) -> None:
        self.name = look_up.__name__
        self._look_up = look_up
        self._types = types
        self._made: dict[str, Select[Any]] = {}

    def ask(self, connection: Connection, asked: Sequence[Sequence[Any]], now: int) -> list[list[Sequence[Any]]]:
        """The rows that answer each of `asked`, as of revision number `now`."""
        found: list[list[Sequence[Any]]] = [[] for _ in asked]
        if not asked:
            return found
        dialect = connection.dialect.name
        if dialect not in self._made:
            self._made[dialect] = self._gathered() if dialect == "sqlite" else self._lateral()
        for row in connection.execute(self._made[dialect], {"asked": json.dumps(asked), "now": now}):
            if dialect == "sqlite":
                found[row[0]] = json.loads(row[1])
            else:
                found[row[0] - 1].append(row[1:])
        return found

    def _gathered(self) -> Select[Any]:
        asked = func.json_each(bindparam("asked")).table_valued("key", "value", name="asked")
        given = {
            name: func.json_extract(asked.c.value, literal_column(f"'$[{place}]'"), type_=kind)
            for place, (name, kind) in enumerate(self._types.items())
        }
        found = self._look_up(given).correlate(asked).subquery()
        gathered = select(func.json_group_array(func.json_array(*found.c))).select_from(found).correlate(asked)
        return select(asked.c.key, gathered.scalar_subquery())

    def _lateral(self) -> Select[Any]:
        rows = func.json_array_elements(cast(bindparam("asked", type_=Text()), postgresql.JSON))
        asked = rows.table_valued("value", with_ordinality="place", name="asked").render_derived()
        given = {
            name: cast(asked.c.value.op("->>")(literal_column(str(place))), kind)
            for place, (name, kind) in enumerate(self._types.items())
        }
        found = self._look_up(given).correlate(asked).lateral()
        return select(asked.c.place, *found.c).select_from(asked.join(found, true()))
