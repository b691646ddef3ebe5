"""Who wants to know is told of stored reports that something people have written since affects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.desks.webhooks import body, new_id
from service.domain.webhooks import Event
from service.records import webhooks

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import Connection


def announce(connection: Connection, reports: Iterable[str], why: str, at: datetime) -> None:
    """Write a message for each of the reports with these ids; sent once the caller's transaction is committed."""
    for name in reports:
        data = {"report": name, "href": f"/v1/reports/{name}", "why": why}
        webhooks.announce(connection, Event.REPORT_AFFECTED, body(Event.REPORT_AFFECTED, data, at), at, new_id)
