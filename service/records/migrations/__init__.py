"""Bringing the tables of the records to this version: Alembic revisions in `versions`, numbered as they come."""

from __future__ import annotations

from pathlib import Path

from service.storage.migrating import Chain

CHAIN = Chain(Path(__file__).parent, "records_version")
