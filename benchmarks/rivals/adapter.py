"""Run one other time tagger on documents, in the environment that it was installed into.

    python adapter.py NAME < documents.jsonl > predictions.jsonl

A line in is `{"doc", "text", "dct"}`, a line out `{"doc", "seconds", "timexes": [[start, end, type, value], ...]}`.
Tools that answer with a moment get the value of the granularity that they report, a day where they report none; of
several candidates the latest that is not after the document counts. Texts go in by paragraph, to ctparse by sentence,
because it finds one expression a call.
"""

from __future__ import annotations

import importlib
import json
import logging
import re
import sys
import time
import warnings
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Found = list[tuple[int, int, str, str]]
    Tagger = Callable[[str, datetime], Found]

_PARAGRAPH = re.compile(r"[^\n]+(?:\n[^\n]+)*")
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]?")
_KINDS = {"date": "DATE", "daterange": "DATE", "time": "TIME", "datetime": "TIME", "timerange": "TIME"}
_KINDS |= {"datetimerange": "TIME", "duration": "DURATION", "set": "SET"}


def recognizers() -> Tagger:
    """recognizers-text-date-time: its TIMEX where that is resolved, else the value of the candidate that counts."""
    module = importlib.import_module("recognizers_date_time")

    def tag(text: str, near: datetime) -> Found:
        found = []
        for result in module.recognize_datetime(text, "en-us", reference=near):
            kind = result.type_name.rpartition(".")[2]
            values = (result.resolution or {}).get("values") or [{}]
            value = _recognized(kind, values, near)
            kind = "DURATION" if value.startswith("P") and value[1:2] in "0123456789T" else _KINDS.get(kind, "DATE")
            found.append((result.start, result.end + 1, "DATE" if value.endswith("_REF") else kind, value))
        return found

    return tag


def _recognized(kind: str, values: list[dict[str, str]], near: datetime) -> str:
    timex = values[0].get("timex", "")
    if timex.startswith("("):
        return timex.strip("()").rpartition(",")[2]
    if timex.startswith("T"):
        return f"{near.date()}{timex}"
    if kind in {"duration", "set"} or (timex and "X" not in timex):
        return timex
    said = [value.get("value") or value.get("start") or "" for value in values]
    said = sorted(value for value in said if value[:4].isdigit())
    past = [value for value in said if value[:10] <= near.date().isoformat()]
    chosen = (past[-1:] or said[:1] or [timex])[0]
    if kind == "daterange":
        return chosen[:7] if re.fullmatch(r"XXXX-\d\d", timex) else chosen[:4] if "-" not in timex else timex
    return chosen.replace(" ", "T")[:16]


def parsedatetime() -> Tagger:
    """parsedatetime: `Calendar.nlp`; a moment with a clock time where its flag says that one was read."""
    calendar = importlib.import_module("parsedatetime").Calendar()

    def tag(text: str, near: datetime) -> Found:
        return [
            (start, end, *(("DATE", f"{moment:%Y-%m-%d}") if flag == 1 else ("TIME", f"{moment:%Y-%m-%dT%H:%M}")))
            for moment, flag, start, end, _ in calendar.nlp(text, sourceTime=near.timetuple()) or ()
        ]

    return tag


def datefinder() -> Tagger:
    """datefinder: days."""
    module = importlib.import_module("datefinder")

    def tag(text: str, near: datetime) -> Found:
        return [
            (start, end, "DATE", f"{moment:%Y-%m-%d}")
            for moment, (start, end) in module.find_dates(text, index=True, base_date=near)
        ]

    return tag


def timexy() -> Tagger:
    """timexy, on a blank English pipeline of spaCy: its TIMEX3 as it stands."""
    importlib.import_module("timexy")
    pipeline = importlib.import_module("spacy").blank("en")
    pipeline.add_pipe("timexy", config={"kb_id_type": "timex3", "label": "timexy", "overwrite": False})
    value = re.compile(r'type="(\w+)" value="([^"]*)"')

    def tag(text: str, near: datetime) -> Found:
        del near
        read = [(entity, value.search(entity.kb_id_)) for entity in pipeline(text).ents]
        return [(entity.start_char, entity.end_char, at[1], at[2]) for entity, at in read if at]

    return tag


def ctparse() -> Tagger:
    """ctparse: its one answer for each sentence."""
    parse = importlib.import_module("ctparse").ctparse

    def tag(text: str, near: datetime) -> Found:
        found = []
        for sentence in _SENTENCE.finditer(text):
            words = sentence[0].lstrip()
            answer = parse(words, ts=near, timeout=1.0)
            if answer is None or answer.resolution is None or answer.resolution.mend <= answer.resolution.mstart:
                continue
            at = sentence.end() - len(words)
            what = answer.resolution
            year, month, day = (getattr(what, name, None) for name in ("year", "month", "day"))
            value = "-".join(f"{part:0{width}d}" for part, width in ((year, 4), (month, 2), (day, 2)) if part)
            kind = "TIME" if getattr(what, "hour", None) is not None else "DATE"
            found.append((at + what.mstart, at + what.mend, kind, value))
        return found

    return tag


TAGGERS: dict[str, Callable[[], Tagger]] = {
    "recognizers-text-date-time": recognizers,
    "parsedatetime": parsedatetime,
    "datefinder": datefinder,
    "timexy": timexy,
    "ctparse": ctparse,
}


def _tagged(tag: Tagger, text: str, near: datetime) -> Iterator[tuple[int, int, str, str]]:
    for paragraph in _PARAGRAPH.finditer(text):
        try:
            found = tag(paragraph[0], near)
        except Exception as error:  # noqa: BLE001 - whatever a rival trips over costs it this paragraph
            print(f"{type(error).__name__} in one paragraph", file=sys.stderr)
            continue
        for start, end, kind, value in found:
            yield paragraph.start() + start, paragraph.start() + end, kind, value


def main() -> None:
    """Read documents, write predictions."""
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    tag = TAGGERS[sys.argv[1]]()
    tag("It began on Friday, 12 May 2006.", datetime(2013, 3, 22))  # noqa: DTZ001 - the rivals take a naive day; any will do to load them
    for line in sys.stdin:
        document: dict[str, Any] = json.loads(line)
        near = datetime.fromisoformat((document["dct"] or "2000-01-01")[:10])
        begun = time.perf_counter()
        found = list(_tagged(tag, document["text"], near))
        seconds = time.perf_counter() - begun
        print(json.dumps({"doc": document["doc"], "seconds": seconds, "timexes": found}), flush=True)


if __name__ == "__main__":
    main()
