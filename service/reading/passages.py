"""Every date, amount, name, title and content word of a sentence, for comparing texts that tell the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.domain.claims import OfficeHeld, Quantity
from service.domain.names import fold
from service.domain.passages import Amount, Dated, Named, Passage, Titled, Word
from service.domain.text import Span
from service.reading.dating import denotes_day
from service.reading.lemmas import noun_lemma, verb_lemma
from service.reading.quantities import bound_after, number_of, scale_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from service.reading.views import SentenceView

_EMPTY_VERBS = frozenset("be have do will would shall should can could may might must get".split())
_NOT_CONTENT = frozenset("mr mrs ms dr sir only also last next year month week day time".split())
_NEGATIONS = frozenset("not n't never".split())
_NEGATED_FOR = 3
_CURRENCIES = {
    "£": "pound", "$": "dollar", "€": "euro", "¥": "yen", "₹": "rupee", "rs": "rupee", "rs.": "rupee", "us$": "dollar",
    "a$": "dollar", "c$": "dollar", "pounds": "pound", "dollars": "dollar", "euros": "euro", "euro": "euro",
    "rupees": "rupee", "yen": "yen", "shillings": "shilling", "naira": "naira", "francs": "franc", "pesos": "peso",
    "rubles": "rouble", "roubles": "rouble", "kronor": "krona", "kroner": "krone", "percent": "per cent",
    "%": "per cent", "rand": "rand", "marks": "mark",
}  # fmt: skip
_BEFORE_UNIT = 4


def passages_of(views: Sequence[SentenceView]) -> tuple[Passage, ...]:
    """One passage a sentence, in order."""
    return tuple(_passage(view) for view in views)


def _passage(view: SentenceView) -> Passage:
    amounts = tuple(_amounts(view))
    taken = [time.span for time in view.times] + [amount.span for amount in amounts]
    dates = tuple(Dated(time, view.before(time.span.start)) for time in view.times if denotes_day(time))
    names = tuple(Named(m.entity, m.span, view.before(m.span.start)) for m in view.mentions)
    titles = tuple(
        Titled(OfficeHeld(title.person, title.title, title.role, title.jurisdiction, title.status), title.span)
        for title in view.titles
        if title.person is not None
    )
    span = view.sentence.span
    return Passage(
        view.sentence.index,
        span,
        span.of(view.document.text),
        tuple(_words(view, taken)),
        dates,
        amounts,
        names,
        titles,
    )


def _words(view: SentenceView, taken: Sequence[Span]) -> Iterator[Word]:
    tokens, tags = view.parse.tokens, view.parse.tags
    named = [mention.span for mention in view.mentions]
    negated_until = -1
    for at, (token, tag) in enumerate(zip(tokens, tags, strict=True)):
        span, low = Span(token.start, token.end), token.text.lower()
        if low in _NEGATIONS:
            negated_until = at + _NEGATED_FOR
            continue
        if not token.text[0].isalpha() or any(other.overlaps(span) for other in taken):
            continue
        verb = tag.startswith("V")
        name = any(other.overlaps(span) for other in named)
        if not (verb or tag[0] in "NJ" or name):
            continue
        lemma = fold(token.text) if name or tag.startswith("NNP") else verb_lemma(low) if verb else noun_lemma(low)
        if lemma not in _EMPTY_VERBS and lemma not in _NOT_CONTENT and (name or len(lemma) > 1):
            yield Word(lemma, span, verb=verb, name=name or tag.startswith("NNP"), negated=at <= negated_until)


def _amounts(view: SentenceView) -> Iterator[Amount]:
    tokens = view.parse.tokens
    at = 0
    while at < len(tokens):
        found = _amount(view, at)
        if found is None:
            at += 1
            continue
        amount, at = found
        yield amount


def _amount(view: SentenceView, at: int) -> tuple[Amount, int] | None:
    """The amount whose number stands at a token, and where to go on."""
    tokens, tags = view.parse.tokens, view.parse.tags
    value = number_of(tokens[at].text)
    if value is None or any(time.span.overlaps(view.token_span(at)) for time in view.times):
        return None
    last = at + 1
    while last < len(tokens) and (scale := scale_of(tokens[last].text)) is not None:
        value *= scale
        last += 1
    before = tokens[at - 1].text.lower() if at else ""
    first = at - 1 if before in _CURRENCIES else at
    unit = _CURRENCIES.get(before)
    end = last
    while unit is None and end < min(len(tokens), last + _BEFORE_UNIT):
        word = tokens[end].text.lower()
        if word in _CURRENCIES:
            unit = _CURRENCIES[word]
        elif word == "per" and end + 1 < len(tokens) and tokens[end + 1].text.lower() == "cent":
            unit, end = "per cent", end + 1
        elif tags[end].startswith("NN"):
            unit = noun_lemma(word)
        elif not tags[end].startswith(("J", "CD")) and word not in {"of", "the", "his", "her", "its"}:
            break
        end += 1
    if unit is None:
        return None
    words = " ".join(token.text.lower() for token in tokens[max(0, first - 3) : first])
    span = Span(tokens[first].start, tokens[max(last, end if unit in _CURRENCIES.values() else last) - 1].end)
    return Amount(Quantity(value, unit, bound_after(words)), span), last
