"""Stories that people let staff see, for the coordinators who may read them.

Whose they are: a story about a team's role is that team's; one about no role is of the teams that the person turned
to; of somebody whom no team knows yet, it is everybody's, so that no story waits unread.
"""

import datetime as dt
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, func, or_, select, true
from sqlalchemy.orm import aliased

from portal.accounts.models import Person
from portal.contributions import rules
from portal.contributions.models import LogEntry, StoryFile
from portal.foundation import calendar
from portal.foundation.database import db
from portal.organisation import queries as organisation
from portal.people.reach import within_reach

Teams = frozenset[str] | None  # None: every team
PAGE = 20
LATE_DAYS = 2  # working days after which an unread story is flagged (C-40)


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
    files: int = 0

    @property
    def late(self) -> bool:
        """Unread for more than two working days."""
        due = calendar.add_working_days(calendar.uk_date(self.story_at), LATE_DAYS)
        return self.read_at is None and calendar.today() > due

    @property
    def first_words(self) -> str:
        return rules.first_words(self.story, 80)

    @property
    def goes_on(self) -> bool:
        return self.first_words.endswith(" …")


def told(teams: Teams) -> ColumnElement[bool]:
    """Of LogEntry joined with Person: stories that staff of these teams may read."""
    shown = and_(
        LogEntry.seen_by.in_(rules.STAFF_SEE), LogEntry.story_at.is_not(None), LogEntry.saved_at.is_not(None),
        LogEntry.deleted_at.is_(None),
    )  # fmt: skip
    return and_(shown, true() if teams is None else or_(LogEntry.team_id.in_(teams), _of_no_team(teams)))


def _of_no_team(teams: frozenset[str]) -> ColumnElement[bool]:
    every = frozenset(team for team, _ in organisation.teams())
    return and_(LogEntry.team_id.is_(None), or_(within_reach(teams), ~within_reach(every)))


def stories(
    teams: Teams, limit: int = PAGE, before: str = "", one: str = "", new: bool = False
) -> list[Story]:
    """Newest first. `before`: those that follow this one; `one`: that one alone; `new`: not read yet."""
    asked = _select().where(told(teams)).order_by(LogEntry.story_at.desc(), LogEntry.id).limit(limit)
    if one:
        asked = asked.where(LogEntry.id == one)
    if new:
        asked = asked.where(LogEntry.read_at.is_(None))
    if before:
        asked = asked.where(_after(before))
    return [Story._make(row) for row in db.session.execute(asked)]


def _select() -> Any:
    reader = aliased(Person)
    files = select(func.count()).where(StoryFile.entry_id == LogEntry.id).scalar_subquery()
    return (
        select(
            LogEntry.id, LogEntry.person_id, Person.name, LogEntry.what, LogEntry.on_date, LogEntry.minutes,
            LogEntry.story, LogEntry.seen_by, LogEntry.story_at, LogEntry.read_at, reader.name, files,
        )
        .join(Person, Person.id == LogEntry.person_id)
        .outerjoin(reader, reader.id == LogEntry.read_by)
    )  # fmt: skip


def _after(entry_id: str) -> ColumnElement[bool]:
    """What the list shows below an entry: older, or of the same moment and later by id."""
    last = aliased(LogEntry)
    at = select(last.story_at).where(last.id == entry_id).scalar_subquery()
    return or_(LogEntry.story_at < at, and_(LogEntry.story_at == at, LogEntry.id > entry_id))


def story(teams: Teams, entry_id: str) -> Story | None:
    """One story within reach."""
    return next(iter(stories(teams, 1, one=entry_id)), None)


def stories_of(person_id: str, teams: Teams, limit: int = 5) -> list[Story]:
    """Stories of one person, newest first, for their page."""
    asked = _select().where(told(teams), LogEntry.person_id == person_id)
    rows = db.session.execute(asked.order_by(LogEntry.story_at.desc(), LogEntry.id).limit(limit))
    return [Story._make(row) for row in rows]


class Counts(NamedTuple):
    """How many stories there are, and how many nobody has read."""

    all: int
    new: int


def counts(teams: Teams) -> Counts:
    unread = func.count().filter(LogEntry.read_at.is_(None))
    asked = select(func.count(), unread).select_from(LogEntry).join(Person, Person.id == LogEntry.person_id)
    return Counts(*db.session.execute(asked.where(told(teams))).one())
