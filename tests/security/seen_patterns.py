"""Run as a program: imports the whole of Dateline, checks an article, and prints each pattern that it compiled.

One JSON object a line: the file, the line, the pattern and its flags. In a process of its own, since a pattern that a
module compiles when it is imported is compiled once.
"""

from __future__ import annotations

import importlib
import json
import re
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from marshmallow import validate

if TYPE_CHECKING:
    from types import FrameType

ROOT = Path(__file__).parent.parent.parent
PACKAGES = ("service", "models")
Seen = tuple[str, int, str | bytes, int]
"""File, line, pattern and flags."""

_TRAINING = frozenset({"onnx", "safetensors", "sklearn", "torch"})
_PROGRAMS = frozenset({"__main__.py", "wsgi.py"})
_TRUSTED = "Ann Vane has been Chief Librarian of Norrby since 3 May 2004. She opened the Reading Hall on 9 June 2006."
_ARTICLE = (
    "Chief Librarian Ann Vane opened the Reading Hall on 9 June 2009, five years after 2004. "
    '"We have 12,000 books," Vane said. The hall was closed from 2010 to 2012, for two years.'
)


def _seen(found: dict[Seen, None]) -> Any:  # noqa: ANN401 - re's own function, which has no public type
    inner: Any = re._compile  # type: ignore[attr-defined] # noqa: SLF001 - every pattern passes here, and nowhere public
    passing = {re.__file__, validate.__file__}  # a pattern handed to a validator is ours as well

    def compiled(pattern: Any, flags: int) -> Any:  # noqa: ANN401 - as re has it
        made = inner(pattern, flags)
        frame: FrameType | None = sys._getframe(1)  # noqa: SLF001 - who compiles is a question about the stack
        while frame is not None and frame.f_code.co_filename in passing:
            frame = frame.f_back
        path = Path(frame.f_code.co_filename) if frame else ROOT
        if frame and path.is_relative_to(ROOT) and path.relative_to(ROOT).parts[0] in PACKAGES:
            found[path.relative_to(ROOT).as_posix(), frame.f_lineno, made.pattern, made.flags] = None
        return made

    return compiled


def _import_all() -> None:
    absent: Any = dict.fromkeys(_TRAINING)  # as where nothing is trained: None is what an import then fails at
    sys.modules.update(absent)
    for path in sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py")):
        if path.name in _PROGRAMS or "migrations" in path.parts:
            continue
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        try:
            importlib.import_module(name)
        except ModuleNotFoundError as error:
            if error.name is None or error.name.partition(".")[0] not in _TRAINING:
                raise


def main() -> None:
    """Import, check, print."""
    found: dict[Seen, None] = {}
    re._compile = _seen(found)  # type: ignore[attr-defined] # noqa: SLF001 - put back by the end of the process
    _import_all()
    text, pipeline = importlib.import_module("service.domain.text"), importlib.import_module("service.pipeline")
    prepare = importlib.import_module("service.reading.article").prepare
    telling = importlib.import_module("service.domain.telling")
    memory = importlib.import_module("service.ledger.memory")

    def made(words: str) -> Any:  # noqa: ANN401 - of a module that must not be imported before it is watched
        return prepare(text.Article(text=words, published_at=date(2012, 3, 1), language="en"))

    quick = pipeline.models("words", "no")
    ledger = memory.MemoryLedger(pipeline.learn(made(_TRUSTED), using=quick))
    for fact in pipeline.learn(made(_TRUSTED), using=quick):
        telling.marked(fact)
    for closed in (False, True):
        pipeline.check(
            made(_ARTICLE),
            ledger=None if closed else ledger,
            references=[made(_TRUSTED)],
            closed=closed,
            report_id="seen",
            using=quick,
        )
    for file, line, pattern, flags in found:
        words = pattern.decode("latin-1") if isinstance(pattern, bytes) else pattern
        told = {"file": file, "line": line, "pattern": words, "flags": flags, "bytes": isinstance(pattern, bytes)}
        print(json.dumps(told))  # noqa: T201 - what the test reads


if __name__ == "__main__":
    main()
