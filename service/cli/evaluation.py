"""`dateline evaluate`: the benchmarks of the repository, where there is one around this package."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import service
from service.cli.inputs import InputError

if TYPE_CHECKING:
    from argparse import Namespace

ROOT = Path(service.__file__).parent.parent


def evaluate(options: Namespace) -> int:
    """Run the benchmarks; 1 where one failed, 2 for wrong use.

    Raises `InputError` where they are not here: an installed package or an image has no benchmarks.
    """
    if not (ROOT / "benchmarks" / "run.py").is_file():
        raise InputError("The benchmarks are not installed with the service; run this in a checkout of the repository.")
    if str(ROOT) not in sys.path:
        sys.path.insert(0, str(ROOT))  # the console script of a checkout sees its packages, not its other folders
    from benchmarks import run  # noqa: PLC0415 - not there in an image, and no other command needs it

    return run.evaluate(options.only, quick=options.quick, out=options.out, update=options.update)
