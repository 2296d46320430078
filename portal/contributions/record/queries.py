"""Gathers what a record is made of, in a constant number of statements."""

from typing import Any

from sqlalchemy import Integer, Text, case, cast, func, select

from portal.contributions import queries
from portal.contributions.models import Goal, LogEntry
from portal.contributions.record.rules import DoneLine, Record, RoleLine, ThanksLine
from portal.foundation.calendar import uk_date
from portal.foundation.database import db
from portal.openings import queries as openings
from portal.people.queries import ProfileView
from portal.people.rules import words_to_show

MOST_LINES = 40


def record(profile: ProfileView, name: str, parts: tuple[str, ...]) -> Record:
    """The record of a person under a name of their choice. Four statements."""
    who = profile.person_id
    return Record(name, parts, _roles(who), _done(who), _strengths(profile), _reached(who), _thanks(who))


def _roles(person_id: str) -> list[RoleLine]:
    return [
        RoleLine(row.name, uk_date(row.made_at), row.state == "ended")
        for row in openings.roles_of(person_id)
        if row.state in openings.TAKING_PART
    ]


def _done(person_id: str) -> list[DoneLine]:
    """The most hours first: what was done, never the stories of it."""
    training = case((cast(LogEntry.also, Text).like('%"training"%'), 1), else_=0)
    minutes = func.sum(LogEntry.minutes)
    rows: Any = db.session.execute(
        select(
            LogEntry.what, func.count(), cast(minutes, Integer), func.count(LogEntry.story_at), func.sum(training),
            func.min(LogEntry.on_date), func.max(LogEntry.on_date),
        )
        .where(queries.kept(person_id))
        .group_by(LogEntry.what)
        .order_by(minutes.desc(), LogEntry.what)
        .limit(MOST_LINES)
    )  # fmt: skip
    return [DoneLine(*row) for row in rows]


def _strengths(profile: ProfileView) -> list[str]:
    return words_to_show(profile.strengths, profile.strength_language, profile.other_strengths)


def _reached(person_id: str) -> list[str]:
    mine = select(Goal.what).where(Goal.person_id == person_id, Goal.state == "done")
    return list(db.session.scalars(mine.order_by(Goal.made_at.desc(), Goal.id)))


def _thanks(person_id: str) -> list[ThanksLine]:
    return [ThanksLine(row.words, row.name, uk_date(row.made_at)) for row in queries.thanks(person_id)]
