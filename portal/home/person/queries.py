"""C-21: what staff of some teams may know of a person, in three statements. Health and benefits are not here to see."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    cast,
    func,
    literal,
    literal_column,
    or_,
    select,
    true,
    union_all,
)

from portal.accounts.models import Person
from portal.claims.models import Claim
from portal.claims.rules import shown_ref
from portal.contributions.models import Goal, LogEntry
from portal.contributions.rules import STAFF_SEE
from portal.foundation import calendar
from portal.foundation.database import db
from portal.messages.models import Message
from portal.openings.models import Opening, Role
from portal.openings.rules import ROLE_STATES
from portal.people.models import Profile, TrustedGrant
from portal.people.queries import needs_words
from portal.people.reach import Teams, within_reach

CLAIM_STATES = {"sent": "Being checked", "question": "Waiting for an answer", "decided": "Decided"}
MESSAGE_STATES = {
    "waiting": "Waiting",
    "sent": "Sent",
    "failed": "Could not be sent",
    "blocked": "By hand",
    "off": "Not sent",
}
STORY_WORDS = 300
Part = Select[str, str, str, str, dt.datetime]  # kind, thing, title, more, at


class Item(NamedTuple):
    """One line under a heading of the page."""

    title: str
    words: str
    at: dt.datetime | None
    href: str | None = None


@dataclass(frozen=True)
class Contact:
    """Who it is and how to reach them."""

    id: str
    name: str
    email: str | None
    mobile: str | None
    checked_on: dt.date | None
    paused_until: dt.date | None


@dataclass(frozen=True)
class Glance:
    """The page. Lists are newest first and hold what these teams may see."""

    contact: Contact
    needs: tuple[str, ...]
    items: dict[str, list[Item]] = field(default_factory=dict)

    def of(self, kind: str) -> list[Item]:
        return self.items.get(kind, [])


def contact(person_id: str, teams: Teams) -> Contact | None:
    """Who it is, when staff of these teams may open their page; None otherwise. One statement."""
    row = db.session.execute(
        select(
            Person.id, Person.name, Person.email, Person.mobile, Profile.help_checked_at, Profile.paused_until
        )
        .outerjoin(Profile, Profile.person_id == Person.id)
        .where(Person.id == person_id, Person.takes_part, Person.left_at.is_(None), within_reach(teams))
    ).first()
    if row is None:
        return None
    checked = calendar.uk_date(row.help_checked_at) if row.help_checked_at else None
    return Contact(row.id, row.name, row.email, row.mobile, checked, row.paused_until)


def glance(who: Contact, teams: Teams) -> Glance:
    """All of the page but who it is. Two statements."""
    items: dict[str, list[Item]] = {}
    parts = [part(who.id, teams) for part in (_roles, _claims, _stories, _goals, _helpers, _messages)]
    for row in db.session.execute(union_all(*parts)):
        items.setdefault(row.kind, []).append(ITEMS[row.kind](row))
    for found in items.values():
        found.sort(key=lambda item: item.at or dt.datetime.min.replace(tzinfo=dt.UTC), reverse=True)
    return Glance(who, needs_words([who.id])[who.id], items)


def _part(kind: str, thing: Any, title: Any, more: Any, at: Any) -> Part:
    return select(
        literal(kind).label("kind"),
        cast(thing, String).label("thing"),
        cast(title, String).label("title"),
        cast(more, String).label("more"),
        at.label("at"),
    )


def _of_teams(column: Any, teams: Teams) -> ColumnElement[bool]:
    return true() if teams is None else column.in_(teams)


def _roles(person_id: str, teams: Teams) -> Part:
    part = _part("role", Role.id, Opening.name, Role.state, Role.made_at).join_from(
        Role, Opening, Opening.id == Role.opening_id
    )
    return part.where(Role.person_id == person_id, _of_teams(Opening.team_id, teams))


def _claims(person_id: str, teams: Teams) -> Part:
    part = _part("claim", Claim.ref, Claim.about, Claim.state, Claim.sent_at)
    return part.where(
        Claim.person_id == person_id, Claim.state.in_(CLAIM_STATES), _of_teams(Claim.team_id, teams)
    )


def _stories(person_id: str, teams: Teams) -> Part:
    words = func.substr(LogEntry.story, 1, STORY_WORDS)
    return _part("story", LogEntry.id, LogEntry.what, words, LogEntry.story_at).where(
        LogEntry.person_id == person_id, LogEntry.seen_by.in_(STAFF_SEE), LogEntry.story_at.is_not(None),
        LogEntry.saved_at.is_not(None), LogEntry.deleted_at.is_(None), _of_teams(LogEntry.team_id, teams),
    )  # fmt: skip


def _goals(person_id: str, _teams: Teams) -> Part:
    return _part("goal", Goal.id, Goal.what, literal_column("''"), Goal.asked_help_at).where(
        Goal.person_id == person_id, Goal.asked_help_at.is_not(None), Goal.state == "working on it"
    )


def _helpers(person_id: str, _teams: Teams) -> Part:
    part = _part("helper", TrustedGrant.id, Person.name, TrustedGrant.relationship, TrustedGrant.given_at)
    return part.join_from(TrustedGrant, Person, Person.id == TrustedGrant.helper_id).where(
        TrustedGrant.person_id == person_id,
        TrustedGrant.ended_at.is_(None),
        or_(TrustedGrant.until.is_(None), TrustedGrant.until >= calendar.today()),
    )


def _messages(person_id: str, _teams: Teams) -> Part:
    newest = (
        select(Message.id)
        .where(Message.person_id == person_id, Message.subject != "")
        .order_by(Message.made_at.desc())
        .limit(5)
        .scalar_subquery()
    )
    return _part("message", Message.id, Message.subject, Message.state, Message.made_at).where(
        Message.id.in_(newest)
    )


ITEMS = {
    "role": lambda row: Item(row.title, ROLE_STATES.get(row.more, row.more), row.at),
    "claim": lambda row: Item(
        f"{shown_ref(row.thing)}: {row.title}", CLAIM_STATES[row.more], row.at, f"/queue/{row.thing}"
    ),
    "story": lambda row: Item(row.title, row.more, row.at, f"/stories/{row.thing}"),
    "goal": lambda row: Item(row.title, "", row.at),
    "helper": lambda row: Item(row.title, row.more, row.at),
    "message": lambda row: Item(row.title, MESSAGE_STATES.get(row.more, row.more), row.at),
}
