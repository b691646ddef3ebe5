"""What reaches a line of the log, and what does not."""

from __future__ import annotations

import io
import json
import logging
import logging.config
import threading
import warnings
from typing import TYPE_CHECKING, Any

import pytest

from service.telemetry import logs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SENT = "The minister of Ruritania bought forty elephants"


def _line(name: str, message: str, *arguments: object, **more: Any) -> logging.LogRecord:  # noqa: ANN401 - whatever a logger is given
    record = logging.LogRecord(name, logging.ERROR, "/srv/views.py", 7, message, arguments, more.pop("exc_info", None))
    record.__dict__.update(more)
    return record


def _raised() -> Any:  # noqa: ANN401 - what sys.exc_info gives
    try:
        _fail()
    except LookupError as error:
        return type(error), error, error.__traceback__


def _fail() -> None:
    try:
        int(SENT)
    except ValueError as error:
        raise LookupError(SENT) from error


@pytest.fixture
def told() -> Iterator[Callable[[], list[dict[str, Any]]]]:
    """The events that are logged through the configuration of the service, as they are read from its lines."""
    before = logging.root.handlers[:], logging.root.level, threading.excepthook
    stream = io.StringIO()
    logging.config.dictConfig(logs.configuration("json", "info"))
    handler = logging.root.handlers[0]
    assert isinstance(handler, logging.StreamHandler)
    handler.setStream(stream)
    logs.catch_all()
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    logging.captureWarnings(capture=False)
    logging.root.handlers[:], logging.root.level, threading.excepthook = before


@pytest.mark.parametrize("formatter", [logs.JsonFormatter(), logs.TextFormatter()])
@pytest.mark.parametrize(
    ("record", "kept"),
    [
        (_line("service.api.errors", "A request failed.", exc_info=_raised()), "LookupError"),
        (_line("service.api.observing", "request", status=200, article=SENT), "200"),
        (_line("trafilatura.core", f"discarding {SENT}"), "views:7"),
        (_line("py.warnings", "%s", f"w.py:1: UserWarning: {SENT}"), "views:7"),
        (_line("gunicorn.error", f"Invalid request from ip=127.0.0.1: Invalid line: '{SENT}'"), "127.0.0.1"),
        (_line("gunicorn.error", "Error handling request %s %s", "GET", f"/?q={SENT}"), "Error handling"),
        (_line("gunicorn.error", "Worker (pid:%s) was sent %s!", 7, "SIGKILL"), "SIGKILL"),
        (_line("gunicorn.error", "Exception:\n%s", SENT), "Exception"),
    ],
    ids=lambda value: value.name if isinstance(value, logging.LogRecord) else None,
)
def test_no_line_holds_what_was_sent(formatter: logging.Formatter, record: logging.LogRecord, kept: str) -> None:
    """Words of others, of exceptions and of unnamed fields never reach a line; what an operator needs does."""
    line = formatter.format(record)
    assert SENT not in line
    assert "elephants" not in line
    assert kept in line


def test_an_event_is_one_line_of_json(told: Callable[[], list[dict[str, Any]]]) -> None:
    """Each has a time in UTC, a level, a logger, its words and its fields; an error its types and places."""
    logging.getLogger("service.api").info("request", extra={"route": "/v1/check", "ms": 1.5})
    logging.getLogger("service.api").error("A request failed.", exc_info=_raised())
    logging.getLogger("elsewhere").info("not told: other libraries are silent below a warning")
    first, second = told()
    assert first["time"].endswith("+00:00")
    assert {name: first[name] for name in ("level", "logger", "event", "route", "ms")} == {
        "level": "info",
        "logger": "service.api",
        "event": "request",
        "route": "/v1/check",
        "ms": 1.5,
    }
    assert second["error"]["types"] == ["LookupError", "ValueError"]
    assert second["error"]["places"][-1].startswith("tests/telemetry/test_logs.py:")


def test_warnings_and_threads_that_end_go_the_same_way(told: Callable[[], list[dict[str, Any]]]) -> None:
    """What Python would print as it is becomes an event without its words."""

    def end() -> None:
        raise RuntimeError(SENT)

    thread = threading.Thread(target=end)
    thread.start()
    thread.join()
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn(SENT, stacklevel=1)
    events = told()
    assert [event["logger"] for event in events] == ["service.telemetry.logs", "py.warnings"]
    assert SENT not in json.dumps(events)
    assert events[0]["error"]["types"] == ["RuntimeError"]


@pytest.mark.parametrize("form", ["auto", "json", "text"])
def test_every_form_can_be_set_up(form: str, told: Callable[[], list[dict[str, Any]]]) -> None:
    """Each choice of the settings is a configuration that logging takes."""
    logging.config.dictConfig(logs.configuration(form, "warning"))
    assert not logging.getLogger("service").isEnabledFor(logging.INFO)
    assert told() == []
