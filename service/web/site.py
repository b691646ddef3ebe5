"""The pages of one application: one line per topic."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Blueprint, request

from service.domain.access import Scope
from service.web import faults, tokens, words
from service.web.assets import Assets
from service.web.sessions import LASTS, PageSessions
from service.web.signing_in import SigningIn
from service.web.visitors import PAGES, may
from service.web.words import N_

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

    from service.bootstrap import Engine
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


def register(app: Flask, engine: Engine, settings: Settings, visitors: Visitors) -> None:
    """Add the pages to `app`."""
    pages = Blueprint(PAGES, __name__, template_folder="templates")
    tokens.guard(pages)
    faults.explain(pages, app)
    pages.register_blueprint(SigningIn(engine.access.keys, visitors).blueprint())
    app.register_blueprint(pages)
    words.install(app)
    Assets().register(app)
    roots = {rule.rule.split("/")[1] for rule in app.url_map.iter_rules() if rule.endpoint.startswith(f"{PAGES}.")}
    app.session_interface = PageSessions(_secret(engine, settings), roots)
    app.config["PERMANENT_SESSION_LIFETIME"] = LASTS
    app.config["SESSION_COOKIE_SAMESITE"] = "Strict"
    places = tuple(place for place in PLACES if place.path.split("/")[1] in roots)
    app.jinja_env.globals.update(visitor=visitors.known, may=may, csrf=tokens.field, places=places)


def _secret(engine: Engine, settings: Settings) -> Callable[[], str]:
    """What signs the cookies: the setting, or what the store keeps."""
    return (lambda: settings.session_secret) if settings.session_secret else engine.access.page_secret
