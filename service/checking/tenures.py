"""Who held which office when, as far as the record goes: holds, lacks, or cannot be told."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from service.checking import phrases
from service.checking.asking import EMBASSY
from service.checking.evidence import SPEAKING_ROLES, principal
from service.checking.matching import BORDER_DAYS, apart, dated, full_name, gap_days, same, union_covers
from service.domain.claims import OfficeStatus
from service.domain.text import Span
from service.domain.time import Interval, TimeBasis
from service.domain.verdicts import Suggestion

if TYPE_CHECKING:
    from collections.abc import Iterable

    from service.checking.case import Case
    from service.checking.evidence import Evidence, Term
    from service.domain.claims import Entity, OfficeHeld
    from service.domain.facts import Fact, Office

_NEAR_SIGHTING_DAYS = 7
_SAME_TERM_DAYS = 400
_CHANGE_DAYS = 60
_RECENT_DAYS = 31  # "then" points back further than the news of the month
_CHANGES = ("appoint", "elect", "resign", "become", "succeed", "replace", "inaugurate", "step_down", "dismiss")
_PREDICATIVE = re.compile(r"\b(?:was|were|been|became|become|served|serving|serves)\b")


class Holding(StrEnum):
    """The three answers."""

    HOLDS = "holds"
    LACKS = "lacks"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer with its reason in words and the facts it rests on."""

    holding: Holding
    detail: str = ""
    claimed: str = ""
    recorded: str = ""
    facts: tuple[Fact, ...] = ()
    strength: float = 1.0
    suggestion: Suggestion | None = None


_UNKNOWN = Answer(Holding.UNKNOWN)


def office_interval(case: Case) -> tuple[Interval, ...]:
    """The times at which a title may be meant, each of which excuses it.

    A title before a name may be that of the time of writing, whatever the sentence tells of; only a
    sentence that says who was what ("X was Foreign Secretary in 2011") means its own date alone.
    """
    held, time, written = case.proposition.office, case.proposition.time, case.context.written
    if held is None:
        return ()
    if time is None or not dated(case.proposition):
        return (case.time,) if case.time is not None and held.status is not OfficeStatus.THEN else ()
    own = _until_writing(time.interval, case)
    if held.status is OfficeStatus.THEN and written is not None and not apart(own, written, _RECENT_DAYS):
        return ()
    if held.status in {OfficeStatus.THEN, OfficeStatus.FORMER} or written is None:
        return (own,)
    if time.basis is TimeBasis.STATED and not held.at_writing and _predicative(case):
        return (own,)
    if case.context.published is None:
        return (own,) if time.basis is TimeBasis.STATED else (own, written)
    return (own, written)


def _until_writing(interval: Interval, case: Case) -> Interval:
    if interval.end is not None or case.context.written is None:
        return interval
    return interval.intersect(Interval(None, case.context.written.end)) or interval


def _predicative(case: Case) -> bool:
    held = case.proposition.office
    words = case.claim.span.of(case.context.document.text)
    name = words.find(held.person.name.split()[-1]) if held else -1
    return name >= 0 and bool(_PREDICATIVE.search(words[name : name + 80]))


def resolve(case: Case) -> frozenset[str]:
    """The keys of the offices a title can mean; empty where its country cannot be told."""
    held, evidence = case.proposition.office, case.evidence
    if held is None:
        return frozenset()
    if held.role in SPEAKING_ROLES:
        return _press_office(case)
    if held.jurisdiction is not None:
        keys = evidence.office_keys(held.role, held.jurisdiction)
        return keys if held.role != "ambassador" else _embassies(evidence, held)
    own = evidence.terms_of(held.person)
    homes = {t.held.jurisdiction for t in own if t.held.jurisdiction and _same_title(evidence, held.role, t)}
    if not homes:
        homes = {t.held.jurisdiction for t in own if t.held.jurisdiction} | (
            {held.person.country} if held.person.country else set()
        )
        homes = homes if len(homes) == 1 else set()
    return frozenset(key for home in sorted(homes) for key in evidence.office_keys(held.role, home))


def _same_title(evidence: Evidence, role: str, term: Term) -> bool:
    home = term.held.jurisdiction or ""
    return term.held.role == role or bool(evidence.office_keys(role, home) & term.keys)


def _press_office(case: Case) -> frozenset[str]:
    who, when = principal(case.proposition), case.time
    if who is None or when is None:
        return frozenset()
    homes = sorted(
        {
            term.held.jurisdiction
            for term in case.evidence.terms_of(who)
            if term.held.role == "president" and term.held.jurisdiction and term.possible.overlaps(when)
        }
    )
    return frozenset(key for home in homes for key in case.evidence.office_keys("spokesman", home))


def _speaks_elsewhere(own: list[Term], keys: frozenset[str]) -> bool:
    """Whether the person is on record in another office: an unrecorded spokesman may be one of several."""
    return any(not term.sighting and not term.keys & keys for term in own)


def _embassies(evidence: Evidence, held: OfficeHeld) -> frozenset[str]:
    terms = evidence.terms_of(held.person)
    prefix = f"{held.jurisdiction}:{EMBASSY}"
    return frozenset(key for term in terms for key in term.keys if key.startswith(prefix))


def held_at(case: Case, interval: Interval) -> Answer:
    """Whether the person of an office claim held the office in `interval`."""
    held, evidence = case.proposition.office, case.evidence
    keys = resolve(case)
    if held is None or not keys:
        return _UNKNOWN
    own = evidence.terms_of(held.person)
    in_office = [term for term in own if term.keys & keys]
    claimed = f"{held.person.name}, {held.title}, {phrases.within(interval)}"
    of_a_part = [] if in_office or held.jurisdiction else [term for term in own if _of_a_part(term, held.role)]
    for term in in_office or of_a_part:
        if not term.sighting and not apart(term.possible, interval, BORDER_DAYS):
            return Answer(
                Holding.HOLDS, _held_words(term, held, keys), claimed, phrases.tenure(term.fact), (term.fact,)
            )
    if of_a_part:
        return _UNKNOWN
    lasting = [term for term in in_office if not term.sighting]
    firm = full_name(held.person) and (held.role not in SPEAKING_ROLES or _speaks_elsewhere(own, keys))
    sure = _lacks_by_tenure(held, keys, interval, evidence, lasting) if firm else None
    if sure is not None:
        return _with_words(sure, case, keys, interval, claimed)
    if lasting:
        return _UNKNOWN
    seen = [term for term in in_office if term.sighting and not apart(term.possible, interval, BORDER_DAYS)]
    if seen:
        words = _held_words(seen[0], held, keys)
        return Answer(Holding.HOLDS, words, claimed, words, (seen[0].fact,))
    facts = _lacks_by_sighting(case, keys, interval, in_office) if full_name(held.person) else ()
    return _with_words(facts, case, keys, interval, claimed) if facts else _UNKNOWN


def _of_a_part(term: Term, role: str) -> bool:
    """Whether an office is one of that title in a part of a country: a state has its own secretary of state."""
    return not term.sighting and term.held.role.startswith(f"{role}-of-")


def _lacks_by_tenure(
    held: OfficeHeld, keys: frozenset[str], interval: Interval, evidence: Evidence, own: list[Term]
) -> tuple[Fact, ...] | None:
    """The facts that surely exclude the tenure; None where nothing does."""
    if interval.start is None or interval.end is None:
        return None
    reasons: list[Fact] = []
    for key in sorted(keys):
        others = [
            term for term in evidence.terms_in((key,)) if not term.sighting and not same(term.person, held.person)
        ]
        office = evidence.office(key)
        meanwhile = [term for term in others if term.sure is not None and term.sure.overlaps(interval)]
        one_holder = evidence.single(key) or held.role in SPEAKING_ROLES
        if one_holder and _covered(meanwhile, others, interval):
            reasons += [term.fact for term in (*_excluding(held.person, key, interval, evidence), *meanwhile)]
        elif excluding := _excluding(held.person, key, interval, evidence):
            reasons += [term.fact for term in excluding]
        elif _outside_all_terms(office, own, interval):
            reasons += [term.fact for term in own]
        elif office and office.complete and office.complete.covers(interval) and others:
            reasons += [term.fact for term in (meanwhile or others)[:1]]
        elif office and not office.single and held.role not in {office.role, *office.roles}:
            continue
        else:
            return None
    return tuple(dict.fromkeys(reasons)) or None


def _outside_all_terms(office: Office | None, own: list[Term], interval: Interval) -> bool:
    """Whether the list of this person's terms is complete for the time, and none of them comes near."""
    if office is None or not own:
        return False
    if office.complete is not None and office.complete.covers(interval):
        return True
    listed = office.terms_complete is not None and office.terms_complete.covers(interval)
    return listed and all(apart(term.possible, interval, max(office.terms_margin, BORDER_DAYS)) for term in own)


def _covered(meanwhile: list[Term], others: list[Term], interval: Interval) -> bool:
    sure = [term.sure for term in others if term.sure is not None]
    return bool(meanwhile) and union_covers(sure, interval, BORDER_DAYS)


def _excluding(person: Entity, key: str, interval: Interval, evidence: Evidence) -> list[Term]:
    barred = evidence.excluded_by(key)
    terms = [t for t in evidence.terms_of(person) if not t.sighting and t.keys & barred]
    found = [t for t in terms if t.sure is not None and t.sure.overlaps(interval)]
    return found if union_covers([t.sure for t in found if t.sure], interval, BORDER_DAYS) else []


def _lacks_by_sighting(case: Case, keys: frozenset[str], interval: Interval, in_office: list[Term]) -> tuple[Fact, ...]:
    """What texts that show the office with another, or the person in an excluding one, add up to.

    Such texts are points in time. They speak of a day that lies between two of them, or within a week of
    one where no text hints at a change, or of a longer time only both together: the office with
    another and the person in an office that excludes it.
    """
    held, evidence = case.proposition.office, case.evidence
    if held is None or interval.days is None:
        return ()
    near = Interval(interval.start, interval.end).widened(_SAME_TERM_DAYS)
    if any(term.possible.overlaps(near) for term in in_office) or _changing(case, keys, interval):
        return ()
    seen = [t for t in evidence.terms_in(keys) if t.sighting and t.sure is not None and not same(t.person, held.person)]
    seen = [term for term in seen if any(evidence.single(key) for key in term.keys & keys)]
    barred = frozenset(other for key in keys for other in evidence.excluded_by(key))
    roles = {key.partition(":")[2] for key in barred}
    elsewhere = [
        t
        for t in evidence.terms_of(held.person)
        if t.sighting and t.sure is not None and (t.keys & barred or (not t.keys and t.held.role in roles))
    ]
    if interval.days > _NEAR_SIGHTING_DAYS:
        both = [[t for t in terms if t.sure and t.sure.overlaps(interval)] for terms in (seen, elsewhere)]
        return (both[1][0].fact, both[0][0].fact) if all(both) else ()
    for terms in (elsewhere, seen):
        speaking = _bracketing(terms, interval)
        if speaking:
            return tuple(term.fact for term in speaking)
    return ()


def _bracketing(terms: Iterable[Term], interval: Interval) -> list[Term]:
    """Sightings on the day, within a week of it, or of one person on both sides of it within a year."""
    terms = list(terms)
    close = [t for t in terms if t.sure is not None and (gap_days(t.sure, interval) or 0) <= _NEAR_SIGHTING_DAYS]
    if close:
        return sorted(close, key=lambda t: (gap_days(t.sure, interval) if t.sure else 0, t.fact.id))[:2]
    before = [t for t in terms if t.sure and t.sure.end and interval.start and t.sure.end <= interval.start]
    after = [t for t in terms if t.sure and t.sure.start and interval.end and t.sure.start >= interval.end]
    for one in before:
        for two in after:
            if one.sure and two.sure and same(one.person, two.person):
                distance = gap_days(one.sure, two.sure)
                if distance is not None and distance <= _SAME_TERM_DAYS:
                    return [one, two]
    return []


def _changing(case: Case, keys: frozenset[str], interval: Interval) -> bool:
    """Whether any text tells of somebody coming to or leaving office in those weeks."""
    season = interval.widened(_CHANGE_DAYS)
    holders = {term.person.key for term in case.evidence.terms_in(keys)}
    if case.proposition.office is not None:
        holders.add(case.proposition.office.person.key)
    for predicate in _CHANGES:
        for fact in case.evidence.of_group(predicate):
            involved = {entity.key for entity in fact.proposition.participants}
            if involved & holders and fact.valid.possible.overlaps(season):
                return True
    return False


def _held_words(term: Term, held: OfficeHeld, keys: frozenset[str]) -> str:
    """The tenure in the claim's own title where it is the same office, else in the record's."""
    title = held.title if term.keys & keys else term.held.title
    when = f"seen {phrases.within(term.possible)}" if term.sighting else phrases.tenure(term.fact)
    return f"{term.person.name} was {title} ({when})"


def _with_words(facts: tuple[Fact, ...], case: Case, keys: frozenset[str], interval: Interval, claimed: str) -> Answer:
    held, evidence = case.proposition.office, case.evidence
    by_id = {term.fact.id: term for term in evidence.terms}
    terms = [by_id[fact.id] for fact in facts if fact.id in by_id]
    if held is None or not terms:
        return _UNKNOWN
    elsewhere = [term for term in terms if same(term.person, held.person) and not term.keys & keys]
    sayings = "; ".join(dict.fromkeys(_held_words(term, held, keys) for term in terms[:2]))
    detail = phrases.sentence(f"{held.person.name} was not {held.title} {phrases.within(interval)}: {sayings}")
    nearest = next(iter(elsewhere), None) or _nearest(held, keys, interval, evidence) or terms[0]
    words = _held_words(nearest, held, keys)
    edit = _edit(case, elsewhere)
    strength = 0.9 if all(term.sighting for term in terms) else 1.0
    condition = _would_hold(case, keys, interval, elsewhere)
    suggestion = Suggestion(words, *edit, would_hold=condition) if edit else Suggestion(words, would_hold=condition)
    return Answer(Holding.LACKS, detail, claimed, sayings, facts, strength, suggestion)


def _would_hold(case: Case, keys: frozenset[str], interval: Interval, elsewhere: list[Term]) -> str:
    """The smallest changes that the record allows: the holder of that time, the person's own term, or the own title."""
    held, evidence = case.proposition.office, case.evidence
    if held is None:
        return ""
    ways = []
    holder = _nearest(held, keys, interval, evidence)
    if holder is not None:
        ways.append(f"the {held.title} had been {holder.person.name}")
    own = [term for term in evidence.terms_of(held.person) if term.keys & keys and not term.sighting]
    if own:
        nearest = min(own, key=lambda term: (gap_days(term.possible, interval) or 0, term.fact.id))
        ways.append(f"the date lay in the term of {held.person.name}, {phrases.tenure(nearest.fact)}")
    if not ways and elsewhere:
        ways.append(f"{held.person.name} were called {elsewhere[0].held.title}")
    return phrases.would_agree(", or if ".join(ways)) if ways else ""


def _nearest(held: OfficeHeld, keys: frozenset[str], interval: Interval, evidence: Evidence) -> Term | None:
    holders = [t for t in evidence.terms_in(keys) if not same(t.person, held.person)]
    touching = [t for t in holders if t.sure is not None and t.sure.overlaps(interval)]
    return touching[0] if touching else None


def _edit(case: Case, own: list[Term]) -> tuple[Span, str] | None:
    """The title put right, where the person surely held another office and the sentence names the title once."""
    held, text = case.proposition.office, case.context.document.text
    if held is None or not own or any(term.sighting and not term.held.jurisdiction for term in own):
        return None
    words = case.claim.span.of(text)
    if not held.title or words.count(held.title) != 1:
        return None
    start = case.claim.span.start + words.index(held.title)
    return Span(start, start + len(held.title)), own[0].held.title
