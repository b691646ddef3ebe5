"""Keys: what they let in, what is kept of them, what telling them apart costs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from argon2 import PasswordHasher, extract_parameters

from service.desks import keys
from service.desks.keys import KeyDesk, UnknownKeyError
from service.domain.access import AccessError, Quota, Scope
from service.domain.errors import OverloadedError
from tests.desks.clocks import Clock

if TYPE_CHECKING:
    from service.storage.engine import Store
CHECK = [Scope.CHECK]
ONE_STORE = pytest.mark.parametrize("place", ["sqlite"], indirect=True)
"""For what does not depend on the kind of store."""


@pytest.fixture
def clock() -> Clock:
    """A clock that a test moves."""
    return Clock(datetime(2026, 1, 1, tzinfo=UTC))


@pytest.fixture
def desk(place: Store, clock: Clock) -> KeyDesk:
    """The keys of the store, none yet."""
    return KeyDesk(lambda: place, clock)


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The hashes that were compared with, as they were."""
    compared: list[str] = []
    is_of = keys._is_of  # noqa: SLF001 - counted, not changed

    def counted(hashed: str, secret: str) -> bool:
        compared.append(hashed)
        return is_of(hashed, secret)

    monkeypatch.setattr(keys, "_is_of", counted)
    return compared


def test_a_key_tells_its_caller(desk: KeyDesk, clock: Clock) -> None:
    """Name, scopes, trust and quota are those that it was made with, in the process that made it and in others."""
    made, token = desk.make(" Ann\tVane ", [Scope.READ, Scope.CHECK], by="root", trusted=True, quota=Quota(5, 60))
    other = KeyDesk(desk._store, clock)  # noqa: SLF001 - another process on the same store
    for knows in (desk, other):
        caller = knows.identify(token)
        assert (caller.id, caller.name, caller.trusted) == (f"key:{made.id}", "Ann Vane", True)
        assert caller.scopes == frozenset({Scope.CHECK, Scope.READ})
        assert caller.quota == Quota(5, 60)


@ONE_STORE
def test_the_secret_is_kept_nowhere(desk: KeyDesk, place: Store) -> None:
    """The store holds an argon2id hash at the documented cost, of that very secret."""
    _, token = desk.make("ann", CHECK, by="root")
    secret = token[22:]
    (kept,) = desk.every()
    cost = extract_parameters(kept.hash)
    assert (cost.type.name, cost.memory_cost, cost.time_cost, cost.parallelism) == ("ID", 19_456, 2, 1)
    assert PasswordHasher().verify(kept.hash, secret)
    with place.reading() as connection:
        rows = [connection.exec_driver_sql(f"SELECT * FROM {name}").all() for name in ("api_key", "audit")]  # noqa: S608 - names of ours
    assert secret not in str(rows)


@ONE_STORE
def test_a_key_is_hashed_once_per_process(desk: KeyDesk, hashed: list[str]) -> None:
    """Right or wrong, the second time is a look into memory."""
    _, token = desk.make("ann", CHECK, by="root")
    wrong = token[:-1] + ("A" if token[-1] != "A" else "B")
    for _ in range(3):
        desk.identify(token)
        with pytest.raises(UnknownKeyError, match="not known"):
            desk.identify(wrong)
    assert len(hashed) == 2


@ONE_STORE
def test_a_key_that_is_not_there_costs_as_much_as_one_that_is(desk: KeyDesk, hashed: list[str]) -> None:
    """An unknown id is compared with a hash of the same cost, so that time does not tell which ids there are."""
    made, token = desk.make("ann", CHECK, by="root")
    with pytest.raises(UnknownKeyError, match="not known"):
        desk.identify(token.replace(made.id, "a" * 12))
    with pytest.raises(UnknownKeyError, match="not known"):
        desk.identify(token[:22] + "A" * 43)
    costs = {str(extract_parameters(one)) for one in hashed}
    assert (len(hashed), len(costs)) == (2, 1)


@ONE_STORE
@pytest.mark.parametrize("token", ["", "dateline_", "x" * 65, "dateline_aaaaaaaaaaaa_short", "dateline_\n_", "é" * 65])
def test_what_does_not_look_like_a_key_is_refused_unhashed(desk: KeyDesk, hashed: list[str], token: str) -> None:
    """How a key looks is no secret, so nothing has to be hidden."""
    with pytest.raises(UnknownKeyError, match="no key"):
        desk.identify(token)
    assert hashed == []


def test_a_revoked_key_is_refused_at_once_and_elsewhere_within_a_second(desk: KeyDesk, clock: Clock) -> None:
    """Though both processes remember that its secret is right."""
    made, token = desk.make("ann", CHECK, by="root")
    other = KeyDesk(desk._store, clock)  # noqa: SLF001 - another process on the same store
    desk.identify(token)
    other.identify(token)
    desk.revoke(made.id, by="bob")
    with pytest.raises(UnknownKeyError, match="revoked"):
        desk.identify(token)
    clock.move(timedelta(seconds=1))
    with pytest.raises(UnknownKeyError, match="revoked"):
        other.identify(token)
    assert other.any_made(), "revoking the last key must not open the service"
    with pytest.raises(AccessError, match="no key"):
        desk.revoke(made.id, by="bob")


@ONE_STORE
def test_a_key_made_by_another_process_is_known_at_once(desk: KeyDesk, clock: Clock) -> None:
    """One that is not known is looked for in the store before it is refused and remembered as wrong."""
    other = KeyDesk(desk._store, clock)  # noqa: SLF001 - another process on the same store
    assert not other.any_made()
    _, token = desk.make("ann", CHECK, by="root")
    assert other.identify(token).name == "ann"


@ONE_STORE
def test_a_key_expires(desk: KeyDesk, clock: Clock) -> None:
    """It is good until its end, and not at it."""
    _, token = desk.make("ann", CHECK, by="root", expires_at=clock() + timedelta(hours=1))
    clock.move(timedelta(minutes=59))
    desk.identify(token)
    clock.move(timedelta(minutes=1))
    with pytest.raises(UnknownKeyError, match="expired"):
        desk.identify(token)


def test_the_last_use_is_kept_to_the_minute(desk: KeyDesk, clock: Clock) -> None:
    """A busy key writes once a minute."""
    _, token = desk.make("ann", CHECK, by="root")
    first = clock()
    for _ in range(3):
        desk.identify(token)
        clock.move(timedelta(seconds=25))
    assert desk.every()[0].used_at == first
    desk.identify(token)
    assert desk.every()[0].used_at == first + timedelta(seconds=75)


@ONE_STORE
def test_wrong_keys_push_no_right_one_out(desk: KeyDesk, hashed: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """However many are tried, a key that is known is not hashed again."""
    monkeypatch.setattr(keys, "_REMEMBERED", 2)
    _, token = desk.make("ann", CHECK, by="root")
    desk.identify(token)
    for number in range(4):
        with pytest.raises(UnknownKeyError):
            desk.identify(f"dateline_{'b' * 12}_{number:043}")
    before = len(hashed)
    desk.identify(token)
    assert len(hashed) == before


@ONE_STORE
def test_a_flood_of_new_keys_is_told_to_come_back(desk: KeyDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond a short line a key that is new to the process is 503; one that is known gets through."""
    _, token = desk.make("ann", CHECK, by="root")
    desk.identify(token)
    monkeypatch.setattr(keys, "_WAITING", 0)
    with pytest.raises(OverloadedError):
        desk.identify(f"dateline_{'b' * 12}_{'B' * 43}")
    assert desk.identify(token).name == "ann"


@ONE_STORE
def test_what_makes_no_key(desk: KeyDesk, clock: Clock) -> None:
    """No scope, no name, an end that has passed."""
    for name, scopes, expires in (("ann", [], None), (" ", CHECK, None), ("ann", CHECK, clock())):
        with pytest.raises(AccessError):
            desk.make(name, scopes, by="root", expires_at=expires)
    assert not desk.any_made()
