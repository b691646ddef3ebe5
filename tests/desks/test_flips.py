"""Which stored reports a change of the ledger turns: exactly those that checking all of them again turns."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from service.domain.trust import Tier
from service.ledger.batch import Batch, SourceTrust
from service.ledger.history import find
from tests.desks.newsroom import ELPHBERG, RIGHT, TARLENHEIM, WRONG, Newsroom, request
from tests.ledger.builders import tenure, visit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.domain.facts import Fact
    from service.ledger.history import Entry

Turned = dict[str, set[tuple[str, str]]]
"""What was and what is, of the claims that changed, by report."""

NAMES = ("Anna Rassendyll", "Boris Hentzau", "Carl Lauengram")
CITIES = {"GB": "London", "FR": "Paris", "IT": "Rome"}
TERMS = [
    tenure(name, "RU:president", f"{1990 + 4 * n}-03-09", f"{1994 + 4 * n}-03-09", n + 1)
    for n, name in enumerate(NAMES)
]
VISITS = [
    visit(name, country, f"{1991 + 4 * n}-05-0{m + 1}", f"{1991 + 4 * n}-05-0{m + 2}")
    for n, name in enumerate(NAMES)
    for m, country in enumerate(CITIES)
]


def newest(room: Newsroom) -> Entry:
    """The newest revision."""
    with room.ledger.reading() as connection:
        return find(connection, room.ledger.revision().at)


def turned_by_checking_all(
    room: Newsroom, names: list[str], after: Entry, upto: Entry
) -> dict[str, set[tuple[str, str]]]:
    """The claims that each report labels differently before and after, told by making every report again."""
    found = {}
    for name in names:
        asked = room.asked(name)
        before, now = (room.engine.checked(asked, name, entry.at, again=True).report for entry in (after, upto))
        changed = {
            (one.label.value, other.label.value)
            for one, other in zip(before.verdicts, now.verdicts, strict=True)
            if one.label is not other.label
        }
        if changed:
            found[name] = changed
    return found


def listed(room: Newsroom, after: Entry, upto: Entry) -> Turned:
    """What the desk lists of a change."""
    found = room.flips.all(after, upto)
    return {flip.report.id: {(one.was, one.now) for one in flip.changed} for flip in found}


@pytest.fixture
def newsroom(store: str) -> Iterator[Newsroom]:
    """A newsroom over each kind of database, with terms and visits on record."""
    room = Newsroom(store, ELPHBERG, TARLENHEIM, *TERMS, *VISITS)
    yield room
    room.close()


def texts() -> list[str]:
    """Articles that are right and wrong about terms and visits."""
    dice = random.Random(7)  # noqa: S311 - no secret is made of it
    found = [RIGHT, WRONG]
    for n, name in enumerate(NAMES):
        year = 1991 + 4 * n
        city = dice.choice(sorted(CITIES.values()))
        found += [
            f"President {name} of Russia opened a bridge in {city} on 3 June {year}.",
            f"President {name} of Russia opened a bridge in {city} on 3 June {year + 5}.",
            f"{name} visited {city} on {dice.randint(1, 4)} May {year}, and saw the harbour there.",
        ]
    return found


def test_a_retraction_lists_exactly_the_reports_that_it_turns(newsroom: Newsroom) -> None:
    """What is listed is what making every report again turns, and fewer are made again for it."""
    names = [newsroom.desk.check(request(text, published_at=date(2018, 1, 2))).report.id for text in texts()]
    examined, turned = 0, 0
    for fact in (ELPHBERG, TERMS[0], VISITS[1]):
        after = newest(newsroom)
        newsroom.retract(fact)
        upto = newest(newsroom)
        found = listed(newsroom, after, upto)
        assert found == turned_by_checking_all(newsroom, names, after, upto)
        examined += len(list(newsroom.flips.candidates(after, upto)))
        turned += len(found)
    assert turned >= 3
    assert examined < 3 * len(names)


@pytest.mark.parametrize("kind", ["new fact", "contest", "trust", "many"])
def test_other_changes_list_what_they_turn(newsroom: Newsroom, kind: str) -> None:
    """A new fact, a contested one, a word on a source, and several revisions at once."""
    names = [newsroom.desk.check(request(text, published_at=date(2018, 1, 2))).report.id for text in texts()]
    after = newest(newsroom)
    change(newsroom, kind)
    upto = newest(newsroom)
    found = listed(newsroom, after, upto)
    assert found == turned_by_checking_all(newsroom, names, after, upto)
    assert found or kind == "trust"


def change(room: Newsroom, kind: str) -> None:
    """One of the changes."""
    other: Fact = tenure("Fritz Tarlenheim", "RU:president", "2004-03-09", "2012-03-09", 9)
    if kind in {"new fact", "many"}:
        room.write(other)
    if kind in {"contest", "many"}:
        room.contest(TERMS[1])
    if kind in {"trust", "many"}:
        said = SourceTrust(ELPHBERG.provenance.source, Tier.DISTRUSTED.value, "it was forged")
        room.ledger.record(Batch(trust=[said]), by="ann", why="it was forged", at=room.now())
    if kind == "many":
        room.retract(ELPHBERG)


def test_a_report_that_knows_of_a_change_is_not_turned_by_it(newsroom: Newsroom) -> None:
    """Those made after it are not listed; one made between two changes is compared from where it stood."""
    begin = newest(newsroom)
    old = newsroom.desk.check(request(WRONG)).report.id
    newsroom.write(tenure("Fritz Tarlenheim", "RU:president", "2004-03-09", "2012-03-09", 9))
    middle = newsroom.desk.check(request(WRONG)).report.id
    newsroom.retract(ELPHBERG)
    end = newest(newsroom)
    newsroom.desk.check(request(WRONG))
    found = listed(newsroom, begin, end)
    assert old in found
    assert set(found) <= {old, middle}
    assert listed(newsroom, end, end) == {}


def test_pages_of_reports_join(newsroom: Newsroom) -> None:
    """Page by page, each examining few reports, the same comes out as in one go; what is not kept is not listed."""
    for text in texts():
        newsroom.desk.check(request(text, published_at=date(2018, 1, 2)))
        newsroom.desk.check(replace(request(text, published_at=date(2018, 1, 2)), store=False))
    after = newest(newsroom)
    newsroom.retract(ELPHBERG)
    newsroom.retract(TERMS[0])
    upto = newest(newsroom)
    whole = [flip.report.id for flip in newsroom.flips.all(after, upto)]
    found, start = [], 0
    while True:
        page = newsroom.flips.page(after, upto, start=start, limit=2)
        assert page.examined <= 2
        found += [flip.report.id for flip in page.flipped]
        if page.following is None:
            break
        start = page.following
    assert found == whole != []
