"""What the record of an outlet is made of: claims that count, shares with an interval, and what others said of them.

An outlet is a publisher's domain, in small letters and without `www.`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class Counted:
    """A claim of an outlet that the ledger bears out, or (`conflict`) that it contradicts.

    `article` is equal for the versions of one story, `origin` for claims that say the same, `event` for claims of one
    article that speak of one event. `linking` in 0..1 is how sure it is whom the claim's names mean, `central` whether
    it stands in headline, standfirst or lead. `topic` is one of `domain.topics`, or a kind of claim. `name` tells one
    claim from another, as REPORT/CLAIM.
    """

    name: str
    article: str
    origin: str
    event: str
    published_on: date
    conflict: bool
    linking: float = 1.0
    central: bool = True
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A claim and what it weighs in the record: 0 where the claim called `instead` counts for it."""

    claim: Counted
    weight: float
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """A share with the interval in which it lies nine times in ten; all in 0..1."""

    mean: float
    low: float
    high: float


class Unrated(StrEnum):
    """Why an outlet has no figures."""

    TOO_FEW = "too_few"
    OUT_OF_DATE = "out_of_date"
