"""What the words around an expression say about it: tense, habit, report; and what a text is told from.

All of it is read off the symbols of a text (`time_tokens`), at most fourteen on either side of an expression.
"""

from __future__ import annotations

import re
from datetime import MAXYEAR
from typing import TYPE_CHECKING, Final

from service.reading.time_anchors import Point
from service.reading.time_grammar import AHEAD, GRAMMAR
from service.reading.time_lexicon import BREAK, CAPITAL, OTHER, PAST

if TYPE_CHECKING:
    from datetime import date

    from service.reading.time_tokens import Lexed

WINDOW: Final = 14
# A history looks back at least so many years.
_LONG_PAST: Final = 20
# An expression opens a sentence if at most one word, its preposition, stands before it.
_OPENING: Final = 2
# A verb of saying, whom it was said to, and a preposition.
_SAYING_WINDOW: Final = 3


def _class(names: str, more: str = "") -> re.Pattern[str]:
    members = GRAMMAR.lexicon.members
    return re.compile("[" + "".join(members[name] for name in names.split()) + more + "]")


def _sequence(*phrases: str) -> str:
    """The phrases as an expression over symbols."""
    members = GRAMMAR.lexicon.members
    return "|".join("".join(f"[{members['=' + word]}]" for word in phrase.split()) for phrase in phrases)


# The full stops of "p.m." end no sentence.
STOPS: Final = re.compile(
    f"(?<!{_sequence('a')})(?<!{_sequence('p')})(?<!{_sequence('m')}){_class('STOP', BREAK).pattern}"
)
SAID: Final = _class("SAID")
_STOP: Final = frozenset(GRAMMAR.lexicon.members["STOP"] + BREAK)
_YEARS: Final = _class("YEAR BC")
_EXPLICIT_YEAR: Final = _class("YEAR")
_THIS_YEAR: Final = f"(?:{_sequence('last', 'this')}){_class('UNIT SEASON').pattern}"
_DEICTICS: Final = re.compile(f"{_class('TODAY WEEKDAY').pattern}|{_THIS_YEAR}")
_MEMBERS: Final = GRAMMAR.lexicon.members
_BE: Final = _MEMBERS["BE"]
_FUTURE: Final = frozenset(GRAMMAR.lexicon.members["FUTURE"])
_WILL: Final = frozenset(GRAMMAR.lexicon.members["WILL"])
_PAST_CUES: Final = PAST + GRAMMAR.lexicon.members["PASTVERB"]
_SET_TO: Final = _sequence("set to", "set for", "is to", "are to")
# "Could be found" tells of the past, "be held" of what is to come.
_COULD: Final = f"[{_MEMBERS['COULD']}][{_BE}][{_PAST_CUES}]"
_CUES: Final = re.compile(f"{_COULD}|{_SET_TO}|[{_BE}][{_PAST_CUES}]|[{_PAST_CUES}{''.join(sorted(_FUTURE))}]")
# Directly before a date, what says that it is still to come; and what says so where nothing else tells the tense.
_AHEAD: Final = re.compile(f"(?:{_sequence(*AHEAD)})$")
_FROM_ON: Final = re.compile(f"(?:{_sequence('from', 'by')})$")
_WEEKDAY: Final = _class("WEEKDAY")
_COLON: Final = GRAMMAR.lexicon.members["COLON"]
_OFTEN: Final = _class("OFTEN")
_SAYING: Final = re.compile(SAID.pattern + f"[{OTHER}{CAPITAL}]?(?:{_sequence('on', 'at', 'in')})?$")


def is_narrative(lexed: Lexed, published_on: date | None) -> bool:
    """Whether a text tells of the past: years at least three times as often as weekdays and days around its own.

    Two years are enough where all lie long before publication and no day around it is named.
    """
    years, deictics = len(_YEARS.findall(lexed.symbols)), len(_DEICTICS.findall(lexed.symbols))
    if years >= 4 and years >= 3 * deictics:
        return True
    if years < 2 or deictics or published_on is None:
        return False
    told = (int(lexed.tokens[at.start()]) for at in _EXPLICIT_YEAR.finditer(lexed.symbols))
    return max(told, default=MAXYEAR) < published_on.year - _LONG_PAST


def first_year(lexed: Lexed) -> Point | None:
    """The first year that a narrative names: what its opening counts from."""
    match = _EXPLICIT_YEAR.search(lexed.symbols)
    return Point(int(lexed.tokens[match.start()])) if match else None


def opens_sentence(symbols: str, first: int) -> bool:
    """Whether an expression that begins at a token is the first or second word of its sentence."""
    return first < _OPENING or symbols[first - _OPENING] in _STOP or symbols[first - 1] in _STOP


def is_report(symbols: str, first: int) -> bool:
    """Whether an expression tells when something was said: "officials said on Friday"."""
    return _SAYING.search(symbols[max(0, first - _SAYING_WINDOW) : first]) is not None


def is_habit(symbols: str, first: int, last: int) -> bool:
    """Whether the sentence of an expression says that what it tells of returns: "daily", "on Sundays"."""
    after = STOPS.search(symbols, last, last + WINDOW)
    if _OFTEN.search(symbols, last, after.start() if after else last + WINDOW):
        return True
    return _OFTEN.search(_sentence_before(symbols, first)) is not None


def _sentence_before(symbols: str, first: int) -> str:
    begin = max(0, first - WINDOW)
    for stop in STOPS.finditer(symbols, begin, first):
        begin = stop.end()
    return symbols[begin:first]


def tense(symbols: str, first: int, last: int) -> tuple[int, bool]:
    """The tense around an expression: -1 past, 1 future, 0 not said; and whether that future is one of "will".

    It is that of the nearest cue in its sentence, before it or else after it.
    """
    if symbols[last : last + 1] == _COLON and (not first or symbols[first - 1] in _STOP):
        return 0, False  # the head of an entry in a chronology, which is told in the present tense
    window = _sentence_before(symbols, first)
    if _AHEAD.search(window):
        return 1, False
    before = _CUES.findall(window)
    if before:
        direction = _direction(before[-1])
        return direction, direction > 0 and not _WILL.isdisjoint(before)
    stop = STOPS.search(symbols, last, last + WINDOW)
    after = _CUES.search(symbols, last, stop.start() if stop else last + WINDOW)
    if after:
        return _direction(after[0]), after[0] in _WILL
    ahead = _FROM_ON.search(window) and _WEEKDAY.search(symbols, first, last)
    return int(ahead is not None), False


def _direction(cue: str) -> int:
    """1 for "will", "set to" and "be held", -1 for "held" and "could be held"."""
    return 1 if len(cue) == 2 or cue in _FUTURE else -1
