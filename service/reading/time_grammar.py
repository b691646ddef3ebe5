"""The grammar of time expressions: named patterns over word classes, each with examples, and their compilation.

A pattern is a sequence of class names (`time_lexicon`), macros (below) and plain words, with `( | )` and `?`.
There is no repetition, so a match looks at a bounded number of tokens and reading is linear in the text.
`< >` mark the parts that are expressions of their own where the words around them are shared
("from < 3 > to < 7 May 2012 >"); without them the whole match is the expression.
Of all patterns that match at a token the longest match counts, the first of equally long ones.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from service.reading.time_feasts import telling_words
from service.reading.time_first import Node, second, tree
from service.reading.time_lexicon import BREAK, CAPITAL, CLASS_NAMES, OTHER, PAST, Lexicon, build
from service.reading.time_pattern import MACROS, Pattern
from service.reading.time_patterns_beside import BESIDE
from service.reading.time_patterns_days import DAYS
from service.reading.time_patterns_spans import SPANS
from service.reading.time_patterns_stretches import STRETCHES

_ELEMENT: Final = re.compile(r"[A-Z][A-Z0-9]+\b|A\b|[A-Za-z][a-z]*|[()|?<>]")


# Words that no class knows: those with a capital, and the others.
_ANY_WORD: Final = frozenset({"CAP", "NOUN"})

PATTERNS: Final[tuple[Pattern, ...]] = (*DAYS, *STRETCHES, *SPANS, *BESIDE)


@dataclass(frozen=True, slots=True)
class Compiled:
    """A pattern as a regular expression over symbols; `parts` is how many expressions it holds, `tree` its parts."""

    pattern: Pattern
    regex: re.Pattern[str]
    parts: int
    tree: Node


@dataclass(frozen=True, slots=True)
class Grammar:
    """Compiled patterns by the symbol they can start with; `cores` finds what every pattern has one of.

    `pairs` has those for two symbols, and `seconds` what may follow one, as far as they were asked for.
    """

    lexicon: Lexicon
    starting: dict[str, tuple[Compiled, ...]]
    runs: re.Pattern[str]
    cores: re.Pattern[str]
    pairs: dict[str, tuple[Compiled, ...]] = field(default_factory=dict)
    seconds: dict[str, list[tuple[Compiled, frozenset[str] | None]]] = field(default_factory=dict)

    def at(self, symbols: str, place: int) -> tuple[Compiled, ...]:
        """The patterns that can match at a place, by the two symbols that stand there, in the order of the grammar."""
        pair = symbols[place : place + 2]
        found = self.pairs.get(pair)
        if found is None:
            behind = pair[1:]
            possible = self._seconds(pair[0])
            found = tuple(item for item, after in possible if after is None or behind in after)
            self.pairs[pair] = found
        return found

    def _seconds(self, symbol: str) -> list[tuple[Compiled, frozenset[str] | None]]:
        """The patterns that begin with a symbol, each with what may follow it: None where it may stand alone."""
        found = self.seconds.get(symbol)
        if found is None:
            found = self.seconds[symbol] = []
            for item in self.starting.get(symbol, ()):
                behind, ends = second(item.tree, symbol)
                found.append((item, None if ends else frozenset(behind)))
        return found


def _is_word(element: str) -> bool:
    """Whether an element is a plain word, as against a class, a macro or a sign."""
    return element.isalpha() and element not in CLASS_NAMES and element not in MACROS and element not in _ANY_WORD


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
    if element == "NOUN":
        return f"[{OTHER}]"
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
    before += f"(?<={_regex(pattern.follows, lexicon)})" if pattern.follows else ""
    after = f"(?={_around(pattern.only_before, lexicon)})" if pattern.only_before else ""
    after += f"(?!{_around(pattern.never_before, lexicon)})" if pattern.never_before else ""
    regex = re.compile(before + "(?:" + _regex(pattern.words, lexicon) + ")" + after)
    parts = tree(iter(_expand(pattern.words)), lambda element: _charset(element, lexicon)[1:-1])
    return Compiled(pattern, regex, regex.groups, parts)


def compile_grammar() -> Grammar:
    """Compile every pattern; a matter of some 20 ms, done once at import."""
    words: set[str] = set()
    beside = (f"{p.only_after} {p.never_after} {p.only_before} {p.never_before}" for p in PATTERNS)
    cored = f"{CORES} {' '.join(sorted(telling_words()))}"
    for source in (*MACROS.values(), *(f"{p.words} {p.follows}" for p in PATTERNS), *beside, cored, *AHEAD):
        words |= _words_of(source)
    lexicon = build(frozenset(words))
    compiled = [_compile(pattern, lexicon) for pattern in PATTERNS]
    starting: dict[str, list[Compiled]] = {}
    for item in compiled:
        for symbol in item.tree.first:
            starting.setdefault(symbol, []).append(item)
    cores = "".join(sorted({s for name in cored.split() for s in _charset(name, lexicon)[1:-1]}))
    return Grammar(
        lexicon,
        {symbol: tuple(items) for symbol, items in starting.items()},
        re.compile(f"[^{OTHER}{CAPITAL}{PAST}{BREAK}]+"),
        re.compile(f"[{cores}]"),
    )


CORES: Final = (
    "MONTH WEEKDAY WEEKDAYS SEASON SEASONS UNIT UNITS DAYPART DAYPARTS PERIOD DECADEWORD SET NOW RECENTLY SOON TODAY "
    "MID YEAR YEAR2 YEAR3 DECADENUM CLOCK CLOCKWORD NUMDATE ISODATE YEARPAIR MERIDIEM HOLIDAYNAME BC DAYORD "
    "future past present recent current term possible moment set overnight half Day Friday TEENS ago clock light DAWN "
    "weekdays quarterly time SHORTDOTS MILTIME"
)
# Words directly before a date that put it ahead, and "set" that does so before a verb.
AHEAD: Final = ("until", "till", "set for", "set to", "as early as", "as soon as", "is on", "are on", "follows on")
GRAMMAR: Final = compile_grammar()
