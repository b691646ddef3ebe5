"""`/reports`: the reports that are kept, each at an address of its own, and what people say of their claims."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from flask import Blueprint, flash, redirect, request
from werkzeug.exceptions import NotFound

from service.api.access import needs
from service.contract.stories import FORM
from service.domain.access import Scope
from service.domain.errors import RefusedInputError
from service.domain.stories import ALONE, UnknownReportError
from service.domain.verdicts import Label
from service.presentation.corrections import said_of
from service.presentation.view import view_of
from service.presentation.wording import OUTCOMES, VERDICTS
from service.records.reports import Asked
from service.web.queries import number
from service.web.rendering import page
from service.web.report_forms import report_as
from service.web.report_page import Standing, day_in, report_page
from service.web.sessions import is_encrypted
from service.web.visitors import author
from service.web.words import _

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

    from service.api.overload import Line
    from service.bootstrap import Engine
    from service.records.reports import Content, StoredReport

ON_A_PAGE = 30


class Reports:
    """The addresses."""

    def __init__(self, engine: Engine, line: Line) -> None:
        self._engine = engine
        self._line = line

    def blueprint(self) -> Blueprint:
        """The routes."""
        made, claim = Blueprint("reports", __name__), "/reports/<report>/claims/<claim>"
        made.add_url_rule("/reports", view_func=self.reports)
        made.add_url_rule("/reports/<report>", view_func=self.report)
        made.add_url_rule("/reports/<report>/as/<form>", view_func=self.taken)
        made.add_url_rule(f"{claim}/dismissal", view_func=self.dismiss, methods=["POST"])
        made.add_url_rule(f"{claim}/flag", view_func=self.flag_again, methods=["POST"])
        made.add_url_rule(f"{claim}/dispute", view_func=self.dispute, methods=["POST"])
        return made

    @needs(Scope.READ)
    def reports(self) -> Response:
        """`GET /reports`: the newest first, of an outlet or with a verdict where that is asked for."""
        source, verdict = request.args.get("source", "").strip(), request.args.get("verdict", "")
        if verdict not in set(Label):
            verdict = ""
        desk = self._engine.report_desk(FORM)
        asked = Asked(source=source or None, verdict=verdict or None)
        found = desk.page(asked, number("before"), ON_A_PAGE + 1)
        given = found[:ON_A_PAGE]
        query = {name: value for name, value in (("source", source), ("verdict", verdict)) if value}
        following = urlencode({**query, "before": given[-1].seq}) if len(found) > ON_A_PAGE else ""
        return page(
            "reports.html",
            reports=given,
            tallies=desk.tallies([one.seq for one in given]),
            outcomes={outcome.value: words for outcome, words in OUTCOMES.items()},
            looks=VERDICTS,
            source=source,
            verdict=verdict,
            following=following,
        )

    @needs(Scope.READ)
    def report(self, report: str) -> Response:
        """`GET /reports/{report}`: a report; with `written` as it would be, had the text been written on that day."""
        found, content = self._stored(report)
        asked, answered = FORM.asked(json.loads(content.request)), json.loads(content.body)
        corrections = self._engine.correction_desk().corrections(report)
        if "written" not in request.args:
            standing = Standing(found.at, said=said_of(corrections), corrections=corrections)
            return report_page(answered, self._engine.document(asked.article), standing)
        windows = view_of(answered).hypotheses
        day = next((day for one in windows if (day := day_in(one)) and str(day) == request.args["written"]), None)
        if day is None:
            raise NotFound
        dated = replace(asked, article=replace(asked.article, published_at=day), store=False)
        with self._line.turn():
            judged = self._engine.check(dated, found.id)
        standing = Standing(found.at, written=day, windows=windows)
        return report_page(FORM.report(judged, ALONE), judged.document, standing)

    @needs(Scope.READ)
    def taken(self, report: str, form: str) -> Response:
        """`GET /reports/{report}/as/{form}`: a report to take along, as json, html, svg, csv or text."""
        _found, content = self._stored(report)
        document = self._engine.document(FORM.asked(json.loads(content.request)).article)
        said = said_of(self._engine.correction_desk().corrections(report))
        scheme = "https" if is_encrypted() else request.scheme
        address = f"{scheme}://{request.host}/reports/{report}"
        return report_as(form, content.body, view_of(json.loads(content.body)), document, said, address)

    @needs(Scope.REVIEW)
    def dismiss(self, report: str, claim: str) -> Response:
        """`POST /reports/{report}/claims/{claim}/dismissal`: dismiss the flag, `why` says the reason."""
        desk, why = self._engine.correction_desk(), request.form.get("why", "")
        desk.dismiss(report, claim, by=author(), why=why)
        flash(_("Dismissed: in this story the flag no longer counts, in later versions neither."))
        return _back(report, claim)

    @needs(Scope.REVIEW)
    def flag_again(self, report: str, claim: str) -> Response:
        """`POST /reports/{report}/claims/{claim}/flag`: take a dismissal back."""
        self._engine.correction_desk().flag_again(report, claim, by=author(), why="")
        flash(_("The dismissal is taken back: the claim is flagged as before."))
        return _back(report, claim)

    @needs(Scope.REVIEW)
    def dispute(self, report: str, claim: str) -> Response:
        """`POST /reports/{report}/claims/{claim}/dispute`: say which verdict it should be, and why."""
        if request.form.get("verdict") not in set(Label):
            raise RefusedInputError(_("Choose the verdict that it should be."))
        verdict, why = Label(request.form["verdict"]), request.form.get("why", "")
        self._engine.correction_desk().dispute(report, claim, verdict, by=author(), why=why)
        flash(_("Disputed. Somebody else has to settle it, in the list of open disputes."))
        return _back(report, claim)

    def _stored(self, report: str) -> tuple[StoredReport, Content]:
        found = self._engine.report_desk(FORM).report(report)
        if found.content is None:
            raise UnknownReportError("There is no stored report with this id.")
        return found, found.content


def _back(report: str, claim: str) -> Response:
    """To the claim in its report."""
    return redirect(f"/reports/{quote(report, safe='')}#{quote(claim)}", 303)
