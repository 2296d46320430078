"""Databases for tests: migrated once a session, then copied for each test, so that each begins with an empty portal.

Names on PostgreSQL hold this process's id, so that sessions side by side never meet; all are dropped at the end.
"""

import itertools
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from flask_migrate import upgrade
from psycopg import sql

from portal import create_app
from portal.foundation.database import db
from portal.settings import Settings
from tests.support.settings import settings_for

MIGRATIONS = Path(__file__).parents[2] / "migrations"
STANDARD = ("postgresql://postgres@127.0.0.1:5432/test", "postgresql://postgres@127.0.0.1:5432/postgres")


def postgresql() -> str | None:
    """The address at which PostgreSQL answers: TEST_DATABASE_URL if it is set, else the standard local port's."""
    named = os.environ.get("TEST_DATABASE_URL")
    return next((url for url in ([named] if named else STANDARD) if _answers(url)), None)


def _answers(url: str) -> bool:
    try:
        psycopg.connect(url, connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


def migrate(settings: Settings) -> None:
    """From nothing to the newest migration, in an app of its own that leaves no connection open."""
    app = create_app(settings)
    with app.app_context():
        if any((MIGRATIONS / "versions").glob("*.py")):
            upgrade(directory=str(MIGRATIONS))
        else:
            db.create_all()
        db.session.remove()
        db.engine.dispose()


class SqliteCopies:
    """A migrated file, copied for each test."""

    def __init__(self, folder: Path):
        self.template = folder / "template.db"
        migrate(settings_for(folder, f"sqlite:///{self.template}"))

    @contextmanager
    def one(self, folder: Path) -> Iterator[str]:
        """The address of a new database in `folder`."""
        copy = folder / "portal.db"
        shutil.copyfile(self.template, copy)
        yield f"sqlite:///{copy}"


class PostgresqlCopies:
    """A migrated database, copied by the server for each test and dropped after it."""

    def __init__(self, folder: Path, server: str):
        self.server = server
        self.name = f"portal_test_{os.getpid()}"
        self.numbers = itertools.count(1)
        self.run("DROP DATABASE IF EXISTS {}", self.name)  # left by a session that was killed
        self.run("CREATE DATABASE {}", self.name)
        migrate(settings_for(folder, self.address(self.name)))

    def address(self, name: str) -> str:
        return f"{self.server.rsplit('/', 1)[0]}/{name}"

    def run(self, statement: str, *names: str) -> None:
        with psycopg.connect(self.server, autocommit=True) as server:
            server.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))

    @contextmanager
    def one(self, _folder: Path) -> Iterator[str]:
        """The address of a new database; it is dropped when the test has ended, open connections or not."""
        name = f"{self.name}_{next(self.numbers)}"
        self.run("CREATE DATABASE {} TEMPLATE {}", name, self.name)
        try:
            yield self.address(name)
        finally:
            self.run("DROP DATABASE {} WITH (FORCE)", name)

    def close(self) -> None:
        self.run("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name)


if __name__ == "__main__":
    sys.stdout.write(postgresql() or "")
