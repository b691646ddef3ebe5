"""Sentences as the models of entailment see them: see `models.entailment.comparison`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.entailment import Kind, Line, Term
from service.domain.claims import EntityType
from service.domain.names import fold
from service.reading.lemmas import noun_lemma, verb_lemma
from service.reading.quantities import number_of

if TYPE_CHECKING:
    from service.reading.tokens import Token
    from service.reading.views import SentenceView

_DENIALS = frozenset("not n't never no none nobody nothing neither nor without cannot".split())
_MOODS = frozenset(
    "may might could would should can must will shall plan hope expect want seek try intend propose likely possible "
    "possibly perhaps if whether allegedly reportedly".split()
)
_SMALL = frozenset("be have do get mr mrs ms dr".split())
_OF_ENTITY = {
    EntityType.PERSON: Kind.PERSON,
    EntityType.PLACE: Kind.PLACE,
    EntityType.COUNTRY: Kind.PLACE,
}


def line_of(view: SentenceView) -> Line:
    """The words of a sentence; offsets count from its start."""
    offset = view.sentence.span.start
    names = {at: kind for kind, first, last in _named(view) for at in range(first, last)}
    times = [time.span for time in view.times]
    verbs = [clause.verb.last - 1 for clause in view.parse.clauses if clause.verb.finite]
    first_verb = min(verbs, default=len(view.parse.tokens))
    terms = []
    for at, (token, tag) in enumerate(zip(view.parse.tokens, view.parse.tags, strict=True)):
        if not any(letter.isalnum() or letter in "%$\u00a3\u20ac" for letter in token.text):
            continue
        dated = any(span.start <= token.start and token.end <= span.end for span in times)
        kind = Kind.TIME if dated and tag[0] in "NCJ" else names.get(at) or _kind(token, tag)
        terms.append(
            Term(token.text, token.start - offset, token.end - offset, kind, _keys(token, tag, kind), at < first_verb)
        )
    return Line(view.sentence.span.of(view.document.text), tuple(terms))


def _named(view: SentenceView) -> list[tuple[Kind, int, int]]:
    found = []
    for mention in view.mentions:
        inside = [
            at
            for at, token in enumerate(view.parse.tokens)
            if mention.span.start <= token.start and token.end <= mention.span.end
        ]
        if inside:
            found.append((_OF_ENTITY.get(mention.entity.type, Kind.NAME), inside[0], inside[-1] + 1))
    return found


def _kind(token: Token, tag: str) -> Kind:
    low = token.text.lower()
    if low in _DENIALS:
        return Kind.DENIAL
    if tag == "MD" or low in _MOODS or (tag[0] == "V" and verb_lemma(low) in _MOODS):
        return Kind.MOOD
    if tag == "CD" or token.text[0].isdigit():
        return Kind.NUMBER
    if tag.startswith("NNP"):
        return Kind.NAME
    if tag[0] == "V" and verb_lemma(low) not in _SMALL:
        return Kind.VERB
    if tag[0] == "N" and noun_lemma(low) not in _SMALL:
        return Kind.NOUN
    if tag[0] == "J" or (tag[:2] == "RB" and low.endswith("ly")):
        return Kind.MODIFIER
    return Kind.OTHER


def _keys(token: Token, tag: str, kind: Kind) -> frozenset[str]:
    low = fold(token.text)
    keys = {low}
    if kind is Kind.VERB:
        keys.add(verb_lemma(low))
    elif kind in {Kind.NOUN, Kind.TIME}:
        keys.add(noun_lemma(low))
    if kind in {Kind.NUMBER, Kind.TIME} and (value := number_of(token.text)) is not None:
        keys = {f"{value:g}"}
    if kind in {Kind.NOUN, Kind.MODIFIER} and tag != "CD":
        keys.add(verb_lemma(low))
    return frozenset(keys)
