"""What a person logs, tells and learns; and what staff answer. Every act is scoped to the person whose log it is."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from portal.contributions import rules
from portal.contributions.models import EntryReply, Goal, GoalLog, GoalStep, LogEntry, Reflection, StoryFile
from portal.foundation import audit, calendar
from portal.foundation.database import check_version, writing
from portal.foundation.once import once_only
from portal.messages import service as messages


@dataclass(frozen=True)
class Did:
    """What somebody did and when; ids when it was a session of a role."""

    what: str
    on_date: dt.date
    role_id: str | None = None
    meeting_id: str | None = None
    team_id: str | None = None


def _mine(session: Session, person_id: str, entry_id: str) -> LogEntry:
    """The person's entry, locked. Raises NoResultFound."""
    mine = select(LogEntry).where(
        LogEntry.id == entry_id, LogEntry.person_id == person_id, LogEntry.deleted_at.is_(None)
    )
    return session.scalars(mine.with_for_update().execution_options(populate_existing=True)).one()


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
        return entry.id


def save_time(person_id: str, entry_id: str, minutes: int, also: list[str], *, by: str) -> None:
    """How long it took; from here on it is in the log."""
    with writing() as session:
        entry = _mine(session, person_id, entry_id)
        verb = "log entry changed" if entry.saved_at else "log entry saved"
        entry.minutes, entry.also = minutes, also
        entry.saved_at = entry.saved_at or calendar.now()
        entry.version += 1
        audit.record(verb, "log entry", entry.id, by=by, person_id=person_id, minutes=minutes)


def change_entry(person_id: str, entry_id: str, did: Did, seen: int, *, by: str) -> None:
    """What and when. Raises Stale."""
    with writing() as session:
        entry = _mine(session, person_id, entry_id)
        check_version(entry, seen)
        entry.what, entry.on_date = did.what, did.on_date
        entry.role_id, entry.meeting_id, entry.team_id = did.role_id, did.meeting_id, did.team_id
        audit.record("log entry changed", "log entry", entry.id, by=by, person_id=person_id)


def keep_story_draft(person_id: str, entry_id: str, words: str, seen: int) -> bool:
    """Autosave. False when a newer version of the entry exists: an old tab never overwrites it."""
    with writing() as session:
        entry = _mine(session, person_id, entry_id)
        if entry.version != seen:
            return False
        entry.story_draft = words
        return True


def save_story(
    person_id: str, entry_id: str, words: str, seen_by: str, by_phone: bool, *, seen: int, by: str
) -> None:
    """The story and who may see it; or a wish to be called, which makes a to-do. Raises Stale."""
    with writing() as session:
        entry = _mine(session, person_id, entry_id)
        check_version(entry, seen)
        entry.story, entry.story_draft, entry.seen_by = words, None, seen_by
        entry.story_at = (entry.story_at or calendar.now()) if words else None
        entry.story_by_phone = by_phone
        audit.record("story saved", "log entry", entry.id, by=by, person_id=person_id, seen_by=seen_by)
        if by_phone:
            messages.add_todo(
                "call about a story", "Call the person and write down their story.", link=f"/people/{person_id}",
                person_id=person_id, team_id=entry.team_id, key=f"story:{entry.id}",
            )  # fmt: skip


def add_story_file(
    person_id: str, entry_id: str, kind: str, file_key: str, small_key: str | None, *, by: str
) -> None:
    """A photo or a sound recording, already made safe."""
    with writing() as session:
        entry = _mine(session, person_id, entry_id)
        session.add(StoryFile(entry_id=entry.id, kind=kind, file_key=file_key, small_key=small_key))
        entry.story_at = entry.story_at or calendar.now()
        audit.record("story file added", "log entry", entry.id, by=by, person_id=person_id, file=kind)


def remove_story_file(person_id: str, entry_id: str, file_id: str, *, by: str) -> None:
    """Takes a file off the story."""
    with writing() as session:
        entry = _mine(session, person_id, entry_id)
        session.execute(delete(StoryFile).where(StoryFile.id == file_id, StoryFile.entry_id == entry.id))
        audit.record("story file removed", "log entry", entry.id, by=by, person_id=person_id)


def reflect(person_id: str, entry_id: str, listened: str, could_change: str, better: str, *, by: str) -> None:
    """The two short questions; answered again, the new answers count."""
    with writing() as session:
        entry = _mine(session, person_id, entry_id)
        mine = select(Reflection).where(Reflection.entry_id == entry.id).with_for_update()
        row = session.scalar(mine) or Reflection(entry_id=entry.id, person_id=person_id)
        row.listened, row.could_change, row.better = listened, could_change, better
        session.add(row)
        audit.record("reflection saved", "log entry", entry.id, by=by, person_id=person_id)


def delete_entry(person_id: str, entry_id: str, *, by: str) -> None:
    """Takes an entry out of the log, with its story. Claims about it stay."""
    with writing() as session:
        entry = _mine(session, person_id, entry_id)
        entry.deleted_at, entry.story, entry.story_draft = calendar.now(), "", None
        audit.record("log entry deleted", "log entry", entry.id, by=by, person_id=person_id)


@once_only
def reply(person_id: str, entry_id: str, words: str, *, by: str) -> str:
    """The person's own words under their entry."""
    with writing() as session:
        return _say(session, _mine(session, person_id, entry_id), words, by, thanks=False)


@once_only
def answer_story(entry_id: str, teams: list[str] | None, words: str, thanks: bool, *, by: str) -> str:
    """Staff answer or thank in writing; the story counts as read. Raises NoResultFound outside their teams."""
    with writing() as session:
        entry = _staff_story(session, entry_id, teams)
        _mark_read(entry, by)
        return _say(session, entry, words, by, thanks=thanks)


def mark_read(entry_id: str, teams: list[str] | None, *, by: str) -> None:
    """The person sees who read their story and when."""
    with writing() as session:
        _mark_read(_staff_story(session, entry_id, teams), by)


def _staff_story(session: Session, entry_id: str, teams: list[str] | None) -> LogEntry:
    asked = select(LogEntry).where(
        LogEntry.id == entry_id, LogEntry.deleted_at.is_(None), LogEntry.seen_by.in_(rules.STAFF_SEE)
    )
    if teams is not None:
        asked = asked.where(LogEntry.team_id.in_(teams))
    return session.scalars(asked.with_for_update().execution_options(populate_existing=True)).one()


def _mark_read(entry: LogEntry, by: str) -> None:
    if entry.read_at is None:
        entry.read_by, entry.read_at = by, calendar.now()
        audit.record("story read", "log entry", entry.id, by=by, person_id=entry.person_id)


def _say(session: Session, entry: LogEntry, words: str, by: str, *, thanks: bool) -> str:
    row = EntryReply(entry_id=entry.id, by=by, words=words, thanks=thanks)
    session.add(row)
    session.flush()
    audit.record(
        "thanks given" if thanks else "reply written", "log entry", entry.id, by=by, person_id=entry.person_id
    )
    return entry.id


# Goals


@once_only
def add_goal(
    person_id: str, what: str, why: str, helps: list[str], look_again_on: dt.date | None, *, by: str
) -> str:
    """A new goal; its id."""
    with writing() as session:
        goal = Goal(person_id=person_id, what=what, why=why, helps=helps, look_again_on=look_again_on)
        session.add(goal)
        session.flush()
        audit.record("goal added", "goal", goal.id, by=by, person_id=person_id)
        return goal.id


def _goal(session: Session, person_id: str, goal_id: str) -> Goal:
    mine = select(Goal).where(Goal.id == goal_id, Goal.person_id == person_id).with_for_update()
    return session.scalars(mine.execution_options(populate_existing=True)).one()


def change_goal(person_id: str, goal_id: str, what: str, why: str, helps: list[str], *, by: str) -> None:
    """The goal in other words."""
    with writing() as session:
        goal = _goal(session, person_id, goal_id)
        goal.what, goal.why, goal.helps = what, why, helps
        goal.version += 1
        audit.record("goal changed", "goal", goal.id, by=by, person_id=person_id)


def say_how_it_goes(person_id: str, goal_id: str, going: str, *, by: str) -> None:
    """Going well, slowly, stuck or done; "done" reaches the goal."""
    with writing() as session:
        goal = _goal(session, person_id, goal_id)
        goal.going, goal.state = going, "done" if going == "done" else "working on it"
        audit.record(
            "goal reached" if going == "done" else "goal looked at",
            "goal",
            goal.id,
            by=by,
            person_id=person_id,
        )


def stop_goal(person_id: str, goal_id: str, *, by: str) -> None:
    """Stopped, without a reason. It can be taken up again by saying how it goes."""
    with writing() as session:
        goal = _goal(session, person_id, goal_id)
        goal.state = "stopped"
        audit.record("goal stopped", "goal", goal.id, by=by, person_id=person_id)


def add_step(person_id: str, goal_id: str, what: str, *, by: str) -> None:
    """A small step."""
    with writing() as session:
        session.add(GoalStep(goal_id=_goal(session, person_id, goal_id).id, what=what))
        audit.record("goal step added", "goal", goal_id, by=by, person_id=person_id)


def tick_step(person_id: str, goal_id: str, step_id: str, *, by: str) -> None:
    """Done, or not done after all."""
    with writing() as session:
        goal = _goal(session, person_id, goal_id)
        step = session.scalars(
            select(GoalStep).where(GoalStep.id == step_id, GoalStep.goal_id == goal.id)
        ).one()
        step.done_at = None if step.done_at else calendar.now()
        audit.record("goal step ticked", "goal", goal_id, by=by, person_id=person_id)


def link_entries(person_id: str, goal_id: str, entry_ids: list[str], *, by: str) -> None:
    """These entries of the log, and no others, belong to the goal."""
    with writing() as session:
        goal = _goal(session, person_id, goal_id)
        mine = session.scalars(
            select(LogEntry.id).where(LogEntry.person_id == person_id, LogEntry.id.in_(entry_ids))
        )
        session.execute(delete(GoalLog).where(GoalLog.goal_id == goal.id))
        session.add_all(GoalLog(goal_id=goal.id, entry_id=entry_id) for entry_id in mine)
        audit.record("goal linked", "goal", goal_id, by=by, person_id=person_id, entries=len(entry_ids))


def ask_for_help(person_id: str, goal_id: str, *, by: str) -> None:
    """The coordinator sees the goal and gets in touch."""
    with writing() as session:
        goal = _goal(session, person_id, goal_id)
        goal.asked_help_at = calendar.now()
        audit.record("goal help asked", "goal", goal.id, by=by, person_id=person_id)
        messages.add_todo(
            "help with a goal", f"Someone would like help with: {goal.what}", link=f"/people/{person_id}",
            person_id=person_id, key=f"goal:{goal.id}:{calendar.today()}",
        )  # fmt: skip
