"""What commands say in one line: where a fact of the ledger comes from, what went wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.contract.problems import InvalidRequestError
from service.domain.telling import STATUSES
from service.domain.time import in_words
from service.domain.trust import Tier
from service.presentation.wording import printable

if TYPE_CHECKING:
    from service.domain.errors import DatelineError
    from service.domain.facts import Fact


def source(fact: Fact) -> str:
    """Where a fact comes from and how it was admitted."""
    known = fact.provenance
    published = f", {in_words(known.published_on)}" if known.published_on else ""
    where = known.url or known.locator
    house = ", the same publisher" if fact.same_house else ""
    trust = "" if fact.tier is Tier.STANDARD else f", {fact.tier.value} trust"
    return f"{known.source}{published}{house} [{STATUSES[fact.status]}{trust}]{f' {where}' if where else ''}"


def message(error: DatelineError) -> str:
    """What went wrong, in one line."""
    if isinstance(error, InvalidRequestError) and error.faults:
        return " ".join(f"{fault.pointer or 'request'}: {fault.detail}" for fault in error.faults)
    where = f" ({'/'.join(map(str, error.path))})" if error.path and error.path != ("article",) else ""
    return f"{error}{where}"


__all__ = ["message", "printable", "source"]
