"""Quotas: never exceeded, whatever processes there are; given again in the next window."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.desks.metering import Meter
from service.domain.access import AccessError, Quota
from service.domain.errors import LedgerNotReadyError

if TYPE_CHECKING:
    from service.storage.engine import Store
NOW = datetime(2026, 1, 1, 12, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize("requests", [3, 120])
def test_processes_share_a_quota_and_never_exceed_it(place: Store, requests: int) -> None:
    """Two processes that ask in turn get the whole quota between them, and not one request more."""
    meters, quota = [Meter(lambda: place), Meter(lambda: place)], Quota(requests, 60)
    passed = [meters[turn % 2].take("ann", quota, NOW).passes for turn in range(2 * requests + 4)]
    assert sum(passed) == requests
    assert meters[0].take("bob", quota, NOW).passes


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_the_next_window_gives_it_again(place: Store) -> None:
    """What is left and when there is more are told; a window begins at a multiple of its length."""
    meter, quota = Meter(lambda: place), Quota(2, 60)
    told = [meter.take("ann", quota, NOW) for _ in range(3)]
    assert [(one.passes, one.left, one.resets_in) for one in told] == [(True, 1, 30), (True, 0, 30), (False, 0, 30)]
    after = meter.take("ann", quota, NOW + timedelta(seconds=30))
    assert (after.passes, after.left, after.resets_in) == (True, 1, 60)


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_a_restart_gives_nothing_back(place: Store) -> None:
    """The count is in the store."""
    quota = Quota(3, 86_400)
    for _ in range(3):
        assert Meter(lambda: place).take("ann", quota, NOW).passes
    assert not Meter(lambda: place).take("ann", quota, NOW).passes


def test_where_nothing_can_be_written_requests_pass() -> None:
    """A check must not fail because somebody else writes."""

    def nowhere() -> Store:
        raise LedgerNotReadyError("not now")

    meter = Meter(nowhere)
    assert all(meter.take("ann", Quota(1, 60), NOW).passes for _ in range(3))


@given(st.integers(1, 10**9 - 1), st.sampled_from(["second", "minute", "hour", "day"]))
def test_a_quota_is_read_as_it_is_written(requests: int, period: str) -> None:
    """Text and quota are each other's."""
    assert str(Quota.of(f"{requests}/{period}")) == f"{requests}/{period}"


@pytest.mark.parametrize("text", ["", "600", "0/minute", "-1/minute", "600/fortnight", "6e2/minute", "600/minute "])
def test_what_is_no_quota(text: str) -> None:
    """Anything else is refused."""
    with pytest.raises(AccessError):
        Quota.of(text)
