"""Titles as roles: one slug per office however a text or a table words it.

A role names the office within its jurisdiction (`prime-minister`, `foreign-secretary`, `ambassador-to-GB`);
who governs what differs by country, so what counts as the same office is asked with the jurisdiction.
"""

from __future__ import annotations

import re
from functools import lru_cache

from service.domain.bodies import PARTS, body_code
from service.domain.countries import countries, country_code
from service.domain.names import fold

STATUS_WORDS = frozenset(
    "former then ex acting interim outgoing incoming incumbent caretaker current new designate elect late ousted "
    "sitting one-time onetime erstwhile newly appointed elected longtime long-time his her its their".split(),
)
# Seats of power that stand for the head's office before "spokesman", "chief of staff" and the like.
_SEATS = {
    "kremlin": "RU",
    "white house": "US",
    "downing street": "GB",
    "no 10": "GB",
    "number 10": "GB",
    "elysee": "FR",
    "elysee palace": "FR",
    "buckingham palace": "GB",
}

_WORDS = {
    "defense": "defence", "labor": "labour", "pm": "prime minister", "premier": "prime minister",
    "spokeswoman": "spokesman", "spokesperson": "spokesman", "chairman": "chair", "chairwoman": "chair",
    "chairperson": "chair", "advisor": "adviser", "organization": "organisation", "center": "centre",
    "councilor": "councillor", "affaires": "affairs", "finances": "finance", "dept": "department",
    "undersecretary": "under secretary", "vicepresident": "vice president", "congresswoman": "congressman",
}  # fmt: skip
_PHRASES = (
    ("prime minister of state council", "prime minister"),
    ("president of council of ministers", "prime minister"),
    ("president of government", "prime minister"),
    ("chair of government", "prime minister"),
    ("minister president", "prime minister"),
    ("head of government", "prime minister"),
    ("taoiseach", "prime minister"),
    ("president of republic", "president"),
    ("scottish first minister", "first minister of scotland"),
    ("welsh first minister", "first minister of wales"),
    ("federal chancellor", "chancellor"),
    ("vice prime minister", "deputy prime minister"),
    ("first vice president", "first vice president"),
    ("deputy president", "vice president"),
    ("general prosecutor", "prosecutor general"),
    ("procurator general", "prosecutor general"),
    ("permanent representative", "ambassador"),
    ("high commissioner to", "ambassador to"),
    ("ambassador extraordinary and plenipotentiary", "ambassador"),
    ("envoy to", "ambassador to"),
    ("court of st james", "united kingdom"),
    ("opposition leader", "leader of opposition"),
    ("secretary of state for home department", "home secretary"),
    ("press secretary to president", "spokesman"),
    ("press secretary of president", "spokesman"),
    ("presidential press secretary", "spokesman"),
    ("presidential spokesman", "spokesman"),
    ("press secretary", "spokesman"),
    ("speaker of house of commons", "speaker"),
    ("speaker of house of representatives", "speaker"),
    ("speaker of house", "speaker"),
    ("house speaker", "speaker"),
    ("commons speaker", "speaker"),
    ("foreign policy chief", "high representative"),
    ("secretary to treasury", "secretary"),
)

# What ministries are called, and the one word the press uses for them.
_TOPICS = (
    (r"(?:europe and |foreign and )?(?:foreign|external)(?: and [a-z]+| [a-z]+ and [a-z]+)? (?:affairs|relations)\b.*",
     "foreign"),
    (r"foreign(?: commonwealth and development| and commonwealth)? affairs", "foreign"),
    (r"foreign affairs and .*|foreign", "foreign"),
    (r"(?:national )?defence(?: and .*)?|armies", "defence"),
    (r"(?:interior|internal|home)(?: affairs)?(?: and .*)?", "interior"),
    (r"finance(?: and .*)?", "finance"),
    (r"(?:national )?economy(?: and| industry and)? finance(?: .*)?", "economy and finance"),
    (r"(?:national )?education(?: .*)?", "education"),
    (r"(?:public )?health(?:care)?(?: .*)?", "health"),
    (r"justice(?: .*)?", "justice"),
    (r"transports?(?: .*)?|transportation", "transport"),
    (r"business(?: .*)?", "business"),
    (r"(?:digital )?culture(?: .*)?", "culture"),
    (r"environment(?: .*)?", "environment"),
    (r"(?:communities|levelling up)(?: .*)?", "communities"),
    (r"energy(?: .*)?", "energy"),
    (r"agriculture(?: .*)?", "agriculture"),
    (r"sports?(?: .*)?", "sports"),
    (r"emergencies|emergency situations|civil defence emergencies(?: .*)?", "emergencies"),
)  # fmt: skip
_TOPIC_PATTERNS = tuple((re.compile(pattern), name) for pattern, name in _TOPICS)

_NOT_WORD = re.compile(r"[^a-z0-9]+")
_BRACKETS = re.compile(r"\[[^\[\]]*\]|\([^()]*\)")  # up to the next of its kind: linear in unclosed ones
_TAIL = re.compile(r"\s(?:[\u2013\u2014-]|as)\s.*|\n.*", re.DOTALL)
_MINISTER_OF = re.compile(r"((?:first deputy |deputy |vice )?)minister (?:of|for) (.+)")
_SECRETARY_OF = re.compile(r"((?:deputy )?)secretary (?:of state for|of|for) (.+)")
_TOPIC_FIRST = re.compile(r"((?:first deputy |deputy |vice )?)([a-z].*) (minister|secretary)")
_HEADS = r"(head|chief|boss|director|chair|leader|mayor|governor|speaker)"
_HEAD_OF = re.compile(rf"((?:first deputy |deputy |vice |lieutenant )?){_HEADS} of (.+)")
_HEAD_AFTER = re.compile(rf"((?:deputy |vice |lieutenant )?)(.+) {_HEADS}")
_HEAD_WORDS = {"chief": "head", "boss": "head", "director": "head"}
_CONNECTED = re.compile(r" (?:of|for|to) ")
_AMBASSADOR = re.compile(r"(?:(.+) )?ambassador(?: of ((?:(?! ambassador).)+?))? (?:to|in) (.+)", re.DOTALL)
_FULL_SLUGS = frozenset({
    "prime minister", "first minister", "chief minister", "foreign secretary", "home secretary", "secretary",
    "private secretary", "general secretary", "permanent secretary", "under secretary", "cabinet secretary",
    "chief cabinet secretary", "assistant secretary", "financial secretary", "economic secretary",
    "exchequer secretary", "parliamentary secretary", "chief secretary", "colonial secretary",
})  # fmt: skip
# Between a title and the place it is held in these do not name a country's office (Georgia is a state too).
_LOCAL = ("governor", "mayor", "chief minister", "senator", "head", "director", "chair")
_MAX_NAME = 6
_MOST_WORDS = 40
"""Words of a title that are read: the longest of 15,000 in tables of ministers has 19."""


def _plain(title: str) -> str:
    """The words of a title: folded, brackets and articles dropped, abbreviations and spellings made one."""
    text = _TAIL.sub("", _BRACKETS.sub(" ", title.strip()))
    text = fold(text).replace("'s ", " ").replace("'", "").replace(".", "")
    words = [_WORDS.get(word, word) for word in _NOT_WORD.split(text) if word and word != "the"]
    first = next((at for at, word in enumerate(words) if word not in STATUS_WORDS), len(words))
    words = words[first : first + _MOST_WORDS]
    while words and words[-1] in STATUS_WORDS:
        words.pop()
    return " ".join(words)


def _code(name: str) -> str | None:
    return country_code(name) or body_code(name) or _SEATS.get(name)


def _peel(words: list[str]) -> tuple[list[str], str | None]:
    """The title without the country or body before or after it, and the code of that."""
    for size in range(min(_MAX_NAME, len(words) - 1), 0, -1):
        name = " ".join(words[:size])
        if name in PARTS:
            owner, part = PARTS[name]
            return [*words[size:], "of", *part.split()], owner
        if code := _code(name):
            return words[size:], code
    for at in [index for index, word in enumerate(words) if word == "of" and index]:
        head, name = words[:at], " ".join(words[at + 1 :])
        if name in PARTS:
            owner, part = PARTS[name]
            return [*head, "of", *part.split()], owner
        if (code := _code(name)) and " ".join(head) not in _LOCAL:
            return head, code
    return words, None


def _topic(name: str) -> str:
    for pattern, short in _TOPIC_PATTERNS:
        if pattern.fullmatch(name):
            return short
    return name


def _slug(text: str) -> str:
    return _NOT_WORD.sub("-", text).strip("-")


def _destination(name: str) -> str:
    """ISO code or body of where an ambassador is sent; a slug where it is not known."""
    for size in range(len(name.split()), 0, -1):
        start = " ".join(name.split()[:size])
        if code := country_code(start) or body_code(start) or _capitals().get(start):
            return code
    return _slug(name)


@lru_cache(maxsize=1)
def _capitals() -> dict[str, str]:
    return {fold(city): land.code for land in countries().values() for city in land.capitals}


@lru_cache(maxsize=4096)
def _analyse(title: str) -> tuple[str, str | None]:
    """Role and jurisdiction of a title."""
    text = _plain(title)
    if match := _AMBASSADOR.fullmatch(_phrased(text)):
        sender = match[1] or match[2]
        return f"ambassador-to-{_destination(match[3])}", _code(sender) if sender else None
    words, code = _peel(text.split())
    text = _phrased(" ".join(words))
    if text.startswith(("deputy prime minister ", "first deputy prime minister ")):
        text = text.split(" minister")[0] + " minister"
    if text in _FULL_SLUGS or text.endswith(" general"):
        return _slug(text), code
    return _slug(_ruled(text)), code


def _phrased(text: str) -> str:
    for phrase, plain in _PHRASES:
        if phrase in text:
            text = f" {text} ".replace(f" {phrase} ", f" {plain} ").strip()
    return text


def _ruled(text: str) -> str:
    """The general forms: minister for X, secretary of state for X, head of X, X minister, X chief."""
    if text.startswith("high representative"):
        return "high representative"
    kept = text.startswith(("minister of state", "secretary of state of", "first secretary", "minister without"))
    if kept or text == "secretary of state" or ("chief of" in text and "staff" in text):
        return text.replace("minister of state for ", "minister of state ", 1)
    if match := _MINISTER_OF.fullmatch(text):
        return f"{match[1]}{_topic(match[2])} minister"
    if match := _SECRETARY_OF.fullmatch(text):
        return f"{match[1]}{_topic(match[2])} secretary"
    if match := _HEAD_OF.fullmatch(text):
        return f"{match[1]}{_HEAD_WORDS.get(match[2], match[2])} of {match[3]}"
    if match := _HEAD_AFTER.fullmatch(text):
        return f"{match[1]}{_HEAD_WORDS.get(match[3], match[3])} of {match[2]}"
    match = _TOPIC_FIRST.fullmatch(text)
    if not match or _CONNECTED.search(text) or f"{match[2]} {match[3]}" in _FULL_SLUGS:
        return text
    return f"{match[1]}{_topic(match[2])} {match[3]}"


def role_of(title: str) -> str:
    """The role slug of a title in any wording; jurisdiction and status words are left out of it.

    "Minister of Foreign Affairs of Spain" and "Spanish foreign minister" are `foreign-minister`,
    "President of the European Commission" is `president-of-commission` (of the EU), "Russia's ambassador
    to the UK" `ambassador-to-GB`. A title that no rule knows is its own slug; "" has the role "".
    """
    return _analyse(title)[0]


def jurisdiction_of(title: str) -> str | None:
    """The ISO code or body that the words of a title name ("British", "of Spain", "NATO"), else None."""
    return _analyse(title)[1]


_SAME: tuple[tuple[str | None, frozenset[str]], ...] = (
    ("GB", frozenset({"foreign-secretary", "foreign-minister"})),
    ("GB", frozenset({"home-secretary", "interior-minister", "interior-secretary", "home-minister"})),
    ("GB", frozenset({"chancellor", "chancellor-of-exchequer", "finance-minister"})),
    ("GB", frozenset({"justice-secretary", "lord-chancellor", "justice-minister"})),
    ("US", frozenset({"secretary-of-state", "foreign-minister", "foreign-secretary"})),
    ("US", frozenset({"treasury-secretary", "finance-minister"})),
    ("US", frozenset({"attorney-general", "justice-minister"})),
    ("CA", frozenset({"foreign-minister", "global-affairs-minister"})),
    ("VA", frozenset({"pope", "pontiff"})),
    (None, frozenset({"king", "queen", "monarch", "emperor", "empress", "sultan", "sovereign"})),
    (None, frozenset({"finance-minister", "economy-and-finance-minister"})),
    (None, frozenset({"economy-minister", "economy-and-finance-minister"})),
    (None, frozenset({"deputy-prime-minister", "first-deputy-prime-minister"})),
    (None, frozenset({"vice-president", "first-vice-president"})),
)


def equivalents(role: str, jurisdiction: str | None) -> frozenset[str]:
    """The roles that mean the office `role` in `jurisdiction`, itself included.

    Wide where the press is loose ("the British defence minister" is the Defence Secretary; a first deputy
    prime minister is called deputy prime minister): a wording alone never refutes.
    """
    same, todo = {role}, [role]
    while todo:
        current = todo.pop()
        found = {
            other for where, group in _SAME if current in group and where in {None, jurisdiction} for other in group
        }
        if jurisdiction in {"GB", "US"} and not current.endswith("prime-minister"):
            stem, _, kind = current.rpartition("-")
            if stem and kind in {"secretary", "minister"}:
                found |= {f"{stem}-secretary", f"{stem}-minister"}
        todo += found - same
        same |= found
    return frozenset(same)
