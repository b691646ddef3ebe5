"""Domain values as canonical JSON and back, exactly; and the digest that names a fact.

Fields that have their default are left out, so that a field added later changes no digest of a fact
that does not use it. So are fields that are no part of a value's identity, such as the id of an entity.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from service.domain.claims import (
    Bound,
    ClaimKind,
    Entity,
    EntityType,
    Mark,
    Modality,
    OfficeHeld,
    OfficeStatus,
    Polarity,
    Proposition,
    Quantity,
    Scope,
)
from service.domain.facts import Fact, FactStatus, Provenance
from service.domain.text import Span
from service.domain.time import (
    ClaimTime,
    Extent,
    Granularity,
    Interval,
    TimeBasis,
    TimeExpression,
    TimeRelation,
    TimexType,
    ValidTime,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from enum import StrEnum

ID_LENGTH = 32
"""Hexadecimal digits of a fact's id: 128 bits, so that no two facts of any ledger meet by chance."""


def encode(value: Any) -> Any:  # noqa: ANN401 - JSON has no narrower type
    """A domain value as JSON types; defaults are left out, sets are sorted."""
    kind = type(value)
    if kind in _PLAIN:
        return value
    way = _WAYS.get(kind) or _WAYS.setdefault(kind, _way_of(kind))
    return way(value)


_PLAIN = frozenset({str, int, float, bool, type(None)})
_WAYS: dict[type, Callable[[Any], Any]] = {}


def _way_of(kind: type[Any]) -> Callable[[Any], Any]:
    """How values of a type that is not JSON's own become JSON."""
    if is_dataclass(kind):
        return _way_of_record(kind)
    if issubclass(kind, str):
        return str.__str__
    if issubclass(kind, date):
        return date.isoformat
    if issubclass(kind, frozenset):
        return sorted
    return lambda items: [encode(item) for item in items]


def _way_of_record(kind: type[Any]) -> Callable[[Any], dict[str, Any]]:
    defaults = tuple((f.name, None if f.default is MISSING else f.default) for f in fields(kind))
    values_of = attrgetter(*(name for name, _ in defaults)) if len(defaults) > 1 else None

    def way(value: Any) -> dict[str, Any]:  # noqa: ANN401 - any record
        values = values_of(value) if values_of else (getattr(value, defaults[0][0]),)
        return {
            name: held if type(held) in _PLAIN else encode(held)
            for (name, default), held in zip(defaults, values, strict=True)
            if held is not default and held != default
        }

    return way


def _record(cls: type, decoders: dict[str, Callable[[Any], Any]]) -> Callable[[dict[str, Any]], Any]:
    def decode(data: dict[str, Any]) -> Any:  # noqa: ANN401 - the class is the argument
        return cls(**{name: decoders[name](value) for name, value in data.items()})

    SCHEMA[cls] = decoders
    return decode


def _shared(cls: type, decoders: dict[str, Callable[[Any], Any]]) -> Callable[[dict[str, Any]], Any]:
    """The same for small values that very many facts have in common: one of each is kept and given to all."""
    plain = _record(cls, decoders)
    made = lru_cache(_KEPT_VALUES)(lambda items: plain(dict(items)))
    return lambda data: made(tuple(data.items()))


def _same(value: Any) -> Any:  # noqa: ANN401 - JSON has no narrower type
    return value


def _many(decoder: Callable[[Any], Any]) -> Callable[[list[Any]], tuple[Any, ...]]:
    return lambda items: tuple(decoder(item) for item in items)


def _enum(members: type[StrEnum]) -> Callable[[str], StrEnum]:
    return {member.value: member for member in members}.__getitem__


_KEPT_VALUES = 16_384
SCHEMA: dict[type, dict[str, Callable[[Any], Any]]] = {}
"""How each field of each class is read back; a test holds it against the classes."""

_DAY = date.fromisoformat
_SPAN = _record(Span, {"start": _same, "end": _same})
_INTERVAL = _shared(Interval, {"start": _DAY, "end": _DAY})
_ENTITY = _shared(Entity, {"name": _same, "type": _enum(EntityType), "key": _same, "country": _same, "id": _same})
_TIMEX = _record(
    TimeExpression,
    {
        "id": _same,
        "span": _SPAN,
        "text": _same,
        "type": _enum(TimexType),
        "value": _same,
        "mod": _same,
        "interval": _INTERVAL,
        "granularity": _enum(Granularity),
        "anchor": _same,
        "pattern": _same,
        "readings": _many(_INTERVAL),
        "weekday": _same,
        "impossible": _same,
        "edtf": _same,
    },
)
_TIME = _record(
    ClaimTime,
    {
        "interval": _INTERVAL,
        "granularity": _enum(Granularity),
        "relation": _enum(TimeRelation),
        "extent": _enum(Extent),
        "basis": _enum(TimeBasis),
        "expression": _TIMEX,
    },
)
_OFFICE = _record(
    OfficeHeld,
    {
        "person": _ENTITY,
        "title": _same,
        "role": _same,
        "jurisdiction": _same,
        "status": _enum(OfficeStatus),
        "at_writing": _same,
    },
)
_QUANTITY = _record(Quantity, {"value": _same, "unit": _same, "bound": _enum(Bound)})
_SCOPE = _record(
    Scope,
    {"mark": _enum(Mark), "gap": _INTERVAL, "subject_class": _same, "object_class": _same},
)
_PROPOSITION = _record(
    Proposition,
    {
        "kind": _enum(ClaimKind),
        "predicate": _same,
        "subject": _ENTITY,
        "object": _ENTITY,
        "place": _ENTITY,
        "host": _ENTITY,
        "others": _many(_ENTITY),
        "time": _TIME,
        "polarity": _enum(Polarity),
        "modality": _enum(Modality),
        "attributed_to": _ENTITY,
        "office": _OFFICE,
        "number": _QUANTITY,
        "scope": _SCOPE,
        "quotation": _same,
        "words": frozenset,
    },
)


_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), check_circular=False)


def dumps(value: Any) -> str:  # noqa: ANN401 - any domain value
    """Canonical JSON of a domain value: keys sorted, no spaces, no escapes beyond JSON's own."""
    return _JSON.encode(encode(value))


def proposition(body: str) -> Proposition:
    """The proposition that `dumps` wrote."""
    decoded = _PROPOSITION(json.loads(body))
    if not isinstance(decoded, Proposition):
        raise TypeError("the body of a statement is no proposition")
    return decoded


def fact_id(stated: Proposition, valid: ValidTime, status: FactStatus, provenance: Provenance) -> str:
    """The digest of what is stated, when it holds, how it was admitted and where it stands.

    Who imported it and when is not part of it: the same row or sentence gives the same id again.
    """
    days = (valid.start_min, valid.start_max, valid.end_min, valid.end_max)
    where = (provenance.source, provenance.locator, provenance.sha256, provenance.span)
    content = "\n".join((dumps(stated), dumps(days), status.value, dumps(where)))
    # Half of a surrogate pair is refused where it would be written, in words.
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:ID_LENGTH]


def fact(
    stated: Proposition,
    valid: ValidTime,
    status: FactStatus,
    provenance: Provenance,
    recorded_at: datetime | None = None,
) -> Fact:
    """A fact under the id that its content gives it."""
    return Fact(fact_id(stated, valid, status, provenance), stated, valid, status, provenance, recorded_at)
