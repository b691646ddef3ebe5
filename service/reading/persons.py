"""Persons of one document: every loose form resolved to the fullest ("Mr Cameron" to "David Cameron")."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from service.domain.claims import Mention
from service.domain.names import compatible, fold, person, surname_key
from service.domain.text import Span
from service.reading.gazetteer import gazetteer
from service.reading.name_scan import Run

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from service.domain.claims import Entity
    from service.reading.name_scan import Scan

_PAIR = 2


@dataclass(slots=True)
class _Known:
    """A person of the document under the fullest form met so far; `last` is where it was last named."""

    name: str
    parts: int
    last: int = -1


@dataclass(slots=True)
class Persons:
    """The persons of a document by surname key."""

    by_key: dict[str, list[_Known]] = field(default_factory=dict)
    mentions: dict[int, list[Mention]] = field(default_factory=dict)

    @classmethod
    def of(cls, text: str, scans: Sequence[Scan]) -> Persons:
        """Collect the full names first, then resolve every run in the order of the text."""
        persons = cls()
        pairs = {run.parts for scan in scans for run in scan.runs if run.sure and len(run.parts) == _PAIR}
        runs = [[piece for run in scan.runs for piece in _apart(text, run, pairs)] for scan in scans]
        for run in (run for row in runs for run in row):
            if run.sure and len(run.parts) > 1:
                persons._learn(run)
        for run in (run for row in runs for run in row):
            if run.sure and len(run.parts) == 1 and not persons._fitting(run):
                persons._learn(run)
        for scan, row in zip(scans, runs, strict=True):
            persons.mentions[id(scan)] = [m for run in row if (m := persons._mention(text, run)) is not None]
        return persons

    def in_sentence(self, scan: Scan) -> list[Mention]:
        """The mentions of persons in one scanned sentence."""
        return self.mentions.get(id(scan), [])

    def _learn(self, run: Run) -> None:
        name = " ".join(run.parts)
        if len(run.parts) == 1 and run.address:
            name = f"{run.address} {name}"
        same = self.by_key.setdefault(surname_key(name), [])
        for known in same:
            if compatible(known.name, name):
                if len(run.parts) > known.parts:
                    known.name, known.parts = name, len(run.parts)
                return
        same.append(_Known(name, len(run.parts)))

    def _fitting(self, run: Run) -> list[_Known]:
        """The known persons whom a run can mean, the one last named first."""
        name = " ".join(run.parts)
        if run.address:
            name = f"{run.address} {name}"
        word = name.title() if name.isupper() else name
        fitting = [known for known in self.by_key.get(surname_key(word), ()) if compatible(known.name, word)]
        return sorted(fitting, key=lambda known: -known.last)

    def _mention(self, text: str, run: Run) -> Mention | None:
        fitting = self._fitting(run)
        if not fitting:
            return self._stranger(text, run)
        chosen = fitting[0]
        chosen.last = run.start
        others: tuple[Entity, ...] = tuple(person(known.name) for known in fitting[1:])
        confidence = 1.0 if run.sure and not others else 0.9 if not others else 0.6
        return Mention(Span(run.start, run.end), text[run.start : run.end], person(chosen.name), others, confidence)

    @staticmethod
    def _stranger(text: str, run: Run) -> Mention | None:
        """A surname alone that speaks or acts, of nobody named in full."""
        word = run.parts[0]
        known = gazetteer()
        if not run.spoken or fold(word) not in known.surnames or word.isupper() or fold(word) in known.given:
            return None
        return Mention(Span(run.start, run.end), text[run.start : run.end], person(word), confidence=0.5)


def _apart(text: str, run: Run, pairs: set[tuple[str, ...]]) -> Iterator[Run]:
    """Two names that touch (a caption that lists who is pictured) as two runs."""
    parts = run.parts
    if len(parts) == 2 * _PAIR and not run.address:
        given = gazetteer().given
        head, tail = parts[:_PAIR], parts[_PAIR:]
        known = head in pairs or tail in pairs
        if fold(tail[0]) in given and fold(head[0]) in given and (known or fold(head[1]) not in given):
            cut = text.index(tail[0], run.start + len(head[0]) + len(head[1]))
            yield Run(run.start, run.start + len(text[run.start : cut].rstrip()), head)
            yield Run(cut, run.end, tail, spoken=run.spoken)
            return
    yield run
