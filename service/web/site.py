"""The pages of one application: one line per topic."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from flask import Blueprint, request

from service.domain.access import Scope
from service.web import faults, telling, tokens, uploads, words
from service.web.adding import AddingPages
from service.web.assets import Assets
from service.web.check import Check
from service.web.disputes import DisputePages
from service.web.facts import FactPages
from service.web.history import HistoryPages
from service.web.ledger import LedgerPages
from service.web.names import NamePages
from service.web.outlets import OutletPages
from service.web.report import Reports
from service.web.review import ReviewPages
from service.web.sessions import LASTS, PageSessions
from service.web.signing_in import SigningIn, way_in
from service.web.visitors import PAGES, may
from service.web.words import N_

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

    from service.api.overload import Line
    from service.bootstrap import Engine
    from service.domain.watch import Followers
    from service.settings import Settings
    from service.web.visitors import Visitors


@dataclass(frozen=True, slots=True)
class Place:
    """An entry of the navigation: where it leads, what it is called, and the scopes of which one is needed there."""

    path: str
    name: str
    scopes: frozenset[Scope]

    @property
    def is_here(self) -> bool:
        """Whether the page at hand belongs to it."""
        return request.path == self.path or (self.path != "/" and request.path.startswith(f"{self.path}/"))


PLACES = (
    Place("/", N_("Check"), frozenset({Scope.CHECK})),
    Place("/reports", N_("Reports"), frozenset({Scope.READ})),
    Place("/ledger", N_("Ledger"), frozenset({Scope.READ})),
    Place("/sources", N_("Outlets"), frozenset({Scope.READ})),
    Place("/disputes", N_("Disputes"), frozenset({Scope.READ})),
)
"""The navigation, in its order."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What pages are made with: `line` is that before checks, `followers` tell how far one has come."""

    engine: Engine
    settings: Settings
    visitors: Visitors
    line: Line
    followers: Followers


def register(app: Flask, parts: Parts) -> None:
    """Add the pages to `app`."""
    engine, settings, visitors = parts.engine, parts.settings, parts.visitors
    pages = Blueprint(PAGES, __name__, template_folder="templates")
    uploads.allow(pages, settings.max_body_bytes)
    tokens.guard(pages)
    faults.explain(pages, app)
    for topic in (
        SigningIn(engine.access.keys, visitors),
        Check(engine, settings, parts.line, parts.followers),
        Reports(engine, parts.line),
        LedgerPages(engine),
        FactPages(engine),
        ReviewPages(engine),
        HistoryPages(engine),
        AddingPages(engine),
        NamePages(engine),
        OutletPages(engine, published=settings.publishes_outlets),
        DisputePages(engine),
    ):
        pages.register_blueprint(topic.blueprint())
    app.register_blueprint(pages)
    words.install(app)
    telling.install(app)
    Assets().register(app)
    others = {rule.rule.split("/")[1] for rule in app.url_map.iter_rules() if not rule.endpoint.startswith(f"{PAGES}.")}
    app.session_interface = PageSessions(_secret(engine, settings), others)
    app.config["PERMANENT_SESSION_LIFETIME"] = LASTS
    app.config["SESSION_COOKIE_SAMESITE"] = "Strict"
    places = PLACES if settings.publishes_outlets else tuple(map(_private, PLACES))
    app.jinja_env.globals.update(visitor=visitors.known, may=may, csrf=tokens.field, places=places, way_in=way_in)


def _private(place: Place) -> Place:
    """The place where records of outlets are the reviewers' alone."""
    return replace(place, scopes=frozenset({Scope.REVIEW})) if place.path == "/sources" else place


def _secret(engine: Engine, settings: Settings) -> Callable[[], str]:
    """What signs the cookies: the setting, or what the store keeps."""
    return (lambda: settings.session_secret) if settings.session_secret else engine.access.page_secret
