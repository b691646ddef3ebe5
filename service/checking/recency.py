"""What is too new to be judged: claims beyond the reach of the record, and titles in the days of a handover."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from service.checking import phrases
from service.checking.matching import country_of, same
from service.checking.tenures import office_interval, resolve
from service.domain import topics
from service.domain.claims import ClaimKind
from service.domain.time import DAY, Interval
from service.domain.verdicts import Against, Bearing, Label, Undecided, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.checking.case import Case
    from service.checking.evidence import Term
    from service.domain.facts import Office

HANDOVER_DAYS = 3
"""72 hours on both sides of a recorded start or end: sources differ by up to three days (98.7 % of 234 compared terms),
and in the first days of a change they are being corrected."""

_KNOWN_BORDER = 31
"""A start or an end that is known less precisely than to a month says of no day that it is one of handover."""

_TENURE = "office_tenure"
_CONFLICTS = frozenset({Label.CONTRADICTED, Label.SUSPECT})


def in_time(case: Case, verdict: Verdict) -> Verdict:
    """The verdict, or that it is too early for one, with up to when the record goes.

    A claim without a record is too recent where its time begins after the last day up to which its topics were fed.
    A conflict that rests on tenures alone is too recent where every day of the claim's time lies within
    `HANDOVER_DAYS` of a start or an end recorded for that office. Neither is held against the text.
    """
    if verdict.reason is Undecided.NO_RECORD:
        words = _beyond(case)
        return replace(verdict, reason=Undecided.TOO_RECENT, because=words) if words else verdict
    if verdict.label in _CONFLICTS and _by_tenures_alone(verdict) and (border := _handover(case)):
        words = f"it lies within three days of a change in that office, which the record has on {phrases.day(border)}"
        return Verdict(
            verdict.claim,
            Label.NOT_ENOUGH_INFO,
            1.0,
            verdict.findings,
            reason=Undecided.TOO_RECENT,
            considered=verdict.considered,
            because=phrases.sentence(words),
        )
    return verdict


def _by_tenures_alone(verdict: Verdict) -> bool:
    against = [finding for finding in verdict.findings if finding.bearing in {Bearing.REFUTES, Bearing.DISTORTS}]
    return bool(against) and all(one.rule == _TENURE and one.against is Against.FACT for one in against)


def _beyond(case: Case) -> str:
    """Up to when the record goes that a claim lies beyond, in a sentence; empty where it does not or nobody knows."""
    if case.time is None or case.time.start is None:
        return ""
    fed = {topic: until for topic in _topics(case) if (until := case.evidence.horizon.get(topic))}
    if fed:
        topic = max(fed, key=lambda one: (fed[one], one))
        if case.time.start <= fed[topic]:
            return ""
        return _newer(f"the record of {topics.in_words(topic)}", fed[topic])
    return _beyond_lists(case, case.time.start)


def _beyond_lists(case: Case, start: date) -> str:
    """The same by the lists of the office, where nobody said up to when the ledger was fed."""
    ends = {end: office for office in _offices(case) for end in _ends(office)}
    if not ends or start < max(ends):
        return ""
    return _newer(f"the list of those who were {ends[max(ends)].title}", max(ends) - DAY)


def _newer(than: str, until: date) -> str:
    return phrases.sentence(f"it is newer than {than}, which goes up to {phrases.day(until)}")


def _offices(case: Case) -> Iterator[Office]:
    if case.proposition.office is not None:
        found = (case.evidence.office(key) for key in sorted(resolve(case)))
        yield from (office for office in found if office is not None)


def _ends(office: Office) -> list[date]:
    return [one.end for one in (office.complete, office.terms_complete) if one and one.end]


def _topics(case: Case) -> list[str]:
    """What a claim is about: its office; else the countries in it where these are fed, or the news."""
    stated = case.proposition
    if stated.kind is ClaimKind.OFFICE and stated.office is not None:
        keys = sorted(resolve(case))
        return [*map(topics.office, keys), *(topics.offices_of(key.partition(":")[0]) for key in keys)]
    named = {code for entity in stated.participants if (code := country_of(entity))}
    about = [topic for code in sorted(named) if (topic := topics.country(code)) in case.evidence.horizon]
    return about or [topics.NEWS]


def _handover(case: Case) -> date | None:
    """The day of the recorded change that all days of one of the times of a title lie near to."""
    if case.proposition.office is None:  # a happening, refuted by the title of somebody who took part
        titles = [replace(case, claim=claim) for claim in case.others_in_sentence() if claim.proposition.office]
        return next(filter(None, map(_handover, titles)), None)
    changes = [change for term in _terms(case) for change in _changes(term)]
    near = [change.start for change in changes if any(_within(when, change) for when in office_interval(case))]
    return min(filter(None, near), default=None)


def _terms(case: Case) -> Iterator[Term]:
    """The terms whose borders are those of the title: the bearer's own, and all of an office of one holder."""
    held, keys = case.proposition.office, resolve(case)
    for term in case.evidence.terms_in(keys):
        own = held is not None and same(term.person, held.person)
        if not term.sighting and (own or any(map(case.evidence.single, term.keys & keys))):
            yield term


def _within(when: Interval, change: Interval) -> bool:
    return change.widened(HANDOVER_DAYS).covers(when) and when.start is not None and when.end is not None


def _changes(term: Term) -> Iterator[Interval]:
    """The days on which a term can have begun, and those on which it can have ended, where these are known."""
    valid = term.fact.valid
    if valid.start_min and valid.start_max and valid.start_max < date.max:
        yield from _narrow(Interval(valid.start_min, valid.start_max + DAY))
    if valid.end_min and valid.end_max and valid.end_min < date.max:
        yield from _narrow(Interval(valid.end_min, max(valid.end_max, valid.end_min + DAY)))


def _narrow(days: Interval) -> Iterator[Interval]:
    if (days.days or 0) <= _KNOWN_BORDER:
        yield days
