"""Dateline over HTTP, for programs."""
