"""Keys of the API: made, revoked, listed, and told apart on every request.

A key is `dateline_ID_SECRET`: twelve letters and digits that name it, and 256 random bits. Only the argon2id hash of
the secret is kept (RFC 9106, at the cost that OWASP's Password Storage Cheat Sheet gives as enough: 19 MiB, two
passes). It is made once per key and process: a key that was found right is remembered by its HMAC-SHA256 under a random
key of the process. That is as safe as the hash, for the digest never leaves the memory in which the key itself has just
been, nobody who does not know the process's key can choose or foresee it, and it stands for one key alone. What a key
may do is read again every second, so that a revoked one is refused at once, remembered or not.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import threading
from collections import OrderedDict
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from service.domain.access import AccessError, Caller, Quota, Scope, person
from service.domain.errors import DatelineError, LedgerNotReadyError, OverloadedError
from service.records import audit, keys
from service.records.keys import Key
from service.storage.engine import take_turns

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import datetime

    from sqlalchemy import Connection

    from service.storage.engine import Store

_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_NOBODYS = "$argon2id$v=19$m=19456,t=2,p=1$dX2N/LTq/NBl8FKoM29cJA$92jGewvwwUUre4LaZQEzWfonM5Jxs0XQ+K9zCiD4BYI"
"""What the secret of a key that is not there is compared with, so that it takes as long as one that is."""

_ID_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is read as another
_TOKEN = re.compile(r"^dateline_([a-z2-9]{12})_([A-Za-z0-9_-]{43})$")
_FRESH = timedelta(seconds=1)
_NOTED = timedelta(minutes=1)
_REMEMBERED = 10_000
_WAITING = 8


class UnknownKeyError(DatelineError):
    """A key that is none, is revoked or has expired."""


class KeyDesk:
    """The keys of one store, as one process knows them; safe to share between threads.

    `store` gives the records' store, opened at first use; every method raises `LedgerNotReadyError` where it cannot be.
    """

    def __init__(self, store: Callable[[], Store], clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock
        self._lock = threading.Lock()
        self._known: dict[str, Key] = {}
        self._read_at: datetime | None = None
        self._noted: dict[str, datetime] = {}
        self._checks = _Checks()

    def make(
        self,
        name: str,
        scopes: Collection[Scope],
        *,
        by: str,
        trusted: bool = False,
        quota: Quota | None = None,
        expires_at: datetime | None = None,
    ) -> tuple[Key, str]:
        """Make a key for the person or machine of that name; the text of the key is given here and never again.

        Raises:
            AccessError: for a name that is none, no scope, or an end that has passed.
        """
        key, token = self._drawn(name, scopes, by, trusted=trusted, quota=quota, expires_at=expires_at)
        with self._store().keeping() as connection:
            self._add(connection, key)
        self._read()
        return key, token

    def make_first(self, name: str, *, by: str, hand_over: Callable[[str], None]) -> Key | None:
        """Make a trusted key for everything where none was ever made; None, and nothing happens, where one was.

        `hand_over` is given the text of the key before it counts, so that none is made that nobody has; what it raises
        leaves the store as it was.
        """
        if self.any_made():
            return None
        key, token = self._drawn(name, [Scope.ADMIN], by, trusted=True)
        with self._store().keeping() as connection:
            take_turns(connection, "first key")
            if keys.every(connection):
                return None
            self._add(connection, key)
            hand_over(token)
        self._read()
        return key

    def _drawn(
        self,
        name: str,
        scopes: Collection[Scope],
        by: str,
        *,
        trusted: bool,
        quota: Quota | None = None,
        expires_at: datetime | None = None,
    ) -> tuple[Key, str]:
        """A new key, which is not kept yet, and its text."""
        now = self._clock()
        if not scopes:
            raise AccessError("A key needs a scope, or nothing can be done with it.")
        if expires_at is not None and expires_at <= now:
            raise AccessError("The key would have expired already.")
        secret = secrets.token_urlsafe(32)
        key = Key(
            id="".join(secrets.choice(_ID_LETTERS) for _ in range(12)),
            name=person(name),
            hash=_HASHER.hash(secret),
            scopes=frozenset(scopes),
            trusted=trusted,
            quota=quota,
            made_at=now,
            made_by=person(by),
            expires_at=expires_at,
        )
        return key, f"dateline_{key.id}_{secret}"

    def _add(self, connection: Connection, key: Key) -> None:
        told = [*sorted(key.scopes), *(["trusted"] if key.trusted else []), *([str(key.quota)] if key.quota else [])]
        keys.add(connection, key)
        audit.add(connection, self._entry("make key", key.id, key.made_by, f"{key.name}: {' '.join(told)}"))

    def revoke(self, key: str, *, by: str) -> None:
        """Make a key useless from now on, in this process at once and in others within a second.

        Raises:
            AccessError: where there is no such key, or it is revoked already.
        """
        author = person(by)
        with self._store().keeping() as connection:
            if not keys.revoke(connection, key, self._clock(), author):
                raise AccessError(f"There is no key {key[:20]!r} that could be revoked.")
            audit.add(connection, self._entry("revoke key", key, author))
        self._read()

    def every(self) -> list[Key]:
        """All keys, oldest first, revoked and expired ones too."""
        with self._store().reading() as connection:
            return keys.every(connection)

    def any_made(self) -> bool:
        """Whether a key was ever made: revoking the last one must not open the service to everybody."""
        return bool(self._fresh())

    def identify(self, token: str) -> Caller:
        """Whose key it is.

        Raises:
            UnknownKeyError: for one that is none, is revoked or has expired; the latter only to who has the key.
            OverloadedError: where too many keys that are new to this process are waiting to be checked.
        """
        parts = _TOKEN.match(token)
        if not parts:  # what a key looks like is no secret, so this may be quicker than the rest
            raise UnknownKeyError("This is no key of Dateline.")
        name, secret = parts.groups()
        right = self._checks.remembered(token)
        if right is None:
            found = self._read().get(name)
            right = self._checks.check(token, found.hash if found else _NOBODYS, secret)
        key = self._fresh().get(name)
        if not right or key is None:
            raise UnknownKeyError("This key is not known here.")
        return self._living(key)

    def holder(self, name: str) -> Caller:
        """Who holds the key with that id, for whoever has shown the whole key before.

        Raises:
            UnknownKeyError: where there is none, or it is revoked or has expired.
        """
        key = self._fresh().get(name)
        if key is None:
            raise UnknownKeyError("This key is not known here.")
        return self._living(key)

    def _living(self, key: Key) -> Caller:
        now = self._clock()
        if not key.lives(now):
            raise UnknownKeyError("This key was revoked." if key.revoked_at else "This key has expired.")
        self._note_use(key.id, now)
        return Caller(f"key:{key.id}", key.name, key.scopes, trusted=key.trusted, quota=key.quota)

    def _entry(self, action: str, key: str, by: str, detail: str | None = None) -> audit.Entry:
        return audit.Entry(self._clock(), by, "local", action, f"key:{key}", detail=detail)

    def _fresh(self) -> dict[str, Key]:
        """The keys, as they were at most a second ago."""
        read_at = self._read_at
        if read_at is None or not timedelta(0) <= self._clock() - read_at < _FRESH:
            return self._read()
        return self._known

    def _read(self) -> dict[str, Key]:
        known = {key.id: key for key in self.every()}
        with self._lock:
            self._known, self._read_at = known, self._clock()
        return known

    def _note_use(self, key: str, now: datetime) -> None:
        """Keep that the key is in use, to the minute; where it cannot be written now, the next minute does."""
        with self._lock:
            if key in self._noted and now - self._noted[key] < _NOTED:
                return
            self._noted[key] = now
        with suppress(LedgerNotReadyError), self._store().jotting() as connection:
            keys.used(connection, key, now)


class _Checks:
    """Secrets held against their hashes: one at a time, and each once.

    A hash takes some 30 ms and 19 MiB, so that a flood of wrong keys costs a process one core at most; keys that are
    known already do not wait. Wrong ones are remembered, too: what is no key today is none tomorrow, for the bits of a
    secret are never chosen by anybody.
    """

    def __init__(self) -> None:
        self._pepper = secrets.token_bytes(32)
        self._right: OrderedDict[bytes, None] = OrderedDict()
        self._wrong: OrderedDict[bytes, None] = OrderedDict()
        self._lock = threading.Lock()
        self._turn = threading.Lock()
        self._waiting = 0

    def remembered(self, token: str) -> bool | None:
        """Whether a key is right, None where it has not been seen."""
        digest = self._digest(token)
        return True if digest in self._right else False if digest in self._wrong else None

    def check(self, token: str, hashed: str, secret: str) -> bool:
        """Whether the secret is that of the hash, in the time of one hash whatever the answer."""
        with self._lock:
            if self._waiting >= _WAITING:
                raise OverloadedError("Too many keys wait to be checked.")
            self._waiting += 1
        try:
            with self._turn:
                right = _is_of(hashed, secret)
        finally:
            with self._lock:
                self._waiting -= 1
        with self._lock:
            kept = self._right if right else self._wrong  # apart, so that wrong keys push no right one out
            kept[self._digest(token)] = None
            while len(kept) > _REMEMBERED:
                kept.popitem(last=False)
        return right

    def _digest(self, token: str) -> bytes:
        return hmac.digest(self._pepper, token.encode(), hashlib.sha256)


def _is_of(hashed: str, secret: str) -> bool:
    try:
        return _HASHER.verify(hashed, secret)
    except VerifyMismatchError:
        return False
