"""Persons of one document: every loose form resolved to the fullest ("Mr Berg" to "Jan Berg")."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from service.domain.claims import Mention
from service.domain.names import compatible, fold, person, surname_key
from service.domain.text import Span
from service.reading.gazetteer import gazetteer
from service.reading.name_line import Run

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from service.domain.claims import Entity
    from service.reading.name_line import Line

_PAIR = 2
# More persons of one surname than any article names are not told apart further: the work stays linear.
_NAMESAKES = 24
# How sure a mention is: the words themselves, a loose form with one reading, a given name alone, several readings.
_SURE, _LOOSE, _GIVEN_ONLY, _SEVERAL, _STRANGER = 1.0, 0.9, 0.7, 0.6, 0.5


@dataclass(slots=True)
class _Known:
    """A person of the document under the fullest form met so far; `last` is where it was last named."""

    name: str
    parts: tuple[str, ...]
    last: int = -1


@dataclass(slots=True)
class Persons:
    """The persons of a document by surname key and by given name, and the runs of each sentence."""

    by_key: dict[str, list[_Known]] = field(default_factory=dict)
    by_given: dict[str, list[_Known]] = field(default_factory=dict)
    runs: list[list[Run]] = field(default_factory=list)

    @classmethod
    def of(cls, text: str, lines: Sequence[Line]) -> Persons:
        """Collect full names first, then surnames that stand alone with a title."""
        persons = cls()
        pairs = {run.parts for line in lines for run in line.runs if run.sure and len(run.parts) == _PAIR}
        persons.runs = [[piece for run in line.runs for piece in _apart(text, run, pairs)] for line in lines]
        sure = [run for row in persons.runs for run in row if run.sure]
        for run in sure:
            if len(run.parts) > 1:
                persons._learn(run)
        for run in sure:
            if len(run.parts) == 1 and not persons._fitting(run):
                persons._learn(run)
        for known in (known for same in persons.by_key.values() for known in same):
            if len(known.parts) > 1 and fold(known.parts[0]) not in gazetteer().words:
                persons.by_given.setdefault(fold(known.parts[0]), []).append(known)
        return persons

    def mentions(self, text: str, number: int) -> Iterator[Mention]:
        """The persons named in sentence `number`; to be asked in the order of the text."""
        for run in self.runs[number]:
            mention = self._mention(text, run)
            if mention is not None:
                yield mention

    def bearer(self, name: str, at: int) -> Entity | None:
        """The person of this document whose surname is the word `name` (a place's name, too), met at `at`."""
        for known in self.by_key.get(surname_key(name), ()):
            if len(known.parts) > 1 and known.parts[-1] == name:
                known.last = at
                return person(known.name)
        return None

    def _learn(self, run: Run) -> None:
        name = " ".join(run.parts)
        if len(run.parts) == 1 and run.address:
            name = f"{run.address} {name}"
        same = self.by_key.setdefault(surname_key(name), [])
        for known in same:
            if compatible(known.name, name):
                if len(run.parts) > len(known.parts):
                    known.name, known.parts = name, run.parts
                return
        if len(same) < _NAMESAKES:
            same.append(_Known(name, run.parts))

    def _fitting(self, run: Run) -> list[_Known]:
        """The known persons whom a run can mean, the one last named first."""
        name = " ".join((run.address, *run.parts) if run.address else run.parts)
        word = name.title() if name.isupper() else name
        fitting = [known for known in self.by_key.get(surname_key(word), ()) if compatible(known.name, word)]
        return sorted(fitting, key=lambda known: -known.last)

    def _mention(self, text: str, run: Run) -> Mention | None:
        fitting, confidence = self._fitting(run), _SURE if run.sure else _LOOSE
        if not fitting and len(run.parts) == 1 and not run.address:
            fitting, confidence = self.by_given.get(fold(run.parts[0]), []), _GIVEN_ONLY
            fitting = fitting if len(fitting) == 1 else []
        span = Span(run.start, run.end)
        if not fitting and run.sure:
            return Mention(span, span.of(text), person(" ".join(run.parts)))
        if not fitting:
            return _stranger(text, run)
        fitting[0].last = run.start
        others: tuple[Entity, ...] = tuple(person(known.name) for known in fitting[1:])
        return Mention(span, span.of(text), person(fitting[0].name), others, _SEVERAL if others else confidence)


def _stranger(text: str, run: Run) -> Mention | None:
    """A surname alone that speaks or acts, of nobody named in full."""
    word = run.parts[0]
    known = gazetteer()
    if not run.acts or fold(word) not in known.surnames or word.isupper() or fold(word) in known.given:
        return None
    span = Span(run.start, run.end)
    return Mention(span, span.of(text), person(word), confidence=_STRANGER)


def _apart(text: str, run: Run, pairs: set[tuple[str, ...]]) -> Iterator[Run]:
    """Two names that touch (a caption that lists who is pictured) as two runs."""
    parts = run.parts
    if len(parts) == 2 * _PAIR and not run.address:
        given = gazetteer().given
        head, tail = parts[:_PAIR], parts[_PAIR:]
        known = head in pairs or tail in pairs
        cut = text.find(tail[0], run.start + len(head[0]) + len(head[1]), run.end)
        two = fold(tail[0]) in given and fold(head[0]) in given and (known or fold(head[1]) not in given)
        if two and cut >= 0:
            yield Run(run.start, run.start + len(text[run.start : cut].rstrip()), head)
            yield Run(cut, run.end, tail, acts=run.acts)
            return
    yield run
