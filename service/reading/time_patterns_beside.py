"""Patterns of times that lie beside another one, or within a stretch that is named, as data (`time_pattern`)."""

from __future__ import annotations

from typing import Final

from service.reading.time_pattern import Pattern

BESIDE: Final = (
    Pattern(
        "beside_day",
        "the day ( before | after ) ( last ? WEEKDAY | FESTIVAL ( ANYYEAR ) ? | DATE )",
        "beside_day",
        (
            ("on [the day after Christmas] he", "2011-12-26"),
            ("on [the day before 3 May 2004] he", "2004-05-02"),
        ),
    ),
    Pattern(
        "beside_text",
        "the ( day | week | month | year | WEEKDAY ) ( before | after )",
        "beside_text",
        (
            ("He landed on 3 May 2004. [The day before] , he", "2004-05-02"),
            ("He landed on 3 May 2004 and left [the Saturday after] .", "2004-05-08"),
        ),
        only_before="DOT COMMA CLOSE and but",
    ),
    Pattern(
        "beside_text_opening",
        "the ( day | week | month | year ) before",
        "beside_text",
        (("He landed on 3 May 2004. [The day before] they had left", "2004-05-02"),),
        only_after="DOT",
        only_before="he she they it we",
    ),
    Pattern(
        "weekday_of_month",
        (
            "the ( first | second | third | fourth | last | final ) WEEKDAY ( of | in ) MONTH "
            "( COMMA ? ( ANYYEAR | RELYEAR ) ) ?"
        ),
        "weekday_of_month",
        (("on [the last Friday of October 2010] he", "2010-10-29"), ("on [the first Monday in May] he", "2011-05-02")),
    ),
    Pattern(
        "day_of_shifted_month",
        "the DAYORD of ( this | next | last | that ) month",
        "day_of_shifted_month",
        (("on [the 21st of next month] he", "2011-10-21"),),
    ),
    Pattern(
        "months_quarter",
        "the ? MONTH ( HYPHEN | to | through ) MONTH quarter ( of ? ANYYEAR ) ?",
        "months_quarter",
        (("in [the April-June quarter] sales", "2011-Q2"),),
    ),
    Pattern(
        "same_period",
        (
            "the ( same | corresponding | comparable | equivalent ) ( period | quarter | week | month | weekend ) "
            "( ( of | in ) ? ( the ? ( last | previous ) year | a year ( ago | earlier | before ) | ANYYEAR ) )"
        ),
        "same_period",
        (("than in [the same week last year] .", "2010-W37"),),
    ),
    Pattern(
        "dawn",
        "( DAWN | first light ) ( ( on | of ) ? ( WEEKDAY | DATE ) | today | yesterday | tomorrow ) ?",
        "dawn",
        (("he left at [dawn on Monday] .", "2011-09-12TMO"),),
        only_after="at by until till before after since from around about to",
    ),
    Pattern(
        "early_hours",
        "( the | in ) ? ( early | small ) ( DAYPART ) ? hours of ( DATE | WEEKDAY DAYPART ? )",
        "early_hours",
        (("in [the early hours of Monday] he", "2011-09-12TMO"),),
    ),
    Pattern(
        "some_weekday",
        "A WEEKDAY",
        "some_weekday",
        (("he left on [a Friday] .", "XXXX-WXX-5"),),
        only_after="on",
        only_before="DOT COMMA in",
    ),
)
