"""The whole of a check: look-ups, order, closed checks, the date, and the rules in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest

from service.checking import RULES, EvidenceSentence, judge, rules
from service.checking.alignment import CONTAINED, best, joined, profile
from service.domain.claims import ClaimKind, Modality
from service.domain.facts import FactStatus, Office, Provenance
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


def reference(*texts: str) -> list[EvidenceSentence]:
    """The sentences of one reference."""
    return [EvidenceSentence(text, Provenance("ref", f"ref#{n}", sha256="ref")) for n, text in enumerate(texts)]


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


SOURCE = ("The minister opened the new bridge in Ruritania on Monday.", "He said 40 engineers had worked on it.")


def test_a_closed_check_supports_what_the_reference_says_and_nothing_else() -> None:
    """Words of the reference are supported, however the claim is cut; other statements are unsupported."""
    texts = (SOURCE[0], "40 engineers had worked on it.", "The bridge collapsed in Freedonia.")
    made = claims(*[event("open", place=None) for _ in texts], texts=texts)
    judgement = judged(made, Shelf(), texts=texts, closed=True, evidence_sentences=reference(*SOURCE))
    assert [v.label for v in judgement.verdicts] == [Label.SUPPORTED, Label.SUPPORTED, Label.UNSUPPORTED]
    assert judgement.score.value is not None
    assert judgement.score.value < 50
    assert judgement.verdicts[0].findings[0].facts[0].provenance.quote


def test_a_text_against_itself_is_supported() -> None:
    """The closed check of a text with itself as the only reference finds all of it."""
    made = claims(*[event("open") for _ in SOURCE], texts=SOURCE)
    judgement = judged(made, Shelf(), texts=SOURCE, closed=True, evidence_sentences=reference(*SOURCE))
    assert {verdict.label for verdict in judgement.verdicts} == {Label.SUPPORTED}


def test_an_open_check_never_says_unsupported() -> None:
    """Only a closed check holds silence against a claim."""
    labels = {v.label for v in judged(claims(VISIT), Shelf(), evidence_sentences=reference(*SOURCE)).verdicts}
    assert labels == {Label.NOT_ENOUGH_INFO}


def test_possibilities_and_datelines_are_not_unsupported() -> None:
    """What may be, and the article's own data, need no reference."""
    possible = event("open", modality=Modality.POSSIBLE)
    dateline = replace(event("publish"), kind=ClaimKind.METADATA)
    judgement = judged(claims(possible, dateline), Shelf(), closed=True, evidence_sentences=reference(*SOURCE))
    assert Label.UNSUPPORTED not in {verdict.label for verdict in judgement.verdicts}


@pytest.mark.parametrize(
    ("claim", "contained"),
    [
        ("The minister opened a bridge in Ruritania", True),
        ("The minister did not open the bridge in Ruritania", False),
        ("The minister opened the bridge in Freedonia", False),
        ("50 engineers had worked on it", False),
        ("40 engineers worked on it", True),
    ],
)
def test_names_numbers_and_denials_must_agree(claim: str, contained: bool) -> None:
    """Containment counts words, but one other name, number or "not" undoes it."""
    share, at = best(claim, joined(reference(*SOURCE)))
    assert (share >= CONTAINED) is contained
    assert (at >= 0) is (share > 0)


def test_nothing_is_contained_in_nothing() -> None:
    """No words, no references: no support."""
    assert best("", joined(reference(*SOURCE))) == (0.0, -1)
    assert best("The minister", ()) == (0.0, -1)
    assert profile("").stems == frozenset()


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
