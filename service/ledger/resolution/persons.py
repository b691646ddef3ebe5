"""How well two names of persons fit, in grades: the very name, another spelling, down to a misspelling."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache

from service.domain import name_tables as tables
from service.domain.names import compatible, fold, given_gender, spelling_class, split_name, surname_key
from service.ledger.resolution.folding import folded, readings, turned
from service.ledger.resolution.spelling import mistyped


class Fit(StrEnum):
    """In what way two names are one; ordered from the closest."""

    SAME = "the same name"
    SPELLING = "the same name in another spelling"
    FULLER = "the same name with more given names"
    NICKNAME = "a short form of the given name"
    ORDER = "the same names in another order"
    PART = "part of the name"
    SWAPPED = "the same two names the other way round"
    INITIAL = "initials that fit"
    SURNAME = "the surname alone"
    MISSPELT = "a similar spelling"


_LONGEST = 8
_RUN_ON = 2


@lru_cache(maxsize=16384)
def fit(one: str, other: str) -> Fit | None:
    """How two names of persons fit, None where they name two people as far as names tell. Symmetric."""
    if not one.strip() or not other.strip():
        return None
    if folded(one) == folded(other):
        return Fit.SAME
    fits = [_fit(*sorted((a, b))) for a in readings(one) for b in readings(other)]
    return min((found for found in fits if found is not None), key=list(Fit).index, default=None)


def _fit(a: str, b: str) -> Fit | None:
    if compatible(a, b):
        return _grade(a, b)
    if _flipped(a, b):
        return _order(a, b)
    if any(compatible(x, y) for x, y in ((turned(a), b), (a, turned(b))) if x and y):
        return Fit.ORDER
    if _set_apart(a, b):
        return None
    if _part_of(a, b):
        return Fit.PART
    return Fit.MISSPELT if _misspelt(a, b) else None


def suffixed(name: str) -> str | None:
    """The generation or number that a name ends with: Jr, Sr, II, III."""
    last = name.replace(",", " ").split()[-1:]
    word = fold(last[0]).rstrip(".") if last else ""
    if word in tables.GENERATIONS:
        return tables.GENERATIONS[word]
    return word if word in tables.ROMAN and last[0].isupper() and len(word) > 1 else None


def _grade(a: str, b: str) -> Fit:
    """The grade of two names that `names.compatible` has found to fit."""
    (given_a, surname_a), (given_b, surname_b) = split_name(a), split_name(b)
    if surname_key(a) != surname_key(b):
        return _order(a, b)
    if not given_a or not given_b:
        return _surname_only(given_a or given_b, surname_a, surname_b)
    if len(_parts(surname_a)) != len(_parts(surname_b)):
        return Fit.PART  # of a double-barrelled name
    words_a, words_b = _classes(given_a), _classes(given_b)
    if "".join(words_a) == "".join(words_b):
        return Fit.SPELLING
    if 1 in {len(words_a[0]), len(words_b[0])}:
        return Fit.INITIAL
    if set(words_a) & set(words_b):
        return Fit.FULLER
    return Fit.NICKNAME if compatible(f"{given_a[0]} X", f"{given_b[0]} X") else Fit.INITIAL


def _parts(surname: str) -> list[str]:
    return [part for part in fold(surname).replace("-", " ").split() if part not in tables.PARTICLES]


def _flipped(a: str, b: str) -> bool:
    """Whether two names have the same two words, one in the order of surname and given name."""
    one, other = a.split(), b.split()
    if len(one) != _RUN_ON or len(other) != _RUN_ON:
        return False
    return [spelling_class(fold(word)) for word in one] == [spelling_class(fold(word)) for word in reversed(other)]


def _order(a: str, b: str) -> Fit:
    """The grade of two names in different order: surer where one word alone is known for a given name."""
    known = [given_gender(word) is not None for word in a.split()]
    return Fit.ORDER if len(known) > _RUN_ON or known.count(True) == 1 or not _flipped(a, b) else Fit.SWAPPED


def _surname_only(given: tuple[str, ...], surname_a: str, surname_b: str) -> Fit:
    if not given and len(surname_a.split()) == len(surname_b.split()) and len(surname_a.split()) >= _RUN_ON:
        return Fit.SPELLING
    return Fit.SURNAME


def _classes(given: tuple[str, ...]) -> tuple[str, ...]:
    parts = [fold(part).replace(".", "") for word in given for part in word.split("-")]
    return tuple(spelling_class(part) if len(part) > 1 else part for part in parts if part)


def _set_apart(a: str, b: str) -> bool:
    """Whether something besides the spelling speaks against one person: Jr and Sr, II and III, Mr and Mrs."""
    one, two = suffixed(a), suffixed(b)
    genders = {_gender(a), _gender(b)}
    return (one is not None and two is not None and one != two) or {"m", "f"} <= genders


def _gender(name: str) -> str | None:
    first, *rest = name.split()
    title = fold(first).rstrip(".")
    if rest and title in tables.MALE_TITLES:
        return "m"
    if rest and title in tables.FEMALE_TITLES:
        return "f"
    given, _ = split_name(name)
    return given_gender(given[0]) if given else None


def _part_of(a: str, b: str) -> bool:
    """Whether all words of the shorter name stand in the longer in their order, the first word first in both.

    Of one surname the initials decide: George W. is not George H. W.
    """
    if surname_key(a) == surname_key(b) and any(len(word) == 1 for word in (*folded(a).split(), *folded(b).split())):
        return False
    short, long = sorted((_plain(a), _plain(b)), key=len)
    if len(short) < _RUN_ON or len(long) > _LONGEST or short[0] != long[0]:
        return False
    rest = iter(long)
    return all(word in rest for word in short)


def _plain(name: str) -> list[str]:
    """The classes of the words of a name, particles left out."""
    return [spelling_class(word) for word in folded(name).split() if word not in tables.PARTICLES and len(word) > 1]


def _misspelt(a: str, b: str) -> bool:
    """Whether one given name or the surname is mistyped and the other is right."""
    (given_a, surname_a), (given_b, surname_b) = split_name(a), split_name(b)
    if not given_a or not given_b:
        return False
    firsts, surnames = (fold(given_a[0]), fold(given_b[0])), (fold(surname_a), fold(surname_b))
    alike = compatible(f"{given_a[0]} X", f"{given_b[0]} X") and min(map(len, firsts)) > 2
    same = surname_key(a) == surname_key(b)
    return (alike and mistyped(*surnames)) or (same and mistyped(*firsts) and len(surnames[0]) > 2)
