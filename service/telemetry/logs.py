"""Logs: one event a line, as JSON or in words, with nothing of a text, a report or a key.

What reaches a line is chosen here and not where it is logged: the messages of this package and those of
gunicorn that tell of its processes, the fields that `FIELDS` names, and of an exception its type and the places in the
code. An exception's own words are left out, since they may quote an article (a database tells the row that it
refuses); so is what other libraries log.
"""

from __future__ import annotations

import json
import logging
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

FIELDS = (
    "method",
    "route",
    "status",
    "ms",
    "received",
    "sent",
    "trace",
    "caller",
    "job",
    "count",
    "revision",
    "address",
)
"""What an event may carry beside its words, given to the logger as `extra`."""

_OURS = "service"
_SERVER = "gunicorn"
_ROOT = Path(__file__).parents[2]
_MOST_PLACES = 30


class JsonFormatter(logging.Formatter):
    """An event as a line of JSON: `time` (UTC), `level`, `logger`, `event`, its fields, and any `error`."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        members: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": event_of(record),
            **fields_of(record),
        }
        if (error := error_of(record)) is not None:
            members["error"] = error
        return json.dumps(members, ensure_ascii=False)


class TextFormatter(logging.Formatter):
    """An event as a line for a person at a terminal; an error's places follow on lines of their own."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, or lines."""
        told = " ".join(f"{name}={value}" for name, value in fields_of(record).items())
        at = datetime.fromtimestamp(record.created, UTC).astimezone().strftime("%H:%M:%S")
        line = f"{at} {record.levelname.lower():7} {event_of(record)}" + (f"  {told}" if told else "")
        error = error_of(record)
        return line if error is None else "\n    ".join([line, " <- ".join(error["types"]), *error["places"]])


def event_of(record: logging.LogRecord) -> str:
    """The words of an event, as far as they cannot hold anything that was sent."""
    if _of(record, _OURS):
        return record.getMessage()
    if _of(record, _SERVER):
        # Up to a warning it tells of its own processes, from there on of requests, too.
        known = record.levelno < logging.WARNING or all(map(_is_plain, record.args or ()))
        return (record.getMessage() if known and record.args else str(record.msg).partition(": ")[0]).partition("\n")[0]
    return f"logged by {record.module}:{record.lineno}"


def fields_of(record: logging.LogRecord) -> dict[str, Any]:
    """The fields of an event that `FIELDS` names."""
    return {name: getattr(record, name) for name in FIELDS if getattr(record, name, None) is not None}


def error_of(record: logging.LogRecord) -> dict[str, Any] | None:
    """The types of an exception and of those it came from, and the places in the code on its way, the last one last."""
    if not record.exc_info or record.exc_info[1] is None:
        return None
    error, traceback = record.exc_info[1], record.exc_info[2]
    return {"types": list(_types(error)), "places": list(_places(traceback))[-_MOST_PLACES:]}


def configuration(form: str, level: str) -> dict[str, Any]:
    """What `logging.config.dictConfig` takes: everything to standard error in `form` ("json", "text", or "auto")."""
    if form == "auto":
        form = "text" if sys.stderr.isatty() else "json"
    formatter = {"json": JsonFormatter, "text": TextFormatter}[form]
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": formatter}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"level": "WARNING", "handlers": ["stderr"]},
        "loggers": {
            _OURS: {"level": level.upper()},
            "gunicorn.error": {"level": level.upper(), "handlers": [], "propagate": True},
            "gunicorn.access": {"level": "CRITICAL", "handlers": [], "propagate": False},
        },
    }


def catch_all() -> None:
    """Send warnings and what ends a thread through the same lines, instead of as they are to standard error."""
    logging.captureWarnings(capture=True)

    def ended(hook: threading.ExceptHookArgs) -> None:
        if hook.exc_value is not None:
            exc_info = (hook.exc_type, hook.exc_value, hook.exc_traceback)
            logging.getLogger(__name__).error("A thread ended.", exc_info=exc_info)

    threading.excepthook = ended


def _of(record: logging.LogRecord, name: str) -> bool:
    return record.name == name or record.name.startswith(f"{name}.")


def _is_plain(argument: object) -> bool:
    """Whether an argument of a message is a number or a name such as that of a signal."""
    return isinstance(argument, int) or (isinstance(argument, str) and argument.isupper() and argument.isalnum())


def _types(error: BaseException) -> Iterator[str]:
    seen: set[int] = set()
    following: BaseException | None = error
    while following is not None and id(following) not in seen:
        seen.add(id(following))
        yield f"{type(following).__module__}.{type(following).__qualname__}".removeprefix("builtins.")
        following = following.__cause__ or following.__context__


def _places(traceback: TracebackType | None) -> Iterator[str]:
    while traceback is not None:
        code = traceback.tb_frame.f_code
        yield f"{_short(code.co_filename)}:{traceback.tb_lineno} {code.co_name}"
        traceback = traceback.tb_next


def _short(file: str) -> str:
    path = Path(file)
    if path.is_relative_to(_ROOT):
        return path.relative_to(_ROOT).as_posix()
    parts = path.parts
    return "/".join(parts[parts.index("site-packages") + 1 :] if "site-packages" in parts else parts[-2:])
