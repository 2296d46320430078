"""What pages and other rooms ask about the log. Drafts and deleted entries are in none of it unless named."""

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import ColumnElement, extract, func, select

from portal.accounts.models import Person
from portal.contributions import rules
from portal.contributions.models import EntryReply, Goal, GoalLog, GoalStep, LogEntry, Reflection, StoryFile
from portal.foundation import calendar
from portal.foundation.database import db


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


def entries(
    person_id: str, *, year: int | None = None, role_id: str | None = None, stories: bool = True
) -> list[EntryRow]:
    """Newest first. `stories` False leaves out the words marked "Only me", for whoever helps the person."""
    asked = select(*COLUMNS).where(kept(person_id))
    if year:
        asked = asked.where(extract("year", LogEntry.on_date) == year)
    if role_id:
        asked = asked.where(LogEntry.role_id == role_id)
    rows = [
        EntryRow._make(row)
        for row in db.session.execute(asked.order_by(LogEntry.on_date.desc(), LogEntry.id))
    ]
    return rows if stories else [_without_private(row) for row in rows]


def _without_private(row: EntryRow) -> EntryRow:
    return row._replace(story="") if row.seen_by == "me" else row


def entries_to_claim(person_id: str, since: dt.date) -> list[EntryRow]:
    """Entries from a day on that no sent claim is about yet may be claimed for; newest first."""
    asked = select(*COLUMNS).where(kept(person_id), LogEntry.on_date >= since)
    return [
        EntryRow._make(row)
        for row in db.session.execute(asked.order_by(LogEntry.on_date.desc(), LogEntry.id))
    ]


def entry(person_id: str, entry_id: str) -> LogEntry | None:
    """One entry of the person, draft or saved."""
    return db.session.scalar(
        select(LogEntry).where(
            LogEntry.id == entry_id, LogEntry.person_id == person_id, LogEntry.deleted_at.is_(None)
        )
    )


def years(person_id: str) -> list[int]:
    """Years in which the person logged something, newest first."""
    year = extract("year", LogEntry.on_date)
    rows = db.session.scalars(select(year).where(kept(person_id)).distinct().order_by(year.desc()))
    return [int(row) for row in rows]


def totals(person_id: str) -> rules.Given:
    """Everything the person gave."""
    row = db.session.execute(
        select(func.sum(LogEntry.minutes), func.count(LogEntry.story_at), func.min(LogEntry.on_date)).where(
            kept(person_id)
        )
    ).one()
    return rules.Given(int(row[0] or 0), int(row[1] or 0), row[2])


class Reply(NamedTuple):
    """Words under an entry."""

    by: str
    name: str
    words: str
    thanks: bool
    made_at: dt.datetime


def replies(entry_id: str) -> list[Reply]:
    """The thread of an entry, oldest first."""
    rows = db.session.execute(
        select(EntryReply.by, Person.name, EntryReply.words, EntryReply.thanks, EntryReply.made_at)
        .join(Person, Person.id == EntryReply.by)
        .where(EntryReply.entry_id == entry_id)
        .order_by(EntryReply.made_at)
    )
    return [Reply._make(row) for row in rows]


def files(entry_id: str) -> list[StoryFile]:
    return list(
        db.session.scalars(
            select(StoryFile).where(StoryFile.entry_id == entry_id).order_by(StoryFile.made_at)
        )
    )


def reflection(entry_id: str) -> Reflection | None:
    return db.session.scalar(select(Reflection).where(Reflection.entry_id == entry_id))


@dataclass(frozen=True)
class GoalView:
    """A goal with its steps and the entries linked to it."""

    goal: Goal
    steps: list[GoalStep]
    linked: list[EntryRow]


def goals(person_id: str) -> list[Goal]:
    """The person's goals, those worked on first."""
    mine = select(Goal).where(Goal.person_id == person_id)
    return sorted(
        db.session.scalars(mine.order_by(Goal.made_at.desc())), key=lambda goal: goal.state != "working on it"
    )


def goal_words(person_id: str) -> list[str]:
    """What the person wants to learn now, for matching."""
    mine = select(Goal.what).where(Goal.person_id == person_id, Goal.state == "working on it")
    return list(db.session.scalars(mine.order_by(Goal.made_at)))


def goal(person_id: str, goal_id: str) -> GoalView | None:
    """One goal of the person, whole."""
    row = db.session.scalar(select(Goal).where(Goal.id == goal_id, Goal.person_id == person_id))
    if row is None:
        return None
    steps = db.session.scalars(select(GoalStep).where(GoalStep.goal_id == goal_id).order_by(GoalStep.made_at))
    linked = db.session.execute(
        select(*COLUMNS)
        .join(GoalLog, GoalLog.entry_id == LogEntry.id)
        .where(GoalLog.goal_id == goal_id, kept(person_id))
        .order_by(LogEntry.on_date.desc())
    )
    return GoalView(row, list(steps), [EntryRow._make(row) for row in linked])


def thanks(person_id: str) -> list[Reply]:
    """Words of thanks for what the person gave, newest first."""
    rows = db.session.execute(
        select(EntryReply.by, Person.name, EntryReply.words, EntryReply.thanks, EntryReply.made_at)
        .join(Person, Person.id == EntryReply.by)
        .join(LogEntry, LogEntry.id == EntryReply.entry_id)
        .where(kept(person_id), EntryReply.thanks)
        .order_by(EntryReply.made_at.desc())
    )
    return [Reply._make(row) for row in rows]


class Story(NamedTuple):
    """A story as staff read it."""

    id: str
    person_id: str
    person_name: str
    what: str
    on_date: dt.date
    minutes: int
    story: str
    seen_by: str
    story_at: dt.datetime
    read_at: dt.datetime | None
    reader: str | None

    @property
    def late(self) -> bool:
        """Unread for more than two working days (C-40)."""
        due = calendar.add_working_days(calendar.uk_date(self.story_at), 2)
        return self.read_at is None and calendar.today() > due


def stories(teams: frozenset[str] | None, limit: int = 20, before: str = "", one: str = "") -> list[Story]:
    """Stories that people let the coordinator see, newest first; `teams` None: of every team."""
    reader = Person.__table__.alias("reader")
    asked = (
        select(
            LogEntry.id, LogEntry.person_id, Person.name, LogEntry.what, LogEntry.on_date, LogEntry.minutes, LogEntry.story,
            LogEntry.seen_by, LogEntry.story_at, LogEntry.read_at, reader.c.name,
        )
        .join(Person, Person.id == LogEntry.person_id)
        .outerjoin(reader, reader.c.id == LogEntry.read_by)
        .where(LogEntry.seen_by.in_(rules.STAFF_SEE), LogEntry.story_at.is_not(None))
        .where(LogEntry.saved_at.is_not(None), LogEntry.deleted_at.is_(None))
        .order_by(LogEntry.story_at.desc(), LogEntry.id)
        .limit(limit)
    )  # fmt: skip
    if teams is not None:
        asked = asked.where(LogEntry.team_id.in_(teams))
    if one:
        asked = asked.where(LogEntry.id == one)
    if before:
        asked = asked.where(
            LogEntry.story_at < select(LogEntry.story_at).where(LogEntry.id == before).scalar_subquery()
        )
    return [Story._make(row) for row in db.session.execute(asked)]
