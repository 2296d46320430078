"""Telling people things: into the outbox, in the transaction of what is told; or to staff, when we may not send it."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from portal.foundation import calendar, jobs
from portal.foundation.database import new_id, writing
from portal.messages import rendering, rules, sending
from portal.messages.models import Message, MessageState, Recipient, StaffTodo
from portal.messages.rules import KINDS, ByHand, Way

SEND = "messages.jobs.send"
_when_contact_fails: list[Callable[[str], None]] = []


def set_recipient(person_id: str, **changes: Any) -> None:
    """What accounts and people know: name, email, mobile, channel, never_by (list), format, size_pt, paper, language,
    no_money_words. Only what is given changes; the first time `name` is needed.
    """
    with writing() as session:
        row = session.get(Recipient, person_id, with_for_update=True, populate_existing=True)
        if row is None:
            row = Recipient(person_id=person_id, never_by=[])
            session.add(row)
        for name, value in changes.items():
            if name not in Recipient.__table__.columns:
                raise TypeError(f"a recipient has no {name}")
            setattr(row, name, list(value) if name == "never_by" else value)
        row.changed_at = calendar.now()
        session.flush()


def tell(person_id: str, kind: str, key: str, *, to: str | None = None, **values: Any) -> str:
    """Tells one person one thing, inside the caller's `writing()`. Its message's id.

    `kind` is a key of rules.KINDS ("E-08"); `key` names the thing it is about, so that twice is once; `values` are
    what templates/sent/<kind>.txt names: money as words or as *_pence, dates, claim numbers, paths of ours as `link`.
    `to`: an address or mobile number instead of the person's own (the old one, when it was changed). Goes by the
    person's channel and format; where these forbid it (rule 54) nothing is sent and a to-do is made.
    """
    with writing() as session:
        unique = rules.key_of(person_id, kind, key)
        before = session.scalar(select(Message.id).where(Message.key == unique))
        return before or _tell(session, person_id, kind, unique, to, values)


def _tell(
    session: Session, person_id: str, kind: str, unique: str, to: str | None, values: dict[str, Any]
) -> str:
    recipient = session.get(Recipient, person_id, populate_existing=True)
    row = _message(recipient, unique, kind, values, to)
    message_id = _insert_once(session, Message, {**row, "person_id": person_id, "kind": kind, "key": unique})
    if message_id and row.get("state") is None:
        jobs.later(SEND, message_id)
    return message_id or session.scalars(select(Message.id).where(Message.key == unique)).one()


def _insert_once(
    session: Session, table: type[Message] | type[StaffTodo], values: dict[str, Any]
) -> str | None:
    """The new row's id; None when another writer put in a row with the same key at this moment."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    row = insert(table).values(**values).on_conflict_do_nothing(index_elements=["key"])
    return session.scalar(row.returning(table.id))


def _message(
    recipient: Recipient | None, unique: str, kind: str, values: dict[str, Any], to: str | None
) -> dict[str, Any]:
    name = recipient.name if recipient else ""
    words_of = _without_money(kind, recipient)
    way = Way("email" if "@" in to else "text", to) if to else _way(recipient, kind)
    if isinstance(way, ByHand):
        _todo_instead(unique, kind, way, name)
        words = rendering.email_words(kind, name, values, 14, with_html=False)
        return {**_said(words), **_blocked(kind, recipient)}
    if way.channel == "text":
        return {**_said(rendering.text_words(words_of, name, values)), "channel": "text", "to": way.to}
    size, html = (recipient.size_pt, recipient.format != "plain-text") if recipient else (14, True)
    words = rendering.email_words(words_of, name, values, size, html)
    return {**_said(words), "channel": "email", "to": way.to}


def _said(words: rendering.Words) -> dict[str, Any]:
    return {"subject": words.subject, "body_text": words.body, "body_html": words.html}


def _blocked(kind: str, recipient: Recipient | None) -> dict[str, Any]:
    """Kept for whoever does it by hand, but for a link that opens an account."""
    channel = recipient.channel if recipient else "none"
    hidden = {"body_text": rules.SECRET_GONE} if KINDS[kind].secret else {}
    return {"channel": channel, "to": "", "state": MessageState.BLOCKED, **hidden}


def _without_money(kind: str, recipient: Recipient | None) -> str:
    """ "You have a message. Sign in." for who asked us not to speak of money where others may hear it."""
    return "E-00" if recipient and recipient.no_money_words and KINDS[kind].money else kind


def _way(recipient: Recipient | None, kind: str) -> Way | ByHand:
    if recipient is None:
        return ByHand("We have no address of theirs. Find out how to reach them")
    reach = rules.Reach(
        recipient.email, recipient.mobile, recipient.channel, frozenset(recipient.never_by),
        recipient.format, recipient.size_pt, recipient.language,
    )  # fmt: skip
    return rules.way_for(reach, KINDS[kind], texts=sending.can_text())


def _todo_instead(unique: str, kind: str, way: ByHand, name: str) -> None:
    person_id, who = unique.split(":")[0], name or "A person"
    text = f"{who}: tell them about {KINDS[kind].about}. {way.words}."
    add_todo(
        "message by hand", text, key=f"hand:{unique}"[:160], link=f"/people/{person_id}", person_id=person_id
    )


def add_todo(
    kind: str,
    text: str,
    *,
    link: str | None = None,
    team_id: str | None = None,
    person_id: str | None = None,
    due_on: dt.date | None = None,
    key: str | None = None,
) -> str:
    """A to-do for staff of a team (None: of any), by a day (None: in 2 working days). Its id. With a `key`, twice is
    once: the first one is given again, done or not.
    """
    with writing() as session:
        before = session.scalar(select(StaffTodo.id).where(StaffTodo.key == key)) if key else None
        return before or _new_todo(
            session, {
                "key": key or new_id(), "kind": kind, "text": text[:300], "link": link, "team_id": team_id,
                "person_id": person_id, "due_on": due_on or _in_hand_days(),
            },
        )  # fmt: skip


def _new_todo(session: Session, row: dict[str, Any]) -> str:
    todo_id = _insert_once(session, StaffTodo, row)
    return todo_id or session.scalars(select(StaffTodo.id).where(StaffTodo.key == row["key"])).one()


def _in_hand_days() -> dt.date:
    return calendar.add_working_days(calendar.today(), rules.HAND_DAYS)


def finish_todo(todo_id: str, *, by: str) -> None:
    """Done by a member of staff. Doing it twice keeps the first."""
    with writing() as session:
        row = session.get_one(StaffTodo, todo_id, with_for_update=True, populate_existing=True)
        if row.done_at is None:
            row.done_at, row.done_by = calendar.now(), by


def finish_todos(key: str, *, by: str) -> None:
    """The one with this key, if it is there: for rooms whose own act makes it needless."""
    with writing() as session:
        row = session.scalar(select(StaffTodo).where(StaffTodo.key == key).with_for_update())
        if row and row.done_at is None:
            row.done_at, row.done_by = calendar.now(), by


def when_contact_fails(listener: Callable[[str], None]) -> None:
    """For rooms: called with the person's id, inside `writing()`, when a message could not be brought to them."""
    if listener not in _when_contact_fails:  # one listener, however often an app is made
        _when_contact_fails.append(listener)


def gave_up(message: Message) -> None:
    """Inside `writing()`, for the job that sends: staff find another way, and who registered hears of it."""
    message.state, message.next_try_at = MessageState.FAILED, None
    if message.person_id is None:
        return
    text = f"A message about {KINDS[message.kind].about} could not be sent. Find out how to reach them."
    who = message.person_id
    add_todo("message failed", text, key=f"failed:{message.id}", link=f"/people/{who}", person_id=who)
    for listener in _when_contact_fails:
        listener(who)


def send_again(message_id: str) -> None:
    """The button beside a message that failed or had no gateway."""
    with writing() as session:
        row = session.get_one(Message, message_id, with_for_update=True, populate_existing=True)
        if row.state in (MessageState.FAILED, MessageState.OFF):
            row.state, row.tries, row.next_try_at = MessageState.WAITING, 0, None
            jobs.later(SEND, row.id)
