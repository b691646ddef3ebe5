"""Holds the running API against its own description, as each role: schemathesis with all of its checks.

    python -m scripts.fuzz_api                    a minute; ./test takes one and a half
    python -m scripts.fuzz_api --seconds 1800     half an hour, before a release
    python -m scripts.fuzz_api --role review --operation contest --seconds 60

A service of its own is started on loopback over a store with something of everything, with a key for each scope and a
caller without one. The administrator, who reaches everything, gets half of the time, the others share the rest. The
exit status is 1 where a check failed, an answer was 5xx, or, in ten minutes and more, the administrator never got
through to what an operation is for (`scripts/fuzz_hooks.py` sees to that).
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from scripts.throwaway_service import PATIENCE_SECONDS, ROOT, serving
from service.app import create_app
from service.bootstrap import Engine
from service.contract.openapi import OPERATIONS
from service.domain.access import Scope
from service.ledger.batch import Batch
from service.ledger.sql import SqlLedger
from service.settings import Settings
from tests.api.staging import STAGED, Stage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.domain.facts import Fact

NOBODY = "nobody"
ROLES = (Scope.ADMIN.value, NOBODY, *(scope.value for scope in Scope if scope is not Scope.ADMIN))
EXAMPLES = 5
"""So many things stand in the store for each operation that is about one."""
_REACHED = "reached"
_REACHING = 600
"""Seconds from which on the administrator has to get through to every operation; less is left to chance and load."""


def prepared(folder: Path) -> tuple[dict[str, str], dict[str, str]]:
    """A store in `folder` with something of everything: the settings of a service over it, and a key for each role.

    The ids of what is there for each operation are kept in `folder / "places.json"`, for the hooks.
    """
    settings = Settings(
        database_url=f"sqlite:///{folder / 'store.sqlite'}",
        data_dir=str(folder),
        parser="words",
        cross_encoder="no",
        webhook_origins="https://desk.example",
        outlet_records="published",
    )
    engine = Engine(settings, clock=lambda: datetime.now(UTC))
    ledger = SqlLedger(settings.database)

    def write(fact: Fact) -> str:
        ledger.record(Batch(facts=[fact]), by="reader", why="trusted article", at=datetime.now(UTC))
        return fact.id

    engine.ready()
    stage = Stage(create_app(settings, engine).test_client(), write, {"Dateline-Actor": "ann"})
    places = {
        f"{operation.method.upper()} {operation.path}": [
            {name: value for name, value in STAGED[operation.name](stage).items() if f"{{{name}}}" in operation.path}
            for _ in range(EXAMPLES)
        ]
        for operation in OPERATIONS
        if operation.name in STAGED
    }
    (folder / "places.json").write_text(json.dumps(places), encoding="utf-8")
    (folder / _REACHED).touch()
    make_key = engine.access.keys.make
    keys = {scope.value: make_key(scope.value, [scope], by="fuzz", trusted=True)[1] for scope in Scope}
    ledger.close()
    engine.close()
    return settings.environment(), keys


def fuzz(address: str, folder: Path, key: str | None, options: argparse.Namespace, seconds: int) -> bool:
    """Whether all checks held, for a caller with that key or none."""
    command: list[str | Path] = [
        Path(sys.executable).parent / "schemathesis",
        "--config-file",
        ROOT / "scripts" / "schemathesis.toml",
    ]
    command += ["run", f"{address}/openapi.json", "--max-time", str(seconds), "--seed", str(options.seed)]
    command += ["--request-timeout", str(PATIENCE_SECONDS)]  # it is not time that is tried here
    command += [
        "--checks",
        "all",
        "--generation-database",
        "none",
        "--continue-on-failure",
        "--output-sanitize",
        "true",
    ]
    if key is not None:
        command += ["--header", f"Authorization: Bearer {key}"]
    for operation in options.operation:
        command += ["--include-operation-id", operation]
    hooks = {
        "PYTHONPATH": str(ROOT),
        "SCHEMATHESIS_HOOKS": "scripts.fuzz_hooks",
        "FUZZ_PLACES": str(folder / "places.json"),
        "FUZZ_REACHED": str(folder / _REACHED),
    }
    done = subprocess.run(command, cwd=folder, env={**os.environ, **hooks}, check=False)  # noqa: S603 - a list, no shell
    return done.returncode == 0


def unreached(folder: Path, chosen: Sequence[str]) -> list[str]:
    """The operations, of those that were chosen or of all, that nobody has ever got a good answer of."""
    reached = {*(folder / _REACHED).read_text(encoding="utf-8").splitlines()}
    return [
        operation.name
        for operation in OPERATIONS
        if f"{operation.method.upper()} {operation.path}" not in reached and (not chosen or operation.name in chosen)
    ]


def main() -> int:
    """Every role in turn."""
    parser = argparse.ArgumentParser(description="Holds the running API against its own description, as each role.")
    parser.add_argument("--seconds", type=int, default=60, help="for all roles together, default: 60")
    parser.add_argument("--role", choices=ROLES, action="append", help="repeatable, default: all")
    parser.add_argument("--operation", action="append", default=[], metavar="ID", help="repeatable, default: all")
    parser.add_argument("--seed", type=int, default=1, help="default: 1")
    options = parser.parse_args()
    roles = options.role or ROLES
    failed: list[str] = []
    missed: list[str] = []
    with tempfile.TemporaryDirectory(prefix="dateline-fuzz-") as made:
        folder = Path(made)
        settings, keys = prepared(folder)
        with serving(folder, settings) as address:
            for role in roles:
                share = 2 * (len(roles) - 1) if role != ROLES[0] else 2
                seconds = options.seconds if len(roles) == 1 else max(1, options.seconds // share)
                sys.stdout.write(f"== as {role}, {seconds} s\n")
                sys.stdout.flush()
                if not fuzz(address, folder, keys.get(role), options, seconds):
                    failed.append(role)
                if role == ROLES[0] and options.seconds >= _REACHING:
                    missed = unreached(folder, options.operation)
        errors = (folder / "log").read_text(encoding="utf-8").count("Traceback")
    if failed or errors or missed:
        sys.stderr.write(f"Failed as: {', '.join(failed) or 'nobody'}; {errors} tracebacks in the log.\n")
        sys.stderr.writelines(f"Never reached as {ROLES[0]}: {name}\n" for name in missed)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
