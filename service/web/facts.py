"""`/ledger/facts/{id}`: a fact, its sentence, its history and the reports that rest on it, and what people decide."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import Blueprint, flash, redirect, request, session

from service.api.access import needs
from service.contract.problems import problem_of
from service.contract.stories import FORM
from service.domain.access import Scope
from service.domain.errors import DatelineError, DecidedError, RefusedInputError
from service.domain.facts import Revision
from service.ledger.correcting import fields_of, values
from service.ledger.review import Decided
from service.presentation.facts import parts
from service.web.rendering import page
from service.web.visitors import author
from service.web.words import N_, _

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from werkzeug.wrappers import Response

    from service.bootstrap import Engine
    from service.desks.record import RecordDesk
    from service.domain.facts import Fact

CITING = 10
DONE = {
    "accept": N_("Accepted: the fact is now reviewed and may contradict on its own word."),
    "correct": N_("Corrected: what you wrote stands in its place."),
    "refuse": N_("Refused: the fact is closed."),
    "contest": N_("Contested: until two people have settled it, it neither supports nor contradicts."),
    "stands": N_("Your word is kept: it stands. A second person of the same mind settles it."),
    "falls": N_("Your word is kept: it falls. A second person of the same mind settles it."),
    "retract": N_("Retracted: the fact is closed."),
}
"""What is told when a decision was written."""
_UNDONE = frozenset({"accept", "correct", "refuse"})
_DECIDED = "decided"


class FactPages:
    """The addresses."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def blueprint(self) -> Blueprint:
        """The routes."""
        made = Blueprint("facts", __name__)
        made.add_url_rule("/ledger/facts/<fact>", view_func=self.fact)
        made.add_url_rule("/ledger/facts/<fact>", "decide", self.decide, methods=["POST"])
        made.add_url_rule("/ledger/facts/<fact>/undo", view_func=self.undo, methods=["POST"])
        return made

    @needs(Scope.READ)
    def fact(self, fact: str) -> Response:
        """`GET /ledger/facts/{id}`: the page."""
        return self._page(fact)

    @needs(Scope.REVIEW)
    def decide(self, fact: str) -> Response:
        """`POST /ledger/facts/{id}`: decide about it."""
        by, desk = author(), self._engine.record_desk()
        try:
            decided(desk, fact, by)
        except (DecidedError, RefusedInputError) as error:
            return self._page(fact, fault=str(error), status=problem_of(error).status)
        return redirect(f"/ledger/facts/{desk.fact(fact).fact.id}", 303)

    @needs(Scope.REVIEW)
    def undo(self, fact: str) -> Response:
        """`POST /ledger/facts/{id}/undo`: take one's last decision back."""
        by, last = author(), session.get(_DECIDED)
        if not last or last[0] != fact:
            return self._page(fact, fault=_("There is nothing to take back here."), status=409)
        desk = self._engine.record_desk()
        try:
            taken = desk.take_back(_as_decided(desk, last), by=by)
        except DecidedError as error:
            return self._page(fact, fault=str(error), status=409)
        session.pop(_DECIDED)
        flash(_("Taken back: the fact waits again."))
        here = f"/ledger/facts/{taken.better or taken.fact}"
        return redirect(queue() if request.form.get("from") == "review" else here, 303)

    def _page(self, name: str, *, fault: str = "", status: int = 200) -> Response:
        record, browsing = self._engine.record_desk(), self._engine.browsing_desk()
        found = record.fact(name)
        citing, reports = self._engine.report_desk(FORM).citing(found.fact.id, limit=CITING)
        return page(
            "fact.html",
            status,
            found=found,
            fact=found.fact,
            parts=list(parts(found.fact, browsing.taking_part(found))),
            fields=fields_shown(found.fact),
            paper=self._paper(found.fact),
            citing=citing,
            reports=reports,
            most=CITING,
            undo=undo_of(found.fact.id),
            fault=fault,
            typed=request.form,
        )

    def _paper(self, fact: Fact) -> object | None:
        """The article that the fact was read from, where one is filed."""
        if fact.provenance.sha256 is None:
            return None
        try:
            return self._engine.browsing_desk().document(fact.provenance.sha256).paper
        except DatelineError:
            return None


def decided(desk: RecordDesk, fact: str, by: str) -> Decided:
    """Do with a fact what the form at hand says, and tell whoever did; the last decision can be taken back.

    Raises:
        UnknownFactError, DecidedError, RefusedInputError: as the desk does; the last one also for no such action.
    """
    action, why = request.form.get("action", ""), request.form.get("why", "")
    actions: Mapping[str, Callable[[], Decided]] = {
        "accept": lambda: desk.accept(fact, by=by, why=why),
        "correct": lambda: desk.correct(fact, _changed(desk, fact), by=by, why=why),
        "refuse": lambda: desk.refuse(fact, by=by, why=why),
        "contest": lambda: desk.contest(fact, by=by, why=why),
        "stands": lambda: desk.settle(fact, stands=True, by=by, why=why),
        "falls": lambda: desk.settle(fact, stands=False, by=by, why=why),
        "retract": lambda: desk.retract(fact, by=by, why=why),
    }
    if action not in actions:
        raise RefusedInputError(_("Say what is to become of the fact."))
    made = actions[action]()
    session.pop(_DECIDED, None)
    if action in _UNDONE:
        session[_DECIDED] = [made.fact, made.better or "", made.wrote]
    flash(_(DONE[action]))
    return made


def undo_of(fact: str | None = None) -> str | None:
    """The fact of the last decision that whoever looks at the page can take back; of this one where one is named."""
    last = session.get(_DECIDED)
    if not last or (fact is not None and fact not in last[:2]):
        return None
    return str(last[0])


def fields_shown(fact: Fact) -> dict[str, str]:
    """What can be corrected of a fact, with what it holds."""
    held = values(fact)
    return {name: held[name] for name in fields_of(fact)}


def queue() -> str:
    """The address of the queue as it was chosen when the form at hand was sent, to go on with."""
    kept = {name: request.form[name] for name in ("source", "about", "cursor") if request.form.get(name)}
    return f"/ledger/review?{urlencode({**kept, 'on': 'yes'})}"


def _changed(desk: RecordDesk, name: str) -> dict[str, str | None]:
    """The fields that somebody typed something else into; one that was emptied is None."""
    held = fields_shown(desk.fact(name).fact)
    typed = {field: request.form.get(f"field-{field}", held[field]).strip() for field in held}
    return {field: words or None for field, words in typed.items() if words != held[field]}


def _as_decided(desk: RecordDesk, last: list[object]) -> Decided:
    fact, better, wrote = last
    entry = desk.revision(desk.fact(str(fact)).standing.since.revision)
    return Decided(str(fact), str(better) or None, Revision(entry.id, entry.at), wrote=bool(wrote))
