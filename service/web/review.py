"""`/ledger/review`: what machines have read and a person has to decide about, with the keyboard where script runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, request

from service.api.access import needs
from service.contract.problems import problem_of
from service.domain.access import Scope
from service.domain.errors import DecidedError, RefusedInputError, UnknownFactError
from service.domain.verdicts import Bearing
from service.ledger.waiting import Asked, Position
from service.web.facts import decided, fields_shown, queue, undo_of
from service.web.rendering import page
from service.web.visitors import author

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

    from service.bootstrap import Engine

AT_ONCE = 10


class ReviewPages:
    """The addresses."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def blueprint(self) -> Blueprint:
        """The routes."""
        made = Blueprint("review", __name__)
        made.add_url_rule("/ledger/review", view_func=self.queue)
        made.add_url_rule("/ledger/review", "decide", self.decide, methods=["POST"])
        return made

    @needs(Scope.REVIEW)
    def queue(self) -> Response:
        """`GET /ledger/review`: the next facts that wait."""
        return self._page()

    @needs(Scope.REVIEW)
    def decide(self) -> Response:
        """`POST /ledger/review`: decide about one of them, and go on."""
        fact, by = request.form.get("fact", ""), author()
        try:
            decided(self._engine.record_desk(), fact, by)
        except (DecidedError, RefusedInputError, UnknownFactError) as error:
            return self._page(fault=str(error), at=fact, status=problem_of(error).status)
        return redirect(queue(), 303)

    def _page(self, *, fault: str = "", at: str = "", status: int = 200) -> Response:
        desk = self._engine.record_desk()
        asked = Asked(request.values.get("source") or None, request.values.get("about") or None)
        cursor = request.values.get("cursor")
        found = desk.queue(asked, Position.of(cursor) if cursor else None, AT_ONCE)
        return page(
            "review.html",
            status,
            waiting=[(one, fields_shown(one.fact)) for one in found.waiting],
            following=found.following.token if found.following else None,
            length=desk.queue_length(asked),
            asked=asked,
            cursor=cursor,
            undo=undo_of(),
            fault=fault,
            at=at,
            typed=request.form,
            supports=Bearing.SUPPORTS,
        )
