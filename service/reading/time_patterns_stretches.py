"""Patterns of weeks, months, seasons, quarters, years, decades and centuries, as data (`time_pattern`)."""

from __future__ import annotations

from typing import Final

from service.reading.time_pattern import Pattern

STRETCHES: Final = (
    # --- weeks, months, seasons, quarters ----------------------------------------------------------------------
    Pattern(
        "month_year",
        "EARLY ? ( the month of ) ? DOTTED OFYEAR",
        "calendar",
        (
            ("in [January 2010]:", "2010-01"),
            ("in [early March 2010] he", "2010-03"),
            ("in [July last year] he", "2010-07"),
            ("in [Feb. 2010] he", "2010-02"),
        ),
    ),
    Pattern(
        "month",
        "FULLMONTH | ABBREV DOT",
        "month",
        (("he left in [January] .", "2011-01"),),
        never_before="CAP",
        never_after="CAP HYPHEN",
    ),
    Pattern(
        "shifted_month",
        (
            "EARLY ? ( the month of ) ? ( this coming | this past | this | last | next | the ( previous | "
            "following ) ) ( FULLMONTH | ABBREV DOT )"
        ),
        "month",
        (("[last May] he", "2011-05"), ("[early this August] he", "2011-08")),
    ),
    Pattern(
        "part_of_month",
        "( EARLY | the month of ) ( FULLMONTH | ABBREV DOT )",
        "month",
        (("in [late August] he", "2011-08"), ("at [the end of March] he", "2011-03")),
    ),
    Pattern(
        "season",
        (
            "EARLY ? ( this | last | next | the | that | the ( previous | following | next | same ) | this coming "
            "| this past | the early | the late ) ? SEASON"
        ),
        "season",
        (("during [the summer] he", "2011-SU"), ("[last winter] he", "2010-WI")),
        never_after="A",
        never_before="CAP",
    ),
    Pattern(
        "season_year",
        "EARLY ? ( the ( early | late ) ? ) ? SEASON HYPHEN ? OFYEAR",
        "calendar",
        (("in [spring 2010] he", "2010-SP"), ("in [the winter of 2009] he", "2009-WI")),
    ),
    Pattern(
        "shifted_quarter",
        (
            "( EARLY | earlier | later ) ? ( the ? ( last | past | next | following | previous | preceding | "
            "coming | current | latest | same ) | this | that ) ( fiscal ) ? quarter"
        ),
        "shifted_unit",
        (("in [the latest quarter] sales", "2011-Q2"),),
    ),
    Pattern(
        "quarter",
        "EARLY ? ( the | this APOS s | last APOS s | ( this | last | next ) year APOS s ) ? ( fiscal HYPHEN ? "
        "| fiscal year ANYYEAR | YEAR ) ? ( a flat ) ? QORD ( fiscal ) ? ( quarter | half )"
        "( of the year | ( of | in | COMMA ) ? ( fiscal | the ) ? ( ANYYEAR | RELYEAR ) ) ?",
        "quarter",
        (
            ("in [the third quarter] sales", "2011-Q3"),
            ("in [the first half of 2010] sales", "2010-H1"),
            ("in [the second quarter of last year] sales", "2010-Q2"),
        ),
    ),
    Pattern(
        "quarter_attribute",
        "( fiscal HYPHEN ? ) ? QORD HYPHEN ( quarter | half )",
        "quarter",
        (("its [third-quarter] sales", "2011-Q3"),),
    ),
    Pattern(
        "quarter_code",
        "( Q | H ) DAY ( of | COMMA | HYPHEN ) ? ( YEAR | APOS YEAR2 ) | YEAR HYPHEN ? ( Q | H ) DAY",
        "quarter",
        (("in [Q3 2010] sales", "2010-Q3"), ("in [H1 2010] sales", "2010-H1")),
    ),
    Pattern(
        "quarter_code_alone",
        "( Q | H ) DAY",
        "quarter",
        (("in [Q2] sales", "2011-Q2"), ("in [H1] sales", "2011-H1")),
        only_after="in for of since by during from to and",
        never_before="HYPHEN SLASH",
    ),
    Pattern(
        "half_of",
        (
            "the ? ( first | second | latter | last ) half of ( the ? LONGDECADE | the ? APOS SHORTDECADE "
            "| the DECADEWORD | ( the month of ) ? ( FULLMONTH | ABBREV DOT ) ( OFYEAR ) ? "
            "| ( the | this | that | last | next ) ( month | decade | century ) )"
        ),
        "half_of",
        (
            ("in [the second half of the 1990s] he", "199"),
            ("in [the first half of August] he", "2011-08"),
            ("in [the latter half of May 2010] he", "2010-05"),
        ),
    ),
    Pattern(
        "week_of",
        "the week ( of | beginning | starting | ending ) ( on ) ? DATE",
        "week_of",
        (("in [the week of 5 September] he", "2011-W36"),),
    ),
    Pattern(
        "shifted_unit",
        "( EARLY ( in ) ? | earlier | later | sometime ) ? ( the ? ( last | past | next | following | "
        "previous | preceding | coming | current | same | prior | latest | subsequent | very ? same ) | this "
        "| that | this same | that same | this past | this coming"
        ") ( fiscal | financial | calendar | school | tax | full ) ? CALUNIT ( or so ) ?",
        "shifted_unit",
        (
            ("he left [last week] .", "2011-W36"),
            ("he leaves [next week] .", "2011-W38"),
            ("[early next year] he", "2012"),
            ("[later this month] he", "2011-09"),
        ),
    ),
    Pattern(
        "latest_period",
        "the latest period",
        "shifted_unit",
        (("in [the third quarter] . In [the latest period] sales", "2011-Q3 2011-Q3"),),
    ),
    Pattern(
        "bare_unit_reference",
        (
            "EARLY the ( week | month | quarter | ( fiscal | financial ) ? year | decade | century ) "
            "| ( the ? ( end | beginning | start | "
            "middle | rest | close ) of ) the day"
        ),
        "shifted_unit",
        (("by [the end of the year] he", "2011"), ("by [the end of the month] he", "2011-09")),
    ),
    Pattern(
        "year_ended",
        "the ( fiscal | financial | full ) ? year",
        "duration",
        (("sales for [the year] ended March 31 rose", "P1Y"),),
        only_before="ended ending",
    ),
    Pattern(
        "unit_reference",
        "the ( fiscal | full | whole | entire | financial ) ? ( quarter | week | year | weekend )",
        "unit_reference",
        (("sales for [the quarter] rose", "2011-Q2"), ("over [the weekend] he", "2011-W36-WE")),
        only_after="in during for of over by throughout within from at on",
        never_before="of when that before after HYPHEN CAP",
    ),
    Pattern(
        "year_end",
        "year HYPHEN end | year APOS s end | year end",
        "year_end",
        (("by [year-end] he", "2011"),),
    ),
    Pattern(
        "shared_year_seasons",
        "< EARLY ? the ? SEASON > ( and | or | to | HYPHEN | SLASH ) < EARLY ? the ? SEASON of ? ANYYEAR >",
        "calendar",
        (("in [the spring] and [summer of 1943] he", "1943-SP 1943-SU"),),
    ),
    # --- years, decades, centuries -----------------------------------------------------------------------------
    Pattern(
        "year",
        "EARLY ? APPROXIMATELY ? ( the year ) ? YEAR ( and beyond | or later | onwards ) ?",
        "calendar",
        (("in [2006] he", "2006"), ("by [mid-2006] he", "2006"), ("in [the year 2000] he", "2000")),
        never_after="MONEY",
        never_before="PERCENT UNITS SCALE COUNTED",
    ),
    Pattern(
        "fiscal_year",
        "( fiscal | financial year | tax year | fiscal year | FYWORD ) ANYYEAR | FYWORD APOS ? YEAR2",
        "fiscal_year",
        (("in [fiscal 2010] sales", "2010"), ("in [FY10] sales", "2010"), ("in [FY2010] sales", "2010")),
    ),
    Pattern(
        "fiscal_pair",
        (
            "( FYWORD | ( the | in ) ? FISCAL year ) ( YEARPAIR | YEAR HYPHEN ( YEAR2 | YEAR ) ) "
            "| the ? ( YEARPAIR | YEAR HYPHEN ( YEAR2 | YEAR ) ) FISCAL year"
        ),
        "fiscal_pair",
        (
            ("in [the financial year 2009-10] sales", "2009"),
            ("in [the 2009/10 tax year] he", "2009"),
            ("in [FY 2009-10] sales", "2009"),
        ),
    ),
    Pattern(
        "era_year",
        (
            "EARLY ? APPROXIMATELY ? ( ( MONTH | the ? SEASON ) of ? ) ? ( YEAR | YEAR3 | INT ) ERA "
            "| ( AD | A DOT D DOT ) ( YEAR | YEAR3 | INT )"
        ),
        "calendar",
        (("in [490 BC] they", "BC0490"),),
    ),
    Pattern(
        "era_years",
        "< ( YEAR | YEAR3 | INT ) > ( TO | HYPHEN ) < ( YEAR | YEAR3 | INT ) ERA >",
        "calendar",
        (("from [499] to [493 BC] they", "BC0499 BC0493"),),
    ),
    Pattern(
        "year_range",
        "< APPROXIMATELY ? YEAR > ( HYPHEN | SLASH ) < YEAR2 >",
        "year_range",
        (("the war of [1914]-[18] was", "1914 1918"),),
        never_before="HYPHEN SLASH",
    ),
    Pattern("year_pair", "YEARPAIR", "year_pair", (("the [2010/11] season", "2010"),)),
    Pattern(
        "spoken_year",
        "EARLY ? ( MONTH | the SEASON of ) ? ( the year ) ? SPOKEN",
        "calendar",
        (("in [nineteen ninety-six] he", "1996"),),
        never_before="UNIT UNITS SCALE",
        only_after="in of since by from until till during before after to and through between MONTH CAP A",
    ),
    Pattern(
        "short_year",
        "APOS YEAR2",
        "short_year",
        (("back in ['96] he", "1996"),),
        only_after="in of since by from until till during before after to and",
    ),
    Pattern(
        "decade",
        (
            "EARLY ? ( the ? ( early | mid | late | latter ) HYPHEN ? ( to | HYPHEN | and ) ? ( mid | late ) ? "
            "HYPHEN ? ) ? ( the ? LONGDECADE | the SHORTDECADE | the ? APOS SHORTDECADE )"
        ),
        "decade",
        (("in [the 1990s] he", "199"), ("in [the early 1980s] he", "198"), ("in [the '80s] he", "198")),
    ),
    Pattern(
        "decade_with_apostrophe",
        "the ( ( early | mid | late ) HYPHEN ? ) ? YEAR APOS s",
        "decade_genitive",
        (("in [the 1930's] he", "193"), ("in [the late 1930's] he", "193")),
        only_after="in of since by from until till during before after through throughout",
    ),
    Pattern(
        "decade_word",
        "( the ( early | mid | late ) HYPHEN ? | the ) ( TEENS HYPHEN ? ) ? DECADEWORD",
        "decade",
        (("in [the nineties] he", "199"),),
        only_after="in of since by from until till during before after through throughout",
    ),
    Pattern(
        "shared_centuries",
        (
            "< the ( early | mid | late ) ? ( ORDNUM | ORDDAY ) > ( TO | HYPHEN ) < the ? ( early | mid | late ) ? "
            "( ORDNUM | ORDDAY ) HYPHEN ? century ( ERA ) ? >"
        ),
        "century",
        (("from [the ninth] to [the 12th century] they", "08 11"),),
    ),
    Pattern(
        "century",
        (
            "EARLY ? ( the ) ? ( early | mid | late | first half of the | second half of the ) ? HYPHEN ? the ? ( "
            "ORDNUM | ORD | TENS HYPHEN ? ORD ) HYPHEN ? century ( ERA ) ?"
        ),
        "century",
        (("in [the 20th century] he", "19"), ("in [the early nineteenth century] he", "18")),
    ),
)
