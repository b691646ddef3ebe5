"""`/ledger/aliases`: who goes by which name, who is one with whom, and names that the ledger lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from flask import Blueprint, flash, redirect, request

from service.api.access import needs
from service.contract.problems import problem_of
from service.domain.access import Scope
from service.domain.errors import DatelineError, ImportRefusedError, RefusedInputError
from service.web.queries import number
from service.web.rendering import page
from service.web.visitors import author
from service.web.words import N_, _

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

    from service.bootstrap import Engine
    from service.desks.browsing import BrowsingDesk
    from service.ledger.batch import Receipt

STEPS = 30
GAPS = 30
DONE = {
    "add": N_("The name was added."),
    "remove": N_("The name was removed."),
    "merge": N_("They are one now."),
    "unmerge": N_("They are told apart again."),
    "split": N_("It was split."),
}
_SAME = N_("That is how it stood already; nothing was written.")


class NamePages:
    """The addresses."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def blueprint(self) -> Blueprint:
        """The routes."""
        made = Blueprint("names", __name__)
        made.add_url_rule("/ledger/aliases", view_func=self.names)
        made.add_url_rule("/ledger/aliases", "decide", self.decide, methods=["POST"])
        return made

    @needs(Scope.READ)
    def names(self) -> Response:
        """`GET /ledger/aliases`: the newest decisions about names, and what is lacking."""
        return self._page()

    @needs(Scope.REVIEW)
    def decide(self) -> Response:
        """`POST /ledger/aliases`: add or remove a name, make two entities one or tell them apart."""
        by, desk, entity = author(), self._engine.browsing_desk(), request.form.get("entity", "").strip()
        newest = self._engine.ready().id
        try:
            receipt = _decided(desk, entity, by)
        except (ImportRefusedError, RefusedInputError) as error:
            return self._page(fault=str(error), status=problem_of(error).status)
        flash(_(DONE[request.form["action"]]) if receipt.revision.id != newest else _(_SAME))
        return redirect(self._onward(desk, entity), 303)

    def _onward(self, desk: BrowsingDesk, entity: str) -> str:
        if request.form.get("from") != "entity":
            return "/ledger/aliases"
        try:
            return f"/ledger/entities/{quote(desk.portrait(entity).known.id, safe=':/')}"
        except DatelineError:
            return "/ledger/aliases"

    def _page(self, *, fault: str = "", status: int = 200) -> Response:
        steps, called = self._engine.browsing_desk().steps(STEPS + 1, number("before"))
        following = steps[STEPS - 1].said.revision if len(steps) > STEPS else None
        return page(
            "aliases.html",
            status,
            steps=steps[:STEPS],
            called=called,
            following=following,
            gaps=self._engine.gaps(limit=GAPS),
            fault=fault,
            typed=request.form or request.args,
        )


def _decided(desk: BrowsingDesk, entity: str, by: str) -> Receipt:
    """Do what the form at hand says.

    Raises:
        ImportRefusedError, RefusedInputError: as the desk does; the latter also for no such action.
    """
    form = request.form
    name, other, why = form.get("name", "").strip(), form.get("other", "").strip(), form.get("why", "")
    match form.get("action"):
        case "add" if entity and name:
            return desk.add_name(entity, name, by=by, why=why)
        case "remove" if entity and name:
            return desk.remove_name(entity, name, by=by, why=why)
        case "merge" if entity and other:
            return desk.merge(other, entity, by=by, why=why)
        case "unmerge" if entity and other:
            return desk.unmerge(other, entity, by=by, why=why)
        case "split" if entity and form.getlist("names"):
            return desk.split(entity, form.getlist("names"), form.getlist("facts"), by=by, why=why)
    raise RefusedInputError(_("Name the entity, and what is to be said of it."))
