"""Topics: what a source tells the ledger about, and up to when.

`offices:GB` is who holds which office of a jurisdiction, `office:GB:mayor-of-zenda` one office, `news` what happens,
`country:FR` what happens in or with a country.
"""

from __future__ import annotations

from service.domain.bodies import bodies
from service.domain.countries import countries

NEWS = "news"


def offices_of(jurisdiction: str) -> str:
    """The topic of all offices of a jurisdiction."""
    return f"offices:{jurisdiction}"


def office(key: str) -> str:
    """The topic of the office with this key (`GB:prime-minister`)."""
    return f"office:{key}"


def country(code: str) -> str:
    """The topic of what happens in or with a country, by its ISO code."""
    return f"country:{code}"


def in_words(topic: str) -> str:
    """A topic as it stands after "the record of": `British offices`, `news about France`."""
    kind, _, about = topic.partition(":")
    if kind == "office":
        where, _, role = about.partition(":")
        return f"the office of {role.replace('-', ' ')} ({_name(where)})"
    if kind == "offices":
        known = countries().get(about)
        return f"{known.adjectives[0]} offices" if known and known.adjectives else f"offices of {_name(about)}"
    return f"news about {_name(about)}" if about else topic


def _name(code: str) -> str:
    if known := countries().get(code):
        return known.name
    return bodies().get(code, (code,))[0]
