"""Migrations run up from every release's dump, on both databases, and lose nobody's rows."""

import pytest
import sqlalchemy as sa
from flask_migrate import upgrade

from portal.foundation import audit
from portal.foundation.database import db
from portal.ledger import service as ledger
from tests.support import releases
from tests.support.databases import MIGRATIONS

DUMPS = [pytest.param(path, id=path.name.removesuffix(".json.gz")) for path in releases.dumps()]


@pytest.fixture
def empty(app):
    """The database as it is before the first migration."""
    db.session.remove()
    with db.engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(sa.text("DROP SCHEMA public CASCADE"))
            connection.execute(sa.text("CREATE SCHEMA public"))
        else:
            connection.execute(sa.text("PRAGMA foreign_keys=OFF"))
            db.metadata.drop_all(connection)
            connection.execute(sa.text("DROP TABLE IF EXISTS alembic_version"))
    db.engine.dispose()


@pytest.mark.both_databases
@pytest.mark.own_database
@pytest.mark.parametrize("dump", DUMPS)
def test_a_release_comes_up_to_today_with_every_row(empty, dump):
    before = releases.load(dump)
    upgrade(directory=str(MIGRATIONS))
    for table, count in before.items():
        assert db.session.scalar(sa.text(f'SELECT count(*) FROM "{table}"')) >= count, table  # our own names
    assert audit.verify().broken_at is None
    assert not any(ledger.failures().values())


@pytest.mark.both_databases
@pytest.mark.own_database
def test_two_rows_for_one_photo_on_two_costs_become_one_receipt(empty):
    releases.load(DUMPS[0].values[0])
    with db.engine.begin() as connection:
        first = (
            connection.execute(sa.text("SELECT * FROM receipt ORDER BY added_at LIMIT 1")).mappings().one()
        )
        other = connection.scalar(
            sa.text("SELECT id FROM claim_line WHERE claimed_by = :person AND id <> :line LIMIT 1"),
            {"person": first["person_id"], "line": first["line_id"]},
        )
        lines = sa.table("claim_line", sa.column("id", sa.String), sa.column("details", sa.JSON))
        unread = {"cost": 640, "unread": ["twin"]}
        connection.execute(lines.update().where(lines.c.id == other).values(details=unread))
        columns = ", ".join(first)
        values = ", ".join(f":{name}" for name in first)
        connection.execute(
            sa.text(f"INSERT INTO receipt ({columns}) VALUES ({values})"),
            {**first, "id": "twin", "line_id": other},
        )
    upgrade(directory=str(MIGRATIONS))
    used = sa.text("SELECT line_id FROM receipt_use WHERE receipt_id = :id")
    assert set(db.session.scalars(used, {"id": first["id"]})) == {first["line_id"], other}
    assert db.session.scalar(sa.select(lines.c.details).where(lines.c.id == other))["unread"] == [first["id"]]


def test_there_is_a_dump_of_every_release_in_the_changelog():
    changelog = (MIGRATIONS.parent / "CHANGELOG.md").read_text(encoding="utf-8")
    released = [
        line.split()[1] for line in changelog.splitlines() if line.startswith("## ") and "not yet" not in line
    ]
    missing = set(released) - {path.name.removesuffix(".json.gz") for path in releases.dumps()}
    assert not missing, f"Write the dump of these: python -m tests.support.releases {' '.join(missing)}"
