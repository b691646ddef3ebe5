"""Acts: predicates that name one happening in different words.

Statements are filed under their act: a change here needs a migration that files them anew (`ledger.reindexing`).
"""

from __future__ import annotations

_GROUPS = {
    "death": ("die", "kill", "murder", "assassinate"),
    "birth": ("born", "bear"),
    "visit": ("visit", "travel", "fly", "arrive", "tour"),
    "meeting": ("meet", "talk", "speak", "negotiate", "confer", "hold_talks", "discuss"),
    "opening": ("open", "begin", "start"),
    "suspension": ("suspend", "freeze", "halt", "stop"),
    "renewal": ("renew", "restore", "resume", "reopen", "restart"),
    "speech": ("say", "tell", "announce", "declare", "state", "stress", "express"),
}
CONTACTS = frozenset({"meeting", "agree", "sign"})
"""Acts for which two have to come together."""
TOLD_AS_CONTACTS = frozenset({"meeting", "speech", "contact"})
"""Acts that, where they are ranked ("the first talks since"), are refuted by any contact."""
GROUP_OF = {predicate: group for group, predicates in _GROUPS.items() for predicate in predicates}


def group_of(predicate: str) -> str:
    """The act that a predicate is a word for, or the predicate itself."""
    return GROUP_OF.get(predicate, predicate)
