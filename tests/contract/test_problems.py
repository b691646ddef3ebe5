"""Every error has one shape and never the text of an exception that nobody expected."""

from __future__ import annotations

import pytest

from service.contract.documents import MalformedError
from service.contract.problems import Fault, InvalidRequestError, pointer, problem_of, problem_of_status
from service.contract.report_schemas import ProblemSchema
from service.domain.errors import (
    DatelineError,
    LedgerNotReadyError,
    TooLargeError,
    UnreadableInputError,
)


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (MalformedError("Said."), 400),
        (TooLargeError("Said."), 413),
        (UnreadableInputError("Said."), 422),
        (InvalidRequestError([Fault("/a", "Said.")]), 422),
        (LedgerNotReadyError("Said."), 503),
    ],
)
def test_known_errors_say_what_is_wrong(error: DatelineError, status: int) -> None:
    """Status, title and the sentence of the error."""
    problem = problem_of(error)
    assert problem.status == status
    assert "Said." in str(problem.json)
    assert ProblemSchema().validate(problem.json) == {}


def test_an_error_points_at_its_part_of_the_request() -> None:
    """The path of an error becomes a JSON pointer."""
    error = UnreadableInputError("The article is empty.")
    error.path = ("references", 2)
    assert problem_of(error).json["errors"] == [{"pointer": "/references/2", "detail": "The article is empty."}]


@pytest.mark.parametrize("error", [ValueError("secret"), DatelineError("secret"), KeyError("secret")])
def test_unexpected_errors_tell_nothing(error: Exception) -> None:
    """What nobody expected is a 500 without its text."""
    assert problem_of(error).status == 500
    assert "secret" not in str(problem_of(error).json)


def test_pointers_are_escaped() -> None:
    """RFC 6901: `~` and `/` in a name are escaped."""
    assert pointer(["a/b", "~", 0]) == "/a~1b/~0/0"
    assert pointer([]) == ""


def test_a_bare_status_is_a_problem_too() -> None:
    """A status without anything to say has its phrase as title."""
    assert problem_of_status(404).json == {
        "type": "urn:dateline:problem:not-found",
        "title": "Not Found",
        "status": 404,
    }
