"""`/disputes`: verdicts that somebody disputes and facts that somebody contests, and what a second person says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, request

from service.api.access import caller, needs
from service.contract.problems import problem_of
from service.domain.access import Scope, same_person
from service.domain.errors import DecidedError, RefusedInputError
from service.domain.stories import CorrectionError
from service.ledger.batch import signature
from service.web.facts import decided
from service.web.queries import number
from service.web.rendering import page
from service.web.visitors import author
from service.web.words import _, ngettext

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

    from service.bootstrap import Engine

AT_ONCE = 20


class DisputePages:
    """The addresses."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def blueprint(self) -> Blueprint:
        """The routes."""
        made = Blueprint("disputes", __name__)
        made.add_url_rule("/disputes", view_func=self.disputes)
        made.add_url_rule("/disputes/<dispute>", view_func=self.settle, methods=["POST"])
        made.add_url_rule("/disputes/facts/<fact>", view_func=self.settle_fact, methods=["POST"])
        return made

    @needs(Scope.READ)
    def disputes(self) -> Response:
        """`GET /disputes`: what is open, or with `state=settled` what was settled."""
        return self._page()

    @needs(Scope.REVIEW)
    def settle(self, dispute: str) -> Response:
        """`POST /disputes/{id}`: settle a disputed verdict."""
        by, said = author(), request.form.get("stands")
        if said not in {"yes", "no"}:
            return self._page(fault=_("Say whether the verdict stands."), at=dispute, status=422)
        desk, stands = self._engine.correction_desk(), said == "yes"
        try:
            settled = desk.settle(dispute, stands=stands, by=by, why=request.form.get("why", ""))
        except (CorrectionError, RefusedInputError) as error:
            return self._page(fault=str(error), at=dispute, status=problem_of(error).status)
        if stands:
            flash(_("Settled: the verdict stands."))
        else:
            reports = len(settled.affected)
            told = ngettext(
                "Settled: the verdict is superseded; it concerns %(number)s report.",
                "Settled: the verdict is superseded; it concerns %(number)s reports.",
                reports,
            )
            flash(told % {"number": reports})
        return redirect("/disputes", 303)

    @needs(Scope.REVIEW)
    def settle_fact(self, fact: str) -> Response:
        """`POST /disputes/facts/{id}`: say whether a contested fact stands."""
        by = author()
        try:
            decided(self._engine.record_desk(), fact, by)
        except (DecidedError, RefusedInputError) as error:
            return self._page(fault=str(error), at=fact, status=problem_of(error).status)
        return redirect("/disputes", 303)

    def _page(self, *, fault: str = "", at: str = "", status: int = 200) -> Response:
        desk, is_settled = self._engine.correction_desk(), request.args.get("state") == "settled"
        before = number("before")
        found = desk.disputes(settled=is_settled, before=before, limit=AT_ONCE + 1)
        return page(
            "disputes.html",
            status,
            disputed=desk.disputed(found[:AT_ONCE]),
            following=found[AT_ONCE - 1].seq if len(found) > AT_ONCE else None,
            contested=() if is_settled or before else self._engine.record_desk().contested(),
            settled=is_settled,
            is_me=_is_me,
            has_spoken=_has_spoken,
            fault=fault,
            at=at,
            typed=request.form,
        )


def _is_me(name: str) -> bool:
    """Whether a name is that of whoever looks at the page."""
    found = caller()
    return found is not None and found.name is not None and same_person(name, found.name)


def _has_spoken(words: tuple[tuple[str, bool], ...]) -> bool:
    """Whether whoever looks at the page is among those who have had a say."""
    found = caller()
    name = found.name if found is not None else None
    return name is not None and signature(name) in {signature(who) for who, _stands in words}
