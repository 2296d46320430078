"""What staff do with a story: read it, thank for it, answer it."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.models import Person
from portal.contributions.log.service import say
from portal.contributions.models import LogEntry
from portal.contributions.stories.queries import told
from portal.foundation import audit, calendar
from portal.foundation.database import writing
from portal.foundation.once import once_only

Teams = Iterable[str] | None  # None: every team


@once_only
def answer_story(entry_id: str, teams: list[str] | None, words: str, thanks: bool, *, by: str) -> str:
    """Staff answer or thank in writing; the story counts as read. Raises NoResultFound outside their teams."""
    with writing() as session:
        entry = _lock_story(session, entry_id, teams)
        _mark_read(entry, by)
        return say(session, entry, words, by, thanks=thanks)


def mark_read(entry_id: str, teams: Teams, *, by: str) -> None:
    """The person sees who read their story and when. The first reader stays. Raises NoResultFound."""
    with writing() as session:
        _mark_read(_lock_story(session, entry_id, teams), by)


def _lock_story(session: Session, entry_id: str, teams: Teams) -> LogEntry:
    reach = None if teams is None else frozenset(teams)
    asked = (
        select(LogEntry)
        .join(Person, Person.id == LogEntry.person_id)
        .where(LogEntry.id == entry_id, told(reach))
    )
    return session.scalars(asked.with_for_update(of=LogEntry).execution_options(populate_existing=True)).one()


def _mark_read(entry: LogEntry, by: str) -> None:
    if entry.read_at is None:
        entry.read_by, entry.read_at = by, calendar.now()
        audit.record("story read", "log entry", entry.id, by=by, person_id=entry.person_id)
