"""What one item of Wikidata, or one row of a query's result, says of a person and the positions held."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING, Any

from service.domain.bodies import body_code
from service.domain.countries import country_code
from service.domain.names import fold
from service.domain.time import Interval
from service.ledger.importers import wikidata_dates as dates
from service.ledger.importers.table import RowRefusedError, short

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from service.ledger.importers.table import Rows

HUMAN, ACTING = "Q5", "Q4676866"
_INSTANCE, _HELD, _BORN, _DIED = "P31", "P39", "P569", "P570"
_START, _END, _REPLACED_BY = "P580", "P582", "P1366"
_WHERE = ("P1001", "P17")
_CODE = "P297"
_AS_WHAT = ("P794", "P2868", "P3831", "P5102")
_ACTING_WORDS = frozenset({"acting", "interim", "caretaker", "provisional"})
_LANGUAGES = ("en", "en-gb", "en-ca", "en-us", "mul", "de", "fr", "es", "it", "pt", "nl", "sv", "pl")
_ITEM = re.compile(r"Q[1-9]\d{0,11}")
_MOST_ALIASES = 20
_MOST_HELD = 1_000
"""Positions of one person, each of which is set beside the others; who has held most has some fifty."""
_MOST_PLACES = 20
"""Countries and bodies that a statement or a position names."""
_CELLS = {
    "item": ("item", "person", "human", "holder", "politician"),
    "name": ("itemlabel", "personlabel", "humanlabel", "holderlabel", "politicianlabel", "label", "name"),
    "position": ("position", "office", "post"),
    "title": ("positionlabel", "officelabel", "postlabel"),
    "where": ("countrylabel", "jurisdictionlabel", "country", "jurisdiction"),
    "start": ("start", "startdate", "starttime", "p580"),
    "start_precision": ("startprecision",),
    "end": ("end", "enddate", "endtime", "p582"),
    "end_precision": ("endprecision",),
    "born": ("birth", "dob", "birthdate", "dateofbirth", "p569"),
    "died": ("death", "dod", "deathdate", "dateofdeath", "p570"),
    "rank": ("rank",),
    "statement": ("statement",),
    "modified": ("modified", "datemodified"),
}
_NOT_LETTER = re.compile(r"[^a-z0-9]")


class Rank(StrEnum):
    """How Wikidata rates a statement."""

    PREFERRED = "preferred"
    NORMAL = "normal"
    DEPRECATED = "deprecated"


@dataclass(frozen=True, slots=True)
class Point:
    """A start or an end: its days, None where they are not known.

    `told` says that something is said of it at all, `none` that it is said that there is none.
    """

    days: Interval | None = None
    told: bool = False
    none: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """One statement of a position held."""

    statement: str
    title: str
    jurisdiction: str | None
    start: Point
    end: Point
    replaced: bool = False
    acting: bool = False
    rank: Rank = Rank.NORMAL

    @property
    def possible(self) -> Interval:
        """The days on which it may have been held."""
        start, end = self.start.days, self.end.days
        return Interval(start.start if start else None, end.end if end else None)


@dataclass(frozen=True, slots=True)
class Told:
    """A person and what is said of the positions; `refused` says what was left out, `gone` which statements."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    born: Interval | None = None
    died: Interval | None = None
    state: date | None = None
    held: tuple[Held, ...] = ()
    refused: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


class Items:
    """The items of a file that others point to: positions with their labels, countries with their codes."""

    def __init__(self, rows: Rows) -> None:
        self._labels: dict[str, str] = {}
        self._where: dict[str, tuple[str, ...]] = {}
        self._codes: dict[str, str] = {}
        for _, entity in rows.each:
            if isinstance(entity, dict) and _is_item(entity) and not any(_of(entity, _HELD)):
                self._put(str(entity["id"]), entity)

    def _put(self, name: str, entity: Mapping[str, Any]) -> None:
        if label := _label(entity):
            self._labels[name] = label
        where = (target for part in _WHERE for one in _of(entity, part) if (target := _target(_main(one))))
        if first := tuple(islice(where, _MOST_PLACES)):
            self._where[name] = first
        for one in _of(entity, _CODE):
            if isinstance(code := _value(_main(one)), str):
                self._codes[name] = code

    def label(self, name: str) -> str:
        """What an item is called; empty where the file does not say."""
        return self._labels.get(name, "")

    def jurisdiction(self, names: Iterable[str]) -> str | None:
        """The code of the first of these items that is a country or a body, or belongs to one."""
        for name in names:
            for one in (name, *self._where.get(name, ())):
                label = self._labels.get(one, "")
                if code := self._codes.get(one) or country_code(fold(label)) or body_code(fold(label)):
                    return code
        return None


def of_item(entity: Any, items: Items) -> Told | None:  # noqa: ANN401 - what stands in a file of others
    """What an item says; None where it is no person.

    Raises:
        RowRefusedError: where it is no item, or a person without a name in Latin letters.
    """
    if not isinstance(entity, dict) or not _is_item(entity):
        raise RowRefusedError("This is no item of Wikidata.")
    kinds = {_target(_main(one)) for one in _of(entity, _INSTANCE)}
    held = list(_of(entity, _HELD))
    if HUMAN not in kinds and (kinds or not held):
        return None
    name = _label(entity)
    if not name:
        raise RowRefusedError("There is no name in Latin letters.")
    if len(held) > _MOST_HELD:
        raise RowRefusedError(f"It tells of more than {_MOST_HELD:,} positions.")
    taken: list[Held] = []
    refused, gone = [], []
    for number, statement in enumerate(held):
        if statement.get("rank") == Rank.DEPRECATED:
            gone.append(_name(statement, number))
        try:
            taken.append(_held(statement, number, items))
        except RowRefusedError as error:
            refused.append(f"{_name(statement, number)}: {error}")
    state = entity.get("modified")
    return Told(
        str(entity["id"]),
        name,
        tuple(_aliases(entity, name)),
        _day(entity, _BORN),
        _day(entity, _DIED),
        _calendar_day(state) if isinstance(state, str) else None,
        tuple(taken),
        tuple(refused),
        tuple(gone),
    )


def lacking(columns: Iterable[str]) -> str | None:
    """The first column that the result of a query needs and that is not among `columns`; None where all are there."""
    known = {_NOT_LETTER.sub("", name.casefold()) for name in columns}
    return next((_CELLS[own][0] for own in ("item", "name", "title", "start") if known.isdisjoint(_CELLS[own])), None)


def of_cells(row: Mapping[str, Any]) -> Told:
    """What a row of a query's result says; from a JSON file its cells may be anything.

    Raises:
        RowRefusedError: for a missing item, name, position label or date, or a malformed one.
    """
    for name, cell in row.items():
        if not isinstance(cell, str | None):
            raise RowRefusedError(f"The column {short(name, 'name')} is no text.")
    by_name = {_NOT_LETTER.sub("", name.casefold()): cell for name, cell in row.items()}
    cells = {own: next((by_name[name] for name in known if by_name.get(name)), "") for own, known in _CELLS.items()}
    name, title = short(cells["name"], "itemLabel"), short(cells["title"], "positionLabel")
    item = cells["item"].rpartition("/")[2]
    if not _ITEM.fullmatch(item):
        raise RowRefusedError("The column item names no item.")
    if not name or _ITEM.fullmatch(name) or not _latin(name):
        raise RowRefusedError("There is no name in Latin letters.")
    if not title or _ITEM.fullmatch(title):
        raise RowRefusedError("The position has no label.")
    rank = cells["rank"].rpartition("#")[2].removesuffix("Rank").casefold() or Rank.NORMAL
    statement = cells["statement"].rpartition("/")[2] or f"{item}/{cells['position'].rpartition('/')[2]}"
    where = fold(short(cells["where"], "countryLabel"))
    state = _calendar_day(cells["modified"])
    if rank == Rank.DEPRECATED:
        return Told(item, name, state=state, refused=("It is deprecated.",), gone=(statement,))
    held = Held(
        statement,
        title,
        country_code(where) or body_code(where) or (cells["where"] if len(where) == 2 else None),  # ISO codes
        _cell(cells["start"], cells["start_precision"]),
        _cell(cells["end"], cells["end_precision"]),
        acting=_says_acting(title),
        rank=Rank.PREFERRED if rank == Rank.PREFERRED else Rank.NORMAL,
    )
    return Told(item, name, (), dates.told(cells["born"]), dates.told(cells["died"]), state, (held,))


def _held(statement: Mapping[str, Any], number: int, items: Items) -> Held:
    if statement.get("rank") == Rank.DEPRECATED:
        raise RowRefusedError("It is deprecated.")
    main = _main(statement)
    if main.get("snaktype") != "value":
        raise RowRefusedError("The position is not known." if main.get("snaktype") == "somevalue" else "It says: none.")
    position = _target(main)
    title = items.label(position)
    if not title:
        raise RowRefusedError(f"The file does not say what {position or 'the position'} is called.")
    where = (target for part in _WHERE for snak in _snaks(statement, part) if (target := _target(snak)))
    stated = islice(where, _MOST_PLACES)
    as_what = {target for part in _AS_WHAT for snak in _snaks(statement, part) if (target := _target(snak))}
    return Held(
        _name(statement, number),
        short(title, "position"),
        items.jurisdiction((*stated, position)),
        _point(statement, _START),
        _point(statement, _END),
        any(snak.get("snaktype") == "value" for snak in _snaks(statement, _REPLACED_BY)),
        _says_acting(title) or any(one == ACTING or _says_acting(items.label(one)) for one in as_what),
        Rank.PREFERRED if statement.get("rank") == Rank.PREFERRED else Rank.NORMAL,
    )


def _says_acting(label: str) -> bool:
    return not _ACTING_WORDS.isdisjoint(label.casefold().split())


def _point(statement: Mapping[str, Any], part: str) -> Point:
    """A start or an end; of several days all that lie between them."""
    snaks = _snaks(statement, part)
    found = [dates.stated(_value(snak)) for snak in snaks if snak.get("snaktype") == "value"]
    starts, ends = [one.start for one in found if one.start], [one.end for one in found if one.end]
    if starts and ends:
        return Point(Interval(min(starts), max(ends)), told=True)
    return Point(None, told=bool(snaks), none=any(snak.get("snaktype") == "novalue" for snak in snaks))


def _cell(moment: str, precision: str) -> Point:
    if dates.unknown(moment):
        return Point(None, told=True)
    return Point(dates.told(moment, precision), told=bool(moment))


def _calendar_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _day(entity: Mapping[str, Any], part: str) -> Interval | None:
    """A birth or a death by the best statements that can be read."""
    best = sorted(_of(entity, part), key=lambda one: one.get("rank") != Rank.PREFERRED)
    for statement in best:
        if statement.get("rank") != Rank.DEPRECATED and _main(statement).get("snaktype") == "value":
            try:
                return dates.stated(_value(_main(statement)))
            except RowRefusedError:
                continue
    return None


def _is_item(entity: Mapping[str, Any]) -> bool:
    return bool(_ITEM.fullmatch(str(entity.get("id", ""))))


def _of(entity: Mapping[str, Any], part: str) -> Iterator[dict[str, Any]]:
    """The statements of an item about `part`."""
    claims = entity.get("claims", entity.get("statements"))
    listed = claims.get(part) if isinstance(claims, dict) else None
    yield from (one for one in (listed if isinstance(listed, list) else ()) if isinstance(one, dict))


def _main(statement: Mapping[str, Any]) -> dict[str, Any]:
    main = statement.get("mainsnak")
    return main if isinstance(main, dict) else {}


def _snaks(statement: Mapping[str, Any], part: str) -> list[dict[str, Any]]:
    qualifiers = statement.get("qualifiers")
    listed = qualifiers.get(part) if isinstance(qualifiers, dict) else None
    return [snak for snak in (listed if isinstance(listed, list) else ()) if isinstance(snak, dict)]


def _value(snak: Mapping[str, Any]) -> Any:  # noqa: ANN401 - what stands in a file of others
    found = snak.get("datavalue")
    return found.get("value") if isinstance(found, dict) else None


def _target(snak: Mapping[str, Any]) -> str:
    """The item that a snak points to; empty where it points to none."""
    value = _value(snak)
    name = str(value.get("id") or f"Q{value.get('numeric-id', '')}") if isinstance(value, dict) else ""
    return name if _ITEM.fullmatch(name) else ""


def _name(statement: Mapping[str, Any], number: int) -> str:
    name = statement.get("id")
    return name[:80] if isinstance(name, str) and name else f"statement {number + 1}"


def _label(entity: Mapping[str, Any]) -> str:
    """The label in English, else in another language with Latin letters."""
    labels = entity.get("labels")
    for language in _LANGUAGES:
        found = labels.get(language) if isinstance(labels, dict) else None
        text = found.get("value") if isinstance(found, dict) else found
        if isinstance(text, str) and text.strip() and _latin(text):
            return text.strip()[:300]
    return ""


def _aliases(entity: Mapping[str, Any], name: str) -> Iterator[str]:
    """Other full names in English; a nickname alone is none."""
    found = entity.get("aliases")
    listed = found.get("en") if isinstance(found, dict) else None
    texts = [one.get("value") for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    full = [text for text in texts if isinstance(text, str) and 1 < len(text.split()) <= 6 and _latin(text)]
    yield from list(dict.fromkeys(text.strip() for text in full if text.strip() != name))[:_MOST_ALIASES]


def _latin(name: str) -> bool:
    return all("LATIN" in unicodedata.name(letter, "") for letter in name if letter.isalpha())
