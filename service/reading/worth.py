"""Which clauses and sentences are claims: those that the model of check-worthiness thinks a record could settle."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from models.worth import WorthModel
from service.domain.time import TimeBasis
from service.reading.stretches import stretch_of_clause, stretch_of_sentence

if TYPE_CHECKING:
    from service.domain.claims import Quantity
    from service.domain.time import ClaimTime
    from service.reading.clauses import Clause
    from service.reading.roles import Roles
    from service.reading.speech import Attribution
    from service.reading.views import SentenceView

LEAST = 0.8
"""A clause is a claim from this probability on, and so is a sentence of which nothing was told: the highest of those
(0.5 to 0.8) with the same F1 on the dev half, each of its documents read by a model that had not seen it."""
FURNITURE = 0.2
"""A sentence below this is a byline, a menu or a greeting, whatever was found in it."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A clause with what was read in it."""

    view: SentenceView
    clause: Clause
    roles: Roles
    time: ClaimTime | None
    number: Quantity | None
    said: Attribution

    @property
    def dated(self) -> bool:
        """Whether the clause states a date in its own words."""
        return self.time is not None and self.time.basis is TimeBasis.STATED


@lru_cache(maxsize=1)
def model() -> WorthModel:
    """The model of this process: three kilobytes, read once."""
    return WorthModel.load()


def is_worth(candidate: Candidate) -> bool:
    """Whether a clause says something that could be looked up.

    What is only supposed is never claimed, and a clause that lost its subject is left to what tells its sentence whole.
    """
    if candidate.clause.marker in {"if", "whether", "unless"} or candidate.view.supposes:
        return False
    if candidate.clause.subject is None and not candidate.clause.verb.passive:
        return False
    stretch = stretch_of_clause(candidate.view, candidate.clause, candidate.said)
    return model().probability(stretch) >= LEAST


def of_sentence(view: SentenceView) -> float:
    """The probability, 0 to 1, that a sentence carries a claim that a record could settle."""
    return model().probability(stretch_of_sentence(view))
