"""Webhooks: addresses that are told what happens here, by the Standard Webhooks specification."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from service.domain.errors import DatelineError

if TYPE_CHECKING:
    from datetime import datetime


class UnknownWebhookError(DatelineError):
    """There is no such webhook, or no longer."""


class Event(StrEnum):
    """What a webhook can be told of; no message holds a word of an article."""

    JOB_DONE = "job.done"
    REPORT_AFFECTED = "report.affected"
    PING = "ping"


@dataclass(frozen=True, slots=True)
class Webhook:
    """An address and the events that it is told of; `secret` signs what is sent and stands in no log.

    `disabled_at` and `why_disabled` say since when and why nothing is sent any more.
    """

    id: str
    url: str
    events: frozenset[Event]
    secret: str = field(repr=False)
    by: str
    created_at: datetime
    disabled_at: datetime | None = None
    why_disabled: str | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """A message to one webhook: `attempts` so far, `due_at` of the next one.

    It is settled when it was taken or given up; `outcome` is what came of the last attempt, in words.
    """

    id: str
    webhook: Webhook
    event: Event
    body: str
    created_at: datetime
    attempts: int
    due_at: datetime
    settled_at: datetime | None = None
    outcome: str | None = None
