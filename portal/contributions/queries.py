"""What other rooms ask about the log, and what its subjects share. Drafts and deleted entries are in none of it
unless named.
"""

import datetime as dt
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, String, func, literal_column, select

from portal.accounts import queries as accounts
from portal.accounts.models import Person
from portal.contributions import rules
from portal.contributions.models import EntryReply, Goal, LogEntry
from portal.contributions.stories.queries import Story as Story
from portal.contributions.stories.queries import stories as stories
from portal.contributions.stories.queries import stories_of as stories_of
from portal.foundation.database import db
from portal.people.queries import FourWords


class EntryRow(NamedTuple):
    """One entry, for lists and for a claim about it."""

    id: str
    what: str
    on_date: dt.date
    minutes: int
    role_id: str | None
    meeting_id: str | None
    team_id: str | None
    story: str
    seen_by: str

    @property
    def first_words(self) -> str:
        return rules.first_words(self.story)


COLUMNS = (
    LogEntry.id, LogEntry.what, LogEntry.on_date, LogEntry.minutes, LogEntry.role_id, LogEntry.meeting_id,
    LogEntry.team_id, LogEntry.story, LogEntry.seen_by,
)  # fmt: skip


def kept(person_id: str) -> ColumnElement[bool]:
    """The person's saved entries."""
    return (LogEntry.person_id == person_id) & LogEntry.saved_at.is_not(None) & LogEntry.deleted_at.is_(None)


def entries_to_claim(person_id: str, since: dt.date) -> list[EntryRow]:
    """Entries from a day on, newest first. Their stories are left out: a claim has no use for them."""
    asked = select(*COLUMNS).where(kept(person_id), LogEntry.on_date >= since)
    rows = db.session.execute(asked.order_by(LogEntry.on_date.desc(), LogEntry.id))
    return [entry_row(row)._replace(story="") for row in rows]


def entry_row(row: Any) -> EntryRow:
    return EntryRow._make(row)


def entry(person_id: str, entry_id: str) -> LogEntry | None:
    """One entry of the person, just begun or saved."""
    mine = select(LogEntry).where(LogEntry.id == entry_id, LogEntry.person_id == person_id)
    return db.session.scalar(mine.where(LogEntry.deleted_at.is_(None)))


def totals(person_id: str) -> rules.Given:
    """Everything the person gave."""
    sums = select(func.sum(LogEntry.minutes), func.count(LogEntry.story_at), func.min(LogEntry.on_date))
    minutes, told, since = db.session.execute(sums.where(kept(person_id))).one()
    return rules.Given(int(minutes or 0), int(told or 0), since)


class Reply(NamedTuple):
    """Words under an entry."""

    by: str
    name: str
    words: str
    thanks: bool
    made_at: dt.datetime


REPLY = (EntryReply.by, Person.name, EntryReply.words, EntryReply.thanks, EntryReply.made_at)


def replies(entry_id: str) -> list[Reply]:
    """The thread of an entry, oldest first."""
    asked = select(*REPLY).join(Person, Person.id == EntryReply.by).where(EntryReply.entry_id == entry_id)
    rows = db.session.execute(asked.order_by(EntryReply.made_at, EntryReply.id))
    return [Reply._make(row) for row in rows]


def thanks(person_id: str, limit: int = 20) -> list[Reply]:
    """Words of thanks for what the person gave, newest first."""
    rows = db.session.execute(
        select(*REPLY)
        .join(Person, Person.id == EntryReply.by)
        .join(LogEntry, LogEntry.id == EntryReply.entry_id)
        .where(kept(person_id), EntryReply.thanks)
        .order_by(EntryReply.made_at.desc(), EntryReply.id)
        .limit(limit)
    )
    return [Reply._make(row) for row in rows]


def goal_words(person_id: str) -> list[str]:
    """What the person wants to learn now."""
    mine = select(Goal.what).where(Goal.person_id == person_id, Goal.state == "working on it")
    return list(db.session.scalars(mine.order_by(Goal.made_at)))


def select_goals(person_id: str) -> FourWords:
    """The same as openings ask for it, to match by."""
    words: ColumnElement[str] = literal_column("''", String)
    asked = select(literal_column("'goal'", String), Goal.what, words, words)
    return asked.where(Goal.person_id == person_id, Goal.state == "working on it")


def goals_to_help_with(person_id: str) -> list[Goal]:
    """Goals for which the person asked for help, newest first: for staff who work with them."""
    mine = select(Goal).where(Goal.person_id == person_id, Goal.asked_help_at.is_not(None))
    return list(
        db.session.scalars(mine.where(Goal.state == "working on it").order_by(Goal.asked_help_at.desc()))
    )


def coordinator(team_id: str | None) -> str:
    """Who reads a team's stories, by name where it is one person; else "the coordinator"."""
    found = accounts.staff_with("stories.read", team_id) if team_id else []
    return found[0].name if len(found) == 1 else "the coordinator"
