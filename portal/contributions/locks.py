"""What every change of the log begins with: the person's entry, locked."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.contributions.models import LogEntry


def lock_entry(session: Session, person_id: str, entry_id: str) -> LogEntry:
    """An entry of the person, as it is now. Raises NoResultFound, also for a deleted one."""
    mine = select(LogEntry).where(
        LogEntry.id == entry_id, LogEntry.person_id == person_id, LogEntry.deleted_at.is_(None)
    )
    return session.scalars(mine.with_for_update().execution_options(populate_existing=True)).one()
