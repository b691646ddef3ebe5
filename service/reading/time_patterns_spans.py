"""Patterns of distances, durations, repetitions and vague references, as data (`time_pattern`)."""

from __future__ import annotations

from typing import Final

from service.reading.time_pattern import Pattern

SPANS: Final = (
    # --- distances ---------------------------------------------------------------------------------------------
    Pattern(
        "distance_compared",
        "( more | less | higher | lower ) than < A year ( ago | earlier | before ) >",
        "distance",
        (("in [the third quarter] it earned 4 percent more than [a year ago] .", "2011-Q3 2010-Q3"),),
        only_after="PERCENT",
    ),
    Pattern(
        "distance",
        (
            "ALMOST ? ( ONE | VAGUE ) KINDOF ? ANYUNIT ( and A half ) ? ( or ( so | two | more ) ) ? ( ago | earlier "
            "| later | hence | previously | afterwards | from now )"
        ),
        "distance",
        (
            ("he left [two years ago] .", "2009"),
            ("he left [ten days ago] .", "2011-09-04"),
            ("he left [three weeks ago] .", "2011-W34"),
            ("He won in May 2004. [A year later] he left.", "2005"),
        ),
        never_before="than",
    ),
    Pattern(
        "units_time",
        "( ONE | VAGUE ) ( UNIT APOS s | UNITS APOS ) time",
        "distance",
        (("in [two years' time] he", "2013"),),
        only_after="in within",
    ),
    Pattern(
        "this_time",
        "( this | the same ) time ( last | next ) ( year | month | week )",
        "this_time",
        (("[this time last year] he", "2010-09"),),
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
        (
            "( PRE ? CARD | PREDET ? VAGUE ) HYPHEN ? KINDOF ? ANYUNIT ( and A half ) ? ( or ( so | two | more ) ) ? "
            "| ( INT | NUMWORD ) HYPHEN and HYPHEN A HYPHEN half HYPHEN ANYUNIT"
        ),
        "duration",
        (
            ("for [five years] he", "P5Y"),
            ("for [over five years] he", "P5Y"),
            ("for [several years] he", "PXY"),
            ("a [two-week] trip", "P2W"),
            ("for [two and a half years] he", "P2Y6M"),
        ),
        never_after="aged",
    ),
    Pattern(
        "rate_of_units",
        "< CARD UNITS > < A ( hour | day | week | month | year ) >",
        "rate",
        (("for [three days] [a week] he", "P3D P1W"),),
        never_before="ago earlier later before after HYPHEN",
    ),
    Pattern(
        "rate_of_things",
        "A ( minute | hour | day | week | month | year )",
        "repetition",
        (("three letters [a day] he", "P1D"), ("he lost a metre [a year] .", "P1Y")),
        follows="( INT | DECIMAL | NUMWORD | SCALE | A ) ( NOUN | COUNTED | SCALE )",
        never_before="ago earlier later before after HYPHEN and",
    ),
    Pattern(
        "rate_of_measures",
        "A ( minute | hour | day | week | month | year )",
        "repetition",
        (("15 kilos of flour [a month] is", "P1M"),),
        follows="( INT | DECIMAL | NUMWORD | SCALE | A ) ( NOUN | COUNTED ) of NOUN",
        never_before="ago earlier later before after HYPHEN and",
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
        "compound_duration",
        "PRE ? CARD ANYUNIT ( and | COMMA | COMMA and ) ? CARD ANYUNIT",
        "compound",
        (("for [24 hours and 18 minutes] he", "PT24H18M"), ("for [two years and three months] he", "P2Y3M")),
        never_after="aged",
        never_before="ago earlier later before old HYPHEN",
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
        "coming_units",
        "the ? coming UNITS",
        "future",
        (("in [the coming days] he will", "FUTURE_REF"),),
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
    Pattern(
        "units_around_event",
        "minutes | hours | days | weeks | months | years | decades",
        "duration",
        (("in the [months] before the war he", "PXM"),),
        only_after="the",
        only_before="before after since leading",
    ),
    Pattern(
        "day_of_event",
        "the day",
        "event_day",
        (("on [the day] the king died he", "XXXX-XX-XX"),),
        only_before="the he she they we I his her their its",
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
        (("twice [a week] he", "P1W"),),
        only_after="times once twice DECIMAL SCALE INT",
        never_before="ago earlier later before HYPHEN",
    ),
    Pattern(
        "each_weekday",
        "weekdays | weekends",
        "repetition",
        (("on [weekdays] he", "XXXX-WXX-D"), ("at [weekends] he", "XXXX-WXX-WE")),
        only_after="on at and or during except",
    ),
    Pattern(
        "quarterly",
        "quarterly",
        "repetition",
        (("it pays [quarterly] .", "P3M"),),
        only_before="DOT COMMA and or in at by CLOSE",
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
