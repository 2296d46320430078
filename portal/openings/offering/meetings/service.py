"""What coordinators do with meetings. Whoever takes part hears of what changes for them."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.foundation import audit, calendar
from portal.foundation.database import Stale, writing
from portal.foundation.once import once_only
from portal.foundation.pages import Refused
from portal.messages import service as messages
from portal.openings.models import Attendance, Meeting, Opening, Role
from portal.openings.offering.meetings import rules
from portal.openings.offering.meetings.rules import MeetingFacts, Tick


@once_only
def add_meeting(
    opening_id: str, starts_at: dt.datetime, ends_at: dt.datetime, place: str, online: bool, *, by: str
) -> str:
    """A dated session of an opening; its id."""
    with writing() as session:
        row = Meeting(opening_id=opening_id, starts_at=starts_at, ends_at=ends_at, place=place, online=online)
        session.add(row)
        session.flush()
        audit.record("meeting added", "meeting", row.id, by=by, opening=opening_id, starts_at=starts_at)
        return row.id


@once_only
def change_meeting(
    meeting_id: str, starts_at: dt.datetime, ends_at: dt.datetime, place: str, online: bool, *, by: str
) -> str:
    """Another time or place, before it began; people who take part hear of it. Raises Refused."""
    with writing() as session:
        row = session.get_one(Meeting, meeting_id, with_for_update=True, populate_existing=True)
        _refuse(rules.why_not_change(_facts(session, row), calendar.now()), row)
        before = {"starts_at": row.starts_at, "place": row.place}
        row.starts_at, row.ends_at, row.place, row.online = starts_at, ends_at, place, online
        audit.record(
            "meeting changed", "meeting", row.id, by=by, before=before, starts_at=starts_at, place=place
        )
        _tell_everyone(session, row, "E-07", f"{row.id}:{starts_at.isoformat()}:{place}")
        return row.id


@once_only
def call_off_meeting(meeting_id: str, why: str, *, by: str) -> str:
    """It does not take place; everyone who takes part hears why. Raises Refused."""
    with writing() as session:
        row = session.get_one(Meeting, meeting_id, with_for_update=True, populate_existing=True)
        _refuse(rules.why_not_call_off(_facts(session, row), calendar.now()), row)
        row.called_off_at, row.called_off_why = calendar.now(), why
        audit.record("meeting called off", "meeting", row.id, by=by, why=why, starts_at=row.starts_at)
        _tell_everyone(session, row, "E-25", row.id, reason=why)
        return row.id


@once_only
def tick_attendance(
    meeting_id: str, seen: int, ticks: Sequence[tuple[str, str, int | None]], *, by: str
) -> str:
    """Keeps who came: (person, state, minutes). `seen` is MeetingView.seen of the page. Raises Refused, Stale."""
    with writing() as session:
        row = session.get_one(Meeting, meeting_id, with_for_update=True, populate_existing=True)
        _refuse(rules.why_not_tick(_facts(session, row), calendar.now()), row)
        kept = {one.person_id: one for one in _ticked(session, meeting_id)}
        if sum(one.version for one in kept.values()) != seen:
            raise Stale
        taking_part = set(_taking_part(session, row.opening_id))
        for tick in (Tick(*one) for one in ticks):
            if tick.person_id in taking_part:
                _keep(session, row, kept.get(tick.person_id), tick, by)
        return row.id


def _keep(session: Session, row: Meeting, before: Attendance | None, tick: Tick, by: str) -> None:
    if before and (before.state, before.minutes) == (tick.state, tick.minutes):
        return
    if before is None:
        before = Attendance(meeting_id=row.id, person_id=tick.person_id, version=0)
        session.add(before)
    before.state, before.minutes, before.version = tick.state, tick.minutes, before.version + 1
    before.ticked_by, before.ticked_at = by, calendar.now()
    session.flush()
    person, state, minutes = tick.person_id, tick.state, tick.minutes
    audit.record(
        "attendance ticked", "meeting", row.id, by=by, person_id=person, state=state, minutes=minutes
    )


def _facts(session: Session, row: Meeting) -> MeetingFacts:
    return MeetingFacts(row.starts_at, bool(row.called_off_at), len(_ticked(session, row.id)))


def _ticked(session: Session, meeting_id: str) -> Sequence[Attendance]:
    found = select(Attendance).where(Attendance.meeting_id == meeting_id).with_for_update()
    return session.scalars(found.execution_options(populate_existing=True)).all()


def _taking_part(session: Session, opening_id: str) -> Sequence[str]:
    found = select(Role.person_id).where(Role.opening_id == opening_id, Role.state.in_(("agreed", "ended")))
    return session.scalars(found.order_by(Role.person_id)).all()


def _refuse(text: str | None, row: Meeting) -> None:
    if text:
        href = f"/manage/openings/{row.opening_id}/meetings/{row.id}"
        raise Refused("meeting", text, href, "Go back to the meeting")


def _tell_everyone(session: Session, row: Meeting, kind: str, key: str, **more: str) -> None:
    name = session.get_one(Opening, row.opening_id).name
    about: dict[str, Any] = {
        "meeting": name,
        "day": calendar.uk_date(row.starts_at),
        "link": "/claims",
        **more,
    }
    about |= {"time": calendar.clock_time(row.starts_at), "place": row.place or "online"}
    for person_id in _taking_part(session, row.opening_id):
        messages.tell(person_id, kind, key, **about)
