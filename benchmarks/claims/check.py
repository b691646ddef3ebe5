"""Proves that the annotated articles are sound: offsets, nesting, dates, identities, halves. Standard library only.

    python benchmarks/claims/check.py [FOLDER]

Prints every problem; exit status 1 where there is one. Offsets are code points, end-exclusive; times end inclusive.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE: Final = Path(__file__).resolve().parent
# SHA-256 over the lines of the test half, texts first, in file order: a change to a frozen text or claim shows here.
FROZEN: Final = "30a96e829dfacd9acf37e7d2e678d766e4b3ee4d8508ceee8e7d46238cb50beb"
LEAST_TEXTS: Final = 40
WORDS: Final = (90, 220)
DAYS: Final = {
    "day": (1, 1),
    "week": (7, 7),
    "month": (28, 31),
    "quarter": (90, 92),
    "season": (90, 92),
    "half": (181, 184),
    "year": (365, 731),
    "decade": (3652, 3653),
    "century": (36524, 36525),
}
OPEN: Final = {"open", "at_writing", "none"}
RELATIONS: Final = {"in", "since", "before", "after", "until", "during", "as_of", "undated"}
KINDS: Final = {"event", "state", "office", "attribute", "superlative", "duration", "number", "metadata"}
MODALITIES: Final = {"asserted", "reported", "quoted", "planned", "possible", "hypothetical"}
STATUSES: Final = {"current", "former", "then", "acting", "elect"}
VARIETIES: Final = {"gb", "us", "in", "eu"}

Row = dict[str, Any]


def rows(path: Path) -> list[Row]:
    """The JSON lines of `path`."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def digest(folder: Path) -> str:
    """SHA-256 of the test half under `folder`."""
    texts, claims = rows(folder / "texts.jsonl"), rows(folder / "claims.jsonl")
    frozen = {text["id"] for text in texts if text["half"] == "test"}
    kept = [text for text in texts if text["id"] in frozen] + [row for row in claims if row["text_id"] in frozen]
    lines = (json.dumps(row, ensure_ascii=False, sort_keys=True) for row in kept)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def problems(texts: list[Row], claims: list[Row]) -> Iterator[str]:
    """What is wrong with the annotation, one line each."""
    known = {text["id"]: text for text in texts}
    for label, found in (("text", [t["id"] for t in texts]), ("claim", [c["id"] for c in claims])):
        yield from (f"{label} {name}: the id stands {n} times" for name, n in Counter(found).items() if n > 1)
    yield from _balance(texts)
    for text in texts:
        yield from (f"text {text['id']}: {problem}" for problem in _of_text(text))
        if not any(claim["text_id"] == text["id"] for claim in claims):
            yield f"text {text['id']}: no claim"
    for claim in claims:
        if claim["text_id"] in known:
            yield from (f"claim {claim['id']}: {problem}" for problem in _of_claim(claim, known[claim["text_id"]]))
        else:
            yield f"claim {claim['id']}: no text {claim['text_id']}"


def _balance(texts: list[Row]) -> Iterator[str]:
    halves = Counter(text["half"] for text in texts)
    if set(halves) != {"dev", "test"} or halves["dev"] != halves["test"]:
        yield f"the halves are not equal: {dict(halves)}"
    if len(texts) < LEAST_TEXTS:
        yield f"{len(texts)} texts, fewer than {LEAST_TEXTS}"
    for style in {text["style"] for text in texts}:
        if {text["half"] for text in texts if text["style"] == style} != {"dev", "test"}:
            yield f"style {style} stands in one half only"


def _of_text(text: Row) -> Iterator[str]:
    if not WORDS[0] <= len(text["text"].split()) <= WORDS[1]:
        yield f"{len(text['text'].split())} words"
    if text["variety"] not in VARIETIES:
        yield f"variety {text['variety']}"
    if not _day(text["published_at"]):
        yield f"published_at {text['published_at']}"
    at = 0
    for start, end in text["sentences"]:
        if (
            text["text"][at:start].strip()
            or not start < end
            or text["text"][start:end].strip() != text["text"][start:end]
        ):
            yield f"sentence [{start}, {end}) leaves text out, overlaps or is not trimmed"
        at = end
    if text["text"][at:].strip():
        yield "text after the last sentence"


def _of_claim(claim: Row, text: Row) -> Iterator[str]:
    start, end = claim["claim_start"], claim["claim_end"]
    if text["text"][start:end] != claim["claim_span"] or claim["claim_span"].strip() != claim["claim_span"]:
        yield "the span is not what stands there"
    if [claim["sent_start"], claim["sent_end"]] not in text["sentences"]:
        yield "no such sentence"
    if not claim["sent_start"] <= start < end <= claim["sent_end"]:
        yield "the span leaves its sentence"
    if not claim["id"].startswith(f"{text['id']}-c"):
        yield "the id is not of its text"
    for field, allowed in (("kind", KINDS), ("modality", MODALITIES), ("polarity", {"affirm", "negate"})):
        if claim[field] not in allowed:
            yield f"{field} {claim[field]}"
    if claim["modality"] in {"reported", "quoted"} and not claim["attributed_to"]:
        yield "reported, but by nobody"
    if not claim["subject"] or not claim["predicate"]:
        yield "no subject or no predicate"
    yield from _of_office(claim)
    yield from _of_time(claim["time"], text["published_at"])


def _of_office(claim: Row) -> Iterator[str]:
    office = claim["office"]
    if (claim["kind"] == "office") != bool(office):
        yield "an office is given with kind office, and only then"
    elif office and not (office["person"] and office["office_key"] and office["stated_as"]):
        yield "the office is incomplete"
    elif office and office["status"] not in STATUSES:
        yield f"office status {office['status']}"


def _of_time(time: Row, published: str) -> Iterator[str]:
    start, end, granularity = time["start"], time["end"], time["granularity"]
    if (granularity not in DAYS and granularity not in OPEN) or time["relation"] not in RELATIONS:
        yield f"time {granularity}, {time['relation']}"
    first, last = _day(start), _day(end)
    if (start and not first) or (end and not last):
        yield f"no such day: {start} or {end}"
    elif first and last and first > last:
        yield f"the time runs backwards: {start}, {end}"
    elif granularity in DAYS:
        least, most = DAYS[granularity]
        if not (first and last and least <= (last - first + timedelta(1)).days <= most):
            yield f"{start} to {end} is no {granularity}"
    if granularity == "at_writing" and (start, end) != (published, published):
        yield "at_writing is not the day of writing"
    if granularity == "none" and (start or end):
        yield "a date, but none"


def _day(value: str | None) -> date | None:
    try:
        return date.fromisoformat(value or "")
    except ValueError:
        return None


def main(folder: Path) -> int:
    """Print the problems; 1 where there is one, else 0."""
    texts, claims = rows(folder / "texts.jsonl"), rows(folder / "claims.jsonl")
    found = list(problems(texts, claims))
    if digest(folder) != FROZEN:
        found.append("the test half is not the frozen one")
    print(f"{len(texts)} texts, {len(claims)} claims", *(found or ["all good"]), sep="\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE))
