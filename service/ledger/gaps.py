"""The list of what checked texts mention and the ledger lacks: written by checks, read by those who fill the ledger.

It is no part of the record: it has no history, and the rows that were noted first make room for new ones.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import Date, bindparam, delete, func, select, text, tuple_

from service.domain.gaps import Gap
from service.ledger import tables as t

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy import Connection

    from service.domain.gaps import Unmet

MOST_ROWS = 200_000
"""Rows that are kept: some 40 MB, and a year of a newsroom's checks."""

_DROPPED = MOST_ROWS // 10
_U = t.UNMET.c
_AGE = {"sqlite": text("unmet.rowid"), "postgresql": text("age(unmet.xmin) DESC")}
"""In which order rows came: each database numbers them, and none is ever changed."""
_NEW = text(
    'INSERT INTO unmet ("key", text_sha256, name, type, "on") VALUES (:key, :text_sha256, :name, :type, :on) '
    "ON CONFLICT DO NOTHING"
).bindparams(bindparam("on", type_=Date))


def note(connection: Connection, found: Sequence[Unmet], text_sha256: str) -> None:
    """Keep what a text mentions and the ledger lacks; a text that is checked again says nothing new."""
    if not found:
        return
    rows = [
        {"key": gap.key, "text_sha256": text_sha256, "name": gap.name, "type": gap.kind, "on": gap.on} for gap in found
    ]
    connection.execute(_NEW, rows)
    if connection.execute(select(_U.key).offset(MOST_ROWS).limit(1)).first() is not None:
        oldest = select(_U.key, _U.text_sha256).order_by(_AGE[connection.dialect.name], _U.key).limit(_DROPPED)
        connection.execute(delete(t.UNMET).where(tuple_(_U.key, _U.text_sha256).in_(oldest)))


def ranked(connection: Connection, since: date | None, limit: int) -> tuple[Gap, ...]:
    """The gaps that most texts have, those first; with `since`, by texts that speak of that day or a later one."""
    texts = func.count().label("texts")
    wanted = select(_U.key, texts).group_by(_U.key).order_by(texts.desc(), _U.key).limit(limit)
    if since is not None:
        wanted = wanted.where(_U.on >= since)
    counts = {row.key: row.texts for row in connection.execute(wanted)}
    if not counts:
        return ()
    rows = select(_U.key, _U.name, _U.type, _U.on).where(_U.key.in_(list(counts)))
    if since is not None:
        rows = rows.where(_U.on >= since)
    names: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    days: dict[str, set[date]] = defaultdict(set)
    for row in connection.execute(rows):
        names[row.key][row.name, row.type] += 1
        if row.on is not None:
            days[row.key].add(row.on)
    return tuple(_gap(names[key], texts, days[key]) for key, texts in counts.items())


def _gap(names: Counter[tuple[str, str]], texts: int, days: set[date]) -> Gap:
    """A gap by the spelling that most texts have, with its first and last day."""
    (name, kind), _ = min(names.items(), key=lambda item: (-item[1], item[0]))
    return Gap(name, kind, texts, tuple(sorted({min(days), max(days)})) if days else ())
