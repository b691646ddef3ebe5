"""An invented world of any size, for measuring how a ledger grows: people, offices, terms, articles, statements.

Everything follows from a number: the same unit of the world is the same on every machine, so that it is written as a
stream and never held. What is skewed in the news is skewed here: few people, countries, sources and verbs make most
of the statements (Zipf), few surnames are borne by most people, sentences of agencies stand in several articles, and
the number of people grows more slowly than that of statements. The mixture of verbs, the share of titles, the parts
that take part and the length of sentences and of a statement's body follow what the reader makes of news
(a test holds both beside each other).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from hashlib import sha256
from importlib.resources import files
from random import Random
from typing import TYPE_CHECKING, Final

from service.domain.claims import (
    ClaimKind,
    Entity,
    EntityType,
    Modality,
    OfficeHeld,
    Proposition,
)
from service.domain.copies import origin_of
from service.domain.countries import countries
from service.domain.facts import FactStatus, KnownEntity, Office, Provenance
from service.domain.name_tables import FEMALE_GIVEN, MALE_GIVEN
from service.domain.names import person
from service.domain.text import Document, Span
from service.domain.time import (
    ClaimTime,
    Extent,
    Granularity,
    Interval,
    TimeBasis,
    TimeExpression,
    TimeRelation,
    TimexType,
    ValidTime,
    in_words,
)
from service.ledger import codec
from service.ledger.batch import Batch, Filed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from service.domain.countries import Country
    from service.domain.facts import Fact

TERMS: Final = 3
ARTICLES: Final = 2
PER_ARTICLE: Final = 11
UNIT: Final = TERMS + ARTICLES * PER_ARTICLE
"""Statements of one unit of the world: terms of office, then articles."""

FIRST: Final = date(1990, 1, 1)
DAYS: Final = 13_000
_TERMS_OF_AN_OFFICE: Final = 18
_SURNAMES: Final = 40_000
_SOURCES: Final = 300
_THINGS: Final = 20_000
_COPIED: Final = 0.15
"""Share of sentences that an agency wrote."""
_LEADING: Final = "US GB RU CN FR DE IN UA JP IL IT ES PL TR IR BR CA AU ZA SE NO".split()
_ROLES: Final = (
    "Prime Minister;President;Foreign Minister;Finance Minister;Defence Minister;Interior Minister;Health Minister;"
    "Education Minister;Transport Minister;Justice Minister;Culture Minister;Agriculture Minister;Energy Minister;"
    "Environment Minister;Deputy Prime Minister;Speaker;Chief of Staff;Ambassador to the United Nations"
).split(";")
_VERBS: Final = (
    "visit meet say announce sign agree accuse refuse expel appoint resign elect die kill open suspend take_place "
    "approve pay lose win publish call discuss begin end plan spend build sell buy warn order return leave join reject "
    "launch ban raise cut support condemn demand offer receive send welcome close report vote"
).split()
_WORDS: Final = (
    "accord border budget cabinet ceremony committee company conference council court crisis deal debate delegation "
    "dispute election factory festival flight government harbour hospital inquiry industry investment law line market "
    "match measure ministry museum negotiation official opposition parliament party pipeline plan police port price "
    "programme project protest railway reform region report road sanction school ship speech spring strike summit "
    "summer talks tax team trade treaty tunnel union university village vote war water week winter worker year"
).split()
_ONSETS: Final = "b br d dr f g gr h j k kl l m n p pr r s sh st t tr v w z".split()
_VOWELS: Final = "a e i o u ai ei".split()
_ENDINGS: Final = "ll nd rg n s ck mann son sen ov in ski er es ez ini ault ic".split()


def zipf(u: float, many: int, flat: float) -> int:
    """A rank below `many` for a uniform `u`: the chance falls as 1 / (rank + `flat`), the flatter the larger."""
    return int(flat * ((1 + many / flat) ** u - 1))


def people_at(statements: int) -> int:
    """How many people are named by so many statements: 2,000 by 10,000, 211,000 by 5 million."""
    return max(100, int(2000 * (statements / 10_000) ** 0.75))


@cache
def _vocabulary() -> tuple[str, ...]:
    """The words that the reader knows, in an order of their own."""
    told = (files("service.reading") / "data" / "words.txt").read_text(encoding="utf-8").split()
    return tuple(sorted(told, key=lambda word: sha256(word.encode()).digest()))


def _prose(draw: Random, many: int) -> list[str]:
    """So many words, as rare and as frequent as in a text."""
    return [_vocabulary()[zipf(draw.random(), len(_vocabulary()), 30)] for _ in range(many)]


@cache
def lands() -> tuple[Country, ...]:
    """All countries, those that are most in the news first."""
    known = countries()
    return tuple(known[code] for code in (*_LEADING, *sorted(set(known) - set(_LEADING))))


@lru_cache(maxsize=1 << 16)
def somebody(number: int) -> Entity:
    """Person `number` of the world."""
    draw = Random(f"person {number}")  # noqa: S311 - an invented world needs no secret
    given = sorted(FEMALE_GIVEN if draw.random() < 0.4 else MALE_GIVEN)
    first = given[zipf(draw.random(), len(given), 20)].capitalize()
    land = lands()[zipf(draw.random(), len(lands()), 3)]
    return person(f"{first} {_surname(zipf(draw.random(), _SURNAMES, 20))}", land.code)


@lru_cache(maxsize=1 << 16)
def _surname(rank: int) -> str:
    draw = Random(f"surname {rank}")  # noqa: S311 - an invented world needs no secret
    syllables = "".join(draw.choice(_ONSETS) + draw.choice(_VOWELS) for _ in range(draw.choice((1, 1, 2))))
    return (syllables + draw.choice(_ENDINGS)).capitalize()


def country_entity(land: Country) -> Entity:
    """A country as a text names it."""
    return Entity(land.name, EntityType.COUNTRY, f"country:{land.code}", land.code)


def capital(land: Country) -> Entity:
    """Where its government sits."""
    name = land.capitals[0] if land.capitals else land.name
    return Entity(name, EntityType.PLACE, f"place:{land.code}/{name.casefold()}", land.code)


@lru_cache(maxsize=1 << 15)
def _thing(rank: int) -> Entity:
    draw = Random(f"thing {rank}")  # noqa: S311 - an invented world needs no secret
    if rank % 3 == 0:
        name = f"{_surname(draw.randrange(_SURNAMES))} {draw.choice(_WORDS)}".title()
        return Entity(name, EntityType.ORGANISATION, f"organisation:{name.casefold()}")
    name = draw.choice(_WORDS) if rank < len(_WORDS) else f"{draw.choice(_WORDS)} {draw.choice(_WORDS)}"
    return Entity(name, EntityType.THING, f"thing:{name}")


@dataclass(frozen=True, slots=True)
class World:
    """The world; `seed` makes another one."""

    seed: int = 1

    def batches(self, start: int, stop: int, size: int) -> Iterator[Batch]:
        """The statements from number `start` to `stop` in batches of about `size`, as an import of tables brings them.

        All three are rounded down to whole units of `UNIT` statements.
        """
        step = max(1, size // UNIT)
        units = range(start // UNIT, stop // UNIT)
        for first in range(0, len(units), step):
            yield self._batch(units[first : first + step])

    def articles(self, first: int, count: int) -> Iterator[Batch]:
        """Articles from number `first` on, a batch each, as reading brings them."""
        for number in range(first, first + count):
            facts, filed = self._article(number)
            yield Batch(facts=facts, documents=[filed])

    def _batch(self, units: Sequence[int]) -> Batch:
        facts: list[Fact] = []
        documents: list[Filed] = []
        known: dict[str, KnownEntity] = {}
        offices: dict[str, Office] = {}
        for unit in units:
            facts += [self._term(number, known, offices) for number in range(unit * TERMS, (unit + 1) * TERMS)]
            for number in range(unit * ARTICLES, (unit + 1) * ARTICLES):
                said, filed = self._article(number)
                facts += said
                documents.append(filed)
        return Batch(tuple(facts), tuple(known.values()), tuple(offices.values()), tuple(documents))

    def _draw(self, what: str, number: int) -> Random:
        return Random(f"{self.seed} {what} {number}")  # noqa: S311 - an invented world needs no secret

    def _term(self, number: int, known: dict[str, KnownEntity], offices: dict[str, Office]) -> Fact:
        office, nth = divmod(number, _TERMS_OF_AN_OFFICE)
        post = self._office(office)
        offices[post.key] = post
        draw = self._draw("term", number)
        many = people_at(number * UNIT // TERMS)
        # Whoever is named most holds hardly more offices than others. The people of a country are few among all: some
        # draws for one of its own, then somebody from abroad.
        drawn = [zipf(draw.random(), many, many / 4) for _ in range(12)]
        who = next((one for one in drawn if somebody(one).country == post.jurisdiction), drawn[0])
        holder = somebody(who)
        first, last = holder.name.split(" ", 1)
        known[f"invented:{who}"] = KnownEntity(f"invented:{who}", holder, (f"{first[0]}. {last}",))
        start = date(1950, 1, 1) + timedelta(days=1460 * nth + draw.randrange(-200, 200))
        end = start + timedelta(days=draw.randrange(1200, 1460))
        held = OfficeHeld(holder, post.title, post.role, post.jurisdiction)
        stated = Proposition(ClaimKind.OFFICE, "hold_office", subject=holder, office=held)
        where = Provenance(
            "Register of terms", f"terms.csv#{number}", publisher="Register", licence="CC0-1.0", importer="invented"
        )
        return codec.fact(stated, ValidTime.exactly(Interval(start, end)), FactStatus.OFFICIAL, where)

    def _office(self, number: int) -> Office:
        land, role = divmod(number, len(_ROLES))
        if land < len(lands()):
            title = _ROLES[role]
            country = lands()[land]
        else:  # beyond governments: mayors of towns
            country = lands()[zipf(self._draw("town", number).random(), len(lands()), 3)]
            title = f"Mayor of {_surname(number % _SURNAMES)}"
        slug = title.casefold().replace("the ", "").replace(" ", "-")
        return Office(f"{country.code}:{slug}", title, country.code, slug, single=True, roles=frozenset({slug}))

    def _article(self, number: int) -> tuple[list[Fact], Filed]:
        draw = self._draw("article", number)
        published = FIRST + timedelta(days=int(DAYS * draw.random() ** 0.6))
        source = f"paper-{zipf(draw.random(), _SOURCES, 2)}.example"
        digest = sha256(f"{self.seed} article {number}".encode()).hexdigest()
        url = f"https://{source}/{number}"
        many = people_at(number * UNIT // ARTICLES)
        facts: list[Fact] = []
        at = 0
        for sentence in range(PER_ARTICLE):
            wire = draw.random() < _COPIED
            teller = self._draw("wire", number // 12 * 5 + draw.randrange(5)) if wire else draw
            stated, valid, quote = _sentence(teller, many, published)
            where = Provenance(
                source=source,
                locator=f"sha256:{digest}#{at}-{at + len(quote)}",
                url=url,
                published_on=published,
                sha256=digest,
                span=Span(at, at + len(quote)),
                quote=quote,
                publisher=source,
                origin=origin_of(quote),
                importer="reader",
            )
            facts.append(codec.fact(stated, valid, FactStatus.READ, where))
            at += len(quote) + (2 if sentence % 3 == 2 else 1)
        document = Document("", "", (), digest, published, title=f"Article {number}", url=url, source=source)
        return facts, Filed(document)


def _sentence(draw: Random, many: int, published: date) -> tuple[Proposition, ValidTime, str]:
    """One statement of an article, when it holds, and the sentence that makes it."""
    who = somebody(zipf(draw.random(), many, 5))
    land = lands()[zipf(draw.random(), len(lands()), 3)]
    filler = _prose(draw, 14)
    if draw.random() < 0.15:
        return _title(who, land, published, filler, draw.random(), unsaid=draw.random() < 0.3)
    verb = _VERBS[zipf(draw.random(), len(_VERBS), 3)]
    back = 0 if draw.random() < 0.7 else int(4000 * draw.random() ** 3)
    day = max(FIRST - timedelta(days=4000), published - timedelta(days=back + draw.randrange(3)))
    kind = draw.random()
    subject = who if kind < 0.55 else country_entity(land) if kind < 0.75 else _thing(zipf(draw.random(), _THINGS, 5))
    other = draw.random()
    whom = (
        country_entity(land) if verb == "visit" or other < 0.25
        else somebody(zipf(draw.random(), many, 5)) if verb == "meet" or other < 0.4
        else _thing(zipf(draw.random(), _THINGS, 5))
    )  # fmt: skip
    place = capital(land) if draw.random() < 0.25 else None
    speaker = somebody(zipf(draw.random(), many, 5)) if draw.random() < 0.25 else None
    time, valid = _day(day, stated=draw.random() < 0.6)
    stated = Proposition(
        ClaimKind.EVENT,
        verb,
        subject=subject,
        object=whom,
        place=place,
        time=time,
        modality=Modality.REPORTED if speaker else Modality.ASSERTED,
        attributed_to=speaker,
        words=frozenset({*filler[:7], verb}),
    )
    where = f" in {place.name}" if place else ""
    told = f", {speaker.name} said" if speaker else ""
    quote = (
        f"{subject.name} had to {verb.replace('_', ' ')} {whom.name}{where} on {in_words(day)} over the "
        f"{' '.join(filler[:12])}{told}."
    )
    return stated, valid, quote


def _title(
    who: Entity, land: Country, published: date, filler: Sequence[str], share: float, *, unsaid: bool
) -> tuple[Proposition, ValidTime, str]:
    """A title before a name, seen on the day of publication; `unsaid`: the text does not tell of which country."""
    title = _ROLES[zipf(share, len(_ROLES), 3)]
    role = title.casefold().replace("the ", "").replace(" ", "-")
    jurisdiction = None if unsaid else who.country or land.code
    held = OfficeHeld(who, title, role, jurisdiction)
    post = Entity(title, EntityType.THING, f"office:{jurisdiction or ''}:{role}")
    when = Interval.on(published)
    time = ClaimTime(when, Granularity.DAY, TimeRelation.AS_OF, Extent.AS_OF, TimeBasis.PUBLICATION)
    stated = Proposition(ClaimKind.OFFICE, "hold_office", subject=who, object=post, time=time, office=held)
    quote = f"{title} {who.name} spoke of {' '.join(filler)}."
    return stated, ValidTime.exactly(when), quote


def _day(day: date, *, stated: bool) -> tuple[ClaimTime, ValidTime]:
    when = Interval.on(day)
    if not stated:
        return ClaimTime(when, Granularity.DAY, basis=TimeBasis.PUBLICATION), ValidTime.exactly(when)
    words, value = in_words(day), day.isoformat()
    expression = TimeExpression(
        "t1", Span(40, 40 + len(words)), words, TimexType.DATE, value,
        interval=when, granularity=Granularity.DAY, anchor="explicit", pattern="day_month_year", edtf=value,
    )  # fmt: skip
    return ClaimTime(when, Granularity.DAY, expression=expression), ValidTime.exactly(when)


def article(number: int, statements: int) -> tuple[str, date]:
    """A text to check, and its day of publication, over the names of a world of so many statements."""
    draw = Random(f"text {number}")  # noqa: S311 - an invented world needs no secret
    many = people_at(statements)
    published = FIRST + timedelta(days=int(DAYS * draw.random() ** 0.6))
    sentences = [_told(draw, many, published) for _ in range(16)]
    paragraphs = [" ".join(sentences[at : at + 2]) for at in range(0, len(sentences), 2)]
    return "\n\n".join(paragraphs), published


def _told(draw: Random, many: int, published: date) -> str:
    one, other = (somebody(zipf(draw.random(), many, 5)) for _ in range(2))
    land = lands()[zipf(draw.random(), len(lands()), 3)]
    home = next(known for known in lands() if known.code == one.country)
    adjective = home.adjectives[0] if home.adjectives else home.name
    day = in_words(published - timedelta(days=int(3000 * draw.random() ** 3)))
    title = _ROLES[zipf(draw.random(), len(_ROLES) - 1, 3)]
    city = capital(land).name
    return draw.choice(
        (
            f"{adjective} {title} {one.name} visited {land.name} on {day} for talks about the railway.",
            f"{one.name} met {other.name} in {city} on {day}, officials said.",
            f"{title} {one.name} announced on {day} that {home.name} would open a new port next year.",
            f"{home.name} and {land.name} signed an agreement on {day} in {city} after three years of talks.",
            f"{other.name}, who was then the {adjective} {title}, resigned on {day} over the budget.",
            f"{one.name} accused {land.name} of breaking the treaty and refused to meet {other.name} in {city}.",
            f"It was the first visit to {land.name} by any {adjective} leader since {published.year - 4}.",
            f"The {adjective} government paid 40 million euros for a harbour in {day[-4:]}, {other.name} said.",
        )
    )
