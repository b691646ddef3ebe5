"""Sentences and clauses as the model of check-worthiness sees them: see `models.worth.stretch`."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from models.worth import Clause as Hang
from models.worth import Stretch, Subject, Tense, Verb
from service.domain.claims import EntityType, Modality
from service.domain.text import Role, Span
from service.domain.time import TimexType

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from service.domain.time import TimeExpression
    from service.reading.clauses import Clause
    from service.reading.speech import Attribution
    from service.reading.views import SentenceView

_ON_THE_CALENDAR = frozenset({TimexType.DATE, TimexType.TIME})
_CLOSING = "\"')]} "


def stretch_of_clause(view: SentenceView, clause: Clause, said: Attribution) -> Stretch:
    """A clause of `view`, put forward as `said` says."""
    inside = sorted({*range(clause.first, clause.last), *clause.apart})
    return _stretch(
        view,
        inside,
        Hang(clause.kind.value),
        clause,
        quoted=said.modality is Modality.QUOTED,
        reported=said.speaker is not None and said.modality is not Modality.QUOTED,
    )


def stretch_of_sentence(view: SentenceView) -> Stretch:
    """The whole sentence; its verb and subject are those of the first clause that is not "X said"."""
    clauses = view.parse.clauses
    told = next((c for c in clauses if not c.speech and c.verb.finite), clauses[0] if clauses else None)
    quoted = view.quoted(view.sentence.span)
    speaks = any(clause.speech for clause in clauses)
    inside = range(len(view.parse.tokens))
    return _stretch(view, inside, Hang.SENTENCE, told, quoted=quoted, reported=speaks and not quoted)


def _stretch(
    view: SentenceView, inside: Sequence[int], hang: Hang, clause: Clause | None, *, quoted: bool, reported: bool
) -> Stretch:
    tokens, tags = view.parse.tokens, view.parse.tags
    starts = {tokens[at].start for at in inside}
    types = Counter(mention.entity.type for mention in view.mentions if mention.span.start in starts)
    places = types[EntityType.PLACE] + types[EntityType.COUNTRY]
    people, organisations = types[EntityType.PERSON], types[EntityType.ORGANISATION]
    times = [time for time in view.times if time.span.start in starts]
    calendar = [time for time in times if time.type in _ON_THE_CALENDAR]
    dates = sum(time.anchor == "explicit" for time in calendar)
    return Stretch(
        words=tuple(tokens[at].text for at in inside),
        tags=tuple(tags[at] for at in inside),
        clause=hang,
        verb=_verb(clause) if clause else Verb(),
        subject=_subject(view, clause) if clause else Subject(),
        marker=(clause.marker or "") if clause else "",
        people=people,
        organisations=organisations,
        places=places,
        other_names=types.total() - people - organisations - places,
        titles=sum(title.span.start in starts for title in view.titles),
        dates=dates,
        relative_dates=len(calendar) - dates,
        durations=len(times) - len(calendar),
        figures=_figures(view, inside, view.times),
        last_mark=view.sentence.span.of(view.document.text).rstrip(_CLOSING)[-1:],
        headline=view.sentence.role in {Role.HEADLINE, Role.STANDFIRST},
        caption=view.sentence.role is Role.CAPTION,
        quoted=quoted,
        reported=reported,
    )


def _verb(clause: Clause) -> Verb:
    verb = clause.verb
    return Verb(verb.lemma, Tense(verb.tense.value), verb.passive, verb.negated, verb.planned)


def _subject(view: SentenceView, clause: Clause) -> Subject:
    phrase = clause.subject
    if phrase is None:
        return Subject()
    span = view.phrase_span(phrase)
    named = any(m.span.overlaps(span) for m in view.mentions) or any(t.span.overlaps(span) for t in view.titles)
    words = tuple(token.text.lower() for token in view.parse.tokens[phrase.first : phrase.last])
    return Subject(words, view.parse.tags[phrase.head], named)


def _figures(view: SentenceView, inside: Collection[int], times: Sequence[TimeExpression]) -> int:
    """Numbers that are no part of a time expression."""
    tokens, tags = view.parse.tokens, view.parse.tags
    numbers = [Span(tokens[at].start, tokens[at].end) for at in inside if tags[at] == "CD"]
    return sum(not any(time.span.overlaps(number) for time in times) for number in numbers)
