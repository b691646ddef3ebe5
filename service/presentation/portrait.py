"""Somebody's time as a drawing: terms in office as bars, what happened as points, birth and death as lines.

Whatever stands in a drawing stands on the page in words, too; the drawing leads to each fact by a link.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.domain.claims import ClaimKind
from service.domain.facts import FactStatus
from service.domain.telling import told, when
from service.domain.time import DAY, Interval
from service.presentation.axis import scale_of
from service.presentation.drawing import AXIS, around, bar, extent, ground, said, text, vertical

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from service.domain.facts import Fact
    from service.domain.time import ValidTime
    from service.presentation.axis import Scale

MOST_TERMS = 60
MOST_TOLD = 24
"""Events that are drawn with words beside them; where there are more, all are points in lanes."""
_ROW, _HEAD, _LABEL, _BETWEEN = 30, 6, 12, 8
_LANES, _STEP, _APART = 6, 14, 2.4
_FAR, _BROAD = 50.0, 2.0
_SHAPES = {
    FactStatus.OFFICIAL: '<rect class="full" x="-4.5" y="-4.5" width="9" height="9"/>',
    FactStatus.REVIEWED: '<circle class="full" r="5"/>',
    FactStatus.READ: '<circle class="hollow" r="4.5"/>',
}
_CONTESTED = '<path class="hollow" d="M0-7l7 12.5h-14z"/>'


@dataclass(frozen=True, slots=True)
class Term:
    """Occupancies of one office with one valid time, however many sources tell of them: one bar under its words."""

    words: str
    valid: ValidTime
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Life:
    """What is drawn of somebody: `born` and `died` as far as they are known."""

    terms: tuple[Term, ...]
    events: tuple[Fact, ...]
    born: ValidTime | None = None
    died: ValidTime | None = None


def life(
    facts: Iterable[Fact], born: ValidTime | None = None, died: ValidTime | None = None, *, of_office: bool = False
) -> Life:
    """The terms and events among some facts, each by its beginning; `of_office` names the holders of the terms."""
    terms: dict[tuple[str, ValidTime], list[Fact]] = {}
    events = []
    for fact in facts:
        if _is_term(fact):
            terms.setdefault((_words(fact, of_office=of_office), fact.valid), []).append(fact)
        else:
            events.append(fact)
    made = [Term(words, valid, tuple(members)) for (words, valid), members in terms.items()]
    return Life(tuple(sorted(made, key=_of_term)), tuple(sorted(events, key=_of_event)), born, died)


@dataclass(frozen=True, slots=True)
class Labels:
    """What the words of a drawing are: of the whole for who does not see it, and of the lines of birth and death."""

    whole: str
    born: str
    died: str


def svg(drawn: Life, labels: Labels, address: Callable[[str], str]) -> str:
    """The drawing of a life, empty where nothing in it has a date; `address` gives that of the fact with an id."""
    scale = scale_of(_days(drawn))
    if scale is None:
        return ""
    terms = [term for term in drawn.terms if term.valid.possible != Interval()][:MOST_TERMS]
    events = [fact for fact in drawn.events if fact.valid.possible != Interval()]
    lanes = len(events) > MOST_TOLD
    deep = _LANES * _STEP + _BETWEEN if lanes else _ROW * len(events)
    head = _HEAD + (_LABEL if drawn.born or drawn.died else 0)
    height = head + _ROW * len(terms) + _BETWEEN + deep + AXIS
    parts = [*ground(scale, height), *_ends(drawn, labels, scale, height - AXIS)]
    for number, term in enumerate(terms):
        parts.extend(_term(term, scale, head + _ROW * number, address))
    top = head + _ROW * len(terms) + _BETWEEN
    if lanes:
        parts.extend(_in_lanes(events, scale, top, address))
    else:
        for number, fact in enumerate(events):
            parts.extend(_line(fact, scale, top + _ROW * number, address))
    return (
        f'<svg class="timeline" role="group" aria-label="{text(labels.whole)}" width="100%" height="{height}" '
        f'xmlns="http://www.w3.org/2000/svg">{"".join(parts)}</svg>'
    )


def marks(drawn: Life) -> list[tuple[str, str]]:
    """What the marks in a drawing mean: each as a small SVG and which kind it is (see `Mark` names in the page)."""
    found = []
    if drawn.terms:
        found.append(("term", _mark('<rect class="bar" x="-12" y="-4" width="24" height="8"/>', 26)))
    for status, shape in _SHAPES.items():
        if any(fact.status is status and not fact.contested for fact in drawn.events):
            found.append((status.value, _mark(shape, 16)))
    if any(fact.contested for fact in drawn.events):
        found.append(("contested", _mark(_CONTESTED, 16)))
    return found


def _mark(shape: str, width: int) -> str:
    return (
        f'<svg class="timeline mark" width="{width}" height="16" aria-hidden="true">'
        f'<g transform="translate({width // 2} 8)">{shape}</g></svg>'
    )


def _is_term(fact: Fact) -> bool:
    """Whether a fact is a term with its ends; a title that an article shows on a day is something that happened."""
    return fact.proposition.kind is ClaimKind.OFFICE and fact.proposition.office is not None and fact.lasting


def _words(fact: Fact, *, of_office: bool) -> str:
    held = fact.proposition.office
    if held is None:
        return told(fact.proposition)
    if of_office:
        return held.person.name
    return f"{held.title} ({held.jurisdiction})" if held.jurisdiction else held.title


def _of_term(term: Term) -> tuple[str, str, str]:
    return _first(term.valid), _last(term.valid), term.words


def _of_event(fact: Fact) -> tuple[str, str]:
    return _first(fact.valid), fact.id


def _first(valid: ValidTime) -> str:
    first = valid.start_min or valid.start_max
    return first.isoformat() if first else ""


def _last(valid: ValidTime) -> str:
    last = valid.end_max or valid.end_min
    return last.isoformat() if last else "9999"


def _days(drawn: Life) -> Iterator[date]:
    times = [term.valid for term in drawn.terms[:MOST_TERMS]] + [fact.valid for fact in drawn.events]
    for valid in (*times, *filter(None, (drawn.born, drawn.died))):
        possible, sure = valid.possible, valid.sure
        ends = [possible.end - DAY] if possible.end else [sure.start] if sure is not None and sure.start else []
        yield from (day for day in (possible.start, *ends) if day)


def _ends(drawn: Life, labels: Labels, scale: Scale, foot: int) -> Iterator[str]:
    """Birth and death, as lines through everything."""
    for valid, words in ((drawn.born, labels.born), (drawn.died, labels.died)):
        day = (valid.start_min or valid.end_max) if valid else None
        if day is not None:
            place = scale.at(day)
            beside = 'dx="-5" text-anchor="end"' if place > _FAR else 'dx="5"'
            yield f'<line class="today" {vertical(place, foot)}/>'
            yield f'<text class="tick" x="{place:.2f}%" y="11" {beside}>{text(words)}</text>'


def _term(term: Term, scale: Scale, top: int, address: Callable[[str], str]) -> Iterator[str]:
    sources = dict.fromkeys(fact.provenance.source for fact in term.facts)
    title = f"{term.words}: {when(term.valid)} ({', '.join(sources)})"
    yield f'<a href="{text(address(term.facts[0].id))}"><title>{text(title)}</title>'
    yield from bar(term.valid, scale, term.words, top)
    yield "</a>"


def _line(fact: Fact, scale: Scale, top: int, address: Callable[[str], str]) -> Iterator[str]:
    """One event: its words, and under them its point among the days that it may have been on."""
    left, right = extent(fact.valid.possible, scale)
    yield _open(fact, address)
    yield said(told(fact.proposition), fact.valid, scale, top + 11)
    if right - left > _BROAD:
        yield f'<rect class="bar maybe" x="{left:.2f}%" width="{right - left:.2f}%" y="{top + 18}" height="4" rx="2"/>'
    yield around(_point(fact.valid, scale), top + 20, _shape(fact))
    yield "</a>"


def _shape(fact: Fact) -> str:
    return _CONTESTED if fact.contested else _SHAPES.get(fact.status, _SHAPES[FactStatus.READ])


def _in_lanes(events: Sequence[Fact], scale: Scale, top: int, address: Callable[[str], str]) -> Iterator[str]:
    """Many events as points; those at one place stand under each other, as far as there is room."""
    ends = [-100.0] * _LANES
    for fact in events:
        place = _point(fact.valid, scale)
        emptiest = min(range(_LANES), key=ends.__getitem__)
        lane = next((lane for lane, end in enumerate(ends) if place - end >= _APART), emptiest)
        ends[lane] = place
        yield f"{_open(fact, address)}{around(place, top + 8 + lane * _STEP, _shape(fact))}</a>"


def _open(fact: Fact, address: Callable[[str], str]) -> str:
    title = f"{told(fact.proposition)} ({when(fact.valid)}; {fact.provenance.source})"
    return f'<a href="{text(address(fact.id))}"><title>{text(title)}</title>'


def _point(valid: ValidTime, scale: Scale) -> float:
    """Where an event lies: in the middle of its days, or at the end of them that is known."""
    possible = valid.possible
    left, right = extent(possible, scale)
    return (left + right) / 2 if possible.start and possible.end else left if possible.start else right
