"""Where a title stands: "Deputy Prime Minister", "foreign secretary", "ambassador to Spain", in either case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.domain.claims import OfficeStatus
from service.domain.names import fold
from service.reading.gazetteer import NameKind, gazetteer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.reading.tokens import Token

# Words that carry a title, and those that may stand before them inside it.
HEADS = frozenset(
    """
president vice-president premier vice-premier chancellor vice-chancellor minister secretary ambassador governor mayor
senator king queen prince princess emperor empress pope speaker chairman chairwoman chairperson chief director
spokesman spokeswoman spokesperson leader commissioner envoy pm prosecutor taoiseach monarch sultan emir
secretary-general director-general attorney-general adviser advisor representative head boss general archbishop
congressman congresswoman patriarch undersecretary
""".split()
)
MODIFIERS = frozenset(
    """
prime first deputy vice foreign defence defense home interior finance economy economic education health transport
justice trade energy environment agriculture culture sports sport labour labor business treasury press lord high chief
national security police cabinet house senate opposition party state under assistant permanent lieutenant attorney
solicitor prosecutor federal internal emergencies information industry development science technology homeland
intelligence immigration housing pensions europe presidential northern ireland policy senior joint communities
commons duma parliamentary shadow crown financial general oil gas railways international public central bank
foreign-policy second executive
""".split()
)
# Heads that are titles of office even when they stand alone ("the President").
BARE = frozenset(
    """
president premier chancellor ambassador pm minister secretary secretary-general speaker taoiseach queen king pope
spokesman spokeswoman governor mayor emperor
""".split()
)
# Heads that name an office only with a word before or after them.
WEAK = frozenset(
    "head chief boss director leader general representative chairman chairwoman chairperson adviser advisor".split()
)
_TOPICS = MODIFIERS | frozenset(
    """
affairs foreign commonwealth relations exchequer duchy lancaster work pensions skills innovation media food rural
local government regions communities levelling digital social care families children equalities women employment
industries commerce interior armed forces procurement reform situations emergency integration war navy army force
air exiting climate change tourism heritage youth veterans water forestry fisheries communications infrastructure
department council ministers scotland wales
""".split()
)
_JOIN = frozenset({"and", ",", "&"})
_LONGEST_TOPIC = 9
_LONGEST_NAME = 4
STATUS = {
    "former": OfficeStatus.FORMER, "ex": OfficeStatus.FORMER, "late": OfficeStatus.FORMER,
    "one-time": OfficeStatus.FORMER, "onetime": OfficeStatus.FORMER, "erstwhile": OfficeStatus.FORMER,
    "ousted": OfficeStatus.FORMER, "deposed": OfficeStatus.FORMER, "retired": OfficeStatus.FORMER,
    "previous": OfficeStatus.FORMER, "disgraced": OfficeStatus.FORMER,
    "then": OfficeStatus.THEN, "acting": OfficeStatus.ACTING, "interim": OfficeStatus.ACTING,
    "caretaker": OfficeStatus.ACTING, "incoming": OfficeStatus.ELECT, "future": OfficeStatus.ELECT,
}  # fmt: skip
STATUS_NEUTRAL = frozenset("current incumbent outgoing new newly sitting longtime long-time present".split())
STATUS_PREFIXES = {"then-": OfficeStatus.THEN, "ex-": OfficeStatus.FORMER, "former-": OfficeStatus.FORMER}
# What "the minister's ..." names that is not the minister.
BELONGINGS = frozenset(
    "office offices residence department spokesman spokeswoman aides aide wife husband son daughter".split()
)
PARTIES = frozenset("conservative labour labor republican democratic socialist liberal communist tory islamist".split())
BE = frozenset("is was became remains been be become remained becomes".split())
MADE = frozenset(
    "elected appointed named made sworn reappointed reelected re-elected confirmed nominated inaugurated".split()
)
AS = frozenset({"as"})
AFTER_APPOSITION = frozenset(
    ", . ; : ) - and or who whose of for in at to from on under since until between during".split()
) | {""}
SUCCEEDING = frozenset("succeeded succeeds succeed replaced replaces replace succeeding replacing".split())
CHAIN = BE | MADE | AS | frozenset(
    "has had have , also now later who in first office took serves served serving worked works acted acts being to "
    "then still again formally officially soon".split(),
)  # fmt: skip


def plain(token: Token) -> str:
    """A token's word without `then-`, `ex-` and the like, folded."""
    word = token.text.lower()
    for prefix in ("then-", "ex-", "former-"):
        word = word.removeprefix(prefix)
    return word.removesuffix("-elect").removesuffix("-designate")


def title_at(tokens: Sequence[Token], at: int) -> int:
    """The index after the title that begins at token `at`, or `at` where none does.

    The complement ("of Spain", "for Work and Pensions", "to the United Nations") belongs to it; a status
    word before it, a country adjective and the name of the bearer do not.
    """
    if tokens[at].text.lower() == "under" and (at + 1 == len(tokens) or plain(tokens[at + 1]) != "secretary"):
        return at
    end, limit = at, min(len(tokens), at + _LONGEST_TOPIC)
    while end < limit and plain(tokens[end]) in MODIFIERS:
        end += 1
    head = _head(tokens, at, end)
    if head < 0:
        return at
    word = plain(tokens[head])
    end = head + 1
    if end < len(tokens) and tokens[end].text.lower() in {"general", "executive"} and word in {
        "secretary", "attorney", "prosecutor", "director", "chief", "solicitor",
    }:  # fmt: skip
        end += 1
    full = complement(tokens, end, ambassador=word in {"ambassador", "envoy", "representative", "commissioner"})
    return at if full == head + 1 and word in WEAK and head == at else full


def _head(tokens: Sequence[Token], at: int, end: int) -> int:
    """The index of the title's head: the word after the modifiers, or the last of them that can be one."""
    if end < len(tokens) and plain(tokens[end]) in HEADS:
        return end
    for index in range(end - 1, at - 1, -1):
        if plain(tokens[index]) in HEADS:
            return index
    return -1


def complement(tokens: Sequence[Token], at: int, *, ambassador: bool = False) -> int:
    """The index after "of the ...", "for ..." (or "to ..." for an ambassador) beginning at `at`; `at` if none."""
    if at + 1 >= len(tokens):
        return at
    link = tokens[at].text.lower()
    if link not in ({"to", "of", "in"} if ambassador else {"of", "for"}):
        return at
    first = at + 1
    if tokens[first].text.lower() == "the":
        first += 1
    if first >= len(tokens):
        return at
    if word_is_state(tokens, at, first):
        inner = complement(tokens, first + 1)
        return max(inner, first + 1)
    known = known_at(tokens, first)
    if known > first:
        return known
    if ambassador:
        return at
    end = _topic_end(tokens, first)
    if end == first and link == "of" and tokens[first].text[0].isupper():
        given, limit = gazetteer().given, min(len(tokens), first + _LONGEST_NAME)
        while end < limit and tokens[end].text[0].isupper() and fold(tokens[end].text) not in given:
            end += 1
    return end if end > first else at


def word_is_state(tokens: Sequence[Token], at: int, first: int) -> bool:
    """Whether "of State" stands at `at` ("Secretary of State for Wales")."""
    return tokens[at].text.lower() == "of" and tokens[first].text.lower() == "state" and first == at + 1


def _topic_end(tokens: Sequence[Token], first: int) -> int:
    """The index after words like "Foreign and Commonwealth Affairs"."""
    end = first
    while end < len(tokens) and end - first < _LONGEST_TOPIC:
        word = tokens[end].text.lower()
        joins = word in _JOIN and end + 1 < len(tokens) and tokens[end + 1].text.lower() in _TOPICS and end > first
        if word not in _TOPICS and not joins and not (word == "the" and tokens[end - 1].text.lower() == "and"):
            break
        end += 1
    return end


def known_at(tokens: Sequence[Token], at: int) -> int:
    """The index after the longest name of the gazetteer that begins at `at` (an adjective is none); `at` if none."""
    known = gazetteer()
    first = fold(tokens[at].text)
    for size in range(min(known.longest.get(first, 1), len(tokens) - at), 0, -1):
        entry = known.find(" ".join(fold(t.text) for t in tokens[at : at + size]))
        if entry and entry.kind not in {NameKind.ADJECTIVE, NameKind.REGION_ADJECTIVE} and tokens[at].text[0].isupper():
            return at + size
    return at
