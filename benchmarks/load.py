"""Load over HTTP on loopback, driven by wrk (Debian, Ubuntu: the package wrk).

    python -m benchmarks.load [--seconds S] [--minutes M] [--workers N] [--not-stored] [--json FILE] [--picture FILE]

Serves a store of its own and sends it three articles of 140 to 640 words in turn. At 1, 8 and 64 connections nobody is
turned away, so that the percentiles are of whole checks, the time in line included; "overload" is 64 connections with
the usual settings, where all but a few are told to come back. Requests a second of a core are the checks done to a
second of the service's processor time, and carry over to a machine that is busy with other things; times do not. Memory
is what the processes of the service hold together (proportional set size), over `--minutes` at 8 connections.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from benchmarks.results import Figure, Result
from scripts.wait_ready import wait

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT: Final = Path(__file__).parent.parent
ARTICLES: Final = (
    ROOT / "benchmarks" / "article.txt",
    ROOT / "benchmarks" / "reference.txt",
    ROOT / "examples" / "borisov-raab.txt",
)
CONNECTIONS: Final = (1, 8, 64)
NOISE: Final = 0.25
"""Share by which a figure moves without anything having changed."""
_PATIENT: Final = {"THREADS": "80", "CHECKS_WAITING": "1000", "CHECK_WAIT_SECONDS": "600"}
_PORT: Final = 18_123
_DONE: Final = re.compile(
    r'^dateline_http_requests_total\{method="POST",route="/v1/check",status="200"\} (\S+)$', re.MULTILINE
)
_TICKS: Final = os.sysconf("SC_CLK_TCK")
_SCRIPT: Final = """
local bodies = { %s }
local headers = { ["Content-Type"] = "application/json" }
local sent = 0
statuses = {}
unnamed = 0
function request()
  sent = sent + 1
  return wrk.format("POST", "/v1/check", headers, bodies[sent %% #bodies + 1])
end
function response(status, answered)
  statuses[status] = (statuses[status] or 0) + 1
  if status ~= 200 and not answered["Retry-After"] then unnamed = unnamed + 1 end
end
local threads = {}
function setup(thread) table.insert(threads, thread) end
function done(summary, latency)
  local all, without = {}, 0
  for _, thread in ipairs(threads) do
    for status, count in pairs(thread:get("statuses")) do all[status] = (all[status] or 0) + count end
    without = without + thread:get("unnamed")
  end
  local counts = {}
  for status, count in pairs(all) do table.insert(counts, string.format('"%%d": %%d', status, count)) end
  local e = summary.errors
  io.write(string.format('\\nRESULT {"statuses": {%%s}, "without_retry_after": %%d, "broken": %%d, "seconds": %%f, ',
    table.concat(counts, ", "), without, e.connect + e.read + e.write + e.timeout, summary.duration / 1e6))
  io.write(string.format('"p50_ms": %%f, "p95_ms": %%f, "p99_ms": %%f}\\n', latency:percentile(50) / 1e3,
    latency:percentile(95) / 1e3, latency:percentile(99) / 1e3))
end
"""


@dataclass(frozen=True, slots=True)
class Load:
    """What came of so many `connections`.

    Answers by status, those of other statuses than 200 without `Retry-After`, connections that broke, percentiles of
    the time to an answer, and checks done to a second of processor time, those included that nobody waited for.
    """

    connections: int
    seconds: float
    statuses: dict[str, int]
    without_retry_after: int
    broken: int
    p50_ms: float
    p95_ms: float
    p99_ms: float
    requests_per_second: float
    requests_per_core_second: float


@dataclass(frozen=True, slots=True)
class Service:
    """A service that runs, by the id of its first process."""

    pid: int

    def processes(self) -> list[int]:
        """The ids of all its processes."""
        parents: dict[int, list[int]] = {}
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit() and (stat := _stat(int(entry.name))):
                parents.setdefault(int(stat[1]), []).append(int(entry.name))
        found = [self.pid]
        for pid in found:
            found += parents.get(pid, [])
        return found

    def cpu_seconds(self) -> float:
        """The processor time of all its processes so far."""
        stats = (_stat(pid) for pid in self.processes())
        return sum((int(stat[11]) + int(stat[12])) / _TICKS for stat in stats if stat)

    def checks_done(self) -> int:
        """The checks answered so far, once nothing is under way any more."""
        while True:
            connection = HTTPConnection("127.0.0.1", _PORT, timeout=600)
            connection.request("GET", "/metrics")
            text = connection.getresponse().read().decode()
            connection.close()
            if "\ndateline_http_requests_running 1.0\n" in text:  # the one that asks
                found = _DONE.search(text)
                return int(float(found[1])) if found else 0
            time.sleep(0.5)

    def megabytes(self) -> float:
        """What its processes hold together, shared pages counted once."""
        return sum(_proportional_kb(pid) for pid in self.processes()) / 1000


@contextmanager
def serving(workers: int, settings: dict[str, str]) -> Iterator[Service]:
    """A service with a store of its own."""
    with tempfile.TemporaryDirectory() as folder:
        own = {
            "DATABASE_URL": f"sqlite:///{folder}/store.sqlite",
            "JOB_WORKERS": "0",
            "LOG_LEVEL": "warning",
            **settings,
        }
        kept = {name: value for name, value in os.environ.items() if not name.startswith("DATELINE_")}
        command = [sys.executable, "-m", "service.cli", "serve", "--port", str(_PORT), "--workers", str(workers)]
        environment = {**kept, **{f"DATELINE_{name}": value for name, value in own.items()}, "OMP_NUM_THREADS": "1"}
        service = subprocess.Popen(command, cwd=ROOT, env=environment)  # noqa: S603 - a fixed list, no shell: the service
        try:
            if not wait(_PORT, 300):
                raise SystemExit("The service did not start.")
            yield Service(service.pid)
        finally:
            service.terminate()
            service.wait(60)


def drive(service: Service, connections: int, seconds: float, *, stored: bool) -> Load:
    """Send articles over so many connections for so many seconds."""
    wrk = shutil.which("wrk")
    if wrk is None:
        raise SystemExit("wrk is not installed (Debian, Ubuntu: the package wrk).")
    with tempfile.NamedTemporaryFile("w", suffix=".lua", encoding="utf-8") as script:
        script.write(_SCRIPT % ", ".join(map(_quoted, bodies(stored=stored))))
        script.flush()
        before, checks = service.cpu_seconds(), service.checks_done()
        command = [wrk, "-t1", f"-c{connections}", f"-d{seconds:g}s", "--timeout", "600s", "-s", script.name]
        command.append(f"http://127.0.0.1:{_PORT}")
        done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - a fixed list, no shell: wrk
    found: dict[str, Any] = json.loads(done.stdout.rpartition("RESULT ")[2])
    done_checks = service.checks_done() - checks  # waits until all is done, and so before the time is taken
    spent = service.cpu_seconds() - before
    return Load(
        connections=connections,
        seconds=found["seconds"],
        statuses=found["statuses"],
        without_retry_after=found["without_retry_after"],
        broken=found["broken"],
        p50_ms=round(found["p50_ms"]),
        p95_ms=round(found["p95_ms"]),
        p99_ms=round(found["p99_ms"]),
        requests_per_second=round(found["statuses"].get("200", 0) / found["seconds"], 2),
        requests_per_core_second=round(done_checks / spent, 2),
    )


def bodies(*, stored: bool) -> list[str]:
    """The requests that are sent in turn."""
    return [
        json.dumps(
            {"article": {"text": file.read_text(encoding="utf-8"), "published_at": "2014-05-20"}, "store": stored}
        )
        for file in ARTICLES
    ]


def watch(service: Service, minutes: float, *, stored: bool) -> list[tuple[float, float]]:
    """Minutes since the beginning and MB held, while articles are sent over 8 connections."""
    ended = threading.Event()
    samples: list[tuple[float, float]] = []

    def look() -> None:
        begun = time.monotonic()
        while not ended.wait(max(0.5, minutes * 60 / 300)):
            samples.append(((time.monotonic() - begun) / 60, service.megabytes()))

    looking = threading.Thread(target=look)
    looking.start()
    try:
        drive(service, 8, minutes * 60, stored=stored)
    finally:
        ended.set()
        looking.join()
    return samples


def picture(samples: Sequence[tuple[float, float]]) -> str:
    """Memory over time as SVG."""
    width, height, left, bottom = 640, 260, 60, 40
    longest, most = max(at for at, _ in samples), max(size for _, size in samples) * 1.2
    points = " ".join(
        f"{left + at / longest * (width - left - 20):.1f},{height - bottom - size / most * (height - bottom - 30):.1f}"
        for at, size in samples
    )
    told = f"from {samples[0][1]:.0f} MB to {samples[-1][1]:.0f} MB in {longest:.1f} minutes"
    font = 'font-family="sans-serif" font-size="12"'
    axis = f'x1="{left}" x2="{width - 20}" y1="{height - bottom}" y2="{height - bottom}"'
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" {font}>',
            f"<title>Memory of the service under load: {told}</title>",
            f'<rect width="{width}" height="{height}" fill="#fff"/>',
            f'<text x="{left}" y="20" font-weight="bold">Memory under load, {told}</text>',
            f'<line {axis} stroke="#444"/>',
            f'<text x="{left}" y="{height - 15}">0</text>',
            f'<text x="{width - 20}" y="{height - 15}" text-anchor="end">{longest:.1f} minutes</text>',
            f'<text x="{left - 8}" y="40" text-anchor="end">{most:.0f} MB</text>',
            f'<text x="{left - 8}" y="{height - bottom}" text-anchor="end">0</text>',
            f'<polyline points="{points}" fill="none" stroke="#1f5a99" stroke-width="2"/>',
            "</svg>",
            "",
        ]
    )


def growth(samples: Sequence[tuple[float, float]]) -> float:
    """By how many MB the mean of the last quarter is over that of the second: the first fills what is kept at hand."""
    quarter = max(1, len(samples) // 4)
    second, last = samples[quarter : 2 * quarter] or samples, samples[-quarter:]
    return sum(size for _, size in last) / len(last) - sum(size for _, size in second) / len(second)


def result(loads: dict[str, Load], grown: float | None) -> Result:
    """The figures that carry over to other machines, and those that must be none."""
    found = Result()
    for name, load in loads.items():
        per_core = load.requests_per_core_second
        found.figures[f"{name}: requests a second of a core"] = Figure(per_core, noise=NOISE)
        wrong = load.broken + load.without_retry_after
        wrong += sum(count for status, count in load.statuses.items() if status not in {"200", "429", "503"})
        found.figures[f"{name}: wrong answers"] = Figure(wrong, less_is_better=True)
    if grown is not None:
        found.figures["memory grown MB"] = Figure(grown, less_is_better=True, noise=NOISE)
    return found


def _stat(pid: int) -> list[str] | None:
    """The fields of a process's `stat` after its name, which may hold anything: state, parent, and so on."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(") ")[2].split()
    except OSError:
        return None


def _proportional_kb(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def _quoted(text: str) -> str:
    """A string of Lua."""
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + "'"


def main() -> None:
    """Measure and print as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=30, help="for each number of connections")
    parser.add_argument("--minutes", type=float, default=15, help="for memory; 0: not")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--not-stored", action="store_true", help="send articles of which nothing is kept")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write figures there")
    parser.add_argument("--picture", type=Path, metavar="FILE", help="draw memory over time there")
    options = parser.parse_args()
    stored, loads = not options.not_stored, {}
    with serving(options.workers, _PATIENT) as service:
        drive(service, 1, 3, stored=stored)  # what is loaded at the first request
        for connections in CONNECTIONS:
            loads[f"{connections} connections"] = drive(service, connections, options.seconds, stored=stored)
    samples = []
    with serving(options.workers, {}) as service:
        loads["overload"] = drive(service, CONNECTIONS[-1], options.seconds, stored=stored)
        if options.minutes:
            samples = watch(service, options.minutes, stored=stored)
    grown = growth(samples) if samples else None
    print(json.dumps({name: asdict(load) for name, load in loads.items()} | {"memory_grown_MB": grown}, indent=2))
    if options.picture and samples:
        options.picture.write_text(picture(samples), encoding="utf-8")
    if options.json:
        result(loads, grown).write(options.json)


if __name__ == "__main__":
    main()
