"""Which clauses and sentences are claims: those that the model of check-worthiness thinks a record could settle."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from models.worth import WorthModel
from service.domain.time import TimeBasis
from service.reading.clauses import ClauseKind
from service.reading.not_claimed import puts_nothing_forward
from service.reading.relations import LIGHT_VERBS, SPEECH_NOUNS
from service.reading.stretches import stretch_of_clause, stretch_of_sentence

if TYPE_CHECKING:
    from collections.abc import Callable

    from service.domain.claims import Quantity
    from service.domain.time import ClaimTime
    from service.reading.clauses import Clause
    from service.reading.roles import Roles
    from service.reading.speech import Attribution
    from service.reading.views import SentenceView

LEAST = 0.8
"""A clause is a claim from this probability on, and so is a sentence of which nothing was told: the highest of those
(0.5 to 0.8) with the same F1 on the dev half, each of its documents read by a model that had not seen it."""
LEAST_ASIDE = 0.93
"""So is an undated clause that says something by the way ("who has always denied it", "raising hopes") only from here
on: readers seldom count one for a claim of its own. Chosen on the development texts."""
FURNITURE = 0.2
"""A sentence below this is a byline, a menu or a greeting, whatever was found in it."""

STAMPS = frozenset({"updated", "published", "posted", "modified"})
"""Words that tell when the page was made."""
_ASIDE = frozenset({ClauseKind.RELATIVE, ClauseKind.SUBORDINATE, ClauseKind.GERUND, ClauseKind.PARTICIPLE})


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
    if is_frame(candidate):
        return False
    stretch = stretch_of_clause(candidate.view, candidate.clause, candidate.said)
    return model().probability(stretch) >= (LEAST_ASIDE if _aside(candidate) else LEAST)


def is_frame(candidate: Candidate) -> bool:
    """Whether a clause tells only how or where something else is told."""
    return any(frames(candidate) for frames in FRAMES)


def _aside(candidate: Candidate) -> bool:
    clause = candidate.clause
    said = clause.relation == "ccomp"
    return clause.kind in _ASIDE and not said and not candidate.dated and candidate.number is None


def of_sentence(view: SentenceView) -> float:
    """The probability, 0 to 1, that a sentence carries a claim that a record could settle."""
    return model().probability(stretch_of_sentence(view))


def _frame_of_speech(candidate: Candidate) -> bool:
    """Read "The remarks were made by Ada Roe": that something is said, and not what."""
    clause = candidate.clause
    noun = clause.subject if clause.verb.passive else clause.direct
    speaks = noun is not None and noun.lemma in SPEECH_NOUNS
    return clause.verb.lemma in LIGHT_VERBS and speaks and not candidate.dated


def _as_announced(candidate: Candidate) -> bool:
    """Read "as the police have demanded", "when asked about it": what is told stands in the other clause."""
    clause = candidate.clause
    bare = clause.direct is None and not clause.adjuncts and not candidate.dated
    return (clause.marker == "as" and bare) or (clause.marker == "when" and clause.subject is None)


def _stamp(candidate: Candidate) -> bool:
    """Read "Last updated at 9.40 on 3 May": about the page."""
    clause = candidate.clause
    word = candidate.view.parse.tokens[clause.verb.last - 1].text.lower()
    return clause.subject is None and word in STAMPS and not candidate.roles.named


def _mere_quality(candidate: Candidate) -> bool:
    """Read "The visit was significant": no noun, number, name or date that a record could hold."""
    clause = candidate.clause
    if candidate.roles.predicate != "be" or clause.direct is not None or candidate.number is not None:
        return False
    return not candidate.dated and not candidate.view.mentions_in(candidate.view.span(clause.verb.first, clause.last))


def _idle(candidate: Candidate) -> bool:
    """Read "when reporters asked", "anyone who gives": see `not_claimed`."""
    return puts_nothing_forward(candidate.view, candidate.clause)


FRAMES: tuple[Callable[[Candidate], bool], ...] = (
    _frame_of_speech,
    _as_announced,
    _stamp,
    _mere_quality,
    _idle,
)
"""What makes a clause a frame; the model, which sees words and not roles, cannot know it."""
