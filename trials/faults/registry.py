"""All faults: one file each, and one line here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from trials.faults import (
    api_killed,
    api_lost,
    broker_killed,
    broker_lost,
    clock_of_api,
    clock_of_api_back,
    clock_of_database,
    clock_of_worker,
    cut_all_from_primary,
    cut_api_from_broker,
    cut_api_from_database,
    cut_primary_from_standby,
    cut_worker_from_broker,
    disk_full_database,
    disk_full_sqlite,
    primary_killed,
    primary_lost,
    proxy_killed,
    standby_killed,
    standby_lost,
    worker_killed,
    workers_lost,
)

if TYPE_CHECKING:
    from trials.faults.fault import Fault

FAULTS: Final[tuple[Fault, ...]] = (
    api_killed.FAULT,
    api_lost.FAULT,
    proxy_killed.FAULT,
    worker_killed.FAULT,
    workers_lost.FAULT,
    broker_killed.FAULT,
    broker_lost.FAULT,
    primary_killed.FAULT,
    primary_lost.FAULT,
    standby_killed.FAULT,
    standby_lost.FAULT,
    cut_api_from_database.FAULT,
    cut_all_from_primary.FAULT,
    cut_api_from_broker.FAULT,
    cut_worker_from_broker.FAULT,
    cut_primary_from_standby.FAULT,
    clock_of_api.FAULT,
    clock_of_api_back.FAULT,
    clock_of_worker.FAULT,
    clock_of_database.FAULT,
    disk_full_database.FAULT,
    disk_full_sqlite.FAULT,
)
"""In the order of the table; those of one setting beside each other, so that the stack is started once for them."""
