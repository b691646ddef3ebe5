"""The tables of the service's own records, one file per topic; a new topic is one file and one line here."""

from service.records.tables import (
    affected,
    audit,
    corrections,
    idempotency,
    jobs,
    keys,
    outlets,
    reports,
    shared_secrets,
    signatures,
    webhooks,
)
from service.records.tables.metadata import METADATA

TOPICS = (affected, audit, corrections, idempotency, jobs, keys, outlets, reports, shared_secrets, signatures, webhooks)

__all__ = ["METADATA", "TOPICS"]
