"""Errors that reach a person; each message is one sentence fit to be shown."""

from __future__ import annotations


class DatelineError(Exception):
    """Base of every error that Dateline raises on purpose.

    `path` leads to the part of the request that is meant, outermost name first (`("references", 2)`);
    empty where no part is to blame or none is known.
    """

    path: tuple[str | int, ...] = ()


class UnreadableInputError(DatelineError):
    """The input holds no text that can be read (empty, binary, wrong charset, nothing but markup)."""


class TooLargeError(DatelineError):
    """The input is over a documented size limit."""


class LedgerNotReadyError(DatelineError):
    """The ledger cannot be reached or is not migrated."""


class ImportRefusedError(DatelineError):
    """A table or an article cannot be taken into the ledger, with the row and the reason."""
