"""Whom a sentence names as its source: "the Strelsau Gazette reported", "told Zenda Radio", "(RNA)".

What two texts both take from one named source is one origin. A wrong join only costs corroboration, never a true claim,
so any name in the place of a source counts, known as an outlet or not; who is only told something counts where it is an
outlet by its looks, or the source of another fact at hand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from service.domain.names import fold

_DAY = (
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur)day|January|February|March|April|June|July|August|September|October"
    r"|November|December)"
)
_NAME = rf"(?!{_DAY}\b)[A-ZÀ-ÖØ-Þ0-9][\w.&'/-]{{0,40}}"
_NAMES = rf"{_NAME}(?:[ ](?:(?:of|and|de|du|del|della|d')[ ](?:the[ ])?)?{_NAME}){{0,5}}"
_KIND = (
    r"(?:newspaper|paper|daily|weekly|magazine|journal|broadcaster|station|channel|website|site|outlet|portal"
    r"|programme|program|network|television|TV|radio|(?:news[ ]|press[ ]|wire[ ])?(?:agency|service))"
)
_THE = r"(?:(?:the|The|an?|its)[ ])?"
_OUTLET = rf"{_THE}(?P<name>{_NAMES})(?P<kind>[ ](?:news[ ])?{_KIND})?"
_CALLED = rf"{_THE}(?:[A-Z][a-z]{{1,20}}(?:'s)?[ ])?(?:[a-z-]{{1,20}}[ ]){{0,2}}{_KIND}[ ](?P<name>{_NAMES})"
_REPORTS = r",?[ ](?:has[ ]|had[ ]|have[ ]|also[ ]|first[ ])?(?:report(?:ed|s)|reveal(?:ed|s)|wr(?:ote|ites)|quoted)\b"
_FROM = (
    r"\b(?:[Aa]ccording[ ]to|[Rr]eported[ ]by|[Pp]ublished[ ](?:by|in)|[Cc]iting|[Cc]ited[ ]by|[Qq]uoted[ ]by"
    r"|[Qq]uoting|[Cc]redited[ ](?:to|by)|[Ff]irst[ ]appeared[ ]in)[ ]"
)
_TO = r"\b(?:told|tells|(?:interview|conversation)[ ](?:with|to|for|in|by)|(?:remarks|comments|statement)[ ]to)[ ]"

_NAMED = tuple(
    re.compile(pattern)
    for pattern in (
        _FROM + _OUTLET,
        _FROM + _CALLED,
        _TO + _CALLED,
        _OUTLET + _REPORTS,
        _CALLED + _REPORTS,
        # "STRELSAU (RNA) -", "Strelsau, May 5 (RNA/Kurier) --", and a credit at the end
        r"\((?P<name>[A-Z][\w&.]{0,20}(?:[ /-][A-Z][\w&.]{0,20}){0,2})\)(?=[ ]?(?:[-–—]|$))",
    )
)
_TOLD = re.compile(_TO + _OUTLET)
_MOST_CHARS = 2000

_ENGLISH_ARTICLES = frozenset({"the", "a", "an"})
_ARTICLES = ("the", "le", "la", "el", "il", "der", "die", "das", "de", "het")
_GENERIC = frozenset("daily sunday news newspaper agency online press tv television radio network magazine".split())
_SECOND_LEVEL = frozenset("co com org net gov ac edu or ne".split())
_TAILS = ("news", "net", "online", "tv", "press")
_SHORTEST = 2
_ADDRESS = re.compile(r"[\w-]+(?:\.[\w-]+)+")
_LOOKS = frozenset(
    "times post telegraph herald gazette tribune journal chronicle observer guardian mail express mirror star sun echo "
    "courier bulletin dispatch examiner inquirer standard argus advertiser globe press news newspaper agency tv "
    "television radio broadcasting magazine daily weekly zeitung tagblatt".split()
)
_AGENCIES = frozenset(
    "reuters ap afp dpa upi tass itartass interfax rianovosti xinhua kyodo ansa efe bbc cnn nbc abc cbs npr pbs itv rt "
    "cnbc bloomberg aljazeera deutschewelle".split()
)
"""Agencies and broadcasters that do not look like it by their words."""


@dataclass(frozen=True, slots=True)
class Outlet:
    """A name or an address of an outlet, by what it can be called: `names`, and short forms of its initials.

    Two that share a name may be one, and one whose name is a short form of the other; two short forms that are equal
    say nothing.
    """

    names: frozenset[str]
    initials: frozenset[str] = frozenset()

    def meets(self, other: Outlet) -> bool:
        """Whether both can be one outlet."""
        return not (
            self.names.isdisjoint(other.names)
            and self.names.isdisjoint(other.initials)
            and self.initials.isdisjoint(other.names)
        )


@dataclass(frozen=True, slots=True)
class Credits:
    """Whom a sentence names: `sources` of what it tells, and `listeners` who may be outlets or anybody."""

    sources: tuple[Outlet, ...] = ()
    listeners: tuple[Outlet, ...] = ()


@lru_cache(maxsize=8192)
def credited(sentence: str) -> Credits:
    """Whom the sentence names as where it was told."""
    text = " ".join(sentence[:_MOST_CHARS].replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").split())
    sources = {match["name"] for phrase in _NAMED for match in phrase.finditer(text)}
    told = list(_TOLD.finditer(text))
    sources |= {match["name"] for match in told if match["kind"]}
    known = {outlet(name) for told_by in sources for name in _each(told_by)}
    heard = {outlet(name) for match in told for name in _each(match["name"])}
    known |= {one for one in heard if not one.names.isdisjoint(_AGENCIES)}
    known |= {outlet(name) for match in told for name in _each(match["name"]) if _looks(name)}
    return Credits(_ordered(known), _ordered(heard - known))


def _each(name: str) -> list[str]:
    """The names that stand together: "Reuters and the RNA", "RNA/Kurier"; a country's or town's is cut off before."""
    parts = re.split(r"[ ]and[ ](?:the[ ])?|/", name)
    return [part.rpartition("'s ")[2].removesuffix("'s") for part in parts if part]


def _looks(name: str) -> bool:
    words = fold(name).split()
    return len(words) > 1 and not _LOOKS.isdisjoint(words)


def _ordered(found: set[Outlet]) -> tuple[Outlet, ...]:
    return tuple(sorted((one for one in found if one.names), key=lambda one: sorted(one.names)))


@lru_cache(maxsize=8192)
def outlet(name: str) -> Outlet:
    """An outlet by its name or its address.

    "The New York Times" is `newyorktimes`, for short `nyt` and `nytimes`, which is also what nytimes.com is;
    "The Daily Mail" and dailymail.co.uk are both `dailymail`.
    """
    name = name.strip()
    if _ADDRESS.fullmatch(name) and not name.isupper():
        return Outlet(_of_address(fold(name)))
    told = [word for part in re.split(r"[\s-]+", fold(name).replace(".", "")) if (word := part.removesuffix("'s"))]
    while len(told) > 1 and told[0] in _ENGLISH_ARTICLES:
        told = told[1:]
    bare = told[1:] if len(told) > 1 and told[0] in _ARTICLES else told
    special = [word for word in bare if word not in _GENERIC]
    names = {"".join(words) for words in (told, bare, special)}
    initials = "".join(word[0] for word in told) if len(told) > 1 else ""
    short = {initials, initials[:-1] + told[-1]} if initials else set()
    return Outlet(_long_enough(names), _long_enough(short))


def _of_address(host: str) -> frozenset[str]:
    labels = host.split(".")[:-1]
    if len(labels) > 1 and labels[-1] in _SECOND_LEVEL:
        labels = labels[:-1]
    label = labels[-1].replace("-", "")
    names = {label, *(label.removesuffix(tail) for tail in _TAILS), *(label.removeprefix(one) for one in _ARTICLES)}
    return _long_enough(names)


def _long_enough(names: set[str]) -> frozenset[str]:
    return frozenset(name for name in names if len(name) >= _SHORTEST)
