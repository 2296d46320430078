"""The real worker in a process of its own: it draws what is asked for, and what a killed worker left behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from portal.documents import queries, service
from portal.foundation import jobs
from portal.foundation.database import db, writing

ROOT = Path(__file__).parents[2]


@pytest.fixture
def app(make_app):
    app = make_app(jobs_immediate=False)
    with app.app_context():
        yield app
        db.session.remove()
        app.extensions["jobs"]().storage.close()


@pytest.fixture
def worker(app):
    """Starts workers of this test's portal; what still runs at the end is stopped."""
    settings, started = app.extensions["settings"], []
    environment = {
        **os.environ, "FLASK_APP": "wsgi", "PRODUCTION": "no", "DEMO": "no", "SECRET_KEY": settings.secret_key,
        "DATA_DIR": str(settings.data_dir), "DATABASE_URL": settings.database.replace("+psycopg", ""),
    }  # fmt: skip

    def start():
        command = [sys.executable, "-m", "flask", "worker"]
        started.append(subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()


def ask_for(title):
    """The frame of all documents, with nothing in it: the worker has only templates that are files."""
    with writing():
        return service.issue("letter", title, "base", {}, by="femi")


def drawn(document_id, seconds=30):
    until = time.monotonic() + seconds
    while not queries.now_made(document_id) and time.monotonic() < until:
        time.sleep(0.1)
    return queries.file_of(document_id)


def test_a_worker_draws_what_was_asked_for_and_stops_when_told(app, worker):
    process = worker()
    assert drawn(ask_for("One"))[:5] == b"%PDF-"
    assert jobs.worker_alive()
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=35) == 0


def test_what_a_killed_worker_left_behind_is_drawn_by_the_next(app, worker):
    worker().kill()
    document_id = ask_for("One")
    assert queries.now_made(document_id) is None
    worker()
    assert drawn(document_id)[:5] == b"%PDF-"
