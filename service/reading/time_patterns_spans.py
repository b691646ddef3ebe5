"""Patterns of distances, durations, repetitions and vague references, as data (`time_pattern`)."""

from __future__ import annotations

from typing import Final

from service.reading.time_pattern import Pattern

SPANS: Final = (
    # --- distances ---------------------------------------------------------------------------------------------
    Pattern(
        "distance",
        (
            "ALMOST ? ( ONE | VAGUE ) KINDOF ? ANYUNIT ( or ( so | two | more ) ) ? ( ago | earlier | later | hence "
            "| previously | afterwards | from now )"
        ),
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
        "distance_on",
        "( ONE | VAGUE ) ANYUNIT on",
        "distance",
        (("He won in May 2004. [Three years on] , he left.", "2007"),),
        only_before="COMMA DOT",
    ),
    Pattern(
        "distance_after_that",
        "( ONE | VAGUE ) ANYUNIT after ( that | this )",
        "distance",
        (("He won in May 2004 and left [a year after that] .", "2005"),),
        only_before="COMMA DOT and",
    ),
    Pattern(
        "year_ago_attribute",
        (
            "( the | a ) ? ( comparable | corresponding | same ) ? year HYPHEN ( ago | earlier ) ( third | first "
            "| second | fourth ) ? ( quarter | period | month | week ) | year HYPHEN ( ago | earlier )"
        ),
        "distance",
        (("in [the third quarter] , below [the year-ago quarter] .", "2011-Q3 2010-Q3"),),
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
        (
            "ALMOST ? ( A | an additional ) ( full | whole | single ) ? ( UNIT ) ( and A half ) ? ( or ( so | two | "
            "more ) ) ?"
        ),
        "duration",
        (("for [a week] he", "P1W"),),
        never_after="times once twice",
        never_before="HYPHEN",
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
        (
            "( PREDET | each of ) ? ( the | this | these | his | its | their ) ? ( LASTNEXT | first | final | "
            "latest | recent ) ( ( CARD | VAGUE ) ( to CARD | or CARD ) ? ) KINDOF ? ANYUNIT ( or ( so | more ) ) "
            "?"
        ),
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
        (
            "( the | these | his | her | its | their ) ( LASTNEXT | first | early | final | latter | intervening "
            "| opening | closing ) UNITS"
        ),
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
        (
            "( each | every | per ) ( other | CARD | ORD ) ? ( ANYUNIT | WEEKDAY ( DAYPART ) ? | FESTIVAL | MONTH | "
            "SEASON | DAYPART )"
        ),
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
    Pattern(
        "current", "current", "present", (("the [current] president", "PRESENT_REF"),), never_before="HYPHEN UNIT UNITS"
    ),
    Pattern(
        "past_reference",
        (
            "the ? ( recent | past ) UNITS ( and UNITS ) ? | ( more | most | very ) ? recently | the ( recent | "
            "distant ) ? past | recent | not ? long ago | ( some time | a while | a long time ) ago"
        ),
        "past",
        (("he [recently] left", "PAST_REF"), ("in [recent years] he", "PAST_REF")),
    ),
    Pattern(
        "future_reference",
        (
            "the ( near | foreseeable | not too distant | distant | immediate ) ? future | the ( near | short | "
            "long ) term | ( coming | future ) UNITS | as soon as possible | very ? soon"
        ),
        "future",
        (("he will leave [soon]", "FUTURE_REF"), ("in [the near future] he", "FUTURE_REF")),
        never_before="after before HYPHEN thereafter",
    ),
    Pattern("in_future", "future", "future", (("in [future] he will ask", "FUTURE_REF"),), only_after="in"),
)
