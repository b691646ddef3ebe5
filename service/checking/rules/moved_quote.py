"""Quoted words that are recorded from another mouth or another time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.checking import phrases
from service.checking.alignment import tokens
from service.checking.matching import same, window
from service.domain.claims import EntityType
from service.domain.facts import FactStatus
from service.domain.verdicts import Against, Bearing, Finding, Suggestion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.checking.case import Case
    from service.domain.claims import Entity
    from service.domain.facts import Fact

_FEWEST_WORDS = 3
_LONG_QUOTE = 6
_OTHER_TIME_DAYS = 366


def moved_quote(case: Case) -> Iterator[Finding]:
    """The words in quotation marks are recorded as somebody else's, or as said at another time.

    Suspects when: the same words (three or more) are recorded in quotation marks from a speaker who cannot be the
        claim's, or more than a year before the claim can be from; short quotations only where the recorded
        sentence shares a country or a person with the claim.
    Contradicts when: never; a speaker may repeat another's words.
    Stays silent when: the speaker was only a pronoun; the same speaker is recorded with the words as well.
    Example: "a quite ordinary Tuesday", said by a minister of one decade, given to one of the next.
    """
    quotation = case.proposition.quotation
    words = tokens(quotation) if quotation else ()
    if len(words) < _FEWEST_WORDS:
        return
    speaker = case.proposition.attributed_to or case.proposition.subject
    facts = [fact for fact in _quoting(case, words) if len(words) >= _LONG_QUOTE or _related(case, fact)]
    if not facts or any(_same_speaker(speaker, fact) and not _other_time(case, fact) for fact in facts):
        return
    moved = [fact for fact in facts if _other_speaker(case, speaker, fact) or _other_time(case, fact)]
    if moved:
        first = moved[0]
        who = _speaker(first)
        by = f"from {who.name}" if who is not None else "without a name"
        recorded = f"{by}, {phrases.within(window(first))}"
        yield Finding(
            "moved_quote",
            Bearing.DISTORTS,
            Against.FACT,
            phrases.sentence(f'"{quotation}" is recorded {recorded} ({phrases.source(first)})'),
            speaker.name if speaker is not None else "",
            recorded,
            tuple(moved[:5]),
            strength=0.7,
            suggestion=Suggestion(
                phrases.sentence(f"The words are recorded {recorded}"),
                would_hold=phrases.would_agree(f"the words were told as {recorded}"),
            ),
        )


def _quoting(case: Case, words: tuple[str, ...]) -> list[Fact]:
    needle = " ".join(words)
    return [
        fact
        for fact in case.evidence.quoting()
        if fact.status is not FactStatus.OWN and needle in " ".join(tokens(fact.proposition.quotation or ""))
    ]


def _speaker(fact: Fact) -> Entity | None:
    return fact.proposition.attributed_to or fact.proposition.subject


def _related(case: Case, fact: Fact) -> bool:
    mine = {entity.key for entity in case.proposition.participants}
    mine |= {e.key for claim in case.others_in_sentence() for e in claim.proposition.participants}
    country = {f"country:{e.country}" for e in case.proposition.participants if e.country}
    theirs = {entity.key for entity in fact.proposition.participants}
    theirs |= {f"country:{e.country}" for e in fact.proposition.participants if e.country}
    return bool((mine | country) & theirs)


def _same_speaker(speaker: Entity | None, fact: Fact) -> bool:
    return same(speaker, _speaker(fact))


def _other_speaker(case: Case, speaker: Entity | None, fact: Fact) -> bool:
    theirs = _speaker(fact)
    if speaker is None or theirs is None or {speaker.type, theirs.type} != {EntityType.PERSON}:
        return False
    return not same(speaker, theirs) and case.names_in_span(speaker)


def _other_time(case: Case, fact: Fact) -> bool:
    mine, theirs = case.time, window(fact)
    if mine is None or mine.start is None or theirs.end is None:
        return False
    return (mine.start - theirs.end).days > _OTHER_TIME_DAYS
