"""A client of the Dateline API: articles in, reports out, and the record that they are checked against."""

from dateline_client.client import Dateline
from dateline_client.errors import DatelineError, ProblemError, UnreachableError
from dateline_client.webhooks import UnverifiedError, verify

__all__ = ["Dateline", "DatelineError", "ProblemError", "UnreachableError", "UnverifiedError", "verify"]
