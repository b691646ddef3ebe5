"""Each request as a line in the log and in the figures, and `/metrics`, where Prometheus reads them."""

from __future__ import annotations

import logging
import time
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from flask import Response, g, request

from service.api.access import needs
from service.domain.access import Scope
from service.domain.errors import LedgerNotReadyError
from service.telemetry.metrics import MEDIA_TYPE, Told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

    from service.bootstrap import Engine
    from service.telemetry.metrics import Metrics

_LOG = logging.getLogger(__name__)
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_FAILURES = frozenset({500, 501, 502, 504})
"""What is worth a warning: not 503, which says that there is much to do and would only make it more."""
_NOWHERE = "none"


class Observing:
    """What an operator sees of an application."""

    def __init__(self, engine: Engine, metrics: Metrics) -> None:
        self._engine = engine
        self._metrics = metrics

    def observe(self, app: Flask) -> None:
        """Log and count every request of `app`; before anything else that looks at requests is registered."""
        app.before_request(self._begin)
        app.after_request(self._end)

    @needs(Scope.READ)
    def metrics(self) -> Response:
        """`GET /metrics`: the figures, for Prometheus."""
        figures = self._metrics.exposition(self._engine.pipeline_version, self._told())
        return Response(figures, content_type=MEDIA_TYPE)

    def _begin(self) -> None:
        g.begun = time.perf_counter()
        self._metrics.begun()

    def _end(self, response: Response) -> Response:
        method = request.method if request.method in _METHODS else "OTHER"
        route = request.url_rule.rule if request.url_rule else _NOWHERE
        sender = getattr(g, "caller", None)
        fields = {
            "method": method,
            "route": route,
            "status": response.status_code,
            "received": request.content_length,
            "sent": response.content_length,
            "caller": sender.id if sender else None,
            "trace": getattr(g, "trace", None),
        }
        begun = g.begun

        def answered() -> None:
            seconds = time.perf_counter() - begun
            self._metrics.answered(method, route, response.status_code, seconds)
            level = logging.WARNING if response.status_code in _FAILURES else logging.INFO
            _LOG.log(level, "request", extra={**fields, "ms": round(seconds * 1000, 1)})

        response.call_on_close(answered)
        return response

    def _told(self) -> Iterator[Told]:
        ready = False
        with suppress(LedgerNotReadyError):
            revision = self._engine.ready()
            age = (datetime.now(UTC) - revision.at).total_seconds()
            yield Told("dateline_ledger_age_seconds", "Since the newest revision of the ledger.", {"": max(age, 0.0)})
            waiting = self._engine.jobs().waiting()
            yield Told("dateline_job_articles_waiting", "Articles of jobs that are not answered yet.", {"": waiting})
            ready = True
        yield Told("dateline_ledger_ready", "Whether the ledger can be asked.", {"": float(ready)})
