"""What callers ask about themselves, and administrators about everybody: `/v1/caller` and `/v1/audit`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, request

from service.api.access import caller, needs
from service.api.paging import paged
from service.api.resources import as_json
from service.contract.access_schemas import audit_query, caller_json, entry_json
from service.contract.documents import dumps
from service.domain.access import Scope

if TYPE_CHECKING:
    from flask import Response

    from service.desks.access import AccessDesk
    from service.domain.access import Caller


def blueprint(desk: AccessDesk) -> Blueprint:
    """The two addresses."""
    made = Blueprint("callers", __name__)

    @made.get("/v1/caller")
    @needs(*Scope)
    def who() -> Response:
        sender: Caller | None = caller()
        return as_json(dumps(caller_json(sender) if sender else {}))

    @made.get("/v1/audit")
    @needs(Scope.ADMIN)
    def audit() -> Response:
        asked = audit_query(request.args.to_dict())
        found = desk.audit.page(asked.limit + 1, asked.before, asked.actor)
        given = found[: asked.limit]
        following = given[-1].seq if len(found) > asked.limit else None
        return paged({"entries": [entry_json(entry) for entry in given]}, "before", following)

    return made
