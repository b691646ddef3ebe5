"""Whether two names can mean one person, and the key under which a name is looked up.

The classes join the spellings that English newspapers use for one foreign name (BGN/PCGN, ALA-LC, GOST and
press habits for Cyrillic; German umlauts; loose Arabic). They are wide on purpose: a key is an index,
`compatible` decides.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from service.domain import name_tables as tables
from service.domain.claims import Entity, EntityType

_LETTERS = str.maketrans(
    dict(zip("øđłðħŧĸə\u0131", "odldhtkai", strict=True))
    | {"ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ŋ": "ng"}
    | dict.fromkeys("\u02bb\u02bc\u2018\u2019\u00b4\u0060", "'")
    | dict.fromkeys("\u2010\u2011\u2013", "-")
    | {"\u02b9": "", "\u00a0": " ", "\u00ad": ""},
)
_SHORT = 3  # up to this length a final i and y tell names apart (Li and Ly)

_SLAVIC = re.compile(r"(?:ov|ev|ova|eva|[oe]?nko|sk[iy]+|skij|sk[ao]|skaya|[yi]ch|chuk|[yi]uk|o[iyj]|[yi]v)$")
_SLAVIC_TAIL = re.compile(r"(?:ova?|enko|sk[iy]+|o[iyj])$")
_EAST_ASIAN_GIVEN = re.compile(
    r"(?:(?:zh|ch|sh|ts|hs|ss|ph|th|tr|kw|gy|hy|my|by|py|ky|ry|ny|ly|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:iang|iong|uang|yeo|yeon|yeong|ang|eng|ing|ong|eong|eon|eun|oon|oong|ian|iao|uan|uai|yuk|euk|"
    r"ai|ei|ao|ou|an|en|in|on|un|ia|ie|iu|ua|uo|ui|ue|ae|eo|eu|oe|oo|ee|yu|am|om|im|um|ok|ak|ik|uk|il|ol|al|"
    r"[aeiou])){1,2}",
)
_JAPANESE = re.compile(r"(?:(?:sh|ch|ts|[kgsztdnhbpmrjfyw]y?)?[aeiou]|n(?![aeiou])|t(?=ch)|[kstp](?=[kstp]))++")
_INITIALS = re.compile(r"[B-DF-HJ-NP-TV-Z]{2,3}|(?:[^\W\d_]\.){2,4}")
_WORD = re.compile(r"[^\W_]+(?:[.'’-]+[^\W_]+)*\.?")


def fold(text: str) -> str:
    """`text` without case, accents and typographic variants; letters that do not decompose are spelled out.

    Idempotent. Words keep their hyphens, apostrophes become straight, runs of white space become one space.
    """
    text = text.casefold().translate(_LETTERS)
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text)
        bare = "".join(c for c in decomposed if not unicodedata.combining(c))
        text = unicodedata.normalize("NFKC", bare).casefold().translate(_LETTERS)
    return " ".join(text.split())


@lru_cache(maxsize=8192)
def spelling_class(word: str) -> str:
    """The transliteration class of one folded word: equal for spellings of one name."""
    word = word.replace("'", "").replace(".", "")
    if word in tables.IRREGULAR:
        return tables.IRREGULAR[word]
    slavic = bool(_SLAVIC.search(word))
    long = len(word) > _SHORT + 1
    word = word.replace("tsch", "ch").replace("tch", "ch").replace("cz", "ch")
    word = word.replace("shch", "sh").replace("sch", "sh")
    word = word.replace("ph", "f").replace("ck", "k").replace("ks", "x").replace("dzh", "j")
    word = re.sub(r"gu(?=[ei])", "g", word)
    word = re.sub(r"(?<=.)([aou])e(?=.)", r"\1", word)
    word = re.sub(r"c(?=[^eiyh]|$)", "k", word).replace("q", "k")
    if long:
        word = word.replace("kh", "h").replace("zh", "j").replace("dh", "d").replace("gh", "g").replace("ou", "u")
    word = word.replace("iye", "ie")
    word = re.sub(r"^mac(?=[b-df-hj-np-tv-z])|^mak(?=[b-df-hj-np-tv-z])|^mc", "mk", word)
    word = re.sub(r"^ye(?=[vkgrf]|lt|li|le)", "e", word)
    word = re.sub(r"^[ij](?=u..)|^[ij](?=a....)", "y", word)
    word = re.sub(r"([b-df-hj-np-tv-xz])\1", r"\1", word)
    word = re.sub(r"(?<=[bdfghjklmnprstvz])[iyj]{1,9}(?=ev|ov)", "", word)
    word = re.sub(r"(?<=ch)ov(?=a?$)|(?<=sh)ov(?=a?$)", "ev", word)
    word = re.sub(r"(?<=[b-df-hj-np-tv-xz])[iyj]{1,9}(?=[aou])", "i", word)
    word = re.sub(r"(?<=nd)er$", "r", word)
    if len(word) > _SHORT:
        word = re.sub(r"(?<![iyj])[iyj]+$", "i", word)
        word = re.sub(r"(?<=sk)aia$|(?<=sk)aya$", "a", word)
    if slavic:
        word = re.sub(r"(?<=[b-df-hj-np-tv-xz])y(?=[b-df-hj-np-tv-xz])", "i", word)
        tail = _SLAVIC_TAIL.search(word)
        if tail:  # an unstressed o is heard, and sometimes spelled, as a
            word = word[: tail.start()].replace("o", "a") + word[tail.start() :]
    return word


def _given_groups() -> dict[str, frozenset[int]]:
    """For the class of each name that has other forms: the numbers of the rows it stands in."""
    groups: dict[str, frozenset[int]] = {}
    for number, (forms, _) in enumerate(tables.GIVEN_GROUPS):
        for form in map(spelling_class, forms.split()):
            groups[form] = groups.get(form, frozenset()) | {number}
    return groups


def _given_genders() -> dict[str, str]:
    """`m`, `f` or `b` (both) for each given name of the tables."""
    genders = dict.fromkeys(tables.MALE_GIVEN, "m") | dict.fromkeys(tables.FEMALE_GIVEN, "f")
    for forms, gender in tables.GIVEN_GROUPS:
        for form in forms.split():
            genders[form] = gender if genders.get(form, gender) == gender else "b"
    return genders


_GROUPS = _given_groups()
_GENDERS = _given_genders()


@dataclass(frozen=True, slots=True)
class _Name:
    given: tuple[str, ...]
    surname: tuple[str, ...]
    gender: str | None
    generation: str | None
    regnal: str | None


def _is_initial(word: str) -> bool:
    return len(word.replace(".", "")) == 1


def _surname_first(words: list[str]) -> bool:
    """Whether a name of two or three words is in the order of China, Korea, Japan or Hungary."""
    first, rest = fold(words[0]), [fold(w) for w in words[1:]]
    if len(words) not in {2, 3} or "-" in first:
        return False
    if first in tables.EAST_ASIAN_SURNAMES:
        last = words[-1]
        if "-" in last and last.split("-", 1)[1][:1].islower():
            return True
        parts = [part for word in rest for part in word.split("-")]
        if len(parts) == 1 and (first in tables.ENGLISH_GIVEN_TOO or parts[0] in tables.EAST_ASIAN_SURNAMES):
            return False
        return all(_EAST_ASIAN_GIVEN.fullmatch(part) for part in parts)
    if len(words) != 2:
        return False
    if first in tables.JAPANESE_SURNAMES:
        return rest[0] not in tables.JAPANESE_SURNAMES and bool(_JAPANESE.fullmatch(rest[0]))
    return first in tables.HUNGARIAN_SURNAMES and rest[0] in tables.HUNGARIAN_GIVEN


def _strip(words: list[str]) -> tuple[list[str], str | None, str | None, str | None]:
    """The words of the name proper, with gender by title, generation and regnal number."""
    gender: str | None = None
    regal = False
    while len(words) > 1:
        title = fold(words[0]).rstrip(".")
        if title not in tables.TITLES:
            break
        gender = "m" if title in tables.MALE_TITLES else "f" if title in tables.FEMALE_TITLES else gender
        regal = regal or title in tables.REGAL_TITLES
        words = words[1:]
    lowered = [fold(w).rstrip(".") for w in words]
    if "of" in lowered[1:]:
        at = lowered.index("of", 1)
        words, lowered = words[:at], lowered[:at]
    generation = regnal = None
    while len(words) > 1:
        last = lowered[-1]
        if last in tables.GENERATIONS:
            generation = tables.GENERATIONS[last]
        elif last in tables.ROMAN and words[-1].isupper() and (len(last) > 1 or regal):
            before = " ".join(lowered[:-1])
            if regal or len(words) == 2 or before in tables.DOUBLE_REGNAL:
                regnal = last
            else:
                generation = last
        elif not (last in tables.HONOURS and words[-1].isupper()):
            break
        words, lowered = words[:-1], lowered[:-1]
    return words, gender, generation, regnal


@lru_cache(maxsize=8192)
def _split(full_name: str) -> tuple[tuple[str, ...], tuple[str, ...], str | None, str | None, str | None]:
    words, gender, generation, regnal = _strip(_WORD.findall(full_name))
    if not words:
        return (), (full_name.strip(),), gender, generation, regnal
    if regnal:
        return (), tuple(words), gender, generation, regnal
    if _surname_first(words):
        return tuple(words[1:]), (words[0],), gender, generation, regnal
    start = len(words) - 1
    while start > 0:
        word = fold(words[start - 1])
        if word not in tables.PARTICLES or (start == 1 and word in tables.GIVEN_PARTICLES and words[0][0].isupper()):
            break
        start -= 1
    return tuple(words[:start]), tuple(words[start:]), gender, generation, regnal


def split_name(full_name: str) -> tuple[tuple[str, ...], str]:
    """The given names and the surname of `full_name` as written, titles and suffixes dropped.

    A single word is a surname; a sovereign's name with a number is all surname. Particles (de, van, bin)
    belong to the surname. Chinese, Korean, Japanese and Hungarian names may stand surname first.
    """
    given, surname, *_ = _split(full_name)
    return given, " ".join(surname)


def _surname_parts(surname: tuple[str, ...]) -> tuple[str, ...]:
    """The classes of the parts of a surname, particles left out."""
    parts = [part for word in surname for part in fold(word).replace(".", "").split("-") if part]
    core = [part for part in parts if part not in tables.PARTICLES] or parts
    return tuple(spelling_class(part) for part in core)


def surname_key(full_name: str) -> str:
    """The index key of a person's name: the class of the last part of the surname, case and accents folded.

    Equal for spellings of one surname ("Lugovoi", "Andrey Lugovoy", "Mr Lugavoy"); empty for an empty name.
    """
    _, surname, *_ = _split(full_name)
    parts = _surname_parts(surname)
    return parts[-1] if parts else ""


def person(full_name: str, country: str | None = None) -> Entity:
    """The entity of a person called `full_name`."""
    return Entity(full_name, EntityType.PERSON, f"person:{surname_key(full_name)}", country)


@lru_cache(maxsize=8192)
def _parse(full_name: str) -> _Name:
    given, surname, gender, generation, regnal = _split(full_name)
    names: list[str] = []
    for word in given:
        names.extend(fold(word.replace(".", "")) if _INITIALS.fullmatch(word) else [fold(word.replace(".", ""))])
    if gender is None:
        gender = given_gender(names[0]) if names else None
    return _Name(tuple(names), _surname_parts(surname), gender, generation, regnal)


def given_gender(given: str) -> str | None:
    """`m` or `f` where a common given name tells, else None."""
    gender = _GENDERS.get(fold(given))
    return gender if gender in {"m", "f"} else None


@lru_cache(maxsize=8192)
def given_classes(given: str) -> tuple[str, ...]:
    """The classes of a given name as written: its own first, then those of its other forms (Bill, William)."""
    word = fold(given.replace(".", ""))
    own = word if len(word) <= 1 else spelling_class(word)
    groups = _GROUPS.get(own, frozenset())
    return own, *sorted(form for form, rows in _GROUPS.items() if rows & groups and form != own)


def _same_given(a: str, b: str) -> bool:
    if _is_initial(a) or _is_initial(b):
        return a[0] == b[0]
    one, two = spelling_class(a), spelling_class(b)
    return one == two or bool(_GROUPS.get(one, frozenset()) & _GROUPS.get(two, frozenset()))


def _given_compatible(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    if not a or not b:
        return True
    joined_a, joined_b = "".join(a).replace("-", ""), "".join(b).replace("-", "")
    if spelling_class(joined_a) == spelling_class(joined_b):
        return True
    if _same_given(a[0], b[0]):
        return len(a) == 1 or len(b) == 1 or _same_given(a[1], b[1])
    # "Mr Duncan Smith" is Iain Duncan Smith: the one word may be part of the surname.
    short, long = (a, b) if len(a) < len(b) else (b, a)
    return len(short) == 1 and not _is_initial(short[0]) and any(_same_given(short[0], word) for word in long[1:])


def compatible(name_a: str, name_b: str) -> bool:
    """Whether the two names could be one person's.

    Same surname class; given names equal in class, by initial or by nickname, or one of them missing;
    nothing that sets them apart (Mr against Mrs, Jr against Sr, II against III). Symmetric.
    """
    a, b = _parse(name_a), _parse(name_b)
    if not a.surname or not b.surname:
        return False
    if {a.gender, b.gender} == {"m", "f"} or (a.regnal and b.regnal and a.regnal != b.regnal):
        return False
    if a.generation and b.generation and a.generation != b.generation:
        return False
    if a.surname[-1] == b.surname[-1] and (a.surname[0] == b.surname[0] or 1 in {len(a.surname), len(b.surname)}):
        return _given_compatible(a.given, b.given)
    # The same two words in the other order: a name of the Hungarian or East Asian order that no list knows.
    return bool(
        len(a.given) == len(b.given) == 1
        and spelling_class(a.given[0]) == b.surname[-1]
        and spelling_class(b.given[0]) == a.surname[-1]
    )


def same_entity(a: Entity, b: Entity) -> bool:
    """Whether two entities are the same thing: persons by compatible names, all others by their key.

    A place whose country is not known is the same as its namesake of a known country. A place is never
    its country; see `place_within`.
    """
    if a.type is not b.type:
        return False
    if a.type is EntityType.PERSON:
        return compatible(a.name, b.name)
    if a.key == b.key:
        return True
    if a.type is EntityType.PLACE:
        (country_a, _, name_a), (country_b, _, name_b) = (e.key.removeprefix("place:").partition("/") for e in (a, b))
        return name_a == name_b and not (country_a and country_b)
    return False


def place_within(a: Entity, b: Entity) -> bool:
    """Whether the place or country `a` is `b` or lies in the country `b`."""
    if same_entity(a, b):
        return True
    return b.type is EntityType.COUNTRY and a.type is EntityType.PLACE and f"country:{a.country}" == b.key
