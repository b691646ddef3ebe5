"""Dated news that nobody altered, checked against the starter ledger: every flag is a false alarm until read.

    DATELINE_EVAL_DATA=DIR python -m benchmarks.false_alarms [--limit N]

Reads the TimeML texts under `benchmarks/temporal` (TimeBank, AQUAINT, MEANTIME), checks each at its creation date,
and prints every contradicted and suspect claim with its reason, then the counts and the coverage.
"""

from __future__ import annotations

import argparse
import os
import re
import tempfile
import xml.etree.ElementTree as ET
from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import track

from service import pipeline
from service.domain.text import Article
from service.domain.verdicts import Label
from service.ledger.sql import SqlLedger
from service.reading.article import prepare

if TYPE_CHECKING:
    from collections.abc import Iterator

_CREATED = {"CREATION_TIME", "PUBLICATION_TIME"}
_AMPERSAND = re.compile(r"&(?!\w+;|#)")


def texts(root: Path) -> Iterator[tuple[str, str, date]]:
    """Name, text and creation date of every dated document."""
    folder = root / "benchmarks" / "temporal"
    for path in sorted(
        [*folder.glob("timebank/*.tml"), *folder.glob("aquaint/*.tml"), *folder.glob("meantime/*/*.xml")]
    ):
        tree = ET.fromstring(_AMPERSAND.sub("&amp;", path.read_text(encoding="utf-8-sig")))  # noqa: S314 - published corpora on the caller's disk, never a request's text
        created = next((t for t in tree.iter("TIMEX3") if t.get("functionInDocument") in _CREATED), None)
        match = re.match(r"(\d{4})-?(\d{2})-?(\d{2})", created.get("value", "") if created is not None else "")
        if match:
            yield path.name, _text(tree), date(*map(int, match.groups()))


def _text(tree: ET.Element) -> str:
    tokens = list(tree.iter("token"))
    if not tokens:
        body = tree.find(".//TEXT")
        return "".join(body.itertext()) if body is not None else ""
    lines: list[list[str]] = []
    for token in tokens:
        number = int(token.get("sentence", "0"))
        while len(lines) <= number:
            lines.append([])
        lines[number].append(token.text or "")
    return re.sub(r" (?=[.,;:?!')]|'s\b)", "", "\n".join(" ".join(line) for line in lines))


def main() -> None:
    """Check all texts and print what was flagged."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--limit", type=int, help="check the first N texts only")
    arguments = parser.parse_args()
    if "DATELINE_EVAL_DATA" not in os.environ:
        parser.error("DATELINE_EVAL_DATA names no folder of evaluation data")
    counts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        ledger = SqlLedger(f"sqlite:///{folder}/ledger.db")
        ledger.prepare()
        found = list(texts(Path(os.environ["DATELINE_EVAL_DATA"])))[: arguments.limit]
        for name, text, day in track(found, "Checking", console=Console(stderr=True)):
            report = pipeline.check(prepare(Article(text=text, published_at=day)), ledger=ledger, report_id=name)
            counts["texts"] += 1
            for verdict in report.verdicts:
                counts[verdict.label.value] += 1
                if verdict.label in {Label.CONTRADICTED, Label.SUSPECT}:
                    words = " ".join(verdict.claim.span.of(report.document.text).split())
                    print(f"{name} {day} {verdict.label.value} {verdict.reason or ''}: {words[:160]}")
                    for finding in verdict.findings:
                        print(f"    {finding.rule}: {finding.detail}")
    print({name: counts[name] for name in ("texts", *(label.value for label in Label))})


if __name__ == "__main__":
    main()
