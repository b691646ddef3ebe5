"""Settings that hold for every test."""

from __future__ import annotations

from hypothesis import settings

# Speed is no property of a test, and a failure must come back with the same seed.
settings.register_profile("dateline", deadline=None, derandomize=True, max_examples=60)
settings.load_profile("dateline")
