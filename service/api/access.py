"""Who may ask what: every view says which scope it needs, every request shows who sends it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from flask import g, request

from service.api.errors import ForbiddenError
from service.api.senders import read_encoded_name
from service.domain.access import Caller, Scope

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

ACTOR = "Dateline-Actor"
"""The header by which a trusted key names the person whom it acts for."""

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
"""The methods that change nothing."""

_NEEDS = "needed_scopes"
_PUBLIC: frozenset[Scope] = frozenset()
_UNMARKED = frozenset({Scope.ADMIN})
_View = TypeVar("_View", bound="Callable[..., Any]")


class Doorkeeper(Protocol):
    """Tells who sends the request at hand."""

    def sender(self) -> Caller:
        """Who sends it. Raises `UnauthorizedError` and `ForbiddenError`."""
        ...


def needs(*scopes: Scope) -> Callable[[_View], _View]:
    """A decorator of views: the caller must have one of `scopes`."""

    def marked(view: _View) -> _View:
        setattr(view, _NEEDS, frozenset(scopes))
        return view

    return marked


def public(view: _View) -> _View:
    """A decorator of views that anybody may ask, without a key."""
    setattr(view, _NEEDS, _PUBLIC)
    return view


def needed(view: object) -> frozenset[Scope]:
    """The scopes of which a view needs one, none where it is public; an unmarked one is the administrators' alone."""
    found: frozenset[Scope] = getattr(view, _NEEDS, _UNMARKED)
    return found


def caller() -> Caller | None:
    """Whoever sends the request; None before that has been asked, and where anybody may."""
    found: Caller | None = g.get("caller")
    return found


def actor() -> str:
    """The person behind the request, whose name a write is kept under.

    Raises:
        ForbiddenError: where nobody is named, or a key that is not trusted names somebody.
        MalformedError: for a name that is none.
    """
    sender = caller()
    if sender is None:
        raise ForbiddenError("Nobody in particular may do this.")
    named = request.headers.get(ACTOR)
    if named is not None:
        if not sender.trusted:
            raise ForbiddenError(f"This key may not speak for other people; send no {ACTOR}.")
        return read_encoded_name(ACTOR, named)
    if sender.name is None:
        raise ForbiddenError(f"Name the person who writes: send {ACTOR}: NAME.")
    return sender.name


def scopes_of_request(app: Flask) -> frozenset[Scope]:
    """The scopes of which the request needs one; none for a public view, for no view, and for OPTIONS."""
    view = app.view_functions.get(request.endpoint or "")
    return _PUBLIC if view is None or request.method == "OPTIONS" else needed(view)


def guard(app: Flask, doorkeeper: Doorkeeper) -> None:
    """Ask every request of `app` who sends it, before its view is called."""

    def check() -> None:
        scopes = scopes_of_request(app)
        if not scopes:
            return
        g.caller = found = doorkeeper.sender()
        if not found.may(scopes):
            raise ForbiddenError(f"This needs the scope {' or '.join(sorted(scopes))}.", scopes)
        if ACTOR in request.headers and request.method not in SAFE:
            actor()  # a name that cannot be taken is refused whether or not the view asks for it

    app.before_request(check)
