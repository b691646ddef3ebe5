"""What answers the addresses under `/v1/ledger`: the record read by anybody, written by editors with a key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, request

from service.api.access import actor, needs
from service.api.conditional import demand_match, tag_of
from service.api.paging import paged
from service.api.resources import as_json, sent_body
from service.contract.documents import dumps, loads
from service.contract.record import change_json, decided_json, dossier_json, revision_json, waiting_json
from service.contract.record_requests import (
    contest,
    decision,
    diff_query,
    later_first,
    log_query,
    queue_query,
    settlement,
)
from service.desks.record import Place
from service.domain.access import Scope

if TYPE_CHECKING:
    from service.bootstrap import Engine
    from service.desks.record import RecordDesk
    from service.ledger.review import Decided


class RecordResources:
    """The addresses under `/v1/ledger`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @needs(Scope.REVIEW)
    def queue(self) -> Response:
        """`GET /v1/ledger/review`: the facts that wait for a person."""
        asked = queue_query(request.args.to_dict())
        desk = self._desk()
        page, length = desk.queue(asked.asked, asked.position, asked.limit), desk.queue_length(asked.asked)
        return paged(
            {
                "waiting": [waiting_json(one) for one in page.waiting],
                "count": length.count,
                "count_exact": length.exact,
            },
            "cursor",
            page.following.token if page.following else None,
        )

    @needs(Scope.REVIEW)
    def decide(self, fact: str) -> Response:
        """`POST /v1/ledger/facts/{id}/review`: accept, correct or refuse a machine-read fact."""
        by, desk = actor(), self._desk()
        made = decision(loads(sent_body()))
        unchanged(desk, fact)
        if made.action == "accept":
            return self._decided(desk, desk.accept(fact, by=by, why=made.why))
        if made.action == "refuse":
            return self._decided(desk, desk.refuse(fact, by=by, why=made.why))
        return self._decided(desk, desk.correct(fact, made.correction, by=by, why=made.why))

    @needs(Scope.REVIEW)
    def contest(self, fact: str) -> Response:
        """`POST /v1/ledger/facts/{id}/contest`: dispute a fact."""
        by, desk = actor(), self._desk()
        why = contest(loads(sent_body()))
        unchanged(desk, fact)
        return self._decided(desk, desk.contest(fact, by=by, why=why))

    @needs(Scope.REVIEW)
    def settle(self, fact: str) -> Response:
        """`POST /v1/ledger/facts/{id}/settlement`: say whether a contested fact stands."""
        by, desk = actor(), self._desk()
        stands, why = settlement(loads(sent_body()))
        unchanged(desk, fact)
        return self._decided(desk, desk.settle(fact, stands=stands, by=by, why=why))

    @needs(Scope.READ)
    def fact(self, fact: str) -> Response:
        """`GET /v1/ledger/facts/{id}`: a fact with its sentence and its history."""
        return as_json(told(self._desk(), fact))

    @needs(Scope.READ)
    def revisions(self) -> Response:
        """`GET /v1/ledger/revisions`: the revisions, newest first."""
        asked = log_query(request.args.to_dict())
        found = self._desk().revisions(asked.limit + 1, asked.before)
        given = found[: asked.limit]
        following = given[-1].number if len(found) > asked.limit else None
        return paged({"revisions": [revision_json(entry) for entry in given]}, "before", following)

    @needs(Scope.READ)
    def diff(self) -> Response:
        """`GET /v1/ledger/diff`: what changed between two revisions."""
        asked, desk = diff_query(request.args.to_dict()), self._desk()
        after, upto = desk.revision(asked.after), desk.revision(asked.upto)
        if after.number > upto.number:
            raise later_first(after.number, upto.number)
        place = Place(*asked.place) if asked.place else None
        found = desk.changes_from(after.number, upto.number, place, asked.limit)
        given = [{"revision": revision_json(entry), **change_json(change)} for entry, change in found.changes]
        following = "{}.{}".format(*found.following) if found.following else None
        return paged({"from": revision_json(after), "to": revision_json(upto), "changes": given}, "cursor", following)

    def _desk(self) -> RecordDesk:
        return self._engine.record_desk()

    @staticmethod
    def _decided(desk: RecordDesk, decided: Decided) -> Response:
        return as_json(dumps(decided_json(decided, desk.fact(decided.fact).standing)))


def told(desk: RecordDesk, fact: str) -> str:
    """What `GET /v1/ledger/facts/{id}` tells of a fact."""
    return dumps(dossier_json(desk.fact(fact)))


def unchanged(desk: RecordDesk, fact: str) -> None:
    """Go on only where the request's `If-Match`, if it has one, names what is told of the fact now.

    Raises:
        PreconditionFailedError: where it names something else.
    """
    demand_match(lambda: tag_of(as_json(told(desk, fact))))
