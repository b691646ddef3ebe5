"""Bytes as text: by byte order mark, by what the document declares of itself, else as UTF-8."""

from __future__ import annotations

import codecs
import re

from service.domain.errors import UnreadableInputError

_HEAD_BYTES = 4_096
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_UNMARKED = ((b"<\x00?\x00", "utf-16-le"), (b"\x00<\x00?", "utf-16-be"))
_IN_META = re.compile(rb"<meta[^>]{0,200}charset\s{0,3}=\s{0,3}[\"']?([-\w]{2,40})", re.IGNORECASE)
_IN_XML = re.compile(rb"\s{0,20}<\?xml[^>]{0,200}?encoding\s{0,3}=\s{0,3}[\"']([-\w.:]{2,40})[\"']")
# Codecs that Python has beside these run programs of their own (punycode is quadratic) or are no character sets.
_KNOWN = frozenset(
    "utf-8 utf-16 utf-16-le utf-16-be utf-32 utf-32-le utf-32-be ascii cp437 cp850 cp852 cp855 cp866 cp874 cp932 cp949 "
    "cp950 gb2312 gbk gb18030 hz big5 big5hkscs euc_jp euc_kr iso2022_jp johab shift_jis koi8-r koi8-u mac-roman "
    "mac-cyrillic mac-latin2 mac-greek mac-turkish tis-620 ptcp154".split()
).union(
    (f"cp{number}" for number in range(1250, 1259)), (f"iso8859-{number}" for number in (*range(1, 12), *range(13, 17)))
)
_OFTEN_WINDOWS = frozenset({"ascii", "iso8859-1"})


def decode(raw: bytes, name: str, *, markup: bool = False) -> str:
    """The text of the file called `name`; with `markup` the charset that its `<meta>` or XML declaration gives counts.

    What declares itself Latin-1 is read as Windows-1252 where that can be, as browsers do (WHATWG Encoding, 4.2).

    Raises:
        UnreadableInputError: where it is not text in that character set, or the set is unknown.
    """
    charset = next((charset for mark, charset in _BYTE_ORDER_MARKS if raw.startswith(mark)), None)
    if charset is None and markup:
        charset = _declared(raw, name)
    try:
        return raw.decode(charset or "utf-8")
    except UnicodeDecodeError as error:
        if error.encoding == "charmap" and charset == "cp1252":
            return raw.decode("iso8859-1")
        encoding = charset if error.encoding == "charmap" and charset else error.encoding
        raise UnreadableInputError(
            f"{name} is not text in {encoding.upper()}: byte {error.start} cannot be read."
        ) from None


def _declared(raw: bytes, name: str) -> str | None:
    unmarked = next((charset for start, charset in _UNMARKED if raw.startswith(start)), None)
    if unmarked:
        return unmarked
    found = _IN_XML.match(raw, 0, _HEAD_BYTES) or _IN_META.search(raw, 0, _HEAD_BYTES)
    if found is None:
        return None
    try:
        charset = codecs.lookup(found[1].decode("ascii")).name
    except (LookupError, UnicodeDecodeError):
        charset = ""
    if charset not in _KNOWN:
        raise UnreadableInputError(f"{name} declares an unknown character set.")
    return "cp1252" if charset in _OFTEN_WINDOWS else charset
