"""What is fuzzed: one module a target, and one line in `TARGETS`."""

from __future__ import annotations

from trials.fuzz.targets import backups, documents, feeds, page, reader, requests, tables, wikidata, wires

TARGETS = (
    reader.TARGET,
    page.TARGET,
    feeds.TARGET,
    wires.TARGET,
    documents.TARGET,
    requests.TARGET,
    tables.TARGET,
    wikidata.TARGET,
    backups.TARGET,
)
