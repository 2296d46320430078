"""Meetings of an opening and who was expected at each."""

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import func, select

from portal.accounts.models import Person
from portal.foundation import calendar
from portal.foundation.database import db
from portal.openings.models import Attendance, Meeting, Opening, Role
from portal.openings.offering.meetings.rules import MeetingFacts
from portal.openings.offering.publishing.queries import Teams, within
from portal.openings.queries import TAKING_PART, while_held
from portal.openings.rules import ATTENDANCE
from portal.people import queries as people


class ListedMeeting(NamedTuple):
    """One row of an opening's meetings."""

    id: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    place: str
    online: bool
    called_off_at: dt.datetime | None
    called_off_why: str
    ticked: int

    @property
    def began(self) -> bool:
        return self.starts_at <= calendar.now()


def meetings_of(opening_id: str) -> list[ListedMeeting]:
    """In the order in which they are held. One statement."""
    ticked = select(func.count(Attendance.id)).where(Attendance.meeting_id == Meeting.id).scalar_subquery()
    rows = db.session.execute(
        select(
            Meeting.id, Meeting.starts_at, Meeting.ends_at, Meeting.place, Meeting.online, Meeting.called_off_at,
            Meeting.called_off_why, ticked,
        )
        .where(Meeting.opening_id == opening_id)
        .order_by(Meeting.starts_at, Meeting.id)
    )  # fmt: skip
    return [ListedMeeting(*row) for row in rows]


def expected(opening_id: str) -> int:
    """How many people have an agreed role in an opening."""
    found = select(func.count(Role.id)).where(Role.opening_id == opening_id, Role.state == "agreed")
    return db.session.scalar(found) or 0


@dataclass(frozen=True)
class Expected:
    """Somebody with an agreed role, and whether they came."""

    person_id: str
    name: str
    state: str  # "" not ticked
    minutes: int | None
    version: int
    needs: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        return ATTENDANCE.get(self.state, "Not ticked yet")


@dataclass(frozen=True)
class MeetingView:
    """A meeting with everyone expected at it."""

    row: Meeting
    opening_name: str
    team_id: str
    people: tuple[Expected, ...]

    @property
    def id(self) -> str:
        return self.row.id

    @property
    def seen(self) -> int:
        """Counts every change of the ticks: two coordinators who tick at once are noticed."""
        return sum(one.version for one in self.people)

    @property
    def minutes(self) -> int:
        return int((self.row.ends_at - self.row.starts_at).total_seconds() // 60)

    @property
    def facts(self) -> MeetingFacts:
        return MeetingFacts(
            self.row.starts_at, bool(self.row.called_off_at), sum(bool(p.state) for p in self.people)
        )


def meeting(opening_id: str, meeting_id: str, teams: Teams) -> MeetingView | None:
    """None where it is not there or not of these teams. Three statements at most."""
    found = db.session.execute(
        select(Meeting, Opening.name, Opening.team_id)
        .join(Opening, Opening.id == Meeting.opening_id)
        .where(Meeting.id == meeting_id, Opening.id == opening_id, within(teams))
    ).first()
    if found is None:
        return None
    row, name, team_id = found
    return MeetingView(row, name, team_id, _expected_at(row))


def _expected_at(row: Meeting) -> tuple[Expected, ...]:
    """People with an agreed role whose own meeting it is (openings.queries.while_held)."""
    ticked = (Attendance.meeting_id == Meeting.id) & (Attendance.person_id == Role.person_id)
    found = db.session.execute(
        select(Person.id, Person.name, Attendance.state, Attendance.minutes, Attendance.version)
        .join(Role, Role.person_id == Person.id)
        .join(Meeting, Meeting.opening_id == Role.opening_id)
        .outerjoin(Attendance, ticked)
        .where(Meeting.id == row.id, Role.state.in_(TAKING_PART), while_held())
        .order_by(Person.name, Person.id)
    ).all()
    needs = people.needs_words([person for person, *_ in found])
    return tuple(
        Expected(person, name, state or "", minutes, version or 0, needs.get(person, ()))
        for person, name, state, minutes, version in found
    )
