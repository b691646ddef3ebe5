"""Which claims of a report count for or against the outlet: decided by others, told in its own name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from service.domain import topics
from service.domain.claims import EntityType, Modality
from service.domain.trust import Tier
from service.domain.verdicts import Against, Label, Undecided
from service.records.outlet_claims import OutletArticle, domain_of, outlet_article, topic_of
from tests.desks.newsroom import RIGHT, Newsroom, request

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from service.domain.facts import Fact
    from service.domain.request import CheckRequest
    from service.domain.verdicts import Report, Verdict

ASKED = request(RIGHT, url="https://news.herald.example/bridge#top")


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Report]:
    """A report with a supported claim."""
    folder: Path = tmp_path_factory.mktemp("outlets")
    room = Newsroom(f"sqlite:///{folder / 'ledger.sqlite'}")
    yield room.desk.check(ASKED).report
    room.close()


def decided(report: Report) -> Verdict:
    """The supported claim."""
    return next(verdict for verdict in report.verdicts if verdict.label is Label.SUPPORTED)


def with_verdict(report: Report, changed: Verdict) -> Report:
    """The report with another verdict in place of the supported one."""
    return replace(report, verdicts=tuple(changed if v is decided(report) else v for v in report.verdicts))


def with_facts(report: Report, **change: object) -> Report:
    """The report with other facts behind the supported claim."""

    def changed(fact: Fact) -> Fact:
        return replace(fact, **change)  # type: ignore[arg-type]  # fields of the fact

    verdict = decided(report)
    findings = tuple(replace(one, facts=tuple(map(changed, one.facts))) for one in verdict.findings)
    return with_verdict(report, replace(verdict, findings=findings))


def counted(report: Report, asked: CheckRequest = ASKED) -> int:
    """How many claims of the report count."""
    found = outlet_article(asked, report)
    return len(found.claims) if found else 0


def test_an_article_is_filed_under_the_domain_of_its_source(report: Report) -> None:
    """A page below the domain is the outlet's; the address is kept without its fragment."""
    found = outlet_article(ASKED, report)
    assert isinstance(found, OutletArticle)
    assert (found.outlet, found.address) == ("herald.example", "https://news.herald.example/bridge")
    (claim,) = found.claims
    assert (claim.topic, claim.central, claim.linking) == ("offices:RU", True, claim.linking)
    assert 0 < claim.linking <= 1


def test_a_source_never_judges_itself(report: Report) -> None:
    """Facts of the outlet, of its house, or of distrusted sources decide nothing in its record."""
    assert counted(report) == 1
    known = decided(report).findings[0].facts[0].provenance
    assert counted(with_facts(report, same_house=True)) == 0
    assert counted(with_facts(report, tier=Tier.DISTRUSTED)) == 0
    assert counted(with_facts(report, provenance=replace(known, source="www.Herald.example"))) == 0


def test_what_the_outlet_does_not_say_itself_does_not_count(report: Report) -> None:
    """Quotations, what is reported or planned, and what the article or arithmetic alone decides."""
    verdict = decided(report)
    said = verdict.claim.proposition
    others = [
        replace(verdict, reason=Undecided.ATTRIBUTED),
        replace(verdict, label=Label.NOT_ENOUGH_INFO),
        replace(verdict, claim=replace(verdict.claim, proposition=replace(said, modality=Modality.PLANNED))),
        replace(verdict, claim=replace(verdict.claim, proposition=replace(said, attributed_to=said.subject))),
        replace(verdict, findings=tuple(replace(one, against=Against.ARTICLE) for one in verdict.findings)),
    ]
    assert [counted(with_verdict(report, other)) for other in others] == [0] * len(others)


@pytest.mark.parametrize(
    ("url", "source", "outlet"),
    [
        ("https://www.herald.example/a", None, "herald.example"),
        ("https://HERALD.example/a", "www.Herald.example", "herald.example"),
        ("https://fakeherald.example/a", "herald.example", None),
        ("https://herald.example.elsewhere.example/a", "herald.example", None),
        ("https://[herald.example/a", "herald.example", None),
        ("not an address", "herald.example", None),
        (None, "herald.example", None),
    ],
)
def test_an_outlet_is_known_by_its_address(
    report: Report, url: str | None, source: str | None, outlet: str | None
) -> None:
    """The host is the source or lies below it; what merely looks like it is nobody's."""
    found = outlet_article(ASKED, replace(report, document=replace(report.document, url=url, source=source)))
    assert (found.outlet if found else None) == outlet


def test_a_report_for_another_day_does_not_count(report: Report) -> None:
    """What was judged as of another day than that of publication says nothing of the article."""
    assert counted(replace(report, as_of=date(2015, 1, 1))) == 0
    assert counted(replace(report, as_of=None)) == 0


def test_topics_are_offices_countries_or_kinds(report: Report) -> None:
    """Without a jurisdiction the country of a place is the topic, and without that the kind of claim."""
    said = decided(report).claim.proposition
    assert topic_of(said) == topics.offices_of("RU")
    nowhere = replace(said, office=None, place=None, object=None, subject=None)
    assert topic_of(nowhere) == said.kind.value
    place = next(one for one in report.mentions if one.entity.type in {EntityType.PLACE, EntityType.COUNTRY}).entity
    assert topic_of(replace(nowhere, place=place)).startswith("country:")


def test_domains_are_filed_in_one_form() -> None:
    """Case, blanks and `www.` make no difference."""
    assert domain_of(" WWW.Herald.Example ") == "herald.example"
