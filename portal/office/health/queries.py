"""What must be true for the portal to do its work."""

import os
from collections.abc import Callable

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from portal.foundation import scanning
from portal.foundation.database import db


def why_not_ready() -> list[str]:
    """One line for each thing that is missing; none when the portal can work. Says nothing a stranger may not read."""
    checks: dict[str, Callable[[], bool]] = {
        "the database does not answer": _database_answers,
        "files cannot be read": _store_answers,
        "the database needs `flask db upgrade`": _at_newest_migration,
    }
    return [words for words, holds in checks.items() if not holds()]


def scanner_words() -> str:
    """What of the scanner stands beside "ready", if one is set: while it is silent the portal works and files wait."""
    if not scanning.is_set():
        return ""
    return "\nscanner answers" if scanning.answers() else "\nscanner does not answer: files wait"


def _database_answers() -> bool:
    try:
        return db.session.execute(text("SELECT 1")).scalar() == 1
    except SQLAlchemyError:
        return False


def _store_answers() -> bool:
    folder = current_app.extensions["settings"].data_dir
    return folder.is_dir() and os.access(folder, os.R_OK | os.W_OK | os.X_OK)


def _at_newest_migration() -> bool:
    folder = current_app.extensions["migrate"].directory
    try:
        heads = set(ScriptDirectory(folder).get_heads())
        return set(MigrationContext.configure(db.session.connection()).get_current_heads()) == heads
    except SQLAlchemyError:
        return False
