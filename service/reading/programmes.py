"""Names of programmes and papers that are spelled like a day: "This Week", "Oslo Today"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.domain.text import Role

if TYPE_CHECKING:
    from service.domain.time import TimeExpression
    from service.reading.views import SentenceView

_PATTERNS = frozenset({"shifted_unit", "named_day"})
_OPENING = frozenset("\"'\u201c\u2018`")
_CLOSING = frozenset("\"'\u201d\u2019")


def names_programme(view: SentenceView, time: TimeExpression) -> bool:
    """Whether the words of a day are a name: capitalised in a sentence, after another name or alone in quotes."""
    at = view.token_at(time.span.start)
    if time.pattern not in _PATTERNS or not at or view.sentence.role is not Role.BODY:
        return False
    if not all(word[:1].isupper() for word in time.text.split()):
        return False
    before, after = view.parse.tokens[at - 1], view.document.text[time.span.end : time.span.end + 2]
    if before.text[-1:] in _OPENING:
        return bool(_CLOSING & set(after.lstrip(",.")[:1]))
    adjacent = view.document.text[before.end : time.span.start] == " "
    return adjacent and before.text[:1].isupper() and at > 1
