"""What the learned comparison finds of a claim: borne out, or which of its words are not, beside those of the evidence.

The models judge a sentence; its claims share the judgement, and those that hold the doubtful words bear the blame.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from models.entailment import CONTENT, NAMES, Kind
from service.checking import phrases
from service.checking.verdicts import LEARNED
from service.domain.claims import Proposition
from service.domain.facts import Fact
from service.domain.text import Span
from service.domain.time import ValidTime
from service.domain.verdicts import Against, Aligned, Bearing, Change, Finding, Slot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.entailment import Judged, Seen, Term
    from service.checking.comparing import Comparison, EvidenceLine
    from service.domain.claims import Claim

_AROUND = 4
_EVEN = 0.5
_WORD_FOR_WORD = 0.99
_SURELY_TOLD, _SURELY_NOT, _SURELY_EXCLUDED = 0.1, 0.97, 0.8
_SLIGHT_DOUBT = -1.0
_FEWEST_SHARED, _MOST_OF_IT, _FEW = 4, 0.6, 2
_NOTHING_TOLD = 0.7  # heuristic: the confidence that what the evidence has hardly a word of is not in it
_DETAILS = NAMES | {Kind.NUMBER, Kind.TIME}
_SLOTS = {
    Kind.PLACE: Slot.WHERE,
    Kind.TIME: Slot.WHEN,
    Kind.NUMBER: Slot.HOW_MANY,
    Kind.VERB: Slot.DID,
    Kind.DENIAL: Slot.DID,
    Kind.MOOD: Slot.DID,
}
_TELLING = CONTENT | {Kind.DENIAL, Kind.MOOD}


def entailed(claim: Claim, comparison: Comparison, judged: Judged, siblings: Sequence[Span]) -> Finding:
    """The finding of the learned comparison on a claim.

    It supports the claim, or says that the evidence does not tell it (`UNTOLD`), or tells it otherwise (`DISTORTS`:
    rather excluded than untold, and a word of the claim has its counterpart in the evidence). `siblings` are the spans
    of the other claims of the sentence: where the doubtful words lie in one of those, this claim is not to blame.
    Whatever the models make of the sentence as a whole, a claim most of whose words are not borne out is not told, nor
    is one of which nothing is that it tells of its subject.
    """
    blamed = _blamed(comparison, judged)
    inside = [word for word in comparison.seen.words if _within(word.term, comparison, claim.span)]
    elsewhere = any(_within(word.term, comparison, span) for word in blamed for span in siblings)
    guilty = any(word in inside for word in blamed) or not elsewhere
    rows = tuple(_aligned(inside, blamed, comparison))
    if _is_new(inside):
        judged = replace(judged, untold=1.0, confidence=max(judged.confidence, _NOTHING_TOLD))
    elif judged.untold <= _EVEN or not guilty:
        return _finding(Bearing.SUPPORTS, claim, comparison, judged, rows)
    replaced = any(row.change is Change.REPLACED for row in rows)
    bearing = Bearing.DISTORTS if replaced and judged.refuted > _EVEN else Bearing.UNTOLD
    return _finding(bearing, claim, comparison, judged, rows)


def verbatim(claim: Claim, line: EvidenceLine) -> Finding:
    """The finding that the words of a claim stand in the evidence in a row."""
    detail = f"The evidence has the same words ({phrases.source(_fact(line, claim))})"
    return Finding(
        LEARNED,
        Bearing.SUPPORTS,
        Against.FACT,
        phrases.sentence(detail),
        claim.statement,
        line.line.text,
        (_fact(line, claim),),
        _WORD_FOR_WORD,
    )


def plain(comparison: Comparison, judged: Judged) -> bool:
    """Whether the models are sure enough to speak where silence of the evidence means nothing.

    Borne out: surely, and no name, number or date is missing from the evidence. Otherwise: surely not borne out and
    surely excluded, by a sentence that shares most of its words with the claim's and has another in place of one.
    """
    words = comparison.seen.words
    if judged.untold <= _SURELY_TOLD:
        return all(word.near for word in words if word.term.kind in _DETAILS) and not any(
            word.doubt is not None and word.doubt > _SLIGHT_DOUBT for word in words if word.term.kind in _TELLING
        )
    if judged.untold < _SURELY_NOT or judged.refuted < _SURELY_EXCLUDED or not comparison.evidence:
        return False
    nearest = comparison.evidence[0].line.keys
    content = comparison.seen.content
    shared = sum(not word.term.keys.isdisjoint(nearest) for word in content)
    blamed = _blamed(comparison, judged)
    return (
        shared >= max(_FEWEST_SHARED, _MOST_OF_IT * len(content))
        and 0 < len(blamed) <= _FEW
        and all(_counterpart(word.term, words.index(word), words, comparison) for word in blamed)
    )


def _within(term: Term, comparison: Comparison, span: Span) -> bool:
    return span.start <= comparison.start + term.start and comparison.start + term.end <= span.end


def _blamed(comparison: Comparison, judged: Judged) -> list[Seen]:
    """The words that are not borne out; where the sentence as a whole is doubtful, the most doubtful one at least."""
    words = [word for word in comparison.seen.words if word.term.kind in _TELLING]
    doubtful = [word for word in words if _is_doubtful(word)]
    if doubtful or judged.untold <= _EVEN or not words:
        return doubtful
    return [max(words, key=lambda word: (word.doubt if word.doubt is not None else -word.near, -word.term.start))]


def _is_doubtful(word: Seen) -> bool:
    return word.doubt > 0 if word.doubt is not None else not word.anywhere and word.term.kind in CONTENT


def _is_new(inside: Sequence[Seen]) -> bool:
    """Whether most of what a claim says is not borne out, or half of it and a name, number or date found nowhere.

    Or all that it tells of its subject, whom the evidence may well know.

    The models have learned from texts with a word altered here and there. What somebody made up altogether is unlike
    all of these, and a sum of features that says how odd one word is among others finds nothing odd about it.
    """
    content = [word for word in inside if word.term.kind in CONTENT]
    doubtful = [word for word in content if _is_doubtful(word)]
    told = [word for word in content if not word.term.subject]
    has_new_detail = any(word.term.kind in _DETAILS and not word.anywhere for word in doubtful)
    return 2 * len(doubtful) > len(content) - has_new_detail or (bool(told) and all(map(_is_doubtful, told)))


def _aligned(inside: Sequence[Seen], blamed: Sequence[Seen], comparison: Comparison) -> list[Aligned]:
    """The words of a claim in runs of one slot and one fate, each with its counterpart where it has one."""
    rows: list[Aligned] = []
    last, start = -2, comparison.start
    verb = next((n for n, word in enumerate(inside) if word.term.kind is Kind.VERB), len(inside))
    for at, word in enumerate(inside):
        if word.term.kind not in _TELLING:
            continue
        slot = _SLOTS.get(word.term.kind) or (Slot.WHO if at < verb else Slot.WHOM)
        change, found = _fate(word, inside, blamed, comparison)
        span = Span(start + word.term.start, start + word.term.end)
        row = Aligned(slot, change, span, comparison.seen.claim.text[word.term.start : word.term.end])
        if found is not None:
            line, term = found
            row = replace(
                row,
                recorded=line.line.text[term.start : term.end],
                recorded_span=Span(term.start, term.end),
                fact_id=line.id,
            )
        before = rows[-1] if rows else None
        if before is not None and last == at - 1 and (before.slot, before.change) == (slot, change):
            rows[-1] = _joined(before, row, comparison)
        else:
            rows.append(row)
        last = at
    return rows


def _joined(one: Aligned, two: Aligned, comparison: Comparison) -> Aligned:
    span, start = Span(one.span.start, two.span.end), comparison.start
    words = comparison.seen.claim.text[span.start - start : span.end - start]
    near = (
        one.recorded_span is not None
        and two.recorded_span is not None
        and one.fact_id == two.fact_id
        and 0 <= two.recorded_span.start - one.recorded_span.end <= 2
    )
    if one.recorded_span is None or two.recorded_span is None or not near:
        return replace(one, span=span, words=words)
    recorded = Span(one.recorded_span.start, two.recorded_span.end)
    quote = next(line.line.text for line in comparison.evidence if line.id == one.fact_id)
    return replace(one, span=span, words=words, recorded_span=recorded, recorded=recorded.of(quote))


def _fate(
    word: Seen, inside: Sequence[Seen], blamed: Sequence[Seen], comparison: Comparison
) -> tuple[Change, tuple[EvidenceLine, Term] | None]:
    if word not in blamed:
        return Change.SUPPORTED, _same(word.term, comparison.evidence)
    if word.term.kind in {Kind.DENIAL, Kind.MOOD}:
        return Change.NEGATED, None
    found = _counterpart(word.term, inside.index(word), inside, comparison)
    return (Change.REPLACED, found) if found else (Change.NEW, None)


def _same(term: Term, evidence: Sequence[EvidenceLine]) -> tuple[EvidenceLine, Term] | None:
    for line in evidence:
        for other in line.line.terms:
            if not term.keys.isdisjoint(other.keys):
                return line, other
    return None


def _counterpart(
    term: Term, at: int, inside: Sequence[Seen], comparison: Comparison
) -> tuple[EvidenceLine, Term] | None:
    """The word of the evidence in the place of this one: of its kind, not in the claim, among the same words."""
    claimed = comparison.seen.claim.keys
    around = [word.term for word in inside[max(0, at - _AROUND) : at + _AROUND + 1] if word.term is not term]
    best: tuple[int, tuple[EvidenceLine, Term]] | None = None
    for line in comparison.evidence:
        terms = line.line.terms
        for place, other in enumerate(terms):
            if not _alike(term.kind, other.kind) or not other.keys.isdisjoint(claimed):
                continue
            beside = _keys(terms[max(0, place - _AROUND) : place + _AROUND + 1])
            shared = sum(1 + (near.kind in CONTENT) for near in around if not near.keys.isdisjoint(beside))
            if shared > 1 and (best is None or shared > best[0]):
                best = shared, (line, other)
    return best[1] if best else None


def _keys(terms: Sequence[Term]) -> frozenset[str]:
    return frozenset[str]().union(*(term.keys for term in terms))


def _alike(one: Kind, other: Kind) -> bool:
    return one is other or {one, other} <= NAMES or {one, other} <= {Kind.NUMBER, Kind.TIME}


def _finding(
    bearing: Bearing, claim: Claim, comparison: Comparison, judged: Judged, rows: tuple[Aligned, ...]
) -> Finding:
    used = {row.fact_id for row in rows}
    cited = [line for line in comparison.evidence if line.id in used] or list(comparison.evidence[:1])
    facts = tuple(_fact(line, claim) for line in cited[:3])
    wrong = [row for row in rows if row.change is not Change.SUPPORTED]
    return Finding(
        LEARNED,
        bearing,
        Against.FACT,
        phrases.sentence(_detail(bearing, wrong, phrases.source(facts[0]))),
        ", ".join(row.words for row in wrong) or claim.statement,
        ", ".join(row.recorded for row in wrong if row.recorded) or cited[0].line.text,
        facts,
        judged.confidence,
        alignment=rows,
    )


def _detail(bearing: Bearing, wrong: Sequence[Aligned], source: str) -> str:
    if bearing is Bearing.SUPPORTS:
        return f"The evidence tells the same ({source})"
    told = [_row_in_words(row) for row in wrong] or ["the sentence as a whole is not told there"]
    return f"{'The evidence tells it otherwise' if bearing is Bearing.DISTORTS else 'Not in the evidence'}: " + (
        "; ".join(told) + f" ({source})"
    )


def _row_in_words(row: Aligned) -> str:
    if row.change is Change.REPLACED:
        return f'"{row.words}", where it has "{row.recorded}"'
    return f'"{row.words}" ({"denied or left open on one side" if row.change is Change.NEGATED else "not told"})'


def _fact(line: EvidenceLine, claim: Claim) -> Fact:
    return Fact(
        id=line.id,
        proposition=Proposition(kind=claim.proposition.kind, predicate="say"),
        valid=ValidTime(),
        status=line.status,
        provenance=replace(line.provenance, quote=line.line.text),
    )
