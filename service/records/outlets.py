"""What is kept of outlets: their articles and claims beside the reports, and their replies."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import case, exists, func, insert, or_, select

from service.domain.clusters import Clusters
from service.domain.outlets import Counted
from service.domain.verdicts import Label
from service.records.outlet_comparison import Plain
from service.records.tables.corrections import DISMISSAL, DISPUTE, RULING
from service.records.tables.outlets import OUTLET_ARTICLE, OUTLET_CLAIM, OUTLET_REPLY, OUTLET_WITHDRAWAL
from service.records.tables.reports import REPORT, REPORT_CLAIM

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy import Connection, Row, Select

    from service.records.outlet_claims import OutletArticle

_A, _O, _R, _C = OUTLET_ARTICLE.c, OUTLET_CLAIM.c, REPORT.c, REPORT_CLAIM.c
_P, _W = OUTLET_REPLY.c, OUTLET_WITHDRAWAL.c
_COUNTING = frozenset({Label.SUPPORTED, Label.CONTRADICTED})


class Aside(StrEnum):
    """Why a decided claim counts neither for nor against its outlet."""

    SUSPECT = "suspect"
    DISMISSED = "dismissed"
    DISPUTED = "disputed"
    RULED = "ruled"


@dataclass(frozen=True, slots=True)
class OnRecord:
    """A claim of an outlet, where it stands, what the checker said of it and what people have said since.

    `verdict` is the one that holds: the checker's, or that of a ruling on it. `aside` says why it does not count, if
    so.
    """

    report: str
    claim: str
    claim_key: str
    url: str
    title: str | None
    published_on: date
    checked_at: datetime
    start: int
    end: int
    quote: str
    kind: str
    topic: str
    event: str
    story: str
    checked: Label
    verdict: Label
    aside: Aside | None
    linking: float
    central: bool
    article: str

    @property
    def name(self) -> str:
        """What tells it from other claims: REPORT/CLAIM."""
        return f"{self.report}/{self.claim}"

    @property
    def counted(self) -> Counted | None:
        """The claim as the method takes it; None where it counts neither for nor against."""
        if self.aside is not None:
            return None
        return Counted(
            name=self.name,
            article=self.article,
            origin=self.claim_key,
            event=self.event,
            published_on=self.published_on,
            conflict=self.verdict is Label.CONTRADICTED,
            linking=self.linking,
            central=self.central,
            topic=self.topic,
        )


@dataclass(frozen=True, slots=True)
class Reply:
    """What an outlet has to say to its record, or to one claim of it; `by` has entered it for `author`."""

    id: str
    outlet: str
    at: datetime
    by: str
    author: str
    text: str
    url: str | None = None
    report: str | None = None
    claim_key: str | None = None


def note(connection: Connection, report: int, article: OutletArticle) -> None:
    """Write what the report with that number says for and against its outlet."""
    row = {"report": report, "outlet": article.outlet, "address": article.address}
    connection.execute(insert(OUTLET_ARTICLE), row)
    if article.claims:
        names = ("number", "event", "linking", "central", "topic")
        rows = [{"report": report, **{name: getattr(one, name) for name in names}} for one in article.claims]
        connection.execute(insert(OUTLET_CLAIM), rows)


def listed(connection: Connection, after: str | None, limit: int) -> list[str]:
    """The outlets that have articles on record, by their names, from the one after `after` on."""
    query = select(_A.outlet).distinct().order_by(_A.outlet).limit(limit)
    if after is not None:
        query = query.where(_A.outlet > after)
    return list(connection.execute(query).scalars())


def is_known(connection: Connection, outlet: str) -> bool:
    """Whether an article of the outlet is on record."""
    return connection.execute(select(_A.report).where(_A.outlet == outlet).limit(1)).first() is not None


def on_record(connection: Connection, outlet: str) -> list[OnRecord]:
    """The decided claims of an outlet's articles, each in its newest version: the newest first, then by report."""
    articles = _newest_versions(connection, outlet)
    query = (
        select(REPORT, REPORT_CLAIM, OUTLET_CLAIM)
        .with_only_columns(
            *(_R.seq, _R.id, _R.at, _R.url, _R.title, _R.story, _R.published_on),
            *(_C.claim, _C.claim_key, _C.start, _C.end, _C.quote, _C.kind, _C.verdict),
            *(_O.event, _O.linking, _O.central, _O.topic),
        )
        .join(OUTLET_ARTICLE, _A.report == _R.seq)
        .join(OUTLET_CLAIM, _O.report == _R.seq)
        .join(REPORT_CLAIM, (_C.report == _O.report) & (_C.number == _O.number))
        .where(_A.outlet == outlet)
        .order_by(_C.number)
    )
    rows = [row for row in connection.execute(query) if row.seq in articles]
    rows.sort(key=lambda row: (-row.published_on.toordinal(), row.id))  # databases sort letters in ways of their own
    said = _Said.of(connection, outlet)
    return [_made(row, articles[row.seq], said) for row in rows]


def plain_shares(connection: Connection, since: date, until: date, fewest: int) -> list[float]:
    """The share of conflicts of each outlet with `fewest` decided claims between two days, plainly counted."""
    conflicts, claims = _counts()
    query = _plain(select(conflicts, claims), since, until).group_by(_A.outlet).having(claims >= fewest)
    return [row[0] / row[1] for row in connection.execute(query.order_by(_A.outlet))]


def plain_topics(connection: Connection, since: date, until: date, without: str) -> dict[str, Plain]:
    """The claims of all outlets but one by topic, plainly counted."""
    conflicts, claims = _counts()
    articles = func.count(_A.report.distinct())
    query = _plain(select(_O.topic, conflicts, claims, articles), since, until)
    query = query.where(_A.outlet != without).group_by(_O.topic)
    return {row[0]: Plain(*row[1:]) for row in connection.execute(query)}


def reply(connection: Connection, said: Reply) -> None:
    """Write a reply."""
    connection.execute(insert(OUTLET_REPLY), {name: getattr(said, name) for name in Reply.__slots__})


def replies(connection: Connection, outlet: str) -> list[Reply]:
    """The replies of an outlet that were not withdrawn, oldest first."""
    query = select(*(_P[name] for name in Reply.__slots__)).join(OUTLET_WITHDRAWAL, _W.reply == _P.seq, isouter=True)
    rows = connection.execute(query.where(_P.outlet == outlet, _W.reply.is_(None)).order_by(_P.seq))
    return [Reply(*row) for row in rows]


def withdraw(connection: Connection, outlet: str, name: str, at: datetime, by: str) -> bool:
    """Write that a reply is no longer to be shown; False where none of the outlet with that id is shown."""
    shown = select(_P.seq).join(OUTLET_WITHDRAWAL, _W.reply == _P.seq, isouter=True)
    seq = connection.execute(shown.where(_P.outlet == outlet, _P.id == name, _W.reply.is_(None))).scalar()
    if seq is None:
        return False
    connection.execute(insert(OUTLET_WITHDRAWAL), {"reply": seq, "at": at, "by": by})
    return True


@dataclass(frozen=True, slots=True)
class _Said:
    """What people have said of claims, by story and `claim_key`."""

    dismissed: frozenset[tuple[str, str]]
    disputed: frozenset[tuple[str, str]]
    ruled: dict[tuple[str, str], Label]

    @classmethod
    def of(cls, connection: Connection, outlet: str) -> _Said:
        """What was said of the claims of an outlet's stories."""
        stories = select(_R.story).join(OUTLET_ARTICLE, _A.report == _R.seq).where(_A.outlet == outlet)
        dismissed: dict[tuple[str, str], bool] = {}
        said = select(DISMISSAL).where(DISMISSAL.c.story.in_(stories)).order_by(DISMISSAL.c.seq)
        for row in connection.execute(said):
            dismissed[row.story, row.claim_key] = not row.withdrawn
        settled = exists().where(RULING.c.dispute == DISPUTE.c.seq)
        disputed = select(DISPUTE.c.story, DISPUTE.c.claim_key).where(DISPUTE.c.story.in_(stories), ~settled)
        ruled = select(RULING).where(RULING.c.story.in_(stories)).order_by(RULING.c.seq)
        return cls(
            frozenset(key for key, holds in dismissed.items() if holds),
            frozenset((row.story, row.claim_key) for row in connection.execute(disputed)),
            {(row.story, row.claim_key): Label(row.verdict) for row in connection.execute(ruled)},
        )

    def on(self, story: str, claim_key: str, checked: Label) -> tuple[Label, Aside | None]:
        """The verdict that holds, and why it does not count, if so."""
        key = story, claim_key
        label = self.ruled.get(key, checked)
        if key in self.dismissed:
            return label, Aside.DISMISSED
        if key in self.disputed:
            return label, Aside.DISPUTED
        if label in _COUNTING:
            return label, None
        return label, Aside.RULED if key in self.ruled else Aside.SUSPECT


def _newest_versions(connection: Connection, outlet: str) -> dict[int, str]:
    """The numbers of the reports that count, with what all versions of their articles have in common."""
    query = select(_R.seq, _R.published_on, _R.story, _A.address).join(OUTLET_ARTICLE, _A.report == _R.seq)
    found = {row.seq: row for row in connection.execute(query.where(_A.outlet == outlet).order_by(_R.seq))}
    clusters = Clusters[int | tuple[str, str]]()
    for seq, row in found.items():
        clusters.join(seq, ("story", row.story), ("address", row.address))
    newest: dict[int, str] = {}
    for group in clusters.groups():
        versions = [found[one] for one in group if isinstance(one, int)]
        last = max(versions, key=lambda row: (row.published_on, row.seq))
        newest[last.seq] = min(row.address for row in versions)
    return newest


def _made(row: Row[*tuple[Any, ...]], article: str, said: _Said) -> OnRecord:
    checked = Label(row.verdict)
    verdict, aside = said.on(row.story, row.claim_key, checked)
    taken = ("claim", "claim_key", "url", "title", "published_on", "start", "end", "quote", "kind", "topic", "event")
    return OnRecord(
        report=row.id,
        checked_at=row.at,
        story=row.story,
        checked=checked,
        verdict=verdict,
        aside=aside,
        linking=row.linking,
        central=row.central,
        article=article,
        **{name: getattr(row, name) for name in taken},
    )


def _counts() -> tuple[Any, Any]:
    conflicts = func.sum(case((_C.verdict == Label.CONTRADICTED.value, 1), else_=0))
    return conflicts, func.count()


def _plain(query: Select[Any], since: date, until: date) -> Select[Any]:
    """Claims in the newest check of each article, but for those that people have dismissed or disputed."""
    newest = select(func.max(_A.report)).group_by(_A.outlet, _A.address)
    talked_of = [
        exists().where(table.c.story == _R.story, table.c.claim_key == _C.claim_key) for table in (DISMISSAL, DISPUTE)
    ]
    return (
        query.select_from(OUTLET_ARTICLE)
        .join(REPORT, _R.seq == _A.report)
        .join(OUTLET_CLAIM, _O.report == _A.report)
        .join(REPORT_CLAIM, (_C.report == _O.report) & (_C.number == _O.number))
        .where(
            _A.report.in_(newest),
            _R.published_on.between(since, until),
            _C.verdict.in_([label.value for label in sorted(_COUNTING)]),
            ~or_(*talked_of),
        )
    )
