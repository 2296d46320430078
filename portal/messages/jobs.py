"""Sending what waits in the outbox."""

import datetime as dt
from smtplib import SMTPException

from sqlalchemy import delete

from portal.foundation import calendar, jobs
from portal.foundation.database import db, writing
from portal.messages import queries, rules, sending, service
from portal.messages.models import Message, MessageState

LEASE = dt.timedelta(minutes=5)  # whoever took a message has this long; then another may take it
PATIENCE = dt.timedelta(seconds=60)  # a new message is the queue's; after that it may have been lost
KEPT = dt.timedelta(days=400)
FILES_KEPT = dt.timedelta(days=30)


def install() -> None:
    """Importing this file registered its jobs."""


@jobs.job
def send(message_id: str) -> None:
    """Sends one message, unless somebody does already or did. After a crash in between it may arrive twice, with the
    same Message-ID: better than never.
    """
    message = _take(message_id)
    if message is None:
        return
    try:
        sending.deliver(message)
    except sending.Off as problem:
        _note(message_id, MessageState.OFF, str(problem))
    except sending.NotTaken as problem:
        _failed(message_id, str(problem), for_good=True)
    except (
        OSError,
        SMTPException,
    ) as problem:  # SMTPException's text may hold an address: its kind is enough
        _failed(message_id, type(problem).__name__)
    else:
        _note(message_id, MessageState.SENT, None)


def _take(message_id: str) -> Message | None:
    """The message, if it is ours to send now; nobody else takes it while we do."""
    now = calendar.now()
    with writing() as session:
        row = session.get(Message, message_id, with_for_update=True, populate_existing=True)
        if (
            row is None
            or row.state is not MessageState.WAITING
            or (row.next_try_at and row.next_try_at > now)
        ):
            return None
        row.tries, row.next_try_at = row.tries + 1, now + LEASE
    return db.session.get_one(Message, message_id)


def _note(message_id: str, state: MessageState, problem: str | None) -> None:
    with writing() as session:
        row = session.get_one(Message, message_id, with_for_update=True, populate_existing=True)
        row.state, row.last_error, row.next_try_at = state, problem, None
        if state is MessageState.SENT:
            row.sent_at = calendar.now()
        if rules.KINDS[row.kind].secret:
            row.body_text, row.body_html = rules.SECRET_GONE, None


def _failed(message_id: str, problem: str, *, for_good: bool = False) -> None:
    with writing() as session:
        row = session.get_one(Message, message_id, with_for_update=True, populate_existing=True)
        row.last_error = problem[:200]
        row.next_try_at = None if for_good else rules.next_try(row.tries, calendar.now())
        if row.next_try_at is None:
            service.gave_up(row)


@jobs.every_minute
def send_what_waits() -> None:
    """Tries that are due, and what a crash between commit and queue left behind."""
    for message_id in queries.due(calendar.now(), PATIENCE):
        send(message_id)


@jobs.nightly(hour=4)
def forget_old_messages() -> None:
    """The outbox has an end: rows after 13 months, files after 30 days."""
    now = calendar.now()
    with writing() as session:
        gone = Message.made_at < now - KEPT, Message.state != MessageState.WAITING
        session.execute(delete(Message).where(*gone))
    for path in sending.folder().glob("*.*"):
        if path.stat().st_mtime < (now - FILES_KEPT).timestamp():
            path.unlink(missing_ok=True)
