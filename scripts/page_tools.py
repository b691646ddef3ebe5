"""What pages are looked at with: a browser, axe-core and html-validate.

    python -m scripts.page_tools --chromium     prints where the browser is, or fails
    python -m scripts.page_tools --node         prints the folder of the Node.js that comes with Playwright

The browser is the one of the machine (`DATELINE_TEST_CHROMIUM` names another); the other two come by npm, by the lock
file in `scripts/page-lint` (see `provide_page_lint` in scripts/environment.sh).
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import playwright

if TYPE_CHECKING:
    from collections.abc import Iterable

BINARIES: Final = ("chromium", "google-chrome", "chromium-browser")
NAMED: Final = "DATELINE_TEST_CHROMIUM"
FLAGS: Final = (
    "--no-sandbox",  # a container that runs tests as root has no other way; only our own pages are opened
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--no-first-run",
)
LINT: Final = Path(__file__).parent / "page-lint"
AXE: Final = LINT / "node_modules/axe-core/axe.min.js"
VALIDATOR: Final = LINT / "node_modules/html-validate/bin/html-validate.mjs"
RULES: Final = LINT / "html-validate.json"


def chromium() -> str | None:
    """Where the browser is, None where there is none."""
    named = os.environ.get(NAMED)
    return named or next((path for name in BINARIES if (path := shutil.which(name))), None)


def node() -> Path:
    """The Node.js that Playwright brings along, so that no other is needed."""
    return Path(playwright.__file__).parent / "driver" / "node"


def has_lint() -> bool:
    """Whether axe-core and html-validate are installed."""
    return AXE.exists() and VALIDATOR.exists()


def markup_errors(files: Iterable[Path]) -> str:
    """What html-validate has against files of HTML; empty for nothing."""
    command: list[str | Path] = [node(), VALIDATOR, "--config", RULES, "--formatter", "text", *files]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=LINT)  # noqa: S603 - a list, no shell
    return "" if done.returncode == 0 else done.stdout + done.stderr


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--chromium", action="store_true", help="print where the browser is, or fail")
    parser.add_argument("--node", action="store_true", help="print the folder of Node.js")
    asked = parser.parse_args()
    if asked.node:
        sys.stdout.write(f"{node().parent}\n")
    if asked.chromium:
        found = chromium()
        if found is None:
            sys.exit("There is no Chromium here (Debian: the package chromium).")
        sys.stdout.write(f"{found}\n")


if __name__ == "__main__":
    main()
