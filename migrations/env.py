"""How migrations run, on both databases.

Three traps, each seen: rebuilding a parent table on SQLite with foreign_keys=ON deletes its children through
ON DELETE CASCADE, silently; our own column types are written as `portal.…` without an import; a failing migration
leaves half of itself behind unless DDL is transactional.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from alembic import context
from alembic.operations import MigrationScript
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy import Connection
from sqlalchemy.types import TypeDecorator


def plain_types(kind: str, obj: Any, _autogen: Any) -> str | bool:
    """Writes our own column types as the plain type underneath, so that migrations never import the portal."""
    if kind == "type" and isinstance(obj, TypeDecorator):
        return f"sa.{obj.impl_instance!r}"
    return False


def number(_context: MigrationContext, _heads: Any, scripts: list[MigrationScript]) -> None:
    """The next number for a new migration; none at all where models and migrations agree."""
    found = scripts[0].upgrade_ops
    if getattr(context.config.cmd_opts, "autogenerate", False) and found is not None and found.is_empty():
        scripts.clear()
        return
    head = ScriptDirectory.from_config(context.config).get_current_head()
    scripts[0].rev_id = f"{int(head or 0) + 1:04}"


@contextmanager
def children_kept(connection: Connection) -> Iterator[None]:
    """SQLite's foreign keys off while tables are rebuilt, checked after, and on again whatever happened."""
    if connection.dialect.name != "sqlite":
        yield
        return
    raw: Any = connection.connection.driver_connection
    raw.execute("PRAGMA foreign_keys=OFF")  # ignored inside a transaction, so sent before one opens
    try:
        yield
        broken = raw.execute("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise RuntimeError(f"a migration broke foreign keys: {broken[:5]}")
    finally:  # also after a failure: the connection goes back to the pool
        connection.rollback()
        raw.execute("PRAGMA foreign_keys=ON")


def run() -> None:
    """Every migration in its own transaction."""
    db = current_app.extensions["migrate"].db
    options = dict(current_app.extensions["migrate"].configure_args)
    with db.engine.connect() as connection, children_kept(connection):
        context.configure(
            connection=connection,
            target_metadata=db.metadatas[None],
            render_item=plain_types,
            process_revision_directives=number,
            transactional_ddl=True,
            transaction_per_migration=True,
            **options,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
