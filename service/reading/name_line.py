"""One sentence as the readers of names see it: its words folded, its case, its titles, and what was found so far."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from service.domain.names import fold
from service.domain.text import Role
from service.reading.gazetteer import NameKind, gazetteer
from service.reading.title_words import HEADS, MODIFIERS, plain, title_at
from service.reading.tokens import Token

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from service.domain.claims import Entity
    from service.reading.gazetteer import Entry


class Sort(StrEnum):
    """How a name was recognised."""

    KNOWN = "known"
    CITY = "city"
    EVENT = "event"
    ORGANISATION = "organisation"
    ACRONYM = "acronym"


class Found(NamedTuple):
    """A name other than a person's at `[start, end)` of the text; the likeliest entity first.

    `weak` is a place only where the document has to do with its country, `located` one that words like "in"
    before it show to be a place, `acronym` the short form that follows in brackets.
    """

    start: int
    end: int
    sort: Sort
    entities: tuple[Entity, ...]
    weak: bool = False
    located: bool = False
    acronym: str = ""


class Run(NamedTuple):
    """Words that are, or may be, a person's name at `[start, end)` of the text.

    `sure` says that the words themselves show a person; a run that is not counts only where the same text names
    a person of that surname in full, or where it speaks or acts.
    """

    start: int
    end: int
    parts: tuple[str, ...]
    address: str = ""
    sure: bool = True
    acts: bool = False


_FEWEST_IN_TITLE_CASE = 4
_CASE_SHARE = 0.6
_LONG_WORD = 4
_SKIPPED = frozenset({"the", "central", "nearby", "downtown", "east", "west", "north", "south"})


def is_name_word(text: str) -> bool:
    """Whether a word has the form of a name: letters, hyphens, apostrophes, a capital first."""
    return text[:1].isupper() and text.replace("-", "").replace("'", "").isalpha()


class Line:
    """A sentence under scan. `found` and `runs` grow; all else stays as it was made."""

    def __init__(self, tokens: Sequence[Token], role: Role, lower: AbstractSet[str] = frozenset()) -> None:
        """Fold the words once and judge by their capitals whether case tells anything.

        `lower` are the words that the document also writes in lower case: they are no names.
        """
        self.lower = lower
        self.tokens = list(_merged(tokens))
        self.known = gazetteer()
        self.folded = [fold(token.text) for token in self.tokens]
        self.found: list[Found] = []
        self.runs: list[Run] = []
        self.after_title: set[int] = set()
        self.in_title: set[int] = set()
        words = [token.text for token in self.tokens if token.text[0].isalpha()]
        long = [word for word in words if len(word) > _LONG_WORD]
        self.shouted = len(words) > 1 and sum(w.isupper() for w in words) > _CASE_SHARE * len(words)
        self.title_case = self.shouted or (
            len(words) >= _FEWEST_IN_TITLE_CASE
            and (role is Role.HEADLINE or self.tokens[-1].text not in {".", "!", "?", '"'})
            and sum(w[0].isupper() for w in long) > _CASE_SHARE * len(long)
            and sum(w[0].isupper() for w in words) > _CASE_SHARE * len(words)
        )

    def in_lower_case(self, word: str) -> bool:
        """Whether the folded `word` is written in lower case in English or in this document."""
        return word in self.known.words or word in self.lower

    def is_word(self, word: str) -> bool:
        """Whether the folded `word` is an ordinary word or a regular form of one."""
        return word in self.lower or self.known.is_word(word)

    def text(self, at: int) -> str:
        """The word at `at`, empty outside the sentence."""
        return self.tokens[at].text if 0 <= at < len(self.tokens) else ""

    def words(self, first: int, last: int) -> str:
        """The words `[first, last)` with single spaces."""
        return " ".join(token.text for token in self.tokens[first:last])

    def starts(self, at: int) -> bool:
        """Whether the capital at `at` may only be the first word of a sentence, a quotation or a heading."""
        return at == 0 or not (
            self.tokens[at - 1].text[0].isalnum() or self.tokens[at - 1].text in {",", "'s", "(", "&"}
        )

    def before(self, at: int) -> str:
        """The folded word before `at`; articles and words like "central" are skipped."""
        index = at - 1
        while index >= 0 and self.folded[index] in _SKIPPED:
            index -= 1
        return self.folded[index] if index >= 0 else ""

    def entry(self, at: int) -> tuple[Entry | None, int]:
        """The longest known name that begins at `at` and the index after it."""
        if not 0 <= at < len(self.tokens):
            return None, at
        first = self.folded[at]
        for size in range(min(self.known.longest.get(first, 1), len(self.tokens) - at), 0, -1):
            entry = self.known.find(" ".join(self.folded[at : at + size]) if size > 1 else first)
            if entry is not None and self._as_written(entry, at, size):
                return entry, at + size
        return None, at

    def _as_written(self, entry: Entry, at: int, size: int) -> bool:
        """Whether case allows the reading: "WHO" is a body, "who" is none; "New york" is no city."""
        if size == 1:
            return entry.verbatim is None or (self.tokens[at].text == entry.verbatim and not self.shouted)
        return self.tokens[at + size - 1].text[0].isupper() or entry.kind is NameKind.BODY

    def add(self, first: int, last: int, sort: Sort, entities: tuple[Entity, ...]) -> int:
        """Record a name at `[first, last)`; return `last`."""
        self.found.append(Found(self.tokens[first].start, self.tokens[last - 1].end, sort, entities))
        return last

    def note_title(self, at: int) -> None:
        """Mark the title that begins at `at`: its words are no names, and a name may follow it."""
        word = plain(self.tokens[at])
        if at in self.in_title or (word not in MODIFIERS and word not in HEADS):
            return
        end = title_at(self.tokens, at)
        if end > at:
            self.after_title.add(end + (self.text(end) == "."))
            self.in_title.update(
                index
                for index in range(at, end)
                if self.folded[index] in MODIFIERS or plain(self.tokens[index]) in HEADS
            )


def _merged(tokens: Sequence[Token]) -> Iterator[Token]:
    """The tokens with capitals and digits that touch ("G8") made one."""
    held: Token | None = None
    for token in tokens:
        if held and held.end == token.start and held.text.isupper() and held.text.isalpha() and token.text.isdigit():
            held = Token(held.text + token.text, held.start, token.end)
            continue
        if held:
            yield held
        held = token
    if held:
        yield held
