"""Faults that strike the running stack, and what becomes of what it has promised."""
