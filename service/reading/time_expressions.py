"""Find the time expressions of a text and say what they mean.

Text -> tokens -> one symbol a token -> the longest pattern at each place (`time_grammar`) -> its meaning
(`time_normalise`, `time_spans`) from the anchors at that place (`time_anchors`). Linear in the length of the text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from service.domain.text import Span
from service.domain.time import Granularity, TimeExpression
from service.reading import time_normalise, time_spans
from service.reading.time_anchors import Anchors, Point
from service.reading.time_grammar import GRAMMAR, Compiled
from service.reading.time_calendar import EXPLICIT
from service.reading.time_lexicon import PAST, TOKEN
from service.reading.time_words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from service.domain.text import Document, Sentence
    from service.reading.time_calendar import Meaning

    Meant = Callable[[Words, Anchors], Meaning | None]

_MEANINGS: Final[dict[str, Meant]] = {
    name: getattr(module, name)
    for module in (time_normalise, time_spans)
    for name in dir(module)
    if name in {compiled.pattern.meaning for group in GRAMMAR.starting.values() for compiled in group}
}
# Words that look like an expression and are none: an age is a person's, and TimeML marks none.
WITHHELD: Final = "withheld"
_BLANK_LINE: Final = re.compile(r"\n[ \t\r]*\n")
_CUE_WINDOW: Final = 14
# An expression opens a sentence if at most one word, its preposition, stands before it.
_OPENING: Final = 2
_HEAD: Final = 600


def find_time_expressions(document: Document, sentences: Sequence[Sentence] = ()) -> tuple[TimeExpression, ...]:
    """Every time expression of a document, in the order of the text, resolved as far as its words allow.

    Spans are offsets into `document.text`. No expression crosses a paragraph. Without a publication date
    what counts from it keeps its type and the known part of its value ("XXXX-WXX-5") and has no interval.
    """
    del sentences
    if document.blocks:
        paragraphs = [(block.span.start, block.span.end) for block in document.blocks]
    else:
        paragraphs = list(_paragraphs(document.text))
    return _read(document.text, paragraphs, document.published_on)


def find_in_text(text: str, published_on: date | None) -> tuple[TimeExpression, ...]:
    """The same for a bare text, whose paragraphs are parted by blank lines."""
    return _read(text, list(_paragraphs(text)), published_on)


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for blank in _BLANK_LINE.finditer(text):
        if blank.start() > start:
            yield start, blank.start()
        start = blank.end()
    if start < len(text):
        yield start, len(text)


def _read(text: str, paragraphs: list[tuple[int, int]], published_on: date | None) -> tuple[TimeExpression, ...]:
    reader = _Reader(text, Anchors(published_on))
    lexed = [_lex(text, start, end) for start, end in paragraphs]
    reader.anchors.narrative = _is_narrative("".join(symbols for _, _, symbols in lexed))
    if reader.anchors.narrative:
        reader.anchors.frame = _first_year(lexed)
    for spans, tokens, symbols in lexed:
        reader.anchors.new_paragraph()
        reader.paragraph(spans, tokens, symbols)
    return tuple(reader.found)


def _lex(text: str, start: int, end: int) -> tuple[list[tuple[int, int]], list[str], str]:
    spans = [match.span() for match in TOKEN.finditer(text, start, end)]
    tokens = [text[a:b] for a, b in spans]
    known, unknown = GRAMMAR.lexicon.symbols.get, GRAMMAR.lexicon.symbol
    return spans, tokens, "".join([known(token) or unknown(token) for token in tokens])


def _class(names: str) -> re.Pattern[str]:
    members = GRAMMAR.lexicon.members
    return re.compile("[" + "".join(members[name] for name in names.split()) + "]")


_YEARS: Final = _class("YEAR BC")
_EXPLICIT_YEAR: Final = _class("YEAR")
_DEICTICS: Final = _class("TODAY WEEKDAY")
_BE: Final = GRAMMAR.lexicon.members["BE"]
_FUTURE: Final = frozenset(GRAMMAR.lexicon.members["FUTURE"])
_PAST_CUES: Final = PAST + GRAMMAR.lexicon.members["PASTVERB"]
_SET_TO: Final = f"[{GRAMMAR.lexicon.members['=set']}][{GRAMMAR.lexicon.members['=to']}]"
_CUES: Final = re.compile(_SET_TO + f"|[{_BE}][{_PAST_CUES}]|[{_PAST_CUES}{''.join(sorted(_FUTURE))}]")
_STOP: Final = frozenset(GRAMMAR.lexicon.members["DOT"])


def _is_narrative(symbols: str) -> bool:
    """Whether a text names years at least three times as often as weekdays and days around its own."""
    years = len(_YEARS.findall(symbols))
    return years >= 4 and years >= 3 * len(_DEICTICS.findall(symbols))  # noqa: PLR2004


def _first_year(lexed: list[tuple[list[tuple[int, int]], list[str], str]]) -> Point | None:
    """The first year that a narrative names: what its opening counts from."""
    for _, tokens, symbols in lexed:
        if match := _EXPLICIT_YEAR.search(symbols):
            return Point(int(tokens[match.start()]))
    return None


class _Reader:
    """Reads one text paragraph by paragraph."""

    def __init__(self, text: str, anchors: Anchors) -> None:
        self.text = text
        self.anchors = anchors
        self.found: list[TimeExpression] = []

    def paragraph(self, spans: list[tuple[int, int]], tokens: list[str], symbols: str) -> None:
        """Find the expressions of one paragraph."""
        for run in GRAMMAR.runs.finditer(symbols):
            if GRAMMAR.cores.search(symbols, run.start(), run.end()):
                self._run(run.start(), run.end(), spans, tokens, symbols)

    def _run(self, start: int, end: int, spans: list[tuple[int, int]], tokens: list[str], symbols: str) -> None:
        at = start
        while at < end:
            step = at + 1
            for length, match, compiled in _matches(symbols, at):
                parts = [match.span(part + 1) for part in range(compiled.parts)] or [match.span()]
                if compiled.pattern.meaning == WITHHELD or self._accept(compiled, match.span(), parts, spans, tokens, symbols):
                    step = at + length
                    break
            at = step

    def _is_date_line(self, meaning: Meaning, spans: list[tuple[int, int]], start: int, end: int) -> bool:
        """Whether a whole date stands on a line of its own at the head of a text without a publication date."""
        anchors = self.anchors
        if anchors.published or anchors.date_line or meaning.granularity is not Granularity.DAY or meaning.anchor != EXPLICIT:
            return False
        first, last = spans[start][0], spans[end - 1][1]
        line_end = self.text.find("\n", last)
        return first < _HEAD and not (
            self.text[self.text.rfind("\n", 0, first) + 1 : first].strip()
            or self.text[last : line_end if line_end >= 0 else len(self.text)].strip(" .:-")
        )

    def _accept(
        self,
        compiled: Compiled,
        whole: tuple[int, int],
        parts: list[tuple[int, int]],
        spans: list[tuple[int, int]],
        tokens: list[str],
        symbols: str,
    ) -> bool:
        first, last = whole
        texts, classes = tuple(tokens[first:last]), symbols[first:last]
        self.anchors.cue = _cue(symbols, first, last)
        meant = _MEANINGS[compiled.pattern.meaning]
        before = tokens[first - 1].lower() if first else ""
        after = tokens[last].lower() if last < len(tokens) else ""
        opening = first < _OPENING or symbols[first - _OPENING] in _STOP or symbols[first - 1] in _STOP
        made: list[tuple[tuple[int, int], Meaning]] = []
        for start, end in parts:
            meaning = meant(Words(texts, classes, start - first, end - first, before, after), self.anchors)
            if meaning is None:
                return False
            made.append(((start, end), meaning))
            if self._is_date_line(meaning, spans, start, end):
                self.anchors.date_line = meaning.interval.start if meaning.interval else None
            self.anchors.read(meaning, before=before, opening=opening, compared=compiled.pattern.meaning == "distance" and _is_comparison(texts))
        for (start, end), meaning in made:
            span = Span(spans[start][0], spans[end - 1][1])
            self.found.append(
                TimeExpression(
                    id=f"t{len(self.found) + 1}",
                    span=span,
                    text=span.of(self.text),
                    type=meaning.type,
                    value=meaning.value,
                    mod=meaning.mod,
                    interval=meaning.interval,
                    granularity=meaning.granularity,
                    anchor=meaning.anchor,
                    pattern=compiled.pattern.name,
                    readings=meaning.readings,
                    weekday=meaning.weekday,
                    impossible=meaning.impossible,
                )
            )
        return True


def _is_comparison(texts: tuple[str, ...]) -> bool:
    """Whether an expression only compares ("up from a year earlier"), so that nothing after it counts from it."""
    words = {text.lower() for text in texts}
    return "year" in words and bool(words & {"ago", "earlier"})


def _matches(symbols: str, at: int) -> list[tuple[int, re.Match[str], Compiled]]:
    """What matches at a token, the longest first, then in the order of the grammar."""
    found = []
    for compiled in GRAMMAR.starting.get(symbols[at], ()):
        match = compiled.regex.match(symbols, at)
        if match and match.end() > at:
            found.append((match.end() - at, match, compiled))
    found.sort(key=lambda item: -item[0])
    return found


def _cue(symbols: str, first: int, last: int) -> int:
    """The tense around an expression: that of the nearest cue in its sentence, before it or else after it."""
    window = symbols[max(0, first - _CUE_WINDOW) : first]
    stop = max((window.rfind(sign) for sign in _STOP), default=-1)
    before = _CUES.findall(window[stop + 1 :])
    if before:
        return _tense(before[-1])
    after = _CUES.search(symbols, last, min(len(symbols), last + _CUE_WINDOW))
    return _tense(after[0]) if after else 0


def _tense(cue: str) -> int:
    """1 for "will", "set to" and "be held", -1 for "held"."""
    return 1 if len(cue) > 1 or cue in _FUTURE else -1
