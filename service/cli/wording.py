"""How people read a report: the words, the signs and the colours of verdicts, outcomes and reasons."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.contract.problems import InvalidRequestError
from service.domain.telling import STATUSES
from service.domain.time import in_words
from service.domain.trust import Tier
from service.domain.verdicts import Change, Label, Outcome, Slot, Undecided

if TYPE_CHECKING:
    from service.domain.errors import DatelineError
    from service.domain.facts import Fact
    from service.domain.verdicts import DateUsed, Report, Verdict

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class Wording:
    """A verdict as people see it; `plain_sign` is for terminals without Unicode, the greater `weight` the worse."""

    words: str
    sign: str
    plain_sign: str
    colour: str
    weight: int


VERDICTS = {
    Label.CONTRADICTED: Wording("Conflicts with the record", "✗", "x", "red", 5),
    Label.UNSUPPORTED: Wording("Not in the source", "∅", "0", "magenta", 4),
    Label.SUSPECT: Wording("Please check", "!", "!", "yellow", 3),
    Label.SUPPORTED: Wording("Matches", "✓", "+", "green", 2),
    Label.NOT_ENOUGH_INFO: Wording("No record", "?", "?", "cyan", 1),
    Label.NOT_CHECKABLE: Wording("Not checkable", "~", "~", "bright_black", 0),
}
_OUTCOMES = {
    Outcome.CONFLICTS_FOUND: "Conflicts with the record were found",
    Outcome.NO_CONFLICT_FOUND: "No conflict with the record was found",
    Outcome.TOO_LITTLE_CHECKED: "Too little could be checked to say",
}
REASONS = {
    Undecided.TOO_RECENT: "It is newer than what is on record.",
    Undecided.AMBIGUOUS_NAME: "The name could mean several people or places.",
    Undecided.AMBIGUOUS_DATE: "The date could mean several days.",
    Undecided.CONTESTED: "What is on record is disputed.",
    Undecided.SOURCES_DISAGREE: "The sources disagree.",
    Undecided.ATTRIBUTED: "Somebody else says so; it is not counted against the article.",
}
SLOTS = {
    Slot.WHO: "who",
    Slot.DID: "did what",
    Slot.WHOM: "whom or what",
    Slot.WHERE: "where",
    Slot.WHEN: "when",
    Slot.HOW_MANY: "how many",
}
CHANGES = {
    Change.SUPPORTED: "the same",
    Change.REPLACED: "something else",
    Change.NEW: "not told",
    Change.NEGATED: "denied or left open on one side",
}
_HOW = {"given": "as given", "found": "found in the text", "inferred": "inferred", "none": "not known"}
_CONSISTENT_FROM, _CLEAN_FROM = 50, 75


def printable(text: str) -> str:
    """`text` without control characters, which could take over a terminal."""
    return _CONTROL.sub(" ", text)


def outcome(report: Report) -> str:
    """The report in one sentence."""
    worst = {verdict.label for verdict in report.verdicts}
    if report.score.outcome is Outcome.CONFLICTS_FOUND and not worst & {Label.CONTRADICTED, Label.UNSUPPORTED}:
        return "Nothing conflicts outright, but some claims should be checked"
    return _OUTCOMES[report.score.outcome]


def score(report: Report) -> str:
    """The score with its interval and what its band means, or why there is none."""
    found = report.score
    if found.value is None:
        return f"No score: {found.reason}"
    spread = f" ({found.interval[0]:.1f} to {found.interval[1]:.1f})" if found.interval else ""
    if found.value >= _CLEAN_FROM:
        band = "nothing of its own that was checked conflicts with the record"
    elif found.value >= _CONSISTENT_FROM:
        band = "some claims need a second look, none conflicts outright"
    else:
        band = "at least one claim is not in the source" if report.closed else "at least one claim conflicts"
    return f"Score {found.value:.1f} of 100{spread}: {band}"


def coverage(report: Report) -> str:
    """How many claims were found and what became of them."""
    labels = [verdict.label for verdict in report.verdicts]
    parts = [f"{labels.count(label)} {wording.words.lower()}" for label, wording in VERDICTS.items() if label in labels]
    claims = "1 claim" if len(labels) == 1 else f"{len(labels)} claims"
    rest = "; no more are read of one article, so its end was not checked" if report.truncated else ""
    return f"{claims}: {', '.join(parts)}{rest}" if parts else "No claim was found"


def date_used(used: DateUsed) -> str:
    """The date that anchored the check."""
    if used.used is None:
        return f"Date: {_HOW.get(used.how, used.how)}"
    return f"Date: {in_words(used.used)} ({_HOW.get(used.how, used.how)})"


def because(verdict: Verdict) -> str:
    """Why a claim was not decided, in a sentence; empty where its verdict says it all."""
    return verdict.because or (REASONS.get(verdict.reason, "") if verdict.reason else "")


def source(fact: Fact) -> str:
    """Where a fact comes from and how it was admitted."""
    known = fact.provenance
    published = f", {in_words(known.published_on)}" if known.published_on else ""
    where = known.url or known.locator
    house = ", the same publisher" if fact.same_house else ""
    trust = "" if fact.tier is Tier.STANDARD else f", {fact.tier.value} trust"
    return f"{known.source}{published}{house} [{STATUSES[fact.status]}{trust}]{f' {where}' if where else ''}"


def facts(verdict: Verdict) -> list[Fact]:
    """The facts that a verdict rests on, each once."""
    return list({fact.id: fact for finding in verdict.findings for fact in finding.facts}.values())


def message(error: DatelineError) -> str:
    """What went wrong, in one line."""
    if isinstance(error, InvalidRequestError) and error.faults:
        return " ".join(f"{fault.pointer or 'request'}: {fault.detail}" for fault in error.faults)
    where = f" ({'/'.join(map(str, error.path))})" if error.path and error.path != ("article",) else ""
    return f"{error}{where}"
