"""Propositions as JSON and back, exactly."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.domain import claims, time
from service.domain.facts import FactStatus
from service.domain.text import Span
from service.ledger import codec
from tests.ledger.builders import tenure

_DAYS = st.dates(date(1, 1, 2), date(9999, 12, 30))
_TEXT = st.text(max_size=12)
_MAYBE = st.none() | _TEXT
_SPANS = st.builds(Span, st.integers(0, 9), st.integers(10, 99))
_INTERVALS = st.builds(time.Interval, st.none() | _DAYS, st.none() | _DAYS)
_ENTITIES = st.builds(claims.Entity, _TEXT, st.sampled_from(claims.EntityType), _TEXT, _MAYBE)
_TIMEX = st.builds(
    time.TimeExpression,
    id=_TEXT,
    span=_SPANS,
    text=_TEXT,
    type=st.sampled_from(time.TimexType),
    value=_TEXT,
    mod=_MAYBE,
    interval=st.none() | _INTERVALS,
    granularity=st.sampled_from(time.Granularity),
    anchor=_MAYBE,
    readings=st.lists(_INTERVALS, max_size=2).map(tuple),
    weekday=st.none() | st.integers(0, 6),
    impossible=st.booleans(),
)
_TIMES = st.builds(
    time.ClaimTime,
    _INTERVALS,
    st.sampled_from(time.Granularity),
    st.sampled_from(time.TimeRelation),
    st.sampled_from(time.Extent),
    st.sampled_from(time.TimeBasis),
    st.none() | _TIMEX,
)
_OFFICES = st.builds(
    claims.OfficeHeld, _ENTITIES, _TEXT, _TEXT, _MAYBE, st.sampled_from(claims.OfficeStatus), st.booleans()
)
_NUMBERS = st.builds(
    claims.Quantity, st.floats(allow_nan=False, allow_infinity=False), _TEXT, st.sampled_from(claims.Bound)
)
_SCOPES = st.builds(claims.Scope, st.sampled_from(claims.Mark), _INTERVALS, _MAYBE, _MAYBE)
_PROPOSITIONS = st.builds(
    claims.Proposition,
    kind=st.sampled_from(claims.ClaimKind),
    predicate=_TEXT,
    subject=st.none() | _ENTITIES,
    object=st.none() | _ENTITIES,
    others=st.lists(_ENTITIES, max_size=2).map(tuple),
    time=st.none() | _TIMES,
    polarity=st.sampled_from(claims.Polarity),
    modality=st.sampled_from(claims.Modality),
    attributed_to=st.none() | _ENTITIES,
    office=st.none() | _OFFICES,
    number=st.none() | _NUMBERS,
    scope=st.none() | _SCOPES,
    quotation=_MAYBE,
    words=st.frozensets(_TEXT, max_size=3),
)


@settings(max_examples=60, deadline=None)
@given(_PROPOSITIONS)
def test_round_trip_is_exact(stated: claims.Proposition) -> None:
    """Whatever a reader can state comes back equal, and its JSON is canonical."""
    body = codec.dumps(stated)
    assert codec.proposition(body) == stated
    assert codec.dumps(codec.proposition(body)) == body


@pytest.mark.parametrize("cls", codec.SCHEMA)
def test_every_field_can_be_read_back(cls: type[Any]) -> None:
    """A field added to the vocabulary without a decoder fails here, not in a store."""
    assert set(codec.SCHEMA[cls]) == {field.name for field in fields(cls)}


def test_the_id_of_a_fact_follows_its_content() -> None:
    """Valid time, status and place of record change the id; who imported it does not."""
    fact = tenure("Anna Rassendyll", "RU:president", "2001-01-01", "2005-01-01")
    assert fact.valid.start_min
    later = replace(fact.valid, start_min=fact.valid.start_min - timedelta(days=1))
    same = codec.fact(fact.proposition, fact.valid, fact.status, replace(fact.provenance, importer="other"))
    assert same.id == fact.id
    assert len(fact.id) == codec.ID_LENGTH
    others = {
        codec.fact_id(fact.proposition, later, fact.status, fact.provenance),
        codec.fact_id(fact.proposition, fact.valid, FactStatus.READ, fact.provenance),
        codec.fact_id(fact.proposition, fact.valid, fact.status, replace(fact.provenance, locator="x#2")),
    }
    assert len(others | {fact.id}) == 4
