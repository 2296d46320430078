"""Databases for tests: migrated once a session, and empty for each test.

Names on PostgreSQL hold this process's id, so that sessions side by side never meet; all are dropped at the end.
"""

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
        upgrade(directory=str(MIGRATIONS))
        db.session.remove()
        db.engine.dispose()


class SqliteCopies:
    """A migrated file, copied for each test."""

    def __init__(self, folder: Path):
        self.template = folder / "template.db"
        migrate(settings_for(folder, f"sqlite:///{self.template}"))

    @contextmanager
    def one(self, folder: Path, alone: bool = False) -> Iterator[str]:  # every copy is a test's own
        """The address of a new database in `folder`."""
        copy = folder / "portal.db"
        shutil.copyfile(self.template, copy)
        yield f"sqlite:///{copy}"


class PostgresqlCopies:
    """A migrated database, emptied after each test; copied anew for a test of its own, or when emptying fails."""

    def __init__(self, folder: Path, server: str):
        self.server = server
        self.template = f"portal_test_{os.getpid()}"
        self.shared = f"{self.template}_shared"
        self.run(
            "DROP DATABASE IF EXISTS {} WITH (FORCE)", self.template
        )  # left by a session that was killed
        self.run("CREATE DATABASE {}", self.template)
        migrate(settings_for(folder, self.address(self.template)))
        self.copy(self.shared)

    def address(self, name: str) -> str:
        return f"{self.server.rsplit('/', 1)[0]}/{name}"

    def run(self, statement: str, *names: str) -> None:
        with psycopg.connect(self.server, autocommit=True) as server:
            server.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))

    def copy(self, name: str) -> None:
        self.run("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
        self.run("CREATE DATABASE {} TEMPLATE {}", name, self.template)

    @contextmanager
    def one(self, _folder: Path, alone: bool = False) -> Iterator[str]:
        """The address of an empty database; `alone` for a test that changes tables, not only rows."""
        name = f"{self.template}_alone" if alone else self.shared
        if alone:
            self.copy(name)
        yield self.address(name)
        self.empty(name)

    def empty(self, name: str) -> None:
        """Rows away, past triggers and foreign keys; a transaction that a test left open would be in the way."""
        try:
            with psycopg.connect(self.address(name)) as connection:
                connection.execute("SET session_replication_role = replica; SET lock_timeout = '2s'")
                tables = [sql.Identifier(table.name) for table in db.metadata.sorted_tables]
                connection.execute(
                    sql.SQL("; ").join(sql.SQL("DELETE FROM {}").format(table) for table in tables)
                )
        except psycopg.Error:
            self.copy(name)

    def close(self) -> None:
        for name in (f"{self.template}_alone", self.shared, self.template):
            self.run("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


if __name__ == "__main__":
    sys.stdout.write(postgresql() or "")
