"""What a person's role pages show."""

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import select

from portal.foundation import calendar
from portal.foundation.database import db
from portal.openings.models import Attendance, Meeting, Opening, Role
from portal.openings.offering.agreements.queries import RoleView, Version, own_role
from portal.openings.queries import pay_said, while_held
from portal.openings.rules import Said, pay_words


class Session(NamedTuple):
    """A dated meeting of the role."""

    starts_at: dt.datetime
    ends_at: dt.datetime
    place: str
    online: bool
    called_off_at: dt.datetime | None
    called_off_why: str

    @property
    def where(self) -> str:
        return (self.place or "Online") + (" or online" if self.place and self.online else "")


@dataclass(frozen=True)
class MyRole:
    """A person's role with what they said about payment."""

    role: RoleView
    said: Said | None

    @property
    def id(self) -> str:
        return self.role.id

    @property
    def name(self) -> str:
        return self.role.opening_name

    @property
    def newest(self) -> Version:
        assert self.role.newest
        return self.role.newest

    @property
    def terms(self) -> Version:
        """The version that holds, or the one offered."""
        return self.role.agreed_version or self.newest

    @property
    def asks_pay(self) -> bool:
        """The role offers payment, and the person has not said yet what they would like."""
        return self.newest.pays_time and self.said is None

    @property
    def pay_words(self) -> str:
        return pay_words(self.said.answer, self.said.less_pence, self.said.charity) if self.said else ""

    @property
    def costs_only(self) -> bool:
        """For whom "You do not have to come" is said: no payment offered, or none taken."""
        return not self.newest.pays_time or (
            self.said is not None and self.said.answer in ("no", "costs only")
        )


def my_role(role_id: str, person_id: str) -> MyRole | None:
    """The person's own role once there is something to read. Three statements."""
    role = own_role(role_id, person_id)
    return MyRole(role, pay_said(person_id, role_id)) if role else None


def sessions(role_id: str) -> list[Session]:
    """The role's own meetings (openings.queries.while_held), in order. One statement."""
    columns = (
        Meeting.starts_at,
        Meeting.ends_at,
        Meeting.place,
        Meeting.online,
        Meeting.called_off_at,
        Meeting.called_off_why,
    )
    rows = (
        select(*columns)
        .join(Role, Role.opening_id == Meeting.opening_id)
        .outerjoin(
            Attendance, (Attendance.meeting_id == Meeting.id) & (Attendance.person_id == Role.person_id)
        )
        .where(Role.id == role_id, while_held())
        .order_by(Meeting.starts_at, Meeting.id)
    )
    return [Session(*row) for row in db.session.execute(rows)]


def coming(found: list[Session]) -> list[Session]:
    """Those that are not over."""
    return [one for one in found if one.ends_at > calendar.now()]


def first_start(found: list[Session]) -> dt.datetime | None:
    """When the first session that took or takes place begins."""
    return next((one.starts_at for one in found if one.called_off_at is None), None)


class Nature(NamedTuple):
    """What the letter says of the opening."""

    purpose: str
    tasks: str
    costs_words: str
    lead_name: str
    lead_phone: str


def nature(opening_id: str) -> Nature:
    """One statement."""
    columns = (Opening.purpose, Opening.tasks, Opening.costs_words, Opening.lead_name, Opening.lead_phone)
    return Nature(*db.session.execute(select(*columns).where(Opening.id == opening_id)).one())
