"""What can be logged, the log by month, and one entry whole."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Integer, cast, extract, func, select

from portal.accounts.models import Person
from portal.contributions.log.rules import Did, MonthSum, Sums, session_label
from portal.contributions.models import Goal, GoalLog, LogEntry, Reflection
from portal.contributions.queries import COLUMNS, EntryRow, entry_row, kept
from portal.foundation import calendar
from portal.foundation.database import db
from portal.openings import queries as openings
from portal.openings.models import Opening, Role

PAGE = 20
WEEKS, MOST_SESSIONS = 6, 6  # how far back, and how many sessions are offered


class Choice(NamedTuple):
    """One thing to log: its value in the form, its words, and what it is; a role's date is asked."""

    value: str
    label: str
    did: Did


def choices(person_id: str, today: dt.date) -> list[Choice]:
    """Sessions of the last weeks not logged yet, today's first; then each role for another day."""
    begin = calendar.uk_day(today - dt.timedelta(weeks=WEEKS))[0]
    sessions = openings.sessions_of(person_id, begin, calendar.uk_day(today)[1])
    logged = logged_meetings(person_id, (row.meeting_id for row in sessions))
    held = [row for row in sessions if row.attendance != "called off" and row.meeting_id not in logged]
    roles = [row for row in openings.roles_of(person_id) if row.state in openings.TAKING_PART]
    return [
        *(_session(row, today) for row in held[::-1][:MOST_SESSIONS]),
        *(_role(row, today) for row in roles),
    ]


def _session(row: openings.SessionRow, today: dt.date) -> Choice:
    did = Did(row.name, calendar.uk_date(row.starts_at), row.role_id, row.meeting_id, row.team_id)
    return Choice(f"meeting:{row.meeting_id}", session_label(row.name, row.starts_at, today), did)


def _role(row: openings.RoleRow, today: dt.date) -> Choice:
    return Choice(
        f"role:{row.role_id}",
        f"{row.name}, another day",
        Did(row.name, today, row.role_id, None, row.team_id),
    )


def logged_meetings(person_id: str, meeting_ids: Iterable[str]) -> set[str | None]:
    """Which of these meetings the person has logged."""
    mine = select(LogEntry.meeting_id).where(kept(person_id), LogEntry.meeting_id.in_(list(meeting_ids)))
    return set(db.session.scalars(mine))


def sums(person_id: str) -> Sums:
    """The whole log in sums by month and role: a few rows for each year. One statement."""
    year, month = extract("year", LogEntry.on_date), extract("month", LogEntry.on_date)
    rows: Any = db.session.execute(
        select(
            cast(year, Integer), cast(month, Integer), LogEntry.role_id, Opening.name, func.sum(LogEntry.minutes),
            func.count(), func.count(LogEntry.story_at), func.min(LogEntry.on_date),
        )
        .outerjoin(Role, Role.id == LogEntry.role_id)
        .outerjoin(Opening, Opening.id == Role.opening_id)
        .where(kept(person_id))
        .group_by(year, month, LogEntry.role_id, Opening.name)
        .order_by(Opening.name)
    )  # fmt: skip
    return Sums(tuple(MonthSum(dt.date(y, m, 1), *(rest)) for y, m, *rest in rows))


def entries(person_id: str, year: int | None, role_id: str | None, number: int) -> list[EntryRow]:
    """One page of the log, newest first; `number` from 1."""
    asked = select(*COLUMNS).where(kept(person_id), *_narrow(year, role_id))
    asked = asked.order_by(LogEntry.on_date.desc(), LogEntry.id).limit(PAGE).offset((number - 1) * PAGE)
    return [entry_row(row) for row in db.session.execute(asked)]


def _narrow(year: int | None, role_id: str | None) -> list[ColumnElement[bool]]:
    first_to_last = LogEntry.on_date.between(dt.date(year, 1, 1), dt.date(year, 12, 31)) if year else None
    found = [first_to_last, LogEntry.role_id == role_id if role_id else None]
    return [one for one in found if one is not None]


def unfinished(person_id: str) -> list[LogEntry]:
    """Entries begun and not saved yet, newest first."""
    mine = select(LogEntry).where(
        LogEntry.person_id == person_id, LogEntry.saved_at.is_(None), LogEntry.deleted_at.is_(None)
    )
    return list(db.session.scalars(mine.order_by(LogEntry.made_at.desc()).limit(5)))


@dataclass(frozen=True)
class WholeEntry:
    """An entry with how it was for the person, and who read its story."""

    entry: LogEntry
    reflection: Reflection | None
    reader: str | None


def whole(person_id: str, entry_id: str) -> WholeEntry | None:
    """One saved entry of the person. One statement."""
    row: Any = db.session.execute(
        select(LogEntry, Reflection, Person.name)
        .outerjoin(Reflection, Reflection.entry_id == LogEntry.id)
        .outerjoin(Person, Person.id == LogEntry.read_by)
        .where(kept(person_id), LogEntry.id == entry_id)
    ).first()
    return WholeEntry(*row) if row else None


class LinkedGoal(NamedTuple):
    """A goal of the person; `linked` when this entry belongs to it."""

    id: str
    what: str
    linked: bool


def goals_for(person_id: str, entry_id: str) -> list[LinkedGoal]:
    """Goals that an entry belongs to or could: those worked on, and those it is linked to."""
    link = (GoalLog.goal_id == Goal.id) & (GoalLog.entry_id == entry_id)
    rows = db.session.execute(
        select(Goal.id, Goal.what, GoalLog.entry_id.is_not(None), Goal.state)
        .outerjoin(GoalLog, link)
        .where(Goal.person_id == person_id)
        .order_by(Goal.made_at)
    )
    return [LinkedGoal(*row[:3]) for row in rows if row[2] or row[3] == "working on it"]
