"""What the browser tests write: articles of our own, and what stands in the store before anybody opens a page."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final
from urllib.request import Request, urlopen

if TYPE_CHECKING:
    from collections.abc import Mapping

OUTLET: Final = "herald.example"
HEADLINE: Final = "Ministers meet in Sofia"
ARTICLE: Final = (
    "Foreign Secretary Dominic Raab met Prime Minister Boyko Borisov of Bulgaria in Sofia on 9 September 2011.\n\n"
    "Chancellor Angela Merkel of Germany spoke to both of them on Friday, 9 September 2011. French President Emmanuel "
    "Macron was in Athens on 8 September 2011. The talks were the best in years."
)
PUBLISHED: Final = "2011-09-10"
CONFLICTS: Final = ("Dominic Raab was Foreign Secretary", "Emmanuel Macron was French President")
UNDATED: Final = (
    "President Vladimir Putin of Russia met Chancellor Angela Merkel of Germany in Berlin. The two spoke about gas."
)
TRUSTED: Final = (
    "Ada Quillon visited Lisbon on 12 May 2013. Boris Quillon met Ada Quillon in Porto on 11 May 2013. "
    "Ada Quillon met Carla Bruyn in Madrid on 2 May 2013. Ada Quillon visited Genoa on 29 April 2013."
)
FRESH: Final = "Tony Blair was Prime Minister in May 2001. Gordon Brown was Chancellor of the Exchequer in June 2001."
LANGUAGE: Final = (
    "Der Außenminister hat am Montag die Kanzlerin in Berlin getroffen und mit ihr lange über die Lage gesprochen, "
    "wie ein Sprecher der Regierung am Abend mitteilte."
)


def send(address: str, path: str, body: Mapping[str, Any], who: str = "Ann Vane", key: str = "") -> dict[str, Any]:
    """What the API answers to a JSON body."""
    headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {key}"} if key else {})}
    if not key:
        headers["Dateline-Actor"] = who
    asked = Request(f"{address}{path}", json.dumps(body).encode(), headers)  # noqa: S310 - our own service on loopback
    with urlopen(asked, timeout=120) as answer:  # noqa: S310 - the same
        found: dict[str, Any] = json.load(answer)
        return found


def ask(address: str, path: str) -> Any:  # noqa: ANN401 - JSON
    """What the API answers at an address."""
    with urlopen(f"{address}{path}", timeout=120) as answer:  # noqa: S310 - our own service on loopback
        return json.load(answer)


@dataclass(frozen=True, slots=True)
class Newsdesk:
    """A service with something of everything: a trusted article, reports of an outlet, a dispute, a reply."""

    address: str
    report: str
    undated: str
    facts: tuple[str, ...]

    @classmethod
    def furnished(cls, address: str) -> Newsdesk:
        """Write it all."""
        told = {"text": TRUSTED, "published_at": "2013-05-13", "source": "courier.example", "title": "A week in May"}
        send(address, "/v1/ledger/documents", {"article": told})
        dated = {"text": ARTICLE, "title": HEADLINE, "published_at": PUBLISHED, "source": "herald.example"}
        report = send(address, "/v1/check", {"article": dated})
        undated = send(address, "/v1/check", {"article": {"text": UNDATED, "title": "Gas"}})
        flagged = next(claim["id"] for claim in report["claims"] if claim["verdict"] == "contradicted")
        doubt = {"verdict": "supported", "why": "a namesake, I think"}
        send(address, f"/v1/reports/{report['id']}/claims/{flagged}/dispute", doubt)
        today = datetime.now(UTC).date().isoformat()  # records of outlets forget what is old
        fresh = {"text": FRESH, "published_at": today, "source": OUTLET, "url": "https://herald.example/1"}
        send(address, "/v1/check", {"article": fresh})
        said = {"author": "The editor", "statement": "We have corrected the article."}
        send(address, "/v1/sources/herald.example/replies", said)
        facts = tuple(one["fact"]["id"] for one in ask(address, "/v1/ledger/review")["waiting"])
        send(address, f"/v1/ledger/facts/{facts[-1]}/contest", {"why": "the wrong day?"})
        return cls(address, report["id"], undated["id"], facts)

    def places(self) -> dict[str, str]:
        """The ids of what its pages are about, by the names that addresses have for them."""
        entity = _first("/ledger/entities/", _read(self.address, "/ledger?q=Dominic+Raab"))
        return {
            "report": self.report,
            "undated": self.undated,
            "fact": self.facts[0],
            "contested": self.facts[-1],
            "entity": entity,
            "office": _first("/ledger/offices/", _read(self.address, f"/ledger/entities/{entity}")),
            "document": _first("/ledger/documents/", _read(self.address, f"/ledger/facts/{self.facts[0]}")),
            "revision": _first("/ledger/diff?from=1&amp;to=", _read(self.address, "/ledger/revisions")),
        }


def _read(address: str, path: str) -> str:
    """The source of a page."""
    with urlopen(f"{address}{path}", timeout=120) as answer:  # noqa: S310 - our own service on loopback
        return str(answer.read().decode())


def _first(prefix: str, source: str) -> str:
    """What comes after `prefix` in the first link of a page that begins so."""
    return source.partition(f'"{prefix}')[2].partition('"')[0]
