"""What a person does with a goal. Saying the same twice changes nothing."""

import datetime as dt

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from portal.contributions.goals.rules import state_after
from portal.contributions.models import Goal, GoalLog, GoalStep, LogEntry
from portal.foundation import audit, calendar
from portal.foundation.database import check_version, writing
from portal.foundation.once import once_only
from portal.messages import service as messages


def _lock(session: Session, person_id: str, goal_id: str) -> Goal:
    """The person's goal, as it is now. Raises NoResultFound."""
    mine = select(Goal).where(Goal.id == goal_id, Goal.person_id == person_id).with_for_update()
    return session.scalars(mine.execution_options(populate_existing=True)).one()


def _record(verb: str, goal: Goal, by: str) -> None:
    audit.record(verb, "goal", goal.id, by=by, person_id=goal.person_id)


@once_only
def add_goal(
    person_id: str, what: str, why: str, helps: list[str], look_again_on: dt.date | None, *, by: str
) -> str:
    """A new goal; its id."""
    with writing() as session:
        goal = Goal(person_id=person_id, what=what, why=why, helps=helps, look_again_on=look_again_on)
        session.add(goal)
        session.flush()
        _record("goal added", goal, by)
        return goal.id


def change_goal(
    person_id: str,
    goal_id: str,
    what: str,
    why: str,
    helps: list[str],
    look_again_on: dt.date | None,
    *,
    seen: int,
    by: str,
) -> None:
    """The goal in other words. Raises Stale."""
    with writing() as session:
        goal = _lock(session, person_id, goal_id)
        if (goal.what, goal.why, goal.helps, goal.look_again_on) == (what, why, helps, look_again_on):
            return
        check_version(goal, seen)
        goal.what, goal.why, goal.helps, goal.look_again_on = what, why, helps, look_again_on
        _record("goal changed", goal, by)


def say_how_it_goes(person_id: str, goal_id: str, going: str, *, by: str) -> None:
    """Going well, slowly, stuck or done; "done" reaches the goal, anything else takes it up (again)."""
    with writing() as session:
        goal = _lock(session, person_id, goal_id)
        if goal.going == going and goal.state == state_after(going):
            return
        goal.going, goal.state = going, state_after(going)
        _record("goal reached" if going == "done" else "goal looked at", goal, by)


def stop_goal(person_id: str, goal_id: str, *, by: str) -> None:
    """Stopped, without a reason."""
    with writing() as session:
        goal = _lock(session, person_id, goal_id)
        if goal.state != "stopped":
            goal.state = "stopped"
            _record("goal stopped", goal, by)


def add_step(person_id: str, goal_id: str, what: str, *, by: str) -> None:
    """A small step; one that is open already is not added again."""
    with writing() as session:
        goal = _lock(session, person_id, goal_id)
        same = (GoalStep.goal_id == goal.id, GoalStep.what == what, GoalStep.done_at.is_(None))
        if session.scalar(select(GoalStep.id).where(*same)) is None:
            session.add(GoalStep(goal_id=goal.id, what=what))
            _record("goal step added", goal, by)


def set_step(person_id: str, goal_id: str, step_id: str, done: bool, *, by: str) -> None:
    """Done, or not done after all. Raises NoResultFound."""
    with writing() as session:
        goal = _lock(session, person_id, goal_id)
        step = session.scalars(
            select(GoalStep).where(GoalStep.id == step_id, GoalStep.goal_id == goal.id)
        ).one()
        if bool(step.done_at) != done:
            step.done_at = calendar.now() if done else None
            _record("goal step done" if done else "goal step opened", goal, by)


def link_entries(person_id: str, goal_id: str, entry_ids: list[str], offered: list[str], *, by: str) -> None:
    """Of the entries that were offered, these belong to the goal and the others do not."""
    with writing() as session:
        goal = _lock(session, person_id, goal_id)
        mine = select(LogEntry.id).where(LogEntry.person_id == person_id, LogEntry.id.in_(entry_ids))
        session.execute(delete(GoalLog).where(GoalLog.goal_id == goal.id, GoalLog.entry_id.in_(offered)))
        session.add_all(
            GoalLog(goal_id=goal.id, entry_id=entry_id) for entry_id in session.scalars(mine).all()
        )
        audit.record("goal linked", "goal", goal.id, by=by, person_id=person_id, entries=len(entry_ids))


def link_goals(person_id: str, entry_id: str, goal_ids: list[str], *, by: str) -> None:
    """The entry belongs to these goals of the person, and to no others."""
    with writing() as session:
        entry = select(LogEntry.id).where(LogEntry.id == entry_id, LogEntry.person_id == person_id)
        session.scalars(entry.with_for_update()).one()
        mine = select(Goal.id).where(Goal.person_id == person_id, Goal.id.in_(goal_ids))
        session.execute(delete(GoalLog).where(GoalLog.entry_id == entry_id))
        session.add_all(
            GoalLog(goal_id=goal_id, entry_id=entry_id) for goal_id in session.scalars(mine).all()
        )
        audit.record(
            "log entry linked", "log entry", entry_id, by=by, person_id=person_id, goals=len(goal_ids)
        )


def ask_for_help(person_id: str, goal_id: str, *, team_id: str | None = None, by: str) -> None:
    """The coordinator sees the goal and gets in touch. Once a day: asking again before brings nothing new."""
    with writing() as session:
        goal = _lock(session, person_id, goal_id)
        if goal.asked_help_at and calendar.uk_date(goal.asked_help_at) == calendar.today():
            return
        goal.asked_help_at = calendar.now()
        _record("goal help asked", goal, by)
        messages.add_todo(
            "help with a goal", f"Someone would like help with: {goal.what}", link=f"/people/{person_id}",
            person_id=person_id, team_id=team_id, key=f"goal:{goal.id}:{calendar.today()}",
        )  # fmt: skip
