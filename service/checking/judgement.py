"""All claims of one article judged: gather, apply the rules, decide, score."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from service.checking.case import Case, Context
from service.checking.echoes import Echoes
from service.checking.evidence import gather
from service.checking.gaps import unmet
from service.checking.hypotheses import hull, windows
from service.checking.matching import UNREAL, full_name, people, stated
from service.checking.namesakes import Namesakes
from service.checking.recency import in_time
from service.checking.retrieval import retrieved
from service.checking.rules import RULES
from service.checking.rules.support import only_copied
from service.checking.scoring import score
from service.checking.verdicts import decide
from service.domain.acts import group_of
from service.domain.claims import ClaimKind, Modality
from service.domain.deadline import Deadline
from service.domain.facts import Fact, FactStatus, Provenance
from service.domain.text import ArticleKind
from service.domain.time import Interval, ValidTime
from service.domain.verdicts import (
    DateUsed,
    Hypothesis,
    Label,
    Score,
    Undecided,
    Verdict,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from service.checking.comparing import Learning
    from service.checking.evidence import Evidence
    from service.checking.retelling import Retold
    from service.domain.claims import Claim
    from service.domain.facts import Ledger
    from service.domain.gaps import Unmet
    from service.domain.linking import Link
    from service.domain.text import Document
    from service.domain.verdicts import Finding, Suggestion

_OWN_GROUPS = frozenset({"death", "birth", "visit", "meeting"})
_NOT_NEWS = frozenset({ArticleKind.SATIRE, ArticleKind.FICTION})
_NO_HAPPENING = frozenset({ClaimKind.OFFICE, ClaimKind.ATTRIBUTE, ClaimKind.METADATA})
_COPIED = "Only the text that it was copied from says so."
_MOST_ALIKE = 20
"""Sentences like a claim that the learned comparison reads before those of the facts about the same people."""
_OPEN_QUESTIONS = frozenset({Modality.POSSIBLE, Modality.HYPOTHETICAL})


@dataclass(frozen=True, slots=True)
class Judgement:
    """What checking hands to the report."""

    verdicts: tuple[Verdict, ...]
    date: DateUsed
    score: Score
    unmet: tuple[Unmet, ...] = ()


def judge(  # noqa: PLR0913 - the port to the pipeline: what a check depends on, each by name
    claims: Sequence[Claim],
    *,
    document: Document,
    ledger: Ledger,
    closed: bool = False,
    as_of: date | None = None,
    known_at: datetime | None = None,
    seen_at: datetime | None = None,
    retold: Retold | None = None,
    learning: Learning | None = None,
    sentences: Sequence[str] = (),
    links: Sequence[Link] = (),
    explain: bool = False,
    deadline: Deadline | None = None,
) -> Judgement:
    """Verdicts in the order of `claims`, the date they were judged by, and the score.

    `as_of` stands in for the article's date where the article has none. `known_at` is the transaction time that was
    asked for, `seen_at` the one that look-ups are made at: the time of one revision, so that all see the same. In a
    closed check the references are all that the article may rest on. `retold` holds what was noted in the sentences of
    the article and of its references, where it has any; `learning` compares them by trained models. `sentences`
    are those of the article: what the ledger has from copies of them does not support it. `links` say which names of
    the article are several people's. Raises `TooLargeError` where the `deadline` passes.
    """
    published = document.published_on or as_of
    deadline = deadline or Deadline()
    evidence = gather(claims, ledger, seen_at or known_at, own_facts(claims, document), document)
    deadline.demand()
    evidence.echoes = Echoes.of(sentences)
    evidence.namesakes = Namesakes.of(links)
    evidence.retold = retold
    evidence.deadline = deadline
    read = () if closed else (*evidence.sentences.facts[:_MOST_ALIKE], *evidence.statements)
    others = [fact for fact in read if not evidence.echoes.echo(fact)]
    evidence.learned = learning.beside(others) if learning is not None else None
    deadline.demand()
    found = () if published else windows(claims, document, evidence, known_at.date() if known_at else None)
    written = Interval.on(published) if published else hull(found)
    verdicts = _judged(claims, document, evidence, published, written, closed=closed)
    if document.kind in _NOT_NEWS:
        verdicts = [Verdict(verdict.claim, Label.NOT_CHECKABLE, 1.0) for verdict in verdicts]
    if explain:
        verdicts = [
            replace(
                verdict,
                considered=_considered(verdict.claim, evidence),
                retrieved=retrieved(verdict.claim, evidence),
            )
            for verdict in verdicts
        ]
    verdicts = _without_laundering(verdicts)
    used = (
        _date_inferred(found, verdicts, document, evidence, closed=closed)
        if published is None
        else _date_given(published, document)
    )
    context = Context.of(document, tuple(claims), published, written)
    missing = unmet(claims, evidence, context) if not closed and document.kind not in _NOT_NEWS else ()
    return Judgement(tuple(verdicts), used, score(verdicts), missing)


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
    claims: Sequence[Claim],
    document: Document,
    evidence: Evidence,
    published: date | None,
    written: Interval | None,
    *,
    closed: bool,
) -> list[Verdict]:
    context = Context.of(document, tuple(claims), published, written)
    verdicts = []
    for claim in evidence.deadline.over(claims):
        case = Case(claim, evidence, context)
        said = [evidence.echoes.without(finding) for rule in RULES for finding in rule(case)]
        findings, hindered = evidence.namesakes.apart(claim, (finding for finding in said if finding is not None))
        verdict = decide(claim, findings, closed=closed)
        if hindered and verdict.reason is Undecided.NO_RECORD:
            verdict = replace(verdict, reason=Undecided.AMBIGUOUS_NAME, suggestion=_unedited(hindered))
        if verdict.reason is Undecided.NO_RECORD and evidence.in_dispute(claim, case.time):
            verdict = replace(verdict, reason=Undecided.CONTESTED)
        if verdict.reason is Undecided.NO_RECORD and (None in said or only_copied(case)):
            verdict = replace(verdict, because=_COPIED)
        verdicts.append(verdict if closed else in_time(case, verdict))
    return verdicts


def _unedited(findings: Sequence[Finding]) -> Suggestion | None:
    """The suggestion of what could not be held against a claim: the record, and no change of words."""
    found = next((finding.suggestion for finding in findings if finding.suggestion is not None), None)
    return found and replace(found, span=None, replacement=None, would_hold="")


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


def _date_given(published: date, document: Document) -> DateUsed:
    return DateUsed(published, "found" if document.date_found and published == document.published_on else "given")


def _date_inferred(
    found: Sequence[tuple[Interval, str]],
    verdicts: Sequence[Verdict],
    document: Document,
    evidence: Evidence,
    *,
    closed: bool,
) -> DateUsed:
    if not found:
        return DateUsed(None, "none")
    hypotheses = []
    claims = [verdict.claim for verdict in verdicts]
    for window, because in found:
        judged = verdicts if len(found) == 1 else _judged(claims, document, evidence, None, window, closed=closed)
        labels = [verdict.label for verdict in judged]
        hypotheses.append(Hypothesis(window, because, labels.count(Label.SUPPORTED), labels.count(Label.CONTRADICTED)))
    return DateUsed(None, "inferred", tuple(hypotheses))
