"""What a person changes in a fact that a machine has read: field by field, each as a word or two."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from service.domain.bodies import bodies, body, body_code
from service.domain.claims import Bound, ClaimKind, Entity, EntityType, Quantity
from service.domain.countries import countries, country, country_code
from service.domain.errors import RefusedInputError
from service.domain.names import compatible, fold, person
from service.domain.offices import jurisdiction_of, role_of
from service.domain.time import DAY, ClaimTime, Extent, Granularity, Interval, TimeBasis, TimeRelation, ValidTime
from service.ledger.importers.table import LONGEST_CELL, RowRefusedError, stretch
from service.ledger.indexing import HOLD_OFFICE
from service.ledger.learning import valid_time

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from typing import NoReturn

    from service.domain.claims import OfficeHeld, Proposition
    from service.domain.facts import Fact

    Correction = Mapping[str, str | None]
    """The fields that change with their new values; None empties one. Fields that are not named stay as they are."""

NAMES = ("subject", "object", "place", "host")
OF_EVENTS = ("predicate", *NAMES, "start", "end", "number", "unit")
OF_OFFICES = ("subject", "title", "jurisdiction", "start", "end")
FIELDS = tuple(dict.fromkeys((*OF_EVENTS, *OF_OFFICES)))
"""Everything that can be corrected. `start` and `end` are days, months or years as `2004-03-09`, `2004-03`, `2004`; the
end is the last day, and a start alone moves an event to that day, month or year."""

_PREDICATE = re.compile(r"[a-z][a-z_-]{0,59}", re.ASCII)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
"""What no name has; blanks and line ends are made one blank."""
_GRAINS = {4: Granularity.YEAR, 7: Granularity.MONTH, 10: Granularity.DAY}
_NEEDED = frozenset({"predicate", "subject", "title", "start"})


def fields_of(fact: Fact) -> tuple[str, ...]:
    """The fields that a fact of its kind has."""
    return OF_OFFICES if _is_office(fact.proposition) else OF_EVENTS


def values(fact: Fact) -> dict[str, str]:
    """What the fields of a fact hold; a field that is empty is "" there."""
    stated, shown = fact.proposition, _shown_days(fact)
    held, number = stated.office, stated.number
    subject = held.person if held else stated.subject
    every = {
        "predicate": stated.predicate,
        "subject": subject.name if subject else "",
        **{part: entity.name if (entity := getattr(stated, part)) else "" for part in NAMES[1:]},
        "title": held.title if held else "",
        "jurisdiction": (held.jurisdiction or "") if held else "",
        "start": _iso(shown.start, 0),
        "end": _iso(shown.end, 1),
        "number": f"{number.value:g}" if number else "",
        "unit": number.unit if number else "",
    }
    return {name: every[name] for name in fields_of(fact)}


def corrected(fact: Fact, correction: Correction) -> tuple[Proposition, ValidTime]:
    """What the fact states, and when that holds, after the correction.

    Raises:
        RefusedInputError: for a field that the fact has not or cannot be without, a name that is too long, a date or a
            number that is none, an end before the start, or a jurisdiction that is not known; `path` names the field.
    """
    for name, value in correction.items():
        if name not in fields_of(fact):
            _refuse(name, f"A fact of this kind has no {name}.")
        if value is None and name in _NEEDED:
            _refuse(name, f"A fact cannot be without its {name}.")
        if value is not None and (not value.strip() or len(value) > LONGEST_CELL):
            _refuse(name, f"The {name} must have 1 to {LONGEST_CELL} characters.")
        if value is not None and _CONTROL.search(value):
            _refuse(name, f"The {name} holds a control character.")
    given = {name: value if value is None else " ".join(value.split()) for name, value in correction.items()}
    stated = fact.proposition
    changed = _office(stated, given) if _is_office(stated) else _event(stated, given)
    if not {"start", "end"} & set(given):
        return changed, fact.valid
    time, valid = _dated(fact, given)
    return replace(changed, time=time), valid


def _is_office(stated: Proposition) -> bool:
    return stated.predicate == HOLD_OFFICE and stated.office is not None


def _event(stated: Proposition, given: Correction) -> Proposition:
    if predicate := given.get("predicate"):
        lemma = predicate.lower().replace(" ", "_")
        if not _PREDICATE.fullmatch(lemma) or lemma == HOLD_OFFICE:
            _refuse("predicate", "A predicate is a verb in small letters, such as visit or take_place.")
        stated = replace(stated, predicate=lemma)
    for part, value in given.items():
        if part in NAMES:
            stated = _with(stated, part, _named(value, getattr(stated, part), part))
    return replace(stated, number=_number(stated, given)) if {"number", "unit"} & set(given) else stated


def _with(stated: Proposition, part: str, entity: Entity | None) -> Proposition:
    changed: dict[str, Any] = {part: entity}
    return replace(stated, **changed)


def _office(stated: Proposition, given: Correction) -> Proposition:
    held = stated.office
    if held is None:
        return stated
    if "subject" in given:
        holder = _named(given["subject"], held.person, "subject")
        held = replace(held, person=holder or held.person)
    if title := given.get("title"):
        held = _retitled(held, title)
    if "jurisdiction" in given:
        held = replace(held, jurisdiction=_jurisdiction(given["jurisdiction"]))
    old = stated.office
    subject = held.person if stated.subject in {None, old.person if old else None} else stated.subject
    named = stated.object
    if named is not None and old is not None and named.name == old.title != held.title:
        named = Entity(held.title, named.type, f"{named.type}:{fold(held.title)}", named.country)
    return replace(stated, subject=subject, object=named, office=held)


def _retitled(held: OfficeHeld, title: str) -> OfficeHeld:
    """The office under another title, in the jurisdiction that the title names, else where it was."""
    return replace(held, title=title, role=role_of(title), jurisdiction=jurisdiction_of(title) or held.jurisdiction)


def _jurisdiction(value: str | None) -> str | None:
    if value is None:
        return None
    code = value.upper()
    found = code if code in countries() or code in bodies() else country_code(value) or body_code(value)
    if found is None:
        _refuse("jurisdiction", "The jurisdiction must be a country or an international body, or its code.")
    return found


def _named(value: str | None, before: Entity | None, part: str) -> Entity | None:
    """The entity called `value` that takes the part of `before`."""
    if value is None:
        return None
    kind = before.type if before else EntityType.PLACE if part == "place" else EntityType.PERSON
    code = country_code(value)
    if code is not None and kind is not EntityType.PERSON:
        return country(code)
    if before is None and (code or body_code(value)):
        return country(code) if code else body(body_code(value) or "")
    if kind is EntityType.PERSON:
        return person(value, before.country if before and compatible(before.name, value) else None)
    if kind in {EntityType.PLACE, EntityType.COUNTRY}:
        town, _, land = value.partition(", ")
        within = country_code(land) if land else None
        return Entity(town, EntityType.PLACE, f"place:{within or ''}/{fold(town)}", within)
    return Entity(value, kind, f"{kind}:{fold(value)}", before.country if before else None)


def _number(stated: Proposition, given: Correction) -> Quantity | None:
    before = stated.number
    if "number" in given and given["number"] is None:
        if stated.kind is ClaimKind.NUMBER:
            _refuse("number", "A fact about a number cannot be without it.")
        return None
    written = given.get("number")
    try:
        value = float(written.replace(",", "")) if written else before.value if before else math.nan
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        _refuse("number", "The number must be written in digits, such as 4200 or 0.5.")
    unit = (given["unit"] or "") if "unit" in given else before.unit if before else ""
    return Quantity(value, unit, before.bound if before else Bound.EQUAL)


def _dated(fact: Fact, given: Correction) -> tuple[ClaimTime, ValidTime]:
    before, office = fact.proposition.time, _is_office(fact.proposition)
    throughout = before is not None and before.extent is Extent.THROUGHOUT
    if throughout or (office and (before is None or "end" in given)):
        return _lasting(fact, given)
    start, end, known = _days("start", given), _days("end", given), _shown_days(fact)
    began = start or Interval(known.start, known.start + DAY if known.start else None)
    if began.start is None:
        _refuse("start", "The fact has no start yet; give one.")
    last = end.end if end is not None else began.end if start is not None else None
    if last is None:
        _refuse("end", "An event has an end; where it is not named it is of the days that the start names.")
    elif last <= began.start:
        _refuse("end" if end else "start", "The end lies before the start.")
    when = Interval(began.start, last)
    grain = Granularity.DAY if when.days == 1 else Granularity.OPEN
    if end is None:
        grain = _GRAINS.get(len(given.get("start") or ""), grain)
    extent = before.extent if before else Extent.WITHIN
    time = ClaimTime(when, grain, TimeRelation.IN, extent, TimeBasis.STATED)
    return time, valid_time(time, fact.provenance.published_on)


def _lasting(fact: Fact, given: Correction) -> tuple[ClaimTime, ValidTime]:
    """What holds throughout: a start and an end that are not named stay as they are known."""
    start, end, valid = _days("start", given), _days("end", given), fact.valid
    if start is not None and start.start is not None and start.end is not None:
        valid = replace(valid, start_min=start.start, start_max=start.end - DAY)
    first = valid.start_min
    if first is None:
        _refuse("start", "The fact has no start yet; give one.")
    began = valid.start_max or first
    if end is not None:
        valid = replace(valid, end_min=end.start, end_max=end.end)
    elif "end" in given:
        seen = fact.provenance.published_on
        valid = replace(valid, end_min=max(seen, began + DAY) if seen else began + DAY, end_max=None)
    if valid.end_max is not None and valid.end_max <= first:
        _refuse("end" if end else "start", "The end lies before the start.")
    relation = TimeRelation.IN if valid.end_max else TimeRelation.SINCE
    when = Interval(first, valid.end_max)
    return ClaimTime(when, Granularity.OPEN, relation, Extent.THROUGHOUT, TimeBasis.STATED), valid


def _days(name: str, given: Correction) -> Interval | None:
    value = given.get(name)
    try:
        return stretch(value) if value else None
    except RowRefusedError as error:
        raise RefusedInputError(str(error)).about("correction", name) from None


def _shown_days(fact: Fact) -> Interval:
    """The days that people see as the fact's: when it was possible, an event undated from its claim."""
    time = fact.proposition.time
    return time.interval if time is not None else fact.valid.possible


def _iso(day: date | None, back: int) -> str:
    return (day - back * DAY).isoformat() if day and day.toordinal() > back else ""


def _refuse(name: str, message: str) -> NoReturn:
    raise RefusedInputError(message).about("correction", name)
