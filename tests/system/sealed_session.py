"""What the test of the embargo runs where there is no network: a service on loopback, and what newsrooms send to it.

    python -m tests.system.sealed_session FOLDER

Started in a network namespace of its own, it brings loopback up and nothing else, makes sure that nothing outside can
be reached, sends every form of a text that may not be kept and one that may, ends the service, and writes what it
answered to `FOLDER/answers.json`. The store is the one that lies in `FOLDER/data`.
"""

from __future__ import annotations

import fcntl
import hashlib
import hmac
import http.client
import json
import os
import signal
import socket
import struct
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PORT = 8080
SECRET = "known to both sides"  # noqa: S105 - of this test alone
UNKEPT = (
    "Chancellor Zyxovit Kråklund of Bömmelgard secretly signed the Quorblenn treaty on 3 May 2011. "
    "Prime Minister Gordon Brown of Britain applauded the wobbleframpers in London on 12 September 2011."
)
KEPT = "Chancellor Hentzovar Trölldal of Strelsaugard opened the Vlimbrook tunnel on 4 May 2011."
EMBARGO = "2100-01-01T06:00:00Z"
_SET_FLAGS, _FLAGS_UP = 0x8914, 0x41
"""SIOCSIFFLAGS, and IFF_UP with IFF_RUNNING (linux/sockios.h, linux/if.h)."""
_LONGEST_START = 120


def loopback_up() -> None:
    """Bring up the loopback interface, the only one of a new namespace."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as made:
        fcntl.ioctl(made, _SET_FLAGS, struct.pack("16sH14s", b"lo", _FLAGS_UP, b""))


def reaches_nothing() -> bool:
    """Whether an address of the outside has no route (TEST-NET-1, RFC 5737)."""
    try:
        socket.create_connection(("192.0.2.1", 80), timeout=2).close()
    except TimeoutError:
        return False
    except OSError:
        return True
    return False


def requests() -> Iterator[tuple[str, str, bytes, dict[str, str]]]:
    """Name, path, body and headers of everything that is sent."""
    article = {
        "text": UNKEPT,
        "published_at": "2011-09-13",
        "source": "zyxovit.example",
        "title": "The Quorblenn treaty",
    }
    embargoed = {**article, "embargoed_until": EMBARGO}
    withheld = {"uri": "urn:newsml:quorblenn", "body_text": UNKEPT, "pubstatus": "withheld"}
    beside = {"text": "The mayor went home on 4 May 2011.", "references": [{"ninjs": withheld}]}
    twice = {"Idempotency-Key": "5f1c7e2a-0000-4c55-9a57-0b8f6a1d2e90"}
    for name, path, body, headers in (
        ("embargo", "/v1/check", {"article": embargoed}, {}),
        ("embargo, sent twice", "/v1/check", {"article": embargoed}, twice),
        ("embargo, sent twice, again", "/v1/check", {"article": embargoed}, twice),
        ("embargo, later", "/v1/check", {"article": embargoed}, {"Prefer": "respond-async"}),
        ("embargo, a version", "/v1/check", {"article": {**embargoed, "version_of": "quorblenn-1"}}, {}),
        ("unstored", "/v1/check", {"article": article, "store": False}, {}),
        (
            "unstored, closed",
            "/v1/check",
            {"article": article, "references": [article], "closed": True, "store": False},
            {},
        ),
        ("unstored, page", "/v1/check/page", {"article": article, "store": False}, {}),
        ("embargo, table", "/v1/check/table", {"article": embargoed}, {}),
        ("embargo, batch", "/v1/jobs", {"articles": [{"id": "row 1", **embargoed}]}, {}),
        (
            "withheld reference",
            "/v1/check",
            {"article": {"text": beside["text"]}, "references": beside["references"], "closed": True},
            {},
        ),
        ("withheld reference, batch", "/v1/jobs", {"articles": [{"id": "row 2", **beside}]}, {}),
        ("misspelt", "/v1/check", {"article": {**embargoed, UNKEPT: 1}}, {}),
        ("not read", "/v1/check", {"article": {**embargoed, "language": "de"}}, {}),
        (
            "kept",
            "/v1/check",
            {"article": {**article, "text": KEPT, "source": "courier.example", "title": "A tunnel"}},
            {},
        ),
    ):
        yield name, path, json.dumps(body, ensure_ascii=False).encode(), headers
    yield "malformed", "/v1/check", json.dumps({"article": embargoed}).encode()[:-1], {}
    item = {
        "guid": "urn:newsml:quorblenn",
        "versioncreated": "2011-09-13T08:00:00+0000",
        "headline": "The Quorblenn treaty",
        "body_html": f"<p>{UNKEPT}</p>",
    }
    for name, more in (("push, embargo", {"embargoed": EMBARGO}), ("push, withheld", {"pubstatus": "withheld"})):
        pushed = json.dumps({**item, **more}).encode()
        signed = "sha1=" + hmac.new(SECRET.encode(), pushed, hashlib.sha1).hexdigest()
        yield name, "/v1/push/superdesk", pushed, {"x-superdesk-signature": signed}
    yield "push, unsigned", "/v1/push/superdesk", json.dumps(item).encode(), {"x-superdesk-signature": "sha1=0"}


def send(method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None) -> tuple[int, str]:
    """Status and body of an answer."""
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
    try:
        connection.request(method, path, body, {"Content-Type": "application/json", **(headers or {})})
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


def wait_until_ready(server: subprocess.Popen[bytes]) -> None:
    """Come back when the service answers that the ledger is ready."""
    end = time.monotonic() + _LONGEST_START
    while time.monotonic() < end and server.poll() is None:
        try:
            if send("GET", "/readyz")[0] == http.HTTPStatus.OK:
                return
        except OSError:
            pass
        time.sleep(0.1)
    raise SystemExit("The service did not start.")


def main(folder: Path) -> None:
    """The session; see above."""
    loopback_up()
    answers: dict[str, object] = {"sealed": reaches_nothing()}
    places = {name: str(folder / name) for name in ("data", "tmp", "home")}
    for place in places.values():
        Path(place).mkdir(exist_ok=True)
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("DATELINE_", "XDG_"))},
        "DATELINE_DATA_DIR": places["data"],
        "DATELINE_PARSER": "words",
        "DATELINE_CROSS_ENCODER": "no",
        "DATELINE_LOG_LEVEL": "info",
        "DATELINE_JOB_WORKERS": "0",
        "DATELINE_SUPERDESK_SECRET": SECRET,
        "TMPDIR": places["tmp"],
        "HOME": places["home"],
        "OMP_NUM_THREADS": "1",
    }
    with (folder / "service.log").open("wb") as log:
        command = [sys.executable, "-m", "service.cli", "serve", "--port", str(PORT)]
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=log, start_new_session=True)  # noqa: S603 - a fixed list, no shell
        try:
            wait_until_ready(server)
            for name, path, body, headers in requests():
                answers[name] = send("POST", path, body, headers)
            answers["metrics"] = send("GET", "/metrics")
            answers["reports"] = send("GET", "/v1/reports")
            answers["audit"] = send("GET", "/v1/audit")
        finally:
            server.terminate()
            try:
                server.wait(30)
            finally:
                if server.poll() is None:
                    os.killpg(server.pid, signal.SIGKILL)
    (folder / "answers.json").write_text(json.dumps(answers), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
