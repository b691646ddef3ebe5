"""The examples that people copy, run against the service as it comes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from standardwebhooks import Webhook

from tests.clients.conftest import ROOT

if TYPE_CHECKING:
    from tests.clients.conftest import Serving

EXAMPLES = ROOT / "examples" / "api"
PROGRAMS = {".sh": "curl", ".py": sys.executable, ".mjs": "node", ".php": "php"}
SECRET = "whsec_" + "c2VjcmV0IG9mIGEgbmV3c3Jvb20h"


def run(example: Path, *, sent: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    """What an example prints; skipped, with the reason told, where its language is not installed."""
    program = shutil.which(PROGRAMS[example.suffix])
    if program is None:
        pytest.skip(f"{PROGRAMS[example.suffix]} is not installed here.")
    return subprocess.run(  # noqa: S603 - a fixed list, no shell: an example of this repository
        ["/bin/sh" if example.suffix == ".sh" else program, example],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "clients" / "python"), **environment},
        input=sent,
        capture_output=True,
        timeout=120,
        check=False,
    )


def printed(example: Path, serving: Serving) -> str:
    """What an example prints when all goes well."""
    done = run(example, DATELINE=serving.address)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


@pytest.fixture(scope="module")
def told_by_python(serving: Serving) -> str:
    """What the example in Python prints, with which the others are compared."""
    return printed(EXAMPLES / "check.py", serving)


@pytest.mark.parametrize("suffix", PROGRAMS)
def test_one_article_is_checked(suffix: str, serving: Serving, told_by_python: str) -> None:
    """Every language prints the same verdicts, the office that somebody else held among them."""
    told = told_by_python if suffix == ".py" else printed(EXAMPLES / f"check{suffix}", serving)
    if suffix == ".sh":
        report = json.loads(told)
        lines = [line for claim in report["claims"] for line in _lines(claim)]
        told = "".join(f"{line}\n" for line in lines)
    assert told == told_by_python
    assert "contradicted\tForeign Secretary Dominic Raab" in told
    assert "William Hague" in told


@pytest.mark.parametrize("suffix", PROGRAMS)
def test_many_articles_are_checked_later(suffix: str, serving: Serving) -> None:
    """Every language gets a line for each article in their order, the one that cannot be read among them."""
    told = printed(EXAMPLES / f"batch{suffix}", serving)
    if suffix == ".sh":
        found = map(json.loads, told.splitlines())
        told = "".join(f"{one['id']}\t{one['error']['title'] if 'error' in one else one['outcome']}\n" for one in found)
    names = [line.split("\t")[0] for line in told.splitlines()]
    assert names == ["bridge", "library", "empty"]
    assert told.startswith("bridge\tconflicts_found\n")
    assert told.splitlines()[2].split("\t")[1] not in {"conflicts_found", "no_conflict_found", "too_little_checked"}


@pytest.mark.parametrize("suffix", [".py", ".mjs", ".php"])
def test_a_message_is_believed_for_its_signature_alone(suffix: str) -> None:
    """A message of the service is believed; one that was changed, is old, or signed with another secret is not."""
    example = EXAMPLES / f"webhook{suffix}"
    body = '{"type": "job.done", "timestamp": "2026-01-01T00:00:00Z", "data": {"job": "Ümläut"}}'
    good = _message(body, SECRET, time.time())
    done = run(example, sent=good, WEBHOOK_SECRET=SECRET)
    assert (done.returncode, done.stdout) == (0, b"job.done\tmsg_1\n"), done.stderr.decode()
    for bad in (
        good.replace(b"job.done", b"job.gone"),
        _message(body, SECRET, time.time() - 3_600),
        _message(body, "whsec_YW5vdGhlciBzZWNyZXQgYWx0b2dldGhlcg==", time.time()),
    ):
        refused = run(example, sent=bad, WEBHOOK_SECRET=SECRET)
        assert (refused.returncode, refused.stdout) == (1, b"")


def test_a_problem_ends_an_example_with_its_title(serving: Serving, tmp_path: Path) -> None:
    """Where the service refuses an article, the example says why and exits with a status of its own."""
    (tmp_path / "article.json").write_text('{"article": {"text": ""}}', encoding="utf-8")
    for name in ("check.py", "check.mjs", "check.php"):
        copy = shutil.copy(EXAMPLES / name, tmp_path)
        done = run(Path(copy), DATELINE=serving.address)
        assert done.returncode not in {0, None}
        assert b"There is no text to read" in done.stdout + done.stderr, name


def test_every_example_is_listed() -> None:
    """The page beside the examples links all of them."""
    page = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    assert [
        file.name for file in EXAMPLES.iterdir() if f"]({file.name})" not in page and file.name != "README.md"
    ] == []


def _lines(claim: dict[str, object]) -> list[str]:
    findings = claim["findings"]
    assert isinstance(findings, list)
    return [f"{claim['verdict']}\t{claim['quote']}", *(f"\t{finding['detail']}" for finding in findings)]


def _message(body: str, secret: str, at: float) -> bytes:
    """A message as the service signs it, in the form that the examples read."""
    signature = Webhook(secret).sign("msg_1", datetime.fromtimestamp(int(at), UTC), body)
    head = f"webhook-id: msg_1\nwebhook-timestamp: {int(at)}\nwebhook-signature: {signature}"
    return f"{head}\n\n{body}".encode()
