"""Who is meant: names as newspapers write them, linked to the persons of a ledger.

    python -m benchmarks.resolution [--extra N] [--sample N] [--json FILE] [--errors]

The ledger is the starter ledger, with `--extra` invented persons, of whom a third share the surname of somebody in
the starter ledger. Names are made from its persons by the rules of `name_variants`; half of them stand with a title
that the person held on that day. Beside them stand names that mean nobody on record: of the same surname, of the other
sex, of a son, of somebody before the birth of the one on record, of a holder of an office elsewhere. Twins, two persons
of one name with offices in different countries, are added to the ledger for a part of their own. The seed is fixed.

Right: linked to the right one. Wrong: linked to another. Open: not linked, the right one among the alternatives. A name
without a title that fits several persons has to stay open; a misspelt one always has to.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks.invented import somebody
from benchmarks.name_variants import varied
from benchmarks.results import Figure, Result
from service.domain.claims import OfficeStatus
from service.domain.facts import KnownEntity
from service.domain.linking import SURE
from service.domain.name_tables import FEMALE_GIVEN, MALE_GIVEN
from service.domain.names import fold, given_gender, person
from service.domain.time import Interval, ValidTime
from service.ledger import codec, starter
from service.ledger.batch import Batch, Linked
from service.ledger.resolution.context import Context, Title
from service.ledger.resolution.identity import HOLDER
from service.ledger.resolution.linked import candidates, links_between
from service.ledger.sql import SqlLedger

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from service.domain.claims import Entity
    from service.domain.facts import Fact
    from service.domain.linking import Link

SEED: Final = 20261122
SAMPLE: Final = 2_000
TWINS: Final = 200
_AT_ONCE: Final = 20_000
_WRITTEN: Final = datetime(2026, 1, 1, tzinfo=UTC)
_OPEN_KINDS: Final = frozenset({"misspelt"})
_ALONE: Final = Context()


@dataclass(frozen=True, slots=True)
class Case:
    """A name in its context, and the id of whom it means; None where nobody on record is meant."""

    kind: str
    entity: Entity
    context: Context
    answer: str | None


@dataclass(slots=True)
class World:
    """The persons of the ledger, and their occupancies by the id of the person."""

    known: dict[str, KnownEntity]
    terms: dict[str, list[Fact]]


def main() -> None:
    """The command line of this script."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--extra", type=int, default=0, help="invented persons beside those of the starter ledger")
    parser.add_argument("--sample", type=int, default=SAMPLE)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--errors", action="store_true", help="print what was linked wrongly or not found")
    asked = parser.parse_args()
    result = measure(asked.extra, asked.sample, errors=asked.errors)
    if asked.json:
        result.write(asked.json)


def measure(extra: int = 0, sample: int = SAMPLE, *, errors: bool = False) -> Result:
    """Make the ledger, link all names, print and return what came out."""
    draw = random.Random(SEED)  # noqa: S311 - a reproducible sample
    with tempfile.TemporaryDirectory() as folder:
        ledger = SqlLedger(f"sqlite:///{folder}/ledger.sqlite")
        ledger.prepare()
        shipped = starter.batch()
        world = World({known.id: known for known in shipped.entities}, defaultdict(list))
        facts = {fact.id: fact for fact in shipped.facts}
        for link in shipped.links:
            world.terms[link.entity].append(facts[link.fact])
        ids = draw.sample(sorted(world.known), min(sample + TWINS, len(world.known)))
        cases = [*_meaning(ids[:sample], world, draw), *_strangers(ids[:sample], world, draw)]
        cases += _twins(ids[sample:], world, ledger, draw)
        _add_extra(ledger, extra, world, draw)
        rows = [(case, *_linked(case, ledger)) for case in cases]
        return _report([row for row in rows if not _is_invented(row[0], row[2])], extra, errors=errors)


def _meaning(ids: Sequence[str], world: World, draw: random.Random) -> Iterator[Case]:
    """Each person under the own name, an alias and every kind of variant that the name allows."""
    for name in ids:
        known = world.known[name]
        land, called = known.entity.country, known.entity.name
        spellings = {"as on record": called}
        if known.aliases:
            spellings["alias"] = draw.choice(known.aliases)
        spellings |= varied(called, land, draw)
        for kind, spelling in spellings.items():
            yield Case(kind, person(spelling), _context(world.terms.get(name, ()), draw), name)


def _context(terms: Sequence[Fact], draw: random.Random) -> Context:
    """Half the names with a title that the person held on a day, and that day; the others alone."""
    dated = [term for term in terms if term.valid.sure is not None and term.valid.sure.start]
    if not dated or draw.random() < 0.5:
        return _ALONE
    term = draw.choice(dated)
    held, sure = term.proposition.office, term.valid.sure
    if held is None or sure is None or sure.start is None:
        return _ALONE
    last = sure.end or sure.start + timedelta(days=365)
    day = sure.start + timedelta(days=draw.randrange(max(1, (last - sure.start).days)))
    return _titled(held.role, held.jurisdiction, day)


def _titled(role: str, jurisdiction: str | None, day: date) -> Context:
    countries = frozenset({jurisdiction} if jurisdiction else ())
    title = Title(role, jurisdiction, OfficeStatus.CURRENT, (Interval.on(day),))
    return Context((title,), (), countries, day)


def _strangers(ids: Sequence[str], world: World, draw: random.Random) -> Iterator[Case]:
    """Names that mean nobody on record, made from the names of those who are."""
    pool = {"m": sorted(MALE_GIVEN), "f": sorted(FEMALE_GIVEN)}
    taken = {fold(name) for known in world.known.values() for name in (known.entity.name, *known.aliases)}
    for name in ids:
        known = world.known[name]
        words = known.entity.name.split()
        sex = given_gender(words[0])
        if len(words) == 2 and sex:
            for kind, of in (("another given name", sex), ("the other sex", "f" if sex == "m" else "m")):
                stranger = f"{draw.choice(pool[of]).title()} {words[1]}"
                if not any(fold(stranger)[:3] == one[:3] and one.endswith(fold(words[1])) for one in taken):
                    yield Case(kind, person(stranger), _ALONE, None)
            yield Case("a son", person(f"{known.entity.name} Jr"), _ALONE, None)
        if known.born is not None and known.born.start_min is not None:
            act = Interval.on(known.born.start_min - timedelta(days=365 * 20))
            yield Case("before the birth", person(known.entity.name), Context(acts=(act,)), None)
        homes = {held.jurisdiction for term in world.terms.get(name, ()) if (held := term.proposition.office)}
        if homes and "NZ" not in homes:
            elsewhere = _titled("prime-minister", "NZ", date(1985, 5, 5))
            yield Case("an office elsewhere", person(known.entity.name), elsewhere, None)


def _twins(ids: Sequence[str], world: World, ledger: SqlLedger, draw: random.Random) -> Iterator[Case]:
    """Persons of one name, a generation apart, in office in two countries: told apart by title, by date, or not."""
    entities, facts, links = [], [], []
    cases = []
    for name in ids:
        known = world.known[name]
        own = [term for term in world.terms.get(name, ()) if term.valid.sure and term.valid.sure.start]
        if not own:
            continue
        model = draw.choice(own)
        held = model.proposition.office
        if held is None or held.jurisdiction in {None, "ZW"}:
            continue
        twin = replace(person(known.entity.name), country="ZW", id=f"twin:{name}")
        born = ValidTime.exactly(Interval.on(date(1985, 3, 3)))
        entities.append(KnownEntity(twin.id or "", twin, (), born))
        office = replace(held, person=twin, jurisdiction="ZW")
        stated = replace(model.proposition, subject=twin, office=office)
        fact = codec.fact(stated, model.valid, model.status, model.provenance)
        facts.append(fact)
        links.append(Linked(fact.id, HOLDER, twin.id or "", 1.0, "made up"))
        entity = person(known.entity.name)
        there = _context([fact], random.Random(1))  # noqa: S311 - always with a title
        while not there.titles:
            there = _context([fact], draw)
        here = _titled(held.role, held.jurisdiction, there.written or date(2000, 1, 1))
        cases += [
            Case("twin by title", entity, here, name),
            Case("twin by title", entity, there, twin.id),
            Case("twin alone", entity, _ALONE, name),
        ]
        if known.born is not None and known.born.start_min and known.born.start_min < date(1960, 1, 1):
            act = Context(acts=(Interval.on(known.born.start_min + timedelta(days=365 * 22)),))
            cases.append(Case("twin by date", entity, act, name))
    ledger.record(Batch(facts, entities, links=links), by="benchmark", why="twins", at=_WRITTEN)
    yield from cases


def _add_extra(ledger: SqlLedger, extra: int, world: World, draw: random.Random) -> None:
    """Invented persons, in portions: two thirds as in `invented`, one third with surnames of the starter ledger."""
    surnames = [known.entity.name.split()[-1] for _, known in sorted(world.known.items())]
    given = sorted(MALE_GIVEN | FEMALE_GIVEN)
    for start in range(0, extra, _AT_ONCE):
        portion = []
        for number in range(start, min(extra, start + _AT_ONCE)):
            namesake = f"{draw.choice(given).title()} {draw.choice(surnames)}"
            entity = person(namesake) if number % 3 == 0 else somebody(number)
            portion.append(KnownEntity(f"extra:{number}", entity))
        ledger.record(Batch(entities=portion), by="benchmark", why="invented persons", at=_WRITTEN)


def _linked(case: Case, ledger: SqlLedger) -> tuple[Link, frozenset[str], float]:
    """The link of a case, the ids of the candidates that were compared, and seconds of the processor."""
    begun = time.process_time()
    link = links_between({case.entity: case.context}, ledger)[case.entity]
    took = time.process_time() - begun
    near = candidates([case.entity], ledger)[case.entity]
    return link, frozenset(known.id for known in near), took


def _is_invented(case: Case, near: frozenset[str]) -> bool:
    """Whether the name of a stranger happens to be that of an invented person, who then is on record."""
    return case.answer is None and any(name.startswith("extra:") for name in near)


def _outcome(case: Case, link: Link) -> str:
    if link.entity_id is not None:
        return "right" if link.entity_id == case.answer else "wrong"
    if case.answer is None:
        return "right"
    return "open" if case.answer in {one.entity_id for one in link.alternatives} else "lost"


def _report(rows: Sequence[tuple[Case, Link, frozenset[str], float]], extra: int, *, errors: bool = False) -> Result:
    by_kind: dict[str, Counter[str]] = defaultdict(Counter)
    for case, link, _, _ in rows:
        by_kind[case.kind][_outcome(case, link)] += 1
    print(f"{extra} invented persons beside those of the starter ledger")
    print(f"{'':24}{'names':>7}{'right':>8}{'wrong':>8}{'open':>8}{'lost':>8}  of them, per cent")
    for kind, counts in by_kind.items():
        whole = counts.total()
        print(f"{kind:24}{whole:7}" + "".join(f"{100 * counts[one] / whole:8.1f}" for one in _OUTCOMES))
    if errors:
        for case, link, _, _ in rows:
            if _outcome(case, link) in {"wrong", "lost"}:
                print(f"  {case.kind}: {case.entity.name} means {case.answer}, linked {link.entity_id}: {link.why}")
    return _figures(rows, by_kind)


_OUTCOMES: Final = ("right", "wrong", "open", "lost")


def _figures(rows: Sequence[tuple[Case, Link, frozenset[str], float]], by_kind: Mapping[str, Counter[str]]) -> Result:
    linked = [(case, link) for case, link, _, _ in rows if link.entity_id is not None]
    right = sum(link.entity_id == case.answer for case, link in linked)
    due = [
        (case, link)
        for case, link, _, _ in rows
        if case.answer is not None and case.kind not in _OPEN_KINDS and case.kind != "twin alone"
    ]
    found = sum(link.entity_id == case.answer for case, link in due)
    meant = [(case, near) for case, _, near, _ in rows if case.answer is not None]
    strangers = [(case, link) for case, link, _, _ in rows if case.answer is None]
    kept = sum(link.entity_id is None for _, link in strangers)
    spread = sorted(took for *_, took in rows)
    figures = {
        "precision of links": Figure(100 * right / max(1, len(linked))),
        "recall of links": Figure(100 * found / max(1, len(due))),
        "names of strangers not linked": Figure(100 * kept / max(1, len(strangers))),
        "recall of blocking": Figure(100 * sum(case.answer in near for case, near in meant) / max(1, len(meant))),
        "mean candidates": Figure(sum(len(near) for *_, near, _ in rows) / len(rows), less_is_better=True),
        "most candidates": Figure(max(len(near) for *_, near, _ in rows), less_is_better=True),
        "median ms": Figure(1000 * spread[len(spread) // 2], less_is_better=True, noise=0.5),
        "p99 ms": Figure(1000 * spread[len(spread) * 99 // 100], less_is_better=True, noise=0.5),
        "calibration error": Figure(100 * _calibration(rows), less_is_better=True),
    }
    for name, figure in figures.items():
        print(f"{name:32}{figure.value:8.2f}")
    return Result(figures, {kind: {"right": counts["wrong"] == 0} for kind, counts in by_kind.items()})


def _calibration(rows: Sequence[tuple[Case, Link, frozenset[str], float]]) -> float:
    """Expected calibration error in ten bins of the likeliest candidate's confidence; prints the bins."""
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for case, link, _, _ in rows:
        first = link.entity_id or (link.alternatives[0].entity_id if link.alternatives else None)
        if first is not None:
            bins[min(9, int(link.confidence * 10))].append((link.confidence, first == case.answer))
    whole = sum(map(len, bins.values()))
    print(f"confidence (linked from {SURE} on), names, share that is right")
    for number, row in sorted(bins.items()):
        print(f"  {number / 10:.1f}  {len(row):6} {sum(hit for _, hit in row) / len(row):6.2f}")
    return sum(abs(sum(said for said, _ in row) - sum(hit for _, hit in row)) for row in bins.values()) / max(1, whole)


if __name__ == "__main__":
    main()
