"""A person's goals, and one of them whole."""

from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import func, select

from portal.contributions.models import Goal, GoalLog, GoalStep, LogEntry
from portal.contributions.queries import COLUMNS, EntryRow, entry_row, kept
from portal.foundation.database import db

MOST_ENTRIES = 30  # the newest of the log, to link


class GoalRow(NamedTuple):
    """A goal in the list, with its steps counted."""

    goal: Goal
    steps: int
    done: int


def goals(person_id: str) -> list[GoalRow]:
    """Those worked on first, then those reached and stopped; newest first in each."""
    rows = db.session.execute(
        select(Goal, func.count(GoalStep.id), func.count(GoalStep.done_at))
        .outerjoin(GoalStep, GoalStep.goal_id == Goal.id)
        .where(Goal.person_id == person_id)
        .group_by(Goal.id)
        .order_by(Goal.state != "working on it", Goal.made_at.desc(), Goal.id)
    )
    return [GoalRow(*row) for row in rows]


def goal(person_id: str, goal_id: str) -> Goal | None:
    """One goal of the person."""
    return db.session.scalar(select(Goal).where(Goal.id == goal_id, Goal.person_id == person_id))


@dataclass(frozen=True)
class GoalView:
    """A goal with its steps, oldest first, and the entries linked to it, newest first."""

    goal: Goal
    steps: list[GoalStep]
    linked: list[EntryRow]


def whole(mine: Goal) -> GoalView:
    """Two statements."""
    steps = select(GoalStep).where(GoalStep.goal_id == mine.id).order_by(GoalStep.made_at, GoalStep.id)
    linked = (
        select(*COLUMNS)
        .join(GoalLog, GoalLog.entry_id == LogEntry.id)
        .where(GoalLog.goal_id == mine.id, kept(mine.person_id))
        .order_by(LogEntry.on_date.desc(), LogEntry.id)
    )
    rows = [entry_row(row) for row in db.session.execute(linked)]
    return GoalView(mine, list(db.session.scalars(steps)), rows)


class Linkable(NamedTuple):
    """An entry that can be linked to a goal, or is."""

    entry: EntryRow
    linked: bool


def linkable(mine: Goal) -> list[Linkable]:
    """The newest entries of the log and all that are linked."""
    link = (GoalLog.entry_id == LogEntry.id) & (GoalLog.goal_id == mine.id)
    rows = db.session.execute(
        select(*COLUMNS, GoalLog.goal_id)
        .outerjoin(GoalLog, link)
        .where(kept(mine.person_id))
        .order_by(GoalLog.goal_id.is_(None), LogEntry.on_date.desc(), LogEntry.id)
        .limit(MOST_ENTRIES)
    )
    found = [Linkable(entry_row(row[:-1]), row[-1] is not None) for row in rows]
    return sorted(found, key=lambda one: one.entry.on_date, reverse=True)
