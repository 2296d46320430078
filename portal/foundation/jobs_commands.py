"""`flask worker` and `flask jobs status`."""

import datetime as dt
import logging

import click
from flask import Flask, current_app
from flask.cli import AppGroup, with_appcontext
from sqlalchemy import func, select

from portal.foundation import calendar, jobs
from portal.foundation.database import db

commands = AppGroup("jobs", help="Work in the background.")


def register(app: Flask) -> None:
    """Called by jobs.install."""
    app.cli.add_command(worker)
    app.cli.add_command(commands)


@click.command("worker")
@click.option("--threads", default=2, show_default=True, help="Jobs done at the same time.")
@with_appcontext
def worker(threads: int) -> None:
    """Does the work of the background until it is stopped; finishes what it began, for 30 seconds at most."""
    logging.getLogger("huey").setLevel(logging.WARNING)
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # threads need the app, not the proxy
    jobs.minute(app)
    consumer = app.extensions["jobs"]().create_consumer(
        workers=threads, max_delay=0.5, graceful_signal="TERM", shutdown_timeout=30
    )
    consumer.run()


@commands.command("status")
def status() -> None:
    """What waits, what failed, and whether a worker runs."""
    queue, last = current_app.extensions["jobs"](), jobs.last_run("minute")
    trying = db.session.scalar(select(func.count()).where(jobs.FailedJob.next_try_at.is_not(None)))
    click.echo(f"worker: {'running' if jobs.worker_alive() else 'NOT RUNNING'}, last seen {_words(last)}")
    click.echo(
        f"waiting: {queue.pending_count()}, planned: {queue.scheduled_count()}, trying again: {trying}"
    )
    for _, work in jobs.NIGHTLY:
        click.echo(f"nightly {work.__name__}: last ran {_words(jobs.last_run(work))}")
    for row in jobs.failures():
        click.echo(f"failed {row.job} {row.args}: {row.error} ({row.tries} tries)")


def _words(moment: dt.datetime | None) -> str:
    return f"{calendar.uk_time(moment):%d %B %Y, %H:%M}" if moment else "never"
