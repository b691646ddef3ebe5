"""The WordPress plug-in, as far as it can be told without WordPress; `plugins/wordpress/test` walks the real thing."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

PLUGIN = Path(__file__).parents[2] / "plugins" / "wordpress"


@pytest.mark.skipif(not (shutil.which("php") and shutil.which("node")), reason="PHP or Node is not installed here.")
def test_what_it_reckons_is_right() -> None:
    """Positions, pieces, words, dates and settings are as their tests say; the template of translations is current."""
    done = subprocess.run([PLUGIN / "test", "--fast"], capture_output=True, text=True, timeout=120, check=False)  # noqa: S603 - our own script
    assert done.returncode == 0, done.stdout[-4_000:] + done.stderr[-4_000:]


def test_readme_and_plugin_say_the_same() -> None:
    """What the directory of plug-ins reads agrees with what WordPress reads."""
    readme = (PLUGIN / "dateline" / "readme.txt").read_text(encoding="utf-8")
    header = (PLUGIN / "dateline" / "dateline.php").read_text(encoding="utf-8")

    def told(text: str, name: str) -> str:
        found = re.search(rf"{name}: +(\S+)", text)
        assert found, name
        return found[1]

    for name in ("Requires at least", "Requires PHP", "License"):
        assert told(readme, name) == told(header, name)
    assert told(readme, "Stable tag") == told(header, "Version")
    short = readme.split("\n\n")[1]
    assert len(short) <= 150
    assert short in header


def test_no_file_of_it_names_a_foreign_host() -> None:
    """The plug-in knows no address but examples and the names of licences and formats."""
    fine = re.compile(r"https?://(127\.0\.0\.1|([\w-]+\.)*example(\.com|\.org)?|www\.gnu\.org|www\.w3\.org)\b")
    for path in (PLUGIN / "dateline").rglob("*"):
        if path.suffix in {".php", ".js", ".css", ".txt"}:
            for address in re.findall(r"https?://[\w][^\s'\"]*", path.read_text(encoding="utf-8")):
                assert fine.match(address), (path, address)
