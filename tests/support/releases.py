"""A small dump of each release's demo, so that migrations are tried on rows that people could really have.

Rows are kept as JSON by table and loaded into the tables of that release's last migration, on either database.
`python -m tests.support.releases 0.1.0` writes the dump of a release when it is made.
"""

import base64
import datetime as dt
import gzip
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic.script import ScriptDirectory
from flask import current_app
from flask_migrate import upgrade

from portal import create_app
from portal.demo import service as demo
from portal.foundation.database import db
from tests.support.databases import MIGRATIONS
from tests.support.settings import settings_for

FOLDER = Path(__file__).parents[1] / "releases"
SMALL = demo.Size(participants=8, openings=4, claims=12)


def dumps() -> list[Path]:
    """Every release's dump, oldest first."""
    return sorted(FOLDER.glob("*.json.gz"), key=lambda path: tuple(map(int, path.name.split(".")[:3])))


def write(version: str) -> Path:
    """Loads a small demo into an empty portal and keeps its rows."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(settings_for(Path(folder), f"sqlite:///{folder}/portal.db", demo=True))
        with app.app_context():
            upgrade(directory=str(MIGRATIONS))
            demo.load(SMALL)
            kept = {"revision": head(), "tables": rows(), "keys": keys_file().read_text()}
            db.session.remove()
            db.engine.dispose()
    path = FOLDER / f"{version}.json.gz"
    path.write_bytes(gzip.compress(json.dumps(kept, default=plain, sort_keys=True).encode(), mtime=0))
    return path


def keys_file() -> Path:
    """Sealed values and the trail of a dump fit its own keys alone."""
    path: Path = current_app.extensions["settings"].keys_file
    return path


def head() -> str:
    return str(ScriptDirectory(str(MIGRATIONS)).get_current_head())


def rows() -> dict[str, list[dict[str, Any]]]:
    """All rows by table."""
    with db.engine.connect() as connection:
        return {
            table.name: [dict(row) for row in connection.execute(sa.select(table)).mappings()]
            for table in db.metadata.sorted_tables
        }


def plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return {"bytes": base64.b64encode(value).decode()}
    if isinstance(value, dt.datetime):
        return {"moment": value.isoformat()}
    if isinstance(value, dt.date):
        return {"day": value.isoformat()}
    return getattr(value, "value", str(value))


def real(row: dict[str, Any]) -> Any:
    if row.keys() == {"bytes"}:
        return base64.b64decode(row["bytes"])
    if row.keys() == {"moment"}:
        return dt.datetime.fromisoformat(row["moment"])
    if row.keys() == {"day"}:
        return dt.date.fromisoformat(row["day"])
    return row


def load(path: Path) -> dict[str, int]:
    """Into an empty database: the tables of that release, its rows; how many rows each table got."""
    kept = json.loads(gzip.decompress(path.read_bytes()), object_hook=real)
    keys_file().write_text(kept["keys"])
    upgrade(directory=str(MIGRATIONS), revision=kept["revision"])
    then = sa.MetaData()
    then.reflect(db.engine)
    with db.engine.begin() as connection:
        for name in [table.name for table in then.sorted_tables if kept["tables"].get(table.name)]:
            connection.execute(then.tables[name].insert(), kept["tables"][name])
    return {name: len(found) for name, found in kept["tables"].items()}


if __name__ == "__main__":
    sys.stdout.write(f"{write(sys.argv[1])}\n")
