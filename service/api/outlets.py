"""What answers the addresses under `/v1/sources`: records of outlets, and their replies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, request

from service.api.access import actor, caller, needs
from service.api.errors import ForbiddenError
from service.api.paging import paged
from service.api.resources import as_json, sent_body
from service.contract.documents import dumps, loads
from service.contract.outlet_schemas import claims_query, day_query, reply_request, sources_query
from service.contract.outlets import claim_json, dossier_json, reply_json, standing_json
from service.domain.access import Scope
from service.presentation.outlets import outlet_table
from service.presentation.tables import MEDIA_TYPE

if TYPE_CHECKING:
    from service.bootstrap import Engine
    from service.desks.outlets import Placed

_REVIEWERS = frozenset({Scope.REVIEW})


class OutletResources:
    """The addresses under `/v1/sources`; until records are published, they are the reviewers' alone."""

    def __init__(self, engine: Engine, *, published: bool) -> None:
        self._engine = engine
        self._published = published

    def blueprint(self) -> Blueprint:
        """The routes."""
        made = Blueprint("sources", __name__)
        made.add_url_rule("/v1/sources", view_func=self.sources)
        made.add_url_rule("/v1/sources/<domain>", view_func=self.source)
        made.add_url_rule("/v1/sources/<domain>/claims", view_func=self.claims)
        made.add_url_rule("/v1/sources/<domain>/claims.csv", view_func=self.claims_table)
        made.add_url_rule("/v1/sources/<domain>/replies", view_func=self.reply, methods=["POST"])
        made.add_url_rule("/v1/sources/<domain>/replies/<reply>", view_func=self.withdraw, methods=["DELETE"])
        return made

    @needs(Scope.READ, Scope.REVIEW)
    def sources(self) -> Response:
        """`GET /v1/sources`: outlets by the alphabet."""
        self._may_see()
        asked = sources_query(request.args.to_dict())
        found = self._engine.outlets().page(asked.after, asked.limit + 1, asked.as_of)
        given = found[: asked.limit]
        following = given[-1].outlet if len(found) > asked.limit else None
        return paged({"sources": [standing_json(one) for one in given]}, "cursor", following)

    @needs(Scope.READ, Scope.REVIEW)
    def source(self, domain: str) -> Response:
        """`GET /v1/sources/{domain}`: the record of an outlet."""
        self._may_see()
        found = self._engine.outlets().outlet(domain, day_query(request.args.to_dict()))
        return as_json(dumps(dossier_json(found, published=self._published)))

    @needs(Scope.READ, Scope.REVIEW)
    def claims(self, domain: str) -> Response:
        """`GET /v1/sources/{domain}/claims`: the claims behind it."""
        self._may_see()
        asked = claims_query(request.args.to_dict())
        found = self._engine.outlets().claims(domain, asked.as_of)
        begin = _place(found, asked.after) if asked.after is not None else 0
        given = found[begin : begin + asked.limit]
        following = _token(given[-1]) if begin + asked.limit < len(found) else None
        return paged({"claims": [claim_json(one) for one in given]}, "cursor", following)

    @needs(Scope.READ, Scope.REVIEW)
    def claims_table(self, domain: str) -> Response:
        """`GET /v1/sources/{domain}/claims.csv`: all of them as a table."""
        self._may_see()
        found = self._engine.outlets().claims(domain, day_query(request.args.to_dict()))
        response = Response(outlet_table(claim_json(one) for one in found), content_type=MEDIA_TYPE)
        response.headers["Content-Disposition"] = 'attachment; filename="claims.csv"'
        return response

    @needs(Scope.REVIEW)
    def reply(self, domain: str) -> Response:
        """`POST /v1/sources/{domain}/replies`: keep what an outlet has to say."""
        by, said = actor(), reply_request(loads(sent_body()))
        made = self._engine.outlets().reply(domain, said.author, said.statement, by, said.url, said.claim)
        response = as_json(dumps(reply_json(made)))
        response.status_code = 201
        response.headers["Location"] = f"/v1/sources/{made.outlet}/replies/{made.id}"
        return response

    @needs(Scope.REVIEW)
    def withdraw(self, domain: str, reply: str) -> Response:
        """`DELETE /v1/sources/{domain}/replies/{reply}`: show it no longer."""
        self._engine.outlets().withdraw(domain, reply, actor())
        return Response(status=204)

    def _may_see(self) -> None:
        sender = caller()
        if not self._published and (sender is None or not sender.may(_REVIEWERS)):
            raise ForbiddenError("Records of outlets are not published here; this needs the scope review.")


def _token(placed: Placed) -> str:
    return f"{placed.claim.published_on} {placed.claim.name}"


def _place(found: list[Placed], after: str) -> int:
    """Where to go on after a claim: behind it, or, where its report is there no more, behind where that stood."""
    day, _, name = after.partition(" ")
    for place, one in enumerate(found):
        if one.claim.name == name:
            return place + 1
    report = name.rpartition("/")[0]
    for place, one in enumerate(found):
        its = one.claim.published_on.isoformat()
        if its < day or (its == day and one.claim.report > report):
            return place
    return len(found)
