"""Reports and readings as JSON, members in the contract's order, offsets into the text as it was sent."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from datetime import UTC, date, datetime
from decimal import ROUND_FLOOR, Decimal
from typing import TYPE_CHECKING

from service.checking.corroboration import corroboration
from service.domain.telling import STATUSES, told, when
from service.domain.verdicts import Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.domain.claims import Claim, Entity, Mention, OfficeHeld, Quantity
    from service.domain.facts import Fact
    from service.domain.linking import Link
    from service.domain.text import Document, Span
    from service.domain.time import ClaimTime, Interval, TimeExpression
    from service.domain.verdicts import Aligned, DateUsed, Finding, Report, Suggestion, Verdict
    from service.pipeline import Reading

_DECIDED = (Label.SUPPORTED, Label.CONTRADICTED, Label.SUSPECT, Label.UNSUPPORTED)
_TENTH = Decimal("0.1")
_THOUSANDTH = Decimal("0.001")


def report_json(report: Report) -> dict[str, object]:
    """The report of `POST /v1/check`. Numbers are cut, not rounded: 49.96 must not read as 50, another band."""
    where = _Places(report.document)
    labels = Counter(verdict.label for verdict in report.verdicts)
    score, interval = report.score, report.score.interval
    links = {link.entity: link for link in report.links}
    return {
        "id": report.id,
        "score": None if score.value is None else _cut(score.value, _TENTH),
        "interval": None if interval is None else [_cut(bound, _TENTH) for bound in interval],
        "score_reason": score.reason,
        "outcome": score.outcome.value,
        "coverage": {
            "claims": len(report.verdicts),
            "checkable": len(report.verdicts) - labels[Label.NOT_CHECKABLE],
            "checked": sum(labels[label] for label in _DECIDED),
            "truncated": report.truncated,
        },
        "counts": {label.value: labels[label] for label in Label},
        "date": _date_used(report.date),
        "claims": [_judged(verdict, where, explain=report.explain) for verdict in report.verdicts],
        "entities": [_mention(mention, where, links.get(mention.entity)) for mention in report.mentions],
        "time_expressions": [_time_expression(found, where) for found in report.time_expressions],
        "as_of": _day(report.as_of),
        "known_at": _moment(report.known_at),
        "ledger_revision": report.revision.id if report.revision else None,
        "text_sha256": report.document.sha256,
        "pipeline_version": report.pipeline_version,
    }


def reading_json(reading: Reading, name: str | None) -> dict[str, object]:
    """What the reader sees, without verdicts: the output of `dateline read`."""
    where = _Places(reading.document)
    return {
        "id": name,
        "time_expressions": [_time_expression(found, where) for found in reading.time_expressions],
        "entities": [_mention(mention, where) for mention in reading.mentions],
        "claims": [_claim(claim, where) for claim in reading.claims],
    }


class _Places:
    """Spans of one document as the sender counts: positions in what was sent, and the segment they are in."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._starts = [block.span.start for block in document.blocks]

    def span(self, span: Span) -> dict[str, object]:
        """Start and end in what was sent."""
        sent = self.document.sent(span)
        return {"start": sent.start, "end": sent.end}

    def segment(self, span: Span) -> str | None:
        """The segment that `span` begins in, None where the article has none."""
        index = bisect_right(self._starts, span.start) - 1
        return self.document.blocks[index].segment if index >= 0 else None


def _judged(verdict: Verdict, where: _Places, *, explain: bool) -> dict[str, object]:
    facts = {fact.id: fact for finding in verdict.findings for fact in finding.facts}
    members = {
        **_claim(verdict.claim, where),
        "verdict": verdict.label.value,
        "reason": verdict.reason.value if verdict.reason else None,
        "confidence": _cut(verdict.confidence, _THOUSANDTH),
        "findings": [_finding(finding, where) for finding in verdict.findings],
        "evidence": [_evidence(fact) for fact in facts.values()],
        "suggestion": _suggestion(verdict.suggestion, where) if verdict.suggestion else None,
        "reason_detail": verdict.because or None,
    }
    if not explain:
        return members
    retrieved = [{"fact_id": one.fact_id, "likeness": one.likeness, "why": one.why} for one in verdict.retrieved]
    return {**members, "considered": list(verdict.considered), "retrieved": retrieved}


def _claim(claim: Claim, where: _Places) -> dict[str, object]:
    said = claim.proposition
    return {
        "id": claim.id,
        "claim_key": claim.claim_key,
        "segment": claim.segment,
        **where.span(claim.span),
        "quote": where.document.quote(claim.span),
        "statement": claim.statement,
        "kind": said.kind.value,
        "subject": _name(said.subject),
        "predicate": said.predicate,
        "object": _name(said.object),
        "place": _name(said.place),
        "office": _office(said.office) if said.office else None,
        "number": _number(said.number) if said.number else None,
        "time": _time(said.time, where) if said.time else None,
        "polarity": said.polarity.value,
        "modality": said.modality.value,
        "attributed_to": _name(said.attributed_to),
    }


def _name(entity: Entity | None) -> str | None:
    return entity.name if entity else None


def _office(held: OfficeHeld) -> dict[str, object]:
    return {"person": held.person.name, "title": held.title, "jurisdiction": held.jurisdiction}


def _number(quantity: Quantity) -> dict[str, object]:
    return {"value": quantity.value, "unit": quantity.unit, "bound": quantity.bound.value}


def _time(time: ClaimTime, where: _Places) -> dict[str, object]:
    found = time.expression
    return {
        **(where.span(found.span) if found else {"start": None, "end": None}),
        "text": found.text if found else None,
        "type": found.type.value if found else None,
        "value": found.value if found else None,
        "mod": found.mod if found else None,
        "interval": _interval(time.interval),
        "granularity": time.granularity.value,
        "relation": time.relation.value,
    }


def _finding(finding: Finding, where: _Places) -> dict[str, object]:
    return {
        "rule": finding.rule,
        "bearing": finding.bearing.value,
        "against": finding.against.value,
        "detail": finding.detail,
        "claimed": finding.claimed,
        "recorded": finding.recorded,
        "fact_id": finding.facts[0].id if finding.facts else None,
        **_origins(finding),
        "alignment": [_aligned(row, where) for row in finding.alignment],
    }


def _origins(finding: Finding) -> dict[str, object]:
    if not finding.facts:
        return {"origins": 0, "corroboration": None}
    found = corroboration(finding.facts)
    return {"origins": len(found.origins), "corroboration": _cut(found.probability, _THOUSANDTH)}


def _aligned(row: Aligned, where: _Places) -> dict[str, object]:
    recorded = None
    if row.recorded is not None and row.recorded_span is not None:
        place = {"start": row.recorded_span.start, "end": row.recorded_span.end}
        recorded = {"fact_id": row.fact_id, **place, "text": row.recorded}
    told = {"slot": row.slot.value, "change": row.change.value, **where.span(row.span), "text": row.words}
    return {**told, "recorded": recorded}


def _evidence(fact: Fact) -> dict[str, object]:
    known, days = fact.provenance, fact.valid
    return {
        "fact_id": fact.id,
        "source": known.source,
        "url": known.url,
        "published_at": _day(known.published_on),
        "status": fact.status.value,
        "status_text": STATUSES[fact.status],
        "quote": known.quote,
        "start": known.span.start if known.span else None,
        "end": known.span.end if known.span else None,
        "locator": known.locator,
        "licence": known.licence or None,
        "publisher": known.publisher or None,
        "tier": fact.tier.value,
        "same_publisher": fact.same_house,
        "kind": fact.proposition.kind.value,
        "statement": told(fact.proposition),
        "when": when(days),
        "valid": [_day(day) for day in (days.start_min, days.start_max, days.end_min, days.end_max)],
    }


def _suggestion(suggestion: Suggestion, where: _Places) -> dict[str, object]:
    edit = None
    if suggestion.span is not None and suggestion.replacement is not None:
        edit = {**where.span(suggestion.span), "replacement": suggestion.replacement}
    return {"text": suggestion.text, "edit": edit, "would_hold": suggestion.would_hold or None}


def _mention(mention: Mention, where: _Places, link: Link | None = None) -> dict[str, object]:
    others = [other.key for other in mention.alternatives]
    return {
        **where.span(mention.span),
        "text": mention.text,
        "type": mention.entity.type.value,
        "entity_id": link.entity_id if link and link.entity_id else mention.entity.key,
        "alternatives": [*(one.entity_id for one in link.alternatives), *others] if link else others,
        "name": mention.entity.name,
        "segment": where.segment(mention.span),
    }


def _time_expression(found: TimeExpression, where: _Places) -> dict[str, object]:
    return {
        **where.span(found.span),
        "text": found.text,
        "type": found.type.value,
        "value": found.value,
        "mod": found.mod,
        "edtf": found.edtf,
        "segment": where.segment(found.span),
    }


def _date_used(used: DateUsed) -> dict[str, object]:
    return {
        "used": _day(used.used),
        "how": used.how,
        "hypotheses": [
            {
                "interval": _interval(hypothesis.interval),
                "because": hypothesis.because,
                "supported": hypothesis.supported,
                "contradicted": hypothesis.contradicted,
            }
            for hypothesis in used.hypotheses
        ],
    }


def _interval(interval: Interval) -> Sequence[str | None]:
    return [_day(interval.start), _day(interval.end)]


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _moment(moment: datetime | None) -> str | None:
    if moment is None:
        return None
    zoned = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    return zoned.isoformat().replace("+00:00", "Z")


def _cut(value: float, unit: Decimal) -> float:
    """`value` cut to a multiple of `unit`; by its decimal digits, so that 0.3 stays 0.3."""
    return float(Decimal(repr(value)).quantize(unit, rounding=ROUND_FLOOR))
