"""A sentence as one claim: each that asserts something in a closed check, each that is worth it in an open one.

In a closed check the source must carry all that a text says. Only sentences of which no other extractor told anything
are taken, so that nothing is counted twice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.domain.claims import ClaimKind, EntityType, Modality, Proposition
from service.domain.time import TimeBasis
from service.reading.clause_dates import time_of
from service.reading.clause_in_text import ClauseInText
from service.reading.clauses import ClauseKind
from service.reading.discourse import persons_of
from service.reading.moods import depends, modality, polarity
from service.reading.quantities import quantity
from service.reading.roles import roles_of
from service.reading.speech import Attribution, denies
from service.reading.views import Draft
from service.reading.words import content_words
from service.reading.worth import Candidate, is_frame

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.reading.dating import Dater
    from service.reading.discourse import Discourse
    from service.reading.views import SentenceView

NAME = "whole_sentences"
FEWEST_WORDS = 3


def extract(
    view: SentenceView, discourse: Discourse, dater: Dater, *, must: bool, fewest: int = FEWEST_WORDS
) -> Iterator[Draft]:
    """The sentence itself, if it has the `fewest` content words.

    Where it `must` not be told, only one that says more than how something else is told.
    """
    words = content_words(view.parse, 0, len(view.parse.tokens))
    if len(words) < fewest or not view.parse.clauses:
        return
    told_clauses = [c for c in view.parse.clauses if not c.speech] or list(view.parse.clauses)
    first = next((c for c in told_clauses if c.kind is not ClauseKind.SUBORDINATE), told_clauses[0])
    clause = next((c for c in told_clauses if depends(view, c)), first)
    quoted = view.quoted(view.sentence.span)
    denied = any(c.speech and c is not clause and denies(c) for c in view.parse.clauses)
    said = Attribution(Modality.QUOTED if quoted else Modality.ASSERTED, discourse.speaker if quoted else None, denied)
    at = view.parse.clauses.index(clause)
    following = view.parse.clauses[at + 1] if at + 1 < len(view.parse.clauses) else None
    told = ClauseInText(view, clause, following, roles_of(view, clause, discourse, dater), discourse, dater)
    time = time_of(told)
    if not must and is_frame(Candidate(view, clause, told.roles, time, quantity(view, clause), said)):
        return
    mood = modality(view, clause, said, time, dater)
    own = time is not None and time.basis is TimeBasis.STATED
    if mood is not Modality.HYPOTHETICAL and not own:
        time = dater.stated_in(view, view.sentence.span) or time
    dater.remember(clause.verb.lemma, None, time, view.sentence)
    people = persons_of(view.mentions)
    subject = discourse.resolve(view, clause.subject)
    named = subject if subject is not None and subject.type is not EntityType.THING else None
    yield Draft(
        view.sentence.index,
        view.sentence.span,
        Proposition(
            ClaimKind.STATE,
            clause.verb.lemma,
            named or (people[0] if people else subject),
            time=time,
            polarity=polarity(view, clause, said),
            modality=mood,
            attributed_to=said.speaker,
            words=words,
        ),
        NAME,
        checkable=mood not in {Modality.POSSIBLE, Modality.HYPOTHETICAL},
        confidence=0.6,
    )
