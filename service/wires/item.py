"""What every format of article comes down to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from service.domain.text import ArticleKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from service.domain.text import Article

_MOST_NOTE = 500
_TAG = re.compile(r"<[^<>]{0,2000}>")


class State(StrEnum):
    """What a publisher says of an item: `withheld` is not to be published for now, `killed` never again."""

    USABLE = "usable"
    CORRECTED = "corrected"
    KILLED = "killed"
    WITHHELD = "withheld"


@dataclass(frozen=True, slots=True)
class Item:
    """One article of a file.

    `id` names it through all its versions (a guid, a URI); None where the file gives none. `version` is a whole
    number, an instant in UTC as ISO 8601, or both with a blank between, so that of two versions one can tell the newer.
    `revises` names the item, the document's sha256 or the address that it replaces where that is not `id`. `note` is
    the publisher's word to editors. `article` is None where a kill or a withdrawal carries no text; `source` and `url`
    say whose it is then. `where` is the file, with the place in it.
    """

    where: str
    article: Article | None
    id: str | None = None
    version: str | None = None
    state: State = State.USABLE
    revises: str | None = None
    note: str | None = None
    source: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """A part of a file that cannot be taken, and why, in one sentence."""

    where: str
    reason: str


def plain_words(marked: str) -> str:
    """A headline or a note without its tags and entities, on one line."""
    return " ".join(unescape(_TAG.sub(" ", marked[:10_000])).split())


def note_of(*parts: str | None) -> str | None:
    """Notes to editors as one, cut to a length that can be shown; None where there are none."""
    said = " ".join(words for part in parts if part and (words := plain_words(part)))
    return said[:_MOST_NOTE] or None


def host_of(address: str | None) -> str | None:
    """The host of a web address without "www.", None where it is none."""
    try:
        parts = urlsplit((address or "").strip())
        found = parts.hostname if parts.scheme in {"http", "https"} else None
    except ValueError:
        return None
    return found.removeprefix("www.") if found else None


def scoped(name: str | None, host: str | None) -> str | None:
    """`name` as an id that no other publisher gives by chance: alone where an address at `host`, else behind it."""
    if not name or not name.strip():
        return None
    name = name.strip()
    return name if host is None or host_of(name) == host else f"{host} {name}"


def kind_of(names: Iterable[str]) -> ArticleKind:
    """The genre that one of these genres or categories names; news where none does."""
    said = {name.rpartition(":")[2].strip().casefold() for name in names}
    return next((kind for kind in ArticleKind if kind.value in said), ArticleKind.NEWS)
