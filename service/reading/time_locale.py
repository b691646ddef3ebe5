"""Which of day and month comes first in the dates in figures of a text, by where the text is from.

The order is that of the short date of a region in the Unicode CLDR (dates/calendars/gregorian, availableFormats yMd).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from service.domain.text import Document

# ISO 3166-1 regions whose short date begins with the month; "gov" and "mil" are the United States' own domains.
_MONTH_FIRST: Final = frozenset("us ph pr gu vi as mp fm mh pw um gov mil".split())
# Regions that write the year first or both orders, and country domains that are sold to everyone: they settle nothing.
_UNSETTLED: Final = frozenset(
    "ca cn jp kr kp tw hk mn hu lt ir et za io co tv me ai ly to cc ws nu tk la gg sh ac".split()
)
_SOLD: Final = frozenset("io co tv me ai ly to cc ws nu tk la gg sh ac fm as".split())
# Domains whose name is not the ISO 3166 code of their country.
_COUNTRIES: Final = {"uk": "gb", "gov": "us", "mil": "us"}
_REGION_LENGTH: Final = 2


def country(document: Document) -> str | None:
    """The country a text is from as its ISO 3166 code in lower case, None where neither language nor source says."""
    return country_of(document.locale, document.source)


def country_of(locale: str | None, source: str | None) -> str | None:
    """The same from a language tag and a host; where both name one, they have to agree."""
    said = {region for region in (_region_of_tag(locale or ""), _region_of_host(source or "")) if region}
    named = said.pop() if len(said) == 1 else ""
    return _COUNTRIES.get(named, named if named.isalpha() and len(named) == _REGION_LENGTH else None)


def day_first(document: Document) -> bool | None:
    """True for day before month, False for month before day, None where neither language nor source settles it."""
    return order_of(document.locale, document.source)


def order_of(locale: str | None, source: str | None) -> bool | None:
    """The same from a language tag ("en-GB") and a source that is a host ("news.example.co.uk").

    A source without a country domain, such as ".com", settles nothing; where tag and domain disagree, as on the many
    British pages that are marked "en-US" by their software, nothing is settled either.
    """
    said = {order for order in (_of_tag(locale or ""), _of_host(source or "")) if order is not None}
    return said.pop() if len(said) == 1 else None


def _of_tag(tag: str) -> bool | None:
    return _order(_region_of_tag(tag))


def _region_of_tag(tag: str) -> str:
    regions = (part for part in tag.replace("_", "-").lower().split("-")[1:] if len(part) == _REGION_LENGTH)
    return next(regions, "")


def _of_host(source: str) -> bool | None:
    return _order(_ending(source))


def _ending(source: str) -> str:
    """The last part of a host name, "" where a source is none."""
    host = source.lower().removeprefix("https://").removeprefix("http://").partition("/")[0].partition(":")[0]
    return "" if "." not in host or " " in host else host.rstrip(".").rpartition(".")[2]


def _region_of_host(source: str) -> str:
    """Its country domain; those that are sold to everyone name no country."""
    ending = _ending(source)
    return "" if ending in _SOLD or (len(ending) != _REGION_LENGTH and ending not in _COUNTRIES) else ending


def _order(region: str) -> bool | None:
    if region in _MONTH_FIRST:
        return False
    return None if region in _UNSETTLED or len(region) != _REGION_LENGTH or not region.isalpha() else True
