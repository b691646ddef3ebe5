"""What happens to names on the way into a newspaper: transliterations, orders, initials, nicknames, slips of the pen.

Each kind is made by rules that share no code with those under test; `None` where a name has nothing to vary.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from service.domain.name_tables import GIVEN_GROUPS
from service.domain.names import fold

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

SLAVIC: Final = frozenset({"RU", "UA", "BY", "BG", "RS", "MK", "KZ", "ME"})
CYRILLIC: Final = frozenset({"RU", "UA", "BY", "BG"})
ARABIC: Final = frozenset("EG SY IQ SA AE JO LB LY TN DZ MA YE SD KW QA BH OM PS".split())

_SLAVIC_RULES: Final = (
    (r"iy\b", "y"), (r"(?<=[^aeiou])y\b", "iy"), (r"(?<=[^aeiou])y\b", "i"), (r"ei\b", "ey"), (r"ey\b", "ei"),
    (r"ai\b", "ay"), (r"kh", "h"), (r"Kh", "H"), (r"yu", "iu"), (r"Yu", "Iu"), (r"ya", "ia"), (r"\bYe", "E"),
    (r"\bE(?=l|v|k)", "Ye"), (r"shch", "sch"), (r"tch", "ch"), (r"ch", "tsch"), (r"ov\b", "ow"), (r"dm", "dim"),
    (r"ks", "x"), (r"x", "ks"), (r"Zh", "J"),
)  # fmt: skip
_ARABIC_RULES: Final = (
    (r"\bal-", "el-"), (r"\bAl-", "El-"), (r"\b[Aa]l-", "al "), (r"\b[Aa]l-", ""), (r"Mohammed", "Muhammad"),
    (r"Mohamed", "Mohammed"), (r"Abdul", "Abdel"), (r"Abdel", "Abdul"), (r"Hussein", "Hussain"), (r"ou", "u"),
    (r"Ahmed", "Ahmad"), (r"ee", "i"), (r"Omar", "Umar"), (r"Youssef", "Yusuf"),
)  # fmt: skip
_TO_CYRILLIC: Final = (
    ("shch", "щ"), ("zh", "ж"), ("kh", "\u0445"), ("ts", "ц"), ("ch", "ч"), ("sh", "ш"), ("yu", "ю"), ("ya", "я"),
    ("ye", "\u0435"), ("yo", "ё"), ("sky", "ский"), ("iy", "ий"), ("ei", "ей"), ("ey", "ей"), ("ay", "ай"),
    ("oy", "ой"), ("x", "кс"),
    *zip("abcdefghijklmnopqrstuvwyz", "абкдефгхийклмнопкрстуввиз", strict=True),
)  # fmt: skip
_RANKS: Final = frozenset("lord lady baron baroness viscount viscountess earl countess sir dame duke".split())
_SURNAME_FIRST: Final = frozenset({"CN", "TW", "KR", "KP", "VN", "JP", "HU"})
_PATRONYMICS: Final = "Ivanovich Petrovich Sergeyevich Nikolaevich Andreevich Vladimirovich Yurievich".split()
_MATRONYMICS: Final = "Ivanovna Petrovna Sergeyevna Nikolaevna Andreevna Vladimirovna Yurievna".split()
_MIDDLE: Final = "ABCDEFGHJKLMNPRSTW"
_LETTERS: Final = "abcdefghiklmnoprstuv"
_SHORTEST: Final = 5


def transliterated(name: str, country: str | None, draw: Random) -> str | None:
    """Another romanisation of a Slavic or Arabic name: one or two of the rules that apply."""
    rules = _SLAVIC_RULES if country in SLAVIC else _ARABIC_RULES if country in ARABIC else ()
    fitting = [(pattern, to) for pattern, to in rules if re.search(pattern, name)]
    if not fitting:
        return None
    for pattern, to in draw.sample(fitting, min(len(fitting), draw.randint(1, 2))):
        name = re.sub(pattern, to, name, count=1)
    return name


def in_cyrillic(name: str, country: str | None, _draw: Random) -> str | None:
    """A Russian, Bulgarian, Belarusian or Ukrainian name in Cyrillic letters, as Russian papers spell it."""
    if country not in CYRILLIC:
        return None
    own = {"i": "\u0456", "y": "и", "h": "\u0433", "g": "ґ"} if country == "UA" else {}
    words = []
    for word in fold(name).split():
        written = re.sub(r"(?<=[^aeo])[yi]$", "iy", word) if country == "RU" else word
        if country == "UA":
            written = written.replace("yi", "ї").replace("ye", "є").replace("skyi", "ський").replace("sky", "ський")
        for latin, letter in _TO_CYRILLIC:
            written = written.replace(latin, own.get(latin, letter))
        words.append(written.capitalize())
    return " ".join(words)


def without_accents(name: str, _country: str | None, draw: Random) -> str | None:
    """A name without its accents, or with umlauts spelt out."""
    if name.isascii():
        return None
    if draw.random() < 0.5 and re.search("[äöü]", name):
        return name.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")
    return fold(name).title()


def surname_first(name: str, country: str | None, draw: Random) -> str | None:
    """The surname before the given name, with a comma or without."""
    words = name.split()
    if len(words) != 2 or "-" in words[0] or country in _SURNAME_FIRST:
        return None
    return f"{words[1]}{',' if draw.random() < 0.6 else ''} {words[0]}"


def with_patronymic(name: str, country: str | None, draw: Random) -> str | None:
    """A Slavic name of two words with a patronymic, now and then surname first."""
    words = name.split()
    if country not in CYRILLIC or len(words) != 2:
        return None
    female = words[0].endswith(("a", "ya")) and words[0] not in {"Nikita", "Ilya", "Mykola", "Mykyta"}
    middle = draw.choice(_MATRONYMICS if female else _PATRONYMICS)
    return f"{words[1]} {words[0]} {middle}" if draw.random() < 0.3 else f"{words[0]} {middle} {words[1]}"


def initialled(name: str, country: str | None, draw: Random) -> str | None:
    """Initials in place of given names."""
    words = name.split()
    if len(words) < 2 or country in _SURNAME_FIRST or not words[-1][0].isupper():
        return None
    given = [f"{word[0]}." for word in words[:-1] if word[0].isupper()]
    return f"{' '.join(given)} {words[-1]}" if draw.random() < 0.5 else f"{''.join(given)} {words[-1]}"


def middle_added(name: str, country: str | None, draw: Random) -> str | None:
    """A middle initial that the record lacks."""
    words = name.split()
    if len(words) != 2 or country not in {"US", "GB", "CA", "AU"}:
        return None
    return f"{words[0]} {draw.choice(_MIDDLE)}. {words[1]}"


def middle_dropped(name: str, _country: str | None, _draw: Random) -> str | None:
    """First and last word of a longer name."""
    words = name.split()
    particles = {"de", "van", "von", "al", "el", "bin", "del", "da", "di", "der", "la", "le", "dos", "den"}
    if len(words) < 3 or fold(words[-2]) in particles or not words[-1][0].isalpha() or words[-1].endswith("."):
        return None
    return f"{words[0]} {words[-1]}"


def nicknamed(name: str, _country: str | None, draw: Random) -> str | None:
    """Another form of the given name."""
    words = name.split()
    rows = [forms.split() for forms, _ in GIVEN_GROUPS if len(words) > 1 and fold(words[0]) in forms.split()]
    if not rows:
        return None
    others = [form for form in draw.choice(rows)[:4] if form != fold(words[0])]
    return " ".join((draw.choice(others).title(), *words[1:])) if others else None


def misspelt(name: str, _country: str | None, draw: Random) -> str | None:
    """One slip of the pen in the surname, not in its first letter."""
    words = name.split()
    word = words[-1]
    if len(words) < 2 or len(word) < _SHORTEST or not word.isalpha():
        return None
    at = draw.randrange(1, len(word) - 1)
    slip = draw.choice("swap drop double replace".split())
    if slip == "swap":
        new = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    elif slip == "drop":
        new = word[:at] + word[at + 1 :]
    elif slip == "double":
        new = word[:at] + draw.choice(_LETTERS) + word[at:]
    else:
        new = word[:at] + draw.choice(_LETTERS) + word[at + 1 :]
    return None if new == word else " ".join((*words[:-1], new))


def varied(name: str, country: str | None, draw: Random) -> dict[str, str]:
    """The variants of a name by kind; a peer, and a bearer of Jr or III, is called by that name alone."""
    words = name.replace(",", "").split()
    if fold(words[0]) in _RANKS or fold(words[-1]).rstrip(".") in {"jr", "sr", "ii", "iii", "iv"}:
        return {}
    made = {kind: vary(name, country, draw) for kind, vary in KINDS.items()}
    return {kind: variant for kind, variant in made.items() if variant and fold(variant) != fold(name)}


KINDS: Final[dict[str, Callable[[str, str | None, Random], str | None]]] = {
    "transliterated": transliterated,
    "in Cyrillic": in_cyrillic,
    "without accents": without_accents,
    "surname first": surname_first,
    "with patronymic": with_patronymic,
    "initials": initialled,
    "middle initial added": middle_added,
    "middle name dropped": middle_dropped,
    "nickname": nicknamed,
    "misspelt": misspelt,
}
