"""Names that are known without reading: countries, seats of power, cities, regions, bodies, personal names.

Loaded once at first use from the word lists under `data/` (sources and licences in its NOTICE.md) and the
tables of the domain.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from service.domain.bodies import PARTS, bodies, body
from service.domain.claims import Entity, EntityType
from service.domain.countries import countries, country
from service.domain.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterator


class NameKind(StrEnum):
    """What sort of name an entry of the gazetteer is."""

    COUNTRY = "country"
    ADJECTIVE = "adjective"
    PEOPLE = "people"
    SEAT = "seat"
    BODY = "body"
    REGION = "region"
    REGION_ADJECTIVE = "region adjective"
    CITY = "city"


class Entry(NamedTuple):
    """A known name: what it can mean, likeliest first, and whether it is a place only in a place's context.

    `verbatim` is the only spelling that counts where case tells ("US", "WHO"), else None.
    """

    kind: NameKind
    entities: tuple[Entity, ...]
    weak: bool = False
    verbatim: str | None = None


# Seats of power and the country whose government they stand for; the place itself has the same name.
SEATS = {
    "kremlin": ("Kremlin", "RU"),
    "downing street": ("Downing Street", "GB"),
    "whitehall": ("Whitehall", "GB"),
    "westminster": ("Westminster", "GB"),
    "buckingham palace": ("Buckingham Palace", "GB"),
    "white house": ("White House", "US"),
    "pentagon": ("Pentagon", "US"),
    "capitol hill": ("Capitol Hill", "US"),
    "foggy bottom": ("Foggy Bottom", "US"),
    "elysee": ("Elysee", "FR"),
    "elysee palace": ("Elysee Palace", "FR"),
    "quai d'orsay": ("Quai d'Orsay", "FR"),
    "blue house": ("Blue House", "KR"),
    "bundestag": ("Bundestag", "DE"),
    "knesset": ("Knesset", "IL"),
    "duma": ("Duma", "RU"),
}

_REGION_ADJECTIVES = {"Scottish": "Scotland", "Welsh": "Wales", "Chechen": "Chechnya", "Crimean": "Crimea",
                      "Catalan": "Catalonia", "Bavarian": "Bavaria", "Tibetan": "Tibet", "Siberian": "Siberia",
                      "Texan": "Texas", "Californian": "California", "Abkhaz": "Abkhazia"}  # fmt: skip
# Country names and adjectives that are as often something else.
_WEAK_COUNTRIES = frozenset(
    {"jordan", "chad", "georgia", "guinea", "dominica", "male", "samoa", "pole", "poles", "polish"}
)
_WEAK_CITIES = frozenset({"male", "sale", "nice", "victoria", "george", "mary", "independence", "of", "most", "man"})


def place(name: str, code: str | None) -> Entity:
    """The entity of a place called `name` in the country with ISO code `code`."""
    return Entity(name, EntityType.PLACE, f"place:{code or ''}/{fold(name)}", code)


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The known names, looked up by folded words.

    `capitals` leads from a city to the country that it governs; `longest` gives for a folded first word the
    number of words of the longest name that begins with it.
    """

    fixed: dict[str, Entry]
    cities: dict[str, str]
    longest: dict[str, int]
    given: dict[str, str]
    surnames: frozenset[str]
    capitals: dict[str, str]
    words: frozenset[str]

    def find(self, name: str) -> Entry | None:
        """The entry of a folded name, else None."""
        entry = self.fixed.get(name)
        if entry is not None:
            return entry
        row = self.cities.get(name)
        return _city(name, row) if row else None

    def is_word(self, word: str) -> bool:
        """Whether the lower-case `word` is an ordinary English word (or a regular form of one)."""
        if word in self.words:
            return True
        stems = (word[:-1], word[:-2], word[:-3], word[:-3] + "e", word[:-2] + "e", word[:-3] + "y")
        return (
            len(word) > _SHORTEST_FORM
            and word.endswith(("s", "ed", "ing", "ly", "er"))
            and any(stem in self.words for stem in stems)
        )


_SHORTEST_FORM = 4


@cache
def _city(name: str, row: str) -> Entry:
    weak, _, homes = row.partition("|")
    entities = []
    for home in homes.split(";"):
        code, _, rest = home.partition(":")
        written = rest.partition(":")[2]
        entities.append(place(written or name.title(), code))
    return Entry(NameKind.CITY, tuple(entities), weak == "~" or name in _WEAK_CITIES)


def _lines(name: str) -> list[str]:
    return files("service.reading").joinpath("data", name).read_text(encoding="utf-8").splitlines()


def _regions() -> Iterator[tuple[str, Entry]]:
    for line in _lines("regions.txt"):
        code, _, names = line.partition("|")
        for name in names.split(";"):
            yield fold(name), Entry(NameKind.REGION, (place(name, code or None),))


def _countries() -> Iterator[tuple[str, Entry]]:
    for land in countries().values():
        entities = (country(land.code),)
        kinds = ((NameKind.COUNTRY, land.names), (NameKind.PEOPLE, land.people), (NameKind.ADJECTIVE, land.adjectives))
        for kind, names in kinds:
            for name in names:
                key = fold(name).removeprefix("the ")
                verbatim = name if name.isupper() and len(name) <= _SHORTEST_FORM else None
                namesakes = (place(name, "US"),) if key == "georgia" else ()
                yield key, Entry(kind, (*entities, *namesakes), key in _WEAK_COUNTRIES, verbatim)


def _bodies() -> Iterator[tuple[str, Entry]]:
    for code, names in bodies().items():
        for name in names:
            verbatim = name if name.isupper() else None
            yield fold(name).removeprefix("the "), Entry(NameKind.BODY, (body(code),), verbatim=verbatim)
    for name, (code, _) in PARTS.items():
        full = name.title().replace("Un ", "UN ").replace("Eu ", "EU ")
        yield name, Entry(NameKind.BODY, (Entity(full, EntityType.ORGANISATION, f"organisation:{name}", code),))


def _organisations() -> Iterator[tuple[str, Entry]]:
    for line in _lines("organisations.txt"):
        code, _, names = line.partition("|")
        for name in names.split(";"):
            key = fold(name).removeprefix("the ")
            entity = Entity(name, EntityType.ORGANISATION, f"organisation:{key}", code or None)
            yield key, Entry(NameKind.BODY, (entity,), verbatim=name if name.isupper() else None)


def _fixed() -> dict[str, Entry]:
    """The names that are not cities; the later of two readings of one name stands."""
    table = dict(_organisations())
    table.update(_regions())
    for adjective, region in _REGION_ADJECTIVES.items():
        table[fold(adjective)] = Entry(NameKind.REGION_ADJECTIVE, table[fold(region)].entities)
    table.update(_countries())
    table.update(_bodies())
    for name, (written, code) in SEATS.items():
        table[name] = Entry(NameKind.SEAT, (country(code), place(written, code)))
    return table


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer, read at the first call."""
    fixed = _fixed()
    cities: dict[str, str] = {}
    longest: dict[str, int] = {}
    for line in _lines("cities.txt"):
        name, _, homes = line.partition("|")
        weak = name.endswith("~")
        cities[name.rstrip("~")] = f"{'~' if weak else ''}|{homes}"
    for name in (*fixed, *cities):
        first, _, rest = name.partition(" ")
        if rest:
            size = name.count(" ") + 1
            longest[first] = max(size, longest.get(first, 1))
    given = dict(line.split(" ") for line in _lines("given_names.txt"))
    return Gazetteer(
        fixed,
        cities,
        longest,
        given,
        surnames=frozenset(_lines("surnames.txt")),
        capitals={fold(city): land.code for land in countries().values() for city in land.capitals},
        words=frozenset(" ".join(_lines("words.txt")).split()),
    )
