"""Errors that reach a person; each message is one sentence fit to be shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Self


class DatelineError(Exception):
    """Base of every error that Dateline raises on purpose.

    `path` leads to the part of the request that is meant, outermost name first (`("references", 2)`);
    empty where no part is to blame or none is known.
    """

    path: tuple[str | int, ...] = ()

    def about(self, *path: str | int) -> Self:
        """The same error, said of that part of the request."""
        self.path = path
        return self


class UnreadableInputError(DatelineError):
    """The input holds no text that can be read (empty, binary, wrong charset, nothing but markup)."""


class TooLargeError(DatelineError):
    """The input is over a documented size limit."""


class LedgerNotReadyError(DatelineError):
    """The ledger cannot be reached or is not migrated."""


class ImportRefusedError(DatelineError):
    """A table or an article cannot be taken into the ledger, with the row and the reason."""


class UnknownFactError(DatelineError):
    """There is no such fact, or none that may be seen."""


class UnknownEntityError(DatelineError):
    """There is no such entity, or several could be meant."""


class UnknownDocumentError(DatelineError):
    """There is no such document, or none that may be seen."""


class UnknownRevisionError(DatelineError):
    """There is no such revision, or several are meant."""


class DecidedError(DatelineError):
    """What was to be decided about a fact cannot be: somebody was faster, or it is contested.

    `state` tells how the fact stands, as names and values of JSON.
    """

    def __init__(self, message: str, state: dict[str, str | int | None]) -> None:
        self.state = state
        super().__init__(message)


class RefusedInputError(DatelineError):
    """A reason, a correction or a position in a list that cannot be taken; `path` leads to it."""


class OverloadedError(DatelineError):
    """The service has too much to do now; `retry_after` is the number of seconds after which to ask again."""

    def __init__(self, message: str, retry_after: int = 1) -> None:
        self.retry_after = retry_after
        super().__init__(message)
