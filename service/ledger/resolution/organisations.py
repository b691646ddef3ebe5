"""Names of organisations and places in one form, and how well two of them fit."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from service.domain.bodies import body_code
from service.domain.countries import country_code
from service.ledger.resolution.folding import folded, latin
from service.ledger.resolution.spelling import mistyped


class Likeness(StrEnum):
    """In what way two names of things are one; ordered from the closest."""

    SAME = "the same name"
    FORM = "the same name in another form"
    ACRONYM = "the initials of the name"
    MISSPELT = "a similar spelling"


_LEGAL = frozenset(
    "ltd limited inc incorporated corp corporation co company plc llc llp gmbh ag sa spa srl sarl sas nv bv oy oyj ab "
    "asa aps pty pte kk kg se jsc ojsc pjsc pao oao ooo zao sp".split()
)
_WORDS = {
    "organization": "organisation", "center": "centre", "defense": "defence", "labor": "labour", "dept": "department",
    "min": "ministry", "intl": "international", "natl": "national", "univ": "university", "assn": "association",
    "assoc": "association", "saint": "st", "mount": "mt", "fort": "ft", "&": "and", "program": "programme",
}  # fmt: skip
_NO_INITIAL = frozenset("of the and for de la le du des to in on a an & et".split())
_ARTICLES = frozenset({"the", "al", "el", "ad", "an", "ar", "as", "ash", "at", "az"})
_HOUSES = frozenset({"ministry", "department", "office"})
_TOPICS = {
    "foreign": "foreign affairs", "interior": "internal affairs", "home affairs": "internal affairs",
    "external affairs": "foreign affairs", "finances": "finance", "justice affairs": "justice",
}  # fmt: skip
_HOUSE_FIRST = re.compile(r"(?P<house>ministry|department|office) (?:of|for) (?:the )?(?P<topic>.+)")
_HOUSE_LAST = re.compile(r"(?P<topic>.+) (?P<house>ministry|department|office)")
_ACRONYM = re.compile(r"(?:[A-Z]\.?){2,8}")
_FEWEST_INITIALS = 3


@lru_cache(maxsize=4096)
def canonical(name: str) -> str:
    """The name of an organisation or a place in one form: "The Acme Co., Ltd." and "Acme" are one.

    "Foreign Ministry of Spain", "Spanish Foreign Ministry" and "Spain's Ministry of Foreign Affairs" come out the same.
    """
    words = _words(name)
    return _house(words) if _HOUSES & set(words) else " ".join(words)


@lru_cache(maxsize=4096)
def initials(name: str) -> str:
    """The initials of a name in capitals, small words left out: "Union of Southern Ports" is USP."""
    words = [word for word in _words(name) if word not in _NO_INITIAL]
    return "".join(word[0] for word in words).upper() if len(words) >= _FEWEST_INITIALS else ""


def likeness(one: str, other: str) -> Likeness | None:
    """How two names of organisations fit, None where they do not. Symmetric."""
    if folded(one) == folded(other):
        return Likeness.SAME
    if (code := body_code(one)) is not None and code == body_code(other):
        return Likeness.FORM
    if canonical(one) == canonical(other):
        return Likeness.FORM
    for short, long in ((one, other), (other, one)):
        if _ACRONYM.fullmatch(short) and short.replace(".", "") == initials(long):
            return Likeness.ACRONYM
    return Likeness.MISSPELT if _slip(canonical(one), canonical(other)) else None


def place_likeness(one: str, other: str) -> Likeness | None:
    """How two names of places fit: St and Saint, Mt and Mount, with and without an article. Symmetric."""
    if folded(one) == folded(other):
        return Likeness.SAME
    a, b = _bare(one), _bare(other)
    if a == b:
        return Likeness.FORM
    return Likeness.MISSPELT if _slip(" ".join(a), " ".join(b)) else None


def _words(name: str) -> list[str]:
    """The words of a name without article and legal form."""
    text = folded(latin(name).replace("&", " and ").replace("'s ", " ").replace("’s ", " ").replace(",", " "))
    words = [_WORDS.get(word, word) for word in text.split()]
    while len(words) > 1 and words[0] == "the":
        words = words[1:]
    while len(words) > 1 and words[-1] in _LEGAL:
        words = words[:-1]
    return words


def _bare(place: str) -> tuple[str, ...]:
    words = tuple(_WORDS.get(word, word) for word in folded(place).split())
    while len(words) > 1 and words[0] in _ARTICLES:
        words = words[1:]
    return words[2:] if words[:2] == ("city", "of") else words


def _house(words: list[str]) -> str:
    """A ministry as "ministry: topic (country)"; what is none, as it is."""
    text = " ".join(words)
    land, text = _peeled(text)
    found = _HOUSE_FIRST.fullmatch(text) or _HOUSE_LAST.fullmatch(text)
    if found is None:
        return " ".join(words)
    topic = found["topic"]
    if not land and " of " in topic:
        head, _, tail = topic.rpartition(" of ")
        code = country_code(tail.removeprefix("the "))
        land, topic = (code, head) if code else (land, topic)
    return f"{found['house']}: {_TOPICS.get(topic, topic)}{f' ({land})' if land else ''}"


def _peeled(text: str) -> tuple[str, str]:
    """The country that a name begins or ends with, and the rest."""
    words = text.split()
    for size in (3, 2, 1):
        if len(words) > size and (code := country_code(" ".join(words[:size]))):
            return code, " ".join(words[size:])
        if (
            len(words) > size + 1
            and words[-size - 1] in {"of", "the"}
            and (code := country_code(" ".join(words[-size:])))
        ):
            rest = words[:-size]
            while rest and rest[-1] in {"of", "the"}:
                rest = rest[:-1]
            return code, " ".join(rest)
    return "", text


def _slip(a: str, b: str) -> bool:
    """Whether the names have the same words but one, which is mistyped."""
    one, two = a.split(), b.split()
    if len(one) != len(two):
        return False
    odd = [(x, y) for x, y in zip(one, two, strict=True) if x != y]
    return len(odd) == 1 and mistyped(*odd[0])
