"""Whoever sends a request: the holder of a key, somebody whom a trusted proxy has signed in, or anybody on loopback."""

from __future__ import annotations

import ipaddress
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from flask import request

from service.api.errors import ForbiddenError, UnauthorizedError
from service.contract.documents import MalformedError
from service.desks.keys import UnknownKeyError
from service.domain.access import ALL, AccessError, Caller, is_loopback, person

if TYPE_CHECKING:
    from service.desks.keys import KeyDesk
    from service.settings import Settings

_FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip")
_ASCII = re.compile(r"^[!-~](?:[ -~]{0,198}[!-~])?$")
_ASK = "Send a key as Authorization: Bearer KEY."


class Senders:
    """Tells who sends the request at hand; see `docs/access.md`."""

    def __init__(self, settings: Settings, keys: KeyDesk) -> None:
        self._keys = keys
        self._signed_in = settings.sign_in
        self._on_loopback = is_loopback(settings.host)

    def sender(self) -> Caller:
        """Who sends the request.

        Raises:
            UnauthorizedError: where that cannot be told.
            ForbiddenError: for a request that came from elsewhere to a service that is open on loopback alone.
        """
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            try:
                return self._keys.identify(token.strip())
            except UnknownKeyError as error:
                raise UnauthorizedError(str(error)) from None
        if self._signed_in:
            return self._by_proxy()
        if scheme or not self._on_loopback or self._keys.any_made():
            raise UnauthorizedError(_ASK)
        _refuse_from_elsewhere()
        return Caller("open", None, ALL, trusted=True)

    def _by_proxy(self) -> Caller:
        signed_in = self._signed_in
        named = request.headers.get(signed_in.header) if signed_in else None
        if signed_in is None or not named or not _is_in(request.remote_addr, signed_in.networks):
            raise UnauthorizedError(_ASK)
        name = read_name(signed_in.header, named)
        return Caller(f"person:{name}", name, signed_in.scopes)


def read_name(header: str, value: str) -> str:
    """The name of a person in a header of a proxy, in UTF-8 or Latin-1. Raises `MalformedError`."""
    raw = value.encode("latin-1", "replace")  # WSGI hands bytes over as Latin-1
    try:
        return _person(header, raw.decode("utf-8"))
    except UnicodeDecodeError:
        return _person(header, value)


def read_encoded_name(header: str, value: str) -> str:
    """The name of a person in a header of a client, in ASCII with the rest percent-encoded. Raises `MalformedError`."""
    if not _ASCII.match(value):
        raise MalformedError(f"The header {header} must be ASCII, what is not percent-encoded, as in Zo%C3%AB.")
    return _person(header, unquote(value, errors="replace"))


def _person(header: str, name: str) -> str:
    try:
        return person(name)
    except AccessError as error:
        raise MalformedError(f"The header {header} cannot be taken: {error}") from None


def _refuse_from_elsewhere() -> None:
    """Refuse what others sent through this machine: a proxy on it, or a page in its browser that renamed the service.

    Without keys the address is all that keeps others out.
    """
    if any(name in request.headers for name in _FORWARDED) or not is_loopback(request.remote_addr or ""):
        raise ForbiddenError("Without keys only this machine itself is let in; make a key with: dateline keys create")
    if not is_loopback(_name_of(request.host)):
        raise ForbiddenError("Without keys the service answers to the name localhost and to loopback addresses alone.")


def _name_of(host: str) -> str:
    """The name or address in a `Host`; empty for what is none."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _is_in(address: str | None, networks: tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]) -> bool:
    try:
        found = ipaddress.ip_address(address or "")
    except ValueError:
        return False
    if found.version == 6 and found.ipv4_mapped:  # as a socket for both kinds of addresses tells one of IPv4
        found = found.ipv4_mapped
    return any(found in network for network in networks if network.version == found.version)
