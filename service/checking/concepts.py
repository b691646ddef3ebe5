"""Words of the news that say the same thing, and pairs that exclude each other; all else is compared by its stem."""

from __future__ import annotations

from functools import cache, lru_cache

from service.checking.alignment import stem

# One row a concept. Rows before the bar happen once to one person or thing; those after it come back.
_ONCE = """
open inaugurate reopen inauguration unveil reopening
begin start commence beginning
close shut closure shutdown
found establish create set-up form foundation formation
build construct construction building
launch liftoff lift-off blast-off
die death dead decease perish
kill slay murder killing assassinate assassination
born bear birth
marry wed marriage wedding
arrest detain seize capture
convict conviction
acquit clear acquittal
sentence jail imprison
indict charge indictment
escape flee
sack dismiss fire dismissal oust remove removal
resign resignation quit
appoint name hire appointment
elect election choose
succeed follow
swear oath inauguration
retire retirement
suspend suspension
expel expulsion
reject refuse rejection decline
approve accept pass approval nod
sign signature
ratify ratification
announce announcement
withdraw withdrawal abandon
join entry enter
buy acquire purchase takeover acquisition
merge merger
sell sale
sink capsize
crash collision collide
explode explosion blast bomb bombing
steal theft thief rob robbery
publish publication appear
restore restoration
resume resumption
collapse break
strike walkout
cancel cancellation
worsen deteriorate deterioration sour strain
discover discovery
evacuate evacuation
cast
fall
drown
discharge release free
defeat beat knock
win victory triumph
lose loss defeat
"""
_AGAIN = """
visit trip tour travel journey
arrive arrival land landing touchdown
leave depart departure
meet meeting talk
say tell announce declare
play match
cost price worth value
largest biggest greatest
industry sector
accident disaster
employ employee employment worker staff job
injure injury wound
country nation
chairman chair chairwoman
spectator crowd
company firm
debt owe
rescue save
"""
# A concept of the one side excludes a concept of the other, told of the same matter.
_OPPOSITES = (
    ("reject", "approve"),
    ("acquit", "convict"),
    ("open", "close"),
    ("win", "lose"),
    ("rise", "fall"),
    ("allow", "ban"),
    ("appoint", "sack"),
    ("expel", "invite"),
    ("arrest", "discharge"),
    ("suspend", "resume"),
    ("reject", "agree"),
    ("increase", "cut"),
)
# They happen again and again, to the same people too: another date is another time.
RECURRING = frozenset(
    stem(word)
    for word in "visit arrive leave meet say play win lose defeat cost employ rescue travel hold take make go come see "
    "call ask give tell report attack fight vote strike pay earn cut rise announce".split()
)


@cache
def _table() -> dict[str, str]:
    table: dict[str, str] = {}
    for row in (*_ONCE.strip().splitlines(), *_AGAIN.strip().splitlines()):
        words = row.split()
        for word in words:
            table.setdefault(word, stem(words[0]))
    return table


@lru_cache(maxsize=16384)
def concept(lemma: str) -> str:
    """What a lemma is compared by: the first word of its row, else its stem."""
    return _table().get(lemma) or stem(lemma)


@cache
def opposites() -> frozenset[frozenset[str]]:
    """Pairs of concepts that cannot both be told of one matter."""
    return frozenset(frozenset((stem(one), stem(other))) for one, other in _OPPOSITES)
