"""Dateline over HTTP."""

from service.api.app import create_app

__all__ = ["create_app"]
