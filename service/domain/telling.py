"""A fact in plain words, for people who decide whether it holds."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from service.domain.claims import Bound, Modality, Polarity
from service.domain.facts import FactStatus
from service.domain.text import Span
from service.domain.time import DAY, Interval, in_words

if TYPE_CHECKING:
    from service.domain.claims import OfficeHeld, Proposition, Quantity
    from service.domain.facts import Fact
    from service.domain.time import ValidTime

STATUSES = {
    FactStatus.OFFICIAL: "official record",
    FactStatus.REVIEWED: "reviewed by a person",
    FactStatus.READ: "read by machine, not reviewed",
    FactStatus.GIVEN: "a reference of this request",
    FactStatus.OWN: "said elsewhere in the article",
}
"""How a fact was admitted, as people read it."""

_IRREGULAR = {"be": "is", "have": "has", "do": "does", "go": "goes"}
_HISSING = ("s", "x", "z", "ch", "sh")
_SHORTEST_VERB = 3
_CONSONANT_Y = re.compile(r"[^aeiou]y$")
_BOUNDS = {
    Bound.ABOUT: "about ",
    Bound.AT_LEAST: "at least ",
    Bound.AT_MOST: "at most ",
    Bound.MORE_THAN: "more than ",
    Bound.LESS_THAN: "less than ",
}
_MODALITIES = {
    Modality.REPORTED: "reported",
    Modality.QUOTED: "quoted",
    Modality.PLANNED: "planned",
    Modality.POSSIBLE: "possible",
    Modality.HYPOTHETICAL: "hypothetical",
}


def told(stated: Proposition) -> str:
    """What is stated, as a short sentence without its date: who does what to whom, where, with whom."""
    said = _office(stated.office, stated.polarity) if stated.office is not None else _happening(stated)
    speaker = f", according to {stated.attributed_to.name}" if stated.attributed_to else ""
    mood = f" [{_MODALITIES[stated.modality]}]" if stated.modality in _MODALITIES else ""
    quoted = f": “{stated.quotation}”" if stated.quotation else ""
    return f"{said}{quoted}{speaker}{mood}"


def when(valid: ValidTime) -> str:
    """A valid time: on which days it holds, or may hold, its last day included."""
    if valid.sure is None or valid.sure == valid.possible:
        never = valid.sure is None and valid.possible == Interval()
        return "no date is known" if never else days(valid.possible)
    return f"surely {days(valid.sure)}, possibly {days(valid.possible)}"


def days(interval: Interval) -> str:
    """An interval of days, its last day included, as people write it."""
    first = in_words(interval.start) if interval.start else None
    last = in_words(interval.end - DAY) if interval.end and interval.end > date.min else None
    if first and last:
        return first if first == last else f"{first} to {last}"
    return f"from {first} on" if first else f"until {last}" if last else "at any time"


def _office(held: OfficeHeld, polarity: Polarity) -> str:
    where = f" ({held.jurisdiction})" if held.jurisdiction else ""
    verb = "is" if polarity is Polarity.AFFIRM else "is not"
    qualified = "" if held.status.value == "current" else f"{held.status.value} "
    return f"{held.person.name} {verb} {qualified}{held.title}{where}"


def _happening(stated: Proposition) -> str:
    words = [stated.subject.name if stated.subject else "somebody or something", _verb(stated)]
    if stated.object:
        words.append(stated.object.name)
    if stated.number and (stated.object is None or not any(map(str.isdigit, stated.object.name))):
        words.append(_amount(stated.number))
    parts = [" ".join(words)]
    if stated.place and stated.place != stated.object:
        parts.append(f"place: {stated.place.name}")
    if stated.host:
        parts.append(f"host: {stated.host.name}")
    if stated.others:
        parts.append(f"with: {', '.join(other.name for other in stated.others)}")
    return "; ".join(parts)


def _verb(stated: Proposition) -> str:
    first, *rest = stated.predicate.replace("_", " ").split() or ["do"]
    if stated.polarity is Polarity.NEGATE:
        return " ".join(("is not", *rest) if first == "be" else ("does not", first, *rest))
    return " ".join((_third_person(first), *rest))


def _third_person(verb: str) -> str:
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if _CONSONANT_Y.search(verb):
        return f"{verb[:-1]}ies"
    return f"{verb}es" if verb.endswith(_HISSING) else f"{verb}s"


def _amount(number: Quantity) -> str:
    return f"{_BOUNDS.get(number.bound, '')}{number.value:,.10g} {number.unit}".strip()


def marked(fact: Fact) -> tuple[Span, ...]:
    """Where the sentence of a fact says what is stated: its names, its verb, its date and its number.

    Spans into `provenance.quote`, in order, none overlapping another. A name is found whole or by its last word.
    """
    quote, stated = fact.provenance.quote, fact.proposition
    held, time = stated.office, stated.time
    names = [entity.name for entity in stated.participants]
    names += [held.person.name, held.title] if held else []
    names += [stated.attributed_to.name] if stated.attributed_to else []
    wanted = [re.escape(word) for name in names for word in (name, name.split()[-1] if name.split() else "") if word]
    if time is not None and time.expression is not None and time.expression.text:
        wanted.append(re.escape(time.expression.text))
    if stated.quotation:
        wanted.append(re.escape(stated.quotation))
    if stated.number is not None:
        wanted.append(re.escape(f"{stated.number.value:,.10g}"))
    verb = stated.predicate.partition("_")[0]
    if held is None and len(verb) >= _SHORTEST_VERB:
        wanted.append(re.escape(verb.removesuffix("e")) + r"\w{0,5}")
    if not wanted:
        return ()
    ordered = sorted(dict.fromkeys(wanted), key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(ordered)})(?!\w)", re.IGNORECASE)
    return tuple(Span(found.start(), found.end()) for found in pattern.finditer(quote))
