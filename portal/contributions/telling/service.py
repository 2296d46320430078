"""Telling a story in words, pictures or by voice, and saying how it was."""

import datetime as dt
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.contributions.locks import lock_entry
from portal.contributions.models import LogEntry, Reflection, StoryFile
from portal.contributions.telling.rules import MOST_FILES, may_write
from portal.foundation import audit, calendar
from portal.foundation.database import Stale, writing
from portal.foundation.pages import Refused
from portal.foundation.stored_files import Accepted
from portal.messages import service as messages


class Draft(NamedTuple):
    """What became of an autosave: kept, or refused because of newer words; and when those kept were written."""

    kept: bool
    at: dt.datetime


def keep_draft(person_id: str, entry_id: str, words: str, *, key: str, seen: int, by: str) -> Draft:
    """Autosave by an open form (`key`) that saw version `seen`. An older window never overwrites a newer one."""
    with writing() as session:
        entry = lock_entry(session, person_id, entry_id)
        if not may_write(entry.version, entry.draft_key, seen, key):
            return Draft(False, entry.draft_at or calendar.now())
        if key != entry.draft_key:
            entry.version += 1
        entry.story_draft, entry.draft_key, entry.draft_by, entry.draft_at = words, key, by, calendar.now()
        return Draft(True, entry.draft_at)


def save_story(
    person_id: str,
    entry_id: str,
    words: str,
    seen_by: str,
    by_phone: bool,
    *,
    seen: int,
    by: str,
    key: str = "",
) -> None:
    """The story and who may see it; or a wish to be called, which makes a to-do. The same again changes nothing.
    Raises Stale where another window wrote newer words.
    """
    with writing() as session:
        entry = lock_entry(session, person_id, entry_id)
        told = bool(words) or _files(session, entry) > 0
        asked = (words, seen_by, by_phone, told, None)
        if (
            entry.story,
            entry.seen_by,
            entry.story_by_phone,
            bool(entry.story_at),
            entry.story_draft,
        ) == asked:
            return
        if not may_write(entry.version, entry.draft_key, seen, key):
            raise Stale
        _change_story(entry, words, told)
        entry.version += 1
        entry.seen_by = seen_by
        _ask_for_call(entry, by_phone, by)
        audit.record("story saved", "log entry", entry.id, by=by, person_id=person_id, seen_by=seen_by)


def _change_story(entry: LogEntry, words: str, told: bool) -> None:
    """New words are unread words, and count from now."""
    if words != entry.story or told != bool(entry.story_at):
        entry.read_by = entry.read_at = None
        entry.story_at = calendar.now() if told else None
    entry.story, entry.story_draft, entry.draft_at = words, None, calendar.now()
    entry.draft_key = entry.draft_by = None


def _ask_for_call(entry: LogEntry, by_phone: bool, by: str) -> None:
    key = f"story:{entry.id}"
    if by_phone and not entry.story_by_phone:
        messages.add_todo(
            "call about a story", "Call the person and write down their story.", link=f"/people/{entry.person_id}",
            person_id=entry.person_id, team_id=entry.team_id, key=key,
        )  # fmt: skip
    elif entry.story_by_phone and not by_phone:
        messages.finish_todos(key, by=by)
    entry.story_by_phone = by_phone


def add_file(person_id: str, entry_id: str, file: Accepted, *, by: str) -> str:
    """A photo or a sound recording, already made safe; its id. The same file again is the same one. Raises Refused."""
    with writing() as session:
        entry = lock_entry(session, person_id, entry_id)
        same = select(StoryFile.id).where(StoryFile.entry_id == entry.id, StoryFile.sha256 == file.sha256)
        before = session.scalar(same)
        return before or _add(session, entry, file, by)


def _add(session: Session, entry: LogEntry, file: Accepted, by: str) -> str:
    if _files(session, entry) >= MOST_FILES:
        back = f"/log/{entry.id}/story"
        raise Refused(
            "too-many-files",
            f"You can add up to {MOST_FILES} files to one story.",
            back,
            "Go back to the story",
        )
    row = StoryFile(
        entry_id=entry.id, kind=file.kind, file_key=file.key, small_key=file.small_key or None, width=file.width,
        height=file.height, sha256=file.sha256,
    )  # fmt: skip
    session.add(row)
    session.flush()
    audit.record("story file added", "log entry", entry.id, by=by, person_id=entry.person_id, file=file.kind)
    return row.id


def remove_file(person_id: str, entry_id: str, file_id: str, *, by: str) -> None:
    """Takes a file off the story. Gone already is fine."""
    with writing() as session:
        entry = lock_entry(session, person_id, entry_id)
        row = session.get(StoryFile, file_id, populate_existing=True)
        if row is None or row.entry_id != entry.id:
            return
        session.delete(row)
        session.flush()
        if not entry.story and not _files(session, entry):
            entry.story_at = entry.read_at = entry.read_by = None
        audit.record("story file removed", "log entry", entry.id, by=by, person_id=person_id)


def _files(session: Session, entry: LogEntry) -> int:
    return session.scalar(select(func.count()).where(StoryFile.entry_id == entry.id)) or 0


def reflect(person_id: str, entry_id: str, listened: str, could_change: str, better: str, *, by: str) -> None:
    """The two short questions; answered again, the new answers count."""
    with writing() as session:
        entry = lock_entry(session, person_id, entry_id)
        mine = select(Reflection).where(Reflection.entry_id == entry.id).with_for_update()
        row = session.scalar(mine) or Reflection(entry_id=entry.id, person_id=person_id)
        row.listened, row.could_change, row.better = listened, could_change, better
        session.add(row)
        audit.record("reflection saved", "log entry", entry.id, by=by, person_id=person_id)
