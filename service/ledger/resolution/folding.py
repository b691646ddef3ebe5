"""Names of any script and order in the one form in which they are compared: Latin, lower case, given name first.

Other scripts are romanised by anyascii (ISC licence), with what English newspapers do differently put right: Greek
and Ukrainian sounds, the Arabic article, the order and the word break of Chinese and Korean names. Arabic and Hebrew
write no short vowels, so their names meet names in their own script only; so do Japanese names in Chinese characters.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

from service.domain import name_tables as tables
from service.domain.names import fold, given_gender

LONGEST = 200
"""Code points of a name that are read; nothing is called by a longer one."""

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")
_HANGUL = re.compile(r"[\uac00-\ud7a3]+")
_SYLLABLE = re.compile(r"[A-Z][a-z]*")
_HAN_NAME = (2, 4)
_TWO_SYLLABLES = frozenset({"欧阳", "歐陽", "司马", "司馬", "诸葛", "諸葛", "上官", "司徒"})
# Surnames as their bearers write them in English, where the official romanisation is another.
_KOREAN_SURNAMES = {
    "gim": "Kim", "i": "Lee", "bag": "Park", "choe": "Choi", "jeong": "Chung", "gang": "Kang", "jo": "Cho", "an": "Ahn",
    "no": "Roh", "mun": "Moon", "u": "Woo", "bu": "Boo", "gu": "Koo", "gwon": "Kwon", "ban": "Ban", "yu": "Yoo",
}  # fmt: skip
_GREEK_START = re.compile(r"(?<!\w)(?:Μπ|μπ|Ντ|ντ|Γκ|γκ)")
_GREEK_OU = re.compile(r"(?P<o>[\u039f\u03bf])[\u03c5\u03cd]")
_GREEK_V = str.maketrans({"\u0392": "V", "\u03b2": "v"})
_GREEK_WITHIN = re.compile(r"(?<=\w)\u03b3[\u03ba\u03b3]")
_YO = re.compile(r"(?<![\u0447\u0448\u0449\u0436\u0427\u0428\u0429\u0416\W])\u0451")
_UKRAINIAN = re.compile(r"[іїєґ]|[сц]ьк", re.IGNORECASE)
_UKRAINIAN_SOUNDS = str.maketrans({"\u0438": "y", "\u0418": "Y", "\u0433": "h", "\u0413": "H"})
_AMBIGUOUS = re.compile(r"[\u0433\u0413\u0438\u0418]")
_ARABIC_ARTICLE = re.compile(r"(?<!\w)\u0627\u0644(?=\w{2})")
_MARKS = re.compile(r"['\u2019`\u02b9\u02ba\u02bb\u02bc\".]")
_INITIALS = re.compile(r"(?<![^\s,.])([^\W\d_])\.(?=[^\W\d_])")
_BREAKS = re.compile(r"[\s\-_/\u00b7\u2010-\u2015]+")
_SUFFIX = frozenset(tables.GENERATIONS) | tables.ROMAN | tables.HONOURS
_PATRONYMIC = ("ovich", "evich", "ovych", "ovna", "evna", "ivna", "ichna")
_TITLES = tables.PLAIN_TITLES | {"mr", "mrs", "ms", "miss"}


@lru_cache(maxsize=8192)
def latin(name: str) -> str:
    """`name` in Latin letters; one that is in Latin letters already stays as it is.

    A Chinese or Korean name comes out as newspapers print it, surname first and the given name in one word.
    """
    name = unicodedata.normalize("NFC", name[:LONGEST])
    if name.isascii() or all(_is_latin(letter) for letter in name if letter.isalpha()):
        return name
    name = _HAN.sub(_chinese, name)
    name = _HANGUL.sub(_korean, name)
    name = _YO.sub("yo", name)
    if _UKRAINIAN.search(name):
        name = name.translate(_UKRAINIAN_SOUNDS)
    name = _GREEK_WITHIN.sub("ng", name)
    name = _GREEK_OU.sub(r"\g<o>u", _GREEK_START.sub(_greek_start, name.translate(_GREEK_V)))
    name = _ARABIC_ARTICLE.sub("al-", name)
    return "".join(letter if _is_latin(letter) else anyascii(letter) for letter in name)


def spelled(name: str) -> str:
    """A name in Latin letters, given name first, otherwise as written: what the index keys of persons are made of."""
    return _patronymic_within(given_first(latin(name)))


@lru_cache(maxsize=8192)
def folded(name: str) -> str:
    """The form of a name under which it is compared and its trigrams are indexed. Idempotent.

    Latin, lower case, without accents, dots, apostrophes and hyphens; "Berg, Jan" is "jan berg"; forms of address and
    titles that anybody may bear are left out, peerages and crowns are part of the name.
    """
    text = fold(_INITIALS.sub(r"\1. ", spelled(name)))
    text = anyascii(text).casefold()
    text = _BREAKS.sub(" ", _MARKS.sub("", text).replace(",", " ")).strip()
    words = text.split()
    while len(words) > 1 and words[0] in _TITLES:
        words = words[1:]
    return " ".join(words)


def given_first(name: str) -> str:
    """The name "Berg, Jan" as "Jan Berg"; what follows the comma as a suffix ("Berg, Jr.") stays where it is."""
    before, comma, after = name.partition(",")
    if not comma or not before.strip() or not after.strip() or "," in after:
        return name
    first = after.split()[0].rstrip(".").casefold()
    return f"{before} {after}" if first in _SUFFIX else f"{after.strip()} {before.strip()}"


def readings(name: str) -> tuple[str, ...]:
    """The ways in which `name` may be spelled, see `spelled`; one in Cyrillic as a Russian and as a Ukrainian one."""
    if not _AMBIGUOUS.search(name) or _UKRAINIAN.search(name):
        return (spelled(name),)
    return tuple(dict.fromkeys((spelled(name), spelled(name.translate(_UKRAINIAN_SOUNDS)))))


def turned(name: str) -> str | None:
    """The name "Petrov Ivan Sergeyevich", as Russian papers put it, as "Ivan Sergeyevich Petrov"; None for others."""
    words = name.split()
    if len(words) != 3 or not fold(words[2]).endswith(_PATRONYMIC) or fold(words[1]).endswith(_PATRONYMIC):
        return None
    return f"{words[1]} {words[2]} {words[0]}"


def _patronymic_within(name: str) -> str:
    """A name with its patronymic at the end in the usual order, where the given name is known for one."""
    other, words = turned(name), name.split()
    sure = other is not None and given_gender(words[1]) is not None and given_gender(words[0]) is None
    return other if other and sure else name


def _is_latin(letter: str) -> bool:
    return letter.isascii() or unicodedata.name(letter, "").startswith("LATIN")


def _greek_start(found: re.Match[str]) -> str:
    sound = {"μπ": "b", "ντ": "d", "γκ": "g"}[found[0].lower()]
    return sound.upper() if found[0][0].isupper() else sound


def _chinese(found: re.Match[str]) -> str:
    """The name of a person of two to four characters in two words; anything else with its syllables apart."""
    text = found[0]
    syllables = _SYLLABLE.findall("".join(map(anyascii, text)))
    if len(syllables) != len(text) or not _HAN_NAME[0] <= len(text) <= _HAN_NAME[1]:
        return " ".join(syllables) or anyascii(text)
    size = 2 if text[:2] in _TWO_SYLLABLES and len(text) > 2 else 1
    return f"{''.join(syllables[:size]).capitalize()} {''.join(syllables[size:]).capitalize()}"


def _korean(found: re.Match[str]) -> str:
    syllables = _SYLLABLE.findall("".join(map(anyascii, found[0])))
    if len(syllables) != len(found[0]) or not _HAN_NAME[0] <= len(syllables) <= _HAN_NAME[1]:
        return " ".join(syllables) or anyascii(found[0])
    surname = _KOREAN_SURNAMES.get(syllables[0].casefold(), syllables[0])
    given = [part.replace("eo", "o").replace("Eo", "O").replace("eu", "u").replace("Eu", "U") for part in syllables[1:]]
    return f"{surname} {'-'.join([given[0], *map(str.lower, given[1:])])}"
