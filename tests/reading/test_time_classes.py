"""The repository's own annotated texts: each class of time expression stands in several of them.

A class is told by the words and values of the annotation, not by what the reader finds.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

FOLDERS = ("timeml", "timeml_second", "timeml_third", "timeml_fourth", "timeml_classes")
TEXTS = sorted(path for folder in FOLDERS for path in (Path(__file__).parent / folder).glob("*.tml"))
MONTH = r"(?:Jan|Feb|Mar|Apr|May|June|July|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
PART = "morning|afternoon|evening|night|dawn|dusk"
UNIT = r"(?:second|minute|hour|day|week|month|quarter|year|decade|centur)(?:s|y|ies)?"
# Class -> what "words|type|value|mod" of an expression of it looks like, and three texts that have one.
CLASSES = {
    "full dates": (rf"(?=.*{MONTH}).*\|DATE\|\d{{4}}-\d\d-\d\d\|", "full_dates poet_obituary same_day"),
    "partial dates": (rf"(?:{MONTH}) ?\d*\|DATE\|\d{{4}}-\d\d(?:-\d\d)?\|", "partial_dates dock_blast timeline_mine"),
    "years": (r"\d{4}\|DATE\|\d{4}\|", "months_and_years poet_obituary derby_win"),
    "weekdays": (rf"{DAY}\|DATE", "weekdays trade_deal flood_report"),
    "deictic words": (r"(?i)(?:today|tonight|yesterday|tomorrow)\|", "deictics bank_merger mine_rescue"),
    "last, next, this": (
        rf"(?i)(?:last|next|this) (?:{UNIT}|weekend|{MONTH}|spring|summer|autumn|winter)\|",
        "last_next_this derby_win election_wire",
    ),
    "units ago": (rf"(?i).*{UNIT} ago\|", "distances bank_merger actor_profile"),
    "units earlier": (rf"(?i).*{UNIT} earlier\|", "distances election_wire mill_results"),
    "units later": (rf"(?i).*{UNIT} later\|", "distances siege_history ballot_recount"),
    "durations": (r".*\|DURATION\|", "durations strike_rail school_meals"),
    "sets": (r".*\|SET\|", "sets charity_run ferry_timetable"),
    "parts of day": (rf"(?i).*(?:{PART}).*\|TIME", "parts_of_day election_wire storm_carolina"),
    "clock times": (r".*\|TIME\|\d{4}-\d\d-\d\dT\d\d:\d\d", "clock_times strike_rail bakery_fire"),
    "clock times that return": (r".*\|TIME\|XXXX-XX-XXT\d\d:\d\d", "clock_times ferry_local library_hours"),
    "quarters": (r".*\|DATE\|\d{4}-Q[1-4]", "quarters mill_results brewery_results"),
    "halves": (r"(?i).*(?:half|H[12]).*\|DATE\|", "halves mill_results brewery_results"),
    "seasons": (r".*\|DATE\|\d{4}-(?:SP|SU|FA|WI)", "seasons old_seasons actor_profile"),
    "decades": (r".*\|DATE\|\d{3}\|", "decades poet_obituary bakery_fire"),
    "centuries": (r".*\|DATE\|\d{2}\|", "centuries siege_history harvest_festival"),
    "early, mid, late, end of": (r".*\|(?:START|MID|END)", "parts_of_stretches dock_blast school_roof"),
    "fiscal years": (
        r"(?i).*(?:fiscal|financial|tax year|FY ?\d).*\|DATE\|",
        "fiscal_years_us fiscal_years_india fiscal_years_uk fiscal_years_australia",
    ),
    "named holidays": (
        r"(?i)(?:.*(?:Day|Friday|Monday|Eve)|Christmas|Thanksgiving|Halloween|Easter)(?: \d+)?\|DATE\|\d{4}-\d\d-\d\d",
        "holidays_west pilgrim_walk library_us",
    ),
    "holidays of the moon": (
        r"(?:Diwali|Holi|Dussehra|Eid|Ramadan|Chinese|Lunar|Yom|Rosh|Vesak).*\|DATE",
        "holidays_east holidays_moon holidays_india eid_market budget_india",
    ),
    "bank holidays": (r"(?i).*bank holiday.*\|DATE", "holidays_national"),
    "bare days in context": (r"the \d+(?:st|nd|rd|th)\|DATE\|\d{4}-\d\d-\d\d", "bare_days ferry_local climb_diary"),
    "same day, month, year": (r"(?i)(?:that|the) same|that (?:day|month|year)", "same_day poet_obituary"),
    "the next, the day before": (
        rf"(?i)the (?:next|following|previous) {UNIT}|the {UNIT} (?:before|after)",
        "same_day siege_history",
    ),
    "vague references": (r".*\|DATE\|(?:PAST|PRESENT|FUTURE)_REF", "vague tomb_found fossil_study"),
    "before Christ": (r".*\|DATE\|BC\d+", "before_christ tomb_found ancient_city"),
    "AD": (r".*AD.*\|DATE\|\d+", "before_christ tomb_found"),
}
# Classes that stand in the text around the annotation.
AROUND = {
    "ranges that share a month or year": (
        r"<TIMEX3[^>]*>\d{1,2}</TIMEX3>(?:-| to | and )<TIMEX3",
        "shared_ranges ferry_local",
    ),
    "ranges of years": (
        r"<TIMEX3[^>]*>\d{4}</TIMEX3>[-–]<TIMEX3[^>]*>\d{2,4}<",
        "shared_years budget_india court_appeal",
    ),
    "from one to another": (
        r"(?i)\b(?:from|between) <TIMEX3[^>]*>[^<]*</TIMEX3> (?:to|until|and) <TIMEX3",
        "shared_years poet_obituary derby_win",
    ),
    "event-anchored phrases": (
        r"</TIMEX3> (?:after|before|into|since) (?:the|his|her|its)\b",
        "events poet_obituary border_post",
    ),
    "ages left alone": (r"(?:\d|[a-z])-year-old|\baged \d+|, \d\d, |\bat (?:the age of )?\d\d\b", "ages balloon_race"),
    "quotations": (
        r'"<TIMEX3[^>]*>|"[^"<]*<TIMEX3[^>]*>(?:yesterday|tomorrow|today|last|next)',
        "quotations election_wire",
    ),
    "dates in figures": (r">\d{1,4}[./-]\d{1,2}[./-]\d{1,4}<", "numeric_dates numeric_dates_us trade_deal"),
}


def expressions(path: Path) -> list[str]:
    """The annotated expressions of a text as "words|type|value|mod"."""
    body = ET.fromstring(path.read_text(encoding="utf-8")).find("TEXT")  # noqa: S314 - a file of this folder, not input
    assert body is not None
    return [f"{e.text}|{e.get('type')}|{e.get('value')}|{e.get('mod') or ''}" for e in body]


def body_of(path: Path) -> str:
    """A text with its annotation."""
    return path.read_text(encoding="utf-8").partition("<TEXT>")[2]


def test_there_are_at_least_sixty_texts() -> None:
    """Each text has a name of its own and at least one expression."""
    assert len(TEXTS) >= 60
    assert len({path.stem for path in TEXTS}) == len(TEXTS)
    assert all(expressions(path) for path in TEXTS)


@pytest.mark.parametrize("name", CLASSES)
def test_every_class_stands_in_the_texts_that_are_named_for_it(name: str) -> None:
    """Those texts have an expression of the class, and at least four expressions of it stand in all texts together."""
    pattern, named = CLASSES[name]
    found = {path.stem: [e for e in expressions(path) if re.match(pattern, e)] for path in TEXTS}
    assert [text for text in named.split() if not found[text]] == []
    assert sum(len(those) for those in found.values()) >= 4


@pytest.mark.parametrize("name", AROUND)
def test_every_class_of_the_words_around_stands_in_the_texts_that_are_named_for_it(name: str) -> None:
    """The same for classes that show in the words around an expression."""
    pattern, named = AROUND[name]
    found = {path.stem: re.findall(pattern, body_of(path)) for path in TEXTS}
    assert [text for text in named.split() if not found[text]] == []
    assert sum(len(those) for those in found.values()) >= 4
