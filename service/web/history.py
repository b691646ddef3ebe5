"""`/ledger/revisions` and `/ledger/diff`: what was written by whom, and what it changes in stored reports."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from flask import Blueprint, request

from service.api.access import needs
from service.api.overload import costly
from service.contract.revisions import read_revision
from service.contract.stories import FORM
from service.desks.record import Place
from service.domain.access import Scope
from service.domain.errors import UnknownRevisionError
from service.web.queries import number, number_of
from service.web.rendering import page
from service.web.words import _

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

    from service.bootstrap import Engine
    from service.ledger.history import Entry

REVISIONS = 30
CHANGES = 200
EXAMINED = 10


class HistoryPages:
    """The addresses."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def blueprint(self) -> Blueprint:
        """The routes."""
        made = Blueprint("history", __name__)
        made.add_url_rule("/ledger/revisions", view_func=self.revisions)
        made.add_url_rule("/ledger/diff", view_func=self.diff)
        made.add_url_rule("/ledger/diff/reports", view_func=self.turned)
        return made

    @needs(Scope.READ)
    def revisions(self) -> Response:
        """`GET /ledger/revisions`: the revisions, newest first."""
        before = number("before")
        found = self._engine.record_desk().revisions(REVISIONS + 1, before)
        following = found[REVISIONS - 1].number if len(found) > REVISIONS else None
        return page("revisions.html", entries=found[:REVISIONS], following=following, before=before)

    @needs(Scope.READ)
    def diff(self) -> Response:
        """`GET /ledger/diff`: what changed between two revisions."""
        after, upto, fault = self._between()
        if after is None or upto is None:
            return page("diff.html", 422 if fault else 200, after=None, upto=None, fault=fault)
        found = self._engine.record_desk().changes_from(after.number, upto.number, _place(), CHANGES)
        revisions = [
            (entry, [change for _entry, change in members])
            for entry, members in groupby(found.changes, key=lambda one: one[0])
        ]
        following = "{}.{}".format(*found.following) if found.following else None
        return page("diff.html", after=after, upto=upto, revisions=revisions, following=following, fault="")

    @costly
    @needs(Scope.READ)
    def turned(self) -> Response:
        """`GET /ledger/diff/reports`: the stored reports that a change turns."""
        after, upto, fault = self._between()
        if after is None or upto is None:
            return page("diff.html", 422, after=None, upto=None, fault=fault or _("Say between which revisions."))
        start = number("start") or 0
        found = self._engine.flip_desk(FORM).page(after, upto, start=start, limit=EXAMINED)
        return page("turned.html", after=after, upto=upto, found=found, start=start)

    def _between(self) -> tuple[Entry | None, Entry | None, str]:
        """The two revisions that are asked for, and what is wrong with how they are named, if anything."""
        desk, named = self._engine.record_desk(), (request.args.get("from", ""), request.args.get("to", ""))
        if not any(named):
            return None, None, ""
        if not all(named):
            return None, None, _("Name both revisions.")
        try:
            after, upto = (desk.revision(read_revision(one)) for one in named)
        except (ValueError, UnknownRevisionError) as error:
            return None, None, str(error)
        if after.number > upto.number:
            after, upto = upto, after
        return after, upto, ""


def _place() -> Place | None:
    """Where a page of changes begins; None where the address does not say it as we do."""
    revision, _dot, given = request.args.get("cursor", "").partition(".")
    first, second = number_of(revision), number_of(given)
    return None if first is None or second is None else Place(first, second)
