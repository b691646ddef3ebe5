"""What a source is called: "spokesman for Halden", "people close to the talks", "office of Rosa Diaz"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from service.domain.claims import Entity, EntityType
from service.domain.names import fold
from service.domain.text import Span
from service.reading.chunks import FINITE
from service.reading.phrases import undated

if TYPE_CHECKING:
    from service.domain.claims import Mention
    from service.reading.chunks import Phrase
    from service.reading.discourse import Discourse
    from service.reading.views import SentenceView

DOCUMENTS = frozenset(
    "figure statistic datum data measurement estimate report study survey poll document record statement filing "
    "account analysis calculation number paper research letter prospectus poll".split(),
)
"""Heads of phrases that tell what their author says."""
_DETERMINERS = frozenset({"DT", "PDT", "PRP$", "PRP"})
# Where the name of a source ends.
_CLOSING = frozenset({",", ";", ":", ".", '"', "'", "(", ")", "-", "--", "!", "?", "that", "who", "which"})
_OWNERS = frozenset({EntityType.ORGANISATION, EntityType.PERSON, EntityType.COUNTRY})
_LONGEST = 12


def source(view: SentenceView, phrase: Phrase, discourse: Discourse, limit: int | None = None) -> Entity | None:
    """The one that a phrase names as the source of what is said; its complement ends before token `limit`.

    A name is the person, body or country itself, under the words of the text where these are others ("the Kremlin");
    what has no name is told with its complement.
    """
    resolved = discourse.resolve(view, phrase)
    phrase = undated(view, phrase) or phrase
    head = view.token_span(phrase.head)
    at_head = next((m for m in view.mentions if m.span.contains(head)), None)
    if at_head is not None and _begins_before(view, phrase, at_head):
        at_head = resolved = None
    if at_head is not None and resolved is not None and at_head.entity.key == resolved.key:
        return as_written(at_head, resolved)
    outlet = resolved is not None and resolved.type is EntityType.ORGANISATION
    if resolved is not None and (resolved.type is EntityType.PERSON or outlet):
        return resolved
    if phrase.lemma in DOCUMENTS and (owner := _owner(view, phrase)) is not None:
        return owner
    if (whole := _shortened(view, phrase, discourse)) is not None:
        return whole
    last = _end(view, phrase)
    return _described(view, phrase, last if limit is None else min(last, limit), discourse, resolved)


def _shortened(view: SentenceView, phrase: Phrase, discourse: Discourse) -> Entity | None:
    """The body named before whose first word stands alone with a capital: "Northern" after "Northern Pacific Corp."."""
    word = view.parse.tokens[phrase.head].text
    if phrase.last - phrase.first > 1 or not word[:1].isupper() or view.parse.tags[phrase.head] not in {"NN", "NNP"}:
        return None
    return discourse.body_called(word)


def _begins_before(view: SentenceView, phrase: Phrase, mention: Mention) -> bool:
    """Whether a name is only the end of one that nobody knows: the "Pacific" of "Northern Pacific said"."""
    before = view.token_at(mention.span.start) - 1
    if before < phrase.first or mention.entity.type is EntityType.PERSON or not mention.text[:1].isupper():
        return False
    word = view.token_span(before)
    taken = [*(m.span for m in view.mentions), *(title.span for title in view.titles)]
    return view.parse.tags[before] == "NNP" and not any(span.overlaps(word) for span in taken)


def as_written(mention: Mention, entity: Entity) -> Entity:
    """A country under the name of the seat or capital that the text lets speak for it."""
    words = " ".join(mention.text.split())
    seat = entity.type is EntityType.COUNTRY and bool(mention.alternatives)
    return replace(entity, name=words) if seat else entity


def _owner(view: SentenceView, phrase: Phrase) -> Entity | None:
    """Whose figures or report it is: the first name in the phrase or soon after it."""
    tokens = view.parse.tokens
    end = phrase.last
    while end < len(tokens) and end - phrase.last < _LONGEST and tokens[end].text not in {",", ";", '"', "."}:
        end += 1
    inside = view.mentions_in(view.span(phrase.first, max(end, phrase.last)))
    return next((as_written(m, m.entity) for m in inside if m.entity.type in _OWNERS), None)


def _described(
    view: SentenceView, phrase: Phrase, last: int, discourse: Discourse, resolved: Entity | None
) -> Entity | None:
    tokens, tags = view.parse.tokens, view.parse.tags
    if tags[phrase.head] in {"PRP", "EX", "WP", "WDT", "DT"}:
        return resolved
    first = phrase.first
    owner = discourse.pronoun(first, view) if tags[first] == "PRP$" else None
    first = max((at + 1 for at in range(first, phrase.head) if tokens[at].text.endswith("-based")), default=first)
    while first < phrase.head and tags[first] in _DETERMINERS:
        first += 1
    words = view.span(first, last).of(view.document.text)
    possessive = next((at for at in range(first, phrase.head) if tags[at] == "POS"), None)
    if possessive is not None:
        inside = view.mentions_in(view.span(first, possessive))
        if inside and inside[-1].entity.type is EntityType.PERSON:
            owner = inside[-1].entity
            words = view.span(possessive + 1, last).of(view.document.text)
    name = " ".join(words.replace(" . ", " ").split())
    if owner is not None:
        name = f"{name} of {owner.name}"
    if not tags[first].startswith("NNP"):
        name = name[:1].lower() + name[1:] if tokens[first].text[1:].islower() else name
    if resolved is not None and resolved.type is EntityType.COUNTRY:
        return replace(resolved, name=name)
    return Entity(name, EntityType.THING, f"thing:{fold(name)}")


def _end(view: SentenceView, phrase: Phrase) -> int:
    """Where the complement of a phrase ends: before a mark, a relative pronoun, a date, the verb."""
    tokens, tags = view.parse.tokens, view.parse.tags
    end = phrase.last
    timed = [time.span for time in view.times]
    while end > phrase.head + 1 and any(t.overlaps(Span(tokens[end - 1].start, tokens[end - 1].end)) for t in timed):
        end -= 1
    while phrase.last <= end < len(tokens) and end - phrase.last < _LONGEST:
        here = Span(tokens[end].start, tokens[end].end)
        # "a person briefed on the plan": a participle that was taken for a past tense.
        participle = tags[end] == "VBD" and end == phrase.last and tags[end + 1 : end + 2] == ("IN",)
        finite = tags[end] in FINITE and not participle
        if tokens[end].text.lower() in _CLOSING or finite or any(t.overlaps(here) for t in timed):
            break
        end += 1
    while end > phrase.last and (tags[end - 1] in {"IN", "TO", "RB", "DT", "CC", "VB"}):
        end -= 1
    return end
