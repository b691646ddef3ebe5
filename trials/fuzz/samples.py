"""Files such as an honest sender would send, for mutations to begin with; every name and event in them is invented."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "samples"


@cache
def sample(name: str) -> str:
    """The text of the sample file called `name`."""
    return (_FOLDER / name).read_text(encoding="utf-8").rstrip("\n")


def encoded(said: list[str]) -> list[bytes]:
    """Texts in UTF-8, halves of surrogate pairs in them as if they were characters."""
    return [one.encode("utf-8", "surrogatepass") for one in said]
