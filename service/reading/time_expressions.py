"""Find the time expressions of a text and say what they mean.

Text -> tokens -> one symbol a token -> the longest pattern at each place (`time_grammar`) -> its meaning
(`time_normalise`, `time_spans`) from the anchors at that place (`time_anchors`). Linear in the length of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from datetime import MAXYEAR
from typing import TYPE_CHECKING, Final

from service.domain.text import Span
from service.domain.time import Granularity, TimeExpression
from service.reading import time_beside, time_days, time_locale, time_normalise, time_notations, time_spans
from service.reading.time_anchors import Anchors, Point
from service.reading.time_calendar import EXPLICIT
from service.reading.time_edtf import edtf
from service.reading.time_grammar import AHEAD, GRAMMAR, Compiled
from service.reading.time_lexicon import PAST
from service.reading.time_tokens import Paragraph, paragraphs_of
from service.reading.time_words import Words
from service.reading.time_work import EXPRESSION, Budget

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from service.domain.text import Document, Sentence
    from service.reading.time_calendar import Meaning

    Meant = Callable[[Words, Anchors], Meaning | None]

_MEANINGS: Final[dict[str, Meant]] = {
    name: getattr(module, name)
    for module in (time_beside, time_days, time_normalise, time_notations, time_spans)
    for name in dir(module)
    if name in {compiled.pattern.meaning for group in GRAMMAR.starting.values() for compiled in group}
}
# Words that look like an expression and are none: an age is a person's, and TimeML marks none.
WITHHELD: Final = "withheld"
# A history looks back at least so many years.
_LONG_PAST: Final = 20
_CUE_WINDOW: Final = 14
# An expression opens a sentence if at most one word, its preposition, stands before it.
_OPENING: Final = 2
_HEAD: Final = 600
_PARSES: Final = 30
_CHARACTERS_A_PARSE: Final = 1000


def find_time_expressions(document: Document, sentences: Sequence[Sentence] = ()) -> tuple[TimeExpression, ...]:
    """Every time expression of a document, in the order of the text, resolved as far as its words allow.

    Spans are offsets into `document.text`. No expression crosses a paragraph; those of a document are its blocks, else
    they are parted by blank lines. `sentences` may be empty: the grammar tells the full stop of "Sept." by itself.
    Without a publication date, and without a date line at the head, what counts from it keeps its type and the known
    part of its value ("XXXX-WXX-5") and has no interval.
    """
    del sentences
    if document.blocks:
        paragraphs = [(block.span.start, block.span.end) for block in document.blocks]
    else:
        paragraphs = list(paragraphs_of(document.text))
    return _read(document.text, paragraphs, document.published_on, day_first=time_locale.day_first(document))


def find_in_text(
    text: str, published_on: date | None, *, day_first: bool | None = None, budget: Budget | None = None
) -> tuple[TimeExpression, ...]:
    """The same for a bare text, whose paragraphs are parted by blank lines.

    `day_first` is as `time_locale` has it; `budget`, where one is given, tells afterwards how much work it was.
    """
    return _read(text, list(paragraphs_of(text)), published_on, day_first=day_first, budget=budget)


def _read(
    text: str,
    paragraphs: list[tuple[int, int]],
    published_on: date | None,
    *,
    day_first: bool | None,
    budget: Budget | None = None,
) -> tuple[TimeExpression, ...]:
    anchors = Anchors(published_on, parses_left=_PARSES + len(text) // _CHARACTERS_A_PARSE, day_first=day_first)
    lexed = [Paragraph.of(text, start, end) for start, end in paragraphs]
    anchors.narrative = _is_narrative(lexed, published_on)
    if anchors.narrative:
        anchors.frame = _first_year(lexed)
    reader = _Reader(text, anchors, budget or Budget())
    for paragraph in lexed:
        anchors.new_paragraph()
        reader.read(paragraph)
    return tuple(reader.found)


def _class(names: str) -> re.Pattern[str]:
    members = GRAMMAR.lexicon.members
    return re.compile("[" + "".join(members[name] for name in names.split()) + "]")


def _sequence(*phrases: str) -> str:
    """The phrases as an expression over symbols."""
    members = GRAMMAR.lexicon.members
    return "|".join("".join(f"[{members['=' + word]}]" for word in phrase.split()) for phrase in phrases)


_YEARS: Final = _class("YEAR BC")
_EXPLICIT_YEAR: Final = _class("YEAR")
_DEICTICS: Final = _class("TODAY WEEKDAY")
_BE: Final = GRAMMAR.lexicon.members["BE"]
_FUTURE: Final = frozenset(GRAMMAR.lexicon.members["FUTURE"])
_PAST_CUES: Final = PAST + GRAMMAR.lexicon.members["PASTVERB"]
_SET_TO: Final = _sequence("set to", "set for")
# Directly before a date, what says that it is still to come.
_AHEAD: Final = re.compile(f"(?:{_sequence(*AHEAD)})$")
_CUES: Final = re.compile(_SET_TO + f"|[{_BE}][{_PAST_CUES}]|[{_PAST_CUES}{''.join(sorted(_FUTURE))}]")
_STOP: Final = frozenset(GRAMMAR.lexicon.members["DOT"])


def _is_narrative(lexed: list[Paragraph], published_on: date | None) -> bool:
    """Whether a text tells of the past: years at least three times as often as weekdays and days around its own.

    Two years are enough where all lie long before publication and no day around it is named.
    """
    symbols = "".join(paragraph.symbols for paragraph in lexed)
    years, deictics = len(_YEARS.findall(symbols)), len(_DEICTICS.findall(symbols))
    if years >= 4 and years >= 3 * deictics:
        return True
    if years < 2 or deictics or published_on is None:
        return False
    tokens = [token for paragraph in lexed for token in paragraph.tokens]
    latest = max((int(tokens[at.start()]) for at in _EXPLICIT_YEAR.finditer(symbols)), default=MAXYEAR)
    return latest < published_on.year - _LONG_PAST


def _first_year(lexed: list[Paragraph]) -> Point | None:
    """The first year that a narrative names: what its opening counts from."""
    for paragraph in lexed:
        if match := _EXPLICIT_YEAR.search(paragraph.symbols):
            return Point(int(paragraph.tokens[match.start()]))
    return None


class _Reader:
    """Reads one text paragraph by paragraph."""

    def __init__(self, text: str, anchors: Anchors, budget: Budget) -> None:
        self.text = text
        self.anchors = anchors
        self.budget = budget
        self.found: list[TimeExpression] = []
        self.speech_day: tuple[date | None, int] = None, 0

    def read(self, paragraph: Paragraph) -> None:
        """Find the expressions of one paragraph: in runs of words that the lexicon knows, from left to right."""
        symbols = paragraph.symbols
        self.speech_day = None, 0
        for run in GRAMMAR.runs.finditer(symbols):
            at, end = run.span()
            if not GRAMMAR.cores.search(symbols, at, end):
                continue
            while at < end:
                if self.budget.allows(paragraph.spans[at][0]):
                    at = self._step(paragraph, at)
                else:
                    at = bisect_left(paragraph.spans, (self.budget.resumes(), 0), at, end)

    def _step(self, paragraph: Paragraph, at: int) -> int:
        """Take the longest match at a token that has a meaning, and say where to go on."""
        self.budget.spent += 1 + len(GRAMMAR.starting.get(paragraph.symbols[at], ()))
        for match, compiled in _matches(paragraph.symbols, at):
            self.budget.spent += EXPRESSION
            if compiled.pattern.meaning == WITHHELD or self._accept(paragraph, match, compiled):
                return match.end()
        return at + 1

    def _accept(self, paragraph: Paragraph, match: re.Match[str], compiled: Compiled) -> bool:
        """Resolve the expressions of a match and keep them; False where one of them has no meaning."""
        first, last = match.span()
        self.anchors.cue = _cue(paragraph.symbols, first, last)
        self.anchors.utterance = self._said_on(paragraph, first)
        parts = [match.span(part + 1) for part in range(compiled.parts)] or [(first, last)]
        tokens, symbols = paragraph.tokens, paragraph.symbols
        whole = Words(
            tuple(tokens[first:last]),
            symbols[first:last],
            0,
            last - first,
            before=tokens[first - 1].lower() if first else "",
            after=tokens[last].lower() if last < len(tokens) else "",
        )
        compared = compiled.pattern.meaning == "distance" and whole.has("year") and whole.has("ago", "earlier")
        meant = _MEANINGS[compiled.pattern.meaning]
        made: list[tuple[Span, Meaning, str | None]] = []
        for start, end in parts:
            own = replace(whole, start=start - first, end=end - first) if compiled.parts else whole
            meaning = meant(own, self.anchors)
            if meaning is None:
                return False
            span = Span(paragraph.spans[start][0], paragraph.spans[end - 1][1])
            made.append((span, meaning, edtf(meaning, tokens[start - 1].lower() if start else "")))
            self._note(span, meaning)
            self._date_speech(meaning, first + (end - first))
            opening = first < _OPENING or bool({symbols[first - _OPENING], symbols[first - 1]} & _STOP)
            if self.anchors.utterance is None:
                self.anchors.read(meaning, before=whole.before, opening=opening, compared=compared)
        for span, meaning, days in made:
            self._keep(span, meaning, compiled.pattern.name, days)
        return True

    def _date_speech(self, meaning: Meaning, end: int) -> None:
        if meaning.granularity is Granularity.DAY and meaning.interval:
            self.speech_day = meaning.interval.start, end

    def _said_on(self, paragraph: Paragraph, first: int) -> date | None:
        """The day on which a quotation was spoken: one that its own sentence names before it opens."""
        day, end = self.speech_day
        at = paragraph.opening_quote(first) if day else None
        if at is None or at < end or not _STOP.isdisjoint(paragraph.symbols[end:at]):
            return None
        return day

    def _note(self, span: Span, meaning: Meaning) -> None:
        """Take a whole date on a line of its own at the head of a text of unknown date as that date."""
        anchors = self.anchors
        if anchors.published or anchors.date_line or span.start > _HEAD or meaning.interval is None:
            return
        if meaning.granularity is not Granularity.DAY or meaning.anchor != EXPLICIT:
            return
        line_end = self.text.find("\n", span.end)
        before = self.text[self.text.rfind("\n", 0, span.start) + 1 : span.start]
        after = self.text[span.end : line_end if line_end >= 0 else len(self.text)]
        if not before.strip() and not after.strip(" \t\r.:-"):
            anchors.date_line = meaning.interval.start

    def _keep(self, span: Span, meaning: Meaning, pattern: str, days: str | None) -> None:
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
                pattern=pattern,
                readings=meaning.readings,
                weekday=meaning.weekday,
                impossible=meaning.impossible,
                edtf=days,
            )
        )


def _matches(symbols: str, at: int) -> list[tuple[re.Match[str], Compiled]]:
    """What matches at a token, the longest first, then in the order of the grammar."""
    found = []
    for compiled in GRAMMAR.starting.get(symbols[at], ()):
        match = compiled.regex.match(symbols, at)
        if match and match.end() > at:
            found.append((match, compiled))
    found.sort(key=lambda item: -item[0].end())
    return found


def _cue(symbols: str, first: int, last: int) -> int:
    """The tense around an expression: that of the nearest cue in its sentence, before it or else after it."""
    window = symbols[max(0, first - _CUE_WINDOW) : first]
    stop = max((window.rfind(sign) for sign in _STOP), default=-1)
    window = window[stop + 1 :]
    if _AHEAD.search(window):
        return 1
    before = _CUES.findall(window)
    if before:
        return _tense(before[-1])
    after = _CUES.search(symbols, last, min(len(symbols), last + _CUE_WINDOW))
    return _tense(after[0]) if after else 0


def _tense(cue: str) -> int:
    """1 for "will", "set to" and "be held", -1 for "held"."""
    return 1 if len(cue) > 1 or cue in _FUTURE else -1
