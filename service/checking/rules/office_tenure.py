"""Whether a person can have borne the stated title at the time."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from service.checking.matching import dated, same
from service.checking.retrospect import of_older_time
from service.checking.rules.support import supported_event
from service.checking.tenures import Answer, Holding, held_at, office_interval
from service.domain.claims import ClaimKind, OfficeStatus
from service.domain.verdicts import Against, Bearing, Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.checking.case import Case
    from service.domain.claims import Claim

_NAME_FOLLOWS = re.compile(r" ?[A-Z]")
_ACTS_IN_OFFICE = frozenset("meet talk speak hold_talks negotiate visit sign agree appoint host".split())


def office_tenure(case: Case) -> Iterator[Finding]:
    """The named person surely did not hold the named office at the claim's time.

    Contradicts when: none of the person's recorded terms touches the time (3 days' tolerance) and another
        person surely held an office that only one can hold, or the person surely held an office that
        excludes it, or the list of holders (or of this person's terms) is complete for that time. A
        meeting, visit or signing is contradicted with the title of the one who took part, where no record
        tells of the event itself.
    Stays silent when: the title is a former, future or acting one, or "then" is said of these very weeks; it
        fits the day of writing although the sentence tells of an older event; no date stands with the title and it
        fits one named in the sentence or the one before, or the words look back ("at the time", "the memoirs of");
        a sentence without a date stands in a text whose dates reach into the bearer's term; the country of the title
        is not known; the sentence has only a surname, or the title without the name; an office may have several
        holders and the list is not complete; somebody was appointed, elected or resigned in those days.
    Example: "Foreign Secretary Dominic Raab" in an article of 10 September 2011, when it was William Hague.
    """
    held = case.proposition.office
    if held is not None and case.proposition.kind is ClaimKind.OFFICE:
        yield from _office(case)
    elif case.proposition.kind is ClaimKind.EVENT and case.proposition.predicate in _ACTS_IN_OFFICE:
        yield from _through_title(case)


def _office(case: Case) -> Iterator[Finding]:
    held = case.proposition.office
    if held is None or held.status in {OfficeStatus.ELECT, OfficeStatus.ACTING}:
        return
    answers = [held_at(case, interval) for interval in office_interval(case)]
    fitting = next((answer for answer in answers if answer.holding is Holding.HOLDS), None)
    if fitting is not None:
        yield _finding(fitting, Bearing.SUPPORTS)
    elif held.status is OfficeStatus.FORMER or not case.names_in_span(held.person) or _title_of_next(case):
        return
    elif {answer.holding for answer in answers} == {Holding.LACKS} and not of_older_time(case):
        bearing = _bearing(case, answers[0])
        if bearing is not None:
            yield _finding(answers[0], bearing)


def _title_of_next(case: Case) -> bool:
    """Whether a name follows on the title, so that it may be the next one's: "with Reno, President Clinton"."""
    text, end = case.context.document.text, case.claim.span.end
    held = case.proposition.office
    words = case.claim.span.of(text)
    ends_with_title = held is not None and words.rstrip().endswith(held.title.split()[-1])
    return ends_with_title and bool(_NAME_FOLLOWS.match(text[end : end + 3]))


def _bearing(case: Case, answer: Answer) -> Bearing | None:
    """What a surely wrong title does.

    In an undated text a title may be of the time of writing, which is not known: there it takes another
    office of the same person to refute it, and a title that fits no common window is a suspicion.
    """
    held = case.proposition.office
    if case.context.published is not None or held is None:
        return Bearing.REFUTES
    if not dated(case.proposition):
        return Bearing.DISTORTS
    if held.at_writing and not any(same(held.person, fact.proposition.subject) for fact in answer.facts):
        return None
    return Bearing.REFUTES


def _finding(answer: Answer, bearing: Bearing) -> Finding:
    return Finding(
        "office_tenure",
        bearing,
        Against.FACT,
        answer.detail,
        answer.claimed,
        answer.recorded,
        answer.facts,
        strength=answer.strength,
        suggestion=answer.suggestion,
    )


def _through_title(case: Case) -> Iterator[Finding]:
    for claim in case.others_in_sentence():
        if not _title_of_participant(case, claim):
            continue
        for finding in _office(replace(case, claim=claim)):
            if finding.bearing is Bearing.REFUTES and not supported_event(case):
                yield Finding(
                    "office_tenure",
                    Bearing.REFUTES,
                    Against.FACT,
                    finding.detail,
                    finding.claimed,
                    finding.recorded,
                    finding.facts,
                    strength=0.9 * finding.strength,
                )
                return


def _title_of_participant(case: Case, claim: Claim) -> bool:
    held = claim.proposition.office
    return held is not None and held.status is OfficeStatus.CURRENT and held.person in case.proposition.participants
