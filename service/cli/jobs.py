"""`dateline work`, `jobs` and `webhooks`: who answers jobs, how they stand, and who is told."""

from __future__ import annotations

import logging.config
from typing import TYPE_CHECKING, Any

from service.cli.options import add_writer, command, engine_of, positive
from service.cli.output import write, write_lines
from service.cli.wording import printable
from service.contract.jobs import line_out
from service.domain.webhooks import Event
from service.settings import figures_folder
from service.telemetry import logs

if TYPE_CHECKING:
    import argparse
    from argparse import Namespace
    from collections.abc import Iterator

    from service.domain.jobs import Job

_WORK = """\
examples:
  dateline work --processes 4
  DATELINE_QUEUE_URL=redis://queue:6379/0 dateline --db postgresql://dateline@db/dateline work

Answers jobs until it is ended; `dateline serve` does so by itself in DATELINE_JOB_WORKERS processes. SIGTERM lets every
process finish the article that it is reading. Whatever a process leaves undone, however it ended, others take up.
"""
_LISTED = 50


def register(names: argparse._SubParsersAction[Any]) -> None:
    """Add the commands."""
    work_ = command(names, "work", "answer jobs", _WORK)
    work_.add_argument("--processes", metavar="N", type=positive, default=1, help="default 1")
    work_.add_argument("--attached", action="store_true", help="end with the process that started this one")
    work_.set_defaults(run=work)
    _register_jobs(command(names, "jobs", "see how jobs stand, cancel and resume them", store=False))
    _register_webhooks(command(names, "webhooks", "have addresses told what happens", store=False))


def work(options: Namespace) -> None:
    """`dateline work`: until a signal ends it."""
    from service.work.worker import Worker  # noqa: PLC0415 - the queue and its client take half a second to import

    engine = engine_of(options)
    if figures_folder():  # of `dateline serve`, which started this
        from service.telemetry.metrics import Checks  # noqa: PLC0415 - nothing else here needs prometheus_client

        engine.watched_by(Checks())
    logging.config.dictConfig(logs.configuration(engine.settings.log_format, engine.settings.log_level))
    engine.jobs()
    if options.processes > 1:
        engine.warm_up()  # one process loads the models when there is something to do; several share them
    Worker(engine, engine.settings.queue).run(options.processes, attached=options.attached)


def _register_jobs(parser: argparse.ArgumentParser) -> None:
    names = parser.add_subparsers(metavar="ACTION", title="actions", required=True)
    command(names, "list", "show the newest jobs").set_defaults(run=_list)
    for name, summary, run in (
        ("cancel", "begin nothing more of a job", _cancel),
        ("resume", "go on with a cancelled job", _resume),
    ):
        made = command(names, name, summary)
        made.add_argument("job", metavar="JOB", help="the id of a job")
        add_writer(made)
        made.set_defaults(run=run)
    results = command(names, "results", "print the lines of a job, as far as they are there")
    results.add_argument("job", metavar="JOB", help="the id of a job")
    results.set_defaults(run=_results)


def _register_webhooks(parser: argparse.ArgumentParser) -> None:
    names = parser.add_subparsers(metavar="ACTION", title="actions", required=True)
    command(names, "list", "show the webhooks").set_defaults(run=_webhooks)
    add = command(names, "add", "tell an address from now on; prints the secret that signs the messages")
    add.add_argument("url", metavar="URL", help="of an origin in DATELINE_WEBHOOK_ORIGINS")
    add.add_argument("--event", choices=[event.value for event in Event], nargs="+", default=[Event.JOB_DONE.value])
    add_writer(add)
    add.set_defaults(run=_add)
    remove = command(names, "remove", "tell an address nothing more")
    remove.add_argument("webhook", metavar="WEBHOOK", help="the id of a webhook")
    remove.set_defaults(run=_remove)


def _list(options: Namespace) -> None:
    write_lines(map(_line, engine_of(options).jobs().newest(_LISTED)))


def _cancel(options: Namespace) -> None:
    write_lines([_line(engine_of(options).jobs().cancel(options.job, options.by))])


def _resume(options: Namespace) -> None:
    from service.work.intake import Intake  # noqa: PLC0415 - the same

    engine = engine_of(options)
    write_lines([_line(Intake(engine, engine.settings.queue).resume(options.job, options.by))])


def _results(options: Namespace) -> None:
    for line in engine_of(options).jobs().lines(options.job):
        write(line_out(line) + "\n")


def _webhooks(options: Namespace) -> None:
    def lines() -> Iterator[str]:
        for one in engine_of(options).webhooks().listed():
            ended = f"  disabled {one.disabled_at:%Y-%m-%d}: {one.why_disabled}" if one.disabled_at else ""
            yield printable(f"{one.id}  {' '.join(sorted(one.events))}  {one.url}{ended}")

    write_lines(lines())


def _add(options: Namespace) -> None:
    made = engine_of(options).webhooks().register(options.url, frozenset(map(Event, options.event)), options.by)
    write_lines([f"{made.id}  {made.secret}"])


def _remove(options: Namespace) -> None:
    engine_of(options).webhooks().remove(options.webhook)


def _line(job: Job) -> str:
    failed = f", {job.failed:,} with an error" if job.failed else ""
    told = f"{job.id}  {job.created_at:%Y-%m-%d %H:%M}  {job.state.value:<9}"
    return printable(f"{told}  {job.answered:,} of {job.total:,} answered{failed}  {job.by}")
