"""Look-ups by what no text has (NUL, half of a surrogate pair), in every kind of ledger: nothing has that name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from service.domain.facts import KnownEntity, Office, Probe, Wanted
from service.domain.names import person
from service.domain.text import Document, Span
from service.domain.time import Interval
from service.ledger.batch import Batch, Feed, Filed
from tests.contracts.ledgers import KINDS, empty
from tests.ledger.builders import days, tenure, visit

if TYPE_CHECKING:
    from service.domain.facts import Ledger

SENTENCE = "The old bridge at Lindvik was closed in 1897 after the flood."
UNFIT = ("\x00", "\ud800", "a\x00b", "Zenda\udfff", "person:\x00", "country:GB\x00")
ENTITY = KnownEntity("person:anna", person("Anna Rassendyll"), ("Annika Rassendyll",))
WINDOW = days("2006-01-01", "2007-01-01")


@pytest.fixture(params=KINDS)
def ledger(request: pytest.FixtureRequest) -> Ledger:
    """One of each kind, with something of everything."""
    made = empty(request)
    came = visit("Anna Rassendyll", "GB", "2006-03-01", "2006-03-02")
    quoted = replace(came.provenance, sha256="5" * 64, span=Span(0, len(SENTENCE)), quote=SENTENCE, origin="7" * 32)
    made.record(
        Batch(
            facts=(
                replace(came, provenance=quoted),
                tenure("Anna Rassendyll", "RU:president", "2001-01-01", "2005-01-01", 1),
            ),
            entities=[ENTITY],
            offices=[Office("RU:president", "President of Ruritania", "RU", "president", single=True)],
            documents=[Filed(Document("", "", (), "5" * 64, source="herald.example"), item="urn:a")],
            feeds=[Feed("news", "herald.example", date(2011, 5, 1))],
        )
    )
    return made.seen


def test_they_find_nothing_and_hide_nothing(ledger: Ledger) -> None:
    """Beside them what is asked for is found as without them; alone they find nothing."""
    keys = (person("Anna Rassendyll").key, "country:GB")
    probes = [Probe(frozenset({*keys, bad}), bad, WINDOW) for bad in UNFIT]
    near = [person("Anna Rassendil"), *(person(f"Anna {bad} Rassendil") for bad in UNFIT)]
    told = Wanted(("Lindvik",), ("1897",), ("bridge", "closed", "flood"))
    assert ledger.statements([*keys, *UNFIT], probes=probes) == ledger.statements(keys) != ()
    assert ledger.tenures([*keys, *UNFIT], UNFIT, probes=probes) == ledger.tenures(keys) != ()
    assert ledger.tenures((), ["RU:president", *UNFIT]) == ledger.tenures((), ["RU:president"]) != ()
    assert ledger.entities([*keys, *UNFIT]) == ledger.entities(keys) != ()
    assert ledger.offices(["president", *UNFIT]) == ledger.offices(["president"]) != ()
    assert ledger.horizon(["news", *UNFIT]) == {"news": date(2011, 5, 1)}
    assert ledger.versions(["urn:a", *UNFIT]) == {"5" * 64}
    assert ledger.resembling(near) == ledger.resembling(near[:1]) != ()
    assert [len(found) for found in ledger.sentences([told, Wanted(UNFIT, UNFIT, UNFIT)])] == [1, 0]
    assert [ledger.house(bad) for bad in UNFIT]


def test_alone_they_find_nothing(ledger: Ledger) -> None:
    """No look-up breaks off, and none gives anything."""
    for bad in UNFIT:
        assert ledger.statements([bad], probes=[Probe(frozenset({bad}), bad, Interval())]) == ()
        assert ledger.tenures([bad], [bad]) == ()
        assert ledger.entities([bad]) == ()
        assert ledger.offices([bad]) == ()
        assert ledger.horizon([bad]) == {}
        assert ledger.versions([bad]) == frozenset()
        assert ledger.resembling([person(f"{bad} {bad}")]) == ()
        assert ledger.sentences([Wanted((bad,), (bad,), (bad,))]) == ((),)
