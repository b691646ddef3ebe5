"""Who may ask what: every view says which scope it needs, every request shows who sends it."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING, Any, TypeVar

from flask import g, request

from service.api.errors import ForbiddenError, UnauthorizedError
from service.contract.documents import MalformedError
from service.domain.access import ALL, AccessError, Caller, Scope, person

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

    from service.settings import Settings

ACTOR = "Dateline-Actor"
"""The header by which a trusted key names the person whom it acts for."""

_NEEDS = "needed_scopes"
_OPEN: frozenset[Scope] = frozenset()
_UNMARKED = frozenset({Scope.ADMIN})
_View = TypeVar("_View", bound="Callable[..., Any]")


def needs(*scopes: Scope) -> Callable[[_View], _View]:
    """A decorator of views: the caller must have one of `scopes`."""

    def marked(view: _View) -> _View:
        setattr(view, _NEEDS, frozenset(scopes))
        return view

    return marked


def public(view: _View) -> _View:
    """A decorator of views that anybody may ask, without a key."""
    setattr(view, _NEEDS, _OPEN)
    return view


def needed(view: object) -> frozenset[Scope]:
    """The scopes of which a view needs one, none where it is public; an unmarked one is the administrators' alone."""
    found: frozenset[Scope] = getattr(view, _NEEDS, _UNMARKED)
    return found


def caller() -> Caller:
    """Whoever sends the request; only in a view that is not public."""
    found: Caller = g.caller
    return found


def actor() -> str:
    """The person behind the request, whose name a write is kept under.

    Raises:
        ForbiddenError: where nobody is named, or a key that is not trusted names somebody.
        MalformedError: for a name that is none.
    """
    sender = caller()
    named = request.headers.get(ACTOR)
    if named is None:
        if sender.name is None:
            raise ForbiddenError(f"Name the person who writes: send {ACTOR}: NAME.")
        return sender.name
    if not sender.trusted:
        raise ForbiddenError(f"This key may not speak for other people; send no {ACTOR}.")
    try:
        return person(named.encode("latin-1").decode("utf-8"))  # WSGI's way of handing over bytes
    except (UnicodeDecodeError, AccessError) as error:
        detail = str(error) if isinstance(error, AccessError) else "it is not UTF-8."
        raise MalformedError(f"The header {ACTOR} cannot be read: {detail}") from None


def guard(app: Flask, settings: Settings) -> None:
    """Ask every request of `app` who sends it, before its view is called."""

    def check() -> None:
        view = app.view_functions.get(request.endpoint or "")
        scopes = needed(view)
        if view is None or not scopes or request.method == "OPTIONS":
            return
        g.caller = _sender(settings)
        if not caller().may(scopes):
            raise ForbiddenError(f"This needs the scope {' or '.join(sorted(scopes))}.")

    app.before_request(check)


def is_loopback(host: str) -> bool:
    """Whether an address reaches this machine from itself alone."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _sender(settings: Settings) -> Caller:
    if is_loopback(settings.host):
        return Caller("open", None, ALL, trusted=True)
    raise UnauthorizedError("Send a key as Authorization: Bearer KEY.")
