"""The settings of one process: the only reader of the environment."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING

from service.domain.errors import DatelineError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

PREFIX = "DATELINE_"
CHOICES = {"parser": ("tree", "words"), "cross_encoder": ("yes", "no")}


EDITOR_KEYS = f"{PREFIX}EDITOR_KEYS"
SHORTEST_KEY = 16


class SettingsError(DatelineError):
    """A setting has a value that cannot be used."""


@dataclass(frozen=True, slots=True)
class Editor:
    """Somebody who may write to the ledger over HTTP, and the key by which a request shows who sends it."""

    name: str
    key: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that an operator can set; each field `name` is read from `DATELINE_NAME`.

    Sizes are counted as their names say: `_bytes` of a request body, `_chars` in Unicode code points,
    `_tags` in HTML tags. `database_url` is a SQLAlchemy URL; empty means an SQLite file under `data_dir`. `parser` is
    "tree" (the learned parser) or "words" (none: quicker, and less exact); `cross_encoder` is "yes", or "no" where
    claims are to be set beside references by their words alone. `editor_keys` are the names and keys of those who may
    write to the ledger over HTTP, see `editors`; they stand in no log.
    """

    database_url: str = ""
    data_dir: str = ""
    host: str = "127.0.0.1"
    port: int = 8080
    workers: int = 1
    threads: int = 4
    request_timeout_seconds: int = 120
    max_body_bytes: int = 2_000_000
    max_text_chars: int = 1_000_000
    max_html_chars: int = 2_000_000
    max_html_tags: int = 50_000
    max_references: int = 50
    parser: str = "tree"
    cross_encoder: str = "yes"
    editor_keys: str = field(default="", repr=False)

    @property
    def database(self) -> str:
        """The SQLAlchemy URL of the store, with the default filled in."""
        return self.database_url or f"sqlite:///{Path(self.data_dir) / 'dateline.sqlite'}"

    @property
    def editors(self) -> tuple[Editor, ...]:
        """Those who may write to the ledger over HTTP.

        Raises:
            SettingsError: for an entry that is no `name:key`, a key that is too short, or one that two people share.
        """
        entries = [entry for entry in self.editor_keys.split(",") if entry.strip()]
        found = [_editor(number, entry) for number, entry in enumerate(entries, start=1)]
        if len({editor.key for editor in found}) != len(found):
            raise SettingsError(f"{EDITOR_KEYS} has one key twice; each key must be one person's.")
        return tuple(found)

    def with_database(self, url: str | None) -> Settings:
        """These settings with another store, or themselves where `url` is None."""
        return replace(self, database_url=url) if url else self

    def environment(self) -> dict[str, str]:
        """The variables that make a child process read these very settings."""
        return {PREFIX + setting.name.upper(): str(getattr(self, setting.name)) for setting in fields(self)}


def from_environment(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings that `environment` (default: the process's) gives; variables that are empty count as unset.

    Raises `SettingsError` for a number that is none or is not positive, for a choice that there is not, and for keys
    that cannot be used.
    """
    given = os.environ if environment is None else environment
    values: dict[str, Any] = {}
    for setting in fields(Settings):
        name = PREFIX + setting.name.upper()
        raw = given.get(name, "").strip()
        if raw:
            values[setting.name] = _number(name, raw) if isinstance(setting.default, int) else raw
    if "data_dir" not in values:
        base = given.get("XDG_DATA_HOME", "").strip()
        values["data_dir"] = str((Path(base) if base else Path.home() / ".local" / "share") / "dateline")
    for name, choices in CHOICES.items():
        if values.get(name, choices[0]) not in choices:
            message = f"{PREFIX}{name.upper()} must be one of: {', '.join(choices)}."
            raise SettingsError(message)
    settings = Settings(**values)
    _ = settings.editors
    return settings


def _editor(number: int, entry: str) -> Editor:
    """The editor of an entry; what is wrong is told without a word of it, for any of them may be the key."""
    name, _, key = (part.strip() for part in entry.partition(":"))
    if not name or not name.isprintable() or not key:
        raise SettingsError(f"{EDITOR_KEYS}, entry {number}: must be a name and a key, as in ann:KEY,bob:KEY.")
    if len(key) < SHORTEST_KEY:
        raise SettingsError(f"{EDITOR_KEYS}, entry {number}: the key must have {SHORTEST_KEY} characters or more.")
    if not key.isascii() or not key.isprintable() or " " in key:
        raise SettingsError(f"{EDITOR_KEYS}, entry {number}: the key must be printable ASCII without blanks.")
    return Editor(name, key)


def _number(name: str, raw: str) -> int:
    if not (raw.isascii() and raw.isdigit() and int(raw[:12]) > 0):
        message = f"{name} must be a positive whole number."
        raise SettingsError(message)
    return int(raw[:12])


def child_environment(settings: Settings) -> dict[str, str]:
    """This process's environment for a child that is to run under `settings`."""
    return {**os.environ, **settings.environment()}
