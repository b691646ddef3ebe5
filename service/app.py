"""The application factory: the HTTP API and the pages become one application."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from flask import Flask

from service.api import callers
from service.api.access import guard
from service.api.auditing import keep_log
from service.api.compression import compress
from service.api.conditional import compare
from service.api.crossing import allow, refuse_strangers
from service.api.docs import Docs
from service.api.errors import register_errors
from service.api.forms import FormResources
from service.api.idempotency import repeat
from service.api.jobs import JobResources, answer_later, take_batches
from service.api.ledger import LedgerResources
from service.api.observing import Observing
from service.api.outlets import OutletResources
from service.api.overload import Line, line_up
from service.api.quotas import limit
from service.api.record import RecordResources
from service.api.reports import ReportResources
from service.api.resources import Resources
from service.api.senders import Senders
from service.api.tracing import trace
from service.api.webhooks import WebhookResources
from service.bootstrap import Engine
from service.domain.watch import Both, Followers
from service.settings import figures_folder, from_environment
from service.telemetry.metrics import Metrics
from service.web import site
from service.web.visitors import Visitors
from service.work.intake import Intake

if TYPE_CHECKING:
    from flask import Response

    from service.settings import Settings

_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def create_app(settings: Settings | None = None, engine: Engine | None = None) -> Flask:
    """The HTTP application, models loaded, database not yet opened.

    `settings` are by default those of the environment; `engine` is by default made from them.
    """
    settings = settings or from_environment()
    if engine is None:
        engine = Engine(settings, clock=lambda: datetime.now(UTC))
        engine.warm_up()
    app = Flask(__name__, static_folder=None, template_folder="api/templates")
    app.config["MAX_CONTENT_LENGTH"] = settings.max_body_bytes
    app.url_map.strict_slashes = False
    app.url_map.merge_slashes = False  # an address with empty parts is none, not a page that sends elsewhere
    metrics = Metrics(figures_folder())
    followers = Followers()
    engine.watched_by(Both(metrics, followers))
    observing = Observing(engine, metrics)
    observing.observe(app)
    resources = Resources(engine, settings)
    app.add_url_rule("/v1/check", view_func=resources.check, methods=["POST"])
    app.add_url_rule("/v1/rules", view_func=resources.rules)
    intake = Intake(engine, settings.queue)
    app.register_blueprint(JobResources(engine, settings, intake).blueprint())
    app.register_blueprint(WebhookResources(engine, intake).blueprint())
    app.register_blueprint(OutletResources(engine, published=settings.publishes_outlets).blueprint())
    app.register_blueprint(ReportResources(engine).blueprint())
    app.register_blueprint(FormResources(engine, settings).blueprint())
    app.register_blueprint(LedgerResources(engine).blueprint())
    record = RecordResources(engine)
    app.add_url_rule("/v1/ledger/review", view_func=record.queue)
    app.add_url_rule("/v1/ledger/facts/<fact>", view_func=record.fact)
    app.add_url_rule("/v1/ledger/facts/<fact>/review", view_func=record.decide, methods=["POST"])
    app.add_url_rule("/v1/ledger/facts/<fact>/contest", view_func=record.contest, methods=["POST"])
    app.add_url_rule("/v1/ledger/facts/<fact>/settlement", view_func=record.settle, methods=["POST"])
    app.add_url_rule("/v1/ledger/facts/<fact>/settle", "settle_fact", record.settle, methods=["POST"])
    app.add_url_rule("/v1/ledger/revisions", view_func=record.revisions)
    app.add_url_rule("/v1/ledger/diff", view_func=record.diff)
    app.add_url_rule("/healthz", view_func=resources.alive)
    app.add_url_rule("/readyz", view_func=resources.ready)
    app.add_url_rule("/openapi.json", view_func=resources.openapi)
    app.add_url_rule("/docs", view_func=Docs(resources.description).page)
    app.add_url_rule("/metrics", view_func=observing.metrics)
    app.register_blueprint(callers.blueprint(engine.access))
    line = Line(settings.checks_at_once, settings.checks_waiting, settings.check_wait_seconds)
    visitors = Visitors(Senders(settings, engine.access.keys), engine.access.keys)
    site.register(app, site.Parts(engine, settings, visitors, line, followers))
    line_up(app, line)
    _register_requests(app, engine, settings, visitors)
    answer_later(app, engine, intake, settings.max_references)
    register_errors(app)
    return app


def _register_requests(app: Flask, engine: Engine, settings: Settings, visitors: Visitors) -> None:
    """What is done with every request in this order before its view, and with every answer in the opposite order."""
    trace(app)
    app.after_request(_with_headers)
    allow(app, settings.origins)
    compress(app)
    compare(app)
    guard(app, visitors)
    refuse_strangers(app, settings.origins)
    limit(app, engine.access, settings.usual_quota)
    take_batches(app, settings.max_batch_bytes)
    keep_log(app, engine.access)
    repeat(app, engine.access)


def _with_headers(response: Response) -> Response:
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    return response
