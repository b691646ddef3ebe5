"""The score: bands first, then the place within them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.checking.scoring import score
from service.checking.verdicts import POLICY, Standing, decide, standing
from service.domain.claims import Modality
from service.domain.facts import FactStatus
from service.domain.names import person
from service.domain.verdicts import Against, Bearing, Finding, Label, Outcome, Undecided, Verdict
from tests.checking.builders import claims, event, fact

LABELS = [label for label in Label if label is not Label.UNSUPPORTED]
WHO = person("Edgar Guest")


def verdicts(labels: list[Label], *, central: bool = False) -> list[Verdict]:
    """Verdicts with these labels on as many events."""
    made = claims(*[event("meet", WHO) for _ in labels])
    return [Verdict(replace(claim, central=central), label, 0.9) for claim, label in zip(made, labels, strict=True)]


@given(st.lists(st.sampled_from(LABELS), max_size=40))
def test_the_worst_label_decides_the_band(labels: list[Label]) -> None:
    """Contradicted: below 50; suspect only: 50 to 74; neither: 75 to 100; nothing decided: no score."""
    found = score(verdicts(labels))
    if not {Label.CONTRADICTED, Label.SUSPECT, Label.SUPPORTED} & set(labels):
        assert found.value is None
        assert found.reason
        return
    assert found.value is not None
    low, high = (0, 49) if Label.CONTRADICTED in labels else (50, 74) if Label.SUSPECT in labels else (75, 100)
    assert low <= found.value <= high
    assert found.interval is not None
    assert low <= found.interval[0] <= found.value <= found.interval[1] <= high


@given(st.lists(st.sampled_from(LABELS), min_size=1, max_size=20), st.integers(1, 50))
def test_true_background_buys_nothing_against_a_conflict(labels: list[Label], padding: int) -> None:
    """Any number of supported events added to an article with a conflict leaves its score where it was."""
    bad = [*labels, Label.CONTRADICTED]
    assert score(verdicts([*bad, *[Label.SUPPORTED] * padding])).value == score(verdicts(bad)).value


@given(st.integers(1, 20), st.sampled_from([Label.CONTRADICTED, Label.SUSPECT]))
def test_more_and_more_central_is_lower(count: int, label: Label) -> None:
    """Within a band the score falls with the number of events concerned and with their place in the article."""
    fewer, more = (score(verdicts([label] * n)).value for n in (count, count + 1))
    central = score(verdicts([label] * count, central=True)).value
    assert fewer is not None
    assert more is not None
    assert central is not None
    assert more <= fewer
    assert central <= fewer


@given(st.lists(st.sampled_from(LABELS), max_size=20), st.integers(0, 20))
def test_silence_lowers_nothing(labels: list[Label], unknown: int) -> None:
    """Claims on which there is no record never change the value."""
    assert score(verdicts([*labels, *[Label.NOT_ENOUGH_INFO] * unknown])).value == score(verdicts(labels)).value


def test_one_event_is_counted_once() -> None:
    """Three claims on one event weigh as one."""
    once = verdicts([Label.CONTRADICTED])
    three = [replace(v, claim=replace(v.claim, event_key="same")) for v in verdicts([Label.CONTRADICTED] * 3)]
    assert score(three).value == score(once).value


def test_what_belongs_to_a_speaker_is_not_scored() -> None:
    """An attributed contradiction leaves the article in the upper band."""
    mine = verdicts([Label.SUPPORTED, Label.CONTRADICTED])
    quoted = [mine[0], replace(mine[1], reason=Undecided.ATTRIBUTED)]
    value = score(quoted).value
    assert value is not None
    assert value >= 75


@pytest.mark.parametrize(
    ("labels", "outcome"),
    [
        ([Label.SUPPORTED] * 3, Outcome.NO_CONFLICT_FOUND),
        ([Label.SUPPORTED] * 2 + [Label.NOT_ENOUGH_INFO] * 9, Outcome.TOO_LITTLE_CHECKED),
        ([Label.SUSPECT], Outcome.CONFLICTS_FOUND),
        ([Label.CONTRADICTED], Outcome.CONFLICTS_FOUND),
        ([Label.NOT_CHECKABLE], Outcome.TOO_LITTLE_CHECKED),
        ([], Outcome.TOO_LITTLE_CHECKED),
    ],
)
def test_outcomes(labels: list[Label], outcome: Outcome) -> None:
    """A conflict is a conflict; fewer than three checked claims without one are too few."""
    assert score(verdicts(labels)).outcome is outcome


def finding(bearing: Bearing, *statuses: FactStatus, sources: tuple[str, ...] = ()) -> Finding:
    """A finding that rests on facts of these statuses."""
    names = sources or tuple(f"s{number}.example" for number in range(len(statuses)))
    facts = tuple(fact(event("meet", WHO), s, source=name) for s, name in zip(statuses, names, strict=True))
    against = Against.FACT if facts else Against.ARITHMETIC
    return Finding("rule", bearing, against, "Because.", "this", "that", facts)


def test_the_table_is_whole() -> None:
    """Every bearing has labels for every standing; a lone read fact and what is learned cannot convict."""
    assert set(POLICY) == set(Bearing)
    assert all(set(row) == set(Standing) for row in POLICY.values())
    refuting = POLICY[Bearing.REFUTES]
    assert [s for s in Standing if refuting[s].opened is not Label.CONTRADICTED] == [Standing.READ, Standing.LEARNED]
    assert all(labels.opened is not Label.UNSUPPORTED for row in POLICY.values() for labels in row.values())
    learned = [label for row in POLICY.values() for label in row[Standing.LEARNED]]
    assert Label.CONTRADICTED not in learned


@pytest.mark.parametrize(
    ("findings", "label", "reason"),
    [
        ([finding(Bearing.REFUTES, FactStatus.GIVEN)], Label.CONTRADICTED, None),
        ([finding(Bearing.REFUTES, FactStatus.READ)], Label.SUSPECT, None),
        ([finding(Bearing.REFUTES, FactStatus.READ, FactStatus.READ)], Label.CONTRADICTED, None),
        ([finding(Bearing.REFUTES)], Label.CONTRADICTED, None),
        ([finding(Bearing.DISTORTS, FactStatus.OFFICIAL)], Label.SUSPECT, None),
        ([finding(Bearing.SUPPORTS, FactStatus.READ)], Label.SUPPORTED, None),
        (
            [finding(Bearing.SUPPORTS, FactStatus.GIVEN), finding(Bearing.REFUTES, FactStatus.GIVEN)],
            Label.NOT_ENOUGH_INFO,
            Undecided.SOURCES_DISAGREE,
        ),
        (
            [finding(Bearing.SUPPORTS, FactStatus.READ), finding(Bearing.REFUTES, FactStatus.OFFICIAL)],
            Label.CONTRADICTED,
            None,
        ),
        (
            [finding(Bearing.SUPPORTS, FactStatus.READ), finding(Bearing.DISTORTS, FactStatus.READ)],
            Label.SUPPORTED,
            None,
        ),
        ([finding(Bearing.SUPPORTS, FactStatus.OFFICIAL), finding(Bearing.REFUTES)], Label.CONTRADICTED, None),
        ([], Label.NOT_ENOUGH_INFO, Undecided.NO_RECORD),
    ],
)
def test_findings_meet(findings: list[Finding], label: Label, reason: Undecided | None) -> None:
    """Support of the same standing undoes a refutation, suspicion yields to support, arithmetic to nothing."""
    verdict = decide(claims(event("meet", WHO))[0], findings)
    assert (verdict.label, verdict.reason) == (label, reason)


def test_what_is_not_checkable_stays_so_unless_arithmetic_refutes_it() -> None:
    """Opinions and suppositions are not judged by facts."""
    opinion = replace(claims(event("meet", WHO))[0], checkable=False)
    supposed = claims(event("meet", WHO, modality=Modality.HYPOTHETICAL))[0]
    for claim in (opinion, supposed):
        assert decide(claim, [finding(Bearing.REFUTES, FactStatus.OFFICIAL)]).label is Label.NOT_CHECKABLE
        assert decide(claim, [finding(Bearing.REFUTES)]).label is Label.CONTRADICTED


def test_a_finding_stands_on_its_best_fact() -> None:
    """An official fact beside a read one makes the finding official."""
    assert standing(finding(Bearing.REFUTES, FactStatus.READ, FactStatus.OFFICIAL)) is Standing.OFFICIAL
