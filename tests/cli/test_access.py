"""`dateline keys` and `dateline audit`, and what `dateline serve` refuses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from tests.cli.conftest import Result

    Run = Callable[..., Result]


@pytest.fixture
def db(tmp_path: Path) -> str:
    """The URL of a store without keys."""
    return f"sqlite:///{tmp_path / 'ledger.sqlite'}"


def test_a_key_is_made_listed_and_revoked(dateline: Run, db: str) -> None:
    """The key alone goes to standard output, the list shows all of it but its secret, the log both acts."""
    made = dateline(
        *("keys", "create", "Ann  Vane", "--scope", "check", "--scope", "review", "--trusted"),
        *("--quota", "600/minute", "--expires", "2099-01-01", "--by", "root"),
        db=db,
    )
    assert made.code == 0
    name, secret = re.fullmatch(r"dateline_([a-z2-9]{12})_([\w-]{43})\n", made.out).groups()  # type: ignore[union-attr]
    assert name in made.err
    assert secret not in made.err
    listed = dateline("keys", "list", db=db).out
    assert listed.startswith(f"{name}  Ann Vane  check, review\n")
    assert "trusted; 600/minute; expires 2099-01-01 23:59; never used; made" in listed
    assert secret not in listed
    assert dateline("keys", "revoke", name, "--by", "bob", db=db).code == 0
    assert re.search(r"revoked \S+ \S+ by bob", dateline("keys", "list", db=db).out)
    log = dateline("audit", db=db).out.splitlines()
    assert [re.sub(r"^\S+ \S+  ", "", line) for line in log] == [
        f"bob [local]  revoke key key:{name}",
        f"root [local]  make key key:{name} (Ann Vane: check review trusted 600/minute)",
    ]
    assert dateline("audit", "--actor", "bob", db=db).out.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("create", "ann", "--by", "root"),
        ("create", "ann", "--scope", "everything", "--by", "root"),
        ("create", "ann", "--scope", "check"),
        ("create", " ", "--scope", "check", "--by", "root"),
        ("create", "ann", "--scope", "check", "--quota", "600", "--by", "root"),
        ("create", "ann", "--scope", "check", "--expires", "2001-01-01", "--by", "root"),
        ("revoke", "nosuchkey234", "--by", "root"),
    ],
)
def test_what_makes_no_key_is_said_in_one_line(dateline: Run, db: str, arguments: tuple[str, ...]) -> None:
    """No scope or an unknown one, nobody who makes it, no name, half a quota, an end that has passed, no such key."""
    refused = dateline("keys", *arguments, db=db)
    assert (refused.code, refused.out) == (2, "")
    assert refused.err.count("\n") == 1


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])  # noqa: S104 - it is refused
def test_without_keys_only_loopback_is_served(dateline: Run, db: str, host: str) -> None:
    """Another address is refused with what to do about it, before anything listens."""
    refused = dateline("serve", "--host", host, "--port", "18999", db=db)
    assert refused.code == 2
    assert "dateline keys create" in refused.err


def test_with_a_key_another_address_is_served(dateline: Run, db: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The process becomes gunicorn on that address, by a command line on which no address of a store stands."""
    started: list[tuple[Sequence[str], Mapping[str, str]]] = []
    monkeypatch.setattr("os.execve", lambda _, command, environment: started.append((command, environment)))
    dateline("keys", "create", "ann", "--scope", "admin", "--by", "root", db=db)
    assert dateline("serve", "--host", "0.0.0.0", "--port", "18999", db=db).code == 0  # noqa: S104 - nothing is started
    command, environment = started[0]
    assert db not in " ".join(command)
    assert (environment["DATELINE_HOST"], environment["DATELINE_DATABASE_URL"]) == ("0.0.0.0", db)  # noqa: S104 - the same


def test_the_first_key_is_made_once_and_into_a_file(dateline: Run, db: str, tmp_path: Path) -> None:
    """Where none was ever made one is written, for its owner alone to read; shown nowhere, and never again."""
    file = tmp_path / "first.key"
    made = dateline("keys", "first", file, db=db)
    token = file.read_text(encoding="ascii")
    assert made.code == 0
    assert re.fullmatch(r"dateline_[a-z2-9]{12}_[\w-]{43}\n", token)
    assert file.stat().st_mode & 0o777 == 0o600
    assert token.split("_", 2)[2].strip() not in made.out + made.err
    assert dateline("keys", "first", file, db=db).code == 0
    assert file.read_text(encoding="ascii") == token
    assert dateline("keys", "list", db=db).out.count("operator") == 2  # whose it is, and who made it


def test_the_first_key_spoils_no_file(dateline: Run, db: str, tmp_path: Path) -> None:
    """A file that holds something else stays, and no key is made that nobody has; one of a broken start is renewed."""
    file = tmp_path / "notes"
    file.write_text("mine", encoding="ascii")
    refused = dateline("keys", "first", file, db=db)
    assert (refused.code, file.read_text(encoding="ascii")) == (2, "mine")
    assert refused.err.count("\n") == 1
    assert dateline("keys", "first", tmp_path / "no" / "folder", db=db).code == 2
    assert dateline("keys", "list", db=db).out == ""
    file.write_text("dateline_left_behind", encoding="ascii")
    assert dateline("keys", "first", file, db=db).code == 0
    assert file.read_text(encoding="ascii") != "dateline_left_behind"
