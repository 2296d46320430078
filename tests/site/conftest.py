"""The whole site with the demo organisation in it: loaded once a session, copied for each test."""

import shutil

import pytest

from portal import create_app
from portal.foundation import calendar
from portal.foundation.database import db
from tests.support import databases
from tests.support.clock import Clock
from tests.support.settings import settings_for


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory):
    """Everything that a small demo keeps: database, keys, files."""
    folder = tmp_path_factory.mktemp("demo")
    settings = settings_for(folder, f"sqlite:///{folder}/portal.db", demo=True)
    Clock()
    databases.migrate(settings)
    app = create_app(settings)
    result = app.test_cli_runner().invoke(args=["demo", "load", "--seed", "1"], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    calendar.set_clock(None)
    return folder


@pytest.fixture
def database(demo_folder, tmp_path):
    """The address of this test's own copy of the demo."""
    shutil.copytree(demo_folder, tmp_path, dirs_exist_ok=True)
    return f"sqlite:///{tmp_path}/portal.db"


@pytest.fixture
def app(make_app, clock):
    app = make_app(demo=True)
    with app.app_context():
        yield app
        db.session.remove()
