"""Pages of lists: how a client gets from one to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from flask import request

from service.api.resources import as_json
from service.contract.documents import dumps

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask import Response


def paged(document: Mapping[str, object], name: str, following: int | str | None) -> Response:
    """A page with its `next`, None on the last; `Link` has the same address with that as the parameter `name`."""
    response = as_json(dumps({**document, "next": following}))
    if following is not None:
        query = urlencode({**request.args.to_dict(), name: following})
        response.headers["Link"] = f'<{quote(request.path)}?{query}>; rel="next"'
    return response
