"""Patterns of days and of times within a day, as data (`time_pattern`)."""

from __future__ import annotations

from typing import Final

from service.reading.time_pattern import Pattern

DAYS: Final = (
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
        "listed_days_of_month",
        "< DOTTED DAYNUM > COMMA < DAYNUM > ( COMMA ? and | COMMA ) < DAYNUM ( COMMA ? ANYYEAR ) ? >",
        "calendar",
        (("on [June 10], [12] and [15, 2004] they", "2004-06-10 2004-06-12 2004-06-15"),),
        never_before="UNIT UNITS HYPHEN DECIMAL PERCENT",
    ),
    Pattern(
        "listed_days_before_month",
        "< DAYNUM > COMMA < DAYNUM > ( COMMA ? and | COMMA ) < DAYNUM of ? MONTH ( COMMA ? ANYYEAR ) ? >",
        "calendar",
        (("on [3], [4] and [7 May 2004] they", "2004-05-03 2004-05-04 2004-05-07"),),
    ),
    Pattern(
        "shared_days_month",
        (
            "< ( WD COMMA ? ) ? DAYNUM > ( TO | HYPHEN | SLASH ) < ( WD COMMA ? ) ? DAYNUM of ? MONTH ( COMMA ? "
            "ANYYEAR ) ? >"
        ),
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
        "< EARLY ? DOTTED > ( TO | HYPHEN | SLASH ) < EARLY ? DOTTED COMMA ? ( of | in ) ? ( ANYYEAR | RELYEAR ) >",
        "calendar",
        (("between [May] and [July 2004] they", "2004-05 2004-07"),),
    ),
    Pattern(
        "numeric_date",
        "NUMDATE",
        "numeric",
        (("dated [25/12/2010] and", "2010-12-25"), ("dated [7.5.2010] and", "2010-07-05")),
        never_after="SLASH HYPHEN",
        never_before="SLASH HYPHEN",
    ),
    Pattern(
        "numeric_date_with_hyphens",
        "DAY HYPHEN DAY HYPHEN YEAR",
        "numeric",
        (("dated [12-25-2010] and", "2010-12-25"),),
        never_after="HYPHEN SLASH",
        never_before="HYPHEN SLASH",
    ),
    Pattern(
        "numeric_date_short",
        "SHORTDOTS",
        "numeric",
        (("signed on [25.12.10] by", "2010-12-25"),),
        only_after="on dated of by since until till from to before after",
    ),
    Pattern("iso_date", "ISODATE", "timestamp", (("dated [2010-12-25] and", "2010-12-25"),)),
    Pattern(
        "compact_date",
        "( DAY | YEAR ) ( HYPHEN | SLASH | DOT ) MONTH ( HYPHEN | SLASH | DOT ) ( YEAR | YEAR2 | DAY ) "
        "| MONTH HYPHEN DAY HYPHEN ( YEAR | YEAR2 )",
        "timestamp",
        (
            ("dated [25-Dec-2010] and", "2010-12-25"),
            ("dated [25-Dec-10] and", "2010-12-25"),
            ("dated [2010-Dec-25] and", "2010-12-25"),
            ("dated [25/Dec/2010] and", "2010-12-25"),
        ),
    ),
    Pattern(
        "ordinal_day",
        "the DAYORD",
        "ordinal_day",
        (("talks held on 9 September resumed on [the 12th] .", "2011-09-12"),),
        only_after="on by until since",
        never_before="CAP UNIT UNITS ORD HYPHEN of RANKED",
    ),
    Pattern(
        "ordinal_day_at_end",
        "the DAYORD",
        "ordinal_day",
        (("talks held on 9 September went on to [the 12th] .", "2011-09-12"),),
        only_after="to till from for before after through",
        only_before="DOT COMMA CLOSE and but",
    ),
    Pattern(
        "weekday",
        (
            "( ( early | late | mid ) HYPHEN ? on ? ) ? ( this coming | this past | this | last | next | coming "
            "| the ( previous | following | next | same ) ) ? WEEKDAY"
        ),
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
        "weekday_week_ahead",
        "WEEKDAY week",
        "week_ahead",
        (("he leaves on [Monday week] .", "2011-09-26"),),
        only_after="on from by until till before",
    ),
    Pattern(
        "week_from_day",
        "A week ( on ( WEEKDAY ) | from ( WEEKDAY | TODAY ) | TODAY )",
        "week_ahead",
        (("he leaves [a week on Monday] .", "2011-09-26"), ("he leaves [a week today] .", "2011-09-21")),
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
        "( ( last | this | next ) ? FESTIVAL | the BANKHOLIDAY ) ( ( COMMA ? of ? ) ? ( ANYYEAR | RELYEAR ) ) ?",
        "festival",
        (("by [Christmas 2010] he", "2010-12-25"), ("on [Good Friday 2010] he", "2010-04-02")),
    ),
    # --- parts of day and clock --------------------------------------------------------------------------------
    Pattern(
        "day_part",
        (
            "( ( early | late ) on ? | later | earlier ) ? ( this | that | yesterday | tomorrow | the ( next | "
            "following | previous | same ) | WEEKDAY | last | DATE ) DAYPART"
        ),
        "day_part",
        (
            ("he left [Monday night] .", "2011-09-12TNI"),
            ("he left [this morning] .", "2011-09-14TMO"),
            ("he left [last night] .", "2011-09-13TNI"),
        ),
    ),
    Pattern(
        "part_of_day_of",
        (
            "( early in | late in | early on | late on ) ? the ( early | late ) ? DAYPART ( hours ) ? of ( DATE | "
            "the DAYORD | WEEKDAY )"
        ),
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
        "the DAYPART | the ? ( early | late ) DAYPART",
        "day_part",
        (("he spoke in [the morning] and", "2011-09-14TMO"),),
        only_after="in during by until through throughout",
        never_before="of HYPHEN",
    ),
    Pattern("at_night", "night", "day_part", (("they fly at [night] only", "XXXX-XX-XXTNI"),), only_after="at"),
    Pattern(
        "clock",
        (
            "PRE ? ( shortly ( after | before ) ) ? HARDCLOCK ( COMMA ? ( on | of ) ? ( WEEKDAY | yesterday | "
            "today | tomorrow | EARLY ? DATE | this DAYPART ) ) ?"
        ),
        "clock",
        (
            ("at [10 p.m. Monday] he", "2011-09-12T22:00"),
            ("at [7:25 AM on 3rd June 2009] he", "2009-06-03T07:25"),
            ("at [18:00 GMT] he", "2011-09-14T18:00Z"),
        ),
    ),
    Pattern(
        "clocks_of_a_day",
        (
            "< HARDCLOCK > ( TO | HYPHEN ) < HARDCLOCK COMMA ? on ? ( WEEKDAY | yesterday | today | tomorrow | DATE "
            "| this DAYPART ) >"
        ),
        "clock_beside",
        (("from [8am] to [5pm tomorrow] they", "2011-09-15T08:00 2011-09-15T17:00"),),
    ),
    Pattern(
        "day_and_clock",
        (
            "( WEEKDAY | TODAY ) COMMA ? at ( about | around ) ? ( HARDCLOCK | ( CLOCK | HOUR | NUMWORD ) in the "
            "( morning | afternoon | evening ) )"
        ),
        "clock_of_day",
        (("he left [yesterday at 11 a.m.]", "2011-09-13T11:00"),),
    ),
    Pattern(
        "clock_in_next_part",
        "CLOCK ( this | the next | the following ) ( DAYPART | day )",
        "clock_of_day",
        (("he left at [8.13 this morning] .", "2011-09-14T08:13"),),
    ),
    Pattern(
        "clock_in_part",
        "( HOUR | CLOCK | NUMWORD ) in the ( morning | afternoon | evening )",
        "clock",
        (("at [4 in the morning] he", "2011-09-14T04:00"),),
        only_after="at by until from around about to",
    ),
    Pattern(
        "clock_of_four_digits",
        "MILTIME ( OPEN ZONE CLOSE | ZONE | local time )",
        "clock",
        (("it fell at [1430 GMT] .", "2011-09-14T14:30Z"),),
    ),
    Pattern(
        "military_clock",
        "MILTIME ( hours | hrs ) ( ZONE ) ?",
        "clock",
        (("at [0630 hours] they", "2011-09-14T06:30"),),
        only_after="at by until from around about to before after since",
    ),
    Pattern(
        "plain_clock",
        "CLOCK ( on ( WEEKDAY | DATE ) | yesterday | today | WEEKDAY ) ?",
        "clock",
        (("at [14:30] he", "2011-09-14T14:30"),),
        only_after="at by until from around about",
        never_before="SCALE PERCENT UNIT UNITS",
    ),
)
