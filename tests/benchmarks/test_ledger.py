"""The invented world is the same everywhere and skewed as news is; a small run tells what it should."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from benchmarks import ledger_page
from benchmarks.curves import curves
from benchmarks.invented import PER_ARTICLE, UNIT, World, article, people_at, zipf
from benchmarks.ledger import Growing, measure, percentile, result
from service.domain.facts import FactStatus
from service.ledger.indexing import filed_under

if TYPE_CHECKING:
    from pathlib import Path


def test_a_unit_of_the_world_is_the_same_however_it_is_reached() -> None:
    """Batches of any size give the same facts in the same order; another seed gives others."""
    whole = [fact for batch in World().batches(0, 10 * UNIT, 10 * UNIT) for fact in batch.facts]
    parts = [fact for batch in World().batches(0, 10 * UNIT, 3 * UNIT) for fact in batch.facts]
    later = [fact for batch in World().batches(7 * UNIT, 10 * UNIT, UNIT) for fact in batch.facts]
    assert whole == parts
    assert whole[7 * UNIT :] == later
    assert {fact.id for fact in whole}.isdisjoint(f.id for b in World(2).batches(0, UNIT, UNIT) for f in b.facts)


def test_no_two_statements_of_the_world_are_one() -> None:
    """As many facts as were asked for, each with an id of its own; an article gives so many."""
    batches = list(World().batches(0, 2000, 500))
    facts = [fact for batch in batches for fact in batch.facts]
    assert len({fact.id for fact in facts}) == len(facts) == 2000
    read = Counter(fact.provenance.sha256 for fact in facts if fact.status is FactStatus.READ)
    assert set(read.values()) == {PER_ARTICLE}
    assert sum(len(batch.documents) for batch in batches) == len(read)


def test_few_names_make_most_of_the_world() -> None:
    """The tenth of the keys that come most often make most of all mentions; some sentences are copies."""
    facts = [fact for batch in World().batches(0, 5000, 5000) for fact in batch.facts]
    keys = Counter(key for fact in facts for _, key in filed_under(fact.proposition)).most_common()
    assert sum(often for _, often in keys[: len(keys) // 10]) > sum(often for _, often in keys) / 2
    quotes = [fact.provenance.quote for fact in facts if fact.provenance.quote]
    assert 0.02 < 1 - len(set(quotes)) / len(quotes) < 0.2


def test_a_rank_is_within_its_bounds_and_low_ones_come_first() -> None:
    """From the first to the last, the larger the draw the larger the rank."""
    ranks = [zipf(step / 1000, 500, 5) for step in range(1000)]
    assert ranks == sorted(ranks)
    assert (ranks[0], ranks[-1] < 500) == (0, True)
    assert people_at(10_000) == 2000


def test_a_text_to_check_names_the_people_of_the_world() -> None:
    """The same number gives the same text; of another size of world it names others."""
    assert article(3, 10_000) == article(3, 10_000) != article(3, 1_000_000)


def test_a_percentile_lies_between_its_neighbours() -> None:
    """The middle is the median, the top the largest; one value is every percentile."""
    assert (percentile([1, 2, 3], 0.5), percentile([7.0], 0.99)) == (2, 7)
    assert 2.9 < percentile([1, 2, 3], 0.99) <= 3


def test_growth_is_drawn_on_whole_decades() -> None:
    """Every point is in the picture and names itself."""
    picture = ET.fromstring(curves("Growth", "rows", "ms", {"one & two": [(10, 2.0), (5000, 90.0)]}))  # noqa: S314 - drawn here
    marks = picture.findall(".//{http://www.w3.org/2000/svg}circle")
    titles = [mark[0].text for mark in marks]
    assert titles == ["one & two: 2 at 10", "one & two: 90 at 5,000"]
    assert [float(mark.attrib["cx"]) for mark in marks] == sorted(float(mark.attrib["cx"]) for mark in marks)


def test_a_small_store_is_grown_measured_and_told(tmp_path: Path) -> None:
    """A line per size, growth from the first to the last, the share of the check; the store goes on where it was."""
    url = f"sqlite:///{tmp_path / 'ledger.db'}"
    growing = Growing("sqlite", url)
    points = list(measure([growing], [500, 250], 1))
    growing.close()
    assert [point.statements for point in points] == [250, 500]
    assert all(point.megabytes > 0 and 0 < point.first.share < 100 for point in points)
    figures = result(points).figures
    assert sorted(figures) == sorted(
        ["sqlite: p99 of look-ups at 500, times that at 250", "sqlite: look-ups at 500, per cent of the check"]
    )
    page = ledger_page.write(tmp_path, points, 1).read_text(encoding="utf-8")
    assert "| 250 |" in page
    assert all((tmp_path / line.split("(")[1].rstrip(")")).exists() for line in page.splitlines() if line[:2] == "![")
    again = Growing("sqlite", url)
    again.grow(500)
    assert again.held >= 500
    again.close()


def test_beyond_what_is_imported_a_store_is_multiplied(tmp_path: Path) -> None:
    """Every statement is there once more, and what a check asks for is found."""
    url = f"sqlite:///{tmp_path / 'ledger.db'}"
    growing = Growing("sqlite", url, imported=250)
    growing.grow(700)
    assert growing.held == 750
    point = next(measure([growing], [1000], 1))
    growing.close()
    assert point.statements >= 1000
    assert point.first.lookups_p50 > 0
