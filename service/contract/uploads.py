"""Files that people hand in to have them checked: one article each."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from service.contract.items import WITHHELD_UNTIL
from service.domain.errors import UnreadableInputError
from service.wires.item import Item, Refused, State

if TYPE_CHECKING:
    from collections.abc import Iterable

    from service.domain.text import Article


def one_article(found: Iterable[Item | Refused], name: str) -> Article:
    """The article of a file called `name`, of which `found` are the items, to be checked.

    What stands over it in a feed or on a wire is its headline. One that its publisher withholds is under an embargo.

    Raises:
        UnreadableInputError: where it holds none, several, or one that its publisher has killed.
    """
    first = list(islice(found, 2))
    if len(first) > 1:
        raise UnreadableInputError(f"{name} holds several articles; check them one by one, or as a job.")
    if not first:
        raise UnreadableInputError(f"{name} holds no article.")
    (item,) = first
    if isinstance(item, Refused):
        raise UnreadableInputError(item.reason)
    if item.state is State.KILLED:
        raise UnreadableInputError("Its publisher has killed it; it is not checked.")
    if item.article is None:
        raise UnreadableInputError(f"{name} holds no text.")
    read = item.article
    withheld = WITHHELD_UNTIL if item.state is State.WITHHELD else None
    return replace(
        read,
        headline=read.headline or (None if read.segments else read.title),
        embargoed_until=read.embargoed_until or withheld,
    )
