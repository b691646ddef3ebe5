"""Transcripts: "DANA KELLER, ANCHOR: Good evening." names who speaks; what staff say the outlet says itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from service.domain.claims import EntityType
from service.domain.names import fold, person, surname_key
from service.domain.text import Role
from service.reading.gazetteer import gazetteer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from service.domain.claims import Entity, Mention
    from service.domain.text import Document

_LABEL = re.compile(r"([A-Z][A-Z.' -]{0,40})(?:, ([A-Z][A-Z0-9,.' -]{1,80}))?(?: ?\([^()\n]{1,40}\))?: (?=\S)")
_STAFF = frozenset(
    "anchor host cohost correspondent reporter presenter narrator announcer moderator interviewer question q".split(),
)
_FEWEST = 2


def label_ends(document: Document) -> Mapping[int, int]:
    """By block where its words begin after the label of a speaker; only blocks that have one."""
    return {number: label.end() for number, label in _labels(document).items()}


def speakers(document: Document, mentions: Iterable[Mention]) -> Mapping[int, Entity | None]:
    """By block the guest who speaks in it, None for staff; empty where the document is no transcript.

    A block without a label goes on with the speaker of the one before.
    """
    labels = _labels(document)
    if not labels:
        return {}
    named = {surname_key(m.entity.name): m.entity for m in mentions if m.entity.type is EntityType.PERSON}
    roles: dict[str, bool] = {}
    told: dict[int, Entity | None] = {}
    current: Entity | None = None
    for number in range(len(document.blocks)):
        if (label := labels.get(number)) is not None:
            name = label[1].strip(" .")
            key = fold(name).split()[-1]
            roles.setdefault(key, bool(_STAFF & set(re.split(r"\W+", fold(f"{label[2] or ''} {name}")))))
            whole = name.title()
            current = None if roles[key] else named.get(surname_key(whole), person(whole) if label[2] else None)
        told[number] = current
    return told


def _labels(document: Document) -> dict[int, re.Match[str]]:
    """The labels of a transcript by block: at least two, of which one comes back or tells a role."""
    found: dict[int, re.Match[str]] = {}
    for number, block in enumerate(document.blocks):
        label = _LABEL.match(document.text, block.span.start, block.span.end) if block.role is Role.BODY else None
        if label is not None:
            found[number] = label
    told = {fold(label[1]).split()[-1] for label in found.values() if label[2]}
    found = {
        number: label
        for number, label in found.items()
        if fold(label[1]).split()[-1] in told or gazetteer().find(fold(label[1])) is None
    }
    names = [fold(label[1]).split()[-1] for label in found.values()]
    returning = len(set(names)) < len(names) or bool(told)
    return found if len(found) >= _FEWEST and returning else {}
