"""Rows of keys and of the use of quotas; the values are whole, what they mean is the desk's business."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from service.domain.access import Quota, Scope
from service.records.tables.keys import API_KEY, KEY_USE
from service.storage.upserting import insert_absent

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Key:
    """A key without its secret; `hash` is the argon2id of that, times are aware."""

    id: str
    name: str
    hash: str
    scopes: frozenset[Scope]
    trusted: bool
    quota: Quota | None
    made_at: datetime
    made_by: str
    expires_at: datetime | None = None
    revoked_at: datetime | None = None
    revoked_by: str | None = None
    used_at: datetime | None = None

    def lives(self, at: datetime) -> bool:
        """Whether the key is neither revoked nor expired at that time."""
        return self.revoked_at is None and (self.expires_at is None or at < self.expires_at)


def add(connection: Connection, key: Key) -> None:
    """Keep a new key."""
    row = {
        "id": key.id,
        "name": key.name,
        "hash": key.hash,
        "scopes": " ".join(sorted(key.scopes)),
        "trusted": key.trusted,
        "quota": str(key.quota) if key.quota else None,
        "made_at": key.made_at,
        "made_by": key.made_by,
        "expires_at": key.expires_at,
    }
    connection.execute(insert(API_KEY).values(row))


def every(connection: Connection) -> list[Key]:
    """All keys, oldest first, revoked and expired ones too."""
    rows = connection.execute(select(API_KEY).order_by(API_KEY.c.made_at, API_KEY.c.id)).mappings()
    return [
        Key(
            **{
                **row,
                "scopes": frozenset(map(Scope, row["scopes"].split())),
                "quota": Quota.of(row["quota"]) if row["quota"] else None,
            }
        )
        for row in rows
    ]


def revoke(connection: Connection, key: str, at: datetime, by: str) -> bool:
    """Make a key useless from now on; False where it is revoked already or not there."""
    mine = update(API_KEY).where(API_KEY.c.id == key, API_KEY.c.revoked_at.is_(None))
    return connection.execute(mine.values(revoked_at=at, revoked_by=by)).rowcount > 0


def used(connection: Connection, key: str, at: datetime) -> None:
    """Note that a key was used."""
    connection.execute(update(API_KEY).where(API_KEY.c.id == key).values(used_at=at))


def lease(connection: Connection, caller: str, begins: int, quota: int, wanted: int) -> tuple[int, int]:
    """Take up to `wanted` requests out of `quota` for the window that begins then.

    Returns how many were taken, and how many are left for others.
    """
    place = (KEY_USE.c.caller == caller, KEY_USE.c.begins == begins)
    if insert_absent(connection, KEY_USE, {"caller": caller, "begins": begins, "used": 0}):
        connection.execute(delete(KEY_USE).where(KEY_USE.c.caller == caller, KEY_USE.c.begins < begins))
    taken: int = connection.execute(select(KEY_USE.c.used).where(*place).with_for_update()).scalar_one()
    given = max(0, min(wanted, quota - taken))
    connection.execute(update(KEY_USE).where(*place).values(used=taken + given))
    return given, max(0, quota - taken - given)
