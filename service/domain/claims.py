"""What a text says: propositions about named things at a time, and the claims that make them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from service.domain.text import Span
    from service.domain.time import ClaimTime, Interval


class EntityType(StrEnum):
    """Kinds of named things. A government is written as its country where it acts ("London refused")."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    COUNTRY = "country"
    EVENT = "event"
    THING = "thing"


@dataclass(frozen=True, slots=True)
class Entity:
    """A named thing as one text means it.

    `name` is its fullest form ("Jens Stoltenberg", "United Kingdom", "Oslo"). `key` is the index under
    which ledgers find it, `type:` followed by: the folded surname for a person (`person:stoltenberg`, see
    `names.surname_key`), the ISO 3166 code for a country (`country:GB`), code and folded name for a place
    inside one (`place:RU/moscow`, `place:/atlantis` where the country is not known), the folded name for
    the rest (`organisation:nato`, `event:winter olympics`). Persons with one key may be namesakes:
    `names.compatible` decides on the full names. `country` is the ISO code that an entity belongs to. `id` is
    the ledger's own id of the entity, where it has been found out which one is meant; it is no part of what a text
    says, so that entities are equal with and without it, and it is never stored with a statement.
    """

    name: str
    type: EntityType
    key: str
    country: str | None = None
    id: str | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of text that names an entity; `alternatives` are other entities it could mean."""

    span: Span
    text: str
    entity: Entity
    alternatives: tuple[Entity, ...] = ()
    confidence: float = 1.0


class ClaimKind(StrEnum):
    """What sort of statement a claim is."""

    EVENT = "event"
    STATE = "state"
    OFFICE = "office"
    ATTRIBUTE = "attribute"
    SUPERLATIVE = "superlative"
    DURATION = "duration"
    NUMBER = "number"
    QUOTE = "quote"
    METADATA = "metadata"


class Polarity(StrEnum):
    """Affirmed or negated."""

    AFFIRM = "affirm"
    NEGATE = "negate"


class Modality(StrEnum):
    """How the text puts it forward. reported/quoted belong to `attributed_to`."""

    ASSERTED = "asserted"
    REPORTED = "reported"
    QUOTED = "quoted"
    PLANNED = "planned"
    POSSIBLE = "possible"
    HYPOTHETICAL = "hypothetical"


class OfficeStatus(StrEnum):
    """How the text qualifies a title: former and future titles are not tenure at the claim's time."""

    CURRENT = "current"
    FORMER = "former"
    THEN = "then"
    ACTING = "acting"
    ELECT = "elect"


@dataclass(frozen=True, slots=True)
class OfficeHeld:
    """A person bearing a title.

    `role` is the normalised title (`prime-minister`, `foreign-minister`, `ambassador-to-GB`; see
    `offices.role_of`), `jurisdiction` an ISO code or a body (`EU`, `NATO`, `UN`, `IOC`), None where the
    text does not say and nothing implies it. `at_writing` is True where the title stands before a name
    in a sentence about an older event, so that it may be the title of the time of writing.
    """

    person: Entity
    title: str
    role: str
    jurisdiction: str | None = None
    status: OfficeStatus = OfficeStatus.CURRENT
    at_writing: bool = False


class Bound(StrEnum):
    """How a number is meant."""

    EQUAL = "eq"
    ABOUT = "about"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    MORE_THAN = "more_than"
    LESS_THAN = "less_than"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, e.g. 23 / "diplomats" / eq; nought has no sign, for not every database keeps one."""

    value: float
    unit: str
    bound: Bound = Bound.EQUAL

    def __post_init__(self) -> None:
        if not self.value:
            object.__setattr__(self, "value", abs(self.value))


class Mark(StrEnum):
    """Superlatives over time that can be refuted by one event."""

    FIRST = "first"
    LAST = "last"
    NEVER = "never"
    NOT_SINCE = "not_since"
    RECORD = "record"


@dataclass(frozen=True, slots=True)
class Scope:
    """What a first/last/never/since claim ranges over.

    "Mr Lange's tour will be the first by any Danish leader since 1998": mark first, event `visit`,
    gap [2005-.., trip). `gap` is the stretch of time in which, according to the claim, nothing of the kind
    (the proposition's predicate with its subject class, object and place) happened.
    `subject_class` is a role or class that any actor of the kind satisfies ("Danish leader" ->
    `leader:DK`; "a Danish minister" -> `politician:DK`), None where the subject itself counts.
    """

    mark: Mark
    gap: Interval
    subject_class: str | None = None
    object_class: str | None = None


@dataclass(frozen=True, slots=True)
class Proposition:
    """Who did what to whom, where and when.

    `predicate` is a lemma or one of the typed relations that rules know: `hold_office`, `visit` (subject
    travels to object/place, a country or place), `meet` (symmetric), `die`, `kill` (object dies), `born`,
    `appoint`, `resign`, `elect`, `agree`, `sign`, `announce`, `say`, `accuse`, `expel`, `take_place` (an event is
    held, opens), `suspend`, `refuse`. Others are the verb's lemma. `host` is set for visits where the text names who
    received the visitor. `others` are further participants. `words` are the content lemmas of the
    clause, for loose comparison only.
    """

    kind: ClaimKind
    predicate: str
    subject: Entity | None = None
    object: Entity | None = None
    place: Entity | None = None
    host: Entity | None = None
    others: tuple[Entity, ...] = ()
    time: ClaimTime | None = None
    polarity: Polarity = Polarity.AFFIRM
    modality: Modality = Modality.ASSERTED
    attributed_to: Entity | None = None
    office: OfficeHeld | None = None
    number: Quantity | None = None
    scope: Scope | None = None
    quotation: str | None = None
    words: frozenset[str] = frozenset()

    @property
    def participants(self) -> tuple[Entity, ...]:
        """Everyone and everything named, in the order subject, object, host, others, place."""
        named = (self.subject, self.object, self.host, *self.others, self.place)
        return tuple(dict.fromkeys(entity for entity in named if entity))


@dataclass(frozen=True, slots=True)
class Claim:
    """A proposition where a text makes it.

    `span` lies inside sentence number `sentence`. `statement` is the claim as a sentence that stands alone
    (names resolved, date absolute). `checkable` is False for opinion, forecast and hypothetical.
    `claim_key` is a digest of what is claimed, not of where: equal under edits elsewhere.
    `event_key` is shared by claims of one text that speak of the same event (counted once in the score).
    `central` is True for what headline and standfirst tell.
    """

    id: str
    span: Span
    sentence: int
    proposition: Proposition
    statement: str
    claim_key: str
    event_key: str = ""
    checkable: bool = True
    central: bool = False
    segment: str | None = None
    extractor: str = ""
    confidence: float = 1.0
