"""What answers the addresses under `/v1/ledger` that ask for facts about somebody or write single ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, request

from service.api.access import actor, needs
from service.api.overload import costly
from service.api.record import unchanged
from service.api.resources import as_json, sent_body
from service.contract.documents import dumps, loads
from service.contract.ledger_writes import (
    document_article,
    facts_query,
    facts_rows,
    receipt_json,
    retraction,
    shown_json,
    written_json,
)
from service.contract.record import decided_json
from service.domain.access import Scope

if TYPE_CHECKING:
    from service.bootstrap import Engine


class LedgerResources:
    """Facts asked for and written one by one."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def blueprint(self) -> Blueprint:
        """The routes."""
        made = Blueprint("ledger", __name__)
        made.add_url_rule("/v1/ledger/facts", view_func=self.facts)
        made.add_url_rule("/v1/ledger/facts", view_func=self.write_facts, methods=["POST"])
        made.add_url_rule("/v1/ledger/documents", view_func=self.write_document, methods=["POST"])
        made.add_url_rule("/v1/ledger/facts/<fact>/retract", view_func=self.retract, methods=["POST"])
        return made

    @needs(Scope.READ)
    def facts(self) -> Response:
        """`GET /v1/ledger/facts`: what is known of a name."""
        asked = facts_query(request.args.to_dict())
        shown = self._engine.fact_desk().about(asked.entity, asked.at, asked.known_at)
        return as_json(dumps(shown_json(shown, asked.limit)))

    @needs(Scope.WRITE_LEDGER)
    def write_facts(self) -> Response:
        """`POST /v1/ledger/facts`: write facts."""
        by, (rows, why) = actor(), facts_rows(loads(sent_body()))
        return as_json(dumps(written_json(self._engine.fact_desk().write(rows, by=by, why=why))))

    @costly
    @needs(Scope.WRITE_LEDGER)
    def write_document(self) -> Response:
        """`POST /v1/ledger/documents`: read a trusted article into the ledger."""
        by, article = actor(), document_article(loads(sent_body()))
        return as_json(dumps(receipt_json(self._engine.learn(article, by))))

    @needs(Scope.REVIEW)
    def retract(self, fact: str) -> Response:
        """`POST /v1/ledger/facts/{fact}/retract`: close a fact."""
        by, why, desk = actor(), retraction(loads(sent_body())), self._engine.record_desk()
        unchanged(desk, fact)
        decided = desk.retract(fact, by=by, why=why)
        return as_json(dumps(decided_json(decided, desk.fact(decided.fact).standing)))
