"""What other outlets come to on the topics of an outlet: who writes about hard things is not compared with all."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.records.checker_errors import MEASURED, CheckerErrors
from service.records.outlet_method import FEWEST, Prior, agreement, posterior, tally

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from service.domain.outlets import Counted, Share


@dataclass(frozen=True, slots=True)
class Plain:
    """Decided claims, simply counted: how many the ledger contradicts, of how many, in how many articles."""

    conflicts: int
    claims: int
    articles: int


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic of an outlet: its share of what the outlet's claims weigh, and the others on it; None where too few."""

    topic: str
    weight: float
    others: Plain | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """An outlet beside the others on the topics that they share.

    `matched` is the share of the outlet's weight on topics on which others are known, `own` its agreement there and
    `others` theirs, had they the same topics; both None where an outlet, or what is matched of it, is not rated.
    """

    matched: float
    own: Share | None
    others: Share | None
    topics: tuple[Topic, ...]


def compared(
    claims: Sequence[Counted],
    as_of: date,
    others: Mapping[str, Plain],
    prior: Prior,
    errors: CheckerErrors = MEASURED,
) -> Comparison:
    """Direct standardisation: the others' shares of conflicts by topic, weighed as this outlet's claims are.

    A topic is matched where others have `FEWEST` articles on it; their articles, not their claims, are counted as
    independent.
    """
    weights: dict[str, float] = defaultdict(float)
    for one in tally(claims, as_of).counting:
        weights[one.claim.topic] += one.weight
    total = math.fsum(weights.values())
    known = {topic: others[topic] for topic in weights if topic in others and others[topic].articles >= FEWEST}
    topics = tuple(
        Topic(topic, weight / total, known.get(topic))
        for topic, weight in sorted(weights.items(), key=lambda item: (-item[1], item[0]))
    )
    matched = math.fsum(weights[topic] for topic in known)
    own = tally([one for one in claims if one.topic in known], as_of)
    if not matched or own.effective_n < FEWEST:
        return Comparison(matched / total if total else 0.0, None, None, topics)
    parts = [(weights[topic] / matched, plain) for topic, plain in known.items()]
    share = math.fsum(part * plain.conflicts / plain.claims for part, plain in parts)
    worth = 1 / math.fsum(part**2 / plain.articles for part, plain in parts)
    return Comparison(
        matched / total,
        agreement(posterior(own.conflict_share, own.effective_n, prior), errors),
        agreement(posterior(share, worth, prior), errors),
        topics,
    )
