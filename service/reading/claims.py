"""From the drafts of all extractors to numbered claims, in the order of the text."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

from service.domain.claims import Claim, ClaimKind, EntityType, Modality, Polarity
from service.domain.deadline import Deadline
from service.domain.names import fold
from service.domain.text import ArticleKind, Role, Span
from service.domain.time import TimeBasis
from service.reading.clock import clock_of
from service.reading.dating import Dater
from service.reading.discourse import Discourse
from service.reading.extractors import (
    EXTRACTORS,
    calendar_dates,
    clause_events,
    contrasts,
    further_dates,
    remainders,
    whole_sentences,
)
from service.reading.not_claimed import too_vague
from service.reading.statements import statement
from service.reading.transcripts import speakers
from service.reading.worth import FURNITURE, LEAST, of_sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from service.domain.claims import Proposition
    from service.domain.text import Document, Sentence
    from service.domain.time import TimeExpression
    from service.reading.titles import TitleMention
    from service.reading.views import Draft, SentenceView

# A clause that another extractor has described to this share is not told again.
_COVERED = 0.7
# Code points: articles and commas around a claim inside another; the fewest that still read as a claim.
_EDGE = 6
_FEWEST = 20
# They tell another time or the contrary of what other extractors tell around them.
_BESIDE = frozenset({"further_dates", "contrasts"})
# What is told there is the story, wherever in the body it stands.
_TOLD_FIRST = frozenset({Role.HEADLINE, Role.STANDFIRST})
_COPULAS = frozenset("be mark represent constitute".split())
MOST_CLAIMS = 2_000


def extract_claims(  # noqa: PLR0913 - the parts of a reading, and how long it may take
    document: Document,
    sentences: Sequence[Sentence],
    times: Sequence[TimeExpression],
    titles: tuple[TitleMention, ...],
    views: Sequence[SentenceView],
    *,
    every_sentence: bool = False,
    deadline: Deadline | None = None,
) -> tuple[Claim, ...]:
    """All claims of a document; at most `MOST_CLAIMS`, the first ones.

    `every_sentence` makes a claim of each sentence in which nothing else was found, for closed checks; else only of
    those that are worth checking by themselves.
    """
    labels = speakers(document, (mention for view in views for mention in view.mentions))
    discourse, dater = Discourse(titles, views, labels), Dater(clock_of(document, times, views))
    drafts: list[Draft] = []
    for view in (deadline or Deadline()).over(views):
        found = _drafts(view, discourse, dater, every_sentence=every_sentence)
        kept = [_attributed(draft, view, discourse) for draft in _kept(found, document.text)]
        drafts.extend(d if d.statement else replace(d, statement=statement(view, d, discourse)) for d in kept)
        discourse.note(view)
        if len(drafts) >= MOST_CLAIMS:
            break
    ordered = sorted(drafts[:MOST_CLAIMS], key=lambda d: (d.span.start, d.span.end, d.proposition.kind.value))
    return tuple(_claim(number, draft, document, sentences) for number, draft in enumerate(ordered, 1))


def _drafts(view: SentenceView, discourse: Discourse, dater: Dater, *, every_sentence: bool) -> list[Draft]:
    """What a sentence claims; all of it where nothing in it was told and it is worth it, or must be told."""
    found = [draft for extractor in EXTRACTORS for draft in extractor(view, discourse, dater)]
    found.extend(calendar_dates.extract(view, dater, found))
    found.extend(remainders.extract(view, dater, found))
    found.extend(further_dates.extract(view, discourse, dater, found))
    found.extend(contrasts.extract(view, dater, found))
    if any(draft.extractor == clause_events.NAME for draft in found):
        return found
    worth = 1.0 if every_sentence else of_sentence(view)
    if worth < FURNITURE:
        return [draft for draft in found if draft.extractor == calendar_dates.NAME]
    if not found and worth >= LEAST and (every_sentence or not view.supposes):
        fewest = 1 if every_sentence else whole_sentences.FEWEST_WORDS
        found.extend(whole_sentences.extract(view, discourse, dater, must=every_sentence, fewest=fewest))
    if not found and not view.supposes and too_vague(view):
        told = whole_sentences.extract(view, discourse, dater, must=True)
        found.extend(replace(draft, checkable=False) for draft in told)
    return found


# A claim of several clauses is said by whoever says the longest, if that is at least one part in so many.
_MOSTLY = 3
# Who holds which office, and what somebody is, the article says itself beside a name.
_OWN = frozenset({ClaimKind.OFFICE, ClaimKind.ATTRIBUTE, ClaimKind.QUOTE})


def _attributed(draft: Draft, view: SentenceView, discourse: Discourse) -> Draft:
    """What was read without its clause is said by whoever says the clause it stands in."""
    proposition = draft.proposition
    index, said = discourse.said
    if index != draft.sentence or draft.extractor == "clause_events" or proposition.kind in _OWN:
        return draft
    if draft.extractor == "nominal_events" and not view.quoted(draft.span):
        # "He spoke of the 2006 killing of Jan Berg": what the words take for granted the article tells itself.
        return draft
    shared = [_shared(view.clause_span(clause), draft.span) for clause in view.parse.clauses]
    best = max(range(len(shared)), key=shared.__getitem__, default=None)
    if best is None or shared[best] * _MOSTLY < len(draft.span):
        return draft
    attribution = said[best]
    if view.parse.clauses[best].speech and attribution.speaker is None:
        # The words that frame what is said are the longest part of the claim: it belongs to the speaker all the same.
        attribution = next((one for one in said if one.speaker is not None), attribution)
    modality = attribution.modality if proposition.modality is Modality.ASSERTED else proposition.modality
    denied = attribution.denied and proposition.polarity is Polarity.AFFIRM
    return replace(
        draft,
        proposition=replace(
            proposition,
            modality=modality,
            attributed_to=proposition.attributed_to or attribution.speaker,
            polarity=Polarity.NEGATE if denied else proposition.polarity,
        ),
    )


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _kept(drafts: list[Draft], text: str) -> list[Draft]:
    """Without what two extractors say of the same words."""
    kept: list[Draft] = []
    for draft in drafts:
        if draft.proposition.kind not in {ClaimKind.EVENT, ClaimKind.STATE}:
            kept.append(draft)
            continue
        narrowed = _narrowed(draft, kept, text)
        beside = draft.extractor in _BESIDE
        if beside or not any(_same(narrowed, other) for other in kept):
            kept.append(narrowed)
    return kept


def _narrowed(draft: Draft, others: Sequence[Draft], text: str) -> Draft:
    """Without the words at its edges that another claim of the sentence tells: a title before, an event after."""
    start, end = draft.span.start, draft.span.end
    for other in sorted(others, key=lambda o: o.extractor != "superlatives"):
        inner = other.span
        # "Foreign Minister Ada Roe of Norway has arrived": without her name the rest says nothing.
        goes_on = text[inner.end : end].lstrip().startswith("of ")
        leads = start <= inner.start <= start + _EDGE and inner.end < end and not goes_on
        if other.extractor == "offices" and leads and draft.proposition.subject == other.proposition.subject:
            start = inner.end
        trails = start < inner.start and abs(end - inner.end) <= _EDGE
        apart = other.proposition.predicate != draft.proposition.predicate
        apposed = other.extractor == "superlatives" and text[: inner.start].rstrip().endswith(",")
        # "It was full during the floods": without what follows it says nothing.
        told = other.extractor == "nominal_events" and apart and not text[: inner.start].endswith("during ")
        if trails and (told or apposed):
            end = inner.start
    return replace(draft, span=_without_marks(text, start, end)) if end - start >= _FEWEST else draft


def _without_marks(text: str, start: int, end: int) -> Span:
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:-"):
        end -= 1
    return Span(start, end)


def _same(draft: Draft, other: Draft) -> bool:
    if other.proposition.kind is ClaimKind.OFFICE:
        return False
    shared = min(draft.span.end, other.span.end) - max(draft.span.start, other.span.start)
    proposition, known = draft.proposition, other.proposition
    if other.gap_from is not None:
        if draft.span.start >= other.gap_from:
            # "the first since London suspended ties": what dates the gap is told as well.
            return False
        if draft.span.start > other.span.start or (shared > 0 and proposition.predicate in _COPULAS):
            return True
    if known.predicate == "take_place" and shared > 0 and proposition.subject == known.object:
        return proposition.time is None or proposition.time.basis is not TimeBasis.STATED
    if shared >= _COVERED * len(draft.span):
        return True
    same_event = draft.proposition.predicate == other.proposition.predicate
    return same_event and shared >= _COVERED * len(other.span) and other.proposition.kind is ClaimKind.SUPERLATIVE


def _claim(number: int, draft: Draft, document: Document, sentences: Sequence[Sentence]) -> Claim:
    sentence = sentences[draft.sentence]
    proposition = draft.proposition
    return Claim(
        f"c{number:02d}",
        draft.span,
        draft.sentence,
        proposition,
        draft.statement,
        claim_key(proposition, draft.span, document),
        event_key(proposition),
        draft.checkable and document.kind in {ArticleKind.NEWS, ArticleKind.OPINION},
        sentence.role in _TOLD_FIRST,
        sentence.segment,
        draft.extractor,
        draft.confidence,
    )


def claim_key(proposition: Proposition, span: Span, document: Document) -> str:
    """A digest of what is claimed, not of where: 16 hex digits, equal under edits of other sentences.

    It holds what the claim's own sentence says (content words, numbers, the date it states) and whom it means. What
    the rest of the text lends it (a date from context, the year of "Friday", a full form) is left out.
    """
    time, office = proposition.time, proposition.office
    stated = time.expression if time is not None and time.basis is TimeBasis.STATED else None
    parts = [
        proposition.kind.value,
        proposition.predicate,
        *_parties(proposition),
        proposition.polarity.value,
        f"{office.role}/{office.status.value}" if office else "",
        f"{time.relation.value} {fold(stated.text)}" if time is not None and stated is not None else "",
        f"{proposition.number.value}{proposition.number.unit}" if proposition.number else "",
        *(sorted(proposition.words) or ([] if office else fold(span.of(document.text)).split())),
    ]
    return sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def _parties(proposition: Proposition) -> Iterator[str]:
    """Whom and what a claim names or means, apart from things, which are among its words."""
    for entity in proposition.participants:
        if entity.type in {EntityType.PERSON, EntityType.COUNTRY}:
            yield entity.key
        elif entity.type is not EntityType.THING:
            yield f"{entity.type.value}:{fold(entity.name)}"


def event_key(proposition: Proposition) -> str:
    """Equal for claims of one text that tell the same event: its kind, main participant and place's country."""
    if proposition.kind in {ClaimKind.OFFICE, ClaimKind.ATTRIBUTE}:
        who = proposition.subject.key if proposition.subject else ""
        what = proposition.office.role if proposition.office else proposition.object.key if proposition.object else ""
        return f"{proposition.kind.value}:{who}:{what}"
    who = next((e.key for e in proposition.participants if e.type in {EntityType.PERSON, EntityType.COUNTRY}), "")
    country = proposition.place.country if proposition.place else ""
    sign = "-" if proposition.polarity is Polarity.NEGATE else ""
    return f"{sign}{proposition.predicate}:{who}:{country or ''}"
