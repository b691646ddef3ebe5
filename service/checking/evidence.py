"""What the ledger holds about the things an article names: fetched once per article, then looked up.

Four look-ups at most: entities, offices, tenures (twice where a title's country had to be found out
from its bearer), statements.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from service.checking import asking
from service.checking.apart import Apart
from service.checking.asking import EMBASSY, LEADING_ROLES
from service.checking.echoes import Echoes
from service.checking.matching import actor, country_of, same
from service.checking.namesakes import Namesakes
from service.checking.retrieval import Sentences
from service.domain.acts import group_of
from service.domain.claims import EntityType
from service.domain.deadline import Deadline
from service.domain.keys import asked_keys
from service.domain.offices import equivalents

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime

    from service.checking.comparing import Learned
    from service.checking.retelling import Retold
    from service.domain.claims import Claim, Entity, OfficeHeld, Proposition
    from service.domain.facts import Fact, KnownEntity, Ledger, Office
    from service.domain.text import Document
    from service.domain.time import Interval

SPEAKING_ROLES = frozenset({"spokesman"})
"""Titles of those who speak for someone; whose office it is follows from the one they speak for."""

_BY_NATURE_SINGLE = frozenset(
    {*LEADING_ROLES, "foreign-minister", "foreign-secretary", "secretary-general", "king", "queen", "pope"}
)
_NEVER_TOGETHER = frozenset({"president", "prime-minister"})
_ONCE_IN_A_LIFE = frozenset({"death", "birth"})
_SIGHTING_DAYS = 2


@dataclass(frozen=True, slots=True)
class Term:
    """One recorded tenure, or a sighting: a text that shows the person with the title on a day.

    A sighting says nothing about when the tenure began or ended: it is possible on the days it is of, and sure
    where that is one day or two.
    """

    fact: Fact
    person: Entity
    held: OfficeHeld
    keys: frozenset[str]
    sighting: bool
    possible: Interval
    sure: Interval | None


@dataclass(slots=True)
class Evidence:
    """Everything fetched for one article, indexed; what was looked up once is remembered.

    `aside` are the ids of the facts that were kept from the rules, with the reason; `echoes` knows which facts were
    read from copies of the article's own sentences.
    """

    offices: tuple[Office, ...] = ()
    terms: tuple[Term, ...] = ()
    known: tuple[KnownEntity, ...] = ()
    statements: tuple[Fact, ...] = ()
    disputed: tuple[Fact, ...] = ()
    horizon: Mapping[str, date] = field(default_factory=dict)
    aside: Mapping[str, str] = field(default_factory=dict)
    echoes: Echoes = field(default_factory=Echoes)
    sentences: Sentences = field(default_factory=Sentences)
    namesakes: Namesakes = field(default_factory=Namesakes)
    retold: Retold | None = None
    deadline: Deadline = field(default_factory=Deadline)
    learned: Learned | None = None
    _terms_of: dict[str, list[Term]] = field(default_factory=dict)
    _terms_in: dict[str, list[Term]] = field(default_factory=dict)
    _by_actor: dict[tuple[str, str], list[Fact]] = field(default_factory=dict)
    _by_part: dict[tuple[str, str], list[Fact]] = field(default_factory=dict)
    _by_group: dict[str, list[Fact]] = field(default_factory=dict)
    _quoting: list[Fact] = field(default_factory=list)
    _terms_by_name: dict[tuple[str, str | None], list[Term]] = field(default_factory=dict)
    _keys_by_title: dict[tuple[str, str], frozenset[str]] = field(default_factory=dict)

    def index(self) -> None:
        """Build the indexes; called once."""
        for term in self.terms:
            for name in _filed(term.person):
                self._terms_of.setdefault(name, []).append(term)
            for key in sorted(term.keys):
                self._terms_in.setdefault(key, []).append(term)
        held = {fact.id for fact in self.statements}
        self._quoting = [f for f in self.sentences.facts if f.proposition.quotation and f.id not in held]
        for fact in self.statements:
            group = group_of(fact.proposition.predicate)
            self._by_group.setdefault(group, []).append(fact)
            if fact.proposition.quotation:
                self._quoting.append(fact)
            subject = actor(fact.proposition)
            for name in _filed(subject) if subject is not None else ():
                self._by_actor.setdefault((group, name), []).append(fact)
            for key in _part_keys(fact.proposition):
                self._by_part.setdefault((group, key), []).append(fact)

    def terms_of(self, person: Entity) -> list[Term]:
        """Tenures and sightings of a person, namesakes of other given names left out."""
        asked = person.name, person.id
        found = self._terms_by_name.get(asked)
        if found is None:
            near = {term.fact.id: term for name in _filed(person) for term in self._terms_of.get(name, [])}
            found = self._terms_by_name[asked] = [term for term in near.values() if same(term.person, person)]
        return found

    def terms_in(self, keys: Iterable[str]) -> list[Term]:
        """Tenures and sightings in any of these offices, each once."""
        wanted = tuple(sorted(keys))
        if len(wanted) == 1:
            return self._terms_in.get(wanted[0], [])
        found = [term for key in wanted for term in self._terms_in.get(key, [])]
        return list({term.fact.id: term for term in found}.values())

    def with_actor(self, group: str, who: Entity | None) -> list[Fact]:
        """Statements of a group of predicates that are about `who`."""
        if who is None:
            return []
        near = {fact.id: fact for name in _filed(who) for fact in self._by_actor.get((group, name), [])}
        return [fact for fact in near.values() if same(actor(fact.proposition), who)]

    def with_part(self, group: str, who: Entity | None) -> list[Fact]:
        """Statements of a group in which something under the index key of `who` takes part."""
        if who is None:
            return []
        if who.id is None:
            return self._by_part.get((group, who.key), [])
        return [*{fact.id: fact for name in _filed(who) for fact in self._by_part.get((group, name), [])}.values()]

    def of_group(self, group: str) -> list[Fact]:
        """All statements of a group of predicates."""
        return self._by_group.get(group, [])

    def quoting(self) -> list[Fact]:
        """Statements that hold quoted words."""
        return self._quoting

    def office_keys(self, role: str, jurisdiction: str) -> frozenset[str]:
        """The keys of the offices a title can mean in a jurisdiction."""
        keys = self._keys_by_title.get((role, jurisdiction))
        if keys is None:
            keys = self._keys_by_title[role, jurisdiction] = _office_keys(self.offices, role, jurisdiction)
        return keys

    def office(self, key: str) -> Office | None:
        """The office with this key, if recorded."""
        return next((office for office in self.offices if office.key == key), None)

    def single(self, key: str) -> bool:
        """Whether one person at a time holds the office."""
        office = self.office(key)
        role = key.partition(":")[2]
        return office.single if office else role in _BY_NATURE_SINGLE or role.startswith(EMBASSY)

    def excluded_by(self, key: str) -> frozenset[str]:
        """Offices that nobody holds together with this one."""
        office = self.office(key)
        jurisdiction, _, role = key.partition(":")
        others = {f"{jurisdiction}:{other}" for other in _NEVER_TOGETHER - {role}} if role in _NEVER_TOGETHER else set()
        return (office.excludes if office else frozenset()) | others

    def in_dispute(self, claim: Claim, when: Interval | None) -> bool:
        """Whether a contested fact may tell of the very happening that is claimed for `when`.

        It is of the claim's kind, somebody takes part in both, and it may have been at that time, or somebody or
        something else takes part in both. Nobody is born or dies twice.
        """
        group = group_of(claim.proposition.predicate)
        near = (fact for fact in self.disputed if group_of(fact.proposition.predicate) == group)
        return any(
            common > 1
            or (when is not None and when.overlaps(fact.valid.possible))
            or (group in _ONCE_IN_A_LIFE and same(actor(fact.proposition), actor(claim.proposition)))
            for fact in near
            if (common := _in_common(claim.proposition, fact.proposition))
        )

    def life(self, person: Entity) -> list[KnownEntity]:
        """Entries of the ledger that can be this person."""
        return [entry for entry in self.known if same(entry.entity, person)]


def _in_common(claimed: Proposition, recorded: Proposition) -> int:
    """How many of those who take part in a claim take part in a recorded statement, too; an office counts as one."""
    named = sum(any(same(one, other) for other in recorded.participants) for one in claimed.participants)
    held, known = claimed.office, recorded.office
    return named + (named > 0 and held is not None and known is not None and held.role == known.role)


def _office_keys(offices: Iterable[Office], role: str, jurisdiction: str) -> frozenset[str]:
    wanted = equivalents(role, jurisdiction)
    keys = {
        office.key
        for office in offices
        if office.jurisdiction == jurisdiction and not wanted.isdisjoint((office.role, *office.roles))
    }
    return frozenset(keys or {f"{jurisdiction}:{role}"})


def _part_keys(proposition: Proposition) -> list[str]:
    """The index keys of all who take part, and the ids of those who have been made out, each once."""
    named = (proposition.subject, proposition.object, proposition.host, proposition.place, *proposition.others)
    return list(dict.fromkeys(name for entity in named if entity is not None for name in _filed(entity)))


def _filed(entity: Entity) -> tuple[str, ...]:
    """Under what is found here what an entity takes part in: its index key and, where it has been made out, its id."""
    return (entity.key,) if entity.id is None else (entity.key, f"id {entity.id}")


def principal(proposition: Proposition) -> Entity | None:
    """The person for whom a spokesman speaks, where the claim names one."""
    held = proposition.office
    if held is None:
        return None
    named = (proposition.object, *proposition.others)
    return next((e for e in named if e and e.type is EntityType.PERSON and e != held.person), None)


def _term(fact: Fact, evidence: Evidence, homes: dict[tuple[str, str], str]) -> Term | None:
    held = fact.proposition.office
    if held is None:
        return None
    home = held.jurisdiction or homes.get((held.person.key, held.role)) or held.person.country
    keys = evidence.office_keys(held.role, home) if home else frozenset[str]()
    time, valid = fact.proposition.time, fact.valid
    if fact.lasting:
        return Term(fact, held.person, held, keys, sighting=False, possible=valid.possible, sure=valid.sure)
    sure = valid.sure
    exact = sure if sure is not None and sure.days is not None and sure.days <= _SIGHTING_DAYS else None
    seen = time.interval if time is not None else valid.possible
    return Term(fact, held.person, held, keys, sighting=True, possible=seen, sure=exact)


def gather(
    claims: Sequence[Claim],
    ledger: Ledger,
    known_at: datetime | None,
    own: Sequence[Fact],
    document: Document,
) -> Evidence:
    """Fetch what bears on `claims`, made in `document`; `own` are the article's own statements as facts."""
    apart = Apart(ledger, document, known_at)
    named = {entity.key: entity for claim in claims for entity in claim.proposition.participants}
    for claim in claims:
        if claim.proposition.office is not None:
            named.setdefault(claim.proposition.office.person.key, claim.proposition.office.person)
    everybody = [entity for claim in claims for entity in asking.named(claim.proposition)]
    keys = sorted({key for entity in everybody for key in asked_keys(entity)})
    people = sorted({key for one in everybody if one.type is EntityType.PERSON for key in asked_keys(one)})
    roles = asking.roles(claims)
    offices = ledger.offices(sorted(roles), known_at) if roles else ()
    countries = {code for entity in named.values() if (code := country_of(entity))} | asking.class_countries(claims)
    titles_held = [claim.proposition.office for claim in claims]
    countries |= {held.jurisdiction for held in titles_held if held and held.jurisdiction}
    wanted = asking.meant(claims, offices) | asking.named_offices(claims)
    about = asking.title_probes(claims, wanted, document.published_on)
    asked_for = bool(people or wanted)
    occupancies = apart.others(ledger.tenures(people, sorted(wanted), known_at, probes=about)) if asked_for else ()
    tenures = {fact.id: fact for fact in occupancies}
    asked = sorted({*keys, *asking.seen(claims, tenures.values(), document.published_on)})
    told = apart.others(ledger.statements(asked, known_at, probes=asking.probes(claims))) if keys else ()
    statements = tuple(fact for fact in told if not fact.contested)
    disputed = [fact for fact in (*tenures.values(), *told) if fact.contested]
    tenures = {name: fact for name, fact in tenures.items() if not fact.contested}
    missing = asking.found_out(claims, offices, tuple(tenures.values())) | asking.embassies(claims, tenures.values())
    missing -= wanted
    strangers = asking.strangers(claims, statements, document.published_on)
    further_people = sorted({key for probe in strangers for key in probe.keys} - set(people))
    if missing or strangers:
        probes = {*strangers, *asking.title_probes(claims, missing, document.published_on)}
        further = apart.others(ledger.tenures(further_people, sorted(missing), known_at, probes=probes))
        tenures.update((fact.id, fact) for fact in further if not fact.contested)
        disputed += [fact for fact in further if fact.contested]
    topics = asking.reaches({*wanted, *missing}, countries | {key.partition(":")[0] for key in missing})
    titles: dict[tuple[str, str], str] = {}
    for fact in sorted(tenures.values(), key=lambda f: f.id):
        held = fact.proposition.office
        if held is not None and held.jurisdiction is not None:
            titles.setdefault((held.person.key, held.role), held.jurisdiction)
    evidence = Evidence(
        offices=offices,
        known=ledger.entities(keys, known_at) if keys else (),
        statements=(*statements, *own),
        disputed=tuple(disputed),
        horizon=ledger.horizon(topics, known_at),
        aside=apart.aside,
    )
    terms = (_term(fact, evidence, titles) for _, fact in sorted(tenures.items()))
    evidence.terms = tuple(term for term in terms if term is not None)
    evidence.sentences = Sentences.like(claims, apart)
    evidence.index()
    return evidence
