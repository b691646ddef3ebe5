"""What operators start, as far as it can be told without starting it: `scripts/docker-smoke.sh` and `trials` do."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from sqlalchemy.engine import make_url

from service.storage.engine import Store

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).parent.parent
COMPOSE: Mapping[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
SERVICES: Mapping[str, Mapping[str, Any]] = COMPOSE["services"]
IMAGE = "${DATELINE_IMAGE:-dateline}"
"""Whose user and health check stand in the Dockerfile."""
COMMANDS = sorted(
    path for path in (ROOT / "deploy").iterdir() if path.is_file() and path.suffix == "" and path.stat().st_mode & 0o100
)


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    """A program of ours, its output kept."""
    return subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False, cwd=ROOT)  # noqa: S603 - lists of ours, no shell


@pytest.mark.parametrize("name", SERVICES)
def test_every_container_is_locked_up(name: str) -> None:
    """No root, nothing to write to, no capability and none to gain; memory, processors, processes and logs bounded."""
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "cap_add" not in service
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert not {"privileged", "devices", "pid", "ipc", "userns_mode"} & set(service)
    assert "user" not in service if service["image"] == IMAGE else re.fullmatch(r"[1-9]\d*:[1-9]\d*", service["user"])
    assert {"mem_limit", "cpus", "pids_limit", "restart", "tmpfs"} <= set(service)
    assert set(service["logging"]["options"]) == {"max-size", "max-file"}
    assert service["image"] == IMAGE or "test" in service["healthcheck"]


def test_the_image_does_not_run_as_root_and_says_how_it_is() -> None:
    """The Dockerfile ends with a user by number, and has a health check."""
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert re.findall(r"^USER (.*)$", text, re.MULTILINE) == ["10001:10001"]
    assert "\nHEALTHCHECK " in text


def test_what_is_published_is_published_on_loopback_and_the_rest_reaches_nothing() -> None:
    """One service of each profile has a port, on this machine alone; a network without a way out holds the others."""
    published = {name for name, service in SERVICES.items() if "ports" in service}
    assert published == {"dateline", "dateline-postgres", "proxy"}
    assert all(port.startswith("127.0.0.1:") for name in published for port in SERVICES[name]["ports"])
    assert COMPOSE["networks"]["back"] == {"internal": True}
    assert all(
        service.get("networks") == ["back"] or service.get("network_mode") == "none"
        for name, service in SERVICES.items()
        if name not in published
    )


def test_no_secret_stands_in_an_environment() -> None:
    """Variables name files of secrets, never the secrets; nobody is given one that is not declared."""
    for service in SERVICES.values():
        given = set(service.get("secrets", []))
        assert given <= set(COMPOSE["secrets"])
        for name, value in service.get("environment", {}).items():
            assert not re.search("PASSWORD|SECRET|URL", name) or (name.endswith("_FILE") and Path(value).name in given)


def test_secrets_are_made_once_and_fit_together(tmp_path: Path) -> None:
    """All that the compose file asks for, for their owner's folder alone; a second time nothing changes."""
    folder = tmp_path / "secrets"
    assert run("deploy/make-secrets", folder).returncode == 0
    made = {path.name: path.read_text(encoding="ascii") for path in folder.iterdir()}
    assert set(made) == set(COMPOSE["secrets"]) - {"ca_bundle"}
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o444}
    passwords = {made[name] for name in ("postgres_password", "replication_password", "redis_password")}
    assert len(passwords) == 3
    assert min(map(len, passwords)) == 64
    for name, asked_for in (("database_url", "read-write"), ("replica_url", "prefer-standby")):
        address = Store(made[name]).url
        assert (address.username, address.password, address.database) == (
            "dateline",
            made["postgres_password"],
            "dateline",
        )
        assert address.query["host"] == ("db-a:5432", "db-b:5432")
        assert address.query["target_session_attrs"] == asked_for
    assert make_url(made["queue_url"]).password == made["redis_password"]
    (folder / "queue_url").unlink()
    assert run("deploy/make-secrets", folder).returncode == 0
    assert {path.name: path.read_text(encoding="ascii") for path in folder.iterdir()} == made


@pytest.mark.parametrize("command", [*COMMANDS, ROOT / "scripts" / "engine.sh"], ids=lambda path: path.name)
def test_every_command_says_what_it_does_and_takes_nothing_else(command: Path) -> None:
    """--help tells of the command on standard output; arguments that it does not know end with 2, and do nothing."""
    told = run(command, "--help")
    assert told.returncode == 0
    assert command.name in told.stdout
    assert run(command, "--what", "is", "this").returncode == 2


def test_the_page_of_operators_names_all_that_there_is() -> None:
    """Every profile, service and command stands in docs/operations.md."""
    page = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    profiles = {profile for service in SERVICES.values() for profile in service["profiles"]}
    assert [name for name in (*profiles, "dateline", "dateline-postgres", *SERVICES) if name not in page] == []
    assert [command.name for command in COMMANDS if f"deploy/{command.name}" not in page] == []


def test_the_proxy_speaks_problem_documents() -> None:
    """What it answers by itself has the form of every error, with the status that it is sent with."""
    told = (ROOT / "deploy" / "proxy" / "haproxy.cfg").read_text(encoding="utf-8")
    lines = [line for line in told.splitlines() if line.strip().startswith("http-error")]
    form = r" +http-error status (\d+) content-type application/problem\+json(?: hdr Retry-After \d+)? string '(.*)'"
    found = {}
    for line in lines:
        match = re.fullmatch(form, line)
        assert match, line
        found[int(match[1])] = json.loads(match[2])
    assert {400, 408, 429, 502, 503, 504} <= set(found)
    assert all(problem["status"] == status for status, problem in found.items())
    assert all(problem["type"].startswith("urn:dateline:problem:") for problem in found.values())


NODE = ROOT / "deploy" / "postgres" / "node.sh"


class Played:
    """A database server's programs, played by scripts that note their calls; what a node keeps is in `volume`."""

    def __init__(self, folder: Path) -> None:
        self.programs, self.volume, self.calls = folder / "programs", folder / "volume", folder / "calls"
        self.programs.mkdir()
        (self.volume / "pg" / "pg_wal").mkdir(parents=True)
        (self.volume / "pg" / "PG_VERSION").write_text("15\n", encoding="ascii")
        self.calls.touch()
        self.environment = {
            "PATH": f"{self.programs}:{os.environ['PATH']}",
            "CALLS": str(self.calls),
            "VOLUME": str(self.volume),
            "PGPASSFILE": str(folder / "pgpass"),
            "NODE": "db-b",
            "PEER": "db-a",
        }

    def program(self, name: str, script: str = "") -> None:
        """Play one, by a shell script."""
        path = self.programs / name
        path.write_text(f'#!/bin/bash\necho "{name} $*" >>"$CALLS"\n{script}\n', encoding="utf-8")
        path.chmod(0o755)

    def run(self, *command: str | Path) -> subprocess.CompletedProcess[str]:
        """A command of ours among them."""
        return subprocess.run(  # noqa: S603 - lists of ours, no shell
            list(map(str, command)),
            capture_output=True,
            text=True,
            check=False,
            cwd=ROOT,
            env=self.environment,
            timeout=60,
        )

    def called(self) -> str:
        """What was called so far, a line each."""
        return self.calls.read_text(encoding="utf-8")


@pytest.fixture
def played(tmp_path: Path) -> Played:
    """Nothing is played yet."""
    return Played(tmp_path)


def test_a_fenced_node_starts_again_only_without_its_old_data(played: Played) -> None:
    """It idles and says why, starts no server, and keeps nobody waiting; dropping its data takes the mark away."""
    played.program("postgres")
    assert played.run(NODE, "fence").returncode == 0
    with subprocess.Popen([NODE], stderr=subprocess.PIPE, text=True, env=played.environment) as node:  # noqa: S603 - ours
        assert node.stderr
        assert "deploy/rejoin db-b" in node.stderr.readline()
        assert played.run(NODE, "healthy").returncode == 0
        assert node.poll() is None
        node.terminate()
        assert node.wait(20) == 0
    assert not re.search("^postgres ", played.called(), re.MULTILINE)
    assert played.run(NODE, "forget").returncode == 0
    assert {path.name for path in played.volume.iterdir()} == {"follow", "pg.old"}


@pytest.mark.parametrize(
    ("mine", "theirs", "dropped"), [(1, 2, "db-b"), (2, 1, "db-a"), (10, 9, "db-a"), (16, 17, "db-b"), (3, 3, None)]
)
def test_of_two_primaries_the_newer_is_never_to_be_dropped(
    played: Played, mine: int, theirs: int, dropped: str | None
) -> None:
    """The one that starts beside the other does not, and names for a rejoin the one that was promoted less often."""
    played.program("postgres")
    played.program("pg_controldata", 'echo "Latest checkpoint\'s TimeLineID:       1"')
    played.program("psql", f'case "$*" in *recovery*) echo f ;; *walfile*) echo {theirs:08X} ;; *) exit 1 ;; esac')
    for number in range(2, mine + 1):
        (played.volume / "pg" / "pg_wal" / f"{number:08X}.history").touch()
    ended = played.run(NODE)
    assert ended.returncode == 1
    assert not re.search("^postgres ", played.called(), re.MULTILINE)
    assert re.findall(r"deploy/rejoin (\S+)", ended.stderr) == ([dropped] if dropped else [])


def test_no_node_waits_for_the_other_to_be_well() -> None:
    """A standby that was promoted comes up beside a former primary that does not."""
    assert SERVICES["db-b"]["depends_on"] == {"db-a": {"condition": "service_started", "required": False}}


@pytest.mark.parametrize("fails", ["initdb", "pg_ctl", "psql", ""])
def test_a_new_database_takes_its_place_when_it_is_whole(played: Played, fails: str) -> None:
    """Whatever ends the making of it, the next start makes it anew; its server is not where the health check asks."""
    shutil.rmtree(played.volume / "pg")
    played.environment |= {"FIRST": "yes"}
    broken = {name: "exit 1" if name == fails else "" for name in ("initdb", "pg_ctl", "psql")}
    played.program("initdb", f'{broken["initdb"]}\nmkdir "$2"; echo 15 >"$2/PG_VERSION"')
    played.program("pg_ctl", f'{broken["pg_ctl"]}\ntest -e "$VOLUME/pg.new/PG_VERSION" -a ! -e "$VOLUME/pg"')
    played.program("psql", f'test "$2" != db-a || exit 2\n{broken["psql"]}\ntest "$2" != /tmp -a ! -e "$VOLUME/pg"')
    played.program("postgres")
    ended = played.run(NODE)
    assert (ended.returncode == 0) == (fails == "")
    assert (played.volume / "pg").exists() == (fails == "")
    assert bool(re.search("^postgres ", played.called(), re.MULTILINE)) == (fails == "")


@pytest.mark.parametrize("fails", ["beside", "backup.sh restore", "take", ""])
def test_a_restore_drops_the_database_last(played: Played, fails: str) -> None:
    """It is filled beside the one of the service and then takes its place; where that fails, the service goes on."""
    script = (
        f'[ -z "{fails}" ] || case "$*" in *"{fails}"*) exit 1 ;; esac\n'
        'case "$*" in *" role") echo primary ;; *" goes") echo yes ;; *" list") echo one.dump ;; esac'
    )
    played.program("docker", script)
    played.environment["PROFILE"] = "postgres"
    ended = played.run("deploy/restore-postgres", "one.dump")
    assert ended.returncode == (1 if fails else 0), ended.stderr
    steps = re.findall(r"stop dateline-postgres|beside|sh restore|take|up --detach", played.called())
    order = ["stop dateline-postgres", "beside", "sh restore", "take", "up --detach"]
    done = order.index(fails.removeprefix("backup.")) + 1 if fails else 4
    assert steps == [*order[:done], "up --detach"]
    assert ("the database is as it was" in ended.stderr) == bool(fails)


def test_a_database_is_replaced_under_its_name_before_it_is_dropped(played: Played) -> None:
    """Both change their names in one transaction; only what was replaced is dropped, after that."""
    played.program("psql")
    assert played.run(NODE, "take").returncode == 0
    *_, swap, drop = played.called().splitlines()
    assert "-1 -c ALTER DATABASE dateline RENAME TO replaced -c ALTER DATABASE restored RENAME TO dateline" in swap
    assert drop.endswith("-c DROP DATABASE replaced WITH (FORCE)")
    played.program("psql", 'case "$*" in *RENAME*) exit 1 ;; esac')
    played.calls.write_text("", encoding="utf-8")
    assert played.run(NODE, "take").returncode != 0
    assert "RENAME" in played.called().splitlines()[-1]


@pytest.mark.parametrize("is_taken", [True, False])
def test_new_secrets_replace_those_of_the_stack_alone(played: Played, tmp_path: Path, *, is_taken: bool) -> None:
    """All seven change or, where the database does not take them, none; what else lies in the folder is left alone."""
    folder = tmp_path / "secrets"
    assert run("deploy/make-secrets", folder).returncode == 0
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    (folder / "tls.pem").write_bytes(b"of the operator")
    refused = "" if is_taken else "exit 1"
    script = (
        f'case "$*" in *" role") echo primary ;; *" goes") echo yes ;; *" passwords") cat >/dev/null; {refused} ;; esac'
    )
    played.program("docker", script)
    played.environment |= {"PROFILE": "postgres", "DATELINE_SECRETS": str(folder)}
    assert (played.run("deploy/rotate-secrets").returncode == 0) == is_taken
    after = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert after.pop("tls.pem") == b"of the operator"
    assert set(after) == set(before)
    assert {name for name in after if after[name] != before[name]} == (set(before) if is_taken else set())


@pytest.mark.parametrize(
    ("processes", "is_well"),
    [
        ({7: (1, "S"), 20: (7, "S"), 21: (7, "S")}, True),
        ({7: (1, "S"), 20: (7, "S"), 21: (7, "Z")}, False),
        ({7: (1, "S"), 20: (7, "S")}, False),
        ({20: (1, "S"), 21: (1, "S")}, False),
        ({}, False),
    ],
)
def test_a_worker_is_well_while_its_processes_live(
    tmp_path: Path, processes: Mapping[int, tuple[int, str]], *, is_well: bool
) -> None:
    """Not counted are the container's first process, the check itself, what is dead, and what has lost its parent."""
    python, *options, script = SERVICES["worker"]["healthcheck"]["test"][1:]
    assert (python, options) == ("python3", ["-IS", "-c"])
    words = b"/venv/bin/python3\0/venv/bin/dateline\0work\0"
    first = {
        1: (0, "S", b"/sbin/docker-init\0--\0dateline\0work\0"),
        90: (0, "R", b"python3\0-IS\0-c\0dateline work\0"),
    }
    for number, (parent, state, line) in {
        **first,
        **{number: (*found, words) for number, found in processes.items()},
    }.items():
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "cmdline").write_bytes(line)
        (folder / "status").write_text(f"State:\t{state} (so)\nPid:\t{number}\nPPid:\t{parent}\n", encoding="ascii")
    ended = run(sys.executable, *options, script.replace("/proc", str(tmp_path)))
    assert (ended.returncode == 0) == is_well


@pytest.mark.parametrize(
    ("options", "container", "role", "waits", "in_step", "is_done"),
    [
        ((), "c0", "primary", "yes", "no", True),
        ((), "c0", "primary", "no", "yes", False),
        (("--lossy",), "c0", "primary", "no", "yes", True),
        ((), "c0", "", "yes", "yes", True),
        ((), "c0", "", "no", "yes", False),
        ((), "c0", "", "yes", "no", False),
        ((), "c0", "", "", "yes", True),
        ((), "c0", "", "unreadable", "yes", False),
        (("--lossy",), "c0", "", "unreadable", "yes", True),
        ((), "", "", "", "yes", False),
        (("--lossy",), "", "", "", "yes", False),
        (("--fenced",), "", "", "", "yes", True),
        (("--fenced",), "", "", "", "no", False),
        (("--fenced", "--lossy"), "", "", "", "no", True),
    ],
)
def test_a_failover_loses_nothing_and_leaves_no_second_primary_unless_told_so(
    played: Played, options: tuple[str, ...], container: str, role: str, waits: str, in_step: str, *, is_done: bool
) -> None:
    """It stops, marks, promotes; not where something may be missing or the old one elsewhere."""
    played.program(
        "docker",
        f"""case "$*" in
          *"ps --all --quiet db-a") echo "{container}" ;;
          *"db-a /etc/dateline/node.sh role") echo "{role}" ;;
          *"db-a"*" waits") [ "{waits}" != unreadable ] || exit 1; echo "{waits}" ;;
          *"db-b /etc/dateline/node.sh in-step") echo "{in_step}" ;;
          *"db-b /etc/dateline/node.sh role") grep -q promote "$CALLS" && echo primary || echo standby ;;
        esac""",
    )
    ended = played.run("deploy/failover", *options)
    assert (ended.returncode == 0) == is_done, ended.stderr
    steps = re.findall(r"stop --timeout 15 db-a|rm --force db-a|db-a fence|promote", played.called())
    fence = ["db-a fence"] if container else []
    assert steps == (["stop --timeout 15 db-a", "rm --force db-a", *fence, "promote"] if is_done else [])
    assert ("nothing was done" in ended.stderr) == (not is_done)
    assert ("could not be marked" in ended.stderr) == (is_done and not container)


@pytest.mark.parametrize(
    ("written", "told"),
    [("synchronous_standby_names = '\"db-a\"'\n", "yes"), ("synchronous_standby_names = ''\n", "no"), ("", "no")],
)
def test_a_primary_that_does_not_run_still_tells_whether_it_waited(played: Played, written: str, told: str) -> None:
    """From the file of what it was told last; where it has no data, nothing is told."""
    played.program("pg_isready", "exit 2")
    (played.volume / "pg" / "postgresql.auto.conf").write_text("# Do not edit\n" + written, encoding="ascii")
    assert played.run(NODE, "waits").stdout.strip() == told
    (played.volume / "pg" / "PG_VERSION").unlink()
    assert not played.run(NODE, "waits").stdout


def test_a_standby_is_told_that_its_primary_goes_on_alone(played: Played) -> None:
    """Before it does, so that a failover never takes it for one that has everything; the mark is on its volume."""
    script = 'case "$*" in *"db-b"*" role") echo primary ;; *"db-a"*" role") echo standby ;; esac'
    played.program("docker", script)
    assert played.run("deploy/alone").returncode == 0
    assert re.findall(r"db-[ab] \S+ (?:behind|alone)", played.called()) == [
        "db-a /etc/dateline/node.sh behind",
        "db-b /etc/dateline/node.sh alone",
    ]
    (played.volume / "in-step").touch()
    assert played.run(NODE, "in-step").stdout == "yes\n"
    assert played.run(NODE, "behind").returncode == 0
    assert played.run(NODE, "in-step").stdout == "no\n"


def test_a_standby_that_is_away_is_told_on_its_volume(played: Played) -> None:
    """So that a failover months later does not take it for one that has everything."""
    played.program("docker", 'case "$*" in *"db-b"*" role") echo primary ;; *"exec -T db-a"*) exit 1 ;; esac')
    told = played.run("deploy/alone")
    assert told.returncode == 0
    assert re.findall(r"run \S+ \S+ -T db-a behind", played.called()) == ["run --rm --no-deps -T db-a behind"]
    assert "could not be told" not in told.stderr


@pytest.mark.parametrize(
    ("there", "here", "is_done"),
    [
        ("7000 2", "7000 1", True),
        ("7000 2", "7000 2", True),
        ("7000 2", "", True),
        ("7000 2", "7000 3", False),
        ("7000 2", "7001 1", False),
        ("7000 2", None, False),
        (None, "7000 1", False),
    ],
)
def test_a_rejoin_drops_nothing_that_the_primary_never_had(
    played: Played, there: str | None, here: str | None, *, is_done: bool
) -> None:
    """Another database, one that was promoted later, or one that cannot be read stays as it is."""
    told = [f"echo '{one}'" if one is not None else "exit 1" for one in (there, here)]
    played.program(
        "docker",
        f"""case "$*" in
          *"db-a /etc/dateline/node.sh role") echo primary ;;
          *"db-a /etc/dateline/node.sh lineage") {told[0]} ;;
          *"db-b lineage") {told[1]} ;;
          *"ps --all --quiet db-b") echo c1 ;;
          "inspect -f {{{{.State.Health.Status}}}} c1") echo healthy ;;
        esac""",
    )
    ended = played.run("deploy/rejoin", "db-b")
    assert (ended.returncode == 0) == is_done, ended.stderr
    assert ("nothing was done" in ended.stderr) == (not is_done)
    steps = re.findall(r"rm --stop --force db-b|db-b forget|up --no-deps --detach db-b", played.called())
    assert steps == (["rm --stop --force db-b", "db-b forget", "up --no-deps --detach db-b"] if is_done else [])


@pytest.mark.parametrize(("told", "role"), [("echo t", "standby"), ("echo f", "primary"), ("exit 2", ""), ("", "")])
def test_a_node_that_cannot_be_asked_has_no_role(played: Played, told: str, role: str) -> None:
    """It is not taken for a primary: one that waits for its peer answers nobody."""
    played.program("psql", told)
    ended = played.run(NODE, "role")
    assert (ended.stdout.strip(), ended.returncode == 0) == (role, bool(role))


def test_the_lineage_of_data_is_their_database_and_its_promotions(played: Played) -> None:
    """Of data that do not run, too; nothing where there are none."""
    control = "Database system identifier:           7000\\nLatest checkpoint's TimeLineID:       2"
    played.program("pg_controldata", f'printf "{control}\\n"')
    (played.volume / "pg" / "pg_wal" / "0000000A.history").touch()
    assert played.run(NODE, "lineage").stdout == "7000 10\n"
    (played.volume / "pg" / "PG_VERSION").unlink()
    assert not played.run(NODE, "lineage").stdout


def test_data_that_are_to_be_copied_anew_stay_until_the_copy_is_there(played: Played) -> None:
    """A copy that breaks off leaves what was there before, also the second time; one that is whole takes its place."""
    (played.volume / "pg" / "mine").touch()
    played.program("psql", 'case "$*" in *recovery*) echo f ;; *) exit 1 ;; esac')
    played.program("pg_basebackup", "exit 1")
    played.program("postgres")
    for _ in range(2):
        assert played.run(NODE, "forget").returncode == 0
        assert played.run(NODE).returncode != 0
    assert (played.volume / "pg.old" / "mine").exists()
    played.program("pg_basebackup", 'while [ "$1" != -D ]; do shift; done; mkdir "$2"; echo 15 >"$2/PG_VERSION"')
    assert played.run(NODE).returncode == 0
    assert {path.name for path in played.volume.iterdir()} == {"pg"}


@pytest.mark.parametrize("left", ["peer's data", "peer's answer", ""])
def test_no_new_database_is_made_beside_one_that_is_there(played: Played, tmp_path: Path, left: str) -> None:
    """The first node, without data, waits while the other has some or answers, though it is no primary."""
    shutil.rmtree(played.volume / "pg")
    peers = tmp_path / "peer"
    (peers / "pg").mkdir(parents=True) if left == "peer's data" else peers.mkdir()
    played.environment |= {"FIRST": "yes", "PEERS_VOLUME": str(peers)}
    answers = 'case "$*" in *recovery*) echo t ;; *) echo 1 ;; esac' if left == "peer's answer" else ""
    played.program("psql", f'test "$2" != db-a || {{ {answers or "exit 2"}; }}')
    played.program("initdb", 'mkdir "$2"; echo 15 >"$2/PG_VERSION"')
    played.program("pg_ctl")
    played.program("postgres")
    with subprocess.Popen([NODE], stderr=subprocess.PIPE, text=True, env=played.environment) as node:  # noqa: S603 - ours
        assert node.stderr
        first = next(line for line in node.stderr if line.startswith("node.sh"))
        node.kill()
    assert ("making a new database" if not left else "waiting for db-a") in first


@pytest.mark.parametrize("command", ["restore-postgres", "rotate-secrets"])
def test_nothing_is_begun_where_writes_wait(played: Played, tmp_path: Path, command: str) -> None:
    """A command that would wait for a standby that is away stops nothing and changes nothing."""
    script = 'case "$*" in *" role") echo primary ;; *" goes") echo no ;; *" list") echo one.dump ;; esac'
    played.program("docker", script)
    played.environment |= {"PROFILE": "postgres", "DATELINE_SECRETS": str(tmp_path)}
    ended = played.run(f"deploy/{command}", *(["one.dump"] if command == "restore-postgres" else []))
    assert ended.returncode == 1
    assert "deploy/alone" in ended.stderr
    assert not re.search("stop|passwords|up --detach|beside", played.called())
    assert list(tmp_path.glob("before.*")) == []


BACKUP = ROOT / "deploy" / "postgres" / "backup.sh"


@pytest.mark.parametrize("fails", ["pg_dump", "pg_restore", ""])
def test_a_dump_that_fails_is_no_backup(played: Played, tmp_path: Path, fails: str) -> None:
    """It is tried again soon, takes the place of no good one, and what tells whether all is well does not count it."""
    secret = tmp_path / "secret"
    secret.write_text("word", encoding="ascii")
    shutil.rmtree(played.volume / "pg")
    played.environment |= {"SECRET": str(secret), "BACKUP_KEEP": "2", "BACKUP_HOURS": "1"}
    for number in (1, 2):
        old = played.volume / f"dateline-2026-01-0{number}T000000Z.dump"
        old.write_text("good", encoding="ascii")
        os.utime(old, (0, 0))
    written = 'while [ "$1" != -f ]; do shift; done; printf "half a dump" >"$2"'
    played.program("pg_dump", written + ("; exit 1" if fails == "pg_dump" else ""))
    played.program("pg_restore", "exit 1" if fails == "pg_restore" else "")
    played.program("sleep", 'echo "slept $1"; exec /bin/sleep 60')
    with subprocess.Popen([BACKUP], stdout=subprocess.PIPE, text=True, env=played.environment) as running:  # noqa: S603 - ours
        assert running.stdout
        assert running.stdout.readline() == ("slept 60\n" if fails else "slept 3600\n")
        running.terminate()
        running.stdout.close()
    names = sorted(path.name for path in played.volume.iterdir())
    assert len(names) == 2
    assert (names == ["dateline-2026-01-01T000000Z.dump", "dateline-2026-01-02T000000Z.dump"]) == bool(fails)
    assert (played.run(BACKUP, "healthy").returncode != 0) == bool(fails)


def test_the_bound_of_connections_of_an_address_is_a_setting() -> None:
    """The proxy's file reads it from the environment, and the compose file gives the number that operators are told."""
    assert '"$DATELINE_ADDRESS_CONNECTIONS"' in (ROOT / "deploy" / "proxy" / "haproxy.cfg").read_text(encoding="utf-8")
    given = SERVICES["proxy"]["environment"]["DATELINE_ADDRESS_CONNECTIONS"]
    assert given == "${DATELINE_ADDRESS_CONNECTIONS:-256}"
    assert "(`DATELINE_ADDRESS_CONNECTIONS`, 256)" in (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")


def test_an_engine_of_others_gets_no_stand_ins_unasked(played: Played, tmp_path: Path) -> None:
    """Where an image cannot be pulled, nothing is made under its name; a program with an old number lives on."""
    played.program("docker", 'case "$*" in *"config --images") echo redis:7-bookworm ;; *) exit 1 ;; esac')
    played.program("mmdebstrap", "exit 1")
    played.environment["DATELINE_ENGINE"] = str(tmp_path / "engine")
    refused = played.run("scripts/engine.sh", "images")
    assert refused.returncode == 1
    assert "DATELINE_STAND_INS=yes" in refused.stderr
    assert "mmdebstrap" not in played.called()
    (tmp_path / "engine").mkdir()
    with subprocess.Popen(["/bin/sleep", "60"]) as other:
        (tmp_path / "engine" / "docker.pid").write_text(str(other.pid), encoding="ascii")
        assert played.run("scripts/engine.sh", "down").returncode == 0
        assert other.poll() is None
        other.kill()
