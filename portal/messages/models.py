"""Who is written to and how, what was written, and what staff must do by hand."""

import datetime as dt
import enum

from sqlalchemy import JSON, Enum, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.foundation import calendar
from portal.foundation.database import Model, WithId


def _stored(kinds: type[enum.Enum]) -> Enum:
    return Enum(
        kinds, native_enum=False, length=10, values_callable=lambda all_: [kind.value for kind in all_]
    )


class MessageState(enum.Enum):
    """waiting · sent · failed (given up) · blocked (would go the wrong way: a to-do instead) · off (no gateway)."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
    BLOCKED = "blocked"
    OFF = "off"


class Recipient(Model):
    """How one person is written to: what accounts and people know, kept up to date by them."""

    person_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    name: Mapped[str] = mapped_column(String(100))
    email: Mapped[str | None] = mapped_column(String(254))
    mobile: Mapped[str | None] = mapped_column(String(20))
    channel: Mapped[str] = mapped_column(String(10), default="email")  # rules.CHANNELS
    never_by: Mapped[list[str]] = mapped_column(JSON, default=list)  # channels ruled out
    format: Mapped[str] = mapped_column(String(20), default="standard")  # rules.FORMATS
    size_pt: Mapped[int] = mapped_column(default=14)
    paper: Mapped[str] = mapped_column(String(20), default="white")
    language: Mapped[str] = mapped_column(String(40), default="en")
    no_money_words: Mapped[bool] = mapped_column(default=False)
    changed_at: Mapped[dt.datetime] = mapped_column(default=calendar.now)


class Message(WithId, Model):
    """The outbox: one message to one person, written in the transaction of what it tells."""

    __table_args__ = (Index("ix_message_state_next_try_at", "state", "next_try_at"),)

    key: Mapped[str] = mapped_column(String(160), unique=True)  # person, kind and thing: twice is once
    person_id: Mapped[str | None] = mapped_column(String(40), index=True)
    kind: Mapped[str] = mapped_column(String(10))  # "E-08"
    channel: Mapped[str] = mapped_column(
        String(10)
    )  # "email", "text" or, when blocked, how it should have gone
    to: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(String(200))
    body_text: Mapped[str] = mapped_column(Text)
    body_html: Mapped[str | None] = mapped_column(Text)
    state: Mapped[MessageState] = mapped_column(_stored(MessageState), default=MessageState.WAITING)
    tries: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[dt.datetime | None]
    made_at: Mapped[dt.datetime] = mapped_column(default=calendar.now, index=True)
    sent_at: Mapped[dt.datetime | None]
    last_error: Mapped[str | None] = mapped_column(String(200))  # never an address or anybody's words


class StaffTodo(WithId, Model):
    """Something that a member of staff must do by hand, by a day."""

    key: Mapped[str] = mapped_column(String(160), unique=True)
    kind: Mapped[str] = mapped_column(String(40))  # "message by hand"
    text: Mapped[str] = mapped_column(String(300))
    link: Mapped[str | None] = mapped_column(String(300))
    team_id: Mapped[str | None] = mapped_column(String(16), index=True)  # None: anyone in the organisation
    person_id: Mapped[str | None] = mapped_column(String(40), index=True)
    due_on: Mapped[dt.date]
    made_at: Mapped[dt.datetime] = mapped_column(default=calendar.now)
    done_at: Mapped[dt.datetime | None]
    done_by: Mapped[str | None] = mapped_column(String(40))
