"""What a pattern of time expressions is, and the macros that patterns share. `time_grammar` says how they are read.

Each pattern names the function of `time_normalise` that gives it a meaning and carries examples: a text with
the expression in brackets, and its value where the text is published on Wednesday, 14 September 2011. One test
runs them all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from service.reading.time_feasts import in_pattern_words


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way of naming a time.

    `words` is the sequence; `only_after`, `never_after`, `only_before`, `never_before` are classes of the token
    beside it; `follows` is what stands before it where that is more than one token, a sequence without options.
    """

    name: str
    words: str
    meaning: str
    examples: tuple[tuple[str, str], ...]
    only_after: str = ""
    never_after: str = ""
    only_before: str = ""
    follows: str = ""
    never_before: str = ""


MACROS: Final[dict[str, str]] = {
    # Numbers: "3", "2.5", "2 1/2", "a", "twenty-five", "two hundred and ten", "three and a half".
    "SPELLED": "NUMWORD ( HYPHEN ? NUMWORD ) ? ( SCALE ( and ? NUMWORD ( HYPHEN ? NUMWORD ) ? ) ? ) ?",
    "CARD": "( INT FRACTION | INT | DECIMAL | SPELLED | A SCALE | A dozen | half A | A half ) ( and A half ) ?",
    "ONE": "( CARD | A )",
    "VAGUE": (
        "( A few | few | several | many | some | A couple ( of ) ? | couple | dozens of | hundreds of | "
        "thousands of"
        "| A number of | various | numerous | countless )"
    ),
    "PRE": (
        "( about | around | nearly | almost | roughly | approximately | some | circa | ca DOT ? | as ? ( many "
        "| long | little ) as"
        "| no ? more than | no ? less than | no ? fewer than | over | under | at least | at most | up to )"
    ),
    "ALMOST": (
        "( about | around | nearly | almost | roughly | approximately | some | no ? more than | no ? less than | over "
        "| under | at least )"
    ),
    "PREDET": "( about | nearly | almost | roughly | approximately | more than | less than | at least | at most )",
    "APPROXIMATELY": "( about | around | nearly | almost | roughly | approximately | circa | ca DOT ? | c DOT )",
    "ANYUNIT": "( UNIT | UNITS )",
    "KINDOF": (
        "( fiscal | calendar | financial | full | trading | working | business | consecutive | straight | "
        "more | whole | long | additional | successive | solid )"
    ),
    # Days and months.
    "DOTTED": "( ABBREV DOT | MONTH )",
    "ORDDAY": "( ORD | TENS HYPHEN ? ORD )",
    "DAYNUM": "( DAYORD | ORDDAY )",
    "EARLY": (
        "( ( early | late | mid | earlier | later ) HYPHEN ? ( in the ? | on ) ? | ( the ? ( very | latter ? "
        ") ? ( beginning | end | start | middle | close | turn | outset ) of ) )"
    ),
    "SPOKEN": (
        "( TEENS ( hundred | HYPHEN ? TENS ( HYPHEN ? NUMWORD ) ? | HYPHEN ? NUMWORD ) | TENS TENS ( HYPHEN ? "
        "NUMWORD ) ? | two thousand ( and ? NUMWORD ) ? )"
    ),
    "ERA": "( BC | B DOT C DOT | AD | A DOT D DOT )",
    "ANYYEAR": "( YEAR ERA ? | ( YEAR3 | INT ) ERA | SPOKEN )",
    "RELYEAR": (
        "( last year | this year | next year | of ? that year | of ? the ( same | following | previous | next "
        ") year | the ( same | following | previous | next ) year )"
    ),
    "OFYEAR": "( COMMA ? of ? ( the year ) ? ANYYEAR | COMMA ? of ? RELYEAR )",
    "DM": "( the ? DAYNUM of ? DOTTED | DOTTED the ? DAYNUM )",
    "WD": "( WEEKDAY DOT ? )",
    "DATE": "( ( WD COMMA ? ( the | on ) ? ) ? DM ( COMMA ? of ? ANYYEAR ) ? )",
    "ZONED": "( OPEN ZONE CLOSE | ZONE | local time )",
    "HARDCLOCK": (
        "( ( CLOCK | HOUR ) HYPHEN ? ( ( a DOT m DOT ? | p DOT m DOT ? | MERIDIEM ) ZONED ? ) "
        "| ( CLOCK | HOUR ) ( hours ) ? ZONED | CLOCKWORD ZONED ? "
        "| ( HOUR | NUMWORD ) o APOS clock ( in the ( morning | afternoon | evening ) ) ? "
        "| half past ( HOUR | NUMWORD ) | noon | midnight | midday )"
    ),
    "FESTIVAL": in_pattern_words(),
    "BANKHOLIDAY": in_pattern_words("holiday"),
}
