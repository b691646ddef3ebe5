"""What an hour of work showed, as figures, as a section of a page and as a picture."""

from __future__ import annotations

import statistics
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from trials.charts import Panel, svg
from trials.stack import PROJECT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from trials.load import Heard

GROUPS: Final[Mapping[str, tuple[str, ...]]] = {
    "checks": ("check", "check as then", "closed check"),
    "writes": ("fact", "document", "dismissal", "job"),
    "reads": ("read", "look-up", "page"),
}


@dataclass(slots=True)
class Watched:
    """What was seen of the stack while it worked: minutes, megabytes of each container; shares of the machine."""

    megabytes: list[tuple[float, Mapping[str, float]]] = field(default_factory=list)
    shares: list[tuple[float, float, float]] = field(default_factory=list)
    """Minutes, share of the machine that was at work, share that the stack was."""
    tables: int = 0
    faults: list[str] = field(default_factory=list)
    missed: int = 0
    """Samples that could not be taken."""


@dataclass(frozen=True, slots=True)
class Found:
    """What came of the soak; seconds in latencies, of requests from when they were due."""

    begun: str
    minutes: float
    pace: float
    requests: int
    by_operation: Mapping[str, int]
    server_errors: int
    broken: int
    wrong: Sequence[str]
    refused: Mapping[str, int]
    acknowledged: Mapping[str, int]
    lost: Sequence[str]
    tables: int
    stored: int
    tried_again: int
    replayed: int
    differing: Sequence[str]
    busy_stack: float
    busy_machine: float
    latencies: Mapping[str, Mapping[str, float]]
    memory: Mapping[str, Mapping[str, float]]
    faults: Sequence[str]
    missed_samples: int

    @property
    def is_clean(self) -> bool:
        """Whether nothing was lost, wrong or refused, and every report that was replayed was the same."""
        done = self.acknowledged and self.tables and 0 < self.tried_again == self.replayed
        bad = self.server_errors or self.broken or self.wrong or self.refused or self.lost or self.faults
        return bool(done) and not bad


def section(found: Mapping[str, Any]) -> str:
    """What was found, as it was kept, in the words of a page."""
    acknowledged = ", ".join(f"{number:,} {kind}s" for kind, number in found["acknowledged"].items())
    how = (
        f"Begun {found['begun']}, {found['minutes']:.0f} minutes, {found['requests']:,} requests "
        f"({found['requests'] / found['minutes'] / 60:.1f} a second), {found['tables']} tables imported meanwhile. "
        f"The stack and its load kept {found['busy_stack']:.0%} of the machine busy; with everything else that ran on "
        f"it and did not give way, {found['busy_machine']:.0%} was at work."
    )
    told = [
        how,
        "",
        "| | |",
        "|---|---:|",
        f"| answers of 5xx | {found['server_errors']} |",
        f"| connections that broke | {found['broken']} |",
        f"| wrong answers (another report than on the quiet stack, an unclear error) | {len(found['wrong'])} |",
        f"| acknowledged writes found again, to the byte ({acknowledged}) | {sum(found['acknowledged'].values()):,} |",
        f"| acknowledged writes lost | {len(found['lost'])} |",
        f"| stored reports | {found['stored']:,} |",
        f"| of them replayed | {found['tried_again']:,} |",
        f"| of these the same, byte for byte | {found['replayed']:,} |",
        f"| errors in the logs | {len(found['faults'])} |",
        "",
        "Time to the answer, counted from when the request was due:",
        "",
        "| s | p50 | p95 | p50, second quarter | p50, last quarter | p95, second quarter | p95, last quarter |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    parts = ("p50", "p95", "p50 second quarter", "p50 last quarter", "p95 second quarter", "p95 last quarter")
    told += [
        f"| {group} | {' | '.join(f'{took[part]:.2f}' for part in parts)} |"
        for group, took in found["latencies"].items()
    ]
    told += [
        "",
        "Memory in MB, the mean of a quarter of the time (the first fills what is kept at hand):",
        "",
        "| container | second quarter | last quarter | most |",
        "|---|---:|---:|---:|",
    ]
    told += [
        f"| {_short(name)} | {held['second quarter']:.0f} | {held['last quarter']:.0f} | {held['most']:.0f} |"
        for name, held in found["memory"].items()
    ]
    return "\n".join(told)


def counted(heard: Sequence[Heard]) -> dict[str, int]:
    """How many answers each operation got."""
    return {name: sum(one.operation == name for one in heard) for name in sorted({one.operation for one in heard})}


def latencies(heard: Sequence[Heard], operations: Sequence[str], begun: float) -> dict[str, float]:
    """Median and 95th percentile: of all, of the second quarter, of the last; the first quarter fills caches."""
    took = [(one.due - begun, one.came - one.due) for one in heard if one.operation in operations]
    longest = max(at for at, _ in took)
    parts = {
        "": [seconds for _, seconds in took],
        " second quarter": [seconds for at, seconds in took if longest / 4 <= at < longest / 2],
        " last quarter": [seconds for at, seconds in took if at >= longest * 3 / 4],
    }
    return {
        f"{name}{part}": round(_percentile(seconds, share), 3)
        for part, seconds in parts.items()
        for name, share in (("p50", 0.5), ("p95", 0.95))
    }


def memory(watched: Watched, lasted: float) -> dict[str, dict[str, float]]:
    """Megabytes of each container and of all together: the mean of the second quarter, of the last, and the most."""
    every: dict[str, list[tuple[float, float]]] = {"all": [(at, sum(held.values())) for at, held in watched.megabytes]}
    for at, held in watched.megabytes:
        for name, value in held.items():
            every.setdefault(name, []).append((at, value))

    def mean(line: Sequence[tuple[float, float]], first: float, last: float) -> float:
        return round(statistics.fmean([v for at, v in line if first <= at / lasted < last] or [line[-1][1]]), 1)

    return {
        name: {
            "second quarter": mean(line, 0.25, 0.5),
            "last quarter": mean(line, 0.75, 2),
            "most": round(max(value for _, value in line), 1),
        }
        for name, line in sorted(every.items())
    }


def picture(watched: Watched, heard: Sequence[Heard], begun: float, found: Found) -> str:
    """Memory, time to the answer and work over time, as SVG."""
    memory: dict[str, list[tuple[float, float]]] = {}
    for at, held in watched.megabytes:
        for name, value in held.items():
            memory.setdefault(_short(name), []).append((at, value))
    latency = {
        f"{group} p{share}": _by_minute(heard, kinds, begun, share / 100)
        for group, kinds in GROUPS.items()
        for share in (50, 95)
    }
    shares = {
        "the machine": [(at, machine * 100) for at, machine, _ in watched.shares],
        "the stack": [(at, own * 100) for at, _, own in watched.shares],
    }
    title = f"{found.minutes:.0f} minutes of mixed load, {found.requests:,} requests"
    return svg(
        title,
        (
            Panel(f"{title}: memory of each container", "MB", dict(sorted(memory.items()))),
            Panel("Time to the answer, by minute", "s", latency),
            Panel("Share of the cores at work", "%", shares),
        ),
    )


def _short(container: str) -> str:
    """The name of a container without that of the project."""
    return container.removeprefix(f"{PROJECT}-")


def _by_minute(
    heard: Sequence[Heard], operations: Sequence[str], begun: float, share: float
) -> list[tuple[float, float]]:
    minutes: dict[int, list[float]] = {}
    for one in heard:
        if one.operation in operations:
            minutes.setdefault(int((one.due - begun) / 60), []).append(one.came - one.due)
    return [(minute + 0.5, _percentile(seconds, share)) for minute, seconds in sorted(minutes.items())]


def _percentile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0.0
