"""What a person does with their log. Saying the same twice changes nothing."""

import datetime as dt

from sqlalchemy import delete
from sqlalchemy.orm import Session

from portal.contributions.locks import lock_entry
from portal.contributions.log.rules import Did
from portal.contributions.models import EntryReply, GoalLog, LogEntry, Reflection, StoryFile
from portal.foundation import audit, calendar
from portal.foundation.database import check_version, writing
from portal.foundation.once import once_only
from portal.messages import service as messages


@once_only
def start_entry(person_id: str, did: Did, *, by: str) -> str:
    """The first page of the short way; the entry's id. It counts once its time is saved."""
    with writing() as session:
        entry = LogEntry(
            person_id=person_id, what=did.what, on_date=did.on_date, role_id=did.role_id,
            meeting_id=did.meeting_id, team_id=did.team_id, made_by=by,
        )  # fmt: skip
        session.add(entry)
        session.flush()
        audit.record("log entry begun", "log entry", entry.id, by=by, person_id=person_id)
        return entry.id


def save_time(person_id: str, entry_id: str, minutes: int, also: list[str], *, by: str) -> None:
    """How long it took; from here on it is in the log."""
    with writing() as session:
        entry = lock_entry(session, person_id, entry_id)
        if entry.saved_at and (entry.minutes, entry.also) == (minutes, also):
            return
        verb = "log entry changed" if entry.saved_at else "log entry saved"
        entry.minutes, entry.also = minutes, also
        entry.saved_at = entry.saved_at or calendar.now()
        audit.record(verb, "log entry", entry.id, by=by, person_id=person_id, minutes=minutes)


def change_entry(person_id: str, entry_id: str, what: str, on_date: dt.date, *, seen: int, by: str) -> None:
    """Other words or another day for something that was no session. Raises Stale."""
    with writing() as session:
        entry = lock_entry(session, person_id, entry_id)
        if (entry.what, entry.on_date) == (what, on_date):
            return
        check_version(entry, seen)
        entry.what, entry.on_date = what, on_date
        audit.record("log entry changed", "log entry", entry.id, by=by, person_id=person_id)


def change_seen_by(person_id: str, entry_id: str, seen_by: str, *, by: str) -> None:
    """Who may see the story from now on."""
    with writing() as session:
        entry = lock_entry(session, person_id, entry_id)
        if entry.seen_by == seen_by:
            return
        before, entry.seen_by = entry.seen_by, seen_by
        audit.record(
            "story shared", "log entry", entry.id, by=by, person_id=person_id, before=before, seen_by=seen_by
        )


def delete_entry(person_id: str, entry_id: str, *, by: str) -> None:
    """Takes an entry out of the log, with its story, files and links to goals. Claims about it stay."""
    with writing() as session:
        entry = lock_entry(session, person_id, entry_id)
        entry.deleted_at, entry.story, entry.story_draft = calendar.now(), "", None
        for kind in (StoryFile, Reflection, EntryReply, GoalLog):
            session.execute(delete(kind).where(kind.entry_id == entry.id))
        messages.finish_todos(f"story:{entry.id}", by=by)
        audit.record("log entry deleted", "log entry", entry.id, by=by, person_id=person_id)


@once_only
def reply(person_id: str, entry_id: str, words: str, *, by: str) -> str:
    """The person's own words under their entry; whoever reads the team's stories has a to-do."""
    with writing() as session:
        entry = lock_entry(session, person_id, entry_id)
        written = say(session, entry, words, by)
        messages.add_todo(
            "reply under a story", "Read a reply under a story.", link=f"/stories/{entry.id}", person_id=person_id,
            team_id=entry.team_id, key=f"reply:{written}",
        )  # fmt: skip
        return written


def say(session: Session, entry: LogEntry, words: str, by: str, *, thanks: bool = False) -> str:
    """Adds words to the thread of an entry; their id."""
    row = EntryReply(entry_id=entry.id, by=by, words=words, thanks=thanks)
    session.add(row)
    session.flush()
    verb = "thanks given" if thanks else "reply written"
    audit.record(verb, "log entry", entry.id, by=by, person_id=entry.person_id)
    return row.id
