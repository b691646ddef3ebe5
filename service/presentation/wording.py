"""How people read a report: the words, the signs and the colours of verdicts, outcomes and reasons."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from gettext import NullTranslations
from typing import TYPE_CHECKING

from service.domain.telling import days
from service.domain.time import in_words
from service.domain.trust import Tier
from service.domain.verdicts import Change, Label, Outcome, Slot, Undecided

if TYPE_CHECKING:
    from service.presentation.view import ClaimView, EvidenceView, ReportView

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
ENGLISH = NullTranslations()


def N_(message: str) -> str:  # noqa: N802 - the name that gettext's tools look for
    """`message` as it is: a mark for what collects words to be translated where they are shown."""
    return message


@dataclass(frozen=True, slots=True)
class Wording:
    """A verdict as people see it; `plain_sign` is for terminals without Unicode, the greater `weight` the worse."""

    words: str
    sign: str
    plain_sign: str
    colour: str
    weight: int


VERDICTS = {
    Label.CONTRADICTED: Wording(N_("Conflicts with the record"), "✗", "x", "red", 5),
    Label.UNSUPPORTED: Wording(N_("Not in the source"), "∅", "0", "magenta", 4),
    Label.SUSPECT: Wording(N_("Please check"), "!", "!", "yellow", 3),
    Label.SUPPORTED: Wording(N_("Matches"), "✓", "+", "green", 2),
    Label.NOT_ENOUGH_INFO: Wording(N_("No record"), "?", "?", "cyan", 1),
    Label.NOT_CHECKABLE: Wording(N_("Not checkable"), "~", "~", "bright_black", 0),
}
DECIDED = frozenset({Label.CONTRADICTED, Label.SUSPECT, Label.SUPPORTED, Label.UNSUPPORTED})
OUTCOMES = {
    Outcome.CONFLICTS_FOUND: N_("Conflicts with the record were found"),
    Outcome.NO_CONFLICT_FOUND: N_("No conflict with the record was found"),
    Outcome.TOO_LITTLE_CHECKED: N_("Too little could be checked to say"),
}
REASONS = {
    Undecided.TOO_RECENT: N_("It is newer than what is on record."),
    Undecided.AMBIGUOUS_NAME: N_("The name could mean several people or places."),
    Undecided.AMBIGUOUS_DATE: N_("The date could mean several days."),
    Undecided.CONTESTED: N_("What is on record is disputed."),
    Undecided.SOURCES_DISAGREE: N_("The sources disagree."),
    Undecided.ATTRIBUTED: N_("Somebody else says so; it is not counted against the article."),
}
SLOTS = {
    Slot.WHO: N_("who"),
    Slot.DID: N_("did what"),
    Slot.WHOM: N_("whom or what"),
    Slot.WHERE: N_("where"),
    Slot.WHEN: N_("when"),
    Slot.HOW_MANY: N_("how many"),
}
CHANGES = {
    Change.SUPPORTED: N_("the same"),
    Change.REPLACED: N_("something else"),
    Change.NEW: N_("not told"),
    Change.NEGATED: N_("denied or left open on one side"),
}
_HOW = {"given": "as given", "found": "found in the text", "inferred": "inferred", "none": "not known"}
CONSISTENT_FROM, CLEAN_FROM = 50, 75
"""Where the bands of the score begin: from here on none contradicts, and from here on none is suspect either."""


def printable(text: str) -> str:
    """`text` without what could take over a terminal, turn the direction of what is read, or is no character."""
    return _CONTROL.sub(" ", text)


def outcome(report: ReportView) -> str:
    """The report in one sentence."""
    worst = {claim.label for claim in report.claims}
    if report.outcome is Outcome.CONFLICTS_FOUND and not worst & {Label.CONTRADICTED, Label.UNSUPPORTED}:
        return "Nothing conflicts outright, but some claims should be checked"
    return OUTCOMES[report.outcome]


def leading(report: ReportView, say: NullTranslations = ENGLISH) -> str:
    """The report in the words that it begins with: what conflicts, what to check, how much was checked."""
    number = Counter(claim.label for claim in report.claims)
    conflicts, doubtful, unsaid = number[Label.CONTRADICTED], number[Label.SUSPECT], number[Label.UNSUPPORTED]
    checkable = len(report.claims) - number[Label.NOT_CHECKABLE]
    checked = sum(number[label] for label in DECIDED)
    parts = (
        (conflicts, say.ngettext("{n} conflict with the record", "{n} conflicts with the record", conflicts)),
        (unsaid, say.ngettext("{n} claim not in the source", "{n} claims not in the source", unsaid)),
        (doubtful, say.ngettext("{n} to check", "{n} to check", doubtful)),
    )
    told = ", ".join(words.format(n=n) for n, words in parts if n)
    if not report.claims:
        return say.gettext("Nothing to check was found in this text")
    if not checked:
        return say.ngettext(
            "Nothing on record: the one claim could not be checked",
            "Nothing on record: none of {n} claims could be checked",
            len(report.claims),
        ).format(n=len(report.claims))
    much = say.ngettext("{checked} of {n} claim checked", "{checked} of {n} claims checked", checkable)
    return f"{told or say.gettext('No conflict with the record')}; {much.format(checked=checked, n=checkable)}"


def score(report: ReportView) -> str:
    """The score with its interval and what its band means, or why there is none."""
    if report.score is None:
        return f"No score: {report.score_reason}"
    spread = f" ({report.interval[0]:.1f} to {report.interval[1]:.1f})" if report.interval else ""
    return f"Score {report.score:.1f} of 100{spread}: {band(report)}"


def band(report: ReportView) -> str:
    """What the band of the score means; empty where there is no score."""
    if report.score is None:
        return ""
    if report.score >= CLEAN_FROM:
        return N_("nothing of its own that was checked conflicts with the record")
    if report.score >= CONSISTENT_FROM:
        return N_("some claims need a second look, none conflicts outright")
    if any(claim.label is Label.UNSUPPORTED for claim in report.claims):
        return N_("at least one claim is not in the source")
    return N_("at least one claim conflicts")


def counts(report: ReportView) -> list[tuple[Label, int]]:
    """How many claims have each verdict that there is, the worst first."""
    number = Counter(claim.label for claim in report.claims)
    return [(label, number[label]) for label in VERDICTS if number[label]]


def coverage(report: ReportView) -> str:
    """How many claims were found and what became of them."""
    parts = [f"{count} {VERDICTS[label].words.lower()}" for label, count in counts(report)]
    return f"{found(report)}: {', '.join(parts)}{unread(report)}" if parts else found(report)


def found(report: ReportView) -> str:
    """How many claims were found."""
    number = len(report.claims)
    return "No claim was found" if not number else "1 claim" if number == 1 else f"{number} claims"


def unread(report: ReportView) -> str:
    """That the end of an article was not read, where it was not; begins with a semicolon."""
    return "; no more are read of one article, so its end was not checked" if report.truncated else ""


def date_used(report: ReportView) -> str:
    """The date that anchored the check."""
    how = _HOW.get(report.how, report.how)
    return f"Date: {in_words(report.date_used)} ({how})" if report.date_used else f"Date: {how}"


def hypotheses(report: ReportView) -> list[str]:
    """What follows under each possible date of an undated text."""
    return [
        f"if written {days(one.interval)} ({one.because}): {one.supported} match, {one.contradicted} conflict"
        for one in report.hypotheses
    ]


def because(claim: ClaimView) -> str:
    """Why a claim was not decided, in a sentence; empty where its verdict says it all."""
    return claim.because or (REASONS.get(claim.reason, "") if claim.reason else "")


def admitted(fact: EvidenceView) -> str:
    """How a fact was admitted, and how far its source was trusted where that is out of the ordinary."""
    return fact.status_text if fact.tier is Tier.STANDARD else f"{fact.status_text}, {fact.tier.value} trust"


def source(fact: EvidenceView) -> str:
    """Where a fact comes from and how it was admitted, on one line, without its address."""
    published = f", {in_words(fact.published_on)}" if fact.published_on else ""
    house = ", the same publisher" if fact.same_publisher else ""
    return f"{fact.source}{published}{house} [{admitted(fact)}]"
