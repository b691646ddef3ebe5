"""The same act in the same words, by somebody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.checking import phrases
from service.checking.matching import UNREAL, apart, full_name, real, same, window
from service.domain.acts import group_of
from service.domain.claims import EntityType
from service.domain.facts import FactStatus
from service.domain.verdicts import Against, Bearing, Finding, Suggestion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.checking.case import Case
    from service.domain.claims import Entity
    from service.domain.facts import Fact

_ENOUGH = 0.75
_FEWEST_WORDS = 5
_SAME_DAYS = 4
_SYMMETRIC = frozenset({"meeting", "agree", "sign"})


def agent_swap(case: Case) -> Iterator[Finding]:
    """What one is recorded to have done or announced is told of another.

    Suspects when: the same predicate with three quarters of the claim's content words (five at least) is recorded
        for the same days with another person or country as subject.
    Contradicts when: never; two may do the same.
    Stays silent when: the act is mutual (a meeting, an agreement, two who cooperate); the claim's own subject is
        recorded with it too; the subject stands in the text as a pronoun only.
    Example: an announcement of the prime minister, given word for word to the president.
    """
    proposition, when = case.proposition, case.time
    who, group = proposition.subject, group_of(proposition.predicate)
    if who is None or when is None or group in _SYMMETRIC or len(proposition.words) < _FEWEST_WORDS:
        return
    if who.type not in {EntityType.PERSON, EntityType.COUNTRY} or not case.names_in_span(who):
        return
    if who.type is EntityType.PERSON and not full_name(who):
        return
    alike = [fact for fact in case.evidence.of_group(group) if _same_act(case, fact)]
    if not alike or any(same(who, fact.proposition.subject) for fact in alike):
        return
    others = [fact for fact in alike if _other_subject(case, who, fact)]
    if not others:
        return
    first = others[0]
    subject = first.proposition.subject
    name = subject.name if subject is not None else ""
    yield Finding(
        "agent_swap",
        Bearing.DISTORTS,
        Against.FACT,
        phrases.sentence(f"The same is recorded of {name} {phrases.within(window(first))} ({phrases.source(first)})"),
        who.name,
        name,
        tuple(others[:5]),
        strength=0.7,
        suggestion=Suggestion(
            phrases.sentence(f"Recorded of {name}"), would_hold=phrases.would_agree(f"it were told of {name}")
        ),
    )


def _same_act(case: Case, fact: Fact) -> bool:
    if fact.status is FactStatus.OWN or not (real(fact) or case.proposition.modality in UNREAL):
        return False
    if case.time is None or apart(case.time, window(fact), _SAME_DAYS) or (window(fact).days or 0) > 366:
        return False
    words = case.proposition.words
    return len(words & fact.proposition.words) >= _ENOUGH * len(words)


def _other_subject(case: Case, who: Entity, fact: Fact) -> bool:
    """Whether the record has another doer whom the claim leaves out: where both have both, the act is mutual."""
    subject = fact.proposition.subject
    return (
        subject is not None
        and subject.type is who.type
        and not same(who, subject)
        and not any(same(subject, one) for one in case.proposition.participants)
    )
