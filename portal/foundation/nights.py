"""What the foundation clears away at night: files that no row names, and keys of forms long sent.

A file without a row is an upload that was never saved, or the second of two drawings. A column that names a stored
file is called `file_key`, or ends with it: that is how this job knows what is in use.
"""

import structlog
from sqlalchemy import select

from portal.foundation import audit, jobs, stored_files
from portal.foundation.database import db
from portal.foundation.once import forget_old_keys

OLD = 2 * 24 * 3600  # seconds: what is newer may belong to a form that is still being filled in
log = structlog.get_logger()


@jobs.nightly(hour=5)
def remove_orphans() -> None:
    """Files older than two days that no row names, with their small copies and page pictures."""
    old = stored_files.keys_older_than(OLD)  # first: what is named later was written later
    gone = set(old) - keys_in_use() if old else set()
    for key in gone:
        stored_files.remove(key)
    log.info("orphans removed", files=len(gone))


@jobs.nightly(hour=5)
def forget_keys_of_forms() -> None:
    """A form sent again after two days is a new one."""
    forget_old_keys()


@jobs.nightly(hour=5)
def keep_the_trails_head() -> None:
    """So that `flask audit verify` misses a tail that was cut off."""
    audit.keep_head()


def keys_in_use() -> set[str]:
    """Every key that some row names."""
    columns = [c for table in db.metadata.sorted_tables for c in table.columns if c.name.endswith("file_key")]
    return {
        key for column in columns for key in db.session.scalars(select(column).where(column.is_not(None)))
    }
