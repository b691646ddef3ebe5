"""Dateline: a source-reliability scoring service for dated claims."""
