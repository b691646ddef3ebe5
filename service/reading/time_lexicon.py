"""Words that time expressions are made of, and the reduction of a text to a string of word classes.

Each token becomes one character that stands for the set of classes it belongs to ("second" is an ordinal
and a unit), every other word the character OTHER. Patterns (`time_grammar`) are then regular expressions over
that string: a sixth of the text's length, and free of spelling. This is the cascade of finite-state
grammars (Appelt et al. 1993, FASTUS) with one automaton per level.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

TOKEN: Final = re.compile(
    r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?)?(?![\w-])"
    r"|\d+(?:[.,:/]\d+)*[^\W\d_]*"
    r"|[^\W\d_]+"
    r"|\S"
)

MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "January Jan",
            "February Feb",
            "March Mar",
            "April Apr",
            "May",
            "June Jun",
            "July Jul",
            "August Aug",
            "September Sept Sep",
            "October Oct",
            "November Nov",
            "December Dec",
        ),
        start=1,
    )
    for name in names.split()
}
WEEKDAYS: Final = {
    name: number
    for number, names in enumerate(
        (
            "Monday Mon",
            "Tuesday Tue Tues",
            "Wednesday Wed",
            "Thursday Thu Thur Thurs",
            "Friday Fri",
            "Saturday",
            "Sunday",
        )
    )
    for name in names.split()
}
SEASONS: Final = {
    "spring": "SP",
    "springtime": "SP",
    "summer": "SU",
    "summertime": "SU",
    "autumn": "FA",
    "fall": "FA",
    "winter": "WI",
    "wintertime": "WI",
}
UNITS: Final = {
    "second": "TS",
    "minute": "TM",
    "hour": "TH",
    "day": "D",
    "night": "N",
    "week": "W",
    "weekend": "WE",
    "fortnight": "FN",
    "month": "M",
    "quarter": "Q",
    "year": "Y",
    "decade": "DE",
    "century": "CE",
    "generation": "G",
    "millennium": "ML",
}
PLURALS: Final = {
    **{unit + "s": code for unit, code in UNITS.items() if unit not in {"century", "millennium"}},
    "centuries": "CE",
    "millennia": "ML",
}
DAY_PARTS: Final = {
    "morning": "MO",
    "afternoon": "AF",
    "evening": "EV",
    "night": "NI",
    "nighttime": "NI",
    "daytime": "DT",
    "dawn": "MO",
    "dusk": "EV",
}
_SMALL: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety".split()
NUMBER_WORDS: Final = {
    **{word: number for number, word in enumerate(_SMALL) if number},
    **{word: 10 * number for number, word in enumerate(_TENS, start=2)},
}
SCALES: Final = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
_ORDINALS: Final = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
ORDINALS: Final = {
    **{word: number for number, word in enumerate(_ORDINALS, start=1)},
    "thirtieth": 30,
}
DECADES: Final = {
    "twenties": 20,
    "thirties": 30,
    "forties": 40,
    "fifties": 50,
    "sixties": 60,
    "seventies": 70,
    "eighties": 80,
    "nineties": 90,
}
SHIFTS: Final = {
    "last": -1,
    "previous": -1,
    "preceding": -1,
    "prior": -1,
    "past": -1,
    "this": 0,
    "current": 0,
    "same": 0,
    "that": 0,
    "present": 0,
    "next": 1,
    "following": 1,
    "coming": 1,
    "upcoming": 1,
    "subsequent": 1,
    "succeeding": 1,
}
SETS: Final = {
    "daily": "P1D",
    "nightly": "P1D",
    "hourly": "PT1H",
    "weekly": "P1W",
    "biweekly": "P2W",
    "fortnightly": "P2W",
    "monthly": "P1M",
    "bimonthly": "P2M",
    "yearly": "P1Y",
    "annually": "P1Y",
}
FULL_MONTHS: Final = frozenset(name for name in MONTHS if len(name) > 4 or name in {"May", "June", "July"})
ABBREVIATED: Final = frozenset(MONTHS) - FULL_MONTHS | frozenset({"Sept"})
FULL_WEEKDAYS: Final = frozenset(name for name in WEEKDAYS if name.endswith("day"))

# Class name -> words in lower case; a word of a capital letter (a name) is listed as it is written.
_CLASSES: Final[dict[str, str]] = {
    "MONTH": " ".join(sorted(MONTHS)),
    "FULLMONTH": " ".join(sorted(FULL_MONTHS)),
    "ABBREV": " ".join(sorted(ABBREVIATED)),
    "WEEKDAY": " ".join(sorted(WEEKDAYS)),
    "WEEKDAYS": " ".join(sorted(name + "s" for name in FULL_WEEKDAYS)),
    "SEASON": " ".join(SEASONS),
    "SEASONS": "springs summers autumns winters",
    "UNIT": " ".join(UNITS),
    "UNITS": " ".join(PLURALS),
    "CALUNIT": "day week month year decade century weekend fortnight",
    "PERIOD": "period quarter term stretch span",
    "DAYPART": " ".join(DAY_PARTS),
    "DAYPARTS": "mornings afternoons evenings nights",
    "NUMWORD": " ".join(NUMBER_WORDS),
    "TENS": " ".join(_TENS),
    "TEENS": "thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
    "SCALE": " ".join(SCALES),
    "ORD": " ".join(ORDINALS),
    "QORD": "first second third fourth last final",
    "DECADEWORD": " ".join(DECADES),
    "SHIFT": " ".join(SHIFTS),
    "LASTNEXT": "last past next previous coming following preceding prior upcoming subsequent",
    "A": "a an",
    "TO": "to until till through and or",
    "APPROX": "about around nearly almost roughly approximately circa ca some",
    "SET": " ".join(SETS),
    "NOW": "now currently nowadays presently",
    "RECENTLY": "recently lately formerly previously",
    "SOON": "soon shortly eventually",
    "TODAY": "today tonight yesterday tomorrow",
    "FISCAL": "fiscal financial tax full calendar budget school academic",
    "BC": "BC BCE",
    "FYWORD": "FY",
    "AD": "AD CE",
    "MERIDIEM": "am pm AM PM",
    "ZONE": "GMT UTC EST EDT CST CDT MST MDT PST PDT CET CEST BST MSK IST PKT SGT HKT JST KST AEST AEDT EET EEST NZST",
    "MID": "noon midnight midday",
    "MONEY": "$ £ € ¥",
    "COMMA": ",",
    "DOT": ".",
    "SAID": "said says say told tells tell added adds wrote writes declared announced warned asked replied recalled "
    "insisted stated testified argued explained promised remarked tweeted posted",
    "OFTEN": "every each daily nightly weekly weekdays weekends mornings evenings nights afternoons "
    + " ".join(sorted(name + "s" for name in FULL_WEEKDAYS)),
    "WILL": "will shall ll",
    "COULD": "could would",
    "STOP": ". ; ! ?",
    "COLON": ":",
    "HYPHEN": "- – —",
    "APOS": "' ’ ‘",
    "OPEN": "(",
    "CLOSE": ")",
    "SLASH": "/",
    "PERCENT": "% percent per-cent pct",
    "FUTURE": "will shall ll should must plan plans planned planning scheduled expected due expects expect slated "
    "hopes intends aims going tomorrow next deadline payable expire expires redemption redeemable effective matures "
    "starting open begin start ends resumes resume reopens closes falls meet "
    "arrives arrive visits travels flies opens begins starts leaves hosts meets departs returns",
    "COUNTED": "people men women children troops soldiers dead casualties members times points miles kilometres "
    "kilometers km metres meters feet acres tonnes tons pounds dollars euros roubles rubles votes seats jobs "
    "homes words",
    "RANKED": "floor hole green tee minute anniversary birthday edition place round inning innings lap game match "
    "attempt ballot over time hour person man woman child one largest biggest highest best",
    "BE": "be",
    "PASTVERB": "was were had did said told fell began took made came went became won lost met rose held spoke left "
    "added declared announced warned asked replied recalled insisted stated testified argued explained promised "
    "remarked tweeted posted sent gave found led saw wrote ended ending since",
    "DAWN": "dawn daybreak sunrise sunset dusk nightfall",
    "HOLIDAYNAME": "Christmas Xmas Easter Thanksgiving Halloween Ramadan Hanukkah Passover Pentecost Epiphany",
}

# What parts paragraphs.
BREAK: Final = "\n"
OTHER: Final = "x"
CAPITAL: Final = "X"
# A word in -ed that is in no class: mostly a past tense.
PAST: Final = "p"
MAX_DAY: Final = 31
_HOURS: Final = 24
_MINUTES: Final = 60
_MAX_NUMBER_LENGTH: Final = 40
_COMMON_NUMBERS: Final = 2200


def _number_classes(token: str) -> frozenset[str]:
    """The classes of a token that starts with a digit."""
    if len(token) > _MAX_NUMBER_LENGTH:
        return frozenset()
    if token.isdigit() and token.isascii():
        return _integer_classes(token)
    shape = _SHAPE.fullmatch(token)
    if shape is None or shape.lastgroup is None:
        return frozenset()
    if shape.lastgroup == "ORDNUM":
        number = int(token[:-2])
        return frozenset({"ORDNUM", "DAYORD"} if 1 <= number <= MAX_DAY else {"ORDNUM"})
    if shape.lastgroup == "DECADENUM":
        return frozenset({"DECADENUM", "SHORTDECADE" if len(token) == len("90s") else "LONGDECADE"})
    return _SHAPES[shape.lastgroup]


def _integer_classes(token: str) -> frozenset[str]:
    """The classes of a plain whole number."""
    number, length = int(token), len(token)
    classes = {"INT"}
    if length <= 2 and 1 <= number <= MAX_DAY:
        classes |= {"DAY", "DAYORD"}
    if length <= 2 and number <= _HOURS:
        classes.add("HOUR")
    if length == 2:
        classes.add("YEAR2")
    if length == 3 and number >= 100:
        classes.add("YEAR3")
    if length == 4 and 1000 <= number <= 2199:
        classes.add("YEAR")
    if length == 4 and number // 100 <= _HOURS and number % 100 < _MINUTES:
        classes.add("MILTIME")
    return frozenset(classes)


# The shape of a token that begins with a digit, by the first class of its kind.
_SHAPE: Final = re.compile(
    "|".join(
        f"(?P<{name}>{pattern})"
        for name, pattern in (
            ("ORDNUM", r"\d{1,3}(?:st|nd|rd|th)"),
            ("DECADENUM", r"(?:1\d|20)?\d0s"),
            ("ISODATE", r"\d{4}-\d\d-\d\d(?:T.*)?"),
            ("CLOCK", r"(?:[01]?\d|2[0-4])[:.][0-5]\d(?::[0-5]\d)?"),
            ("CLOCKWORD", r"(?:[01]?\d|2[0-4])(?:[:.][0-5]\d)?(?:am|pm|AM|PM)"),
            (
                "NUMDATE",
                r"[0-3]?\d/[0-3]?\d/(?:\d{2}|\d{4})|[0-3]?\d\.[0-3]?\d\.\d{4}|\d{4}/[01]?\d/[0-3]?\d",
            ),
            ("SHORTDOTS", r"[0-3]?\d\.[01]?\d\.\d{2}"),
            ("YEARPAIR", r"\d{4}/\d{2}(?:\d{2})?"),
            ("DECIMAL", r"\d+(?:,\d{3})*(?:\.\d+)?"),
            ("FRACTION", r"\d+/\d+"),
        )
    ),
    re.ASCII,
)
_SHAPES: Final = {
    name: frozenset(classes.split())
    for name, classes in {
        "ISODATE": "ISODATE",
        "CLOCK": "CLOCK DECIMAL",
        "CLOCKWORD": "CLOCKWORD",
        "NUMDATE": "NUMDATE",
        "SHORTDOTS": "SHORTDOTS",
        "YEARPAIR": "YEARPAIR",
        "DECIMAL": "DECIMAL",
        "FRACTION": "FRACTION",
    }.items()
}
# One number token of every combination of classes that there is, so that each has its symbol.
_NUMBER_EXAMPLES: Final = (
    *(f"{number}" for number in range(100)),
    *(f"{number:02d}" for number in range(10)),
    *(
        "0630 1430 2330 099 100 0999 1000 1999 2999 12345 1st 32nd 90s 1990s "
        "10:30 10am 3/4/2011 3.4.11 2011-09-10 2010/11 2,500 1/2"
    ).split(),
)
CLASS_NAMES: Final = frozenset(_CLASSES) | {name for example in _NUMBER_EXAMPLES for name in _number_classes(example)}


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Which symbol a word has, and which symbols a class has."""

    symbols: dict[str, str]
    numbers: dict[frozenset[str], str]
    members: dict[str, str]

    def symbol(self, token: str) -> str:
        """The symbol of one token: its own, that of a number, or whether it is a capitalised word."""
        found = self.symbols.get(token)
        if found:
            return found
        if token[0].isdigit():
            return self.numbers.get(_number_classes(token), OTHER)
        if token[0].isupper():
            return CAPITAL
        return PAST if token.endswith("ed") else OTHER


def spellings(word: str) -> tuple[str, ...]:
    """The ways in which a lexicon word may be written: names as they are, others also with a capital."""
    if word[0].isupper():
        return (word, word.upper()) if len(word) > 4 else (word,)
    return (word, word.capitalize()) if word.isalpha() else (word,)


def build(words: frozenset[str]) -> Lexicon:
    """The lexicon with every class above and a class of its own for each of `words` (used by patterns)."""
    classes: dict[str, set[str]] = {}
    for name, listed in _CLASSES.items():
        for word in listed.split():
            for spelling in spellings(word):
                classes.setdefault(spelling, set()).add(name)
    for word in sorted(words):
        for spelling in spellings(word):
            classes.setdefault(spelling, set()).add("=" + word)
    sets = {frozenset(found) for found in classes.values()}
    numeric = {_number_classes(example) for example in _NUMBER_EXAMPLES} - {frozenset()}
    numbered = sorted(sets | numeric, key=sorted)
    alphabet = {found: chr(0x4E00 + place) for place, found in enumerate(numbered)}
    members: dict[str, str] = {}
    for found, symbol in alphabet.items():
        for name in found:
            members[name] = members.get(name, "") + symbol
    # Days and years are most of the numbers that texts have; looking them up is ten times as fast as taking them apart.
    symbols = {f"{number}": alphabet[_integer_classes(f"{number}")] for number in range(_COMMON_NUMBERS)}
    symbols |= {word: alphabet[frozenset(found)] for word, found in classes.items()}
    symbols[""] = BREAK
    return Lexicon(symbols, {found: alphabet[found] for found in numeric}, members)
