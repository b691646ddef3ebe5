"""Names of events: Olympics with their edition, summits, cups, wars."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from service.domain.claims import Entity, EntityType
from service.domain.names import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.reading.tokens import Token

_EDITIONS = """
1936 Winter Garmisch-Partenkirchen DE;1936 Summer Berlin DE;1948 Summer London GB;1952 Summer Helsinki FI;1956 Summer Melbourne AU;
1960 Summer Rome IT;1964 Summer Tokyo JP;1968 Summer Mexico_City MX;1972 Summer Munich DE;1976 Summer Montreal CA;
1980 Summer Moscow RU;1980 Winter Lake_Placid US;1984 Summer Los_Angeles US;1984 Winter Sarajevo BA;1988 Summer Seoul KR;
1988 Winter Calgary CA;1992 Summer Barcelona ES;1992 Winter Albertville FR;1994 Winter Lillehammer NO;
1996 Summer Atlanta US;1998 Winter Nagano JP;2000 Summer Sydney AU;2002 Winter Salt_Lake_City US;2004 Summer Athens GR;
2006 Winter Turin IT;2008 Summer Beijing CN;2010 Winter Vancouver CA;2012 Summer London GB;2014 Winter Sochi RU;
2016 Summer Rio_de_Janeiro BR;2018 Winter Pyeongchang KR;2020 Summer Tokyo JP;2022 Winter Beijing CN;2024 Summer Paris FR;
2026 Winter Milan IT;2028 Summer Los_Angeles US;2032 Summer Brisbane AU
"""  # noqa: E501 - a row is a row


class Edition(NamedTuple):
    """One Olympic Games."""

    year: str
    season: str
    city: str
    country: str


def _editions() -> tuple[Edition, ...]:
    rows = (row.strip().split(" ") for row in _EDITIONS.split(";"))
    return tuple(Edition(year, season, city.replace("_", " ").lower(), code) for year, season, city, code in rows)


_GAMES = _editions()
_CITIES = frozenset(edition.city for edition in _GAMES)
_OLYMPIC = {"olympics": "Olympics", "olympic": "Olympics", "paralympics": "Paralympics", "paralympic": "Paralympics"}
_YEAR = re.compile(r"(?:19|20)\d\d")
# The last word of an event's name, and the name's words may run back over capitals and a year.
_HEADS = frozenset(
    """
summit war cup championship championships games olympics paralympics conference festival revolution marathon prix
uprising treaty
""".split()
)
_WARS = {
    "world war ii": "Second World War", "world war two": "Second World War", "second world war": "Second World War",
    "wwii": "Second World War", "ww2": "Second World War", "great patriotic war": "Second World War",
    "world war i": "First World War", "world war one": "First World War", "first world war": "First World War",
    "wwi": "First World War", "great war": "First World War", "cold war": "Cold War",
}  # fmt: skip
_LONGEST = 6
# Where a city held the Games twice, news means those in living memory.
_IN_MEMORY = "1976"
LOOSE_GAMES = "Games"


class EventName(NamedTuple):
    """An event's name at tokens `[first, last)`; `games` is its Olympic edition as far as the words tell."""

    first: int
    last: int
    entity: Entity


def find_events(tokens: Sequence[Token]) -> list[EventName]:
    """The names of events in one sentence, left to right, without overlaps."""
    found: list[EventName] = []
    floor = 0
    for index, token in enumerate(tokens):
        word = token.text.lower()
        if index < floor or word not in _TRIGGERS or not token.text[0].isupper():
            continue
        event = _olympics(tokens, index, floor) or _war(tokens, index, floor) or _named(tokens, index, floor)
        if event is not None:
            found.append(event)
            floor = event.last
    return found


_TRIGGERS = _HEADS | set(_OLYMPIC) | {"wwii", "wwi", "ww2"} | _CITIES


def _event(name: str, country: str | None = None) -> Entity:
    return Entity(name, EntityType.EVENT, f"event:{fold(name)}", country)


def games(year: str | None, season: str | None, city: str | None, kind: str = "Olympics") -> Entity:
    """The entity of the Olympics (or Paralympics) as far as year, season and city tell which."""
    fits = [
        edition
        for edition in _GAMES
        if (not year or edition.year == year)
        and (not season or edition.season == season)
        and (not city or edition.city == city)
    ]
    fits = [edition for edition in fits if edition.year >= _IN_MEMORY] or fits if len(fits) > 1 else fits
    if len(fits) == 1 and (year or city):
        return _event(f"{fits[0].year} {fits[0].season} {kind}", fits[0].country)
    return _event(" ".join(filter(None, (year, season, kind))))


def _olympics(tokens: Sequence[Token], index: int, floor: int) -> EventName | None:
    """Read "Sochi Winter Olympics", "2014 Winter Paralympic Games", "Sochi Games", "Sochi 2014", "Olympic Games"."""
    word = tokens[index].text.lower()
    first, last = index, index + 1
    following = tokens[last].text if last < len(tokens) else ""
    kind = _OLYMPIC.get(word)
    if kind is None:
        return _city_games(tokens, index, floor)
    if word in {"olympic", "paralympic"}:
        if following.lower() not in {"games", "winter", "summer", "tournament"}:
            return None
        last += 1
    season = None
    year = None
    city = None
    if last < len(tokens) and _YEAR.fullmatch(tokens[last].text):
        year, last = tokens[last].text, last + 1
    while first > floor and index - first < _LONGEST:
        before = tokens[first - 1].text
        if before in {"Winter", "Summer"}:
            season = before
        elif _YEAR.fullmatch(before) and year is None:
            year = before
        elif before.lower() in _CITIES and city is None:
            city = before.lower()
        else:
            break
        first -= 1
    return EventName(first, last, games(year, season, city, kind))


def _city_games(tokens: Sequence[Token], index: int, floor: int) -> EventName | None:
    city = tokens[index].text.lower()
    if city not in _CITIES or index + 1 >= len(tokens):
        return None
    following = tokens[index + 1].text
    if following == "Games":
        first = index - 1 if index > floor and _YEAR.fullmatch(tokens[index - 1].text) else index
        year = tokens[first].text if first < index else None
        return EventName(first, index + 2, games(year, None, city))
    if _YEAR.fullmatch(following) and any(e.city == city and e.year == following for e in _GAMES):
        after = tokens[index + 2].text if index + 2 < len(tokens) else ""
        if after in {"Winter", "Summer", "Olympics", "Olympic", "Paralympics", "Paralympic"}:
            return None
        return EventName(index, index + 2, games(following, None, city))
    return None


def _war(tokens: Sequence[Token], index: int, floor: int) -> EventName | None:
    for first in range(max(floor, index - 2), index + 1):
        for last in (index + 2, index + 1):
            name = " ".join(t.text for t in tokens[first:last]).lower()
            if name in _WARS:
                return EventName(first, min(last, len(tokens)), _event(_WARS[name]))
    return None


def _named(tokens: Sequence[Token], index: int, floor: int) -> EventName | None:
    """A run of capitals that ends with an event's word: "G8 Summit", "2018 World Cup", "Iraq War"."""
    if tokens[index].text.lower() not in _HEADS:
        return None
    first = index
    while first > floor and index - first < _LONGEST:
        before = tokens[first - 1].text
        if not (before[0].isupper() or _YEAR.fullmatch(before)) or before in {
            "The",
            "A",
            "In",
            "At",
            "After",
            "Since",
            "This",
        }:
            break
        first -= 1
    words = [t.text for t in tokens[first : index + 1]]
    if words == [LOOSE_GAMES] and index and tokens[index - 1].text.lower() == "the":
        return EventName(index, index + 1, _event(LOOSE_GAMES))
    if all(_YEAR.fullmatch(w) for w in words[:-1]) or words[-2] in {"Press", "News", "Star", "Cold"}:
        return None
    last = index + 1
    year = next((w for w in words if _YEAR.fullmatch(w)), None)
    if year is None and last < len(tokens) and _YEAR.fullmatch(tokens[last].text):
        year, last = tokens[last].text, last + 1
    name = " ".join(w for w in words if w != year)
    return EventName(first, last, _event(f"{year} {name}" if year else name))


def join_editions(events: Sequence[Entity]) -> dict[Entity, Entity]:
    """For events named loosely, the one edition that the same text names in full ("the Olympic Games").

    Nothing is joined where the text names two editions.
    """
    joined: dict[Entity, Entity] = {}
    for kind in ("Paralympics", "Olympics"):
        dated = {event for event in events if event.country and event.key.endswith("lympics")}
        own = [event for event in dated if event.name.endswith(f" {kind}")]
        others = {event.name.rsplit(" ", 1)[0]: event.country for event in dated}
        target = own[0] if len(own) == 1 else None
        if not own and len(others) == 1:
            name, code = next(iter(others.items()))
            target = _event(f"{name} {kind}", code)
        if target is not None:
            season = target.name.split(" ")[1]
            for event in events:
                if event.country is None and event.name in {kind, f"{season} {kind}", LOOSE_GAMES}:
                    joined[event] = target
    return joined
