"""Phrases as somebody is meant by them: without the date that only follows the name."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from service.reading.chunks import Phrase
    from service.reading.views import SentenceView


def undated(view: SentenceView, phrase: Phrase) -> Phrase | None:
    """A phrase without the date after it ("the White House yesterday"); None where it is a date itself."""
    dated = [at for at in range(phrase.first, phrase.last) if _dates(view, at)]
    if phrase.head not in dated:
        return phrase
    last = dated[0]
    named = last > phrase.first and view.parse.tags[last - 1].startswith("NNP")
    name = view.token_span(last - 1) if named else None
    if name is None or not any(m.span.end == name.end for m in view.mentions):
        return None
    return replace(phrase, head=last - 1, last=last, lemma=view.parse.tokens[last - 1].text.lower())


def _dates(view: SentenceView, at: int) -> bool:
    return any(time.span.overlaps(view.token_span(at)) for time in view.times)
