"""All claims of one article judged: gather, apply the rules, decide, score."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from service.checking import alignment, phrases
from service.checking.backing import holds_details
from service.checking.case import Case, Context
from service.checking.evidence import gather
from service.checking.hypotheses import hull, windows
from service.checking.matching import UNREAL, full_name, group_of, people, stated
from service.checking.rules import RULES
from service.checking.scoring import score
from service.checking.tenures import beyond_record
from service.checking.verdicts import decide
from service.domain.claims import ClaimKind, Modality, Proposition
from service.domain.facts import Fact, FactStatus, Provenance
from service.domain.text import ArticleKind
from service.domain.time import Interval, ValidTime
from service.domain.verdicts import (
    Against,
    Bearing,
    DateUsed,
    Finding,
    Hypothesis,
    Label,
    Score,
    Undecided,
    Verdict,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from service.checking.evidence import Evidence, EvidenceSentence
    from service.checking.retelling import Retold
    from service.domain.claims import Claim
    from service.domain.facts import Ledger
    from service.domain.text import Document

_OWN_GROUPS = frozenset({"death", "birth", "visit", "meeting"})
_NOT_NEWS = frozenset({ArticleKind.SATIRE, ArticleKind.FICTION})
_NO_HAPPENING = frozenset({ClaimKind.OFFICE, ClaimKind.ATTRIBUTE, ClaimKind.METADATA})
_OPEN_QUESTIONS = frozenset({Modality.POSSIBLE, Modality.HYPOTHETICAL})


@dataclass(frozen=True, slots=True)
class Judgement:
    """What checking hands to the report."""

    verdicts: tuple[Verdict, ...]
    date: DateUsed
    score: Score


def judge(  # noqa: PLR0913 - the port to the pipeline: what a check depends on, each by name
    claims: Sequence[Claim],
    *,
    document: Document,
    ledger: Ledger,
    closed: bool = False,
    as_of: date | None = None,
    known_at: datetime | None = None,
    evidence_sentences: Sequence[EvidenceSentence] = (),
    retold: Retold | None = None,
    explain: bool = False,
) -> Judgement:
    """Verdicts in the order of `claims`, the date they were judged by, and the score.

    `as_of` stands in for the article's date where the article has none; `known_at` is the transaction time
    of the ledger. In a closed check `evidence_sentences` are all that the article may rest on. `retold` holds what was
    noted in the sentences of the article and of its references, where it has any.
    """
    published = document.published_on or as_of
    evidence = gather(claims, ledger, known_at, evidence_sentences, own_facts(claims, document))
    evidence.retold = retold
    found = () if published else windows(claims, document, evidence, known_at.date() if known_at else None)
    written = Interval.on(published) if published else hull(found)
    verdicts = _judged(claims, document, evidence, published, written)
    if closed:
        verdicts = _closed(verdicts, document, evidence)
    if document.kind in _NOT_NEWS:
        verdicts = [Verdict(verdict.claim, Label.NOT_CHECKABLE, 1.0) for verdict in verdicts]
    if explain:
        verdicts = [replace(verdict, considered=_considered(verdict.claim, evidence)) for verdict in verdicts]
    verdicts = _without_laundering(verdicts)
    return Judgement(tuple(verdicts), _date(published, found, verdicts, claims, document, evidence), score(verdicts))


def own_facts(claims: Sequence[Claim], document: Document) -> tuple[Fact, ...]:
    """The article's own dated statements, as facts against its other claims."""
    return tuple(
        Fact(
            id=f"own:{claim.id}",
            proposition=claim.proposition,
            valid=ValidTime.exactly(claim.proposition.time.interval),
            status=FactStatus.OWN,
            provenance=Provenance(
                source="the article",
                locator=f"sentence {claim.sentence}",
                published_on=document.published_on,
                span=claim.span,
                quote=document.quote(claim.span),
            ),
        )
        for claim in claims
        if claim.proposition.time is not None
        and group_of(claim.proposition.predicate) in _OWN_GROUPS
        and claim.proposition.modality not in UNREAL
        and claim.proposition.attributed_to is None
        and stated(claim.proposition)
        and all(full_name(entity) for entity in people(claim.proposition)[:1])
    )


def _judged(
    claims: Sequence[Claim], document: Document, evidence: Evidence, published: date | None, written: Interval | None
) -> list[Verdict]:
    context = Context.of(document, tuple(claims), published, written)
    verdicts = []
    for claim in claims:
        case = Case(claim, evidence, context)
        verdict = decide(claim, [finding for rule in RULES for finding in rule(case)])
        if verdict.reason is Undecided.NO_RECORD and beyond_record(case):
            verdict = replace(verdict, reason=Undecided.TOO_RECENT)
        verdicts.append(verdict)
    return verdicts


def _closed(verdicts: Sequence[Verdict], document: Document, evidence: Evidence) -> list[Verdict]:
    """What no reference says is unsupported; what one says in nearly the same words and details is supported."""
    references = alignment.joined(evidence.sentences)
    decided = []
    for verdict in verdicts:
        claim = verdict.claim
        open_question = claim.proposition.modality in _OPEN_QUESTIONS or claim.proposition.kind is ClaimKind.METADATA
        if verdict.label is not Label.NOT_ENOUGH_INFO or verdict.reason is Undecided.SOURCES_DISAGREE:
            decided.append(verdict)
            continue
        share, at = alignment.best(document.quote(claim.span), references)
        if share >= alignment.CONTAINED and _same_details(claim, document.quote(claim.span), evidence, at):
            finding = _aligned(claim, evidence.sentences[at], share)
            decided.append(Verdict(claim, Label.SUPPORTED, round(0.9 * share, 3), (finding,)))
        elif open_question:
            decided.append(verdict)
        else:
            decided.append(Verdict(claim, Label.UNSUPPORTED, 0.8, verdict.findings))
    return decided


def _same_details(claim: Claim, words: str, evidence: Evidence, at: int) -> bool:
    """Whether the sentence at this place, or it and the next one, holds every detail of the claim."""
    pair = evidence.sentences[at : at + 2]
    quoted = alignment.profile(words)
    if any(quoted.verbatim_in(alignment.profile(one.text)) for one in pair):
        return True
    retold = evidence.retold
    piece = retold.piece(claim) if retold is not None else None
    if retold is None or piece is None:
        return True
    wanted = [one.provenance for one in pair if one.provenance.sha256 == pair[0].provenance.sha256]
    near = [source for source in retold.sources if source.provenance in wanted]
    alone = [source for source in near if source.provenance == wanted[0]]
    article = retold.article[claim.sentence]
    one_by_one = claim.proposition.kind is ClaimKind.OFFICE
    return any(some and holds_details(piece, article, some) for some in ((alone,) if one_by_one else (alone, near)))


def _aligned(claim: Claim, sentence: EvidenceSentence, share: float) -> Finding:
    fact = Fact(
        id=f"sentence:{sentence.provenance.locator}:{sentence.provenance.span}",
        proposition=Proposition(kind=claim.proposition.kind, predicate="say"),
        valid=ValidTime(),
        status=FactStatus.GIVEN,
        provenance=replace(sentence.provenance, quote=sentence.text),
    )
    detail = phrases.sentence(f"A sentence of the reference holds {share:.0%} of the claim's content words")
    return Finding("alignment", Bearing.SUPPORTS, Against.FACT, detail, claim.statement, sentence.text, (fact,), share)


def _without_laundering(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Take back edits where the sentence also tells of something that no record supports.

    To put a right title into an invented meeting would only make the invention look checked.
    """
    shaky = {
        verdict.claim.sentence
        for verdict in verdicts
        if verdict.claim.proposition.kind not in _NO_HAPPENING and verdict.label is not Label.SUPPORTED
    }
    return [
        replace(verdict, suggestion=replace(verdict.suggestion, span=None, replacement=None))
        if verdict.suggestion is not None and verdict.suggestion.span is not None and verdict.claim.sentence in shaky
        else verdict
        for verdict in verdicts
    ]


def _considered(claim: Claim, evidence: Evidence) -> tuple[str, ...]:
    """Ids of the facts that were at hand for the claim: statements of its kind and tenures of its people."""
    group = group_of(claim.proposition.predicate)
    statements = [fact for entity in claim.proposition.participants for fact in evidence.with_part(group, entity)]
    tenures = [term.fact for entity in claim.proposition.participants for term in evidence.terms_of(entity)]
    return tuple(sorted({fact.id for fact in (*statements, *tenures) if fact.id != f"own:{claim.id}"}))


def _date(
    published: date | None,
    found: Sequence[tuple[Interval, str]],
    verdicts: Sequence[Verdict],
    claims: Sequence[Claim],
    document: Document,
    evidence: Evidence,
) -> DateUsed:
    if published is not None:
        found_in_text = document.date_found and published == document.published_on
        return DateUsed(published, "found" if found_in_text else "given")
    if not found:
        return DateUsed(None, "none")
    hypotheses = []
    for window, because in found:
        judged = verdicts if len(found) == 1 else _judged(claims, document, evidence, None, window)
        labels = [verdict.label for verdict in judged]
        hypotheses.append(Hypothesis(window, because, labels.count(Label.SUPPORTED), labels.count(Label.CONTRADICTED)))
    return DateUsed(None, "inferred", tuple(hypotheses))
