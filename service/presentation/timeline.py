"""The timeline of a report as SVG: claims as points, what is recorded as bars, misfits marked.

Places along the axis are percent of the width and everything else is pixels, so that one drawing fits a telephone, a
screen and a page of paper without its words getting smaller. Colours are classes (`page`'s style names them).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from service.domain.claims import ClaimKind
from service.domain.telling import days
from service.domain.time import DAY, Interval, in_words
from service.domain.verdicts import Label
from service.presentation.axis import scale_of
from service.presentation.drawing import AXIS, LEAST_WIDTH, around, bar, both, cut, extent, ground, text, vertical
from service.presentation.wording import ENGLISH, N_, VERDICTS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from gettext import NullTranslations

    from service.presentation.axis import Scale
    from service.presentation.view import ClaimView, EvidenceView, ReportView

_MOST_ROWS = 60
_MOST_BARS = 4
_HEAD, _LANE, _BAR, _BETWEEN = 18, 18, 30, 10
_WIDE, _NARROW = 88, 40
"""Characters of a claim that fit on a broad drawing, and on one of 320 pixels."""
_LANES, _STEP, _APART = 4, 13, 2.6
_BROAD = 4.0
_MISFITS = frozenset({Label.CONTRADICTED, Label.SUSPECT})


@dataclass(frozen=True, slots=True)
class Row:
    """A claim, when it says that something was, and the facts beside which it was set."""

    claim: ClaimView
    when: Interval
    facts: tuple[EvidenceView, ...] = ()

    @property
    def height(self) -> int:
        """In pixels."""
        return _HEAD + _LANE + _BAR * len(self.facts) + _BETWEEN


@dataclass(frozen=True, slots=True)
class Chart:
    """Rows that share an axis, under a title; `rest` are claims without a fact beside them, as one row of points."""

    title: str
    rows: tuple[Row, ...] = ()
    rest: tuple[Row, ...] = ()
    left_out: int = field(default=0)


def charts(report: ReportView) -> tuple[Chart, ...]:
    """The timelines of a report: offices, whose facts last years, and everything else; one without rows is left out."""
    rows = sorted(filter(None, (_row(claim, report.as_of) for claim in report.claims)), key=_begins)
    told = [row for row in rows if row.facts or row.claim.label in _MISFITS]
    offices = [row for row in told if any(fact.kind is ClaimKind.OFFICE for fact in row.facts)]
    others = [row for row in told if row not in offices]
    rest = tuple(row for row in rows if row not in told)
    made = (_chart(N_("Offices"), offices, ()), _chart(N_("Events and other claims"), others, rest))
    return tuple(chart for chart in made if chart.rows or chart.rest)


def svg(chart: Chart, published: date | None, say: NullTranslations = ENGLISH) -> str:
    """A chart as an SVG element; empty where nothing in it has a date. `published` is marked as the article's date.

    `say` is the language of the few words that are not those of claims and facts.
    """
    scale = scale_of(_days_of(chart, published))
    if scale is None:
        return ""
    height = sum(row.height for row in chart.rows) + (_HEAD + _LANES * _STEP + _BETWEEN if chart.rest else 0) + AXIS
    parts = [*_ground(scale, height, published, say)]
    top = 0
    for row in chart.rows:
        parts.extend(_drawn(row, scale, top))
        top += row.height
    if chart.rest:
        parts.extend(_points(chart.rest, scale, top, say))
    told = say.gettext("{title}: {n} claims on a time axis; each is told in words, too.")
    label = told.format(title=say.gettext(chart.title), n=len(chart.rows) + len(chart.rest))
    return (
        f'<svg class="timeline" role="group" aria-label="{text(label)}" width="100%" height="{height}" '
        f'xmlns="http://www.w3.org/2000/svg">{"".join(parts)}</svg>'
    )


def _row(claim: ClaimView, as_of: date | None) -> Row | None:
    when = claim.time
    if when is None or when == Interval():
        if claim.kind is not ClaimKind.OFFICE or as_of is None:
            return None
        when = Interval.on(as_of)
    facts = tuple(fact for fact in claim.evidence if fact.valid.possible != Interval())[:_MOST_BARS]
    return Row(claim, when, facts)


def _chart(title: str, rows: list[Row], rest: tuple[Row, ...]) -> Chart:
    return Chart(title, tuple(rows[:_MOST_ROWS]), rest, max(0, len(rows) - _MOST_ROWS))


def _begins(row: Row) -> tuple[date, int]:
    return _first(row.when), row.claim.span.start


def _first(when: Interval) -> date:
    """The first day of a stretch, or its last where it has no first."""
    day = when.start or (when.end - DAY if when.end else None)
    if day is None:
        raise ValueError("A row has a date.")
    return day


def _days_of(chart: Chart, published: date | None) -> Iterator[date]:
    for row in (*chart.rows, *chart.rest):
        yield from (day for day in (row.when.start, row.when.end and row.when.end - DAY) if day)
        for fact in row.facts:
            yield from (day for day in (fact.valid.start_min, fact.valid.end_max) if day)
    if published:
        yield published


def _ground(scale: Scale, height: int, published: date | None, say: NullTranslations) -> Iterator[str]:
    """The axis, and the day of the article."""
    yield from ground(scale, height)
    if published:
        said = say.gettext("The article is of {day}").format(day=in_words(published))
        yield f'<line class="today" {vertical(scale.at(published), height - AXIS)}><title>{text(said)}</title></line>'


def _drawn(row: Row, scale: Scale, top: int) -> Iterator[str]:
    """A claim with its facts under it."""
    claim, look = row.claim, VERDICTS[row.claim.label]
    title = f"{look.words}: {claim.statement} ({days(row.when)})"
    yield f'<a href="#{text(claim.id)}" class="{claim.label.value}"><title>{text(title)}</title>'
    yield _head(f"{look.sign} {claim.id}", claim.statement, top + 13)
    lane, foot = top + _HEAD + _LANE // 2, top + row.height - _BETWEEN
    yield _span(row.when, scale, lane, foot)
    yield around(_point(row.when, scale), lane, _SHAPES[claim.label])
    yield "</a>"
    for number, fact in enumerate(row.facts):
        yield from _bar(fact, row, scale, top + _HEAD + _LANE + number * _BAR)


def _span(when: Interval, scale: Scale, lane: int, foot: int) -> str:
    """The days that a claim means, down through its facts; a dashed line where they have no beginning or no end."""
    left, right = extent(when, scale)
    if when.start and when.end:
        kind = "span broad" if right - left > _BROAD else "span"
        return f'<rect class="{kind}" x="{left:.2f}%" width="{right - left:.2f}%" y="{lane}" height="{foot - lane}"/>'
    at = _point(when, scale) - LEAST_WIDTH / 2
    return (
        f'<line class="open" x1="{left:.2f}%" x2="{right:.2f}%" y1="{lane}" y2="{lane}"/>'
        f'<rect class="span" x="{at:.2f}%" width="{LEAST_WIDTH}%" y="{lane}" height="{foot - lane}"/>'
    )


def _point(when: Interval, scale: Scale) -> float:
    """Where the point of a claim lies: in the middle of its days, or at the end of them that is known."""
    left, right = extent(when, scale)
    return (left + right) / 2 if when.start and when.end else left if when.start else right


def _bar(fact: EvidenceView, row: Row, scale: Scale, top: int) -> Iterator[str]:
    """A fact, and a dashed line to it where the claim misses it."""
    yield f"<g><title>{text(f'{fact.statement}: {fact.when} ({fact.source})')}</title>"
    yield from bar(fact.valid, scale, fact.statement, top)
    yield "</g>"
    left, right = extent(fact.valid.possible, scale)
    start, end = extent(row.when, scale)
    if row.claim.label in _MISFITS and (end < left or start > right):
        here, there = (end, left) if end < left else (right, start)
        yield (
            f'<line class="miss {row.claim.label.value}" x1="{here:.2f}%" x2="{there:.2f}%" y1="{top + 20}" '
            f'y2="{top + 20}"/>'
        )


def _points(rows: tuple[Row, ...], scale: Scale, top: int, say: NullTranslations) -> Iterator[str]:
    """Claims that have no fact beside them, as points; those at one place stand under each other."""
    yield _head(str(len(rows)), say.gettext("dated claims without a fact to draw"), top + 13)
    ends = [-100.0] * _LANES
    for row in rows:
        at = _point(row.when, scale)
        lane = next((lane for lane, end in enumerate(ends) if at - end >= _APART), 0)
        ends[lane] = at
        title = f"{VERDICTS[row.claim.label].words}: {row.claim.statement} ({days(row.when)})"
        yield f'<a href="#{text(row.claim.id)}" class="{row.claim.label.value}"><title>{text(title)}</title>'
        yield f"{around(at, top + _HEAD + 9 + lane * _STEP, _SHAPES[row.claim.label])}</a>"


_SHAPES = {
    Label.CONTRADICTED: '<circle class="halo" r="8"/><path class="stroke" d="M-4.5-4.5l9 9M-4.5 4.5l9-9"/>',
    Label.UNSUPPORTED: '<circle class="hollow" r="5.5"/><path class="stroke" d="M-6 6l12-12"/>',
    Label.SUSPECT: '<path class="full" d="M0-7l7 12.5h-14z"/>',
    Label.SUPPORTED: '<circle class="full" r="5"/>',
    Label.NOT_ENOUGH_INFO: '<circle class="hollow" r="4.5"/>',
    Label.NOT_CHECKABLE: '<path class="hollow" d="M0-5l5 5-5 5-5-5z"/>',
}


def _head(strong: str, words: str, y: int) -> str:
    """The words above a row, cut for a broad and for a narrow drawing."""
    lead = f'<tspan class="sign">{text(strong)}</tspan> '
    broad, narrow = (f"{lead}{text(cut(words, most))}" for most in (_WIDE, _NARROW))
    return both(broad, narrow, 'x="0"', 'x="0"', y)


def key(report: ReportView, say: NullTranslations = ENGLISH) -> str:
    """What the marks in the timelines of a report mean, in the language of `say`."""
    labels = {claim.label for claim in report.claims}
    marks = "".join(
        f'<li class="{label.value}"><svg class="timeline mark" width="16" height="16" aria-hidden="true">'
        f'<g transform="translate(8 8)">{_SHAPES[label]}</g></svg>{text(say.gettext(VERDICTS[label].words))}</li>'
        for label in VERDICTS
        if label in labels
    )
    bar = (
        '<svg class="timeline mark" width="26" height="10" aria-hidden="true">'
        '<rect class="bar" width="26" height="8"/></svg>'
    )
    today = (
        '<svg class="timeline mark" width="10" height="16" aria-hidden="true">'
        '<line class="today" x1="5" x2="5" y1="0" y2="16"/></svg>'
    )
    if any(row.facts for chart in charts(report) for row in chart.rows):
        recorded = say.gettext("on record (faint: may have held)")
        marks += f"<li>{bar}{text(recorded)}</li>"
    if report.as_of:
        of_article = say.gettext("date of the article")
        marks += f"<li>{today}{text(of_article)}</li>"
    return f'<ul class="key">{marks}</ul>'
