"""A file of articles as it came in, and how much of one is read."""

from __future__ import annotations

import json
import re
from functools import cached_property
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from service.domain.characters import SURROGATE, holds
from service.domain.charsets import decode
from service.domain.errors import ImportRefusedError, TooLargeError, UnreadableInputError

if TYPE_CHECKING:
    from typing import NoReturn

MOST_BYTES = 128_000_000
"""Largest file: an export of some 25,000 posts; larger ones are exported in parts."""
MOST_JSON_BYTES = 16_000_000
"""Largest JSON: decoded it takes ten times as much memory, and one item is all that a wire sends in a file."""
MOST_ITEMS = 50_000
"""Most items of one file."""
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,1000}<")
_NOT_ASCII_MARKUP = (b"\xff\xfe<\x00", b"\xfe\xff\x00<", b"<\x00?\x00", b"\x00<\x00?")
_JSON_SUFFIXES = frozenset({".json", ".ninjs"})
_ESCAPED_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")
_SPACE = b"\xef\xbb\xbf\t\n\r "


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
        """The value of a JSON file, None where it is none.

        Raises:
            TooLargeError: for more than `MOST_JSON_BYTES`.
            UnreadableInputError: where a string holds half of a surrogate pair.
        """
        if self.raw[:1_000].lstrip(_SPACE)[:1] not in {b"{", b"["}:
            return None
        if len(self.raw) > MOST_JSON_BYTES:
            raise TooLargeError(f"{self.name} is larger than {MOST_JSON_BYTES:,} bytes, the limit for JSON.")
        try:
            value = json.loads(self.raw.decode("utf-8-sig"), parse_constant=_no_number)
        except (ValueError, RecursionError):  # a UnicodeDecodeError is a ValueError
            return None
        if _ESCAPED_SURROGATE.search(self.raw) and holds(value, SURROGATE):
            raise UnreadableInputError(f"{self.name} holds half of a surrogate pair, which is no character.")
        return value


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)


def bounded(where: str, count: int) -> None:
    """Refuse the file at its item number `count` where that is one too many. Raises `ImportRefusedError`."""
    if count > MOST_ITEMS:
        raise ImportRefusedError(f"{where} holds more than {MOST_ITEMS:,} items; the rest was not read.")
