"""Mutations that know a format: what is bent stays enough of a text, a page or a table to be read on."""

from __future__ import annotations

import csv
import io
import json
import lzma
import re
import struct
import warnings
import zipfile
import zlib
from typing import TYPE_CHECKING, Any

from trials.fuzz import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from random import Random

_INFLATED = 40
"""Of so many mutations one repeats a part until the input is long: what is quadratic shows there."""
_MOST_REPEATS = 2_000
_LONG = 12_000
_LARGE = 400_000
_LONGEST_NAME = 4_000
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(NotImplementedError, EOFError, OSError, ValueError, RuntimeError, KeyError, OverflowError),
)
_TOKEN = re.compile(r"<[^<>]{0,4000}>|[^<]+|<")
_VALUE = re.compile(r"(=\s?)(\"[^\"]{0,2000}\"|'[^']{0,2000}')")
_WORD = re.compile(r"\w+|\W")


def text(raw: bytes, chance: Random, phrases: Sequence[str] = ()) -> bytes:
    """Another text: a stretch left out, doubled, moved, repeated very often, or a phrase put in its place."""
    return words_of(raw.decode("utf-8", "surrogateescape"), chance, phrases).encode("utf-8", "surrogateescape")


def words_of(said: str, chance: Random, phrases: Sequence[str] = ()) -> str:
    """The same of a string."""
    known = (*words.PHRASES, *words.HOSTILE_TEXT, *phrases)
    if not said:
        return chance.choice(known)
    start = chance.randrange(len(said) + 1)
    end = min(len(said), start + chance.choice((0, 1, 2, 5, 12, 40, 200)))
    before, part, after = said[:start], said[start:end], said[end:]
    if chance.randrange(_INFLATED) == 0 and part:
        return before + part * min(_MOST_REPEATS, _LONG // len(part) + 1) + after
    match chance.randrange(6):
        case 0:
            return before + after
        case 1:
            return before + part * chance.randrange(2, 5) + after
        case 2:
            at = chance.randrange(len(said) + 1)
            return said[:at] + part + said[at:]
        case 3:
            return before + chance.choice(known) + after
        case 4:
            return f"{before} {chance.choice(known)} {part}{after}"
        case _:
            return _word_replaced(said, chance, known)


def _word_replaced(said: str, chance: Random, known: Sequence[str]) -> str:
    found = list(_WORD.finditer(said[:_LONG]))
    one = chance.choice(found)
    return said[: one.start()] + chance.choice(known) + said[one.end() :]


def markup(raw: bytes, chance: Random, snippets: Sequence[str] = ()) -> bytes:
    """Other XML or HTML: tags left out, doubled, moved, nested, their values and the text between them changed."""
    source = raw.decode("utf-8", "surrogateescape")
    tokens = _TOKEN.findall(source)
    if not tokens:
        return chance.choice((*snippets, *words.HOSTILE_MARKUP)).encode("utf-8", "surrogateescape")
    at = chance.randrange(len(tokens))
    to = min(len(tokens), at + chance.choice((1, 1, 2, 3, 8, 30)))
    part = tokens[at:to]
    match chance.randrange(8):
        case 0:
            tokens[at:to] = []
        case 1:
            tokens[at:to] = part * chance.randrange(2, 4)
        case 2:
            where = chance.randrange(len(tokens) + 1)
            tokens[where:where] = part
        case 3:
            tokens.insert(at, chance.choice((*snippets, *words.HOSTILE_MARKUP)))
        case 4:
            tokens[at] = _value_changed(tokens[at], chance)
        case 5:
            depth = chance.choice((2, 20, 300)) if chance.randrange(4) == 0 else 1
            name = chance.choice(("p", "div", "b", "span", "blockquote", "table"))
            tokens[at:to] = [f"<{name}>" * depth, *part, f"</{name}>" * depth]
        case 6 if chance.randrange(_INFLATED // 8) == 0:
            tokens[at:to] = part * min(_MOST_REPEATS, _LONG // max(1, sum(map(len, part))) + 1)
        case _:
            texts = [n for n, token in enumerate(tokens) if not token.startswith("<")] or [at]
            one = chance.choice(texts)
            tokens[one] = words_of(tokens[one], chance, snippets)
    return "".join(tokens).encode("utf-8", "surrogateescape")


def _value_changed(tag: str, chance: Random) -> str:
    found = list(_VALUE.finditer(tag))
    if not found:
        return words_of(tag, chance)
    one = chance.choice(found)
    value = chance.choice(words.VALUES) if chance.randrange(2) else words_of(one[2][1:-1], chance)
    return f'{tag[: one.start()]}{one[1]}"{value}"{tag[one.end() :]}'


def structure(raw: bytes, chance: Random, names: Sequence[str] = ()) -> bytes:
    """Another JSON document: a value replaced, a member left out, added, moved, nested, its text changed."""
    try:
        return _restructured(json.loads(raw), chance, names)
    except (ValueError, RecursionError):
        return text(raw, chance)


def _restructured(value: Any, chance: Random, names: Sequence[str]) -> bytes:  # noqa: ANN401 - whatever JSON can hold
    holder: dict[str, Any] = {"": value}
    places = list(_places(holder))
    inside, key = chance.choice(places)
    match chance.randrange(7):
        case 0 if len(places) > 1:
            del inside[key]
        case 1:
            inside[key] = chance.choice(words.SCALARS)
        case 2:
            other, name = chance.choice(places)
            inside[key] = json.loads(json.dumps(other[name]))
        case 3 if isinstance(inside[key], dict):
            inside[key][chance.choice((*names, *inside[key]) or ("",))] = chance.choice(words.SCALARS)
        case 4:
            inside[key] = _nested(inside[key], chance)
        case 5 if isinstance(inside[key], list):
            inside[key] *= chance.choice((2, 2, 3, 60))
        case _:
            inside[key] = words_of(str(inside[key]), chance)
    return _written(holder.get(""), chance)


def _places(value: Any) -> Any:  # noqa: ANN401 - whatever JSON can hold
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in members:
        yield value, key
        yield from _places(inner)


def _nested(value: Any, chance: Random) -> Any:  # noqa: ANN401 - whatever JSON can hold
    for _ in range(chance.choice((1, 1, 2, 5, 100))):
        value = [value] if chance.randrange(2) else {chance.choice(("@graph", "article", "a", "value", "")): value}
    return value


def _written(value: Any, chance: Random) -> bytes:  # noqa: ANN401 - whatever JSON can hold
    return json.dumps(value, ensure_ascii=chance.randrange(3) == 0).encode("utf-8", "surrogatepass")


def table(raw: bytes, chance: Random, cells: Sequence[str] = ()) -> bytes:
    """Another CSV table: cells changed, rows doubled, columns left out, renamed or added."""
    try:
        rows = list(csv.reader(io.StringIO(raw.decode("utf-8"), newline="")))
    except (csv.Error, UnicodeDecodeError):
        return text(raw, chance)
    full = [row for row in rows if row]
    if not full:
        return text(raw, chance, cells)
    row = chance.choice(full)
    at = chance.randrange(len(row))
    known = (*cells, *words.VALUES, *words.HOSTILE_TEXT)
    match chance.randrange(7):
        case 0:
            rows.insert(chance.randrange(len(rows) + 1), list(row))
        case 1:
            rows.remove(row)
        case 2:
            rows = [one[:at] + one[at + 1 :] for one in rows]
        case 3:
            rows = [[*one, chance.choice(known)] for one in rows]
        case 4 if chance.randrange(_INFLATED // 8) == 0:
            rows += [list(row) for _ in range(200)]
        case 5:
            row[at] = words_of(row[at], chance, cells)
        case _:
            row[at] = chance.choice(known)
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator=chance.choice(("\n", "\n", "\r\n"))).writerows(rows)
    return out.getvalue().encode("utf-8", "surrogatepass")


def knowing(
    how: Callable[[bytes, Random, Sequence[str]], bytes], known: Sequence[str]
) -> Callable[[bytes, Random], bytes]:
    """A mutation with the words of a format."""
    return lambda raw, chance: how(raw, chance, known)


def archive(raw: bytes, chance: Random, snippets: Sequence[str] = ()) -> bytes:
    """Another ZIP archive: members bent as text, left out, doubled, renamed; sizes in the directory that are not so."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as opened:
            members = [(one.filename, opened.read(one)) for one in opened.infolist() if one.file_size < _LARGE]
    except _BROKEN:
        return text(raw, chance)
    if not members or chance.randrange(12) == 0:
        return text(raw, chance)
    at = chance.randrange(len(members))
    name, held = members[at]
    match chance.randrange(10):
        case 0:
            del members[at]
        case 1:
            members.append(members[at])
        case 2:
            members[at] = (chance.choice((*words.NAMES, *(one for one, _ in members))), held)
        case 3:
            members[at] = (name, b"\0" * _LARGE if chance.randrange(2) else b"<" * _LARGE)
        case 4:
            return _lying(packed(members), chance)
        case _:
            bent = structure(held, chance) if held[:1] in {b"{", b"["} else markup(held, chance, snippets)
            members[at] = (name, bent)
    return packed(members, chance.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_DEFLATED)))


def packed(members: Iterable[tuple[str, bytes]], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP archive of these members, with a time that is always the same."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as archived, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # two members of one name are meant
        for name, held in members:
            archived.writestr(zipfile.ZipInfo(name[:_LONGEST_NAME]), held, how)
    return out.getvalue()


def _lying(raw: bytes, chance: Random) -> bytes:
    """The archive with another size, offset or flag in one entry of its directory."""
    entries = [found.start() for found in re.finditer(b"PK\x01\x02", raw)]
    if not entries:
        return raw
    at = chance.choice(entries) + chance.choice((8, 10, 16, 20, 24, 28, 42))
    told = chance.choice((b"\0\0\0\0", b"\xff\xff\xff\xff", b"\x01\0\0\0", b"\0\0\0\x40", b"\x63\0\0\0"))
    return raw[:at] + told + raw[at + 4 :]
