"""The whole of a check: look-ups, order, closed checks, the date, and the rules in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest

from service.checking import RULES, judge, rules
from service.domain.facts import FactStatus, Office
from service.domain.names import person
from service.domain.text import ArticleKind
from service.domain.verdicts import Label
from tests.checking.builders import MOSCOW, Shelf, claims, document, event, fact, judged, term, title

GUEST, HOST = person("Edgar Guest"), person("Boris Host")
OFFICES = (Office("GB:prime-minister", "Prime Minister", "GB", "prime-minister", single=True),)
TERMS = (
    term("Edgar Guest", "GB:prime-minister", "2010-05-11", "2016-07-13"),
    term("Paula Next", "GB:prime-minister", "2016-07-13", "2019-07-24"),
)
VISIT = event("visit", GUEST, place=MOSCOW, time="2011-09-12")


def test_an_article_costs_a_handful_of_look_ups() -> None:
    """However many claims there are, the ledger is asked at most five times."""
    many = [title("Edgar Guest", "Prime Minister", "prime-minister", "GB"), VISIT] * 30
    shelf = Shelf((*TERMS, fact(VISIT)), OFFICES)
    judged(claims(*many), shelf, "2011-09-13")
    assert shelf.calls <= 5


def test_the_order_of_the_ledgers_rows_changes_nothing() -> None:
    """The same facts in any order give the same judgement."""
    facts = (*TERMS, fact(VISIT), fact(event("visit", GUEST, place=MOSCOW, time="2011-09-20"), source="b.example"))
    made = claims(VISIT, title("Paula Next", "Prime Minister", "prime-minister", "GB"))
    results = []
    for order in permutations(facts):
        shelf = Shelf((), OFFICES)
        shelf.facts = sorted(order, key=lambda one: one.id)
        results.append(judged(made, shelf, "2011-09-13"))
    assert all(result == results[0] for result in results)


def test_verdicts_keep_the_order_of_the_claims() -> None:
    """One verdict per claim, in the claims' order."""
    made = claims(VISIT, event("meet", GUEST, HOST), VISIT)
    assert [verdict.claim for verdict in judged(made, Shelf()).verdicts] == made


def test_the_date_is_given_inferred_or_none() -> None:
    """A given date is used; without one a window is inferred from titles, or none."""
    made = claims(title("Paula Next", "Prime Minister", "prime-minister", "GB"))
    shelf = Shelf(TERMS, OFFICES)
    assert judged(made, shelf, "2017-01-01").date.used == date(2017, 1, 1)
    inferred = judged(made, shelf).date
    assert (inferred.used, inferred.how) == (None, "inferred")
    assert inferred.hypotheses[0].interval.start == date(2016, 7, 13)
    assert "Paula Next" in inferred.hypotheses[0].because
    assert judged(made, Shelf()).date.how == "none"


def test_as_of_stands_in_for_a_missing_date() -> None:
    """The world's time of a check anchors an article that has no date."""
    made = claims(title("Paula Next", "Prime Minister", "prime-minister", "GB"))
    judgement = judged(made, Shelf(TERMS, OFFICES), as_of=date(2012, 1, 1))
    assert judgement.verdicts[0].label is Label.CONTRADICTED


def test_a_ledger_that_knows_nothing_gives_no_score() -> None:
    """Silence is no verdict: no score, and the reason in words."""
    judgement = judged(claims(VISIT, event("meet", GUEST, HOST)), Shelf(), "2011-09-13")
    assert judgement.score.value is None
    assert judgement.score.reason
    assert {verdict.label for verdict in judgement.verdicts} == {Label.NOT_ENOUGH_INFO}


@pytest.mark.parametrize("kind", [ArticleKind.SATIRE, ArticleKind.FICTION])
def test_satire_and_fiction_are_not_checked(kind: ArticleKind) -> None:
    """Invented stories claim nothing."""
    made = claims(title("Paula Next", "Prime Minister", "prime-minister", "GB"))
    text = replace(document([claim.statement for claim in made], "2011-09-10"), kind=kind)
    judgement = judge(made, document=text, ledger=Shelf(TERMS, OFFICES))
    assert judgement.verdicts[0].label is Label.NOT_CHECKABLE
    assert judgement.score.value is None


def test_explain_names_the_facts_considered() -> None:
    """With `explain` a verdict lists the ids of the facts that were at hand."""
    judgement = judged(claims(VISIT), Shelf((fact(VISIT), *TERMS), OFFICES), "2011-09-13", explain=True)
    assert fact(VISIT).id in judgement.verdicts[0].considered
    assert judged(claims(VISIT), Shelf((fact(VISIT),)), "2011-09-13").verdicts[0].considered == ()


def test_every_rule_says_when_it_speaks_and_when_it_does_not() -> None:
    """The words that `GET /v1/rules` serves are there for every rule, under the name that findings carry."""
    described = rules()
    assert [rule.id for rule in described] == [rule.__name__ for rule in RULES]
    for rule in described:
        assert rule.summary
        assert rule.contradicts
        assert rule.silent, rule.id
        assert rule.example, rule.id


def test_an_own_fact_supports_nothing() -> None:
    """An article repeated within itself is no evidence for itself."""
    judgement = judged(claims(VISIT, VISIT), Shelf(), "2011-09-13")
    assert {verdict.label for verdict in judgement.verdicts} == {Label.NOT_ENOUGH_INFO}
    assert FactStatus.OWN.value == "own"
