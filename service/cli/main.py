"""The entry point of the console script `dateline`."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from service.cli.parser import build_parser
from service.cli.wording import message, printable
from service.domain.errors import DatelineError

if TYPE_CHECKING:
    from collections.abc import Sequence

_WRONG_USE = 2
_INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `dateline` with `arguments` (default: the process's); 0 for an answer, 1 for none, 2 for an error."""
    parser = build_parser()
    options = parser.parse_args(arguments)
    if "run" not in options:
        parser.print_help()
        return 0
    try:
        code: int | None = options.run(options)
    except DatelineError as error:
        sys.stderr.write(f"dateline: {printable(message(error))}\n")
        return _WRONG_USE
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        # The reader has gone (`| head`); without this the interpreter would complain at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code or 0
