"""Who asks and what they may: scopes, quotas, callers, and the names of people."""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from service.domain.errors import DatelineError

LONGEST_NAME = 200
"""Characters of the name of a person."""

_NO_CHARACTER = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]+")
"""What would take over a terminal, turn the direction of writing, or be no character at all."""


class AccessError(DatelineError):
    """A key, a scope, a quota or the name of a person that cannot be taken."""


class Scope(StrEnum):
    """What a caller may do; each operation over HTTP asks for one of them.

    `ADMIN` includes the others: whoever may make keys could make one with any scope.
    """

    CHECK = "check"
    READ = "read"
    WRITE_LEDGER = "write-ledger"
    REVIEW = "review"
    ADMIN = "admin"


ALL = frozenset(Scope)
"""What a caller may do where nobody has been kept out."""

_PERIODS = {"second": 1, "minute": 60, "hour": 3_600, "day": 86_400}
_QUOTA = re.compile(r"^([1-9][0-9]{0,8})/(second|minute|hour|day)$")


@dataclass(frozen=True, slots=True)
class Quota:
    """So many requests in each window of so many seconds; windows begin at multiples of their length since 1970."""

    requests: int
    seconds: int

    @classmethod
    def of(cls, text: str) -> Quota:
        """The quota of a text such as `600/minute`. Raises `AccessError`."""
        found = _QUOTA.match(text)
        if not found:
            raise AccessError("A quota is a number of requests in a second, minute, hour or day, as in 600/minute.")
        return cls(int(found[1]), _PERIODS[found[2]])

    def __str__(self) -> str:
        return f"{self.requests}/{next(name for name, seconds in _PERIODS.items() if seconds == self.seconds)}"


@dataclass(frozen=True, slots=True)
class Caller:
    """Whoever sends a request.

    `id` tells callers apart (the id of a key, or what stands for one), `name` is the person or the machine, None where
    nobody is named. One that is `trusted` may name the person whom it acts for.
    """

    id: str
    name: str | None
    scopes: frozenset[Scope]
    trusted: bool = False
    quota: Quota | None = None

    def may(self, scopes: frozenset[Scope]) -> bool:
        """Whether one of `scopes` is the caller's."""
        return Scope.ADMIN in self.scopes or bool(self.scopes & scopes)


def person(name: str) -> str:
    """The name of a person as it is kept: one line, composed characters (NFC), single blanks.

    Raises:
        AccessError: for none, or one of more than `LONGEST_NAME` characters.
    """
    found = " ".join(_NO_CHARACTER.sub(" ", unicodedata.normalize("NFC", name)).split())
    if not found:
        raise AccessError("The name of a person must not be empty.")
    if len(found) > LONGEST_NAME:
        raise AccessError(f"The name of a person has at most {LONGEST_NAME} characters.")
    return found


def same_person(one: str, other: str) -> bool:
    """Whether two names are one person's: nobody becomes a second person by writing the name in capitals."""
    return _folded(one) == _folded(other)


def is_loopback(host: str) -> bool:
    """Whether an address reaches this machine from itself alone."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", person(name)).casefold()
