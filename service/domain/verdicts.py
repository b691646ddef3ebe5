"""What a check concludes: findings with their sentence and values, verdicts, score, report."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from datetime import date

    from service.domain.claims import Claim, Mention
    from service.domain.facts import Fact, Revision
    from service.domain.gaps import Unmet
    from service.domain.linking import Link
    from service.domain.text import Document, Span
    from service.domain.time import Interval, TimeExpression


class Bearing(StrEnum):
    """What a finding does to a claim."""

    SUPPORTS = "supports"
    REFUTES = "refutes"
    DISTORTS = "distorts"
    UNTOLD = "untold"


class Against(StrEnum):
    """What the claim was compared with."""

    FACT = "fact"
    ARTICLE = "article"
    ARITHMETIC = "arithmetic"


class Label(StrEnum):
    """Verdicts of the contract."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    SUSPECT = "suspect"
    NOT_ENOUGH_INFO = "not_enough_info"
    NOT_CHECKABLE = "not_checkable"
    UNSUPPORTED = "unsupported"


class Undecided(StrEnum):
    """Why a claim was not decided."""

    NO_RECORD = "no_record"
    TOO_RECENT = "too_recent"
    AMBIGUOUS_NAME = "ambiguous_name"
    AMBIGUOUS_DATE = "ambiguous_date"
    CONTESTED = "contested"
    SOURCES_DISAGREE = "sources_disagree"
    ATTRIBUTED = "attributed"


class Outcome(StrEnum):
    """The report in one word."""

    CONFLICTS_FOUND = "conflicts_found"
    NO_CONFLICT_FOUND = "no_conflict_found"
    TOO_LITTLE_CHECKED = "too_little_checked"


class Slot(StrEnum):
    """What a word of a claim tells of."""

    WHO = "who"
    DID = "did"
    WHOM = "whom"
    WHERE = "where"
    WHEN = "when"
    HOW_MANY = "how_many"


class Change(StrEnum):
    """What became of a word of a claim in its evidence.

    It is told there too, another of its kind stands in its place, nothing does, or one of the two denies.
    """

    SUPPORTED = "supported"
    REPLACED = "replaced"
    NEW = "new"
    NEGATED = "negated"


@dataclass(frozen=True, slots=True)
class Aligned:
    """Words of a claim beside those of its evidence.

    `span` lies in the article's text. `recorded`, where there is a counterpart, are its words, at `recorded_span` in
    the quote of the fact `fact_id`.
    """

    slot: Slot
    change: Change
    span: Span
    words: str
    recorded: str | None = None
    recorded_span: Span | None = None
    fact_id: str | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The nearest correct fact; `edit` replaces `span` by `replacement`, only where that launders no invented event.

    `would_hold` is a sentence: the smallest change of date, holder, number, place or direction with which the claim
    would agree with the record. It says what differs; it does not say that the changed claim is true.
    """

    text: str
    span: Span | None = None
    replacement: str | None = None
    would_hold: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One comparison with a printable reason: `detail` says in a sentence what `claimed` and `recorded` differ in.

    `facts` are the evidence; empty where the finding is arithmetic. `strength` in 0..1 is heuristic, but for findings
    of the learned comparison, where it is calibrated; those also carry the `alignment` of claim and evidence.
    """

    rule: str
    bearing: Bearing
    against: Against
    detail: str
    claimed: str
    recorded: str
    facts: tuple[Fact, ...] = ()
    strength: float = 1.0
    suggestion: Suggestion | None = None
    alignment: tuple[Aligned, ...] = ()


@dataclass(frozen=True, slots=True)
class Retrieved:
    """A fact that was at hand for a claim: its place in the list, 0 to 1, and the reasons for it in words."""

    fact_id: str
    likeness: float
    why: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """The label of one claim, with what decided it.

    `because` says in a sentence why nothing was decided, where there is more to say of it than `reason` does.
    """

    claim: Claim
    label: Label
    confidence: float
    findings: tuple[Finding, ...] = ()
    reason: Undecided | None = None
    suggestion: Suggestion | None = None
    considered: tuple[str, ...] = ()
    retrieved: tuple[Retrieved, ...] = ()
    because: str = ""


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """A reading of an undated text's date: the window in which it can have been written, and what follows from it."""

    interval: Interval
    because: str
    supported: int
    contradicted: int


@dataclass(frozen=True, slots=True)
class DateUsed:
    """The date that anchored the check. `how`: given, found (in the text), inferred (a window), none."""

    used: date | None
    how: str
    hypotheses: tuple[Hypothesis, ...] = ()


@dataclass(frozen=True, slots=True)
class Score:
    """Consistency score 0..100, or None with a reason; the bands are those of the contract."""

    value: float | None
    interval: tuple[float, float] | None
    reason: str | None
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Report:
    """Everything a check says about one article; `truncated`: it has as many claims as are read, or more.

    `links` say which entities of the ledger the names mean, where a ledger took part, and `unmet` what it lacks.
    """

    id: str
    document: Document
    score: Score
    verdicts: tuple[Verdict, ...]
    mentions: tuple[Mention, ...]
    time_expressions: tuple[TimeExpression, ...]
    date: DateUsed
    as_of: dt.date | None  # `date` names a field here
    known_at: dt.datetime | None
    revision: Revision | None
    pipeline_version: str
    closed: bool = False
    explain: bool = False
    truncated: bool = False
    links: tuple[Link, ...] = ()
    unmet: tuple[Unmet, ...] = ()
