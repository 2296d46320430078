"""Work in the background: a queue beside the database, a worker that empties it, and what runs each minute and night.

J1  A job is queued only for a change that was kept.             later() hands it to once_kept
J2  A job may be done twice: each one sees for itself that nothing is left to do.
J3  A job lost on its way (a crash, a full disk) is found again. each room's sweep, registered with @every_minute
J4  A job that fails is tried again, ever later; after the last time it stays on "What failed".    _failed()
J5  What runs nightly runs once a UK day, and when the machine was off at night, in the morning.  _take_turn()
"""

import datetime as dt
import json
import threading
from collections.abc import Callable
from typing import Any, TypeVar

import structlog
from flask import Flask, current_app
from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, mapped_column

from portal.foundation import calendar
from portal.foundation.database import Model, WithId, db, once_kept, writing

Job = Callable[..., None]
AnyJob = TypeVar("AnyJob", bound=Job)
WAITS = (10, 60, 300, 1800, 7200, 21600)  # seconds before each new try; after the last one we give up
ALIVE = dt.timedelta(seconds=150)  # a worker says so every minute
log = structlog.get_logger()

JOBS: dict[str, Job] = {}
MINUTELY: list[Job] = []
NIGHTLY: list[tuple[int, Job]] = []


class FailedJob(WithId, Model):
    """A job that raised: being tried again, or, without `next_try_at`, given up and waiting for a person."""

    job: Mapped[str] = mapped_column(String(120), index=True)
    args: Mapped[str] = mapped_column(String(500))  # JSON
    tries: Mapped[int]
    error: Mapped[str] = mapped_column(String(200))  # the kind of error and where: nobody's words
    first_at: Mapped[dt.datetime] = mapped_column(default=calendar.now)
    last_at: Mapped[dt.datetime] = mapped_column(default=calendar.now)
    next_try_at: Mapped[dt.datetime | None]


class LastRun(Model):
    """When something regular last ran, on whichever machine."""

    name: Mapped[str] = mapped_column(String(120), primary_key=True)
    at: Mapped[dt.datetime]


# For rooms


def job(work: AnyJob) -> AnyJob:
    """A function that the worker may be asked to do. Its arguments are ids: plain strings and numbers."""
    JOBS[_name(work)] = work
    return work


def every_minute(work: AnyJob) -> AnyJob:
    """Done each minute by one worker: a room's sweep for what waits."""
    MINUTELY.append(work)
    return job(work)


def nightly(hour: int) -> Callable[[AnyJob], AnyJob]:
    """Done once a UK day, at `hour` or as soon after as a worker runs."""

    def register(work: AnyJob) -> AnyJob:
        NIGHTLY.append((hour, work))
        return job(work)

    return register


def later(work: Job | str, *args: str | int) -> None:
    """Inside `writing()`: asks the worker to do this once the change is kept. A service names its room's job, like
    "documents.jobs.draw", because jobs import services.
    """
    once_kept(lambda: ask(work, *args))


def ask(work: Job | str, *args: str | int) -> None:
    """Asks the worker to do this now. A queue that can't be written to is not the caller's problem: see J3."""
    try:
        _queue()(_name(work), json.dumps(args), 0)
    except OSError as problem:
        log.error("job not queued", job=_name(work), error=type(problem).__name__)


def here_if_no_worker(work: Job | str, *args: str | int) -> None:
    """For a page that waits: when no worker runs at all, a thread of this process does it instead."""
    if worker_alive() or current_app.extensions["settings"].jobs_immediate:
        return
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # the proxy is of no use in a thread
    threading.Thread(target=run, args=(app, _name(work), json.dumps(args), len(WAITS)), daemon=True).start()


def _name(work: Job | str) -> str:
    if isinstance(work, str):
        return work
    return f"{work.__module__.removeprefix('portal.')}.{work.__name__}"


# Doing


def run(app: Flask, name: str, args: str, tries: int) -> None:
    """One job in an app context of its own, so that nothing of the asker's session is touched."""
    with app.app_context():
        try:
            JOBS[name](*json.loads(args))
        except Exception as problem:  # noqa: BLE001  # recorded, tried again, shown to the administrator
            db.session.rollback()
            _failed(name, args, tries + 1, problem)
        else:
            _forget(name, args)


def _failed(name: str, args: str, tries: int, problem: Exception) -> None:
    log.error("job failed", job=name, tries=tries, error=_where(problem))
    wait = WAITS[tries - 1] if tries <= len(WAITS) else None
    moment = calendar.now()
    with writing() as session:
        row = session.scalar(_row_of(name, args).with_for_update()) or FailedJob(job=name, args=args)
        row.tries, row.error, row.last_at = tries, _where(problem), moment
        row.next_try_at = moment + dt.timedelta(seconds=wait) if wait else None
        session.add(row)
    if wait and not current_app.extensions["settings"].jobs_immediate:
        _queue().schedule((name, args, tries), delay=wait)


def _where(problem: BaseException) -> str:
    """The kind of error and the line that raised it. Its text may hold somebody's words: it is left out."""
    trace = problem.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    place = f" at {trace.tb_frame.f_code.co_qualname}:{trace.tb_lineno}" if trace else ""
    return f"{type(problem).__name__}{place}"[:200]


def _row_of(name: str, args: str) -> Any:
    return select(FailedJob).where(FailedJob.job == name, FailedJob.args == args)


def _forget(name: str, args: str) -> None:
    if db.session.scalar(_row_of(name, args)) is None:
        return
    with writing() as session:
        for row in session.scalars(_row_of(name, args)):
            session.delete(row)


def failures() -> list[FailedJob]:
    """What was given up, the newest first: the page "What failed"."""
    given_up = select(FailedJob).where(FailedJob.next_try_at.is_(None)).order_by(FailedJob.last_at.desc())
    return list(db.session.scalars(given_up))


def try_again(failed_id: str) -> None:
    """The button on "What failed"."""
    with writing() as session:
        row = session.get_one(FailedJob, failed_id)
        row.next_try_at = calendar.now()
        work, args = JOBS[row.job], json.loads(row.args)
        later(work, *args)


# Each minute and each night


def minute(app: Flask) -> None:
    """What one worker does each minute."""
    with app.app_context():
        moment = calendar.now()
        if not _take_turn("minute", moment - dt.timedelta(seconds=30)):
            return
        nights = [work for hour, work in NIGHTLY if _take_turn(_name(work), _last_time(hour, moment))]
    for work in [*MINUTELY, *nights]:
        run(app, _name(work), "[]", 0)


def _last_time(hour: int, moment: dt.datetime) -> dt.datetime:
    """The last moment at which UK clocks showed this hour."""
    today = calendar.uk_moment(calendar.uk_date(moment), dt.time(hour))
    yesterday = calendar.uk_moment(calendar.uk_date(moment) - calendar.DAY, dt.time(hour))
    return today if today <= moment else yesterday


def _take_turn(name: str, due: dt.datetime) -> bool:
    """Whether this worker is the one to do it: it has not run since `due`, and no other worker says so meanwhile."""
    with writing() as session:
        row = session.get(LastRun, name, with_for_update=True, populate_existing=True)
        if row and row.at >= due:
            return False
        session.merge(LastRun(name=name, at=calendar.now()))
        return True


def last_run(work: Job | str) -> dt.datetime | None:
    """When it last ran anywhere: an alarm is due when the nightly check did not."""
    row = db.session.get(LastRun, _name(work), populate_existing=True)
    return row.at if row else None


def worker_alive() -> bool:
    """Whether some worker was at work within the last minutes."""
    last = last_run("minute")
    return last is not None and last > calendar.now() - ALIVE


def nothing_waits() -> bool:
    """Whether the queue is empty: a sweep then asks again for what still waits; a queue at work is left alone."""
    return not current_app.extensions["jobs"]().pending_count()


# The queue


def install(app: Flask) -> None:
    """The queue is opened when first used, not by every command. Adds `flask worker` and `flask jobs status`."""
    opened: list[Any] = []
    lock = threading.Lock()

    def queue() -> Any:
        with lock:
            if not opened:
                opened.append(_open(app))
        return opened[0]

    app.extensions["jobs"] = queue
    from portal.foundation import jobs_commands, nights  # noqa: F401  # its nightly jobs register themselves

    jobs_commands.register(app)


def _queue() -> Any:
    return current_app.extensions["jobs"]().do


def _open(app: Flask) -> Any:
    from huey import crontab

    queue = _kind(app)

    def do(name: str, args: str, tries: int) -> None:
        run(app, name, args, tries)

    def each_minute() -> None:
        minute(app)

    queue.do = queue.task(name="do")(do)
    queue.periodic_task(crontab(), name="each_minute")(each_minute)
    return queue


def _kind(app: Flask) -> Any:
    """In memory and at once for tests; PostgreSQL beside the data when it is used; a file otherwise."""
    from huey import MemoryHuey, PostgresHuey, SqliteHuey
    from huey.serializer import SignedSerializer

    settings = app.extensions["settings"]
    common = {"results": False, "utc": True, "serializer": SignedSerializer(secret=settings.secret_key)}
    if settings.jobs_immediate:
        return MemoryHuey("portal", immediate=True, **common)
    if settings.database.startswith("postgresql"):
        return PostgresHuey("portal", dsn=settings.database.replace("+psycopg", ""), **common)
    return SqliteHuey("portal", filename=str(settings.data_dir / "queue.db"), fsync=True, **common)
