"""Records of outlets: what counts, what people set aside, replies; and every figure by hand from the claims."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from service.contract.outlets import claim_json, dossier_json
from service.desks.outlets import UnknownOutletError, quarter_ends
from service.domain.errors import RefusedInputError
from service.domain.stories import Dismissal
from service.domain.text import Article, ArticleKind
from service.domain.verdicts import Label
from service.presentation.outlets import outlet_table
from service.records import corrections
from service.records.corrections import Dispute
from service.records.outlets import Aside
from tests.desks.newsroom import MORNING, RIGHT, WRONG, Newsroom, request
from tests.records.by_hand import by_hand

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.desks.outlets import OutletDesk
    from service.domain.request import CheckRequest

DAY = date(2009, 12, 1)
HERALD, TIMES = "herald.example", "times.example"


@pytest.fixture
def newsroom(store: str) -> Iterator[Newsroom]:
    """A newsroom over each kind of database."""
    room = Newsroom(store)
    yield room
    room.close()


@pytest.fixture
def desk(newsroom: Newsroom) -> OutletDesk:
    """Its desk of outlets."""
    return newsroom.engine.outlets()


def published(text: str, page: str, outlet: str = HERALD, **more: Any) -> CheckRequest:  # noqa: ANN401 - fields of the article
    """A request about what an outlet has published under an address of its own."""
    return request(text, url=f"https://www.{outlet}/{page}", **{"source": outlet, **more})


def many(newsroom: Newsroom, outlet: str, right: int, wrong: int) -> None:
    """Articles of an outlet, a week apart, so many of them right and so many wrong."""
    for number in range(right + wrong):
        day = date(2009, 1, 6) + timedelta(days=7 * number)
        person = "Rudolf Elphberg" if number >= wrong else "Fritz Tarlenheim"
        text = f"President {person} of Russia opened the new bridge in Berlin on {day.day} {day:%B %Y}."
        newsroom.desk.check(published(text, f"{number}", outlet, published_at=day + timedelta(days=1)))


def test_articles_of_an_outlet_speak_for_and_against_it(newsroom: Newsroom, desk: OutletDesk) -> None:
    """Each supported and contradicted claim is found, with its report, its words and what it weighs."""
    right, wrong = (newsroom.desk.check(published(text, page)) for text, page in ((RIGHT, "a"), (WRONG, "b")))
    found = desk.claims("WWW.Herald.example", DAY)
    told = {(one.claim.report, one.claim.verdict): one.claim.quote for one in found}
    assert told[right.report.id, Label.SUPPORTED] in RIGHT
    assert told[wrong.report.id, Label.CONTRADICTED] in WRONG
    assert all(0 < one.weighed.weight <= 1 for one in found if one.weighed)
    (standing,) = desk.page(None, 10, DAY)
    assert (standing.counts.supported, standing.counts.contradicted) == (1, 1)
    assert standing.record.why_not == "too_few"
    assert desk.page(HERALD, 10, DAY) == []


def test_every_figure_can_be_reckoned_by_hand(newsroom: Newsroom, desk: OutletDesk) -> None:
    """From the table of claims, the prior and the counts of the checker alone, the same figures come out.

    The reckoning of the test shares no code with the service.
    """
    many(newsroom, HERALD, right=17, wrong=4)
    many(newsroom, TIMES, right=12, wrong=1)
    told: Any = dossier_json(desk.outlet(HERALD, DAY), published=False)
    table = outlet_table(claim_json(one) for one in desk.claims(HERALD, DAY))
    rows = list(csv.DictReader(io.StringIO(table.removeprefix("\ufeff"))))
    assert told["rated"]
    assert len(rows) == 21
    reckoned = by_hand(rows, DAY, told["prior"], told["checker"])
    for name in ("conflict_share", "effective_n"):
        assert told[name] == pytest.approx(reckoned[name], abs=1e-5)
    for name in ("conflicts", "agreement"):
        for part in ("mean", "low", "high"):
            assert told[name][part] == pytest.approx(reckoned[name][part], abs=1e-5)
    assert sum(float(row["weight"]) for row in rows) == pytest.approx(reckoned["weight"], abs=1e-4)


def test_the_record_of_a_day_has_what_was_published_until_then(newsroom: Newsroom, desk: OutletDesk) -> None:
    """Asked for an earlier day, later claims are not in it; the history has the ends of quarters in order."""
    many(newsroom, HERALD, right=20, wrong=0)
    later, earlier = desk.outlet(HERALD, DAY), desk.outlet(HERALD, date(2009, 2, 1))
    assert earlier.standing.counts.supported == 4
    assert later.standing.counts.supported == 20
    assert [record.as_of for record in later.history] == [date(2009, 3, 31), date(2009, 6, 30), date(2009, 9, 30)]
    assert later.history[1].agreement == desk.outlet(HERALD, date(2009, 6, 30)).standing.record.agreement


def test_a_later_check_and_a_later_version_count_in_place_of_the_first(newsroom: Newsroom, desk: OutletDesk) -> None:
    """Of two checks of one address the second counts; so does a corrected version, at another address or none new."""
    newsroom.desk.check(published(WRONG, "a"))
    newsroom.desk.check(published(RIGHT, "a"))
    first = newsroom.desk.check(published(WRONG, "b"))
    assert first.stored
    newsroom.desk.check(published(RIGHT.replace("bridge", "school"), "b-corrected", version_of=first.report.id))
    assert {one.claim.verdict for one in desk.claims(HERALD, DAY)} == {Label.SUPPORTED}
    (standing,) = desk.page(None, 1, DAY)
    assert standing.record.tally.articles <= 2


@pytest.mark.parametrize(
    "change",
    [
        {"url": None},
        {"url": "https://elsewhere.example/a"},
        {"source": "times.example"},
        {"kind": ArticleKind.SATIRE},
        {"published_at": None},
    ],
    ids=lambda change: next(iter(change)),
)
def test_what_cannot_be_looked_up_or_asserts_nothing_does_not_count(
    newsroom: Newsroom, desk: OutletDesk, change: dict[str, Any]
) -> None:
    """Without an address of the outlet's own or a day, and in satire, nothing is held for or against anybody."""
    newsroom.desk.check(replace(published(WRONG, "a"), article=replace(published(WRONG, "a").article, **change)))
    assert desk.page(None, 10, DAY) == []


def test_only_the_ledger_as_it_is_judges(newsroom: Newsroom, desk: OutletDesk) -> None:
    """Checks with references, closed ones, at an earlier state of the ledger, or for another day, do not count."""
    asked = published(WRONG, "a")
    trusted = (Article(text=RIGHT, source="times.example", published_at=date(2009, 5, 4), language="en"),)
    for other in (
        replace(asked, references=trusted),
        replace(asked, references=trusted, closed=True),
        replace(asked, known_at=MORNING + timedelta(days=1)),
        replace(asked, as_of=date(2013, 5, 4)),
        replace(asked, store=False),
    ):
        newsroom.desk.check(other)
    assert desk.page(None, 10, DAY) == []


def test_what_people_say_of_a_claim_holds_for_the_record(newsroom: Newsroom, desk: OutletDesk) -> None:
    """A dismissed or disputed claim does not count; a ruling turns it; an overruled one counts as ruled."""
    made = newsroom.desk.check(published(WRONG, "a"))
    claim = next(one.claim for one in desk.claims(HERALD, DAY) if one.claim.verdict is Label.CONTRADICTED)
    story, key, store = claim.story, claim.claim_key, newsroom.engine.records()

    def holds() -> tuple[Label, Aside | None, float]:
        one = next(one for one in desk.claims(HERALD, DAY) if one.claim.claim_key == key)
        return one.claim.verdict, one.claim.aside, one.weighed.weight if one.weighed else 0.0

    with store.keeping() as connection:
        corrections.dismiss(connection, story, made.report.id, Dismissal(key, "ann", MORNING, "a namesake"))
    assert holds() == (Label.CONTRADICTED, Aside.DISMISSED, 0.0)
    with store.keeping() as connection:
        said = Dismissal(key, "ann", MORNING, "no namesake")
        corrections.dismiss(connection, story, made.report.id, said, withdrawn=True)
    assert holds()[:2] == (Label.CONTRADICTED, None)
    told = Dispute(0, "d1", story, key, made.report.id, "contradicted", "supported", MORNING, "ann", "the list errs")
    with store.keeping() as connection:
        corrections.dispute(connection, told)
    assert holds()[1:] == (Aside.DISPUTED, 0.0)
    with store.keeping() as connection:
        found = corrections.find(connection, "d1")
        assert found is not None
        corrections.rule(connection, found, "supported", MORNING, "bob", "it does")
    verdict, aside, weight = holds()
    assert (verdict, aside) == (Label.SUPPORTED, None)
    assert weight > 0


def test_claims_go_with_their_report(newsroom: Newsroom, desk: OutletDesk) -> None:
    """What is forgotten speaks neither for nor against anybody."""
    made = newsroom.desk.check(published(WRONG, "a"))
    newsroom.desk.remove(made.report.id)
    with pytest.raises(UnknownOutletError):
        desk.outlet(HERALD, DAY)


def test_replies_are_kept_shown_and_withdrawn(newsroom: Newsroom, desk: OutletDesk) -> None:
    """A reply to the record or to a claim stands beside it until it is withdrawn; others' claims cannot be meant."""
    newsroom.desk.check(published(WRONG, "a"))
    claim = desk.claims(HERALD, DAY)[0].claim
    general = desk.reply(HERALD, "The editors", "Put right within the hour.", by="ann")
    about = desk.reply(f"www.{HERALD}", "The editors", "The name was wrong.", by="ann", claim=claim.name)
    assert [one.text for one in desk.outlet(HERALD, DAY).replies] == [general.text, about.text]
    assert (about.report, about.claim_key) == (claim.report, claim.claim_key)
    desk.withdraw(HERALD, general.id, by="ann")
    assert [one.id for one in desk.outlet(HERALD, DAY).replies] == [about.id]
    for name in (general.id, "none"):
        with pytest.raises(UnknownOutletError):
            desk.withdraw(HERALD, name, by="ann")
    with pytest.raises(RefusedInputError):
        desk.reply(HERALD, "The editors", "Not ours.", by="ann", claim="other/c01")
    for unknown in ("unknown.example", "herald\0.example"):
        with pytest.raises(UnknownOutletError):
            desk.reply(unknown, "The editors", "Who?", by="ann")


def test_what_is_said_of_others_is_theirs(newsroom: Newsroom, desk: OutletDesk) -> None:
    """A claim of the same words that was dismissed or disputed in another outlet's story counts as before."""
    mine, theirs = (newsroom.desk.check(published(WRONG, "a", outlet)).report.id for outlet in (HERALD, TIMES))
    claim = desk.claims(TIMES, DAY)[0].claim
    with newsroom.engine.records().keeping() as connection:
        said = Dismissal(claim.claim_key, "ann", MORNING, "a namesake")
        corrections.dismiss(connection, claim.story, theirs, said)
    assert [one.claim.aside for one in desk.claims(TIMES, DAY)] == [Aside.DISMISSED]
    assert [(one.claim.report, one.claim.aside) for one in desk.claims(HERALD, DAY)] == [(mine, None)]


def test_others_are_compared_on_the_same_topics(newsroom: Newsroom, desk: OutletDesk) -> None:
    """Where others have enough articles on an outlet's topics, both are told; alone, nobody is compared."""
    many(newsroom, HERALD, right=20, wrong=1)
    alone = desk.outlet(HERALD, DAY).comparison
    assert (alone.own, alone.others) == (None, None)
    many(newsroom, TIMES, right=9, wrong=6)
    beside = desk.outlet(HERALD, DAY).comparison
    assert beside.matched == pytest.approx(1)
    assert beside.own is not None
    assert beside.others is not None
    assert beside.own.mean > beside.others.mean
    (topic,) = beside.topics
    assert topic.topic == "offices:RU"
    assert topic.others is not None
    assert (topic.others.conflicts, topic.others.articles) == (6, 15)


def test_quarters_end_within_the_reach_of_the_record() -> None:
    """From the first claim to the day before, and never further back than claims count."""
    assert quarter_ends(date(2025, 12, 31), date(2026, 6, 30)) == [date(2025, 12, 31), date(2026, 3, 31)]
    assert len(quarter_ends(date(2000, 1, 1), date(2026, 7, 2))) == 16
