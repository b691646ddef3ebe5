"""Every regular expression of Dateline: where it stands, what it is, and in which ways it is used."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from tests.security.seen_patterns import PACKAGES, ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

ALL_WAYS = frozenset({"search", "match", "fullmatch"})
_PLACES = frozenset({"search", "sub", "subn", "split", "findall", "finditer"})
"""Uses that try every place of a text."""
_HARMLESS = frozenset({"pattern", "flags", "groups", "groupindex"})


@dataclass(frozen=True, slots=True)
class Site:
    """A call that compiles a pattern: its lines, how the pattern is used, and the pattern where it is written out."""

    file: str
    first: int
    last: int
    ways: frozenset[str]
    plain: tuple[str | bytes, int] | None


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern with its flags, where it stands and how it is used."""

    where: str
    pattern: str | bytes
    flags: int
    ways: frozenset[str]


@cache
def sites() -> tuple[Site, ...]:
    """Every call of the program that compiles a pattern, found in its source."""
    files = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
    trees = {path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in files}
    elsewhere = frozenset(
        (f"{node.module.replace('.', '/')}.py", name.name)
        for tree in trees.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module
        for name in node.names
    )
    return tuple(chain.from_iterable(_sites(file, tree, elsewhere) for file, tree in trees.items()))


@cache
def seen() -> tuple[tuple[str, int, str | bytes, int], ...]:
    """What the program compiled when it was imported and checked an article: file, line, pattern, flags."""
    command = [sys.executable, "-m", "tests.security.seen_patterns"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)  # noqa: S603 - a module of these tests
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    return tuple(
        (
            row["file"],
            row["line"],
            row["pattern"].encode("latin-1") if row["bytes"] else row["pattern"],
            row["flags"],
        )
        for row in rows
    )


def unseen() -> list[str]:
    """Calls that compile a pattern which is neither plain in the source nor was seen: nothing is known of these."""
    return [f"{site.file}:{site.first}" for site in sites() if site.plain is None and not _made_at(site)]


def unplaced() -> list[str]:
    """Patterns that were seen where the source shows no call of `re`: the search of the source has missed these."""
    covered = {(site.file, line) for site in sites() for line in range(site.first, site.last + 1)}
    return sorted({f"{file}:{line}" for file, line, _, _ in seen() if (file, line) not in covered})


@cache
def patterns() -> tuple[Pattern, ...]:
    """All that there are, each once with all the ways in which it is used."""
    ways: dict[tuple[str | bytes, int], set[str]] = {}
    where: dict[tuple[str | bytes, int], str] = {}
    for site in sites():
        made = _made_at(site)
        for one in made or ({site.plain} if site.plain else set()):
            ways.setdefault(one, set()).update(site.ways)
            where.setdefault(one, f"{site.file}:{site.first}")
    return tuple(Pattern(where[one], *one, frozenset(used)) for one, used in ways.items())


def _made_at(site: Site) -> set[tuple[str | bytes, int]]:
    return {
        (pattern, flags)
        for file, line, pattern, flags in seen()
        if file == site.file and site.first <= line <= site.last
    }


def _sites(file: str, tree: ast.Module, elsewhere: frozenset[tuple[str, str]]) -> Iterator[Site]:
    names = {
        id(node.value): target.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = _called(node)
        if called == "match" and isinstance(node.args[0], ast.Name):
            continue  # compiled elsewhere, and counted there
        if called == "compile":
            name = names.get(id(node), "")
            ways = ALL_WAYS if not name or (file, name) in elsewhere else _ways_of(name, tree)
        elif called in {"match", "fullmatch"}:
            ways = frozenset({called})
        elif called:
            ways = frozenset({"search"})
        else:
            continue
        yield Site(file, node.lineno, node.end_lineno or node.lineno, ways, _plain(node))


def _called(node: ast.Call) -> str:
    """The function of `re` that is called, "match" for the validator that does so; empty for any other."""
    function = node.func
    if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name):
        if function.value.id == "re" and function.attr in {*_PLACES, "compile", "match", "fullmatch"}:
            return function.attr
        if function.attr == "Regexp":
            return "match"
    return ""


def _ways_of(name: str, tree: ast.Module) -> frozenset[str]:
    """How a pattern of that name is used in its module; in all ways where it is handed on."""
    parents = {id(child): node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    ways: set[str] = set()
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Load)):
            continue
        use = parents[id(node)]
        call = parents.get(id(use))
        if isinstance(use, ast.Attribute) and use.attr in _HARMLESS:
            continue
        if not (isinstance(use, ast.Attribute) and isinstance(call, ast.Call) and call.func is use):
            return ALL_WAYS
        # A match from a place on is tried from many places.
        ways.add("search" if use.attr in _PLACES or len(call.args) > 1 else use.attr)
    return frozenset(ways)


def _plain(node: ast.Call) -> tuple[str | bytes, int] | None:
    """The pattern and its flags where they are written out."""
    first = node.args[0] if node.args else None
    if not (isinstance(first, ast.Constant) and isinstance(first.value, str | bytes)):
        return None
    told = [*node.args[1:], *(keyword.value for keyword in node.keywords)]
    flags = 0
    for part in chain.from_iterable(ast.walk(one) for one in told):
        if isinstance(part, ast.Attribute) and isinstance(part.value, ast.Name) and part.value.id == "re":
            flags |= getattr(re, part.attr)
    return first.value, int(re.compile(first.value, flags).flags)
