"""Collects the words of the pages: `python -m scripts.words` writes `service/web/translations/dateline.pot`.

A translator makes `LANGUAGE/LC_MESSAGES/dateline.po` of it, and `pybabel compile -D dateline -d
service/web/translations` the `.mo` beside it, which the service speaks as soon as it is there.
"""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

from service.web.words import DOMAIN, FOLDER

ROOT = Path(__file__).parent.parent
TEMPLATE = FOLDER / f"{DOMAIN}.pot"
_FOLDERS = ("service/presentation", "service/web")
_METHODS = [("**.py", "python"), ("templates/**.html", "jinja2")]
_KEYWORDS = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2)}
_SINCE = datetime(2026, 1, 1, tzinfo=UTC)
"""In the head of the file instead of the day on which it was written: what says the same is the same file."""


def template() -> str:
    """All that the pages say, as a template for catalogues."""
    found = Catalog(project="Dateline", charset="utf-8", creation_date=_SINCE, fuzzy=False)
    for folder in _FOLDERS:
        for name, _, message, comments, context in extract_from_dir(
            ROOT / folder, _METHODS, {"**.html": {"newstyle_gettext": "true"}}, keywords=_KEYWORDS
        ):
            found.add(message, locations=[(f"{folder}/{name}", 0)], auto_comments=comments, context=context)
    written = BytesIO()
    write_po(written, found, width=110, sort_output=True, include_lineno=False)
    lines = written.getvalue().decode().splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(('"Generated-By', "#  ", "# FIRST", "# Copyright")))


if __name__ == "__main__":
    TEMPLATE.write_text(template(), encoding="utf-8")
