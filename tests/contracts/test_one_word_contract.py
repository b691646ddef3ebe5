"""One revision says one thing of each: in every kind of ledger two words at once are refused; nothing is written."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from service.domain.errors import ImportRefusedError
from service.domain.facts import KnownEntity
from service.domain.names import person
from service.ledger.batch import AliasChange, Batch, Contest, Linked, Merge, Settlement
from service.ledger.trust import grouped, trusted
from tests.contracts.ledgers import KINDS, empty
from tests.ledger.builders import TUESDAY, WEDNESDAY, tenure, visit

if TYPE_CHECKING:
    from tests.contracts.ledgers import Written

TERM = tenure("Anna Rassendyll", "RU:president", "2001-01-01", "2005-01-01", 1)
OTHER = visit("Anna Rassendyll", "GB", "2006-03-01", "2006-03-02")
ANNA = KnownEntity("p1", person("Anna Rassendyll"))
FLAVIA = KnownEntity("p2", person("Flavia Strelsau"))
IN_2006 = date(2006, 1, 1), date(2007, 1, 1)
IN_2008 = date(2008, 1, 1), date(2009, 1, 1)


@pytest.fixture(params=KINDS)
def ledger(request: pytest.FixtureRequest) -> Written:
    """A ledger of each kind in turn with two persons and two facts, one of which is contested."""
    made = empty(request)
    made.record(Batch([TERM, OTHER], [ANNA, FLAVIA]))
    made.record(Batch(contests=[Contest(TERM.id, "a doubt")]), at=TUESDAY)
    return made


REFUSED = {
    "One revision can tell only once how far example.org is trusted;": Batch(
        trust=[trusted("example.org", "low", "so", IN_2006), trusted("example.org", "low", "so", IN_2008)]
    ),
    "only once whether example.org belongs to North;": Batch(
        groupings=[grouped("example.org", "North", "so", withdrawn=gone) for gone in (False, True)]
    ),
    "only once whether p1 goes by Anne;": Batch(
        aliases=[AliasChange("p1", "Anne", "so", withdrawn=gone) for gone in (False, True)]
    ),
    "only once whether p1 is p2;": Batch(merges=[Merge("p1", "p2", why) for why in ("so", "or so")]),
    "only once whether p1 is the holder of the fact": Batch(
        links=[Linked(TERM.id, "holder", "p1", 1.0, "so", withdrawn=gone) for gone in (False, True)]
    ),
    "only once why the fact": Batch(contests=[Contest(OTHER.id, "a doubt"), Contest(OTHER.id, "a doubt")]),
    "only once whether the fact": Batch(settlements=[Settlement(TERM.id, stands=False)] * 2),
    "once whether the fact": Batch(settlements=[Settlement(TERM.id, stands=False)], closed={TERM.id: None}),
    "There is no entity p9 in the ledger.": Batch(links=[Linked(TERM.id, "holder", "p9", 1.0, "so")]),
    "No fact nowhere stands in the ledger.": Batch(links=[Linked("nowhere", "holder", "p1", 1.0, "so")]),
}


def test_two_words_at_once_are_refused(ledger: Written) -> None:
    """Of two none would be the later one; one after the other both are kept."""
    before = ledger.seen.revision()
    for reason, batch in REFUSED.items():
        with pytest.raises(ImportRefusedError, match=reason):
            ledger.record(batch, by="ben", at=WEDNESDAY)
        assert ledger.seen.revision() == before
    same = trusted("example.org", "low", "so", IN_2006)
    assert ledger.record(Batch(trust=[same, same]), at=WEDNESDAY).revision != before
    second = ledger.record(Batch(trust=[trusted("example.org", "low", "so", IN_2008)]), at=WEDNESDAY).revision
    assert ledger.seen.revision() == second


def test_an_entity_can_be_linked_by_the_revision_that_brings_it(ledger: Written) -> None:
    """What the batch itself brings is there to be linked."""
    boris = KnownEntity("p3", person("Boris Tarlenheim"))
    ledger.record(Batch(entities=[boris], links=[Linked(TERM.id, "holder", "p3", 1.0, "so")]), at=WEDNESDAY)
    (fact,) = ledger.seen.tenures(offices=["RU:president"])
    assert fact.proposition.office is not None
    assert fact.proposition.office.person.id == "p3"
