"""What every format of article comes down to."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from html import unescape
from pathlib import PurePath
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from service.domain.charsets import decode
from service.domain.errors import ImportRefusedError, TooLargeError
from service.domain.text import ArticleKind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import NoReturn

    from service.domain.text import Article

MOST_BYTES = 128_000_000
"""Largest file: an export of some 25,000 posts; larger ones are exported in parts."""
MOST_JSON_BYTES = 16_000_000
"""Largest JSON: decoded it takes ten times as much memory, and one item is all that a wire sends in a file."""
MOST_ITEMS = 50_000
"""Most items of one file."""
_MOST_NOTE = 500
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,1000}<")
_NOT_ASCII_MARKUP = (b"\xff\xfe<\x00", b"\xfe\xff\x00<", b"<\x00?\x00", b"\x00<\x00?")
_JSON_SUFFIXES = frozenset({".json", ".ninjs"})
_SPACE = b"\xef\xbb\xbf\t\n\r "
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
    the publisher's word to editors. `article` is None where a kill or a withdrawal carries no text. `where` is the
    file, with the place in it.
    """

    where: str
    article: Article | None
    id: str | None = None
    version: str | None = None
    state: State = State.USABLE
    revises: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """A part of a file that cannot be taken, and why, in one sentence."""

    where: str
    reason: str


class Incoming:
    """A file as it came in: `raw` bytes called `name`; what it holds is decoded once, when it is first asked for.

    Raises:
        TooLargeError: for more than `MOST_BYTES`.
    """

    def __init__(self, raw: bytes, name: str) -> None:
        if len(raw) > MOST_BYTES:
            raise TooLargeError(f"{name} is larger than {MOST_BYTES:,} bytes.")
        self.raw = raw
        self.name = name
        self.suffix = PurePath(name).suffix.lower()

    @cached_property
    def is_markup(self) -> bool:
        """Whether it begins as HTML and XML do."""
        return self.raw.startswith(_NOT_ASCII_MARKUP) or _MARKUP.match(self.raw) is not None

    @cached_property
    def text(self) -> str:
        """Its text. Raises `UnreadableInputError` where it is not text in the character set it should be."""
        return decode(self.raw, self.name, markup=self.is_markup)

    @cached_property
    def markup(self) -> str:
        """Its text as that of a page, which may declare its character set; raises as `text` does."""
        return decode(self.raw, self.name, markup=True)

    @cached_property
    def is_json(self) -> bool:
        """Whether it is JSON, or could be nothing else: "[" begins texts, too."""
        head = self.raw[:1_000].lstrip(_SPACE)[:1]
        return head == b"{" or self.suffix in _JSON_SUFFIXES or (head == b"[" and self.json is not None)

    @cached_property
    def json(self) -> Any:  # noqa: ANN401 - whatever JSON can hold
        """The value of a JSON file, None where it is none. Raises `TooLargeError` for more than `MOST_JSON_BYTES`."""
        if self.raw[:1_000].lstrip(_SPACE)[:1] not in {b"{", b"["}:
            return None
        if len(self.raw) > MOST_JSON_BYTES:
            raise TooLargeError(f"{self.name} is larger than {MOST_JSON_BYTES:,} bytes, the limit for JSON.")
        try:
            return json.loads(self.raw.decode("utf-8-sig"), parse_constant=_no_number)
        except (ValueError, RecursionError):  # a UnicodeDecodeError is a ValueError
            return None


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)


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


def bounded(where: str, count: int) -> None:
    """Refuse the file at its item number `count` where that is one too many. Raises `ImportRefusedError`."""
    if count > MOST_ITEMS:
        raise ImportRefusedError(f"{where} holds more than {MOST_ITEMS:,} items; the rest was not read.")
