"""What the tests run against: a database, WordPress as it comes, and Dateline itself, all on loopback."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

PLUGIN = Path(__file__).parents[2]
ROOT = PLUGIN.parents[1]
_COMMAND = (ROOT / ".venv/bin/python", "-m", "service.cli")
SEED_CONFIG = """<?php
define( 'DB_NAME', '{name}' ); define( 'DB_USER', 'root' ); define( 'DB_PASSWORD', '' );
define( 'DB_HOST', 'localhost:{socket}' ); define( 'DB_CHARSET', 'utf8mb4' ); define( 'DB_COLLATE', '' );
foreach ( array( 'AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE' ) as $k ) {{
	define( $k . '_KEY', hash( 'sha256', $k ) ); define( $k . '_SALT', hash( 'sha256', 'salt' . $k ) );
}}
$table_prefix = 'wp_';
define( 'WP_HTTP_BLOCK_EXTERNAL', true ); define( 'WP_ACCESSIBLE_HOSTS', '127.0.0.1' );
define( 'AUTOMATIC_UPDATER_DISABLED', true ); define( 'DISABLE_WP_CRON', true ); define( 'AUTOSAVE_INTERVAL', 5 );
define( 'WP_DEBUG', true ); define( 'WP_DEBUG_LOG', true ); define( 'WP_DEBUG_DISPLAY', false );
define( 'WP_ENVIRONMENT_TYPE', 'local' );
if ( ! defined( 'ABSPATH' ) ) {{ define( 'ABSPATH', __DIR__ . '/' ); }}
require_once ABSPATH . 'wp-settings.php';
"""


def free_port() -> int:
    """A TCP port of the loopback address that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait(address: str, seconds: float = 90) -> None:
    """Return once something answers at `address`.

    Raises:
        TimeoutError: where nothing does in that time.
    """
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    message = f"Nothing answers at {address}."
    raise TimeoutError(message)


def end(process: subprocess.Popen[bytes]) -> None:
    """End a process and its children, which have a group of their own."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(20)


@dataclass
class Database:
    """A MariaDB server of our own on a socket in `folder`."""

    folder: Path
    process: subprocess.Popen[bytes] | None = None

    @property
    def socket(self) -> Path:
        """Where it listens."""
        return self.folder / "s.sock"

    def start(self) -> None:
        """Make it and start it."""
        data = self.folder / "data"
        user = ["--user=mysql"] if os.geteuid() == 0 else []
        if user:
            shutil.chown(self.folder, "mysql", "mysql")
        made = ["mariadb-install-db", *user, f"--datadir={data}", "--auth-root-authentication-method=normal"]
        subprocess.run([*made, "--skip-test-db"], check=True, capture_output=True)
        options = ["--no-defaults", *user, f"--datadir={data}", f"--socket={self.socket}", "--skip-networking"]
        with (self.folder / "log").open("wb") as log:
            self.process = subprocess.Popen(
                ["mariadbd", *options, "--innodb-flush-log-at-trx-commit=0"],
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        for _ in range(300):
            if subprocess.run(self._client("SELECT 1"), capture_output=True, check=False).returncode == 0:
                return
            time.sleep(0.1)
        raise TimeoutError((self.folder / "log").read_text()[-2_000:])

    def empty(self, name: str) -> None:
        """An empty database of that name."""
        subprocess.run(self._client(f"DROP DATABASE IF EXISTS {name}; CREATE DATABASE {name}"), check=True)

    def asked(self, name: str, query: str) -> list[list[str]]:
        """The rows that a query gives."""
        found = subprocess.run([*self._client(query), name], check=True, capture_output=True, text=True).stdout
        return [line.split("\t") for line in found.splitlines()]

    def _client(self, query: str) -> list[str]:
        return ["mariadb", "--no-defaults", f"--socket={self.socket}", "-uroot", "-N", "-B", "-e", query]

    def stop(self) -> None:
        """End it."""
        if self.process:
            end(self.process)


@dataclass
class Dateline:
    """The service, with a key for the site; it can be stopped and started again at the same address."""

    folder: Path
    port: int = field(default_factory=free_port)
    key: str = ""
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def _environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("DATELINE_")}
        own = {"DATELINE_DATABASE_URL": f"sqlite:///{self.folder / 'store.sqlite'}", "DATELINE_JOB_WORKERS": "0"}
        return {**kept, **own, "OMP_NUM_THREADS": "1"}

    def command(self, *arguments: str) -> str:
        """What `dateline ARGUMENTS` prints."""
        done = subprocess.run(
            [*_COMMAND, *arguments],
            cwd=ROOT,
            env=self._environment(),
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout

    def make_key(self, *options: str) -> str:
        """A new key for this service."""
        return self.command("keys", "create", "cms", *options, "--by", "rig").split()[-1]

    def start(self) -> None:
        """Start it and wait until the ledger can be asked."""
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [*_COMMAND, "serve", "--port", str(self.port), "--workers", "1"],
                cwd=ROOT,
                env=self._environment(),
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )
        wait(f"{self.address}/readyz")

    def asked(self, path: str) -> object:
        """What it answers to a GET."""
        request = urllib.request.Request(f"{self.address}{path}", headers={"Authorization": f"Bearer {self.key}"})
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.load(answer)

    def stop(self) -> None:
        """End it."""
        if self.process:
            end(self.process)
            self.process = None


@dataclass
class WordPress:
    """A site with the plug-in, served by PHP itself."""

    folder: Path
    name: str
    database: Database
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def version(self) -> tuple[int, int]:
        """Such as (6, 1)."""
        told = self.php("echo get_bloginfo('version');").split(".")
        return int(told[0]), int(told[1])

    @property
    def log(self) -> str:
        """What PHP has complained of."""
        found = self.folder / "wp-content" / "debug.log"
        return found.read_text(encoding="utf-8") if found.exists() else ""

    def start(self) -> None:
        """Install it anew with the plug-in as it is in the repository, and serve it."""
        content = self.folder / "wp-content"
        (content / "debug.log").unlink(missing_ok=True)
        self.put_plugin()
        shutil.copy(PLUGIN / "rig" / "offline.php", content / "mu-plugins")
        self.database.empty(self.name)
        config = SEED_CONFIG.format(name=self.name, socket=self.database.socket)
        (self.folder / "wp-config.php").write_text(config, encoding="utf-8")
        told = subprocess.run(
            ["php", PLUGIN / "rig" / "install.php", self.folder, self.address],
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        assert told.endswith("active"), told
        with (content / "server.log").open("wb") as log:
            self.process = subprocess.Popen(
                ["php", "-S", f"127.0.0.1:{self.port}", "-t", self.folder],
                env={**os.environ, "PHP_CLI_SERVER_WORKERS": "4"},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        wait(f"{self.address}/wp-login.php")

    def put_plugin(self) -> None:
        """Put the plug-in among those of the site."""
        plugin = self.folder / "wp-content" / "plugins" / "dateline"
        shutil.rmtree(plugin, ignore_errors=True)
        shutil.copytree(PLUGIN / "dateline", plugin)

    def php(self, code: str) -> str:
        """What a piece of PHP prints inside WordPress, as its administrator."""
        host = f"$_SERVER['HTTP_HOST']='127.0.0.1:{self.port}';"
        before = f"{host} require '{self.folder}/wp-load.php'; wp_set_current_user(1);"
        done = subprocess.run(["php", "-r", f"{before} {code}"], check=True, capture_output=True, text=True)
        return done.stdout

    def configure(self, **settings: object) -> None:
        """Change settings of the plug-in as they are kept."""
        told = json.dumps(settings)
        self.php(
            "$s = get_option('dateline_settings') ?: Dateline\\Settings::defaults(); "
            f"update_option('dateline_settings', array_merge($s, json_decode('{told}', true)));"
        )

    def stop(self) -> None:
        """End it."""
        if self.process:
            end(self.process)
