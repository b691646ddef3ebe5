"""What a text mentions and the ledger lacks is found; what it knows, by whatever way, is not."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from service.checking.gaps import MOST
from service.domain.claims import Entity, EntityType
from service.domain.facts import FactStatus, KnownEntity
from service.domain.gaps import Unmet
from service.domain.names import person
from service.domain.text import ArticleKind
from tests.checking.builders import BRITAIN, Shelf, claims, event, fact, judged, term, title

if TYPE_CHECKING:
    from service.domain.claims import Proposition
    from service.domain.facts import Fact

ANNA, BORIS = person("Anna Rassendyll"), person("Boris Tarlenheim")
GUILD = Entity("Guild of Bakers", EntityType.ORGANISATION, "organisation:guild of bakers")


def _gaps(*said: Proposition, shelf: Shelf | None = None, published: str | None = "2011-09-10") -> tuple[Unmet, ...]:
    return judged(claims(*said), shelf or Shelf(), published).unmet


def _names(*said: Proposition, facts: tuple[Fact, ...] = ()) -> list[str]:
    return [gap.name for gap in _gaps(*said, shelf=Shelf(facts))]


def test_persons_and_organisations_without_any_record_are_gaps() -> None:
    """With the day that the text speaks of, else the day of the text; each once, in the order of the text."""
    gaps = _gaps(event("meet", ANNA, GUILD, time="2011-09-02"), event("visit", ANNA, BRITAIN), event("meet", BORIS))
    assert gaps == (
        Unmet("person:anna rassendyll", "Anna Rassendyll", "person", date(2011, 9, 2)),
        Unmet("organisation:guild of bakers", "Guild of Bakers", "organisation", date(2011, 9, 2)),
        Unmet("person:boris tarlenheim", "Boris Tarlenheim", "person", date(2011, 9, 10)),
    )


def test_whoever_is_on_record_is_no_gap() -> None:
    """By an entry, by a term in office, or by a statement that anybody made; a namesake's is no record."""
    met = event("meet", ANNA, BORIS)
    assert _names(met, facts=(term("Anna Rassendyll", "GB:monarch", "2001-01-01", "2002-01-01"),)) == [BORIS.name]
    assert _names(met, facts=(fact(event("resign", BORIS, time="2001"), FactStatus.READ),)) == [ANNA.name]
    assert _names(met, facts=(fact(event("resign", person("Carl Tarlenheim"), time="2001"), FactStatus.READ),)) == [
        ANNA.name,
        BORIS.name,
    ]
    known = Shelf(entities=[KnownEntity("Q1", ANNA)])
    assert [gap.name for gap in _gaps(met, shelf=known)] == [BORIS.name]


def test_references_of_the_request_are_no_ledger() -> None:
    """What is given with one check is not there for the next."""
    assert _names(event("meet", ANNA), facts=(fact(event("meet", ANNA, time="2011"), FactStatus.GIVEN),)) == [ANNA.name]


def test_a_bare_surname_is_no_name() -> None:
    """Nobody could look it up."""
    assert _gaps(event("meet", person("Rassendyll"))) == ()


def test_an_office_without_a_holder_at_that_time_is_a_gap() -> None:
    """By its jurisdiction and title; a term that may touch the time fills it, whoever's it is."""
    held = title("Anna Rassendyll", "Mayor of Zenda", "mayor-of-zenda", "XX", "2011-09-02")
    before = term("Boris Tarlenheim", "XX:mayor-of-zenda", "2001-01-01", "2002-01-01")
    during = term("Boris Tarlenheim", "XX:mayor-of-zenda", "2001-01-01", "2012-01-01")
    assert Unmet("office:XX:mayor-of-zenda", "Mayor of Zenda (XX)", "office", date(2011, 9, 2)) in _gaps(held)
    assert _names(held, facts=(before,)) == ["Anna Rassendyll", "Mayor of Zenda (XX)"]
    assert _names(held, facts=(during,)) == ["Anna Rassendyll"]
    nowhere = title("Anna Rassendyll", "Mayor of Zenda", "mayor-of-zenda", None, "2011-09-02")
    assert _names(nowhere) == ["Anna Rassendyll"]


def test_gaps_are_bounded_and_readable() -> None:
    """A directory of names is cut; what cannot be printed or is endless is no name."""
    many = [event("meet", person(f"Anna Rassendyll{chr(97 + n // 26)}{chr(97 + n % 26)}")) for n in range(2 * MOST)]
    assert len(_gaps(*many)) == MOST
    assert _gaps(event("meet", person("Anna \ud800"))) == ()
    assert _gaps(event("meet", person(f"Anna {'a' * 300}"))) == ()


def test_what_is_not_news_has_no_gaps() -> None:
    """Nor does a closed check, which asks no ledger."""
    said = claims(event("meet", ANNA))
    assert judged(said, Shelf(), "2011-09-10", closed=True).unmet == ()
    assert ArticleKind.FICTION in ArticleKind
