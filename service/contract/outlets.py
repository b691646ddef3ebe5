"""Records of outlets as JSON: every figure, and the claims that it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.contract.dates import moment_json
from service.domain.topics import in_words
from service.records import outlet_method

if TYPE_CHECKING:
    from datetime import date

    from service.desks.outlets import Dossier, Placed, Standing
    from service.domain.outlets import Share
    from service.records.checker_errors import CheckerErrors, Part
    from service.records.outlet_comparison import Comparison, Plain
    from service.records.outlet_method import Prior, Record
    from service.records.outlets import Reply

MEANING = (
    "How often dated claims of this outlet agree with the ledger of this service, as far as that knows anything of "
    "them. It measures agreement with this ledger, not truth, and it knows no authors. What differs from another "
    "outlet's may come from the topics."
)
WHY_NOT = {
    "too_few": f"Fewer than {outlet_method.FEWEST} claims, by their effective number, were decided.",
    "out_of_date": f"No claim of the last {outlet_method.FRESH} days was decided.",
}
_DIGITS = 6


def standing_json(standing: Standing) -> dict[str, object]:
    """How an outlet stands."""
    counts = standing.counts
    return {
        "domain": standing.outlet,
        **record_json(standing.record),
        "articles": standing.record.tally.articles,
        "claims": {
            "supported": counts.supported,
            "contradicted": counts.contradicted,
            "aside": {why.value: number for why, number in counts.aside.items()},
        },
        "newest": _day(standing.record.tally.newest),
    }


def dossier_json(found: Dossier, *, published: bool) -> dict[str, object]:
    """The record of an outlet with all that it is made of."""
    record = found.standing.record
    return {
        **standing_json(found.standing),
        "meaning": MEANING,
        "published": published,
        "prior": _prior(record.prior),
        "checker": _errors(found.errors),
        "history": [record_json(one) for one in found.history],
        "comparison": _comparison(found.comparison),
        "replies": [reply_json(one) for one in found.replies],
    }


def record_json(record: Record) -> dict[str, object]:
    """The figures of a day."""
    why_not = record.why_not.value if record.why_not else None
    return {
        "as_of": record.as_of.isoformat(),
        "rated": why_not is None,
        "why_not": why_not,
        "why_not_text": WHY_NOT[why_not] if why_not else None,
        "agreement": _share(record.agreement),
        "conflicts": _share(record.conflicts),
        "conflict_share": _number(record.tally.conflict_share),
        "effective_n": _number(record.tally.effective_n),
    }


def claim_json(placed: Placed) -> dict[str, object]:
    """A claim with what it weighs and why."""
    claim, weighed = placed.claim, placed.weighed
    return {
        "report": claim.report,
        "claim": claim.claim,
        "claim_key": claim.claim_key,
        "url": claim.url,
        "title": claim.title,
        "published_at": claim.published_on.isoformat(),
        "checked_at": moment_json(claim.checked_at),
        "start": claim.start,
        "end": claim.end,
        "quote": claim.quote,
        "kind": claim.kind,
        "topic": claim.topic,
        "topic_text": in_words(claim.topic),
        "verdict": claim.verdict.value,
        "checked_verdict": claim.checked.value,
        "aside": claim.aside.value if claim.aside else None,
        "linking": _number(claim.linking),
        "severity": 1.0 if claim.central else outlet_method.BACKGROUND,
        "article": claim.article,
        "event": claim.event,
        "weight": _number(weighed.weight) if weighed else 0.0,
        "counts_for_it": (weighed.instead or None) if weighed else None,
    }


def reply_json(reply: Reply) -> dict[str, object]:
    """What an outlet has said; who entered it is in the audit log."""
    return {
        "id": reply.id,
        "at": moment_json(reply.at),
        "author": reply.author,
        "statement": reply.text,
        "url": reply.url,
        "report": reply.report,
        "claim_key": reply.claim_key,
    }


def _prior(prior: Prior) -> dict[str, object]:
    return {
        "conflicts": _number(prior.conflicts),
        "agreements": _number(prior.agreements),
        "outlets": prior.outlets,
    }


def _errors(errors: CheckerErrors) -> dict[str, object]:
    return {
        "false_conflicts": _part(errors.false_conflicts),
        "conflicts_found": _part(errors.conflicts_found),
        "wrong_decided": _part(errors.wrong_decided),
        "right_decided": _part(errors.right_decided),
        "oftener": _share(errors.oftener),
    }


def _part(part: Part) -> dict[str, int]:
    return {"some": part.some, "all": part.all}


def _comparison(found: Comparison) -> dict[str, object]:
    return {
        "matched": _number(found.matched),
        "own": _share(found.own),
        "others": _share(found.others),
        "topics": [
            {
                "topic": one.topic,
                "topic_text": in_words(one.topic),
                "weight": _number(one.weight),
                "others": _plain(one.others) if one.others else None,
            }
            for one in found.topics
        ],
    }


def _plain(found: Plain) -> dict[str, int]:
    return {"conflicts": found.conflicts, "claims": found.claims, "articles": found.articles}


def _share(share: Share | None) -> dict[str, float] | None:
    if share is None:
        return None
    return {"mean": _number(share.mean), "low": _number(share.low), "high": _number(share.high)}


def _number(value: float) -> float:
    return round(value, _DIGITS)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
