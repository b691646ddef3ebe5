"""What is asked of a check."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

    from service.domain.text import Article


@dataclass(frozen=True, slots=True)
class CheckRequest:
    """An article with what it is to be checked against.

    `references` are trusted texts for this request only. `ledger` False leaves the store's ledger out;
    `closed` says that the references are all the article may rest on, and implies `ledger` False.
    `as_of` is the world's time (None: the article's date), `known_at` the ledger's, with a zone (None: its
    newest revision). `store` False asks that nothing be kept. `explain` adds the facts considered.
    """

    article: Article
    references: tuple[Article, ...] = ()
    ledger: bool = True
    closed: bool = False
    as_of: date | None = None
    known_at: datetime | None = None
    store: bool = True
    explain: bool = False

    @property
    def uses_ledger(self) -> bool:
        """Whether the store's ledger takes part."""
        return self.ledger and not self.closed

    def may_be_kept(self, at: datetime) -> bool:
        """Whether words of the request may be kept at `at`: nobody asked for the contrary, and no embargo holds.

        Neither on the article nor on a reference: an item of a wire says so itself, and is as secret beside a text.
        """
        ends = (text.embargoed_until for text in (self.article, *self.references))
        return self.store and all(until is None or until <= at for until in ends)
