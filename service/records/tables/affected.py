"""How far the changes of the ledger have been looked through for stored reports that they turn."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, Table

from service.records.tables.metadata import METADATA

AFFECTED_POSITION = Table(
    "affected_position",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("after", Integer, nullable=False),
    Column("upto", Integer, nullable=False),
    Column("report", Integer, nullable=False),
)
"""One row: the revisions `(after, upto]` are being looked at, and of the reports those up to the number `report` have
been. Where `after` is `upto`, all that was there then has been told, and `report` counts how often new reports were."""

NEW_REPORT = Table(
    "new_report",
    METADATA,
    Column("report", Integer, ForeignKey("report.seq", ondelete="CASCADE"), primary_key=True),
)
"""A report that nobody has looked at since it was kept: what was written while it was checked, or waited for its turn
in a batch, may have been looked through before it was there."""
