"""Find the time expressions of a text and say what they mean.

Text -> tokens -> one symbol a token -> the longest pattern at each place (`time_grammar`) -> its meaning
(`time_normalise`, `time_spans`) from the anchors at that place (`time_anchors`). Linear in the length of the text.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from service.domain.text import Span
from service.domain.time import Granularity, TimeExpression
from service.reading import time_locale
from service.reading.time_anchors import Anchors
from service.reading.time_calendar import EXPLICIT
from service.reading.time_context import first_year, is_habit, is_narrative, is_report, opens_sentence, tense
from service.reading.time_edtf import edtf
from service.reading.time_grammar import GRAMMAR, Compiled
from service.reading.time_match import MEANINGS, matches, words_of
from service.reading.time_speech import Speech
from service.reading.time_tokens import Lexed, paragraphs_of
from service.reading.time_work import EXPRESSION, Budget

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence
    from datetime import date

    from service.domain.text import Document, Sentence
    from service.reading.time_calendar import Meaning

# Words that look like an expression and are none: an age is a person's, and TimeML marks none.
WITHHELD: Final = "withheld"
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
    anchors = Anchors(
        document.published_on, day_first=time_locale.day_first(document), region=time_locale.country(document)
    )
    return _read(document.text, paragraphs, anchors, Budget())


def find_in_text(
    text: str,
    published_on: date | None,
    *,
    day_first: bool | None = None,
    region: str | None = None,
    budget: Budget | None = None,
) -> tuple[TimeExpression, ...]:
    """The same for a bare text, whose paragraphs are parted by blank lines.

    `day_first` and `region` are as `time_locale` has them; `budget`, where one is given, tells afterwards how much work
    it was.
    """
    anchors = Anchors(published_on, day_first=day_first, region=region)
    return _read(text, list(paragraphs_of(text)), anchors, budget or Budget())


def _read(text: str, paragraphs: list[tuple[int, int]], anchors: Anchors, budget: Budget) -> tuple[TimeExpression, ...]:
    anchors.parses_left = _PARSES + len(text) // _CHARACTERS_A_PARSE
    lexed = Lexed.of(text, paragraphs)
    anchors.narrative = is_narrative(lexed, anchors.published)
    if anchors.narrative:
        anchors.frame = first_year(lexed)
    reader = _Reader(text, lexed, anchors, budget)
    reader.read()
    return tuple(reader.found)


class _Reader:
    """Reads one text from its beginning to its end."""

    def __init__(self, text: str, lexed: Lexed, anchors: Anchors, budget: Budget) -> None:
        self.text = text
        self.lexed = lexed
        self.anchors = anchors
        self.budget = budget
        self.speech = Speech(lexed, anchors, budget)
        self.found: list[TimeExpression] = []

    def read(self) -> None:
        """Find the expressions in runs of words that the lexicon knows, none of which crosses a paragraph."""
        spans, symbols = self.lexed.spans, self.lexed.symbols
        budget, core = self.budget, GRAMMAR.cores.search
        for run in GRAMMAR.runs.finditer(symbols):
            at, end = run.span()
            if not core(symbols, at, end):
                continue
            if at >= self.speech.end:
                self._new_paragraph(at)
            while at < end:
                if budget.allows(spans[at][0]):
                    at = self._step(at)
                else:
                    at = bisect_left(spans, (budget.resumes(), 0), at, end)

    def _new_paragraph(self, at: int) -> None:
        ends = self.lexed.ends
        number = bisect_left(ends, at)
        self.speech.new_paragraph(ends[number - 1] + 1 if number else 0, ends[number])
        self.anchors.new_paragraph()

    def _step(self, at: int) -> int:
        """Take the longest match at a token that has a meaning, and say where to go on."""
        for match, compiled in matches(self.lexed.symbols, at, self.budget):
            self.budget.spent += EXPRESSION * max(1, compiled.parts)
            if compiled.pattern.meaning == WITHHELD or self._accept(match, compiled):
                return match.end()
        return at + 1

    def _accept(self, match: re.Match[str], compiled: Compiled) -> bool:
        """Resolve the expressions of a match and keep them; False where one of them has no meaning."""
        first, last = match.span()
        lexed, anchors, symbols = self.lexed, self.anchors, self.lexed.symbols
        anchors.utterance = self.speech.of(first)
        anchors.cue, anchors.will = tense(symbols, first, last)
        anchors.often = is_habit(symbols, first, last)
        anchors.reported = is_report(symbols, first)
        whole = words_of(lexed, match)
        compared = compiled.pattern.meaning == "distance" and whole.has("year") and whole.has("ago", "earlier")
        meant = MEANINGS[compiled.pattern.meaning]
        parts = [match.span(part + 1) for part in range(compiled.parts)] if compiled.parts else [(first, last)]
        made: list[tuple[Span, Meaning, str | None]] = []
        for start, end in parts:
            own = replace(whole, start=start - first, end=end - first) if compiled.parts else whole
            meaning = meant(own, anchors)
            if meaning is None:
                return False
            span = Span(lexed.spans[start][0], lexed.spans[end - 1][1])
            made.append((span, meaning, edtf(meaning, lexed.tokens[start - 1].lower() if start else "")))
            self._note(span, meaning)
            self.speech.read(meaning, first, last)
            flashback = meaning.anchor == "text" and own.has("before", "earlier", "previous", "preceding")
            if anchors.utterance is None and not flashback:
                anchors.read(meaning, before=whole.before, opening=opens_sentence(symbols, first), compared=compared)
        for span, meaning, days in made:
            self._keep(span, meaning, compiled.pattern.name, days)
        return True

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
