"""Quotas: counted before a view is called, told with every answer (draft-ietf-httpapi-ratelimit-headers-10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import g

from service.api.access import caller
from service.api.errors import TooManyRequestsError

if TYPE_CHECKING:
    from flask import Flask, Response

    from service.desks.access import AccessDesk
    from service.domain.access import Quota


def limit(app: Flask, desk: AccessDesk, usual: Quota | None) -> None:
    """Count every request of `app` that has a caller; `usual` is the quota of callers without one of their own."""

    def count() -> None:
        sender = caller()
        if sender is None:
            return
        quota = sender.quota or usual
        if quota is None:
            return
        left = desk.meter.take(sender.id, quota, desk.now())
        g.quota = {
            "RateLimit-Policy": f'"requests";q={quota.requests};w={quota.seconds}',
            "RateLimit": f'"requests";r={left.left};t={left.resets_in}',
        }
        if not left.passes:
            raise TooManyRequestsError(f"The quota of {quota} is used up.", left.resets_in)

    def tell(response: Response) -> Response:
        response.headers.update(g.get("quota", {}))
        return response

    app.before_request(count)
    app.after_request(tell)
