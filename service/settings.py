"""The settings of one process: the only reader of the environment."""

from __future__ import annotations

import os
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING

from service.domain.errors import DatelineError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

PREFIX = "DATELINE_"
CHOICES = {"parser": ("tree", "words"), "cross_encoder": ("yes", "no")}


class SettingsError(DatelineError):
    """A setting has a value that cannot be used."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that an operator can set; each field `name` is read from `DATELINE_NAME`.

    Sizes are counted as their names say: `_bytes` of a request body, `_chars` in Unicode code points,
    `_tags` in HTML tags. `database_url` is a SQLAlchemy URL; empty means an SQLite file under `data_dir`. `parser` is
    "tree" (the learned parser) or "words" (none: quicker, and less exact); `cross_encoder` is "yes", or "no" where
    claims are to be set beside references by their words alone.
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

    @property
    def database(self) -> str:
        """The SQLAlchemy URL of the store, with the default filled in."""
        return self.database_url or f"sqlite:///{Path(self.data_dir) / 'dateline.sqlite'}"

    def with_database(self, url: str | None) -> Settings:
        """These settings with another store, or themselves where `url` is None."""
        return replace(self, database_url=url) if url else self

    def environment(self) -> dict[str, str]:
        """The variables that make a child process read these very settings."""
        return {PREFIX + field.name.upper(): str(getattr(self, field.name)) for field in fields(self)}


def from_environment(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings that `environment` (default: the process's) gives; variables that are empty count as unset.

    Raises `SettingsError` for a number that is none or is not positive, and for a choice that there is not.
    """
    given = os.environ if environment is None else environment
    values: dict[str, Any] = {}
    for field in fields(Settings):
        raw = given.get(PREFIX + field.name.upper(), "").strip()
        if raw:
            values[field.name] = _number(PREFIX + field.name.upper(), raw) if isinstance(field.default, int) else raw
    if "data_dir" not in values:
        base = given.get("XDG_DATA_HOME", "").strip()
        values["data_dir"] = str((Path(base) if base else Path.home() / ".local" / "share") / "dateline")
    for name, choices in CHOICES.items():
        if values.get(name, choices[0]) not in choices:
            message = f"{PREFIX}{name.upper()} must be one of: {', '.join(choices)}."
            raise SettingsError(message)
    return Settings(**values)


def _number(name: str, raw: str) -> int:
    if not (raw.isascii() and raw.isdigit() and int(raw[:12]) > 0):
        message = f"{name} must be a positive whole number."
        raise SettingsError(message)
    return int(raw[:12])


def child_environment(settings: Settings) -> dict[str, str]:
    """This process's environment for a child that is to run under `settings`."""
    return {**os.environ, **settings.environment()}
