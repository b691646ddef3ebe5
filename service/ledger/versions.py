"""Which documents are versions of one article."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import bindparam, or_, select

from service.domain.clusters import Clusters
from service.ledger import tables as t
from service.ledger.each import among
from service.storage.engine import chunks

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from sqlalchemy import Connection

    from service.ledger.batch import Filed

_D = t.DOCUMENT.c
_ROWS = select(_D.sha256, _D.source, _D.item, _D.version_of, _D.url).where(
    or_(among(_D.sha256), among(_D.item), among(_D.version_of), among(_D.url)),
    _D.revision <= bindparam("now"),
)
_MOST_ROUNDS = 6
_MOST_KNOWN = 2_000


class Version(NamedTuple):
    """What tells that a document is a version of another: the source's own item, what it replaces, its address."""

    sha256: str
    source: str | None
    item: str | None
    version_of: str | None
    url: str | None

    @property
    def names(self) -> frozenset[str]:
        """Everything that it can be asked for by."""
        return frozenset(name for name in (self.sha256, self.item, self.version_of, self.url) if name)


def versions(of: Collection[str], rows_of: Callable[[Collection[str]], Iterable[Version]]) -> frozenset[str]:
    """The digests of the documents that are what `of` names, or versions of it; `rows_of` finds documents by any name.

    A version may replace one that replaced another: what is referred to is looked up in turn, a few times.
    """
    clusters = Clusters[str]()
    asked: set[str] = set()
    found: set[str] = set()
    names = set(of)
    for _ in range(_MOST_ROUNDS):
        new = names - asked
        if not new or len(asked) > _MOST_KNOWN:
            break
        asked |= new
        for row in rows_of(new):
            item = f"{row.source}\n{row.item}" if row.item else None  # two sources may have the same number
            named = row.item if row.item in of else None
            clusters.join(row.sha256, *(name for name in (item, named, row.version_of, row.url) if name))
            names |= {name for name in (row.sha256, row.item, row.version_of, row.url) if name}
            found.add(row.sha256)
    own = {clusters.root(name) for name in of}
    return frozenset(name for name in found if clusters.root(name) in own)


def version_of(filed: Filed) -> Version:
    """A document that is being filed."""
    document = filed.document
    return Version(document.sha256, document.source, filed.item, filed.version_of, document.url)


def recorded(connection: Connection, names: Collection[str], now: int) -> list[Version]:
    """The documents that one of these names, digests, items or addresses, or that replace one that it does."""
    return [
        Version(*row)
        for part in chunks(sorted(names))
        for row in connection.execute(_ROWS, {"keys": list(part), "now": now}).all()
    ]
