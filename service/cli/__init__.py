"""Dateline in a terminal."""

from service.cli.main import main

__all__ = ["main"]
