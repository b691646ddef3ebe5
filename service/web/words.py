"""The words of the pages in the language of whoever reads them: GNU gettext, English where nothing else is at hand.

`_` and `ngettext` are for views and, under the same names, for templates. `scripts/words.py` collects what they say.
"""

from __future__ import annotations

import gettext as catalogues
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from flask import g, has_request_context, request

from service.presentation.wording import N_

if TYPE_CHECKING:
    from flask import Flask

FOLDER = Path(__file__).parent / "translations"
"""Where `LANGUAGE/LC_MESSAGES/dateline.mo` lies for each language that the pages speak besides English."""
DOMAIN = "dateline"
ENGLISH = "en"


def install(app: Flask) -> None:
    """Let the templates of `app` speak the language of whoever asks."""
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(_, ngettext, newstyle=True)  # type: ignore[attr-defined]
    app.jinja_env.globals["language"] = language


@cache
def languages() -> tuple[str, ...]:
    """The languages of the pages, English first."""
    return (ENGLISH, *sorted(found.parent.parent.name for found in FOLDER.glob(f"*/LC_MESSAGES/{DOMAIN}.mo")))


@cache
def catalogue(spoken: str) -> catalogues.NullTranslations:
    """The words of a language, those of English where it has none."""
    return catalogues.translation(DOMAIN, FOLDER, [spoken], fallback=True)


def language() -> str:
    """The language that the request at hand is answered in."""
    if not has_request_context():
        return ENGLISH
    found: str | None = g.get("language")
    if found is None:
        found = g.language = request.accept_languages.best_match(languages(), ENGLISH) or ENGLISH
    return found


def _(message: str) -> str:
    """`message` in the language of whoever reads it."""
    return catalogue(language()).gettext(message)


def ngettext(singular: str, plural: str, number: int) -> str:
    """The form of a message that `number` things ask for."""
    return catalogue(language()).ngettext(singular, plural, number)


__all__ = ["DOMAIN", "FOLDER", "N_", "_", "catalogue", "install", "language", "languages", "ngettext"]
