"""From words to the typed relations that rules know.

`PREDICATES` maps verb lemmas, `EVENT_NOUNS` maps the heads of noun phrases; what is in neither keeps its lemma.
A new relation is one row here and, where it can be refuted, one rule.
"""

from __future__ import annotations

PREDICATES: dict[str, str] = {
    "visit": "visit",
    "travel": "visit",
    "fly": "visit",
    "arrive": "visit",
    "tour": "visit",
    "meet": "meet",
    "confer": "meet",
    "negotiate": "meet",
    "die": "die",
    "perish": "die",
    "kill": "kill",
    "murder": "kill",
    "assassinate": "kill",
    "slay": "kill",
    "execute": "kill",
    "poison": "poison",
    "bear": "born",
    "appoint": "appoint",
    "name": "appoint",
    "nominate": "appoint",
    "install": "appoint",
    "resign": "resign",
    "quit": "resign",
    "elect": "elect",
    "re-elect": "elect",
    "reelect": "elect",
    "sign": "sign",
    "ratify": "sign",
    "agree": "agree",
    "announce": "announce",
    "unveil": "announce",
    "open": "open",
    "begin": "begin",
    "start": "begin",
    "accuse": "accuse",
    "blame": "accuse",
    "expel": "expel",
    "deport": "expel",
    "suspend": "suspend",
    "freeze": "suspend",
    "halt": "suspend",
    "stop": "suspend",
    "refuse": "refuse",
    "reject": "refuse",
    "rebuff": "refuse",
    "decline": "refuse",
    "deny": "deny",
    "dismiss": "deny",
    "speak": "speak",
    "talk": "speak",
    "step down": "resign",
    "stand down": "resign",
    "bow out": "resign",
    "pass away": "die",
    "take over": "take_over",
    "call off": "cancel",
    "break out": "begin",
    "set up": "found",
}

EVENT_NOUNS: dict[str, str] = {
    "visit": "visit",
    "trip": "visit",
    "tour": "visit",
    "journey": "visit",
    "meeting": "meet",
    "talk": "meet",
    "talks": "meet",
    "negotiation": "meet",
    "encounter": "meet",
    "conference": "meet",
    "murder": "kill",
    "killing": "kill",
    "assassination": "kill",
    "slaying": "kill",
    "execution": "kill",
    "death": "die",
    "poisoning": "poison",
    "birth": "born",
    "election": "elect",
    "re-election": "elect",
    "resignation": "resign",
    "appointment": "appoint",
    "nomination": "appoint",
    "bombing": "bomb",
    "bomb": "bomb",
    "blast": "bomb",
    "explosion": "bomb",
    "attack": "attack",
    "shooting": "attack",
    "raid": "attack",
    "invasion": "invade",
    "annexation": "annex",
    "war": "war",
    "coup": "coup",
    "uprising": "uprising",
    "massacre": "attack",
    "earthquake": "earthquake",
    "flood": "flood",
    "hurricane": "hurricane",
    "crash": "crash",
    "fire": "fire",
    "disaster": "disaster",
    "treaty": "agree",
    "agreement": "agree",
    "accord": "agree",
    "signing": "sign",
    "ratification": "sign",
    "expulsion": "expel",
    "arrest": "arrest",
    "trial": "try",
    "conviction": "convict",
    "accusation": "accuse",
    "closure": "close",
    "unveiling": "announce",
    "launch": "launch",
    "opening": "open",
    "founding": "found",
    "suspension": "suspend",
    "referendum": "referendum",
    "strike": "strike",
    "merger": "merge",
    "takeover": "take_over",
    "wedding": "marry",
    "marriage": "marry",
    "coronation": "crown",
    "inauguration": "inaugurate",
    "collapse": "collapse",
    "summit": "take_place",
    "olympics": "take_place",
    "games": "take_place",
    "paralympics": "take_place",
    "cup": "take_place",
    "championship": "take_place",
    "festival": "take_place",
    "tournament": "take_place",
}


def predicate_of_verb(lemma: str, particle: str | None = None) -> str:
    """The relation of a verb ("step", "down" -> resign), its lemma where the table knows none."""
    with_particle = PREDICATES.get(f"{lemma} {particle}") if particle else None
    return with_particle or PREDICATES.get(lemma, lemma)


# What people undergo once: the date of one mention is the date of all.
ONCE = frozenset("die kill poison born".split())
# "hold talks", "make a visit", "pay a visit": the noun carries the meaning.
LIGHT_VERBS = frozenset("make hold pay have take give undertake conduct".split())
# "made a statement": nouns of speaking, which a light verb makes no event.
SPEECH_NOUNS = frozenset("statement remark comment revelation announcement speech point claim allegation call".split())
# "the incident", "the affair": nouns that take up an event told before.
ANAPHORIC = frozenset(
    "incident event affair episode case attack killing murder poisoning death crash bombing shooting blast".split(),
)
# Travel verbs say "visit" only together with a place.
MOTION = frozenset("travel fly arrive go come head return".split())
# Verbs of judgement and hope: what they govern is no checkable event.
SOFT = frozenset(
    "hope seem appear look want wish feel believe think expect regard see view consider fear love like need".split()
)
