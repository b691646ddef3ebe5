"""Claims, facts and ledgers made up for tests of checking: invented people, invented countries' stories."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from service.checking import judge
from service.domain.claims import Claim, ClaimKind, Entity, EntityType, OfficeHeld, Proposition
from service.domain.facts import Fact, FactStatus, Office, Provenance, Revision
from service.domain.keys import filed_keys
from service.domain.names import person
from service.domain.text import Document, Span
from service.domain.time import (
    ClaimTime,
    Extent,
    Granularity,
    Interval,
    TimeBasis,
    TimeExpression,
    TimexType,
    ValidTime,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from service.checking import Judgement
    from service.domain.facts import KnownEntity, Probe, Told, Wanted
    from service.domain.verdicts import Verdict

BRITAIN = Entity("United Kingdom", EntityType.COUNTRY, "country:GB", "GB")
RUSSIA = Entity("Russia", EntityType.COUNTRY, "country:RU", "RU")
LONDON = Entity("London", EntityType.PLACE, "place:GB/london", "GB")
MOSCOW = Entity("Moscow", EntityType.PLACE, "place:RU/moscow", "RU")
PETERSBURG = Entity("Saint Petersburg", EntityType.PLACE, "place:RU/saint petersburg", "RU")

_SPAN = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


def on(text: str) -> Interval:
    """The year, month or day that `2011`, `2011-09` or `2011-09-12` denotes."""
    match = _SPAN.fullmatch(text)
    assert match is not None
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    if month is None:
        return Interval(date(year, 1, 1), date(year + 1, 1, 1))
    if day is None:
        return Interval(date(year, month, 1), (date(year, month, 1) + timedelta(31)).replace(day=1))
    return Interval.on(date(year, month, day))


def when(text: str, basis: TimeBasis = TimeBasis.STATED, *, extent: Extent = Extent.WITHIN) -> ClaimTime:
    """A claim's time, stated by an explicit calendar expression unless another basis is given."""
    interval = on(text)
    grain = {4: Granularity.YEAR, 7: Granularity.MONTH, 10: Granularity.DAY}[len(text)]
    expression = None
    if basis is TimeBasis.STATED:
        expression = TimeExpression(
            f"t-{text}", Span(0, 4), text, TimexType.DATE, text, interval=interval, granularity=grain, anchor="explicit"
        )
    return ClaimTime(interval, grain, basis=basis, extent=extent, expression=expression)


def event(
    predicate: str,
    subject: Entity | None = None,
    object_: Entity | None = None,
    *,
    time: str | ClaimTime | None = None,
    place: Entity | None = None,
    others: tuple[Entity, ...] = (),
    **more: object,
) -> Proposition:
    """An event; a time given as text is stated in the claim's own words."""
    stated = when(time) if isinstance(time, str) else time
    return Proposition(
        ClaimKind.EVENT,
        predicate,
        subject,
        object_,
        place,
        others=others,
        time=stated,
        **more,  # type: ignore[arg-type]  # any field of the value, by keyword
    )


def title(
    name: str, words: str, role: str, country: str | None = None, time: str | ClaimTime | None = None, **more: object
) -> Proposition:
    """A person bearing a title; without a time it is that of the article."""
    holder = person(name)
    stated = when(time, extent=Extent.AS_OF) if isinstance(time, str) else time
    held = OfficeHeld(holder, words, role, country, **more)  # type: ignore[arg-type]  # any field of the value, by keyword
    return Proposition(ClaimKind.OFFICE, "hold_office", subject=holder, time=stated, office=held)


def sentence_of(proposition: Proposition) -> str:
    """A sentence that names all who take part."""
    named = [entity.name for entity in proposition.participants]
    return f"{' and '.join(named) or 'It'} {proposition.predicate}."


def claims(*propositions: Proposition, sentences: Sequence[int] = (), texts: Sequence[str] = ()) -> list[Claim]:
    """Claims in the order given, one sentence each unless said otherwise; one after the other."""
    made, start = [], 0
    for number, proposition in enumerate(propositions):
        words = texts[number] if number < len(texts) else sentence_of(proposition)
        made.append(
            Claim(
                f"c{number + 1:02d}",
                Span(start, start + len(words)),
                sentences[number] if sentences else number,
                proposition,
                words,
                f"key{number}",
                event_key=f"event{number}",
            )
        )
        start += len(words) + 1
    return made


def fact(
    proposition: Proposition,
    status: FactStatus = FactStatus.GIVEN,
    *,
    valid: Interval | None = None,
    source: str = "example.org",
    published: str | None = None,
    quote: str = "",
) -> Fact:
    """A fact whose valid time is that of its proposition unless given."""
    interval = valid or (proposition.time.interval if proposition.time else Interval())
    known = ValidTime.exactly(interval)
    where = Provenance(
        source,
        f"{source}/article",
        published_on=date.fromisoformat(published) if published else None,
        sha256=source,
        publisher=source,
        quote=quote,
    )
    digest = f"{source}:{proposition.predicate}:{proposition.subject and proposition.subject.name}:{interval}"
    return Fact(digest, proposition, known, status, where)


def term(name: str, office: str, start: str | None, end: str | None, status: FactStatus = FactStatus.OFFICIAL) -> Fact:
    """A tenure of a table: `JURISDICTION:role` held in `[start, end)`."""
    country, _, role = office.partition(":")
    holder = person(name, country)
    held = OfficeHeld(holder, role.replace("-", " ").title(), role, country)
    tenure = Interval(date.fromisoformat(start) if start else None, date.fromisoformat(end) if end else None)
    return fact(
        Proposition(ClaimKind.OFFICE, "hold_office", subject=holder, office=held),
        status,
        valid=tenure,
        source="Register",
    )


class Shelf:
    """A ledger of given facts; `calls` counts the look-ups."""

    def __init__(
        self, facts: Iterable[Fact] = (), offices: Iterable[Office] = (), entities: Iterable[KnownEntity] = ()
    ) -> None:
        self.facts = sorted(facts, key=lambda one: one.id)
        self.known_offices = tuple(offices)
        self.known = tuple(entities)
        self.calls = 0

    def revision(self, known_at: datetime | None = None) -> Revision:
        """One revision for ever."""
        return Revision("r1", known_at or datetime(2024, 1, 1, tzinfo=UTC))

    def entities(self, keys: Collection[str], known_at: datetime | None = None) -> tuple[KnownEntity, ...]:
        """Entities under the keys."""
        del known_at
        self.calls += 1
        return tuple(one for one in self.known if one.entity.key in keys)

    def resembling(self, named: Collection[Entity], known_at: datetime | None = None) -> tuple[KnownEntity, ...]:
        """Nobody resembles anybody."""
        del named, known_at
        return ()

    def offices(self, roles: Collection[str], known_at: datetime | None = None) -> tuple[Office, ...]:
        """Offices of these roles."""
        del known_at
        self.calls += 1
        return tuple(one for one in self.known_offices if not {one.role, *one.roles}.isdisjoint(roles))

    def tenures(
        self,
        persons: Collection[str] = (),
        offices: Collection[str] = (),
        known_at: datetime | None = None,
        *,
        probes: Collection[Probe] = (),
    ) -> tuple[Fact, ...]:
        """Occupancies of the persons and of the offices."""
        del known_at, probes
        self.calls += 1
        return tuple(one for one in self.facts if _occupies(one, persons, offices))

    def statements(
        self, keys: Collection[str], known_at: datetime | None = None, *, probes: Collection[Probe] = ()
    ) -> tuple[Fact, ...]:
        """Other facts in which one of the keys takes part."""
        del known_at, probes
        self.calls += 1
        return tuple(
            one
            for one in self.facts
            if one.proposition.office is None and not {e.key for e in one.proposition.participants}.isdisjoint(keys)
        )

    def sentences(self, wanted: Sequence[Wanted], known_at: datetime | None = None) -> tuple[tuple[Told, ...], ...]:
        """No sentence is like any other."""
        del known_at
        return tuple(() for _ in wanted)

    def horizon(self, topics: Collection[str], known_at: datetime | None = None) -> dict[str, date]:
        """Fed on nothing."""
        del topics, known_at
        return {}

    def versions(self, of: Collection[str], known_at: datetime | None = None) -> frozenset[str]:
        """Every document is its only version."""
        del known_at
        return frozenset(of)

    def house(self, source: str, known_at: datetime | None = None) -> str:
        """Every source is its own house."""
        del known_at
        return source


def _occupies(one: Fact, persons: Collection[str], offices: Collection[str]) -> bool:
    held = one.proposition.office
    if held is None:
        return False
    return not set(persons).isdisjoint(filed_keys(held.person)) or f"{held.jurisdiction}:{held.role}" in offices


def document(texts: Sequence[str] = (), published: str | None = None) -> Document:
    """A document of these sentences."""
    text = " ".join(texts) or "It was so."
    return Document(text, text, (), "0" * 64, date.fromisoformat(published) if published else None)


def judged(
    made: Sequence[Claim], shelf: Shelf, published: str | None = None, texts: Sequence[str] = (), **more: object
) -> Judgement:
    """A judgement of these claims in an article of these sentences, or of those that the claims stand for."""
    text = texts or [claim.statement for claim in made]
    return judge(made, document=document(text, published), ledger=shelf, **more)  # type: ignore[arg-type]  # any field of the value, by keyword


def verdict_on(
    proposition: Proposition,
    *facts: Fact,
    published: str | None = None,
    offices: Iterable[Office] = (),
    words: str = "",
) -> Verdict:
    """The verdict on a lone claim."""
    shelf = Shelf(facts, offices)
    texts = (words or sentence_of(proposition),)
    return judged(claims(proposition, texts=texts), shelf, published, texts).verdicts[0]
