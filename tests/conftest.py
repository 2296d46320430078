"""What every test may ask for. The people are in support/cast.py, the page rules in support/page_rules.py."""

import gc
import inspect
import sys
from functools import cache

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import select

from portal import create_app
from portal.foundation import calendar
from portal.foundation.database import db
from portal.foundation.jobs import FailedJob
from tests.support import browser, cast, databases, seen, signing_in
from tests.support.client import PortalClient
from tests.support.clock import Clock
from tests.support.compiled_once import TEMPLATES, compile_each_route_once
from tests.support.outbox import Outbox
from tests.support.settings import settings_for

compile_each_route_once()
settings.register_profile("busy machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy machine")


def pytest_collection_modifyitems(items):
    """Without a browser or PostgreSQL, what needs them is skipped, and says so."""
    for item in items:
        if "live_portal" in item.fixturenames:
            item.add_marker(pytest.mark.browser)
            if browser.chromium() is None:
                item.add_marker(pytest.mark.skip(reason="chromium is not installed"))


def pytest_collection_finish():
    """What is there now stays: the garbage collector need not look at it again after every few tests."""
    gc.collect()
    gc.freeze()


def pytest_generate_tests(metafunc):
    """Tests of services run on SQLite and PostgreSQL, and so does what is marked; what is about pages on SQLite."""
    if "database" in metafunc.fixturenames:
        marks = {mark.name for mark in metafunc.definition.iter_markers()}
        both = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]
        twice = "both_databases" in marks or tests_a_service(metafunc)
        metafunc.parametrize(
            "database", both[1:] if "postgres" in marks else both[: 1 + twice], indirect=True
        )


def tests_a_service(metafunc):
    """Whether the test's file, or that of a fixture it asks for, imports a service. In the browser once is enough."""
    asked = metafunc.definition._fixtureinfo.name2fixturedefs.values()
    files = {metafunc.module.__name__, *(fixtures[-1].func.__module__ for fixtures in asked)}
    return "live_portal" not in metafunc.fixturenames and any(
        imports_a_service(sys.modules[file]) for file in files
    )


@cache
def imports_a_service(module):
    names = (getattr(value, "__name__", "") for value in vars(module).values() if inspect.ismodule(value))
    return any(name.startswith("portal.") and name.endswith(".service") for name in names)


@pytest.fixture(scope="session")
def sqlite_copies(tmp_path_factory):
    return databases.SqliteCopies(tmp_path_factory.mktemp("template"))


@pytest.fixture(scope="session")
def postgresql_copies(tmp_path_factory):
    server = databases.postgresql()
    if server is None:
        pytest.skip("PostgreSQL answers neither at TEST_DATABASE_URL nor on the standard local port")
    copies = databases.PostgresqlCopies(tmp_path_factory.mktemp("template"), server)
    yield copies
    copies.close()


@pytest.fixture
def database(request, tmp_path):
    """The address of an empty, migrated database of this test alone."""
    alone = request.node.get_closest_marker("own_database") is not None
    with request.getfixturevalue(f"{request.param}_copies").one(tmp_path, alone) as address:
        yield address


@pytest.fixture
def make_app(database, tmp_path):
    """Makes the portal over this test's database: `make_app(csrf=True)` with other settings."""
    made = []

    def make(**more):
        app = create_app(settings_for(tmp_path, database, **more))
        app.testing = True
        app.test_client_class = PortalClient
        app.jinja_env.bytecode_cache = TEMPLATES
        seen.watch(app)
        made.append(app)
        return app

    yield make
    for app in made:
        with app.app_context():
            db.engine.dispose()


@pytest.fixture
def app(make_app, clock):
    """The portal, with its context pushed for what the test does itself."""
    app = make_app()
    with app.app_context():
        yield app
        db.session.rollback()
        failed = [f"{job.job}: {job.error}" for job in db.session.scalars(select(FailedJob))]
        db.session.remove()
    assert not failed, f"Jobs failed while the test ran: {failed}"


@pytest.fixture
def clock():
    """The time: Tuesday 17 November 2026, 10am, and going on. `clock.set(moment)`, `clock.forward(days=3)`."""
    yield Clock()
    calendar.set_clock(None)


@pytest.fixture
def client(app):
    """Somebody who is not signed in."""
    return app.test_client()


@pytest.fixture
def people(app):
    """An organisation with two teams and the cast in it, by first name."""
    return cast.make_cast()


@pytest.fixture
def visit(app, people):
    """`visit(amina)` is a client signed in as she is."""

    def sign_in(someone):
        client = app.test_client()
        signing_in.sign_in(client, someone)
        return client

    return sign_in


@pytest.fixture
def outbox(app):
    """What was written to people: `outbox.kinds(amina)`, `link_in(outbox.to(amina)[-1])`."""
    return Outbox()


def _someone(name):
    @pytest.fixture(name=name)
    def someone(people):
        return people[name]

    return someone


for _each in cast.CAST:
    globals()[_each.id] = _someone(_each.id)
del _each


# In the browser


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {**browser_type_launch_args, "executable_path": browser.chromium(), "args": browser.ARGUMENTS}


@pytest.fixture
def live_portal(app):
    """The address of the portal on a real server; the test itself stands in the context of the same portal."""
    app.config["WTF_CSRF_ENABLED"] = True
    app.testing = False  # a crash is a page, as for people
    with browser.served(app) as address:
        yield address


@pytest.fixture
def window(live_portal, new_context):
    """`window(browser.DESK)`, `window(browser.PHONE, javascript=False)`: a page of a fresh browser of that size."""

    def open_window(size, javascript=True):
        context = new_context(
            base_url=live_portal, viewport=size, java_script_enabled=javascript, locale="en-GB",
            timezone_id="Europe/London", reduced_motion="reduce",
        )  # fmt: skip
        context.set_default_timeout(10_000)
        if not javascript:
            browser.WITHOUT_SCRIPTS.add(context)
        return context.new_page()

    return open_window


@pytest.fixture
def phone(window):
    """A page 360 pixels wide."""
    return window(browser.PHONE)


@pytest.fixture
def desk(window):
    """A page 1280 pixels wide."""
    return window(browser.DESK)


@pytest.fixture
def no_js(window):
    """A page 360 pixels wide with JavaScript off."""
    return window(browser.PHONE, javascript=False)


@pytest.fixture
def enter(live_portal):
    """`enter(phone, amina)`: from then on the page is hers, signed in."""
    return lambda page, someone: signing_in.enter(page, someone, live_portal)
