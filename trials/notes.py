"""What a client was told is done, and whether it is found again, to the byte, however rough the way was since."""

from __future__ import annotations

import json
import threading
from collections import Counter
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from trials.client import Answer, Client

_PAGE: Final = 100


def digest(found: bytes | str) -> str:
    """SHA-256 in hexadecimal."""
    return sha256(found.encode() if isinstance(found, str) else found).hexdigest()


def judged(report: Mapping[str, Any]) -> str:
    """The digest of all that a report says, its names apart: equal for one article, revision and pipeline version."""
    told = {name: value for name, value in report.items() if name not in {"id", "report"}}
    return digest(json.dumps(told, ensure_ascii=False))


@dataclass(frozen=True, slots=True)
class Noted:
    """An acknowledged write: its kind, where it is to be found, and the digest of what has to be there."""

    kind: str
    name: str
    sha256: str


@dataclass(slots=True)
class Notes:
    """What was acknowledged, as it comes in from many threads."""

    noted: list[Noted] = field(default_factory=list)
    flagged: list[tuple[str, str]] = field(default_factory=list)
    """Reports with the key of a claim that they flag, for somebody to dismiss."""
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, noted: Noted, flags: Iterable[str] = ()) -> None:
        """Keep what was acknowledged."""
        with self.lock:
            self.noted.append(noted)
            self.flagged += [(noted.name, claim) for claim in list(flags)[:1]]

    def flag(self) -> tuple[str, str] | None:
        """A flag that nobody has been given before."""
        with self.lock:
            return self.flagged.pop() if self.flagged else None

    def of(self, kind: str) -> list[Noted]:
        """What was acknowledged of a kind, in its order."""
        with self.lock:
            return [one for one in self.noted if one.kind == kind]


@dataclass(frozen=True, slots=True)
class Audit:
    """What came of looking for all that was acknowledged: how much of each kind, and what was not found so."""

    found: Mapping[str, int]
    lost: Sequence[str]


def audit(client: Client, notes: Notes) -> Audit:
    """Look for everything that was acknowledged."""
    found: Counter[str] = Counter()
    lost = []
    for one in list(notes.noted):
        missing = _LOOKING[one.kind](client, one)
        if missing:
            lost.append(f"{one.kind} {one.name}: {missing}")
        else:
            found[one.kind] += 1
    return Audit(dict(found), lost)


def _report(client: Client, one: Noted) -> str:
    answer = client.ask("GET", f"/v1/reports/{one.name}")
    return _same(answer, digest(answer.body), one)


def _fact(client: Client, one: Noted) -> str:
    answer = client.ask("GET", f"/v1/ledger/facts/{one.name}")
    return _same(answer, digest(answer.json["quote"]) if answer.is_done else "", one)


def _document(client: Client, one: Noted) -> str:
    """The name is that of whom the first sentence of the document is about."""
    answer = client.ask("GET", f"/v1/ledger/facts?entity={quote(one.name)}")
    quotes = [digest(fact["quote"]) for fact in answer.json["facts"]] if answer.is_done else []
    return _same(answer, one.sha256 if one.sha256 in quotes else "", one)


def _dismissal(client: Client, one: Noted) -> str:
    report, _, claim = one.name.partition("#")
    answer = client.ask("GET", f"/v1/reports/{report}/corrections")
    dismissed = answer.json["dismissed"] if answer.is_done else []
    return _same(answer, next((digest(said["why"]) for said in dismissed if said["claim_key"] == claim), ""), one)


def _job(client: Client, one: Noted) -> str:
    """The digest is that of the digests of what each of its lines has to say."""
    state = client.ask("GET", f"/v1/jobs/{one.name}")
    if not state.is_done or state.json["state"] != "done":
        return f"answered {state.status}, {state.body[:200]!r}"
    answer = client.ask("GET", f"/v1/jobs/{one.name}/results")
    if not answer.is_done:
        return f"answered {answer.status}"
    lines = [json.loads(line) for line in answer.body.splitlines()]
    if failed := [line["error"] for line in lines if "error" in line]:
        return f"{len(failed)} of {len(lines)} lines failed: {failed[0]}"
    return _same(answer, digest(" ".join(judged(line) for line in lines)), one)


def _same(answer: Answer, found: str, one: Noted) -> str:
    if not answer.is_done:
        return f"answered {answer.status}"
    return "" if found == one.sha256 else "is another"


_LOOKING: Final[Mapping[str, Callable[[Client, Noted], str]]] = {
    "report": _report,
    "fact": _fact,
    "document": _document,
    "dismissal": _dismissal,
    "job": _job,
}


def unfinished(client: Client, notes: Notes) -> list[str]:
    """The acknowledged jobs that are not done yet."""
    open_jobs = []
    for one in notes.of("job"):
        answer = client.ask("GET", f"/v1/jobs/{one.name}")
        if not answer.is_done or answer.json["state"] != "done":
            open_jobs.append(one.name)
    return open_jobs


def stored(client: Client) -> list[str]:
    """The ids of all stored reports, newest first.

    Raises:
        OSError: where the list cannot be had.
    """
    names: list[str] = []
    cursor = ""
    while True:
        answer = client.ask("GET", f"/v1/reports?limit={_PAGE}{cursor}")
        if not answer.is_done:
            raise OSError(f"/v1/reports answered {answer.status}")
        page = answer.json
        names += [report["id"] for report in page["reports"]]
        if page["next"] is None:
            return names
        cursor = f"&cursor={quote(page['next'])}"
