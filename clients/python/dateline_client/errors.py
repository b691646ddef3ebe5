"""What can go wrong: the service answers with a problem, or does not answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


class DatelineError(Exception):
    """Base of every error that this package raises on purpose."""


class UnreachableError(DatelineError):
    """The service did not answer, or not with what it documents."""


class ProblemError(DatelineError):
    """The service answered with a problem document (RFC 9457).

    `kind` is its `type`, which stays the same for every problem of its kind; `pointers` leads from JSON pointers into
    the request to what is wrong there; `document` is all of it.
    """

    def __init__(self, status: int, document: Mapping[str, Any]) -> None:
        self.status = status
        self.document = dict(document)
        self.kind = str(document.get("type", "about:blank"))
        self.title = str(document.get("title", status))
        self.detail = document.get("detail")
        self.pointers = {str(fault["pointer"]): str(fault["detail"]) for fault in document.get("errors", ())}
        where = "; ".join(f"{pointer or '/'}: {detail}" for pointer, detail in self.pointers.items())
        super().__init__(" ".join(part for part in (f"{status} {self.title}.", self.detail, where) if part))
