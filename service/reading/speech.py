"""Who says it: quotation marks, saying verbs and "according to", clause by clause."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.domain.claims import Entity, EntityType, Modality
from service.domain.text import Span
from service.reading.clauses import ClauseKind
from service.reading.verbs import SPEECH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.domain.text import Document
    from service.reading.clauses import Clause
    from service.reading.discourse import Discourse
    from service.reading.views import SentenceView

_MARKS = re.compile(r"\"|(?<!\w)'(?=\w)|(?<=[\w,.!?])'(?!\w)")
_LONGEST_QUOTATION = 3_000
# Clauses that the article adds on its own account to what somebody says.
_BACKGROUND = frozenset("after before when as while since because although".split())
# Content that a saying verb introduces begins within this many tokens of it ("told reporters in Paris that ...").
_REACH = 12


@dataclass(frozen=True, slots=True)
class Attribution:
    """How a clause is put forward: by the article itself (modality asserted, no speaker) or by somebody."""

    modality: Modality
    speaker: Entity | None


def quotations(document: Document) -> tuple[Span, ...]:
    """The stretches between quotation marks, paragraph by paragraph; an unclosed quotation ends with its paragraph."""
    found: list[Span] = []
    for block in document.blocks:
        opened: int | None = None
        mark = ""
        for match in _MARKS.finditer(document.text, block.span.start, block.span.end):
            if opened is None:
                opened, mark = match.end(), match.group()
            elif match.group() == mark:
                found.append(Span(opened, match.start()))
                opened = None
        if opened is not None and mark == '"' and block.span.end - opened < _LONGEST_QUOTATION:
            found.append(Span(opened, block.span.end))
    return tuple(span for span in found if len(span) < _LONGEST_QUOTATION)


def attributions(view: SentenceView, discourse: Discourse) -> tuple[Attribution, ...]:
    """For each clause of the sentence, who says it."""
    clauses = view.parse.clauses
    said: list[Entity | None] = [None] * len(clauses)
    reported = [False] * len(clauses)
    quoted = [view.quoted(view.clause_span(clause)) for clause in clauses]
    speaker_here: Entity | None = None
    for at, clause in enumerate(clauses):
        if clause.verb.lemma not in SPEECH or quoted[at]:
            continue
        speaker = _speaker(view, clause, discourse)
        if speaker is not None and speaker.type is EntityType.THING:
            speaker = None
        speaker_here = speaker or speaker_here
        content = _content(view, clauses, at)
        for other in content:
            if clauses[other].marker not in _BACKGROUND:
                said[other], reported[other] = speaker, True
    according = _according(view)
    for at in range(len(clauses)):
        if quoted[at]:
            said[at] = said[at] or speaker_here or discourse.speaker
        elif according is not None and not reported[at]:
            said[at], reported[at] = according, True
    if speaker_here is not None:
        discourse.note_speaker(speaker_here)
    elif not any(quoted):
        discourse.fade_speaker()
    return tuple(
        Attribution(
            Modality.QUOTED if quoted[at] else Modality.REPORTED if reported[at] and said[at] else Modality.ASSERTED,
            said[at],
        )
        for at in range(len(clauses))
    )


def _speaker(view: SentenceView, clause: Clause, discourse: Discourse) -> Entity | None:
    """Who says it; "he said" goes on with whoever acted or spoke last."""
    subject = clause.subject
    if subject is not None and view.parse.tokens[subject.head].text.lower() in {"he", "she"}:
        return discourse.last_actor or discourse.resolve(view, subject)
    return discourse.resolve(view, subject)


def introduces(view: SentenceView, at: int) -> bool:
    """Whether clause `at` is a saying verb with something said in the same sentence."""
    clause = view.parse.clauses[at]
    return clause.verb.lemma in SPEECH and (bool(_content(view, view.parse.clauses, at)) or bool(view.quotations))


def _content(view: SentenceView, clauses: Sequence[Clause], at: int) -> list[int]:
    """The clauses that belong to what the saying verb of clause `at` introduces."""
    clause = clauses[at]
    tokens = view.parse.tokens
    before = tokens[clause.first - 1].text if clause.first else ""
    content = []
    if before in {",", '"', "'"} and at and clause.kind is not ClauseKind.RELATIVE:
        content += [other for other in range(at) if clauses[other].kind is not ClauseKind.GERUND or other]
    for other in range(at + 1, len(clauses)):
        following = clauses[other]
        if following.kind in {ClauseKind.GERUND, ClauseKind.RELATIVE} and other == at + 1:
            break
        if following.marker in _BACKGROUND:
            break
        if other == at + 1 and following.first - clause.verb.last > _REACH:
            break
        content.append(other)
    return content


def _according(view: SentenceView) -> Entity | None:
    for phrase in view.parse.phrases:
        if (
            phrase.preposition == "to"
            and phrase.opening
            and view.parse.tokens[phrase.opening - 1].text.lower() == "according"
        ):
            inside = view.mentions_in(view.phrase_span(phrase))
            return inside[0].entity if inside else None
    return None
