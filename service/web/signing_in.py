"""`/sign-in` and `/sign-out`: with a key where the service has keys, else with one's name alone."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from flask import Blueprint, flash, redirect, request, session

from service.api.access import SAFE, public
from service.api.errors import UnauthorizedError
from service.desks.keys import UnknownKeyError
from service.domain.access import AccessError, person
from service.web.rendering import page
from service.web.visitors import KEY, PERSON
from service.web.words import _

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

    from service.desks.keys import KeyDesk
    from service.web.visitors import Visitors


class SigningIn:
    """The two addresses."""

    def __init__(self, keys: KeyDesk, visitors: Visitors) -> None:
        self._keys = keys
        self._visitors = visitors

    def blueprint(self) -> Blueprint:
        """The routes."""
        made = Blueprint("signing_in", __name__)
        made.add_url_rule("/sign-in", "form", self.form)
        made.add_url_rule("/sign-in", "enter", self.enter, methods=["POST"])
        made.add_url_rule("/sign-out", "leave", self.leave, methods=["POST"])
        return made

    @public
    def form(self) -> Response:
        """`GET /sign-in`: the form."""
        return self._form(request.args.get("next", "/"))

    @public
    def enter(self) -> Response:
        """`POST /sign-in`: sign in, with a key or with a name."""
        onward, named = _own_address(request.form.get("next", "/")), request.form.get("name", "")
        shown = request.form.get("key", "").strip()
        try:
            name = person(named) if named.strip() or not self._visitors.needs_key() else None
            sender = self._keys.identify(shown) if self._visitors.needs_key() else None
        except (AccessError, UnknownKeyError) as error:
            return self._form(onward, fault=str(error), name=named, status=422)
        session.clear()  # with its token: nobody goes on in a session that was begun for them
        session.permanent = True
        if sender is not None:
            session[KEY] = sender.id.removeprefix("key:")
        if name is not None and sender is not None and not sender.trusted:
            flash(_("This key is that of %(name)s; what you write is kept under that name.") % {"name": sender.name})
        elif name is not None:
            session[PERSON] = name
        return redirect(onward, 303)

    @public
    def leave(self) -> Response:
        """`POST /sign-out`: forget who it was."""
        session.clear()
        return redirect("/sign-in", 303)

    def _form(self, onward: str, *, fault: str = "", name: str = "", status: int = 200) -> Response:
        if not fault and session.get(KEY):
            try:
                self._visitors.sender()
            except UnauthorizedError as error:
                fault = str(error)
        needs_key = self._visitors.needs_key()
        return page("sign_in.html", status, onward=_own_address(onward), needs_key=needs_key, fault=fault, name=name)


def way_in() -> str:
    """The address of the sign-in that leads back to the page at hand, unless that came of a form that was sent."""
    if request.method not in SAFE:
        return "/sign-in"
    return f"/sign-in?{urlencode({'next': request.full_path.rstrip('?')})}"


def _own_address(address: str) -> str:
    """`address` where it leads to a page of this service, else that of the first page."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return "/"
    is_own = address.startswith("/") and not address.startswith("//") and not parts.netloc and not parts.scheme
    return address if is_own and address.isprintable() and "\\" not in address else "/"
