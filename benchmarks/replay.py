"""Stored reports, replayed after many writes, and what each retraction turns, checked by making every report again.

    python -m benchmarks.replay [--reports N] [--writes N] [--retractions N] [--store sqlite|postgresql] [--words]

Articles are made up about people of the starter ledger: right and wrong about their offices, two claims each. Then as
many revisions are written as asked for: facts, retractions, contests, words on sources, spellings, articles. Every
report is replayed and its bytes compared. After that facts on which verdicts rest are retracted one by one until so
many have turned a report; the list of reports that each turns, if any, is held against making every stored report again
before and after it. Exit status 1 where anything differs, or too few turn anything.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from contextlib import ExitStack
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from scripts.throwaway_postgres import serving
from service.bootstrap import Engine
from service.contract.stories import FORM
from service.domain.facts import FactStatus
from service.domain.request import CheckRequest
from service.domain.text import Article
from service.domain.verdicts import Label
from service.ledger import starter
from service.ledger.batch import AliasChange, Batch, Contest, SourceTrust
from service.ledger.history import find
from service.ledger.sql import SqlLedger
from service.settings import Settings
from tests.ledger.builders import visit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.domain.facts import Fact
    from service.domain.verdicts import Verdict
    from service.ledger.history import Entry

_NAMES = {
    "GB": "Britain",
    "FR": "France",
    "DE": "Germany",
    "IT": "Italy",
    "ES": "Spain",
    "RU": "Russia",
    "US": "America",
}
_DECIDED = (Label.SUPPORTED, Label.CONTRADICTED, Label.SUSPECT)
_CITIES = ("Vienna", "Oslo", "Lisbon", "Geneva", "Prague")


class Newsroom:
    """An engine over a store of its own, a pen, and a clock that moves on with every look at it."""

    def __init__(self, url: str, seed: int, *, words: bool) -> None:
        self._now = starter.edition().at + timedelta(days=1)
        self.dice = random.Random(seed)  # noqa: S311 - no secret is made of it
        parser, network = ("words", "no") if words else ("tree", "yes")
        self.engine = Engine(Settings(database_url=url, parser=parser, cross_encoder=network), self.now)
        self.engine.ready()
        self.ledger = SqlLedger(url)
        self.desk, self.flips = self.engine.report_desk(FORM), self.engine.flip_desk(FORM)

    def now(self) -> datetime:
        """The time."""
        self._now += timedelta(seconds=1)
        return self._now

    def entry(self) -> Entry:
        """The newest revision."""
        with self.ledger.reading() as connection:
            return find(connection, self.ledger.revision().at)

    def write(self, batch: Batch) -> None:
        """Write one revision."""
        self.ledger.record(batch, by="benchmark", why="a benchmark", at=self.now())


def terms(dice: random.Random) -> list[Fact]:
    """Terms of the starter ledger in countries that articles can name, in any order."""
    found = [
        fact
        for fact in starter.batch().facts
        if fact.proposition.office is not None
        and fact.proposition.office.jurisdiction in _NAMES
        and fact.valid.start_max is not None
        and fact.valid.end_min is not None
        and fact.valid.start_max.year >= 1980
        and (fact.valid.end_min - fact.valid.start_max).days > 300
    ]
    dice.shuffle(found)
    return found


def article(fact: Fact, other: Fact, dice: random.Random) -> CheckRequest:
    """An article about two people: one as the record has it, one at a time that may be wrong."""
    days = [_within(fact, dice), _within(other, dice) + timedelta(days=dice.choice([0, 0, 4_000]))]
    lines = [_line(one, day, dice) for one, day in zip((fact, other), days, strict=True)]
    published = max(days) + timedelta(days=1)
    text = "\n\n".join([*lines, "The streets were calm that week."])
    return CheckRequest(Article(text=text, source="daily.example", published_at=published, language="en"))


def _within(fact: Fact, dice: random.Random) -> date:
    begin, end = fact.valid.start_max, fact.valid.end_min
    if begin is None or end is None:
        raise ValueError("a term without ends")
    return begin + timedelta(days=dice.randint(60, (end - begin).days - 60))


def _line(fact: Fact, day: date, dice: random.Random) -> str:
    held = fact.proposition.office
    if held is None or held.jurisdiction is None:
        raise ValueError("no term")
    where = dice.choice(_CITIES)
    return f"{held.title} {held.person.name} of {_NAMES[held.jurisdiction]} spoke in {where} on {day:%-d %B %Y}."


def revisions(room: Newsroom, used: list[Fact], count: int) -> Iterator[str]:
    """Write so many revisions that have to do with the people of the articles; the kind of each."""
    others = used[len(used) // 2 :]
    known = starter.batch().entities
    for number in range(count):
        kind = room.dice.choices(["fact", "article", "retract", "contest", "trust", "alias"], [60, 8, 12, 10, 5, 5])[0]
        fact = room.dice.choice(used)
        holder = fact.proposition.office.person.name if fact.proposition.office else ""
        if kind == "article":
            day = date(2001, 1, 1) + timedelta(days=number)
            text = f"{holder} visited {room.dice.choice(_CITIES)} on {day:%-d %B %Y} and met the mayor, it was said."
            room.engine.learn(
                Article(text=text, source=f"wire{number}.example", published_at=day, language="en"), "wire"
            )
        elif kind == "retract" and others:
            room.write(Batch(closed={others.pop().id: None}))
        elif kind == "contest" and others:
            room.write(Batch(contests=[Contest(others.pop().id, "a doubt")]))
        elif kind == "trust":
            room.write(Batch(trust=[SourceTrust(f"wire{number}.example", "low", "a test")]))
        elif kind == "alias":
            entity = room.dice.choice(known)
            room.write(Batch(aliases=[AliasChange(entity.id, f"{entity.entity.name} Also{number}", "a test")]))
        else:
            begin = date(1990, 1, 1) + timedelta(days=number * 7)
            told = visit(holder, "AT", begin.isoformat(), (begin + timedelta(days=1)).isoformat(), FactStatus.REVIEWED)
            room.write(Batch(facts=[told]))
        yield kind


def made_again(room: Newsroom, names: list[str], at: Entry) -> dict[str, tuple[Verdict, ...]]:
    """The verdicts of every stored report, made again as of a revision."""
    found = {}
    for name in names:
        request = FORM.asked(json.loads(room.desk.report(name).content.request))  # type: ignore[union-attr]  # all are kept
        found[name] = room.engine.checked(request, name, at.at, again=True).report.verdicts
    return found


def changed(
    before: dict[str, tuple[Verdict, ...]], now: dict[str, tuple[Verdict, ...]]
) -> dict[str, list[tuple[str, str, str]]]:
    """The claims of each report that are labelled otherwise."""
    found = {
        name: [
            (one.claim.claim_key, one.label.value, other.label.value)
            for one, other in zip(verdicts, now[name], strict=True)
            if one.label is not other.label
        ]
        for name, verdicts in before.items()
    }
    return {name: claims for name, claims in found.items() if claims}


def rested_on(made: dict[str, tuple[Verdict, ...]]) -> set[str]:
    """The facts of the ledger on which decided verdicts rest."""
    return {
        fact.id
        for verdicts in made.values()
        for verdict in verdicts
        if verdict.label in _DECIDED
        for finding in verdict.findings
        for fact in finding.facts
    }


def run(room: Newsroom, options: argparse.Namespace) -> bool:
    """The whole of it; whether nothing differs."""
    pool = terms(room.dice)
    pairs = [(room.dice.choice(pool), room.dice.choice(pool)) for _ in range(options.reports)]
    begun = time.perf_counter()
    names = [room.desk.check(article(*pair, room.dice)).report.id for pair in pairs]
    print(f"{len(names)} reports stored, {time.perf_counter() - begun:.1f} s")
    used = list({fact.id: fact for pair in pairs for fact in pair}.values())
    begun = time.perf_counter()
    kinds = list(revisions(room, used, options.writes))
    counted = {kind: kinds.count(kind) for kind in sorted(set(kinds))}
    print(f"{len(kinds)} revisions written, {time.perf_counter() - begun:.1f} s: {counted}")
    begun = time.perf_counter()
    replayed = [room.desk.replay(name) for name in names]
    same = sum(one.identical for one in replayed)
    today = sum(bool(one.today.changed) for one in replayed)
    spent = time.perf_counter() - begun
    print(f"{same} of {len(names)} replay byte for byte, {spent:.1f} s; today's ledger turns {today}")
    right = exact(room, names, options.retractions)
    return same == len(names) and right


def exact(room: Newsroom, names: list[str], wanted: int) -> bool:
    """Retract facts one by one; whether each list of turned reports is that of making all of them again."""
    begun = time.perf_counter()
    before, after = made_again(room, names, room.entry()), room.entry()
    checking, listing = time.perf_counter() - begun, 0.0
    right = retracted = turning = turned = examined = 0
    while turning < wanted and (facts := sorted(rested_on(before))):
        fact = room.dice.choice(facts)
        room.ledger.retract(fact, by="benchmark", why="a benchmark", at=room.now())
        upto, begun = room.entry(), time.perf_counter()
        found = {
            flip.report.id: [(one.claim_key, one.was, one.now) for one in flip.changed]
            for flip in room.flips.all(after, upto)
        }
        listing += time.perf_counter() - begun
        begun = time.perf_counter()
        now = made_again(room, names, upto)
        checking += time.perf_counter() - begun
        whole = changed(before, now)
        if found != whole:
            print(f"{fact}: listed {sorted(found)}, by all {sorted(whole)}")
        right, retracted = right + (found == whole), retracted + 1
        turning, turned = turning + bool(whole), turned + len(whole)
        examined += len(list(room.flips.candidates(after, upto)))
        before, after = now, upto
    print(
        f"{right} of {retracted} retractions list exactly the reports that they turn; {turning} turn any, {turned} in "
        f"all (of {retracted * len(names)}); {examined} were examined, {listing:.1f} s; all again: {checking:.1f} s"
    )
    return right == retracted and turning == wanted


def main() -> int:
    """Run it with the options of the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=100)
    parser.add_argument("--writes", type=int, default=1_000)
    parser.add_argument("--retractions", type=int, default=30, help="that turn a report")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--store", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--words", action="store_true", help="without the learned parser and the network")
    options = parser.parse_args()
    with ExitStack() as stack:
        if options.store == "postgresql":
            url = stack.enter_context(serving())
        else:
            url = f"sqlite:///{stack.enter_context(tempfile.TemporaryDirectory())}/ledger.sqlite"
        room = Newsroom(url, options.seed, words=options.words)
        passed = run(room, options)
        room.engine.close()
        room.ledger.close()
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
