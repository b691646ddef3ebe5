"""Which clauses are claims: those that say something about somebody that could be looked up.

`REFUSALS` name what is no claim although it names somebody; a clause that none of them stops needs one of the
grounds in `is_worth`. Adding a case is one small function and its name in the tuple.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.domain.time import TimeBasis
from service.reading.clauses import ClauseKind
from service.reading.discourse import is_actor
from service.reading.relations import LIGHT_VERBS, ONCE, REACTIONS, SOFT, SPEECH_NOUNS
from service.reading.verbs import TOLD, Tense

if TYPE_CHECKING:
    from collections.abc import Callable

    from service.domain.claims import Quantity
    from service.domain.time import ClaimTime
    from service.reading.clauses import Clause
    from service.reading.roles import Roles
    from service.reading.speech import Attribution
    from service.reading.views import SentenceView

_MET = frozenset("meet visit sign".split())


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

    @property
    def named(self) -> bool:
        """Whether it names anybody or anything."""
        return self.roles.named or bool(self.view.mentions_in(self.view.clause_span(self.clause)))

    @property
    def told(self) -> bool:
        """Whether its verb tells something as past."""
        return self.clause.verb.tense in TOLD


def is_worth(candidate: Candidate) -> bool:
    """Whether a clause says something about somebody that could be looked up."""
    clause, roles = candidate.clause, candidate.roles
    if any(refuses(candidate) for refuses in REFUSALS):
        return False
    if clause.kind is ClauseKind.GERUND or _says_only_how(candidate):
        return True
    if candidate.said.speaker is not None and candidate.told and roles.predicate not in {"be", "have"}:
        return True
    if roles.subject is None and not (clause.verb.passive and (candidate.dated or candidate.named)):
        return False
    return candidate.named or candidate.dated or candidate.number is not None


def _conditional(candidate: Candidate) -> bool:
    return candidate.clause.marker in {"if", "whether"} or candidate.view.supposes


def _side_remark(candidate: Candidate) -> bool:
    """A gerund that tells no meeting and no number, a relative clause that neither dates nor tells a fate."""
    clause, predicate = candidate.clause, candidate.roles.predicate
    if clause.kind is ClauseKind.GERUND:
        counted = clause.marker == "," and candidate.number is not None
        return not counted and (predicate not in _MET or not candidate.roles.named)
    relative = clause.kind is ClauseKind.RELATIVE
    of_a_name = candidate.told and is_actor(candidate.roles.subject)
    telling = candidate.dated or of_a_name or candidate.number is not None
    return relative and not telling and predicate not in ONCE and predicate != "take_place"


def _reaction(candidate: Candidate) -> bool:
    """Read "The minister welcomed the move": his title is the claim, not his pleasure."""
    titled = any(title.person == candidate.roles.subject for title in candidate.view.titles)
    return candidate.clause.verb.lemma in REACTIONS and titled


def _opinion(candidate: Candidate) -> bool:
    return candidate.roles.predicate in SOFT and not candidate.dated


def _existential_wish(candidate: Candidate) -> bool:
    """Read "There should be ..."."""
    clause = candidate.clause
    expletive = clause.subject is not None and candidate.view.parse.tags[clause.subject.head] == "EX"
    return clause.verb.tense is Tense.MODAL and expletive


def _frame_of_speech(candidate: Candidate) -> bool:
    """Read "He made a statement", "revelations were made": the frame of something said."""
    clause = candidate.clause
    noun = clause.subject if clause.verb.passive else clause.direct
    speaks = noun is not None and noun.lemma in SPEECH_NOUNS
    return clause.verb.lemma in LIGHT_VERBS and speaks and not candidate.dated


def _says_only_how(candidate: Candidate) -> bool:
    """A copula without noun or number: a claim where it places its subject ("is close to Dagestan") or dates it."""
    clause = candidate.clause
    if candidate.roles.predicate != "be" or clause.direct is not None or candidate.number is not None:
        return False
    after = candidate.view.mentions_in(candidate.view.span(clause.verb.first, clause.last))
    return candidate.dated or (bool(after) and candidate.roles.subject is not None)


def _mere_quality(candidate: Candidate) -> bool:
    """Read "The visit was significant"."""
    clause = candidate.clause
    copula = candidate.roles.predicate == "be" and clause.direct is None and candidate.number is None
    return copula and not _says_only_how(candidate)


REFUSALS: tuple[Callable[[Candidate], bool], ...] = (
    _conditional,
    _side_remark,
    _reaction,
    _opinion,
    _mere_quality,
    _existential_wish,
    _frame_of_speech,
)
