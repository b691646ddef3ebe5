"""Settings come from the environment, once, and can be handed on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from service.settings import Settings, SettingsError, child_environment, from_environment


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


@pytest.mark.parametrize("value", ["0", "-1", "many", "1.5", "\u0661"])
def test_numbers_must_be_numbers(value: str) -> None:
    """What is no positive whole number is refused by name."""
    with pytest.raises(SettingsError, match="DATELINE_WORKERS"):
        from_environment({"DATELINE_WORKERS": value})


def test_a_child_reads_the_same_settings() -> None:
    """The environment made for a child process gives back the settings it was made from."""
    settings = replace(Settings(data_dir="/d"), port=1234, database_url="sqlite:////x")
    assert from_environment(settings.environment()) == settings
    assert settings.environment().items() <= child_environment(settings).items()


def test_the_command_line_wins() -> None:
    """A store named on the command line replaces the one of the environment; none leaves it."""
    settings = Settings(database_url="sqlite:///a")
    assert settings.with_database("sqlite:///b").database == "sqlite:///b"
    assert settings.with_database(None) == settings


def test_only_parsers_that_there_are() -> None:
    """A parser that there is not is refused by the setting's name, with those that there are."""
    with pytest.raises(SettingsError, match="DATELINE_PARSER must be one of: tree, words"):
        from_environment({"DATELINE_PARSER": "forest"})
