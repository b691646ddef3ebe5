"""Every date, amount, name, title and content word of a sentence, for comparing texts that tell the same."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from service.domain.claims import OfficeHeld, Quantity
from service.domain.names import fold
from service.domain.passages import Amount, Dated, Named, Passage, Titled, Word
from service.domain.text import Span
from service.domain.time import TimexType
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
_COMPOUND = re.compile(r"([a-z]+|[\d.,]+)-(year|month|week|day|hour|minute|mile|kilometre|metre)s?(-old)?")
_AGES = frozenset({"aged", "age"})
YEARS_OLD = "years old"
"""The unit of an age."""
_BARE = 10  # smaller numbers without a unit are ordinals of lists, scores, halves


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
    tokens = view.parse.tokens
    if _within_date(view, at):
        return None
    found = _compound(view, at)
    if found is not None:
        return found
    value = number_of(tokens[at].text)
    if value is None:
        return None
    if _age(view, at):
        return Amount(Quantity(value, YEARS_OLD), view.token_span(at)), at + 1
    last = at + 1
    while last < len(tokens) and (scale := scale_of(tokens[last].text)) is not None:
        value *= scale
        last += 1
    before = tokens[at - 1].text.lower() if at else ""
    first = at - 1 if before in _CURRENCIES else at
    unit, end = (_CURRENCIES[before], last) if before in _CURRENCIES else _unit(view, last)
    if unit is None:
        if value < _BARE or not _counts_bare(view, at):
            return None
        unit = ""
    words = " ".join(token.text.lower() for token in tokens[max(0, first - 3) : first])
    span = Span(tokens[first].start, tokens[max(last, end if unit in _CURRENCIES.values() else last) - 1].end)
    return Amount(Quantity(value, unit, bound_after(words)), span), last


def _unit(view: SentenceView, last: int) -> tuple[str | None, int]:
    """What the words after a number say that it counts, and where they end."""
    tokens, tags = view.parse.tokens, view.parse.tags
    for at in range(last, min(len(tokens), last + _BEFORE_UNIT)):
        word = tokens[at].text.lower()
        if word in _CURRENCIES:
            return _CURRENCIES[word], at + 1
        if word == "per" and at + 1 < len(tokens) and tokens[at + 1].text.lower() == "cent":
            return "per cent", at + 2
        if tags[at].startswith("NN"):
            return noun_lemma(word), at + 1
        if not tags[at].startswith(("J", "CD")) and word not in {"of", "the", "his", "her", "its"}:
            break
    return None, last


def _compound(view: SentenceView, at: int) -> tuple[Amount, int] | None:
    """The number of a compound: "a nine-year term", "the 54-year-old"."""
    tokens = view.parse.tokens
    words, after = tokens[at].text, at + 1
    if after + 1 < len(tokens) and tokens[after].text == "-":  # figures are cut from the rest, words are not
        words, after = f"{words}-{tokens[after + 1].text}", after + 2
    found = _COMPOUND.fullmatch(words.lower())
    value = number_of(found[1]) if found else None
    if found is None or value is None:
        return None
    unit = YEARS_OLD if found[3] else found[2]
    return Amount(Quantity(value, unit), Span(tokens[at].start, tokens[after - 1].end)), after


def _counts_bare(view: SentenceView, at: int) -> bool:
    """Whether figures without a unit may count something: those after a name belong to it."""
    return view.parse.tokens[at].text[0].isdigit() and not (at and view.parse.tags[at - 1].startswith("NNP"))


def _within_date(view: SentenceView, at: int) -> bool:
    """Whether a token is part of a date or of a clock time; the number of a duration counts something."""
    here = view.token_span(at)
    return any(time.span.overlaps(here) and time.type is not TimexType.DURATION for time in view.times)


def _age(view: SentenceView, at: int) -> bool:
    """Whether a number says how old somebody is: "aged 83", "Ann Moe, 34,"."""
    tokens, tags = view.parse.tokens, view.parse.tags
    if at and tokens[at - 1].text.lower() in _AGES:
        return True
    set_off = at > 1 and tokens[at - 1].text == "," and tags[at - 2].startswith("NNP")
    return set_off and at + 1 < len(tokens) and tokens[at + 1].text in {",", "."}
