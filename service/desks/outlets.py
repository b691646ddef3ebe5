"""Records of outlets: how their claims have agreed with the ledger, claim by claim, and what they have to say to it."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from service.domain.characters import UNKEPT
from service.domain.errors import DatelineError, RefusedInputError
from service.records import idempotency, outlets
from service.records.checker_errors import MEASURED, CheckerErrors
from service.records.outlet_claims import domain_of
from service.records.outlet_comparison import Comparison, compared
from service.records.outlet_method import FEWEST, OLDEST, Prior, Record, fitted, record
from service.records.outlets import Aside, OnRecord, Reply

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from service.domain.outlets import Weighed
    from service.storage.engine import Store

LARGEST_PAGE = 100
LONGEST_REPLY = 5_000
LONGEST_AUTHOR = 200
ADDRESS = re.compile(r"https?://[^\s\x00\ud800-\udfff]{1,1992}")
"""Where an outlet has said something itself; 2,000 characters at most."""
_QUARTER_MONTHS = (1, 4, 7, 10)


class UnknownOutletError(DatelineError):
    """There is no record of such an outlet, or no such reply of it."""


@dataclass(frozen=True, slots=True)
class Counts:
    """The decided claims of an outlet, in numbers: what counts, and what was set aside for which reason."""

    supported: int
    contradicted: int
    aside: dict[Aside, int]

    @classmethod
    def of(cls, claims: Sequence[OnRecord]) -> Counts:
        """The counts of these claims."""
        counting = [one.counted.conflict for one in claims if one.counted is not None]
        aside = {why: sum(one.aside is why for one in claims) for why in Aside}
        return cls(len(counting) - sum(counting), sum(counting), aside)


@dataclass(frozen=True, slots=True)
class Standing:
    """How an outlet stands on a day."""

    outlet: str
    record: Record
    counts: Counts


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything about an outlet but its single claims: `history` are its records at the ends of quarters."""

    standing: Standing
    history: tuple[Record, ...]
    comparison: Comparison
    errors: CheckerErrors
    replies: tuple[Reply, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """A claim, and what it weighs in the record; None where it does not count at all."""

    claim: OnRecord
    weighed: Weighed | None


class OutletDesk:
    """Where the records of outlets are kept; `clock` gives the time.

    Domains are taken with and without `www.`, in any case. A day before which records are asked for changes what is
    counted, not what is known: claims stand as the newest checks and rulings say.
    """

    def __init__(self, store: Callable[[], Store], clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock

    def page(self, after: str | None, limit: int, as_of: date | None = None) -> list[Standing]:
        """The outlets on record by their names, from the one after `after` on, at most `limit`."""
        day = self._day(as_of)
        with self._store().reading() as connection:
            names = outlets.listed(connection, after, min(limit, LARGEST_PAGE + 1))
            prior = _prior(connection, day) if names else Prior()
            return [self._standing(connection, name, day, prior)[0] for name in names]

    def outlet(self, name: str, as_of: date | None = None) -> Dossier:
        """The record of an outlet, its history, what others come to on its topics, and its replies.

        Raises:
            UnknownOutletError: where no article of it is on record.
        """
        day = self._day(as_of)
        with self._store().reading() as connection:
            outlet = _known(connection, name)
            prior = _prior(connection, day)
            standing, claims = self._standing(connection, outlet, day, prior)
            counted = [one.counted for one in claims if one.counted is not None]
            first = min((one.published_on for one in counted), default=day)
            history = tuple(record(counted, end, prior) for end in quarter_ends(first, day))
            others = outlets.plain_topics(connection, day - timedelta(days=OLDEST), day, outlet)
            beside = compared(counted, day, others, prior)
            return Dossier(standing, history, beside, MEASURED, tuple(outlets.replies(connection, outlet)))

    def claims(self, name: str, as_of: date | None = None) -> list[Placed]:
        """The decided claims of an outlet that were published until a day, the newest first, with what they weigh.

        Raises:
            UnknownOutletError: where no article of it is on record.
        """
        day = self._day(as_of)
        with self._store().reading() as connection:
            standing, claims = self._standing(connection, _known(connection, name), day, Prior())
        weighed = {one.claim.name: one for one in standing.record.tally.weighed}
        return [Placed(one, weighed.get(one.name)) for one in claims]

    def reply(
        self, name: str, author: str, text: str, by: str, url: str | None = None, claim: str | None = None
    ) -> Reply:
        """Keep what `author` says for an outlet to its record, or to the claim called REPORT/CLAIM.

        Raises:
            UnknownOutletError: where no article of it is on record.
            RefusedInputError: for a claim that is not on record as the outlet's, no words or too many, no web address.
        """
        _demand_fit(author, text, url)
        with self._store().keeping() as connection:
            outlet = _known(connection, name)
            about = None
            if claim is not None:
                found = [one for one in outlets.on_record(connection, outlet) if one.name == claim]
                if not found:
                    raise RefusedInputError("This claim is not on record as the outlet's.").about("claim")
                about = found[0]
            said = Reply(
                str(uuid.uuid4()),
                outlet,
                self._clock(),
                by,
                author,
                text,
                url,
                about.report if about else None,
                about.claim_key if about else None,
            )
            outlets.reply(connection, said)
        return said

    def withdraw(self, name: str, reply: str, by: str) -> None:
        """Show a reply no longer.

        Raises:
            UnknownOutletError: where none of the outlet with that id is shown.
        """
        with self._store().keeping() as connection:
            if not outlets.withdraw(connection, domain_of(name), reply, self._clock(), by):
                raise UnknownOutletError("There is no such reply of this outlet.")
            idempotency.forget_telling(connection, f"/replies/{reply}")

    def _standing(
        self, connection: Connection, outlet: str, day: date, prior: Prior
    ) -> tuple[Standing, list[OnRecord]]:
        claims = [one for one in outlets.on_record(connection, outlet) if one.published_on <= day]
        counted = [one.counted for one in claims if one.counted is not None]
        return Standing(outlet, record(counted, day, prior), Counts.of(claims)), claims

    def _day(self, as_of: date | None) -> date:
        return as_of or self._clock().date()


def quarter_ends(first: date, last: date) -> list[date]:
    """The last days of the quarters that end from `first` on and before `last`, of those that the record reaches."""
    ends = []
    begin = max(first, last - timedelta(days=OLDEST))
    for year in range(begin.year, last.year + 1):
        for month in _QUARTER_MONTHS:
            end = date(year + (month == 10), (month + 3) % 12, 1) - timedelta(days=1)
            if begin <= end < last:
                ends.append(end)
    return ends


def _demand_fit(author: str, text: str, url: str | None) -> None:
    for name, words, most in (("author", author, LONGEST_AUTHOR), ("statement", text, LONGEST_REPLY)):
        if not words.strip() or len(words) > most or UNKEPT.search(words):
            raise RefusedInputError(f"The {name} must be text of 1 to {most} characters.").about(name)
    if url is not None and not ADDRESS.fullmatch(url):
        raise RefusedInputError("The address must be one of the web.").about("url")


def _prior(connection: Connection, day: date) -> Prior:
    return fitted(outlets.plain_shares(connection, day - timedelta(days=OLDEST), day, FEWEST))


def _known(connection: Connection, name: str) -> str:
    outlet = domain_of(name)
    if not outlets.is_known(connection, outlet):
        raise UnknownOutletError("No article of this outlet is on record.")
    return outlet
