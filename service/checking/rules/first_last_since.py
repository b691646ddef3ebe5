"""First, last, never, not since: refuted by one recorded event in the claimed gap."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from service.checking import phrases
from service.checking.asking import LEADING_ROLES
from service.checking.concepts import concept
from service.checking.details import same_time
from service.checking.evidence import SPEAKING_ROLES
from service.checking.matching import destination, persons, real, same, window
from service.domain.acts import CONTACTS, TOLD_AS_CONTACTS, group_of
from service.domain.claims import EntityType, Mark, Modality, Polarity
from service.domain.facts import SENTENCE, Fact, FactStatus
from service.domain.names import fold, place_within
from service.domain.time import DAY, Interval, ValidTime
from service.domain.verdicts import Against, Bearing, Finding, Suggestion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.checking.case import Case
    from service.domain.claims import Entity, Scope

_SAME_TRIP_DAYS = 31
_SAME_START_DAYS = 31
_SEEN_WITHIN_DAYS = 800
_YEAR_DAYS = 366
_DENIALS = frozenset("no not never none nobody without".split())


def first_last_since(case: Case) -> Iterator[Finding]:
    """An event of the kind is recorded inside the stretch of time in which there was none.

    It supports the claim instead where the same is recorded of the same people, or "the last in" from which "none
    since" follows, no more than a year before the article.

    Contradicts when: the whole time in which the recorded event can have happened lies inside the claimed gap
        (ended by the writing of the text), its place lies in the claimed place, and who took part are of the
        claimed class ("a British leader") by their recorded offices at that time.
    Stays silent when: the claim is a possibility; the gap has no beginning; the text has no date and none can
        be inferred; the event is only planned, or only told in a quotation, or lies at the edge of the gap;
        the place is wider or another than the claimed one.
    Example: "the first visit by any Danish leader to the city since 1991", when one came in 1995.
    """
    proposition, scope = case.proposition, case.proposition.scope
    if scope is None or scope.mark is Mark.RECORD or proposition.modality in {Modality.POSSIBLE, Modality.HYPOTHETICAL}:
        return
    gap = _gap(case, scope)
    if gap is None:
        return
    found = [fact for fact in _candidates(case) if _inside(case, scope, gap, fact)]
    if not found:
        agreeing = next(_agreeing(case, scope), None) or _last_told(case, scope)
        if agreeing is not None:
            yield agreeing
        return
    first = min(found, key=lambda fact: (fact.status is FactStatus.READ, window(fact).start or date.min, fact.id))
    words = _words(first)
    yield Finding(
        "first_last_since",
        Bearing.REFUTES,
        Against.FACT,
        phrases.sentence(f"There was one in between: {words} ({phrases.source(first)})"),
        phrases.sentence(f"none {phrases.within(gap)}"),
        words,
        (first, *(fact for fact in found if fact is not first))[:5],
        strength=0.9,
        suggestion=Suggestion(phrases.sentence(words), would_hold=_counted_from(found)),
    )


def _counted_from(found: list[Fact]) -> str:
    """From when on the claim would be right, as far as the record goes: after the last event in the gap."""
    last = max((end for fact in found if (end := window(fact).end) is not None), default=None)
    if last is None:
        return ""
    return phrases.would_agree(f"it spoke only of the time after {phrases.day(last - DAY)}")


def _gap(case: Case, scope: Scope) -> Interval | None:
    start, end = scope.gap.start, scope.gap.end
    if start is None:
        return None
    time = case.proposition.time
    expression = time.expression if time is not None else None
    if expression is not None and expression.interval is not None and expression.interval.start == start:
        start = expression.interval.end or start
    limit = case.written_before
    ends = [edge for edge in (end, limit) if edge is not None]
    if not ends:
        return None
    end = min(ends)
    if scope.mark in {Mark.FIRST, Mark.LAST} and case.context.published is not None:
        end = max(start, end - DAY * _SAME_TRIP_DAYS)
    return Interval(start, end) if start < end else None


def _candidates(case: Case) -> list[Fact]:
    group = group_of(case.proposition.predicate)
    groups = sorted(CONTACTS) if group in TOLD_AS_CONTACTS else [group]
    facts = {fact.id: fact for name in groups for fact in case.evidence.of_group(name)}
    return [
        fact
        for fact in facts.values()
        if real(fact) or (group in TOLD_AS_CONTACTS and _witness(fact))
        if fact.status is not FactStatus.OWN and fact.proposition.polarity is Polarity.AFFIRM
        if fact.proposition.scope is None or fact.proposition.scope.mark is Mark.LAST
    ]


def _witness(fact: Fact) -> bool:
    """Whether who is quoted took part himself: "I met the minister this morning"."""
    speaker = fact.proposition.attributed_to
    return fact.proposition.modality is Modality.QUOTED and any(same(speaker, one) for one in persons(fact.proposition))


def _inside(case: Case, scope: Scope, gap: Interval, fact: Fact) -> bool:
    when = window(fact)
    if not gap.covers(when) or when.days is None or (gap.end and when.end and when.end >= gap.end):
        return False
    claimed, recorded = case.proposition, fact.proposition
    where = destination(claimed)
    if group_of(claimed.predicate) == "visit":
        there = destination(recorded)
        if where is None or there is None or not place_within(there, where):
            return False
        return _fits(case, scope.subject_class, claimed.subject, recorded.subject, when)
    if group_of(claimed.predicate) not in TOLD_AS_CONTACTS:
        return (
            same(claimed.subject, recorded.subject)
            and (claimed.object is None or same(claimed.object, recorded.object))
            and (where is None or place_within(destination(recorded) or where, where))
            and scope.subject_class is None
            and scope.object_class is None
            and len(claimed.words & recorded.words) * 2 >= len(claimed.words)
        )
    for one in persons(recorded):
        for other in persons(recorded):
            subject_fits = one != other and _fits(case, scope.subject_class, claimed.subject, one, when)
            if subject_fits and _fits(case, scope.object_class, claimed.object, other, when):
                return True
    return False


def _fits(case: Case, wanted: str | None, claimed: Entity | None, recorded: Entity | None, when: Interval) -> bool:
    """Whether the recorded person is of the class, or without a class the very one of the claim."""
    if recorded is None:
        return False
    if wanted is None:
        return same(claimed, recorded)
    if recorded.type is not EntityType.PERSON:
        return False
    kind, _, country = wanted.partition(":")
    terms = case.evidence.terms_of(recorded)
    homes = {term.held.jurisdiction for term in terms} - {None}
    for term in terms:
        role = term.held.role
        if (term.held.jurisdiction or country) != country or (homes and country not in homes):
            continue
        if role in SPEAKING_ROLES or role.startswith("ambassador"):
            continue
        if kind == "leader" and role not in LEADING_ROLES:
            continue
        around = term.possible.widened(_SEEN_WITHIN_DAYS if term.sighting else 0)
        if around.overlaps(when):
            return True
    return False


def _agreeing(case: Case, scope: Scope) -> Iterator[Finding]:
    """A record of the same claim, or of the event that begins the gap, supports it."""
    for fact in case.evidence.of_group(group_of(case.proposition.predicate)):
        other = fact.proposition.scope
        if fact.status is FactStatus.OWN or other is None or other.gap.start is None or scope.gap.start is None:
            continue
        alike = other.mark is scope.mark or {other.mark, scope.mark} <= {Mark.LAST, Mark.NOT_SINCE}
        close = abs((other.gap.start - scope.gap.start).days) <= _SAME_START_DAYS
        if scope.mark in {Mark.LAST, Mark.NOT_SINCE} and _outdated(case, fact.provenance.published_on):
            continue
        if alike and close and _of_one_class(scope, other) and same(case.proposition.subject, fact.proposition.subject):
            yield _saying(case, fact)
            return


def _of_one_class(claimed: Scope, recorded: Scope) -> bool:
    """Whether both count the same people; no politician of a country is no leader of it either."""
    mine, theirs = (claimed.subject_class, claimed.object_class), (recorded.subject_class, recorded.object_class)
    return mine == theirs or tuple(one and one.replace("leader:", "politician:") for one in mine) == theirs


def _last_told(case: Case, scope: Scope) -> Finding | None:
    """A sentence of a reference that tells the last time, where the claim says that there was none since.

    "Has not addressed the assembly since 1994" is borne out by "last addressed the assembly in 1994": all that the
    claim denies stands there, undenied, of the same one.
    """
    retold, subject = case.evidence.retold, case.proposition.subject
    piece = retold.piece(case.claim) if retold is not None else None
    if scope.mark is not Mark.NOT_SINCE or retold is None or piece is None or subject is None:
        return None
    denied = [word.span.start for word in piece.words if word.verb]
    wanted = {concept(word.lemma) for word in piece.words if denied and word.span.start >= denied[0]}
    for one in retold.alike(piece):
        passage, provenance = one.source.passage, one.source.provenance
        words = passage.text.casefold().split()
        same_day = all(any(same_time(date.time, other.time) for other in passage.dates) for date in piece.dates)
        named = concept(fold(subject.name.split()[-1])) in one.source.concepts
        if _outdated(case, provenance.published_on):
            continue
        if "last" in words and wanted <= one.source.concepts and same_day and named and not _DENIALS & set(words):
            fact = Fact(f"{SENTENCE}{provenance.locator}", case.proposition, ValidTime(), FactStatus.GIVEN, provenance)
            return _saying(case, fact)
    return None


def _outdated(case: Case, told: date | None) -> bool:
    """Whether the article is more than a year younger than what tells the last time: there may have been one since."""
    written = case.context.written
    now = case.context.published or (written.start if written is not None else None)
    return told is not None and now is not None and (now - told).days > _YEAR_DAYS


def _saying(case: Case, fact: Fact) -> Finding:
    return Finding(
        "first_last_since",
        Bearing.SUPPORTS,
        Against.FACT,
        phrases.sentence(f"{phrases.source(fact)} says the same"),
        case.claim.statement,
        fact.provenance.quote,
        (fact,),
        strength=0.8,
    )


def _words(fact: Fact) -> str:
    recorded = fact.proposition
    who = recorded.subject.name if recorded.subject else "someone"
    partners = [e.name for e in persons(recorded) if e != recorded.subject]
    where = destination(recorded)
    verb = "visited" if group_of(recorded.predicate) == "visit" else "met"
    if verb == "met":
        middle = " and ".join(partners) if partners else "others"
        tail = f" in {where.name}" if where else ""
    else:
        middle, tail = (where.name if where else ""), ""
    return f"{who} {verb} {middle}{tail} {phrases.within(window(fact))}"
