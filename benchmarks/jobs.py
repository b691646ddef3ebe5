"""A batch through the workers while one of their processes is killed again and again, on each backend of the queue.

    python -m benchmarks.jobs [--articles 5000] [--kill-every 20] [--processes 2] [--queue sqlite redis]

Starts the service as its users do, sends a batch over HTTP, and every so many seconds kills (SIGKILL) a process of the
workers chosen by chance: one that reads articles, the scheduler, the consumer that watches both, or all of them at
once. In the end every article must have exactly one line, in its place, and one stored report; no line may be an error;
and whenever progress was asked, it must have been the number of answers in the store, and never less than before.
Exit status 1 where anything of this fails.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlalchemy

from scripts.throwaway_postgres import serving as serving_postgres
from scripts.throwaway_redis import serving

ROOT = Path(__file__).parent.parent
_PEOPLE = ("Ada Vane", "Bo Lind", "Cora Maas", "Dirk Holt", "Eva Brandt", "Finn Aas", "Greta Moen", "Hugo Reyes")
_POSTS = ("mayor of Springfield", "finance minister", "chairman of the port", "governor", "head of the museum")
_DEEDS = ("opened the new bridge", "visited the shipyard", "signed the treaty", "left the council", "met the unions")
_MONTHS = ("January", "March", "May", "June", "August", "October", "December")


@dataclass(slots=True)
class Seen:
    """What was seen on the way."""

    kills: list[str] = field(default_factory=list)
    asked: int = 0
    untrue: int = 0
    answered: int = 0


def article(number: int) -> dict[str, object]:
    """An article of a few dated sentences, another one for each number."""
    chance = random.Random(number)  # noqa: S311 - texts, not secrets
    year = 1980 + number % 40
    sentences = [
        f"{chance.choice(_PEOPLE)}, the {chance.choice(_POSTS)}, {chance.choice(_DEEDS)} on {chance.randint(1, 28)} "
        f"{chance.choice(_MONTHS)} {year - chance.randint(0, 3)}."
        for _ in range(3)
    ]
    text = f"Report number {number}. " + " ".join(sentences)
    return {"id": f"a{number}", "text": text, "published_at": f"{year}-12-31", "source": "example.com"}


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=5_000)
    parser.add_argument("--kill-every", type=float, default=20, metavar="SECONDS")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--queue", nargs="+", choices=("sqlite", "redis"), default=("sqlite", "redis"))
    parser.add_argument("--store", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, help="a file of JSON for the figures")
    given = parser.parse_args()
    results = {}
    for queue in given.queue:
        results[queue] = run(queue, given)
        print(json.dumps({queue: results[queue]}, indent=1), flush=True)
    if given.out:
        given.out.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    return 0 if all(result["exact"] for result in results.values()) else 1


def run(queue: str, given: argparse.Namespace) -> dict[str, Any]:
    """One backend."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="dateline-jobs-")))
        store = f"sqlite:///{folder / 'dateline.sqlite'}"
        if given.store == "postgresql":
            store = stack.enter_context(serving_postgres())
        environment = {
            "DATELINE_DATABASE_URL": store,
            "DATELINE_QUEUE_URL": stack.enter_context(serving()) if queue == "redis" else "",
            "DATELINE_JOB_WORKERS": str(given.processes),
            "DATELINE_PORT": str(_free_port()),
            "DATELINE_MAX_BATCH_BYTES": "500000000",
        }
        address = f"http://127.0.0.1:{environment['DATELINE_PORT']}"
        log = stack.enter_context((folder / "log").open("wb"))
        service = subprocess.Popen(
            [sys.executable, "-m", "service.cli", "serve"],
            env={**os.environ, **environment},
            cwd=ROOT,
            stdout=log,
            stderr=log,
        )
        stack.callback(_end, service)
        _wait(address, service)
        exact = False
        try:
            result = _measured(address, store, service.pid, given)
            exact = result["exact"]
        finally:
            if not exact:
                print(_events(folder / "log"), file=sys.stderr)
        return result


def _measured(address: str, store: str, pid: int, given: argparse.Namespace) -> dict[str, Any]:
    lines = "".join(json.dumps(article(number)) + "\n" for number in range(given.articles))
    begun = time.monotonic()
    job = json.loads(_ask(f"{address}/v1/jobs", lines.encode(), "application/jsonl"))
    sent_in = time.monotonic() - begun
    seen = Seen()
    engine = sqlalchemy.create_engine(store)
    chance = random.Random(given.seed)  # noqa: S311 - which process dies is no secret
    next_kill = time.monotonic() + given.kill_every
    while True:
        state = json.loads(_ask(f"{address}/v1/jobs/{job['id']}"))
        _look(state, engine, seen)
        if state["state"] == "done":
            break
        if time.monotonic() >= next_kill and (killed := _kill(pid, chance)):
            seen.kills.append(killed)
            next_kill = time.monotonic() + given.kill_every
        time.sleep(0.5)
    seconds = time.monotonic() - begun
    out = [json.loads(line) for line in _ask(f"{address}/v1/jobs/{job['id']}/results").splitlines()]
    with engine.connect() as connection:
        retaken = connection.execute(sqlalchemy.text("SELECT count(*) FROM job_article WHERE attempts > 1")).scalar()
        stored = connection.execute(sqlalchemy.text("SELECT count(*), count(DISTINCT id) FROM report")).one()
    engine.dispose()
    once = [line["id"] for line in out] == [f"a{number}" for number in range(given.articles)]
    told = state["answered"] == given.articles and state["failed"] == 0 and seen.untrue == 0
    errors = sum("error" in line for line in out)
    return {
        "exact": once and told and errors == 0 and tuple(stored) == (given.articles, given.articles),
        "articles": given.articles,
        "in order, once each": once,
        "errors": errors,
        "stored reports": stored[0],
        "begun again": retaken,
        "kills": len(seen.kills),
        "killed": {kind: seen.kills.count(kind) for kind in sorted(set(seen.kills))},
        "progress asked": seen.asked,
        "progress untrue": seen.untrue,
        "seconds to send": round(sent_in, 1),
        "seconds": round(seconds),
        "articles per second": round(given.articles / seconds, 2),
    }


def _look(state: dict[str, Any], engine: sqlalchemy.Engine, seen: Seen) -> None:
    """Hold progress against the store: between what it was before it was asked, and what it is now."""
    with engine.connect() as connection:
        answered = connection.execute(
            sqlalchemy.text("SELECT count(*) FROM job_article WHERE answered_at IS NOT NULL")
        ).scalar()
        counted = connection.execute(sqlalchemy.text("SELECT answered FROM job")).scalar()
    seen.asked += 1
    if not seen.answered <= state["answered"] <= int(counted or 0) or (answered or 0) > int(counted or 0):
        seen.untrue += 1
    seen.answered = state["answered"]


def _kill(pid: int, chance: random.Random) -> str:
    """Kill one process of the workers under the service `pid`; what it was."""
    keeper = next(child for child in _children(pid) if "service.keeper" in _command(child))
    consumers = _children(keeper)
    others = _children(consumers[0]) if consumers else []
    if not others:
        return ""  # they are starting; a busy machine would never get further
    chosen = chance.choice([*others, *others, consumers[0], 0])
    for one in [*others, consumers[0]] if chosen == 0 else [chosen]:
        os.kill(one, signal.SIGKILL)
    return "all" if chosen == 0 else "consumer" if chosen == consumers[0] else "a process of it"


def _events(log: Path) -> str:
    """What the log tells beside requests that were answered."""
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    return "\n".join(line for line in lines if '"event": "request"' not in line)[-8_000:]


def _children(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    except OSError:
        return ""


def _ask(url: str, body: bytes | None = None, kind: str = "") -> bytes:
    asked = urllib.request.Request(url, body, {"Content-Type": kind} if kind else {})  # noqa: S310 - http on loopback
    with urllib.request.urlopen(asked, timeout=600) as answer:  # noqa: S310 - the same
        found: bytes = answer.read()
        return found


def _wait(address: str, service: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 600  # seconds; a busy machine takes its time
    while time.monotonic() < until and service.poll() is None:
        try:
            _ask(f"{address}/readyz")
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit("The service did not start.")


def _end(service: subprocess.Popen[bytes]) -> None:
    service.terminate()
    try:
        service.wait(60)
    except subprocess.TimeoutExpired:
        service.kill()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


if __name__ == "__main__":
    sys.exit(main())
