"""Who says it: quotation marks, saying verbs and "according to", clause by clause."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.domain.claims import Entity, Modality
from service.domain.text import Span
from service.reading.clauses import ClauseKind

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
    """How a clause is put forward: by the article itself (modality asserted, no speaker) or by somebody.

    `denied` is True where the speaker denies it: what is denied is claimed not to be so.
    """

    modality: Modality
    speaker: Entity | None
    denied: bool = False


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
    quoted = [view.quoted(view.clause_span(clause)) for clause in clauses]
    speaker, reported, denied = _reported(view, quoted, discourse)
    according = _according(view)
    out = []
    for at in range(len(clauses)):
        if quoted[at]:
            out.append(Attribution(Modality.QUOTED, reported.get(at) or speaker or discourse.speaker))
        elif at in reported or according is not None:
            teller = reported.get(at) if at in reported else according
            out.append(Attribution(Modality.REPORTED if teller else Modality.ASSERTED, teller, at in denied))
        else:
            out.append(Attribution(Modality.ASSERTED, None))
    if speaker is not None:
        discourse.note_speaker(speaker)
    elif not any(quoted):
        discourse.fade_speaker()
    return tuple(out)


def _reported(
    view: SentenceView, quoted: Sequence[bool], discourse: Discourse
) -> tuple[Entity | None, dict[int, Entity | None], set[int]]:
    """The last speaker named in the sentence, by clause who is said to say it, and what is denied."""
    clauses = view.parse.clauses
    last: Entity | None = None
    reported: dict[int, Entity | None] = {}
    denied: set[int] = set()
    for at, clause in enumerate(clauses):
        if not clause.speech or quoted[at]:
            continue
        speaker = _speaker(view, clause, discourse)
        last = speaker or last
        for other in _content(view, clauses, at):
            if clauses[other].marker not in _BACKGROUND:
                reported[other] = speaker
                if clause.verb.lemma == "deny" and not clause.verb.negated:
                    denied.add(other)
    return last, reported, denied


def _speaker(view: SentenceView, clause: Clause, discourse: Discourse) -> Entity | None:
    """Who says it, named or not ("officials"); "he said" goes on with whoever acted or spoke last."""
    subject = clause.subject
    if subject is None:
        return None
    word = view.parse.tokens[subject.head].text.lower()
    if word in {"he", "she"} and discourse.last_actor is not None:
        return discourse.last_actor
    return None if word in {"it", "this", "that", "there", "which"} else discourse.resolve(view, subject)


def introduces(view: SentenceView, at: int) -> bool:
    """Whether clause `at` is a saying verb with something said in the same sentence."""
    clause = view.parse.clauses[at]
    return clause.speech and (bool(_content(view, view.parse.clauses, at)) or bool(view.quotations))


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
