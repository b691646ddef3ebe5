"""`/ledger/add`: a trusted article, pasted or as a file, is read into the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, request

from service.api.access import needs
from service.api.overload import costly
from service.contract.dates import read_day
from service.contract.documents import loads
from service.contract.problems import InvalidRequestError, problem_of
from service.contract.requests import article as article_of
from service.domain.access import Scope
from service.domain.errors import DatelineError, LedgerNotReadyError, OverloadedError, RefusedInputError
from service.domain.text import Article
from service.ledger.importers.articles import Item
from service.web.rendering import page
from service.web.visitors import author
from service.web.words import N_, _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from werkzeug.datastructures import FileStorage
    from werkzeug.wrappers import Response

    from service.bootstrap import Engine
    from service.ledger.importers.intake import Taken
    from service.wires.item import Refused

BECAME = {
    "added": N_("read"),
    "known": N_("on record already, passed over"),
    "older": N_("older than what is on record, passed over"),
    "replaced": N_("read in place of an earlier version"),
    "killed": N_("killed: what was read out of it is closed"),
    "withheld": N_("withheld: what was read out of it is closed"),
    "held": N_("kept under embargo"),
}
"""What became of an article, in words."""


_OPENINGS = "{<"
"""An article that is pasted so is an item of a wire or a page, and no plain text."""


class AddingPages:
    """The addresses."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def blueprint(self) -> Blueprint:
        """The routes."""
        made = Blueprint("adding", __name__)
        made.add_url_rule("/ledger/add", view_func=self.form)
        made.add_url_rule("/ledger/add", "add", self.add, methods=["POST"])
        return made

    @needs(Scope.WRITE_LEDGER)
    def form(self) -> Response:
        """`GET /ledger/add`: the form."""
        return page("add.html", typed=request.args, fault="", path=())

    @costly
    @needs(Scope.WRITE_LEDGER)
    def add(self) -> Response:
        """`POST /ledger/add`: read what was pasted, or the articles in a file."""
        by, file = author(), request.files.get("file")
        try:
            if file is not None and file.filename:
                return self._file(file, by)
            return self._pasted(by)
        except (LedgerNotReadyError, OverloadedError):
            raise
        except DatelineError as error:
            faults = error.faults if isinstance(error, InvalidRequestError) else ()
            told = " ".join([str(error), *(f"{one.pointer}: {one.detail}" for one in faults)])
            return page("add.html", problem_of(error).status, typed=request.form, fault=told, path=error.path)

    def _pasted(self, by: str) -> Response:
        form, text = request.form, request.form.get("text", "")
        if not text.strip():
            raise RefusedInputError(_("Paste an article, or choose a file.")).about("text")
        if text.lstrip()[0] in _OPENINGS and not form.get("is_html"):
            return self._taken(text.encode("utf-8", "replace"), _("What was pasted"), by)
        pasted = Article(
            html=text if form.get("is_html") else None,
            text=None if form.get("is_html") else text,
            title=form.get("title", "").strip() or None,
            url=form.get("url", "").strip() or None,
            source=form.get("source", "").strip() or None,
            published_at=_day(),
        )
        receipt = self._engine.learn(pasted, by)
        read = ngettext("%(number)s fact was read out of it.", "%(number)s facts were read out of it.", receipt.added)
        told = _("That is on record already; nothing new was read.") if receipt.known and not receipt.added else read
        flash(told % {"number": receipt.added})
        return redirect(f"/ledger/documents/{self._engine.document(pasted).sha256}", 303)

    def _file(self, file: FileStorage, by: str) -> Response:
        return self._taken(file.read(), file.filename or "file", by)

    def _taken(self, raw: bytes, name: str, by: str) -> Response:
        """What holds an article in a format of its own, with an embargo of its own where it has one."""
        found = self._engine.articles_in(raw, name)
        items: Iterator[Item | Refused] = self._json(raw, name) if found is None else found
        source, day = request.form.get("source", "").strip() or None, _day()
        taken = list(self._engine.take_in(items, by, source, day))
        return page("added.html", name=name, taken=taken, became=_became, newest=self._engine.ready().id)

    def _json(self, raw: bytes, name: str) -> Iterator[Item | Refused]:
        """The one article of a file that has it as `POST /v1/check` takes it."""
        read = article_of(loads(raw))
        yield Item(name, read, revises=read.version_of)


def _became(taken: Taken) -> str:
    return _(BECAME[taken.became.value]) if taken.became is not None else _("refused")


def _day() -> date | None:
    typed = request.form.get("published_at", "").strip()
    try:
        return read_day(typed) if typed else None
    except ValueError as error:
        raise RefusedInputError(str(error)).about("published_at") from None
