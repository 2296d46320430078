"""A person's interests: the draft, the one that is open, and what became of each."""

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from portal.accounts.models import Person
from portal.foundation import calendar
from portal.foundation.audit import AuditEvent
from portal.foundation.database import db
from portal.foundation.shown import Event
from portal.openings.finding.interest.rules import EVENTS, WAITING
from portal.openings.finding.queries import LIVE_INTEREST
from portal.openings.models import Interest, Opening, Role
from portal.openings.rules import INTEREST_STATES, opening_state


@dataclass(frozen=True)
class InterestPage:
    """One interest of a person, its opening and, once there is a place, the role."""

    row: Interest
    opening: Opening
    role_id: str | None
    role_state: str | None

    @property
    def id(self) -> str:
        return self.row.id

    @property
    def lead(self) -> str:
        return self.opening.lead_name or "We"

    @property
    def state_words(self) -> str:
        return INTEREST_STATES[self.row.state]

    @property
    def tone(self) -> str:
        return {"accepted": "good", "talking": "info", "sent": "info"}.get(self.row.state, "plain")

    @property
    def waits(self) -> bool:
        return self.row.state in WAITING

    @property
    def waits_for_agreement(self) -> bool:
        return self.role_state == "offered"


class InterestRow(NamedTuple):
    """One interest in a list, or a draft to carry on with."""

    id: str
    opening_id: str
    name: str
    state: str
    sent_at: dt.datetime | None
    answer_by: dt.date | None
    href: str

    @property
    def state_words(self) -> str:
        return INTEREST_STATES[self.state]


def opening_to_join(opening_id: str) -> Opening | None:
    """A published opening, open or closed."""
    return db.session.scalar(_published(opening_id))


def _published(opening_id: str) -> Select[Opening]:
    return select(Opening).where(Opening.id == opening_id, Opening.published_at.is_not(None))


def is_open(opening: Opening) -> bool:
    state = opening_state(
        bool(opening.published_at), bool(opening.closed_at), opening.closes_on, calendar.today()
    )
    return state == "open"


def open_interest(opening_id: str, person_id: str, session: Session | None = None) -> Interest | None:
    """The one that is sent, talked about or accepted: there is never more than one."""
    return (session or db.session).scalar(_interest(opening_id, person_id, LIVE_INTEREST))


def draft(opening_id: str, person_id: str, session: Session | None = None) -> Interest | None:
    """What the person wrote and has not sent."""
    return (session or db.session).scalar(_interest(opening_id, person_id, ("draft",)))


def _interest(opening_id: str, person_id: str, states: tuple[str, ...]) -> Select[Interest]:
    mine = (Interest.opening_id == opening_id, Interest.person_id == person_id, Interest.state.in_(states))
    return select(Interest).where(*mine).order_by(Interest.made_at).limit(1)


def interest_page(interest_id: str, person_id: str) -> InterestPage | None:
    """One interest that was sent; None for somebody else's as for none. One statement."""
    found = db.session.execute(
        select(Interest, Opening, Role.id, Role.state)
        .join(Opening, Opening.id == Interest.opening_id)
        .outerjoin(Role, Role.interest_id == Interest.id)
        .where(Interest.id == interest_id, Interest.person_id == person_id, Interest.state != "draft")
    ).first()
    return InterestPage(*found) if found else None


def events(interest_id: str, person_id: str) -> list[Event]:
    """What happened, newest first, in the person's words. One statement."""
    rows = db.session.execute(
        select(AuditEvent.verb, AuditEvent.at, AuditEvent.by, Person.name)
        .outerjoin(Person, Person.id == AuditEvent.by)
        .where(AuditEvent.kind == "interest", AuditEvent.thing_id == interest_id, AuditEvent.verb.in_(EVENTS))
        .order_by(AuditEvent.seq.desc())
    )
    return [
        Event(
            EVENTS[verb],
            f"{calendar.long_date(at)}, {calendar.clock_time(at)}",
            name or "" if by != person_id else "",
        )
        for verb, at, by, name in rows
    ]


def interests_of(person_id: str, drafts: bool = False) -> list[InterestRow]:
    """A person's interests, newest first; or, with `drafts`, what they have not sent yet. One statement."""
    state = Interest.state == "draft" if drafts else Interest.state != "draft"
    rows = db.session.execute(
        select(Interest.id, Opening.id, Opening.name, Interest.state, Interest.sent_at, Interest.answer_by)
        .join(Opening, Opening.id == Interest.opening_id)
        .where(Interest.person_id == person_id, state)
        .order_by(Interest.made_at.desc(), Interest.id)
    )
    return [
        InterestRow(*row, href=f"/openings/{row[1]}/interest" if drafts else f"/interests/{row[0]}")
        for row in rows
    ]
