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


def test_editors_are_names_with_keys() -> None:
    """Blanks around entries do not count; a colon may be part of a key, and one person may have two."""
    found = from_environment(
        {"DATELINE_EDITOR_KEYS": " ann : 0123456789abcdef, bob:with:colon:in:key, ann:another-key-of-ann,"}
    )
    expected = [("ann", "0123456789abcdef"), ("bob", "with:colon:in:key"), ("ann", "another-key-of-ann")]
    assert [(editor.name, editor.key) for editor in found.editors] == expected
    assert from_environment(found.environment()).editors == found.editors
    assert "0123456789abcdef" not in repr(found)


@pytest.mark.parametrize(
    "value",
    [
        "justakeyofsixteencharacters",
        "ann:tooshortakey",
        ":0123456789abcdef",
        "ann:0123456789abcdef,bob:0123456789abcdef",
        "ann:0123456789 abcdef",
        "ann:0123456789abcd\u00e9f",
        "0123456789abcdef:ann",
    ],
)
def test_keys_that_protect_nothing_are_refused_without_being_shown(value: str) -> None:
    """Too short, nobody's, shared, or not to be sent in a header; the message has no word of the setting."""
    with pytest.raises(SettingsError, match="DATELINE_EDITOR_KEYS") as caught:
        from_environment({"DATELINE_EDITOR_KEYS": value})
    assert not any(part in str(caught.value) for part in ("justakey", "tooshort", "0123456789"))
