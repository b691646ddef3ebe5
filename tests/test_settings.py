"""Settings come from the environment, once, and can be handed on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from service.domain.access import Quota, Scope
from service.settings import Settings, SettingsError, child_environment, from_environment

if TYPE_CHECKING:
    from pathlib import Path


def test_defaults_hold_where_nothing_is_set() -> None:
    """An empty environment gives the documented defaults, the store in the user's data folder."""
    found = from_environment({})
    assert replace(found, data_dir="") == Settings()
    assert found.database.startswith("sqlite:///")
    assert found.database.endswith("/dateline/dateline.sqlite")


def test_every_setting_can_be_set() -> None:
    """Numbers and strings are taken over; a variable that is empty counts as unset."""
    found = from_environment(
        {"DATELINE_PORT": "81", "DATELINE_HOST": " ", "DATELINE_DATABASE_URL": "sqlite:///x", "XDG_DATA_HOME": "/d"}
    )
    assert (found.port, found.host, found.database, found.data_dir) == (81, "127.0.0.1", "sqlite:///x", "/d/dateline")


@pytest.mark.parametrize("value", ["0", "-1", "many", "1.5", "\u0661", "1" * 13])
def test_numbers_must_be_numbers(value: str) -> None:
    """What is no positive whole number is refused by name."""
    with pytest.raises(SettingsError, match="DATELINE_WORKERS"):
        from_environment({"DATELINE_WORKERS": value})


def test_a_child_reads_the_same_settings() -> None:
    """The environment made for a child process gives back the settings it was made from."""
    settings = replace(Settings(data_dir="/d"), port=1234, database_url="sqlite:////x")
    assert from_environment(settings.environment()) == settings
    assert settings.environment().items() <= child_environment(settings).items()


def test_a_value_can_lie_in_a_file(tmp_path: Path) -> None:
    """`DATELINE_NAME_FILE` names a file that holds the value, as container engines hand over secrets."""
    secret = tmp_path / "secret"
    secret.write_text(" postgresql://u:hush@db/1\n", encoding="utf-8")
    assert from_environment({"DATELINE_DATABASE_URL_FILE": str(secret)}).database == "postgresql://u:hush@db/1"


@pytest.mark.parametrize("held", [None, b"", b" \n", b"\xff\xfe", b"x" * 65_537])
def test_a_file_must_hold_a_value(held: bytes | None, tmp_path: Path) -> None:
    """One that is not there, holds nothing, no text or too much is refused by the name of its variable."""
    secret = tmp_path / "secret"
    if held is not None:
        secret.write_bytes(held)
    with pytest.raises(SettingsError, match="DATELINE_SESSION_SECRET_FILE"):
        from_environment({"DATELINE_SESSION_SECRET_FILE": str(secret)})


def test_a_setting_is_given_once(tmp_path: Path) -> None:
    """A value in a variable and in a file: nobody could say which is meant."""
    secret = tmp_path / "secret"
    secret.write_text("a", encoding="utf-8")
    with pytest.raises(SettingsError, match="exclude each other"):
        from_environment({"DATELINE_QUEUE_URL": "b", "DATELINE_QUEUE_URL_FILE": str(secret)})


def test_what_lay_in_a_file_stays_out_of_the_environment_of_a_child(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A child reads the same settings from the same file; only what was changed since stands in its environment."""
    secret = tmp_path / "secret"
    secret.write_text("postgresql://u:hush@db/1", encoding="utf-8")
    monkeypatch.setenv("DATELINE_DATABASE_URL_FILE", str(secret))
    settings = replace(from_environment(), port=1234)
    handed = child_environment(settings)
    assert from_environment(handed) == settings
    assert "hush" not in "".join(handed.values())
    changed = child_environment(settings.with_database("sqlite:////y"))
    assert from_environment(changed).database == "sqlite:////y"


def test_the_command_line_wins() -> None:
    """A store named on the command line replaces the one of the environment; none leaves it."""
    settings = Settings(database_url="sqlite:///a")
    assert settings.with_database("sqlite:///b").database == "sqlite:///b"
    assert settings.with_database(None) == settings


def test_settings_can_be_shown_without_their_secrets() -> None:
    """What stands in a traceback or a log holds no password."""
    told = Settings(database_url="x://u:hush@db/1", queue_url="redis://:hush@queue/1", superdesk_secret="hush")  # noqa: S106 - made up
    assert "hush" not in repr(told)


def test_only_parsers_that_there_are() -> None:
    """A parser that there is not is refused by the setting's name, with those that there are."""
    with pytest.raises(SettingsError, match="DATELINE_PARSER must be one of: tree, words"):
        from_environment({"DATELINE_PARSER": "forest"})


def test_lists_of_who_may_ask() -> None:
    """Origins, proxies and scopes are lists with blanks or commas; without a header nobody is signed in."""
    found = from_environment(
        {
            "DATELINE_CORS_ORIGINS": "https://CMS.example, http://localhost:3000",
            "DATELINE_SIGN_IN_HEADER": "X-Forwarded-User",
            "DATELINE_SIGN_IN_FROM": "10.0.0.7 10.1.0.0/24",
            "DATELINE_QUOTA": "600/minute",
        }
    )
    assert found.origins == {"https://cms.example", "http://localhost:3000"}
    assert found.sign_in is not None
    assert [str(network) for network in found.sign_in.networks] == ["10.0.0.7/32", "10.1.0.0/24"]
    assert found.sign_in.scopes == {Scope.CHECK, Scope.READ, Scope.REVIEW}
    assert found.usual_quota == Quota(600, 60)
    assert from_environment({}).sign_in is None


@pytest.mark.parametrize(
    "variables",
    [
        {"CORS_ORIGINS": "*"},
        {"CORS_ORIGINS": "cms.example"},
        {"CORS_ORIGINS": "https://cms.example/"},
        {"CORS_ORIGINS": "http://["},
        {"SIGN_IN_HEADER": "X-Forwarded-User"},
        {"SIGN_IN_FROM": "10.0.0.7"},
        {"SIGN_IN_HEADER": "X User", "SIGN_IN_FROM": "10.0.0.7"},
        {"SIGN_IN_HEADER": "X-User", "SIGN_IN_FROM": "proxy.example"},
        {"SIGN_IN_HEADER": "X-User", "SIGN_IN_FROM": "10.0.0.7", "SIGN_IN_SCOPES": "everything"},
        {"QUOTA": "600"},
        {"QUOTA": "0/minute"},
    ],
)
def test_access_that_would_be_another_than_meant_is_refused(variables: dict[str, str]) -> None:
    """A star, half an address, a header that anybody could send and a quota without a period are errors at start."""
    with pytest.raises(SettingsError, match="DATELINE_"):
        from_environment({f"DATELINE_{name}": value for name, value in variables.items()})


@pytest.mark.parametrize(
    ("given", "queue"),
    [
        ({}, "sqlite:////data/dateline.sqlite.queue"),
        ({"DATELINE_DATABASE_URL": "sqlite:////srv/a.db?mode=rw"}, "sqlite:////srv/a.db.queue"),
        ({"DATELINE_DATABASE_URL": "sqlite:///var/a.db"}, "sqlite:///var/a.db.queue"),
        ({"DATELINE_DATABASE_URL": "sqlite://"}, "sqlite:////data/dateline.queue"),
        ({"DATELINE_DATABASE_URL": "postgresql://db/a"}, "sqlite:////data/dateline.queue"),
        ({"DATELINE_QUEUE_URL": "redis://queue:6379/0"}, "redis://queue:6379/0"),
    ],
)
def test_the_queue_lies_beside_the_store_unless_it_is_named(given: dict[str, str], queue: str) -> None:
    """A file of its own beside an SQLite store, else in the data folder."""
    assert from_environment({"DATELINE_DATA_DIR": "/data", **given}).queue == queue


def test_webhooks_go_to_origins() -> None:
    """A list of schemes and hosts, with ports where need be; anything more or less is refused."""
    given = from_environment({"DATELINE_WEBHOOK_ORIGINS": "https://desk.example, http://[::1]:9000"})
    assert given.webhook_targets == ("https://desk.example", "http://[::1]:9000")
    for wrong in (
        "desk.example",
        "https://desk.example/hooks",
        "ftp://desk.example",
        "https://ann@desk.example",
        "https://",
    ):
        with pytest.raises(SettingsError, match="WEBHOOK_ORIGINS"):
            from_environment({"DATELINE_WEBHOOK_ORIGINS": wrong})


def test_nobody_need_answer_jobs() -> None:
    """The number of job workers may be none; other numbers may not."""
    assert from_environment({"DATELINE_JOB_WORKERS": "0"}).job_workers == 0
    with pytest.raises(SettingsError):
        from_environment({"DATELINE_JOB_DAYS": "0"})
