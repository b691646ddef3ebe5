"""What each command does. Reports go to standard output, everything else to standard error."""

from __future__ import annotations

import os
import socket
import sys
import tempfile
from dataclasses import replace
from typing import TYPE_CHECKING

from rich.console import Console

from service.bootstrap import Engine
from service.cli import batch
from service.cli.access import make_first
from service.cli.inputs import STANDARD_INPUT, InputError, article_from, request_from
from service.cli.ledger_text import contents_lines, shown_lines
from service.cli.options import engine_of, now, settings_of
from service.cli.output import progress, write, write_lines
from service.cli.terminal import print_report
from service.cli.wording import printable
from service.contract.documents import dumps
from service.contract.reports import reading_json
from service.contract.stories import FORM
from service.domain.access import is_loopback
from service.presentation.page import page
from service.presentation.tables import claims_table
from service.presentation.view import view_of
from service.settings import child_environment, figures_folder, take_over
from service.telemetry import FIGURES
from service.work.rows import Task

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Mapping

    from service.settings import Settings


def check(options: Namespace) -> None:
    """`dateline check`: one article, or a file of them."""
    engine = engine_of(options)
    if _is_batch(options):
        task = Task("check", ledger=not options.no_ledger, closed=options.closed)
        _run_batch(options, engine, task)
        return
    request = request_from(
        options.file,
        options.reference,
        published_at=options.published_at,
        source=options.source,
        ledger=not options.no_ledger,
        closed=options.closed,
    )
    answered = engine.report_desk(FORM).check(replace(request, store=request.store and not options.no_store))
    report, found = answered.report, answered.document
    if options.format == "json":
        write(answered.body + "\n")
    elif options.format == "html":
        write(page(view_of(found), report.document))
    elif options.format == "csv":
        write(claims_table(view_of(found)))
    else:
        print_report(view_of(found), report.document, Console(highlight=False))


def read(options: Namespace) -> None:
    """`dateline read`: one article, or a file of them."""
    engine = engine_of(options)
    if _is_batch(options):
        _run_batch(options, engine, Task("read"))
        return
    article = article_from(options.file, options.published_at, options.source)
    write(dumps(reading_json(engine.read(article), options.file)) + "\n")


def ledger_show(options: Namespace) -> int:
    """`dateline ledger show`: what the ledger knows of a name or a key; 1 where that is nothing."""
    shown = engine_of(options).show(options.entity, options.at, options.known_at)
    write_lines(shown_lines(shown))
    if shown.entities or shown.offices or shown.facts:
        return 0
    sys.stderr.write(f"dateline: The ledger knows nothing of {printable(options.entity)}.\n")
    return 1


def ledger_stats(options: Namespace) -> None:
    """`dateline ledger stats`: how much is in the ledger."""
    write_lines(contents_lines(engine_of(options).stats()))


def serve(options: Namespace) -> None:
    """`dateline serve`: become gunicorn, once the ledger is in place and the address is free."""
    settings = settings_of(options)
    settings = replace(
        settings,
        host=options.host or settings.host,
        port=options.port or settings.port,
        workers=options.workers or settings.workers,
    )
    _refuse_taken(settings)
    engine = Engine(settings, now)
    engine.ready()
    if options.first_key:
        make_first(engine, options.first_key)
    _refuse_open(settings, engine)
    engine.close()
    environment = child_environment(settings, figures_folder() or tempfile.mkdtemp(prefix=FIGURES))
    if hasattr(options, "db"):  # it may hold a password, which all could read for as long as this command line stands
        command = [sys.executable, "-m", "service.cli", "serve"]
        os.execve(sys.executable, command, environment)  # nosec B606 # noqa: S606 - no shell; this interpreter with a list built above
    else:
        become_gunicorn(environment)


def become_gunicorn(environment: Mapping[str, str]) -> None:
    """Serve under `environment` until a signal ends it; what has been imported by now stays, and need not be again."""
    take_over(environment)
    from gunicorn.app.wsgiapp import run  # noqa: PLC0415 - nothing else here needs it

    sys.argv = ["gunicorn", "--config", "python:service.gunicorn_conf", "service.wsgi:app"]
    run()


def _is_batch(options: Namespace) -> bool:
    if (options.jsonl is None) != (options.out is None):
        raise InputError("--jsonl and --out belong together.")
    if options.jsonl is not None and options.file != STANDARD_INPUT:
        raise InputError("Either FILE or --jsonl, not both.")
    return options.jsonl is not None


def _run_batch(options: Namespace, engine: Engine, task: Task) -> None:
    with progress(options.jsonl.name) as told:
        articles, failed = batch.run(
            options.jsonl,
            options.out,
            engine,
            task,
            workers=options.workers,
            progress=told,
        )
    if failed:
        counted = "1 article" if articles == 1 else f"{articles:,} articles"
        sys.stderr.write(f"dateline: {counted}, {failed:,} could not be read: see the lines with `error`\n")


def _refuse_open(settings: Settings, engine: Engine) -> None:
    """Refuse to answer others than this machine where nobody would be kept out."""
    if is_loopback(settings.host) or settings.sign_in or engine.access.keys.any_made():
        return
    raise InputError(
        f"Without keys Dateline listens on loopback alone, not on {settings.host}."
        " Make one first: dateline keys create NAME --scope admin --by NAME"
    )


def _refuse_taken(settings: Settings) -> None:
    """Refuse an address that cannot be listened on, before anything is loaded."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((settings.host, settings.port))
    except (OSError, OverflowError) as error:
        reason = error.strerror if isinstance(error, OSError) else "no such port"
        raise InputError(f"Cannot listen on {settings.host}:{settings.port}: {reason}.") from None
