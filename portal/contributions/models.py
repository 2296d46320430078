"""What people gave: the log, stories, reflections, and the goals they set themselves."""

import datetime as dt

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.foundation import calendar
from portal.foundation.database import Model, WithId, WithVersion


class LogEntry(WithId, WithVersion, Model):
    """Something a person did, with its time, and their story when they tell one."""

    __table_args__ = (CheckConstraint("minutes BETWEEN 0 AND 1440", name="within_a_day"),)

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    role_id: Mapped[str | None] = mapped_column(ForeignKey("role.id"), index=True)
    meeting_id: Mapped[str | None] = mapped_column(ForeignKey("meeting.id"), index=True)
    team_id: Mapped[str | None] = mapped_column(ForeignKey("team.id"), index=True)
    what: Mapped[str] = mapped_column(String(200))
    on_date: Mapped[dt.date] = mapped_column(index=True)
    minutes: Mapped[int | None]  # None: a draft of the short way, not yet saved
    also: Mapped[list[str]] = mapped_column(JSON, default=list)  # reading, travelling, talking, training
    story: Mapped[str] = mapped_column(Text, default="")
    story_draft: Mapped[str | None] = mapped_column(Text)  # autosaved, not yet kept
    draft_key: Mapped[str | None] = mapped_column(String(40))  # the open form that wrote the draft last
    draft_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    draft_at: Mapped[dt.datetime | None]  # when words were last written, saved or not
    story_by_phone: Mapped[bool] = mapped_column(default=False)  # asked to be called
    story_at: Mapped[dt.datetime | None] = mapped_column(index=True)
    seen_by: Mapped[str] = mapped_column(String(20), default="coordinator")  # me, coordinator, no-name, name
    made_at: Mapped[dt.datetime] = mapped_column(default=calendar.now)
    made_by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    saved_at: Mapped[dt.datetime | None]
    read_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    read_at: Mapped[dt.datetime | None]
    deleted_at: Mapped[dt.datetime | None]


class StoryFile(WithId, Model):
    """A photo or a sound recording that tells the story."""

    entry_id: Mapped[str] = mapped_column(ForeignKey("log_entry.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))  # photo, pdf, sound
    file_key: Mapped[str] = mapped_column(String(80))
    small_key: Mapped[str | None] = mapped_column(String(80))
    width: Mapped[int] = mapped_column(default=0)  # pixels of the picture, or of page one
    height: Mapped[int] = mapped_column(default=0)
    sha256: Mapped[str] = mapped_column(String(64))  # of the file as sent: the same one twice is one
    made_at: Mapped[dt.datetime] = mapped_column(default=calendar.now)


class Reflection(WithId, Model):
    """What the person answered to the two short questions after a log (P-33)."""

    entry_id: Mapped[str] = mapped_column(ForeignKey("log_entry.id"), unique=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    listened: Mapped[str] = mapped_column(String(20), default="")
    could_change: Mapped[str] = mapped_column(String(20), default="")
    better: Mapped[str] = mapped_column(String(2000), default="")
    made_at: Mapped[dt.datetime] = mapped_column(default=calendar.now)


class EntryReply(WithId, Model):
    """Words between the person and the coordinator under an entry."""

    entry_id: Mapped[str] = mapped_column(ForeignKey("log_entry.id"), index=True)
    by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    words: Mapped[str] = mapped_column(String(2000))
    thanks: Mapped[bool] = mapped_column(default=False)  # words of thanks, for the record
    made_at: Mapped[dt.datetime] = mapped_column(default=calendar.now)


class Goal(WithId, WithVersion, Model):
    """What a person wants to learn or get better at (P-35)."""

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    what: Mapped[str] = mapped_column(String(200))
    why: Mapped[str] = mapped_column(String(1000), default="")
    helps: Mapped[list[str]] = mapped_column(JSON, default=list)
    look_again_on: Mapped[dt.date | None]
    state: Mapped[str] = mapped_column(String(20), default="working on it")  # working on it, done, stopped
    going: Mapped[str] = mapped_column(String(20), default="")  # well, slowly, stuck, done
    asked_help_at: Mapped[dt.datetime | None]
    made_at: Mapped[dt.datetime] = mapped_column(default=calendar.now)


class GoalStep(WithId, Model):
    """A small step towards a goal."""

    goal_id: Mapped[str] = mapped_column(ForeignKey("goal.id"), index=True)
    what: Mapped[str] = mapped_column(String(200))
    made_at: Mapped[dt.datetime] = mapped_column(default=calendar.now)
    done_at: Mapped[dt.datetime | None]


class GoalLog(Model):
    """An entry that a person linked to a goal."""

    goal_id: Mapped[str] = mapped_column(ForeignKey("goal.id"), primary_key=True)
    entry_id: Mapped[str] = mapped_column(ForeignKey("log_entry.id"), primary_key=True)
