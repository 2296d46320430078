"""The portal. `create_app` is its contents page, in the order in which it comes to life."""

import importlib
import logging
import os
from contextlib import suppress
from pathlib import Path

import structlog
from flask import Flask
from flask_wtf import CSRFProtect
from htmx_flask import Htmx
from jinja2 import StrictUndefined
from whitenoise import WhiteNoise

from portal.foundation import compressed, incoming, jobs, pages, sealed
from portal.foundation.database import db, install_sqlite
from portal.settings import Settings

ROOT = Path(__file__).parent.parent
ROOMS = (
    "organisation",
    "documents",
    "messages",
    "accounts",
    "changes",
    "people",
    "projects",
    "ledger",
    "rates",
    "payees",
    "openings",
    "contributions",
    "claims",
    "payments",
    "reports",
    "office",
    "home",
    "demo",
)
# Which room owns which addresses: the longest beginning wins. A test holds it.
ADDRESSES = {
    "/": "home",
    "/about": "home",
    "/accessibility": "home",
    "/admin": "office",
    "/admin/changes": "changes",
    "/admin/rates": "rates",
    "/admin/settings": "organisation",
    "/claims": "claims",
    "/cookies": "home",
    "/demo/outbox": "messages",
    "/documents": "documents",
    "/finance": "payments",
    "/finance/bank": "payees",
    "/goals": "contributions",
    "/health": "office",
    "/help": "home",
    "/helpers": "people",
    "/helping": "people",
    "/home": "home",
    "/interests": "openings",
    "/join": "accounts",
    "/log": "contributions",
    "/manage/openings": "openings",
    "/manage/projects": "projects",
    "/me": "home",
    "/me/bank": "payees",
    "/me/help": "people",
    "/me/limit": "claims",
    "/me/password": "accounts",
    "/me/strengths": "people",
    "/me/two-step": "accounts",
    "/me/when": "people",
    "/metrics": "office",
    "/openings": "openings",
    "/people": "people",
    "/people/<person_id>": "home",
    "/privacy": "home",
    "/queue": "claims",
    "/record": "contributions",
    "/reports": "reports",
    "/roles": "openings",
    "/sign-in": "accounts",
    "/sign-out": "accounts",
    "/statements": "payments",
    "/stories": "contributions",
    "/to-do": "home",
    "/verify": "documents",
}


def create_app(settings: Settings | None = None) -> Flask:
    """The portal as a WSGI application, from the environment's settings unless others are given."""
    settings = settings or Settings.from_environment()
    app = Flask(__name__, root_path=str(ROOT), static_folder="static", template_folder="templates")
    configure(app, settings)
    open_database(app)
    incoming.install(app)
    CSRFProtect(app)
    Htmx(app)
    jobs.install(app)
    sealed.install(app)
    pages.install(app)
    compressed.install(app)
    for room in ROOMS:
        importlib.import_module(f"portal.{room}").register(app)
    serve_static(app, settings)
    incoming.behind_proxies(app, settings.proxies)
    return app


def configure(app: Flask, settings: Settings) -> None:
    """Flask's own configuration out of ours; `app.extensions["settings"]` keeps the whole."""
    keep_to_ourselves(settings.data_dir)
    app.extensions["settings"] = settings
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database,
        SQLALCHEMY_ENGINE_OPTIONS=dict(settings.database_options),
        SESSION_COOKIE_NAME="__Host-portal" if settings.production else "portal",
        SESSION_COOKIE_SECURE=settings.production,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_ENABLED=settings.csrf,
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session: nobody is hurried
        MAX_CONTENT_LENGTH=12 * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=incoming.MOST_WORDS,
        MAX_FORM_PARTS=incoming.MOST_FIELDS,
    )
    app.jinja_options = {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    structlog.configure(
        processors=[
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,  # the trace alone: no local variables
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
    )


def keep_to_ourselves(data_dir: Path) -> None:
    """What this process writes, and the folder it writes to, is read by the portal's own user alone."""
    os.umask(0o077)
    data_dir.mkdir(parents=True, exist_ok=True)
    with suppress(PermissionError):  # a volume that is another user's: its owner decides
        data_dir.chmod(0o700)


def open_database(app: Flask) -> None:
    """SQLite set up so that nothing is lost; migrations in batch mode, for SQLite can't alter tables."""
    from flask_migrate import Migrate

    db.init_app(app)
    Migrate(app, db, directory=str(ROOT / "migrations"), render_as_batch=True)
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            install_sqlite(db.engine)


def serve_static(app: Flask, settings: Settings) -> None:
    """Built files with hashed names, compressed beside, kept by browsers for a year."""
    immutable = r"^.+[.-][0-9a-f]{8,}\.\w+$"
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]  # Flask says to wrap it so
        app.wsgi_app,
        root=ROOT / "static" / "built",
        prefix="static/built/",
        immutable_file_test=immutable,
        max_age=3600,
        autorefresh=False,
    )
