"""Look-ups by many keys: `among` asks for all together, `ForEach` for each apart, every answer with its own limit.

PostgreSQL takes an array and joins LATERAL; SQLite, which knows neither, takes JSON, and gathers the rows of an answer
as JSON. A key that no store can keep (`domain.characters`) is not asked for: no row has it, and PostgreSQL would refuse
the whole look-up.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    ARRAY,
    JSON,
    BindParameter,
    Boolean,
    ColumnElement,
    Select,
    Text,
    TypeDecorator,
    bindparam,
    cast,
    func,
    literal_column,
    select,
    true,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.visitors import InternalTraversal

from service.domain.characters import is_kept

if TYPE_CHECKING:
    from sqlalchemy import Connection, Dialect
    from sqlalchemy.sql.compiler import SQLCompiler
    from sqlalchemy.types import TypeEngine

Asked = Mapping[str, ColumnElement[Any]]
"""The values of one question, as a statement refers to them."""


class ForEach:
    """A look-up: `look_up` makes it of the values of one question, whose names and types are `types`."""

    def __init__(self, look_up: Callable[[Asked], Select[Any]], **types: TypeEngine[Any]) -> None:
        self._look_up = look_up
        self._types = types
        self._made: dict[str, Select[Any]] = {}

    def ask(self, connection: Connection, asked: Sequence[Sequence[Any]], now: int) -> list[list[Sequence[Any]]]:
        """The rows that answer each of `asked`, as of revision number `now`."""
        found: list[list[Sequence[Any]]] = [[] for _ in asked]
        places = [place for place, values in enumerate(asked) if all(map(_can_be, values))]
        if not places:
            return found
        dialect = connection.dialect.name
        if dialect not in self._made:
            self._made[dialect] = self._gathered() if dialect == "sqlite" else self._lateral()
        given = {"asked": json.dumps([asked[place] for place in places]), "now": now}
        for row in connection.execute(self._made[dialect], given).all():
            if dialect == "sqlite":
                found[places[row[0]]] = json.loads(row[1])
            else:
                found[places[row[0] - 1]].append(row[1:])
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
        rows = func.json_array_elements(cast(bindparam("asked", type_=Text()), JSON))
        asked = rows.table_valued("value", with_ordinality="place", name="asked").render_derived()
        given = {
            name: cast(asked.c.value.op("->>")(literal_column(str(place))), kind)
            for place, (name, kind) in enumerate(self._types.items())
        }
        found = self._look_up(given).correlate(asked).lateral()
        return select(asked.c.place, *found.c).select_from(asked.join(found, true()))


class Many(TypeDecorator[Any]):
    """A list of values as one parameter: an array on PostgreSQL, JSON on SQLite."""

    impl = Text
    cache_ok = True

    def __init__(self, kind: TypeEngine[Any]) -> None:
        super().__init__()
        self.kind = kind

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The type of the parameter."""
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else ARRAY(self.kind))

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:  # noqa: ANN401 - SQLAlchemy's signature
        """The values as the driver takes them."""
        values = list(filter(_can_be, value))
        return json.dumps(values) if dialect.name == "sqlite" else values


def _can_be(value: object) -> bool:
    """Whether a row can have the value."""
    return not isinstance(value, str) or is_kept(value)


class _Among(ColumnElement[bool]):
    """Whether a column has one of the values of a parameter."""

    inherit_cache = True
    _is_implicitly_boolean = True  # else SQLite is asked whether it equals 1, and scans the table
    _traverse_internals = [  # noqa: RUF012 - as SQLAlchemy declares it
        ("column", InternalTraversal.dp_clauseelement),
        ("values", InternalTraversal.dp_clauseelement),
    ]

    def __init__(self, column: ColumnElement[Any], values: BindParameter[Any]) -> None:
        self.column = column
        self.values = values
        self.type = Boolean()


def among(column: ColumnElement[Any], name: str = "keys") -> ColumnElement[bool]:
    """Whether `column` is one of the list `:name`; the statement is the same for lists of every length."""
    return _Among(column, bindparam(name, type_=Many(column.type)))


@compiles(_Among)
def _one_of_an_array(element: _Among, compiler: SQLCompiler, **given: Any) -> str:  # noqa: ANN401 - SQLAlchemy's signature
    return f"{compiler.process(element.column, **given)} = ANY({compiler.process(element.values, **given)})"


@compiles(_Among, "sqlite")
def _one_of_json(element: _Among, compiler: SQLCompiler, **given: Any) -> str:  # noqa: ANN401 - SQLAlchemy's signature
    values = compiler.process(element.values, **given)
    return f"{compiler.process(element.column, **given)} IN (SELECT value FROM json_each({values}))"  # nosec B608 # noqa: S608 - no input in it
