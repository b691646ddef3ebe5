"""The patterns of time expressions, as data. `time_grammar` says how they are read.

Each pattern names the function of `time_normalise` that gives it a meaning and carries examples: a text with
the expression in brackets, and its value where the text is published on Wednesday, 14 September 2011. One test
runs them all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way of naming a time.

    `words` is the sequence; `only_after`, `never_after`, `only_before`, `never_before` are classes of the token
    beside it.
    """

    name: str
    words: str
    meaning: str
    examples: tuple[tuple[str, str], ...]
    only_after: str = ""
    never_after: str = ""
    only_before: str = ""
    never_before: str = ""


MACROS: Final[dict[str, str]] = {
    # Numbers: "3", "2.5", "2 1/2", "a", "twenty-five", "two hundred and ten", "three and a half".
    "SPELLED": "NUMWORD ( HYPHEN ? NUMWORD ) ? ( SCALE ( and ? NUMWORD ( HYPHEN ? NUMWORD ) ? ) ? ) ?",
    "CARD": "( INT FRACTION | INT | DECIMAL | SPELLED | A SCALE | A dozen | half A | A half ) ( and A half ) ?",
    "ONE": "( CARD | A )",
    "VAGUE": (
        "( A few | few | several | many | some | A couple ( of ) ? | couple | dozens of | hundreds of | thousands of "
        "| A number of | various | numerous | countless )"
    ),
    "PRE": (
        "( about | around | nearly | almost | roughly | approximately | some | circa | ca DOT ? | as ? ( many | long | little ) as "
        "| no ? more than | no ? less than | no ? fewer than | over | under | at least | at most | up to )"
    ),
    "PREDET": "( about | nearly | almost | roughly | approximately | more than | less than | at least | at most )",
    "APPROXIMATELY": "( about | around | nearly | almost | roughly | approximately | circa | ca DOT ? | c DOT )",
    "ANYUNIT": "( UNIT | UNITS )",
    "KINDOF": "( fiscal | calendar | financial | full | trading | working | business | consecutive | straight | more | whole | long | additional | successive | solid )",
    # Days and months.
    "DOTTED": "( ABBREV DOT | MONTH )",
    "ORDDAY": "( ORD | TENS HYPHEN ? ORD )",
    "DAYNUM": "( DAYORD | ORDDAY )",
    "EARLY": (
        "( ( early | late | mid | earlier | later ) HYPHEN ? ( in the ? | on ) ? | ( the ? ( very | latter ? ) ? ( beginning | end | start | middle | close | turn | outset ) of ) )"
    ),
    "SPOKEN": "( TEENS ( hundred | HYPHEN ? TENS ( HYPHEN ? NUMWORD ) ? | HYPHEN ? NUMWORD ) | TENS TENS ( HYPHEN ? NUMWORD ) ? | two thousand ( and ? NUMWORD ) ? )",
    "ERA": "( BC | B DOT C DOT | AD | A DOT D DOT )",
    "ANYYEAR": "( YEAR ERA ? | ( YEAR3 | INT ) ERA | SPOKEN )",
    "RELYEAR": "( last year | this year | next year | of ? that year | of ? the ( same | following | previous | next ) year | the ( same | following | previous | next ) year )",
    "OFYEAR": "( COMMA ? of ? ( the year ) ? ANYYEAR | COMMA ? of ? RELYEAR )",
    "DM": "( the ? DAYNUM of ? DOTTED | DOTTED the ? DAYNUM )",
    "WD": "( WEEKDAY DOT ? )",
    "DATE": "( ( WD COMMA ? ( the | on ) ? ) ? DM ( COMMA ? of ? ANYYEAR ) ? )",
    "TIMEOF": "( ( CLOCK | HOUR | CLOCKWORD ) ( ( a DOT m DOT ? | p DOT m DOT ? | MERIDIEM ) ) ? ( OPEN ? ZONE CLOSE ? ) ? | ( noon | midnight ) )",
    "HARDCLOCK": (
        "( ( CLOCK | HOUR ) HYPHEN ? ( ( a DOT m DOT ? | p DOT m DOT ? | MERIDIEM ) ( OPEN ? ZONE CLOSE ? ) ? ) "
        "| ( CLOCK | HOUR ) ( hours ) ? OPEN ? ZONE CLOSE ? | CLOCKWORD ( OPEN ? ZONE CLOSE ? ) ? "
        "| ( HOUR | NUMWORD ) o APOS clock | noon | midnight | midday )"
    ),
    "FESTIVAL": (
        "( ( Christmas | Xmas ) ( Day | Eve ) ? | Boxing Day | New Year ( APOS s ) ? ( Day | Eve ) | Easter ( Sunday | Monday ) ? "
        "| Good Friday | Ash Wednesday | Palm Sunday | Thanksgiving ( Day ) ? | Halloween | Labor Day | Memorial Day | Independence Day "
        "| Veterans Day | Columbus Day | Valentine APOS s Day | Bastille Day | May Day | Victory Day | All Saints APOS ? Day "
        "| Presidents APOS ? Day | Martin Luther King Day | Remembrance Day | Armistice Day | Orthodox Christmas )"
    ),
}

_TIME_BEFORE: Final = "in on of since by from until till during before after to and or through between for COMMA"

PATTERNS: Final = (
    # --- days -------------------------------------------------------------------------------------------------
    Pattern(
        "calendar_date",
        "( EARLY | around | about | approximately ) ? DATE ( COMMA ? OPEN A ? WEEKDAY CLOSE | COMMA A WEEKDAY ) ?",
        "calendar",
        (
            ("He flew in on [12 May 2006].", "2006-05-12"),
            ("It opened on [Friday, 12 May 2006], and", "2006-05-12"),
            ("on [Sept. 7] the court", "2011-09-07"),
            ("on [the 10th of September] they", "2011-09-10"),
            ("[31 September 2010] does not exist", "2010-09-31"),
        ),
    ),
    Pattern(
        "calendar_date_relative_year",
        "EARLY ? ( WD COMMA ? ) ? DM COMMA ? ( of | in ) ? RELYEAR",
        "calendar",
        (("on [4 May last year] it", "2010-05-04"),),
    ),
    Pattern(
        "shared_month_days",
        "< ( WD COMMA ? ) ? DOTTED DAYNUM > ( TO | HYPHEN ) < ( WD COMMA ? ) ? DAYNUM ( COMMA ? ANYYEAR ) ? >",
        "calendar",
        (("from [June 10] to [15, 2004] they", "2004-06-10 2004-06-15"),),
        never_before="UNIT UNITS HYPHEN DECIMAL PERCENT",
    ),
    Pattern(
        "shared_days_month",
        "< ( WD COMMA ? ) ? DAYNUM > ( TO | HYPHEN | SLASH ) < ( WD COMMA ? ) ? DAYNUM of ? MONTH ( COMMA ? ANYYEAR ) ? >",
        "calendar",
        (("from [3] to [7 May 2004] they", "2004-05-03 2004-05-07"),),
    ),
    Pattern(
        "shared_year_days",
        "< DM > ( TO | HYPHEN ) < DM COMMA ? ANYYEAR >",
        "calendar",
        (("from [3 May] to [7 June 2004] they", "2004-05-03 2004-06-07"),),
    ),
    Pattern(
        "shared_year_months",
        "< EARLY ? DOTTED > ( TO | HYPHEN | SLASH ) < EARLY ? MONTH DOT ? COMMA ? of ? ( ANYYEAR | RELYEAR ) >",
        "calendar",
        (("between [May] and [July 2004] they", "2004-05 2004-07"),),
    ),
    Pattern(
        "numeric_date",
        "NUMDATE",
        "numeric",
        (("dated [25/12/2010] and", "2010-12-25"), ("dated [7.5.2010] and", "2010-07-05")),
    ),
    Pattern("iso_date", "ISODATE", "timestamp", (("dated [2010-12-25] and", "2010-12-25"),)),
    Pattern(
        "compact_date",
        "( DAY | DAYORD ) HYPHEN MONTH HYPHEN ( YEAR | YEAR2 )",
        "timestamp",
        (("dated [25-Dec-2010] and", "2010-12-25"),),
    ),
    Pattern(
        "ordinal_day",
        "the DAYORD",
        "ordinal_day",
        (("talks held on 9 September resumed on [the 12th] .", "2011-09-12"),),
        only_after="on",
        never_before="CAP UNIT UNITS ORD HYPHEN of",
    ),
    Pattern(
        "weekday",
        "EARLY ? ( this coming | this past | this | last | next | the ( previous | following | next | same ) | coming ) ? WEEKDAY",
        "weekday",
        (
            ("he said [Monday] .", "2011-09-12"),
            ("he said on [Wednesday] .", "2011-09-14"),
            ("they will meet on [Friday] .", "2011-09-16"),
            ("he left [last Friday] .", "2011-09-09"),
        ),
    ),
    Pattern(
        "weekday_week",
        "WEEKDAY of ? ( last | next | this ) week",
        "weekday",
        (("on [Monday of last week] he", "2011-09-05"),),
    ),
    Pattern(
        "named_day",
        "( early | late | earlier | later ) ? TODAY",
        "named_day",
        (("he left [yesterday]", "2011-09-13"), ("he speaks [tomorrow]", "2011-09-15")),
        never_before="APOS",
    ),
    Pattern(
        "named_day_genitive",
        "TODAY",
        "named_day",
        (("at [yesterday]'s talks", "2011-09-13"),),
    ),
    Pattern(
        "day_beside_named_day",
        "the day ( before yesterday | after tomorrow )",
        "named_day",
        (("he left [the day before yesterday]", "2011-09-12"),),
    ),
    Pattern(
        "same_day",
        "( earlier | later | early | late ) ? ( the same | that same | that | the very same ) day",
        "text_day",
        (("He landed on 3 May 2004 and left [the same day] .", "2004-05-03"),),
    ),
    Pattern(
        "next_day",
        "the ( very ? next | following | previous | preceding ) day",
        "text_day",
        (("He landed on 3 May 2004 and left [the next day] .", "2004-05-04"),),
    ),
    Pattern(
        "festival",
        "( last | this | next ) ? FESTIVAL ( ( COMMA ? of ? ) ? ( ANYYEAR | RELYEAR ) ) ?",
        "festival",
        (("by [Christmas 2010] he", "2010-12-25"), ("on [Good Friday 2010] he", "2010-04-02")),
    ),
    # --- weeks, months, seasons, quarters ----------------------------------------------------------------------
    Pattern(
        "month_year",
        "EARLY ? ( the month of ) ? MONTH DOT ? OFYEAR",
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
        "EARLY ? ( the month of ) ? ( this coming | this past | this | last | next | the ( previous | following ) ) ( FULLMONTH | ABBREV DOT )",
        "month",
        (("[last May] he", "2011-05"), ("[early this August] he", "2011-08")),
    ),
    Pattern(
        "part_of_month",
        "( EARLY | the month of ) ( FULLMONTH | ABBREV DOT )",
        "month",
        (("in [late August] he", "2011-08"), ("by [the end of March] he", "2011-03")),
    ),
    Pattern(
        "season",
        "EARLY ? ( this | last | next | the | that | the ( previous | following | next | same ) | this coming | this past | the early | the late ) ? SEASON",
        "season",
        (("during [the summer] he", "2011-SU"), ("[last winter] he", "2010-WI")),
        never_after="A",
    ),
    Pattern(
        "season_year",
        "EARLY ? ( the ( early | late ) ? ) ? SEASON HYPHEN ? OFYEAR",
        "calendar",
        (("in [spring 2010] he", "2010-SP"), ("in [the winter of 2009] he", "2009-WI")),
    ),
    Pattern(
        "quarter",
        "EARLY ? ( the | this APOS s | last APOS s | ( this | last | next ) year APOS s ) ? ( fiscal HYPHEN ? | fiscal year ANYYEAR | YEAR ) ? ( a flat ) ? QORD ( fiscal ) ? ( quarter | half ) "
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
        "Q DAY ( of | COMMA ) ? ( YEAR | APOS YEAR2 ) | YEAR HYPHEN ? Q DAY",
        "quarter",
        (("in [Q3 2010] sales", "2010-Q3"),),
    ),
    Pattern(
        "week_of",
        "the week ( of | beginning | starting | ending ) ( on ) ? DATE",
        "week_of",
        (("in [the week of 5 September] he", "2011-W36"),),
    ),
    Pattern(
        "shifted_unit",
        "( EARLY ( in ) ? | earlier | later | sometime ) ? ( the ? ( last | past | next | following | previous | preceding | coming | current | same | prior | latest | subsequent | very ? same ) | this | that | this same | this past | this coming "
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
        "shifted_quarter",
        "( EARLY | earlier | later ) ? ( the ? ( last | past | next | following | previous | preceding | coming | current | latest | same ) | this | that ) ( fiscal ) ? quarter",
        "shifted_unit",
        (("in [the latest quarter] sales", "2011-Q2"),),
    ),
    Pattern(
        "latest_period",
        "the latest period",
        "shifted_unit",
        (("in [the third quarter] . In [the latest period] sales", "2011-Q3 2011-Q3"),),
    ),
    Pattern(
        "bare_unit_reference",
        "EARLY the ( week | month | quarter | year | decade | century ) | ( the ? ( end | beginning | start | middle | rest | close ) of ) the day",
        "shifted_unit",
        (("by [the end of the year] he", "2011"), ("by [the end of the month] he", "2011-09")),
    ),
    Pattern(
        "unit_reference",
        "the ( fiscal | full | whole | entire | financial ) ? ( quarter | week | year | weekend | day )",
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
        "( fiscal | financial year | tax year | fiscal year | FYWORD ) ANYYEAR",
        "calendar",
        (("in [fiscal 2010] sales", "2010"),),
    ),
    Pattern(
        "era_year",
        "EARLY ? APPROXIMATELY ? ( ( MONTH | the ? SEASON ) of ? ) ? ( YEAR | YEAR3 | INT ) ERA",
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
        "< YEAR > ( HYPHEN | SLASH ) < YEAR2 >",
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
        only_after="in of since by from until till during before after to and through between MONTH",
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
        "EARLY ? ( the ? ( early | mid | late | latter ) HYPHEN ? ( to | HYPHEN | and ) ? ( mid | late ) ? HYPHEN ? ) ? ( the ? LONGDECADE | the SHORTDECADE | the ? APOS SHORTDECADE )",
        "decade",
        (("in [the 1990s] he", "199"), ("in [the early 1980s] he", "198"), ("in [the '80s] he", "198")),
    ),
    Pattern(
        "decade_word",
        "( the ( early | mid | late ) HYPHEN ? | the ) ( TEENS HYPHEN ? ) ? DECADEWORD",
        "decade",
        (("in [the nineties] he", "199"),),
        only_after="in of since by from until till during before after through throughout",
    ),
    Pattern(
        "century",
        "EARLY ? ( the ) ? ( early | mid | late | first half of the | second half of the ) ? HYPHEN ? the ? ( ORDNUM | ORD | TENS HYPHEN ? ORD ) HYPHEN ? century ( BC ) ?",
        "century",
        (("in [the 20th century] he", "19"), ("in [the early nineteenth century] he", "18")),
    ),
    # --- distances ---------------------------------------------------------------------------------------------
    Pattern(
        "distance",
        "PRE ? ( ONE | VAGUE ) KINDOF ? ANYUNIT ( or ( so | two | more ) ) ? ( ago | earlier | later | hence | previously | afterwards | from now )",
        "distance",
        (
            ("he left [two years ago] .", "2009"),
            ("he left [ten days ago] .", "2011-09-04"),
            ("he left [three weeks ago] .", "2011-W34"),
            ("He won in May 2004. [A year later] he left.", "2005"),
        ),
    ),
    Pattern(
        "distance_before",
        "PRE ? ( ONE | VAGUE ) KINDOF ? ANYUNIT before",
        "distance",
        (("He won in May 2004. He had left [two years before] .", "2002"),),
        only_before="DOT COMMA CLOSE and when",
    ),
    Pattern(
        "year_ago_attribute",
        "( the | a ) ? ( comparable | corresponding | same ) ? year HYPHEN ( ago | earlier ) ( third | first | second | fourth ) ? ( quarter | period | month | week ) | year HYPHEN ( ago | earlier )",
        "distance",
        (("in [the third quarter] , below [the year-ago quarter] .", "2011-Q3 2010-Q3"),),
    ),
    # --- parts of day and clock --------------------------------------------------------------------------------
    Pattern(
        "day_part",
        "( early | late | later | earlier ) ? ( this | that | yesterday | tomorrow | the ( next | following | previous | same ) | WEEKDAY | last | DATE ) DAYPART",
        "day_part",
        (
            ("he left [Monday night] .", "2011-09-12TNI"),
            ("he left [this morning] .", "2011-09-14TMO"),
            ("he left [last night] .", "2011-09-13TNI"),
        ),
    ),
    Pattern(
        "part_of_day_of",
        "( early in | late in | early on | late on ) ? the ( early | late ) ? DAYPART ( hours ) ? of ( DATE | WEEKDAY )",
        "day_part",
        (("on [the night of 13 May 2004] he", "2004-05-13TNI"),),
    ),
    Pattern(
        "mid_part",
        "( mid HYPHEN ? ( morning | afternoon ) | overnight ) ( yesterday | WEEKDAY ) ?",
        "day_part",
        (("in [mid-afternoon yesterday] he", "2011-09-13TAF"),),
    ),
    Pattern(
        "bare_day_part",
        "the DAYPART",
        "day_part",
        (("he spoke in [the morning] and", "2011-09-14TMO"),),
        only_after="in during",
        never_before="of HYPHEN",
    ),
    Pattern(
        "clock",
        "PRE ? ( shortly ( after | before ) ) ? HARDCLOCK ( COMMA ? ( on | of ) ? ( WEEKDAY | yesterday | today | tomorrow | EARLY ? DATE | this DAYPART ) ) ?",
        "clock",
        (
            ("at [10 p.m. Monday] he", "2011-09-12T22:00"),
            ("at [1:40 AM on 10th September 2011] he", "2011-09-10T01:40"),
            ("at [18:00 GMT] he", "2011-09-14T18:00Z"),
        ),
    ),
    Pattern(
        "clock_in_part",
        "( HOUR | CLOCK | NUMWORD ) in the ( morning | afternoon | evening )",
        "clock",
        (("at [4 in the morning] he", "2011-09-14T04:00"),),
        only_after="at by until from around about",
    ),
    Pattern(
        "plain_clock",
        "CLOCK ( on ( WEEKDAY | DATE ) | yesterday | today | WEEKDAY ) ?",
        "clock",
        (("at [14:30] he", "2011-09-14T14:30"),),
        only_after="at by until from around about",
        never_before="SCALE PERCENT UNIT UNITS",
    ),
    # --- durations ---------------------------------------------------------------------------------------------
    Pattern(
        "duration",
        "( PRE ? CARD | PREDET ? VAGUE ) HYPHEN ? KINDOF ? ANYUNIT ( and A half ) ? ( or ( so | two | more ) ) ?",
        "duration",
        (
            ("for [five years] he", "P5Y"),
            ("for [over five years] he", "P5Y"),
            ("for [several years] he", "PXY"),
            ("a [two-week] trip", "P2W"),
            ("for [two and a half years] he", "P2Y6M"),
        ),
    ),
    Pattern(
        "one_unit",
        "PRE ? ( A | an additional ) ( full | whole | single ) ? ( UNIT ) ( and A half ) ? ( or ( so | two | more ) ) ?",
        "duration",
        (("for [a week] he", "P1W"),),
        never_after="times once twice",
        never_before="in HYPHEN",
    ),
    Pattern(
        "age",
        "PRE ? CARD HYPHEN ? ANYUNIT HYPHEN ? ( old | olds )",
        "withheld",
        (),
    ),
    Pattern(
        "unit_long",
        "( UNIT | UNITS ) HYPHEN long",
        "duration",
        (("a [decades-long] feud", "PXY"),),
    ),
    Pattern(
        "span_of_units",
        "( PREDET | each of ) ? ( the | this | these | his | its | their ) ? ( LASTNEXT | first | final | latest | recent ) ( ( CARD | VAGUE ) ( to CARD | or CARD ) ? ) KINDOF ? ANYUNIT ( or ( so | more ) ) ?",
        "span_of_units",
        (("over [the past two years] he", "P2Y"), ("in [the next few days] he", "PXD")),
    ),
    Pattern(
        "period_of_units",
        "( A | the same | this | that ) CARD HYPHEN ? ANYUNIT ( period | span | stretch )",
        "duration",
        (("over [a three-year period] he", "P3Y"),),
    ),
    Pattern(
        "plural_span",
        "( the | these | his | her | its | their ) ( LASTNEXT | first | early | final | latter | intervening | opening | closing ) UNITS",
        "duration",
        (("in [the following days] he", "PXD"),),
    ),
    Pattern("over_the_years", "over the years", "duration", (("he grew [over the years] and", "PXY"),)),
    Pattern(
        "units_ahead",
        "the ( CARD | VAGUE ) ? UNITS ( ahead | to come )",
        "duration",
        (("in [the weeks ahead] he", "PXW"),),
    ),
    Pattern(
        "the_units",
        "the CARD UNITS",
        "duration",
        (("for [the nine months] sales", "P9M"),),
    ),
    Pattern(
        "bare_units",
        "UNITS",
        "duration",
        (("for [years] he", "PXY"),),
        only_after="for in over within after of took take lasted",
        never_before="of ago",
    ),
    Pattern(
        "units_ago",
        "UNITS ( ago | later | earlier )",
        "distance",
        (("[years ago] he", "PAST_REF"),),
    ),
    # --- repetition --------------------------------------------------------------------------------------------
    Pattern(
        "every",
        "( each | every | per ) ( other | CARD | ORD ) ? ( ANYUNIT | WEEKDAY ( DAYPART ) ? | MONTH | SEASON | DAYPART )",
        "repetition",
        (("[every Friday] he", "XXXX-WXX-5"), ("[each month] he", "P1M"), ("[every July] he", "XXXX-07")),
        never_before="of",
    ),
    Pattern(
        "rate",
        "A ( second | minute | hour | day | week | month | quarter | year )",
        "repetition",
        (("five times [a week] he", "P1W"),),
        only_after="times once twice DECIMAL SCALE INT",
        never_before="ago earlier later before HYPHEN",
    ),
    Pattern("adverbial_set", "SET", "repetition", (("a [daily] walk", "P1D"),)),
    Pattern(
        "weekdays",
        "WEEKDAYS | WEEKDAY DAYPARTS",
        "repetition",
        (("on [Fridays] he", "XXXX-WXX-5"), ("on [Tuesday nights] he", "XXXX-WXX-2TNI")),
    ),
    # --- vague ---------------------------------------------------------------------------------------------------
    Pattern(
        "now",
        "right now | NOW | at present | at the moment | these days | the present ( day ) ? | present HYPHEN ? day",
        "present",
        (("he is [now] in", "PRESENT_REF"),),
    ),
    Pattern("current", "current", "present", (("the [current] president", "PRESENT_REF"),), never_before="HYPHEN UNIT UNITS"),
    Pattern(
        "past_reference",
        "the ? ( recent | past ) UNITS ( and UNITS ) ? | ( more | most | very ) ? recently | the ( recent | distant ) ? past | recent",
        "past",
        (("he [recently] left", "PAST_REF"), ("in [recent years] he", "PAST_REF")),
    ),
    Pattern(
        "future_reference",
        "the ( near | foreseeable | not too distant | distant | immediate ) ? future | the ( near | short | long ) term | ( coming | future ) UNITS | as soon as possible | very ? soon | future",
        "future",
        (("he will leave [soon]", "FUTURE_REF"), ("in [the near future] he", "FUTURE_REF")),
        never_before="after before HYPHEN thereafter",
    ),
)
