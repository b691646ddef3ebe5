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
from service.presentation.drawing import AXIS, around, bar, both, cut, extent, ground, text, vertical

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from service.domain.facts import Fact
    from service.domain.time import ValidTime
    from service.presentation.axis import Scale

MOST_TERMS = 60
MOST_TOLD = 24
"""Events that are drawn with words beside them; where there are more, all are points in lanes."""
_BAR, _LINE, _HEAD, _BETWEEN = 30, 22, 8, 8
_LANES, _STEP, _APART = 6, 14, 2.4
_WIDE, _NARROW = 74, 36
_FAR = 50.0
_BESIDE = 9
"""Pixels between a point and its words."""
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


def svg(drawn: Life, label: str, address: Callable[[str], str]) -> str:
    """The drawing of a life, empty where nothing in it has a date; `address` gives that of the fact with an id."""
    scale = scale_of(_days(drawn))
    if scale is None:
        return ""
    terms = [term for term in drawn.terms if term.valid.possible != Interval()][:MOST_TERMS]
    events = [fact for fact in drawn.events if fact.valid.possible != Interval()]
    lanes = len(events) > MOST_TOLD
    deep = _LANES * _STEP + _BETWEEN if lanes else _LINE * len(events)
    height = _HEAD + _BAR * len(terms) + _BETWEEN + deep + AXIS
    parts = [*ground(scale, height), *_ends(drawn, scale, height - AXIS)]
    for number, term in enumerate(terms):
        parts.extend(_term(term, scale, _HEAD + _BAR * number, address))
    top = _HEAD + _BAR * len(terms) + _BETWEEN
    if lanes:
        parts.extend(_in_lanes(events, scale, top, address))
    else:
        for number, fact in enumerate(events):
            parts.extend(_line(fact, scale, top + _LINE * number, address))
    return (
        f'<svg class="timeline" role="group" aria-label="{text(label)}" width="100%" height="{height}" '
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
    return fact.proposition.kind is ClaimKind.OFFICE and fact.proposition.office is not None


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


def _ends(drawn: Life, scale: Scale, foot: int) -> Iterator[str]:
    """Birth and death, as lines through everything."""
    for valid in filter(None, (drawn.born, drawn.died)):
        if (day := valid.start_min or valid.end_max) is not None:
            yield f'<line class="today" {vertical(scale.at(day), foot)}/>'


def _term(term: Term, scale: Scale, top: int, address: Callable[[str], str]) -> Iterator[str]:
    sources = dict.fromkeys(fact.provenance.source for fact in term.facts)
    title = f"{term.words}: {when(term.valid)} ({', '.join(sources)})"
    yield f'<a href="{text(address(term.facts[0].id))}"><title>{text(title)}</title>'
    yield from bar(term.valid, scale, term.words, top)
    yield "</a>"


def _line(fact: Fact, scale: Scale, top: int, address: Callable[[str], str]) -> Iterator[str]:
    """One event: its point, the days that it may have been on, and its words beside it."""
    y, place = top + _LINE // 2, _point(fact.valid, scale)
    far = place > _FAR
    words = told(fact.proposition)
    yield _open(fact, address)
    yield _spread(fact.valid, scale, y)
    yield around(place, y, _CONTESTED if fact.contested else _SHAPES.get(fact.status, _SHAPES[FactStatus.READ]))
    shift = f'dx="{-_BESIDE}" text-anchor="end"' if far else f'dx="{_BESIDE}"'
    beside = f'x="{place:.2f}%" {shift}'
    yield both(text(cut(words, _WIDE)), text(cut(words, _NARROW)), beside, beside, y + 4, kind="fact ")
    yield "</a>"


def _in_lanes(events: Sequence[Fact], scale: Scale, top: int, address: Callable[[str], str]) -> Iterator[str]:
    """Many events as points; those at one place stand under each other, as far as there is room."""
    ends = [-100.0] * _LANES
    for fact in events:
        place = _point(fact.valid, scale)
        emptiest = min(range(_LANES), key=ends.__getitem__)
        lane = next((lane for lane, end in enumerate(ends) if place - end >= _APART), emptiest)
        ends[lane] = place
        shape = _CONTESTED if fact.contested else _SHAPES.get(fact.status, _SHAPES[FactStatus.READ])
        yield f"{_open(fact, address)}{around(place, top + 8 + lane * _STEP, shape)}</a>"


def _open(fact: Fact, address: Callable[[str], str]) -> str:
    title = f"{told(fact.proposition)} ({when(fact.valid)}; {fact.provenance.source})"
    return f'<a href="{text(address(fact.id))}"><title>{text(title)}</title>'


def _spread(valid: ValidTime, scale: Scale, y: int) -> str:
    """The days that an event may have been on, where these are more than a point covers."""
    left, right = extent(valid.possible, scale)
    if right - left < 2:
        return ""
    return f'<rect class="bar maybe" x="{left:.2f}%" width="{right - left:.2f}%" y="{y - 2}" height="4" rx="2"/>'


def _point(valid: ValidTime, scale: Scale) -> float:
    """Where an event lies: in the middle of its days, or at the end of them that is known."""
    possible = valid.possible
    left, right = extent(possible, scale)
    return (left + right) / 2 if possible.start and possible.end else left if possible.start else right
