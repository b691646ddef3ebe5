"""Dateline tried out while it runs: under faults, under hours of load, under input made to break it."""
