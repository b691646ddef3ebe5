"""When claims happened: the conventions of dating."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from service.domain.claims import ClaimKind

if TYPE_CHECKING:
    from tests.reading.conftest import ReadClaims

PUBLISHED = date(2012, 5, 10)
OPEN = None


def interval(claims_of: ReadClaims, text: str, words: str) -> tuple[str | None, str | None]:
    """The interval of the first claim whose words hold `words`."""
    claim = next(c for c in claims_of(text, PUBLISHED) if words in c.span.of(text))
    time = claim.proposition.time
    assert time is not None
    days = (time.interval.start, time.interval.end)
    return days[0].isoformat() if days[0] else None, days[1].isoformat() if days[1] else None


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        # A date line of the day before is what "today" counts from.
        (
            "Deal signed\n\nOslo, May 9 (Wire): Norway signed a treaty today.",
            "signed a treaty",
            ("2012-05-09", "2012-05-10"),
        ),
        # Ranges of years.
        ("The Lund ferry was rebuilt in 1996-97.", "rebuilt", ("1996-01-01", "1998-01-01")),
        ("The port\n\n\u2022 2001-04 \u2013 Peter Lund runs the yard.", "runs the yard", ("2001-01-01", "2005-01-01")),
        # The date that heads an entry holds for the rest of it.
        (
            "The port\n\n\u2022 2003 \u2013 Peter Lund buys the yard. Anna Holm opens its second dock in Hull.",
            "opens its second dock",
            ("2003-01-01", "2004-01-01"),
        ),
        # Since: from the first day of the unit to publication.
        ("Peter Lund has not sailed since June 2008.", "not sailed", ("2008-06-01", "2012-05-11")),
        (
            "At least six boats of the Lund line have sunk since October 2011.",
            "have sunk",
            ("2011-10-01", "2012-05-11"),
        ),
        # ... or with the story, where what was broken by it had gone on.
        ("On Tuesday Norway beat Sweden. It had not won since June 2008.", "not won", ("2008-06-01", "2012-05-09")),
        ("On Tuesday Norway won for the first time in 31 years.", "won for the first", ("1981-01-01", "2012-05-09")),
        ("Norway has lost a tenth of its farms in two years.", "has lost", ("2010-01-01", "2012-05-11")),
        (
            "In 2009 Norway sold 40 boats. Since then four of them have sunk.",
            "four of them",
            ("2009-01-01", "2012-05-11"),
        ),
        # What depends on a deadline, and what will not happen before a date.
        ("If no bid arrives by June 17, Norway would sell 40 boats.", "would sell", ("2012-06-17", OPEN)),
        ("No bridge in Norway will open before August.", "will open", ("2012-08-01", OPEN)),
        # What a relative clause tells by the way is older than the news.
        ("Anna Holm, who sold 40 boats, died on Tuesday.", "who sold", (OPEN, "2012-05-11")),
        # A date at the front holds for what is told, whoever tells it.
        ("In 2009, Anna Holm said, Norway had sold 40 boats.", "had sold", ("2009-01-01", "2010-01-01")),
        # Never, and what had happened at some time before.
        ("Norway has never refused a visa.", "never refused", (OPEN, "2012-05-11")),
        # What comes after an event that has a date of its own.
        ("The Oslo ferry was stopped after the landslide of May 1998.", "stopped", ("1998-05-01", "2012-05-11")),
        # A participle before the sentence has its own date.
        ("Born at Hull in 1938, Peter Lund joined the board in 1959.", "joined", ("1959-01-01", "1960-01-01")),
        # By and until.
        ("The lake in Norway will be dry by about 2070.", "dry", ("2012-05-10", "2071-01-01")),
        # A present tense with a weekday lies ahead.
        (
            "Peter Lund was fined on Tuesday. The trial in Oslo continues on Monday.",
            "continues",
            ("2012-05-14", "2012-05-15"),
        ),
        # A part of the day belongs to the day of the story.
        (
            "Peter Lund won the race on Tuesday. Anna Holm called him in the evening from Oslo.",
            "called him",
            ("2012-05-08", "2012-05-09"),
        ),
    ],
)
def test_dates_of_clauses(
    claims_of: ReadClaims, text: str, words: str, expected: tuple[str | None, str | None]
) -> None:
    """A claim takes the stretch of time that its words and those around it give."""
    assert interval(claims_of, text, words) == expected


def test_when_takes_up_the_date_before_it(claims_of: ReadClaims) -> None:
    """A clause with "when" happened at the date that stands right before it."""
    text = "The Lund bridge has been shut since 3 March, when Norway lost 40 boats."
    assert interval(claims_of, text, "lost 40 boats") == ("2012-03-03", "2012-03-04")


def test_age_of_a_thing_dates_nothing(claims_of: ReadClaims) -> None:
    """The century in which a bridge was built is not when it was closed."""
    text = "The 18th-century bridge at Lund was closed on Monday."
    assert interval(claims_of, text, "was closed") == ("2012-05-07", "2012-05-08")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        # Not the day that was planned, nor the one that only bounds what is told.
        (
            "Divers were due in Lund last Friday. Norway sold 40 boats on Tuesday. Sweden bought ten boats.",
            "2012-05-08",
        ),
        ("Lund has been shut since Monday. Norway sold 40 boats on Tuesday. Sweden bought ten boats.", "2012-05-08"),
        # A decision is told at its day though what is decided lies ahead.
        ("Norway on Tuesday agreed to sell 40 boats. Sweden bought ten boats.", "2012-05-08"),
        # The date line is when it was written, not when it happened.
        ("OSLO, 9 May (Wire). Norway sold 40 boats on Tuesday. Sweden bought ten boats.", "2012-05-08"),
    ],
)
def test_the_day_of_the_story(claims_of: ReadClaims, text: str, day: str) -> None:
    """Undated news takes the day at which the opening tells of something as past."""
    start, _ = interval(claims_of, text, "bought ten boats")
    assert start == day


def test_how_long_something_lasted(claims_of: ReadClaims) -> None:
    """A duration in days begins with the date told just before it."""
    text = "The strike in Norway began on 3 March 2010 and lasted 21 days."
    assert interval(claims_of, text, "lasted 21 days") == ("2010-03-03", "2010-03-24")


def test_a_quotation_dates_no_office(claims_of: ReadClaims) -> None:
    """When a speaker held office is not when what he speaks of happened."""
    text = '"Norway sold 40 boats in 1998," said Prime Minister Jan Berg on Tuesday.'
    times = [claim.proposition.time for claim in claims_of(text, PUBLISHED, ClaimKind.OFFICE)]
    assert [time.interval.start for time in times if time is not None] == [date(2012, 5, 8)]


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        # A price is no time of day where the day is named.
        ("Holm Group shares closed at 18.40 euros on Tuesday.", "closed at", ("2012-05-08", "2012-05-09")),
        # A past that is spelled like the present.
        ("Anna Holm beat Ada Roe in the final in Oslo on Sunday.", "beat", ("2012-05-06", "2012-05-07")),
        ("Norway's exports have fallen for three months in a row.", "have fallen", ("2012-02-01", "2012-05-11")),
        # The gap belongs to the superlative, not to what set the record.
        (
            "Rain in Oslo reached 84 mm on Sunday, the most in May since records began in 1890.",
            "reached",
            ("2012-05-06", "2012-05-07"),
        ),
        (
            "Anna Holm visited Oslo on Sunday 6 May 2012, the first minister to come for talks since Jan Berg in 2005.",
            "visited",
            ("2012-05-06", "2012-05-07"),
        ),
        (
            "Holm Group shares closed on Tuesday at their lowest since the 2008 crash.",
            "closed on",
            ("2012-05-08", "2012-05-09"),
        ),
        ("The mill in Oslo has been shut since the 2008 crash.", "has been shut", ("2008-01-01", "2012-05-11")),
    ],
)
def test_other_numbers_and_gaps(
    claims_of: ReadClaims, text: str, words: str, expected: tuple[str | None, str | None]
) -> None:
    """What only looks like a date, or dates something else, does not date the clause."""
    assert interval(claims_of, text, words) == expected


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        (
            "Jan Berg died in Oslo in 2006 after drinking 40 cups of tea.",
            "after drinking",
            ("2006-01-01", "2007-01-01"),
        ),
        (
            "On Sunday 40 boats left Norway because the wind had turned and the ice was thin.",
            "left Norway",
            ("2012-05-06", "2012-05-07"),
        ),
        (
            "The bridge at Lund, closed since Friday, will not reopen before June.",
            "will not reopen",
            ("2012-06-01", OPEN),
        ),
        ("Jan Berg was paid 40 kroner in 1953, and he was never married to Anna Holm.", "never", (OPEN, "2012-05-11")),
    ],
)
def test_clauses_beside_others(
    claims_of: ReadClaims, text: str, words: str, expected: tuple[str | None, str | None]
) -> None:
    """What hangs on a clause shares its time; what only stands beside it does not."""
    assert interval(claims_of, text, words) == expected


def test_a_state_is_of_the_day_of_writing(claims_of: ReadClaims) -> None:
    """What is so while the text is written is no news of the day that the text tells of."""
    text = "Divers searched the harbour of Lund on Tuesday. Norway still has 40 boats in Lund."
    assert interval(claims_of, text, "still has") == ("2012-05-10", "2012-05-11")


def test_a_headline_tells_the_story_in_the_present(claims_of: ReadClaims) -> None:
    """The present tense of a headline tells what happened on the day of the story."""
    text = "Divers find 40 boats in Lund\n\nDivers found 40 boats in the harbour of Lund on Tuesday."
    assert interval(claims_of, text, "find 40") == ("2012-05-08", "2012-05-09")


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        # The clause's own quarter, not that of what it is compared with, nor the sentences that follow.
        (
            "Net of Lund Steel rose to $87 million in the first quarter from $58 million a year earlier.",
            "rose to",
            ("2012-01-01", "2012-04-01"),
        ),
        (
            "Lund Steel lost $40 million in the first quarter. Sales fell to $8, from $9, or $2 each, a year earlier.",
            "Sales fell",
            ("2012-01-01", "2012-04-01"),
        ),
        (
            "Lund Steel earned $87 million in the first quarter, from $58 million a year earlier. Sales rose by 5%.",
            "Sales rose",
            ("2012-01-01", "2012-04-01"),
        ),
        # Months up to the end of the quarter, and a year before.
        (
            "Lund Steel lost $40 million in the first quarter. Net for the six months was $25 million.",
            "the six months",
            ("2011-10-01", "2012-04-01"),
        ),
        (
            "Lund Steel lost $40 million in the first quarter. Net for the year-earlier six months was $25 million.",
            "six months",
            ("2010-10-01", "2011-04-01"),
        ),
        # No quarter that is still to come has results.
        ("Lund Steel lost $40 million in the third quarter.", "lost", ("2011-07-01", "2011-10-01")),
        # Without a date of its own a change is the news of the day.
        ("Sales of the Lund yard fell from 600 boats in 1994.", "fell from", ("2012-05-10", "2012-05-11")),
    ],
)
def test_what_a_figure_is_compared_with_dates_nothing_else(
    claims_of: ReadClaims, text: str, words: str, expected: tuple[str | None, str | None]
) -> None:
    """The date of the figure compared with is neither the clause's nor that of what follows."""
    assert interval(claims_of, text, words) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Norway fined Lund Steel on Tuesday. Norway recently announced new rules for 40 yards.", "recently"),
        ("Norway fined Lund Steel on Tuesday. Anna Holm in the past sold 40 boats to Norway.", "in the past"),
        (
            "Norway fined Lund Steel on Tuesday. In the first days after Anna Holm closed the bank, 40 people left.",
            "closed the bank",
        ),
        (
            "Norway fined Lund Steel on Tuesday. Officials have said in the past that Norway sold 40 boats.",
            "Norway sold",
        ),
        # What did not come about, and what had only been arranged.
        ("On Tuesday Norway found a bomb. It would have destroyed the bridge at Lund, Anna Holm said.", "destroyed"),
        ("Norway fined Lund Steel on Tuesday. The Lund ferry was scheduled to return to Oslo.", "was scheduled"),
    ],
)
def test_some_past_day_is_not_the_day_of_the_story(claims_of: ReadClaims, text: str, words: str) -> None:
    """What is told with a vague word, was only arranged or did not come about has no day."""
    assert interval(claims_of, text, words) == (OPEN, "2012-05-11")


@pytest.mark.parametrize("name", ["This Week", "Oslo Today"])
def test_names_of_programmes_are_no_days(claims_of: ReadClaims, name: str) -> None:
    """A programme that is called like a day dates nothing."""
    text = f'Norway fined Lund Steel on Tuesday. Anna Holm led the "{name}" staff of 40 people.'
    assert interval(claims_of, text, "Anna Holm led") == ("2012-05-08", "2012-05-09")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        # The date of a relative clause is its own.
        ("Lund Steel named 40 donors who left Norway in 1995 and sold two yards in Oslo.", "sold two yards"),
        # Background about one is no background of another.
        ("Peter Lund gave 40 boats to Oslo in 1995. Anna Holm sold two yards in Norway.", "Anna Holm sold"),
    ],
)
def test_background_stays_with_whom_it_is_told_of(claims_of: ReadClaims, text: str, words: str) -> None:
    """An old date goes over to no clause that tells of something else."""
    assert interval(claims_of, text, words) == ("2012-05-10", "2012-05-11")


def test_background_goes_on_for_the_same_one(claims_of: ReadClaims) -> None:
    """What is told of the same one right after an old date is of that date."""
    text = "Peter Lund gave 40 boats to Oslo in 1995. He sold two yards in Norway."
    assert interval(claims_of, text, "sold two") == ("1995-01-01", "1996-01-01")


def test_a_fate_that_is_spoken_of_keeps_its_date(claims_of: ReadClaims) -> None:
    """The date of a murder that is discussed is not that of the discussion."""
    text = "Anna Holm met Peter Lund in Oslo, where they discussed the ferry and the murder of Ada Roe in Riga in 2008."
    assert interval(claims_of, text, "they discussed") != ("2008-01-01", "2009-01-01")
    assert interval(claims_of, text, "murder of Ada Roe") == ("2008-01-01", "2009-01-01")


def test_what_came_of_a_later_incident_is_as_late(claims_of: ReadClaims) -> None:
    """A consequence shares the date of its incident even where that lies after the article."""
    text = "Peter Lund recalled the poisoning of Ada Roe in Riga in 2016. The incident led Norway to expel 12 envoys."
    assert interval(claims_of, text, "The incident led") == ("2016-01-01", "2017-01-01")
