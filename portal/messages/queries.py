"""What was written to whom, what failed, and what staff have to do by hand."""

import datetime as dt
from dataclasses import dataclass
from email import message_from_bytes, policy
from pathlib import Path
from typing import NamedTuple

from flask import current_app
from sqlalchemy import or_, select

from portal.foundation.database import db
from portal.messages import sending
from portal.messages.models import Message, MessageState, Recipient, StaffTodo
from portal.messages.rules import Piece, key_of, paragraphs


class TodoRow(NamedTuple):
    """A to-do as lists show it; overdue when `due_on` is before today."""

    id: str
    kind: str
    text: str
    link: str | None
    team_id: str | None
    person_id: str | None
    due_on: dt.date


class MessageRow(NamedTuple):
    """A message as a person's page or the administrator's list shows it: never its words."""

    id: str
    person_id: str | None
    kind: str
    channel: str
    subject: str
    state: MessageState
    tries: int
    made_at: dt.datetime
    sent_at: dt.datetime | None
    last_error: str | None


@dataclass(frozen=True)
class Written:
    """A message that was written as a file, for the demo's outbox."""

    to: str
    subject: str
    when: dt.datetime
    lines: list[list[Piece]]
    channel: str


TODO = [getattr(StaffTodo, name) for name in TodoRow._fields]
MESSAGE = [getattr(Message, name) for name in MessageRow._fields]


def told(person_id: str, kind: str, key: str) -> bool:
    """Whether service.tell was asked for exactly this before, whatever became of it."""
    unique = key_of(person_id, kind, key)
    return db.session.scalar(select(Message.id).where(Message.key == unique)) is not None


def todos(teams: frozenset[str] | None, limit: int = 100) -> list[TodoRow]:
    """What is open, soonest due first: of these teams and of nobody's team; None: of all."""
    rows = select(*TODO).where(StaffTodo.done_at.is_(None)).order_by(StaffTodo.due_on, StaffTodo.made_at)
    if teams is not None:
        rows = rows.where(or_(StaffTodo.team_id.is_(None), StaffTodo.team_id.in_(teams)))
    return [TodoRow(*row) for row in db.session.execute(rows.limit(limit))]


def messages_of(person_id: str, limit: int = 50) -> list[MessageRow]:
    """What this person was told, the newest first."""
    rows = (
        select(*MESSAGE).where(Message.person_id == person_id).order_by(Message.made_at.desc()).limit(limit)
    )
    return [MessageRow(*row) for row in db.session.execute(rows)]


def not_sent(limit: int = 100) -> list[MessageRow]:
    """For the administrator: what failed, is being tried again, or has no gateway; the newest first."""
    trying = (Message.state == MessageState.WAITING) & (Message.tries > 0)
    stuck = or_(Message.state.in_((MessageState.FAILED, MessageState.OFF)), trying)
    rows = select(*MESSAGE).where(stuck).order_by(Message.made_at.desc()).limit(limit)
    return [MessageRow(*row) for row in db.session.execute(rows)]


def recipient(person_id: str) -> Recipient | None:
    """How a person is written to."""
    return db.session.get(Recipient, person_id)


def due(now: dt.datetime, patience: dt.timedelta) -> list[str]:
    """Ids of messages to send now: tries that are due, and new ones that nobody took within `patience`."""
    again = Message.next_try_at <= now
    lost = Message.next_try_at.is_(None) & (Message.made_at <= now - patience)
    rows = select(Message.id).where(Message.state == MessageState.WAITING, or_(again, lost))
    return list(db.session.scalars(rows.order_by(Message.made_at).limit(200)))


def written(limit: int = 50) -> list[Written]:
    """Messages that were written as files, the newest first."""
    files = sorted(sending.folder().glob("*.*"), key=lambda path: path.name, reverse=True)
    return [_read(path) for path in files[:limit]]


def _read(path: Path) -> Written:
    mail = message_from_bytes(path.read_bytes(), policy=policy.default)
    text = mail.get_body(("plain",)) if mail.is_multipart() else mail
    body = str(text.get_content() if text else "")
    when = dt.datetime.strptime(path.name[:15], "%Y%m%d-%H%M%S").replace(tzinfo=dt.UTC)
    lines = paragraphs(body, str(current_app.extensions["settings"].public_url))
    channel = "email" if path.suffix == ".eml" else "text"
    return Written(str(mail["To"]), str(mail["Subject"] or "Text message"), when, lines, channel)
