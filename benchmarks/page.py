"""`RESULTS.md`: what was measured, beside the baseline and the rivals, with pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from benchmarks.pictures import drawable, drawing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from benchmarks.cases import Change
    from benchmarks.results import Result
    from benchmarks.suites import Suite

NAME: Final = "RESULTS.md"
PICTURES: Final = "pictures"
_HEAD: Final = """\
# What was measured

Written by `dateline evaluate`; not to be edited. {versions}

Intervals are the middle 95 per cent of 1,000 samples of documents, drawn with replacement. Figures stand beside those
of the committed baseline (`baseline.json`) where they differ; `cases.json` tells which cases were right then. In a
picture the circle is ours, the bar its interval, and a diamond is somebody else.
"""


def write(
    folder: Path,
    measured: Mapping[Suite, Result],
    baseline: Mapping[str, Mapping[str, float]],
    versions: str,
    *,
    quick: bool = False,
) -> Path:
    """Write the page and its pictures into `folder`; returns the page. The figures of a sample stand by themselves."""
    pictures = folder / PICTURES
    pictures.mkdir(parents=True, exist_ok=True)
    parts = [_HEAD.format(versions=versions)]
    for suite, result in measured.items():
        sampled = suite.sampled(quick=quick)
        parts.append(f"## {suite.name.capitalize()}{', a sample' if sampled else ''}\n\n{suite.what}\n")
        shown = drawable(result.figures)
        if shown:
            picture = f"{suite.name.replace(' ', '-')}.svg"
            (pictures / picture).write_text(drawing(suite.name.capitalize(), shown), encoding="utf-8")
            parts.append(f"![{suite.name} as a picture]({PICTURES}/{picture})\n")
        parts.append("\n".join(_table(result, {} if sampled else baseline.get(suite.name, {}))) + "\n")
        if counted := "; ".join(_counted(result)):
            parts.append(f"Cases told right: {counted}.\n")
    page = folder / NAME
    page.write_text("\n".join(parts), encoding="utf-8")
    return page


def _table(result: Result, before: Mapping[str, float]) -> Iterator[str]:
    rivals = list(dict.fromkeys(name for one in result.figures.values() for name in one.rivals))
    intervals = any(one.interval for one in result.figures.values())
    columns = ["figure", "now", *(["95 %"] if intervals else []), *(["baseline"] if before else []), *rivals]
    yield _cells(columns)
    yield _cells(["---", *["---:"] * (len(columns) - 1)])
    for name, one in result.figures.items():
        low, high = one.interval or (0, 0)
        known = before.get(name)
        yield _cells(
            [
                name,
                _number(one.value),
                *([f"{low:.1f} to {high:.1f}" if one.interval else ""] if intervals else []),
                *(["new" if known is None else "=" if known == one.value else _number(known)] if before else []),
                *(_number(one.rivals[rival]) if rival in one.rivals else "" for rival in rivals),
            ]
        )


def _cells(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _number(value: float) -> str:
    return f"{value:.0f}" if value == int(value) else f"{value:.2f}".rstrip("0")


def _counted(result: Result) -> Iterator[str]:
    for group, answers in result.cases.items():
        yield f"{group} {sum(answers.values())} of {len(answers)}"


def changed(group: str, found: Change, most: int) -> Iterator[str]:
    """The cases of a group that became right or wrong, in words, `most` of each by name."""
    for title, cases in (("gained", found.gained), ("LOST", found.lost)):
        if cases:
            rest = f" and {len(cases) - most} more" if len(cases) > most else ""
            yield f"  {title} {len(cases)} of {found.compared}, {group}: {', '.join(cases[:most])}{rest}"
