"""The grammar of time expressions: named patterns over word classes, each with examples, and their compilation.

A pattern is a sequence of class names (`time_lexicon`), macros (below) and plain words, with `( | )` and `?`.
There is no repetition, so a match looks at a bounded number of tokens and reading is linear in the text.
`< >` mark the parts that are expressions of their own where the words around them are shared
("from < 3 > to < 7 May 2012 >"); without them the whole match is the expression.
Of all patterns that match at a token the longest match counts, the first of equally long ones.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from service.reading.time_lexicon import CAPITAL, OTHER, PAST, Lexicon, build
from service.reading.time_pattern import MACROS, Pattern
from service.reading.time_patterns_beside import BESIDE
from service.reading.time_patterns_days import DAYS
from service.reading.time_patterns_spans import SPANS
from service.reading.time_patterns_stretches import STRETCHES

if TYPE_CHECKING:
    from collections.abc import Iterator

_ELEMENT: Final = re.compile(r"[A-Z][A-Z0-9]+\b|A\b|[A-Za-z][a-z]*|[()|?<>]")


PATTERNS: Final[tuple[Pattern, ...]] = (*DAYS, *STRETCHES, *SPANS, *BESIDE)


@dataclass(frozen=True, slots=True)
class Compiled:
    """A pattern as a regular expression over symbols; `parts` is how many expressions it holds."""

    pattern: Pattern
    regex: re.Pattern[str]
    parts: int


@dataclass(frozen=True, slots=True)
class Grammar:
    """Compiled patterns by the symbol they can start with; `cores` finds what every pattern has one of."""

    lexicon: Lexicon
    starting: dict[str, tuple[Compiled, ...]]
    runs: re.Pattern[str]
    cores: re.Pattern[str]


def _is_word(element: str) -> bool:
    """Whether an element is a plain word, as against a class, a macro or a sign."""
    return element.isalpha() and (element[-1].islower() or (len(element) == 1 and element != "A"))


def _words_of(source: str) -> set[str]:
    return {element for element in _ELEMENT.findall(source) if _is_word(element)}


def _expand(source: str) -> list[str]:
    """The elements of a pattern with its macros written out."""
    out: list[str] = []
    for element in _ELEMENT.findall(source):
        out += ["(", *_expand(MACROS[element]), ")"] if element in MACROS else [element]
    return out


def _charset(element: str, lexicon: Lexicon) -> str:
    if element == "CAP":
        return f"[{CAPITAL}]"
    if element == "ANY":
        return "[^\n]"
    return f"[{lexicon.members['=' + element if _is_word(element) else element]}]"


def _regex(source: str, lexicon: Lexicon) -> str:
    plain = {"(": "(?:", ")": ")", "|": "|", "?": "?", "<": "(", ">": ")"}
    return "".join(plain[e] if e in plain else _charset(e, lexicon) for e in _expand(source))


def _around(names: str, lexicon: Lexicon) -> str:
    inside = "".join(_charset(name, lexicon)[1:-1] for name in names.split())
    return f"[{inside}]"


def _compile(pattern: Pattern, lexicon: Lexicon) -> Compiled:
    before = f"(?<={_around(pattern.only_after, lexicon)})" if pattern.only_after else ""
    before += f"(?<!{_around(pattern.never_after, lexicon)})" if pattern.never_after else ""
    after = f"(?={_around(pattern.only_before, lexicon)})" if pattern.only_before else ""
    after += f"(?!{_around(pattern.never_before, lexicon)})" if pattern.never_before else ""
    regex = re.compile(before + "(?:" + _regex(pattern.words, lexicon) + ")" + after)
    return Compiled(pattern, regex, regex.groups)


def _starts(pattern: Compiled, lexicon: Lexicon) -> set[str]:
    """The symbols that a match can begin with: those class members that open one of its alternatives."""
    first, _ = _first(iter([*_expand(pattern.pattern.words), ")"]), lexicon)
    return first


def _first(elements: Iterator[str], lexicon: Lexicon) -> tuple[set[str], bool]:
    """FIRST set of a group up to its closing bracket, and whether the group can be empty."""
    found: set[str] = set()
    branch_open, any_empty = True, False
    last: tuple[set[str], bool] | None = None

    def settle(*, optional: bool) -> None:
        nonlocal branch_open, last
        if last is None:
            return
        symbols, empty = last
        if branch_open:
            found.update(symbols)
        branch_open = branch_open and (empty or optional)
        last = None

    for element in elements:
        if element == "?":
            settle(optional=True)
            continue
        settle(optional=False)
        if element == "(":
            last = _first(elements, lexicon)
        elif element == ")":
            return found, any_empty or branch_open
        elif element == "|":
            any_empty, branch_open = any_empty or branch_open, True
        elif element not in {"<", ">"}:
            last = set(_charset(element, lexicon)[1:-1]), False
    return found, any_empty or branch_open


def compile_grammar() -> Grammar:
    """Compile every pattern; a matter of some 20 ms, done once at import."""
    words: set[str] = set()
    beside = (f"{p.only_after} {p.never_after} {p.only_before} {p.never_before}" for p in PATTERNS)
    for source in (*MACROS.values(), *(p.words for p in PATTERNS), *beside, CORES, *AHEAD):
        words |= _words_of(source)
    lexicon = build(frozenset(words))
    compiled = [_compile(pattern, lexicon) for pattern in PATTERNS]
    starting: dict[str, list[Compiled]] = {}
    for item in compiled:
        for symbol in _starts(item, lexicon):
            starting.setdefault(symbol, []).append(item)
    cores = "".join(sorted({s for name in CORES.split() for s in _charset(name, lexicon)[1:-1]}))
    return Grammar(
        lexicon,
        {symbol: tuple(items) for symbol, items in starting.items()},
        re.compile(f"[^{OTHER}{CAPITAL}{PAST}]+"),
        re.compile(f"[{cores}]"),
    )


CORES: Final = (
    "MONTH WEEKDAY WEEKDAYS SEASON SEASONS UNIT UNITS DAYPART DAYPARTS PERIOD DECADEWORD SET NOW RECENTLY SOON TODAY "
    "MID YEAR YEAR2 YEAR3 DECADENUM CLOCK CLOCKWORD NUMDATE ISODATE YEARPAIR MERIDIEM HOLIDAYNAME BC DAYORD "
    "future past present recent current term possible moment set overnight half Day Friday TEENS ago clock light DAWN"
)
# Words directly before a date that put it ahead, and "set" that does so before a verb.
AHEAD: Final = ("until", "till", "set for", "set to", "as early as", "as soon as", "is on", "are on")
GRAMMAR: Final = compile_grammar()
