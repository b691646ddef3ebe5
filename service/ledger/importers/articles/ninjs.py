"""Files of IPTC ninjs: one item of a news wire as JSON, or an array of them (see `wires.ninjs`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.ledger.importers.articles.incoming import bounded
from service.wires.item import Refused
from service.wires.ninjs import is_item, item_of, items_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.ledger.importers.articles.incoming import Incoming
    from service.wires.item import Item

NAME = "ninjs"
WHAT = "IPTC ninjs 3.x, 2.x or 1.x (JSON)"


def recognises(file: Incoming) -> bool:
    """Whether it is JSON with the fields of ninjs."""
    return any(map(is_item, items_in(file.json)[:3]))


def read(file: Incoming) -> Iterator[Item | Refused]:
    """The items, each with the text of its first body."""
    found = items_in(file.json)
    several = len(found) > 1
    for number, raw in enumerate(found, 1):
        bounded(file.name, number)
        where = f"{file.name}#{number}" if several else file.name
        yield item_of(raw, where) if is_item(raw) else Refused(where, "It is no item of ninjs.")
