"""Counterparts: "his British counterpart William Hague" bears the title of whoever was named before him."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from service.domain.claims import EntityType, Mention, OfficeStatus
from service.domain.text import Span
from service.reading.titles import TitleMention

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from service.domain.text import Document
    from service.reading.tokens import Token

_WORDS = frozenset("counterpart counterparts homologue opposite colleague".split())
# Between the word and the name stand at most a comma and a space.
_NEAR = 3
# Only offices that every country has once: a president's counterpart may be a prime minister.
_ROLES = frozenset(
    "foreign-minister foreign-secretary secretary-of-state defence-minister defence-secretary finance-minister "
    "interior-minister home-secretary".split(),
)
# What the foreign and defence ministers are called in the United States and Britain, the others call ministers.
_ABROAD = {
    "foreign-secretary": "foreign-minister",
    "secretary-of-state": "foreign-minister",
    "defence-secretary": "defence-minister",
    "home-secretary": "interior-minister",
}


def find_counterparts(
    document: Document,
    tokens: Sequence[Sequence[Token]],
    mentions: Sequence[Mention],
    titles: Sequence[TitleMention],
) -> Iterator[TitleMention]:
    """The counterparts of a document whose country and name stand beside the word, with the title they share."""
    starts = [mention.span.start for mention in mentions]
    ends = {mention.span.end: mention for mention in mentions}
    for token in (t for sentence in tokens for t in sentence if t.text.lower() in _WORDS):
        land = ends.get(token.start - 1)
        at = bisect_left(starts, token.end)
        person = mentions[at] if at < len(mentions) else None
        before = [t for t in titles if t.span.end <= token.start and t.role in _ROLES and t.person is not None]
        if land is None or land.entity.type is not EntityType.COUNTRY or person is None or not before:
            continue
        beside = person.entity.type is EntityType.PERSON and person.span.start - token.end <= _NEAR
        country, shared = land.entity.country, before[-1]
        if beside and country != shared.jurisdiction:
            yield TitleMention(
                Span(land.span.start, person.span.end),
                Span(land.span.start, token.end),
                Span(land.span.start, token.end).of(document.text),
                _ABROAD.get(shared.role, shared.role),
                country,
                OfficeStatus.CURRENT,
                person.entity,
                person.span,
                None,
            )
