"""What people and programs do with a running Dateline, each act made from a number, so that none is done twice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urlencode

from trials import texts
from trials.notes import Noted, digest, judged

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from trials.client import Answer, Client
    from trials.notes import Notes

BATCH: Final = 4
"""Articles of a job."""
_KEEPS: Final = frozenset({"POST"})
_FLAGS: Final = frozenset({"contradicted", "suspect"})


@dataclass(frozen=True, slots=True)
class Act:
    """A request, with what its answer promises (`note`) and what is wrong with an answer ("" where nothing is)."""

    method: str
    path: str
    body: bytes | None = None
    headers: tuple[tuple[str, str], ...] = ()
    for_people: bool = False
    """A page, whose errors are pages, too."""
    note: Callable[[Answer, Notes], None] = lambda _answer, _notes: None
    wrong: Callable[[Answer], str] = lambda _answer: ""

    @property
    def keeps(self) -> bool:
        """Whether it changes something, so that it is sent until it is acknowledged."""
        return self.method in _KEEPS


@dataclass(frozen=True, slots=True)
class Quiet:
    """What was answered while nothing was amiss: reports of `texts.article` at the ledger of `known_at`, by number.

    `closed` are the answers of `texts.retold`.
    """

    known_at: str
    reports: Mapping[int, str]
    closed: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Operation:
    """A kind of act: how many a minute in a mixed load, and how one is made, if there is anything to do it to."""

    name: str
    per_minute: float
    make: Callable[[int, Quiet, Notes], Act | None]


def quiet(client: Client, articles: int) -> Quiet:
    """Ask for so many answers while nothing else goes on.

    Raises:
        OSError: where one is not given.
    """
    reports: dict[int, str] = {}
    closed: dict[int, str] = {}
    known_at = ""
    for number in range(articles):
        sent = {"article": texts.article(number), "store": False, **({"known_at": known_at} if known_at else {})}
        found = _had(client, sent)
        if not known_at:
            # Asked again with the moment that it names: from now on all ask with one, and `known_at` is in the report.
            known_at = str(found["known_at"])
            found = _had(client, {**sent, "known_at": known_at})
        reports[number] = judged(found)
        closed[number] = judged(_had(client, texts.retold(number)))
    return Quiet(known_at, reports, closed)


def _had(client: Client, asked: Mapping[str, object]) -> Mapping[str, object]:
    answer = client.ask("POST", "/v1/check", texts.encoded(asked))
    if not answer.is_done:
        raise OSError(f"The quiet service answered {answer.status}: {answer.body[:300]!r}")
    found: Mapping[str, object] = answer.json
    return found


def _keep_report(answer: Answer, notes: Notes) -> None:
    """A check is stored where the answer says where; that it could not be is no error, and promises nothing."""
    if "content-location" in answer.headers:
        report = answer.json
        flags = [claim["claim_key"] for claim in report["claims"] if claim["verdict"] in _FLAGS]
        notes.add(Noted("report", report["id"], digest(answer.body)), flags)


def _check(number: int, _quiet: Quiet, _notes: Notes) -> Act:
    """A new article against the ledger as it is, stored."""
    body = texts.encoded({"article": texts.article(number, 3)})
    return Act("POST", "/v1/check", body, note=_keep_report)


def _check_as_then(number: int, quiet_ones: Quiet, _notes: Notes) -> Act:
    """An article whose right answer is known, not stored."""
    which = number % len(quiet_ones.reports)
    body = texts.encoded({"article": texts.article(which), "store": False, "known_at": quiet_ones.known_at})
    return Act("POST", "/v1/check", body, wrong=_compared(quiet_ones.reports[which]))


def _closed_check(number: int, quiet_ones: Quiet, _notes: Notes) -> Act:
    which = number % len(quiet_ones.closed)
    body = texts.encoded(texts.retold(which))
    return Act("POST", "/v1/check", body, wrong=_compared(quiet_ones.closed[which]))


def _job(number: int, quiet_ones: Quiet, _notes: Notes) -> Act:
    which = [(number + more) % len(quiet_ones.reports) for more in range(BATCH)]
    lines = [texts.encoded({"id": f"{number}-{at}", **texts.article(one)}) for at, one in enumerate(which)]
    right = digest(" ".join(quiet_ones.reports[one] for one in which))

    def note(answer: Answer, notes: Notes) -> None:
        notes.add(Noted("job", answer.json["id"], right))

    path = f"/v1/jobs?{urlencode({'known_at': quiet_ones.known_at})}"
    return Act("POST", path, b"\n".join(lines) + b"\n", (("Content-Type", "application/jsonl"),), note=note)


def _fact(number: int, _quiet: Quiet, _notes: Notes) -> Act:
    row = texts.fact(number)

    def note(answer: Answer, notes: Notes) -> None:
        notes.add(Noted("fact", answer.json["fact_ids"][0], digest(row["quote"])))

    body = texts.encoded({"facts": [row], "why": f"the gazette, number {number}"})
    return Act("POST", "/v1/ledger/facts", body, note=note)


def _document(number: int, _quiet: Quiet, _notes: Notes) -> Act:
    def note(_answer: Answer, notes: Notes) -> None:
        notes.add(Noted("document", texts.somebody(number), digest(texts.fact(number)["quote"])))

    body = texts.encoded({"article": texts.document(number)})
    return Act("POST", "/v1/ledger/documents", body, note=note)


def _dismissal(number: int, _quiet: Quiet, notes: Notes) -> Act | None:
    flag = notes.flag()
    if flag is None:
        return None
    (report, claim), why = flag, f"The desk knows better, case {number}."

    def note(_answer: Answer, notes: Notes) -> None:
        notes.add(Noted("dismissal", f"{report}#{claim}", digest(why)))

    return Act("POST", f"/v1/reports/{report}/claims/{claim}/dismissal", texts.encoded({"why": why}), note=note)


def _read_report(number: int, _quiet: Quiet, notes: Notes) -> Act | None:
    known = notes.of("report")
    if not known:
        return None
    one = known[number % len(known)]

    def wrong(answer: Answer) -> str:
        return "" if digest(answer.body) == one.sha256 else f"The report {one.name} is another."

    return Act("GET", f"/v1/reports/{one.name}", wrong=wrong)


def _look_up(number: int, _quiet: Quiet, _notes: Notes) -> Act:
    return Act("GET", f"/v1/ledger/facts?entity={quote(texts.somebody(number))}")


def _page(number: int, _quiet: Quiet, notes: Notes) -> Act:
    pages = ["/", "/reports", "/ledger", "/v1/reports?limit=20", "/v1/ledger/revisions?limit=20"]
    known = notes.of("report")
    if known:
        pages.append(f"/reports/{known[number % len(known)].name}")
    path = pages[number % len(pages)]
    return Act("GET", path, for_people=not path.startswith("/v1/"))


def _compared(right: str) -> Callable[[Answer], str]:
    def wrong(answer: Answer) -> str:
        return (
            "" if judged(answer.json) == right else f"Another report than on the quiet service: {answer.body[:300]!r}"
        )

    return wrong


OPERATIONS: Final = (
    Operation("check", 10, _check),
    Operation("check as then", 20, _check_as_then),
    Operation("closed check", 20, _closed_check),
    Operation("job", 3, _job),
    Operation("fact", 12, _fact),
    Operation("document", 6, _document),
    Operation("dismissal", 6, _dismissal),
    Operation("read", 40, _read_report),
    Operation("look-up", 40, _look_up),
    Operation("page", 30, _page),
)
"""A mixed load."""
