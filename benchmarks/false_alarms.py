"""News that nobody altered, checked against what is known: every flag is a false alarm until it was read.

    DATELINE_EVAL_DATA=DIR python -m benchmarks.false_alarms [--tens N | --all] [--limit N] [--json FILE]

Two corpora: the TimeML texts under `benchmarks/temporal` of the evaluation data (TimeBank, AQUAINT, MEANTIME), each
checked at its creation date, and our own articles of `benchmarks/claims`, which need no data. Two settings: the starter
ledger alone, and ten at a time: ten texts of the corpus are learned as trusted articles into a fresh store with the
starter ledger, as `dateline ledger add` does, and all the others are checked. The tens are disjoint, and neighbours in
the corpus, which often tell the same story, are in different ones. `--all` learns every text once.

Prints every contradicted and suspect claim with its reason (those of the frozen half of our own articles are only
counted); a flag that another check of the same text raised is not repeated. Then the counts, with the coverage:
flags are counted once a claim, the coverage is that of all checks.
"""

from __future__ import annotations

import argparse
import os
import re
import tempfile
import xml.etree.ElementTree as ET
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from shutil import copyfile
from typing import TYPE_CHECKING, Final

from benchmarks import claims
from benchmarks.progress import shown
from benchmarks.readings import kept
from benchmarks.results import Figure, Result
from service import pipeline
from service.domain.text import Article
from service.domain.verdicts import Label
from service.ledger.batch import Batch, Filed
from service.ledger.sql import SqlLedger
from service.reading.article import prepare

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from service.domain.text import Document
    from service.domain.verdicts import Report, Verdict

TEN: Final = 10
FEW: Final = 3
FLAGS: Final = frozenset({Label.CONTRADICTED, Label.SUSPECT})
DECIDED: Final = FLAGS | {Label.SUPPORTED}
_LEARNED_AT: Final = datetime(2026, 1, 1, tzinfo=UTC)
_CREATED = {"CREATION_TIME", "PUBLICATION_TIME"}
_AMPERSAND = re.compile(r"&(?!\w+;|#)")


@dataclass(frozen=True, slots=True)
class Text:
    """A text that nobody altered; flags in a `frozen` one are counted and not shown."""

    name: str
    document: Document
    frozen: bool = False


@dataclass(slots=True)
class Tally:
    """What the checks of one corpus in one setting came to."""

    checks: int = 0
    labels: Counter[Label] = field(default_factory=Counter)
    flagged: dict[str, set[tuple[Label, int]]] = field(default_factory=dict)

    def add(self, name: str, report: Report) -> list[Verdict]:
        """Count one report; the flags that this text did not have before."""
        self.checks += 1
        self.labels.update(verdict.label for verdict in report.verdicts)
        known = self.flagged.setdefault(name, set())
        new = [v for v in report.verdicts if v.label in FLAGS and (v.label, v.claim.span.start) not in known]
        known.update((verdict.label, verdict.claim.span.start) for verdict in new)
        return new

    def distinct(self, label: Label) -> int:
        """How many claims had this flag in any check."""
        return sum(flag is label for flags in self.flagged.values() for flag, _ in flags)

    @property
    def line(self) -> str:
        """Flags and coverage in words."""
        claims = sum(self.labels.values())
        checked = sum(self.labels[label] for label in DECIDED)
        return (
            f"{len(self.flagged)} texts, {self.checks} checks: contradicted {self.distinct(Label.CONTRADICTED)} "
            f"suspect {self.distinct(Label.SUSPECT)} in {sum(map(bool, self.flagged.values()))} texts; "
            f"claims {claims} checkable {claims - self.labels[Label.NOT_CHECKABLE]} checked {checked} "
            f"supported {self.labels[Label.SUPPORTED]}"
        )


def own_texts() -> Iterator[Text]:
    """Our own articles with annotated claims, as they stand."""
    for text in claims.own_texts():
        yield Text(text.id, prepare(text.article), frozen=text.group == "test")


def news_texts(root: Path) -> Iterator[Text]:
    """Every dated document of the corpora, checked at its creation date."""
    folder = root / "benchmarks" / "temporal"
    for path in sorted(
        [*folder.glob("timebank/*.tml"), *folder.glob("aquaint/*.tml"), *folder.glob("meantime/*/*.xml")]
    ):
        tree = ET.fromstring(_AMPERSAND.sub("&amp;", path.read_text(encoding="utf-8-sig")))  # noqa: S314 - published corpora on the caller's disk, never a request's text
        created = next((t for t in tree.iter("TIMEX3") if t.get("functionInDocument") in _CREATED), None)
        match = re.match(r"(\d{4})-?(\d{2})-?(\d{2})", created.get("value", "") if created is not None else "")
        if match:
            day = date(*map(int, match.groups()))
            yield Text(_number(path), prepare(Article(text=_text(tree), published_at=day)))


def _number(path: Path) -> str:
    """The name of a document, without the headline that some file names hold after a number."""
    number, _, headline = path.stem.partition("_")
    return number if headline and number.isdigit() else path.stem


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


def tens(texts: Sequence[Text]) -> list[Sequence[Text]]:
    """All texts in disjoint groups of ten at most, neighbours in different ones."""
    count = -(-len(texts) // TEN)
    return [texts[start::count] for start in range(count)]


def taught(store: Path, folder: Path, learned: Sequence[Text]) -> SqlLedger:
    """A copy in `folder` of the seeded `store`, with `learned` as trusted articles."""
    fresh = folder / "taught.db"
    copyfile(store, fresh)
    ledger = SqlLedger(f"sqlite:///{fresh}")
    for text in learned:
        batch = Batch(facts=pipeline.learn(text.document), documents=[Filed(text.document, _LEARNED_AT)])
        ledger.record(batch, by="benchmark", why="trusted article", at=_LEARNED_AT)
    return ledger


def check(texts: Sequence[Text], ledger: SqlLedger, tally: Tally, known: Tally | None = None) -> None:
    """Check the texts, add them to the tally and print what neither it nor `known` had flagged before."""
    for text in texts:
        report = pipeline.check(text.document, ledger=ledger, report_id=text.name)
        told = known.flagged.get(text.name, set()) if known else set()
        for verdict in tally.add(text.name, report):
            if not text.frozen and (verdict.label, verdict.claim.span.start) not in told:
                show(text, verdict)


def show(text: Text, verdict: Verdict) -> None:
    """Print a flag with its ground."""
    claim, day = verdict.claim, text.document.published_on
    words = " ".join(claim.span.of(text.document.text).split())
    print(f"{text.name} {day} {verdict.label.value} {verdict.reason or ''}: {words[:160]}")
    print(f"    reads: {claim.statement}")
    for finding in verdict.findings:
        print(f"    {finding.rule}: {finding.detail}")
        for fact in finding.facts[:1]:
            print(f"        {fact.provenance.locator} {' '.join(fact.provenance.quote.split())[:160]}")


def measure(corpus: str, texts: Sequence[Text], groups: int | None, result: Result) -> None:
    """Check one corpus in both settings, with `groups` tens (all of them: None); print, and add to `result`."""
    alone, learned = Tally(), Tally()
    with tempfile.TemporaryDirectory() as folder, kept():
        store = Path(folder) / "starter.db"
        ledger = SqlLedger(f"sqlite:///{store}")
        ledger.prepare()
        for text in shown(texts, f"{corpus}, starter ledger"):
            check([text], ledger, alone)
        ledger.close()
        chosen = tens(texts)[:groups]
        for group in shown(chosen, f"{corpus}, ten at a time"):
            ledger = taught(store, Path(folder), group)
            check([text for text in texts if text not in group], ledger, learned, alone)
            ledger.close()
    for setting, tally in (("starter ledger alone", alone), (f"{len(chosen)} times ten learned", learned)):
        print(f"== {corpus}, {setting}: {tally.line}")
    for setting, tally in (("starter", alone), ("tens", learned)):
        for label in sorted(FLAGS):
            name = f"{corpus}, {setting} {label.value}"
            result.figures[name] = Figure(tally.distinct(label), less_is_better=True)
        result.figures[f"{corpus}, {setting} supported"] = Figure(tally.labels[Label.SUPPORTED])
    shown_of = {text.name for text in texts if not text.frozen}
    # What was learned decides what can be flagged: with other tens these are other cases.
    for known, tally in (("starter", alone), (f"{len(chosen)} tens of {len(texts)} texts", learned)):
        result.cases[f"{corpus}, {known}"] = {
            name: not flags for name, flags in tally.flagged.items() if name in shown_of
        }


def main() -> None:
    """Check all texts and print what was flagged."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--limit", type=int, metavar="N", help="the first N texts of each corpus only")
    number = parser.add_mutually_exclusive_group()
    number.add_argument("--tens", type=int, default=FEW, metavar="N", help=f"learn N times ten texts, default {FEW}")
    number.add_argument("--all", action="store_true", help="learn every text once")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write figures and cases there")
    options = parser.parse_args()
    groups = None if options.all else options.tens
    result = Result()
    data = os.environ.get("DATELINE_EVAL_DATA")
    if data:
        measure("news", list(news_texts(Path(data)))[: options.limit], groups, result)
    else:
        print("DATELINE_EVAL_DATA is not set: the news texts are left out")
    measure("own", list(own_texts())[: options.limit], groups, result)
    if options.json:
        result.write(options.json)


if __name__ == "__main__":
    main()
