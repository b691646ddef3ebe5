"""Claims: who did what to whom, when, and who says so."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service import pipeline
from service.domain.claims import Bound, ClaimKind, Mark, Modality, OfficeStatus, Polarity
from service.domain.text import Article, Segment
from service.domain.text import Role as SegmentRole
from service.domain.time import Extent, Interval, TimeBasis, TimeRelation
from service.reading.article import prepare

if TYPE_CHECKING:
    from service.domain.claims import Claim
    from tests.reading.conftest import ReadClaims

MONDAY = date(2012, 5, 7)
WEEK = "Prime Minister Jens Stoltenberg met President Tarja Halonen in Helsinki on Friday."


def year(number: int) -> Interval:
    """A calendar year."""
    return Interval(date(number, 1, 1), date(number + 1, 1, 1))


def with_predicate(claims: tuple[Claim, ...], predicate: str) -> Claim:
    """The first claim of a relation."""
    return next(claim for claim in claims if claim.proposition.predicate == predicate)


def test_meeting(claims_of: ReadClaims) -> None:
    """A meeting has its two people, its place and its day."""
    claim = with_predicate(claims_of(WEEK, MONDAY), "meet")
    proposition = claim.proposition
    assert proposition.subject is not None
    assert proposition.object is not None
    assert (proposition.subject.name, proposition.object.name) == ("Jens Stoltenberg", "Tarja Halonen")
    assert proposition.place is not None
    assert proposition.place.name == "Helsinki"
    assert proposition.time is not None
    assert proposition.time.interval == Interval.on(date(2012, 5, 4))
    assert proposition.time.basis is TimeBasis.STATED


def test_offices_before_names(claims_of: ReadClaims) -> None:
    """Titles before names are offices at the date of the clause whose subject or object they are."""
    offices = claims_of(WEEK, MONDAY, ClaimKind.OFFICE)
    held = [claim.proposition.office for claim in offices if claim.proposition.office]
    assert [(h.person.name, h.role) for h in held] == [
        ("Jens Stoltenberg", "prime-minister"),
        ("Tarja Halonen", "president"),
    ]
    assert all(c.proposition.time and c.proposition.time.extent is Extent.AS_OF for c in offices)
    assert all(c.proposition.time and c.proposition.time.interval.start == date(2012, 5, 4) for c in offices)


def test_former_titles_are_no_tenure(claims_of: ReadClaims) -> None:
    """A former president is not said to be president."""
    claims = claims_of("Former President Tarja Halonen opened the hall in Turku on Monday.", MONDAY)
    assert not [c for c in claims if c.proposition.office and c.proposition.office.status is OfficeStatus.CURRENT]


def test_title_of_the_time_of_writing(claims_of: ReadClaims) -> None:
    """A title that only describes somebody in an old event may be of then or of the time of writing."""
    text = "The editor, a critic of President Tarja Halonen, was shot in Espoo in 1994."
    claim = claims_of(text, MONDAY, ClaimKind.OFFICE)[0]
    office = claim.proposition
    assert office.office is not None
    assert office.office.at_writing
    assert office.time is not None
    assert office.time.basis is TimeBasis.CONTEXT
    assert office.time.interval == Interval(date(1994, 1, 1), date(2012, 5, 8))
    assert claim.statement == "Tarja Halonen bears the title President"


@pytest.mark.parametrize(
    ("text", "predicate", "subject", "place"),
    [
        ("Chancellor Angela Merkel flew to Warsaw on Friday.", "visit", "Angela Merkel", "Warsaw"),
        ("Angela Merkel was in Poland on a two-day visit on Friday.", "visit", "Angela Merkel", "Poland"),
        ("Angela Merkel made a visit to Poland in 2009.", "visit", "Angela Merkel", "Poland"),
        ("A visit to Poland by Angela Merkel next week will be short.", "visit", "Angela Merkel", "Poland"),
    ],
)
def test_visits(claims_of: ReadClaims, text: str, predicate: str, subject: str, place: str) -> None:
    """However a visit is told, the visitor and the place are found."""
    proposition = with_predicate(claims_of(text, MONDAY), predicate).proposition
    assert proposition.subject is not None
    assert proposition.subject.name == subject
    assert proposition.place is not None
    assert proposition.place.name == place


def test_death_told_twice_has_one_date(claims_of: ReadClaims) -> None:
    """A death without a date of its own takes the one that the text gives elsewhere."""
    text = "The 1996 killing of Anna Kovacs shook Hungary.\n\nAnna Kovacs died in Budapest."
    died = with_predicate(claims_of(text, MONDAY), "die").proposition
    assert died.time is not None
    assert died.time.interval == Interval(date(1996, 1, 1), date(1997, 1, 1))
    assert died.time.basis is TimeBasis.EVENT


def test_passive_names_agent_and_patient(claims_of: ReadClaims) -> None:
    """In the passive the agent stands after "by"."""
    proposition = with_predicate(
        claims_of("The treaty was signed by Canada in Oslo in 1997.", MONDAY), "sign"
    ).proposition
    assert proposition.subject is not None
    assert proposition.subject.key == "country:CA"
    assert proposition.object is not None
    assert "treaty" in proposition.object.name.lower()


@pytest.mark.parametrize(
    ("text", "modality", "speaker"),
    [
        ('"Norway closed the mine in 2004," Anna Lindh said.', Modality.QUOTED, "Anna Lindh"),
        ("Anna Lindh said that Norway closed the mine in 2004.", Modality.REPORTED, "Anna Lindh"),
        ("Norway closed the mine in 2004, according to Anna Lindh.", Modality.REPORTED, "Anna Lindh"),
        ("Norway will close the mine in 2014, Anna Lindh said.", Modality.PLANNED, "Anna Lindh"),
        ("Norway closed the mine in 2004.", Modality.ASSERTED, None),
    ],
)
def test_attribution(claims_of: ReadClaims, text: str, modality: Modality, speaker: str | None) -> None:
    """What somebody says is theirs, whether quoted, reported or announced."""
    proposition = with_predicate(claims_of(text, MONDAY), "close").proposition
    assert proposition.modality is modality
    assert (proposition.attributed_to.name if proposition.attributed_to else None) == speaker


def test_negation(claims_of: ReadClaims) -> None:
    """Not having done something is the other polarity."""
    proposition = with_predicate(claims_of("Denmark did not sign the treaty in 1997.", MONDAY), "sign").proposition
    assert proposition.polarity is Polarity.NEGATE


def test_first_since(claims_of: ReadClaims) -> None:
    """A first visit since a year leaves a gap that begins after that year and counts a class of people."""
    text = "Mr Stoltenberg's trip to Riga will be the first by a Norwegian leader since 1998."
    claim = claims_of(f"Prime Minister Jens Stoltenberg travels.\n\n{text}", MONDAY, ClaimKind.SUPERLATIVE)[0]
    scope = claim.proposition.scope
    assert scope is not None
    assert scope.mark is Mark.FIRST
    assert scope.gap.start == date(1999, 1, 1)
    assert scope.subject_class == "leader:NO"
    assert claim.proposition.predicate == "visit"


def test_not_since(claims_of: ReadClaims) -> None:
    """Not having met anybody of a kind since a year is refutable by one meeting."""
    text = "Tarja Halonen has not met a Swedish minister since 2005."
    scope = claims_of(text, MONDAY, ClaimKind.SUPERLATIVE)[0].proposition.scope
    assert scope is not None
    assert (scope.mark, scope.object_class, scope.gap.start) == (Mark.NOT_SINCE, "politician:SE", date(2006, 1, 1))


@pytest.mark.parametrize(
    ("text", "value", "bound"),
    [
        ("A fire in Bergen killed at least 41 people in 1998.", 41, Bound.AT_LEAST),
        ("A fire in Bergen killed 1,300 people in 1998.", 1300, Bound.EQUAL),
        ("A fire in Bergen killed more than 41 people in 1998.", 41, Bound.MORE_THAN),
        ("The bridge in Bergen cost about 3 million dollars in 1998.", 3_000_000, Bound.ABOUT),
    ],
)
def test_numbers(claims_of: ReadClaims, text: str, value: float, bound: Bound) -> None:
    """A number keeps its bound."""
    numbers = [c.proposition.number for c in claims_of(text, MONDAY) if c.proposition.number]
    assert [(n.value, n.bound) for n in numbers] == [(value, bound)]


def test_a_year_in_a_name_dates_nothing(claims_of: ReadClaims) -> None:
    """A thing called "the 2013 model" was not necessarily shown in 2013."""
    claim = with_predicate(claims_of("Volvo showed the 2013 model in Oslo on Friday.", MONDAY), "show")
    assert claim.proposition.time is not None
    assert claim.proposition.time.interval == Interval.on(date(2012, 5, 4))


def test_since_a_named_event(claims_of: ReadClaims) -> None:
    """What lasts since a dated event lasts from its beginning to the story."""
    text = "Ties between Peru and Chile have cooled since the 2007 killing of Diego Rojas in Lima."
    proposition = with_predicate(claims_of(text, MONDAY), "cool").proposition
    assert proposition.time is not None
    assert proposition.time.interval == Interval(date(2007, 1, 1), date(2012, 5, 8))
    assert proposition.time.relation is TimeRelation.SINCE


def test_odd_dates_are_claims_even_alone(claims_of: ReadClaims) -> None:
    """A day that does not exist is a claim where nothing else was read in its sentence."""
    claims = claims_of("Leaders would meet on Thursday, 21 March 2014.", date(2014, 3, 18))
    assert [claim.span for claim in claims]
    assert claims[0].proposition.time is not None
    assert claims[0].proposition.time.expression is not None
    assert claims[0].proposition.time.expression.weekday == 3


def test_statement_stands_alone(claims_of: ReadClaims) -> None:
    """The statement names whom a pronoun means and gives the calendar date of a weekday."""
    text = "Tarja Halonen left for Oslo. She met King Harald on Friday."
    assert (
        with_predicate(claims_of(text, MONDAY), "meet").statement
        == "Tarja Halonen met King Harald on Friday 4 May 2012"
    )


def test_claim_key_ignores_edits_elsewhere(claims_of: ReadClaims) -> None:
    """A sentence added before a claim changes its place, not its key."""
    before = with_predicate(claims_of(WEEK, MONDAY), "meet")
    after = with_predicate(claims_of(f"It rained in Bergen.\n\n{WEEK}", MONDAY), "meet")
    assert before.claim_key == after.claim_key
    assert before.span != after.span


def test_segments_are_named() -> None:
    """A claim of a CMS block says which block it stands in, with offsets into that block's text."""
    article = Article(
        segments=(
            Segment("h1", SegmentRole.HEADLINE, "Talks in Helsinki"),
            Segment("b7", SegmentRole.BODY, WEEK),
        ),
        published_at=MONDAY,
    )
    reading = pipeline.read(prepare(article))
    claim = with_predicate(reading.claims, "meet")
    assert claim.segment == "b7"
    assert reading.document.sent(claim.span).of(WEEK) in WEEK


@given(
    st.lists(
        st.sampled_from([*WEEK.split(), "(", '"', "’", "—", "2004", ".", ",", "who", "\n\n", "not", "to"]), max_size=60
    )
)
@settings(max_examples=60, deadline=None)
def test_any_jumble_is_read(words: list[str]) -> None:
    """Whatever the words: reading ends, and every claim's span lies inside its sentence and the text."""
    reading = pipeline.read(prepare(Article(text="Report: " + " ".join(words), published_at=MONDAY)))
    for claim in reading.claims:
        assert reading.sentences[claim.sentence].span.contains(claim.span)
        assert claim.statement


def test_same_text_same_claims() -> None:
    """Reading twice gives equal claims."""
    document = prepare(Article(text=WEEK * 3, published_at=MONDAY))
    assert pipeline.read(document) == pipeline.read(document)


@pytest.mark.parametrize(
    ("text", "interval"),
    [
        (
            "On 11 May 1987, Prime Minister Jens Stoltenberg met a banker in Bergen.",
            Interval.on(date(1987, 5, 11)),
        ),
        ("In 1987 Prime Minister Jens Stoltenberg visited Bergen.", year(1987)),
        ("In 1987, Jens Stoltenberg, who was then Prime Minister, met the miners.", year(1987)),
    ],
)
def test_date_before_the_subject(claims_of: ReadClaims, text: str, interval: Interval) -> None:
    """A date that opens a sentence is the main clause's, whatever stands between the two."""
    event = next(c for c in claims_of(text, MONDAY, ClaimKind.EVENT) if c.proposition.predicate in {"meet", "visit"})
    assert event.proposition.subject is not None
    assert event.proposition.subject.name == "Jens Stoltenberg"
    assert event.proposition.time is not None
    assert event.proposition.time.interval == interval


@pytest.mark.parametrize(
    "text",
    [
        "Tarja Halonen was Foreign Minister for five years, until 2000.",
        "Tarja Halonen had been Foreign Minister for five years.",
        "In 1998 the treaty was signed in Turku. Foreign Minister Tarja Halonen came late.",
    ],
)
def test_title_of_an_older_time(claims_of: ReadClaims, text: str) -> None:
    """What is told of an older time does not give anybody a title today."""
    office = claims_of(text, MONDAY, ClaimKind.OFFICE)[0].proposition
    assert office.time is not None
    assert office.time.interval != Interval.on(MONDAY)


def test_inserted_participle_has_its_own_date(claims_of: ReadClaims) -> None:
    """When a thing was built is not when it was opened."""
    text = "The bridge, built in 1974, was opened by Prime Minister Jens Stoltenberg."
    others = [claim for claim in claims_of(text, MONDAY) if claim.proposition.predicate != "build"]
    assert others
    for claim in others:
        assert claim.proposition.time is None or claim.proposition.time.interval != year(1974)


def test_suppositions_claim_nothing(claims_of: ReadClaims) -> None:
    """An inverted condition says what did not happen."""
    text = "Had Prime Minister Jens Stoltenberg called an election in 2007, he would have won."
    assert not [c for c in claims_of(text, MONDAY) if c.proposition.kind is ClaimKind.OFFICE or "called" in c.statement]


def test_name_after_a_common_noun_is_the_subject(claims_of: ReadClaims) -> None:
    """In "the founder, Otto Sand, died" somebody named died, not the person named before."""
    text = "Lena Holm opened a school in 1970. The founder, Otto Sand, died in Bergen in 1988."
    subject = with_predicate(claims_of(text, MONDAY), "die").proposition.subject
    assert subject is not None
    assert subject.name == "Otto Sand"


def test_what_follows_a_name_stays_with_it(claims_of: ReadClaims) -> None:
    """A claim does not begin with the "of Norway" of its subject."""
    told = with_predicate(
        claims_of("Foreign Minister Ada Roe of Norway met Jan Berg in Lund on Friday.", MONDAY), "meet"
    )
    assert "Ada Roe of Norway met Jan Berg" in told.statement


@pytest.mark.parametrize("names", ["British and Irish", "The British and Irish", "The Irish and British"])
def test_listed_governments_all_take_part(claims_of: ReadClaims, names: str) -> None:
    """Governments that share one noun are each a participant, the first not less than the last."""
    claim = claims_of(f"{names} governments signed a treaty in May 1998.")[0].proposition
    assert {"GB", "IE"} <= {e.country for e in (claim.subject, *claim.others) if e is not None}
