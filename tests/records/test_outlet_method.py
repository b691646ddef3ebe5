"""The method of outlet records: weights, caps, prior, correction, and how often its intervals hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.outlet_intervals import EXPERT, NO_ERRORS, coverage, drawn
from service.domain.outlets import Counted, Share, Unrated
from service.records.checker_errors import MEASURED, CheckerErrors, Part, corrected, share_wrong
from service.records.outlet_comparison import Plain, compared
from service.records.outlet_method import (
    ARTICLE_CAP,
    HALF_LIFE,
    OLDEST,
    Prior,
    effective,
    fitted,
    posterior,
    record,
    tally,
)

DAY = date(2026, 6, 1)


def claim(number: int, *, conflict: bool = False, age: int = 0, **more: object) -> Counted:
    """A claim of an article of its own."""
    name = f"{number}"
    told = {"article": name, "origin": name, "event": name, "topic": "event", **more}
    return Counted(name=name, published_on=DAY - timedelta(days=age), conflict=conflict, **told)  # type: ignore[arg-type]  # fields of the claim


def claims(agreements: int, conflicts: int) -> list[Counted]:
    """Claims of today, each of an article of its own."""
    return [claim(number, conflict=number < conflicts) for number in range(agreements + conflicts)]


CLAIMS = st.lists(
    st.builds(
        lambda number, conflict, age, linking, central, article: claim(
            number, conflict=conflict, age=age, linking=linking, central=central, article=f"a{article}"
        ),
        st.integers(0, 50),
        st.booleans(),
        st.integers(0, OLDEST + 100),
        st.floats(0, 1),
        st.booleans(),
        st.integers(0, 5),
    ),
    max_size=40,
    unique_by=lambda one: one.name,
)


def test_equal_claims_of_many_articles_count_one_each() -> None:
    """Today's claims in headlines, whose names are sure, are simply counted."""
    found = tally(claims(agreements=30, conflicts=10), DAY)
    assert (found.conflict_share, found.effective_n, found.articles) == (0.25, 40, 40)


def test_a_year_halves_a_weight_and_four_end_it() -> None:
    """A claim of a year ago weighs half as much; one older than four years is not in the record."""
    old, new = claim(1, age=HALF_LIFE), claim(2)
    weights = {one.claim.name: one.weight for one in tally([old, new], DAY).weighed}
    assert weights == {"1": 0.5, "2": 1.0}
    assert tally([claim(1, age=OLDEST + 1)], DAY).weighed == ()
    assert tally([claim(1, age=-1)], DAY).weighed == ()


def test_background_and_doubtful_names_weigh_less() -> None:
    """Outside of headline and lead a claim has half the severity; the confidence of linking multiplies."""
    (one,) = tally([claim(1, central=False, linking=0.8)], DAY).weighed
    assert one.weight == pytest.approx(0.4)


def test_what_is_said_again_counts_once_and_the_newest_does() -> None:
    """Of claims that say the same the newest counts, and the others name it; so it is within one event."""
    old, new = claim(1, age=90, origin="same", conflict=True), claim(2, origin="same")
    twice = [claim(3, article="a", event="e"), claim(4, article="a", event="e", conflict=True)]
    found = {one.claim.name: one for one in tally([old, new, *twice], DAY).weighed}
    assert (found["1"].weight, found["1"].instead) == (0.0, "2")
    assert (found["3"].weight, found["3"].instead) == (0.0, "4")  # the conflict, as in the score
    assert found["2"].weight == found["4"].weight == 1.0


def test_an_article_counts_for_four_claims_at_most() -> None:
    """However many claims an article has, it moves neither share nor number more than four do."""
    long = [claim(number, article="long", conflict=True) for number in range(40)]
    short = [claim(100 + number) for number in range(12)]
    found = tally([*long, *short], DAY)
    assert found.effective_n == pytest.approx(12 + ARTICLE_CAP)
    assert found.conflict_share == pytest.approx(ARTICLE_CAP / (12 + ARTICLE_CAP))


@given(weights=st.lists(st.floats(min_value=0.001, max_value=1), min_size=1, max_size=30))
def test_the_effective_number_is_at_most_the_number(weights: list[float]) -> None:
    """Unequal weights are worth less than as many equal ones, and one at least."""
    assert 1 - 1e-9 <= effective(weights) <= len(weights) + 1e-9


@given(found=CLAIMS)
def test_figures_stay_in_their_bounds_in_whatever_order(found: list[Counted]) -> None:
    """Mean and limits are ordered shares, the sum is what single claims weigh, and order changes nothing."""
    made = record(found, DAY)
    assert made.tally == record(list(reversed(found)), DAY).tally
    assert 0 <= made.tally.conflict_share <= 1
    assert made.tally.effective_n <= len(found) + 1e-6
    if made.agreement is not None:
        assert 0 <= made.agreement.low <= made.agreement.mean <= made.agreement.high <= 1


@given(found=CLAIMS, turned=st.integers(0, 39))
def test_a_conflict_never_helps(found: list[Counted], turned: int) -> None:
    """What turns from agreement to conflict, everything else being as it was, lowers the agreement."""
    if turned >= len(found) or found[turned].conflict:
        return
    unique = [replace(one, event=one.name) for one in found]
    worse = [replace(one, conflict=True) if place == turned else one for place, one in enumerate(unique)]
    before, after = record(unique, DAY).agreement, record(worse, DAY).agreement
    if before is not None and after is not None:
        assert after.mean <= before.mean + 1e-12


def test_fewer_than_ten_claims_and_old_ones_are_not_rated() -> None:
    """Under an effective number of ten, or without a claim of the last two years, there are no figures."""
    assert record(claims(9, 0), DAY).why_not is Unrated.TOO_FEW
    assert record([], DAY).why_not is Unrated.TOO_FEW
    assert record(claims(10, 0), DAY).why_not is None
    old = [replace(one, published_on=DAY - timedelta(days=731)) for one in claims(30, 0)]
    assert record(old, DAY).why_not is Unrated.OUT_OF_DATE
    assert record(old, DAY).agreement is None


def test_the_prior_has_the_mean_of_the_outlets_within_its_limits() -> None:
    """Five outlets make a prior; its mean is theirs where a half and two allow, and mirrored for bad ones."""
    assert fitted([0.5] * 4) == Prior()
    assert fitted([0.25] * 5) == Prior(0.5, 1.5, 5)
    assert fitted([0.01] * 9) == Prior(0.5, 2.0, 9)
    assert fitted([0.0] * 5) == Prior(0.5, 2.0, 5)
    assert fitted([0.75] * 5) == Prior(1.5, 0.5, 5)
    assert fitted([1.0] * 5) == Prior(2.0, 0.5, 5)


@given(wrong=st.floats(0, 1), false=st.floats(0, 0.2), found=st.floats(0.7, 1), oftener=st.floats(0.5, 2))
def test_the_correction_undoes_what_the_checker_does(wrong: float, false: float, found: float, oftener: float) -> None:
    """From the share of conflicts that such a checker would find, the share of wrong claims comes back."""
    decided = wrong * oftener / (wrong * oftener + 1 - wrong)
    conflicts = decided * found + (1 - decided) * false
    assert share_wrong(conflicts, false, found, oftener) == pytest.approx(wrong, abs=1e-9)


def test_a_perfect_checker_needs_no_correction_and_a_little_known_one_widens() -> None:
    """Without errors the share stays as it is; fewer cases of the same rates make a wider interval."""
    known = posterior(0.1, 200, Prior())
    plain = corrected(known, NO_ERRORS)
    assert (plain.mean, plain.low, plain.high) == pytest.approx((known.mean, known.low, known.high), abs=1e-3)
    few = CheckerErrors(Part(1, 87), Part(25, 25), Part(25, 53), Part(20, 53))
    less, more = corrected(known, MEASURED), corrected(known, few)
    assert more.high - more.low > less.high - less.low > 0


def test_the_others_are_weighed_by_the_topics_of_the_outlet() -> None:
    """The share of the others is the mean of their shares by topic with the outlet's weights."""
    own = [claim(number, topic="news" if number < 10 else "offices:GB") for number in range(40)]
    others = {"news": Plain(10, 20, 20), "offices:GB": Plain(0, 90, 90), "unheard of": Plain(5, 5, 50)}
    found = compared(own, DAY, others, Prior(), NO_ERRORS)
    worth = 1 / (0.25**2 / 20 + 0.75**2 / 90)
    assert found.matched == 1
    assert found.others is not None
    assert found.others.mean == pytest.approx(1 - posterior(0.25 * 0.5, worth, Prior()).mean, abs=1e-6)
    assert compared(own, DAY, {"news": Plain(1, 9, 9)}, Prior()).own is None


def test_nine_in_ten_intervals_hold_the_truth() -> None:
    """For outlets of several true rates and sizes the intervals hold what is right in 85 to 95 of 100 cases.

    The checker errs as measured, its rates are only known as well as they are, and errors come in heaps. The
    whole measurement, by rate and size, is `python -m benchmarks.outlet_intervals`.
    """
    random = Random("test")  # noqa: S311 - nothing secret, and the same each time
    outlets = [
        drawn(random, wrong, decided) for wrong in (0.02, 0.1, 0.3, 0.5) for decided in (30, 80) for _ in range(30)
    ]
    assert 0.85 <= coverage(outlets, Prior())[0] <= 0.95


def test_a_strong_prior_or_no_correction_would_not_hold() -> None:
    """Beta(19, 1) tells an outlet that errs often that it does not, and without the correction others are blamed."""
    random = Random("test of others")  # noqa: S311 - the same
    bad = [drawn(random, 0.3, 30) for _ in range(30)]
    good = [drawn(random, 0.005, 120) for _ in range(40)]
    assert coverage(bad, EXPERT)[0] < 0.5
    assert coverage(good, Prior(), corrected=False)[0] < 0.85 < coverage(good, Prior())[0]


def test_a_share_is_a_share() -> None:
    """The middle of a posterior without a single claim is the prior's."""
    assert posterior(0.0, 0.0, Prior(1, 3)).mean == 0.25
    assert isinstance(posterior(0.0, 0.0, Prior()), Share)
