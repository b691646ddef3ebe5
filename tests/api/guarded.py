"""A service with keys, one for each scope, on a store of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.app import create_app
from service.domain.access import Scope

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from service.bootstrap import Engine
    from service.domain.access import Quota
    from service.settings import Settings


@dataclass(slots=True)
class Guarded:
    """The engine of the service, and keys by the scope that each has; `trusted` has `review` and speaks for others."""

    engine: Engine
    keys: dict[str, str]

    @classmethod
    def of(cls, engine: Engine) -> Guarded:
        """A service over `engine`."""
        keys = {scope.value: engine.access.keys.make(scope.value, [scope], by="root")[1] for scope in Scope}
        keys["trusted"] = engine.access.keys.make("cms", [Scope.REVIEW], by="root", trusted=True)[1]
        return cls(engine, keys)

    def client(self, settings: Settings | None = None) -> FlaskClient:
        """A client of the service, under other settings where they are given."""
        return create_app(settings or self.engine.settings, self.engine).test_client()

    def with_quota(self, quota: Quota) -> str:
        """A new key that may read so often."""
        return self.engine.access.keys.make("busy", [Scope.READ], by="root", quota=quota)[1]

    def with_scopes(self, *scopes: Scope) -> str:
        """A new key with these scopes, of a holder of its own."""
        return self.engine.access.keys.make(f"holder of {len(self.engine.access.keys.every())}", scopes, by="root")[1]


def bearer(key: str) -> dict[str, str]:
    """The header that shows a key."""
    return {"Authorization": f"Bearer {key}"}


def slug(response: TestResponse) -> str:
    """The kind of a problem."""
    kind: str = response.get_json(force=True)["type"]
    return kind.rpartition(":")[2]
