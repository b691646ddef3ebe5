"""The page that tells what the trials found: its marked sections are written by them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from trials.stack import ROOT

if TYPE_CHECKING:
    from pathlib import Path

PAGE: Final = ROOT / "docs" / "reliability.md"


def put(page: Path, section: str, text: str) -> None:
    """Set `text` between the marks of a section of a page.

    Raises:
        ValueError: where the page has no such marks.
    """
    was = page.read_text(encoding="utf-8")
    marks = re.compile(rf"(<!-- {section}: [^>]*-->\n).*?(<!-- {section} end -->)", re.DOTALL)
    if not marks.search(was):
        raise ValueError(f"{page.name} has no section {section}.")
    page.write_text(marks.sub(lambda found: f"{found[1]}{text}\n{found[2]}", was), encoding="utf-8")
