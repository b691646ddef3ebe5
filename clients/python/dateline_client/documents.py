"""The documents of the API as types; a later version of the service may send more members than these.

Written by `python -m scripts.client_types` from the description of the API.
"""

# ruff: noqa: E501, Q000
# fmt: off

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypedDict


class Aligned(TypedDict):
    """`Aligned` of the description."""

    slot: Literal["who", "did", "whom", "where", "when", "how_many"]
    change: Literal["supported", "replaced", "new", "negated"]
    start: int
    end: int
    text: str
    recorded: Counterpart | None


Appearance = TypedDict(
    "Appearance",
    {
        "@type": 'Literal["NewsArticle"]',
        "url": 'NotRequired[str]',
        "headline": 'NotRequired[str]',
        "datePublished": 'NotRequired[str]',
    },
)


class Article(TypedDict):
    """`Article` of the description."""

    text: NotRequired[str | None]
    html: NotRequired[str | None]
    segments: NotRequired[list[Segment] | None]
    ninjs: NotRequired[dict[str, Any] | None]
    headline: NotRequired[str | None]
    title: NotRequired[str | None]
    url: NotRequired[str | None]
    source: NotRequired[str | None]
    published_at: NotRequired[str | None]
    language: NotRequired[str | None]
    kind: NotRequired[Literal["news", "opinion", "satire", "fiction"]]
    version_of: NotRequired[str | None]
    embargoed_until: NotRequired[str | None]


class Aside(TypedDict):
    """`Aside` of the description."""

    suspect: int
    dismissed: int
    disputed: int
    ruled: int


class Audit(TypedDict):
    """`Audit` of the description."""

    entries: list[Entry]
    next: int | None


class Batch(TypedDict):
    """`Batch` of the description."""

    ledger: NotRequired[bool]
    closed: NotRequired[bool]
    as_of: NotRequired[str | None]
    known_at: NotRequired[str | None]
    explain: NotRequired[bool]
    store: NotRequired[bool]
    articles: list[Any]


class Caller(TypedDict):
    """`Caller` of the description."""

    id: str
    name: str | None
    scopes: list[Literal["check", "read", "write-ledger", "review", "admin"]]
    trusted: bool
    quota: str | None


class CaseCount(TypedDict):
    """`CaseCount` of the description."""

    some: int
    all: int


class Change(TypedDict):
    """`Change` of the description."""

    revision: Revision
    what: str
    id: str
    text: str
    other: str | None
    why: str


class Changes(TypedDict):
    """`Changes` of the description."""

    since: str
    new: list[str]
    gone: list[Gone]
    changed: list[Turned]


class Check(TypedDict):
    """`Check` of the description."""

    article: Article
    references: NotRequired[list[Reference]]
    ledger: NotRequired[bool]
    closed: NotRequired[bool]
    as_of: NotRequired[str | None]
    known_at: NotRequired[str | None]
    store: NotRequired[bool]
    explain: NotRequired[bool]


class Checker(TypedDict):
    """`Checker` of the description."""

    false_conflicts: CaseCount
    conflicts_found: CaseCount
    wrong_decided: CaseCount
    right_decided: CaseCount
    oftener: Share


class ClaimCounts(TypedDict):
    """`ClaimCounts` of the description."""

    supported: int
    contradicted: int
    aside: Aside


ClaimReview = TypedDict(
    "ClaimReview",
    {
        "@type": 'Literal["ClaimReview"]',
        "url": 'NotRequired[str]',
        "datePublished": 'str',
        "author": 'NotRequired[Organisation]',
        "claimReviewed": 'str',
        "reviewBody": 'NotRequired[str]',
        "itemReviewed": 'Reviewed',
        "reviewRating": 'Rating',
        "citation": 'NotRequired[list[str]]',
    },
)


ClaimReviews = TypedDict(
    "ClaimReviews",
    {
        "@context": 'Literal["https://schema.org"]',
        "@graph": 'list[ClaimReview]',
    },
)


class Comparison(TypedDict):
    """`Comparison` of the description."""

    rule: str
    bearing: Literal["supports", "refutes", "distorts", "untold"]
    detail: str
    facts: list[Witness]


class Contest(TypedDict):
    """`Contest` of the description."""

    why: str


class Correction(TypedDict):
    """`Correction` of the description."""

    predicate: NotRequired[str | None]
    subject: NotRequired[str | None]
    object: NotRequired[str | None]
    place: NotRequired[str | None]
    host: NotRequired[str | None]
    start: NotRequired[str | None]
    end: NotRequired[str | None]
    unit: NotRequired[str | None]
    title: NotRequired[str | None]
    jurisdiction: NotRequired[str | None]
    number: NotRequired[float | None]


class Corrections(TypedDict):
    """`Corrections` of the description."""

    report: str
    story: str
    dismissed: list[Dismissed]
    disputes: list[Disputed]
    rulings: list[Ruling]


class Counterpart(TypedDict):
    """`Counterpart` of the description."""

    fact_id: str
    start: int
    end: int
    text: str


class Counts(TypedDict):
    """`Counts` of the description."""

    supported: int
    contradicted: int
    suspect: int
    not_enough_info: int
    not_checkable: int
    unsupported: int


class Coverage(TypedDict):
    """`Coverage` of the description."""

    claims: int
    checkable: int
    checked: int
    truncated: bool


class DateUsed(TypedDict):
    """`DateUsed` of the description."""

    used: str | None
    how: Literal["given", "found", "inferred", "none"]
    hypotheses: list[Hypothesis]


class Decided(TypedDict):
    """`Decided` of the description."""

    fact_id: str
    state: Literal["open", "contested", "superseded", "closed", "held"]
    superseded_by: str | None
    stands_for_it: str | None
    ledger_revision: str


class Decision(TypedDict):
    """`Decision` of the description."""

    action: Literal["accept", "correct", "refuse"]
    why: NotRequired[str]
    correction: NotRequired[Correction]


Diff = TypedDict(
    "Diff",
    {
        "from": 'Revision',
        "to": 'Revision',
        "changes": 'list[Change]',
        "next": 'str | None',
    },
)


class Difference(TypedDict):
    """`Difference` of the description."""

    pointer: str
    was: Any
    now: Any


class Dismissal(TypedDict):
    """`Dismissal` of the description."""

    why: str


class Dismissed(TypedDict):
    """`Dismissed` of the description."""

    claim_key: str
    by: str
    at: str
    why: str


class DismissedFlag(TypedDict):
    """`DismissedFlag` of the description."""

    by: str
    at: str
    why: str


class Dispute(TypedDict):
    """`Dispute` of the description."""

    by: str
    at: str
    why: str
    words: list[Word]


class Disputed(TypedDict):
    """`Disputed` of the description."""

    id: str
    state: Literal["open", "settled"]
    report: str
    story: str
    claim_key: str
    was: Literal["supported", "contradicted", "suspect", "not_enough_info", "not_checkable", "unsupported"]
    verdict: Literal["supported", "contradicted", "suspect", "not_enough_info", "not_checkable", "unsupported"]
    by: str
    at: str
    why: str
    ruling: Ruling | None


class Disputes(TypedDict):
    """`Disputes` of the description."""

    disputes: list[Disputed]
    next: str | None


class Document(TypedDict):
    """`Document` of the description."""

    article: Article


class Dossier(TypedDict):
    """`Dossier` of the description."""

    id: str
    statement: str
    when: str
    valid: list[str | None]
    parts: Parts
    polarity: Literal["affirm", "negate"]
    modality: Literal["asserted", "reported", "quoted", "planned", "possible", "hypothetical"]
    status: Literal["official", "reviewed", "read", "given", "own"]
    status_text: str
    quote: str
    marks: list[list[int]]
    source: str
    url: str | None
    published_at: str | None
    start: int | None
    end: int | None
    locator: str
    licence: str | None
    state: Literal["open", "contested", "superseded", "closed", "held"]
    superseded_by: str | None
    history: list[Event]


class Edit(TypedDict):
    """`Edit` of the description."""

    start: int
    end: int
    replacement: str


class Entry(TypedDict):
    """`Entry` of the description."""

    number: int
    at: str
    actor: str
    caller: str
    action: str
    target: str
    status: int | None
    trace: str | None
    detail: str | None


class Event(TypedDict):
    """`Event` of the description."""

    fact_id: str
    what: Literal["added", "held", "released", "contested", "upheld", "rejected", "superseded", "closed"]
    revision: int
    at: str
    by: str
    why: str
    superseded_by: str | None
    until: str | None


class Evidence(TypedDict):
    """`Evidence` of the description."""

    fact_id: str
    source: str
    url: str | None
    published_at: str | None
    status: Literal["official", "reviewed", "read", "given", "own"]
    status_text: str
    quote: str
    start: int | None
    end: int | None
    locator: str
    licence: str | None
    publisher: str | None
    tier: Literal["official", "high", "standard", "low", "distrusted"]
    same_publisher: bool
    kind: Literal["event", "state", "office", "attribute", "superlative", "duration", "number", "quote", "metadata"]
    statement: str
    when: str
    valid: list[str | None]


class Fact(TypedDict):
    """`Fact` of the description."""

    id: str
    statement: str
    when: str
    valid: list[str | None]
    parts: Parts
    polarity: Literal["affirm", "negate"]
    modality: Literal["asserted", "reported", "quoted", "planned", "possible", "hypothetical"]
    status: Literal["official", "reviewed", "read", "given", "own"]
    status_text: str
    quote: str
    marks: list[list[int]]
    source: str
    url: str | None
    published_at: str | None
    start: int | None
    end: int | None
    locator: str
    licence: str | None


class FactRow(TypedDict):
    """`FactRow` of the description."""

    predicate: str
    subject: str
    start: NotRequired[str]
    end: NotRequired[str]
    source: str
    object: NotRequired[str]
    place: NotRequired[str]
    title: NotRequired[str]
    jurisdiction: NotRequired[str]
    open_on: NotRequired[str]
    polarity: NotRequired[str]
    kind: NotRequired[str]
    number: NotRequired[str]
    unit: NotRequired[str]
    bound: NotRequired[str]
    quote: NotRequired[str]
    url: NotRequired[str]
    licence: NotRequired[str]
    subject_type: NotRequired[str]
    object_type: NotRequired[str]
    place_type: NotRequired[str]


class FactState(TypedDict):
    """`FactState` of the description."""

    fact_id: str
    state: Literal["open", "contested", "superseded", "closed", "held"]
    status: Literal["official", "reviewed", "read", "given", "own"]
    superseded_by: str | None
    revision: int
    at: str
    by: str
    why: str


class Facts(TypedDict):
    """`Facts` of the description."""

    facts: list[FactRow]
    why: str


class Fault(TypedDict):
    """`Fault` of the description."""

    pointer: str
    detail: str


class Finding(TypedDict):
    """`Finding` of the description."""

    rule: str
    bearing: Literal["supports", "refutes", "distorts", "untold"]
    against: Literal["fact", "article", "arithmetic"]
    detail: str
    claimed: str
    recorded: str
    fact_id: str | None
    origins: int
    corroboration: float | None
    alignment: list[Aligned]


class Flip(TypedDict):
    """`Flip` of the description."""

    report: StoredReport
    score: Scores
    changed: list[Turned]


Flips = TypedDict(
    "Flips",
    {
        "from": 'Revision',
        "to": 'Revision',
        "reports": 'list[Flip]',
        "examined": 'int',
        "next": 'str | None',
    },
)


class Gone(TypedDict):
    """`Gone` of the description."""

    claim_key: str
    quote: str
    verdict: Literal["supported", "contradicted", "suspect", "not_enough_info", "not_checkable", "unsupported"]


class Health(TypedDict):
    """`Health` of the description."""

    status: Literal["ok"]


class Hypothesis(TypedDict):
    """`Hypothesis` of the description."""

    interval: list[str | None]
    because: str
    supported: int
    contradicted: int


class Job(TypedDict):
    """`Job` of the description."""

    id: str
    kind: Literal["check", "batch"]
    state: Literal["queued", "running", "cancelled", "done"]
    total: int
    answered: int
    failed: int
    options: dict[str, Any]
    by: str
    created_at: str
    started_at: str | None
    finished_at: str | None
    changed_at: str | None
    changed_by: str | None
    results: str


class Jobs(TypedDict):
    """`Jobs` of the description."""

    jobs: list[Job]
    next: str | None


class KnownEntity(TypedDict):
    """`KnownEntity` of the description."""

    id: str
    name: str
    type: Literal["person", "organisation", "place", "country", "event", "thing"]
    aliases: list[str]
    born: list[str | None] | None
    died: list[str | None] | None


class KnownFacts(TypedDict):
    """`KnownFacts` of the description."""

    entities: list[KnownEntity]
    offices: list[KnownOffice]
    facts: list[Fact]
    truncated: bool


class KnownOffice(TypedDict):
    """`KnownOffice` of the description."""

    key: str
    title: str
    jurisdiction: str
    complete: list[str | None] | None


class Mention(TypedDict):
    """`Mention` of the description."""

    start: int
    end: int
    text: str
    type: Literal["person", "organisation", "place", "country", "event", "thing"]
    entity_id: str
    alternatives: list[str]
    name: str
    segment: str | None


class Message(TypedDict):
    """`Message` of the description."""

    id: str
    event: Literal["job.done", "report.affected", "ping"]
    created_at: str
    attempts: int
    due_at: str | None
    settled_at: str | None
    outcome: str | None


class Messages(TypedDict):
    """`Messages` of the description."""

    messages: list[Message]


class NewWebhook(TypedDict):
    """`NewWebhook` of the description."""

    id: str
    url: str
    events: list[Literal["job.done", "report.affected", "ping"]]
    by: str
    created_at: str
    disabled_at: str | None
    why_disabled: str | None
    secret: str


class Ninjs(TypedDict):
    """`Ninjs` of the description."""

    uri: NotRequired[Any]
    guid: NotRequired[Any]
    version: NotRequired[Any]
    pubstatus: NotRequired[Any]
    versioncreated: NotRequired[Any]
    embargoed: NotRequired[Any]
    headline: NotRequired[Any]
    body_html: NotRequired[Any]
    body_text: NotRequired[Any]


class Number(TypedDict):
    """`Number` of the description."""

    value: float
    unit: str
    bound: str


class Office(TypedDict):
    """`Office` of the description."""

    person: str
    title: str
    jurisdiction: str | None


Organisation = TypedDict(
    "Organisation",
    {
        "@type": 'Literal["Organization", "Person"]',
        "name": 'str',
        "url": 'NotRequired[str]',
    },
)


class Others(TypedDict):
    """`Others` of the description."""

    conflicts: int
    claims: int
    articles: int


class Parts(TypedDict):
    """`Parts` of the description."""

    predicate: NotRequired[str]
    subject: NotRequired[str]
    object: NotRequired[str]
    place: NotRequired[str]
    host: NotRequired[str]
    start: NotRequired[str]
    end: NotRequired[str]
    number: NotRequired[str]
    unit: NotRequired[str]
    title: NotRequired[str]
    jurisdiction: NotRequired[str]


class Ping(TypedDict):
    """`Ping` of the description."""

    message: str


class Prior(TypedDict):
    """`Prior` of the description."""

    conflicts: float
    agreements: float
    outlets: int


class Problem(TypedDict):
    """`Problem` of the description."""

    type: str
    title: str
    status: int
    detail: NotRequired[str]
    errors: NotRequired[list[Fault]]
    fact: NotRequired[FactState]


class Pushed(TypedDict):
    """`Pushed` of the description."""

    item: str | None
    passed_over: str | None
    report: str | None
    score: float | None
    outcome: Literal["conflicts_found", "no_conflict_found", "too_little_checked"] | None


class Queue(TypedDict):
    """`Queue` of the description."""

    waiting: list[Waiting]
    count: int
    count_exact: bool
    next: str | None


Rating = TypedDict(
    "Rating",
    {
        "@type": 'Literal["Rating"]',
        "ratingValue": 'int',
        "bestRating": 'Literal[5]',
        "worstRating": 'Literal[1]',
        "alternateName": 'str',
    },
)


class Ready(TypedDict):
    """`Ready` of the description."""

    status: Literal["ready"]
    ledger_revision: str
    pipeline_version: str


class Receipt(TypedDict):
    """`Receipt` of the description."""

    added: int
    known: int
    ledger_revision: str


class Reference(TypedDict):
    """`Reference` of the description."""

    text: NotRequired[str | None]
    html: NotRequired[str | None]
    segments: NotRequired[list[Segment] | None]
    ninjs: NotRequired[dict[str, Any] | None]
    headline: NotRequired[str | None]
    title: NotRequired[str | None]
    url: NotRequired[str | None]
    source: NotRequired[str | None]
    published_at: NotRequired[str | None]
    language: NotRequired[str | None]


class Replay(TypedDict):
    """`Replay` of the description."""

    request: NotRequired[Check | None]


class Replayed(TypedDict):
    """`Replayed` of the description."""

    id: str
    identical: bool
    pipeline_version: Versions
    ledger_revision: str | None
    score: float | None
    differs: list[Difference]
    today: Today


class Reply(TypedDict):
    """`Reply` of the description."""

    id: str
    at: str
    author: str
    statement: str
    url: str | None
    report: str | None
    claim_key: str | None


class ReplyRequest(TypedDict):
    """`ReplyRequest` of the description."""

    author: str
    statement: str
    url: NotRequired[str | None]
    claim: NotRequired[str | None]


class Retraction(TypedDict):
    """`Retraction` of the description."""

    why: str


class Retrieved(TypedDict):
    """`Retrieved` of the description."""

    fact_id: str
    likeness: float
    why: str


Reviewed = TypedDict(
    "Reviewed",
    {
        "@type": 'Literal["Claim"]',
        "text": 'str',
        "author": 'NotRequired[Organisation]',
        "datePublished": 'NotRequired[str]',
        "appearance": 'NotRequired[Appearance]',
    },
)


class Revision(TypedDict):
    """`Revision` of the description."""

    number: int
    id: str
    at: str | None
    by: str
    why: str


class Revisions(TypedDict):
    """`Revisions` of the description."""

    revisions: list[Revision]
    next: int | None


class Rule(TypedDict):
    """`Rule` of the description."""

    id: str
    version: str
    weight: float
    summary: str
    contradicts: str
    suspects: str
    silent: str
    example: str


class Rules(TypedDict):
    """`Rules` of the description."""

    rules: list[Rule]
    pipeline_version: str


class Ruling(TypedDict):
    """`Ruling` of the description."""

    claim_key: str
    verdict: Literal["supported", "contradicted", "suspect", "not_enough_info", "not_checkable", "unsupported"]
    by: str
    at: str
    why: str


class Scores(TypedDict):
    """`Scores` of the description."""

    was: float | None
    now: float | None


class Segment(TypedDict):
    """`Segment` of the description."""

    id: str
    role: NotRequired[Literal["headline", "standfirst", "body", "caption", "quote box"]]
    text: str


class Settled(TypedDict):
    """`Settled` of the description."""

    id: str
    state: Literal["open", "settled"]
    report: str
    story: str
    claim_key: str
    was: Literal["supported", "contradicted", "suspect", "not_enough_info", "not_checkable", "unsupported"]
    verdict: Literal["supported", "contradicted", "suspect", "not_enough_info", "not_checkable", "unsupported"]
    by: str
    at: str
    why: str
    ruling: Ruling | None
    affected: list[str]


class Settlement(TypedDict):
    """`Settlement` of the description."""

    stands: bool
    why: NotRequired[str]


class Share(TypedDict):
    """`Share` of the description."""

    mean: float
    low: float
    high: float


class Signature(TypedDict):
    """`Signature` of the description."""

    why: NotRequired[str]
    url: NotRequired[str | None]


class Signed(TypedDict):
    """`Signed` of the description."""

    report: str
    claim_key: str
    verdict: Literal["contradicted", "supported", "suspect"]
    url: str | None
    why: str
    by: str
    at: str


class Source(TypedDict):
    """`Source` of the description."""

    as_of: str
    rated: bool
    why_not: Literal["too_few", "out_of_date"] | None
    why_not_text: str | None
    agreement: Share | None
    conflicts: Share | None
    conflict_share: float
    effective_n: float
    domain: str
    articles: int
    claims: ClaimCounts
    newest: str | None


class SourceClaim(TypedDict):
    """`SourceClaim` of the description."""

    report: str
    claim: str
    claim_key: str
    url: str
    title: str | None
    published_at: str
    checked_at: str
    start: int
    end: int
    quote: str
    kind: str
    topic: str
    topic_text: str
    verdict: Literal["supported", "contradicted", "suspect", "not_enough_info", "not_checkable", "unsupported"]
    checked_verdict: Literal["supported", "contradicted", "suspect", "not_enough_info", "not_checkable", "unsupported"]
    aside: Literal["suspect", "dismissed", "disputed", "ruled"] | None
    linking: float
    severity: float
    article: str
    event: str
    weight: float
    counts_for_it: str | None


class SourceClaims(TypedDict):
    """`SourceClaims` of the description."""

    claims: list[SourceClaim]
    next: str | None


class SourceComparison(TypedDict):
    """`SourceComparison` of the description."""

    matched: float
    own: Share | None
    others: Share | None
    topics: list[SourceTopic]


class SourceFigures(TypedDict):
    """`SourceFigures` of the description."""

    as_of: str
    rated: bool
    why_not: Literal["too_few", "out_of_date"] | None
    why_not_text: str | None
    agreement: Share | None
    conflicts: Share | None
    conflict_share: float
    effective_n: float


class SourceRecord(TypedDict):
    """`SourceRecord` of the description."""

    as_of: str
    rated: bool
    why_not: Literal["too_few", "out_of_date"] | None
    why_not_text: str | None
    agreement: Share | None
    conflicts: Share | None
    conflict_share: float
    effective_n: float
    domain: str
    articles: int
    claims: ClaimCounts
    newest: str | None
    meaning: str
    published: bool
    prior: Prior
    checker: Checker
    history: list[SourceFigures]
    comparison: SourceComparison
    replies: list[Reply]


class SourceTopic(TypedDict):
    """`SourceTopic` of the description."""

    topic: str
    topic_text: str
    weight: float
    others: Others | None


class Sources(TypedDict):
    """`Sources` of the description."""

    sources: list[Source]
    next: str | None


class StoredReport(TypedDict):
    """`StoredReport` of the description."""

    id: str
    at: str
    text_sha256: str
    report_sha256: str
    pipeline_version: str
    ledger_revision: str | None
    known_at: str | None
    story: str
    version_of: str | None
    since: str | None
    source: str | None
    url: str | None
    title: str | None
    published_at: str | None
    closed: bool
    score: float | None
    outcome: Literal["conflicts_found", "no_conflict_found", "too_little_checked"]


class StoredReports(TypedDict):
    """`StoredReports` of the description."""

    reports: list[StoredReport]
    next: str | None


class Suggestion(TypedDict):
    """`Suggestion` of the description."""

    text: str
    edit: Edit | None
    would_hold: str | None


class Time(TypedDict):
    """`Time` of the description."""

    start: int | None
    end: int | None
    text: str | None
    type: Literal["DATE", "TIME", "DURATION", "SET"] | None
    value: str | None
    mod: str | None
    interval: list[str | None]
    granularity: Literal["day", "week", "month", "quarter", "season", "half", "year", "decade", "century", "open", "none"]
    relation: Literal["in", "since", "before", "after", "until", "during", "as_of", "undated"]


class TimeExpression(TypedDict):
    """`TimeExpression` of the description."""

    start: int
    end: int
    text: str
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    mod: str | None
    edtf: str | None
    segment: str | None


class Today(TypedDict):
    """`Today` of the description."""

    ledger_revision: str | None
    score: float | None
    changed: list[Turned]


class ToldClaim(TypedDict):
    """`ToldClaim` of the description."""

    id: str
    claim_key: str
    segment: str | None
    start: int
    end: int
    quote: str
    statement: str
    kind: Literal["event", "state", "office", "attribute", "superlative", "duration", "number", "quote", "metadata"]
    subject: str | None
    predicate: str
    object: str | None
    place: str | None
    office: Office | None
    number: Number | None
    time: Time | None
    polarity: Literal["affirm", "negate"]
    modality: Literal["asserted", "reported", "quoted", "planned", "possible", "hypothetical"]
    attributed_to: str | None
    verdict: Literal["supported", "contradicted", "suspect", "not_enough_info", "not_checkable", "unsupported"]
    reason: Literal["no_record", "too_recent", "ambiguous_name", "ambiguous_date", "contested", "sources_disagree", "attributed"] | None
    confidence: float
    findings: list[Finding]
    evidence: list[Evidence]
    suggestion: Suggestion | None
    reason_detail: str | None
    considered: NotRequired[list[str]]
    retrieved: NotRequired[list[Retrieved]]
    dismissed: NotRequired[DismissedFlag]


class ToldReport(TypedDict):
    """`ToldReport` of the description."""

    id: str
    score: float | None
    interval: list[float] | None
    score_reason: str | None
    outcome: Literal["conflicts_found", "no_conflict_found", "too_little_checked"]
    coverage: Coverage
    counts: Counts
    date: DateUsed
    claims: list[ToldClaim]
    entities: list[Mention]
    time_expressions: list[TimeExpression]
    as_of: str | None
    known_at: str | None
    ledger_revision: str | None
    text_sha256: str
    pipeline_version: str
    changes: NotRequired[Changes]


class Turned(TypedDict):
    """`Turned` of the description."""

    claim_key: str
    was: Literal["supported", "contradicted", "suspect", "not_enough_info", "not_checkable", "unsupported"]
    now: Literal["supported", "contradicted", "suspect", "not_enough_info", "not_checkable", "unsupported"]


class VerdictDispute(TypedDict):
    """`VerdictDispute` of the description."""

    verdict: Literal["supported", "contradicted", "suspect", "not_enough_info", "not_checkable", "unsupported"]
    why: str


class VerdictSettlement(TypedDict):
    """`VerdictSettlement` of the description."""

    stands: bool
    why: NotRequired[str]


class Versions(TypedDict):
    """`Versions` of the description."""

    recorded: str
    running: str


class Waiting(TypedDict):
    """`Waiting` of the description."""

    fact: Fact
    contest: Dispute | None
    findings: list[Comparison]
    asked: int


class Webhook(TypedDict):
    """`Webhook` of the description."""

    id: str
    url: str
    events: list[Literal["job.done", "report.affected", "ping"]]
    by: str
    created_at: str
    disabled_at: str | None
    why_disabled: str | None


class WebhookRequest(TypedDict):
    """`WebhookRequest` of the description."""

    url: str
    events: list[Literal["job.done", "report.affected", "ping"]]


class Webhooks(TypedDict):
    """`Webhooks` of the description."""

    webhooks: list[Webhook]


class Witness(TypedDict):
    """`Witness` of the description."""

    id: str
    source: str
    published_at: str | None
    status: Literal["official", "reviewed", "read", "given", "own"]
    status_text: str
    quote: str


class Word(TypedDict):
    """`Word` of the description."""

    by: str
    stands: bool


class Written(TypedDict):
    """`Written` of the description."""

    added: int
    known: int
    ledger_revision: str
    fact_ids: list[str]
