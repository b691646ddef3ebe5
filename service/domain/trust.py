"""How far a source is trusted, and what several of them are worth together."""

from __future__ import annotations

from enum import StrEnum


class Tier(StrEnum):
    """How far a source is trusted at a time.

    official: it keeps the record itself (a gazette, a parliament's register); high: its corrections can be counted;
    standard: every trusted source unless said otherwise; low: it may back others, never convict with others of its
    kind; distrusted: what it says neither supports nor refutes.
    """

    OFFICIAL = "official"
    HIGH = "high"
    STANDARD = "standard"
    LOW = "low"
    DISTRUSTED = "distrusted"


RELIABILITY: dict[Tier, float] = {
    Tier.OFFICIAL: 0.97,
    Tier.HIGH: 0.9,
    Tier.STANDARD: 0.7,
    Tier.LOW: 0.4,
    Tier.DISTRUSTED: 0.0,
}
"""The probability that a machine-read fact of such a source is right. Heuristic: standard is what `models.confidence`
believes of a lone read fact; the others are set around it, so that two standard sources pass the threshold, and a high
and a low one, but not a standard and a low one."""

ENOUGH = 0.9
"""What independent origins have to be worth together to count as corroborated: two standard ones are, by 0.91."""
