"""`/`: an article is pasted or uploaded, checked, and its report shown.

Script asks for the steps of the check as they come (`Accept: application/x-ndjson`): lines of JSON with the `stage`
that begins, and in the last one where to go (`location`) or what to show (`page`). Without script it is the page.
"""

from __future__ import annotations

import json
import threading
from dataclasses import replace
from datetime import date
from queue import SimpleQueue
from typing import TYPE_CHECKING

from flask import Blueprint, Response, current_app, redirect, request, stream_with_context

from service.api.access import caller, needs
from service.api.errors import ForbiddenError, told
from service.contract.documents import dumps, loads
from service.contract.requests import check_request
from service.contract.sent import request_json
from service.contract.stories import FORM
from service.domain.access import Scope
from service.domain.errors import DatelineError
from service.domain.stories import UnknownReportError
from service.presentation.corrections import shown
from service.presentation.view import view_of
from service.web.check_form import Draft, faults_by_field
from service.web.faults import unexpected
from service.web.rendering import page
from service.web.report_forms import report_as
from service.web.report_page import Standing, report_page
from service.web.visitors import may

if TYPE_CHECKING:
    from collections.abc import Iterator

    from werkzeug.wrappers import Response as Answer

    from service.api.overload import Line
    from service.bootstrap import Engine
    from service.desks.reports import Answered
    from service.domain.request import CheckRequest
    from service.domain.watch import Followers, Stage
    from service.settings import Settings

STEPS = "application/x-ndjson"
WAITING = "wait"
"""What comes before the first stage: others are being read."""


class _StoppedError(Exception):
    """Nobody waits for the check any more."""


class Check:
    """The addresses."""

    def __init__(self, engine: Engine, settings: Settings, line: Line, followers: Followers) -> None:
        self._engine = engine
        self._settings = settings
        self._line = line
        self._followers = followers

    def blueprint(self) -> Blueprint:
        """The routes."""
        made = Blueprint("check", __name__)
        made.add_url_rule("/", "form", self.form)
        made.add_url_rule("/", "check", self.check, methods=["POST"])
        made.add_url_rule("/unkept", view_func=self.unkept, methods=["POST"])
        return made

    @needs(Scope.CHECK)
    def form(self) -> Answer:
        """`GET /`: the form; with `again` filled in with what a stored report is about, for who may read that."""
        again = request.args.get("again", "")
        if again and not _may_read():
            raise ForbiddenError(f"This needs the scope {Scope.READ}.", {Scope.READ})
        return self._form(self._again(again) if again else Draft())

    @needs(Scope.CHECK)
    def check(self) -> Answer:
        """`POST /`: check what was sent."""
        draft = Draft.sent(request.form, request.files)
        if "add" in request.form:
            return self._form(draft.with_room())
        try:
            asked = draft.request(self._engine, self._settings.max_references)
        except DatelineError as error:
            return self._refused(draft, error)
        if STEPS in request.headers.get("Accept", ""):
            steps = stream_with_context(self._steps(draft, asked))
            return Response(steps, content_type=STEPS, headers={"X-Accel-Buffering": "no"})
        try:
            with self._line.turn():
                answered = self._engine.report_desk(FORM).check(asked)
        except DatelineError as error:
            return self._refused(draft, error)
        if answered.stored and _may_read():
            return redirect(f"/reports/{answered.report.id}", 303)
        return self._unkept(asked, answered)

    @needs(Scope.CHECK)
    def unkept(self) -> Answer:
        """`POST /unkept`: a check of which nothing is kept once more: to edit it, for another date, to take along."""
        sent = loads(request.form.get("request", "").encode())
        asked = replace(check_request(sent, self._settings.max_references), store=False)
        form = request.form.get("as", "")
        if form == "edit":
            draft = Draft.again(asked, self._engine.document(asked.article).raw, "")
            return self._form(replace(draft, keep=""))
        written = _day(request.form.get("written", ""))
        judged = replace(asked, article=replace(asked.article, published_at=written)) if written else asked
        with self._line.turn():
            answered = self._engine.report_desk(FORM).check(judged)
        if form:
            report = json.loads(answered.body)
            return report_as(form, answered.body, view_of(report), answered.report.document, shown(report))
        return self._unkept(asked, answered, written)

    def _steps(self, draft: Draft, asked: CheckRequest) -> Iterator[str]:
        """The check, step by step; it is made in a thread of its own, so that each step is told when it begins.

        Once nobody listens any more, it ends with the next step: what was stopped is not kept.
        """
        told_of: SimpleQueue[str | Answered | Exception] = SimpleQueue()
        gone = threading.Event()

        def tell(stage: Stage) -> None:
            if gone.is_set():
                raise _StoppedError
            told_of.put(stage.value)

        def work() -> None:
            try:
                with self._line.turn(), self._followers.following(tell):
                    told_of.put(self._engine.report_desk(FORM).check(asked))
            except Exception as error:  # noqa: BLE001 - it is raised again where it can be answered
                told_of.put(error)

        threading.Thread(target=work, daemon=True).start()
        try:
            yield _line({"stage": WAITING})
            while isinstance(step := told_of.get(), str):
                yield _line({"stage": step})
        except GeneratorExit:
            gone.set()
            raise
        if isinstance(step, DatelineError):
            yield _line({"page": self._refused(draft, step).get_data(as_text=True)})
        elif isinstance(step, Exception):
            yield _line({"page": unexpected(step).get_data(as_text=True)})
        elif step.stored and _may_read():
            yield _line({"location": f"/reports/{step.report.id}"})
        else:
            yield _line({"page": self._unkept(asked, step).get_data(as_text=True)})

    def _form(self, draft: Draft, faults: dict[str, str] | None = None, status: int = 200, over: str = "") -> Response:
        limits = {"most": self._settings.max_text_chars, "references": self._settings.max_references}
        return page("check.html", status, draft=draft, faults=faults or {}, over=over, limits=limits)

    def _refused(self, draft: Draft, error: DatelineError) -> Response:
        """The form again, with all that was typed, and what is wrong with it."""
        problem, headers = told(current_app, error)
        faults = faults_by_field([(fault.pointer, fault.detail) for fault in problem.faults])
        over = "" if faults else problem.detail or problem.title
        response = self._form(draft, faults, problem.status, over)
        response.headers.update({name: value for name, value in headers.items() if name != "WWW-Authenticate"})
        return response

    def _unkept(self, asked: CheckRequest, answered: Answered, written: date | None = None) -> Response:
        """The page of a report that whoever asked for it cannot come back to: it is not kept, or they may not read."""
        report = json.loads(answered.body)
        again = dumps(request_json(asked))
        standing = Standing(request=again, stored=answered.stored, said=shown(report), written=written)
        return report_page(report, answered.report.document, standing)

    def _again(self, report: str) -> Draft:
        """The form for a new version of what a stored report is about."""
        content = self._engine.report_desk(FORM).report(report).content
        if content is None:
            raise UnknownReportError("There is no stored report with this id.")
        asked = FORM.asked(json.loads(content.request))
        return Draft.again(asked, self._engine.document(asked.article).raw, report)


def _may_read() -> bool:
    """Whether whoever asks may read stored reports; checking alone does not give that."""
    return may(caller(), Scope.READ)


def _day(sent: str) -> date | None:
    """The day that was sent, None for none."""
    try:
        return date.fromisoformat(sent)
    except ValueError:
        return None


def _line(step: dict[str, str]) -> str:
    return json.dumps(step) + "\n"
