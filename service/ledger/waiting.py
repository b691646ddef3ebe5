"""The facts that wait for a person, in an order that makes sense, page by page at any size of ledger.

Contested facts come first, whatever their status. The others, all machine-read, come in windows of the newest: within
one those that other documents conflict with come first, then those whose names checked texts asked for most, then the
newest. One page costs the look-ups of one window, however many facts wait.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import bindparam, exists, func, select, text

from service.domain.errors import RefusedInputError
from service.domain.keys import NARROW, person_keys
from service.domain.text import one_line
from service.domain.verdicts import Bearing
from service.ledger import tables as t
from service.ledger.batch import NEEDED
from service.ledger.each import among
from service.ledger.indexing import parts_of
from service.ledger.parts import Grade
from service.ledger.stored import read_facts
from service.ledger.survey import candidate_keys, chosen
from service.ledger.trust import source_name
from service.storage.engine import chunks

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Select

    from service.domain.facts import Fact, KnownEntity
    from service.domain.verdicts import Finding
    from service.ledger.sql import SqlLedger

    Known = Sequence[KnownEntity]

WINDOW = 30
"""Facts that are compared with the rest of the ledger for one page; a third of a second in a ledger of
some thousand facts, more than a second where every name is crowded."""
MOST_SCANNED = 2_000
MOST_COUNTED = 20_000
MOST_CONTESTED = 500
MOST_ASKED = 1_000
_WINDOWS_AT_ONCE = 10
_BEYOND = 2**31 - 1
_TOKEN = re.compile(r"[0-9]{1,10}(?:\.[0-9]{1,10}\.[01]\.[01]\.[01]\.-?[0-9]{1,4}\.-[0-9]{1,10})?")


@dataclass(frozen=True, slots=True)
class Asked:
    """Which of the facts that wait are asked for: all, those of a source, those about a name or an index key."""

    source: str | None = None
    about: str | None = None

    def __post_init__(self) -> None:
        """Without characters that no name has, and PostgreSQL no text."""
        for name in ("source", "about"):
            if (value := getattr(self, name)) is not None:
                object.__setattr__(self, name, one_line(value))


class Rank(NamedTuple):
    """The place of a fact in its window, the least first."""

    settled: int
    agreeing: int
    unasked: int
    older: int


@dataclass(frozen=True, slots=True)
class Position:
    """Where a page begins: in the window of the facts numbered `[bottom, top)`, after the one at `after`.

    `first` says that it is the first window, which has the contested facts, too.
    """

    top: int = _BEYOND
    bottom: int | None = None
    after: Rank | None = None
    first: bool = False

    @property
    def token(self) -> str:
        """The position as a page hands it to the one who asks for the next."""
        if self.bottom is None or self.after is None:
            return str(self.top)
        return ".".join(map(str, (self.top, self.bottom, int(self.first), *self.after)))

    @classmethod
    def of(cls, token: str) -> Position:
        """The position that `token` stands for. Raises `RefusedInputError` for what is none."""
        if _TOKEN.fullmatch(token):
            top, *rest = map(int, token.split("."))
            if not rest and top <= _BEYOND:
                return cls(top)
            if rest and top <= _BEYOND:
                return cls(top, rest[0], Rank(*rest[2:]), first=bool(rest[1]))
        error = RefusedInputError("This is no place in the queue; begin without one.")
        error.path = ("cursor",)
        raise error


@dataclass(frozen=True, slots=True)
class Dispute:
    """An open contest: who raised it, when and why, and who has said since whether the fact stands."""

    by: str
    at: datetime
    why: str
    words: tuple[tuple[str, bool], ...] = ()


@dataclass(frozen=True, slots=True)
class Waiting:
    """A fact that waits: `findings` set it beside other documents, `asked` counts texts that name who is in it."""

    fact: Fact
    findings: tuple[Finding, ...] = ()
    asked: int = 0
    dispute: Dispute | None = None

    @property
    def conflicts(self) -> tuple[Finding, ...]:
        """The findings that speak against it and rest on other facts."""
        return tuple(found for found in self.findings if found.facts and found.bearing is not Bearing.SUPPORTS)


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the queue, which may be shorter than was asked for; `following` is where the next one begins."""

    waiting: tuple[Waiting, ...]
    following: Position | None = None


@dataclass(frozen=True, slots=True)
class Length:
    """How many facts wait; `exact` is False where there are more than are counted."""

    count: int
    exact: bool


_S, _C, _H, _U = t.STATEMENT.c, t.CLOSURE.c, t.HELD.c, t.UNMET.c
# nosemgrep: no-assembled-sql - a condition of our own
_IS_READ = text(f"statement.{t.READ}")
_STATES = (
    t.STATEMENT.outerjoin(t.CLOSURE, _C.statement == _S.seq)
    .outerjoin(t.HELD, _H.statement == _S.seq)
    .outerjoin(t.RELEASE, t.RELEASE.c.statement == _H.statement)
)
_WAITS = _C.statement.is_(None) & (_H.statement.is_(None) | t.RELEASE.c.statement.is_not(None))
_STATE: Select[Any] = select(_S.seq, _WAITS.label("waits")).select_from(_STATES).where(_S.seq < bindparam("top"))
_SCAN = _STATE.where(_IS_READ)
_ANY_OF = _STATE.where(among(_S.seq))
_READ_OF = _ANY_OF.where(_IS_READ)
_ANY_UNMET = select(exists(select(_U.key)))
_OF_SOURCE = (
    select(t.EVIDENCE.c.statement)
    .join(t.SOURCE, t.SOURCE.c.seq == t.EVIDENCE.c.source)
    .where(among(t.EVIDENCE.c.statement), t.SOURCE.c.name == bindparam("source"))
)
_DECIDED = select(t.SETTLEMENT.c.contest).group_by(t.SETTLEMENT.c.contest, t.SETTLEMENT.c.stands)
_CONTESTED = (
    select(t.CONTEST.c.statement, t.CONTEST.c.seq, t.CONTEST.c.why, t.REVISION.c.who, t.REVISION.c.at)
    .join(t.REVISION, t.REVISION.c.seq == t.CONTEST.c.revision)
    .join(_STATES, _S.seq == t.CONTEST.c.statement)
    .where(t.CONTEST.c.seq.not_in(_DECIDED.having(func.count() >= NEEDED)), _WAITS)
    .order_by(t.CONTEST.c.seq.desc())
    .limit(MOST_CONTESTED)
)
_WORDS = select(t.SETTLEMENT.c.contest, t.SETTLEMENT.c.who, t.SETTLEMENT.c.stands)
_WORDS = _WORDS.where(among(t.SETTLEMENT.c.contest)).order_by(t.SETTLEMENT.c.seq)


class _Scan(NamedTuple):
    """Numbers of facts that wait, newest first, and the lowest number that was looked at, None at the end of all."""

    waiting: list[int]
    lowest: int | None


class _Sheet(NamedTuple):
    """One window: its facts by number, how often their names were asked for, the contests among them, its bounds."""

    facts: dict[int, Fact]
    asked: dict[str, int]
    disputes: dict[int, Dispute]
    top: int
    bottom: int


def page(
    ledger: SqlLedger,
    asked: Asked,
    position: Position | None,
    limit: int,
    compare: Callable[[Fact], Sequence[Finding]],
) -> Page:
    """The next `limit` facts that wait, or fewer; a page without any has a `following` where there is much to skip.

    `compare` sets a fact beside what other documents say.
    """
    here = position or Position(first=True)
    known = _known(ledger, asked)
    for _ in range(_WINDOWS_AT_ONCE):
        with ledger.reading() as connection:
            sheet = _sheet(connection, asked, here, known)
        ranked = _ranked(sheet, compare)
        left = [(rank, one) for rank, one in ranked if here.after is None or rank > here.after]
        given = tuple(_compared(one, compare) for _, one in left[:limit])
        if len(left) > limit:
            return Page(given, Position(sheet.top, sheet.bottom, left[limit - 1][0], here.first))
        following = Position(sheet.bottom) if sheet.bottom > 1 else None
        if given or following is None:
            return Page(given, following)
        here = following
    return Page((), here)


def contested(ledger: SqlLedger) -> tuple[Waiting, ...]:
    """The facts that are contested, whatever their status, the last contest first; without what speaks against them."""
    with ledger.reading() as connection:
        disputes = _disputes(connection, Asked(), ())
        facts = read_facts(connection, disputes.keys())
    return tuple(Waiting(facts[number], dispute=dispute) for number, dispute in disputes.items())


def length(ledger: SqlLedger, asked: Asked) -> Length:
    """How many facts wait, as far as the newest `MOST_COUNTED` machine-read ones tell."""
    known = _known(ledger, asked)
    with ledger.reading() as connection:
        found = _scan(connection, asked, _BEYOND, MOST_COUNTED, known)
        return Length(len({*found.waiting, *_disputes(connection, asked, known)}), found.lowest is None)


def _known(ledger: SqlLedger, asked: Asked) -> Known:
    by_name = asked.about is not None and ":" not in asked.about
    return ledger.entities(_keys(asked.about or "")) if by_name else ()


def _sheet(connection: Connection, asked: Asked, here: Position, known: Known) -> _Sheet:
    disputes = _disputes(connection, asked, known)
    numbers, bottom = _window(connection, asked, here, known)
    fresh = [number for number in numbers if number not in disputes]
    facts = read_facts(connection, [*disputes, *fresh] if here.first else fresh)
    keys = {entity.key for fact in facts.values() for _, entity in parts_of(fact.proposition)}
    return _Sheet(facts, _asked(connection, keys), disputes, max(numbers, default=bottom) + 1, bottom)


def _window(connection: Connection, asked: Asked, here: Position, known: Known) -> tuple[list[int], int]:
    """The facts of one window, newest first, and its bottom, below which the next one lies; 1 at the end."""
    found = _scan(connection, asked, here.top, MOST_SCANNED, known)
    if here.bottom is not None:
        return [number for number in found.waiting if number >= here.bottom], here.bottom
    if len(found.waiting) > WINDOW:
        return found.waiting[:WINDOW], found.waiting[WINDOW - 1]
    return found.waiting, found.lowest or 1


def _scan(connection: Connection, asked: Asked, top: int, most: int, known: Known) -> _Scan:
    """Those that wait among the `most` newest machine-read facts below `top`."""
    if asked.about:
        return _Scan(_about(connection, asked, _READ_OF, top, known), None)
    rows = connection.execute(_SCAN.order_by(_S.seq.desc()).limit(most), {"top": top}).all()
    waiting = _of_source(connection, [row.seq for row in rows if row.waits], asked.source)
    return _Scan(waiting, rows[-1].seq if len(rows) == most else None)


def _about(connection: Connection, asked: Asked, states: Select[Any], top: int, known: Known) -> list[int]:
    """Those that wait among the facts about a name: of each of its keys the `MOST_SCANNED` that began last."""
    name = asked.about or ""
    keys = (name,) if ":" in name else _keys(name)
    numbers = {row[0] for key in keys for grade in Grade for row in connection.execute(_parts(key, grade))}
    waiting = [
        row.seq
        for part in chunks(sorted(numbers))
        for row in connection.execute(states, {"keys": list(part), "top": top})
        if row.waits
    ]
    waiting = _of_source(connection, waiting, asked.source)
    if ":" in name:
        return waiting
    facts = read_facts(connection, waiting)
    meant = {fact.id for fact in chosen(name, known, (), list(facts.values()), None).facts}
    return [number for number in waiting if facts[number].id in meant]


def _keys(name: str) -> tuple[str, ...]:
    """The index keys of a name; of a person's full name those with the given name, for its surname may be a crowd's."""
    person, *others = candidate_keys(name)
    wide, narrow = person_keys(name)
    return (narrow if narrow != f"{wide}{NARROW}" else person, *others)


def _parts(key: str, grade: Grade) -> Select[Any]:
    part = t.STATEMENT_PART.c
    query = select(part.statement).where(part.key == key, part.grade == grade)
    return query.order_by(part.day.desc(), part.statement.desc()).limit(MOST_SCANNED)


def _of_source(connection: Connection, numbers: Sequence[int], source: str | None) -> list[int]:
    """Those of the facts that a source told, newest first."""
    if source is not None:
        name = source_name(source)
        numbers = [
            row[0]
            for part in chunks(numbers)
            for row in connection.execute(_OF_SOURCE, {"keys": list(part), "source": name})
        ]
    return sorted(set(numbers), reverse=True)


def _disputes(connection: Connection, asked: Asked, known: Known) -> dict[int, Dispute]:
    """The open contests of what is asked for, by the number of the fact, newest first."""
    rows = connection.execute(_CONTESTED).all()
    wanted = {row.statement for row in rows}
    if asked.about and rows:
        wanted &= set(_about(connection, asked, _ANY_OF, _BEYOND, known))
    wanted = set(_of_source(connection, list(wanted), asked.source))
    said: dict[int, list[tuple[str, bool]]] = {}
    for part in chunks([row.seq for row in rows]):
        for word in connection.execute(_WORDS, {"keys": list(part)}):
            said.setdefault(word.contest, []).append((word.who, word.stands))
    return {
        row.statement: Dispute(row.who, row.at, row.why, tuple(said.get(row.seq, ())))
        for row in rows
        if row.statement in wanted
    }


def _ranked(sheet: _Sheet, compare: Callable[[Fact], Sequence[Finding]]) -> list[tuple[Rank, Waiting]]:
    ranked = []
    for number, fact in sheet.facts.items():
        asked = max((sheet.asked.get(entity.key, 0) for _, entity in parts_of(fact.proposition)), default=0)
        one = Waiting(fact, (), asked, sheet.disputes.get(number))
        if one.dispute is None:
            one = replace(one, findings=tuple(compare(fact)))
        ranked.append((Rank(int(one.dispute is None), int(not one.conflicts), -asked, -number), one))
    return sorted(ranked, key=lambda item: item[0])


def _compared(one: Waiting, compare: Callable[[Fact], Sequence[Finding]]) -> Waiting:
    """With its findings: a contested fact has its place without them, and there may be many."""
    return one if one.dispute is None else replace(one, findings=tuple(compare(one.fact)))


def _asked(connection: Connection, keys: Collection[str]) -> dict[str, int]:
    """How many checked texts named each of these without finding it in the ledger, up to `MOST_ASKED`."""
    if not keys or not connection.execute(_ANY_UNMET).scalar():
        return {}
    return {key: connection.execute(_texts_with(key)).scalar_one() for key in sorted(keys)}


def _texts_with(key: str) -> Select[Any]:
    return select(func.count()).select_from(select(_U.key).where(_U.key == key).limit(MOST_ASKED).subquery())
