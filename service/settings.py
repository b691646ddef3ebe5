"""The settings of one process: the only reader of the environment."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field, fields, replace
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import TYPE_CHECKING

from service.domain.access import AccessError, Quota, Scope
from service.domain.errors import DatelineError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

PREFIX = "DATELINE_"
FROM_FILE = "_FILE"
"""`DATELINE_NAME_FILE` names a file that holds the value of `DATELINE_NAME`, as container engines give secrets."""

LARGEST_FILE = 65_536
"""Bytes of such a file."""

CHOICES = {
    "parser": ("tree", "words"),
    "cross_encoder": ("yes", "no"),
    "log_format": ("auto", "json", "text"),
    "log_level": ("info", "warning", "error"),
    "migrate": ("start", "command"),
    "outlet_records": ("private", "published"),
}
METRICS = "PROMETHEUS_MULTIPROC_DIR"
"""Names the folder in which the processes of one service share their figures; prometheus_client's own variable."""

SHORTEST_SECRET = 32
"""Characters of the secret of the pages' cookies."""

_HEADER = re.compile(r"^[A-Za-z0-9-]{1,64}$")

MAY_BE_NONE = frozenset({"job_workers", "report_days"})
_ORIGIN = re.compile(r"https?://(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?")
_MOST_DIGITS = 12


class SettingsError(DatelineError):
    """A setting has a value that cannot be used."""


@dataclass(frozen=True, slots=True)
class SignIn:
    """What is believed of proxies in `networks` that sign people in: the person's name in `header`, with `scopes`."""

    header: str
    networks: tuple[IPv4Network | IPv6Network, ...]
    scopes: frozenset[Scope]


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that an operator can set; each field `name` is read from `DATELINE_NAME`.

    Sizes are counted as their names say: `_bytes` of a request body, `_chars` in Unicode code points,
    `_tags` in HTML tags. `database_url` is a SQLAlchemy URL; empty means an SQLite file under `data_dir`. `parser` is
    "tree" (the learned parser) or "words" (none: quicker, and less exact); `cross_encoder` is "yes", or "no" where
    claims are to be set beside references by their words alone. `log_format` is "json", "text", or "auto" (text at a
    terminal); `migrate` is "start" (the service brings the tables to its version) or "command" (`dateline migrate`
    alone does, and the service answers 503 until then).

    Who may ask: `quota` (such as `600/minute`) is that of callers without one of their own, `cors_origins` and
    `sign_in_from` are lists with blanks or commas, see `origins` and `sign_in`. At most `checks_at_once` articles are
    read at a time in each process, and `checks_waiting` more wait `check_wait_seconds` at most. A check ends after
    `check_seconds`.

    `replica_url` is a copy of the store, as a database keeps it up to date by itself: checks look up in it what the
    ledger says, where it has the newest revision.

    `queue_url` is the queue of jobs: `redis://host:port/number` for many machines, empty for a file beside the store.
    `job_workers` processes answer jobs beside `dateline serve`, 0 for none; results of jobs are kept for `job_days`.
    Reports and their texts are kept for `report_days`, 0 is for ever.
    `webhook_origins` are the only addresses to which anything is ever sent, see `webhook_targets`.

    `publisher_name` and `publisher_url` are in whose name signed verdicts are published. With `superdesk_secret` what
    Superdesk pushes has to be signed with it.

    `session_secret` signs the cookies of the pages; empty: one that is made once and kept in the store.

    `outlet_records` is "private" (records of outlets are for those who review) or "published" (for all who may read).
    """

    database_url: str = field(default="", repr=False)
    replica_url: str = field(default="", repr=False)
    data_dir: str = ""
    host: str = "127.0.0.1"
    port: int = 8080
    workers: int = 1
    threads: int = 16
    request_timeout_seconds: int = 120
    max_body_bytes: int = 2_000_000
    max_text_chars: int = 1_000_000
    max_html_chars: int = 2_000_000
    max_html_tags: int = 50_000
    max_references: int = 50
    parser: str = "tree"
    cross_encoder: str = "yes"
    log_format: str = "auto"
    log_level: str = "info"
    migrate: str = "start"
    quota: str = ""
    cors_origins: str = ""
    sign_in_header: str = ""
    sign_in_from: str = ""
    sign_in_scopes: str = "check read review"
    checks_at_once: int = 2
    checks_waiting: int = 8
    check_wait_seconds: int = 10
    check_seconds: int = 120
    queue_url: str = field(default="", repr=False)
    job_workers: int = 1
    job_days: int = 7
    report_days: int = 0
    max_batch_bytes: int = 100_000_000
    webhook_origins: str = ""
    outlet_records: str = "private"
    publisher_name: str = ""
    publisher_url: str = ""
    superdesk_secret: str = field(default="", repr=False)
    session_secret: str = field(default="", repr=False)

    @property
    def database(self) -> str:
        """The SQLAlchemy URL of the store, with the default filled in."""
        return self.database_url or f"sqlite:///{Path(self.data_dir) / 'dateline.sqlite'}"

    @property
    def usual_quota(self) -> Quota | None:
        """The quota of callers without one of their own. Raises `SettingsError`."""
        try:
            return Quota.of(self.quota) if self.quota else None
        except AccessError as error:
            raise SettingsError(f"{PREFIX}QUOTA: {error}") from None

    @property
    def origins(self) -> frozenset[str]:
        """The origins whose pages may ask by script, such as `https://cms.example`. Raises `SettingsError`."""
        return frozenset(_origins("cors_origins", self.cors_origins))

    @property
    def sign_in(self) -> SignIn | None:
        """By which proxies people are signed in; None where nobody is.

        Raises:
            SettingsError: for a header without proxies, and for networks and scopes that are none.
        """
        if not self.sign_in_header and not self.sign_in_from:
            return None
        if not (self.sign_in_header and self.sign_in_from):
            raise SettingsError(f"{PREFIX}SIGN_IN_HEADER and {PREFIX}SIGN_IN_FROM belong together.")
        if not _HEADER.match(self.sign_in_header):
            raise SettingsError(f"{PREFIX}SIGN_IN_HEADER must be the name of a header, as in X-Forwarded-User.")
        try:
            networks = tuple(ip_network(one) for one in _listed(self.sign_in_from))
            scopes = frozenset(map(Scope, _listed(self.sign_in_scopes)))
        except ValueError:
            message = f"{PREFIX}SIGN_IN_FROM must be addresses or networks, {PREFIX}SIGN_IN_SCOPES scopes."
            raise SettingsError(message) from None
        return SignIn(self.sign_in_header, networks, scopes)

    @property
    def publishes_outlets(self) -> bool:
        """Whether whoever may read may see the records of outlets."""
        return self.outlet_records == "published"

    @property
    def queue(self) -> str:
        """The address of the queue of jobs, with the default filled in: a file that is no loss."""
        path = self.database.removeprefix("sqlite:///").partition("?")[0]
        is_file = path not in {self.database, "", ":memory:"}
        return self.queue_url or f"sqlite:///{path if is_file else Path(self.data_dir) / 'dateline'}.queue"

    @property
    def webhook_targets(self) -> tuple[str, ...]:
        """The origins that webhooks may be sent to, as in `https://desk.example:8443`. Raises `SettingsError`."""
        return _origins("webhook_origins", self.webhook_origins)

    def with_database(self, url: str | None) -> Settings:
        """These settings with another store, or themselves where `url` is None."""
        return replace(self, database_url=url) if url else self

    def environment(self) -> dict[str, str]:
        """The variables that make a child process read these very settings."""
        return {PREFIX + setting.name.upper(): str(getattr(self, setting.name)) for setting in fields(self)}


def from_environment(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings that `environment` (default: the process's) gives; variables that are empty count as unset.

    The value of `DATELINE_NAME` may lie in a file that `DATELINE_NAME_FILE` names, so that it stands in no environment.

    Raises `SettingsError` for a number that is none or is not positive, for a choice that there is not, for lists that
    cannot be used, and for a file that cannot be read or whose setting is given a second time.
    """
    given = os.environ if environment is None else environment
    values: dict[str, Any] = {}
    for setting in fields(Settings):
        name = PREFIX + setting.name.upper()
        raw = _given(given, name)
        if raw:
            least = 0 if setting.name in MAY_BE_NONE else 1
            values[setting.name] = _number(name, raw, least) if isinstance(setting.default, int) else raw
    if "data_dir" not in values:
        base = given.get("XDG_DATA_HOME", "").strip()
        values["data_dir"] = str((Path(base) if base else Path.home() / ".local" / "share") / "dateline")
    for name, choices in CHOICES.items():
        if values.get(name, choices[0]) not in choices:
            message = f"{PREFIX}{name.upper()} must be one of: {', '.join(choices)}."
            raise SettingsError(message)
    settings = Settings(**values)
    if 0 < len(settings.session_secret) < SHORTEST_SECRET:
        message = f"{PREFIX}SESSION_SECRET must have at least {SHORTEST_SECRET} characters."
        raise SettingsError(message)
    _ = settings.webhook_targets
    _ = settings.usual_quota, settings.origins, settings.sign_in
    return settings


def _given(environment: Mapping[str, str], name: str) -> str:
    """The value of a setting, from its variable or from the file that its other variable names; empty for none."""
    value, file = environment.get(name, "").strip(), environment.get(name + FROM_FILE, "").strip()
    if not file:
        return value
    if value:
        raise SettingsError(f"{name} and {name}{FROM_FILE} exclude each other.")
    try:
        with Path(file).open("rb") as opened:
            raw = opened.read(LARGEST_FILE + 1)
        text = raw.decode().strip()
    except OSError as error:
        raise SettingsError(f"{name}{FROM_FILE}: {file} cannot be read: {error.strerror}.") from None
    except ValueError:
        raise SettingsError(f"{name}{FROM_FILE}: {file} is not text in UTF-8.") from None
    if len(raw) > LARGEST_FILE or not text:
        raise SettingsError(f"{name}{FROM_FILE}: {file} must hold a value of at most {LARGEST_FILE:,} bytes.")
    return text


def _listed(text: str) -> list[str]:
    return text.replace(",", " ").split()


def _origins(name: str, text: str) -> tuple[str, ...]:
    """The origins of a list, in small letters as browsers send them."""
    found = tuple(_listed(text.lower()))
    if all(_ORIGIN.fullmatch(origin) for origin in found):
        return found
    raise SettingsError(f"{PREFIX}{name.upper()}: an origin is a scheme and a host, as in https://desk.example")


def _number(name: str, raw: str, least: int) -> int:
    if not (raw.isascii() and raw.isdigit() and len(raw) <= _MOST_DIGITS and int(raw) >= least):
        message = f"{name} must be a {'positive ' if least else ''}whole number of at most {_MOST_DIGITS} digits."
        raise SettingsError(message)
    return int(raw)


def child_environment(settings: Settings, figures: str = "") -> dict[str, str]:
    """This process's environment for a child that is to run under `settings`.

    What comes from a file goes on coming from it, so that no secret of a file gets into an environment. `figures` is
    the folder in which the processes of one service share their figures, where there is one.
    """
    told, inherited = settings.environment(), from_environment().environment()
    changed = {name: value for name, value in told.items() if value != inherited[name]}
    filed = {name for name in told if os.environ.get(name + FROM_FILE, "").strip() and name not in changed}
    kept = {name: value for name, value in os.environ.items() if name.removesuffix(FROM_FILE) not in changed}
    plain = {name: value for name, value in told.items() if name not in filed}
    return {**kept, **plain, **({METRICS: figures} if figures else {})}


def figures_folder() -> str:
    """The folder in which the processes of this service share their figures; empty where each has its own."""
    return os.environ.get(METRICS, "")


def take_over(environment: Mapping[str, str]) -> None:
    """Make `environment` that of this process, which becomes another program."""
    os.environ.clear()
    os.environ.update(environment)
