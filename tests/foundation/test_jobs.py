"""Work in the background: kept changes only, failures tried again, nights caught up, one worker at a time."""

import datetime as dt
import json
import time

import pytest

from portal.foundation import calendar, jobs
from portal.foundation.database import db, writing
from tests.support.settings import settings_for

DONE: list[object] = []


@jobs.job
def note(word: str) -> None:
    DONE.append(word)


@jobs.job
def stumble(word: str) -> None:
    if word not in DONE:
        raise ValueError("Amina's words")


@pytest.fixture
def app(tmp_path):
    yield from an_app(tmp_path, jobs_immediate=True)


@pytest.fixture
def queued(tmp_path):
    yield from an_app(tmp_path, jobs_immediate=False)


def an_app(folder, **settings):
    from portal import create_app

    DONE.clear()
    app = create_app(settings_for(folder, f"sqlite:///{folder / 'portal.db'}", **settings))
    with app.app_context():
        db.metadata.create_all(db.engine, tables=[jobs.FailedJob.__table__, jobs.LastRun.__table__])
        yield app
        db.session.remove()
        db.engine.dispose()
        app.extensions["jobs"]().storage.close()


def only_failure():
    db.session.rollback()
    return db.session.scalars(db.select(jobs.FailedJob)).one()


def test_a_job_is_done_once_the_change_is_kept(app):
    with writing():
        jobs.later(note, "kept")
        assert DONE == []
    assert DONE == ["kept"]


def test_a_job_of_a_change_that_was_undone_is_never_done(app):
    with pytest.raises(RuntimeError), writing():
        jobs.later(note, "undone")
        raise RuntimeError
    assert DONE == []


def test_a_failure_is_recorded_without_anybodys_words(app):
    jobs.ask(stumble, "x")
    row = only_failure()
    assert (row.job.endswith("stumble"), row.tries) == (True, 1)
    assert row.error.startswith("ValueError at stumble") and "Amina" not in row.error


def test_the_waits_grow_until_we_give_up(app):
    waits = []
    for tries in range(len(jobs.WAITS) + 1):
        jobs.run(app, jobs._name(stumble), json.dumps(["x"]), tries)
        row = only_failure()
        waits.append(row.next_try_at and (row.next_try_at - row.last_at).total_seconds())
    assert waits == [*jobs.WAITS, None]
    assert [row.job for row in jobs.failures()] == [jobs._name(stumble)]


def test_a_job_that_works_at_last_leaves_the_list(app):
    jobs.run(app, jobs._name(stumble), json.dumps(["x"]), len(jobs.WAITS))
    DONE.append("x")
    jobs.try_again(jobs.failures()[0].id)
    db.session.rollback()
    assert jobs.failures() == []


def test_a_night_job_runs_once_a_day_and_catches_up(app, monkeypatch):
    monkeypatch.setattr(jobs, "NIGHTLY", [(3, night)])
    monkeypatch.setattr(jobs, "MINUTELY", [])
    for hour, minute in [(2, 0), (3, 0), (3, 1), (9, 0), (27, 30)]:
        with calendar.at(dt.datetime(2026, 3, 3, tzinfo=dt.UTC) + dt.timedelta(hours=hour, minutes=minute)):
            jobs.minute(app)
    assert DONE == ["night 02", "night 03", "night 03"]  # the first catches up with the night before


@jobs.job
def night() -> None:
    DONE.append(f"night {calendar.uk_time(calendar.now()):%H}")


def test_two_workers_do_one_minute_between_them(app, monkeypatch):
    monkeypatch.setattr(jobs, "MINUTELY", [night])
    monkeypatch.setattr(jobs, "NIGHTLY", [])
    jobs.minute(app)
    jobs.minute(app)
    assert len(DONE) == 1 and jobs.worker_alive()


def test_the_queue_is_signed_and_a_worker_empties_it(queued):
    jobs.ask(note, "from the queue")
    queue = queued.extensions["jobs"]()
    assert DONE == [] and not jobs.nothing_waits()
    queue.execute(queue.dequeue())
    assert DONE == ["from the queue"] and jobs.nothing_waits()


def test_a_forged_job_is_refused(queued):
    queue = queued.extensions["jobs"]()
    queue.storage.enqueue(b"cos\nsystem\n(S'true'\ntR.:0000")
    with pytest.raises(ValueError, match="mismatch"):
        queue.dequeue()


def test_without_a_worker_this_process_does_the_work(queued):
    jobs.here_if_no_worker(note, "here")
    for _ in range(100):
        if DONE:
            break
        time.sleep(0.05)
    assert DONE == ["here"]


def test_operators_see_that_no_worker_runs(queued):
    jobs.ask(note, "x")
    shown = queued.test_cli_runner().invoke(args=["jobs", "status"]).output
    assert "worker: NOT RUNNING, last seen never" in shown and "waiting: 1" in shown
