"""Who looks at a page: whoever has signed in with a key, whom a trusted proxy names, or sits at the machine."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flask import request, session
from flask.sessions import NullSession

from service.api.access import caller
from service.api.errors import ForbiddenError, UnauthorizedError
from service.desks.keys import UnknownKeyError
from service.domain.access import Scope
from service.domain.errors import DatelineError

if TYPE_CHECKING:
    from service.api.senders import Senders
    from service.desks.keys import KeyDesk
    from service.domain.access import Caller

PAGES = "pages"
"""The blueprint that all pages belong to."""
KEY, PERSON = "key", "person"
"""What the session keeps: the id of the key that somebody has shown, and the name that they gave."""


class NamelessError(ForbiddenError):
    """Somebody wants to write and has not said who they are."""


class Visitors:
    """Tells who sends the request at hand; besides the `senders` of the API it knows the sessions of pages."""

    def __init__(self, senders: Senders, keys: KeyDesk) -> None:
        self._senders = senders
        self._keys = keys

    def sender(self) -> Caller:
        """Who sends the request; a cookie counts for pages alone.

        Raises:
            UnauthorizedError: where that cannot be told.
            ForbiddenError: for a request that came from elsewhere to a service that is open on loopback alone.
        """
        if not is_page():
            return self._senders.sender()
        key, person = session.get(KEY), session.get(PERSON)
        if key and "Authorization" not in request.headers:
            try:
                found = self._keys.holder(key)
            except UnknownKeyError as error:
                raise UnauthorizedError(str(error)) from None
            return replace(found, name=person if person and found.trusted else found.name, trusted=False)
        found = self._senders.sender()
        return replace(found, name=found.name or person, trusted=False)

    def known(self) -> Caller | None:
        """Whoever looks at the page, None where that cannot be told: for pages that anybody may see, of faults too."""
        found = caller()
        if found is not None:
            return found
        try:
            return self.sender()
        except DatelineError:  # of whatever kind, an unreachable store too: the page has to tell of it
            return None

    def needs_key(self) -> bool:
        """Whether a key is what one signs in with; without, the service is open to whoever sits at the machine."""
        try:
            return self._senders.sender().id != "open"
        except UnauthorizedError:
            return True


def is_page() -> bool:
    """Whether the request is for a page, or for an address that there is not and that is none of the API's."""
    return PAGES in request.blueprints or (request.url_rule is None and not isinstance(session, NullSession))


def may(visitor: Caller | None, *scopes: str) -> bool:
    """Whether somebody has one of `scopes`, by their names."""
    return visitor is not None and visitor.may(frozenset(map(Scope, scopes)))


def author() -> str:
    """The name that a write is kept under.

    Raises:
        NamelessError: where nobody has said it.
    """
    found = caller()
    if found is None or not found.name:
        raise NamelessError("Say who you are first: what you decide is kept with your name.")
    return found.name
