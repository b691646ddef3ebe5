"""Sources that stand beside a whole sentence: "according to officials", "Police: man fled", "..., say doctors"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.domain.claims import Entity, EntityType
from service.domain.names import fold
from service.domain.text import Role
from service.reading.sources import source

if TYPE_CHECKING:
    from service.reading.discourse import Discourse
    from service.reading.views import SentenceView

# Who or what speaks in "Bridge to close in May: report" and "Police: man fled".
_HEADLINE_SOURCES = frozenset(
    "police report reports officials official study poll survey minister ministry sources source witnesses doctors "
    "unions union lawyers lawyer experts scientists researchers prosecutors court mayor president government army "
    "company un".split(),
)
_LONGEST_FRAME = 5
_SAYS = frozenset("say says said".split())


def frame(view: SentenceView, discourse: Discourse, *, said: bool) -> Entity | None:
    """The source to which the sentence as a whole is given, None where the article says it itself.

    `said` tells that the sentence has a saying verb whose speaker is known.
    """
    if (according := _according(view, discourse)) is not None:
        return according
    closing = None if said else _closing(view)
    return closing or _framed(view)


def _according(view: SentenceView, discourse: Discourse) -> Entity | None:
    for phrase in view.parse.phrases:
        if (
            phrase.preposition == "to"
            and phrase.opening
            and view.parse.tokens[phrase.opening - 1].text.lower() == "according"
        ):
            return source(view, phrase, discourse)
    return None


def _closing(view: SentenceView) -> Entity | None:
    """Who speaks in "..., say Kent astronomers" and "..., police say" at the end of a sentence."""
    tokens = [token for token in view.parse.tokens if token.text != "."]
    comma = max((at for at, token in enumerate(tokens) if token.text == ","), default=-1)
    tail = tokens[comma + 1 :]
    if comma < 1 or not 1 < len(tail) <= _LONGEST_FRAME + 2:
        return None
    first = comma + 1 + (tail[0].text.lower() in _SAYS)
    last = len(tokens) - (tail[-1].text.lower() in _SAYS)
    if last - first != len(tail) - 1:
        return None
    return _named(view, first, last)


def _named(view: SentenceView, first: int, last: int) -> Entity:
    """The one whose name the tokens `[first, last)` end with, else what they say."""
    whole = view.span(first, last)
    named = next((m.entity for m in view.mentions_in(whole) if m.span.end == whole.end), None)
    if named is not None and named.type in {EntityType.PERSON, EntityType.ORGANISATION, EntityType.COUNTRY}:
        return named
    name = whole.of(view.document.text)
    return Entity(name, EntityType.THING, f"thing:{fold(name)}")


def _framed(view: SentenceView) -> Entity | None:
    """Who speaks in a headline: "Police: man fled", "Bridge to close in May: report", "Court told of theft"."""
    if view.sentence.role not in {Role.HEADLINE, Role.STANDFIRST}:
        return None
    tokens = view.parse.tokens
    marks = [at for at, token in enumerate(tokens) if token.text in {":", "-", "--", "\u2013", "\u2014"}]
    for first, last in [(0, marks[0]), (marks[-1] + 1, len(tokens))] if marks else []:
        if not 0 < last - first <= _LONGEST_FRAME:
            continue
        if any(token.text.lower() in _SAYS for token in tokens[first:last]):
            continue
        named = _named(view, first, last)
        if named.type in {EntityType.PERSON, EntityType.ORGANISATION}:
            return named
        if tokens[last - 1].text.lower() in _HEADLINE_SOURCES:
            name = named.name.lower()
            return Entity(name, EntityType.THING, f"thing:{fold(name)}")
    return None
