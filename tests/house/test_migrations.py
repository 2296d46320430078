"""Models and migrations say the same, on both databases, and a migration loses nobody's rows."""

import re
import shutil

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from flask_migrate import upgrade
from sqlalchemy.exc import DatabaseError

from portal.foundation import audit
from portal.foundation.database import db, writing
from tests.support.databases import MIGRATIONS

pytestmark = pytest.mark.own_database
TRIGGERS = {
    "sqlite": "SELECT tbl_name || ' ' || name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT event_object_table || ' ' || trigger_name || ' ' || event_manipulation"
    " FROM information_schema.triggers",
}
INDEXES = {
    "sqlite": "SELECT tbl_name || ' ' || name FROM sqlite_master WHERE type = 'index' AND name NOT LIKE 'sqlite_%'",
    "postgresql": "SELECT tablename || ' ' || indexname FROM pg_indexes WHERE schemaname = 'public'",
}
CHECKS = {
    "sqlite": "SELECT name || ' ' || sql FROM sqlite_master WHERE type = 'table' AND sql LIKE '%CHECK%'",
    "postgresql": "SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)"
    " FROM pg_constraint WHERE contype = 'c'",
}


@pytest.fixture
def connection(app):
    with db.engine.connect() as connection:
        yield connection


@pytest.mark.both_databases
def test_models_and_migrations_agree(connection):
    options = current_app.extensions["migrate"].configure_args
    context = MigrationContext.configure(connection, opts={**options, "compare_type": True})
    found = compare_metadata(context, db.metadata)
    assert not found, f"Write a migration (`flask db migrate -m 'a sentence'`), or mend the model:\n{found}"


@pytest.mark.both_databases
@pytest.mark.parametrize("what", [TRIGGERS, INDEXES, CHECKS], ids=["triggers", "indexes", "checks"])
def test_what_autogenerate_does_not_see_is_migrated_too(connection, what):
    """Triggers, indexes of expressions, CHECK constraints: the migrations make all that the models do."""
    migrated = names(connection, what)
    db.drop_all()
    db.create_all()
    missing = names(connection, what) - migrated
    assert not missing, f"Add these to a migration by hand: {sorted(missing)}"


def names(connection, what):
    connection.rollback()
    found = {row[0] for row in connection.execute(sa.text(what[connection.dialect.name]))}
    connection.rollback()
    return {" ".join(name.split()) if what is not CHECKS else constraint_names(name) for name in found}


def constraint_names(text):
    """The names alone of SQLite's constraints, whose SQL two writers space differently."""
    return " ".join([text.split()[0], *sorted(re.findall(r"CONSTRAINT (\w+) CHECK", text))])


@pytest.mark.both_databases
def test_there_is_one_line_of_migrations_and_it_is_at_its_head(connection):
    heads = ScriptDirectory(str(MIGRATIONS)).get_heads()
    assert len(heads) == 1, f"Two migrations follow the same one: number one of {heads} after the other."
    assert MigrationContext.configure(connection).get_current_heads() == tuple(heads)


def test_migrations_are_numbered_and_named_with_a_sentence():
    names = [path.stem for path in sorted((MIGRATIONS / "versions").glob("*.py"))]
    wrong = [
        name for i, name in enumerate(names, 1) if not name.startswith(f"{i:04}_") or name.count("_") < 2
    ]
    assert not wrong, f"0002_claims_remember_their_rate.py reads well. These do not: {wrong}"


def test_migrations_import_nothing_of_the_portal():
    """A migration is of its day: the models go on, and it must still run."""
    wrong = [path.name for path in (MIGRATIONS / "versions").glob("*.py") if "portal" in path.read_text()]
    assert not wrong, f"Write the plain type or value into {wrong}."


@pytest.fixture
def next_migration(app, tmp_path):
    """Runs the migrations with one more after them, whose body is given."""

    def run(body):
        folder = tmp_path / "migrations"
        shutil.copytree(MIGRATIONS, folder, dirs_exist_ok=True)
        head = ScriptDirectory(str(MIGRATIONS)).get_current_head()
        (folder / "versions" / "9999_one_more.py").write_text(NEXT.format(head=head, body=body))
        db.session.rollback()
        upgrade(directory=str(folder))

    return run


NEXT = """
import sqlalchemy as sa
from alembic import op
revision, down_revision = "9999", {head!r}

def upgrade():
    {body}
"""
REBUILD = """with op.batch_alter_table("team", recreate="always") as team:
        team.alter_column("name", existing_type=sa.String(100), nullable=False)"""


def count(what):
    return db.session.scalar(sa.text(f"SELECT count(*) FROM {what}"))


def test_rebuilding_a_parent_table_keeps_its_children(people, next_migration):
    """SQLite rebuilds a table to change it, and would delete its children through ON DELETE CASCADE."""
    next_migration(REBUILD)
    assert count("team") == 2 and count("staff_role WHERE team_id IS NOT NULL") == 3


@pytest.mark.both_databases
def test_a_migration_that_fails_leaves_nothing_of_itself(people, next_migration):
    with pytest.raises(ZeroDivisionError):
        next_migration("op.add_column('team', sa.Column('half', sa.Integer())); 1 / 0")
    assert "half" not in [column["name"] for column in sa.inspect(db.engine).get_columns("team")]


def test_foreign_keys_are_on_again_after_a_migration_that_fails(people, next_migration):
    with pytest.raises(ZeroDivisionError):
        next_migration("1 / 0")
    assert db.session.scalar(sa.text("PRAGMA foreign_keys")) == 1


@pytest.mark.both_databases
def test_the_database_itself_refuses_to_change_the_trail(app):
    with writing():
        audit.record("thing done", "thing", "1", by="hana")
    with pytest.raises(DatabaseError), db.engine.begin() as connection:
        connection.execute(sa.text("UPDATE audit_event SET verb = 'nothing done'"))
