"""The predicate of a row: a verb in its base form, as claims have it, or it would never be compared with one."""

from __future__ import annotations

import re
from functools import cache

from service.domain.acts import GROUP_OF
from service.ledger.importers.table import RowRefusedError
from service.ledger.indexing import HOLD_OFFICE

_PREDICATE = re.compile(r"[a-z][a-z_-]{0,59}", re.ASCII)
_RELATIONS = "appoint resign elect agree sign announce say accuse expel take_place take_over refuse".split()
_VERBS = (
    "abandon accept acquire acquit approve arrest attack attend ban beat build buy call cancel capture celebrate"
    " charge close collapse commission complete condemn convict crash create cut decide defeat demolish deny deploy"
    " depart detain discover dismiss earn employ end enter escape establish evacuate explode extradite fall fine fire"
    " found give host impose imprison inaugurate indict injure invade invite join land launch lead leave lift lose"
    " marry merge move name nominate order own pardon pass pay play promise propose publish ratify receive recognise"
    " recognize reject release remove replace report rescue retire return reveal rule sack sanction sell send sentence"
    " serve settle shut sink split steal strike succeed sue surrender swear transfer unveil veto vote warn win"
    " withdraw write"
).split()
_KNOWN = frozenset({*GROUP_OF, *_RELATIONS, *_VERBS})
_IRREGULAR = {
    "arose": "arise", "ate": "eat", "beaten": "beat", "became": "become", "began": "begin", "begun": "begin",
    "bought": "buy", "brought": "bring", "broke": "break", "built": "build", "came": "come", "chose": "choose",
    "dealt": "deal", "did": "do", "drew": "draw", "drove": "drive", "fell": "fall", "fallen": "fall", "flew": "fly",
    "flown": "fly", "fled": "flee", "fought": "fight", "froze": "freeze", "frozen": "freeze", "gave": "give",
    "given": "give", "got": "get", "grew": "grow", "had": "have", "heard": "hear", "held": "hold", "kept": "keep",
    "knew": "know", "laid": "lay", "led": "lead", "left": "leave", "lost": "lose", "made": "make", "met": "meet",
    "paid": "pay", "ran": "run", "rose": "rise", "said": "say", "sang": "sing", "sank": "sink", "sat": "sit",
    "sent": "send", "shot": "shoot", "showed": "show", "slew": "slay", "sold": "sell", "sought": "seek",
    "spent": "spend", "spoke": "speak", "spoken": "speak", "stole": "steal", "stolen": "steal", "stood": "stand",
    "struck": "strike", "sunk": "sink", "swore": "swear", "sworn": "swear", "taken": "take", "told": "tell",
    "took": "take", "was": "be", "went": "go", "were": "be", "withdrew": "withdraw", "won": "win", "wrote": "write",
    "written": "write",
}  # fmt: skip
_BASE_IN_ED = frozenset("embed shed shred wed".split())
"""Verbs whose base form ends like a past; so do those in "eed", such as proceed."""


def predicate(cell: str) -> str:
    """The predicate that a cell names, in small letters.

    Raises:
        RowRefusedError: where it is none, or not the base form of a verb, which the message names where it is known.
    """
    name = "_".join(cell.lower().split())
    if not _PREDICATE.fullmatch(name):
        raise RowRefusedError(f'"{cell[:40]}" is no predicate: it is a verb in small letters, such as visit.')
    if name == HOLD_OFFICE:
        raise RowRefusedError("A term in office needs a title.")
    verb, _, rest = name.partition("_")
    if name in _KNOWN or verb in _KNOWN:
        return name
    if base := _bases().get(verb):
        raise RowRefusedError(
            f'"{cell[:40]}" is no base form; use the base form: {"_".join(filter(None, (base, rest)))}.'
        )
    if verb.endswith("ed") and not verb.endswith("eed") and verb not in _BASE_IN_ED:
        raise RowRefusedError(f'"{cell[:40]}" is a past; use the base form, such as visit for visited.')
    return name


def warnings(name: str) -> tuple[str, ...]:
    """What there is to say of a predicate that is taken: that no act is known by it."""
    if name in _KNOWN:
        return ()
    return (f'no act is known as "{name}": it is compared only with claims that have this very verb.',)


@cache
def _bases() -> dict[str, str]:
    """Other forms of the known verbs, each with its base form."""
    found = {form: verb for verb in sorted(_KNOWN) if "_" not in verb for form in _forms(verb)}
    return {form: base for form, base in {**found, **_IRREGULAR}.items() if form not in _KNOWN}


def _forms(verb: str) -> tuple[str, ...]:
    """The regular forms of a verb, with and without its last consonant doubled."""
    if verb.endswith("e"):
        return f"{verb}s", f"{verb}d", f"{verb[:-1]}ing"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing"
    stems = (verb, verb + verb[-1])
    return (f"{verb}s", f"{verb}es", *(f"{stem}{end}" for stem in stems for end in ("ed", "ing")))
