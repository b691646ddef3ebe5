"""The pages under `/ledger` that show what is on record: the search, entities, offices and documents."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from flask import Blueprint, redirect, request
from markupsafe import Markup

from service.api.access import needs
from service.domain.access import Scope
from service.ledger.waiting import Asked
from service.presentation import portrait as drawing
from service.web.rendering import page
from service.web.words import _

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

    from service.bootstrap import Engine
    from service.presentation.portrait import Life

MOST_FACTS = 100
"""Facts of one entity that are told one by one; the others stand behind a click."""


class LedgerPages:
    """The addresses."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def blueprint(self) -> Blueprint:
        """The routes."""
        made = Blueprint("ledger", __name__)
        made.add_url_rule("/ledger", view_func=self.search)
        made.add_url_rule("/ledger/entities/<path:name>", view_func=self.entity, merge_slashes=False)
        made.add_url_rule("/ledger/offices/<path:key>", view_func=self.office, merge_slashes=False)
        made.add_url_rule("/ledger/documents/<sha256>", view_func=self.document)
        return made

    @needs(Scope.READ)
    def search(self) -> Response:
        """`GET /ledger`: what goes by some words, and how much there is."""
        desk, words = self._engine.browsing_desk(), request.args.get("q", "")
        if words.strip():
            return page("ledger_found.html", found=desk.find(words))
        waiting = self._engine.record_desk().queue_length(Asked())
        gaps = self._engine.gaps(limit=10)
        newest = self._engine.record_desk().revisions(5)
        contents = desk.contents(at_once="count" not in request.args)
        return page("ledger.html", contents=contents, waiting=waiting, gaps=gaps, newest=newest)

    @needs(Scope.READ)
    def entity(self, name: str) -> Response:
        """`GET /ledger/entities/{id}`: an entity, its names, and what is known of it over time."""
        found = self._engine.browsing_desk().portrait(name)
        if found.recorded and found.known.id != name:
            return redirect(f"/ledger/entities/{quote(found.known.id, safe=':/')}", 302)
        life = drawing.life(found.facts, found.known.born, found.known.died)
        label = _("%(name)s over time; every fact is told in words below.") % {"name": found.known.entity.name}
        return page(
            "entity.html", found=found, life=life, picture=_picture(life, label), marks=_marks(life), most=MOST_FACTS
        )

    @needs(Scope.READ)
    def office(self, key: str) -> Response:
        """`GET /ledger/offices/{key}`: an office and who has held it."""
        found = self._engine.browsing_desk().office(key)
        life = drawing.life(found.facts, of_office=True)
        office = found.offices[0]
        label = _("Who was %(title)s when; every term is told in words below.") % {"title": office.title}
        return page(
            "office.html", office=office, life=life, picture=_picture(life, label), marks=_marks(life), most=MOST_FACTS
        )

    @needs(Scope.READ)
    def document(self, sha256: str) -> Response:
        """`GET /ledger/documents/{sha256}`: an article, and what was read out of it."""
        return page("document.html", found=self._engine.browsing_desk().document(sha256))


def _picture(life: Life, label: str) -> Markup:
    labels = drawing.Labels(label, _("born"), _("died"))
    return Markup(drawing.svg(life, labels, lambda fact: f"/ledger/facts/{fact}"))  # nosec B704 # noqa: S704 - escaped piece by piece


def _marks(life: Life) -> list[tuple[str, Markup]]:
    return [(kind, Markup(shape)) for kind, shape in drawing.marks(life)]  # nosec B704 # noqa: S704 - shapes of our own
