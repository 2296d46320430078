"""What rooms below ask about roles and their sessions, and what a person's first page shows of them."""

import datetime as dt
from typing import NamedTuple

from sqlalchemy import ColumnElement, Row, Select, or_, select
from sqlalchemy.orm import aliased

from portal.foundation import calendar
from portal.foundation.database import db
from portal.openings import rules
from portal.openings.finding.interest.queries import interests_of as interests_of
from portal.openings.finding.queries import matches as matches
from portal.openings.models import Attendance, Meeting, Opening, PayAnswer, Role, RoleAgreement

TAKING_PART = ("agreed", "ended")  # states of roles whose sessions count
THERE = ("came", "left early")


def while_held() -> ColumnElement[bool]:
    """Which meetings of its opening are a role's own, over Role, Meeting and an outer joined Attendance: those that
    were not over when the place became the person's and began before the role ended, and any where they were seen."""
    begun, not_ended = (
        Meeting.ends_at > Role.made_at,
        or_(Role.ended_at.is_(None), Meeting.starts_at <= Role.ended_at),
    )
    return or_(begun & not_ended, Attendance.state.in_(THERE))


class SessionRow(NamedTuple):
    """A dated session of a role that the person agreed to."""

    role_id: str
    opening_id: str
    meeting_id: str
    name: str  # of the opening
    starts_at: dt.datetime
    ends_at: dt.datetime
    minutes: int  # from start to end
    place: str
    team_id: str
    attendance: str  # "" not ticked yet, came, left early, did not come, called off
    online: bool = False
    present_minutes: int | None = None  # for "left early"
    called_off_at: dt.datetime | None = None
    preparation_minutes: int = 0


def sessions_of(person_id: str, since: dt.datetime, until: dt.datetime) -> list[SessionRow]:
    """A person's sessions that begin from `since` up to but not with `until`, oldest first. One statement."""
    rows = _sessions(person_id).where(Meeting.starts_at >= since, Meeting.starts_at < until)
    return [_session(row) for row in db.session.execute(rows)]


def session(person_id: str, meeting_id: str) -> SessionRow | None:
    """One session of a person; None where they have no agreed role in it."""
    row = db.session.execute(_sessions(person_id).where(Meeting.id == meeting_id)).first()
    return _session(row) if row else None


def _sessions(person_id: str) -> Select[Role, Opening, Meeting, Attendance]:
    mine = (Attendance.meeting_id == Meeting.id) & (Attendance.person_id == Role.person_id)
    return (
        select(Role, Opening, Meeting, Attendance)
        .join(Opening, Opening.id == Role.opening_id)
        .join(Meeting, Meeting.opening_id == Opening.id)
        .outerjoin(Attendance, mine)
        .where(Role.person_id == person_id, Role.state.in_(TAKING_PART))
        .where(while_held())
        .order_by(Meeting.starts_at, Meeting.id)
    )


def _session(row: Row[Role, Opening, Meeting, Attendance]) -> SessionRow:
    role, opening, meeting, ticked = row
    minutes = int((meeting.ends_at - meeting.starts_at).total_seconds() // 60)
    came = "called off" if meeting.called_off_at else (ticked.state if ticked else "")
    return SessionRow(
        role.id, opening.id, meeting.id, opening.name, meeting.starts_at, meeting.ends_at, minutes, meeting.place,
        opening.team_id, came, meeting.online, ticked.minutes if ticked else None, meeting.called_off_at,
        opening.preparation_minutes or 0,
    )  # fmt: skip


class RoleTerms(NamedTuple):
    """What was offered and agreed for one role, and what the person said about payment."""

    role_id: str
    person_id: str
    team_id: str
    opening_name: str
    pays_time: bool
    rate_card_id: str | None
    rate_code: str | None
    pay_answer: str | None  # a key of rules.PAY_ANSWERS; None: not asked yet
    less_pence: int | None  # a session
    charity: str
    place: str
    agreed: bool
    offered_pence: int | None = None  # a session, on the day of signing
    answered_at: dt.datetime | None = None
    opening_id: str = ""


def role_terms(role_id: str) -> RoleTerms | None:
    """The terms of the version that the person agreed to last, or else of the newest. Two statements."""
    signed = RoleAgreement.answer == "yes"
    row = db.session.execute(
        select(Role, Opening, RoleAgreement)
        .join(Opening, Opening.id == Role.opening_id)
        .outerjoin(RoleAgreement, RoleAgreement.role_id == Role.id)
        .where(Role.id == role_id)
        .order_by(signed.desc(), RoleAgreement.number.desc())
        .limit(1)
    ).first()
    return _terms(*row) if row else None


def _terms(role: Role, opening: Opening, agreement: RoleAgreement | None) -> RoleTerms:
    said = pay_said(role.person_id, role.id)
    return RoleTerms(
        role.id, role.person_id, opening.team_id, opening.name,
        bool(agreement.pays_time if agreement else opening.pays_time),
        agreement.rate_card_id if agreement else opening.rate_card_id,
        agreement.rate_code if agreement else opening.rate_code,
        said.answer if said else None, said.less_pence if said else None, said.charity if said else "",
        opening.place, role.state in TAKING_PART, agreement.offered_pence if agreement else None,
        said.answered_at if said else None, opening.id,
    )  # fmt: skip


def pay_said(person_id: str, role_id: str) -> rules.Said | None:
    """What the person's answers come to for a role (rules.answer_for). One statement."""
    rows = db.session.scalars(
        select(PayAnswer)
        .where(PayAnswer.person_id == person_id, PayAnswer.answer != "")
        .order_by(PayAnswer.answered_at, PayAnswer.id)
    )
    said = [
        (one.role_id, rules.Said(one.answer, one.answered_at, one.less_pence, one.charity)) for one in rows
    ]
    return rules.answer_for(role_id, said)


class NextDate(NamedTuple):
    """A coming session, as first pages show it."""

    role_id: str
    meeting_id: str
    name: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    place: str
    online: bool
    called_off: bool
    href: str


def next_dates(person_id: str, limit: int = 3) -> list[NextDate]:
    """The next sessions of a person, called-off ones marked so that nobody travels. One statement."""
    rows = _sessions(person_id).where(Meeting.ends_at > calendar.now(), Role.state == "agreed").limit(limit)
    return [
        NextDate(
            s.role_id, s.meeting_id, s.name, s.starts_at, s.ends_at, s.place, s.online, s.called_off_at is not None,
            f"/roles/{s.role_id}",
        )
        for s in map(_session, db.session.execute(rows))
    ]  # fmt: skip


class WaitingRole(NamedTuple):
    """A role whose newest agreement waits for the person's answer."""

    role_id: str
    name: str
    number: int  # of the version; above 1 it was changed
    signed_at: dt.datetime
    href: str


def waiting_roles(person_id: str) -> list[WaitingRole]:
    """What the person is asked to agree to, oldest first. One statement."""
    newer = aliased(RoleAgreement)
    rows = db.session.execute(
        select(Role.id, Opening.name, RoleAgreement.number, RoleAgreement.signed_at)
        .join(Opening, Opening.id == Role.opening_id)
        .join(RoleAgreement, RoleAgreement.role_id == Role.id)
        .outerjoin(newer, (newer.role_id == Role.id) & (newer.number > RoleAgreement.number))
        .where(Role.person_id == person_id, Role.state.in_(("offered", "agreed")))
        .where(newer.id.is_(None), RoleAgreement.answer == "")
        .order_by(RoleAgreement.signed_at)
    )
    return [WaitingRole(*row, href=f"/roles/{row[0]}/agree") for row in rows]


class RoleRow(NamedTuple):
    """One role of a person, as lists show it."""

    role_id: str
    opening_id: str
    name: str
    state: str
    team_id: str
    made_at: dt.datetime

    @property
    def state_words(self) -> str:
        return rules.ROLE_STATES[self.state]


def roles_of(person_id: str) -> list[RoleRow]:
    """Every role that a person was offered, newest first. One statement."""
    rows = db.session.execute(
        select(Role.id, Opening.id, Opening.name, Role.state, Opening.team_id, Role.made_at)
        .join(Opening, Opening.id == Role.opening_id)
        .where(Role.person_id == person_id, Role.state != "being written")
        .order_by(Role.made_at.desc())
    )
    return [RoleRow(*row) for row in rows]
