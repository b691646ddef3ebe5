"""Whether a sentence of a reference backs a claim, detail for detail.

Sharing most words is what an altered retelling does too. A sentence backs a claim only if nothing that sets the claim
apart is missing from it: every name, date and number, the verbs and whether they are denied, and who did it to whom.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from service.checking.concepts import concept, opposites
from service.checking.details import agree, figures, readings, same_time, same_unit, same_value
from service.checking.matching import same
from service.domain.acts import group_of
from service.domain.claims import Bound, ClaimKind, EntityType, Polarity
from service.domain.names import compatible, fold, place_within, spelling_class

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.checking.retelling import Piece, Source
    from service.domain.claims import Entity
    from service.domain.passages import Amount, Dated, Named, Passage, Word

_WITH_DETAILS = 0.5
_WITHOUT_DETAILS = 0.8
_DENIED_BEFORE = 40
_PASSIVE_BEFORE = 30
_TO_A_DAY = 1
_DENIAL = re.compile(r"\b(?:no|not|never|none|nobody|nothing|neither|nor|without|refused|failed)\b|n['\u2019]t\b")
_OTHERS = re.compile(r"\b(?:else|someone|somebody|another|other|others|elsewhere|instead)\b")
_RANK = re.compile(r"\b(?:first|last|only|never|largest|biggest|highest|lowest|worst|best|most|least)\b")
_BE = re.compile(r"\b(?:was|were|been|being|is|are|be|gets?|got)\b")
_LEADS = re.compile(r"\b(to|from|into|of|by|against|for|over|with|between)\s+(?:the\s+)?$")
_OBLIQUE = frozenset("of in at to from with by for on near against over into under about after before since".split())
_MUTUAL = frozenset({"meeting", "agree", "sign", "marry", "sit", "play"})


def backs(piece: Piece, article: Passage, sources: Sequence[Source], share: float) -> bool:
    """Whether `sources`, a sentence or two neighbouring ones, tell what the claim of `piece` tells.

    `article` is the passage that the piece is of; `share` is how much of the piece's content they hold (0 to 1).
    """
    detailed = bool(piece.dates or piece.amounts or piece.names)
    return share >= (_WITH_DETAILS if detailed else _WITHOUT_DETAILS) and holds_details(piece, article, sources)


def holds_details(piece: Piece, article: Passage, sources: Sequence[Source]) -> bool:
    """Whether nothing that sets the claim apart is missing from the sources or told otherwise there."""
    passages = [source.passage for source in sources]
    return (
        _dates(piece, passages)
        and _numbers(piece, article, passages)
        and _names(piece, article, sources)
        and _somebody(piece, sources)
        and _rank(piece, article, passages)
        and _verbs(piece, article, sources)
        and not any(turned(piece, article, passage) for passage in passages)
    )


def holds_names_and_numbers(piece: Piece, article: Passage, sources: Sequence[Source]) -> bool:
    """Whether no name and no number of the claim is missing from the sources."""
    return _numbers(piece, article, [source.passage for source in sources]) and _names(piece, article, sources)


def _dates(piece: Piece, passages: Sequence[Passage]) -> bool:
    known = [date for passage in passages for date in passage.dates]
    return all(any(_gives(date, other) for other in known) for date in piece.dates)


def _gives(claimed: Dated, told: Dated) -> bool:
    """Whether a date is told as fine as it is claimed, and is the same: two days may be neighbours."""
    mine, theirs = readings(claimed.time), readings(told.time)
    if not mine or not theirs:
        return claimed.time.value == told.time.value
    fine, coarse = (max((one.days or 0 for one in some), default=0) for some in (mine, theirs))
    if coarse > max(fine, _TO_A_DAY) or any(one.days is None for one in theirs) > any(one.days is None for one in mine):
        return False
    return same_time(claimed.time, told.time, _TO_A_DAY if fine == coarse == _TO_A_DAY else 0)


def _numbers(piece: Piece, article: Passage, passages: Sequence[Passage]) -> bool:
    amounts = [amount for passage in passages for amount in passage.amounts]
    told = frozenset[float]().union(*(figures(passage.text) for passage in passages))
    texts = " ".join(passage.text for passage in passages).casefold()
    for amount in piece.amounts:
        beside = amount.quantity.value in told and amount.quantity.unit.casefold() in texts
        if not beside and not any(_counts(amount, other) for other in amounts):
            return False
    taken = [date.time.span for date in piece.dates] + [amount.span for amount in piece.amounts]
    offset = article.span.start
    start, end = piece.claim.span.start - offset, piece.claim.span.end - offset
    words = list(article.text[max(0, start) : end])
    for span in taken:
        for at in range(max(span.start - offset, start, 0), min(span.end - offset, end)):
            words[at - max(0, start)] = " "
    return figures("".join(words)) <= told


def _counts(claimed: Amount, told: Amount) -> bool:
    one, other = claimed.quantity, told.quantity
    if not same_unit(one, other):
        return False
    return same_value(one, other) or (one.bound is not Bound.EQUAL and agree(one, other))


def _names(piece: Piece, article: Passage, sources: Sequence[Source]) -> bool:
    told = [named for source in sources for named in source.passage.names]
    spelled = {spelling_class(fold(word.lemma)) for source in sources for word in source.passage.words}
    carried = frozenset[str]().union(*(source.concepts | source.carried for source in sources))
    for named in piece.names:
        if not _named(named, told) and not all(_spelled(part, spelled, carried) for part in named.entity.name.split()):
            return False
    bearing = [named.span for named in piece.names] + [titled.span for titled in article.titles]
    return all(
        concept(word.lemma) in carried or spelling_class(fold(word.lemma)) in spelled
        for word in piece.words
        if _proper(word, article) and not any(span.overlaps(word.span) for span in bearing)
    )


def _spelled(part: str, spelled: set[str], carried: frozenset[str]) -> bool:
    return spelling_class(fold(part)) in spelled or concept(fold(part)) in carried


def _proper(word: Word, article: Passage) -> bool:
    at = word.span.start - article.span.start
    return word.name or (at > 0 and article.text[at : at + 1].isupper())


def _named(named: Named, told: Sequence[Named]) -> bool:
    if named.entity.type is EntityType.PERSON:
        return any(
            other.entity.type is EntityType.PERSON and compatible(named.entity.name, other.entity.name)
            for other in told
        )
    return any(place_within(other.entity, named.entity) for other in told)


def _somebody(piece: Piece, sources: Sequence[Source]) -> bool:
    """Whether they speak of whom the claim means without naming, and no "somebody else" is claimed."""
    proposition = piece.claim.proposition
    known = frozenset[str]().union(*(source.concepts | source.carried for source in sources))
    told = [named for source in sources for named in source.passage.names]
    for who in (proposition.subject, proposition.object):
        if who is None or who.type is not EntityType.PERSON:
            continue
        if concept(fold(who.name.split()[-1])) not in known and not any(
            one.entity.type is EntityType.PERSON and compatible(who.name, one.entity.name) for one in told
        ):
            return False
    return True


def _rank(piece: Piece, article: Passage, passages: Sequence[Passage]) -> bool:
    """Whether what makes the claim a superlative ("the first since") is told as well, not only what it ranks."""
    if piece.claim.proposition.kind is not ClaimKind.SUPERLATIVE:
        return True
    told = frozenset[str]().union(*(_ranks(passage.text) for passage in passages))
    offset = article.span.start
    return _ranks(article.text[max(0, piece.claim.span.start - offset) : piece.claim.span.end - offset]) <= told


def _ranks(text: str) -> frozenset[str]:
    return frozenset(map(concept, _RANK.findall(text.casefold())))


def _verbs(piece: Piece, article: Passage, sources: Sequence[Source]) -> bool:
    """Whether every verb is told, none as its opposite, and denied where and only where the claim denies it."""
    offset = article.span.start
    text = article.text[max(0, piece.claim.span.start - offset) : piece.claim.span.end - offset].casefold()
    theirs = " ".join(source.passage.text for source in sources).casefold()
    if any(match[0] not in theirs for match in _OTHERS.finditer(text)):
        return False
    words = [(source.passage, word, concept(word.lemma)) for source in sources for word in source.passage.words]
    items = {item for _, _, item in words}
    denied = bool(_DENIAL.search(text)) or piece.claim.proposition.polarity is Polarity.NEGATE
    if denied and not _DENIAL.search(theirs):
        return False
    for word in piece.words:
        item = concept(word.lemma)
        if not word.verb or word.name:
            continue
        alike = [(passage, other) for passage, other, known in words if known == item]
        if not alike or any(frozenset((item, other)) in opposites() for other in items - {item}):
            return False
        if not any((word.negated or denied) is _denies(passage, other) for passage, other in alike):
            return False
    return True


def _denies(passage: Passage, word: Word) -> bool:
    at = word.span.start - passage.span.start
    return word.negated or bool(_DENIAL.search(passage.text[max(0, at - _DENIED_BEFORE) : at].casefold()))


def turned(piece: Piece, article: Passage, passage: Passage) -> bool:
    """Whether the same is told of the other: another did it, or the way to and from is exchanged."""
    mine, theirs = _leads(article, piece.words), _leads(passage, passage.words)
    if any(lead and theirs.get(item) and lead.isdisjoint(theirs[item]) for item, lead in mine.items()):
        return True
    for verb in piece.words:
        if not verb.verb or group_of(verb.lemma) in _MUTUAL:
            continue
        parts = _parts(article, verb)
        if not any(parts) and not _passive(article, verb):
            parts = (_subject(piece), [])
        for other in passage.words:
            if other.verb and concept(other.lemma) == concept(verb.lemma):
                pairs = zip(parts, _parts(passage, other), strict=True)
                if any(a and b and not any(_same(x, y) for x in a for y in b) for a, b in pairs):
                    return True
                if _changed_sides(article, verb, passage, other):
                    return True
    return False


def _changed_sides(article: Passage, verb: Word, passage: Passage, other: Word) -> bool:
    """Whether a name before the verb stands behind it in the other sentence, and one behind it before, in one voice."""
    if _passive(article, verb) is not _passive(passage, other):
        return False
    (before, after), (was_before, was_after) = _sides(article, verb), _sides(passage, other)
    return bool((before - after) & (was_after - was_before)) and bool((after - before) & (was_before - was_after))


def _sides(passage: Passage, verb: Word) -> tuple[set[str], set[str]]:
    proper = [word for word in passage.words if _proper(word, passage) and word is not verb]
    return (
        {concept(word.lemma) for word in proper if word.span.end <= verb.span.start},
        {concept(word.lemma) for word in proper if word.span.start >= verb.span.end},
    )


def _same(a: Entity, b: Entity) -> bool:
    return same(a, b) or (a.type is b.type is EntityType.PERSON and compatible(a.name, b.name))


def _leads(passage: Passage, words: Sequence[Word]) -> dict[str, set[str]]:
    """For each name the prepositions that stand before it."""
    leads: dict[str, set[str]] = {}
    for word in words:
        at = word.span.start - passage.span.start
        if _proper(word, passage) and (match := _LEADS.search(passage.text[max(0, at - _PASSIVE_BEFORE) : at])):
            leads.setdefault(concept(word.lemma), set()).add(match[1])
    return leads


def _subject(piece: Piece) -> list[Entity]:
    subject = piece.claim.proposition.subject
    return [subject] if subject is not None and subject.type is EntityType.PERSON else []


def _passive(passage: Passage, verb: Word) -> bool:
    at = verb.span.start - passage.span.start
    before = passage.text[max(0, at - _PASSIVE_BEFORE) : at]
    return bool(_BE.search(before.split(",")[-1])) and not passage.text[at:].split(" ")[0].endswith("ing")


def _parts(passage: Passage, verb: Word) -> tuple[list[Entity], list[Entity]]:
    """Those who do it and those to whom it is done, as far as names beside the verb tell.

    The names before an active verb did it; to those before a passive one it was done, by the one after "by".
    """
    before = [
        named
        for named in passage.names
        if named.span.end <= verb.span.start
        and named.preposition not in _OBLIQUE
        and named.entity.type in {EntityType.PERSON, EntityType.ORGANISATION, EntityType.COUNTRY}
    ]
    nearest: list[Entity] = []
    for named in reversed(before):
        nearest.append(named.entity)
        if named.preposition != "and":
            break
    if not _passive(passage, verb):
        return nearest, []
    after = [n.entity for n in passage.names if n.span.start > verb.span.end and _after_by(passage, n)]
    return after[:1], nearest


def _after_by(passage: Passage, named: Named) -> bool:
    at = named.span.start - passage.span.start
    return " by " in passage.text[max(0, at - _DENIED_BEFORE) : at]
