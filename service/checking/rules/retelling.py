"""A reference tells the same with another date, number, place or name."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from service.checking import phrases
from service.checking.backing import backs
from service.checking.bearers import other_bearer
from service.checking.concepts import RECURRING
from service.checking.details import agree, alike_in_form, comparable, same_time, same_unit, uncertain
from service.checking.matching import UNREAL, compatible_places, country_of, disjoint_places, full_name, gap_days
from service.checking.replacement import Toll, again, brings_much, grown, new_names, replaced
from service.checking.retelling import recurring
from service.checking.tellers import SURELY_SAME, Turned, denied, opposite, tellers
from service.domain.claims import Bound, ClaimKind, EntityType, Modality, Proposition, Quantity
from service.domain.facts import SENTENCE, Fact, FactStatus
from service.domain.names import place_within
from service.domain.time import TimeExpression, ValidTime
from service.domain.verdicts import Against, Bearing, Finding, Suggestion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.checking.case import Case
    from service.checking.details import Detail
    from service.checking.retelling import Likeness, Piece, Retold, Source
    from service.domain.passages import Dated, Named, Passage

_SAME_SINCE = 0.3
_SAME_COUNT = 0.4
_FEWEST = 2
_ALL_BUT_THE_ACT = 0.75
_FORTNIGHT = 14
_PLACES = frozenset({EntityType.PLACE, EntityType.COUNTRY})
_LOCAL = frozenset({"in", "at", "near", "off", "to", "from", "for", "outside"})
_SINCE_REACH = 40


def retelling(case: Case) -> Iterator[Finding]:
    """A sentence of a reference tells the same happening with one detail replaced.

    It supports the claim instead where it holds most of its content with every name, date and number, and tells it of
    the same doer with the same verbs, denied or not as in the claim.

    Contradicts when: half of the claim's content or more is told in one sentence of a reference, the claim's date
        (amount, place, name beside the same title) stands nowhere in the references, and the one that this sentence
        gives instead stands nowhere in the article. Less content, 45 % or 30 %, is enough where this is the only detail
        of the claim that no reference has, the other is of the same form (a month for a month, a number for one of the
        same unit), and no other sentence of the article retells what stands around it; 30 % where either text has one
        such detail only.
    Suspects when: the same, of a happening of a kind that comes back (a visit, a match, a saying), or a verb is
        exchanged for its opposite or denied on one side; a place of which it is not known where it lies.
    Stays silent when: either detail is found on the other side too; the reference tells another story (fewer than five
        claims, or on average less than 43 % of each told there); the claim is a supposition; a date to come was told in
        a text of more than a fortnight before or after (within it: a suspicion); what comes back lies more than a
        fortnight apart; a toll has grown; a figure is published anew every quarter; a place may lie within the other;
        the claim has three details of its own and more, which is background; it tells of somebody whom the sentence of
        the reference does not name, of "another" or "two others"; a director or chair may be that of another house.
    Example: "the bridge was opened on 11 May", where the reference opens it on 18 May and nothing happens on 11 May.
    """
    retold = case.evidence.retold
    modality = case.proposition.modality
    if retold is None or modality in {Modality.POSSIBLE, Modality.HYPOTHETICAL}:
        return
    piece = retold.piece(case.claim)
    if piece is None:
        return
    if case.proposition.kind is ClaimKind.OFFICE:
        yield from _bearer(case, retold)
        return
    kin = retold.kin(case.context.claims)
    if not kin or brings_much(piece, retold):
        yield from _support(case, piece, retold)
        return
    found = [
        finding
        for finding in (
            _date(case, piece, retold, kin),
            _amount(case, piece, retold, kin),
            _place(case, piece, retold, kin),
            _person(case, piece, retold, kin),
            _verb(opposite(case, piece, retold, kin) or denied(case, piece, retold, kin)),
        )
        if finding is not None
    ]
    odd = None if found else replaced(case, piece, retold, kin)
    if odd is not None:
        found.append(
            _finding(odd.source, _printed(odd.claimed), _printed(odd.recorded), odd.claimed.sort, refutes=odd.sure)
        )
    if found and modality in UNREAL and "another date" in found[0].detail:
        yield from _planned(case, piece, found[0])
    elif found:
        yield from found
    else:
        yield from _support(case, piece, retold)


def _planned(case: Case, piece: Piece, finding: Finding) -> Iterator[Finding]:
    """Another date in a sentence about what is to come; such a date may have been moved in the meantime."""
    published = case.context.published
    told = [fact.provenance.published_on for fact in finding.facts]
    if published is None:
        return
    ends = [date.time.interval.end for date in piece.dates if date.time.interval is not None]
    if all(end is not None and end <= published for end in ends):
        yield finding
    elif any(day is not None and abs((published - day).days) <= _FORTNIGHT for day in told):
        yield replace(finding, bearing=Bearing.DISTORTS)


def _date(case: Case, piece: Piece, retold: Retold, kin: frozenset[str]) -> Finding | None:
    for date in piece.dates:
        if not comparable(date.time) or retold.dated(date.time):
            continue
        since = _since(date, retold.article[case.claim.sentence])
        for one in tellers(case, piece, date.time.span, retold, kin, _SAME_SINCE if since else SURELY_SAME):
            if any(uncertain(other.time) for other in one.source.passage.dates):
                continue
            others = [
                other
                for other in one.source.passage.dates
                if comparable(other.time)
                and since is _since(other, one.source.passage)
                and not same_time(date.time, other.time)
                and not retold.told(other.time)
                and alike_in_form(date.time, other.time)
                and (since or _once(piece, one) or _one_season(date, other))
                and not (recurring(piece) and _later(date, one.source))
            ]
            if others:
                firm = not recurring(piece) or case.proposition.scope is not None
                return _finding(one.source, phrases.date(date.time), phrases.date(others[0].time), "date", refutes=firm)
    return None


def _once(piece: Piece, one: Likeness) -> bool:
    """Whether both tell the same act of a kind that happens once, or agree in nearly all else."""
    acts = piece.predicates & one.source.concepts - RECURRING
    return bool(acts) or not piece.predicates or (one.share >= _ALL_BUT_THE_ACT and not recurring(piece))


def _one_season(date: Dated, other: Dated) -> bool:
    """Whether two dates lie within a fortnight: what comes back (a visit, a victory) is then one occasion."""
    if date.time.interval is None or other.time.interval is None:
        return False
    days = gap_days(date.time.interval, other.time.interval)
    return days is not None and days <= _FORTNIGHT


def _later(date: Dated, source: Source) -> bool:
    """Whether a date lies after the reference was published: of that it cannot have told."""
    start, published = date.time.interval.start if date.time.interval else None, source.provenance.published_on
    return start is not None and published is not None and start > published


def _since(date: Dated, passage: Passage) -> bool:
    """Whether a date begins a stretch: "since 1961", "since the old king came in 1961"."""
    before = passage.text[: date.time.span.start - passage.span.start]
    return " since " in before[-_SINCE_REACH:]


def _amount(case: Case, piece: Piece, retold: Retold, kin: frozenset[str]) -> Finding | None:
    for amount in piece.amounts:
        if retold.counted(amount):
            continue
        for one in tellers(case, piece, amount.span, retold, kin, _SAME_COUNT):
            others = [
                other
                for other in one.source.passage.amounts
                if same_unit(amount.quantity, other.quantity)
                and not agree(amount.quantity, other.quantity)
                and not retold.counts(other)
            ]
            if one.share < SURELY_SAME and new_names(piece, amount.span, retold):
                continue
            counts = (amount.quantity, others[0].quantity) if others else None
            if counts is not None and not again(piece, one) and not grown(Toll(case, piece, amount.span, counts), one):
                exact = amount.quantity.bound is others[0].quantity.bound is Bound.EQUAL
                told, known = (phrases.amount(a.quantity.value, a.quantity.unit) for a in (amount, others[0]))
                return _finding(one.source, told, known, "number", refutes=exact)
    return None


def _place(case: Case, piece: Piece, retold: Retold, kin: frozenset[str]) -> Finding | None:
    for named in piece.names:
        if not _locates(named) or _known(named, retold):
            continue
        for one in tellers(case, piece, named.span, retold, kin):
            others = [other for other in one.source.passage.names if _other_place(named, other, retold)]
            if others:
                sure = disjoint_places(named.entity, others[0].entity) or not compatible_places(
                    named.entity, others[0].entity
                )
                firm = sure and not recurring(piece)
                return _finding(one.source, named.entity.name, others[0].entity.name, "place", refutes=firm)
    return None


def _locates(named: Named) -> bool:
    """Whether a name says where: a place, or a station, an airport, a hall after a preposition of place."""
    return named.preposition in _LOCAL and named.entity.type is not EntityType.PERSON


def _other_place(named: Named, other: Named, retold: Retold) -> bool:
    """Whether a name of the reference is a place of the same sort that the article does not speak of."""
    if not _locates(other) or retold.names(other.entity):
        return False
    one, two = named.entity, other.entity
    if one.type not in _PLACES or two.type not in _PLACES:
        return one.name.split()[-1] == two.name.split()[-1]
    return one.type is two.type and not place_within(one, two) and not place_within(two, one)


def _person(case: Case, piece: Piece, retold: Retold, kin: frozenset[str]) -> Finding | None:
    """Another person in the same place of the same sentence, both with full names."""
    for named in piece.names:
        if named.entity.type is not EntityType.PERSON or not full_name(named.entity):
            continue
        if retold.named(named.entity):
            continue
        for one in tellers(case, piece, named.span, retold, kin, anyone=True):
            others = [
                other
                for other in one.source.passage.names
                if other.entity.type is EntityType.PERSON and not retold.names(other.entity)
            ]
            if others:
                return _finding(one.source, named.entity.name, others[0].entity.name, "name", refutes=False)
    return None


def _known(named: Named, retold: Retold) -> bool:
    """Whether the references speak of the place, or of one within it."""
    if retold.named(named.entity):
        return True
    return any(
        other.entity.type in _PLACES
        and (
            place_within(other.entity, named.entity)
            or (named.entity.type is EntityType.COUNTRY and country_of(other.entity) == country_of(named.entity))
        )
        for source in retold.sources
        for other in source.passage.names
    )


def _verb(turned: Turned | None) -> Finding | None:
    if turned is None:
        return None
    return _finding(turned.source, turned.claimed, turned.recorded, "word", refutes=False)


def _bearer(case: Case, retold: Retold) -> Iterator[Finding]:
    found = other_bearer(case, retold)
    held = case.proposition.office
    if found is None or held is None:
        return
    if found.agrees:
        yield _supporting(case, found.source)
    else:
        yield _finding(found.source, held.person.name, found.person.name, "name", refutes=found.sure)


def _support(case: Case, piece: Piece, retold: Retold) -> Iterator[Finding]:
    article = retold.article[case.claim.sentence]
    for one in retold.alike(piece):
        if len(one.common) >= _FEWEST and backs(piece, article, (one.source,), one.share):
            yield _supporting(case, one.source)
            return


def _supporting(case: Case, source: Source) -> Finding:
    return Finding(
        "retelling",
        Bearing.SUPPORTS,
        Against.FACT,
        phrases.sentence(f"A reference tells the same ({phrases.source(_fact(source))})"),
        case.claim.statement,
        source.passage.text,
        (_fact(source),),
        strength=0.8,
    )


def _finding(source: Source, claimed: str, recorded: str, what: str, *, refutes: bool) -> Finding:
    fact = _fact(source)
    return Finding(
        "retelling",
        Bearing.REFUTES if refutes else Bearing.DISTORTS,
        Against.FACT,
        phrases.sentence(
            f"A reference tells the same with another {what}: {recorded}, not {claimed} ({phrases.source(fact)})"
        ),
        claimed,
        recorded,
        (fact,),
        strength=0.85,
        suggestion=Suggestion(
            phrases.sentence(f"The reference has {recorded}"),
            would_hold=phrases.would_agree(f"the {what} were {recorded}"),
        ),
    )


def _printed(detail: Detail) -> str:
    value = detail.value
    if isinstance(value, TimeExpression):
        return phrases.date(value)
    return phrases.amount(value.value, value.unit) if isinstance(value, Quantity) else detail.words


def _fact(source: Source) -> Fact:
    return Fact(
        id=f"{SENTENCE}{source.provenance.locator}",
        proposition=Proposition(kind=ClaimKind.EVENT, predicate="say"),
        valid=ValidTime(),
        status=FactStatus.GIVEN,
        provenance=source.provenance,
    )
