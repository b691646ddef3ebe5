"""What stands between quotation marks, and who is named beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.domain.claims import Entity, EntityType
from service.reading.lemmas import verb_lemma

if TYPE_CHECKING:
    from service.domain.text import Span
    from service.reading.clauses import Clause
    from service.reading.discourse import Discourse
    from service.reading.views import SentenceView

_PLAIN_SAYING = frozenset("say tell add ask reply write recall explain insist warn".split())
# The speaker is named within so many tokens of the marks.
_BESIDE = 6
# Code points; what is shorter between marks is a word or two, not a clause.
_PHRASE = 15
# Tokens before a quotation that can hold its speaker and a verb.
_FEWEST = 4


def in_quotes(view: SentenceView, clause: Clause) -> bool:
    """Whether the clause is quoted: most of its words, or its verb and subject."""
    if view.quoted(view.clause_span(clause)):
        return True
    parts = [view.token_span(clause.verb.last - 1)]
    if clause.subject is not None:
        parts.append(view.phrase_span(clause.subject))
    return any(len(quote) > _PHRASE and all(quote.contains(part) for part in parts) for quote in view.quotations)


def opening(view: SentenceView, discourse: Discourse) -> Entity | None:
    """The subject of the clause that a quotation follows: 'the President was blunt, replying, "..."'."""
    for quote in view.quotations:
        first = next((at for at, token in enumerate(view.parse.tokens) if token.start >= quote.start), 0)
        if first < _FEWEST or view.parse.tokens[first - 2].text not in {",", ":"}:
            continue
        for clause in reversed(view.parse.clauses):
            if clause.verb.first < first and clause.subject is not None and clause.subject.last <= first:
                found = discourse.resolve(view, clause.subject)
                if found is not None and found.type is EntityType.PERSON:
                    return found
    return None


def beside(view: SentenceView, quote: Span, discourse: Discourse) -> Entity | None:
    """The name beside a saying verb next to the marks, whatever the parse made of them: '...," said Ms Roe'."""
    tokens = view.parse.tokens
    first = next((at for at, token in enumerate(tokens) if token.start > quote.end), len(tokens))
    names = {m.span.start: m for m in view.mentions if m.entity.type in {EntityType.PERSON, EntityType.ORGANISATION}}
    near = range(first, min(len(tokens), first + _BESIDE))
    verbs = [at for at in near if verb_lemma(tokens[at].text) in _PLAIN_SAYING]
    for at in near:
        mention = names.get(tokens[at].start)
        if mention is not None and verbs and tokens[at].start > quote.end:
            return mention.entity
        if tokens[at].text.lower() in {"he", "she"} and verbs:
            return discourse.pronoun(at, view) or discourse.last_actor
    return None
